"""What a change did, what a record went through, and how a change's label is kept without holding any name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import Message, Money


@dataclass(frozen=True)
class Changes:
    """Which records a change touched, and how: "add", "change" or "remove"."""

    refs: tuple[tuple[Ref, str], ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """The tables of those records."""
        return frozenset(one.table for one, _ in self.refs)

    def touches(self, *tables: str) -> bool:
        """Return whether a record of one of these tables was touched."""
        return not self.tables.isdisjoint(tables)

    def __bool__(self) -> bool:
        return bool(self.refs)


@dataclass(frozen=True)
class Step:
    """One named change of the past; `kind` is do, undo, redo or barrier. Times are in UTC."""

    when: dt.datetime
    who: str
    label: Message
    kind: str
    key: str
    n: int


@dataclass(frozen=True)
class HistoryStep:
    """What one change did to one record: its stored fields before and after, {} when it was not there or is erased."""

    when: dt.datetime
    who: str
    label: Message
    kind: str  # do, undo, redo or barrier
    op: str  # add, change or remove
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    erased: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the stored fields that this step is about."""
        return tuple(dict.fromkeys((*self.before, *self.after)))


def field_value(field: Field, stored: Any) -> Any:
    """Return a stored value as the field has it: a day for a DATE, a truth for a YESNO."""
    if stored is None:
        return None
    if field.kind is Kind.DATE:
        return dt.date.fromisoformat(stored)
    return bool(stored) if field.kind is Kind.YESNO else stored


def pack(label: str | Message, values: Mapping[str, Any]) -> str:
    """Return a label as it is kept in the journal. Raises TypeError for a value that could hold a name."""
    message = (
        Message(label, values)
        if isinstance(label, str)
        else Message(label.id, {**label.values, **values}, label.plural)
    )
    return json.dumps(_packed(message), ensure_ascii=False, separators=(",", ":"))


def _packed(value: Any) -> Any:
    match value:
        case Record():
            return {"ref": list(ref(value))}
        case Ref():
            return {"ref": list(value)}
        case Message():
            values = {name: _packed(one) for name, one in value.values.items()}
            return {"id": value.id, "values": values, "plural": value.plural}
        case Money():
            return {"money": [value.pence, value.currency]}
        case bool():
            return value
        case int():
            return value
        case dt.date() if not isinstance(value, dt.datetime):
            return {"date": value.isoformat()}
    raise TypeError(f"a change's label takes records, amounts, numbers and dates, not {type(value).__name__}")


def unpack(label: str) -> Message:
    """Return a label from the journal; its references are `Ref`s."""
    found = _unpacked(json.loads(label))
    assert isinstance(found, Message)
    return found


def _unpacked(value: Any) -> Any:
    match value:
        case {"ref": [table, key]}:
            return Ref(table, key)
        case {"money": [pence, currency]}:
            return Money(pence, currency)
        case {"date": iso}:
            return dt.date.fromisoformat(iso)
        case {"id": message_id, "values": values, "plural": plural}:
            return Message(message_id, {name: _unpacked(one) for name, one in values.items()}, plural)
    return value
