"""Writes the sample group, and the large one that the program is measured with."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session as DeskSession

from communitydesk.activities.model import Activity, PeopleEstimate
from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Record
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Words
from communitydesk.exchange.payees import payee_key
from communitydesk.grants import model as grants
from communitydesk.group.model import Aim, Contact, Group
from communitydesk.impact.model import Measure, Outcome
from communitydesk.people.model import ExpenseReceipt, Person
from communitydesk.sample import pictures, receipts, reports, spending, volunteers
from communitydesk.sample.book import Book
from communitydesk.sample.calendar import Calendar
from communitydesk.sample.happenings import happenings
from communitydesk.sample.large import Large, Sizes
from communitydesk.sample.rota import rota

AWARDS = (
    grants.Award, grants.Terms, grants.BudgetLine, grants.Instalment, grants.BudgetMove, grants.AgreedChange,
    grants.ReportDue, grants.Output, grants.OutputCount, grants.AwardActivity, grants.AwardOutcome, grants.MatchItem,
    grants.Rate, grants.Commitment,
)  # fmt: skip


def data(name: str) -> Any:
    """Return one file of the sample's data."""
    return json.loads(resource("sample", f"{name}.json").read_text(encoding="utf-8"))


def write_sample(desk: Desk, today: dt.date, told: Callable[[float, str], None] = lambda done, what: None) -> None:
    """Write the sample group into an empty file: three years of it, in named changes as a treasurer would.

    Everything is told from `today`, so something is always due. The same day gives the same records and keys.
    `told` hears how far it is (0 to 1) and what comes next as a message id; what it raises ends the work.
    """
    told(0.02, N_("The group, its people and what they do"))
    book = Book(Calendar(today), "Copperbeech")
    with desk.change(N_("Set up the group and its contacts")) as session:
        book.read_all(data("group"), (Group, Aim, Contact))
        _write(session, book)
    with desk.change(N_("Add the people and the activities")) as session:
        volunteers.answers(book, data("volunteers"))
        book.read_all(data("people"), (Person, Activity, PeopleEstimate))
        for number, person in enumerate(book.kept(Person), 1):
            person.number = number
        book.read_all(data("evidence"), (Outcome, Measure))
        _write(session, book)
    told(0.08, N_("Grants with their terms and budgets"))
    with desk.change(N_("Add the awards, their terms and their budgets")) as session:
        book.read_all(data("awards"), AWARDS)
        _write(session, book)
    with desk.change(N_("Type in three years of sessions and hours")) as session:
        happenings(book)
        _write(session, book)
    with desk.change(N_("Add who does what, what they hold, and the rota")) as session:
        volunteers.volunteers(book, data("volunteers"))
        rota(book, data("volunteers"))
        _write(session, book)
    told(0.2, N_("Payments and their receipts"))
    with desk.change(N_("Record the payments and their receipts")) as session:
        papers = spending.payments(book, data("payments"))
        spending.claims(book)
        _receipts(desk, session, book, papers)
        _write(session, book)
    with desk.change(N_("Type in the expense claims")) as session:
        _claims(desk, session, book)
        _write(session, book)
    volunteers.hand_in(desk, book, data("volunteers")["claims"])
    told(0.5, N_("Photographs and stories"))
    with desk.change(N_("Add photographs, stories and what people said")) as session:
        reports.cards(book, data("evidence"), _photographs(desk, session, book))
        _write(session, book)
    with desk.change(N_("Bring in the bank statement")) as session:
        spending.statement(book, data("bank"), payee_key)
        _write(session, book)
    told(0.8, N_("The reports"))
    with desk.change(N_("Begin the reports")) as session:
        reports.reports(book, data("reports"))
        _write(session, book)
    for row in data("reports")["reports"]:
        if "sent" in row:
            told(0.9, N_("The reports"))
            _send(desk, book, row)


def _send(desk: Desk, book: Book, row: Mapping[str, Any]) -> None:
    """Write a report as it went to the funder on its day, and keep what was sent."""
    from communitydesk.grants.actions.reports import NewFile, mark_sent
    from communitydesk.grants.documents import tell_report
    from communitydesk.paper import write_pdf

    sent, key = row["sent"], book.key_of(grants.Report, row["ref"])
    day = book.calendar.day(sent["on"])
    story = tell_report(desk, key, day, Words())
    files = [NewFile("report", "report.pdf", "application/pdf", write_pdf(story))]
    files += [NewFile("figures", one.name, one.media_type, one.content) for one in story.data]
    mark_sent(desk, key, files, day, sent["how"], by_whom=sent["by"], note=sent["note"])


def _write(session: DeskSession, book: Book) -> None:
    """Write what waits in the book, each table after those that it links to."""
    session.flush()  # attachments first: they are the desk's own
    waiting = {cls.__tablename__: (cls, records) for cls, records in book.take().items()}
    for table in Record.metadata.sorted_tables:
        if table.name in waiting:
            cls, records = waiting[table.name]
            session.execute(insert(cls), [_row(record) for record in records])


def _row(record: Record) -> dict[str, Any]:
    return {attribute.key: getattr(record, attribute.key) for attribute in record.__mapper__.column_attrs}


def _kept(desk: Desk, session: DeskSession, book: Book, content: bytes, media_type: str, name: str) -> Attachment:
    attachment = desk.attach(session, content, media_type, name)
    attachment.key = book.key()
    return attachment


def _receipts(desk: Desk, session: DeskSession, book: Book, papers: Iterable[spending.Paper]) -> None:
    shops = data("shops")
    for number, paper in enumerate(papers, 1):
        payment = paper.payment
        slip = receipts.Slip(
            payment.payee, payment.what, payment.amount, payment.incurred_on, payment.method, 300 + number
        )
        content, media_type = receipts.draw(slip, paper.kind, shops)
        ending = "pdf" if media_type.endswith("pdf") else "jpg"
        kept = _kept(desk, session, book, content, media_type, f"receipt-{number:03d}.{ending}")
        book.add(grants.Receipt, payment_key=payment.key, attachment_key=kept.key)


def _claims(desk: Desk, session: DeskSession, book: Book) -> None:
    shops = data("shops")
    for number, (line, shop) in enumerate(volunteers.claims(book, data("volunteers")["claims"]), 1):
        slip = receipts.Slip(shop, line.what, line.amount or 0, line.spent_on, "cash", 700 + number)
        content, media_type = receipts.draw(slip, "till", shops)
        kept = _kept(desk, session, book, content, media_type, "receipt-1.jpg")
        book.add(ExpenseReceipt, line_key=line.key, attachment_key=kept.key, position=1)


def _photographs(desk: Desk, session: DeskSession, book: Book) -> dict[str, str]:
    """Draw every card's photograph; return the key of each card's attachment."""
    found = {}
    for row in data("evidence")["cards"]:
        if "picture" in row:
            content = pictures.photograph(row["picture"], row.get("variant", 1))
            name = re.sub(r"[^a-z]+", "-", row["name"].lower()).strip("-")
            found[row["ref"]] = _kept(desk, session, book, content, "image/jpeg", f"{name}.jpg").key
    return found


def write_large(desk: Desk, today: dt.date, sizes: Sizes | None = None) -> None:
    """Write a large, old group into an empty file, to measure the program with. The same day gives the same rows."""
    large = Large(Book(Calendar(today), "Longstanding"), sizes or Sizes())
    steps = (
        large.group_rows,
        large.session_rows,
        large.of_people.contact_rows,
        large.of_people.joining_rows,
        large.of_people.role_rows,
        large.of_people.rota_rows,
        large.of_people.claim_rows,
        large.award_rows,
        large.match_rows,
        large.payment_rows,
        large.bank_rows,
    )
    for step in steps:
        with desk.change(N_("Write the large sample")) as session:
            _write_rows(session, step())
    with desk.change(N_("Write the large sample")) as session:
        shown = []
        for name, content, payment in large.pictures():
            kept = _kept(desk, session, large.book, content, "image/jpeg", name)
            shown.append({"key": large.book.key(), "payment_key": payment, "attachment_key": kept.key})
        session.flush()
        _write_rows(session, {"receipt": shown})


def _write_rows(session: DeskSession, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table in Record.metadata.sorted_tables:
        if found := rows.get(table.name):
            session.execute(insert(table), found)
