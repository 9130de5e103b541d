"""What became of an expense claim in grants: its payment, the awards that pay for it, what of it counts as match."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, message
from communitydesk.grants.figures.spending import Part, spending_in
from communitydesk.grants.model import Award, ClaimMatch, ClaimPayment, MatchItem
from communitydesk.people.model import ExpenseClaim, ExpenseLine


@dataclass(frozen=True)
class ClaimSpending:
    """A claim as spending: the payment ("" when it is none), its parts in pence, what is wrong, which award's match."""

    payment_key: str
    amount: int
    parts: tuple[Part, ...]
    wrong: tuple[Message, ...]
    match_award: str

    @property
    def rest(self) -> int:
        """Pence that are no award's."""
        return self.amount - sum(part.amount for part in self.parts)


def claim_payment(session: Session, claim_key: str) -> str | None:
    """Return the key of the payment that a claim became; None when it is none."""
    return session.scalar(select(ClaimPayment.payment_key).where(ClaimPayment.claim_key == claim_key))


def claim_match(session: Session, claim_key: str) -> str | None:
    """Return the key of the match that was given by not claiming; None when there is none."""
    return session.scalar(select(ClaimMatch.match_item_key).where(ClaimMatch.claim_key == claim_key))


def claim_spending(desk: Desk, claim_key: str) -> ClaimSpending:
    """Return what became of a claim."""
    with desk.read() as session:
        match = session.scalar(
            select(Award.name)
            .join(MatchItem, MatchItem.award_key == Award.key)
            .join(ClaimMatch, ClaimMatch.match_item_key == MatchItem.key)
            .where(ClaimMatch.claim_key == claim_key)
        )
        key = claim_payment(session, claim_key)
        if key is None:
            return ClaimSpending("", 0, (), (), match or "")
        (row,) = spending_in(session, keys=(key,)).rows
        wrong = _outside(session, claim_key, row.parts)
        return ClaimSpending(key, row.amount, row.parts, wrong, match or "")


def _outside(session: Session, claim_key: str, parts: tuple[Part, ...]) -> tuple[Message, ...]:
    """Lines of the claim that are outside the dates of an award that pays for it."""
    lines = session.execute(
        select(ExpenseLine.position, ExpenseLine.spent_on)
        .where(ExpenseLine.claim_key == claim_key)
        .order_by(ExpenseLine.position)
    ).all()
    found = []
    for award in {part.award_key: part.award for part in parts}:
        dates = session.get(Award, award)
        if dates is None:
            continue
        outside = [str(n) for n, day in lines if not dates.starts_on <= day <= dates.last_spending_day]
        if outside:
            text = N_("Outside the dates of {award}: line {lines}. Put only the others on it.")
            found.append(message(text, award=dates.name, lines=", ".join(outside)))
    return tuple(found)


def unallocated(session: Session) -> tuple[str, ...]:
    """Return the keys of the claims that were paid and are on no award yet, whole or in part."""
    payments = dict(session.execute(select(ClaimPayment.payment_key, ClaimPayment.claim_key)).all())
    rows = spending_in(session, keys=tuple(payments)).rows
    return tuple(payments[row.key] for row in rows if row.rest)


def awards_for_match(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return key and name of the awards, those that end last first."""
    with desk.read() as session:
        rows = session.execute(select(Award.key, Award.name).order_by(Award.ends_on.desc(), Award.name)).all()
        return tuple((key, name) for key, name in rows)


def refuse_claims_payment(session: Session, payment_key: str) -> None:
    """Raise Refused when a payment is what an expense claim was paid: it is taken back there."""
    number = session.scalar(
        select(ExpenseClaim.number)
        .join(ClaimPayment, ClaimPayment.claim_key == ExpenseClaim.key)
        .where(ClaimPayment.payment_key == payment_key)
    )
    if number is not None:
        raise Refused(N_("This is what expense claim {n} was paid. Take the payment back there."), n=number)
