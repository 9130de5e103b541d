"""Who volunteers, told to others in counts without a name: none of them so small that it could point at somebody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.words import N_, Message, message
from communitydesk.people.counts import Few, Shown, age_bands, few_of, suppressed
from communitydesk.people.figures.joining import HERE, LONG, spells
from communitydesk.people.model import CountLimit, PeopleChoice, Person, age_on

LENGTHS = (
    N_("Under 3 months"), N_("3 to 12 months"), N_("1 to 2 years"), N_("2 to 5 years"), N_("Over 5 years"),
)  # fmt: skip
"""How long people stay, in the order of figures.joining.LONG."""
UNKNOWN = N_("Not recorded")
ENGLISH = N_("English, or not recorded")


@dataclass(frozen=True)
class Counted:
    """One thing by which people are counted: its title, and what may be shown. `which` are names or message ids."""

    what: str
    title: str
    shown: Shown


@dataclass(frozen=True)
class Who:
    """Volunteers and committee members who are here on a day, in counts that may be shown to others."""

    people: int
    committee: int
    few: Few
    counted: tuple[Counted, ...]


def count_limit(session: Work) -> Few:
    """Return how few people is too few to be counted for others, and who says so."""
    return few_of(session.scalars(select(CountLimit).order_by(CountLimit.key.desc()).limit(1)).first())


def who_volunteers(session: Work, today: dt.date) -> Who:
    """Return who volunteers, by length of service, age, language, access needs, area and where they came from.

    What nobody has told is left out; where something is known of some, the others are counted as not recorded.
    """
    few = count_limit(session)
    here = (Person.left_on.is_(None) | (Person.left_on > today)) & Person.stage.in_(HERE)
    query = select(Person).where(here, Person.is_volunteer | Person.is_committee)
    people = [one for one in session.scalars(query) if not one.joined_on or one.joined_on <= today]
    names = {key: name for key, name in session.execute(select(PeopleChoice.key, PeopleChoice.name))}
    lengths = _lengths(session, today)
    columns: tuple[tuple[str, str, list[str], str], ...] = (
        ("length", N_("How long they have been with us"), [lengths.get(one.key, UNKNOWN) for one in people], UNKNOWN),
        ("age", N_("Age"), [_age(one.born_on, today) for one in people], UNKNOWN),
        ("language", N_("Language they like to use"), [one.language.strip() or ENGLISH for one in people], ENGLISH),
        ("access", N_("Access needs"), [_needs(one) for one in people], NO_NEEDS),
        ("area", N_("Where they live, by the first part of the postcode"), [_area(one.postcode) for one in people], UNKNOWN),
        ("source", N_("How they came to us"), [names.get(one.source_key or "", UNKNOWN) for one in people], UNKNOWN),
    )  # fmt: skip
    counted = tuple(
        Counted(what, title, suppressed(_in_order(what, values), few.few))
        for what, title, values, empty in columns
        if any(value != empty for value in values)
    )
    return Who(len(people), sum(one.is_committee for one in people), few, counted)


def _lengths(session: Work, today: dt.date) -> dict[str, str]:
    """How long each person who is here has been, as the name of a length."""
    found = {}
    for one in spells(session, today):
        if one.end is None and (months := one.months(today)) is not None:
            found[one.person_key] = LENGTHS[next(n for n, most in enumerate(LONG) if months < most or not most)]
    return found


NEEDS, NO_NEEDS = N_("Told us what helps them to take part"), N_("Told us of nothing")


def _needs(person: Person) -> str:
    return NEEDS if person.access_needs.strip() else NO_NEEDS


def _area(postcode: str) -> str:
    """The first part of a postcode that has two, which holds thousands of homes; no more of any other."""
    parts = postcode.upper().split()
    return parts[0] if len(parts) == 2 else UNKNOWN


def _age(born_on: dt.date | None, today: dt.date) -> str:
    if born_on is None:
        return UNKNOWN
    age, bands = age_on(born_on, today), age_bands()
    at = sum(age >= begins for begins in bands)
    return f"{bands[at - 1] if at else 0}-{bands[at] - 1 if at < len(bands) else ''}"


def age_said(band: str) -> Message:
    """Return a band of ages ("25-44", "0-17", "65-") as it is said."""
    first, _, last = band.partition("-")
    if first == "0":
        return message(N_("Under {n}"), n=int(last) + 1)
    return message(N_("{first} to {last}"), first=first, last=last) if last else message(N_("{n} and over"), n=first)


def _in_order(what: str, values: Iterable[str]) -> dict[str, int]:
    """Count values: those that have an order in it, with each that could be though nobody is it; others the most first."""
    counts = Counter(values)
    bands = age_bands()
    fixed = {
        "length": list(LENGTHS),
        "age": [f"{a}-{b - 1 if b else ''}" for a, b in zip((0, *bands), (*bands, 0), strict=True)],
        "access": [NEEDS, NO_NEEDS],
    }.get(what, [])
    rest = sorted(
        (one for one in counts if one not in fixed), key=lambda one: (one in (UNKNOWN, ENGLISH), -counts[one], one)
    )
    return {one: counts[one] for one in (*fixed, *rest)}
