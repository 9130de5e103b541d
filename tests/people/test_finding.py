"""Whom a few letters mean."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.people.finding import alike, folded, matches


@dataclass(frozen=True)
class One:
    key: str
    name: str


NAMES = [One(name, name) for name in ("Rafael Monteiro", "Rafia Sultana", "Łukasz Wójcik", "Gwenllian Tŷ-Coch",
                                      "கமலா செல்வராஜ்", "Ann Raft", "Ann")]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("raf", ["Rafael Monteiro", "Rafia Sultana", "Ann Raft"]),
        ("RAFI", ["Rafia Sultana"]),
        ("luk", ["Łukasz Wójcik"]),
        ("wojcik", ["Łukasz Wójcik"]),
        ("ty coch", ["Gwenllian Tŷ-Coch"]),
        ("கம", ["கமலா செல்வராஜ்"]),
        ("ann", ["Ann", "Ann Raft"]),
        ("mont raf", ["Rafael Monteiro"]),
        ("af", []),
        ("", []),
    ],
)
def test_letters_find_people_however_their_names_are_written(typed: str, found: list[str]) -> None:
    assert [one.name for one in matches(typed, NAMES)] == found


def test_who_is_on_the_sheet_already_is_not_offered_again() -> None:
    assert [one.name for one in matches("raf", NAMES, {"Rafael Monteiro"})] == ["Rafia Sultana", "Ann Raft"]


def test_a_slip_of_the_pen_is_noticed() -> None:
    assert alike("Rafeal Monteiro", NAMES) == NAMES[0]
    assert alike("Somebody Else", NAMES) is None


@given(st.text(max_size=20))
def test_a_whole_name_always_finds_its_owner(name: str) -> None:
    if folded(name):
        assert matches(name, [One("x", name)])
