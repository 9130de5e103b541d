"""A passphrase in the real window: set, changed, removed, offered; and what is done with copies that are not locked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.pdf_pages import page_text
from communitydesk.desk.words import Message, Words
from communitydesk.group.actions import add_aim
from communitydesk.people.model import Person
from communitydesk.shell import keeping
from communitydesk.shell.bare import BareWindow
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.preview import PreviewDialog
from communitydesk.shell.window import MainWindow
from communitydesk.storage import Backups, backup_to, header, open_copies
from communitydesk.widgets.form import Form, FormSheet
from tests.shell.sheets import Answers

PHRASE, OTHER = "three blue kettles ", "four red kettles"


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    preferences = Preferences(tmp_path / "settings.ini")
    preferences.who = "Treasurer"
    path = tmp_path / "group.communitydesk"
    storage.create(path, who="Somebody", models=models).close()
    started = Application(qapp, Words(), preferences)
    started.begin(path)
    assert started.desk is not None
    add_aim(started.desk, "Nobody eats alone")
    yield started
    started.close_desk()
    if started.window is not None:
        started.window.hide()
        started.window.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def ask(self: BareWindow, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        asked.append(f"{self.words.say(question)} {self.words.say(more) if more else ''}")
        return True

    monkeypatch.setattr(BareWindow, "ask", ask)
    return asked


def desk_of(program: Application) -> Desk:
    assert program.desk is not None
    return program.desk


def press(sheet: QWidget, text: str) -> None:
    next(one for one in sheet.findChildren(QPushButton) if one.text() == text).click()


def typed(sheet: FormSheet, **fields: str) -> dict[str, str]:
    """Type into a sheet's fields, press its main button, and return what is said under each."""
    for name, text in fields.items():
        field = sheet.form.rows[name].input
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, text)
    sheet.main.click()
    return {name: row.error.text() for name, row in sheet.form.rows.items() if row.error.text()}


def close(sheet: Any) -> None:
    sheet.reject()


def lock(program: Application, phrase: str = PHRASE) -> None:
    answers = Answers(lambda sheet: typed(sheet, new=phrase, again=phrase), close)
    keeping.passphrase(program)
    assert answers.over()[1:] == ["Recovery sheet"]


def said(window: QWidget) -> str:
    return " ".join(one.text() for one in window.findChildren(QLabel))


def test_a_passphrase_is_set_while_the_window_stays_and_what_is_wrong_is_said_beside_its_field(
    program: Application,
) -> None:
    window, told = program.window, []

    def fill(sheet: FormSheet) -> None:
        told.append(typed(sheet, new="kettle", again="kettle"))
        told.append(typed(sheet, new=PHRASE, again=PHRASE.strip()))
        assert sheet.form.rows["new"].text() == PHRASE  # what was typed is kept
        assert typed(sheet, again=PHRASE) == {}

    answers = Answers(fill, close)
    keeping.passphrase(program)
    assert answers.over() == ["Lock the file with a passphrase", "Recovery sheet"]
    assert "8 letters or more" in told[0]["new"]
    assert "not the same" in told[1]["again"]
    assert program.window is window
    assert desk_of(program).passphrase == PHRASE
    add_aim(desk_of(program), "Written after locking")
    program.close_desk()
    assert header.kind(program.preferences.recent[0]) == "locked"
    again = storage.open_desk(program.preferences.recent[0], passphrase=PHRASE, models=models)
    assert all(header.kind(one.path) == "locked" for one in program.backups().of_desk(again))
    again.close()


def test_what_is_typed_is_hidden_until_it_is_asked_for_and_never_learnt(program: Application) -> None:
    def look(sheet: FormSheet) -> None:
        for name in ("new", "again"):
            field = sheet.form.rows[name].input
            assert isinstance(field, QLineEdit)
            assert field.echoMode() == QLineEdit.EchoMode.Password
            sheet.form.rows["seen"].input.setChecked(True)  # type: ignore[attr-defined]
            assert field.echoMode() == QLineEdit.EchoMode.Normal
            assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
            sheet.form.rows["seen"].input.setChecked(False)  # type: ignore[attr-defined]
        sheet.reject()

    answers = Answers(look)
    keeping.passphrase(program)
    answers.over()
    assert desk_of(program).passphrase is None


def test_changing_and_removing_need_the_passphrase_of_now(program: Application, yes: list[str]) -> None:
    lock(program)
    told = []

    def change(sheet: FormSheet) -> None:
        told.append(typed(sheet, current="wrong kettles", new=OTHER, again=OTHER))
        told.append(typed(sheet, current=PHRASE, new=PHRASE, again=PHRASE))
        assert typed(sheet, new=OTHER, again=OTHER) == {}

    answers = Answers(change, close)
    keeping.passphrase(program)
    answers.over()
    assert "not the passphrase" in told[0]["current"]
    assert "already" in told[1]["new"]
    assert desk_of(program).passphrase == OTHER

    def remove(sheet: FormSheet) -> None:
        press(sheet, "Remove the passphrase ...")
        assert "not the passphrase" in sheet.form.rows["current"].error.text()
        sheet.form.rows["current"].input.setText(OTHER)  # type: ignore[attr-defined]
        press(sheet, "Remove the passphrase ...")

    answers = Answers(remove)
    keeping.passphrase(program)
    answers.over()
    assert len(yes) == 1
    assert desk_of(program).passphrase is None
    assert header.kind(desk_of(program).path) == "plain"


def test_copies_that_are_not_locked_are_shown_after_locking_and_deleted_if_the_person_says_so(
    program: Application, tmp_path: Path, yes: list[str]
) -> None:
    desk = desk_of(program)
    stick = backup_to(desk, tmp_path / "stick")
    program.backups().wrote_copy(desk, stick)
    shown = []

    def delete(sheet: Any) -> None:
        shown.append(sheet.copies)
        assert "cannot be undone" in said(sheet)
        sheet.main.click()

    answers = Answers(lambda sheet: typed(sheet, new=PHRASE, again=PHRASE), close, delete)
    keeping.passphrase(program)
    assert answers.over()[2] == "Copies that are not locked"
    assert len(shown[0]) == 1
    assert "Delete 1 copy for good?" in yes[0]
    assert not stick.exists()


def test_copies_that_were_kept_are_offered_again_on_the_page_of_backups(program: Application, tmp_path: Path) -> None:
    desk = desk_of(program)
    stick = backup_to(desk, tmp_path / "stick")
    program.backups().wrote_copy(desk, stick)
    answers = Answers(lambda sheet: typed(sheet, new=PHRASE, again=PHRASE), close, close)
    keeping.passphrase(program)
    answers.over()
    assert stick.exists()

    def look(sheet: Any) -> None:
        assert "1 copy of this file is not locked" in said(sheet)
        press(sheet, "Look at them ...")
        sheet.reject()

    def keep(sheet: Any) -> None:
        assert str(stick) in str(sheet.copies)
        sheet.reject()

    answers = Answers(look, keep)
    keeping.backups(program)
    answers.over()
    assert len(open_copies(desk, program.backups())) == 1


def test_a_backup_with_an_earlier_passphrase_asks_for_it_and_a_wrong_one_is_said_at_once(
    program: Application, qtbot: QtBot, yes: list[str]
) -> None:
    lock(program)
    desk = desk_of(program)
    assert program.backups().make(desk)
    storage.relock(desk, OTHER)  # the backups keep the one before
    told = []

    def choose(sheet: Any) -> None:
        sheet.table.view.selectRow(0)
        sheet.main.click()

    def unlock(sheet: FormSheet) -> None:
        told.append(typed(sheet, passphrase="wrong kettles"))
        typed(sheet, passphrase=PHRASE)

    answers = Answers(choose, unlock)
    keeping.backups(program)
    qtbot.waitUntil(lambda: desk_of(program) is not desk if program.desk else False, timeout=120_000)
    answers.over()
    assert "does not open" in told[0]["passphrase"]
    assert desk_of(program).passphrase == PHRASE  # the one that the backup has


def test_a_backup_that_was_left_open_is_locked_on_its_way_back(
    program: Application, qtbot: QtBot, yes: list[str]
) -> None:
    desk = desk_of(program)
    program.backups().make(desk)
    storage.relock(desk, PHRASE)

    def choose(sheet: Any) -> None:
        sheet.table.view.selectRow(0)
        sheet.main.click()

    answers = Answers(choose)
    keeping.backups(program)
    qtbot.waitUntil(lambda: desk_of(program) is not desk if program.desk else False, timeout=120_000)
    answers.over()
    assert desk_of(program).passphrase == PHRASE
    assert open_copies(desk_of(program), program.backups()) == ()


@pytest.mark.parametrize("written", [False, True])
def test_the_recovery_sheet_holds_the_passphrase_only_when_that_is_asked_for_and_then_it_cannot_be_saved(
    program: Application, qtbot: QtBot, written: bool
) -> None:
    seen = []

    def look(dialog: PreviewDialog) -> None:
        text = page_text(dialog.preview.content, 1)
        seen.append((text, dialog.preview.save_button.isVisible(), dialog.preview._file_name))
        dialog.reject()

    def show(sheet: Any) -> None:
        sheet.written.setChecked(written)
        sheet.main.click()
        qtbot.waitUntil(lambda: bool(seen), timeout=120_000)
        sheet.reject()

    answers = Answers(lambda sheet: typed(sheet, new=PHRASE, again=PHRASE), show, look)
    keeping.passphrase(program)
    answers.over()
    ((text, saves, name),) = seen
    assert (PHRASE.strip() in text) == written
    assert saves != written
    assert name == "recovery-sheet.pdf"
    assert "group.communitydesk" in text


def ask_for(program: Application, values: dict[str, str], act: Callable[[dict[str, Any]], Any]) -> FormSheet:
    window = program.window
    assert isinstance(window, MainWindow)
    form = Form(window.context, Person, tuple(values))
    sheet = FormSheet(window.context, "Person", form, act, window)
    for name, text in values.items():
        field = form.rows[name].input
        field.setPlainText(text) if hasattr(field, "setPlainText") else field.setText(text)  # type: ignore[attr-defined]
    sheet.save()
    return sheet


def keep_person(program: Application) -> Callable[[dict[str, Any]], Any]:
    def act(values: dict[str, Any]) -> str:
        desk = desk_of(program)
        with desk.change("Person") as session:
            person = Person(**values)
            session.add(person)
            session.flush()
        return person.key

    return act


def people(program: Application) -> list[str]:
    with desk_of(program).read() as session:
        return sorted(one.name for one in session.query(Person))


def test_before_the_first_private_thing_is_kept_a_passphrase_is_offered_once(program: Application) -> None:
    ask_for(program, {"name": "Ana Ray"}, keep_person(program))
    assert people(program) == ["Ana Ray"]  # a name alone asks nothing
    kept = []

    def back(sheet: Any) -> None:
        kept.append(people(program))
        sheet.reject()

    answers = Answers(back)
    sheet = ask_for(program, {"name": "Bo Lin", "access_needs": "A chair with arms"}, keep_person(program))
    assert answers.over() == ["Lock the file first?"]
    assert kept == [["Ana Ray"]]
    assert people(program) == ["Ana Ray"]
    assert sheet.form.rows["access_needs"].text() == "A chair with arms"  # to go on with
    answers = Answers(lambda sheet: press(sheet, "Not now"))
    sheet.save()
    answers.over()
    assert people(program) == ["Ana Ray", "Bo Lin"]
    assert desk_of(program).passphrase is None
    answers = Answers()
    ask_for(program, {"name": "Cy Dunn", "access_needs": "Large print"}, keep_person(program))
    assert answers.over() == []
    path = desk_of(program).path
    program.close_desk()
    again = storage.open_desk(path, models=models)
    assert again.offer_settled  # kept with the file, for every computer
    assert storage.check(again) == ()
    again.close()


def test_what_was_typed_is_saved_into_the_locked_file_when_a_passphrase_is_set(program: Application) -> None:
    answers = Answers(
        lambda sheet: sheet.main.click(), lambda sheet: typed(sheet, new=PHRASE, again=PHRASE), close
    )  # fmt: skip
    ask_for(program, {"name": "Bo Lin", "born_on": "3 May 2015"}, keep_person(program))
    assert answers.over()[0] == "Lock the file first?"
    assert people(program) == ["Bo Lin"]
    assert header.kind(desk_of(program).path) == "locked"
    assert b"Bo Lin" not in desk_of(program).path.read_bytes()


def test_giving_up_at_the_passphrase_keeps_nothing_and_asks_again(program: Application) -> None:
    answers = Answers(lambda sheet: sheet.main.click(), close)
    ask_for(program, {"name": "Bo Lin", "born_on": "3 May 2015"}, keep_person(program))
    answers.over()
    assert people(program) == []
    answers = Answers(close)
    ask_for(program, {"name": "Bo Lin", "born_on": "3 May 2015"}, keep_person(program))
    assert answers.over() == ["Lock the file first?"]


def test_an_adults_birthday_asks_nothing(program: Application) -> None:
    answers = Answers()
    ask_for(program, {"name": "Di Fox", "born_on": "3 May 1955"}, keep_person(program))
    assert answers.over() == []
    assert people(program) == ["Di Fox"]


def test_what_is_done_without_a_sheet_is_offered_too_and_then_done(program: Application) -> None:
    window = program.window
    assert isinstance(window, MainWindow)
    answers = Answers(lambda sheet: press(sheet, "Not now"))
    window.context.attempt(lambda: keep_person(program)({"name": "Bo Lin", "access_needs": "A ramp"}))
    answers.over()
    assert people(program) == ["Bo Lin"]


def test_a_disk_that_fails_while_locking_leaves_the_file_open_and_is_said(
    program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from communitydesk.storage import passphrase

    told: list[str] = []
    monkeypatch.setattr(BareWindow, "show_trouble", lambda self, trouble: told.append(str(trouble)))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(passphrase, "export", full)
    answers = Answers(lambda sheet: typed(sheet, new=PHRASE, again=PHRASE))
    keeping.passphrase(program)
    answers.over()
    assert len(told) == 1
    assert "full" in told[0]
    assert desk_of(program).passphrase is None
    add_aim(desk_of(program), "Life goes on")


def test_locking_goes_on_off_the_windows_thread(program: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    threads = []
    made = Backups.relock
    monkeypatch.setattr(
        Backups, "relock", lambda *given: (threads.append(threading.current_thread() is threading.main_thread()), made(*given))[1]
    )  # fmt: skip
    lock(program)
    assert threads == [False]
