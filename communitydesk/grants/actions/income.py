"""Money from the funder: instalments expected and received, and claims where the award is paid in arrears."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.model import BankLine, Claim, Instalment


def add_instalment(desk: Desk, award_key: str, amount: int, **values: Any) -> str:
    """Note money that the funder will pay (`due_on`) or has paid (`received_on`); return its key.

    A negative amount is money given back. Raises FieldTrouble.
    """
    instalment = Instalment(award_key=award_key, amount=amount, **values)
    with desk.change(
        N_("Add {instalment} to {award}"), instalment=instalment, award=Ref("award", award_key)
    ) as session:
        if instalment.amount == 0:
            raise FieldTrouble("amount", N_("An amount of nothing is no instalment."))
        put(session, instalment)
    return instalment.key


def amend_instalment(desk: Desk, instalment_key: str, **values: Any) -> None:
    """Put other values into an instalment."""
    with desk.change(N_("Change {instalment}"), instalment=Ref("instalment", instalment_key)) as session:
        fill(find(session, Instalment, instalment_key), values)


def receive_instalment(
    desk: Desk, instalment_key: str, on: dt.date, amount: int | None = None, **values: Any
) -> str | None:
    """Say that an expected instalment came, whole or in part.

    When less came than was expected, the rest stays expected as an instalment of its own, whose key is returned.
    """
    with desk.change(N_("Receive {instalment}"), instalment=Ref("instalment", instalment_key)) as session:
        instalment = find(session, Instalment, instalment_key)
        rest = instalment.amount - amount if amount is not None else 0
        if amount is not None and (amount == 0 or (amount > 0) != (instalment.amount > 0)):
            raise FieldTrouble("amount", N_("Type the amount that came."))
        came = instalment.amount if amount is None else amount
        fill(instalment, {**values, "received_on": on, "amount": came})
        if rest > 0 and instalment.due_on:
            left = Instalment(
                award_key=instalment.award_key, amount=rest, due_on=instalment.due_on, claim_key=instalment.claim_key
            )
            return put(session, left).key
    return None


def remove_instalment(desk: Desk, instalment_key: str) -> None:
    """Take an instalment away; a bank line that was it waits to be sorted again."""
    with desk.change(N_("Remove {instalment}"), instalment=Ref("instalment", instalment_key)) as session:
        for line in session.scalars(select(BankLine).where(BankLine.instalment_key == instalment_key)):
            line.instalment_key, line.became = None, "waiting"
        drop(session, Instalment, key=instalment_key)


def add_claim(desk: Desk, award_key: str, start: dt.date, end: dt.date, amount: int, **values: Any) -> str:
    """Prepare or note a claim for what was spent in a period; return its key. Raises FieldTrouble."""
    claim = Claim(award_key=award_key, start=start, end=end, amount=amount, **values)
    with desk.change(N_("Add {claim} to {award}"), claim=claim, award=Ref("award", award_key)) as session:
        put(session, claim)
    return claim.key


def amend_claim(desk: Desk, claim_key: str, **values: Any) -> None:
    """Put other values into a claim."""
    with desk.change(N_("Change {claim}"), claim=Ref("claim", claim_key)) as session:
        fill(find(session, Claim, claim_key), values)


def receive_claim(desk: Desk, claim_key: str, on: dt.date, amount: int) -> str:
    """Note money that came for a claim, whole or in part; return the instalment's key. Raises FieldTrouble.

    What was expected for the claim is what came: it is not expected any longer.
    """
    with desk.change(N_("Receive money for {claim}"), claim=Ref("claim", claim_key)) as session:
        claim = find(session, Claim, claim_key)
        if amount <= 0:
            raise FieldTrouble("amount", N_("Type the amount that came."))
        waiting = select(Instalment).where(Instalment.claim_key == claim.key, Instalment.received_on.is_(None))
        for expected in session.scalars(waiting.order_by(Instalment.due_on, Instalment.key)):
            receive_instalment(desk, expected.key, on, amount)
            return expected.key
        new = Instalment(award_key=claim.award_key, amount=amount, received_on=on, claim_key=claim.key)
        return put(session, new).key


def remove_claim(desk: Desk, claim_key: str) -> None:
    """Take a claim away; money that came for it stays received."""
    with desk.change(N_("Remove {claim}"), claim=Ref("claim", claim_key)) as session:
        for instalment in session.scalars(select(Instalment).where(Instalment.claim_key == claim_key)):
            instalment.claim_key = None
        drop(session, Claim, key=claim_key)
