"""What every change of a grant's records does: find the record, put values in, look at its rules, store it."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Message
from communitydesk.grants.model import Award, BudgetLine

AnyRecord = TypeVar("AnyRecord", bound=Record)


def one(session: Session, kind: type[AnyRecord], key: str) -> AnyRecord:
    """Return a record by its key. Raises Refused when it has been removed since the page was drawn."""
    found = session.get(kind, key)
    if found is None:
        raise Refused(N_("This {noun} is no longer there. It may just have been removed."), noun=Message(kind.noun))
    return found


def fill(record: AnyRecord, values: dict[str, Any]) -> AnyRecord:
    """Put values into a record and look at its rules. Raises FieldTrouble, ManyTroubles, or TypeError for no field."""
    names = record.__mapper__.attrs.keys()
    for name, value in values.items():
        if name not in names or name == "key":
            raise TypeError(f"{type(record).__name__} has no field {name!r}")
        setattr(record, name, value)
    record.check()
    return record


def put(session: Session, record: AnyRecord) -> AnyRecord:
    """Look at a new record's rules and store it, so that what links to it can follow."""
    record.check()
    session.add(record)
    session.flush()
    return record


def drop(session: Session, kind: type[Record], **where: Any) -> None:
    """Remove every record of one kind whose fields have these values."""
    session.flush()
    session.execute(delete(kind).where(*(getattr(kind, name) == value for name, value in where.items())))


def line_of_award(session: Session, award_key: str, line_key: str | None, field: str = "line_key") -> None:
    """Raise FieldTrouble when a budget line is of another award."""
    if line_key is None:
        return
    line = one(session, BudgetLine, line_key)
    if line.award_key != award_key:
        award = one(session, Award, award_key)
        raise FieldTrouble(
            field, N_("“{line}” is no budget line of {award}. Choose one of its own."), line=line.name, award=award.name
        )


def used(session: Session, kind: type[Record], **where: Any) -> bool:
    """Whether any record of one kind has these values."""
    query = select(kind.key).where(*(getattr(kind, name) == value for name, value in where.items()))
    return session.execute(query.limit(1)).first() is not None
