"""What can be done to expense claims and mileage rates: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.keeping import amend, find, keep, next_number, remove
from communitydesk.desk.receipts import Ready, keep_receipt
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, Money
from communitydesk.people.figures.expenses import ClaimsWanted, claim_rows
from communitydesk.people.figures.miles import worth_of_lines
from communitydesk.people.model import (
    ExpenseClaim,
    ExpenseLine,
    ExpensePart,
    ExpenseReceipt,
    MileageRate,
    OtherMiles,
    Person,
)
from communitydesk.people.model.expenses import OPEN, STATES


@dataclass(frozen=True)
class LineInput:
    """One line as it was typed: an amount in pence, or tenths of a mile. `key` is the line's when there is one."""

    spent_on: dt.date
    what: str
    amount: int | None = None
    tenths: int | None = None
    vehicle: str = ""
    passengers: int = 0
    journey: str = ""
    no_receipt: str = ""
    key: str = ""


_NOT_OPEN = N_("Claim {n} was handed in and cannot be changed. Take it back first.")


# -- writing a claim -----------------------------------------------------------------------


def add_claim(desk: Desk, person_key: str, lines: Sequence[LineInput] = (), *, note: str = "") -> str:
    """Begin a claim, with the next number; return its key. Raises FieldTrouble, ManyTroubles."""
    claim = ExpenseClaim(person_key=person_key, note=note)
    with desk.change(N_("Begin {claim}"), claim=claim) as session:
        claim.number = next_number(session, ExpenseClaim.number)
        keep(session, claim)
        _set_lines(session, claim, lines)
    return claim.key


def save_lines(desk: Desk, claim_key: str, lines: Sequence[LineInput]) -> None:
    """Make a claim's lines exactly these; receipts stay with the lines that stay. Raises FieldTrouble, Refused."""
    with desk.change(N_("Write {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        _set_lines(session, _open(session, claim_key), lines)


def amend_claim(desk: Desk, claim_key: str, **values: Any) -> None:
    """Change whose claim it is, or its note. Raises FieldTrouble, Refused."""
    with desk.change(N_("Change {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        if set(values) - {"note"}:
            _open(session, claim_key)
        amend(session, ExpenseClaim, claim_key, values)


def remove_claim(desk: Desk, claim_key: str) -> None:
    """Remove a claim that was never handed in, with its lines and receipts. Raises Refused."""
    with desk.change(N_("Remove {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _open(session, claim_key)
        for line in _lines(session, claim_key):
            _drop_line(session, line)
        remove(session, claim)


def _open(session: Work, claim_key: str) -> ExpenseClaim:
    claim = find(session, ExpenseClaim, claim_key)
    if claim.state not in OPEN:
        raise Refused(_NOT_OPEN, n=claim.number)
    return claim


def _lines(session: Work, claim_key: str) -> Sequence[ExpenseLine]:
    return session.scalars(
        select(ExpenseLine).where(ExpenseLine.claim_key == claim_key).order_by(ExpenseLine.position, ExpenseLine.key)
    ).all()


def _set_lines(session: Work, claim: ExpenseClaim, lines: Sequence[LineInput]) -> None:
    there = {line.key: line for line in _lines(session, claim.key)}
    kept = {one.key for one in lines if one.key}
    for key, line in there.items():
        if key not in kept:
            _drop_line(session, line)
    for position, one in enumerate(lines, 1):
        values = _values(one) | {"position": position}
        if one.key in there:
            line = there[one.key]
            for name, value in values.items():
                setattr(line, name, value)
        else:
            line = ExpenseLine(claim_key=claim.key, **values)
        keep(session, line)


def check_line(one: LineInput) -> None:
    """Look at a line before it is kept. Raises FieldTrouble or ManyTroubles beside its fields."""
    ExpenseLine(claim_key="-", **_values(one)).check()


def _values(one: LineInput) -> dict[str, Any]:
    if one.amount is not None and one.tenths is not None:
        raise FieldTrouble("amount", N_("Type either an amount or miles. What else was paid is a line of its own."))
    journey = one.tenths is not None
    return {
        "kind": "mileage" if journey else "cost",
        "spent_on": one.spent_on,
        "what": " ".join(one.what.split()),
        "amount": one.amount,
        "tenths": one.tenths,
        "vehicle": (one.vehicle or "car") if journey else "",
        "passengers": one.passengers if journey else 0,
        "journey": " ".join(one.journey.split()) if journey else "",
        "no_receipt": "" if journey else " ".join(one.no_receipt.split()),
    }


def _drop_line(session: Work, line: ExpenseLine) -> None:
    session.execute(delete(ExpenseReceipt).where(ExpenseReceipt.line_key == line.key))
    session.execute(delete(ExpensePart).where(ExpensePart.line_key == line.key))
    remove(session, line)


# -- receipts ------------------------------------------------------------------------------


def attach_receipt(desk: Desk, line_key: str, ready: Ready) -> str:
    """Keep a receipt with a line, after those it has; return its key. It may come after the claim was handed in."""
    with desk.read() as session:
        claim_key = find(session, ExpenseLine, line_key).claim_key
    with desk.change(N_("Attach a receipt to {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        find(session, ExpenseLine, line_key)
        last = session.scalar(select(func.max(ExpenseReceipt.position)).where(ExpenseReceipt.line_key == line_key)) or 0
        kept = keep_receipt(desk, session, ready, last + 1)
        receipt = ExpenseReceipt(line_key=line_key, pages=ready.pages, position=last + 1, **kept._asdict())
        keep(session, receipt)
    return receipt.key


def remove_receipt(desk: Desk, receipt_key: str) -> None:
    """Take a receipt away from a claim. Raises Refused."""
    with desk.read() as session:
        line = find(session, ExpenseLine, find(session, ExpenseReceipt, receipt_key).line_key)
    with desk.change(N_("Remove a receipt from {claim}"), claim=Ref("expense_claim", line.claim_key)) as session:
        remove(session, find(session, ExpenseReceipt, receipt_key))


def no_receipt(desk: Desk, line_key: str, why: str) -> None:
    """Say why a line has no receipt; "" asks for one again."""
    with desk.read() as session:
        claim_key = find(session, ExpenseLine, line_key).claim_key
    label = N_("Say why a line of {claim} has no receipt")
    with desk.change(label, claim=Ref("expense_claim", claim_key)) as session:
        amend(session, ExpenseLine, line_key, {"no_receipt": " ".join(why.split())})


# -- its way through -----------------------------------------------------------------------


def hand_in(desk: Desk, claim_key: str, on: dt.date) -> None:
    """Hand a claim in for approval. Raises Refused when nothing is on it."""
    with desk.change(N_("Hand in {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _open(session, claim_key)
        if not _lines(session, claim_key):
            raise Refused(N_("There is nothing on this claim yet. Type what was spent first."))
        claim.state, claim.claimed_on = "claimed", on
        claim.back_on, claim.back_why = None, ""
        keep(session, claim)


def take_back(desk: Desk, claim_key: str) -> None:
    """Take a claim back that waits for approval, to change it. Raises Refused."""
    with desk.change(N_("Take back {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _in_state(session, claim_key, "claimed")
        claim.state, claim.claimed_on = "draft", None
        keep(session, claim)


def approve(desk: Desk, claim_key: str, by_person_key: str | None, on: dt.date) -> None:
    """Approve a claim; what its journeys are worth is settled by this. Raises FieldTrouble when by the claimant."""
    with desk.change(N_("Approve {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _in_state(session, claim_key, "claimed")
        if by_person_key and by_person_key == claim.person_key:
            name = find(session, Person, claim.person_key).name
            raise FieldTrouble(
                "approved_by_key", N_("This is the claim of {name}. Somebody else must approve it."), name=name
            )
        _settle(session, claim)
        claim.state, claim.approved_by_key, claim.approved_on = "approved", by_person_key, on
        if claim.waived and _total(session, claim_key) == claim.waived:
            claim.state = "waived"
        keep(session, claim)


def send_back(desk: Desk, claim_key: str, why: str, on: dt.date) -> None:
    """Send a claim back to be put right, also one that was approved. Raises FieldTrouble, Refused."""
    with desk.change(N_("Send back {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _in_state(session, claim_key, "claimed", "approved")
        if not why.strip():
            raise FieldTrouble("back_why", N_("Say what should be put right, so that it can be."))
        _unsettle(session, claim)
        claim.state, claim.back_on, claim.back_why = "back", on, why.strip()
        claim.approved_by_key = claim.approved_on = claim.claimed_on = None
        keep(session, claim)


def pay(desk: Desk, claim_key: str, on: dt.date, how: str) -> None:
    """Say that an approved claim was paid. Raises FieldTrouble, Refused."""
    with desk.change(N_("Pay {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _in_state(session, claim_key, "approved")
        claim.state, claim.paid_on, claim.paid_how = "paid", on, how
        keep(session, claim)


def unpay(desk: Desk, claim_key: str) -> None:
    """Say that a claim was not paid after all. Raises Refused."""
    with desk.change(N_("Take back the payment of {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = _in_state(session, claim_key, "paid")
        claim.state, claim.paid_on, claim.paid_how = "approved", None, ""
        keep(session, claim)


def waive(desk: Desk, claim_key: str, amount: int, on: dt.date) -> None:
    """Give a part of a claim (pence), or all of it, to the group instead of having it paid; 0 takes that back.

    It is recorded as giving. It is no gift-aided donation, since it was never paid out. Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Give up a part of {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claim = find(session, ExpenseClaim, claim_key)
        if claim.state == "paid":
            raise Refused(N_("Claim {n} was paid. Money that is given after that is a donation."), n=claim.number)
        total = _total(session, claim_key)
        if not 0 <= amount <= total:
            raise FieldTrouble("waived", N_("The claim comes to {total}; no more than that can be given."),
                               total=Money(total))  # fmt: skip
        claim.waived, claim.waived_on = amount, on if amount else None
        whole = bool(total) and amount == total
        if whole:
            if claim.state not in ("approved", "waived"):
                _settle(session, claim)
            claim.state = "waived"
            claim.claimed_on = claim.claimed_on or on
        elif claim.state == "waived":
            _reopen(session, claim)
        keep(session, claim)


def _reopen(session: Work, claim: ExpenseClaim) -> None:
    """A claim that was given whole and is not any more goes on where it was."""
    if claim.approved_by_key:
        claim.state = "approved"
    else:
        _unsettle(session, claim)
        claim.state = "claimed"


def _total(session: Work, claim_key: str) -> int:
    session.flush()
    (row,) = claim_rows(session, ClaimsWanted(keys=(claim_key,)))
    return row.total


def _in_state(session: Work, claim_key: str, *states: str) -> ExpenseClaim:
    claim = find(session, ExpenseClaim, claim_key)
    if claim.state not in states:
        raise Refused(_ELSEWHERE, n=claim.number, state=Message(STATES[claim.state]))
    return claim


_ELSEWHERE = N_("That cannot be done with claim {n} now: “{state}”.")


def _settle(session: Work, claim: ExpenseClaim) -> None:
    """Write down the printed lines of a claim's journeys, so that later rates and claims do not change them."""
    lines = _lines(session, claim.key)
    worth = worth_of_lines(session, lines, {claim.key: claim.state})
    for line in lines:
        if line.kind == "mileage" and not worth[line.key]:
            raise Refused(
                N_("There is no mileage rate for {day}. Add one under “Mileage rates” first."), day=line.spent_on
            )
        for position, part in enumerate(worth.get(line.key, ()), 1):
            keep(
                session,
                ExpensePart(line_key=line.key, position=position, tenths=part.tenths, passengers=part.passengers,
                            first=part.first, pence=part.pence, amount=part.amount),
            )  # fmt: skip


def _unsettle(session: Work, claim: ExpenseClaim) -> None:
    session.flush()
    keys = [line.key for line in _lines(session, claim.key)]
    session.execute(delete(ExpensePart).where(ExpensePart.line_key.in_(keys)))


# -- miles for others, and rates -----------------------------------------------------------


def set_other_miles(desk: Desk, person_key: str, year: int, miles: int) -> None:
    """Say how many miles a person drove by car or van for other organisations in a tax year. Raises FieldTrouble."""
    with desk.change(N_("Miles of {person} for other organisations"), person=Ref("person", person_key)) as session:
        found = session.scalars(
            select(OtherMiles).where(OtherMiles.person_key == person_key, OtherMiles.year == year)
        ).first()
        if found is None:
            keep(session, OtherMiles(person_key=person_key, year=year, miles=miles))
        else:
            found.miles = miles
            keep(session, found)


def add_mileage_rate(desk: Desk, **values: Any) -> str:
    """Add a mileage rate of the group's own, or one in place of one that came with the program; return its key."""
    rate = MileageRate(**values)
    with desk.change(N_("Add a mileage rate")) as session:
        keep(session, rate)
    return rate.key


def amend_mileage_rate(desk: Desk, key: str, **values: Any) -> None:
    """Put other values into one of the group's own mileage rates. Raises FieldTrouble."""
    with desk.change(N_("Change {rate}"), rate=Ref("mileage_rate", key)) as session:
        amend(session, MileageRate, key, values)


def remove_mileage_rate(desk: Desk, key: str) -> None:
    """Take one of the group's own mileage rates away; one that came with the program stands again."""
    with desk.change(N_("Remove {rate}"), rate=Ref("mileage_rate", key)) as session:
        remove(session, find(session, MileageRate, key))
