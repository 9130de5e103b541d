"""Miles: the rates of a group, what journeys are worth by them, and how much of the yearly limit is used up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.keeping import values_of
from communitydesk.people.mileage import MileRate, Part, Trip, all_rates, parts_of, tax_year, tax_year_period
from communitydesk.people.model import ExpenseClaim, ExpenseLine, ExpensePart, MileageRate, OtherMiles

FROZEN = ("approved", "paid", "waived")
"""States in which what a journey is worth is settled and changes no more."""


@dataclass(frozen=True)
class YearMiles:
    """One person's tenths of a mile by car or van in a tax year: at the first rate, after it, and for others."""

    year: int
    first: int
    after: int
    other: int
    limit: int | None

    @property
    def over(self) -> int:
        """Tenths that were paid at the first rate beyond the limit, since the others' miles were not known then."""
        return 0 if self.limit is None else max(0, self.first + self.other - self.limit)


# -- rates -------------------------------------------------------------------------------------


def mile_rates(session: Work) -> tuple[MileRate, ...]:
    """Return every mileage rate that can be used: the group's own, and those that came with the program."""
    return all_rates(session.scalars(select(MileageRate)).all())


def rate_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of one of the group's own rates for a form; empty when it is not there any more."""
    return values_of(session.get(MileageRate, key))


# -- what journeys are worth -------------------------------------------------------------------


def worth_of_lines(
    session: Work, lines: Sequence[ExpenseLine], states: Mapping[str, str]
) -> dict[str, tuple[Part, ...]]:
    """Return the printed lines of journeys, by line: as approved, or as they would be approved now.

    `states` gives each claim's state. Journeys that are not approved share out what is left of the yearly limit by
    date, with all that the person has handed in; one that is still being written comes along when it is asked for.
    """
    journeys = [line for line in lines if line.kind == "mileage"]
    settled = [line.key for line in journeys if states.get(line.claim_key) in FROZEN]
    found = _settled(session, settled)
    open_ = [line for line in journeys if states.get(line.claim_key) not in FROZEN]
    if open_:
        rates = mile_rates(session)
        people = dict(
            session.execute(
                select(ExpenseClaim.key, ExpenseClaim.person_key).where(
                    ExpenseClaim.key.in_({line.claim_key for line in open_})
                )
            ).all()
        )
        found |= _open_worth(session, people, open_, rates)
    return found


def _settled(session: Work, keys: Sequence[str]) -> dict[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = {key: [] for key in keys}
    for start in range(0, len(keys), 500):
        rows = session.scalars(
            select(ExpensePart)
            .where(ExpensePart.line_key.in_(keys[start : start + 500]))
            .order_by(ExpensePart.line_key, ExpensePart.position)
        )
        for row in rows:
            found[row.line_key].append(Part(row.tenths, row.pence, row.passengers, row.first))
    return {key: tuple(parts) for key, parts in found.items()}


def _open_worth(
    session: Work, people: Mapping[str, str], lines: Sequence[ExpenseLine], rates: Sequence[MileRate]
) -> dict[str, tuple[Part, ...]]:
    """Return the parts of journeys by line, as they would be approved now; `people` gives each claim's person."""
    persons = sorted(set(people.values()))
    trips: defaultdict[str, dict[str, Trip]] = defaultdict(dict)  # of each person, by line
    handed_in = session.execute(
        select(ExpenseClaim.person_key, ExpenseLine)
        .join(ExpenseClaim, ExpenseClaim.key == ExpenseLine.claim_key)
        .where(ExpenseClaim.person_key.in_(persons), ExpenseClaim.state == "claimed", ExpenseLine.kind == "mileage")
    ).all()
    for person, line in (*handed_in, *((people[line.claim_key], line) for line in lines)):
        trips[person][line.key] = Trip(line.key, line.spent_on, line.vehicle, line.tenths or 0, line.passengers or 0)
    used = used_up(session, persons)
    parts = {
        key: found
        for person in persons
        for key, found in parts_of(list(trips[person].values()), rates, used[person]).items()
    }
    return {line.key: parts[line.key] for line in lines}


def used_up(session: Work, person_keys: Collection[str]) -> defaultdict[str, dict[tuple[str, int], int]]:
    """Return the tenths of a mile that used up each person's yearly limits, by vehicle and tax year.

    They were approved at the first rate, or driven for others.
    """
    used: defaultdict[str, dict[tuple[str, int], int]] = defaultdict(lambda: defaultdict(int))
    rows = session.execute(
        select(ExpenseClaim.person_key, ExpenseLine.vehicle, ExpenseLine.spent_on, ExpensePart.tenths)
        .join(ExpenseLine, ExpenseLine.key == ExpensePart.line_key)
        .join(ExpenseClaim, ExpenseClaim.key == ExpenseLine.claim_key)
        .where(ExpenseClaim.person_key.in_(person_keys), ExpensePart.passengers == 0, ExpensePart.first.is_(True))
    ).all()
    for person, vehicle, day, tenths in rows:
        used[person][vehicle, tax_year(day)] += tenths
    others = select(OtherMiles.person_key, OtherMiles.year, OtherMiles.miles)
    for person, year, miles in session.execute(others.where(OtherMiles.person_key.in_(person_keys))).all():
        used[person]["car", year] += miles * 10
    return used


def year_miles(session: Work, person_key: str) -> tuple[YearMiles, ...]:
    """Return a person's miles by car or van in each tax year that has any, the latest first."""
    lines = session.scalars(
        select(ExpenseLine)
        .join(ExpenseClaim, ExpenseClaim.key == ExpenseLine.claim_key)
        .where(ExpenseClaim.person_key == person_key, ExpenseLine.kind == "mileage", ExpenseLine.vehicle == "car")
    ).all()
    states = dict(
        session.execute(select(ExpenseClaim.key, ExpenseClaim.state).where(ExpenseClaim.person_key == person_key)).all()
    )
    worth = worth_of_lines(session, lines, {key: state for key, state in states.items()})
    first: defaultdict[int, int] = defaultdict(int)
    after: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        for part in worth[line.key]:
            if not part.passengers:
                (first if part.first else after)[tax_year(line.spent_on)] += part.tenths
    other = dict(
        session.execute(select(OtherMiles.year, OtherMiles.miles).where(OtherMiles.person_key == person_key)).all()
    )
    rates = mile_rates(session)
    return tuple(
        YearMiles(year, first[year], after[year], other.get(year, 0) * 10, _limit(rates, year))
        for year in sorted({*first, *after, *other}, reverse=True)
    )


def _limit(rates: Sequence[MileRate], year: int) -> int | None:
    period = tax_year_period(year)
    assert period.end
    held = [rate for rate in rates if rate.vehicle == "car" and rate.starts_on <= period.end]
    last = max(held, key=lambda rate: rate.starts_on, default=None)
    return last.limit * 10 if last and last.limit is not None else None


def other_miles(session: Work, person_key: str) -> dict[int, int]:
    """Return the miles that a person drove for other organisations, by tax year."""
    return {
        year: miles
        for year, miles in session.execute(
            select(OtherMiles.year, OtherMiles.miles).where(OtherMiles.person_key == person_key)
        ).all()
    }
