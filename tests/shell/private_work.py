"""The main work done in the real window by a process of its own, with somebody in the records whom nobody else is.

Run as `python -m tests.shell.private_work FOLDER`: a group is opened, a bank statement and a receipt are brought in, a
report is looked at, its pack is made and kept as sent, a mistake happens, and the program is closed.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.bugs import report_of
from communitydesk.desk.pictures import prepare
from communitydesk.desk.words import Words
from communitydesk.exchange.bring_in import bring_in
from communitydesk.grants import documents
from communitydesk.grants.actions import awards, match, reports, spending
from communitydesk.grants.actions.receipts import attach_receipt
from communitydesk.grants.actions.spending import Share
from communitydesk.group import actions as group
from communitydesk.group.model import Contact, Group
from communitydesk.paper import write_pdf
from communitydesk.paper.document import Document
from communitydesk.people.model import Hours, Person
from communitydesk.shell.preferences import Preferences

NAME, OTHER, CARD = "Zebedee Quillfeather", "Ottoline Farthingale", "4929118823776041"
TODAY, START = dt.date(2026, 11, 21), dt.date(2025, 11, 1)


def records(folder: Path, passphrase: str | None = None) -> Path:
    """A group with somebody in it, and a statement that names them."""
    path = folder / f"group{storage.SUFFIX}"
    desk = storage.create(path, passphrase=passphrase, who="Treasurer", models=models)
    group.set_up_group(desk, Group(name="Garden Friends", contact_name=NAME, email="zebedee@quillfeather.example"))
    funder = Contact(name="Fund", kind="funder", person=OTHER)
    group.add_contact(desk, funder)
    award = awards.add_award(
        desk, name="Beds", funder_key=funder.key, amount=490000, starts_on=START, ends_on=dt.date(2026, 10, 31),
        lines=(awards.NewLine("Tools", 490000, "equipment"),), terms={"receipts": "send", "names_wanted": True},
    )  # fmt: skip
    given = Hours(minutes=120, given_on=dt.date(2026, 5, 1))
    with desk.change("People") as session:
        person = Person(name=NAME, number=1)
        session.add_all((person, Person(name=OTHER, number=2)))
        session.flush()
        given.person_key = person.key
        session.add(given)
    match.claim_hours(desk, award, [given.key])
    payment = spending.record_payment(
        desk, [Share(award, None, 1200)], payee=NAME, amount=1200, incurred_on=dt.date(2026, 3, 1), what=f"card {CARD}"
    )
    from tests.grants.test_pack_privacy import photographed

    attach_receipt(desk, payment, prepare(photographed(), keep_original=True))
    reports.start_report(desk, award, "final", START, dt.date(2026, 10, 31), TODAY, signed_by=NAME)
    desk.close()
    statement = f"Date,Description,Money out,Money in,Balance\n23/04/2026,{NAME} {CARD},12.00,,100.00\n"
    (folder / "statement.csv").write_text(statement, "utf-8")
    return path


def settled(app: QApplication) -> None:
    """Let the window's work in the background come to its end."""
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()
    app.processEvents()


def main(folder: Path) -> None:
    """Do the work, and say on standard output what the report of a mistake says."""
    path = records(folder)
    app = QApplication(["communitydesk"])
    app.setStyle("Fusion")
    program = Application(app, Words(), Preferences())
    sys.excepthook = sys.__excepthook__  # a mistake of this work itself is to be seen
    program.preferences.who = "Treasurer"
    program.begin(path)
    settled(app)
    desk = program.desk
    assert desk is not None
    bring_in(desk, "bank", folder / "statement.csv", Words(), today=TODAY)
    from sqlalchemy import select

    from communitydesk.grants.model import Report

    with desk.read() as session:
        key = session.scalars(select(Report.key)).one()
    shown = Document("report", documents.N_("The report"), lambda words: documents.tell_report(desk, key, TODAY, words))  # type: ignore[arg-type]
    program.window.preview(shown)  # type: ignore[union-attr]
    for _ in range(40):
        settled(app)
        dialogs = [one for one in app.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        if dialogs:
            break
    assert dialogs, "the preview did not come"
    for one in dialogs:
        one.reject()
    pack = write_pdf(documents.tell_pack(desk, key, TODAY, Words()))
    (folder / "pack.pdf").write_bytes(pack)
    reports.mark_sent(desk, key, [reports.NewFile("pack", "pack.pdf", "application/pdf", pack)], TODAY, "E-mail")
    try:
        raise ValueError(NAME) from KeyError(CARD)
    except ValueError as error:
        print(report_of(error))
    program.window.hide()  # type: ignore[union-attr]
    program.close_desk()
    settled(app)
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
