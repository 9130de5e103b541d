"""Receipts: attached, put in order, taken away, and blacked out where a pack must not show something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.receipts import Ready, keep_receipt
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.model import Payment, Receipt, Redaction


@dataclass(frozen=True)
class Box:
    """A box to black out, in fractions of the page from its top left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


def attach_receipt(desk: Desk, payment_key: str, ready: Ready) -> str:
    """Keep a receipt with a payment, after those it has; return its key."""
    with desk.change(N_("Attach receipt to {payment}"), payment=Ref("payment", payment_key)) as session:
        find(session, Payment, payment_key)
        return attach_in(desk, session, payment_key, ready)


def attach_in(desk: Desk, session: Session, payment_key: str, ready: Ready) -> str:
    """Keep a receipt inside a change that is already open; return its key."""
    last = session.scalar(select(func.max(Receipt.position)).where(Receipt.payment_key == payment_key)) or 0
    kept = keep_receipt(desk, session, ready, last + 1)
    receipt = Receipt(payment_key=payment_key, pages=ready.pages, position=last + 1, **kept._asdict())
    return put(session, receipt).key


def move_receipt(desk: Desk, receipt_key: str, payment_key: str) -> None:
    """Put a receipt with another payment."""
    with desk.change(N_("Move receipt to {payment}"), payment=Ref("payment", payment_key)) as session:
        find(session, Payment, payment_key)
        last = session.scalar(select(func.max(Receipt.position)).where(Receipt.payment_key == payment_key)) or 0
        fill(find(session, Receipt, receipt_key), {"payment_key": payment_key, "position": last + 1})


def remove_receipt(desk: Desk, receipt_key: str) -> None:
    """Take a receipt away, with what was blacked out on it."""
    with desk.read() as session:
        payment_key = find(session, Receipt, receipt_key).payment_key
    with desk.change(N_("Remove receipt from {payment}"), payment=Ref("payment", payment_key)) as session:
        drop(session, Redaction, receipt_key=receipt_key)
        drop(session, Receipt, key=receipt_key)


def no_receipt(desk: Desk, payment_key: str, why: str) -> None:
    """Say why a payment has no receipt; "" asks for one again."""
    with desk.change(N_("Say why there is no receipt for {payment}"), payment=Ref("payment", payment_key)) as session:
        fill(find(session, Payment, payment_key), {"no_receipt": why.strip()})


def set_redactions(desk: Desk, receipt_key: str, boxes: Sequence[Box]) -> None:
    """Black out exactly these boxes of a receipt in every pack. Raises FieldTrouble when one lies outside its page."""
    with desk.read() as reading:
        payment_key = find(reading, Receipt, receipt_key).payment_key
    with desk.change(N_("Black out parts of the receipt of {payment}"), payment=Ref("payment", payment_key)) as session:
        receipt = find(session, Receipt, receipt_key)
        for box in boxes:
            _check_box(box, receipt.pages)
        drop(session, Redaction, receipt_key=receipt_key)
        for box in boxes:
            put(
                session,
                Redaction(
                    receipt_key=receipt_key,
                    page=box.page,
                    left=box.left,
                    top=box.top,
                    width=box.width,
                    height=box.height,
                ),
            )


def _check_box(box: Box, pages: int) -> None:
    slack = 1e-6
    inside = (
        1 <= box.page <= pages
        and box.left >= -slack
        and box.top >= -slack
        and box.width > 0
        and box.height > 0
        and box.left + box.width <= 1 + slack
        and box.top + box.height <= 1 + slack
    )
    if not inside:
        raise FieldTrouble("boxes", N_("A blacked-out box lies outside the page. Draw it again."))
