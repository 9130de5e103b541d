"""What miles are worth: dated, sourced rates, the yearly limit, and the printed lines that a journey makes.

Built-in rows are in `resources/rates/mileage.json` (DOMAIN, "People"); the group's own replace them. A tax year runs
from 6 April to 5 April. Miles are counted in tenths, amounts in pence: half up once for each printed line.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from communitydesk.desk.dates import Period
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.money import round_half_up
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.people.model.expenses import VEHICLES, MileageRate

TENTHS = 10
"""Of a mile: how finely miles are kept."""


@dataclass(frozen=True)
class MileRate:
    """What a mile is worth from a day on, in pence; after `limit` miles of a tax year, where there is one, less.

    `key` is the group's own record's, empty for a row that came with the program, whose `id` is given.
    """

    vehicle: str
    starts_on: dt.date
    pence: int
    source: str
    limit: int | None = None
    after_pence: int | None = None
    passenger_pence: int | None = None
    ends_on: dt.date | None = None
    id: str = ""
    key: str = ""
    sure: bool = True
    note: str = ""
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class Trip:
    """One journey: `tenths` of a mile, and how many came along."""

    key: str
    day: dt.date
    vehicle: str
    tenths: int
    passengers: int = 0


@dataclass(frozen=True)
class Part:
    """One printed line: so many miles at one rate. `passengers` is 0 for the miles themselves.

    `first` is whether these miles are within the yearly limit; `sure` whether the rate could be checked.
    """

    tenths: int
    pence: int
    passengers: int = 0
    first: bool = True
    sure: bool = True

    @property
    def amount(self) -> int:
        """Pence, half up once for the whole line."""
        return round_half_up(Fraction(self.tenths * self.pence * max(1, self.passengers), TENTHS))


def tax_year(day: dt.date) -> int:
    """Return the year in which the tax year of a day starts: 2025 for 5 April 2026."""
    return day.year if (day.month, day.day) >= (4, 6) else day.year - 1


def tax_year_period(year: int) -> Period:
    """Return the tax year that starts in a year: 6 April to 5 April."""
    return Period(dt.date(year, 4, 6), dt.date(year + 1, 4, 5))


@lru_cache(maxsize=1)
def built_in() -> tuple[MileRate, ...]:
    """Return the rates that come with the program."""
    data = json.loads(resource("rates", "mileage.json").read_text(encoding="utf-8"))
    checked = dt.date.fromisoformat(data["checked_on"])
    return tuple(
        MileRate(
            vehicle=row["vehicle"],
            starts_on=dt.date.fromisoformat(row["starts_on"]),
            ends_on=dt.date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            pence=row["pence"],
            after_pence=row["after_pence"],
            limit=row["limit_miles"],
            passenger_pence=row["passenger_pence"],
            source=row["source"],
            id=row["id"],
            sure=row["sure"],
            note=row["note"],
            checked_on=checked,
        )
        for row in data["rows"]
    )


def all_rates(own: Iterable[MileageRate], shipped: Sequence[MileRate] | None = None) -> tuple[MileRate, ...]:
    """Return the rates to use: the group's own, and the built-in ones from before the group had one.

    The group's own rate holds for its vehicle until the group gives another; a hidden one only takes away the built-in
    row of the same vehicle and day.
    """
    mine = list(own)
    began: dict[str, dt.date] = {}
    for rate in mine:
        if not rate.hidden:
            began[rate.vehicle] = min(rate.starts_on, began.get(rate.vehicle, dt.date.max))
    gone = {(rate.vehicle, rate.starts_on) for rate in mine if rate.hidden}
    rows = [
        row
        for row in (built_in() if shipped is None else shipped)
        if row.starts_on < began.get(row.vehicle, dt.date.max) and (row.vehicle, row.starts_on) not in gone
    ]
    rows += [
        MileRate(
            vehicle=rate.vehicle,
            starts_on=rate.starts_on,
            pence=rate.pence,
            source=rate.source,
            limit=rate.limit_miles,
            after_pence=rate.after_pence,
            passenger_pence=rate.passenger_pence,
            key=rate.key,
            checked_on=rate.checked_on,
        )
        for rate in mine
        if not rate.hidden
    ]
    return tuple(sorted(rows, key=lambda row: (row.vehicle, row.starts_on)))


def rate_for(rates: Iterable[MileRate], vehicle: str, day: dt.date) -> MileRate | None:
    """Return the rate of a vehicle on a day: the one that started last; None when there is none."""
    found = [
        row
        for row in rates
        if row.vehicle == vehicle and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
    ]
    return max(found, key=lambda row: row.starts_on, default=None)


def parts_of(
    trips: Sequence[Trip], rates: Sequence[MileRate], used: Mapping[tuple[str, int], int] | None = None
) -> dict[str, tuple[Part, ...]]:
    """Return the printed lines of each of one person's journeys, by key; none where there is no rate.

    Miles at the first rate are given out by date, so that it does not matter which claim is typed first. `used` are
    the tenths of a mile that have used up the limit already, by vehicle and tax year: approved, or for others.
    """
    taken = dict(used or {})
    found: dict[str, tuple[Part, ...]] = {}
    for trip in sorted(trips, key=lambda one: (one.day, one.tenths, one.passengers, one.key)):
        rate = rate_for(rates, trip.vehicle, trip.day)
        if rate is None:
            found[trip.key] = ()
            continue
        year = trip.vehicle, tax_year(trip.day)
        first = _within(trip.tenths, rate, taken.get(year, 0))
        taken[year] = taken.get(year, 0) + first
        found[trip.key] = tuple(_parts(trip, rate, first))
    return found


def _within(tenths: int, rate: MileRate, taken: int) -> int:
    """Return how many of a journey's tenths of a mile are within the yearly limit."""
    return tenths if rate.limit is None else min(tenths, max(0, rate.limit * TENTHS - taken))


def _parts(trip: Trip, rate: MileRate, first: int) -> Iterable[Part]:
    if first:
        yield Part(first, rate.pence, sure=rate.sure)
    if trip.tenths > first:
        yield Part(trip.tenths - first, rate.after_pence or 0, first=False, sure=rate.sure)
    if trip.passengers and rate.passenger_pence:
        yield Part(trip.tenths, rate.passenger_pence, trip.passengers, sure=rate.sure)


_MILES = re.compile(r"^(\d{1,5})(?:[.,](\d))?\s*(?:m|mi|miles?)?$", re.IGNORECASE)


def parse_miles(text: str, field: str = "miles") -> int:
    """Return the tenths of a mile that were meant: "12", "12.5", "12½ miles". Raises FieldTrouble."""
    given = " ".join(text.replace("½", ".5").replace(" .5", ".5").split())
    found = _MILES.match(given.replace(",", "") if re.match(r"^\d{1,3},\d{3}\b", given) else given)
    if not found:
        raise FieldTrouble(field, N_("“{text}” is not a number of miles. Type it like 12 or 12.5."), text=text[:40])
    return int(found[1]) * TENTHS + int(found[2] or 0)


def miles_text(tenths: int) -> str:
    """Return miles as they are typed again: 12 or 12.5."""
    whole, part = divmod(tenths, TENTHS)
    return f"{whole}.{part}" if part else str(whole)


def miles_number(tenths: int) -> int | float:
    """Return miles as a number to be said: 1,050 or 42.5."""
    return tenths / TENTHS if tenths % TENTHS else tenths // TENTHS


def miles_said(tenths: int) -> Message:
    """Return miles to be said in the reader's language."""
    return message(N_("{miles} miles"), miles=miles_number(tenths)) if tenths != TENTHS else Message(N_("1 mile"))


def part_said(part: Part, vehicle: str, words: Words) -> str:
    """Return a printed line of a journey: 12.4 miles by car or van at 45p."""
    rate = words(N_("{pence}p"), pence=part.pence)
    miles = words.say(miles_said(part.tenths))
    if part.passengers:
        said = words.plural("{n} passenger", "{n} passengers", part.passengers)
        return words(N_("{passengers}, {miles} at {rate} each"), passengers=said, miles=miles, rate=rate)
    by = words(VEHICLES.get(vehicle, vehicle)).lower()
    if part.first:
        return words(N_("{miles} by {vehicle} at {rate}"), miles=miles, vehicle=by, rate=rate)
    return words(N_("{miles} by {vehicle} at {rate}, after the yearly limit"), miles=miles, vehicle=by, rate=rate)
