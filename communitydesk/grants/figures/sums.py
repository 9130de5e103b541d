"""Sums of money by award and line: one query for each kind of record, however many awards there are.

Everything counts up to and on `as_at`. What was spent counts by the date on the receipt (DOMAIN, "Spending"); a
refund is a negative payment and takes away. Amounts are pence.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.grants.model import Allocation, Award, BudgetLine, BudgetMove, Commitment, Instalment, Payment

Place = tuple[str, str | None]  # an award's key, and a line's or None


@dataclass(frozen=True)
class OpenPromise:
    """A promise to pay that is not settled: what was promised, what of it is paid, and what is still to pay."""

    key: str
    award_key: str
    line_key: str | None
    payee: str
    what: str
    amount: int
    paid: int
    due_on: dt.date | None

    @property
    def rest(self) -> int:
        """What is still to pay; nothing when more was paid than promised."""
        return max(0, self.amount - self.paid)


@dataclass(frozen=True)
class Sums:
    """What the records add up to, by award or by award and line, and the promises that `committed` adds up."""

    received: dict[str, int] = field(default_factory=dict)
    spent: dict[Place, int] = field(default_factory=dict)
    payments: dict[str, int] = field(default_factory=dict)
    committed: dict[Place, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)  # by line: in less out
    promises: tuple[OpenPromise, ...] = ()

    def spent_of(self, award_key: str) -> int:
        """What an award has spent on all lines and on none."""
        return sum(amount for (award, _), amount in self.spent.items() if award == award_key)

    def committed_of(self, award_key: str) -> int:
        """What an award has promised on all lines and on none."""
        return sum(amount for (award, _), amount in self.committed.items() if award == award_key)


def among(column: Any, keys: Collection[str] | None) -> ColumnElement[bool]:
    """Return the condition that a column is one of some keys; None is every award."""
    return true() if keys is None else column.in_(list(keys))


def fetched(session: Session, query: Any) -> Sequence[Any]:
    """Return the rows of a query for columns, read whole and past the mapper, which would handle each row again."""
    if session.autoflush and (session.new or session.dirty or session.deleted):
        session.flush()
    return session.connection().execute(query).all()


def during(column: Any, period: Period) -> ColumnElement[bool]:
    """Return the condition that a date lies in a period."""
    found: ColumnElement[bool] = true()
    if period.start:
        found = found & (column >= period.start)
    if period.end:
        found = found & (column <= period.end)
    return found


def add_up(session: Session, period: Period, awards: Collection[str] | None = None) -> Sums:
    """Return what was received and spent in a period, and what is committed and moved at its end.

    Opening figures are in: an award's own when the day to which they count lies in the period.
    """
    received, spent, payments = _opening(session, period, awards)
    query = (
        select(Instalment.award_key, func.sum(Instalment.amount))
        .where(during(Instalment.received_on, period), Instalment.received_on.is_not(None))
        .where(among(Instalment.award_key, awards))
        .group_by(Instalment.award_key)
    )
    for award, amount in fetched(session, query):
        received[award] += amount
    paid = (
        select(Allocation.award_key, Allocation.line_key, func.sum(Allocation.amount), func.count())
        .join(Payment, Payment.key == Allocation.payment_key)
        .where(during(Payment.incurred_on, period), among(Allocation.award_key, awards))
        .group_by(Allocation.award_key, Allocation.line_key)
    )
    for award, line, amount, _ in fetched(session, paid):
        spent[award, line] += amount
    count = (
        select(Allocation.award_key, func.count(Allocation.payment_key.distinct()))
        .join(Payment, Payment.key == Allocation.payment_key)
        .where(during(Payment.incurred_on, period), among(Allocation.award_key, awards))
        .group_by(Allocation.award_key)
    )
    payments.update({award: number for award, number in fetched(session, count)})
    promises = open_promises(session, period.end, awards)
    committed: defaultdict[Place, int] = defaultdict(int)
    for promise in promises:
        committed[promise.award_key, promise.line_key] += promise.rest
    return Sums(
        received=dict(received),
        spent=dict(spent),
        payments=payments,
        committed=dict(committed),
        moved=_moved(session, period.end, awards),
        promises=promises,
    )


def _opening(
    session: Session, period: Period, awards: Collection[str] | None
) -> tuple[defaultdict[str, int], defaultdict[Place, int], dict[str, int]]:
    received: defaultdict[str, int] = defaultdict(int)
    spent: defaultdict[Place, int] = defaultdict(int)
    counts = during(Award.opening_on, period) & Award.opening_on.is_not(None) & among(Award.key, awards)
    for award, amount in session.execute(select(Award.key, Award.opening_received).where(counts)).all():
        received[award] += amount or 0
    lines = (
        select(BudgetLine.award_key, BudgetLine.key, BudgetLine.opening_spent)
        .join(Award, Award.key == BudgetLine.award_key)
        .where(counts, BudgetLine.opening_spent.is_not(None))
    )
    for award, line, amount in fetched(session, lines):
        spent[award, line] += amount
    return received, spent, {}


def open_promises(
    session: Session, as_at: dt.date | None, awards: Collection[str] | None = None
) -> tuple[OpenPromise, ...]:
    """Return the promises that stand on a day with what was paid towards each by then."""
    by_then = Payment.incurred_on <= as_at if as_at else true()
    paid = (
        select(Payment.commitment_key, func.sum(Payment.amount).label("paid"))
        .where(Payment.commitment_key.is_not(None), by_then)
        .group_by(Payment.commitment_key)
        .subquery()
    )
    query = (
        select(
            Commitment.key, Commitment.award_key, Commitment.line_key, Commitment.payee, Commitment.what,
            Commitment.amount, func.coalesce(paid.c.paid, 0), Commitment.due_on,
        )
        .outerjoin(paid, paid.c.commitment_key == Commitment.key)
        .where(among(Commitment.award_key, awards))
        .order_by(Commitment.due_on, Commitment.key)
    )  # fmt: skip
    if as_at:
        query = query.where(
            Commitment.promised_on <= as_at, or_(Commitment.closed_on.is_(None), Commitment.closed_on > as_at)
        )
    else:
        query = query.where(Commitment.closed_on.is_(None))
    found = (OpenPromise(*row) for row in fetched(session, query))
    return tuple(promise for promise in found if promise.rest)


def _moved(session: Session, as_at: dt.date | None, awards: Collection[str] | None) -> dict[str, int]:
    query = select(BudgetMove.from_key, BudgetMove.to_key, BudgetMove.amount).where(among(BudgetMove.award_key, awards))
    if as_at:
        query = query.where(or_(BudgetMove.agreed_on.is_(None), BudgetMove.agreed_on <= as_at))
    found: defaultdict[str, int] = defaultdict(int)
    for source, target, amount in fetched(session, query):
        found[source] -= amount
        found[target] += amount
    return dict(found)
