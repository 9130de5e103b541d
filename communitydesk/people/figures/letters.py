"""Whom to thank: everybody with a name who gave time, with what a letter or a certificate says of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import Activity
from communitydesk.desk.keeping import values_of
from communitydesk.people.figures.hours import HoursWanted
from communitydesk.people.finding import folded
from communitydesk.people.model import Hours, LetterTemplate, Person


@dataclass(frozen=True)
class Thanked:
    """Somebody who gave time in a period: minutes, days on which they came, and activities, the most time first.

    `since` is the day they joined, or else gave time first; `first_on` and `last_on` are within the period.
    """

    key: str
    name: str
    number: int
    minutes: int
    times: int
    activities: tuple[str, ...]
    since: dt.date
    first_on: dt.date
    last_on: dt.date
    address: tuple[str, ...]
    language: str
    left_on: dt.date | None


def thanked(session: Work, wanted: HoursWanted | None = None) -> tuple[Thanked, ...]:
    """Return everybody with a name who gave some of the hours wanted, by name; those who have left come last."""
    wanted = wanted or HoursWanted()
    days = func.count(func.distinct(func.coalesce(Hours.session_key, Hours.given_on)))
    query = wanted.narrow(
        select(Hours.person_key, func.sum(Hours.minutes), days, func.min(Hours.given_on), func.max(Hours.given_on))
        .where(Hours.person_key.is_not(None))
    ).group_by(Hours.person_key)  # fmt: skip
    sums: dict[str, Any] = {row[0]: row[1:] for row in session.execute(query).all()}
    doing = _activities(session, wanted)
    began = _began(session)
    found = []
    columns = (Person.key, Person.name, Person.number, Person.joined_on, Person.address, Person.postcode, Person.language,
               Person.left_on)  # fmt: skip
    for key, name, number, joined, address, postcode, language, left in session.execute(select(*columns)).all():
        if key in sums:
            minutes, times, first, last = sums[key]
            since = min(day for day in (joined, began[key]) if day)
            lines = tuple(line.strip() for line in (*address.splitlines(), postcode) if line.strip()) if address else ()
            found.append(Thanked(key, name, number, int(minutes), int(times), doing[key], since, first, last, lines,
                                 language, left))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.left_on is not None, folded(one.name), one.number)))


def _activities(session: Work, wanted: HoursWanted) -> defaultdict[str, tuple[str, ...]]:
    """Return the names of each person's activities, the most time first."""
    minutes = func.sum(Hours.minutes)
    query = wanted.narrow(
        select(Hours.person_key, Activity.name, minutes)
        .join(Activity, Activity.key == Hours.activity_key)
        .where(Hours.person_key.is_not(None))
    ).group_by(Hours.person_key, Activity.key).order_by(minutes.desc(), Activity.name)  # fmt: skip
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for key, name, _ in session.execute(query).all():
        found[key] += (name,)
    return found


def _began(session: Work) -> dict[str, dt.date]:
    """Return the day on which each person first gave time, in any period."""
    query = select(Hours.person_key, func.min(Hours.given_on)).where(Hours.person_key.is_not(None))
    return {str(key): day for key, day in session.execute(query.group_by(Hours.person_key)).all()}


def letter_values(session: Work, kind: str) -> dict[str, Any]:
    """Return the group's own words for a kind of letter, by field; empty where none are kept."""
    found = session.scalars(select(LetterTemplate).where(LetterTemplate.kind == kind).order_by(LetterTemplate.key))
    return values_of(found.first())
