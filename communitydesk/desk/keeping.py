"""The small steps that every room's actions are made of: keep a record, find it, amend it, take it out.

They work inside a named change that the caller has opened; a rule that is broken raises before anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Message

R = TypeVar("R", bound=Record)


def keep(session: Session, *records: Record) -> None:
    """Check records and store them, in the order given, so that what others link to comes first.

    Raises FieldTrouble or ManyTroubles.
    """
    for record in records:
        record.check()
        session.add(record)
        session.flush()


def keep_all(session: Session, records: Sequence[Record]) -> None:
    """Check many records that do not link to one another and store them at once, which is quicker.

    Raises FieldTrouble or ManyTroubles.
    """
    for record in records:
        record.check()
    session.add_all(records)
    session.flush()


def find(session: Session, kind: type[R], key: str) -> R:
    """Return a record by its key. Raises Refused when it is not there any more."""
    record = session.get(kind, key)
    if record is None:
        raise Refused(N_("This {noun} is no longer there. It may just have been removed."), noun=Message(kind.noun))
    return record


def put(session: Session, record: R) -> R:
    """Check a record, store it, and return it."""
    keep(session, record)
    return record


def fill(record: R, values: dict[str, Any]) -> R:
    """Give a record new values and check it. Raises FieldTrouble, ManyTroubles, or TypeError where there is no field."""
    for name, value in values.items():
        if name == "key" or name not in type(record).__mapper__.attrs:
            raise TypeError(f"{type(record).__name__} has no field {name!r}")
        setattr(record, name, value)
    record.check()
    return record


def amend(session: Session, kind: type[R], key: str, values: dict[str, Any]) -> R:
    """Find a record, give it new values, check it and store it. Raises Refused, FieldTrouble or ManyTroubles."""
    return put(session, fill(find(session, kind, key), values))


def drop(session: Session, kind: type[Record], **where: Any) -> None:
    """Take out every record of one kind whose fields have these values."""
    session.flush()
    session.execute(delete(kind).where(*(getattr(kind, name) == value for name, value in where.items())))


def used(session: Session, kind: type[Record], **where: Any) -> bool:
    """Whether any record of one kind has these values."""
    query = select(kind.key).where(*(getattr(kind, name) == value for name, value in where.items()))
    return session.execute(query.limit(1)).first() is not None


def remove(session: Session, *records: Record) -> None:
    """Take records out of the file. Raises Refused, with what still belongs to them, when something does."""
    for record in records:
        user, count = next(users(session, record), (None, 0))
        if user:
            raise Refused(user.holds or _HOLDS, what=Message(record.noun), n=count, noun=Message(user.noun))
        session.delete(record)
        try:
            session.flush()
        except IntegrityError:  # held by a record of a room that is not loaded
            raise Refused(_HELD, what=Message(record.noun)) from None


_HOLDS = N_("This {what} cannot be removed, because something belongs to it: {noun} ({n}). Remove that first.")
_HELD = N_("This {what} cannot be removed, because something else in the file belongs to it.")


def users(session: Session, record: Record) -> Iterator[tuple[type[Record], int]]:
    """Yield each class of records that links to this one, with how many do."""
    own: Any = record.__table__
    for mapper in sorted(Record.registry.mappers, key=lambda one: str(one.class_.__tablename__)):
        table: Any = mapper.local_table
        if table.metadata is not own.metadata:
            continue
        for column in table.columns:
            if any(key.column.table is own for key in column.foreign_keys):
                count = session.scalar(select(func.count()).select_from(table).where(column == record.key))
                if count:
                    yield mapper.class_, count


def next_number(session: Session, column: Any) -> int:
    """Return one more than the largest number in a column, 1 when there is none."""
    return int(session.scalar(select(func.max(column))) or 0) + 1


def same_text(one: str, other: str) -> bool:
    """Whether two typed names are one but for capitals and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def values_of(record: Record | None) -> dict[str, Any]:
    """Return every field of a record by name, for a form; empty when there is no record."""
    return {name: getattr(record, name) for name in fields_of(type(record))} if record is not None else {}
