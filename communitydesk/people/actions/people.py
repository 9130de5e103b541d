"""What can be done to a person's entry: each function is one named change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import amend, find, keep, next_number, remove, users
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.model import Attendance, Person


def add_person(desk: Desk, person: Person) -> Ref:
    """Add a person, with the next number. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add {person}"), person=person) as session:
        person.number = person.number or next_number(session, Person.number)
        keep(session, person)
    return ref(person)


def amend_person(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of a person. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change {person}"), person=Ref("person", key)) as session:
        amend(session, Person, key, values)


def remove_person(desk: Desk, key: str) -> None:
    """Remove a person who was added by mistake. Raises Refused when anything is recorded of them."""
    with desk.change(N_("Remove {person}"), person=Ref("person", key)) as session:
        person = find(session, Person, key)
        count = sum(number for _, number in users(session, person))
        if count:
            raise Refused(
                N_("{name} is in your records ({n}), which reports count on. Give the day they left instead."),
                name=person.name,
                n=count,
            )
        remove(session, person)


def merge_people(desk: Desk, keep_key: str, drop_key: str) -> None:
    """Make one of two entries of the same person: the first keeps everything of both. Raises Refused."""
    with desk.change(N_("Join two entries of {person}"), person=Ref("person", keep_key)) as session:
        kept, dropped = find(session, Person, keep_key), find(session, Person, drop_key)
        if kept is dropped:
            raise Refused(N_("These are one entry already. Choose two."))
        both = {one.session_key for one in _attended(session, keep_key)}
        remove(session, *(one for one in _attended(session, drop_key) if one.session_key in both))
        for user, _ in tuple(users(session, dropped)):
            for column in user.__table__.columns:
                if any(key.column.table.name == "person" for key in column.foreign_keys):
                    session.execute(sql_update(user).where(column == drop_key).values({column.key: keep_key}))
        session.expire_all()
        for name in ("role", "email", "phone", "notes", "joined_on"):
            if not getattr(kept, name):
                setattr(kept, name, getattr(dropped, name))
        for name in ("is_volunteer", "is_committee", "is_staff", "is_sessional", "takes_part"):
            setattr(kept, name, getattr(kept, name) or getattr(dropped, name))
        keep(session, kept)
        remove(session, find(session, Person, drop_key))


def _attended(session: Work, person_key: str) -> Sequence[Attendance]:
    return session.scalars(select(Attendance).where(Attendance.person_key == person_key)).all()
