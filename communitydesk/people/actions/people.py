"""What can be done to a person's entry: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import amend, find, keep, keep_all, next_number, remove, users
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.actions.following import before, beginnings, begun, followed
from communitydesk.people.actions.joining import choice_key
from communitydesk.people.model import (
    Availability,
    ChecklistTick,
    ContactWay,
    EmergencyContact,
    Part,
    Person,
    PersonSkill,
    StageChange,
)
from communitydesk.people.model.joining import SOURCE
from communitydesk.people.model.person import birth_troubles


def add_person(desk: Desk, person: Person, *, today: dt.date | None = None) -> Ref:
    """Add a person, with the next number, what they are since they joined, and the first step.

    Raises FieldTrouble, ManyTroubles.
    """
    day = today or dt.datetime.now().astimezone().date()
    with desk.change(N_("Add {person}"), person=person) as session:
        _possible(person, day)
        person.number = person.number or next_number(session, Person.number)
        keep(session, person)
        begun(session, person, day)
    return ref(person)


PART = 100
"""So many people are stored at once, so that who waits sees how far it is and may stop."""


def add_people(
    desk: Desk, people: Sequence[Person], *, today: dt.date, told: Callable[[int], None] = lambda _: None
) -> None:
    """Add many people as one change, with the next numbers in their order; quick for thousands.

    `told` is given how many are ready, now and then, and may raise to stop. Raises FieldTrouble, ManyTroubles.
    """
    with desk.change(N_("Add people ({n})"), n=len(people)) as session:
        number = next_number(session, Person.number)
        with_them: list[Record] = []
        for at, person in enumerate(people):
            if at % 50 == 0:
                told(0)  # only so that it may be stopped: little is done yet
            _possible(person, today)
            person.number = number + at
            with_them += beginnings(person, today)
        for at in range(0, len(people), PART):
            told(at)
            keep_all(session, people[at : at + PART])
        keep_all(session, with_them)
        told(len(people))


def amend_person(desk: Desk, key: str, *, today: dt.date | None = None, **values: Any) -> None:
    """Change what is known of a person; when they left or are something else now, its dates follow.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    day = today or dt.datetime.now().astimezone().date()
    with desk.change(N_("Change {person}"), person=Ref("person", key)) as session:
        was = before(find(session, Person, key))
        if values.get("source_key"):
            values["source_key"] = choice_key(session, SOURCE, values["source_key"])
        person = amend(session, Person, key, values)
        _possible(person, day)
        followed(session, person, was, day)


def _possible(person: Person, today: dt.date) -> None:
    for trouble in birth_troubles(person.born_on, today):
        raise trouble


OWN: tuple[type[Record], ...] = (
    Part, StageChange, ContactWay, EmergencyContact, PersonSkill, Availability, ChecklistTick,
)  # fmt: skip
"""What says no more than the entry itself, and goes with it when it was a mistake."""


def remove_person(desk: Desk, key: str) -> None:
    """Remove a person who was added by mistake. Raises Refused when anything is recorded of them."""
    with desk.change(N_("Remove {person}"), person=Ref("person", key)) as session:
        person = find(session, Person, key)
        count = sum(number for user, number in users(session, person) if user not in OWN)
        if count:
            raise Refused(
                N_("{name} is in your records ({n}), which reports count on. Give the day they left instead."),
                name=person.name,
                n=count,
            )
        for kind in OWN:
            remove(session, *_of(session, kind, key))
        remove(session, person)


def _of(session: Work, kind: Any, person_key: str) -> list[Any]:
    return list(session.query(kind).where(kind.person_key == person_key))
