"""Two entries of the same person become one: nothing that either of them says is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.keeping import find, keep, remove, users
from communitydesk.desk.records import Record, Ref
from communitydesk.desk.words import N_
from communitydesk.people.model import PARTS, ContactWay, Part, Person, StageChange

FILLED = (
    "email", "phone", "address", "postcode", "prefers", "born_on", "household_key",
    "supporter_key", "agreement_on", "photo_key", "source_key",
)  # fmt: skip
"""What is taken from the entry that goes where the one that stays says nothing."""
JOINED = {"access_needs": "\n", "free_note": "; ", "role": "; ", "language": ", "}
"""Texts of which both are kept, with what stands between the two."""


def merge_people(desk: Desk, keep_key: str, drop_key: str, chosen: Mapping[str, Any] | None = None) -> None:
    """Make one of two entries of the same person: the first keeps everything of both. Raises Refused, FieldTrouble.

    All records of the second become the first's. Where both have an e-mail, phone or address, the second's is kept as
    one more way to reach them, and another name as another name. Of other texts that differ both are kept, of a day or
    an answer the first's; `chosen` says otherwise, field by field.
    """
    with desk.change(N_("Join two entries of {person}"), person=Ref("person", keep_key)) as session:
        kept, dropped = find(session, Person, keep_key), find(session, Person, drop_key)
        if kept is dropped:
            raise Refused(N_("These are one entry already. Choose two."))
        if chosen and chosen.get("name") not in (None, kept.name):
            kept.name, dropped.name = dropped.name, kept.name
        here = next((one.stage for one in (kept, dropped) if not one.left_on), "")
        _say_both(session, kept, dropped)
        for user, _ in tuple(users(session, dropped)):
            _move(session, user, keep_key, drop_key)
        session.expire_all()
        if kept.supporter_key == keep_key:
            kept.supporter_key = None
        for name, value in (chosen or {}).items():
            setattr(kept, name, value)
        keep(session, kept)
        remove(session, find(session, Person, drop_key))
        _each_time_once(session, keep_key)
        _steps_once(session, kept, here)


def _say_both(session: Work, kept: Person, dropped: Person) -> None:
    """Have the entry that stays say what the other one said."""
    other_name = [dropped.name] if dropped.name.casefold() != kept.name.casefold() else []
    kept.also_called = _together(", ", kept.also_called, *other_name, dropped.also_called)
    _keep_ways(session, kept, dropped)
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(dropped, name))
    for name, sign in JOINED.items():
        setattr(kept, name, _together(sign, getattr(kept, name), getattr(dropped, name)))
    for name in PARTS:
        setattr(kept, name, getattr(kept, name) or getattr(dropped, name))
    days = [day for day in (kept.joined_on, dropped.joined_on) if day]
    kept.joined_on = min(days, default=None)
    if kept.left_on and not dropped.left_on:  # they are still here under the other name
        kept.left_on, kept.stage = None, dropped.stage
    elif kept.left_on and dropped.left_on:
        kept.left_on = max(kept.left_on, dropped.left_on)
    keep(session, kept)


def _each_time_once(session: Work, person_key: str) -> None:
    """Make one of the times of one part that overlap or meet, so that nobody is the same thing twice at one time."""
    far, before = dt.date.max, dt.date.min
    last: Part | None = None
    query = select(Part).where(Part.person_key == person_key)
    for part in sorted(session.scalars(query), key=lambda one: (one.kind, one.from_on or before, one.key)):
        if last is None or part.kind != last.kind or (part.from_on or before) >= (last.to_on or far):
            last = part
            continue
        last.from_on = last.from_on or part.from_on  # a day that is known says more than none
        last.to_on = None if part.to_on is None or last.to_on is None else max(part.to_on, last.to_on)
        last.note = _together("; ", last.note, part.note)
        remove(session, part)
        keep(session, last)


def _steps_once(session: Work, person: Person, here: str) -> None:
    """Keep a step once that both entries have; whom one entry still has as here came back on the day they left."""
    query = select(StageChange).where(StageChange.person_key == person.key)
    steps = session.scalars(query.order_by(StageChange.since_on, StageChange.key)).all()
    known: dict[tuple[str, dt.date], StageChange] = {}
    for step in steps:
        if (same := known.get((step.stage, step.since_on))) is None:
            known[step.stage, step.since_on] = step
            continue
        same.said, same.reason_key = _together("\n", same.said, step.said), same.reason_key or step.reason_key
        same.until_on = same.until_on or step.until_on
        remove(session, step)
        keep(session, same)
    if here and known and (last := max(known.values(), key=lambda one: (one.since_on, one.key))).stage == "left":
        keep(session, StageChange(person_key=person.key, stage=here, since_on=last.since_on))


def _together(sign: str, *texts: str) -> str:
    """Join what texts say, each once."""
    return sign.join(dict.fromkeys(text for text in texts if text))


def _keep_ways(session: Work, kept: Person, dropped: Person) -> None:
    """Keep the other entry's first e-mail, phone and address as further ways, where the one that stays has its own."""
    ways = {"email": dropped.email, "mobile": dropped.phone, "post": _together("\n", dropped.address, dropped.postcode)}
    own = {"email": kept.email, "mobile": kept.phone, "post": _together("\n", kept.address, kept.postcode)}
    for kind, value in ways.items():
        if value and own[kind] and value.casefold() != own[kind].casefold():
            keep(session, ContactWay(person_key=kept.key, kind=kind, value=value))
            if kind == "post":
                dropped.address = dropped.postcode = ""


def _move(session: Work, user: type[Record], keep_key: str, drop_key: str) -> None:
    """Make all records of a class that belong to one person another's; those that may be there once become one."""
    table: Any = user.__table__
    for column in table.columns:
        if not any(key.column.table.name == "person" for key in column.foreign_keys):
            continue
        for names in _once(table, column.key):
            _fold_into(session, user, column.key, names, keep_key, drop_key)
        session.execute(sql_update(user).where(column == drop_key).values({column.key: keep_key}))


def _once(table: Any, name: str) -> list[tuple[str, ...]]:
    """Return the other columns of each rule that a person may have such a record only once."""
    rules = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    found = [tuple(column.key for column in rule.columns) for rule in rules]
    found += [(column.key,) for column in table.columns if column.unique]
    return [tuple(one for one in names if one != name) for names in found if name in names]


def _fold_into(
    session: Work, user: Any, column: str, names: Sequence[str], keep_key: str, drop_key: str
) -> None:  # fmt: skip
    """Where both people have the same record, the one that stays says what both say, and the other goes."""

    def of(key: str) -> dict[tuple[Any, ...], Any]:
        rows = session.scalars(select(user).where(getattr(user, column) == key)).all()
        return {tuple(getattr(row, name) for name in names): row for row in rows}

    there = of(keep_key)
    for at, row in of(drop_key).items():
        if (same := there.get(at)) is None:
            continue
        for name, field in fields_of(user).items():
            mine, others = getattr(same, name), getattr(row, name)
            if field.kind in (Kind.TEXT, Kind.LONG) and others:
                setattr(same, name, _together("; ", mine, others))
            elif mine is None:
                setattr(same, name, others)
        _move_users(session, row, same.key)
        remove(session, row)
        keep(session, same)


def _move_users(session: Work, row: Record, key: str) -> None:
    """Whatever belongs to a record that goes belongs to the one that stays."""
    for user, _ in tuple(users(session, row)):
        table: Any = user.__table__
        for column in table.columns:
            if any(one.column.table is row.__table__ for one in column.foreign_keys):
                session.execute(sql_update(user).where(column == row.key).values({column.key: key}))
    session.flush()
