"""Gathers the sample's records before they are written, and knows each by the short name that its data uses."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from communitydesk.desk.dates import parse_hours, parse_time
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.money import parse_money
from communitydesk.desk.records import Record
from communitydesk.sample.calendar import Calendar

R = TypeVar("R", bound=Record)


class Book:
    """Records by class in the order in which they were made, and their keys by (table, short name).

    Keys are drawn from the seed, in the form of time-ordered ones, so that the same day gives the same keys.
    """

    def __init__(self, calendar: Calendar, seed: str) -> None:
        self.calendar = calendar
        self.random = random.Random(f"{seed} {calendar.today}")  # noqa: S311 - a story, not a secret
        self._keys = random.Random(f"keys {seed} {calendar.today}")  # noqa: S311
        midnight = dt.datetime.combine(calendar.today, dt.time(9), dt.UTC)
        self._time = int(midnight.timestamp() * 1000) - 1_000_000
        self._named: dict[tuple[str, str], Record] = {}
        self.waiting: dict[type[Record], list[Record]] = {}
        self._kept: dict[type[Record], list[Record]] = {}

    def key(self) -> str:
        """Return the next key: the form of a UUID version 7."""
        self._time += 1
        tail = self._keys.getrandbits(74)
        value = f"{self._time:012x}7{tail >> 62:03x}{8 + (tail >> 60 & 3):x}{tail & (1 << 60) - 1:015x}"
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"

    def add(self, cls: type[R], ref: str = "", **values: Any) -> R:
        """Make a record of final values, check it by its own rules and keep it to be written."""
        record = cls(key=self.key(), **values)
        record.check()
        self.waiting.setdefault(cls, []).append(record)
        if ref:
            self._named[cls.__tablename__, ref] = record
        return record

    def read(self, cls: type[R], row: Mapping[str, Any]) -> R:
        """Make a record of a row of the data: dates of the calendar, amounts as typed, links by short name."""
        known = fields_of(cls)
        values = {name: self._value(known[name], value) for name, value in row.items() if name != "ref"}
        return self.add(cls, str(row.get("ref", "")), **values)

    def read_all(self, data: Mapping[str, Any], classes: Iterable[type[Record]]) -> None:
        """Make every record that the data holds of these classes, in this order."""
        for cls in classes:
            for row in data.get(cls.__tablename__, ()):
                self.read(cls, row)

    def _value(self, field: Field, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        match field.kind:
            case Kind.DATE:
                return self.calendar.day(value)
            case Kind.MONEY:
                return parse_money(value)
            case Kind.HOURS:
                return parse_hours(value)
            case Kind.TIME:
                return parse_time(value)
            case Kind.LINK:
                return self._named[field.target, value].key
            case _:
                return value

    def find(self, cls: type[R], ref: str) -> R:
        """Return the record that the data calls by a short name. Raises KeyError."""
        found = self._named[cls.__tablename__, ref]
        assert isinstance(found, cls)
        return found

    def key_of(self, cls: type[Record], ref: str) -> str:
        """Return the key of the record that the data calls by a short name. Raises KeyError."""
        return self.find(cls, ref).key

    def take(self) -> dict[type[Record], list[Record]]:
        """Return what waits to be written and forget it here."""
        found, self.waiting = self.waiting, {}
        for cls, records in found.items():
            self._kept.setdefault(cls, []).extend(records)
        return found

    def kept(self, cls: type[R]) -> list[R]:
        """Return every record of a class that was made so far, in order."""
        return cast(list[R], [*self._kept.get(cls, ()), *self.waiting.get(cls, ())])
