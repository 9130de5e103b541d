"""What is to happen with each row of a list: added, joined with somebody who is here, or left out; field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from communitydesk.desk.words import N_
from communitydesk.exchange.people.columns import ROLES
from communitydesk.exchange.people.likeness import Finding, Known, Mark
from communitydesk.exchange.people.reading import Incoming
from communitydesk.exchange.people.values import phone_key

Way = Literal["add", "join", "leave", ""]
Value = str | dt.date

SINGLE: Mapping[str, str] = MappingProxyType({
    "name": N_("Name"),
    **{role: ROLES[role] for role in
       ("address", "postcode", "born_on", "joined_on", "left_on", "role", "language", "access_needs")},
})  # fmt: skip
"""Fields that have one value, which two entries may differ in; e-mail, phone, emergency contacts and notes are added."""


@dataclass(frozen=True)
class Decision:
    """What is to happen with one row; "" is still to be decided. `takes` are the fields in which the list is right."""

    way: Way = ""
    with_whom: Known | None = None
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """What the file knows of somebody: single values by field, and everything that there may be several of."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One field in which a row and somebody who is here are not alike: what is here, and what the list says."""

    field: str
    label: str
    here: Value
    there: Value


@dataclass(frozen=True)
class Planned:
    """One person who will be there: new (`key` is ""), or somebody who is here and gets `values` and the rest.

    `rows` are the numbers of the rows that it is made of.
    """

    key: str
    rows: tuple[int, ...]
    person: Incoming
    values: Mapping[str, Value]


def first_decision(finding: Finding) -> Decision:
    """Return what happens with a row if nobody says otherwise; whoever is perhaps here already has to be decided."""
    if finding.mark is Mark.SAME:
        return Decision("join", finding.like)
    return Decision("add") if finding.mark is Mark.NEW else Decision("", finding.like)


def single_values(person: Incoming) -> dict[str, Value]:
    """Return a row's single values by field, the empty ones left out."""
    found: dict[str, Value] = {"name": person.name, **person.values}
    if person.address:
        found["address"] = person.address
    if person.born_on:
        found["born_on"] = person.born_on
    return found


def differences(person: Incoming, standing: Standing) -> tuple[Difference, ...]:
    """Return the fields in which both have something, and not the same."""
    return tuple(
        Difference(name, SINGLE[name], standing.values[name], there)
        for name, there in single_values(person).items()
        if standing.values.get(name) and not _alike(standing.values[name], there)
    )


def additions(person: Incoming, standing: Standing) -> dict[str, Value]:
    """Return what a row says and the file does not know yet, by field."""
    return {name: there for name, there in single_values(person).items() if not standing.values.get(name)}


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.casefold().replace(",", " ").split()) == " ".join(
            other.casefold().replace(",", " ").split()
        )
    return one == other


def undecided(decisions: Sequence[Decision]) -> int:
    """Return how many rows somebody still has to decide."""
    return sum(not one.way for one in decisions)


def plan(
    people: Sequence[Incoming], decisions: Sequence[Decision], standings: Mapping[str, Standing]
) -> tuple[Planned, ...]:
    """Return everybody who will be added or changed, in the order of the list.

    A row that is joined with an earlier row of the list becomes part of what that row becomes; where that one is left
    out, it is added in its own right. Rows that are left out or not decided are nobody.
    """
    heads: dict[int, int] = {}  # a row's position -> the position of the row that stands for the person
    targets: dict[int, str] = {}  # the position of a head -> the key of who is here, or ""
    by_key: dict[str, int] = {}
    for at, decision in enumerate(decisions):
        if decision.way not in ("add", "join"):
            continue
        key, row = ("", None) if decision.way == "add" or not decision.with_whom else _target(decision.with_whom)
        head = heads.get(row, at) if row is not None else by_key.get(key, at) if key else at
        heads[at] = head
        if head == at:
            targets[at] = key
            if key:
                by_key[key] = at
    rows: dict[int, list[int]] = {}
    for at, head in heads.items():
        rows.setdefault(head, []).append(at)
    return tuple(_planned(rows[head], people, decisions, targets[head], standings) for head in sorted(targets))


def _target(known: Known) -> tuple[str, int | None]:
    return known.key, known.row


def _planned(
    rows: Sequence[int], people: Sequence[Incoming], decisions: Sequence[Decision], key: str,
    standings: Mapping[str, Standing],
) -> Planned:  # fmt: skip
    person = people[rows[0]]
    standing = standings.get(key, Standing(key)) if key else Standing("")
    values = dict(standing.values)
    for at in rows:
        one = people[at]
        for name, there in single_values(one).items():
            if not values.get(name) or name in decisions[at].takes:
                values[name] = there
        person = person if at == rows[0] else _joined(person, one)
    person = replace(
        person,
        emails=tuple(one for one in person.emails if one.casefold() not in {e.casefold() for e in standing.emails}),
        phones=tuple(one for one in person.phones if phone_key(one) not in {phone_key(p) for p in standing.phones}),
    )
    new = {name: value for name, value in values.items() if standing.values.get(name) != value}
    return Planned(key, tuple(people[at].number for at in rows), person, MappingProxyType(new))


def _joined(one: Incoming, other: Incoming) -> Incoming:
    phones = list(one.phones)
    phones += [p for p in other.phones if phone_key(p) not in {phone_key(q) for q in phones}]
    emails = list(one.emails)
    emails += [e for e in other.emails if e.casefold() not in {f.casefold() for f in emails}]
    return replace(
        one,
        emails=tuple(emails),
        phones=tuple(phones),
        parts=tuple(dict.fromkeys((*one.parts, *other.parts))),
        emergency_name=one.emergency_name or other.emergency_name,
        emergency_phone=one.emergency_phone or other.emergency_phone,
        notes="\n".join(dict.fromkeys(text for text in (one.notes, other.notes) if text)),
        unread=(*one.unread, *other.unread),
    )
