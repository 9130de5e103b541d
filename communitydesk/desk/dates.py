"""Dates and times as people in the UK write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_NUMBERS = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DAY_FIRST = re.compile(
    r"^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+(?:of\s+)?([a-z]+)\.?,?(?:[\s\-/.]+(\d{4}|\d{2}))?$"
)
_MONTH_FIRST = re.compile(r"^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?$")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True)
class Period:
    """From one date to another, both days included; an open side is None."""

    start: dt.date | None = None
    end: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


def parse_date(text: str, today: dt.date, field: str = "date", *, ahead: bool = False) -> dt.date:
    """Return the date that was meant: "3/5", "3 May", "3.5.26", "Sat 14 November 2026", "2026-05-03", "yesterday".

    Day before month, always. Without a year, one of the last nine months or the next three is meant; with
    `ahead`, which is for what is still to come, the other way round. Raises FieldTrouble.
    """
    given = " ".join(text.lower().split())
    if not given:
        raise FieldTrouble(field, N_("Type a date, such as 3 May 2026."))
    if near := _near_day(given, today):
        return near
    day, month, year = _parts(given, text, field)
    if year is None:
        middle = today + dt.timedelta(days=92 if ahead else -92)
        return _nearest(day, month, middle, text, field)
    return _date(day, month, _full_year(year, today), text, field)


def _near_day(given: str, today: dt.date) -> dt.date | None:
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if given in near:
        return today + dt.timedelta(days=near[given])
    name = given.removeprefix("last ")
    if len(name) >= 3:
        for number, weekday in enumerate(_WEEKDAYS):
            if weekday.startswith(name):  # the last one that has been: records are of what has happened
                return today - dt.timedelta(days=(today.weekday() - number) % 7 or (7 if name != given else 0))
    return None


def _parts(given: str, text: str, field: str) -> tuple[int, int, str | None]:
    if found := _ISO.match(given):
        return int(found[3]), int(found[2]), found[1]
    if found := _NUMBERS.match(given):
        return int(found[1]), int(found[2]), found[3]
    if (found := _DAY_FIRST.match(given)) and (month := _month(found[2])):
        return int(found[1]), month, found[3]
    if (found := _MONTH_FIRST.match(given)) and (month := _month(found[1])):
        return int(found[2]), month, found[3]
    raise FieldTrouble(field, N_("“{text}” is not a date. Type it like 3 May 2026 or 3/5/26."), text=text.strip()[:40])


def _month(name: str) -> int | None:
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
    number = _MONTHS.get(name[:3])
    return number if number and (full[number - 1].startswith(name) or name == "sept") else None


def _full_year(year: str, today: dt.date) -> int:
    if len(year) == 4:
        return int(year)
    value = today.year // 100 * 100 + int(year)
    return value - 100 if value > today.year + 20 else value


def _nearest(day: int, month: int, middle: dt.date, text: str, field: str) -> dt.date:
    found = []
    for year in (middle.year - 1, middle.year, middle.year + 1):
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    if not found:
        return _date(day, month, middle.year, text, field)
    return min(found, key=lambda one: abs((one - middle).days))


def _date(day: int, month: int, year: int, text: str, field: str) -> dt.date:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise FieldTrouble(
            field, N_("There is no such day as “{text}”. Type it like 3 May 2026."), text=text.strip()[:40]
        ) from None
    if not EARLIEST <= found.year <= LATEST:
        raise FieldTrouble(field, N_("The year in “{text}” cannot be right."), text=text.strip()[:40])
    return found


_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$")
_LENGTH = re.compile(r"^(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?$")


def parse_time(text: str, field: str = "time") -> int:
    """Return a time of day in minutes after midnight: "10", "10:30", "2.15pm". Raises FieldTrouble."""
    found = _CLOCK.match(text.strip().lower())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "pm" else 0) if hour <= 12 else 99
        if hour < 24 and minute < 60:
            return hour * 60 + minute
    raise FieldTrouble(field, N_("“{text}” is not a time. Type it like 10:30."), text=text.strip()[:40])


def parse_hours(text: str, field: str = "hours") -> int:
    """Return a length of time in minutes: "2:30", "2.5", "2½", "2h 15m", "1h30", "45 min". Raises FieldTrouble."""
    given = " ".join(text.strip().lower().split())
    for sign, part in (("½", ".5"), ("¼", ".25"), ("¾", ".75")):
        given = given.replace(f" {sign}", part).replace(sign, part)
    minutes = _minutes(given)
    if minutes is None or minutes <= 0:
        raise FieldTrouble(
            field, N_("“{text}” is not a number of hours. Type it like 2:30 or 2.5."), text=text.strip()[:40]
        )
    if minutes > 24 * 60:
        raise FieldTrouble(field, N_("“{text}” is more than a day. Type the hours of one day."), text=text.strip()[:40])
    return minutes


def _minutes(given: str) -> int | None:
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})", given):
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    if re.fullmatch(r"\d*[.,]?\d+", given) and len(given) < 8:
        return round(float("0" + given.replace(",", ".")) * 60)
    if given and len(given) < 24 and (found := _LENGTH.match(given)):
        if found[1] and int(found[2] or 0) >= 60:
            return None
        return round(float((found[1] or "0").replace(",", ".")) * 60) + int(found[2] or 0)
    return None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later (earlier when negative), or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
