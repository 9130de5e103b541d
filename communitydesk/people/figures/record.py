"""One person's record as its page says it, and what is wrong or missing in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.dates import add_months
from communitydesk.desk.keeping import values_of
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.people.figures.joining import open_items
from communitydesk.people.model import (
    PARTS,
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
    StageChange,
    age_on,
    is_child,
)
from communitydesk.people.model.person import ADULT_AT
from communitydesk.people.model.skills import OFFERED

SOON = 30
"""Days before a consent or a trial ends from which it is said."""


@dataclass(frozen=True)
class Missing:
    """Something that is missing or about to end. `side` is the tab on which it is put right, and after a colon where on it."""

    kind: str
    state: Literal["late", "due"]
    sentence: Message
    mend: Message
    side: str
    when: dt.date | None = None


@dataclass(frozen=True)
class ContactFigures:
    """How a person is reached, who is called, who answers for them, and who lives with them: values by field."""

    ways: tuple[dict[str, Any], ...]
    emergency: tuple[dict[str, Any], ...]
    consents: tuple[dict[str, Any], ...]
    household_key: str | None
    household: str
    lives_with: tuple[tuple[str, str], ...]  # key, name
    age: int | None
    child: bool


@dataclass(frozen=True)
class SkillFigures:
    """What somebody offers and would like to learn, and when they are free: (day of the week, part of the day)."""

    offered: tuple[str, ...]
    wanted: tuple[str, ...]
    free: frozenset[tuple[int, str]]
    free_note: str


def of_person(session: Work, kind: type[Any], person_key: str, *order: Any) -> tuple[dict[str, Any], ...]:
    """Return the records of a class that belong to a person as values by field, with their `key`, in an order."""
    rows = session.scalars(select(kind).where(kind.person_key == person_key).order_by(*order, kind.key)).all()
    return tuple({"key": row.key, **values_of(row)} for row in rows)


def parts(session: Work, person_key: str) -> tuple[dict[str, Any], ...]:
    """Return what somebody is and was to the group, what goes on first.

    What is only said of them, without any dates, has the key "undated:" and its field.
    """
    rows = of_person(session, Part, person_key, Part.to_on.is_not(None), Part.from_on.desc())
    dated = {row["kind"] for row in rows}
    person = session.get(Person, person_key)
    bare = [kind for kind in PARTS if person and getattr(person, kind) and kind not in dated]
    blank = {"person_key": person_key, "from_on": None, "to_on": None, "note": ""}
    return (*rows, *({"key": f"undated:{kind}", "kind": kind, **blank} for kind in bare))


def notes(session: Work, person_key: str) -> tuple[dict[str, Any], ...]:
    """Return the private notes about somebody, the latest first."""
    return of_person(session, PersonNote, person_key, PersonNote.written_on.desc())


def references(session: Work, person_key: str) -> tuple[dict[str, Any], ...]:
    """Return who was asked about somebody, with the name of who read the answer as `seen_by`."""
    rows = of_person(session, Reference, person_key, Reference.asked_on)
    names = _names(session, (row["seen_by_key"] for row in rows))
    return tuple({**row, "seen_by": names.get(row["seen_by_key"], "")} for row in rows)


def _names(session: Work, keys: Iterable[str | None]) -> dict[str | None, str]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return {key: name for key, name in session.execute(select(Person.key, Person.name).where(Person.key.in_(wanted)))}


def note_count(session: Work, person_key: str) -> int:
    """Return how many private notes there are about somebody."""
    return len(session.scalars(select(PersonNote.key).where(PersonNote.person_key == person_key)).all())


def contact(session: Work, person_key: str, today: dt.date) -> ContactFigures:
    """Return how a person is reached and who is called for them."""
    person = session.get(Person, person_key)
    born = person.born_on if person else None
    house = session.get(Household, person.household_key) if person and person.household_key else None
    with_them = (
        session.execute(
            select(Person.key, Person.name)
            .where(Person.household_key == house.key, Person.key != person_key)
            .order_by(Person.name)
        ).all()
        if house
        else ()
    )
    return ContactFigures(
        of_person(session, ContactWay, person_key, ContactWay.kind),
        of_person(session, EmergencyContact, person_key, EmergencyContact.place),
        of_person(session, GuardianConsent, person_key, GuardianConsent.given_on.desc()),
        house.key if house else None,
        house.name if house else "",
        tuple((key, name) for key, name in with_them),
        age_on(born, today) if born else None,
        is_child(born, today),
    )


def households(session: Work) -> tuple[tuple[str, str], ...]:
    """Return every household by name: (key, its name with who lives there)."""
    living: defaultdict[str, list[str]] = defaultdict(list)
    query = select(Person.household_key, Person.name).where(Person.household_key.is_not(None)).order_by(Person.name)
    for key, name in session.execute(query):
        living[str(key)].append(name)
    rows = session.execute(select(Household.key, Household.name).order_by(Household.name)).all()
    return tuple((key, f"{name} ({', '.join(living[key])})" if living[key] else name) for key, name in rows)


def skills(session: Work, person_key: str) -> SkillFigures:
    """Return what somebody can do and would like to learn, and when they are free."""
    person = session.get(Person, person_key)
    rows = session.execute(
        select(Skill.name, PersonSkill.which)
        .join(PersonSkill, PersonSkill.skill_key == Skill.key)
        .where(PersonSkill.person_key == person_key)
        .order_by(Skill.name)
    ).all()
    free = session.execute(
        select(Availability.weekday, Availability.slot).where(Availability.person_key == person_key)
    ).all()
    return SkillFigures(
        tuple(name for name, which in rows if which == OFFERED),
        tuple(name for name, which in rows if which != OFFERED),
        frozenset((int(day), slot) for day, slot in free),
        person.free_note if person else "",
    )


def photo(session: Work, person_key: str) -> str:
    """Return the SHA-256 of a person's photograph; "" when there is none."""
    query = select(Attachment.sha256).join(Person, Person.photo_key == Attachment.key).where(Person.key == person_key)
    return session.scalar(query) or ""


# -- what is wrong or missing ------------------------------------------------------------------------


def warnings(session: Work, person_key: str, today: dt.date) -> tuple[Missing, ...]:
    """Return what is missing in somebody's record or about to end, the worst first; nothing of who has left."""
    found = tuple(of_everybody(session, today, person_key).get(person_key, ()))
    return tuple(sorted(found, key=lambda one: one.state != "late"))


def of_everybody(session: Work, today: dt.date, only: str = "") -> dict[str, list[Missing]]:
    """Return what is missing or about to end by person, for everybody who has not left (or one of them)."""
    here = select(Person).where(Person.left_on.is_(None) | (Person.left_on > today))
    people = session.scalars(here.where(Person.key == only) if only else here).all()
    found: defaultdict[str, list[Missing]] = defaultdict(list)
    called = _who_has(session, EmergencyContact, only)
    agreed = consents_of(session, only)
    for person in people:
        if is_child(person.born_on, today) and (one := of_guardian(agreed[person.key], today)):
            found[person.key].append(one)
        if person.key not in called and needs_emergency(person):
            found[person.key].append(_NO_EMERGENCY)
    for key, one in (*of_stages(session, today, only), *_lists(session, today, only)):
        found[key].append(one)
    return dict(found)


def needs_emergency(person: Any) -> bool:
    """Whether somebody should have an emergency contact: whoever helps, works or sits on the committee, and is here."""
    helps = person.is_volunteer or person.is_committee or person.is_staff or person.is_sessional
    return helps and person.stage in ("trial", "active")


_NO_EMERGENCY = Missing(
    "emergency",
    "due",
    Message(N_("There is nobody to call in an emergency.")),
    Message(N_("Add an emergency contact")),
    "contact:emergency",
)
_NO_CONSENT = N_("They are under {n} and there is no guardian's consent.")
_ENDED = N_("They are under {n} and no guardian's consent is in force.")
_ADD_CONSENT = Message(N_("Add a guardian's consent"))


def of_guardian(consents: list[GuardianConsent], today: dt.date) -> Missing | None:
    """What is to be said of the consents of somebody under 18: there is none, or the last one ends soon."""
    holding = [one for one in consents if one.holds_on(today)]
    if not holding:
        said = _ENDED if consents else _NO_CONSENT
        return Missing("guardian", "late", message(said, n=ADULT_AT), _ADD_CONSENT, "contact:guardian", today)
    if any(one.until_on is None for one in holding):
        return None
    until = max(one.until_on for one in holding if one.until_on)
    if (until - today).days <= SOON:
        ends = message(N_("The guardian's consent ends on {day}."), day=until)
        return Missing("guardian", "due", ends, _ADD_CONSENT, "contact:guardian", until)
    return None


def consents_of(session: Work, only: str) -> defaultdict[str, list[GuardianConsent]]:
    """Return the guardians' consents by person, for everybody or (`only`) for one of them."""
    query = select(GuardianConsent)
    found: defaultdict[str, list[GuardianConsent]] = defaultdict(list)
    for one in session.scalars(query.where(GuardianConsent.person_key == only) if only else query):
        found[one.person_key].append(one)
    return found


def _who_has(session: Work, kind: type[Any], only: str) -> set[str]:
    query = select(kind.person_key)
    return set(session.scalars(query.where(kind.person_key == only) if only else query))


def of_stages(session: Work, today: dt.date, only: str) -> list[tuple[str, Missing]]:
    """Trials and pauses that have ended or end soon without another step."""
    query = (
        select(StageChange.person_key, StageChange.stage, StageChange.until_on)
        .join(Person, Person.key == StageChange.person_key)
        .where(StageChange.stage == Person.stage, Person.stage.in_(("trial", "paused")))
        .order_by(StageChange.since_on)
    )
    last = {key: (stage, until) for key, stage, until in session.execute(
        query.where(StageChange.person_key == only) if only else query)}  # fmt: skip
    found = []
    for key, (stage, until) in last.items():
        if until is None or (until - today).days > SOON:
            continue
        past = until < today
        said = {
            ("trial", True): N_("Their trial ended on {day}. How did it go?"),
            ("trial", False): N_("Their trial ends on {day}."),
            ("paused", True): N_("They meant to be back by {day}."),
            ("paused", False): N_("They mean to be back by {day}."),
        }[stage, past]
        found.append((key, Missing(stage, "late" if past else "due", message(said, day=until),
                                   Message(N_("Record the next step")), "joining", until)))  # fmt: skip
    return found


def _lists(session: Work, today: dt.date, only: str) -> list[tuple[str, Missing]]:
    """Items that are open on the checklist of somebody who is joining (their first three months) or has just left."""
    return [
        (
            key,
            Missing(
                "checklist",
                "due",
                counted(N_("{n} thing is still to do for their joining."), N_("{n} things are still to do for their joining."), n),
                Message(N_("See the checklist")),
                "joining",
            ),
        )
        for key, n in open_items(session, today, add_months(today, -3), only).items()
    ]  # fmt: skip
