"""At twice the text size in a window of 1024 by 768 things stand one under another, and nothing scrolls sideways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.activities.actions import add_activity, add_session
from communitydesk.activities.model import Activity, Session
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Message
from communitydesk.exchange.ui.people.place import ListsPlace
from communitydesk.impact.actions import add_measure, add_outcome
from communitydesk.impact.model import Measure, Outcome
from communitydesk.impact.ui.place import EvidencePlace
from communitydesk.people.actions import roles, rota
from communitydesk.people.actions.roles import Lacking
from communitydesk.people.figures.standing import Finding
from communitydesk.people.model import Role, RoleHeld
from communitydesk.people.ui.ahead import AheadSheet
from communitydesk.people.ui.joining import StepForm
from communitydesk.people.ui.meeting import MeetingPage
from communitydesk.people.ui.place import PeoplePlace
from communitydesk.people.ui.rota import RotaPlace
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import FormSheet
from communitydesk.widgets.scroll import Scroller
from tests.people.stage import TODAY, Stage, context_of
from tests.widgets.standin import dressed

SIZE = (1024, 705)
"""What a window of 1024 by 768 leaves below its menus."""


@pytest.fixture
def large(qapp: QApplication, desk: Desk) -> Iterator[Context]:
    context = context_of(desk, Stage(), scale=2.0)
    with dressed(qapp, context.theme):
        yield context


@pytest.fixture
def helper(desk: Desk, garden: str, ines: str) -> str:
    key = roles.add_role(desk, Role(name="After-school helper")).key
    roles.give_role(desk, RoleHeld(role_key=key, person_key=ines, start=dt.date(2024, 6, 5)), TODAY)
    rota.plan_sessions(desk, garden, [dt.date(2026, 11, 21)], None, None, {key: 2})
    return ines


def roles_of_somebody(context: Context, helper: str) -> QWidget:
    place = PeoplePlace(context)
    place.open(helper, "roles")
    return place


def outcomes(context: Context, _: str) -> QWidget:
    outcome = add_outcome(
        context.desk, Outcome(statement="People who live alone have company that they look forward to")
    )
    asked = Measure(outcome_key=outcome.key, question="Do you have more company?", asked=60, yes=41, taken_on=TODAY)
    add_measure(context.desk, asked)
    place = EvidencePlace(context)
    place.open(tab="outcomes")
    return place


def a_session(context: Context, _: str) -> QWidget:
    activity = add_activity(context.desk, Activity(name="Friday club"))
    return MeetingPage(context, add_session(context.desk, Session(activity_key=activity.key, held_on=TODAY)).key)


@pytest.mark.parametrize(
    "make", [roles_of_somebody, outcomes, lambda context, _: RotaPlace(context), lambda context, _: ListsPlace(context),
     a_session],
    ids=["roles", "outcomes", "rota", "lists", "session"],
)  # fmt: skip
def test_a_page_does_not_scroll_sideways(
    qtbot: QtBot, large: Context, helper: str, make: Callable[[Context, str], QWidget]
) -> None:
    page = make(large, helper)
    qtbot.addWidget(page)
    page.resize(*SIZE)
    page.show()
    qtbot.waitExposed(page)
    areas = [one for one in page.findChildren(Scroller) if one.isVisible()]
    assert areas
    qtbot.waitUntil(lambda: all(one.verticalScrollBar().isVisible() for one in areas))
    assert [one.horizontalScrollBar().maximum() for one in areas] == [0]


def test_that_a_reason_is_missing_is_seen_without_scrolling(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    context = context_of(desk, Stage())
    found = tuple(
        Finding("late", "training", "", name, 0, Message("Not done yet.")) for name in ("First aid", "Safeguarding")
    )
    sheet = AheadSheet(context, Lacking("Ines Carvalho", found), lambda _: None)
    qtbot.addWidget(sheet)
    with dressed(qapp, context.theme):
        sheet.show()
        qtbot.waitExposed(sheet)
        QApplication.processEvents()
        sheet.save()
        QApplication.processEvents()
        (inside,) = (one for one in sheet.findChildren(Scroller) if one.isAncestorOf(sheet.reason))
        assert sheet.reason.error.isVisible()
        assert inside.verticalScrollBar().maximum() == 0


def test_what_only_leaving_asks_is_seen_without_scrolling(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    context = context_of(desk, Stage())
    form = StepForm(context)
    sheet = FormSheet(context, "Record a step", form, lambda _: True)
    qtbot.addWidget(sheet)
    with dressed(qapp, context.theme):
        sheet.show()
        qtbot.waitExposed(sheet)
        form.set({"stage": "left"})
        QApplication.processEvents()
        (inside,) = (one for one in sheet.findChildren(Scroller) if one.isAncestorOf(form))
        assert form.rows["said"].isVisible()
        assert inside.verticalScrollBar().maximum() == 0
