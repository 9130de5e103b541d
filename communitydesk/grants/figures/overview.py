"""Every award in one list: for the Grants place, for Home, and for the committee's one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.dues import Due, dues_of, next_due
from communitydesk.grants.figures.facts import gather, terms_in
from communitydesk.grants.figures.problems import Problem, problems_of
from communitydesk.grants.figures.sums import add_up
from communitydesk.grants.model import Award, BankLine
from communitydesk.grants.proportion import effective_terms
from communitydesk.group.model import Contact


@dataclass(frozen=True)
class AwardRow:
    """An award in a list, in pence. `unspent` is received less spent; `free` is less committed too."""

    key: str
    name: str
    funder: str
    reference: str
    starts_on: dt.date
    ends_on: dt.date
    spend_by: dt.date
    closed_on: dt.date | None
    restricted: bool
    in_arrears: bool
    awarded: int
    received: int
    spent: int
    committed: int
    payments: int
    due: Due | None
    problems: tuple[Problem, ...] = ()

    @property
    def unspent(self) -> int:
        """Received less spent."""
        return self.received - self.spent

    @property
    def free(self) -> int:
        """Free to spend: unspent less what is promised too."""
        return self.unspent - self.committed

    @property
    def share_spent(self) -> float:
        """The part of the award that is spent, 0 and up."""
        return self.spent / self.awarded if self.awarded else 0.0


@dataclass(frozen=True)
class AwardsFigures:
    """Every award on a day: those that run first, by their next report. `waiting` bank lines are to be sorted."""

    as_at: dt.date
    rows: tuple[AwardRow, ...]
    waiting: int

    @property
    def running(self) -> tuple[AwardRow, ...]:
        """Those that are not finished with."""
        return tuple(row for row in self.rows if row.closed_on is None)

    @property
    def problems(self) -> tuple[tuple[AwardRow, Problem], ...]:
        """What is wrong anywhere, the most urgent first."""
        order = {"late": 0, "due": 1, "note": 2}
        found = [(row, problem) for row in self.rows for problem in row.problems]
        return tuple(sorted(found, key=lambda pair: order[pair[1].severity]))

    @property
    def totals(self) -> tuple[int, int, int, int, int]:
        """Awarded, received, spent, committed and free to spend of those that run."""
        run = self.running
        return (
            sum(row.awarded for row in run),
            sum(row.received for row in run),
            sum(row.spent for row in run),
            sum(row.committed for row in run),
            sum(row.free for row in run),
        )


def awards_overview(desk: Desk, as_at: dt.date, *, problems: bool = True) -> AwardsFigures:
    """Return every award on a day, with what is wrong in those that run (unless `problems` is False)."""
    known = {row.key: row for row in desk.remembered(running_awards, as_at).rows} if problems else {}
    with desk.read() as session:
        return awards_in(session, as_at, problems=problems, known=known)


def running_awards(desk: Desk, as_at: dt.date) -> AwardsFigures:
    """Return the awards that are not finished with, and what is wrong in them."""
    with desk.read() as session:
        return awards_in(session, as_at, finished=False)


def awards_in(
    session: Session, as_at: dt.date, *, problems: bool = True, finished: bool = True,
    known: Mapping[str, AwardRow] | None = None,
) -> AwardsFigures:  # fmt: skip
    """Return every award, or only those not finished with, inside a read that is already open.

    `known` are rows that were worked out already, by the award's key.
    """
    known = known or {}
    chosen = select(Award) if finished else select(Award).where(Award.closed_on.is_(None))
    awards = list(session.scalars(chosen).all())
    funders = {key: name for key, name in session.execute(select(Contact.key, Contact.name)).all()}
    sums = add_up(session, Period(None, as_at), None if finished else [award.key for award in awards])
    spent: dict[str, int] = {}
    for (award_key, _), amount in sums.spent.items():
        spent[award_key] = spent.get(award_key, 0) + amount
    committed: dict[str, int] = {}
    for (award_key, _), amount in sums.committed.items():
        committed[award_key] = committed.get(award_key, 0) + amount
    running = [award for award in awards if award.closed_on is None and award.key not in known]
    facts = gather(session, running, as_at, sums=sums) if problems and running else {}
    dues = {key: one.dues for key, one in facts.items()} or _dues(session, running)
    rows = [
        known.get(award.key)
        or AwardRow(
            key=award.key,
            name=award.name,
            funder=funders.get(award.funder_key, ""),
            reference=award.reference,
            starts_on=award.starts_on,
            ends_on=award.ends_on,
            spend_by=award.last_spending_day,
            closed_on=award.closed_on,
            restricted=award.restricted,
            in_arrears=award.in_arrears,
            awarded=award.amount,
            received=sums.received.get(award.key, 0),
            spent=spent.get(award.key, 0),
            committed=committed.get(award.key, 0),
            payments=sums.payments.get(award.key, 0),
            due=next_due(dues.get(award.key, ())),  # nothing is due of what is finished with
            problems=problems_of(facts[award.key]) if award.key in facts else (),
        )
        for award in awards
    ]
    far = dt.date.max
    rows.sort(key=lambda row: (row.closed_on is not None, row.due.due_on if row.due else far, row.name.casefold()))
    waiting = session.scalar(select(func.count()).select_from(BankLine).where(BankLine.became == "waiting")) or 0
    return AwardsFigures(as_at, tuple(rows), waiting)


def _dues(session: Session, awards: Sequence[Award]) -> dict[str, tuple[Due, ...]]:
    own = terms_in(session, [award.key for award in awards])
    return dues_of(session, awards, {award.key: effective_terms(award, own.get(award.key)) for award in awards})
