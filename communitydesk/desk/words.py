"""Every text that a person reads, in their language: message ids, and the object that translates them.

A document may be in another language than the window, so nothing here is global: a `Words` is made for one
language and passed to whatever speaks. Message ids are the English texts; `N_` marks one that is kept for later.
"""

from __future__ import annotations

import datetime as dt
import gettext
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from communitydesk.desk.resources import resource

DOMAIN = "communitydesk"


def N_(message_id: str) -> str:  # the customary name, which catalogue tools look for
    """Mark a text for translation and return it unchanged."""
    return message_id


def apart(text: str) -> str:
    """Return a text so marked that, read from the right, it does not turn the sentence around it (UAX 9, isolates)."""
    if text.isascii() or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return text
    return f"\u2068{text}\u2069"


@dataclass(frozen=True)
class Message:
    """A text that is not yet in any language: its id, the values that go in, and its plural if it counts.

    Values may be messages themselves. Dates, `Money` and numbers are written in the reader's way when said.
    """

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plural: str = ""

    def __hash__(self) -> int:
        return hash((self.id, self.plural, tuple(sorted((k, repr(v)) for k, v in self.values.items()))))


def message(message_id: str, /, **values: Any) -> Message:
    """Return a text with values, to be translated when it is shown."""
    return Message(message_id, values)


def counted(one: str, many: str, n: int, /, **values: Any) -> Message:
    """Return a text that counts `n` things, to be translated when it is shown."""
    return Message(one, {"n": n, **values}, many)


@dataclass(frozen=True)
class Money:
    """An amount in minor units (pence) as a value of a message, so that it is written in the reader's way.

    Without a currency it is in the group's, which the words know.
    """

    pence: int
    currency: str = ""


class Words:
    """Translates message ids and writes numbers, money and dates for one language and place."""

    def __init__(self, language: str = "en_GB", currency: str = "GBP") -> None:
        self.language = language.replace("-", "_")
        self.currency = currency
        self._catalogue = gettext.translation(
            DOMAIN, localedir=str(resource("locale")), languages=[self.language], fallback=True
        )

    @property
    def tag(self) -> str:
        """The language as documents name it, such as en-GB."""
        return self.language.replace("_", "-")

    def in_currency(self, currency: str) -> Words:
        """Return words of the same kind and language that write amounts in a currency."""
        return type(self)(self.language, currency)

    def __call__(self, message_id: str, /, **values: Any) -> str:
        """Return the text in this language with the values filled in."""
        text = self._catalogue.gettext(message_id) if message_id else ""
        return self._fill(text, values)

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the text for `n` things; `{n}` in it is the number, with thousands grouped."""
        return self._fill(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def say(self, text: Message | str) -> str:
        """Return a message in this language; a plain string is taken as a message id."""
        if isinstance(text, str):
            return self(text)
        if text.plural:
            values = dict(text.values)
            return self.plural(text.id, text.plural, values.pop("n"), **values)
        return self(text.id, **text.values)

    def _fill(self, text: str, values: Mapping[str, Any]) -> str:
        if not values:
            return text
        alone = text.startswith("{") and text.endswith("}") and text.count("{") == 1
        said = {name: self._value(value) for name, value in values.items()}
        return text.format_map(said if alone else {name: apart(value) for name, value in said.items()})

    def _value(self, value: Any) -> str:
        if isinstance(value, Message):
            return self.say(value)
        if said_in := getattr(value, "said_in", None):  # a record's title, which may be a noun in the reader's language
            return str(said_in(self))
        if isinstance(value, Money):
            return self.money(value.pence, value.currency)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return self.date(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    # -- numbers, money, time -------------------------------------------------------------

    def number(self, value: int | float) -> str:
        """Return a number with thousands grouped and at most two decimals: 1,284."""
        if isinstance(value, int) and 0 <= value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        return _minus(format_decimal(value, format="#,##0.##", locale=self.language))

    def money(self, pence: int, currency: str = "") -> str:
        """Return an amount given in minor units with its currency sign: £1,200.50, −£18.60."""
        code = currency or self.currency
        sign, symbol = ("−" if pence < 0 else ""), _symbol(code, self.language)
        return f"{sign}{symbol}{self.amount(abs(pence), code)}"

    def amount(self, pence: int, currency: str = "") -> str:
        """Return an amount given in minor units without a currency sign: 1,200.50."""
        digits = _decimals(currency or self.currency)
        group, point = _separators(self.language)
        whole, part = divmod(abs(pence), 10**digits)
        text = f"{whole:,}".replace(",", group)
        if digits:
            text += f"{point}{part:0{digits}d}"
        return f"−{text}" if pence < 0 else text

    def hours(self, minutes: int) -> str:
        """Return a length of time given in minutes: 2 h 30 min, 45 min, 12 h."""
        sign, (h, m) = ("−" if minutes < 0 else ""), divmod(abs(minutes), 60)
        if h and m:
            return sign + self("{h} h {m} min", h=h, m=m)
        return sign + (self("{h} h", h=h) if h else self("{m} min", m=m))

    def clock(self, minutes: int) -> str:
        """Return a length of time or a time of day given in minutes as 2:30."""
        return f"{minutes // 60}:{minutes % 60:02d}"

    def date(self, day: dt.date) -> str:
        """Return a date in full: 3 May 2026."""
        if self.language.startswith("en"):
            return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
        return self.date_as(day, "d MMMM y")

    def short_date(self, day: dt.date) -> str:
        """Return a date for a narrow column: 3 May 26 becomes 03/05/2026."""
        return f"{day.day:02d}/{day.month:02d}/{day.year}"

    def column_date(self, day: dt.date) -> str:
        """Return a date for a column on paper, with its month in letters so that nobody takes it for another: 3 May 2026."""
        if self.language.startswith("en"):
            return f"{day.day} {_ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"
        return self.date_as(day, "d MMM y")

    def day(self, day: dt.date) -> str:
        """Return a date with its day of the week, short: Sat 14 Nov 2026."""
        return self.date_as(day, "EEE d MMM y")

    def date_as(self, day: dt.date, pattern: str) -> str:
        """Return a date by a Unicode (CLDR) pattern such as "d MMM"."""
        from babel.dates import format_date

        return str(format_date(day, format=pattern, locale=self.language))

    def period(self, start: dt.date | None, end: dt.date | None) -> str:
        """Return a period: "1 November 2025 to 31 October 2026"; an open side is left out, a single day said once."""
        if start and start == end:
            return self.date(start)
        if start and end:
            return self("{start} to {end}", start=start, end=end)
        if start:
            return self("from {start}", start=start)
        return self("until {end}", end=end) if end else ""

    def listing(self, items: Iterable[str]) -> str:
        """Return things joined as a sentence does: bread, milk and tea."""
        things = list(items)
        if len(things) < 2:
            return "".join(things)
        things = [apart(thing) for thing in things]
        return self("{most} and {last}", most=", ".join(things[:-1]), last=things[-1])


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def _minus(text: str) -> str:
    return text.replace("-", "−")


@lru_cache(maxsize=32)
def _symbol(currency: str, language: str) -> str:
    if currency == "GBP":
        return "£"
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale=language))


@lru_cache(maxsize=32)
def _decimals(currency: str) -> int:
    if currency in ("GBP", "EUR", "USD"):
        return 2
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


@lru_cache(maxsize=32)
def _separators(language: str) -> tuple[str, str]:
    if language.startswith(("en", "cy")):
        return ",", "."
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str(get_group_symbol(locale=language)), str(get_decimal_symbol(locale=language))
