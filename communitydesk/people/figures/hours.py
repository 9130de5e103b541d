"""Time given: totals by person, activity, class of role and month, and the entries behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.figures import in_period, of_activities
from communitydesk.activities.model import Activity
from communitydesk.desk.dates import Period, add_months
from communitydesk.people.model import Hours, Person

By = Literal["person", "activity", "role_class", "month", "year"]


@dataclass(frozen=True)
class HoursWanted:
    """Which entries of hours are meant; what is left open is not narrowed.

    `without` is a select of keys of hours to leave out, such as those that are claimed as match already; `only` is one
    of those that are meant. `lacks` names a field in which there is nothing: hours without a person or an activity.
    """

    period: Period = field(default_factory=Period)
    activities: Sequence[str] | None = None
    person_key: str = ""
    role_class: str = ""
    session_key: str = ""
    without: Any = None
    only: Any = None
    lacks: str = ""

    def narrow(self, query: Any) -> Any:
        """Return a query of hours narrowed to these."""
        query = of_activities(in_period(query, Hours.given_on, self.period), Hours.activity_key, self.activities)
        for column, value in (
            (Hours.person_key, self.person_key),
            (Hours.role_class, self.role_class),
            (Hours.session_key, self.session_key),
        ):
            if value:
                query = query.where(column == value)
        if self.lacks:
            query = query.where(getattr(Hours, self.lacks).is_(None))
        if self.without is not None:
            query = query.where(Hours.key.not_in(self.without))
        return query if self.only is None else query.where(Hours.key.in_(self.only))

    def part(self, by: By, key: str) -> HoursWanted:
        """Return those of one line of a sum: one person's ("" for groups without names), those of "2026-03" ..."""
        match by:
            case "month" | "year":
                return replace(self, period=_both(self.period, _named(key)))
            case "role_class":
                return replace(self, role_class=key)
            case "person":
                return replace(self, person_key=key) if key else replace(self, lacks="person_key")
            case _:
                return replace(self, activities=[key]) if key else replace(self, lacks="activity_key")


def _named(key: str) -> Period:
    """Return the period that a key of a month or a year names."""
    year, month = int(key[:4]), int(key[5:7] or 1)
    first = dt.date(year, month, 1)
    return Period(first, add_months(first, 1 if key[5:7] else 12) - dt.timedelta(days=1))


def _both(one: Period, other: Period) -> Period:
    """Return the days that lie in two periods."""
    starts, ends = [d for d in (one.start, other.start) if d], [d for d in (one.end, other.end) if d]
    return Period(max(starts, default=None), min(ends, default=None))


@dataclass(frozen=True)
class HoursFigures:
    """Time given in a period, in minutes.

    `volunteers` are different people with names; `unnamed` adds up the sizes of groups without names, where the same
    people may be counted again each time.
    """

    minutes: int
    entries: int
    volunteers: int
    unnamed: int
    unnamed_minutes: int
    by_class: dict[str, int]


@dataclass(frozen=True)
class Total:
    """One line of a sum of hours: what it is for ("" without one), minutes, entries and different named people."""

    key: str
    label: str
    minutes: int
    entries: int
    volunteers: int


class HoursRow(NamedTuple):  # a list makes 40,000 at once: a frozen dataclass takes three times as long to make
    """An entry of hours as a list shows it. `name` is empty for a group without names."""

    key: str
    given_on: dt.date
    person_key: str | None
    name: str
    person_number: int
    group_label: str
    people: int
    minutes: int
    activity_key: str | None
    activity: str
    session_key: str | None
    role: str
    role_class: str
    note: str

    @property
    def total(self) -> int:
        """Minutes given by everybody together."""
        return self.minutes * self.people


_TOTAL = func.coalesce(func.sum(Hours.minutes * Hours.people), 0)


def hours_figures(session: Work, wanted: HoursWanted | None = None) -> HoursFigures:
    """Return the sums of the hours wanted."""
    wanted = wanted or HoursWanted()
    nameless = Hours.person_key.is_(None)
    row = session.execute(
        wanted.narrow(
            select(
                _TOTAL,
                func.count(),
                func.count(func.distinct(Hours.person_key)),
                func.coalesce(func.sum(Hours.people).filter(nameless), 0),
                func.coalesce(func.sum(Hours.minutes * Hours.people).filter(nameless), 0),
            ).select_from(Hours)
        )
    ).one()
    classes = wanted.narrow(select(Hours.role_class, _TOTAL)).group_by(Hours.role_class)
    by_class = {str(code): int(n) for code, n in session.execute(classes)}
    minutes, entries, volunteers, unnamed, unnamed_minutes = (int(value) for value in row)
    return HoursFigures(minutes, entries, volunteers, unnamed, unnamed_minutes, by_class)


def hours_by(session: Work, by: By, wanted: HoursWanted | None = None) -> tuple[Total, ...]:
    """Return the hours wanted, added up by person, activity, class of role, month or year ("2026-03", "2026")."""
    wanted = wanted or HoursWanted()
    key, label = _grouping(by)
    query = select(key, label, _TOTAL, func.count(), func.count(func.distinct(Hours.person_key))).select_from(Hours)
    if by == "person":
        query = query.outerjoin(Person, Person.key == Hours.person_key)
    elif by == "activity":
        query = query.outerjoin(Activity, Activity.key == Hours.activity_key)
    rows = session.execute(wanted.narrow(query).group_by(key)).all()
    found = [Total(code or "", name or "", int(minutes), n, people) for code, name, minutes, n, people in rows]
    if by in ("month", "year"):
        return tuple(sorted(found, key=lambda one: one.key))
    return tuple(sorted(found, key=lambda one: (-one.minutes, one.label.casefold())))


def _grouping(by: By) -> tuple[Any, Any]:
    match by:
        case "person":
            return Hours.person_key, func.max(Person.name)
        case "activity":
            return Hours.activity_key, func.max(Activity.name)
        case "role_class":
            return Hours.role_class, func.max(Hours.role_class)
        case _:
            day = func.substr(Hours.given_on, 1, 7 if by == "month" else 4)
            return day, day


def hours_rows(session: Work, wanted: HoursWanted | None = None, *, most: int | None = None) -> tuple[HoursRow, ...]:
    """Return the entries of the hours wanted, latest first."""
    people = {
        key: (name, number) for key, name, number in session.execute(select(Person.key, Person.name, Person.number))
    }
    activities = {key: name for key, name in session.execute(select(Activity.key, Activity.name))}
    # names are joined here and columns, not records, are asked for: several times as quick for 40,000 entries
    t = Hours.__table__.c
    query = (wanted or HoursWanted()).narrow(
        select(t.key, t.given_on, t.person_key, t.group_label, t.people, t.minutes, t.activity_key, t.session_key,
               t.role, t.role_class, t.note)
    ).order_by(t.given_on.desc(), t.key)  # fmt: skip
    if most:
        query = query.limit(most)
    nobody = ("", 0)
    return tuple(
        HoursRow(
            key, day, person, *people.get(person, nobody), label, size, minutes, activity, activities.get(activity or "", ""),
            meeting, role, role_class, note,
        )
        for key, day, person, label, size, minutes, activity, meeting, role, role_class, note
        in session.connection().execute(query)
    )  # fmt: skip


def doubles(session: Work, day: dt.date, activity_key: str | None, person_keys: Sequence[str]) -> dict[str, int]:
    """Return who of these people has hours already on that day at that activity, with the minutes.

    A second entry is likely to be the same sheet typed twice; it is pointed out, never refused.
    """
    query = select(Hours.person_key, func.sum(Hours.minutes)).where(
        Hours.given_on == day, Hours.activity_key == activity_key, Hours.person_key.in_(tuple(person_keys))
    )
    return {str(key): int(n) for key, n in session.execute(query.group_by(Hours.person_key)).all()}
