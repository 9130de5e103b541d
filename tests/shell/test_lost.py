"""A group's file that is gone, or no longer opens, comes back from a backup before any window of its own stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.words import Words
from communitydesk.group.actions import add_aim
from communitydesk.shell.bare import BareWindow
from communitydesk.shell.lost import LostSheet
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.welcome import Welcome
from communitydesk.shell.window import MainWindow

BACK = "Bring back a backup ..."


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the program puts its own there
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    preferences = Preferences(tmp_path / "settings.ini")
    preferences.who = "Treasurer"
    started = Application(qapp, Words(), preferences)
    started.begin(None)
    yield started
    started.close_desk()
    if started.window is not None:
        started.window.hide()
        started.window.deleteLater()
    qapp.setStyleSheet("")


def backed_up(program: Application, path: Path) -> None:
    """Write a group's file with one aim, and a backup of it; the program shows the ways to begin again."""
    desk = storage.create(path, who="Somebody", models=models)
    add_aim(desk, "Nobody eats alone")
    program.backups().make(desk)
    desk.close()
    program.welcome()


def link(program: Application) -> QPushButton | None:
    assert isinstance(program.window, Welcome)
    return next((one for one in program.window.findChildren(QPushButton) if one.text() == BACK), None)


def brought_back(program: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what the sheet offers first, as Enter would, and wait until the group is open."""
    monkeypatch.setattr(BareWindow, "ask", lambda *_, **__: True)

    def take() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, LostSheet)
        sheet.main.click()

    QTimer.singleShot(0, take)
    found = link(program)
    assert found is not None
    found.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    assert program.desk is not None


def test_a_file_that_was_cut_short_comes_back_from_its_backup_and_is_kept_beside_it(
    program: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hall.communitydesk"
    backed_up(program, path)
    path.write_bytes(path.read_bytes()[:20_000])
    brought_back(program, qtbot, monkeypatch)
    assert program.desk is not None
    assert program.desk.path == path
    assert not storage.check(program.desk)
    assert [len(one.read_bytes()) for one in tmp_path.glob("hall (replaced*")] == [20_000]


def test_a_file_that_is_gone_comes_back_from_its_backup(
    program: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hall.communitydesk"
    backed_up(program, path)
    path.unlink()
    brought_back(program, qtbot, monkeypatch)
    assert program.desk is not None
    assert program.desk.path == path


def test_where_there_is_no_backup_none_is_offered(program: Application) -> None:
    assert link(program) is None
