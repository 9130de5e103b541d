"""Who came: sessions, attendances, and different people, counted by name or estimated and never mixed in silence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.figures import EstimateRow, estimates, in_period, of_activities
from communitydesk.activities.model import Activity, Session, Tally
from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Message, counted
from communitydesk.people.model import Attendance, Hours, Person

How = Literal["names", "estimate", "unknown"]

HOW = {
    "names": N_("counted by name"),
    "estimate": N_("estimated"),
    "unknown": N_("not known"),
}
"""The label that stands beside a number of different people, wherever it is shown."""


@dataclass(frozen=True)
class PeopleCount:
    """Different people. `people` is None when it is not known; `at_least` is then what is certain.

    `how` says which it is (its label is in HOW) and `basis` on what it rests, as a sentence.
    """

    people: int | None
    how: How
    basis: Message
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class SessionCount:
    """A session and who came. `came` is None where nobody counted; the rest are its parts."""

    key: str
    activity_key: str
    activity: str
    held_on: dt.date
    starts_at: int | None
    ends_at: int | None
    place: str
    number: int
    counted: str
    headcount: int | None
    new_people: int | None
    names: int
    helpers: int
    unnamed_helpers: int
    tallied: int
    minutes: int

    @property
    def came(self) -> int | None:
        """How many people came, by the way in which this session was counted."""
        if self.counted in ("headcount", "estimate") and self.headcount is not None:
            return self.headcount
        if self.counted == "tally" and self.tallied:
            return self.tallied
        return self.names + self.unnamed_helpers + self.tallied or None

    @property
    def by_name(self) -> bool:
        """Whether everybody who came is on the list by name."""
        return self.counted == "names" and not self.unnamed_helpers and not self.tallied

    @property
    def trouble(self) -> Message | None:
        """What does not fit together, as a sentence."""
        came = self.came
        if came is not None and self.counted != "names" and self.names > came:
            return Message(
                N_("On {day} more people are on the list ({names}) than were counted ({came})."),
                {"day": self.held_on, "names": self.names, "came": came},
            )
        return None


@dataclass(frozen=True)
class AttendanceFigures:
    """Who came in a period. `estimated` is the part of the attendances that was judged and not counted.

    `new` came for the first time in the period and `returning` had come before; None where it is not known.
    `helpers` are attendances of people who gave time. `uncounted` sessions have nobody on them yet.
    """

    sessions: int
    uncounted: int
    attendances: int
    estimated: int
    helpers: int
    people: PeopleCount
    new: int | None
    returning: int | None
    places: tuple[str, ...]
    troubles: tuple[Message, ...]


def session_counts(
    session: Work, period: Period | None = None, activities: Sequence[str] | None = None, key: str = ""
) -> tuple[SessionCount, ...]:
    """Return the sessions of a period, latest first, each with who came."""
    wanted = of_activities(in_period(select(Session.key), Session.held_on, period), Session.activity_key, activities)
    if key:
        wanted = wanted.where(Session.key == key)

    def only(column: Any) -> Any:  # without it, every session of every year would be added up first
        return column.in_(wanted.correlate(None)) if period or activities is not None or key else column.is_not(None)

    names = _by_session(
        select(Attendance.session_key.label("s"), func.count().label("n")).where(only(Attendance.session_key)),
        Attendance.session_key,
    )
    tallied = _by_session(
        select(Tally.session_key.label("s"), func.sum(Tally.people).label("n")).where(only(Tally.session_key)),
        Tally.session_key,
    )
    helped = _by_session(
        select(
            Hours.session_key.label("s"),
            func.count(func.distinct(Hours.person_key)).label("named"),
            func.sum(Hours.people).filter(Hours.person_key.is_(None)).label("unnamed"),
            func.sum(Hours.minutes * Hours.people).label("minutes"),
        ).where(only(Hours.session_key)),
        Hours.session_key,
    )
    query: Any = (
        select(
            Session.key, Session.activity_key, Activity.name, Session.held_on, Session.starts_at, Session.ends_at,
            Session.place, Session.number, Session.counted, Session.headcount, Session.new_people,
            _n(names.c.n), _n(helped.c.named), _n(helped.c.unnamed), _n(tallied.c.n), _n(helped.c.minutes),
        )
        .join(Activity, Activity.key == Session.activity_key)
        .outerjoin(names, names.c.s == Session.key)
        .outerjoin(tallied, tallied.c.s == Session.key)
        .outerjoin(helped, helped.c.s == Session.key)
        .order_by(Session.held_on.desc(), Session.starts_at.desc(), Session.key.desc())
    )  # fmt: skip
    query = of_activities(in_period(query, Session.held_on, period), Session.activity_key, activities)
    if key:
        query = query.where(Session.key == key)
    return tuple(SessionCount(*row) for row in session.execute(query).all())


def _by_session(query: Any, column: Any) -> Any:
    return query.group_by(column).subquery()


def _n(column: Any) -> Any:
    return func.coalesce(column, 0)


def attendance(
    session: Work, period: Period | None = None, activities: Sequence[str] | None = None
) -> AttendanceFigures:
    """Return who came to all activities, or to those named, in a period."""
    rows = session_counts(session, period, activities)
    people = _different(session, rows, period, activities)
    return _summed(session, rows, people, period, activities)


def people_count(session: Work, period: Period | None = None, activities: Sequence[str] | None = None) -> PeopleCount:
    """Return how many different people came in a period, and how that is known."""
    return _different(session, session_counts(session, period, activities), period, activities)


def per_activity(session: Work, period: Period | None = None) -> tuple[tuple[str, str, AttendanceFigures], ...]:
    """Return for each activity that met in the period its key, its name and who came, most attended first."""
    grouped: dict[tuple[str, str], list[SessionCount]] = defaultdict(list)
    for row in session_counts(session, period):
        grouped[row.activity_key, row.activity].append(row)
    found = []
    for (key, name), rows in grouped.items():
        people = _different(session, rows, period, [key])
        found.append((key, name, _summed(session, rows, people, period, [key])))
    return tuple(sorted(found, key=lambda one: (-one[2].attendances, one[1].casefold())))


def _summed(
    session: Work, rows: Sequence[SessionCount], people: PeopleCount, period: Period | None,
    activities: Sequence[str] | None,
) -> AttendanceFigures:  # fmt: skip
    attended = [row for row in rows if row.came is not None]
    new = _new(session, attended, people, period, activities)
    known = people.people is not None and new is not None and people.people >= new
    return AttendanceFigures(
        sessions=len(rows),
        uncounted=len(rows) - len(attended),
        attendances=sum(row.came or 0 for row in attended),
        estimated=sum(row.came or 0 for row in attended if row.counted == "estimate"),
        helpers=sum(row.helpers + row.unnamed_helpers for row in attended),
        people=people,
        new=new,
        returning=(people.people or 0) - (new or 0) if known else None,
        places=tuple(sorted({row.place.strip() for row in rows if row.place.strip()}, key=str.casefold)),
        troubles=_troubles(rows, people),
    )


def _troubles(rows: Sequence[SessionCount], people: PeopleCount) -> tuple[Message, ...]:
    found = [row.trouble for row in rows if row.trouble]
    empty = sum(row.came is None for row in rows)
    if empty:
        found.append(
            counted("Nobody is counted yet for {n} session.", "Nobody is counted yet for {n} sessions.", empty)
        )
    if people.how == "unknown":
        found.append(people.basis)
    return tuple(found)


# -- different people -------------------------------------------------------------------------


def _different(
    session: Work, rows: Iterable[SessionCount], period: Period | None, activities: Sequence[str] | None
) -> PeopleCount:
    attended = [row for row in rows if row.came]
    named = _named(session, period, activities)
    certain = max([named, *(row.came or 0 for row in attended)])
    if all(row.by_name for row in attended):
        return PeopleCount(named, "names", Message(N_("Everybody who came is on a list by name.")), named)
    judged = estimates(session, activities)
    if activities is None and (whole := _best([one for one in judged if one.activity_key is None], period)):
        return PeopleCount(whole.people, "estimate", _basis(whole, period), certain)
    return _added(session, attended, judged, period, certain)


def _added(
    session: Work, attended: Sequence[SessionCount], judged: Sequence[EstimateRow], period: Period | None, certain: int
) -> PeopleCount:
    """Add the estimates of activities without names to the people who are known by name at the others."""
    loose = {row.activity_key: row.activity for row in attended if not row.by_name}
    exact = [key for key in {row.activity_key for row in attended} if key not in loose]
    found = {key: _best([one for one in judged if one.activity_key == key], period) for key in loose}
    if missing := sorted(name for key, name in loose.items() if found[key] is None):
        text = N_("Say how many different people you think came to {activity}: not everybody's name was taken.")
        return PeopleCount(None, "unknown", Message(text, {"activity": missing[0]}), certain)
    chosen = [one for one in found.values() if one]
    named = _named(session, period, exact) if exact else 0
    if len(chosen) == 1 and not named:
        return PeopleCount(chosen[0].people, "estimate", _basis(chosen[0], period), certain)
    guessed = sum(one.people for one in chosen)
    text = N_("{named} counted by name and {guessed} estimated at other activities; who came to both is counted twice.")
    return PeopleCount(named + guessed, "estimate", Message(text, {"named": named, "guessed": guessed}), certain)


def _best(judged: Sequence[EstimateRow], period: Period | None) -> EstimateRow | None:
    """Return the estimate whose period is most like the one asked for, None when none touches it."""
    asked = period or Period()

    def like(one: EstimateRow) -> float:
        start, end = one.period.start or dt.date.min, one.period.end or dt.date.max
        first, last = max(start, asked.start or start), min(end, asked.end or end)
        together = (last - first).days + 1
        whole = (max(end, asked.end or end) - min(start, asked.start or start)).days + 1
        return together / whole

    best = max(judged, key=like, default=None)
    return best if best and like(best) > 0 else None


def _basis(estimate: EstimateRow, period: Period | None) -> Message:
    why = estimate.basis.strip().rstrip(".") or N_("Judged by those who were there")
    if period and estimate.period != period:
        text = N_("{why}; judged for {start} to {end}.")
        return Message(text, {"why": why, "start": estimate.period.start, "end": estimate.period.end})
    return Message(N_("{why}."), {"why": why})


def _attended(period: Period | None, activities: Sequence[str] | None) -> Any:
    query: Any = select(Attendance.person_key).join(Session, Session.key == Attendance.session_key)
    return of_activities(in_period(query, Session.held_on, period), Session.activity_key, activities)


def _named(session: Work, period: Period | None, activities: Sequence[str] | None) -> int:
    people = _attended(period, activities).distinct().subquery()
    return int(session.scalar(select(func.count()).select_from(people)) or 0)


def _new(
    session: Work, attended: Sequence[SessionCount], people: PeopleCount, period: Period | None,
    activities: Sequence[str] | None,
) -> int | None:  # fmt: skip
    """Return how many came for the first time in the period, None where it was not taken down."""
    if people.how == "names":
        if not period or not period.start:
            return people.people
        before = _attended(Period(None, period.start - dt.timedelta(days=1)), activities)
        newcomers = _attended(period, activities).where(Attendance.person_key.not_in(before)).distinct().subquery()
        return int(session.scalar(select(func.count()).select_from(newcomers)) or 0)
    told = [row.new_people for row in attended]
    return None if not told or None in told else sum(one or 0 for one in told)


def names_of(session: Work, session_key: str) -> tuple[tuple[str, str], ...]:
    """Return key and name of everybody who is on the list of a session, by name."""
    rows = session.execute(
        select(Person.key, Person.name)
        .join(Attendance, Attendance.person_key == Person.key)
        .where(Attendance.session_key == session_key)
    ).all()
    return tuple(sorted(((key, name) for key, name in rows), key=lambda one: one[1].casefold()))
