"""Everybody with what they are and since when, for the register, and all that is held of one person for their own sheet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.people.figures.joining import JoiningFigures, joining
from communitydesk.people.figures.people import PersonHead, person_head, person_values
from communitydesk.people.figures.record import (
    ContactFigures,
    Missing,
    SkillFigures,
    contact,
    notes,
    parts,
    references,
    skills,
    warnings,
)
from communitydesk.people.figures.roles import roles_now
from communitydesk.people.model import PARTS, Part, Person


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register; `parts` are (field, from, to), those of dates that are not known without any."""

    number: int
    name: str
    role: str
    stage: str
    parts: tuple[tuple[str, dt.date | None, dt.date | None], ...]
    joined_on: dt.date | None
    left_on: dt.date | None
    phone: str
    email: str
    address: str
    notes: tuple[tuple[dt.date, str], ...] = ()


@dataclass(frozen=True)
class PersonSheet:
    """All that the group holds of how one person is reached, what they are and how they came; notes if asked for."""

    head: PersonHead
    values: dict[str, Any]
    supporter: str
    parts: tuple[dict[str, Any], ...]
    contact: ContactFigures
    skills: SkillFigures
    joining: JoiningFigures
    references: tuple[dict[str, Any], ...]
    missing: tuple[Missing, ...]
    notes: tuple[dict[str, Any], ...]


def register(
    session: Work, today: dt.date, part: str = "", *, left: bool = False, private: bool = False
) -> tuple[RegisterRow, ...]:
    """Return the register by name: of those who help, or of one part of the group; `left` adds who has gone."""
    dated: defaultdict[str, list[Part]] = defaultdict(list)
    for one in session.scalars(select(Part).order_by(Part.from_on, Part.key)):
        dated[one.person_key].append(one)
    held, found = roles_now(session, today), []
    for person in session.scalars(select(Person)):
        gone = person.left_on is not None and person.left_on <= today
        wanted = getattr(person, part) if part else any(getattr(person, one) for one in PARTS if one != "takes_part")
        if not wanted or (gone and not left):
            continue
        known = tuple((one.kind, one.from_on, one.to_on) for one in dated[person.key] if left or _goes_on(one, today))
        kinds = {one.kind for one in dated[person.key]}
        bare = tuple((kind, None, None) for kind in PARTS if getattr(person, kind) and kind not in kinds)
        address = ", ".join(filter(None, (*person.address.splitlines(), person.postcode)))
        found.append(
            RegisterRow(person.number, person.name, does(person, held), "left" if gone else person.stage, (*known, *bare),
                        person.joined_on, person.left_on, person.phone, person.email, address,
                        tuple((one["written_on"], one["text"]) for one in notes(session, person.key)) if private else ())
        )  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.name.casefold(), row.number)))


def does(person: Person, held: Mapping[str, tuple[str, ...]]) -> str:
    """Return what somebody does: the roles that they have now, else what was written of them."""
    return ", ".join(held.get(person.key, ())) or person.role


def _goes_on(part: Part, today: dt.date) -> bool:
    return part.to_on is None or part.to_on >= today


def person_sheet(session: Work, key: str, today: dt.date, *, private: bool = False) -> PersonSheet | None:
    """Return all that stands on one person's own sheet; private notes only when they are asked for."""
    head = person_head(session, key, today)
    if head is None:
        return None
    values = person_values(session, key)
    supporter = session.get(Person, values["supporter_key"]) if values["supporter_key"] else None
    return PersonSheet(
        head, values, supporter.name if supporter else "", parts(session, key), contact(session, key, today),
        skills(session, key), joining(session, key, today), references(session, key), warnings(session, key, today),
        notes(session, key) if private else (),
    )  # fmt: skip
