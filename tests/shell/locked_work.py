"""Real work on a locked file by a process of its own, which looks at every file around it again and again.

Run as `python -m tests.shell.locked_work FOLDER`, with the passphrase on standard input: the group is opened through
the sheet that asks for it, hours, a claim, a photograph, an import, a report, an undo and an erasing follow, the
passphrase is changed, and the program is closed. What anybody could read meanwhile is written as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import select

from communitydesk.app import Application
from communitydesk.desk.bugs import report_of
from communitydesk.desk.desk import Desk
from communitydesk.desk.pictures import prepare
from communitydesk.desk.words import Words
from communitydesk.exchange.bring_in import bring_in
from communitydesk.grants import documents
from communitydesk.grants.actions import match, reports
from communitydesk.grants.actions.receipts import attach_receipt
from communitydesk.grants.model import Award, Payment, Report
from communitydesk.paper import write_pdf
from communitydesk.people.model import Hours, Person
from communitydesk.protection.actions.erasing import Choice, erase_person
from communitydesk.protection.figures.holding import holding
from communitydesk.shell import keeping
from communitydesk.shell.preferences import Preferences
from communitydesk.storage import backup_to, check
from tests.grants.test_pack_privacy import photographed
from tests.shell.private_work import CARD, NAME, OTHER, TODAY, records, settled
from tests.shell.sheets import Answers

RECORDED = [
    *NAME.split(),
    *OTHER.split(),
    CARD,
    "Garden Friends",
    "Ramp at the door",
    "SQLite format",
    "%PDF-1",
    "\0\x10JFIF\0\1",  # as every such picture begins; the four letters alone come up by chance in locked bytes
]


class Looker:
    """Looks for what can be read in every file of some folders, in all the ways in which programs write letters."""

    def __init__(self, folders: list[Path], secrets: list[str]) -> None:
        self._folders, self.secrets = folders, secrets
        self.found: list[tuple[str, str, str]] = []
        self.looked: dict[str, int] = {}

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            yield from (one for one in folder.rglob("*") if one.is_file() and "given" not in one.parts)

    def look(self, moment: str) -> None:
        """Look at every file as it is now, whatever has it open."""
        for path in self._files():
            held = path.read_bytes().lower()
            self.looked[path.suffix or path.name] = self.looked.get(path.suffix or path.name, 0) + 1
            for number, word in enumerate((*RECORDED, *self.secrets)):
                for code in ("utf-8", "utf-16-le", "utf-16-be"):
                    if word.lower().encode(code) in held:
                        self.found.append((moment, path.name, str(number)))


def work(desk: Desk, given: Path, looker: Looker) -> None:
    """The work of an afternoon, looked at while every change is under way and when it is over."""
    with desk.change("Hours") as session:
        person = Person(name=f"{NAME} the younger", number=3, access_needs="Ramp at the door")
        session.add(person)
        session.flush()
        hours = Hours(minutes=90, given_on=dt.date(2026, 5, 2), person_key=person.key)
        session.add(hours)
        session.flush()
        journal = desk.path.with_name(desk.path.name + "-journal")
        assert journal.stat().st_size > 0
        looker.look("in the middle of a change")
    with desk.read() as session:
        award = session.scalars(select(Award.key)).one()
        payment = session.scalars(select(Payment.key)).first()
        report = session.scalars(select(Report.key)).one()
    assert payment
    match.claim_hours(desk, award, [hours.key])
    attach_receipt(desk, payment, prepare(photographed(), keep_original=True))
    looker.look("after a photograph")
    bring_in(desk, "bank", given / "statement.csv", Words(), today=TODAY)
    looker.look("after an import")
    pack = write_pdf(documents.tell_pack(desk, report, TODAY, Words()))
    reports.mark_sent(desk, report, [reports.NewFile("pack", "pack.pdf", "application/pdf", pack)], TODAY, "E-mail")
    looker.look("after a report")
    desk.undo()
    desk.redo()
    looker.look("after an undo")
    with desk.read() as session:
        gone = session.scalars(select(Person.key).where(Person.name == OTHER)).one()
    kept = Choice("keep", "The funder may ask for it.", dt.date(2032, 3, 31))
    erase_person(desk, gone, {one.id: kept for one in holding(desk, gone).sent}, TODAY, Words())
    desk.compact()
    looker.look("after an erasing")


def main(folder: Path) -> None:
    """Do the work; on standard output: what could be read, at what was looked, and what a mistake's report says."""
    first, second = (sys.stdin.readline().rstrip("\n") for _ in range(2))
    given = folder / "given"
    given.mkdir()
    path = records(folder, first)
    (folder / "statement.csv").rename(given / "statement.csv")
    looker = Looker([folder, Path(os.environ["HOME"]), Path(os.environ["TMPDIR"])], [first, second])
    app = QApplication(["communitydesk"])
    app.setStyle("Fusion")
    program = Application(app, Words(), Preferences())
    sys.excepthook = sys.__excepthook__  # a mistake of this work itself is to be seen
    program.preferences.who = "Treasurer"

    def unlock(sheet: QDialog) -> None:
        sheet.form.rows["passphrase"].input.setText(first)  # type: ignore[attr-defined]
        sheet.main.click()  # type: ignore[attr-defined]

    asked = Answers(unlock)
    program.begin(path)
    asked.over()
    desk = program.desk
    assert desk is not None
    settled(app)
    looker.look("open")
    work(desk, given, looker)
    assert program.backups().make(desk)
    backup_to(desk, folder / "stick")
    looker.look("after a backup and a copy")

    def change(sheet: QDialog) -> None:
        for name, text in (("current", first), ("new", second), ("again", second)):
            sheet.form.rows[name].input.setText(text)  # type: ignore[attr-defined]
        sheet.main.click()  # type: ignore[attr-defined]

    answers = Answers(change, lambda sheet: sheet.reject())
    keeping.passphrase(program)
    answers.over()
    looker.look("after another passphrase")
    sound = check(desk) == ()
    try:
        raise ValueError(first) from KeyError(second)
    except ValueError as error:
        print(report_of(error))
    own = Path("/proc/self")
    around = [one.read_bytes() for one in (own / "environ", own / "cmdline") if one.exists()]
    program.window.hide()  # type: ignore[union-attr]
    program.close_desk()
    settled(app)
    looker.look("closed")
    told = any(word.encode() in one for one in around for word in (first, second))
    print(json.dumps({"found": looker.found, "looked": looker.looked, "sound": sound, "told": told}))
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
