"""The first page: what needs doing, one press from where it is mended."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk.agenda.ui import places
from communitydesk.agenda.ui.home import HomePage
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Message
from communitydesk.grants.actions import awards, income
from communitydesk.grants.figures.award import award_overview
from communitydesk.people.model import Hours, Person
from communitydesk.storage import create
from communitydesk.widgets.context import Context
from communitydesk.widgets.scroll import Scroller
from communitydesk.widgets.theme import DARK, Theme
from tests.widgets.standin import TODAY, StandInWindow, stand_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


@pytest.fixture
def context(desk: Desk) -> Context:
    return stand_in(desk)


def add(desk: Desk) -> str:
    key = awards.add_award(
        desk, name="Garden", amount=490000, funder="The Borough", starts_on=dt.date(2025, 11, 1),
        ends_on=dt.date(2026, 10, 31), terms={"report_days": 18},
    )  # fmt: skip
    income.add_instalment(desk, key, 490000, received_on=dt.date(2025, 11, 2))
    return key


def shown(qtbot: QtBot, context: Context, width: int = 1072) -> HomePage:
    page = HomePage(context)
    qtbot.addWidget(page)
    page.resize(width, 820)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: "Now" in seen(page))
    return page


def seen(page: HomePage) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}


def said(page: HomePage) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel)}


def pressed(qtbot: QtBot, page: HomePage, text: str) -> QPushButton:
    def found() -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def window(context: Context) -> Any:
    return context.window


def test_a_new_file_offers_the_first_step(qtbot: QtBot, context: Context) -> None:
    page = shown(qtbot, context)
    qtbot.mouseClick(pressed(qtbot, page, "Add a grant"), Qt.MouseButton.LeftButton)
    assert window(context).went == [("grants", None, None, {"task": "new"})]


def test_each_thing_to_do_leads_to_where_it_is_mended(qtbot: QtBot, context: Context, desk: Desk) -> None:
    key = add(desk)
    page = shown(qtbot, context)
    assert {"Final report, Garden", "Late 3 days"} <= seen(page)
    qtbot.mouseClick(pressed(qtbot, page, "Write the report"), Qt.MouseButton.LeftButton)
    assert window(context).went[-1] == ("grants", key, "report", {})


def test_a_problem_opens_its_own_mending(qtbot: QtBot, context: Context, desk: Desk) -> None:
    key = add(desk)
    awards.set_terms(desk, key, report_on=dt.date(2027, 6, 1))
    kinds = [problem.kind for problem in award_overview(desk, key, TODAY).problems]
    assert kinds == ["money_left"]
    page = shown(qtbot, context)
    qtbot.mouseClick(pressed(qtbot, page, "Ask what to do with £4,900.00"), Qt.MouseButton.LeftButton)
    assert window(context).went[-1] == ("grants", key, "overview", {"problem": "money_left"})


def test_one_hour_is_said_in_the_singular(qtbot: QtBot, context: Context, desk: Desk) -> None:
    add(desk)
    with desk.change("Hours") as session:
        session.add(Hours(minutes=60, given_on=TODAY, group_label="Bank", people=1))
    page = shown(qtbot, context)
    qtbot.waitUntil(lambda: "volunteer hour" in seen(page))
    assert "volunteer hours" not in seen(page)


def test_it_shows_what_changed_without_being_asked(qtbot: QtBot, context: Context, desk: Desk) -> None:
    page = shown(qtbot, context)
    add(desk)
    qtbot.waitUntil(lambda: "Final report, Garden" in seen(page))


def test_what_is_due_for_money_is_there_at_once_and_what_is_due_for_people_joins_it(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    add(desk)
    young(desk)
    page = HomePage(context)
    qtbot.addWidget(page)
    page.show()
    assert "Final report, Garden" in said(page)
    assert "Rosa Bell" not in said(page)
    qtbot.waitUntil(lambda: {"Final report, Garden", "Rosa Bell"} <= seen(page))


LOOKING = "Looking for what is due ..."


def test_where_nothing_is_due_for_money_it_says_that_it_still_looks(qtbot: QtBot, context: Context, desk: Desk) -> None:
    young(desk)
    page = HomePage(context)
    qtbot.addWidget(page)
    page.show()
    assert LOOKING in said(page)
    qtbot.waitUntil(lambda: "Rosa Bell" in seen(page))
    assert LOOKING not in said(page)


def test_where_nothing_is_due_at_all_it_says_so_once_it_has_looked(qtbot: QtBot, context: Context, desk: Desk) -> None:
    awards.close_award(desk, add(desk), TODAY)
    page = HomePage(context)
    qtbot.addWidget(page)
    page.show()
    assert LOOKING in said(page)
    qtbot.waitUntil(lambda: "Nothing is late and nothing is wrong. Well done." in seen(page))
    assert LOOKING not in said(page)


class Slow(StandInWindow):
    """A window whose work is done when `finish` says so, as if it took long."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: list[tuple[Callable[..., Any], Callable[..., Any]]] = []

    def run(
        self, title: Message | str, work: Callable[..., Any], done: Callable[..., Any], *, quiet: bool = False
    ) -> None:
        self.under_way.append((work, done))

    def finish(self) -> None:
        super().run("", *self.under_way.pop(0))


@pytest.fixture
def slow(desk: Desk) -> Slow:
    return Slow()


def standing(qtbot: QtBot, desk: Desk, slow: Slow) -> HomePage:
    """Home with everything in it, in a window that is slow."""
    page = shown(qtbot, replace(stand_in(desk), window=slow))
    qtbot.waitUntil(lambda: bool(slow.under_way))
    slow.finish()
    qtbot.waitUntil(lambda: "This year so far" in seen(page))
    return page


def test_a_change_wins_over_what_was_worked_out_meanwhile(qtbot: QtBot, desk: Desk, slow: Slow) -> None:
    add(desk)
    page = standing(qtbot, desk, slow)
    young(desk)
    work, done = slow.under_way.pop(0)
    old = work(lambda *_: None)
    rosa = older(desk)
    done(old)
    assert "Rosa Bell" not in said(page)
    slow.finish()
    assert rosa in said(page)


def test_what_stands_is_looked_at_until_what_changed_is_worked_out(qtbot: QtBot, desk: Desk, slow: Slow) -> None:
    add(desk)
    page = standing(qtbot, desk, slow)
    before = seen(page)
    young(desk)
    assert seen(page) == before
    slow.finish()
    qtbot.waitUntil(lambda: seen(page) >= {"Rosa Bell", "Final report, Garden", "This year so far"})


def test_nothing_from_before_a_change_is_shown_when_one_comes_back(qtbot: QtBot, desk: Desk, slow: Slow) -> None:
    key = add(desk)
    page = standing(qtbot, desk, slow)
    assert "Final report, Garden" in said(page)
    page.hide()
    awards.close_award(desk, key, TODAY)
    young(desk)
    page.show()
    assert not said(page) & {"Final report, Garden", "This year so far"}
    qtbot.waitUntil(lambda: bool(slow.under_way))
    slow.finish()
    qtbot.waitUntil(lambda: "Rosa Bell" in seen(page))


def test_the_keyboard_and_the_view_stay_where_they_are_when_the_rest_comes(
    qtbot: QtBot, desk: Desk, slow: Slow
) -> None:
    add(desk)
    page = standing(qtbot, desk, slow)
    page.resize(700, 300)
    page.activateWindow()
    pressed(qtbot, page, "Write the report").setFocus()
    scroll = page.findChildren(Scroller)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: scroll.maximum() > 60)
    scroll.setValue(60)
    before = page.focusWidget()
    young(desk)
    slow.finish()
    qtbot.waitUntil(lambda: "Rosa Bell" in seen(page))
    qtbot.waitUntil(lambda: page.focusWidget().accessibleName() == "Write the report: Final report, Garden")
    assert page.focusWidget() is not before
    qtbot.waitUntil(lambda: scroll.value() == 60)


def older(desk: Desk) -> str:
    """Rosa is of age after all, and somebody else is not."""
    with desk.change("It was somebody else") as session:
        person = session.query(Person).one()
        person.name = "Tess Bell"
    return "Tess Bell"


def young(desk: Desk) -> None:
    with desk.change("Add somebody") as session:
        session.add(Person(name="Rosa Bell", number=1, born_on=dt.date(2013, 5, 1)))


def test_the_badge_counts_what_is_late_or_due(desk: Desk) -> None:
    (place,) = places()
    assert place.badge is not None
    assert place.badge(desk, TODAY) == 0
    add(desk)
    assert place.badge(desk, TODAY) == 1


def test_it_fits_at_twice_the_text_size(qtbot: QtBot, desk: Desk) -> None:
    add(desk)
    page = shown(qtbot, stand_in(desk, Theme(DARK, "dark", 2.0)))
    assert page.body_widget.minimumSizeHint().width() <= 1072


def test_every_button_says_what_it_is_about(qtbot: QtBot, context: Context, desk: Desk) -> None:
    add(desk)
    page = shown(qtbot, context)
    names = [one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert "Write the report: Final report, Garden" in names
    assert all(names)
