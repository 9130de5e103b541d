"""Spending: payments, how they are shared between awards and lines, receipts, promises to pay, equipment."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Float, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

METHODS = {
    "bank": N_("Bank transfer"),
    "card": N_("Card"),
    "cash": N_("Cash"),
    "cheque": N_("Cheque"),
    "debit": N_("Direct debit or standing order"),
}


class Payment(Record):
    """Money that the group spent, or got back when the amount is negative (a refund)."""

    __tablename__ = "payment"
    noun = N_("payment")

    payee: Mapped[str] = f.text(N_("Paid to"), required=True, search=True)
    what: Mapped[str] = f.text(N_("What for"), search=True)
    amount: Mapped[int] = f.money(N_("Amount"), N_("A refund is typed with a minus."), required=True)
    incurred_on: Mapped[dt.date] = f.date(N_("Date on the receipt"), required=True)
    paid_on: Mapped[dt.date | None] = f.date(N_("Date paid"), N_("Leave empty if it was the same day."))
    method: Mapped[str] = f.choice(N_("Paid by"), METHODS, default="bank")
    paid_by_key: Mapped[str | None] = f.link("person", N_("Who paid, if not from the group's account"))
    paid_back_on: Mapped[dt.date | None] = f.date(N_("Paid back to them on"))
    commitment_key: Mapped[str | None] = f.link("commitment", N_("Towards which promise"))
    refund_of_key: Mapped[str | None] = f.link("payment", N_("Refund of which payment"))
    no_receipt: Mapped[str] = f.text(
        N_("Why there is no receipt"), N_("Lost; a market stall. It is printed in the schedule.")
    )
    notes: Mapped[str] = f.long_text(N_("Notes"), N_("They stay out of every document."))

    @property
    def settled_on(self) -> dt.date:
        """The day it was paid."""
        return self.paid_on or self.incurred_on

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It is an amount; nobody is paid back who did not pay."""
        found: list[FieldTrouble] = []
        if self.amount == 0:
            found.append(FieldTrouble("amount", N_("An amount of nothing is no payment.")))
        if self.paid_back_on and not self.paid_by_key:
            found.append(FieldTrouble("paid_by_key", N_("Say who was paid back.")))
        return tuple(found)

    def title(self, words: Words) -> str:
        """Payee, amount and day."""
        return words(
            "{payee}, {amount}, {day}", payee=self.payee, amount=words.money(self.amount), day=self.incurred_on
        )


class Allocation(Record):
    """A part of a payment that an award pays for, on one of its budget lines."""

    __tablename__ = "allocation"
    noun = N_("share of a payment")

    payment_key: Mapped[str] = f.link("payment", N_("Payment"), required=True)
    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    line_key: Mapped[str | None] = f.link("budget_line", N_("Budget line"))
    amount: Mapped[int] = f.money(N_("Amount"), required=True)
    basis: Mapped[str] = f.text(N_("How it was shared"), N_("By floor space, by hours, by people."))

    def title(self, words: Words) -> str:
        """The amount."""
        return words("share of {amount}", amount=words.money(self.amount))


class Commitment(Record):
    """A cost that is promised but not yet paid, or not yet paid in full."""

    __tablename__ = "commitment"
    noun = N_("promise to pay")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    line_key: Mapped[str | None] = f.link("budget_line", N_("Budget line"))
    payee: Mapped[str] = f.text(N_("Promised to"), required=True, search=True)
    what: Mapped[str] = f.text(N_("What for"), search=True)
    amount: Mapped[int] = f.money(N_("Amount"), required=True, least=1)
    promised_on: Mapped[dt.date] = f.date(N_("Promised on"), required=True)
    due_on: Mapped[dt.date | None] = f.date(N_("To be paid by"), ahead=True)
    closed_on: Mapped[dt.date | None] = f.date(N_("Nothing more to pay since"))

    def title(self, words: Words) -> str:
        """Payee and amount."""
        return words("{payee}, {amount} promised", payee=self.payee, amount=words.money(self.amount))


class Receipt(Record):
    """A photograph or file that shows a payment; `attachment_key` is made small, `original_key` is as it came."""

    __tablename__ = "receipt"
    noun = N_("receipt")

    payment_key: Mapped[str] = f.link("payment", N_("Payment"), required=True)
    attachment_key: Mapped[str] = f.link("attachment", N_("Picture or file"), required=True)
    original_key: Mapped[str | None] = f.link("attachment", N_("Original"))
    pages: Mapped[int] = f.number(N_("Pages"), default=1, least=1)
    position: Mapped[int] = f.number(N_("Order"), default=0)


class Redaction(Record):
    """A box on a receipt's page that is blacked out in every pack: a card number, an address, a child's face.

    `left`, `top`, `width`, `height` are fractions of the page, 0 to 1, from its top left corner.
    """

    __tablename__ = "redaction"
    noun = N_("blacked-out box")

    receipt_key: Mapped[str] = f.link("receipt", N_("Receipt"), required=True)
    page: Mapped[int] = f.number(N_("Page"), default=1, least=1)
    left: Mapped[float] = mapped_column(Float)
    top: Mapped[float] = mapped_column(Float)
    width: Mapped[float] = mapped_column(Float)
    height: Mapped[float] = mapped_column(Float)


class Equipment(Record):
    """Something lasting that an award bought, and where it is now."""

    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("allocation_key", name="bought_once"),)
    noun = N_("piece of equipment")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    allocation_key: Mapped[str | None] = f.link("allocation", N_("Bought with"), index=False)
    name: Mapped[str] = f.text(N_("What it is"), required=True, search=True)
    cost: Mapped[int | None] = f.money(N_("What it cost"), least=0)
    bought_on: Mapped[dt.date | None] = f.date(N_("Bought on"))
    where: Mapped[str] = f.text(N_("Where it is now"))
    disposed_on: Mapped[dt.date | None] = f.date(N_("Sold, given away or broken on"))
    disposal: Mapped[str] = f.text(N_("What became of it"))
