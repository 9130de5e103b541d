"""Hours that may count as match for an award: those of its activities, and whom they count for already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from communitydesk.activities.model import Activity
from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.facts import award_in, terms_in
from communitydesk.grants.figures.match import accepted, own_rates
from communitydesk.grants.figures.outputs import activities_of
from communitydesk.grants.figures.sums import fetched
from communitydesk.grants.model import Award, HourClaim
from communitydesk.grants.proportion import effective_terms
from communitydesk.grants.rates import DEFAULT_SCHEME, RateRow, rate_for
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
