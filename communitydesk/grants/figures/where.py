"""Where a record of grants is shown: which award, which of its sides. For links, searches and problems."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.grants.model import (
    AgreedChange,
    Allocation,
    Award,
    BankLine,
    BudgetLine,
    BudgetMove,
    Claim,
    Commitment,
    Equipment,
    Instalment,
    MatchItem,
    Output,
    Payment,
    Rate,
    Report,
    ReportDue,
)

_SIDES: tuple[tuple[type[Any], str], ...] = (
    (BudgetLine, "overview"), (Commitment, "spending"), (Instalment, "overview"), (Claim, "overview"),
    (BudgetMove, "overview"), (AgreedChange, "overview"), (ReportDue, "terms"), (Output, "outcomes"),
    (MatchItem, "match"), (Equipment, "spending"), (Report, "report"),
)  # fmt: skip


def where_is(desk: Desk, key: str) -> tuple[str, str]:
    """Return the award's key and the side on which a record is shown; ("", side) is a side of the Grants place itself.

    ("", "awards") when there is no such record.
    """
    with desk.read() as session:
        if session.get(Award, key):
            return key, "overview"
        if session.get(Payment, key):
            award = session.scalars(
                select(Allocation.award_key).where(Allocation.payment_key == key).order_by(Allocation.key).limit(1)
            ).first()
            return (award, "spending") if award else ("", "payments")
        for kind, side in _SIDES:
            if found := session.get(kind, key):
                return str(found.award_key), side
        if session.get(BankLine, key):
            return "", "bank"
        if session.get(Rate, key):
            return "", "rates"
    return "", "awards"
