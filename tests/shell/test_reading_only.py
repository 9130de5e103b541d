"""A file that is open for reading only: nothing that can be pressed asks to write, and whatever reads still works."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from communitydesk import storage
from communitydesk.app import Application, today
from communitydesk.capabilities import models
from communitydesk.desk.errors import FileTrouble, Trouble
from communitydesk.desk.words import Words
from communitydesk.sample.actions import write_sample
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.window import MainWindow
from tests.shell.pressing import Found, Presser, closes_at_once, plain
from tests.widgets.standin import Still

READS = {
    "As a document", "Backups ...", "Check the file for damage", "Claim form", "Copy this answer", "Declaration to sign", "Empty form",
    "Find anything ...", "Give them their record ...", "Letter of thanks or certificate ...",
    "Letters and certificates", "List on paper", "Look at its details ...", "Look at the pack", "Look at the report", "Open",
    "Print a blank sheet", "Print labels ...", "Print or PDF", "Print or save", "Print the contacts", "Print the description",
    "Print the list", "Print the register", "Print the rota ...", "Print the sign-in sheet", "Print their sheet ...",
    "Print what you hold", "Print who is in date", "Save ...", "Save for a spreadsheet ...", "Save for calendars ...",
    "Save one file each ...", "Save the pack ...", "Save their rota for calendars ...", "Show the privacy notice",
    "Statements brought in", "What was changed ...", "Whom to call on the day (paper) ...", "Write a copy to a stick ...",
}  # fmt: skip
"""What has to be open to somebody who may only read; each was seen and pressed."""

WRITES = {
    "Add a contact", "Add a person", "Add an award", "Approve", "Change the budget", "Choose files ...", "Erase for good ...", "Keep",
    "Leave it out ...", "Mark as sent ...", "Passphrase ...", "Paste", "Pay", "Plan sessions", "Record a payment", "Record a session",
    "Remove", "Save", "Save the details", "Undo", "Write a claim",
}  # fmt: skip


@dataclass
class Walked:
    """What came of pressing everything: what asked to write, what was said, and whether the file is as it was."""

    found: Found
    asked_to_write: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    previews: list[str] = field(default_factory=list)
    why: str = ""
    same: bool = False


@pytest.fixture(scope="module")
def walked(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The sample group in a window that may only read, for another one has it open; everything in it was pressed."""
    folder = tmp_path_factory.mktemp("reading")
    made = storage.create(folder / f"sample{storage.SUFFIX}", who="Ines Carvalho", models=models)
    write_sample(made, today())
    path = folder / f"group{storage.SUFFIX}"
    shutil.copy(made.path, path)
    made.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        preferences = Preferences(folder / "settings.ini")
        preferences.who = "Treasurer"
        program = Application(qapp, Words(), preferences)
        holder = storage.open_desk(path, who="Chair", models=models)
        program.use(storage.open_desk(path, who="Treasurer", models=models))
        before = _digest(path)
        walk = _walk(program, patch)
        walk.same = _digest(path) == before
        yield walk
        holder.close()
        program.close_desk()
        assert program.window is not None
        program.window.hide()
        program.window.deleteLater()
        qapp.removeEventFilter(program._presses)
        qapp.setStyleSheet("")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _walk(program: Application, patch: pytest.MonkeyPatch) -> Walked:
    window, desk = program.window, program.desk
    assert isinstance(window, MainWindow)
    assert desk is not None
    assert desk.read_only
    presser = Presser(window)
    walk = Walked(presser.found, why=window.context.only_reading)

    def writes(*_: Any) -> Any:
        walk.asked_to_write.append(presser.now)
        raise FileTrouble(desk.why_read_only or "")

    def says(trouble: Trouble) -> None:
        walk.troubles.append(f"{presser.now}: {trouble.say(window.words)}")

    def at_once(title: object, work: Any, done: Any, *, quiet: bool = False) -> None:
        try:
            result = work(Still())
        except Trouble as trouble:
            says(trouble)
            return
        done(result)

    for (owner, name), instead in closes_at_once(presser).items():
        patch.setattr(owner, name, instead)
    for name, answer in (("getOpenFileName", ("", "")), ("getSaveFileName", ("", "")), ("getExistingDirectory", "")):
        patch.setattr(QFileDialog, name, staticmethod(lambda *_, answer=answer: answer))
    patch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_: ([], "")))
    patch.setattr(desk, "_transaction", writes)
    patch.setattr(desk, "unwritten", writes)
    patch.setattr(window, "run", at_once)
    patch.setattr(window, "show_trouble", says)
    patch.setattr(window, "ask", lambda *_: True)
    patch.setattr(window, "preview", lambda document: walk.previews.append(document.id))
    presser.everything()
    return walk


def test_nothing_that_can_be_pressed_asks_to_write(walked: Walked) -> None:
    assert len(walked.found.pressed) > 120
    assert len(walked.found.dialogs) > 25
    assert walked.asked_to_write == []


def test_nobody_is_told_that_the_file_is_open_for_reading_only_after_having_pressed_something(walked: Walked) -> None:
    assert [said for said in walked.troubles if "reading only" in said] == []


def test_the_file_is_byte_for_byte_as_it_was(walked: Walked) -> None:
    assert walked.same


def test_what_writes_is_pale_and_says_why_to_eyes_and_ears(walked: Walked) -> None:
    assert "already open in another window" in walked.why
    pale = walked.found.pale
    assert [text for text in sorted(WRITES) if pale.get(plain(text)) != (walked.why, walked.why)] == []


def test_whatever_reads_can_be_pressed(walked: Walked) -> None:
    assert [text for text in sorted(READS) if plain(text) not in walked.found.pressed] == []
    assert len(set(walked.previews)) > 10


def test_nothing_new_is_asked_for_that_could_not_be_kept(walked: Walked) -> None:
    titles = [one.partition(" ")[2] for one in sorted(walked.found.dialogs)]
    assert [one for one in titles if one.startswith(("Add", "Record", "Write", "Mark", "Plan", "Give a"))] == []


def test_no_title_promises_a_change(walked: Walked) -> None:
    titles = {one.partition(" ")[2] for one in walked.found.dialogs}
    assert [one for one in sorted(titles) if one.startswith("Change ")] == []
    assert {"Award", "Contact", "Outcome", "Consent"} <= titles


def test_fields_of_records_are_read_and_not_typed_in(walked: Walked) -> None:
    found = {
        one for one in walked.found.fields if one.startswith(("FormSheet", "PaymentSheet", "BudgetSheet", "NeedSheet"))
    }
    asks = ("Volunteer register", "A person's sheet")  # what to print is asked, and not kept
    assert [one for one in sorted(found) if not one.startswith(tuple(f"FormSheet {title}" for title in asks))] == []
