"""Expenses: what somebody claims back, line by line, and what became of the claim."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

VEHICLES = {
    "car": N_("Car or van"),
    "motorcycle": N_("Motorcycle"),
    "bicycle": N_("Bicycle"),
}
"""What somebody may drive or ride; the yearly limit counts cars and vans together."""

LINE_KINDS = {"cost": N_("Something paid for"), "mileage": N_("Miles driven or ridden")}

STATES = {
    "draft": N_("Being written"),
    "claimed": N_("Waiting for approval"),
    "back": N_("Sent back"),
    "approved": N_("Approved, not yet paid"),
    "paid": N_("Paid"),
    "waived": N_("Given to the group"),
}
"""A claim's way through, by code. `waived` is where nothing is left to pay."""

HOW_PAID = {"bank": N_("Bank transfer"), "cash": N_("Cash"), "cheque": N_("Cheque")}

NO_GIFT_AID = N_(
    "What is given up in this way was never paid out, so it is no donation for Gift Aid. To claim Gift Aid, the group "
    "first pays the expenses and the person then gives the money back."
)

OPEN = ("draft", "back")
"""States in which a claim's lines can be changed."""


class ExpenseClaim(Record):
    """What one person claims back at one time, and who approved and paid it."""

    __tablename__ = "expense_claim"
    noun = N_("expense claim")
    without_person = "stays"
    holds = N_("This {what} has expense claims ({n}), which your accounts count on.")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    number: Mapped[int] = f.number(N_("Number"), N_("Stands for the claim in file names."), default=0)
    state: Mapped[str] = f.choice(N_("State"), STATES, default="draft", required=True)
    claimed_on: Mapped[dt.date | None] = f.date(N_("Handed in on"))
    approved_by_key: Mapped[str | None] = f.link("person", N_("Approved by"), N_("Somebody other than the claimant."))
    approved_on: Mapped[dt.date | None] = f.date(N_("Approved on"))
    back_on: Mapped[dt.date | None] = f.date(N_("Sent back on"))
    back_why: Mapped[str] = f.long_text(
        N_("Why it was sent back"), N_("What the claimant should put right."), personal=True
    )
    paid_on: Mapped[dt.date | None] = f.date(N_("Paid on"))
    paid_how: Mapped[str] = f.choice(N_("Paid by"), HOW_PAID)
    waived: Mapped[int] = f.money(N_("Given to the group"), N_("What they do not want paid."), least=0, default=0)
    waived_on: Mapped[dt.date | None] = f.date(N_("Given on"))
    note: Mapped[str] = f.long_text(N_("Note"), N_("It stays out of every document."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Nobody approves their own claim; what is approved, paid or given says when."""
        found: list[FieldTrouble] = []
        if self.approved_by_key and self.approved_by_key == self.person_key:
            found.append(
                FieldTrouble("approved_by_key", N_("A claim is approved by somebody other than the claimant."))
            )
        if self.state in ("approved", "paid") and not self.approved_by_key:
            found.append(FieldTrouble("approved_by_key", N_("Say who approved it.")))
        if self.state in ("approved", "paid") and not self.approved_on:
            found.append(FieldTrouble("approved_on", N_("Say when it was approved.")))
        if self.state == "paid" and not self.paid_on:
            found.append(FieldTrouble("paid_on", N_("Say when it was paid.")))
        if self.claimed_on and self.approved_on and self.approved_on < self.claimed_on:
            found.append(
                FieldTrouble("approved_on", N_("This is before {start}, when it was handed in."), start=self.claimed_on)
            )
        if self.approved_on and self.paid_on and self.paid_on < self.approved_on:
            found.append(
                FieldTrouble("paid_on", N_("This is before {start}, when it was approved."), start=self.approved_on)
            )
        return tuple(found)

    def title(self, words: Words) -> str:
        """The claim's number; no name."""
        return words("expense claim {n}", n=self.number)


class ExpenseLine(Record):
    """One thing paid for, or one journey; `tenths` are tenths of a mile, `position` counts from 1."""

    __tablename__ = "expense_line"
    noun = N_("line of a claim")

    claim_key: Mapped[str] = f.link("expense_claim", N_("Claim"), required=True)
    position: Mapped[int] = f.number(N_("Order"), default=0)
    kind: Mapped[str] = f.choice(N_("Kind"), LINE_KINDS, default="cost", required=True)
    spent_on: Mapped[dt.date] = f.date(N_("Date"), required=True)
    what: Mapped[str] = f.text(N_("What for"), required=True, personal=True, search=True)
    amount: Mapped[int | None] = f.money(N_("Amount"), least=1)
    tenths: Mapped[int | None] = f.number(N_("Miles"), least=1, most=20_000, parts=10)
    vehicle: Mapped[str] = f.choice(N_("By"), VEHICLES)
    passengers: Mapped[int] = f.number(N_("Passengers"), default=0, least=0, most=16)
    journey: Mapped[str] = f.text(N_("From and to"), N_("Home to the hall and back."), personal=True)
    no_receipt: Mapped[str] = f.text(N_("Why there is no receipt"), N_("Lost; a parking meter."))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """A cost has an amount; a journey has miles and says by what."""
        found: list[FieldTrouble] = []
        if self.kind == "cost" and (self.amount is None or self.amount <= 0):
            found.append(FieldTrouble("amount", N_("Type what was paid, or the miles of a journey.")))
        if self.kind == "mileage":
            if not self.tenths or not 0 < self.tenths <= 20_000:
                found.append(FieldTrouble("miles", N_("Type the miles of one journey, at most 2,000.")))
            if self.vehicle not in VEHICLES:
                found.append(FieldTrouble("vehicle", N_("Say by what: car or van, motorcycle or bicycle.")))
            if self.passengers and self.vehicle != "car":
                found.append(FieldTrouble("passengers", N_("Passengers are counted in a car or van only.")))
        return tuple(found)

    def title(self, words: Words) -> str:
        """What it was for."""
        return self.what or words(self.noun)


class ExpenseReceipt(Record):
    """A photograph or file that shows a line; `attachment_key` is made small, `original_key` is as it came."""

    __tablename__ = "expense_receipt"
    noun = N_("receipt of a claim")

    line_key: Mapped[str] = f.link("expense_line", N_("Line"), required=True)
    attachment_key: Mapped[str] = f.link("attachment", N_("Picture or file"), required=True)
    original_key: Mapped[str | None] = f.link("attachment", N_("Original"))
    pages: Mapped[int] = f.number(N_("Pages"), default=1, least=1)
    position: Mapped[int] = f.number(N_("Order"), default=0)


class ExpensePart(Record):
    """A printed line of a journey as it was approved: so many miles at one rate. It does not change with later rates.

    `first` is whether these miles used up the yearly limit; `passengers` is 0 for the miles themselves. Pence.
    """

    __tablename__ = "expense_part"
    noun = N_("miles at a rate")

    line_key: Mapped[str] = f.link("expense_line", N_("Line"), required=True)
    position: Mapped[int] = f.number(N_("Order"), default=0)
    tenths: Mapped[int] = f.number(N_("Miles"), default=0, parts=10)
    passengers: Mapped[int] = f.number(N_("Passengers"), default=0)
    first: Mapped[bool] = f.yes_no(N_("Within the yearly limit"), default=True)
    pence: Mapped[int] = f.money(N_("Rate for a mile"), default=0)
    amount: Mapped[int] = f.money(N_("Amount"), default=0)


class OtherMiles(Record):
    """Miles that a person drove for other organisations in a tax year, by car or van; they use up the limit too.

    `year` is the one in which the tax year starts: 2026 is 6 April 2026 to 5 April 2027.
    """

    __tablename__ = "other_miles"
    __table_args__ = (UniqueConstraint("person_key", "year", name="other_miles_once_a_year"),)
    noun = N_("miles for others")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    year: Mapped[int] = f.number(N_("Tax year that starts in"), required=True, least=2000, most=2100)
    miles: Mapped[int] = f.number(
        N_("Miles driven for other organisations"), N_("By car or van, in this tax year."), required=True, least=0,
        most=200_000,
    )  # fmt: skip


class MileageRate(Record):
    """What the group pays for a mile, in place of what came with the program."""

    __tablename__ = "mileage_rate"
    noun = N_("mileage rate")

    vehicle: Mapped[str] = f.choice(N_("By"), VEHICLES, default="car", required=True)
    starts_on: Mapped[dt.date] = f.date(N_("From"), required=True)
    pence: Mapped[int] = f.money(N_("For a mile"), N_("Type 45p or 0.45."), required=True, least=1, most=1_000)
    limit_miles: Mapped[int | None] = f.number(
        N_("Up to so many miles in a tax year"),
        N_("Leave empty where one rate holds for all."),
        least=1,
        most=1_000_000,
    )
    after_pence: Mapped[int | None] = f.money(N_("For each mile after that"), least=0, most=1_000)
    passenger_pence: Mapped[int | None] = f.money(N_("For each passenger and mile"), least=0, most=1_000)
    source: Mapped[str] = f.text(N_("Where it is published, or who agreed it"), required=True)
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))
    hidden: Mapped[bool] = f.yes_no(N_("Do not use"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """A limit has a rate after it, and the other way round."""
        if self.limit_miles is not None and self.after_pence is None:
            return (FieldTrouble("after_pence", N_("Say what a mile is worth after the limit; 0 for nothing.")),)
        if self.after_pence is not None and self.limit_miles is None:
            return (FieldTrouble("limit_miles", N_("Say after how many miles this rate begins.")),)
        return ()
