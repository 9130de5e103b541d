"""A record describes itself: each field's label, help and kind, given once on the mapped column.

Forms, table headings, history, import matching and documents all take their words from here.

    amount: Mapped[int] = money(N_("Amount"), required=True)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, inspect
from sqlalchemy.orm import MappedColumn, mapped_column

from communitydesk.desk.dates import parse_date, parse_hours, parse_time
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.money import parse_money
from communitydesk.desk.reach import SHAPES
from communitydesk.desk.words import N_, Message, Money, Words


class Kind(Enum):
    """What a field holds, which decides how it is typed, shown, sorted and stored."""

    TEXT = "text"
    LONG = "long"
    MONEY = "money"  # int, minor units
    DATE = "date"
    TIME = "time"  # int, minutes after midnight
    HOURS = "hours"  # int, minutes
    NUMBER = "number"
    YESNO = "yesno"
    CHOICE = "choice"  # one of the field's choices, stored by its code
    LINK = "link"  # the key of another record


UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks that nobody sees and that turn or hide what stands around them. The joiners that some scripts need are none."""


@dataclass(frozen=True)
class Field:
    """What is known of one field, all texts as message ids.

    `personal` marks what tells of a person; `sensitive` what would harm them if it were known: their health and access
    needs, what a check said, a child's details, what is written in confidence. What is sensitive is personal too.
    """

    name: str
    label: str
    kind: Kind
    help: str = ""
    required: bool = False
    choices: Mapping[str, str] | None = None  # code -> label
    target: str = ""  # of a link: the table
    personal: bool = False
    search: bool = False  # found by "find anything"
    least: int | None = None  # of numbers and money
    most: int | None = None
    ahead: bool = False  # of dates: still to come rather than been
    sensitive: bool = False
    shape: str = ""  # of a text: email, phone or postcode, which is understood as one
    named: tuple[str, ...] = ()  # of a number that stands for a word, such as a day of the week: the words, from 0
    parts: int = 1  # of a number that is kept in parts of what is said: how many make one

    def needed(self) -> FieldTrouble:
        """Return what is said when nothing stands in it; what is a question is not said again."""
        if self.label.endswith("?"):
            return FieldTrouble(self.name, N_("Answer this, please."))
        return FieldTrouble(self.name, N_("This is needed: {label}."), label=Message(self.label))

    def parse(self, text: str, today: dt.date) -> Any:
        """Return the value of what a person typed, None when nothing was. Raises FieldTrouble."""
        text = UNSEEN.sub("", text)
        if not text.strip():
            if self.required:
                raise self.needed()
            return "" if self.kind in (Kind.TEXT, Kind.LONG) else None
        value = self._read(text, today)
        if self.kind in (Kind.MONEY, Kind.NUMBER):
            self._in_range(value)
        return value

    def _read(self, text: str, today: dt.date) -> Any:
        match self.kind:
            case Kind.MONEY:
                return parse_money(text, self.name)
            case Kind.DATE:
                return parse_date(text, today, self.name, ahead=self.ahead)
            case Kind.TIME:
                return parse_time(text, self.name)
            case Kind.HOURS:
                return parse_hours(text, self.name)
            case Kind.NUMBER:
                return _number(text, self.name)
            case Kind.LONG:
                return text.replace("\r\n", "\n").strip()
            case Kind.TEXT if self.shape:
                return SHAPES[self.shape](text, self.name)
            case _:
                return " ".join(text.split())

    def _in_range(self, value: int) -> None:
        if self.least is not None and value < self.least:
            raise FieldTrouble(self.name, N_("This cannot be less than {least}."), least=self._said(self.least))
        if self.most is not None and value > self.most:
            raise FieldTrouble(self.name, N_("This cannot be more than {most}."), most=self._said(self.most))

    def _said(self, value: int) -> Any:
        return Money(value) if self.kind is Kind.MONEY else value

    def show(self, value: Any, words: Words) -> str:
        """Return a value as it is shown and, but for named numbers and parts, typed again; a link's title is the caller's."""
        if value is None or value == "":
            return ""
        match self.kind:
            case Kind.MONEY:
                return words.money(value)
            case Kind.DATE:
                return words.date(value)
            case Kind.TIME:
                return words.clock(value)
            case Kind.HOURS:
                return words.clock(value)
            case Kind.NUMBER if self.named:
                return words(self.named[value])
            case Kind.NUMBER:
                return words.number(value if self.parts == 1 else value / self.parts)
            case Kind.YESNO:
                return words(N_("Yes")) if value else words(N_("No"))
            case Kind.CHOICE:
                return words((self.choices or {}).get(value, value))
            case _:
                return str(value)


def _number(text: str, field: str) -> int:
    given = text.strip().replace(",", "").replace(" ", "").replace("−", "-")
    try:
        value = int(given)
    except ValueError:
        raise FieldTrouble(
            field, N_("“{text}” is not a whole number. Type it like 12."), text=text.strip()[:40]
        ) from None
    if abs(value) > 2_000_000_000:
        raise FieldTrouble(field, N_("“{text}” is too large a number."), text=text.strip()[:40])
    return value


def _column(
    kind: Kind, sql: Any, label: str, help: str, *, required: bool, default: Any, index: bool = False, **more: Any
) -> MappedColumn[Any]:
    if more.get("sensitive"):
        more["personal"] = True
    info = {"kind": kind, "label": label, "help": help, "required": required, **more}
    nullable = default is None and not required
    extra: dict[str, Any] = {} if default is None else {"default": default}
    return mapped_column(sql, nullable=nullable, index=index or None, info={"field": info}, **extra)


def text(label: str, help: str = "", *, required: bool = False, personal: bool = False, sensitive: bool = False,
         search: bool = False, default: str | None = "", shape: str = "") -> MappedColumn[Any]:  # fmt: skip
    """One line of text; empty is "", never NULL, unless `default` is None. `shape` is email, phone or postcode."""
    return _column(
        Kind.TEXT, String, label, help, required=required, default=default, personal=personal, sensitive=sensitive,
        search=search, shape=shape,
    )  # fmt: skip


def long_text(label: str, help: str = "", *, required: bool = False, personal: bool = False, sensitive: bool = False,
              search: bool = False, default: str | None = "") -> MappedColumn[Any]:  # fmt: skip
    """Text of several lines; empty is "", never NULL, unless `default` is None."""
    return _column(
        Kind.LONG, Text, label, help, required=required, default=default, personal=personal, sensitive=sensitive,
        search=search,
    )  # fmt: skip


def money(label: str, help: str = "", *, required: bool = False, least: int | None = None,
          most: int | None = None, default: int | None = None) -> MappedColumn[Any]:  # fmt: skip
    """An amount in whole pence."""
    return _column(Kind.MONEY, Integer, label, help, required=required, default=default, least=least, most=most)


def date(
    label: str,
    help: str = "",
    *,
    required: bool = False,
    personal: bool = False,
    sensitive: bool = False,
    ahead: bool = False,
    index: bool = False,
) -> MappedColumn[Any]:
    """A day; `ahead` where the day is still to come when it is typed."""
    return _column(
        Kind.DATE, Date, label, help, required=required, default=None, personal=personal, sensitive=sensitive,
        ahead=ahead, index=index,
    )  # fmt: skip


def time(label: str, help: str = "", *, required: bool = False) -> MappedColumn[Any]:
    """A time of day, in minutes after midnight."""
    return _column(Kind.TIME, Integer, label, help, required=required, default=None)


def hours(label: str, help: str = "", *, required: bool = False) -> MappedColumn[Any]:
    """A length of time, in minutes."""
    return _column(Kind.HOURS, Integer, label, help, required=required, default=None)


def number(label: str, help: str = "", *, required: bool = False, least: int | None = None,
           most: int | None = None, default: int | None = None, named: tuple[str, ...] = (),
           parts: int = 1) -> MappedColumn[Any]:  # fmt: skip
    """A whole number; one that stands for a word (`named`), or that counts parts of what is said, is only shown so."""
    return _column(
        Kind.NUMBER, Integer, label, help, required=required, default=default, least=least, most=most, named=named,
        parts=parts,
    )  # fmt: skip


def yes_no(label: str, help: str = "", *, default: bool | None = False, personal: bool = False,
           sensitive: bool = False) -> MappedColumn[Any]:  # fmt: skip
    """Yes or no; with `default=None` a third answer, not known."""
    return _column(
        Kind.YESNO, Boolean, label, help, required=False, default=default, personal=personal, sensitive=sensitive
    )


def choice(label: str, choices: Mapping[str, str], help: str = "", *, required: bool = False,
           default: str | None = "", personal: bool = False, sensitive: bool = False) -> MappedColumn[Any]:  # fmt: skip
    """One of a few answers, stored by its code; `choices` maps code to label; "" (or None) is no answer."""
    return _column(
        Kind.CHOICE, String, label, help, required=required, default=default, choices=choices, personal=personal,
        sensitive=sensitive,
    )  # fmt: skip


def link(target: str, label: str, help: str = "", *, required: bool = False, unique: bool = False,
         index: bool = True, personal: bool = False, sensitive: bool = False) -> MappedColumn[Any]:  # fmt: skip
    """The key of a record in the table `target`; a record that something links to cannot be removed (RESTRICT)."""
    info = {"kind": Kind.LINK, "label": label, "help": help, "required": required, "target": target,
            "personal": personal or sensitive, "sensitive": sensitive}  # fmt: skip
    return mapped_column(
        String(36),
        ForeignKey(f"{target}.key", ondelete="RESTRICT", deferrable=True),
        nullable=not required,
        unique=unique or None,
        index=index and not unique,
        info={"field": info},
    )


@lru_cache(maxsize=256)
def fields_of(record: type) -> Mapping[str, Field]:
    """Return what is known of each field of a record class, by attribute name, in the order of its columns."""
    found: dict[str, Field] = {}
    mapper: Any = inspect(record)
    for attribute in mapper.column_attrs:
        info = attribute.columns[0].info.get("field")
        if info:
            found[attribute.key] = Field(name=attribute.key, **info)
    return found
