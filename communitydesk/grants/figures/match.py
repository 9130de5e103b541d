"""Match of an award: cash, things in kind, and volunteer time valued line by line at dated, sourced rates."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Message, message
from communitydesk.grants.figures.sums import among, during, fetched
from communitydesk.grants.model import Award, HourClaim, MatchItem, Rate
from communitydesk.grants.proportion import EffectiveTerms
from communitydesk.grants.rates import DEFAULT_SCHEME, RateRow, all_rates, rate_for
from communitydesk.people.model import ROLE_CLASSES, Hours

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class TimeLine:
    """One printed line of volunteer time: one rate, one class of role, its minutes, and what they are worth in pence."""

    rate: RateRow
    role_class: str
    minutes: int
    start: dt.date
    end: dt.date

    @property
    def worth(self) -> int:
        """Pence, half up once for the whole line."""
        return self.rate.worth(self.minutes)

    @property
    def class_name(self) -> str:
        """The class of role, as a message id."""
        return ROLE_CLASSES.get(self.role_class, self.role_class)


@dataclass(frozen=True)
class MatchFigures:
    """What the group added to an award, in pence. Totals add the printed lines.

    `time_worth` is what the lines come to and `time_counted` what of it counts under the funder's cap; `refused`
    minutes are of classes that the funder does not accept (or all, where none count); `without_rate` minutes are on
    days for which the scheme has no rate.
    """

    lines: tuple[TimeLine, ...]
    cash: int
    in_kind: int
    items: int
    cap: int | None
    refused: int
    without_rate: int
    wanted: int | None
    scheme: str

    @property
    def minutes(self) -> int:
        """Minutes of the lines."""
        return sum(line.minutes for line in self.lines)

    @property
    def time_worth(self) -> int:
        """Pence that the lines come to."""
        return sum(line.worth for line in self.lines)

    @property
    def time_counted(self) -> int:
        """Pence that count under the cap."""
        return self.time_worth if self.cap is None else min(self.cap, self.time_worth)

    @property
    def total(self) -> int:
        """Cash, kind and the volunteer time that counts."""
        return self.cash + self.in_kind + self.time_counted

    @property
    def over_cap(self) -> int:
        """What the lines come to beyond the cap."""
        return self.time_worth - self.time_counted


@dataclass
class _Bucket:
    minutes: int = 0
    start: dt.date = dt.date.max
    end: dt.date = dt.date.min

    def add(self, day: dt.date, minutes: int) -> None:
        self.minutes += minutes
        self.start, self.end = min(self.start, day), max(self.end, day)


@dataclass(frozen=True)
class Given:
    """Minutes given on one day in one class of role."""

    role_class: str
    day: dt.date
    minutes: int


def accepted(terms: EffectiveTerms, role_class: str) -> bool:
    """Whether the terms let time of a class of role count."""
    if terms.volunteer_time.value == "none":
        return False
    if terms.volunteer_time.value == "some":
        classes = {part.strip().casefold() for part in (terms.volunteer_classes.value or "").split(",")}
        return role_class.casefold() in classes
    return True


def value_time(
    given: Sequence[Given], terms: EffectiveTerms, rates: Sequence[RateRow]
) -> tuple[tuple[TimeLine, ...], int, int]:
    """Return the printed lines of volunteer time, the minutes refused by the terms, and those without a rate.

    Where a rate changes within the period there are two lines (DOMAIN, "Volunteer time as match").
    """
    scheme = terms.rate_scheme.value or DEFAULT_SCHEME
    buckets: defaultdict[tuple[RateRow, str], _Bucket] = defaultdict(_Bucket)
    of_scheme = [row for row in rates if row.scheme.casefold() == scheme.casefold()]
    turns = sorted({day for row in of_scheme for day in (row.starts_on, row.ends_on and row.ends_on + ONE_DAY) if day})
    known: dict[tuple[str, int], _Bucket | None] = {}  # by class and between which turns: there the rate is the same
    refused = without = 0
    for one in given:
        if not accepted(terms, one.role_class):
            refused += one.minutes
            continue
        place = one.role_class, bisect(turns, one.day)
        if place not in known:
            rate = rate_for(of_scheme, scheme, one.role_class, one.day)
            known[place] = buckets[rate, one.role_class] if rate else None
        if bucket := known[place]:
            bucket.add(one.day, one.minutes)
        else:
            without += one.minutes
    lines = [TimeLine(rate, role, bucket.minutes, bucket.start, bucket.end) for (rate, role), bucket in buckets.items()]
    order = list(ROLE_CLASSES)
    lines.sort(key=lambda line: (order.index(line.role_class) if line.role_class in order else 9, line.start))
    return tuple(lines), refused, without


def own_rates(session: Session) -> tuple[RateRow, ...]:
    """Return every rate that can be used: the group's own, and those that came with the program."""
    return all_rates(session.scalars(select(Rate)).all())


def match_figures(
    session: Session,
    awards: Sequence[Award],
    terms: Mapping[str, EffectiveTerms],
    period: Period,
) -> dict[str, MatchFigures]:
    """Return the match of each award in a period, with one query for hours and one for the rest."""
    keys = [award.key for award in awards]
    rates = own_rates(session)
    given = _given(session, keys, period)
    items = _items(session, keys, period)
    found = {}
    for award in awards:
        own = terms[award.key]
        lines, refused, without = value_time(given[award.key], own, rates)
        cash, kind, count = items[award.key]
        figures = MatchFigures(
            lines=lines,
            cash=cash,
            in_kind=kind,
            items=count,
            cap=own.volunteer_cap.value,
            refused=refused,
            without_rate=without,
            wanted=own.match_wanted.value,
            scheme=own.rate_scheme.value or DEFAULT_SCHEME,
        )
        found[award.key] = figures
    return found


def _given(session: Session, keys: Collection[str], period: Period) -> defaultdict[str, list[Given]]:
    query = (
        select(HourClaim.award_key, Hours.role_class, Hours.given_on, func.sum(Hours.minutes * Hours.people))
        .join(Hours, Hours.key == HourClaim.hours_key)
        .where(among(HourClaim.award_key, keys), during(Hours.given_on, period))
        .group_by(HourClaim.award_key, Hours.role_class, Hours.given_on)
    )
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for award, role_class, day, minutes in fetched(session, query):
        found[award].append(Given(role_class, day, minutes))
    return found


def _items(session: Session, keys: Collection[str], period: Period) -> defaultdict[str, tuple[int, int, int]]:
    query = (
        select(MatchItem.award_key, MatchItem.kind, func.sum(MatchItem.amount), func.count())
        .where(among(MatchItem.award_key, keys), during(MatchItem.given_on, period))
        .group_by(MatchItem.award_key, MatchItem.kind)
    )
    found: defaultdict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for award, kind, amount, count in fetched(session, query):
        cash, in_kind, items = found[award]
        found[award] = (
            cash + (amount if kind == "cash" else 0), in_kind + (0 if kind == "cash" else amount), items + count,
        )  # fmt: skip
    return found


_VOLUNTEERS = {
    "general": N_("General volunteers"),
    "skilled": N_("Skilled volunteers"),
    "professional": N_("Professional volunteers"),
}


def said_line(line: TimeLine) -> Message:
    """Return a line as a sentence: Volunteers, skilled, 87 h at £12.21 an hour."""
    return message(
        N_("{volunteers}: {hours} at {rate}, {start} to {end}"),
        volunteers=Message(_VOLUNTEERS.get(line.role_class, N_("Volunteers"))),
        hours=Message(N_("{n} h"), {"n": line.minutes // 60}) if line.minutes % 60 == 0 else hours_said(line.minutes),
        rate=line.rate.said,
        start=line.start,
        end=line.end,
    )


def hours_said(minutes: int) -> Message:
    """Return minutes as hours and minutes, to be said in the reader's language."""
    hours, rest = divmod(minutes, 60)
    return message(N_("{h} h {m} min"), h=hours, m=rest) if hours else message(N_("{m} min"), m=rest)
