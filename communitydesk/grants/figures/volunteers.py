"""What volunteers give in a period, for a funder: how many they are, their hours, and what those are worth at dated rates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.activities.figures import in_period
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.match import own_rates
from communitydesk.grants.rates import DEFAULT_SCHEME, RateRow, rate_for
from communitydesk.group.figures import current_year, name_of
from communitydesk.people.figures.diversity import Who, who_volunteers
from communitydesk.people.figures.hours import HoursFigures, HoursWanted, hours_figures
from communitydesk.people.figures.joining import ComingAndGoing, coming_and_going
from communitydesk.people.model import Hours


@dataclass(frozen=True)
class Worth:
    """One printed line: minutes given while a rate held, and what they are worth in pence, half up once."""

    rate: RateRow
    minutes: int
    start: dt.date
    end: dt.date

    @property
    def pence(self) -> int:
        """What the line is worth."""
        return self.rate.worth(self.minutes)


@dataclass(frozen=True)
class Volunteers:
    """What volunteers give in a period, and who they are on the day, in counts that may be shown to others."""

    group: str
    today: dt.date
    period: Period
    hours: HoursFigures
    worth: tuple[Worth, ...]
    without_rate: int
    scheme: str
    who: Who
    staying: ComingAndGoing

    @property
    def pence(self) -> int:
        """What all hours are worth: the sum of the printed lines."""
        return sum(line.pence for line in self.worth)


def volunteers(desk: Desk, today: dt.date, period: Period | None = None, scheme: str = DEFAULT_SCHEME) -> Volunteers:
    """Return what volunteers give in a period (none given: the group's year), at the rates of a scheme."""
    with desk.read() as session:
        period = period or current_year(session, today)
        worth, without = _worth(session, period, scheme)
        return Volunteers(
            name_of(session), today, period, hours_figures(session, HoursWanted(period)), worth, without, scheme,
            who_volunteers(session, today), coming_and_going(session, today, "is_volunteer"),
        )  # fmt: skip


def last_year(desk: Desk, today: dt.date) -> Period | None:
    """Return the group's year before this one when any hours were given in it."""
    with desk.read() as session:
        start = current_year(session, today).start
        if start is None:
            return None
        before = current_year(session, start - dt.timedelta(days=1))
        return before if session.scalar(in_period(select(func.count(Hours.key)), Hours.given_on, before)) else None


def _worth(session: Session, period: Period, scheme: str) -> tuple[tuple[Worth, ...], int]:
    """Return a line for each rate that held, and the minutes of days for which the scheme has none.

    Time of all classes of role is one line where one rate is for all of them.
    """
    rates = [row for row in own_rates(session) if row.scheme.casefold() == scheme.casefold()]
    minutes: defaultdict[RateRow, int] = defaultdict(int)
    days: defaultdict[RateRow, list[dt.date]] = defaultdict(list)
    without = 0
    query = in_period(
        select(Hours.given_on, Hours.role_class, func.sum(Hours.minutes * Hours.people)), Hours.given_on, period
    )
    for day, role_class, given in session.execute(query.group_by(Hours.given_on, Hours.role_class)).all():
        if rate := rate_for(rates, scheme, role_class, day):
            minutes[rate] += int(given)
            days[rate].append(day)
        else:
            without += int(given)
    lines = [Worth(rate, n, min(days[rate]), max(days[rate])) for rate, n in minutes.items()]
    return tuple(sorted(lines, key=lambda line: (line.rate.starts_on, line.rate.role_class))), without
