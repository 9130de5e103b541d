"""What somebody meets who has never seen the program: an old laptop, a mouse with a wheel, and Enter after every line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.people import actions
from communitydesk.people.actions import expenses as acts
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.figures.expenses import claim_figures
from communitydesk.people.model import Person
from communitydesk.people.ui.claim import ClaimPage
from communitydesk.people.ui.person import PersonPage
from communitydesk.widgets.fieldrows import told_apart
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import Page
from tests.people.stage import TODAY, Stage, context_of

WORDS = {name: Field(name, name.title(), Kind.TEXT) for name in "abcdefghijkl"}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def seen(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (800, 560)) -> Any:
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    QApplication.processEvents()
    return widget


def test_a_list_that_drops_down_shows_every_choice(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    page.setStyleSheet(context_of(desk, stage).theme.sheet())
    box = next(box for box in page.findChildren(QComboBox) if box.isVisible() and 2 < box.count() < 10)
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    box.hidePopup()


def test_a_mistake_that_is_scrolled_out_of_sight_is_shown(qtbot: QtBot, desk: Desk, stage: Stage) -> None:
    def act(values: dict[str, Any]) -> None:
        raise FieldTrouble("a", "Choose the activity.")

    sheet = FormSheet(context_of(desk, stage), "Plan", Form(context_of(desk, stage), WORDS, tuple(WORDS)), act)
    seen(qtbot, sheet, (560, 400))
    sheet.resize(560, 400)
    QApplication.processEvents()
    area = sheet.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    sheet.save()
    QApplication.processEvents()
    row = sheet.form.rows["a"]
    for part in (row.label, row.error):
        assert not part.visibleRegion().isEmpty()


def test_what_was_understood_does_not_push_the_button_away_that_is_being_pressed(
    qtbot: QtBot, desk: Desk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_of(desk, stage)
    form = Form(context, {"day": Field("day", "Day", Kind.DATE)}, ("day",))
    seen(qtbot, form, (400, 300))
    row = form.rows["day"]
    row.input.setText("5 march 2011")
    down = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr("communitydesk.widgets.fieldrows.QGuiApplication.mouseButtons", lambda: down[0])
    row.input.editingFinished.emit()
    assert row.understood.isHidden()
    down[0] = Qt.MouseButton.NoButton
    qtbot.waitUntil(lambda: not row.understood.isHidden())
    assert row.understood.text() == "Sat 5 Mar 2011"


def test_another_choice_takes_away_what_was_said_of_the_one_before(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str, lukasz: str
) -> None:
    context = context_of(desk, stage)
    with desk.read() as session:
        people = told_apart([session.get_one(Person, ines), session.get_one(Person, lukasz)])
    form = Form(context, {"who": Field("who", "Who", Kind.LINK)}, ("who",), links={"who": lambda: people})
    row = seen(qtbot, form).rows["who"]
    row.input.setEditText("nobody")
    assert form.values() is None
    assert not row.error.isHidden()
    row.input.choose(lukasz)
    assert row.error.isHidden()


def test_of_two_people_with_one_name_the_chosen_one_is_taken(qtbot: QtBot, desk: Desk, stage: Stage) -> None:
    keys = [actions.add_person(desk, Person(name="John Smith"), today=TODAY).key for _ in "ab"]
    context = context_of(desk, stage)
    with desk.read() as session:
        people = told_apart([session.get_one(Person, key) for key in keys])
    assert len({one.text for one in people}) == 2
    form = Form(context, {"who": Field("who", "Who", Kind.LINK)}, ("who",), links={"who": lambda: people})
    row = seen(qtbot, form).rows["who"]
    for key in reversed(keys):
        row.set(key)
        assert row.value() == key
        row.input.setCurrentIndex(row.input.findData(key))
        row.input.setEditText(row.input.currentText())
        assert row.value() == key


def test_a_tick_keeps_the_keyboard_and_the_place_on_the_page(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    page.tabs.open("joining")
    QApplication.processEvents()
    area = max(
        (one for one in page.findChildren(QScrollArea) if one.isVisible()),
        key=lambda one: one.verticalScrollBar().maximum(),
    )
    area.verticalScrollBar().setValue(200)
    named = [one for one in page.findChildren(QCheckBox) if one.isVisible()]
    name = named[4].accessibleName()
    named[4].setFocus()
    there = area.verticalScrollBar().value()
    assert there > 0
    QTest.keyClick(named[4], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(page.window().focusWidget(), QCheckBox))
    now = page.window().focusWidget()
    assert isinstance(now, QCheckBox)
    assert (now.accessibleName(), now.isChecked()) == (name, True)
    assert area.verticalScrollBar().value() == there


class Counter(Page):
    """A page that makes its one button anew whenever a person changes, as many pages do."""

    shows = ("person",)

    def refresh(self) -> None:
        from communitydesk.widgets.page import button, clear

        clear(self.body)
        for text in ("Above", "The same", "Below"):
            self.body.addWidget(button(text, lambda: None))


def test_a_page_that_is_made_anew_gives_the_keyboard_back(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, Counter(context_of(desk, stage), "Counter"))
    held = [one for one in page.findChildren(QWidget) if getattr(one, "text", str)() == "The same"][-1]
    held.setFocus()
    actions.amend_person(desk, ines, role="Cook")
    qtbot.waitUntil(lambda: getattr(page.window().focusWidget(), "text", str)() == "The same")
    assert page.window().focusWidget() is not held


def test_lines_of_a_claim_that_are_changed_and_saved_stay_to_be_handed_in(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str
) -> None:
    day = dt.date(2026, 11, 3)
    key = acts.add_claim(desk, ines, [LineInput(day, "Bus fare", amount=460)])
    page = ClaimPage(context_of(desk, stage), key)
    page.refresh()
    seen(qtbot, page)
    row = page.grid.rows()[0]
    page.grid.set_rows([row, {**row, "what": "Bus home", "key": ""}])
    page.grid.save()
    assert [one["what"] for one in page.grid.rows()] == ["Bus fare", "Bus home"]
    assert not page.unsaved()
    page.steps["Hand it in"].click()
    with desk.read() as session:
        found = claim_figures(session, key, TODAY)
    assert found is not None
    assert (found.row.state, found.row.total) == ("claimed", 920)


def test_lines_that_cannot_be_saved_stay_as_typed(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = acts.add_claim(desk, ines, [LineInput(dt.date(2026, 11, 3), "Bus fare", amount=460)])
    page = ClaimPage(context_of(desk, stage), key)
    page.refresh()
    seen(qtbot, page)

    def refuse(*_: Any) -> None:
        raise FieldTrouble("what", "The stick was taken out.")

    monkeypatch.setattr(acts, "save_lines", refuse)
    row = page.grid.rows()[0]
    page.grid.set_rows([row, {**row, "what": "Bus home", "key": ""}])
    page.grid.save()
    assert [one["what"] for one in page.grid.rows()] == ["Bus fare", "Bus home"]
    assert page.unsaved()
