"""What every record is: a row with a key that nothing else in the world has, and a title it is known by."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Collection
from typing import Any, ClassVar, Literal

import uuid_utils
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from communitydesk.desk.errors import FieldTrouble, ManyTroubles
from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import N_, Words


def new_key() -> str:
    """Return a new time-ordered key (UUID version 7), so that two members' copies can be merged one day."""
    return str(uuid_utils.uuid7())


class Record(DeclarativeBase):
    """The base of every record that a group keeps. `noun` is what one is called, as a message id.

    `holds` is the sentence (a message id; {n}, {noun} and {what} may stand in it) that a person reads when a record of
    this class keeps another from being removed. `without_person` says what becomes of it when the person is erased to
    whom it links: it "stays" where totals count on it, with a nameless stand-in for the person; it stays "unlinked"; or it
    "goes". Left empty, it goes if its link is required, and stays otherwise.
    """

    noun: ClassVar[str] = N_("record")
    holds: ClassVar[str] = ""
    without_person: ClassVar[Literal["", "stays", "unlinked", "goes"]] = ""
    key: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_key)

    def __init_subclass__(cls, **more: Any) -> None:
        """Map the class; what `fields` made says its type itself, so its annotation is not evaluated: half the time."""
        written = inspect.get_annotations(cls)
        cls.__annotations__ = {name: one for name, one in written.items() if not _says_itself(cls.__dict__.get(name))}
        super().__init_subclass__(**more)

    def __init__(self, **values: Any) -> None:
        """Make a record with a key and every default in place, so that rules can look at it before it is stored."""
        for attribute in self.__mapper__.column_attrs:
            column = attribute.columns[0]
            if attribute.key not in values and column.default is not None and column.default.is_scalar:
                values[attribute.key] = column.default.arg
        values.setdefault("key", new_key())
        for name, value in values.items():
            if name not in self.__mapper__.attrs:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
            setattr(self, name, value)

    def title(self, words: Words) -> str:
        """Return what this record is known by in lists, history and searches; uses its own fields only."""
        for name in ("name", "title_text", "statement", "what"):
            if value := getattr(self, name, ""):
                return str(value)
        return words(self.noun)

    def check(self) -> None:
        """Raise FieldTrouble or ManyTroubles when the record breaks a rule that needs nothing but itself.

        Subclasses add their own rules in `troubles`.
        """
        found = (*missing(self), *self.troubles())
        if len(found) == 1:
            raise found[0]
        if found:
            raise ManyTroubles(tuple(found))

    def private_by(self, changed: Collection[str], today: dt.date) -> bool:
        """Whether keeping these fields tells something that would harm somebody, beyond the fields marked sensitive."""
        return False

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Return what breaks this record's own rules, each beside its field; empty when all is well."""
        return ()


def _says_itself(attribute: Any) -> bool:
    return isinstance(attribute, MappedColumn) and "field" in attribute.column.info


def missing(record: Record) -> tuple[FieldTrouble, ...]:
    """Return a trouble for each required field that has nothing in it."""
    return tuple(
        field.needed()
        for field in fields_of(type(record)).values()
        if field.required and getattr(record, field.name) in (None, "")
    )


def ordered(field: str, start: dt.date | None, end: dt.date | None) -> tuple[FieldTrouble, ...]:
    """Return a trouble beside `field` when a period ends before it starts."""
    if start and end and end < start:
        return (FieldTrouble(field, N_("This is before {start}, when it starts."), start=start),)
    return ()


class Ref(tuple[str, str]):
    """Names a record without holding anything of it: its table and its key."""

    __slots__ = ()

    def __new__(cls, table: str, key: str) -> Ref:
        """Make one from a table's name and a key."""
        return super().__new__(cls, (table, key))

    @property
    def table(self) -> str:
        """The table's name."""
        return self[0]

    @property
    def key(self) -> str:
        """The record's key."""
        return self[1]


def ref(record: Record) -> Ref:
    """Return the reference to a record."""
    return Ref(record.__tablename__, record.key)
