"""What can be done to what belongs to a person: ways to reach them, consents, references, notes, parts, skills, times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import amend, find, keep, remove, same_text, users
from communitydesk.desk.pictures import thumbnail
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.actions.following import mark_parts
from communitydesk.people.model import (
    Availability,
    ContactWay,
    EmergencyContact,
    GuardianConsent,
    Household,
    Part,
    Person,
    PersonNote,
    PersonSkill,
    Reference,
    Skill,
)
from communitydesk.people.model.skills import OFFERED, WANTED

Detail = ContactWay | EmergencyContact | GuardianConsent | Reference | PersonNote
_LABELS: dict[type[Record], tuple[str, str, str]] = {
    ContactWay: (
        N_("Add a way to reach {person}"), N_("Change how {person} is reached"), N_("Remove a way to reach {person}"),
    ),
    EmergencyContact: (
        N_("Add an emergency contact of {person}"), N_("Change an emergency contact of {person}"),
        N_("Remove an emergency contact of {person}"),
    ),
    GuardianConsent: (
        N_("Add a guardian's consent for {person}"), N_("Change a guardian's consent for {person}"),
        N_("Remove a guardian's consent for {person}"),
    ),
    Reference: (
        N_("Add a reference for {person}"), N_("Change a reference for {person}"), N_("Remove a reference for {person}"),
    ),
    PersonNote: (
        N_("Add a private note about {person}"), N_("Change a private note about {person}"),
        N_("Remove a private note about {person}"),
    ),
}  # fmt: skip
PHOTO = 480  # dots of the longest side: enough for a badge, no more than is needed


def add_detail(desk: Desk, detail: Detail) -> Ref:
    """Add a contact, a consent, a reference or a note to a person's record. Raises FieldTrouble, ManyTroubles."""
    with desk.change(_LABELS[type(detail)][0], person=Ref("person", detail.person_key)) as session:
        keep(session, detail)
    return ref(detail)


def amend_detail(desk: Desk, kind: type[Detail], key: str, **values: Any) -> None:
    """Change a contact, a consent, a reference or a note. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(_LABELS[kind][1], person=Ref("person", _whose(desk, kind, key))) as session:
        amend(session, kind, key, values)


def remove_detail(desk: Desk, kind: type[Detail], key: str) -> None:
    """Take a contact, a consent, a reference or a note out of a person's record. Raises Refused."""
    with desk.change(_LABELS[kind][2], person=Ref("person", _whose(desk, kind, key))) as session:
        remove(session, find(session, kind, key))


def _whose(desk: Desk, kind: Any, key: str) -> str:
    with desk.read() as session:
        return str(find(session, kind, key).person_key)


# -- parts -----------------------------------------------------------------------------------------


def add_part(desk: Desk, part: Part, today: dt.date) -> Ref:
    """Say what somebody is to the group, from and until when. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Say what {person} is to the group"), person=Ref("person", part.person_key)) as session:
        _not_twice(session, part)
        keep(session, part)
        mark_parts(session, find(session, Person, part.person_key), today)
    return ref(part)


def amend_part(desk: Desk, key: str, today: dt.date, **values: Any) -> None:
    """Change what somebody is to the group, or its dates. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Say what {person} is to the group"), person=Ref("person", _whose(desk, Part, key))) as session:
        was = find(session, Part, key).kind
        part = amend(session, Part, key, values)
        _not_twice(session, part)
        person = find(session, Person, part.person_key)
        if was != part.kind:
            setattr(person, was, False)
        mark_parts(session, person, today)


def remove_part(desk: Desk, key: str, today: dt.date) -> None:
    """Take out what somebody never was. Raises Refused."""
    with desk.change(N_("Say what {person} is to the group"), person=Ref("person", _whose(desk, Part, key))) as session:
        part = find(session, Part, key)
        person = find(session, Person, part.person_key)
        remove(session, part)
        setattr(person, part.kind, False)
        mark_parts(session, person, today)


def _not_twice(session: Work, part: Part) -> None:
    """Refuse the same part twice at one time."""
    start, end = part.from_on or dt.date.min, part.to_on or dt.date.max
    query = select(Part).where(Part.person_key == part.person_key, Part.kind == part.kind, Part.key != part.key)
    with session.no_autoflush:
        for other in session.scalars(query):
            if start <= (other.to_on or dt.date.max) and end >= (other.from_on or dt.date.min):
                raise FieldTrouble("from_on", N_("They are this already in that time. Change those dates instead."))


# -- household, photograph ---------------------------------------------------------------------------


def set_household(desk: Desk, person_key: str, household_key: str | None = None, name: str = "") -> None:
    """Say with whom somebody lives: in a household that is there, in a new one by its name, or in none.

    A household that nobody lives in any more goes. Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Say with whom {person} lives"), person=Ref("person", person_key)) as session:
        person = find(session, Person, person_key)
        was = person.household_key
        if name.strip() and not household_key:
            household = Household(name=" ".join(name.split()))
            keep(session, household)
            household_key = household.key
        person.household_key = household_key
        keep(session, person)
        if was and was != household_key:
            _gone_if_empty(session, was)


def _gone_if_empty(session: Work, key: str) -> None:
    if not session.scalar(select(Person.key).where(Person.household_key == key).limit(1)):
        remove(session, find(session, Household, key))


def set_photo(desk: Desk, person_key: str, content: bytes | None, media_type: str = "image/jpeg") -> None:
    """Keep a photograph of somebody, made small; None takes it out. Raises FileTrouble, Refused."""
    with desk.change(N_("Set the photograph of {person}"), person=Ref("person", person_key)) as session:
        person = find(session, Person, person_key)
        was, person.photo_key = person.photo_key, None
        if content is not None:
            small = thumbnail(content, media_type, PHOTO)
            attachment = desk.attach(session, small, "image/jpeg", "photograph.jpg")
            session.flush()
            person.photo_key = attachment.key
        keep(session, person)
        if was:
            _gone_if_unused(session, was)


def _gone_if_unused(session: Work, attachment_key: str) -> None:
    attachment = find(session, Attachment, attachment_key)
    if not any(True for _ in users(session, attachment)):
        remove(session, attachment)


# -- skills and times --------------------------------------------------------------------------------


def set_skills(desk: Desk, person_key: str, offered: Sequence[str], wanted: Sequence[str] = ()) -> None:
    """Say exactly what somebody offers and would like to learn, by name; a new name becomes a skill of the group.

    Raises FieldTrouble, Refused.
    """
    with desk.change(
        N_("Say what {person} can do and would like to learn"), person=Ref("person", person_key)
    ) as session:
        find(session, Person, person_key)
        known = {skill.name: skill for skill in session.scalars(select(Skill))}
        meant = {(_skill(session, known, name).key, which)
                 for names, which in ((offered, OFFERED), (wanted, WANTED)) for name in names if name.strip()}  # fmt: skip
        there = session.scalars(select(PersonSkill).where(PersonSkill.person_key == person_key)).all()
        goes = [one for one in there if (one.skill_key, one.which) not in meant]
        remove(session, *goes)
        has = {(one.skill_key, one.which) for one in there}
        for skill_key, which in sorted(meant - has):
            keep(session, PersonSkill(person_key=person_key, skill_key=skill_key, which=which))
        _tidy_skills(session, {one.skill_key for one in goes})


def _skill(session: Work, known: dict[str, Skill], name: str) -> Skill:
    name = " ".join(name.split())
    for other, skill in known.items():
        if same_text(name, other):
            return skill
    skill = known[name] = Skill(name=name)
    keep(session, skill)
    return skill


def _tidy_skills(session: Work, keys: Collection[str]) -> None:
    """Forget skills that nobody has any more and that nothing else in the file uses."""
    for key in sorted(keys):
        skill = find(session, Skill, key)
        if not any(True for _ in users(session, skill)):
            remove(session, skill)


def rename_skill(desk: Desk, key: str, name: str) -> None:
    """Call a skill by another name; where there is one by that name already, the two become one.

    Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Rename {skill}"), skill=Ref("skill", key)) as session:
        skill = find(session, Skill, key)
        other = next(
            (one for one in session.scalars(select(Skill)) if one.key != key and same_text(one.name, name)), None
        )
        if other is None:
            skill.name = " ".join(name.split())
            keep(session, skill)
            return
        of = select(PersonSkill).where(PersonSkill.skill_key == other.key)
        there = {(one.person_key, one.which) for one in session.scalars(of)}
        for one in session.scalars(select(PersonSkill).where(PersonSkill.skill_key == key)).all():
            if (one.person_key, one.which) in there:
                remove(session, one)
            else:
                one.skill_key = other.key
                keep(session, one)
        remove(session, skill)


def set_free(desk: Desk, person_key: str, cells: Collection[tuple[int, str]], note: str = "") -> None:
    """Say exactly when in the week somebody is free: (day of the week, part of the day), and more in words.

    Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Say when {person} is free"), person=Ref("person", person_key)) as session:
        person = find(session, Person, person_key)
        there = session.scalars(select(Availability).where(Availability.person_key == person_key)).all()
        remove(session, *(one for one in there if (one.weekday, one.slot) not in cells))
        for weekday, slot in sorted(set(cells) - {(one.weekday, one.slot) for one in there}):
            keep(session, Availability(person_key=person_key, weekday=weekday, slot=slot))
        person.free_note = " ".join(note.split())
        keep(session, person)
