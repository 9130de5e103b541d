"""What an hour of volunteer time is worth: dated, sourced rates that come with the program, and the group's own.

Built-in rows are in `resources/rates/rates.json` (DOMAIN, "Volunteer time as match"); amounts are pence for so many
minutes. A row that is not `sure` says in its note what could not be checked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communitydesk.desk.money import worth
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.grants.model import Rate

DEFAULT_SCHEME = "National Living Wage"
HOUR = 60


@dataclass(frozen=True)
class RateRow:
    """What `minutes` minutes of one class of role (empty: every class) are worth in pence, from when, says who.

    `key` is the group's own record's, empty for a row that came with the program, whose `id` is given.
    """

    scheme: str
    role_class: str
    starts_on: dt.date
    ends_on: dt.date | None
    pence: int
    minutes: int
    source: str
    id: str = ""
    key: str = ""
    sure: bool = True
    note: str = ""
    checked_on: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the rate holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def worth(self, minutes: int) -> int:
        """The pence that so many minutes are worth, half up, once."""
        return worth(minutes, self.pence, self.minutes)

    @property
    def said(self) -> Message:
        """The rate as people say it: £12.71 an hour, £50.00 a day of 7 h."""
        if self.minutes == HOUR:
            return message(N_("{rate} an hour"), rate=Money(self.pence))
        if self.minutes % HOUR == 0:
            return message(N_("{rate} a day of {hours} h"), rate=Money(self.pence), hours=self.minutes // HOUR)
        return message(N_("{rate} for {minutes} minutes"), rate=Money(self.pence), minutes=self.minutes)


@lru_cache(maxsize=1)
def built_in() -> tuple[RateRow, ...]:
    """Return the rates that come with the program."""
    data = json.loads(resource("rates", "rates.json").read_text(encoding="utf-8"))
    checked = dt.date.fromisoformat(data["checked_on"])
    return tuple(
        RateRow(
            scheme=row["scheme"],
            role_class=row["role_class"],
            starts_on=dt.date.fromisoformat(row["starts_on"]),
            ends_on=dt.date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            pence=row["pence"],
            minutes=row["minutes"],
            source=row["source"],
            id=row["id"],
            sure=row["sure"],
            note=row["note"],
            checked_on=checked,
        )
        for row in data["rows"]
    )


def all_rates(own: Iterable[Rate], shipped: Sequence[RateRow] | None = None) -> tuple[RateRow, ...]:
    """Return the rates to use: the group's own, and the built-in ones that no own row replaces, by scheme and date.

    An own row replaces the built-in one of the same scheme, class and first day; a hidden one only takes it away.
    """
    mine = list(own)
    replaced = {(rate.scheme.casefold(), rate.role_class, rate.starts_on) for rate in mine}
    rows = [
        row
        for row in (built_in() if shipped is None else shipped)
        if (row.scheme.casefold(), row.role_class, row.starts_on) not in replaced
    ]
    rows += [
        RateRow(
            scheme=rate.scheme,
            role_class=rate.role_class,
            starts_on=rate.starts_on,
            ends_on=rate.ends_on,
            pence=rate.pence,
            minutes=rate.minutes,
            source=rate.source,
            key=rate.key,
            checked_on=rate.checked_on,
        )
        for rate in mine
        if not rate.hidden
    ]
    return tuple(sorted(rows, key=lambda row: (row.scheme.casefold(), row.starts_on, row.role_class)))


def schemes(rates: Iterable[RateRow]) -> tuple[str, ...]:
    """Return the names of those whose rates there are, each once, in order."""
    return tuple(dict.fromkeys(row.scheme for row in rates))


def rate_for(rates: Iterable[RateRow], scheme: str, role_class: str, day: dt.date) -> RateRow | None:
    """Return the rate of a scheme for a class on a day: one for that class before one for every class, then the latest.

    None when the scheme has none for that day.
    """
    wanted = scheme.casefold()
    found = [
        row
        for row in rates
        if row.starts_on <= day  # what is cheap to ask first: this is asked for every day of years
        and (row.ends_on is None or day <= row.ends_on)
        and row.role_class in ("", role_class)
        and row.scheme.casefold() == wanted
    ]
    return max(found, key=lambda row: (row.role_class == role_class, row.starts_on), default=None)
