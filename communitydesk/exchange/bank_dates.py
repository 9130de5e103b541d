"""Dates as banks write them, and which part of "03/05/26" is the day: candidates for the person to confirm."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from communitydesk.desk.words import N_, Message, message

ORDERS: Mapping[str, str] = MappingProxyType({
    "DMY": N_("day, month, year"),
    "YMD": N_("year, month, day"),
    "MDY": N_("month, day, year"),
    "SERIAL": N_("a spreadsheet's count of days"),
})  # fmt: skip
"""What each order is called, the likeliest first."""

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_TIME = re.compile(
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?)$", re.I
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+", re.I)
_NUMBERS = re.compile(r"(\d{4}|\d{1,2})\s?[/.\-' ]\s?(\d{1,2})\s?[/.\-' ]\s?(\d{4}|\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})", re.I)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})[\s\-/.]+([a-z]{3,9})[\s\-/.]+(\d{1,2})", re.I)
_FIRST_YEAR, _LAST_YEAR = 1980, 2100
_SERIAL_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class DateReading:
    """A column of dates read in one order: how many rows can be read so, and what the first few then say."""

    order: str
    label: Message
    readable: int
    unreadable: int
    in_sequence: bool
    samples: tuple[tuple[str, dt.date | None], ...]
    likelihood: float  # 0 to 1, of the readings that were compared
    reasons: tuple[Message, ...] = ()


def date_in(text: str, order: str, today: dt.date) -> dt.date | None:
    """Return the date that a bank's text says when numbers are read in `order`, or None when it says none."""
    if found := _NUMBERS.fullmatch(text):
        return _ordered((found[1], found[2], found[3]), order, today)
    given = _WEEKDAY.sub("", text.strip().strip("'\"").strip())
    if len(given) > 40 or not given.isascii():
        return None
    given = _TIME.sub("", given).strip()
    if given.isdigit():
        return _bare(given, order, today)
    if found := _NUMBERS.fullmatch(given):
        return _ordered((found[1], found[2], found[3]), order, today)
    return _named(given, today)


def _named(given: str, today: dt.date) -> dt.date | None:
    if found := _NAMED.fullmatch(given):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.fullmatch(given):
        month, day, year = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.fullmatch(given):
        year, month, day = found[1], found[2], found[3]
    else:
        return None
    number = _MONTHS.get(month[:3].lower())
    return _date(_year(year, today), number, int(day)) if number else None


def _bare(digits: str, order: str, today: dt.date) -> dt.date | None:
    if order == "SERIAL":
        return _SERIAL_ZERO + dt.timedelta(days=int(digits)) if len(digits) == 5 else None
    if len(digits) in (5, 7):  # a spreadsheet took the nought from the front
        digits = "0" + digits
    long = {"YMD": (4, 2, 2), "DMY": (2, 2, 4), "MDY": (2, 2, 4)}
    cuts = {8: long.get(order), 6: (2, 2, 2)}.get(len(digits))
    if not cuts:
        return None
    first, second = cuts[0], cuts[0] + cuts[1]
    return _ordered((digits[:first], digits[first:second], digits[second:]), order, today)


def _ordered(parts: tuple[str, str, str], order: str, today: dt.date) -> dt.date | None:
    if order == "DMY":
        day, month, year = parts
    elif order == "MDY":
        month, day, year = parts
    elif order == "YMD":
        year, month, day = parts
    else:
        return None
    if len(day) > 2 or len(month) > 2 or len(year) == 1:
        return None
    return _date(_year(year, today), int(month), int(day))


def _year(text: str, today: dt.date) -> int:
    if len(text) == 4:
        return int(text)
    value = today.year // 100 * 100 + int(text)
    return value - 100 if value > today.year + 10 else value


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def reader(order: str, today: dt.date) -> Callable[[str], dt.date | None]:
    """Return a function that reads dates in one order and remembers them: a statement has many of the same."""
    known: dict[str, dt.date | None] = {}

    def read(text: str) -> dt.date | None:
        if text not in known:
            known[text] = date_in(text, order, today)
        return known[text]

    return read


def looks_like_date(text: str, today: dt.date) -> bool:
    """Tell whether a text could be a date in any order but a bare count of days."""
    return any(date_in(text, order, today) for order in ("DMY", "YMD", "MDY"))


def readings(texts: Sequence[str], today: dt.date, shown: int = 4) -> tuple[DateReading, ...]:
    """Return the orders in which a column's dates can be read, the likeliest first, each with sample rows.

    Rows are what is in the column from the first row of data on; blank ones are passed over. Two readings that
    say the same of every row are one.
    """
    given = [text for text in texts if text]
    if not given:
        return ()
    dates: dict[str, list[dt.date | None]] = {order: list(map(reader(order, today), given)) for order in ORDERS}
    found: list[tuple[float, str, list[dt.date | None]]] = []
    for order, read in dates.items():
        if any(read) and all(read != other for _, _, other in found):
            found.append((_score(order, read, today), order, read))
    found.sort(key=lambda item: -item[0])
    whole = sum(score for score, _, _ in found) or 1.0
    rows = _telling(given, [read for _, _, read in found], shown)
    return tuple(_reading(order, given, read, score / whole, today, rows) for score, order, read in found)


def _score(order: str, read: Sequence[dt.date | None], today: dt.date) -> float:
    dates = [day for day in read if day]
    share = len(dates) / len(read)
    score = share**8  # one row in ten that cannot be read all but rules an order out
    if not _in_sequence(dates):
        score *= 0.25
    if any(day > today + dt.timedelta(days=7) for day in dates):
        score *= 0.1  # a statement is of what has happened
    if (dates[0] - dates[-1]).days > 3650 or (dates[-1] - dates[0]).days > 3650:
        score *= 0.2
    return score * {"DMY": 1.0, "YMD": 0.8, "MDY": 0.2, "SERIAL": 0.5}[order]


def _in_sequence(dates: Sequence[dt.date]) -> bool:
    steps = list(pairwise(dates))
    up = sum(a <= b for a, b in steps)
    down = sum(a >= b for a, b in steps)
    return max(up, down) >= 0.9 * len(steps)


def _reading(order: str, given: Sequence[str], read: Sequence[dt.date | None], likelihood: float,
             today: dt.date, rows: Sequence[int]) -> DateReading:  # fmt: skip
    dates = [day for day in read if day]
    reasons = []
    if len(dates) < len(given):
        bad = next(text for text, day in zip(given, read, strict=True) if not day)
        reasons.append(message(N_("“{text}” is no date when read so."), text=bad[:30]))
    if len(set(dates)) > 1:
        in_order = N_("The rows then follow one another in time.")
        reasons.append(message(in_order if _in_sequence(dates) else N_("The rows then jump about in time.")))
    if any(day > today + dt.timedelta(days=7) for day in dates):
        reasons.append(message(N_("Some rows would then be still to come.")))
    samples = tuple((given[row], read[row]) for row in rows)
    return DateReading(order, message(ORDERS[order]), len(dates), len(given) - len(dates), _in_sequence(dates),
                       samples, likelihood, tuple(reasons))  # fmt: skip


def _telling(given: Sequence[str], reads: Sequence[Sequence[dt.date | None]], shown: int) -> tuple[int, ...]:
    """The same rows for every reading, in their own order: half those that rule an order out, half from the top."""
    first_of: dict[str, int] = {}
    for row, text in enumerate(given):
        first_of.setdefault(text, row)
    rows = list(first_of.values())
    telling = [row for row in rows if 0 < sum(read[row] is None for read in reads) < len(reads)][: shown // 2]
    return tuple(sorted([*telling, *[row for row in rows if row not in telling]][:shown]))
