"""What became of expense claims in grants: the payment that a claim became, and match that was given by not claiming."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_


class ClaimPayment(Record):
    """An expense claim that was paid, as spending. Unique on both: a claim is one payment."""

    __tablename__ = "claim_payment"
    noun = N_("payment of an expense claim")
    holds = N_("This {what} is what an expense claim was paid. Take back the payment of the claim first.")

    claim_key: Mapped[str] = f.link("expense_claim", N_("Claim"), required=True, unique=True)
    payment_key: Mapped[str] = f.link("payment", N_("Payment"), required=True, unique=True)


class ClaimMatch(Record):
    """What somebody gave by not having a claim paid, counted as match for an award; for one only."""

    __tablename__ = "claim_match"
    noun = N_("expenses given as match")
    holds = N_("This {what} counts as match for an award. Take it out of the match first.")

    claim_key: Mapped[str] = f.link("expense_claim", N_("Claim"), required=True, unique=True)
    match_item_key: Mapped[str] = f.link("match_item", N_("Match"), required=True, unique=True)
