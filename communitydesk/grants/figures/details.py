"""Records as they stand, to be shown in a form: field names with their values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Message
from communitydesk.grants.figures.sums import fetched
from communitydesk.grants.model import Equipment, Instalment, MatchItem, OutputCount, Rate, Terms


def details(desk: Desk, kind: type[Record], key: str) -> dict[str, Any]:
    """Return every field of a record. Raises Refused when it is no longer there."""
    with desk.read() as session:
        found = session.get(kind, key)
        if found is None:
            raise Refused(N_("This {noun} is no longer there. It may just have been removed."), noun=Message(kind.noun))
        return {name: getattr(found, name) for name in fields_of(kind)}


def terms_details(desk: Desk, award_key: str) -> dict[str, Any]:
    """Return an award's terms as the funder gave them; empty where they said nothing."""
    with desk.read() as session:
        found = session.scalars(select(Terms).where(Terms.award_key == award_key)).first()
        return {name: getattr(found, name) if found else None for name in fields_of(Terms)}


@dataclass(frozen=True)
class InstalmentRow:
    """Money from the funder, expected or received, in pence."""

    key: str
    amount: int
    due_on: dt.date | None
    received_on: dt.date | None
    note: str
    claim_key: str | None


def instalments(desk: Desk, award_key: str) -> tuple[InstalmentRow, ...]:
    """Return an award's instalments by their dates."""
    query = (
        select(
            Instalment.key, Instalment.amount, Instalment.due_on, Instalment.received_on, Instalment.note,
            Instalment.claim_key,
        )
        .where(Instalment.award_key == award_key)
    )  # fmt: skip
    with desk.read() as session:
        rows = [InstalmentRow(*row) for row in fetched(session, query)]
    return tuple(sorted(rows, key=lambda row: (row.received_on or row.due_on or dt.date.max, row.key)))


@dataclass(frozen=True)
class ItemRow:
    """Match in cash or in kind, in pence."""

    key: str
    kind: str
    what: str
    from_whom: str
    given_on: dt.date
    amount: int
    basis: str


def match_items(desk: Desk, award_key: str) -> tuple[ItemRow, ...]:
    """Return an award's match in cash and in kind, the latest first."""
    query = (
        select(
            MatchItem.key, MatchItem.kind, MatchItem.what, MatchItem.from_whom, MatchItem.given_on, MatchItem.amount,
            MatchItem.basis,
        )
        .where(MatchItem.award_key == award_key)
        .order_by(MatchItem.given_on.desc(), MatchItem.key.desc())
    )  # fmt: skip
    with desk.read() as session:
        return tuple(ItemRow(*row) for row in fetched(session, query))


@dataclass(frozen=True)
class CountRow:
    """A number that was typed for a promise."""

    key: str
    counted_on: dt.date
    number: int
    note: str


def counts(desk: Desk, output_key: str) -> tuple[CountRow, ...]:
    """Return the numbers that were typed for a promise, the latest first."""
    query = (
        select(OutputCount.key, OutputCount.counted_on, OutputCount.number, OutputCount.note)
        .where(OutputCount.output_key == output_key)
        .order_by(OutputCount.counted_on.desc(), OutputCount.key.desc())
    )
    with desk.read() as session:
        return tuple(CountRow(*row) for row in fetched(session, query))


def rates(desk: Desk) -> tuple[Rate, ...]:
    """Return the group's own rates, detached from the file."""
    with desk.read() as session:
        return tuple(session.scalars(select(Rate)).all())


@dataclass(frozen=True)
class EquipmentRow:
    """Something lasting that an award bought, cost in pence."""

    key: str
    name: str
    cost: int | None
    bought_on: dt.date | None
    where: str
    disposed_on: dt.date | None


def equipment(desk: Desk, award_key: str) -> tuple[EquipmentRow, ...]:
    """Return what lasting things an award bought."""
    query = (
        select(
            Equipment.key, Equipment.name, Equipment.cost, Equipment.bought_on, Equipment.where, Equipment.disposed_on
        )
        .where(Equipment.award_key == award_key)
        .order_by(Equipment.key)
    )
    with desk.read() as session:
        return tuple(EquipmentRow(*row) for row in fetched(session, query))
