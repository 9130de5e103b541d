"""Payments as lists and pages show them: each with its parts, its receipts, and where it came from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_
from communitydesk.grants.figures.sums import during, fetched
from communitydesk.grants.model import (
    Allocation,
    Award,
    BankLine,
    BudgetLine,
    Commitment,
    Equipment,
    Payment,
    Receipt,
    Redaction,
)
from communitydesk.people.model import Person


class Part(NamedTuple):  # which is made three times as fast as a frozen dataclass; there are thousands
    """A part of a payment: which award and line pay for it."""

    key: str
    award_key: str
    award: str
    line_key: str | None
    line: str
    amount: int
    basis: str


class PaymentRow(NamedTuple):
    """A payment in a list, in pence. `share` is the part that the asked-for award pays, else the whole amount."""

    key: str
    payee: str
    what: str
    amount: int
    incurred_on: dt.date
    paid_on: dt.date | None
    method: str
    paid_by_key: str | None
    paid_by: str
    paid_back_on: dt.date | None
    commitment_key: str | None
    refund_of_key: str | None
    no_receipt: str
    receipts: int
    parts: tuple[Part, ...]
    share: int

    @property
    def rest(self) -> int:
        """What is no award's."""
        return self.amount - sum(part.amount for part in self.parts)


@dataclass(frozen=True)
class Spending:
    """Payments, the latest first. `total` adds the shares of the asked-for award, else the whole amounts."""

    rows: tuple[PaymentRow, ...]

    @property
    def total(self) -> int:
        """Pence."""
        return sum(row.share for row in self.rows)


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt of a payment: contents are named by SHA-256; `boxes` are blacked out (page, left, top, width, height)."""

    key: str
    attachment_key: str
    sha256: str
    media_type: str
    size: int
    original_sha256: str
    pages: int
    boxes: tuple[tuple[int, float, float, float, float], ...] = field(default=())


def spending(
    desk: Desk, award_key: str = "", *, line_key: str | None = None, keys: Collection[str] | None = None,
    period: Period | None = None, most: int | None = None,
) -> Spending:  # fmt: skip
    """Return the payments of an award (or all), on one of its lines, among some keys, or incurred in a period.

    With `most`, only so many of the latest.
    """
    with desk.read() as session:
        return spending_in(session, award_key, line_key=line_key, keys=keys, period=period, most=most)


def spending_in(
    session: Session, award_key: str = "", *, line_key: str | None = None, keys: Collection[str] | None = None,
    period: Period | None = None, most: int | None = None,
) -> Spending:  # fmt: skip
    """Return payments inside a read that is already open."""
    query = (
        select(
            Payment.key, Payment.payee, Payment.what, Payment.amount, Payment.incurred_on, Payment.paid_on,
            Payment.method, Payment.paid_by_key, func.coalesce(Person.name, ""), Payment.paid_back_on,
            Payment.commitment_key, Payment.refund_of_key, Payment.no_receipt,
        )
        .outerjoin(Person, Person.key == Payment.paid_by_key)
        .where(during(Payment.incurred_on, period or Period()))
        .order_by(Payment.incurred_on.desc(), Payment.key.desc())
    )  # fmt: skip
    if award_key:
        on_award = select(Allocation.payment_key).where(Allocation.award_key == award_key)
        if line_key is not None:
            on_award = on_award.where(
                Allocation.line_key.is_(None) if line_key == "" else Allocation.line_key == line_key
            )
        query = query.where(Payment.key.in_(on_award))
    if keys is not None:
        query = query.where(Payment.key.in_(list(keys)))
    rows = fetched(session, query.limit(most) if most else query)
    only = select(Allocation.payment_key).where(Allocation.award_key == award_key) if award_key else keys
    if most and len(rows) == most:
        only = [row[0] for row in rows]
    parts, receipts = _parts(session, only), _receipt_counts(session, only)
    found = []
    for row in rows:
        own = tuple(parts.get(row[0], ()))
        more: tuple[Any, ...] = (receipts.get(row[0], 0), own, _share(row[3], own, award_key, line_key))
        found.append(PaymentRow._make((*row, *more)))
    return Spending(tuple(found))


def _share(amount: int, parts: Sequence[Part], award_key: str, line_key: str | None) -> int:
    if not award_key:
        return amount
    return sum(
        part.amount
        for part in parts
        if part.award_key == award_key and (line_key is None or (part.line_key or "") == line_key)
    )


def _receipt_counts(session: Session, only: Any) -> dict[str, int]:
    query = select(Receipt.payment_key, func.count()).group_by(Receipt.payment_key)
    if only is not None:
        query = query.where(Receipt.payment_key.in_(only))
    return {key: number for key, number in fetched(session, query)}


def _parts(session: Session, only: Any) -> dict[str, list[Part]]:
    """The parts of payments, by payment; `only` are the payments' keys, or what selects them, None for all."""
    query = (
        select(
            Allocation.payment_key, Allocation.key, Allocation.award_key, Award.name, Allocation.line_key,
            func.coalesce(BudgetLine.name, ""), Allocation.amount, Allocation.basis,
        )
        .join(Award, Award.key == Allocation.award_key)
        .outerjoin(BudgetLine, BudgetLine.key == Allocation.line_key)
        .order_by(Allocation.key)
    )  # fmt: skip
    if only is not None:
        query = query.where(Allocation.payment_key.in_(only))
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for payment, *rest in fetched(session, query):
        found[payment].append(Part._make(rest))
    return found


@dataclass(frozen=True)
class PaymentFigures:
    """One payment with everything that belongs to it."""

    row: PaymentRow
    notes: str
    receipts: tuple[ReceiptRow, ...]
    refunds: tuple[PaymentRow, ...]
    bank_line: str
    bank_line_key: str
    equipment: tuple[str, ...]


def payment_figures(desk: Desk, payment_key: str) -> PaymentFigures:
    """Return one payment with its receipts and refunds. Raises Refused when it is no longer there."""
    with desk.read() as session:
        rows = spending_in(session, keys=[payment_key]).rows
        payment = session.get(Payment, payment_key)
        if not rows or payment is None:
            raise Refused(N_("This payment is no longer there. It may just have been removed."))
        refunds = session.scalars(select(Payment.key).where(Payment.refund_of_key == payment_key)).all()
        line = session.scalars(select(BankLine).where(BankLine.payment_key == payment_key).limit(1)).first()
        parts = [part.key for part in rows[0].parts]
        return PaymentFigures(
            row=rows[0],
            notes=payment.notes,
            receipts=receipts_in(session, [payment_key]).get(payment_key, ()),
            refunds=spending_in(session, keys=refunds).rows if refunds else (),
            bank_line=line.description if line else "",
            bank_line_key=line.key if line else "",
            equipment=tuple(session.scalars(select(Equipment.name).where(Equipment.allocation_key.in_(parts))).all()),
        )


def receipts_in(session: Session, payment_keys: Collection[str]) -> dict[str, tuple[ReceiptRow, ...]]:
    """Return the receipts of some payments, in order, each with what is blacked out."""
    from sqlalchemy.orm import aliased

    from communitydesk.desk.attachments import Attachment

    original = aliased(Attachment)
    query = (
        select(
            Receipt.payment_key, Receipt.key, Receipt.attachment_key, Attachment.sha256, Attachment.media_type,
            Attachment.size, func.coalesce(original.sha256, ""), Receipt.pages,
        )
        .join(Attachment, Attachment.key == Receipt.attachment_key)
        .outerjoin(original, original.key == Receipt.original_key)
        .where(Receipt.payment_key.in_(list(payment_keys)))
        .order_by(Receipt.payment_key, Receipt.position, Receipt.key)
    )  # fmt: skip
    rows = fetched(session, query)
    boxes: defaultdict[str, list[tuple[int, float, float, float, float]]] = defaultdict(list)
    for box in session.execute(
        select(Redaction.receipt_key, Redaction.page, Redaction.left, Redaction.top, Redaction.width, Redaction.height)
        .where(Redaction.receipt_key.in_([row[1] for row in rows]))
        .order_by(Redaction.key)
    ).all():  # fmt: skip
        boxes[box[0]].append((box[1], box[2], box[3], box[4], box[5]))
    found: defaultdict[str, list[ReceiptRow]] = defaultdict(list)
    for payment, *rest in rows:
        more: tuple[Any, ...] = (tuple(boxes[rest[0]]),)
        found[payment].append(ReceiptRow(*rest, *more))
    return {key: tuple(value) for key, value in found.items()}


@dataclass(frozen=True)
class PromiseRow:
    """A promise to pay in a list, in pence: what of it is paid and what is still to pay."""

    key: str
    award_key: str
    award: str
    line_key: str | None
    line: str
    payee: str
    what: str
    amount: int
    paid: int
    promised_on: dt.date
    due_on: dt.date | None
    closed_on: dt.date | None

    @property
    def rest(self) -> int:
        """What is still to pay; nothing once it is settled."""
        return 0 if self.closed_on else max(0, self.amount - self.paid)


def promises(desk: Desk, award_key: str = "") -> tuple[PromiseRow, ...]:
    """Return the promises to pay of an award (or all), those that stand first, by their day."""
    paid = (
        select(Payment.commitment_key, func.sum(Payment.amount).label("paid"))
        .where(Payment.commitment_key.is_not(None))
        .group_by(Payment.commitment_key)
        .subquery()
    )
    query = (
        select(
            Commitment.key, Commitment.award_key, Award.name, Commitment.line_key, func.coalesce(BudgetLine.name, ""),
            Commitment.payee, Commitment.what, Commitment.amount, func.coalesce(paid.c.paid, 0),
            Commitment.promised_on, Commitment.due_on, Commitment.closed_on,
        )
        .join(Award, Award.key == Commitment.award_key)
        .outerjoin(BudgetLine, BudgetLine.key == Commitment.line_key)
        .outerjoin(paid, paid.c.commitment_key == Commitment.key)
    )  # fmt: skip
    if award_key:
        query = query.where(Commitment.award_key == award_key)
    with desk.read() as session:
        rows = [PromiseRow(*row) for row in fetched(session, query)]
    return tuple(sorted(rows, key=lambda row: (row.rest == 0, row.due_on or dt.date.max, row.payee.casefold())))


@dataclass(frozen=True)
class Payee:
    """Somebody who was paid before, with what for and where it went last."""

    name: str
    what: str
    award_key: str | None
    line_key: str | None
    method: str


def payees(desk: Desk) -> tuple[Payee, ...]:
    """Return those who were paid before, the latest first, each once, to complete a name as it is typed."""
    query = (
        select(Payment.payee, Payment.what, Allocation.award_key, Allocation.line_key, Payment.method)
        .outerjoin(Allocation, Allocation.payment_key == Payment.key)
        .where(Payment.amount > 0)
        .order_by(Payment.incurred_on.desc(), Payment.key.desc())
    )
    found: dict[str, Payee] = {}
    with desk.read() as session:
        for row in fetched(session, query):
            found.setdefault(row[0].casefold(), Payee(*row))
    return tuple(found.values())
