"""The rota: places to fill at sessions that are planned, and who was asked, said yes, and came."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.dates import add_months
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_

ANSWERS = {
    "asked": N_("Asked"),
    "yes": N_("Said yes"),
    "no": N_("Said no"),
    "came": N_("Came"),
    "missed": N_("Did not come"),
}
"""How somebody stands to a place on the rota; the last two are known once the session has happened."""

ANSWERED_BEFORE = ("asked", "yes", "no")

REPEATS = {
    "once": N_("Only once"),
    "weekly": N_("Every week"),
    "fortnightly": N_("Every two weeks"),
    "monthly": N_("Every month, on the same day of the week"),
}
MOST_SESSIONS = 60
"""So many may be planned at once: a year of weeks and some more; a mistyped year makes no thousands."""


def repeated(first: dt.date, repeat: str, until: dt.date | None) -> tuple[dt.date, ...]:
    """Return the days of a series from its first to its last, both included.

    Monthly is the same weekday of the month (the second Saturday; a fifth one that a month has not is its last).
    Raises FieldTrouble with the field "until".
    """
    if repeat == "once" or not repeat:
        return (first,)
    if until is None:
        raise FieldTrouble("until", N_("Say until when it repeats."))
    if until < first:
        raise FieldTrouble("until", N_("This is before {start}, when it starts."), start=first)
    days = [first]
    while len(days) <= MOST_SESSIONS:
        following = _monthly(first, len(days)) if repeat == "monthly" else first + len(days) * _STEPS[repeat]
        if following > until:
            return tuple(days)
        days.append(following)
    raise FieldTrouble("until", N_("At most {n} sessions are planned at once. Choose an earlier day."), n=MOST_SESSIONS)


_STEPS = {"weekly": dt.timedelta(weeks=1), "fortnightly": dt.timedelta(weeks=2)}


def _monthly(first: dt.date, months: int) -> dt.date:
    start = add_months(first.replace(day=1), months)
    day = start + dt.timedelta(days=(first.weekday() - start.weekday()) % 7, weeks=(first.day - 1) // 7)
    return day if day.month == start.month else day - dt.timedelta(weeks=1)


def overlap(start: int | None, end: int | None, other_start: int | None, other_end: int | None) -> bool:
    """Whether two times of one day overlap, in minutes; one whose times are not known may overlap anything."""
    if start is None or end is None or other_start is None or other_end is None:
        return True
    return start < other_end and other_start < end


class RotaPlace(Record):
    """So many places of one role to fill at a planned session."""

    __tablename__ = "rota_place"
    __table_args__ = (UniqueConstraint("planned_key", "role_key", name="a_role_once_a_session"),)
    noun = N_("places on the rota")
    holds = N_("This {what} has places on the rota ({n}). Take those out first.")

    planned_key: Mapped[str] = f.link("planned_session", N_("Planned session"), required=True)
    role_key: Mapped[str] = f.link("role", N_("Role"), required=True)
    people: Mapped[int] = f.number(N_("How many people"), default=1, least=1, most=200)


class RotaAnswer(Record):
    """Somebody was asked to do something at a planned session, and what they said."""

    __tablename__ = "rota_answer"
    __table_args__ = (UniqueConstraint("planned_key", "person_key", name="asked_once_a_session"),)
    noun = N_("place on the rota")
    holds = N_("This {what} has people on the rota ({n}). Take them off first.")

    planned_key: Mapped[str] = f.link("planned_session", N_("Planned session"), required=True)
    role_key: Mapped[str] = f.link("role", N_("Role"), required=True)
    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    answer: Mapped[str] = f.choice(N_("Answer"), ANSWERS, required=True, default="asked")
    asked_on: Mapped[dt.date] = f.date(N_("Asked on"), required=True, personal=True)
