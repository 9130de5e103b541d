"""The size of an award suggests the report; the funder's terms override."""

import datetime as dt
import itertools

import pytest

from communitydesk.desk.words import Words
from communitydesk.grants.model import Award, Terms
from communitydesk.grants.proportion import (
    asks_much_more,
    effective_terms,
    estimate_time,
    proportion,
    suggested_interims,
)

WORDS = Words()


def award(pounds: int, months: int = 12) -> Award:
    start = dt.date(2025, 11, 1)
    end = dt.date(2025 + (10 + months) // 12, (10 + months) % 12 + 1, 1) - dt.timedelta(days=1)
    return Award(name="Garden", funder_key="f", amount=pounds * 100, starts_on=start, ends_on=end)


def test_a_funder_may_want_no_report_and_then_it_takes_only_the_keeping_of_receipts() -> None:
    none = effective_terms(award(4900), Terms(award_key="a", report_wanted=False))
    assert WORDS.say(none.report_wanted.why) == "Your funder does not ask for it."
    assert effective_terms(award(4900), None).report_wanted.value
    lines = estimate_time(award(4900), none, payments=10).lines
    assert [line.count for line in lines] == [30]


@pytest.mark.parametrize(
    ("pounds", "band"),
    [
        (1, "to-500"),
        (500, "to-500"),
        (501, "to-2000"),
        (2000, "to-2000"),
        (2001, "to-10000"),
        (10000, "to-10000"),
        (10001, "over-10000"),
    ],
)
def test_the_upper_end_of_a_band_belongs_to_it(pounds: int, band: str) -> None:
    assert effective_terms(award(pounds), None).band.id == band


def test_a_small_award_asks_for_a_paragraph_and_a_photograph() -> None:
    terms = effective_terms(award(300), None)
    assert not any((terms.numbers.value, terms.budget.value, terms.outcomes.value, terms.learning.value))
    assert terms.photographs.value == 1
    assert terms.receipts.value == "none"


def test_each_band_asks_no_less_than_the_one_below() -> None:
    bands = proportion().bands
    for lower, upper in itertools.pairwise(bands):
        for name in ("numbers", "budget", "outcomes", "learning", "risks", "accounts", "photographs"):
            assert upper.terms[name] >= lower.terms[name], (upper.id, name)


def test_the_funders_word_overrides_and_says_where_it_is_written() -> None:
    terms = effective_terms(award(300), Terms(award_key="a", receipts="send", quoted_from="Offer letter, page 2"))
    assert terms.receipts.value == "send"
    assert terms.receipts.from_funder
    assert WORDS.say(terms.receipts.why) == "Your funder asks for this (Offer letter, page 2)."


def test_a_funder_may_ask_for_less_than_the_suggestion() -> None:
    terms = effective_terms(award(4900), Terms(award_key="a", outcomes=0, budget=False))
    assert terms.outcomes.value == 0
    assert terms.budget.value is False
    assert WORDS.say(terms.budget.why) == "Your funder does not ask for it."


def test_a_suggestion_names_the_size_and_its_source() -> None:
    why = WORDS.say(effective_terms(award(4900), None).budget.why)
    assert why.startswith("Suggested for an award of £2,000 to £10,000 (Compact code")
    assert not effective_terms(award(4900), Terms(award_key="a")).budget.from_funder


def test_the_report_is_due_by_days_or_by_date() -> None:
    one = award(4900)
    assert effective_terms(one, Terms(award_key="a", report_days=18)).final_due(one) == dt.date(2026, 11, 18)
    dated = Terms(award_key="a", report_on=dt.date(2027, 1, 5), report_days=18)
    assert effective_terms(one, dated).final_due(one) == dt.date(2027, 1, 5)


def test_only_large_awards_suggest_interim_reports() -> None:
    assert suggested_interims(award(9800, 24)) == ()
    assert suggested_interims(award(25000, 24)) == (dt.date(2026, 10, 31),)
    assert suggested_interims(award(25000, 36)) == (dt.date(2026, 10, 31), dt.date(2027, 10, 31))
    assert suggested_interims(award(25000, 12)) == (dt.date(2026, 4, 30),)
    assert suggested_interims(award(25000, 5)) == ()


def test_the_estimate_is_the_sum_of_its_lines_set_against_the_award() -> None:
    one = award(4900)
    estimate = estimate_time(one, effective_terms(one, None))
    assert estimate.minutes == sum(line.count * line.each for line in estimate.lines)
    assert all(line.source for line in estimate.lines)
    said = WORDS.say(estimate.sentence)
    assert said.startswith(f"The monitoring takes about {estimate.hours} hours: one for every £")
    assert said.endswith(" of £4,900.00.")


def test_an_hour_of_monitoring_is_said_without_a_sum() -> None:
    one = award(300)
    said = WORDS.say(estimate_time(one, effective_terms(one, None)).sentence)
    assert said == "The monitoring takes about an hour, for £300.00."


def test_what_is_usually_left_out_is_known_from_what_is_replaced() -> None:
    more = asks_much_more(award(300), Terms(award_key="a", receipts="send", budget=True, numbers=True, outcomes=3))
    assert {extra.name: extra.out for extra in more.extras} == {
        "receipts": True, "numbers": True, "budget": False, "outcomes": True,
    }  # fmt: skip


def test_the_estimate_for_4900_is_about_what_a_treasurer_needs() -> None:
    one = award(4900)
    assert 2 <= estimate_time(one, effective_terms(one, None)).hours <= 4
    small = award(300)
    assert estimate_time(small, effective_terms(small, None)).hours == 1


def test_sending_receipts_takes_longer_than_keeping_them() -> None:
    one = award(4900)
    keep = estimate_time(one, effective_terms(one, Terms(award_key="a", receipts="keep")), payments=50)
    send = estimate_time(one, effective_terms(one, Terms(award_key="a", receipts="send")), payments=50)
    assert send.minutes - keep.minutes == 50 * 3


def test_a_funder_who_asks_every_receipt_for_300_asks_more_and_it_is_named() -> None:
    terms = Terms(award_key="a", receipts="send", budget=True, outcomes=3, learning=True, photographs=4)
    more = asks_much_more(award(300), terms)
    assert more.much
    assert [extra.name for extra in more.extras] == ["receipts", "budget", "learning", "outcomes", "photographs"]
    assert more.asked.minutes > more.suggested.minutes


def test_a_funder_who_says_nothing_or_asks_less_does_not_ask_much_more() -> None:
    assert not asks_much_more(award(4900), None).much
    less = asks_much_more(award(4900), Terms(award_key="a", receipts="none", outcomes=1))
    assert less.extras == ()
    assert not less.much


def test_one_photograph_more_is_no_reason_for_a_letter() -> None:
    more = asks_much_more(award(4900), Terms(award_key="a", photographs=3))
    assert [extra.name for extra in more.extras] == ["photographs"]
    assert not more.much


def test_interim_reports_beyond_the_suggestion_are_named() -> None:
    more = asks_much_more(award(4900), None, interims=[dt.date(2026, 2, 1), dt.date(2026, 5, 1), dt.date(2026, 8, 1)])
    assert [WORDS.say(extra.asked) for extra in more.extras] == ["3 interim reports"]
    assert [WORDS.say(extra.usual) for extra in more.extras] == ["no interim report"]
