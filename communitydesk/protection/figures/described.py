"""What the records say of themselves that matters to the people in them: links to a person, personal fields, texts.

Nothing here names a record: a record that is added tomorrow is covered by what it says of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import String, inspect

from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.records import Record

PERSON, ATTACHMENT = "person", "attachment"
Fate = Literal["goes", "stays", "unlinked"]


@dataclass(frozen=True)
class LinkFrom:
    """A field of one record class that links to another; `fate` is what becomes of the record without its target."""

    record: type[Record]
    field: str
    target: str
    required: bool

    @property
    def table(self) -> str:
        """The table of the records that link."""
        return str(self.record.__tablename__)

    @property
    def fate(self) -> Fate:
        """What becomes of the record when the person to whom it links is erased."""
        if self.table == PERSON:
            return "unlinked"
        return self.record.without_person or ("goes" if self.required else "stays")


def links(desk: Desk, target: str = "") -> tuple[LinkFrom, ...]:
    """Return every link between records, or those to one table."""
    found: list[LinkFrom] = []
    for cls in desk.record_classes():
        mapper: Any = inspect(cls)
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            for key in column.foreign_keys:
                found.append(LinkFrom(cls, attribute.key, key.column.table.name, not column.nullable))
    return tuple(one for one in found if not target or one.target == target)


def text_fields(record: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields in which anything may have been typed or kept as text."""
    mapper: Any = inspect(record)
    described = fields_of(record)
    return tuple(
        attribute.key
        for attribute in mapper.column_attrs
        if isinstance(attribute.columns[0].type, String)
        and not attribute.columns[0].primary_key
        and not attribute.columns[0].foreign_keys
        and attribute.key not in ("sha256", "record_key", "tbl")
        and not (attribute.key in described and described[attribute.key].kind in (Kind.CHOICE, Kind.LINK))
    )


def personal_fields(record: type[Record]) -> tuple[Field, ...]:
    """Return the fields that tell of a person."""
    return tuple(one for one in fields_of(record).values() if one.personal)


def about_people(desk: Desk) -> tuple[type[Record], ...]:
    """Return the record classes that have a personal field or a link to a person."""
    linked = {one.table for one in links(desk, PERSON)}
    return tuple(cls for cls in desk.record_classes() if cls.__tablename__ in linked or personal_fields(cls))


def own_text(record: Record, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name and text of the fields that have one."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, str) and value.strip():
            yield name, value
