"""The rota: planned sessions, their places, who is on them, and what to look at before the day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.figures import in_period
from communitydesk.activities.model import Activity, PlannedSession
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, message
from communitydesk.people.figures.standing import Book, Finding, State, book, lacking, worst
from communitydesk.people.model import Person, Role, RotaAnswer, RotaPlace, WentAhead, is_child
from communitydesk.people.model.rota import overlap

ON = ("asked", "yes", "came")
"""Answers with which somebody is counted on, or may be."""
SURE = ("yes", "came")
MANY = 500
"""So many planned sessions are asked for by their keys; of more, all that is planned is read."""


@dataclass(frozen=True)
class OnRota:
    """Somebody at a place on the rota. `state` is how they stand to what the role needs on the day."""

    key: str
    person_key: str
    name: str
    answer: str
    state: State
    ahead: bool
    soon: tuple[Finding, ...] = ()
    """What is to be looked at again before it runs out; what is missing already is warned of."""

    @property
    def sure(self) -> bool:
        """Whether they said yes, or came."""
        return self.answer in SURE


@dataclass(frozen=True)
class PlaceRow:
    """The places of one role at a planned session; `wanted` is 0 where somebody is asked though no place is meant."""

    role_key: str
    role: str
    role_class: str
    wanted: int
    people: tuple[OnRota, ...]

    @property
    def filled(self) -> int:
        """Places for which somebody said yes."""
        return sum(one.sure for one in self.people)

    @property
    def asked(self) -> int:
        """People who have not answered yet."""
        return sum(one.answer == "asked" for one in self.people)

    @property
    def empty(self) -> int:
        """Places for which nobody said yes."""
        return max(0, self.wanted - self.filled)


@dataclass(frozen=True)
class PlannedRow:
    """A planned session with its places. Times are minutes after midnight."""

    key: str
    activity_key: str
    activity: str
    planned_on: dt.date
    starts_at: int | None
    ends_at: int | None
    place: str
    number: int
    note: str
    session_key: str | None
    cancelled: bool
    cancelled_why: str
    places: tuple[PlaceRow, ...]

    @property
    def empty(self) -> int:
        """Places for which nobody said yes; none where it is called off or has happened."""
        return 0 if self.cancelled or self.session_key else sum(one.empty for one in self.places)

    def to_fill(self, place: PlaceRow, today: dt.date) -> int:
        """How many places of a role somebody can still take: none where the day is over."""
        over = self.cancelled or self.session_key or self.planned_on < today
        return 0 if over else place.empty

    @property
    def people(self) -> tuple[OnRota, ...]:
        """Everybody who is on it, whatever they answered."""
        return tuple(one for place in self.places for one in place.people)

    def unconfirmed(self, today: dt.date) -> bool:
        """Whether its day is over and nobody has said what happened."""
        return self.planned_on < today and not self.cancelled and not self.session_key

    def overlaps(self, other: PlannedRow) -> bool:
        """Whether both are on one day at times that overlap."""
        return self.planned_on == other.planned_on and overlap(
            self.starts_at, self.ends_at, other.starts_at, other.ends_at
        )


@dataclass(frozen=True)
class Warned:
    """What to look at before the day of a planned session, as a sentence; `person_key` is whom it is about; `gone`: they have left."""

    planned_key: str
    state: State
    sentence: Message
    person_key: str = ""
    gone: bool = False


def planned_rows(
    session: Work, period: Period | None = None, *, activity_key: str = "", key: str = "", number: int = 0,
    known: Book | None = None,
) -> tuple[PlannedRow, ...]:  # fmt: skip
    """Return planned sessions with their places and people, by day and time."""
    query: Any = in_period(
        select(PlannedSession, Activity.name).join(Activity, Activity.key == PlannedSession.activity_key),
        PlannedSession.planned_on, period,
    )  # fmt: skip
    for column, value in (
        (PlannedSession.activity_key, activity_key), (PlannedSession.key, key), (PlannedSession.number, number),
    ):  # fmt: skip
        if value:
            query = query.where(column == value)
    found = session.execute(query).all()
    if not found:
        return ()
    days = {planned.key: planned.planned_on for planned, _ in found}
    places = _places(session, days, known or book(session))
    rows = [
        PlannedRow(
            one.key, one.activity_key, name, one.planned_on, one.starts_at, one.ends_at, one.place, one.number, one.note,
            one.session_key, one.cancelled, one.cancelled_why, places.get(one.key, ()),
        )
        for one, name in found
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (one.planned_on, one.starts_at or 0, one.activity.casefold())))


def _places(session: Work, days: dict[str, dt.date], known: Book) -> dict[str, tuple[PlaceRow, ...]]:
    roles = {
        key: (name, code) for key, name, code in session.execute(select(Role.key, Role.name, Role.role_class)).all()
    }
    ahead = {
        (planned, who) for planned, who in session.execute(select(WentAhead.planned_key, WentAhead.person_key)).all()
    }
    wanted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    few = tuple(days) if len(days) <= MANY else None  # of many sessions everything is read at once
    there = select(RotaPlace.planned_key, RotaPlace.role_key, RotaPlace.people).order_by(RotaPlace.key)
    query = select(RotaAnswer, Person.name).join(Person, Person.key == RotaAnswer.person_key).order_by(RotaAnswer.key)
    if few is not None:
        there, query = there.where(RotaPlace.planned_key.in_(few)), query.where(RotaAnswer.planned_key.in_(few))
    for planned, role, people in session.execute(there).all():
        wanted[planned][role] = people
    on: defaultdict[tuple[str, str], list[OnRota]] = defaultdict(list)
    for one, name in session.execute(query).all():
        day = days.get(one.planned_key)
        if day is not None:
            stands = known.standing(one.role_key, one.person_key, day)
            soon = tuple(finding for finding in stands if finding.state == "due")
            decided = (one.planned_key, one.person_key) in ahead
            there_is = OnRota(one.key, one.person_key, name, one.answer, worst(stands), decided, soon)
            on[one.planned_key, one.role_key].append(there_is)
            wanted[one.planned_key].setdefault(one.role_key, 0)
    return {
        planned: tuple(
            PlaceRow(role, *roles[role], people, tuple(on[planned, role])) for role, people in wanted[planned].items()
        )
        for planned in days
    }


def warnings(session: Work, rows: Sequence[PlannedRow], known: Book | None = None) -> tuple[Warned, ...]:
    """Return what to look at for planned sessions that are still to come: double bookings, ages, what is missing.

    Double bookings are looked for in all that is planned on the same days, whichever activity it is.
    """
    ahead = [one for one in rows if not one.cancelled and not one.session_key]
    if not ahead:
        return ()
    known = known or book(session)
    first, last = min(one.planned_on for one in ahead), max(one.planned_on for one in ahead)
    every = [one for one in planned_rows(session, Period(first, last), known=known) if not one.cancelled]
    found: list[Warned] = []
    for row in ahead:
        found += _gone(row, known)
        found += _double(row, every)
        found += _young(row, known)
        found += _missing(row, known)
    return tuple(found)


def _gone(row: PlannedRow, known: Book) -> list[Warned]:
    found = []
    for one in row.people:
        left = known.holds[one.person_key].left_on if one.person_key in known.holds else None
        if one.answer in ON and left is not None and left < row.planned_on:
            told = message(N_("{name} left on {day} and is still on the rota."), name=one.name, day=left)
            found.append(Warned(row.key, "late", told, one.person_key, gone=True))
    return found


def _double(row: PlannedRow, every: Iterable[PlannedRow]) -> list[Warned]:
    others = [one for one in every if one.key != row.key and row.overlaps(one)]
    found = []
    for one in row.people:
        if one.answer not in ON:
            continue
        for other in others:
            if any(two.person_key == one.person_key and two.answer in ON for two in other.people):
                told = N_("{name} is on the rota of {activity} at the same time.")
                if row.starts_at is None or other.starts_at is None:
                    told = N_("{name} is on the rota of {activity} on the same day, and not both times are known.")
                sentence = message(told, name=one.name, activity=other.activity)
                found.append(Warned(row.key, "late", sentence, one.person_key))
    return found


def _young(row: PlannedRow, known: Book) -> list[Warned]:
    """Whoever is not known to be under 18 is taken for an adult: most groups do not ask adults when they were born."""
    on = [one for one in row.people if one.answer in ON]
    young = [one for one in on if _is_young(one, row, known)]
    adults = len(on) - len(young)
    found = []
    for one in young:
        if not adults:
            told = message(N_("{name} is under 18, and no adult is on the rota with them."), name=one.name)
            found.append(Warned(row.key, "late", told, one.person_key))
        elif adults == 1 and len(young) == 1:
            told = message(
                N_("{name} is under 18 and would be alone with one adult. Ask one more person."), name=one.name
            )
            found.append(Warned(row.key, "due", told, one.person_key))
    for place in row.places:
        needs = known.needs.get(place.role_key)
        for one in place.people:
            if needs and needs.least_age and needs.least_age >= 18 and one.answer in ON and _is_young(one, row, known):
                told = message(
                    N_("{name} is under 18, and {role} is a role for adults."), name=one.name, role=place.role
                )
                found.append(Warned(row.key, "late", told, one.person_key))
    return found


def _is_young(one: OnRota, row: PlannedRow, known: Book) -> bool:
    holds = known.holds.get(one.person_key)
    return holds is not None and is_child(holds.born_on, row.planned_on)


def _missing(row: PlannedRow, known: Book) -> list[Warned]:
    found = []
    for place in row.places:
        for one in place.people:
            if one.answer not in ON or one.state != "late":
                continue
            for finding in lacking(known.standing(place.role_key, one.person_key, row.planned_on)):
                told = message(
                    N_("{name}, {role}: {need}. {reason}"), name=one.name, role=place.role, need=finding.said,
                    reason=finding.reason,
                )  # fmt: skip
                found.append(Warned(row.key, "due" if one.ahead else "late", told, one.person_key))
    return found


def unconfirmed(session: Work, today: dt.date) -> tuple[PlannedRow, ...]:
    """Return planned sessions whose day is over and of which nobody has said what happened."""
    keys = session.scalars(
        select(PlannedSession.key).where(
            PlannedSession.planned_on < today, PlannedSession.session_key.is_(None), PlannedSession.cancelled.is_(False)
        )
    ).all()
    if not keys:
        return ()
    rows = planned_rows(session, Period(None, today - dt.timedelta(days=1)))
    return tuple(one for one in rows if one.unconfirmed(today))


def count_unconfirmed(desk: Desk, today: dt.date) -> int:
    """Return how many planned sessions are over and not confirmed."""
    with desk.read() as session:
        return len(days_unconfirmed(session, today))


def days_unconfirmed(session: Work, today: dt.date) -> tuple[dt.date, ...]:
    """Return the days of the planned sessions that are over and not confirmed, the earliest first."""
    query = select(PlannedSession.planned_on).where(
        PlannedSession.planned_on < today, PlannedSession.session_key.is_(None), PlannedSession.cancelled.is_(False)
    )
    return tuple(session.scalars(query.order_by(PlannedSession.planned_on)))


def planned_on(session: Work, activity_key: str, day: dt.date) -> tuple[PlannedRow, ...]:
    """Return what is planned for an activity on a day and has not happened yet."""
    rows = planned_rows(session, Period(day, day), activity_key=activity_key)
    return tuple(one for one in rows if not one.cancelled and not one.session_key)


@dataclass(frozen=True)
class Numbered:
    """What a sheet number stands for: a session that was held, or one that is planned."""

    activity: str
    day: dt.date
    number: int
    session_key: str | None
    planned_key: str | None


def by_number(session: Work, number: int) -> tuple[Numbered, ...]:
    """Return what a sheet number stands for, the latest first; a planned one that was held is the session."""
    from communitydesk.activities.model import Session

    held = session.execute(
        select(Activity.name, Session.held_on, Session.number, Session.key)
        .join(Activity, Activity.key == Session.activity_key)
        .where(Session.number == number)
        .order_by(Session.held_on.desc())
    ).all()
    planned = planned_rows(session, number=number) if number else ()
    became = {one.session_key: one.key for one in planned if one.session_key}
    return tuple(Numbered(name, day, n, key, became.get(key)) for name, day, n, key in held) + tuple(
        Numbered(one.activity, one.planned_on, one.number, None, one.key) for one in planned if not one.session_key
    )
