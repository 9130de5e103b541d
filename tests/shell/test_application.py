"""The program around a file: the sample is made off the window's thread, backups are quiet, reading only is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.words import Words
from communitydesk.group.actions import add_aim
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.welcome import Welcome
from communitydesk.shell.window import MainWindow


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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "group.communitydesk"
    storage.create(path, who="Somebody", models=models).close()
    return path


def buttons(program: Application) -> list[str]:
    assert program.window is not None
    return [one.text() for one in program.window.findChildren(QPushButton) if one.isVisibleTo(program.window)]


def test_the_program_has_a_picture_of_its_own(program: Application) -> None:
    icon = program.qt.windowIcon()
    assert not icon.isNull()
    assert not icon.pixmap(64).isNull()


def test_the_sample_group_opens_when_it_is_made(program: Application, qtbot: QtBot) -> None:
    program.sample()
    assert isinstance(program.window, Welcome)  # the window stays alive meanwhile
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=120_000)
    assert program.desk is not None
    assert not program.desk.read_only


def test_a_sample_that_is_stopped_leaves_no_file(program: Application, qtbot: QtBot) -> None:
    program.sample()
    assert program._works is not None
    program._works.stop_all()
    qtbot.wait(1)
    assert not list(program.backups().folder.with_name("sample").glob("*.communitydesk"))


def test_what_was_changed_is_backed_up_quietly_after_a_while(program: Application, file: Path, qtbot: QtBot) -> None:
    program._back_up_later.setInterval(1)
    assert program.open(file)
    assert program.desk is not None
    add_aim(program.desk, "Nobody eats alone")
    qtbot.waitUntil(lambda: bool(program.backups().of_desk(program.desk)), timeout=20_000)  # type: ignore[arg-type]
    assert isinstance(program.window, MainWindow)
    assert not program.window.works.busy  # so that closing asks nothing


def test_closing_a_group_backs_it_up_and_offers_the_ways_to_begin(
    program: Application, file: Path, qtbot: QtBot
) -> None:
    assert program.open(file)
    assert program.desk is not None
    add_aim(program.desk, "Nobody eats alone")
    program._close_group()
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=20_000)
    assert program.desk is None
    desk = storage.open_desk(file, models=models)
    assert len(program.backups().of_desk(desk)) == 1
    desk.close()


def test_a_recent_file_that_went_away_is_said_and_offered_no_more(
    program: Application, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr(program, "_say", said.append)
    program.preferences.opened(file)
    program.welcome()
    assert "group" in buttons(program)
    file.unlink()
    assert not program.open(file)
    assert len(said) == 1
    assert "group" not in buttons(program)


def test_who_opens_a_file_second_is_told_why_nothing_can_be_written_and_may_try_again(
    program: Application, file: Path
) -> None:
    first = storage.open_desk(file, who="Chair", models=models)
    assert program.open(file)
    assert program.desk is not None
    assert program.desk.read_only
    assert "Try again" in buttons(program)
    assert "Take it over" not in buttons(program)  # its holder is alive
    first.close()
    program.open_again(False)
    assert not program.desk.read_only
    assert "Try again" not in buttons(program)
