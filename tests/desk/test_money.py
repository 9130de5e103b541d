"""Amounts as people write them, and sums that a funder can add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.money import LARGEST, parse_money, share, worth
from communitydesk.desk.words import Words


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£1,200.50", 120050), ("1200.5", 120050), ("12,00", 1200), ("-3", -300), ("−18.60", -1860), ("45p", 45),
        ("(3.00)", -300), (" £ 36 ", 3600), ("1 200.50", 120050), ("12.", 1200), ("0", 0), ("36.00 dr", -3600),
        ("1,200", 120000), ("-£5", -500), ("£-5", -500),
    ],
)  # fmt: skip
def test_an_amount_is_understood_as_people_write_it(typed: str, pence: int) -> None:
    assert parse_money(typed) == pence


@pytest.mark.parametrize("typed", ["abc", "", "1.2.3", "12,3456", "1,20,0", "£", "--3", "1e5", "12.345", "(3"])
def test_what_is_no_amount_is_refused_with_a_sentence_beside_the_field(typed: str) -> None:
    with pytest.raises(FieldTrouble) as refused:
        parse_money(typed, "amount")
    assert refused.value.field == "amount"
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("typed", ["1" * 14, "1" * 30, "1" + ",000" * 20, "9" * 400 + "p"])
def test_an_amount_that_nobody_has_is_refused_however_long(typed: str) -> None:
    with pytest.raises(FieldTrouble, match="more than any group holds"):
        parse_money(typed)


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_an_amount_as_shown_can_be_typed_again(pence: int) -> None:
    assert parse_money(Words().money(pence)) == pence


@given(st.text(max_size=30))
def test_anything_typed_is_an_amount_or_a_sentence(typed: str) -> None:
    try:
        assert isinstance(parse_money(typed), int)
    except FieldTrouble as trouble:
        assert trouble.say(Words())


@given(
    st.integers(min_value=0, max_value=10**9),
    st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=9),
)
def test_shares_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    if sum(weights):
        assert sum(share(total, weights)) == total


def test_time_is_worth_what_the_field_says_it_is() -> None:
    assert worth(9 * 60, 1109) == 9981
    assert worth(50 * 60, 1109) == 55450
    assert worth(10 * 60, 5000, 7 * 60) == 7143
