"""Bank statements as they came, what became of each line, and what is remembered for a payee."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

BECAME = {
    "waiting": N_("To be sorted"),
    "payment": N_("A payment"),
    "instalment": N_("Money from a funder"),
    "refund": N_("Money back"),
    "none": N_("No award's"),
    "known": N_("Already entered"),
}


class BankStatement(Record):
    """One file from the bank, brought in on one day as one change."""

    __tablename__ = "bank_statement"
    noun = N_("bank statement")

    account: Mapped[str] = f.text(N_("Account"), N_("What you call it: current account."))
    brought_in_on: Mapped[dt.date] = f.date(N_("Brought in on"), required=True)
    start: Mapped[dt.date | None] = f.date(N_("From"))
    end: Mapped[dt.date | None] = f.date(N_("To"))
    layout: Mapped[str] = f.long_text(N_("How its columns were read"))

    def title(self, words: Words) -> str:
        """Account and period."""
        period = words.period(self.start, self.end)
        return f"{self.account}, {period}" if self.account else period or words(self.noun)


class BankLine(Record):
    """One line of a bank statement. A negative amount went out."""

    __tablename__ = "bank_line"
    noun = N_("bank line")

    statement_key: Mapped[str] = f.link("bank_statement", N_("Statement"), required=True)
    position: Mapped[int] = f.number(N_("Row"), default=0)
    booked_on: Mapped[dt.date] = f.date(N_("Date"), required=True)
    description: Mapped[str] = f.text(N_("Description"), search=True)
    amount: Mapped[int] = f.money(N_("Amount"), required=True)
    balance: Mapped[int | None] = f.money(N_("Balance"))
    payee_key: Mapped[str] = f.text(N_("Payee as remembered"))
    fingerprint: Mapped[str] = f.text(N_("Fingerprint"))
    became: Mapped[str] = f.choice(N_("What it is"), BECAME, default="waiting")
    payment_key: Mapped[str | None] = f.link("payment", N_("Payment"))
    instalment_key: Mapped[str | None] = f.link("instalment", N_("Instalment"))
    note: Mapped[str] = f.text(N_("Note"))

    def title(self, words: Words) -> str:
        """Description, amount and day."""
        return words(
            "{payee}, {amount}, {day}", payee=self.description, amount=words.money(self.amount), day=self.booked_on
        )


class PayeeMemory(Record):
    """What was done with a payee's line last time, to be offered next time."""

    __tablename__ = "payee_memory"
    __table_args__ = (UniqueConstraint("payee_key", "outgoing", name="remembered_once"),)
    noun = N_("remembered payee")

    payee_key: Mapped[str] = f.text(N_("Payee as remembered"), required=True)
    outgoing: Mapped[bool] = f.yes_no(N_("Money out"), default=True)
    payee: Mapped[str] = f.text(N_("Paid to"))
    what: Mapped[str] = f.text(N_("What for"))
    became: Mapped[str] = f.choice(N_("What it is"), BECAME, default="payment")
    award_key: Mapped[str | None] = f.link("award", N_("Award"))
    line_key: Mapped[str | None] = f.link("budget_line", N_("Budget line"))
