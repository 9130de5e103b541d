"""How far what was promised in numbers has got: typed, or counted from sessions, attendances, people and hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.activities.model import Activity
from communitydesk.desk.dates import Period
from communitydesk.desk.words import Message
from communitydesk.grants.figures.sums import during, fetched
from communitydesk.grants.model import Award, AwardActivity, Output, OutputCount
from communitydesk.people.figures import AttendanceFigures, HoursWanted, attendance, hours_figures


@dataclass(frozen=True)
class OutputFigures:
    """A promise: how many were promised and how many there are. `so_far` is None where nobody counted.

    Hours are whole hours, rounded down: a promise is not reached by rounding. `estimated` says that the number was
    judged and not counted; `note` says on what a number of different people rests.
    """

    key: str
    name: str
    target: int
    source: str
    activity_key: str | None
    activity: str
    so_far: int | None
    estimated: bool = False
    note: Message | None = None

    @property
    def reached(self) -> bool:
        """Whether as much was done as was promised."""
        return self.so_far is not None and self.so_far >= self.target

    @property
    def percent(self) -> int:
        """How much of the promise, in whole per cent, rounded down."""
        return (self.so_far or 0) * 100 // self.target


def activities_of(session: Session, award_key: str) -> tuple[str, ...]:
    """Return the keys of the activities that an award pays for."""
    query = select(AwardActivity.activity_key).where(AwardActivity.award_key == award_key)
    return tuple(session.scalars(query.order_by(AwardActivity.key)).all())


def award_period(award: Award, as_at: dt.date) -> Period:
    """Return an award's time up to a day; it reaches to the last day to spend where that is later than the end."""
    return Period(award.starts_on, min(as_at, max(award.ends_on, award.last_spending_day)))


def typed_period(award: Award, period: Period, as_at: dt.date) -> Period:
    """Return the time in which typed numbers count: one typed after the award's end belongs to the period that ends it."""
    first = period.start is None or period.start <= award.starts_on
    last = period.end is None or period.end >= min(as_at, award.ends_on)
    return Period(None if first else period.start, as_at if last else period.end)


def outputs_of(session: Session, award: Award, period: Period, as_at: dt.date) -> tuple[OutputFigures, ...]:
    """Return how far each promise of an award has got in a period, in the order in which they were made."""
    activities = activities_of(session, award.key)
    names = {key: name for key, name in session.execute(select(Activity.key, Activity.name)).all()}
    query = select(Output).where(Output.award_key == award.key).order_by(Output.position, Output.key)
    outputs = session.scalars(query).all()
    typed = _typed(session, [one.key for one in outputs if one.source == "typed"], typed_period(award, period, as_at))
    seen: dict[Sequence[str], AttendanceFigures] = {}
    found = []
    for output in outputs:
        where = (output.activity_key,) if output.activity_key else activities
        so_far, estimated, note = (
            (typed.get(output.key, 0), False, None)
            if output.source == "typed"
            else _counted(session, output.source, where, period, seen)
        )
        found.append(
            OutputFigures(
                key=output.key,
                name=output.name,
                target=output.target,
                source=output.source,
                activity_key=output.activity_key,
                activity=names.get(output.activity_key or "", ""),
                so_far=so_far,
                estimated=estimated,
                note=note,
            )
        )
    return tuple(found)


def _typed(session: Session, keys: Sequence[str], period: Period) -> dict[str, int]:
    if not keys:
        return {}
    query = (
        select(OutputCount.output_key, func.sum(OutputCount.number))
        .where(OutputCount.output_key.in_(keys), during(OutputCount.counted_on, period))
        .group_by(OutputCount.output_key)
    )
    return {key: int(number) for key, number in fetched(session, query)}


def _counted(
    session: Session,
    source: str,
    activities: Sequence[str],
    period: Period,
    seen: dict[Sequence[str], AttendanceFigures],
) -> tuple[int | None, bool, Message | None]:
    if not activities:
        return None, False, None
    if source == "hours":
        return hours_figures(session, HoursWanted(period=period, activities=activities)).minutes // 60, False, None
    if activities not in seen:
        seen[activities] = attendance(session, period, activities)
    figures = seen[activities]
    match source:
        case "sessions":
            return figures.sessions, False, None
        case "attendances":
            return figures.attendances, figures.estimated > 0, None
    people = figures.people
    number = people.people if people.people is not None else (people.at_least or None)
    return number, people.how == "estimate", people.basis
