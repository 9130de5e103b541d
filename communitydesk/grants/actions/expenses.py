"""Expense claims in grants: a claim that is paid becomes spending, and what was given up may count as match."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.actions.spending import Share, amend_payment, record_payment, remove_payment_in
from communitydesk.grants.figures.expenses import claim_match, claim_payment
from communitydesk.grants.model import Award, ClaimMatch, ClaimPayment, MatchItem, Receipt
from communitydesk.people.actions import expenses as claims
from communitydesk.people.figures.expenses import ClaimFigures, claim_figures
from communitydesk.people.model import ExpenseClaim


@dataclass(frozen=True)
class Said:
    """How spending tells of a claim, in the group's language and without a name: "Volunteer expenses, claim 7"."""

    payee: str
    what: str
    no_receipt: str


def pay_claim(desk: Desk, claim_key: str, on: dt.date, how: str, shares: Sequence[Share], said: Said) -> str:
    """Pay an approved claim and record it as spending, with its receipts and the awards that pay; return the payment's
    key. Raises FieldTrouble, Refused.
    """  # fmt: skip
    with desk.change(N_("Pay {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claims.pay(desk, claim_key, on, how)
        return _spend(desk, session, claim_key, shares, said)


def share_claim(desk: Desk, claim_key: str, shares: Sequence[Share], said: Said) -> str:
    """Say which awards and lines pay for a claim that was paid; return the payment's key. Raises FieldTrouble, Refused."""
    with desk.change(N_("Put {claim} on awards"), claim=Ref("expense_claim", claim_key)) as session:
        found = claim_payment(session, claim_key)
        if found is None:
            return _spend(desk, session, claim_key, shares, said)
        amend_payment(desk, found, shares)
        return found


def _spend(desk: Desk, session: Session, claim_key: str, shares: Sequence[Share], said: Said) -> str:
    figures = _figures(session, claim_key)
    row = figures.row
    if row.state != "paid" or row.paid_on is None or row.last_on is None:
        raise Refused(N_("Claim {n} was not paid yet. Pay it first."), n=row.number)
    receipts = [receipt for line in figures.lines for receipt in line.receipts]
    key = record_payment(
        desk, shares, payee=said.payee, what=said.what, amount=row.to_pay, incurred_on=row.last_on, paid_on=row.paid_on,
        method=row.paid_how or "bank", no_receipt="" if receipts else said.no_receipt,
    )  # fmt: skip
    for receipt in receipts:
        put(
            session,
            Receipt(payment_key=key, attachment_key=receipt.attachment_key, original_key=receipt.original_key,
                    pages=receipt.pages, position=receipt.number),
        )  # fmt: skip
    put(session, ClaimPayment(claim_key=claim_key, payment_key=key))
    return key


def unpay_claim(desk: Desk, claim_key: str) -> None:
    """Say that a claim was not paid after all; it is spending no more. A bank line that was it waits again."""
    with desk.change(N_("Take back the payment of {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        found = claim_payment(session, claim_key)
        if found is not None:
            drop(session, ClaimPayment, claim_key=claim_key)
            remove_payment_in(session, found)
        claims.unpay(desk, claim_key)


def waive_claim(desk: Desk, claim_key: str, amount: int, on: dt.date) -> None:
    """Give a part of a claim to the group (0: nothing any more); what of it counts as match follows."""
    with desk.change(N_("Give up a part of {claim}"), claim=Ref("expense_claim", claim_key)) as session:
        claims.waive(desk, claim_key, amount, on)
        found = claim_match(session, claim_key)
        if found is not None and amount:
            fill(find(session, MatchItem, found), {"amount": amount, "given_on": on})
        elif found is not None:
            _uncount(session, claim_key, found)


def count_given(desk: Desk, claim_key: str, award_key: str, said: Said, basis: str) -> str:
    """Count what was given up of a claim as match for an award, for one only; return the match's key. Raises Refused."""
    with desk.change(N_("Count what was given of {claim} as match"), claim=Ref("expense_claim", claim_key)) as session:
        claim = find(session, ExpenseClaim, claim_key)
        find(session, Award, award_key)
        if not claim.waived or claim.waived_on is None:
            raise Refused(N_("Nothing of claim {n} was given to the group."), n=claim.number)
        if there := claim_match(session, claim_key):
            first = find(session, Award, find(session, MatchItem, there).award_key)
            raise Refused(N_("What was given already counts for {award}."), award=first.name)
        item = put(
            session,
            MatchItem(award_key=award_key, kind="kind", what=said.what, from_whom=said.payee, given_on=claim.waived_on,
                      amount=claim.waived, basis=basis),
        )  # fmt: skip
        put(session, ClaimMatch(claim_key=claim_key, match_item_key=item.key))
    return item.key


def uncount_given(desk: Desk, claim_key: str) -> None:
    """Let what was given up of a claim count for no award."""
    label = N_("Count what was given of {claim} for no award")
    with desk.change(label, claim=Ref("expense_claim", claim_key)) as session:
        if found := claim_match(session, claim_key):
            _uncount(session, claim_key, found)


def _uncount(session: Session, claim_key: str, item_key: str) -> None:
    drop(session, ClaimMatch, claim_key=claim_key)
    drop(session, MatchItem, key=item_key)


def _figures(session: Session, claim_key: str) -> ClaimFigures:
    session.flush()
    found = claim_figures(session, claim_key, dt.date.max)
    if found is None:
        raise Refused(N_("This claim is not there any more; it may have been removed."))
    return found
