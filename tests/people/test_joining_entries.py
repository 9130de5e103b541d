"""Two entries of one person become one: nothing either says is lost, nothing is there twice, and it can be undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.people import actions
from communitydesk.people.figures.people import differing
from communitydesk.people.model import ContactWay, Part, Person, StageChange
from communitydesk.people.ui.joined import join_with
from communitydesk.widgets.form import FormSheet, Sheet
from communitydesk.widgets.page import Page
from tests.people.stage import TODAY, Stage, context_of

START, LEFT = dt.date(2024, 3, 1), dt.date(2025, 6, 1)


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    """One person, written down twice."""
    first = Person(name="Bo Jones", role="Driver", language="Welsh", phone="07700 900123", joined_on=START,
                   born_on=dt.date(1960, 1, 1), access_needs="A ramp")  # fmt: skip
    second = Person(name="Bo Jones-Lee", role="Cook", language="Polish", phone="07700 900456", joined_on=LEFT,
                    born_on=dt.date(1961, 1, 1), access_needs="Large print")  # fmt: skip
    return tuple(actions.add_person(desk, one, today=TODAY).key for one in (first, second))  # type: ignore[return-value]


def person(desk: Desk, key: str) -> Person:
    with desk.read() as session:
        found = session.get(Person, key)
        assert found
        return found


def rows(desk: Desk, kind: Any, key: str) -> list[Any]:
    with desk.read() as session:
        return list(session.scalars(select(kind).where(kind.person_key == key).order_by(kind.key)))


def test_of_texts_that_differ_both_are_kept(desk: Desk, two: tuple[str, str]) -> None:
    actions.merge_people(desk, *two)
    kept = person(desk, two[0])
    assert (kept.role, kept.language, kept.access_needs) == ("Driver; Cook", "Welsh, Polish", "A ramp\nLarge print")
    assert (kept.name, kept.also_called, kept.phone) == ("Bo Jones", "Bo Jones-Lee", "07700 900123")
    assert [one.value for one in rows(desk, ContactWay, two[0])] == ["07700 900456"]


def test_what_somebody_is_at_one_time_is_there_once(desk: Desk, two: tuple[str, str]) -> None:
    actions.merge_people(desk, *two)
    assert [(one.from_on, one.to_on) for one in rows(desk, Part, two[0])] == [(START, None)]
    desk.undo()
    assert [(one.from_on, one.to_on) for one in rows(desk, Part, two[1])] == [(LEFT, None)]


def test_times_that_do_not_meet_stay_two(desk: Desk, two: tuple[str, str]) -> None:
    actions.set_stage(desk, StageChange(person_key=two[0], stage="left", since_on=dt.date(2024, 9, 1)))
    actions.merge_people(desk, *two)
    spans = [(one.from_on, one.to_on) for one in rows(desk, Part, two[0])]
    assert sorted(spans, key=str) == [(START, dt.date(2024, 9, 1)), (LEFT, None)]
    assert person(desk, two[0]).stage == "active"


def test_a_step_that_both_have_is_there_once(desk: Desk) -> None:
    keys = [actions.add_person(desk, Person(name="Bo", joined_on=START), today=TODAY).key for _ in range(2)]
    actions.merge_people(desk, *keys)
    assert [(one.stage, one.since_on) for one in rows(desk, StageChange, keys[0])] == [("active", START)]


def test_whom_one_entry_has_as_gone_and_the_other_as_here_is_here_by_their_steps_too(
    desk: Desk, two: tuple[str, str]
) -> None:
    actions.set_stage(desk, StageChange(person_key=two[0], stage="left", since_on=dt.date(2026, 1, 1)))
    actions.merge_people(desk, *two)
    kept = person(desk, two[0])
    assert (kept.stage, kept.left_on) == ("active", None)
    actions.set_stage(desk, StageChange(person_key=two[0], stage="paused", since_on=TODAY))
    assert person(desk, two[0]).left_on is None
    with desk.read() as session:
        steps = session.scalars(select(StageChange).order_by(StageChange.since_on, StageChange.key)).all()
    assert [one.stage for one in steps][-2:] == ["active", "paused"]


def test_what_was_chosen_holds_field_by_field(desk: Desk, two: tuple[str, str]) -> None:
    with desk.read() as session:
        found = {one.name: one for one in differing(session, *two)}
    assert list(found) == ["name", "role", "language", "born_on"]
    actions.merge_people(desk, *two, {"role": "Cook", "born_on": found["born_on"].others, "name": "Bo Jones-Lee"})
    kept = person(desk, two[0])
    assert (kept.role, kept.born_on, kept.name) == ("Cook", dt.date(1961, 1, 1), "Bo Jones-Lee")
    assert kept.also_called == "Bo Jones"


def test_it_is_asked_field_by_field_what_holds(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, desk: Desk, two: tuple[str, str]
) -> None:
    context = context_of(desk, Stage())
    page = Page(context, "")
    qtbot.addWidget(page)
    asked: list[str] = []

    def answer(sheet: Sheet) -> int:
        assert isinstance(sheet, FormSheet)
        asked.extend(sheet.form.rows)
        for name, wanted in (("born_on", "1 January 1961"), ("role", "Both: Driver, Cook")):
            combo = sheet.form.rows[name].input
            assert isinstance(combo, QComboBox)
            assert combo.findText(wanted) >= 0
            combo.setCurrentIndex(combo.findText(wanted))
        sheet.save()
        result = sheet.result()
        sheet.hide()
        return result

    monkeypatch.setattr(Sheet, "exec", answer)
    assert join_with(context, page, *two)
    assert asked == ["name", "role", "language", "born_on"]
    kept = person(desk, two[0])
    assert (kept.born_on, kept.role, kept.name) == (dt.date(1961, 1, 1), "Driver; Cook", "Bo Jones")
