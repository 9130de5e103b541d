"""Match: hours for one award only, valued line by line at dated, sourced rates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.money import worth
from communitydesk.desk.words import Words
from communitydesk.grants.actions import awards, match
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.behind import records_behind
from communitydesk.grants.figures.hours import hours_to_claim
from communitydesk.grants.figures.match import Given, value_time
from communitydesk.grants.model import Award, Rate, Terms
from communitydesk.grants.proportion import EffectiveTerms, effective_terms
from communitydesk.grants.rates import RateRow, all_rates, built_in, rate_for
from communitydesk.people.model import Hours
from tests.grants.conftest import TODAY, Made, make_award

NLW = "National Living Wage"


def terms(**own: object) -> EffectiveTerms:
    award = Award(name="A", amount=490000, starts_on=TODAY, ends_on=TODAY, funder_key="f")
    return effective_terms(award, Terms(award_key=award.key, **own))


def rate(
    pence: int, minutes: int = 60, role: str = "", scheme: str = NLW, start: dt.date = dt.date(2020, 1, 1)
) -> RateRow:
    return RateRow(scheme, role, start, None, pence, minutes, "test")


def give(desk: Desk, made: Made, minutes: int, day: dt.date, role: str = "general") -> str:
    hours = Hours(person_key=made.person, minutes=minutes, given_on=day, activity_key=made.garden, role_class=role)
    with desk.change("Hours") as session:
        session.add(hours)
    return hours.key


@pytest.mark.parametrize(
    ("minutes", "row", "pence"),
    [(9 * 60, rate(1109), 9981), (50 * 60, rate(1109), 55450), (10 * 60, rate(5000, 420), 7143)],
)
def test_the_sums_that_a_funder_checks(minutes: int, row: RateRow, pence: int) -> None:
    assert row.worth(minutes) == pence


def test_the_rates_that_come_with_the_program() -> None:
    def nlw(day: dt.date) -> int:
        found = rate_for(built_in(), NLW, "general", day)
        return found.pence if found else 0

    assert [nlw(dt.date(2026, 4, 1)), nlw(dt.date(2026, 3, 31)), nlw(dt.date(2025, 3, 31))] == [1271, 1221, 1144]
    assert nlw(dt.date(2010, 1, 1)) == 0
    assert all(row.source for row in built_in())
    assert all(row.note for row in built_in() if not row.sure)


def test_a_change_of_rate_within_the_period_gives_two_lines() -> None:
    given = [Given("general", dt.date(2026, 3, 31), 87 * 60), Given("general", dt.date(2026, 4, 1), 7650)]
    lines, refused, without = value_time(given, terms(rate_scheme=NLW), built_in())
    assert [(line.minutes, line.worth) for line in lines] == [(5220, 106227), (7650, 162053)]
    assert (refused, without) == (0, 0)


def test_a_rate_for_the_class_comes_before_one_for_every_class() -> None:
    rates = (rate(1000), rate(2000, role="skilled"))
    assert [rate_for(rates, NLW, role, TODAY) for role in ("general", "skilled")] == [rates[0], rates[1]]


DAYS = st.integers(0, 6).map(lambda n: dt.date(2026, 1, 1) + dt.timedelta(days=n))
RATES = st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from(("", "general", "skilled")), st.integers(1, 9)))


@given(RATES, st.lists(st.tuples(st.sampled_from(("general", "skilled")), DAYS)))
def test_every_day_is_valued_at_the_rate_that_holds_on_it(
    rows: list[tuple[dt.date, dt.date | None, str, int]], days: list[tuple[str, dt.date]]
) -> None:
    rates = [RateRow(NLW, role, start, end, pence, 60, "test") for start, end, role, pence in rows]
    lines, refused, without = value_time([Given(role, day, 60) for role, day in days], terms(rate_scheme=NLW), rates)
    known = [(rate_for(rates, NLW, role, day), role) for role, day in days]
    worth_of = {pair: 60 * known.count(pair) for pair in known if pair[0]}
    assert {(line.rate, line.role_class): line.minutes for line in lines} == worth_of
    assert (refused, without) == (0, 60 * sum(rate is None for rate, _ in known))


def test_own_rates_replace_add_and_take_away() -> None:
    shipped = (rate(1000), rate(2000, role="skilled"))
    common = {"minutes": 60, "source": "Letter", "starts_on": dt.date(2020, 1, 1)}
    own = [
        Rate(scheme=NLW, role_class="", pence=1100, **common),
        Rate(scheme=NLW, role_class="skilled", pence=1, hidden=True, **common),
        Rate(scheme="County", role_class="", pence=1500, **common),
    ]
    assert sorted((row.scheme, row.pence) for row in all_rates(own, shipped)) == [("County", 1500), (NLW, 1100)]


def test_classes_that_the_funder_does_not_accept_are_refused_by_the_terms() -> None:
    given = [Given("general", TODAY, 60), Given("skilled", TODAY, 120)]
    some = terms(volunteer_time="some", volunteer_classes="skilled, professional", rate_scheme=NLW)
    lines, refused, _ = value_time(given, some, built_in())
    assert ([line.role_class for line in lines], refused) == (["skilled"], 60)
    assert value_time(given, terms(volunteer_time="none"), built_in())[:2] == ((), 180)


@given(st.lists(st.tuples(st.integers(1, 600), st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 1))), max_size=30))
def test_lines_round_once_and_totals_add_the_lines(entries: list[tuple[int, dt.date]]) -> None:
    lines, _, without = value_time([Given("general", day, m) for m, day in entries], terms(rate_scheme=NLW), built_in())
    assert sum(line.minutes for line in lines) + without == sum(m for m, _ in entries)
    for line in lines:
        assert line.worth == worth(line.minutes, line.rate.pence)
        assert line.start <= line.end


def test_an_hour_claimed_for_two_awards_is_refused_with_the_name_of_the_first(desk: Desk, made: Made) -> None:
    key = give(desk, made, 120, dt.date(2026, 5, 2))
    other = make_award(desk, "County Green Spaces")
    second = give(desk, made, 60, dt.date(2026, 5, 9))
    match.claim_hours(desk, made.award, [key])
    with pytest.raises(
        Refused, match=r"^These hours already count for Borough Small Grants, from The Borough\. An hour"
    ):
        match.claim_hours(desk, other, [second, key])
    assert award_overview(desk, other, TODAY).match.minutes == 0


def test_claiming_again_for_the_same_award_changes_nothing(desk: Desk, made: Made) -> None:
    key = give(desk, made, 120, dt.date(2026, 5, 2))
    assert match.claim_hours(desk, made.award, [key]) == 1
    assert match.claim_hours(desk, made.award, [key]) == 0
    assert match.unclaim_hours(desk, [key]) == 1
    assert award_overview(desk, made.award, TODAY).match.minutes == 0


def test_all_unclaimed_hours_of_the_awards_activities_are_claimed_at_once(desk: Desk, made: Made) -> None:
    give(desk, made, 120, dt.date(2026, 3, 31))
    give(desk, made, 90, dt.date(2026, 4, 1))
    give(desk, made, 60, dt.date(2027, 5, 1))  # after the award
    assert len(hours_to_claim(desk, made.award).free) == 2
    assert match.claim_all(desk, made.award) == 2
    found = award_overview(desk, made.award, TODAY).match
    assert [line.worth for line in found.lines] == [worth(120, 1221), worth(90, 1271)]
    assert match.claim_all(desk, made.award) == 0
    desk.undo()
    assert award_overview(desk, made.award, TODAY).match.minutes == 0


def test_the_cap_limits_what_counts_and_says_how_much_is_over(desk: Desk, made: Made) -> None:
    match.claim_hours(desk, made.award, [give(desk, made, 600, dt.date(2026, 5, 2))])
    match.add_match(desk, made.award, kind="cash", what="Plant sale", given_on=dt.date(2026, 5, 2), amount=5000)
    awards.set_terms(desk, made.award, volunteer_cap=10000)
    found = award_overview(desk, made.award, TODAY).match
    assert (found.time_worth, found.time_counted, found.over_cap, found.total) == (12710, 10000, 2710, 15000)
    assert sum(one.amount for one in records_behind(desk, made.award, "match", TODAY)) == found.total
    assert sum(one.minutes for one in records_behind(desk, made.award, "time", TODAY)) == found.minutes


def test_a_thing_in_kind_needs_the_basis_of_its_value(desk: Desk, made: Made) -> None:
    with pytest.raises(FieldTrouble) as trouble:
        match.add_match(desk, made.award, kind="kind", what="Tools lent", given_on=TODAY, amount=500)
    assert trouble.value.field == "basis"


def test_match_of_a_period_counts_only_that_period(desk: Desk, made: Made) -> None:
    for day in (dt.date(2026, 1, 10), dt.date(2026, 7, 10)):
        match.claim_hours(desk, made.award, [give(desk, made, 60, day)])
    figures = award_overview(desk, made.award, TODAY, Period(dt.date(2026, 6, 1), dt.date(2026, 12, 31)))
    assert figures.match.minutes == 60


def test_hours_without_a_rate_are_told(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, rate_scheme="County scheme")
    match.claim_hours(desk, made.award, [give(desk, made, 600, dt.date(2026, 5, 2))])
    problems = {one.kind: Words().say(one.sentence) for one in award_overview(desk, made.award, TODAY).problems}
    assert problems["no_rate"].startswith("10 h of volunteer time count for nothing")
