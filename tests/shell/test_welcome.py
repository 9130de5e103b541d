"""What a person meets before a file is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.words import Words
from communitydesk.shell.welcome import Welcome
from communitydesk.widgets.page import EnterPresses
from communitydesk.widgets.theme import LIGHT, Theme


def met(qtbot: QtBot, recent: tuple[Path, ...]) -> list[str]:
    """Return what Enter does as soon as the window stands."""
    done: list[str] = []
    welcome = Welcome(
        Words(), Theme(LIGHT), new=lambda: done.append("new"), open_=lambda path: done.append(str(path)),
        sample=lambda: done.append("sample"), recent=recent,
    )  # fmt: skip
    qtbot.addWidget(welcome)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    presses = EnterPresses(application)
    welcome.show()
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    first = QApplication.focusWidget()
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Return)
    presses.deleteLater()
    return done


def test_enter_goes_on_with_the_file_that_was_open_last(qtbot: QtBot) -> None:
    assert met(qtbot, (Path("hall.communitydesk"), Path("old.communitydesk"))) == ["hall.communitydesk"]


def test_enter_begins_a_new_group_where_none_was_open_before(qtbot: QtBot) -> None:
    assert met(qtbot, ()) == ["new"]
