"""What can be done about joining and leaving: steps, ticks on checklists, and the group's own lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import amend, find, keep, remove, same_text, users
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.actions.following import Absence, absences, follow_absences
from communitydesk.people.model import ChecklistItem, ChecklistTick, PeopleChoice, Person, StageChange
from communitydesk.people.model.joining import JOINING, LEAVING, REASON, SOURCE
from communitydesk.people.starting import code_of, starting

# -- stages ------------------------------------------------------------------------------------------


def set_stage(desk: Desk, step: StageChange) -> Ref:
    """Record that somebody came to a stage on a day: they asked, applied, began, paused, came back or left.

    Leaving ends on that day whatever they were; coming back begins it anew. Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.change(N_("Record a step of {person}"), person=Ref("person", step.person_key)) as session:
        person = find(session, Person, step.person_key)
        step.reason_key = choice_key(session, REASON, step.reason_key)
        away = absences(session, person.key)
        keep(session, step)
        _follow_steps(session, person, away)
    return ref(step)


def amend_stage(desk: Desk, key: str, **values: Any) -> None:
    """Put a recorded step right. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.read() as session:
        whose = find(session, StageChange, key).person_key
    with desk.change(N_("Put right a step of {person}"), person=Ref("person", whose)) as session:
        if "reason_key" in values:
            values["reason_key"] = choice_key(session, REASON, values["reason_key"])
        away = absences(session, whose)
        amend(session, StageChange, key, values)
        _follow_steps(session, find(session, Person, whose), away)


def remove_stage(desk: Desk, key: str) -> None:
    """Take out a step that never was. Raises Refused."""
    with desk.read() as session:
        whose = find(session, StageChange, key).person_key
    with desk.change(N_("Take out a step of {person}"), person=Ref("person", whose)) as session:
        away = absences(session, whose)
        remove(session, find(session, StageChange, key))
        _follow_steps(session, find(session, Person, whose), away)


def _follow_steps(session: Work, person: Person, away: Sequence[Absence]) -> None:
    """Have a person's record say what their steps say: the last one, when they first were here, when they left.

    `away` is when they were away by the steps before; the dates of what they are follow from what is different now.
    """
    query = select(StageChange).where(StageChange.person_key == person.key)
    steps = session.scalars(query.order_by(StageChange.since_on, StageChange.key)).all()
    if not steps:
        person.stage, person.left_on = "active", None
    else:
        person.stage = steps[-1].stage
        person.left_on = steps[-1].since_on if person.stage == "left" else None
        began = min((one.since_on for one in steps if one.stage in ("trial", "active")), default=None)
        if began and (person.joined_on is None or began < person.joined_on):
            person.joined_on = began
    if person.joined_on and person.left_on and person.left_on < person.joined_on:
        raise FieldTrouble("since_on", N_("This is before {start}, when they joined."), start=person.joined_on)
    keep(session, person)
    follow_absences(session, person, away, absences(session, person.key))


def set_source(desk: Desk, person_key: str, source_key: str | None) -> None:
    """Say where somebody came from. Raises Refused."""
    with desk.change(N_("Say where {person} came from"), person=Ref("person", person_key)) as session:
        amend(session, Person, person_key, {"source_key": choice_key(session, SOURCE, source_key)})


# -- ticks -------------------------------------------------------------------------------------------


def tick(
    desk: Desk, person_key: str, item_key: str, done_on: dt.date, by_whom: str = "", *, not_needed: bool = False,
    note: str = "",
) -> Ref:  # fmt: skip
    """Say that an item of a checklist is done for somebody, or not needed. Raises FieldTrouble, Refused."""
    with desk.change(N_("Tick the checklist of {person}"), person=Ref("person", person_key)) as session:
        find(session, Person, person_key)
        done = ChecklistTick(person_key=person_key, item_key=_item_key(session, item_key), done_on=done_on,
                             by_whom=by_whom.strip(), not_needed=not_needed, note=note.strip())  # fmt: skip
        keep(session, done)
    return ref(done)


def untick(desk: Desk, tick_key: str) -> None:
    """Take a tick off again. Raises Refused."""
    with desk.read() as session:
        whose = find(session, ChecklistTick, tick_key).person_key
    with desk.change(N_("Untick the checklist of {person}"), person=Ref("person", whose)) as session:
        remove(session, find(session, ChecklistTick, tick_key))


def amend_tick(desk: Desk, tick_key: str, **values: Any) -> None:
    """Put right when an item was done, or who says so. Raises FieldTrouble, Refused."""
    with desk.read() as session:
        whose = find(session, ChecklistTick, tick_key).person_key
    with desk.change(N_("Tick the checklist of {person}"), person=Ref("person", whose)) as session:
        amend(session, ChecklistTick, tick_key, values)


# -- the group's own lists -----------------------------------------------------------------------------


def add_item(desk: Desk, checklist: str, name: str, whom: str = "") -> Ref:
    """Add an item at the end of the checklist for joining or leaving. Raises FieldTrouble."""
    with desk.change(N_("Add an item to a checklist")) as session:
        _start(session, checklist)
        place = _last(session, ChecklistItem.place, ChecklistItem.checklist == checklist) + 1
        item = ChecklistItem(checklist=checklist, name=" ".join(name.split()), whom=whom, place=place)
        keep(session, item)
    return ref(item)


def amend_item(desk: Desk, key: str, **values: Any) -> None:
    """Word an item of a checklist anew, or ask it of others. Raises FieldTrouble, Refused."""
    with desk.change(N_("Change an item of a checklist")) as session:
        amend(session, ChecklistItem, _item_key(session, key), values)


def remove_item(desk: Desk, key: str) -> None:
    """Ask an item no longer; what was ticked stays on record. Raises Refused."""
    with desk.change(N_("Take an item off a checklist")) as session:
        _retire(session, find(session, ChecklistItem, _item_key(session, key)))


def move_item(desk: Desk, key: str, by: int) -> None:
    """Move an item of a checklist up (-1) or down (1) among those that are asked. Raises Refused."""
    with desk.change(N_("Put a checklist in order")) as session:
        item = find(session, ChecklistItem, _item_key(session, key))
        query = select(ChecklistItem).where(ChecklistItem.checklist == item.checklist, ChecklistItem.ended.is_(False))
        _move(session, session.scalars(query.order_by(ChecklistItem.place, ChecklistItem.key)).all(), item, by)


def add_choice(desk: Desk, kind: str, name: str) -> Ref:
    """Add an answer: where people came from, or why they leave. Raises FieldTrouble when it is there already."""
    with desk.change(N_("Add an answer to choose")) as session:
        _start(session, kind)
        known = session.scalars(select(PeopleChoice).where(PeopleChoice.kind == kind)).all()
        for one in known:
            if same_text(one.name, name):
                if not one.ended:
                    raise FieldTrouble("name", N_("“{name}” is on the list already."), name=one.name)
                one.ended = False
                keep(session, one)
                return ref(one)
        place = max((one.place for one in known), default=0) + 1
        choice = PeopleChoice(kind=kind, name=" ".join(name.split()), place=place)
        keep(session, choice)
    return ref(choice)


def amend_choice(desk: Desk, key: str, **values: Any) -> None:
    """Word an answer anew. Raises FieldTrouble, Refused."""
    with desk.change(N_("Change an answer to choose")) as session:
        found = choice_key(session, _list_of(key), key)
        amend(session, PeopleChoice, found or key, values)


def remove_choice(desk: Desk, key: str) -> None:
    """Offer an answer no longer; where it was chosen it stays. Raises Refused."""
    with desk.change(N_("Take out an answer to choose")) as session:
        found = choice_key(session, _list_of(key), key)
        _retire(session, find(session, PeopleChoice, found or key))


def move_choice(desk: Desk, key: str, by: int) -> None:
    """Move an answer up (-1) or down (1) among those that are offered. Raises Refused."""
    with desk.change(N_("Put the answers in order")) as session:
        choice = find(session, PeopleChoice, choice_key(session, _list_of(key), key) or key)
        query = select(PeopleChoice).where(PeopleChoice.kind == choice.kind, PeopleChoice.ended.is_(False))
        _move(session, session.scalars(query.order_by(PeopleChoice.place, PeopleChoice.key)).all(), choice, by)


def _retire(session: Work, row: ChecklistItem | PeopleChoice) -> None:
    if row.code or any(True for _ in users(session, row)):  # one to start with stays, or the list would start again
        row.ended = True
        keep(session, row)
    else:
        remove(session, row)


def _move(session: Work, rows: Sequence[Any], row: Any, by: int) -> None:
    order = list(rows)
    at = order.index(row)
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    for place, one in enumerate(order, 1):
        one.place = place
        keep(session, one)


def _list_of(key: str) -> str:
    return key.split(":")[1] if code_of(key) else ""


def _start(session: Work, list_: str) -> None:
    """Make a list that the program comes with the group's own, unless it has its own already."""
    if list_ in (JOINING, LEAVING):
        if not session.scalar(select(func.count()).where(ChecklistItem.checklist == list_)):
            keep(session, *(ChecklistItem(checklist=list_, name=one.name, whom=one.whom, place=one.place, code=one.code)
                            for one in starting(list_)))  # fmt: skip
    elif not session.scalar(select(func.count()).where(PeopleChoice.kind == list_)):
        keep(session, *(PeopleChoice(kind=list_, name=one.name, place=one.place, code=one.code)
                        for one in starting(list_)))  # fmt: skip


def _item_key(session: Work, key: str) -> str:
    """Return the key of an item that is in the file, after its list was put there where it was not."""
    if not (code := code_of(key)):
        return key
    _start(session, _list_of(key))
    query = select(ChecklistItem.key).where(ChecklistItem.checklist == _list_of(key), ChecklistItem.code == code)
    return session.scalar(query) or key


def choice_key(session: Work, kind: str, key: str | None) -> str | None:
    """Return the key of an answer that is in the file, after its list was put there where it was not."""
    if not key or not (code := code_of(key)):
        return key
    _start(session, kind)
    return session.scalar(select(PeopleChoice.key).where(PeopleChoice.kind == kind, PeopleChoice.code == code)) or key


def _last(session: Work, column: Any, where: Any) -> int:
    return int(session.scalar(select(func.max(column)).where(where)) or 0)
