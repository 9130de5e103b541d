"""Sheets that are filled in: Enter goes on, and saves after the last field."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import EnterPresses
from tests.widgets.standin import stand_in

FIELDS = {
    "who": Field("who", N_("Your name"), Kind.TEXT),
    "day": Field("day", N_("Date"), Kind.DATE),
    "funder": Field("funder", N_("Funder"), Kind.LINK),
    "note": Field("note", N_("Note"), Kind.LONG),
    "town": Field("town", N_("Where you work"), Kind.TEXT),
}


@pytest.fixture
def saved() -> list[dict[str, Any]]:
    return []


def sheet_of(qtbot: QtBot, saved: list[dict[str, Any]], *names: str) -> FormSheet:
    form = Form(stand_in(), FIELDS, names, links={"funder": lambda: (Choice("1", "County Fund"),)})
    sheet = FormSheet(stand_in(), "Filled in", form, saved.append)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def press_enter(qtbot: QtBot, sheet: FormSheet) -> None:
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)


def test_enter_in_the_only_field_saves(qtbot: QtBot, saved: list[dict[str, Any]]) -> None:
    sheet = sheet_of(qtbot, saved, "who")
    qtbot.keyClicks(sheet.focusWidget(), "Margaret Ellis")
    press_enter(qtbot, sheet)
    assert saved == [{"who": "Margaret Ellis"}]
    assert not sheet.isVisible()


def test_enter_goes_on_past_what_only_helps_with_a_field_and_saves_after_the_last(
    qtbot: QtBot, saved: list[dict[str, Any]]
) -> None:
    sheet = sheet_of(qtbot, saved, "day", "funder", "town")
    for name in ("day", "funder", "town"):
        row = sheet.form.rows[name]
        assert row.isAncestorOf(sheet.focusWidget()), name
        assert not saved
        press_enter(qtbot, sheet)
    assert len(saved) == 1


def test_enter_in_a_note_begins_a_new_line(qtbot: QtBot, saved: list[dict[str, Any]]) -> None:
    sheet = sheet_of(qtbot, saved, "note")
    press_enter(qtbot, sheet)
    assert sheet.form.rows["note"].text() == "\n"
    assert not saved


def test_enter_says_what_is_wrong_and_keeps_what_was_typed(qtbot: QtBot, saved: list[dict[str, Any]]) -> None:
    sheet = sheet_of(qtbot, saved, "day")
    qtbot.keyClicks(sheet.focusWidget(), "31 june")
    press_enter(qtbot, sheet)
    assert sheet.form.rows["day"].text() == "31 june"
    assert "31 june" in sheet.form.rows["day"].error.text()
    assert not saved


def test_tab_leaves_a_button_to_enter(qtbot: QtBot, saved: list[dict[str, Any]]) -> None:
    """Enter on a button that has the keyboard presses that button, not the main one."""
    sheet = sheet_of(qtbot, saved, "who")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    presses = EnterPresses(application)
    sheet.cancel.setFocus()
    press_enter(qtbot, sheet)
    presses.deleteLater()
    assert not saved
    assert not sheet.isVisible()


def test_what_is_asked_as_a_question_is_not_asked_again_when_nothing_was_typed() -> None:
    asked = Field("reason", N_("Why do you leave it out?"), Kind.TEXT, required=True)
    with pytest.raises(FieldTrouble) as told:
        asked.parse(" ", dt.date(2026, 11, 21))
    assert told.value.say(stand_in().words) == "Answer this, please."


def test_a_sheet_grows_for_what_is_said_under_a_field(qtbot: QtBot, saved: list[dict[str, Any]]) -> None:
    """A date that was understood is said back; nothing has to be scrolled for it while the screen has room."""
    sheet = sheet_of(qtbot, saved, "day", "who")
    before = sheet.height()
    qtbot.keyClicks(sheet.focusWidget(), "3 may 26")
    press_enter(qtbot, sheet)
    row = sheet.form.rows["day"]
    assert row.understood.text() == "Sun 3 May 2026"
    assert sheet.height() >= before + row.understood.height()
    assert not sheet._scroll.verticalScrollBar().isVisible()


def test_a_sheet_without_a_window_behind_it_stands_in_the_middle_of_the_screen(
    qtbot: QtBot, saved: list[dict[str, Any]]
) -> None:
    sheet = sheet_of(qtbot, saved, "who")
    away = sheet.geometry().center() - sheet.screen().availableGeometry().center()
    assert away.manhattanLength() <= 4
