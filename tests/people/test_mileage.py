"""What miles are worth: rates that change, the yearly limit, and printed lines that add up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import Words
from communitydesk.people.mileage import (
    MileRate,
    Part,
    Trip,
    all_rates,
    built_in,
    miles_text,
    parse_miles,
    parts_of,
    rate_for,
    tax_year,
    tax_year_period,
)
from communitydesk.people.model import Availability, ExpenseLine, MileageRate

RATES = built_in()
OLD, NEW = dt.date(2026, 4, 5), dt.date(2026, 4, 6)
DAYS = st.dates(dt.date(2024, 4, 6), dt.date(2028, 4, 5))
ROWS = st.tuples(DAYS, st.sampled_from(("car", "motorcycle", "bicycle")), st.integers(1, 20_000), st.integers(0, 3))
TRIPS = st.lists(ROWS, max_size=30).map(
    lambda rows: [
        Trip(f"t{n}", day, kind, tenths, people if kind == "car" else 0)
        for n, (day, kind, tenths, people) in enumerate(rows)
    ]
)


def said(parts: tuple[Part, ...]) -> list[tuple[int, int, int]]:
    return [(part.tenths, part.pence, part.amount) for part in parts]


def test_the_rate_is_that_of_the_journeys_day() -> None:
    found = parts_of([Trip("a", OLD, "car", 100), Trip("b", NEW, "car", 100)], RATES)
    assert said(found["a"]) == [(100, 45, 450)]
    assert said(found["b"]) == [(100, 55, 550)]


def test_a_rate_that_could_not_be_checked_says_so() -> None:
    found = rate_for(RATES, "car", NEW)
    assert found is not None
    assert not found.sure
    assert "One page" in found.source
    assert all(row.source and row.checked_on for row in RATES)


def test_what_crosses_the_limit_has_a_printed_line_for_each_rate() -> None:
    day = dt.date(2025, 6, 1)
    found = parts_of([Trip("a", day, "car", 99_950), Trip("b", dt.date(2025, 7, 1), "car", 105, 2)], RATES)
    assert said(found["b"]) == [(50, 45, 225), (55, 25, 138), (105, 5, 105)]
    assert [part.first for part in found["b"]] == [True, False, True]


def test_miles_for_other_organisations_use_up_the_limit_of_their_year_only() -> None:
    day = dt.date(2025, 6, 1)
    used = {("car", 2025): 99_990}
    assert said(parts_of([Trip("a", day, "car", 30)], RATES, used)["a"]) == [(10, 45, 45), (20, 25, 50)]
    assert said(parts_of([Trip("a", NEW, "car", 30)], RATES, used)["a"]) == [(30, 55, 165)]


def test_a_bicycle_has_no_limit_and_uses_none_of_the_cars() -> None:
    day = dt.date(2025, 6, 1)
    found = parts_of([Trip("b", day, "bicycle", 200_000), Trip("c", day, "car", 100)], RATES)
    assert said(found["b"]) == [(200_000, 20, 400_000)]
    assert said(found["c"]) == [(100, 45, 450)]


def test_half_a_penny_goes_up_once_for_each_line() -> None:
    assert Part(1, 45).amount == 5  # 4.5
    assert Part(3, 25).amount == 8  # 7.5
    assert Part(124, 45).amount == 558


def test_a_day_before_every_rate_is_worth_nothing_that_could_be_printed() -> None:
    assert parts_of([Trip("a", dt.date(1999, 1, 1), "car", 100)], RATES)["a"] == ()


def test_the_groups_own_rate_stands_in_place_of_the_one_that_came() -> None:
    own = MileageRate(vehicle="car", starts_on=NEW, pence=45, limit_miles=10_000, after_pence=25, source="Minutes")
    rates = all_rates([own])
    mine = rate_for(rates, "car", NEW)
    assert mine is not None
    assert (mine.pence, mine.key) == (45, own.key)
    own.hidden = True
    hidden = rate_for(all_rates([own]), "car", NEW)
    assert hidden is None  # the older one ends the day before


def test_the_groups_own_rate_holds_until_the_group_gives_another() -> None:
    own = MileageRate(vehicle="car", starts_on=dt.date(2025, 9, 1), pence=30, source="Minutes")
    rates = all_rates([own])
    assert [rate_for(rates, "car", day).pence for day in (dt.date(2025, 8, 31), OLD, NEW)] == [45, 30, 30]  # type: ignore[union-attr]


def test_a_tax_year_starts_on_the_sixth_of_april() -> None:
    assert (tax_year(OLD), tax_year(NEW)) == (2025, 2026)
    assert OLD in tax_year_period(2025)
    assert NEW in tax_year_period(2026)


@pytest.mark.parametrize(
    ("typed", "tenths"), [("12", 120), ("12.5", 125), ("12½ miles", 125), ("1,200", 12_000), ("7 mi", 70)]
)
def test_miles_are_understood_as_people_write_them(typed: str, tenths: int) -> None:
    assert parse_miles(typed) == tenths
    assert parse_miles(miles_text(tenths)) == tenths


@pytest.mark.parametrize("typed", ["", "far", "-3", "12.55", "999999999", "1e3"])
def test_what_is_no_number_of_miles_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(FieldTrouble, match="is not a number of miles"):
        parse_miles(typed)


@given(TRIPS)
def test_the_parts_of_a_journey_add_up_to_its_miles_and_nothing_is_negative(trips: list[Trip]) -> None:
    found = parts_of(trips, RATES)
    for trip in trips:
        parts = found[trip.key]
        assert sum(part.tenths for part in parts if not part.passengers) == trip.tenths
        assert all(part.tenths > 0 and part.pence >= 0 and part.amount >= 0 for part in parts)
        exact = sum(part.tenths * part.pence * max(1, part.passengers) for part in parts)
        assert abs(sum(part.amount for part in parts) * 10 - exact) <= 5 * len(parts)


@given(TRIPS, st.integers(0, 120_000))
def test_no_year_has_more_miles_at_the_first_rate_than_its_limit(trips: list[Trip], other: int) -> None:
    used = {("car", year): other for year in range(2024, 2029)}
    found = parts_of(trips, RATES, used)
    for year in range(2024, 2028):
        cars = [trip for trip in trips if trip.vehicle == "car" and tax_year(trip.day) == year]
        first = sum(p.tenths for trip in cars for p in found[trip.key] if p.first and not p.passengers)
        assert first == min(sum(trip.tenths for trip in cars), max(0, 100_000 - other))


@given(TRIPS, st.randoms(use_true_random=False))
def test_the_order_in_which_journeys_are_typed_does_not_matter(trips: list[Trip], chance: object) -> None:
    shuffled = [Trip(f"x{n}", t.day, t.vehicle, t.tenths, t.passengers) for n, t in enumerate(trips)]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = parts_of(trips, RATES), parts_of(shuffled, RATES)
    totals = [sum(part.amount for parts in found.values() for part in parts) for found in (one, other)]
    assert totals[0] == totals[1]


@given(TRIPS, st.integers(1, 29))
def test_claims_that_are_settled_one_after_another_have_the_same_miles_at_each_rate(
    trips: list[Trip], first: int
) -> None:
    """Whichever claim is approved first, a year's miles within the limit are the same."""
    whole = parts_of(trips, RATES)
    settled: dict[str, tuple[Part, ...]] = {}
    used: dict[tuple[str, int], int] = {}
    for lot in (trips[first:], trips[:first]):
        settled |= parts_of(lot, RATES, used)
        used = {}
        for trip in trips:
            for part in settled.get(trip.key, ()):
                if part.first and not part.passengers:
                    used[trip.vehicle, tax_year(trip.day)] = (
                        used.get((trip.vehicle, tax_year(trip.day)), 0) + part.tenths
                    )

    def by_rate(found: dict[str, tuple[Part, ...]]) -> dict[tuple[int, bool], int]:
        sums: dict[tuple[int, bool], int] = {}
        for parts in found.values():
            for part in parts:
                key = part.pence, part.first
                sums[key] = sums.get(key, 0) + part.tenths
        return sums

    assert by_rate(settled) == by_rate(whole)


@given(TRIPS, st.lists(st.tuples(DAYS, st.integers(1, 90), st.integers(0, 90)), max_size=4))
def test_whatever_rates_a_group_sets_lines_add_up(trips: list[Trip], changes: list[tuple[dt.date, int, int]]) -> None:
    own = tuple(MileRate("car", day, pence, "Minutes", 10_000, after) for day, pence, after in changes)
    found = parts_of(trips, (*RATES, *own))
    for trip in trips:
        assert sum(part.tenths for part in found[trip.key] if not part.passengers) == trip.tenths


def test_what_is_kept_in_parts_or_by_number_is_shown_as_people_say_it() -> None:
    words = Words()
    assert fields_of(ExpenseLine)["tenths"].show(124, words) == "12.4"
    assert fields_of(ExpenseLine)["tenths"].show(120, words) == "12"
    assert fields_of(Availability)["weekday"].show(2, words) == "Wednesday"
