"""What one person is looked for by, worked out from their record and from everybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.records import Record
from communitydesk.people.model import Person
from communitydesk.protection.figures.described import PERSON, links, personal_fields, text_fields
from communitydesk.protection.names import Needles, distinct_words, fold, is_number

NAMING = (
    "name", "also_called", "who", "said_by", "guardian", "contact_name", "recipient_name", "person", "written_by",
    "by_whom", "signed_by", "second_by", "from_whom", "payee", "seen_by", "decided_by",
)  # fmt: skip
"""Fields that hold a name, whatever else they are called."""


def is_name(field: str) -> bool:
    """Whether a field's name says that it holds somebody's name."""
    return field in NAMING or field.endswith("_name")


def needles_of(desk: Desk, session: Session, person: Person) -> Needles:
    """Return what a person is looked for by. Empty of names where somebody else has the very same name."""
    names = [value for field, value in _personal(person) if is_name(field)]
    others = list(_other_names(session, person))
    taken = {fold(one) for one in others}
    own = [name for name in names if fold(name) not in taken]
    texts = _texts(desk, session) if own else iter(())
    words = distinct_words(" ".join(own), others, texts) if own else ()
    values, numbers = [], []
    for _, value in (*_personal(person), *_reach(desk, session, person)):
        if "@" in value and " " not in value:
            values.append(value)
        elif is_number(value):
            numbers.append(value)
    return Needles(tuple(own), words, tuple(dict.fromkeys(values)), tuple(dict.fromkeys(numbers)))


def same_named(session: Session, person: Person) -> bool:
    """Whether somebody else in the file has the very same name."""
    return fold(person.name) in {fold(one) for one in _other_names(session, person)}


def _personal(record: Record) -> Iterator[tuple[str, str]]:
    for field in personal_fields(type(record)):
        value = getattr(record, field.name)
        if field.kind is Kind.TEXT and isinstance(value, str) and value.strip():
            yield field.name, value


def _reach(desk: Desk, session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Yield the ways to reach a person that stand in records of their own, not those of somebody else's name."""
    for link in links(desk, PERSON):
        own: Any = link.record
        if link.fate != "goes" or any(is_name(name) for name in fields_of(link.record)):
            continue
        for record in session.scalars(select(own).where(getattr(own, link.field) == person.key)):
            yield from _personal(record)


def _other_names(session: Session, person: Person) -> Iterator[str]:
    yield from session.scalars(select(Person.name).where(Person.key != person.key))


def _texts(desk: Desk, session: Session) -> Iterator[str]:
    """Yield every text of the file that is not a name, to see which words are ordinary ones."""
    for cls in desk.record_classes():
        names = [name for name in text_fields(cls) if not is_name(name)]
        kept: Any = cls
        if names:
            for row in session.execute(select(*(getattr(kept, name) for name in names))):
                yield "\n".join(value for value in row if value)
