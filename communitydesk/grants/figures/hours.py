"""Hours that may count as match for an award: those of its activities, and whom they count for already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from communitydesk.activities.model import Activity
from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.facts import award_in, terms_in
from communitydesk.grants.figures.match import Given, accepted, own_rates, value_time
from communitydesk.grants.figures.outputs import activities_of
from communitydesk.grants.figures.sums import fetched
from communitydesk.grants.model import Award, AwardActivity, HourClaim
from communitydesk.grants.proportion import effective_terms
from communitydesk.grants.rates import DEFAULT_SCHEME, RateRow, rate_for
from communitydesk.people.figures.hours import HoursWanted, Total, hours_figures
from communitydesk.people.model import Hours, Person


@dataclass(frozen=True, slots=True)
class HoursToClaim:
    """An entry of hours in an award's time: whether it counts for the award, for another, or is not accepted."""

    key: str
    given_on: dt.date
    who: str
    people: int
    activity: str
    role: str
    role_class: str
    minutes: int
    claimed_by: str
    claimed_name: str
    accepted: bool
    rate: RateRow | None

    @property
    def worth(self) -> int:
        """What it is worth by itself, in pence; lines of a report round once for all their hours."""
        return self.rate.worth(self.minutes) if self.rate else 0


@dataclass(frozen=True)
class HoursChoice:
    """Hours of an award's activities in its time, the latest first."""

    award_key: str
    rows: tuple[HoursToClaim, ...]
    has_activities: bool

    @property
    def mine(self) -> tuple[HoursToClaim, ...]:
        """Those that count for this award."""
        return tuple(row for row in self.rows if row.claimed_by == self.award_key)

    @property
    def free(self) -> tuple[HoursToClaim, ...]:
        """Those that count for no award yet and would be accepted."""
        return tuple(row for row in self.rows if not row.claimed_by and row.accepted)

    @property
    def elsewhere(self) -> tuple[HoursToClaim, ...]:
        """Those that count for another award."""
        return tuple(row for row in self.rows if row.claimed_by not in ("", self.award_key))


def hours_to_claim(desk: Desk, award_key: str) -> HoursChoice:
    """Return the hours of an award's activities in its time, and any others that count for it already."""
    with desk.read() as session:
        award = award_in(session, award_key)
        terms = effective_terms(award, terms_in(session, [award_key]).get(award_key))
        activities = activities_of(session, award_key)
        rates, scheme = own_rates(session), terms.rate_scheme.value or DEFAULT_SCHEME
        in_time = (
            Hours.activity_key.in_(activities)
            & (Hours.given_on >= award.starts_on)
            & (Hours.given_on <= max(award.ends_on, award.last_spending_day))
        )
        query = (
            select(
                Hours.key, Hours.given_on, func.coalesce(Person.name, Hours.group_label), Hours.people,
                func.coalesce(Activity.name, ""), Hours.role, Hours.role_class, Hours.minutes * Hours.people,
                func.coalesce(HourClaim.award_key, ""), func.coalesce(Award.name, ""),
            )
            .outerjoin(Person, Person.key == Hours.person_key)
            .outerjoin(Activity, Activity.key == Hours.activity_key)
            .outerjoin(HourClaim, HourClaim.hours_key == Hours.key)
            .outerjoin(Award, Award.key == HourClaim.award_key)
            .where(or_(in_time, HourClaim.award_key == award_key))
            .order_by(Hours.given_on.desc(), Hours.key.desc())
        )  # fmt: skip
        rows = fetched(session, query)
    cache: dict[tuple[str, dt.date], RateRow | None] = {}
    found = []
    for row in rows:
        place = (row[6], row[1])
        if place not in cache:
            cache[place] = rate_for(rates, scheme, *place)
        more: tuple[Any, ...] = (accepted(terms, row[6]), cache[place])
        found.append(HoursToClaim(*row, *more))
    return HoursChoice(award_key, tuple(found), bool(activities))


def awards_taking_time(desk: Desk, activity_key: str | None, day: dt.date) -> tuple[tuple[str, str], ...]:
    """Return key and name of the awards that pay for an activity, run on a day and take volunteer time as match.

    Those whose funder wants match come first, then those that end first.
    """
    if not activity_key:
        return ()
    with desk.read() as session:
        paying = select(AwardActivity.award_key).where(AwardActivity.activity_key == activity_key)
        begun = session.scalars(select(Award).where(Award.key.in_(paying), Award.starts_on <= day)).all()
        awards = [one for one in begun if day <= max(one.ends_on, one.last_spending_day)]
        own = terms_in(session, [one.key for one in awards])
        found = [(one, effective_terms(one, own.get(one.key))) for one in awards]
        found = [pair for pair in found if pair[1].volunteer_time.value != "none"]
        found.sort(key=lambda pair: (not pair[1].match_wanted.value, pair[0].ends_on, pair[0].key))
        return tuple((one.key, one.name) for one, _ in found)


@dataclass(frozen=True)
class TimeWorth:
    """What time comes to for an award: pence by its funder's rates, minutes not accepted, minutes without a rate."""

    pence: int
    refused: int
    without_rate: int


def worth_of(desk: Desk, award_key: str, given: Sequence[Given]) -> TimeWorth:
    """Return what time that was given is worth to an award, line by line as its report will print it."""
    with desk.read() as session:
        award = award_in(session, award_key)
        terms = effective_terms(award, terms_in(session, [award_key]).get(award_key))
        lines, refused, without = value_time(given, terms, own_rates(session))
    return TimeWorth(sum(line.worth for line in lines), refused, without)


def accepted_of(desk: Desk, award_key: str, hours_keys: Sequence[str]) -> tuple[str, ...]:
    """Return those of some entries of hours whose class of role an award's terms accept; may be asked within a change."""
    with desk.read() as session:
        award = award_in(session, award_key)
        terms = effective_terms(award, terms_in(session, [award_key]).get(award_key))
        rows = fetched(session, select(Hours.key, Hours.role_class).where(Hours.key.in_(hours_keys)))
    return tuple(key for key, role_class in rows if accepted(terms, role_class))


def awards_with_hours(desk: Desk) -> list[tuple[str, str]]:
    """Return key and name of every award for which hours count as match, by name."""
    with desk.read() as session:
        return _awards(session)


def _awards(session: Session) -> list[tuple[str, str]]:
    query = select(Award.key, Award.name).where(Award.key.in_(select(HourClaim.award_key)))
    found = [(str(key), str(name)) for key, name in session.execute(query).all()]
    return sorted(found, key=lambda row: row[1].casefold())


def of_award(wanted: HoursWanted, award_key: str) -> HoursWanted:
    """Return those of the hours wanted that count as match for an award; "" means for none."""
    claimed = select(HourClaim.hours_key)
    if not award_key:
        return replace(wanted, without=claimed)
    return replace(wanted, only=claimed.where(HourClaim.award_key == award_key))


def hours_by_award(desk: Desk, wanted: HoursWanted) -> tuple[Total, ...]:
    """Return the hours wanted, added up by the award for which they count as match; those for none come last."""
    found = []
    with desk.read() as session:
        for key, name in (*_awards(session), ("", "")):
            whole = hours_figures(session, of_award(wanted, key))
            if whole.entries:
                found.append(Total(key, name, whole.minutes, whole.entries, whole.volunteers))
    return tuple(sorted(found, key=lambda one: (not one.key, -one.minutes, one.label.casefold())))
