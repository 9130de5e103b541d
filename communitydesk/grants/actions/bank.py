"""Bank statements: brought in as one change, and each line sorted: a payment, money from a funder, money back, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.receipts import Ready
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, counted
from communitydesk.grants.actions.income import add_instalment, receive_instalment
from communitydesk.grants.actions.spending import Share, record_payment, record_refund, remove_payment_in
from communitydesk.grants.model import BankLine, BankStatement, Instalment, PayeeMemory, Payment


class PlainLine(Protocol):
    """What is needed of a line that was read from a bank's file; amounts in pence, negative went out."""

    @property
    def date(self) -> dt.date:
        """The day it was booked."""

    @property
    def description(self) -> str:
        """What the bank wrote."""

    @property
    def amount(self) -> int:
        """Pence; negative went out."""

    @property
    def balance(self) -> int | None:
        """The balance after it, where the bank gives one."""

    @property
    def payee_key(self) -> str:
        """The payee, cleaned, by which it is remembered."""

    @property
    def fingerprint(self) -> str:
        """What tells this line from every other of the account."""


@dataclass(frozen=True)
class StatementLine:
    """A plain line, for whoever has no class of their own."""

    date: dt.date
    description: str
    amount: int
    balance: int | None = None
    payee_key: str = ""
    fingerprint: str = ""


def bring_in(
    desk: Desk,
    lines: Sequence[PlainLine],
    *,
    brought_in_on: dt.date,
    account: str = "",
    layout: str = "",
    known: Iterable[int] = (),
) -> str:
    """Bring a statement's lines in as one change, which undo takes back; return the statement's key.

    `known` holds the positions (from 0) of lines that the person marked as already there: they are kept with the
    statement, as already entered, and not asked about. Raises Refused when there is no line.
    """
    if not lines:
        raise Refused(N_("There is no line in this statement to bring in."))
    days = [line.date for line in lines]
    already = set(known)
    statement = BankStatement(
        account=account, brought_in_on=brought_in_on, start=min(days), end=max(days), layout=layout
    )
    label = counted(N_("Bring in {n} line from the bank"), N_("Bring in {n} lines from the bank"), len(lines))
    with desk.change(label) as session:
        put(session, statement)
        records = [
            BankLine(
                statement_key=statement.key,
                position=position,
                booked_on=line.date,
                description=line.description,
                amount=line.amount,
                balance=line.balance,
                payee_key=line.payee_key,
                fingerprint=line.fingerprint,
                became="known" if position in already else "waiting",
            )
            for position, line in enumerate(lines)
        ]
        for record in records:
            record.check()
        session.add_all(records)
    return statement.key


def remove_statement(desk: Desk, statement_key: str) -> None:
    """Take a statement away. Raises Refused while a line of it has become a payment or an instalment."""
    with desk.change(
        N_("Remove bank statement {statement}"), statement=Ref("bank_statement", statement_key)
    ) as session:
        find(session, BankStatement, statement_key)
        lines = session.scalars(select(BankLine).where(BankLine.statement_key == statement_key)).all()
        if any(line.became in ("payment", "refund", "instalment") for line in lines):
            raise Refused(N_("Lines of this statement have become payments. Take those back first, or undo."))
        drop(session, BankLine, statement_key=statement_key)
        drop(session, BankStatement, key=statement_key)


# -- one line ------------------------------------------------------------------------------


def _waiting(session: Session, line_key: str) -> BankLine:
    line = find(session, BankLine, line_key)
    if line.became != "waiting":
        raise Refused(N_("This line has been sorted already. Open it to sort it again."))
    return line


def sort_as_payment(
    desk: Desk, line_key: str, shares: Sequence[Share] = (), receipts: Sequence[Ready] = (), **values: Any
) -> str:
    """Make a payment of a line that went out; return the payment's key. The payee is remembered for next time.

    `values` may hold `payee`, `what`, `incurred_on` (the receipt's date), `method`, `commitment_key`. Parts are in
    pence without a minus, as of any payment.
    """
    with desk.change(N_("Sort bank line {line}"), line=Ref("bank_line", line_key)) as session:
        line = _waiting(session, line_key)
        given = {
            "payee": line.description,
            "amount": -line.amount,
            "incurred_on": line.booked_on,
            "paid_on": line.booked_on,
            "method": "bank",
            **{name: value for name, value in values.items() if value not in (None, "")},
        }
        if given["incurred_on"] == given["paid_on"]:
            given["paid_on"] = None
        key = record_payment(desk, shares, receipts, **given)
        fill(line, {"became": "payment", "payment_key": key})
        first = shares[0] if shares else None
        _remember(
            session,
            line,
            "payment",
            payee=str(given["payee"]),
            what=str(given.get("what", "")),
            award_key=first.award_key if first else None,
            line_key=first.line_key if first else None,
        )
    return key


def sort_as_instalment(desk: Desk, line_key: str, award_key: str, instalment_key: str | None = None) -> str:
    """Make a line that came in money from a funder; return the instalment's key.

    `instalment_key` names the expected instalment that it is; what is missing of it stays expected.
    """
    with desk.change(N_("Sort bank line {line}"), line=Ref("bank_line", line_key)) as session:
        line = _waiting(session, line_key)
        if instalment_key:
            award_key = find(session, Instalment, instalment_key).award_key
            receive_instalment(desk, instalment_key, line.booked_on, line.amount)
        else:
            instalment_key = add_instalment(desk, award_key, line.amount, received_on=line.booked_on)
        fill(line, {"became": "instalment", "instalment_key": instalment_key})
        _remember(session, line, "instalment", award_key=award_key)
    return instalment_key


def sort_as_refund(desk: Desk, line_key: str, payment_key: str, shares: Sequence[Share] | None = None) -> str:
    """Make a line that came in the refund of a payment; return the refund's key."""
    with desk.change(N_("Sort bank line {line}"), line=Ref("bank_line", line_key)) as session:
        line = _waiting(session, line_key)
        key = record_refund(desk, payment_key, line.amount, line.booked_on, shares)
        fill(line, {"became": "refund", "payment_key": key})
        _remember(session, line, "refund")
    return key


def sort_as_none(desk: Desk, line_key: str, note: str = "") -> None:
    """Say that a line is no award's: it is kept with the statement and counts nowhere."""
    with desk.change(N_("Sort bank line {line}"), line=Ref("bank_line", line_key)) as session:
        line = _waiting(session, line_key)
        fill(line, {"became": "none", "note": note})
        _remember(session, line, "none")


def sort_as_known(desk: Desk, line_key: str, payment_key: str | None = None, instalment_key: str | None = None) -> None:
    """Say that a line has been entered already, by hand: it shows that payment or instalment from now on.

    A payment without a date of its own gets the bank's.
    """
    with desk.change(N_("Sort bank line {line}"), line=Ref("bank_line", line_key)) as session:
        line = _waiting(session, line_key)
        if payment_key:
            payment = find(session, Payment, payment_key)
            if payment.paid_on is None and payment.incurred_on != line.booked_on and payment.paid_by_key is None:
                fill(payment, {"paid_on": line.booked_on})
        if instalment_key:
            instalment = find(session, Instalment, instalment_key)
            if instalment.received_on is None:
                fill(instalment, {"received_on": line.booked_on})
        fill(line, {"became": "known", "payment_key": payment_key, "instalment_key": instalment_key})


def sort_alike(desk: Desk, line_keys: Sequence[str], award_key: str, line_key: str | None) -> int:
    """Make payments of several waiting lines at once, whole, on one award and line, as one change; return how many."""
    label = counted(N_("Sort {n} bank line"), N_("Sort {n} bank lines"), len(line_keys))
    done = 0
    with desk.change(label) as session:
        for key in line_keys:
            line = _waiting(session, key)
            if line.amount < 0:
                sort_as_payment(desk, key, (Share(award_key, line_key, -line.amount),))
                done += 1
    return done


def sort_again(desk: Desk, line_key: str) -> None:
    """Let a sorted line wait again; the payment or instalment that was made of it goes, one entered by hand stays."""
    with desk.change(N_("Sort bank line {line} again"), line=Ref("bank_line", line_key)) as session:
        line = find(session, BankLine, line_key)
        became, payment_key, instalment_key = line.became, line.payment_key, line.instalment_key
        fill(line, {"became": "waiting", "payment_key": None, "instalment_key": None, "note": ""})
        session.flush()
        if became in ("payment", "refund") and payment_key:
            remove_payment_in(session, payment_key)
        if became == "instalment" and instalment_key:
            instalment = find(session, Instalment, instalment_key)
            if instalment.due_on:
                fill(instalment, {"received_on": None})
            else:
                drop(session, Instalment, key=instalment_key)


def _remember(session: Session, line: BankLine, became: str, **values: Any) -> None:
    """Keep what was done with a payee's line, to be offered next time; nothing is kept for a payee without a name."""
    if not line.payee_key:
        return
    outgoing = line.amount < 0
    memory = session.scalars(
        select(PayeeMemory).where(PayeeMemory.payee_key == line.payee_key, PayeeMemory.outgoing == outgoing)
    ).first()
    if memory is None:
        memory = put(session, PayeeMemory(payee_key=line.payee_key, outgoing=outgoing))
    fill(memory, {"payee": "", "what": "", "award_key": None, "line_key": None, **values, "became": became})


def forget_payee(desk: Desk, memory_key: str) -> None:
    """Offer nothing for a payee next time."""
    with desk.change(N_("Forget what was remembered for a payee")) as session:
        drop(session, PayeeMemory, key=memory_key)
