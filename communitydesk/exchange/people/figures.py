"""Who is here, as lists that come in and go out see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.exchange.people.likeness import Known
from communitydesk.exchange.people.merging import SINGLE, Standing, Value
from communitydesk.people.figures.register import does
from communitydesk.people.figures.roles import roles_now
from communitydesk.people.model import PARTS, ContactWay, EmergencyContact, Person

_PHONES = ("mobile", "landline")


@dataclass(frozen=True)
class Entry:
    """Everything of one person that a list may show: `parts` are what they are, by the field's name."""

    key: str
    number: int
    name: str
    role: str
    parts: tuple[str, ...]
    stage: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    address: str
    postcode: str
    language: str
    access_needs: str
    born_on: dt.date | None
    joined_on: dt.date | None
    left_on: dt.date | None
    household_key: str | None = None
    prefers: str = ""
    emergency: tuple[tuple[str, str, str], ...] = ()  # name, what they are to them, phone
    does: str = ""  # the roles that they have, else what was written of them


def entries(desk: Desk, today: dt.date | None = None) -> tuple[Entry, ...]:
    """Return everybody by name, those who have left too; with `today` also which roles they have."""
    with desk.read() as session:
        emails, phones = _ways(session)
        emergency, held = _emergency(session), roles_now(session, today) if today else {}
        people = session.scalars(select(Person)).all()
        found = [
            _entry(person, emails[person.key], phones[person.key], emergency[person.key], does(person, held))
            for person in people
        ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.number)))


def _entry(
    person: Person, emails: list[str], phones: list[str], emergency: list[tuple[str, str, str]], do: str
) -> Entry:
    return Entry(
        person.key, person.number, person.name, person.role,
        tuple(part for part in PARTS if getattr(person, part)), person.stage,
        tuple(dict.fromkeys(filter(None, (person.email, *emails)))),
        tuple(dict.fromkeys(filter(None, (person.phone, *phones)))),
        person.address, person.postcode, person.language, person.access_needs, person.born_on, person.joined_on,
        person.left_on, person.household_key, person.prefers, tuple(emergency), do,
    )  # fmt: skip


def _ways(session: Session) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    emails: dict[str, list[str]] = defaultdict(list)
    phones: dict[str, list[str]] = defaultdict(list)
    for key, kind, value in session.execute(select(ContactWay.person_key, ContactWay.kind, ContactWay.value)):
        if kind == "email":
            emails[key].append(value)
        elif kind in _PHONES:
            phones[key].append(value)
    return emails, phones


def _emergency(session: Session) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for one in session.scalars(select(EmergencyContact).order_by(EmergencyContact.place, EmergencyContact.key)):
        found[one.person_key].append((one.name, one.relation, one.phone))
    return found


def known_people(desk: Desk) -> tuple[tuple[Known, ...], dict[str, Standing]]:
    """Return everybody as they are compared with a list, and what the file knows of each, by key."""
    everybody = entries(desk)
    known = tuple(
        Known(one.name, one.key, emails=one.emails, phones=one.phones, born_on=one.born_on) for one in everybody
    )
    return known, {one.key: Standing(one.key, _singles(one), one.emails, one.phones) for one in everybody}


def _singles(one: Entry) -> dict[str, Value]:
    return {name: value for name in SINGLE if (value := getattr(one, name))}
