"""For one session and on paper only: whom to call, and what helps those who will be there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.people.figures.people import name_list
from communitydesk.people.figures.rota import ON, PlannedRow, planned_rows
from communitydesk.people.model import EmergencyContact, GuardianConsent, Person

OFTEN = 2
"""Times in the last year after which somebody is expected, as on the printed sign-in sheet."""


@dataclass(frozen=True)
class Expected:
    """Somebody who will be there; `calls` are (name, what they are to them, phones, note), whom to call first first.

    A parent or guardian who agreed for a child, and left a telephone number, is called too.
    """

    key: str
    name: str
    role: str
    access_needs: str
    calls: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class DayFigures:
    """A planned session with the people of its rota and those who usually come to its activity by name."""

    row: PlannedRow
    helpers: tuple[Expected, ...]
    guests: tuple[Expected, ...]


def day_figures(session: Work, planned_key: str, today: dt.date) -> DayFigures | None:
    """Return who will be at a planned session, with whom to call; None when it is not there any more."""
    rows = planned_rows(session, key=planned_key)
    if not rows:
        return None
    row = rows[0]
    helpers = {one.person_key: place.role for place in row.places for one in place.people if one.answer in ON}
    usual = [one.key for one in name_list(session, today, row.activity_key) if one.times >= OFTEN]
    guests = dict.fromkeys((key for key in usual if key not in helpers), "")
    known = _expected(session, {**helpers, **guests}, row.planned_on)
    return DayFigures(row, tuple(known[key] for key in helpers), tuple(known[key] for key in guests))


def _expected(session: Work, people: dict[str, str], day: dt.date) -> dict[str, Expected]:
    calls: defaultdict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    query = select(EmergencyContact).where(EmergencyContact.person_key.in_(tuple(people)))
    for one in session.scalars(query.order_by(EmergencyContact.place, EmergencyContact.key)):
        phones = ", ".join(filter(None, (one.phone, one.other_phone)))
        calls[one.person_key].append((one.name, one.relation, phones, one.note))
    agreed = select(GuardianConsent).where(GuardianConsent.person_key.in_(tuple(people)), GuardianConsent.phone != "")
    for consent in session.scalars(agreed.order_by(GuardianConsent.given_on, GuardianConsent.key)):
        known = {(name, phones) for name, _, phones, _ in calls[consent.person_key]}
        if consent.holds_on(day) and (consent.guardian, consent.phone) not in known:
            calls[consent.person_key].append((consent.guardian, consent.relation, consent.phone, ""))
    rows = session.execute(
        select(Person.key, Person.name, Person.access_needs).where(Person.key.in_(tuple(people)))
    ).all()
    return {key: Expected(key, name, people[key], needs, tuple(calls[key])) for key, name, needs in rows}
