"""The list of people: what each is, does and can, how they stand to what their roles need, and when they were last seen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import Session
from communitydesk.desk.dates import Period
from communitydesk.people.figures.people import PersonRow, ended_parts, parts_of, people_rows
from communitydesk.people.figures.roles import holders
from communitydesk.people.figures.standing import State, worst
from communitydesk.people.model import Attendance, Hours, Person, PersonSkill, Role, Skill
from communitydesk.people.model.skills import OFFERED


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in the list. `state` is "" for who has no role that needs anything; `roles` and `skills` are names.

    `parts` is what they are on the day, or were when they left; `stage` is "left" from that day on.
    """

    key: str
    name: str
    number: int
    does: str
    parts: tuple[str, ...]
    stage: str
    left_on: dt.date | None
    roles: tuple[str, ...]
    state: State | str
    skills: tuple[str, ...]
    last_on: dt.date | None
    minutes: int
    sessions: int

    @property
    def here(self) -> bool:
        """Whether they have not left."""
        return self.stage != "left"


def listed(session: Work, today: dt.date, period: Period | None = None) -> tuple[Listed, ...]:
    """Return everybody by name, with the time given in a period; the number of queries does not grow with the people."""
    given = {row.key: row for row in people_rows(session, period)}
    ended = ended_parts(session, today)
    last, skills, roles = _last_seen(session, today), _skills(session), _roles(session, today)
    found = []
    for person in session.scalars(select(Person)):
        row: PersonRow = given[person.key]
        names, state = roles.get(person.key, ((), ""))
        gone = person.left_on is not None and person.left_on <= today
        found.append(
            Listed(
                person.key, person.name, person.number, ", ".join(names) or person.role, parts_of(person, ended),
                "left" if gone else person.stage, person.left_on, names, state, skills.get(person.key, ()),
                last.get(person.key), row.minutes, row.sessions,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.number)))


def _last_seen(session: Work, today: dt.date) -> dict[str, dt.date]:
    """The last day, not after today, on which each person came or gave time."""
    came: Any = select(Attendance.person_key, func.max(Session.held_on)).join(
        Session, Session.key == Attendance.session_key
    )
    gave: Any = select(Hours.person_key, func.max(Hours.given_on)).where(Hours.person_key.is_not(None))
    found: dict[str, dt.date] = {}
    for query in (
        came.where(Session.held_on <= today).group_by(Attendance.person_key),
        gave.where(Hours.given_on <= today).group_by(Hours.person_key),
    ):
        for key, day in session.execute(query):
            found[key] = max(day, found.get(key, day))
    return found


def _skills(session: Work) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(PersonSkill.person_key, Skill.name).join(Skill, Skill.key == PersonSkill.skill_key)
    for key, name in session.execute(query.where(PersonSkill.which == OFFERED)):
        found[key].append(name)
    return {key: tuple(sorted(names, key=str.casefold)) for key, names in found.items()}


def _roles(session: Work, today: dt.date) -> dict[str, tuple[tuple[str, ...], State | str]]:
    """The roles that each person has now, and how they stand to what those need ("" where they need nothing)."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for one in holders(session, today):
        if one.now(today):
            names[one.person_key].append(one.role)
            found[one.person_key] += one.findings
    return {key: (tuple(held), worst(found[key]) if found[key] else "") for key, held in names.items()}


def role_names(session: Work) -> tuple[str, ...]:
    """Return the name of every role, in order, each once."""
    return tuple(sorted(set(session.scalars(select(Role.name))), key=str.casefold))
