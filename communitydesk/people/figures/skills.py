"""What people can do and would like to learn, and who is free when: everybody's, for a page and a document."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.people.model import Availability, Person, PersonSkill, Skill
from communitydesk.people.model.skills import OFFERED


@dataclass(frozen=True)
class SkillRow:
    """A skill with those who offer it and those who would like to learn it: (key, name), by name."""

    key: str
    name: str
    offered: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FreeFigures:
    """Who is free in each part of each day: (key, name) by (day of the week, part); `notes` says more of somebody.

    `asked` is how many have any time written down, `people` how many are here and help.
    """

    cells: dict[tuple[int, str], tuple[tuple[str, str], ...]]
    notes: tuple[tuple[str, str], ...]
    asked: int
    people: int


def skill_names(session: Work) -> tuple[str, ...]:
    """Return every skill's name, in order."""
    return tuple(sorted(session.scalars(select(Skill.name)), key=str.casefold))


def skill_rows(session: Work, today: dt.date) -> tuple[SkillRow, ...]:
    """Return every skill with who offers it and who wants it, of those who have not left."""
    query = (
        select(PersonSkill.skill_key, PersonSkill.which, Person.key, Person.name)
        .join(Person, Person.key == PersonSkill.person_key)
        .where(Person.left_on.is_(None) | (Person.left_on > today))
    )
    found: defaultdict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for skill, which, key, name in session.execute(query):
        found[skill, which == OFFERED].append((key, name))
    rows = session.execute(select(Skill.key, Skill.name)).all()
    return tuple(
        SkillRow(key, name, _by_name(found[key, True]), _by_name(found[key, False]))
        for key, name in sorted(rows, key=lambda row: row[1].casefold())
    )


def _by_name(people: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(people, key=lambda one: one[1].casefold()))


def free(session: Work, today: dt.date) -> FreeFigures:
    """Return who is free when, of those who help and have not left."""
    helps = Person.is_volunteer | Person.is_committee | Person.is_staff | Person.is_sessional
    here = (Person.left_on.is_(None) | (Person.left_on > today)) & Person.stage.in_(("trial", "active"))
    people = {key: (name, note) for key, name, note in session.execute(
        select(Person.key, Person.name, Person.free_note).where(here, helps))}  # fmt: skip
    cells: defaultdict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    asked: set[str] = set()
    for key, weekday, slot in session.execute(select(Availability.person_key, Availability.weekday, Availability.slot)):
        if key in people:
            cells[int(weekday), slot].append((key, people[key][0]))
            asked.add(key)
    notes = sorted((name, note) for name, note in people.values() if note)
    return FreeFigures(
        {cell: _by_name(names) for cell, names in cells.items()}, tuple(notes), len(asked), len(people)
    )  # fmt: skip
