"""How much monitoring suits the size of an award: the size suggests, the funder's terms override.

The suggestions are dated, sourced rows in `resources/templates/proportion.json`; amounts there are pence and times
are minutes. Rules: DOMAIN "Proportionate monitoring"; Compact code on community groups 3.3, 5.3 and 5.4.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from communitydesk.desk.dates import add_months
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.grants.model import Award, Terms
from communitydesk.grants.model.terms import RECEIPTS

T = TypeVar("T")


@dataclass(frozen=True)
class Band:
    """The suggestion for awards of one size. `most` is in pence, None without an upper end."""

    id: str
    most: int | None
    name: str
    since: dt.date
    source: str
    interim_months: int
    payments: int
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Pace:
    """How many minutes one part of the monitoring takes, and who says so."""

    id: str
    minutes: int
    text: str
    source: str


@dataclass(frozen=True)
class Proportion:
    """Every row of the suggestions, as read from the file."""

    bands: tuple[Band, ...]
    term_sources: Mapping[str, str]
    paces: Mapping[str, Pace]
    times: float
    minutes: int
    checked_on: dt.date

    def band(self, amount: int) -> Band:
        """Return the band of an award of so many pence; the upper end belongs to the band."""
        return next(band for band in self.bands if band.most is None or amount <= band.most)


@lru_cache(maxsize=1)
def proportion() -> Proportion:
    """Return the suggestions that come with the program."""
    return read_proportion(resource("templates", "proportion.json").read_text(encoding="utf-8"))


def read_proportion(text: str) -> Proportion:
    """Return the suggestions written in a JSON text. Raises ValueError or KeyError where it is none."""
    data = json.loads(text)
    return Proportion(
        bands=tuple(Band(**{**row, "since": dt.date.fromisoformat(row["since"])}) for row in data["bands"]),
        term_sources=data["term_sources"],
        paces={row["id"]: Pace(**row) for row in data["minutes"]},
        times=data["much_more"]["times"],
        minutes=data["much_more"]["minutes"],
        checked_on=dt.date.fromisoformat(data["checked_on"]),
    )


@dataclass(frozen=True)
class Term(Generic[T]):
    """One term as it holds: its value, whether it is the funder's own word, and why it is asked."""

    name: str
    value: T
    from_funder: bool
    why: Message


@dataclass(frozen=True)
class EffectiveTerms:
    """Every term of an award as it holds: the funder's word where there is one, else the suggestion for its size.

    Money is in pence, times in days, years or megabytes as in `model.Terms`; None is "no such term".
    """

    band: Band
    report_wanted: Term[bool]
    report_days: Term[int]
    report_on: Term[dt.date | None]
    receipts: Term[str]
    numbers: Term[bool]
    budget: Term[bool]
    outcomes: Term[int]
    learning: Term[bool]
    risks: Term[bool]
    accounts: Term[bool]
    words_each: Term[int | None]
    words_all: Term[int | None]
    photographs: Term[int]
    acknowledgement: Term[str | None]
    years_to_keep: Term[int | None]
    cash_limit: Term[int | None]
    underspend: Term[str]
    move_percent: Term[int]
    volunteer_time: Term[str]
    volunteer_classes: Term[str | None]
    volunteer_cap: Term[int | None]
    rate_scheme: Term[str | None]
    match_wanted: Term[int | None]
    names_wanted: Term[bool]
    equipment_consent: Term[int | None]
    upload_limit: Term[int | None]
    by_web_form: Term[bool]

    def final_due(self, award: Award) -> dt.date:
        """Return the day on which the final report is due."""
        return self.report_on.value or award.ends_on + dt.timedelta(days=self.report_days.value)

    def all(self) -> tuple[Term[Any], ...]:
        """Return every term in the order of the record."""
        return tuple(getattr(self, name) for name in TERM_NAMES)


TERM_NAMES = tuple(name for name in EffectiveTerms.__dataclass_fields__ if name != "band")


def effective_terms(award: Award, terms: Terms | None, rows: Proportion | None = None) -> EffectiveTerms:
    """Return each term of an award: the funder's own where it is written down, else the suggestion for its size."""
    rows = rows or proportion()
    band = rows.band(award.amount)
    return EffectiveTerms(band=band, **{name: _term(name, terms, band, rows) for name in TERM_NAMES})


def _term(name: str, terms: Terms | None, band: Band, rows: Proportion) -> Term[Any]:
    own = getattr(terms, name) if terms else None
    if terms is not None and own not in (None, ""):
        return Term(name, own, True, _funder_says(own, terms.quoted_from))
    source = rows.term_sources.get(name, band.source)
    why = message(N_("Suggested for an award of {size} ({source})."), size=Message(band.name), source=Message(source))
    return Term(name, band.terms.get(name), False, why)


def _funder_says(value: Any, where: str) -> Message:
    wanted = value not in (0, False, "none")
    if where:
        return message(
            N_("Your funder asks for this ({where}).") if wanted else N_("Your funder does not ask for it ({where})."),
            where=where,
        )
    return message(N_("Your funder asks for this.") if wanted else N_("Your funder does not ask for it."))


def suggested_interims(award: Award, rows: Proportion | None = None) -> tuple[dt.date, ...]:
    """Return the last days of the periods for which interim reports are suggested; none to 10,000.

    One for each full year before the last, or one half-way where the award runs for six months to a year.
    """
    months = (rows or proportion()).band(award.amount).interim_months
    if not months:
        return ()
    found: list[dt.date] = []
    while (end := add_months(award.starts_on, months * (len(found) + 1)) - dt.timedelta(days=1)) < award.ends_on:
        found.append(end)
    if not found and add_months(award.starts_on, months // 2) < award.ends_on:
        found.append(add_months(award.starts_on, months // 2) - dt.timedelta(days=1))
    return tuple(found)


@dataclass(frozen=True)
class EstimateLine:
    """One part of the time that monitoring takes: how often, minutes each, and all of them."""

    text: Message
    count: int
    each: int
    source: str

    @property
    def minutes(self) -> int:
        """All of it, in minutes."""
        return self.count * self.each


@dataclass(frozen=True)
class Estimate:
    """The time that the monitoring of one award takes, set against its amount (pence)."""

    lines: tuple[EstimateLine, ...]
    amount: int

    @property
    def minutes(self) -> int:
        """All of it, in minutes."""
        return sum(line.minutes for line in self.lines)

    @property
    def hours(self) -> int:
        """The same in whole hours, halves up, at least one: an estimate is no more exact than that."""
        return max(1, (self.minutes + 30) // 60)

    @property
    def sentence(self) -> Message:
        """Say it: "The monitoring takes about 3 hours, one for every £1,630 of £4,900."."""
        each = self.amount / self.hours / 100
        step = 10 if each >= 100 else 1
        if self.hours == 1:
            return message(N_("The monitoring takes about an hour, for {amount}."), amount=Money(self.amount))
        return message(
            N_("The monitoring takes about {hours} hours: one for every {each} of {amount}."),
            hours=self.hours,
            amount=Money(self.amount),
            each=Money(int(each / step + 0.5) * step * 100),
        )


def estimate_time(
    award: Award, terms: EffectiveTerms, *, payments: int = 0, interims: int = 0, rows: Proportion | None = None
) -> Estimate:
    """Return how long the monitoring takes under these terms.

    `payments` are those recorded so far; where there are fewer, the number usual for the size is taken.
    `interims` is the number of interim reports, each of which asks the questions in words once more.
    """
    rows = rows or proportion()
    lines = [
        EstimateLine(Message(rows.paces[name].text), count, rows.paces[name].minutes, rows.paces[name].source)
        for name, count in _counts(terms, max(payments, terms.band.payments), interims).items()
        if count
    ]
    return Estimate(tuple(lines), award.amount)


def _counts(terms: EffectiveTerms, payments: int, interims: int) -> dict[str, int]:
    reports = int(terms.report_wanted.value) + interims
    receipts = terms.receipts.value
    kept = {
        "receipt_keep": payments if receipts == "keep" else 0,
        "receipt_send": payments if receipts == "send" else 0,
    }
    if not reports:
        return kept
    in_words = 1 + sum((bool(terms.outcomes.value), terms.learning.value, terms.risks.value))
    figures = 1 + sum((terms.numbers.value, terms.budget.value))
    return {
        "start": reports,
        "question": in_words * reports,
        "figure": figures * reports,
        "outcome": terms.outcomes.value,
        "photograph": terms.photographs.value,
        **kept,
        "name": int(terms.names_wanted.value),
        "accounts": int(terms.accounts.value),
        "sign": int(terms.budget.value),
    }


@dataclass(frozen=True)
class Extra:
    """One thing that a funder asks beyond what the size suggests: what they ask, and what is usual.

    `out`: usual is to leave it out.
    """

    name: str
    asked: Message
    usual: Message
    out: bool = False


@dataclass(frozen=True)
class MuchMore:
    """What a funder asks beyond the suggestion, and the time for each; `much` when a letter is in place."""

    extras: tuple[Extra, ...]
    asked: Estimate
    suggested: Estimate
    much: bool


def asks_much_more(
    award: Award, terms: Terms | None, *, payments: int = 0, interims: Sequence[dt.date] = (),
    rows: Proportion | None = None,
) -> MuchMore:  # fmt: skip
    """Return what the funder asks beyond the suggestion for an award of this size.

    `interims` are the days to which interim reports are wanted. It is much when something is asked beyond, and
    the time is at least as many times the suggested one, and as many minutes more, as the rows say.
    """
    rows = rows or proportion()
    own, usual = effective_terms(award, terms, rows), effective_terms(award, None, rows)
    asked = estimate_time(award, own, payments=payments, interims=len(interims), rows=rows)
    fair = suggested_interims(award, rows)
    suggested = estimate_time(award, usual, payments=payments, interims=len(fair), rows=rows)
    extras = _extras(own, usual)
    if len(interims) > len(fair):
        extras = (
            *extras,
            Extra(
                "interims",
                Message(N_("one interim report"), {"n": len(interims)}, N_("{n} interim reports")),
                Message(N_("one interim report"), {"n": len(fair)}, N_("{n} interim reports"))
                if fair
                else Message(N_("no interim report")),
                out=not fair,
            ),
        )
    beyond = asked.minutes - suggested.minutes
    much = bool(extras) and asked.minutes >= suggested.minutes * rows.times and beyond >= rows.minutes
    return MuchMore(extras, asked, suggested, much)


_RANK = {name: rank for rank, name in enumerate(RECEIPTS)}
_RECEIPTS_SAID = {
    "none": N_("no receipts"),
    "keep": N_("receipts kept, in case you ask"),
    "send": N_("a copy of every receipt"),
}
_WANTED = {
    "numbers": (N_("numbers of sessions, people and hours"), N_("no numbers")),
    "budget": (N_("the budget against the spending, with reasons"), N_("a sentence on what it was spent on")),
    "learning": (N_("what was learned"), N_("nothing on this")),
    "risks": (N_("risks and changes"), N_("nothing on this")),
    "accounts": (N_("our accounts"), N_("no accounts")),
    "names_wanted": (N_("the names of our volunteers"), N_("their number and their hours")),
}
_LEFT_OUT = ("numbers", "learning", "risks", "accounts")
_COUNTED = {
    "outcomes": (N_("{n} outcome"), N_("{n} outcomes"), N_("no outcomes")),
    "photographs": (N_("{n} photograph"), N_("{n} photographs"), N_("no photographs")),
}


def _extras(own: EffectiveTerms, usual: EffectiveTerms) -> tuple[Extra, ...]:
    found: list[Extra] = []
    if _RANK[own.receipts.value] > _RANK[usual.receipts.value]:
        said = _RECEIPTS_SAID
        theirs, ours = own.receipts.value, usual.receipts.value
        found.append(Extra("receipts", Message(said[theirs]), Message(said[ours]), out=ours == "none"))
    for name, (asked, instead) in _WANTED.items():
        if getattr(own, name).value and not getattr(usual, name).value:
            found.append(Extra(name, Message(asked), Message(instead), out=name in _LEFT_OUT))
    for name, (one, many, none) in _COUNTED.items():
        few, more = getattr(usual, name).value, getattr(own, name).value
        if more > few:
            fewer = Message(one, {"n": few}, many) if few else Message(none)
            found.append(Extra(name, Message(one, {"n": more}, many), fewer, out=not few))
    return tuple(found)
