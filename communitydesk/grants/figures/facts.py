"""Everything about some awards that pages, problems and reports are worked out from, read with one query a kind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_
from communitydesk.grants.figures.dues import Due, dues_of
from communitydesk.grants.figures.match import MatchFigures, match_figures
from communitydesk.grants.figures.sums import OpenPromise, Sums, add_up, among, fetched
from communitydesk.grants.model import (
    Allocation,
    Award,
    AwardCard,
    BudgetLine,
    Claim,
    Instalment,
    Payment,
    Receipt,
    Terms,
)
from communitydesk.grants.proportion import EffectiveTerms, effective_terms
from communitydesk.impact.figures import card_rows


@dataclass(frozen=True)
class LineFigures:
    """A budget line, in pence: `moved` is what was moved in less what was moved out; `opening` is part of `spent`."""

    key: str
    name: str
    heading: str
    awarded: int
    moved: int
    spent: int
    committed: int
    opening: int

    @property
    def budget(self) -> int:
        """What may be spent on it: awarded, and moved in or out."""
        return self.awarded + self.moved

    @property
    def difference(self) -> int:
        """Its budget less what was spent; negative when it is over."""
        return self.budget - self.spent

    @property
    def left(self) -> int:
        """The difference less what is promised."""
        return self.difference - self.committed


class Spent(NamedTuple):
    """A part of a payment that an award pays for; `amount` is the part, `paid` the whole payment."""

    award_key: str
    key: str
    payment_key: str
    line_key: str | None
    amount: int
    paid: int
    incurred_on: dt.date
    paid_on: dt.date | None
    payee: str
    what: str
    method: str
    paid_by_key: str | None
    paid_back_on: dt.date | None
    no_receipt: str
    receipts: bool

    @property
    def own_pocket(self) -> bool:
        """Whether somebody paid it from their own pocket."""
        return self.paid_by_key is not None

    @property
    def paid_back(self) -> bool:
        """Whether they were paid back."""
        return self.paid_back_on is not None


@dataclass(frozen=True)
class Expected:
    """Money that the funder is to pay."""

    key: str
    award_key: str
    amount: int
    due_on: dt.date | None


@dataclass(frozen=True)
class ClaimFigures:
    """A claim in pence: what came for it, what the funder keeps back, and what is outstanding."""

    key: str
    award_key: str
    claimed_on: dt.date | None
    start: dt.date
    end: dt.date
    amount: int
    kept_back: int
    received: int

    @property
    def outstanding(self) -> int:
        """What should still come, without the part kept back; nothing before it is claimed."""
        return max(0, self.amount - self.kept_back - self.received) if self.claimed_on else 0


@dataclass(frozen=True)
class Facts:
    """One award with all that is known of it on a day. `match` is None where it was not asked for."""

    award: Award
    terms: EffectiveTerms
    own_terms: Terms | None
    as_at: dt.date
    received: int
    spent: int
    committed: int
    payments: int
    lines: tuple[LineFigures, ...]
    unlined: int
    unlined_committed: int
    spending: tuple[Spent, ...]
    expected: tuple[Expected, ...]
    claims: tuple[ClaimFigures, ...]
    promises: tuple[OpenPromise, ...]
    dues: tuple[Due, ...]
    kept_out: tuple[str, ...] = ()
    match: MatchFigures | None = None

    @property
    def match_total(self) -> int | None:
        """The match so far, None where it was not asked for."""
        return self.match.total if self.match else None

    @property
    def minutes_without_rate(self) -> int:
        """Minutes that count for nothing because there is no rate."""
        return self.match.without_rate if self.match else 0


def award_in(session: Session, award_key: str) -> Award:
    """Return an award. Raises Refused when it is no longer there."""
    found = session.get(Award, award_key)
    if found is None:
        raise Refused(N_("This award is no longer there. It may just have been removed."))
    return found


def terms_in(session: Session, award_keys: Collection[str] | None = None) -> dict[str, Terms]:
    """Return the terms as the funders gave them, by award."""
    rows = session.scalars(select(Terms).where(among(Terms.award_key, award_keys))).all()
    return {terms.award_key: terms for terms in rows}


def gather(
    session: Session,
    awards: Sequence[Award],
    as_at: dt.date,
    *,
    spending: bool = True,
    match: bool = True,
    sums: Sums | None = None,
) -> dict[str, Facts]:
    """Return the facts of some awards on a day. Without `spending` or `match` these are left out, which is faster.

    `sums` are those of these awards (and perhaps others) up to the day, where they are known already.
    """
    keys = [award.key for award in awards]
    own = terms_in(session, keys)
    terms = {award.key: effective_terms(award, own.get(award.key)) for award in awards}
    sums = sums or add_up(session, Period(None, as_at), keys)
    lines = _lines(session, keys, sums, {award.key: _opening_counts(award, as_at) for award in awards})
    spent = _spending(session, keys, as_at) if spending else {}
    expected, claims = _expected(session, keys, as_at), _claims(session, keys, as_at)
    promises: defaultdict[str, list[OpenPromise]] = defaultdict(list)
    for promise in sums.promises:
        promises[promise.award_key].append(promise)
    dues = dues_of(session, awards, terms)
    out = _kept_out(session, keys, as_at)
    figures = match_figures(session, awards, terms, Period(None, as_at)) if match else {}
    return {
        key: Facts(
            award=award,
            terms=terms[key],
            own_terms=own.get(key),
            as_at=as_at,
            received=sums.received.get(key, 0),
            spent=sums.spent_of(key),
            committed=sums.committed_of(key),
            payments=sums.payments.get(key, 0),
            lines=tuple(lines[key]),
            unlined=sums.spent.get((key, None), 0),
            unlined_committed=sums.committed.get((key, None), 0),
            spending=tuple(spent.get(key, ())),
            expected=tuple(expected[key]),
            claims=tuple(claims[key]),
            promises=tuple(promises[key]),
            dues=dues[key],
            kept_out=tuple(out.get(key, ())),
            match=figures.get(key),
        )
        for key, award in ((award.key, award) for award in awards)
    }


def _opening_counts(award: Award, as_at: dt.date) -> bool:
    return award.opening_on is not None and award.opening_on <= as_at


def _lines(
    session: Session, keys: Sequence[str], sums: Sums, opening: Mapping[str, bool]
) -> defaultdict[str, list[LineFigures]]:
    query = select(BudgetLine).where(among(BudgetLine.award_key, keys)).order_by(BudgetLine.position, BudgetLine.key)
    found: defaultdict[str, list[LineFigures]] = defaultdict(list)
    for line in session.scalars(query):
        place = (line.award_key, line.key)
        found[line.award_key].append(
            LineFigures(
                key=line.key,
                name=line.name,
                heading=line.heading,
                awarded=line.amount,
                moved=sums.moved.get(line.key, 0),
                spent=sums.spent.get(place, 0),
                committed=sums.committed.get(place, 0),
                opening=(line.opening_spent or 0) if opening[line.award_key] else 0,
            )
        )
    return found


def _spending(session: Session, keys: Sequence[str], as_at: dt.date) -> dict[str, list[Spent]]:
    has_receipt = exists().where(Receipt.payment_key == Payment.key)
    query = (
        select(
            Allocation.award_key, Allocation.key, Payment.key, Allocation.line_key, Allocation.amount, Payment.amount,
            Payment.incurred_on, Payment.paid_on, Payment.payee, Payment.what, Payment.method, Payment.paid_by_key,
            Payment.paid_back_on, Payment.no_receipt, has_receipt,
        )
        .join(Payment, Payment.key == Allocation.payment_key)
        .where(among(Allocation.award_key, keys), Payment.incurred_on <= as_at)
        .order_by(Payment.incurred_on, Payment.key, Allocation.key)
    )  # fmt: skip
    found: defaultdict[str, list[Spent]] = defaultdict(list)
    for row in fetched(session, query):
        found[row[0]].append(Spent._make(row))
    return found


def _expected(session: Session, keys: Sequence[str], as_at: dt.date) -> defaultdict[str, list[Expected]]:
    query = (
        select(Instalment.key, Instalment.award_key, Instalment.amount, Instalment.due_on)
        .where(among(Instalment.award_key, keys))
        .where(or_(Instalment.received_on.is_(None), Instalment.received_on > as_at))
        .order_by(Instalment.due_on, Instalment.key)
    )
    found: defaultdict[str, list[Expected]] = defaultdict(list)
    for row in fetched(session, query):
        found[row.award_key].append(Expected(*row))
    return found


def _claims(session: Session, keys: Sequence[str], as_at: dt.date) -> defaultdict[str, list[ClaimFigures]]:
    came = (
        select(Instalment.claim_key, func.sum(Instalment.amount).label("came"))
        .where(Instalment.claim_key.is_not(None), Instalment.received_on <= as_at)
        .group_by(Instalment.claim_key)
        .subquery()
    )
    query = (
        select(
            Claim.key, Claim.award_key, Claim.claimed_on, Claim.start, Claim.end, Claim.amount,
            func.coalesce(Claim.kept_back, 0), func.coalesce(came.c.came, 0),
        )
        .outerjoin(came, came.c.claim_key == Claim.key)
        .where(among(Claim.award_key, keys))
        .order_by(Claim.start, Claim.key)
    )  # fmt: skip
    found: defaultdict[str, list[ClaimFigures]] = defaultdict(list)
    for row in fetched(session, query):
        claim = ClaimFigures(*row)
        if claim.claimed_on and claim.claimed_on > as_at:
            claim = replace(claim, claimed_on=None)
        found[claim.award_key].append(claim)
    return found


def _kept_out(session: Session, keys: Sequence[str], as_at: dt.date) -> dict[str, list[str]]:
    """The cards of each award that stay out of documents, since consent is missing, lapsed or taken back."""
    links = session.execute(
        select(AwardCard.award_key, AwardCard.card_key).where(among(AwardCard.award_key, keys))
    ).all()
    if not links:
        return {}
    cards = {row.key: row for row in card_rows(session, as_at, keys=sorted({link.card_key for link in links}))}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        card = cards.get(link.card_key)
        if card and not card.consent.printable:
            found[link.award_key].append(link.card_key)
    return found
