"""Bank lines that wait to be sorted, each with what it probably is, and the statements they came with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, message
from communitydesk.grants.figures.sums import fetched
from communitydesk.grants.model import (
    Award,
    BankLine,
    BankStatement,
    BudgetLine,
    Instalment,
    PayeeMemory,
    Payment,
)

NEAR_DAYS = 10
"""How far apart the receipt's date and the bank's may lie for one payment."""


@dataclass(frozen=True)
class Suggestion:
    """What a line probably is, and why; the keys say of what. Accepting it is the person's act."""

    became: str  # payment, instalment, refund, none, known
    why: Message
    payee: str = ""
    what: str = ""
    award_key: str | None = None
    award: str = ""
    line_key: str | None = None
    line: str = ""
    payment_key: str | None = None
    instalment_key: str | None = None


@dataclass(frozen=True)
class BankLineRow:
    """A bank line in a list; a negative amount went out."""

    key: str
    statement_key: str
    account: str
    booked_on: dt.date
    description: str
    amount: int
    balance: int | None
    payee_key: str
    became: str
    payment_key: str | None
    instalment_key: str | None
    note: str
    suggestion: Suggestion | None = None


@dataclass(frozen=True)
class StatementRow:
    """A statement that was brought in: how many of its lines wait."""

    key: str
    account: str
    brought_in_on: dt.date
    start: dt.date | None
    end: dt.date | None
    lines: int
    waiting: int


@dataclass(frozen=True)
class LineChoice:
    """An award and one of its lines, as it is offered when something is sorted; text to complete is `said`."""

    award_key: str
    award: str
    line_key: str | None
    line: str
    open: bool

    @property
    def said(self) -> str:
        """Award and line as they are typed."""
        return f"{self.award} · {self.line}" if self.line else self.award


def waiting_lines(desk: Desk) -> tuple[BankLineRow, ...]:
    """Return the lines that wait to be sorted, the oldest first, each with what it probably is."""
    with desk.read() as session:
        return suggest(session, _rows(session, BankLine.became == "waiting"))


def statement_lines(desk: Desk, statement_key: str) -> tuple[BankLineRow, ...]:
    """Return every line of a statement, as it came."""
    with desk.read() as session:
        return _rows(session, BankLine.statement_key == statement_key)


def _rows(session: Session, where: object) -> tuple[BankLineRow, ...]:
    query = (
        select(
            BankLine.key, BankLine.statement_key, BankStatement.account, BankLine.booked_on, BankLine.description,
            BankLine.amount, BankLine.balance, BankLine.payee_key, BankLine.became, BankLine.payment_key,
            BankLine.instalment_key, BankLine.note,
        )
        .join(BankStatement, BankStatement.key == BankLine.statement_key)
        .where(where)  # type: ignore[arg-type]
        .order_by(BankLine.booked_on, BankLine.position, BankLine.key)
    )  # fmt: skip
    return tuple(BankLineRow(*row) for row in fetched(session, query))


def statements(desk: Desk) -> tuple[StatementRow, ...]:
    """Return the statements that were brought in, the latest first."""
    waits = func.count().filter(BankLine.became == "waiting")
    query = (
        select(
            BankStatement.key, BankStatement.account, BankStatement.brought_in_on, BankStatement.start,
            BankStatement.end, func.count(BankLine.key), waits,
        )
        .outerjoin(BankLine, BankLine.statement_key == BankStatement.key)
        .group_by(BankStatement.key)
        .order_by(BankStatement.brought_in_on.desc(), BankStatement.key.desc())
    )  # fmt: skip
    with desk.read() as session:
        return tuple(StatementRow(*row) for row in fetched(session, query))


def known_fingerprints(desk: Desk, account: str = "") -> dict[str, dt.date]:
    """Return the fingerprints of lines that are there already, with their dates, to mark what is brought in twice."""
    query = select(BankLine.fingerprint, BankLine.booked_on).where(BankLine.fingerprint != "")
    if account:
        query = query.join(BankStatement, BankStatement.key == BankLine.statement_key).where(
            BankStatement.account == account
        )
    with desk.read() as session:
        return {fingerprint: day for fingerprint, day in fetched(session, query)}


def line_choices(desk: Desk, *, closed: bool = False) -> tuple[LineChoice, ...]:
    """Return every line of every award that still runs (and with `closed` of the others), in order, to choose from."""
    query = (
        select(Award.key, Award.name, BudgetLine.key, func.coalesce(BudgetLine.name, ""), Award.closed_on.is_(None))
        .outerjoin(BudgetLine, BudgetLine.award_key == Award.key)
        .order_by(Award.closed_on.is_not(None), Award.ends_on.desc(), Award.key, BudgetLine.position, BudgetLine.key)
    )
    if not closed:
        query = query.where(Award.closed_on.is_(None))
    with desk.read() as session:
        return tuple(LineChoice(*row) for row in fetched(session, query))


# -- what a line probably is ---------------------------------------------------------------


@dataclass(frozen=True)
class _Known:
    key: str
    payee: str
    amount: int
    day: dt.date


def suggest(session: Session, rows: Sequence[BankLineRow]) -> tuple[BankLineRow, ...]:
    """Return the lines with what each probably is: entered already, expected from a funder, or as last time."""
    from dataclasses import replace

    entered, expected, memory = _entered(session), _expected(session), _memories(session, {r.payee_key for r in rows})
    used: set[str] = set()
    found = []
    for row in rows:
        suggestion = _as_entered(row, entered, used) or _as_expected(row, expected, used) or _as_last_time(row, memory)
        found.append(replace(row, suggestion=suggestion))
    return tuple(found)


def _entered(session: Session) -> list[_Known]:
    """Payments entered by hand that no bank line shows yet."""
    shown = select(BankLine.payment_key).where(BankLine.payment_key.is_not(None))
    query = select(
        Payment.key, Payment.payee, Payment.amount, func.coalesce(Payment.paid_on, Payment.incurred_on)
    ).where(Payment.key.not_in(shown), Payment.paid_by_key.is_(None), Payment.method != "cash")
    return [_Known(*row) for row in fetched(session, query)]


def _as_entered(row: BankLineRow, entered: Sequence[_Known], used: set[str]) -> Suggestion | None:
    near = [
        one
        for one in entered
        if one.amount == -row.amount and one.key not in used and abs((one.day - row.booked_on).days) <= NEAR_DAYS
    ]
    if not near:
        return None
    best = min(near, key=lambda one: (one.payee.casefold()[:4] not in row.description.casefold(),
                                      abs((one.day - row.booked_on).days), one.key))  # fmt: skip
    used.add(best.key)
    why = message(N_("You entered this amount for {payee} on {day}."), payee=best.payee, day=best.day)
    return Suggestion("known", why, payee=best.payee, payment_key=best.key)


def _expected(session: Session) -> list[tuple[str, str, str, int, dt.date | None]]:
    query = (
        select(Instalment.key, Award.key, Award.name, Instalment.amount, Instalment.due_on)
        .join(Award, Award.key == Instalment.award_key)
        .where(Instalment.received_on.is_(None), Award.closed_on.is_(None))
        .order_by(Instalment.due_on, Instalment.key)
    )
    return [tuple(row) for row in fetched(session, query)]


def _as_expected(
    row: BankLineRow, expected: Sequence[tuple[str, str, str, int, dt.date | None]], used: set[str]
) -> Suggestion | None:
    for key, award_key, award, amount, due in expected:
        if amount == row.amount and key not in used:
            used.add(key)
            why = (
                message(N_("This amount is expected from the funder on {day}."), day=due)
                if due
                else message(N_("This amount is expected from the funder."))
            )
            return Suggestion("instalment", why, award_key=award_key, award=award, instalment_key=key)
    return None


def _memories(session: Session, payee_keys: Collection[str]) -> dict[tuple[str, bool], tuple[PayeeMemory, str, str]]:
    query = (
        select(PayeeMemory, func.coalesce(Award.name, ""), func.coalesce(BudgetLine.name, ""), Award.closed_on)
        .outerjoin(Award, Award.key == PayeeMemory.award_key)
        .outerjoin(BudgetLine, BudgetLine.key == PayeeMemory.line_key)
        .where(PayeeMemory.payee_key.in_([key for key in payee_keys if key]))
    )
    return {
        (memory.payee_key, memory.outgoing): (memory, award, line)
        for memory, award, line, closed in session.execute(query).all()
        if closed is None
    }


def _as_last_time(row: BankLineRow, memory: dict[tuple[str, bool], tuple[PayeeMemory, str, str]]) -> Suggestion | None:
    found = memory.get((row.payee_key, row.amount < 0)) if row.payee_key else None
    if not found or found[0].became in ("refund", "known", "waiting"):
        return None
    one, award, line = found
    if one.became == "instalment" and one.award_key is None:
        return None
    return Suggestion(
        one.became,
        message(N_("As last time.")),
        payee=one.payee,
        what=one.what,
        award_key=one.award_key,
        award=award,
        line_key=one.line_key,
        line=line,
    )


@dataclass(frozen=True)
class PaymentChoice:
    """A payment to be chosen, in pence."""

    key: str
    payee: str
    amount: int
    day: dt.date


@dataclass(frozen=True)
class ExpectedChoice:
    """Money that a funder is to pay."""

    key: str
    award_key: str
    award: str
    amount: int


@dataclass(frozen=True)
class Sources:
    """What a bank line may be other than a new payment.

    `unseen` are payments entered by hand that no bank line shows; `payments` those of which money may come back.
    """

    unseen: tuple[PaymentChoice, ...]
    payments: tuple[PaymentChoice, ...]
    expected: tuple[ExpectedChoice, ...]
    awards: tuple[tuple[str, str], ...]


def sources(desk: Desk) -> Sources:
    """Return what bank lines may be, to choose from; payments of the last two years or so, the latest first."""
    back = (
        select(Payment.key, Payment.payee, Payment.amount, Payment.incurred_on)
        .where(Payment.amount > 0)
        .order_by(Payment.incurred_on.desc(), Payment.key.desc())
        .limit(600)
    )
    running = select(Award.key, Award.name).where(Award.closed_on.is_(None)).order_by(Award.ends_on.desc(), Award.key)
    with desk.read() as session:
        return Sources(
            unseen=tuple(PaymentChoice(one.key, one.payee, one.amount, one.day) for one in _entered(session)),
            payments=tuple(PaymentChoice(*row) for row in fetched(session, back)),
            expected=tuple(ExpectedChoice(*row[:4]) for row in _expected(session)),
            awards=tuple((key, name) for key, name in fetched(session, running)),
        )
