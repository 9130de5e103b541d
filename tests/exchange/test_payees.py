"""The same payee is known again, whatever the bank wrote around the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.exchange.payees import likeness, payee_key, payee_name


@pytest.mark.parametrize(("description", "key"), [
    ("CARD PAYMENT TO B&Q 1123 ON 03 MAY", "b&q"),
    ("B & Q 4471", "b&q"),
    ("DIRECT DEBIT BRITISH GAS REF 1234567", "british gas"),
    ("BRITISH GAS DD", "british gas"),
    ("SUMUP *THE TEA SHOP GB", "the tea shop"),
    ("Amazon.co.uk*2X3YT4", "amazon"),
    ("STAPLES UK LTD CD 1234", "staples"),
    ("J SMITH HALL HIRE FP 03/05/26 1202 ABC123456789", "smith hall hire"),
    ("Payment to St John's Hall", "st johns hall"),
    ("O2", "o2"),
    ("NEUADD Y PENTRE 03MAY26", "neuadd pentre"),
])  # fmt: skip
def test_the_banks_own_words_and_numbers_are_taken_off(description: str, key: str) -> None:
    assert payee_key(description) == key


@pytest.mark.parametrize("description", ["", "000123", "3 MAY", "12/05/2026 10:31", "*** 88"])
def test_a_line_without_a_name_has_no_key(description: str) -> None:
    assert payee_key(description) == ""


def test_two_cheques_are_not_one_payee() -> None:
    assert payee_key("CHEQUE 000101") == payee_key("CHQ 102") == ""
    assert likeness("", "") == 0


def test_a_name_cut_short_is_still_alike() -> None:
    assert likeness(payee_key("SCREWFIX DIRE 881"), payee_key("Screwfix Direct")) == 1
    assert likeness("tea shop", "florist") == 0


@pytest.mark.parametrize(("description", "name"), [
    ("CARD PAYMENT TO B&Q 1123 ON 03 MAY", "B&Q"), ("DIRECT DEBIT BRITISH GAS REF 12", "British Gas"),
    ("000123", "000123"), ("Payment to McDonald Hall", "McDonald Hall"),
])  # fmt: skip
def test_a_name_is_offered_as_a_person_would_write_it(description: str, name: str) -> None:
    assert payee_name(description) == name


@given(st.text(max_size=300))
def test_any_text_has_a_key_that_is_its_own_key_in_length_and_case(description: str) -> None:
    key = payee_key(description)
    assert len(key) <= 40
    assert key == key.casefold().strip()
    assert isinstance(payee_name(description), str)
