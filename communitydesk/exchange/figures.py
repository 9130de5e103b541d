"""What files are compared with, and what goes out: statements brought in, awards as open data, dates, lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import Kind
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, Words
from communitydesk.exchange.calendars import Dated
from communitydesk.exchange.duplicates import Held
from communitydesk.exchange.giving360 import GivenAward, made_up_id, org_id
from communitydesk.exchange.proposal import Kept, KeptLayout, kept_layout
from communitydesk.exchange.tables_out import Column, Value
from communitydesk.grants.figures.bank import StatementRow, statements
from communitydesk.grants.figures.dues import dues_of
from communitydesk.grants.figures.facts import terms_in
from communitydesk.grants.figures.spending import spending
from communitydesk.grants.model import Award, BankLine, BankStatement, Instalment, Payment
from communitydesk.grants.model.spending import METHODS
from communitydesk.grants.proportion import effective_terms
from communitydesk.group.figures import group_figures
from communitydesk.group.model import Contact
from communitydesk.people.figures import hours_rows
from communitydesk.people.model import ROLE_CLASSES


@dataclass(frozen=True)
class BankFigures:
    """What the place of bank statements says: the statements, the latest first, and how many lines wait."""

    statements: tuple[StatementRow, ...]
    waiting: int


def bank_figures(desk: Desk) -> BankFigures:
    """Return the statements that were brought in."""
    rows = statements(desk)
    return BankFigures(rows, sum(row.waiting for row in rows))


def accounts(desk: Desk) -> tuple[str, ...]:
    """Return what the group calls its accounts, the latest used first."""
    return tuple(dict.fromkeys(row.account for row in statements(desk) if row.account))


def kept_layouts(desk: Desk) -> tuple[KeptLayout, ...]:
    """Return how earlier statements were read, the latest first."""
    query = select(BankStatement.account, BankStatement.layout).order_by(
        BankStatement.brought_in_on.desc(), BankStatement.key.desc()
    )
    with desk.read() as session:
        rows = session.execute(query).all()
    return tuple(kept for account, stored in rows if (kept := kept_layout(account, stored)))


def held(desk: Desk, account: str = "") -> tuple[Kept, ...]:
    """Return what a statement is compared with: lines of the same account, and what was typed in and no line shows.

    `account` as the group calls it; "" compares with every account. Pence, money in positive.
    """
    lines = select(BankLine.key, BankLine.booked_on, BankLine.amount, BankLine.description, BankLine.fingerprint)
    if account:
        lines = lines.join(BankStatement, BankStatement.key == BankLine.statement_key).where(
            BankStatement.account.in_((account, ""))
        )
    with desk.read() as session:
        found = [
            Kept(Held(key, day, amount, text, fingerprint=print_), Ref("bank_line", key))
            for key, day, amount, text, print_ in session.execute(lines).all()
        ]
        return (*found, *_typed_in(session))


def _typed_in(session: Session) -> list[Kept]:
    """Payments and instalments that no bank line shows yet."""
    shown = select(BankLine.payment_key).where(BankLine.payment_key.is_not(None))
    payments = select(
        Payment.key, func.coalesce(Payment.paid_on, Payment.incurred_on), -Payment.amount, Payment.payee
    ).where(Payment.key.not_in(shown), Payment.paid_by_key.is_(None), Payment.method != "cash")
    shown = select(BankLine.instalment_key).where(BankLine.instalment_key.is_not(None))
    instalments = (
        select(Instalment.key, Instalment.received_on, Instalment.amount, func.coalesce(Contact.name, ""))
        .join(Award, Award.key == Instalment.award_key)
        .outerjoin(Contact, Contact.key == Award.funder_key)
        .where(Instalment.key.not_in(shown), Instalment.received_on.is_not(None))
    )
    return [
        Kept(Held(key, day, amount, text, from_bank=False), Ref(table, key))
        for table, query in (("payment", payments), ("instalment", instalments))
        for key, day, amount, text in session.execute(query).all()
        if day is not None
    ]


# -- open data --------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnAwards:
    """The group's awards as open data; `missing` names what is left out and says why. Awards to persons are never in."""

    publisher: str
    awards: tuple[GivenAward, ...]
    missing: tuple[Message, ...]


def own_awards(desk: Desk, today: dt.date) -> OwnAwards:
    """Return the awards made to the group as 360Giving tells them, and what is left out."""
    query = (
        select(Award, Contact.name, Contact.identifier)
        .outerjoin(Contact, Contact.key == Award.funder_key)
        .where(Award.recipient != "person")
        .order_by(Award.starts_on, Award.key)
    )
    with desk.read() as session:
        group = group_figures(session, today)
        name, charity, company, money = (
            (group.name, group.charity_number, group.company_number, group.currency) if group else ("", "", "", "GBP")
        )
        own = org_id(charity, company)
        found = [
            GivenAward(
                award.reference if award.reference.startswith("360G-") else f"{own or made_up_id(name)}-{award.key}",
                award.name, award.purpose, money, award.amount, award.awarded_on, award.starts_on, award.ends_on,
                funder_name=funder or "", funder_id=identifier or "", recipient_name=name, recipient_id=own,
                charity_number=charity, company_number=company, programme=award.programme,
            )
            for award, funder, identifier in session.execute(query).all()
        ]  # fmt: skip
    missing = [(award, what) for award in found if (what := _lacking(award))]
    left_out = {award.identifier for award, _ in missing}
    return OwnAwards(
        name,
        tuple(award for award in found if award.identifier not in left_out),
        tuple(Message(what, {"award": award.title}) for award, what in missing),
    )


def _lacking(award: GivenAward) -> str:
    if award.awarded_on is None:
        return N_("“{award}” needs the day on which it was offered.")
    if not award.description.strip():
        return N_("“{award}” needs a sentence on what it is for.")
    return "" if award.recipient_name else N_("“{award}” needs the name of your group.")


def known_references(desk: Desk) -> frozenset[str]:
    """Return the references of the awards that are here already."""
    with desk.read() as session:
        return frozenset(session.scalars(select(Award.reference).where(Award.reference != "")))


@dataclass(frozen=True)
class Recipient:
    """Who this group is, to find its awards in a funder's file."""

    name: str
    numbers: tuple[str, ...]
    currency: str


def recipient(desk: Desk, today: dt.date) -> Recipient | None:
    """Return who this group is; None where it is not set up yet."""
    with desk.read() as session:
        group = group_figures(session, today)
    if group is None:
        return None
    numbers = tuple(number for number in (group.charity_number, group.company_number) if number)
    return Recipient(group.name, numbers, group.currency)


# -- dates for a calendar, lists for a spreadsheet ----------------------------------------------


def due_dates(desk: Desk, words: Words) -> tuple[Dated, ...]:
    """Return the reports that are due for awards that run, and the days by which their money has to be spent."""
    with desk.read() as session:
        awards = list(session.scalars(select(Award).where(Award.closed_on.is_(None)).order_by(Award.key)).all())
        own = terms_in(session)
        dues = dues_of(session, awards, {award.key: effective_terms(award, own.get(award.key)) for award in awards})
        funders = {key: name for key, name in session.execute(select(Contact.key, Contact.name)).all()}
        found: list[Dated] = []
        for award in awards:
            note = "\n".join(text for text in (funders.get(award.funder_key, ""), award.reference) if text)
            for due in dues[award.key]:
                if due.sent_on is None:
                    title = words(N_("{report} due: {award}"), report=words(due.name), award=award.name)
                    key = f"{award.key}/{due.kind}/{due.key}"
                    found.append(Dated(key, due.due_on, title, note, (28, 7)))
            title = words(N_("Spend by today: {award}"), award=award.name)
            found.append(Dated(f"{award.key}/spend", award.last_spending_day, title, note, (28,)))
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


@dataclass(frozen=True)
class ListOut:
    """A list for a spreadsheet: its name, columns and rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def payments_list(desk: Desk, words: Words) -> ListOut:
    """Return every payment, latest first, one row a payment."""
    columns = (
        Column(words(N_("Date on the receipt")), Kind.DATE), Column(words(N_("Date paid")), Kind.DATE),
        Column(words(N_("Paid to"))), Column(words(N_("What for"))), Column(words(N_("Amount")), Kind.MONEY, total=True),
        Column(words(N_("Paid by"))), Column(words(N_("Award and line"))), Column(words(N_("Receipts")), Kind.NUMBER),
    )  # fmt: skip
    rows = [
        (
            row.incurred_on, row.paid_on, row.payee, row.what, row.amount,
            words(METHODS[row.method]) if row.method in METHODS else "",
            "; ".join(f"{part.award} · {part.line}" if part.line else part.award for part in row.parts), row.receipts,
        )
        for row in spending(desk).rows
    ]  # fmt: skip
    return ListOut(words(N_("Payments")), columns, tuple(rows))


def hours_list(desk: Desk, words: Words) -> ListOut:
    """Return every entry of hours, latest first; people by their names as the group keeps them."""
    columns = (
        Column(words(N_("Date")), Kind.DATE), Column(words(N_("Name"))), Column(words(N_("People")), Kind.NUMBER),
        Column(words(N_("Hours each")), Kind.HOURS), Column(words(N_("Hours together")), Kind.HOURS, total=True),
        Column(words(N_("Activity"))), Column(words(N_("Role"))), Column(words(N_("Class of role"))),
        Column(words(N_("Note"))),
    )  # fmt: skip
    with desk.read() as session:
        found = hours_rows(session)
    rows = [
        (
            row.given_on, row.name or row.group_label, row.people, row.minutes, row.minutes * row.people, row.activity,
            row.role, words(ROLE_CLASSES[row.role_class]) if row.role_class in ROLE_CLASSES else "", row.note,
        )
        for row in found
    ]  # fmt: skip
    return ListOut(words(N_("Volunteer hours")), columns, tuple(rows))
