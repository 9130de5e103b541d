"""The sample's payments with their shares and receipts, its claims, and a month of its bank statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.money import parse_money
from communitydesk.grants.model import (
    Allocation,
    Award,
    BankLine,
    BankStatement,
    BudgetLine,
    Claim,
    Commitment,
    Equipment,
    Instalment,
    PayeeMemory,
    Payment,
)
from communitydesk.people.model import Person
from communitydesk.sample.book import Book

CLAIMS = (("m-17", "m-12e", "m-11:10"), ("m-11", "m-6e", "m-5:09"), ("m-5", "m0e", "t-4"))


@dataclass(frozen=True)
class Paper:
    """A receipt that is still to be drawn for a payment: "till", "bill" (one page), "pdf" (a scan) or "claim"."""

    payment: Payment
    kind: str


def payments(book: Book, data: Mapping[str, Any]) -> list[Paper]:
    """Add every payment with its shares and lasting things; return the receipts that belong to them."""
    papers = []
    for ref, day, payee, what, amount, lines, method, *rest in data["payments"]:
        more = rest[0] if rest else {}
        payment = book.add(
            Payment, ref, payee=payee, what=what, amount=parse_money(amount), incurred_on=book.calendar.day(day),
            method=method, paid_on=_paid_on(book, day, method), no_receipt=more.get("no_receipt", ""),
            paid_by_key=book.key_of(Person, more["by"]) if "by" in more else None,
            paid_back_on=book.calendar.day(more["back"]) if "back" in more else None,
            commitment_key=book.key_of(Commitment, more["commitment"]) if "commitment" in more else None,
            refund_of_key=book.key_of(Payment, more["refund_of"]) if "refund_of" in more else None,
        )  # fmt: skip
        _share(book, payment, lines if isinstance(lines, dict) else {lines: amount}, more)
        if more.get("receipt", True):
            papers.append(Paper(payment, more.get("paper") or ("bill" if method == "bank" else "till")))
    return papers


def _paid_on(book: Book, day: str, method: str) -> dt.date | None:
    """Bills are paid a few days after their date, never after yesterday."""
    incurred = book.calendar.day(day)
    if method != "bank":
        return None
    return min(incurred + dt.timedelta(days=book.random.choice((2, 3, 5, 6))), book.calendar.today)


def _share(book: Book, payment: Payment, lines: Mapping[str, str], more: Mapping[str, Any]) -> None:
    for ref, part in lines.items():
        if not ref:
            continue
        line = book.find(BudgetLine, ref)
        share = book.add(Allocation, payment_key=payment.key, award_key=line.award_key, line_key=line.key,
                         amount=parse_money(part), basis=more.get("basis", ""))  # fmt: skip
        if "equipment" in more:
            book.add(Equipment, award_key=line.award_key, allocation_key=share.key, name=more["equipment"],
                     cost=share.amount, bought_on=payment.incurred_on, where=more["where"])  # fmt: skip


def claims(book: Book) -> None:
    """Claim back what the award in arrears paid for, period by period; a tenth is kept back."""
    award = book.find(Award, "warm")
    due = {payment.key: payment.incurred_on for payment in book.kept(Payment)}
    shares = [(due[one.payment_key], one.amount) for one in book.kept(Allocation) if one.award_key == award.key]
    for start, end, claimed in CLAIMS:
        first, last, day = (book.calendar.day(text) for text in (start, end, claimed))
        amount = sum(part for on, part in shares if first <= on <= last)
        kept = (amount + 5) // 10
        claim = book.add(Claim, award_key=award.key, start=first, end=last, claimed_on=day, amount=amount,
                         kept_back=kept)  # fmt: skip
        expected = day + dt.timedelta(days=28)
        came = day + dt.timedelta(days=34)
        book.add(Instalment, award_key=award.key, amount=amount - kept, due_on=expected, claim_key=claim.key,
                 received_on=came if came < book.calendar.today else None)  # fmt: skip


def statement(book: Book, data: Mapping[str, Any], payee_key: Callable[[str], str]) -> None:
    """Add the last month's bank statement: lines with every fate, and some that wait."""
    rows = sorted(_lines(book, data), key=lambda row: row[0])
    first = book.calendar.day("m0")
    kept = book.add(BankStatement, **data["statement"], brought_in_on=book.calendar.today, start=first,
                    end=book.calendar.today - dt.timedelta(days=2))  # fmt: skip
    balance = 184_315
    for position, (day, text, amount, became, payment, instalment, note) in enumerate(rows, 1):
        balance += amount
        book.add(BankLine, statement_key=kept.key, position=position, booked_on=day, description=text, amount=amount,
                 balance=balance, payee_key=payee_key(text), became=became, payment_key=payment,
                 instalment_key=instalment, note=note, fingerprint=f"{day.isoformat()}|{amount}|{text}|1")  # fmt: skip
    for text, payee, what, ref in data["memory"]:
        line = book.find(BudgetLine, ref)
        book.add(PayeeMemory, payee_key=payee_key(text), outgoing=True, payee=payee, what=what, became="payment",
                 award_key=line.award_key, line_key=line.key)  # fmt: skip


Line = tuple[dt.date, str, int, str, str | None, str | None, str]


def _lines(book: Book, data: Mapping[str, Any]) -> Iterator[Line]:
    for index, (day, text, ref) in enumerate(data["before"]):
        payment = book.find(Payment, ref)
        became = "known" if index == 0 else "payment" if payment.amount > 0 else "refund"
        yield book.calendar.day(day), text, -payment.amount, became, payment.key, None, ""
    for day, text, ref in data["income"]:
        came = book.find(Instalment, ref)
        yield book.calendar.day(day), text, came.amount, "instalment", None, came.key, ""
    for day, text, amount, became, note in data["lines"]:
        yield book.calendar.day(day), text, parse_money(amount), became, None, None, note
    for day, text, amount in data["waiting"]:
        yield book.calendar.day(day), text, parse_money(amount), "waiting", None, None, ""
