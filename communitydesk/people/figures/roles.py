"""Roles as pages and documents say them: what each needs, who holds it, who is in date, who was given it all the same."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import PlannedSession
from communitydesk.desk.keeping import values_of
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Message, message
from communitydesk.people.figures.standing import Book, Finding, State, book, worst
from communitydesk.people.model import Certificate, CheckSeen, Person, Role, RoleHeld, RoleNeed, WentAhead
from communitydesk.people.model.roles import lacking_said

NEVER_KEPT = N_(
    "Keep only the level of a check, the day on which it was seen, who saw it, and when to see a new one. What a "
    "certificate says may not be stored: not its number, not its findings, no copy and no photograph of it."
)


@dataclass(frozen=True)
class NeedRow:
    """One thing that a role needs, with what is wrong with asking for it, if anything is."""

    key: str
    kind: str
    said: Message
    months: int | None
    eligible: str
    eligible_why: str
    restricted: bool

    @property
    def trouble(self) -> tuple[State, Message] | None:
        """What is wrong with asking this of anybody."""
        if not self.restricted:
            return None
        if self.eligible == "no":
            told = N_(
                "{check}: this role is not eligible for it, so it is unlawful to ask for it. Take it out, or ask for a "
                "basic check, which may be asked for any role."
            )
            return "late", message(told, check=self.said)
        if not self.eligible:
            told = N_(
                "{check}: nobody has said whether this role is eligible for it. Find out first: asking for it where "
                "the role is not eligible is unlawful."
            )
            return "due", message(told, check=self.said)
        return None


@dataclass(frozen=True)
class HolderRow:
    """Somebody who has a role, or had it: from when to when, and how they stand to what it needs."""

    key: str
    role_key: str
    role: str
    person_key: str
    name: str
    start: dt.date
    end: dt.date | None
    findings: tuple[Finding, ...]
    gone: bool = False

    @property
    def state(self) -> State:
        """The worst of all."""
        return worst(self.findings)

    def now(self, today: dt.date) -> bool:
        """Whether they have it today, or will: nobody has a role who has left."""
        return not self.gone and (self.end is None or self.end >= today)


@dataclass(frozen=True)
class AheadRow:
    """A decision to go ahead without all that a role needs. `planned_on` is the day of a place on the rota."""

    key: str
    role_key: str
    role: str
    person_key: str
    name: str
    planned_key: str | None
    planned_on: dt.date | None
    lacking: tuple[Message, ...]
    reason: str
    decided_by: str
    decided_on: dt.date


@dataclass(frozen=True)
class RoleRow:
    """A role in a list: what it needs, and how many of those who have it now are in which state."""

    key: str
    name: str
    role_class: str
    least_age: int | None
    ended_on: dt.date | None
    needs: tuple[NeedRow, ...]
    holders: int
    ok: int
    due: int
    late: int

    @property
    def troubles(self) -> tuple[tuple[State, Message], ...]:
        """What is wrong with what it asks for."""
        return tuple(trouble for need in self.needs if (trouble := need.trouble))


@dataclass(frozen=True)
class StandingRow:
    """One requirement of one person in one role: a line of "Who is in date"."""

    role_key: str
    role: str
    person_key: str
    name: str
    finding: Finding

    @property
    def key(self) -> str:
        """Who it is about."""
        return self.person_key


def role_rows(session: Work, today: dt.date, *, ended: bool = True) -> tuple[RoleRow, ...]:
    """Return the roles by name, those not used any more last."""
    needs: defaultdict[str, list[NeedRow]] = defaultdict(list)
    for row in session.scalars(select(RoleNeed).order_by(RoleNeed.key)):
        needs[row.role_key].append(_need(row))
    held: defaultdict[str, list[State]] = defaultdict(list)
    for one in holders(session, today, now=True):
        held[one.role_key].append(one.state)
    found = []
    for role in session.scalars(select(Role)):
        states = held[role.key]
        found.append(
            RoleRow(role.key, role.name, role.role_class, role.least_age, role.ended_on, tuple(needs[role.key]),
                    len(states), states.count("ok"), states.count("due"), states.count("late"))
        )  # fmt: skip
    rows = sorted(found, key=lambda one: (one.ended_on is not None, one.name.casefold()))
    return tuple(one for one in rows if ended or one.ended_on is None or one.ended_on > today)


def role_troubles(session: Work, today: dt.date) -> Iterator[tuple[str, str, tuple[State, Message]]]:
    """Yield key and name of each role in use, by name, with what is wrong with something that it asks for."""
    query = (
        select(RoleNeed, Role.name)
        .join(Role, Role.key == RoleNeed.role_key)
        .where(or_(Role.ended_on.is_(None), Role.ended_on > today))
        .order_by(RoleNeed.key)
    )
    rows = sorted(session.execute(query).all(), key=lambda row: (row[1].casefold(), row[0].role_key))
    for need, name in rows:
        if trouble := _need(need).trouble:
            yield need.role_key, name, trouble


def _need(need: RoleNeed) -> NeedRow:
    return NeedRow(need.key, need.kind, need.said, need.months, need.eligible, need.eligible_why, need.restricted)


def holders(
    session: Work, today: dt.date, *, role_key: str = "", person_key: str = "", known: Book | None = None,
    now: bool = False,
) -> tuple[HolderRow, ...]:  # fmt: skip
    """Return who has or had a role (none given: every one), those who have it now first, by name; or only these."""
    query = (
        select(RoleHeld, Role.name, Person.name, Person.left_on)
        .join(Role, Role.key == RoleHeld.role_key)
        .join(Person, Person.key == RoleHeld.person_key)
    )
    if role_key:
        query = query.where(RoleHeld.role_key == role_key)
    if person_key:
        query = query.where(RoleHeld.person_key == person_key)
    if now:
        query = query.where(or_(RoleHeld.end.is_(None), RoleHeld.end >= today), _still_here(today))
    rows = session.execute(query).all()
    known = known or book(session, [held.person_key for held, *_ in rows])
    found = [
        HolderRow(held.key, held.role_key, role, held.person_key, name, held.start, _until(held.end, left),
                  known.standing(held.role_key, held.person_key, today), left is not None and left <= today)
        for held, role, name, left in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.now(today), one.name.casefold(), one.role.casefold())))


def _still_here(today: dt.date) -> ColumnElement[bool]:
    return or_(Person.left_on.is_(None), Person.left_on > today)


def _until(end: dt.date | None, left: dt.date | None) -> dt.date | None:
    """A role ends with its own last day, or with the day on which somebody left."""
    return min((one for one in (end, left) if one), default=None)


def roles_now(session: Work, today: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the names of the roles that people have now or will have, by the person's key."""
    query = (
        select(RoleHeld.person_key, Role.name)
        .join(Role, Role.key == RoleHeld.role_key)
        .join(Person, Person.key == RoleHeld.person_key)
        .where(or_(RoleHeld.end.is_(None), RoleHeld.end >= today), _still_here(today))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in session.execute(query):
        found[key].add(name)
    return {key: tuple(sorted(names, key=str.casefold)) for key, names in found.items()}


def who_is_in_date(session: Work, today: dt.date, known: Book | None = None) -> tuple[StandingRow, ...]:
    """Return each requirement of everybody who has a role now, by role and name."""
    rows = [
        StandingRow(one.role_key, one.role, one.person_key, one.name, finding)
        for one in holders(session, today, known=known, now=True)
        for finding in one.findings
    ]
    return tuple(sorted(rows, key=lambda one: (one.role.casefold(), one.name.casefold())))


def lapsing(session: Work, today: dt.date, known: Book | None = None) -> tuple[StandingRow, ...]:
    """Return what has run out, is missing, or runs out soon, of those who have a role now; the earliest day first."""
    rows = who_is_in_date(session, today, known)
    wrong = [one for one in rows if one.finding.state != "ok" and one.finding.kind != "age"]
    return tuple(sorted(wrong, key=lambda one: (one.finding.state != "late", one.finding.until or dt.date.min)))


def went_ahead(session: Work, *, role_key: str = "", person_key: str = "") -> tuple[AheadRow, ...]:
    """Return the decisions to go ahead for a role or a person, latest first."""
    query = (
        select(WentAhead, Role.name, Person.name, PlannedSession.planned_on)
        .join(Role, Role.key == WentAhead.role_key)
        .join(Person, Person.key == WentAhead.person_key)
        .outerjoin(PlannedSession, PlannedSession.key == WentAhead.planned_key)
    )
    if role_key:
        query = query.where(WentAhead.role_key == role_key)
    if person_key:
        query = query.where(WentAhead.person_key == person_key)
    rows = session.execute(query.order_by(WentAhead.decided_on.desc(), WentAhead.key.desc())).all()
    return tuple(
        AheadRow(one.key, one.role_key, role, one.person_key, name, one.planned_key, day, lacking_said(one.lacking),
                 one.reason, one.decided_by, one.decided_on)
        for one, role, name, day in rows
    )  # fmt: skip


@dataclass(frozen=True)
class HoldingRow:
    """A check that was seen or training that was done, as a list of one person shows it."""

    key: str
    kind: str
    said: Message
    day: dt.date
    whom: str
    until: dt.date | None


def holdings(session: Work, person_key: str) -> tuple[HoldingRow, ...]:
    """Return the checks and the training of one person, latest first."""
    checks = session.scalars(select(CheckSeen).where(CheckSeen.person_key == person_key)).all()
    training = session.scalars(select(Certificate).where(Certificate.person_key == person_key)).all()
    found = [
        HoldingRow(one.key, "check", _level(one), one.seen_on, one.seen_by, one.renew_on) for one in checks
    ] + [
        HoldingRow(one.key, "training", message(N_("{name}"), name=one.name), one.got_on, one.provider, one.expires_on)
        for one in training
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.key), reverse=True))


def _level(seen: CheckSeen) -> Message:
    from communitydesk.people.model.roles import need_said

    return need_said("check", seen.level)


@dataclass(frozen=True)
class RoleFigures:
    """A whole role, as its page and its description on paper say it."""

    row: RoleRow
    what: str
    offer: str
    time: str
    ask: str
    holders: tuple[HolderRow, ...]
    ahead: tuple[AheadRow, ...]


def role_figures(session: Work, key: str, today: dt.date) -> RoleFigures | None:
    """Return one role with everything about it; None when it is not there any more."""
    role = session.get(Role, key)
    if role is None:
        return None
    row = next(one for one in role_rows(session, today) if one.key == key)
    asked = session.get(Person, role.ask_key) if role.ask_key else None
    return RoleFigures(
        row,
        role.what,
        role.offer,
        role.time,
        asked.name if asked else "",
        holders(session, today, role_key=key),
        went_ahead(session, role_key=key),
    )


def roles_of(session: Work, person_key: str) -> int:
    """Return how many roles somebody has that they did not give up."""
    held = select(func.count()).where(RoleHeld.person_key == person_key, RoleHeld.end.is_(None))
    return int(session.scalar(held) or 0)


def names_of_training(session: Work) -> tuple[str, ...]:
    """Return every name of training in use, each once: what roles need, and what people did."""
    found: dict[str, str] = {}
    for column in (RoleNeed.name, Certificate.name):
        for name in session.scalars(select(column).where(column != "").distinct()):
            found.setdefault(" ".join(name.casefold().split()), name)
    return tuple(sorted(found.values(), key=str.casefold))


def months_for(session: Work, name: str) -> int | None:
    """Return how long training of a name lasts by the roles that need it, None where it does not run out or none does."""
    months = session.scalars(
        select(RoleNeed.months).where(RoleNeed.kind == "training", func.lower(RoleNeed.name) == name.strip().lower())
    ).all()
    return min((n for n in months if n), default=None)


def values(session: Work, kind: type[Record], key: str) -> dict[str, Any]:
    """Return every field of a record for a form; empty when it is not there any more."""
    return values_of(session.get(kind, key))


def count_states(rows: Iterable[StandingRow]) -> dict[State, int]:
    """Return how many requirements are in which state."""
    found: dict[State, int] = {"ok": 0, "due": 0, "late": 0}
    for one in rows:
        found[one.finding.state] += 1
    return found
