"""The list of people: narrowed, sorted and opened by keyboard; it asks as little of the file for many as for few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from communitydesk.desk.desk import Desk
from communitydesk.people import actions
from communitydesk.people.actions import roles
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures.listing import listed
from communitydesk.people.model import Certificate, Part, Person, Role, RoleHeld, RoleNeed, StageChange
from communitydesk.people.ui.people import PeopleList
from communitydesk.people.ui.place import PeoplePlace
from tests.people.stage import TODAY, Stage, context_of

Show = Callable[[], PeopleList]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def people(desk: Desk, garden: str, ines: str, lukasz: str) -> dict[str, str]:
    """Ines leads and is in date, Łukasz leads and is not; Bo asked only; June is on the committee; Mo left."""
    leads = roles.add_role(desk, Role(name="Session leader")).key
    roles.add_need(desk, RoleNeed(role_key=leads, kind="training", name="First aid", months=36))
    for key in (ines, lukasz):
        held = RoleHeld(person_key=key, role_key=leads, start=dt.date(2025, 1, 1))
        roles.give_role(desk, held, TODAY, reason="Until the course")
    roles.add_certificate(desk, Certificate(person_key=ines, name="First aid", got_on=dt.date(2026, 1, 1),
                                            expires_on=dt.date(2029, 1, 1)), TODAY)  # fmt: skip
    actions.set_skills(desk, ines, ["Cooking", "Polish"])
    actions.set_skills(desk, lukasz, ["Polish"])
    row = [SessionRow(person_key=ines, minutes=90)]
    actions.record_session(desk, garden, dt.date(2026, 10, 3), 600, 750, row)
    found = {"ines": ines, "lukasz": lukasz}
    for name, person in (
        ("bo", Person(name="Bo Jones", stage="enquiry")),
        ("june", Person(name="June", is_volunteer=False, is_committee=True)),
        ("mo", Person(name="Mo", joined_on=dt.date(2024, 1, 1), left_on=dt.date(2026, 1, 1))),
    ):
        found[name] = actions.add_person(desk, person, today=TODAY).key
    return found


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Show:
    kept = []

    def shown() -> PeopleList:
        place = PeoplePlace(context_of(desk, stage))
        kept.append(place)
        qtbot.addWidget(place)
        place.resize(1072, 820)
        place.show()
        place.activateWindow()
        QApplication.processEvents()
        return place.front.people

    return shown


def names(page: PeopleList) -> list[str]:
    return [row.name for row in page.table.model.rows]


def cell(page: PeopleList, name: str, heading: str) -> str:
    row = next(one for one in page.table.model.rows if one.name == name)
    return next(column.text(row) for column in page.table.model.columns if column.heading == heading)


def choose(combo: QComboBox, text: str) -> None:
    combo.setCurrentIndex(combo.findText(text))


def test_a_line_says_what_somebody_is_and_does_whether_they_are_in_date_and_when_they_were_last_seen(
    show: Show, people: dict[str, str]
) -> None:
    page = show()
    assert names(page) == ["Bo Jones", "Ines Carvalho", "June", "Łukasz Wójcik"]
    assert cell(page, "Ines Carvalho", "What they do") == "Session leader"
    assert cell(page, "Ines Carvalho", "In date") == "✓ In date"
    assert cell(page, "Łukasz Wójcik", "In date") == "✕ Not in date"
    assert cell(page, "June", "In date") == ""
    assert cell(page, "Bo Jones", "What they are") == "Enquiry, Volunteer"
    assert cell(page, "Ines Carvalho", "Last seen") == "03/10/2026"
    assert cell(page, "Ines Carvalho", "Hours this year") == "1:30"
    assert "1 not in date" in page.table.said.text()


@pytest.mark.parametrize(
    ("which", "choice", "left"),
    [
        ("who", "Committee", ["June"]),
        ("who", "Those who have left", ["Mo"]),
        ("stage", "Enquiry", ["Bo Jones"]),
        ("role", "Session leader", ["Ines Carvalho", "Łukasz Wójcik"]),
        ("state", "✕ Not in date", ["Łukasz Wójcik"]),
        ("state", "✓ In date", ["Ines Carvalho"]),
        ("state", "Nothing needed", ["Bo Jones", "June"]),
        ("skill", "Cooking", ["Ines Carvalho"]),
        ("skill", "Polish", ["Ines Carvalho", "Łukasz Wójcik"]),
    ],
)
def test_the_list_is_narrowed_by_kind_stage_role_state_and_skill(
    show: Show, people: dict[str, str], which: str, choice: str, left: list[str]
) -> None:
    page = show()
    choose(getattr(page, which), choice)
    assert names(page) == left
    assert page.all_button.isVisible()
    page.all_button.click()
    assert len(names(page)) == 4


def test_choices_hold_together_and_nobody_left_is_said_with_a_way_back(show: Show, people: dict[str, str]) -> None:
    page = show()
    choose(page.skill, "Polish")
    choose(page.state, "✕ Not in date")
    assert names(page) == ["Łukasz Wójcik"]
    choose(page.who, "Committee")
    QApplication.processEvents()
    assert page.nobody.isVisible()
    assert not page.table.isVisible()
    page.all_button.click()
    assert page.table.isVisible()


def test_what_was_chosen_stays_while_people_change(show: Show, desk: Desk, people: dict[str, str]) -> None:
    page = show()
    choose(page.skill, "Polish")
    actions.set_skills(desk, people["june"], ["Polish", "Zumba"])
    QApplication.processEvents()
    assert names(page) == ["Ines Carvalho", "June", "Łukasz Wójcik"]
    assert page.skill.findText("Zumba") > 0
    for key in ("ines", "june", "lukasz"):
        actions.set_skills(desk, people[key], [])
    assert page.skill.currentText() == "Any skill"
    assert len(names(page)) == 4


def test_a_column_sorts_what_needs_doing_first_and_days_as_days(show: Show, people: dict[str, str]) -> None:
    page = show()
    headings = [column.heading for column in page.table.model.columns]
    page.table.view.sortByColumn(headings.index("In date"), Qt.SortOrder.AscendingOrder)
    assert names(page)[:2] == ["Łukasz Wójcik", "Ines Carvalho"]
    page.table.view.sortByColumn(headings.index("Last seen"), Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "Ines Carvalho"
    page.table.view.sortByColumn(headings.index("Name"), Qt.SortOrder.DescendingOrder)
    assert names(page)[-1] == "Bo Jones"


def test_enter_opens_the_person_that_is_found_by_typing(
    qtbot: QtBot, show: Show, stage: Stage, people: dict[str, str]
) -> None:
    page = show()
    qtbot.keyClicks(page.table.filter, "wojcik")
    assert names(page) == ["Łukasz Wójcik"]
    page.table.view.setFocus()
    page.table.view.selectRow(0)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert stage.went[-1][:2] == ("people", people["lukasz"])


def test_what_has_ended_by_its_dates_is_no_longer_said_of_somebody(
    show: Show, desk: Desk, people: dict[str, str]
) -> None:
    ended = Part(person_key=people["june"], kind="is_staff", from_on=dt.date(2025, 1, 1), to_on=dt.date(2026, 1, 1))
    actions.add_part(desk, ended, TODAY)
    assert cell(show(), "June", "What they are") == "Committee"


def test_what_is_still_to_come_is_not_when_somebody_was_last_seen(
    desk: Desk, garden: str, people: dict[str, str]
) -> None:
    later = TODAY + dt.timedelta(days=10)
    actions.record_session(desk, garden, later, 600, 750, [SessionRow(person_key=people["june"], minutes=60)])
    with desk.read() as session:
        found = {one.name: one for one in listed(session, TODAY)}
    assert found["June"].last_on is None


def asked(desk: Desk) -> int:
    """How many questions the list asks of the file."""
    count = 0

    def one_more(*_: Any) -> None:
        nonlocal count
        count += 1

    event.listen(Engine, "before_cursor_execute", one_more)
    try:
        with desk.read() as session:
            listed(session, TODAY)
    finally:
        event.remove(Engine, "before_cursor_execute", one_more)
    return count


def test_five_hundred_people_ask_no_more_of_the_file_than_five(desk: Desk, people: dict[str, str]) -> None:
    before = asked(desk)
    actions.add_people(desk, [Person(name=f"Person {n}", joined_on=TODAY) for n in range(500)], today=TODAY)
    with desk.read() as session:
        assert len(listed(session, TODAY)) == 505
    assert asked(desk) == before
    assert before < 25


def test_a_left_person_who_comes_back_is_in_the_list_again(show: Show, desk: Desk, people: dict[str, str]) -> None:
    actions.set_stage(desk, StageChange(person_key=people["mo"], stage="active", since_on=dt.date(2026, 5, 1)))
    assert "Mo" in names(show())
