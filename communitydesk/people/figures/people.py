"""People in a list, one person's record, and the names that a sign-in sheet begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.figures import in_period
from communitydesk.activities.model import Activity, Session
from communitydesk.desk.dates import Period, add_months
from communitydesk.desk.keeping import values_of
from communitydesk.people.figures.hours import HoursWanted as Wanted
from communitydesk.people.figures.hours import Total, hours_by
from communitydesk.people.model import PARTS, Attendance, Hours, Household, Part, PeopleChoice, Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, with the minutes given and the sessions come to in the period asked for."""

    key: str
    name: str
    number: int
    role: str
    role_class: str
    parts: tuple[str, ...]
    joined_on: dt.date | None
    left_on: dt.date | None
    minutes: int
    sessions: int
    last_on: dt.date | None


@dataclass(frozen=True)
class PersonFigures:
    """One person's time in a period and ever, by activity in the period, and the sessions that they came to."""

    minutes: int
    minutes_ever: int
    first_on: dt.date | None
    by_activity: tuple[Total, ...]
    attended: tuple[AttendedRow, ...]


@dataclass(frozen=True)
class AttendedRow:
    """A session that somebody came to."""

    session_key: str
    held_on: dt.date
    activity_key: str
    activity: str


@dataclass(frozen=True)
class NameRow:
    """A name that completes as it is typed, with what the grid fills in beside it."""

    key: str
    name: str
    role: str
    role_class: str
    volunteers: bool
    number: int
    times: int


def people_rows(session: Work, period: Period | None = None, *, left: bool = True) -> tuple[PersonRow, ...]:
    """Return everybody by name, those who have left only when asked for."""
    given = in_period(
        select(Hours.person_key.label("p"), func.sum(Hours.minutes).label("n"), func.max(Hours.given_on).label("last"))
        .where(Hours.person_key.is_not(None)),
        Hours.given_on, period,
    ).group_by(Hours.person_key).subquery()  # fmt: skip
    came = in_period(
        select(Attendance.person_key.label("p"), func.count().label("n"), func.max(Session.held_on).label("last"))
        .join(Session, Session.key == Attendance.session_key),
        Session.held_on, period,
    ).group_by(Attendance.person_key).subquery()  # fmt: skip
    query: Any = (
        select(
            Person.key, Person.name, Person.number, Person.role, Person.role_class, Person.is_volunteer,
            Person.is_committee, Person.is_staff, Person.is_sessional, Person.takes_part, Person.joined_on,
            Person.left_on, func.coalesce(given.c.n, 0), func.coalesce(came.c.n, 0), given.c.last, came.c.last,
        )
        .outerjoin(given, given.c.p == Person.key)
        .outerjoin(came, came.c.p == Person.key)
    )  # fmt: skip
    if not left:
        query = query.where(Person.left_on.is_(None))
    found = []
    rows: Any = session.execute(query).all()
    for row in rows:
        parts = tuple(part for part, yes in zip(PARTS, row[5:10], strict=True) if yes)
        last = max((day for day in row[14:16] if day), default=None)
        found.append(PersonRow(*(*row[:5], parts, *row[10:14], last)))
    return tuple(sorted(found, key=lambda row: (row.name.casefold(), row.number)))


def person_figures(session: Work, person_key: str, period: Period | None = None) -> PersonFigures:
    """Return one person's time and the sessions that they came to, latest first."""
    by_activity = hours_by(session, "activity", Wanted(period=period or Period(), person_key=person_key))
    ever, first = session.execute(
        select(func.coalesce(func.sum(Hours.minutes), 0), func.min(Hours.given_on)).where(
            Hours.person_key == person_key
        )
    ).one()
    rows = session.execute(
        select(Session.key, Session.held_on, Activity.key, Activity.name)
        .join(Attendance, Attendance.session_key == Session.key)
        .join(Activity, Activity.key == Session.activity_key)
        .where(Attendance.person_key == person_key)
        .order_by(Session.held_on.desc())
    ).all()
    attended = tuple(AttendedRow(*row) for row in rows)
    first_day = min([day for day in (first, attended[-1].held_on if attended else None) if day], default=None)
    return PersonFigures(sum(one.minutes for one in by_activity), int(ever), first_day, by_activity, attended)


def name_list(session: Work, today: dt.date, activity_key: str = "") -> tuple[NameRow, ...]:
    """Return everybody who has not left, those first who came to the activity most often in the last year."""
    times: dict[str, int] = {}
    if activity_key:
        query = (
            select(Attendance.person_key, func.count())
            .join(Session, Session.key == Attendance.session_key)
            .where(Session.activity_key == activity_key, Session.held_on >= add_months(today, -12))
        )
        times = {key: n for key, n in session.execute(query.group_by(Attendance.person_key)).all()}
    rows = session.execute(
        select(Person.key, Person.name, Person.role, Person.role_class, Person.is_volunteer, Person.number).where(
            Person.left_on.is_(None) | (Person.left_on >= today)
        )
    ).all()
    found = [NameRow(*row, times=times.get(row.key, 0)) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.times, one.name.casefold())))


def regulars(session: Work, today: dt.date, activity_key: str, most: int = 15) -> tuple[str, ...]:
    """Return the names of those who came to an activity twice or more in the last year, by name."""
    known: Sequence[NameRow] = name_list(session, today, activity_key)
    often = [one.name for one in known if one.times >= 2][:most]
    return tuple(sorted(often, key=str.casefold))


@dataclass(frozen=True)
class PersonHead:
    """What stands beside a person's name; `parts` are what they are on the day, or were when they left."""

    key: str
    name: str
    number: int
    stage: str
    parts: tuple[str, ...]
    left_on: dt.date | None


def person_head(session: Work, key: str, today: dt.date) -> PersonHead | None:
    """Return what stands beside a person's name; None when they are not there any more."""
    person = session.get(Person, key)
    if person is None:
        return None
    gone = person.left_on is not None and person.left_on <= today
    stage = "left" if gone else person.stage
    return PersonHead(
        key, person.name, person.number, stage, parts_of(person, ended_parts(session, today, key)), person.left_on
    )


def parts_of(person: Any, ended: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Return what somebody is: what their record says, but for what has ended by its dates ((key, part))."""
    return tuple(part for part in PARTS if getattr(person, part) and (person.key, part) not in ended)


def ended_parts(session: Work, today: dt.date, key: str = "") -> frozenset[tuple[str, str]]:
    """Return (person, part) of everything that has dates and that none of them reaches today or later."""
    query = select(Part.person_key, Part.kind, Part.to_on)
    if key:
        query = query.where(Part.person_key == key)
    going, known = set(), set()
    for person, kind, to_on in session.execute(query):
        known.add((person, kind))
        if to_on is None or to_on >= today:
            going.add((person, kind))
    return frozenset(known - going)


def came_to(session: Work, person_key: str) -> int:
    """Return how many sessions somebody came to."""
    query = select(func.count()).select_from(Attendance).where(Attendance.person_key == person_key)
    return int(session.scalar(query) or 0)


def person_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a person for a form; empty when they are not there any more."""
    return values_of(session.get(Person, key))


def hours_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of an entry of hours for a form; empty when it is not there any more."""
    return values_of(session.get(Hours, key))


ASKED = ("name", "role", "language", "role_class", "prefers", "born_on", "agreement_on", "household_key", "supporter_key",
         "source_key")  # fmt: skip
"""What is asked, where two entries of one person differ in it: which of the two holds."""


@dataclass(frozen=True)
class Differing:
    """A field in which two entries of one person differ: what each has, as values and as links are named."""

    name: str
    mine: Any
    others: Any
    mine_said: str = ""
    others_said: str = ""


def differing(session: Work, key: str, other_key: str) -> tuple[Differing, ...]:
    """Return where two entries of one person differ and both say something."""
    one, other = session.get(Person, key), session.get(Person, other_key)
    if one is None or other is None:
        return ()
    found = []
    for name in ASKED:
        mine, others = getattr(one, name), getattr(other, name)
        if mine and others and mine != others:
            found.append(Differing(name, mine, others, _linked(session, name, mine), _linked(session, name, others)))
    return tuple(found)


def _linked(session: Work, name: str, key: Any) -> str:
    """The name of what a field links to; "" for any other field."""
    kinds: dict[str, Any] = {"household_key": Household, "supporter_key": Person, "source_key": PeopleChoice}
    linked = session.get(kinds[name], key) if name in kinds else None
    return linked.name if linked else ""
