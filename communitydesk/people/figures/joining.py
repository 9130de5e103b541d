"""How people come to the group and leave it: one person's steps and checklists, and everybody's in figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.people.model import (
    PARTS,
    STAGES,
    ChecklistItem,
    ChecklistTick,
    PeopleChoice,
    Person,
    StageChange,
    is_child,
)
from communitydesk.people.model.joining import JOINING, LEAVING
from communitydesk.people.starting import starting

HERE = ("trial", "active", "paused")
"""The stages in which somebody is with the group."""
LONG = (3, 12, 24, 60, 0)
"""How long people stay, in months up to and not including; 0 is without end."""


@dataclass(frozen=True)
class ItemRow:
    """One item of a checklist. `key` of an item that the program comes with begins with "start:"."""

    key: str
    name: str
    whom: str
    place: int


@dataclass(frozen=True)
class TickRow:
    """One item for one person: when it was done and by whom; `tick_key` is empty while it is open."""

    item: ItemRow
    tick_key: str = ""
    done_on: dt.date | None = None
    by_whom: str = ""
    not_needed: bool = False
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether it is still to do."""
        return not self.tick_key


@dataclass(frozen=True)
class StepRow:
    """One step: since when, until when if that was said, and why somebody left."""

    key: str
    stage: str
    since_on: dt.date
    until_on: dt.date | None
    reason_key: str | None
    reason: str
    said: str


@dataclass(frozen=True)
class JoiningFigures:
    """One person's steps, the latest first, and their checklists; `asked` is the one that matters now."""

    steps: tuple[StepRow, ...]
    joining: tuple[TickRow, ...]
    leaving: tuple[TickRow, ...]
    asked: str
    source_key: str | None
    source: str


@dataclass(frozen=True)
class Spell:
    """A time that somebody was with the group; `end` is None while they are, `known` whether its start is."""

    person_key: str
    start: dt.date | None
    end: dt.date | None
    reason: str = ""
    source: str = ""

    def months(self, today: dt.date) -> float | None:
        """How long it lasted or has lasted so far, in months; None where its start is not known."""
        if self.start is None:
            return None
        return max(0, ((self.end or today) - self.start).days) / 30.4375


@dataclass(frozen=True)
class ComingAndGoing:
    """How people come and go: by calendar year, where from, why they left, and how long they stay. No names.

    `stayed` and `here` count people by how long they stayed, or have been here so far, in the order of LONG.
    """

    today: dt.date
    first_year: int
    joined: tuple[tuple[int, int], ...]
    left: tuple[tuple[int, int], ...]
    sources: tuple[tuple[str, int], ...]
    source_unknown: int
    reasons: tuple[tuple[str, int], ...]
    reason_unknown: int
    stayed: tuple[int, ...]
    here: tuple[int, ...]
    start_unknown: int
    stages: tuple[tuple[str, int], ...]
    median_months: float | None
    gone: int
    present: int
    median_here: float | None


# -- lists ---------------------------------------------------------------------------------------------


def items(session: Work, checklist: str) -> tuple[ItemRow, ...]:
    """Return what is asked when somebody joins or leaves: the group's own list, or the one to start with."""
    rows = session.scalars(
        select(ChecklistItem)
        .where(ChecklistItem.checklist == checklist)
        .order_by(ChecklistItem.place, ChecklistItem.key)
    ).all()
    if not rows:
        return tuple(ItemRow(one.key, one.name, one.whom, one.place) for one in starting(checklist))
    return tuple(ItemRow(one.key, one.name, one.whom, one.place) for one in rows if not one.ended)


def choices(session: Work, kind: str, *, ended: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the answers that are offered, (key, name) in order; those no longer offered only when in `ended`."""
    rows = session.scalars(
        select(PeopleChoice).where(PeopleChoice.kind == kind).order_by(PeopleChoice.place, PeopleChoice.key)
    ).all()
    if not rows:
        return tuple((one.key, one.name) for one in starting(kind))
    return tuple((one.key, one.name) for one in rows if not one.ended or one.key in ended)


# -- one person ------------------------------------------------------------------------------------------


def joining(session: Work, person_key: str, today: dt.date) -> JoiningFigures:
    """Return one person's steps and checklists."""
    person = session.get(Person, person_key)
    steps = _steps(session, person_key)
    names = _names(session)
    shown = tuple(
        StepRow(one.key, one.stage, one.since_on, one.until_on, one.reason_key, names.get(one.reason_key or "", ""), one.said)
        for one in reversed(steps)
    )  # fmt: skip
    back = _back_on(steps)
    ticks = session.scalars(select(ChecklistTick).where(ChecklistTick.person_key == person_key)).all()
    lists = {
        name: tuple(
            _ticked(one, ticks, back) for one in items(session, name) if person and asked_of(one, person, today)
        )
        for name in (JOINING, LEAVING)
    }
    leaving = person is not None and person.stage == "left"
    source = person.source_key if person else None
    return JoiningFigures(shown, lists[JOINING], lists[LEAVING], LEAVING if leaving else JOINING, source,
                          names.get(source or "", ""))  # fmt: skip


def asked_of(item: Any, person: Any, today: dt.date) -> bool:
    """Whether an item is asked of a person: of everybody, of who is that part, of who is under 18."""
    if item.whom == "child":
        return is_child(person.born_on, today)
    return not item.whom or bool(getattr(person, item.whom))


def _ticked(item: ItemRow, ticks: Iterable[ChecklistTick], back: dt.date | None) -> TickRow:
    found = [one for one in ticks if one.item_key == item.key and (back is None or one.done_on >= back)]
    if not found:
        return TickRow(item)
    last = max(found, key=lambda one: (one.done_on, one.key))
    return TickRow(item, last.key, last.done_on, last.by_whom, last.not_needed, last.note)


def _back_on(steps: Iterable[StageChange]) -> dt.date | None:
    """The day on which somebody last came back after leaving: what was ticked before counts no more."""
    back, gone = None, False
    for one in steps:
        if gone and one.stage != "left":
            back = one.since_on
        gone = one.stage == "left"
    return back


def _steps(session: Work, person_key: str) -> list[StageChange]:
    query = select(StageChange).where(StageChange.person_key == person_key)
    return list(session.scalars(query.order_by(StageChange.since_on, StageChange.key)))


def _names(session: Work) -> dict[str, str]:
    return {key: name for key, name in session.execute(select(PeopleChoice.key, PeopleChoice.name))}


def open_items(session: Work, today: dt.date, since: dt.date, only: str = "") -> dict[str, int]:
    """Return how many items are open for each person who is joining or joined after `since`; who has none is left out.

    Only of people of whom something is ticked already: a group that uses no checklist is not told of it.
    """
    joined = (Person.joined_on >= since) | Person.stage.in_(("enquiry", "applied", "trial"))
    query = select(Person).where(joined, Person.left_on.is_(None))
    people = session.scalars(query.where(Person.key == only) if only else query).all()
    done: defaultdict[str, set[str]] = defaultdict(set)
    for person_key, item_key in session.execute(select(ChecklistTick.person_key, ChecklistTick.item_key)):
        done[person_key].add(item_key)
    listed = items(session, JOINING)
    found = {}
    for person in people:
        if person.key in done:
            n = sum(1 for one in listed if one.key not in done[person.key] and asked_of(one, person, today))
            if n:
                found[person.key] = n
    return found


# -- everybody ---------------------------------------------------------------------------------------------


def spells(session: Work, today: dt.date, part: str = "") -> tuple[Spell, ...]:
    """Return every time that somebody was with the group; `part` narrows to volunteers, committee ... (by field).

    Without it, of everybody but those who only take part. A time begins with the trial or with being active.
    """
    names = _names(session)
    steps: defaultdict[str, list[StageChange]] = defaultdict(list)
    for step in session.scalars(select(StageChange).order_by(StageChange.since_on, StageChange.key)):
        steps[step.person_key].append(step)
    found: list[Spell] = []
    for person in session.scalars(select(Person)):
        helps = any(getattr(person, one) for one in PARTS if one != "takes_part")
        if getattr(person, part) if part else helps:
            found += _spells_of(person, steps[person.key], names, today)
    return tuple(found)


def _spells_of(person: Person, steps: list[StageChange], names: dict[str, str], today: dt.date) -> list[Spell]:
    source = names.get(person.source_key or "", "")
    found: list[Spell] = []
    start: dt.date | None = None
    here = False
    past = [one for one in steps if one.since_on <= today]
    for one in past:
        if one.stage in HERE and not here:
            start, here = one.since_on, True
        elif one.stage == "left":
            if here or one is past[0]:  # where leaving is all that is recorded, they came on a day that nobody knows
                found.append(Spell(person.key, start, one.since_on, names.get(one.reason_key or "", ""), source))
            start, here = None, False
    if here:
        found.append(Spell(person.key, start, None, "", source))
    elif not past and (person.stage in HERE or person.left_on) and (not steps or steps[0].stage == "left"):
        gone = person.left_on if person.left_on and person.left_on <= today else None
        found.append(Spell(person.key, person.joined_on, gone, "", source))
    if found and person.joined_on and (found[0].start is None or person.joined_on < found[0].start):
        found[0] = replace(found[0], start=person.joined_on)
    return found


def coming_and_going(session: Work, today: dt.date, part: str = "", years: int = 8) -> ComingAndGoing:
    """Return how people come and go; `years` is how many calendar years are told of, this one included."""
    known = spells(session, today, part)
    first = today.year - years + 1
    days = [day for one in known for day in (one.start, one.end) if day]
    first = max(first, min((day.year for day in days), default=today.year))
    span = range(first, today.year + 1)
    joined = Counter(one.start.year for one in known if one.start)
    left = Counter(one.end.year for one in known if one.end)
    gone = [one for one in known if one.end]
    recent = [one for one in known if one.start and one.start.year >= first]
    sources = Counter(one.source for one in recent if one.source)
    reasons = Counter(one.reason for one in gone if one.reason and one.end and one.end.year >= first)
    lasted = [months for one in gone if (months := one.months(today)) is not None]
    so_far = [months for one in known if not one.end and (months := one.months(today)) is not None]
    return ComingAndGoing(
        today,
        first,
        tuple((year, joined[year]) for year in span),
        tuple((year, left[year]) for year in span),
        tuple(sources.most_common()),
        sum(1 for one in recent if not one.source),
        tuple(reasons.most_common()),
        sum(1 for one in gone if not one.reason and one.end and one.end.year >= first),
        _by_length(lasted),
        _by_length(so_far),
        sum(1 for one in known if one.start is None),
        _stages(session, today, part),
        median(lasted) if lasted else None,
        len(gone),
        sum(1 for one in known if not one.end),
        median(so_far) if so_far else None,
    )


def _by_length(months: Iterable[float]) -> tuple[int, ...]:
    counts = [0] * len(LONG)
    for one in months:
        counts[next(n for n, most in enumerate(LONG) if one < most or not most)] += 1
    return tuple(counts)


def _stages(session: Work, today: dt.date, part: str) -> tuple[tuple[str, int], ...]:
    helps = [getattr(Person, one) for one in PARTS if one != "takes_part"]
    query = select(Person.stage, Person.left_on)
    query = query.where(getattr(Person, part)) if part else query.where(helps[0] | helps[1] | helps[2] | helps[3])
    counts = Counter("left" if gone and gone <= today else stage for stage, gone in session.execute(query))
    return tuple((stage, counts[stage]) for stage in STAGES)
