"""The program around a file: the sample is made off the window's thread, backups are quiet, reading only is said."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import Message, Words
from communitydesk.group.actions import add_aim
from communitydesk.shell import keeping
from communitydesk.shell.bare import BareWindow
from communitydesk.shell.keeping import BackupsSheet
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.welcome import Welcome
from communitydesk.shell.window import MainWindow
from communitydesk.storage import Backup, Backups
from communitydesk.storage.lock import lock_path
from communitydesk.widgets.form import FormSheet


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


def test_enter_presses_the_button_that_has_the_keyboard(program: Application, file: Path, qtbot: QtBot) -> None:
    assert program.open(file)
    window = program.window
    assert isinstance(window, MainWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hours = next(one for one in window.findChildren(QPushButton) if one.text() == "Record hours")
    hours.setFocus()
    qtbot.keyClick(hours, Qt.Key.Key_Return)
    assert window._at
    assert window._at.place == "people"


def test_the_sample_group_opens_when_it_is_made(program: Application, qtbot: QtBot) -> None:
    program.sample()
    assert isinstance(program.window, Welcome)  # the window stays alive meanwhile
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=120_000)
    assert program.desk is not None
    assert not program.desk.read_only


def test_a_sample_that_is_stopped_leaves_no_file(program: Application, qtbot: QtBot) -> None:
    program.sample()
    assert program._works is not None
    program._works.stop_all()  # which waits for the end of it
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


def test_quitting_backs_up_off_the_windows_thread_and_the_window_stays_until_then(
    program: Application, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.open(file)
    desk, window = program.desk, program.window
    assert desk is not None
    assert isinstance(window, MainWindow)
    add_aim(desk, "Nobody eats alone")
    go_on, threads, ended = threading.Event(), [], []
    made = Backups.make
    monkeypatch.setattr(program.qt, "quit", lambda: ended.append(True))

    def slowly(self: Backups, of: Desk, now: dt.datetime | None = None) -> Backup | None:
        threads.append(threading.current_thread() is threading.main_thread())
        assert go_on.wait(20)
        return made(self, of, now)

    monkeypatch.setattr(Backups, "make", slowly)
    assert not window.close()
    qtbot.waitUntil(lambda: "backup" in said_in_dialogs(window))
    assert window.isVisible()
    assert not window.close()  # once more changes nothing
    go_on.set()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert threads == [False]
    assert program.desk is None
    again = storage.open_desk(file, models=models)
    assert len(program.backups().of_desk(again)) == 1
    again.close()


def test_opening_another_file_backs_up_the_one_that_was_open_off_the_windows_thread(
    program: Application, file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, third = tmp_path / "other.communitydesk", tmp_path / "third.communitydesk"
    for path in (other, third):
        storage.create(path, who="Somebody", models=models).close()
    assert program.open(file)
    first, window = program.desk, program.window
    assert first is not None
    assert isinstance(window, MainWindow)
    add_aim(first, "Nobody eats alone")
    go_on, threads = threading.Event(), []
    made = Backups.make

    def slowly(self: Backups, of: Desk, now: dt.datetime | None = None) -> Backup | None:
        threads.append(threading.current_thread() is threading.main_thread())
        assert go_on.wait(20)
        return made(self, of, now)

    monkeypatch.setattr(Backups, "make", slowly)
    assert program.open(other)
    assert program.desk is first  # until it is backed up
    qtbot.waitUntil(lambda: "backup" in said_in_dialogs(window))
    assert program.open(third)  # another choice meanwhile: the one before it is let go of
    assert not lock_path(other).exists()
    go_on.set()
    qtbot.waitUntil(lambda: program.desk is not first, timeout=20_000)
    assert program.desk is not None
    assert program.desk.path == third
    assert not program.desk.read_only
    assert threads == [False]
    again = storage.open_desk(file, models=models)
    assert not again.read_only
    assert len(program.backups().of_desk(again)) == 1
    again.close()


def test_opening_the_file_that_is_open_changes_nothing(program: Application, file: Path) -> None:
    assert program.open(file)
    desk, window = program.desk, program.window
    assert program.open(file)
    assert program.desk is desk
    assert program.window is window
    assert desk is not None
    assert not desk.read_only


def said_in_dialogs(window: MainWindow) -> str:
    return " ".join(one.windowTitle() for one in window.findChildren(QDialog) if one.isVisible())


def test_a_window_that_only_read_closes_at_once(program: Application, file: Path) -> None:
    first = storage.open_desk(file, models=models)
    assert program.open(file)
    assert program.window is not None
    assert program.window.close()
    first.close()


def test_a_lock_that_was_forgotten_on_another_computer_is_taken_over_once_the_person_agrees(
    program: Application, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=30)
    said = {"who": "Sam", "computer": "laptop", "since": since.isoformat(), "token": "x", "pid": 1}
    lock_path(file).write_text(json.dumps(said))
    os.utime(lock_path(file), (since.timestamp(), since.timestamp()))
    assert program.open(file)
    assert program.desk is not None
    assert program.desk.read_only
    take = next(one for one in program.window.findChildren(QPushButton) if one.text() == "Take it over")  # type: ignore[union-attr]
    asked, answers = [], [False, True]

    def ask(self: BareWindow, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        asked.append(self.words.say(more))
        return answers.pop(0)

    monkeypatch.setattr(BareWindow, "ask", ask)
    take.click()
    assert program.desk.read_only
    take.click()
    assert "Sam opened" in asked[0]
    assert not program.desk.read_only
    add_aim(program.desk, "Nobody eats alone")


def test_a_recent_file_that_is_empty_is_said_in_one_sentence_and_left_alone(
    program: Application, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Trouble] = []
    monkeypatch.setattr(program, "_say", told.append)
    program.preferences.opened(file)
    file.write_bytes(b"")
    program.welcome()
    next(one for one in program.window.findChildren(QPushButton) if one.text() == "group").click()  # type: ignore[union-attr]
    assert len(told) == 1
    assert "group.communitydesk" in str(told[0])
    assert isinstance(program.window, Welcome)
    assert file.read_bytes() == b""
    assert [one.name for one in file.parent.glob("*group*")] == [file.name]


def answered(qtbot: QtBot, act: Callable[[FormSheet], None]) -> None:
    """Do something in the sheet that comes up next."""

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, FormSheet)
        act(sheet)

    QTimer.singleShot(0, look)


def test_a_wrong_passphrase_is_said_beside_its_field_and_what_was_typed_stays(
    program: Application, file: Path, qtbot: QtBot
) -> None:
    storage.set_passphrase(file, None, "correct horse ")
    told = []

    def type_it(sheet: FormSheet) -> None:
        row = sheet.form.rows["passphrase"]
        assert isinstance(row.input, QLineEdit)
        sheet.save()
        told.append(row.error.text())
        QTest.keyClicks(row.input, "wrong")
        sheet.save()
        told.append(row.error.text())
        told.append(row.input.text())
        assert row.input.echoMode() == QLineEdit.EchoMode.Password
        row.input.setText("correct horse ")
        sheet.save()

    answered(qtbot, type_it)
    assert program.open(file)
    assert told[0] == "Type the passphrase."
    assert "does not open" in told[1]
    assert told[2] == "wrong"


def test_giving_up_at_the_passphrase_opens_nothing(program: Application, file: Path, qtbot: QtBot) -> None:
    storage.set_passphrase(file, None, "correct horse")
    answered(qtbot, lambda sheet: sheet.reject())
    assert not program.open(file)
    assert program.desk is None


def test_who_writes_is_asked_once_and_may_be_left_for_later(program: Application, file: Path, qtbot: QtBot) -> None:
    program.preferences.who = ""

    def type_it(sheet: FormSheet) -> None:
        sheet.save()
        assert sheet.form.rows["who"].error.text() == "This is needed: Your name."
        QTest.keyClicks(sheet.form.rows["who"].input, "Ines  Carvalho")
        sheet.save()

    answered(qtbot, type_it)
    assert program.open(file)
    assert program.preferences.who == "Ines Carvalho"
    assert program.desk is not None
    assert program.desk.who == "Ines Carvalho"


def test_without_a_backup_there_is_none_to_bring_back(program: Application, file: Path, qtbot: QtBot) -> None:
    assert program.open(file)
    seen: list[bool] = []

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, BackupsSheet)
        seen.append(sheet.main.isEnabled())
        sheet.reject()

    QTimer.singleShot(0, look)
    keeping.backups(program)
    assert seen == [False]


def test_settings_are_kept_and_seen_at_once(program: Application, file: Path, qtbot: QtBot) -> None:
    assert program.open(file)
    before = program.window

    def choose(sheet: FormSheet) -> None:
        sheet.form.set({"who": "Ines", "scale": "1.5", "scheme": "dark"})
        assert any(str(program.backups().folder) in one.text() for one in sheet.findChildren(QLabel))
        sheet.save()

    answered(qtbot, choose)
    program.settings()
    assert (program.preferences.who, program.preferences.scale, program.preferences.scheme) == ("Ines", 1.5, "dark")
    assert program.desk is not None
    assert program.desk.who == "Ines"
    assert program.theme.scale == 1.5
    assert program.window is not before
