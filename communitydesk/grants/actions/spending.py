"""Payments and how they are shared between awards, refunds, promises to pay, who paid and was paid back, equipment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.money import share as split
from communitydesk.desk.receipts import Ready
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Money, counted
from communitydesk.grants.actions.lines import line_of_award
from communitydesk.grants.actions.receipts import attach_in
from communitydesk.grants.figures.expenses import refuse_claims_payment
from communitydesk.grants.model import Allocation, BankLine, Commitment, Equipment, Payment, Receipt, Redaction


@dataclass(frozen=True)
class Share:
    """A part of a payment that an award pays for, in pence; `key` is the allocation's when there is one already."""

    award_key: str
    line_key: str | None
    amount: int
    basis: str = ""
    key: str = ""


def check_shares(amount: int, shares: Sequence[Share]) -> None:
    """Raise FieldTrouble beside `shares` when the parts cannot be parts of the amount.

    Each part has the payment's own sign (a refund's parts are refunds), and together they are no more than it; a rest
    is no award's.
    """
    for share in shares:
        if share.amount == 0:
            raise FieldTrouble("shares", N_("A part of nothing is no part. Type its amount or take the row away."))
        if (share.amount > 0) != (amount > 0):
            raise FieldTrouble(
                "shares",
                N_("The parts of a payment are typed without a minus.")
                if amount > 0
                else N_("This is a refund, so its parts are typed with a minus too."),
            )
    total = sum(share.amount for share in shares)
    if abs(total) > abs(amount):
        raise FieldTrouble(
            "shares",
            N_("The parts come to {total}, which is {more} more than the payment."),
            total=Money(total),
            more=Money(abs(total) - abs(amount)),
        )


def record_payment(desk: Desk, shares: Sequence[Share] = (), receipts: Sequence[Ready] = (), **values: Any) -> str:
    """Record a payment, the parts of it that awards pay for, and its receipts, as one change; return its key.

    What is over a line, outside an award's dates, in cash over the limit or without a receipt is recorded all the
    same: the award's page tells of it. Raises FieldTrouble, ManyTroubles.
    """
    payment = Payment(**values)
    with desk.change(N_("Record payment {payment}"), payment=payment) as session:
        put(session, payment)
        _share_out(session, payment, shares)
        for ready in receipts:
            attach_in(desk, session, payment.key, ready)
    return payment.key


def amend_payment(
    desk: Desk, payment_key: str, shares: Sequence[Share] | None = None, receipts: Sequence[Ready] = (), **values: Any
) -> None:
    """Put other values into a payment and add receipts; `shares` None leaves its parts as they are.

    Raises FieldTrouble, ManyTroubles.
    """
    with desk.change(N_("Change payment {payment}"), payment=Ref("payment", payment_key)) as session:
        payment = find(session, Payment, payment_key)
        if values.get("amount", payment.amount) != payment.amount:
            refuse_claims_payment(session, payment_key)
        fill(payment, values)
        session.flush()
        if shares is None:
            check_shares(payment.amount, shares_of(session, payment_key))
        else:
            _share_out(session, payment, shares)
        for ready in receipts:
            attach_in(desk, session, payment_key, ready)


def shares_of(session: Session, payment_key: str) -> tuple[Share, ...]:
    """Return the parts of a payment, in the order in which they were made."""
    rows = session.scalars(select(Allocation).where(Allocation.payment_key == payment_key).order_by(Allocation.key))
    return tuple(Share(row.award_key, row.line_key, row.amount, row.basis, row.key) for row in rows.all())


def _share_out(session: Session, payment: Payment, shares: Sequence[Share]) -> None:
    """Make a payment's parts exactly these, keeping the records of those that stay."""
    check_shares(payment.amount, shares)
    there = {row.key: row for row in session.scalars(select(Allocation).where(Allocation.payment_key == payment.key))}
    kept = {share.key for share in shares}
    for key in there:
        if key not in kept:
            _drop_allocation(session, key)
    for share in shares:
        line_of_award(session, share.award_key, share.line_key, "shares")
        values = {
            "award_key": share.award_key,
            "line_key": share.line_key,
            "amount": share.amount,
            "basis": share.basis,
        }
        if share.key in there:
            fill(there[share.key], values)
        else:
            put(session, Allocation(payment_key=payment.key, **values))


def _drop_allocation(session: Session, key: str) -> None:
    for equipment in session.scalars(select(Equipment).where(Equipment.allocation_key == key)):
        equipment.allocation_key = None
    drop(session, Allocation, key=key)


def allocate(desk: Desk, payment_keys: Iterable[str], award_key: str, line_key: str | None) -> None:
    """Put the whole of some payments on one award and line, as one change."""
    keys = tuple(payment_keys)
    label = counted(N_("Put {n} payment on a line of {award}"), N_("Put {n} payments on a line of {award}"), len(keys),
                    award=Ref("award", award_key))  # fmt: skip
    with desk.change(label) as session:
        for key in keys:
            payment = find(session, Payment, key)
            kept = next((s.key for s in shares_of(session, key) if s.award_key == award_key), "")
            _share_out(session, payment, (Share(award_key, line_key, payment.amount, "", kept),))


def remove_payment(desk: Desk, payment_key: str) -> None:
    """Take a payment away with its parts and receipts; a bank line that was it waits to be sorted again."""
    with desk.change(N_("Remove payment {payment}"), payment=Ref("payment", payment_key)) as session:
        find(session, Payment, payment_key)
        remove_payment_in(session, payment_key)


def remove_payment_in(session: Session, payment_key: str) -> None:
    """Take a payment away inside a change that is already open. Raises Refused when an expense claim was paid by it."""
    refuse_claims_payment(session, payment_key)
    for line in session.scalars(select(BankLine).where(BankLine.payment_key == payment_key)):
        line.payment_key, line.became = None, "waiting"
    for refund in session.scalars(select(Payment).where(Payment.refund_of_key == payment_key)):
        refund.refund_of_key = None
    for share in shares_of(session, payment_key):
        _drop_allocation(session, share.key)
    for receipt in session.scalars(select(Receipt.key).where(Receipt.payment_key == payment_key)).all():
        drop(session, Redaction, receipt_key=receipt)
    drop(session, Receipt, payment_key=payment_key)
    drop(session, Payment, key=payment_key)


def record_refund(
    desk: Desk, payment_key: str, amount: int, on: dt.date, shares: Sequence[Share] | None = None, **values: Any
) -> str:
    """Record money that came back for a payment; `amount` is positive. Return the refund's key.

    Without `shares` it goes back to the awards and lines that paid, in the same proportion, to the penny.
    Raises FieldTrouble when more came back than was paid.
    """
    refund = Payment(**_refund_values(desk, payment_key, amount, on), **values)
    with desk.change(N_("Record refund {refund}"), refund=refund) as session:
        original = find(session, Payment, payment_key)
        if amount <= 0:
            raise FieldTrouble("amount", N_("Type what came back, without a minus."))
        back = -sum(session.scalars(select(Payment.amount).where(Payment.refund_of_key == payment_key)).all())
        if amount + back > original.amount:
            raise FieldTrouble(
                "amount",
                N_(
                    "The payment was {paid}, and {back} of it has come back already. No more than {rest} can still come."
                )
                if back
                else N_("The payment was {paid}. No more than that can come back."),
                paid=Money(original.amount),
                back=Money(back),
                rest=Money(original.amount - back),
            )
        put(session, refund)
        _share_out(session, refund, _shares_back(session, original, amount) if shares is None else shares)
    return refund.key


def _refund_values(desk: Desk, payment_key: str, amount: int, on: dt.date) -> dict[str, Any]:
    with desk.read() as session:
        original = find(session, Payment, payment_key)
        return {
            "payee": original.payee,
            "what": original.what,
            "amount": -amount,
            "incurred_on": on,
            "paid_on": on,
            "refund_of_key": payment_key,
            "method": original.method,
        }


def _shares_back(session: Session, original: Payment, amount: int) -> tuple[Share, ...]:
    paid = shares_of(session, original.key)
    rest = original.amount - sum(share.amount for share in paid)
    parts = split(amount, [*(share.amount for share in paid), rest])
    return tuple(
        Share(share.award_key, share.line_key, -part, share.basis)
        for share, part in zip(paid, parts, strict=False)
        if part
    )


def mark_paid_back(desk: Desk, payment_keys: Iterable[str], on: dt.date) -> None:
    """Say that the people who paid from their own pockets were paid back, as one change."""
    keys = tuple(payment_keys)
    with desk.change(counted(N_("Pay back {n} payment"), N_("Pay back {n} payments"), len(keys))) as session:
        for key in keys:
            fill(find(session, Payment, key), {"paid_back_on": on})


# -- promises to pay -----------------------------------------------------------------------


def add_commitment(desk: Desk, award_key: str, **values: Any) -> str:
    """Note a cost that is promised but not yet paid; return its key."""
    commitment = Commitment(award_key=award_key, **values)
    with desk.change(N_("Promise {commitment}"), commitment=commitment) as session:
        line_of_award(session, award_key, commitment.line_key)
        put(session, commitment)
    return commitment.key


def amend_commitment(desk: Desk, commitment_key: str, **values: Any) -> None:
    """Put other values into a promise to pay."""
    with desk.change(N_("Change {commitment}"), commitment=Ref("commitment", commitment_key)) as session:
        commitment = fill(find(session, Commitment, commitment_key), values)
        line_of_award(session, commitment.award_key, commitment.line_key)


def pay_commitment(desk: Desk, commitment_key: str, amount: int, on: dt.date, **values: Any) -> str:
    """Record a payment towards a promise, whole or in part, on the promise's own line; return the payment's key."""
    with desk.read() as session:
        promise = find(session, Commitment, commitment_key)
        given = {"payee": promise.payee, "what": promise.what, "amount": amount, "incurred_on": on}
        share = Share(promise.award_key, promise.line_key, amount)
    return record_payment(desk, (share,), commitment_key=commitment_key, **{**given, **values})


def close_commitment(desk: Desk, commitment_key: str, on: dt.date | None) -> None:
    """Say that nothing more is to be paid for a promise since a day; None takes it up again."""
    with desk.change(N_("Settle {commitment}"), commitment=Ref("commitment", commitment_key)) as session:
        fill(find(session, Commitment, commitment_key), {"closed_on": on})


def remove_commitment(desk: Desk, commitment_key: str) -> None:
    """Take a promise away; what was paid towards it stays paid."""
    with desk.change(N_("Remove {commitment}"), commitment=Ref("commitment", commitment_key)) as session:
        for payment in session.scalars(select(Payment).where(Payment.commitment_key == commitment_key)):
            payment.commitment_key = None
        drop(session, Commitment, key=commitment_key)


# -- equipment -----------------------------------------------------------------------------


def add_equipment(desk: Desk, award_key: str, name: str, **values: Any) -> str:
    """Note something lasting that an award bought, and where it is; return its key."""
    equipment = Equipment(award_key=award_key, name=name, **values)
    with desk.change(N_("Add {equipment} to the equipment"), equipment=equipment) as session:
        put(session, equipment)
    return equipment.key


def amend_equipment(desk: Desk, equipment_key: str, **values: Any) -> None:
    """Put other values into a piece of equipment."""
    with desk.change(N_("Change {equipment}"), equipment=Ref("equipment", equipment_key)) as session:
        fill(find(session, Equipment, equipment_key), values)


def remove_equipment(desk: Desk, equipment_key: str) -> None:
    """Take a piece of equipment off the list."""
    with desk.change(N_("Remove {equipment}"), equipment=Ref("equipment", equipment_key)) as session:
        drop(session, Equipment, key=equipment_key)
