"""What is written when a list of people is brought in: one change, which undo takes back whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Refused
from communitydesk.desk.keeping import find, keep, keep_all
from communitydesk.desk.reach import parse_phone
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words
from communitydesk.exchange.people.merging import Planned
from communitydesk.people.actions import add_people, amend_person
from communitydesk.people.model import PARTS, ContactWay, EmergencyContact, Person, PersonNote

T = TypeVar("T")
READ = 0.8
"""How far it is, of 1, when everybody is ready and the change is about to be written."""


def bring_in_people(
    desk: Desk, planned: Sequence[Planned], parts: Sequence[str], today: dt.date, words: Words,
    told: Callable[[float], None] = lambda _: None,
) -> tuple[int, int]:  # fmt: skip
    """Add and join everybody planned; return how many were added and how many of those here were changed.

    `parts` are what people are where the list does not say. What could not be read goes into a private note, in `words`.
    `told` is given how much is done, 0 to 1, and may raise to stop: then nothing is written. Raises Refused, FieldTrouble.
    """
    if not planned:
        raise Refused(N_("Nobody on this list is to be brought in."))
    fresh = [(one, _new(one, parts)) for one in _stopping(planned, told) if not one.key]
    here = [one for one in planned if one.key]
    with desk.change(N_("Bring in a list of people ({n})"), n=len(planned)) as session:
        more = [record for one, person in _stopping(fresh, told) for record in _beside(desk, person, one, today, words)]
        add_people(desk, [person for _, person in fresh], today=today, told=lambda n: told(READ * n / len(planned)))
        for at, one in enumerate(here, len(fresh)):
            if at % 20 == 0:
                told(READ * at / len(planned))
            person = _joined(desk, session, one, today, words)
            more += _beside(desk, person, one, today, words)
            keep(session, person)
        for kind in (ContactWay, EmergencyContact, PersonNote):
            keep_all(session, [record for record in more if isinstance(record, kind)])
        told(READ)  # the last moment to stop: what comes now is written whole
    return len(fresh), len(here)


def _stopping(each: Sequence[T], told: Callable[[float], None]) -> Iterator[T]:
    """Yield each, and ask now and then whether to stop; nothing to speak of is done yet."""
    for at, one in enumerate(each):
        if at % 50 == 0:
            told(0.0)
        yield one


def _new(one: Planned, parts: Sequence[str]) -> Person:
    return Person(**{part: part in (one.person.parts or parts) for part in PARTS}, **one.values)


def _joined(desk: Desk, session: Session, one: Planned, today: dt.date, words: Words) -> Person:
    person = find(session, Person, one.key)
    values = {**one.values, **{part: True for part in one.person.parts if not getattr(person, part)}}
    try:
        if values:
            amend_person(desk, one.key, today=today, **values)
    except (FieldTrouble, ManyTroubles) as trouble:
        raise Refused(
            N_("{name} cannot be joined so: {why} Nothing was brought in. Choose for this person what to keep."),
            name=person.name, why=trouble.say(words),
        ) from trouble  # fmt: skip
    return find(session, Person, one.key)


def _beside(desk: Desk, person: Person, one: Planned, today: dt.date, words: Words) -> Iterator[Record]:
    """Set the first e-mail and phone on the record; yield what stands beside it: further ways, contacts and a note."""
    emails, phones = list(one.person.emails), list(one.person.phones)
    if emails and not person.email:
        person.email = emails.pop(0)
    if phones and not person.phone:
        person.phone = phones.pop(0)
    yield from (ContactWay(person_key=person.key, kind="email", value=email) for email in emails)
    yield from (ContactWay(person_key=person.key, kind=_kind(phone), value=phone) for phone in phones)
    name, phone = one.person.emergency_name, _phone(one.person.emergency_phone)
    if name and phone:
        yield EmergencyContact(person_key=person.key, name=name, phone=phone)
    if text := _noted(one, words):
        yield PersonNote(person_key=person.key, written_on=today, written_by=desk.who, text=text)


def _kind(phone: str) -> str:
    return "mobile" if phone.startswith(("07", "+447", "+44 7")) else "landline"


def _phone(text: str) -> str:
    try:
        return parse_phone(text) if text else ""
    except FieldTrouble:
        return ""


def _noted(one: Planned, words: Words) -> str:
    """Return what the list said and no field holds, for a private note."""
    lines = [one.person.notes] if one.person.notes else []
    lines += [f"{words(cell.label)}: {cell.text}" for cell in one.person.unread]
    name, phone = one.person.emergency_name, one.person.emergency_phone
    if (name or phone) and not (name and _phone(phone)):
        lines.append(words(N_("Emergency contact: {text}"), text=" ".join(part for part in (name, phone) if part)))
    return "\n".join(lines)
