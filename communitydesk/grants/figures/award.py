"""What an award's page and its report say: money, lines, promises, match, what is due, and what is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Money, counted, message
from communitydesk.grants.figures.dues import Due, next_due
from communitydesk.grants.figures.facts import (
    ClaimFigures,
    Expected,
    Facts,
    LineFigures,
    Spent,
    award_in,
    gather,
)
from communitydesk.grants.figures.match import MatchFigures, match_figures
from communitydesk.grants.figures.outputs import OutputFigures, activities_of, award_period, outputs_of
from communitydesk.grants.figures.problems import Problem, problems_of
from communitydesk.grants.figures.sums import OpenPromise, add_up, fetched
from communitydesk.grants.model import AgreedChange, AwardCard, AwardOutcome, BudgetMove
from communitydesk.grants.proportion import EffectiveTerms
from communitydesk.group.model import Contact


@dataclass(frozen=True)
class PeriodFigures:
    """What happened in a period, in pence; `lines` maps budget lines' keys to what was spent on each."""

    period: Period
    received: int
    spent: int
    payments: int
    lines: dict[str, int]
    unlined: int
    opening_included: bool


@dataclass(frozen=True)
class ChangeRow:
    """A change of plan that was agreed."""

    key: str
    what: str
    agreed_on: dt.date
    agreed_by: str
    new_end: dt.date | None


@dataclass(frozen=True)
class MoveRow:
    """Money moved between two lines, in pence."""

    key: str
    from_key: str
    to_key: str
    from_name: str
    to_name: str
    amount: int
    agreed_on: dt.date | None
    agreed_by: str
    reason: str


@dataclass(frozen=True)
class AwardFigures:
    """One award on a day, in pence. `unspent` and `free` are two figures and never go by one name.

    `received`, `spent` include the opening figures. `in_period` is there when a period was asked for; the rest
    counts from the beginning up to and on `as_at`.
    """

    key: str
    name: str
    funder_key: str
    funder: str
    funder_kind: str
    programme: str
    reference: str
    purpose: str
    awarded_on: dt.date | None
    starts_on: dt.date
    ends_on: dt.date
    spend_by: dt.date
    restricted: bool
    in_arrears: bool
    recipient: str
    recipient_name: str
    closed_on: dt.date | None
    as_at: dt.date
    awarded: int
    received: int
    spent: int
    committed: int
    payments: int
    kept_back: int
    opening_on: dt.date | None
    opening_received: int
    opening_spent: int
    lines: tuple[LineFigures, ...]
    unlined: int
    unlined_committed: int
    terms: EffectiveTerms
    expected: tuple[Expected, ...]
    claims: tuple[ClaimFigures, ...]
    promises: tuple[OpenPromise, ...]
    dues: tuple[Due, ...]
    problems: tuple[Problem, ...]
    outputs: tuple[OutputFigures, ...]
    match: MatchFigures
    changes: tuple[ChangeRow, ...]
    moves: tuple[MoveRow, ...]
    activities: tuple[str, ...]
    outcomes: tuple[str, ...]
    cards: tuple[str, ...]
    spending: tuple[Spent, ...]
    in_period: PeriodFigures | None = None

    @property
    def unspent(self) -> int:
        """Received less spent; negative when the group has paid ahead of the funder."""
        return self.received - self.spent

    @property
    def free(self) -> int:
        """Free to spend: unspent less what is promised too."""
        return self.unspent - self.committed

    @property
    def to_come(self) -> int:
        """What of the award has not come in yet."""
        return max(0, self.awarded - self.received)

    @property
    def left_of_award(self) -> int:
        """Awarded less spent and promised: what may still be spent where the funder pays in arrears."""
        return self.awarded - self.spent - self.committed

    @property
    def claimed(self) -> int:
        """What was claimed so far."""
        return sum(claim.amount for claim in self.claims if claim.claimed_on)

    @property
    def to_claim(self) -> int:
        """Spent and not yet claimed, where the award is paid in arrears."""
        if not self.in_arrears:
            return 0
        return max(0, min(self.spent, self.awarded) - self.opening_received - self.claimed)

    @property
    def claims_outstanding(self) -> int:
        """Claimed and not yet received, without what the funder keeps back."""
        return sum(claim.outstanding for claim in self.claims)

    @property
    def next_due(self) -> Due | None:
        """The first report that has not been sent."""
        return next_due(self.dues)

    @property
    def budget_total(self) -> int:
        """What the budget lines come to."""
        return sum(line.awarded for line in self.lines)


def award_overview(desk: Desk, award_key: str, as_at: dt.date, period: Period | None = None) -> AwardFigures:
    """Return an award's figures up to and on a day. Raises Refused when the award is no longer there.

    With a period, `in_period`, `outputs` and `match` are of that period (up to `as_at`).
    """
    with desk.read() as session:
        return overview_in(session, award_key, as_at, period)


def overview_in(session: Session, award_key: str, as_at: dt.date, period: Period | None = None) -> AwardFigures:
    """Return an award's figures inside a read that is already open."""
    award = award_in(session, award_key)
    facts = gather(session, [award], as_at)[award_key]
    funder = session.get(Contact, award.funder_key)
    inside = _clipped(period, as_at) if period else None
    match = facts.match
    if inside or match is None:
        match = match_figures(session, [award], {award_key: facts.terms}, inside or Period(None, as_at))[award_key]
    names = {line.key: line.name for line in facts.lines}
    return AwardFigures(
        key=award_key,
        name=award.name,
        funder_key=award.funder_key,
        funder=funder.name if funder else "",
        funder_kind=funder.funder_kind if funder else "",
        programme=award.programme,
        reference=award.reference,
        purpose=award.purpose,
        awarded_on=award.awarded_on,
        starts_on=award.starts_on,
        ends_on=award.ends_on,
        spend_by=award.last_spending_day,
        restricted=award.restricted,
        in_arrears=award.in_arrears,
        recipient=award.recipient,
        recipient_name=award.recipient_name,
        closed_on=award.closed_on,
        as_at=as_at,
        awarded=award.amount,
        received=facts.received,
        spent=facts.spent,
        committed=facts.committed,
        payments=facts.payments,
        kept_back=award.kept_back or 0,
        opening_on=award.opening_on,
        opening_received=(award.opening_received or 0) if award.opening_on and award.opening_on <= as_at else 0,
        opening_spent=sum(line.opening for line in facts.lines),
        lines=facts.lines,
        unlined=facts.unlined,
        unlined_committed=facts.unlined_committed,
        terms=facts.terms,
        expected=facts.expected,
        claims=facts.claims,
        promises=facts.promises,
        dues=facts.dues,
        problems=() if award.closed_on else problems_of(facts),
        outputs=outputs_of(session, award, inside or award_period(award, as_at), as_at),
        match=match,
        changes=_changes(session, award_key),
        moves=_moves(session, award_key, names),
        activities=activities_of(session, award_key),
        outcomes=tuple(
            session.scalars(
                select(AwardOutcome.outcome_key)
                .where(AwardOutcome.award_key == award_key)
                .order_by(AwardOutcome.position, AwardOutcome.key)
            ).all()
        ),
        cards=tuple(
            session.scalars(
                select(AwardCard.card_key).where(AwardCard.award_key == award_key).order_by(AwardCard.key)
            ).all()
        ),
        spending=facts.spending,
        in_period=_in_period(session, facts, inside) if inside else None,
    )


def _clipped(period: Period, as_at: dt.date) -> Period:
    return Period(period.start, min(as_at, period.end) if period.end else as_at)


def _in_period(session: Session, facts: Facts, period: Period) -> PeriodFigures:
    key = facts.award.key
    sums = add_up(session, period, [key])
    return PeriodFigures(
        period=period,
        received=sums.received.get(key, 0),
        spent=sums.spent_of(key),
        payments=sums.payments.get(key, 0),
        lines={line.key: sums.spent.get((key, line.key), 0) for line in facts.lines},
        unlined=sums.spent.get((key, None), 0),
        opening_included=facts.award.opening_on is not None and facts.award.opening_on in period,
    )


def _changes(session: Session, award_key: str) -> tuple[ChangeRow, ...]:
    query = select(
        AgreedChange.key, AgreedChange.what, AgreedChange.agreed_on, AgreedChange.agreed_by, AgreedChange.new_end
    ).where(AgreedChange.award_key == award_key)
    return tuple(ChangeRow(*row) for row in fetched(session, query.order_by(AgreedChange.agreed_on)))


def _moves(session: Session, award_key: str, names: dict[str, str]) -> tuple[MoveRow, ...]:
    query = select(BudgetMove).where(BudgetMove.award_key == award_key).order_by(BudgetMove.agreed_on, BudgetMove.key)
    return tuple(
        MoveRow(
            key=move.key,
            from_key=move.from_key,
            to_key=move.to_key,
            from_name=names.get(move.from_key, ""),
            to_name=names.get(move.to_key, ""),
            amount=move.amount,
            agreed_on=move.agreed_on,
            agreed_by=move.agreed_by,
            reason=move.reason,
        )
        for move in session.scalars(query)
    )


def move_rule(figures: AwardFigures, line_key: str, amount: int) -> Message:
    """Say whether so much may be moved from a line without asking the funder (the award's own rule or none)."""
    percent = figures.terms.move_percent.value or 0
    line = next((one for one in figures.lines if one.key == line_key), None)
    if line is None or not percent:
        return message(N_("The funder has not said that you may move money without asking. Ask first."))
    moved = -min(0, line.moved)
    allowed = max(0, line.awarded * percent // 100 - moved)
    values = {"percent": percent, "line": line.name, "allowed": Money(allowed)}
    if amount <= allowed:
        return Message(N_("No need to ask: up to {percent}% of “{line}” may be moved, {allowed} more."), values)
    return Message(
        N_("Ask first: without asking, only {allowed} more may be moved from “{line}” ({percent}%)."), values
    )


def spent_said(figures: AwardFigures) -> Message:
    """Say how much was spent in how many payments."""
    return counted(N_("spent in {n} payment"), N_("spent in {n} payments"), figures.payments)
