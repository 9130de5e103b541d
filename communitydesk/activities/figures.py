"""Activities, sessions, and people counted without names; `people.figures` joins those who came by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import Activity, PeopleEstimate, PlannedSession, Session, Tally
from communitydesk.desk.dates import Period
from communitydesk.desk.keeping import values_of
from communitydesk.group.model import Aim


@dataclass(frozen=True)
class ActivityRow:
    """An activity in a list, with how often it met in the period asked for."""

    key: str
    name: str
    place: str
    aim_key: str | None
    aim: str
    starts_at: int | None
    ends_at: int | None
    counted: str
    started_on: dt.date | None
    ended_on: dt.date | None
    sessions: int
    last_on: dt.date | None


@dataclass(frozen=True)
class TallyRow:
    """How many of one kind of people came to a session."""

    label: str
    people: int


@dataclass(frozen=True)
class EstimateRow:
    """How many different people are thought to have come in a period. No activity: to everything."""

    key: str
    activity_key: str | None
    activity: str
    period: Period
    people: int
    basis: str


def in_period(query: Any, column: Any, period: Period | None) -> Any:
    """Narrow a query to a period, both days included."""
    if period and period.start:
        query = query.where(column >= period.start)
    if period and period.end:
        query = query.where(column <= period.end)
    return query


def of_activities(query: Any, column: Any, activities: Sequence[str] | None) -> Any:
    """Narrow a query to activities; None means all."""
    return query if activities is None else query.where(column.in_(tuple(activities)))


def activity_rows(session: Work, period: Period | None = None, *, ended: bool = True) -> tuple[ActivityRow, ...]:
    """Return the activities by name, those that have ended last."""
    held = in_period(
        select(Session.activity_key, func.count().label("n"), func.max(Session.held_on).label("last")), Session.held_on,
        period,
    ).group_by(Session.activity_key).subquery()  # fmt: skip
    rows: Any = session.execute(
        select(Activity.key, Activity.name, Activity.place, Activity.aim_key, func.coalesce(Aim.statement, ""),
               Activity.starts_at, Activity.ends_at, Activity.counted, Activity.started_on, Activity.ended_on,
               func.coalesce(held.c.n, 0), held.c.last)
        .outerjoin(Aim, Aim.key == Activity.aim_key)
        .outerjoin(held, held.c.activity_key == Activity.key)
    ).all()  # fmt: skip
    found = sorted((ActivityRow(*row) for row in rows), key=lambda row: (row.ended_on is not None, row.name.casefold()))
    return tuple(row for row in found if ended or row.ended_on is None)


def tallies(session: Work, session_key: str) -> tuple[TallyRow, ...]:
    """Return the tallies of a session in the order in which they were written."""
    rows = session.execute(
        select(Tally.label, Tally.people).where(Tally.session_key == session_key).order_by(Tally.key)
    )
    return tuple(TallyRow(*row) for row in rows.all())


def estimates(session: Work, activities: Sequence[str] | None = None) -> tuple[EstimateRow, ...]:
    """Return the estimates of different people, latest first; those for everything are always among them."""
    query: Any = select(PeopleEstimate.key, PeopleEstimate.activity_key, func.coalesce(Activity.name, ""),
                   PeopleEstimate.start, PeopleEstimate.end, PeopleEstimate.people, PeopleEstimate.basis).outerjoin(
                       Activity, Activity.key == PeopleEstimate.activity_key)  # fmt: skip
    rows = session.execute(query.order_by(PeopleEstimate.end.desc(), PeopleEstimate.start.desc())).all()
    return tuple(
        EstimateRow(key, activity_key, name, Period(start, end), people, basis)
        for key, activity_key, name, start, end, people, basis in rows
        if activities is None or activity_key is None or activity_key in activities
    )


def session_on(session: Work, activity_key: str, day: dt.date) -> tuple[tuple[str, int, int | None, int | None], ...]:
    """Return key, sheet number and times of the sessions that an activity has on a day."""
    rows = session.execute(
        select(Session.key, Session.number, Session.starts_at, Session.ends_at)
        .where(Session.activity_key == activity_key, Session.held_on == day)
        .order_by(Session.starts_at, Session.number)
    )
    return tuple((key, number, start, end) for key, number, start, end in rows.all())


def next_sheet(session: Work) -> int:
    """Return the number that the next sign-in sheet will have."""
    held, planned = (
        session.scalar(select(func.max(Session.number))),
        session.scalar(select(func.max(PlannedSession.number))),
    )
    return max(int(held or 0), int(planned or 0)) + 1


def activity_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of an activity for a form; empty when it is not there any more."""
    return values_of(session.get(Activity, key))


def session_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a session for a form; empty when it is not there any more."""
    return values_of(session.get(Session, key))


def estimate_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of an estimate for a form; empty when it is not there any more."""
    return values_of(session.get(PeopleEstimate, key))


def planned_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a planned session for a form; empty when it is not there any more."""
    return values_of(session.get(PlannedSession, key))
