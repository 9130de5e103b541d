"""Counts of people for others: none that is small can be found again, by whoever knows the total and this very rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.people.counts import Few, Shown, age_bands, built_in, few_of, suppressed
from communitydesk.people.model import CountLimit

LIMIT = 5
NAMES = "abcdefg"
counts = st.lists(st.integers(0, 14), min_size=2, max_size=6).map(lambda ns: dict(zip(NAMES, ns, strict=False)))
limits = st.integers(3, 8)


def published(table: Mapping[str, int], few: int) -> tuple[object, ...]:
    """All that a reader sees, the total included."""
    shown = suppressed(table, few)
    return frozenset(shown.counts), shown.rest, sum(table.values())


def others(table: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Tables with the same total that a reader would have to rule out: two exchanged, or some moved to another."""
    for one in table:
        for other in table:
            if one == other:
                continue
            yield {**table, one: table[other], other: table[one]}
            for n in range(1, table[one] + 1):
                yield {**table, one: table[one] - n, other: table[other] + n}


@given(counts, limits)
def test_no_small_count_can_be_found_from_the_others_the_total_and_the_rule(table: dict[str, int], few: int) -> None:
    seen = published(table, few)
    alike = [one for one in others(table) if published(one, few) == seen]
    for name, n in table.items():
        if 0 < n < few:
            assert any(one[name] != n for one in alike), f"{name} must be {n}"


@given(counts, limits)
def test_what_is_shown_is_true_and_adds_up_to_the_total(table: dict[str, int], few: int) -> None:
    shown = suppressed(table, few)
    assert all(table[name] == n >= few for name, n in shown.counts)
    assert sum(n for _, n in shown.counts) + (shown.rest or 0) == sum(table.values())


@given(counts, limits)
def test_others_together_are_never_few_unless_everybody_is(table: dict[str, int], few: int) -> None:
    rest = suppressed(table, few).rest
    assert rest is None or rest >= few or rest == sum(table.values())


@given(counts)
def test_nothing_is_held_back_where_no_count_is_small(table: dict[str, int]) -> None:
    large = {name: n * LIMIT for name, n in table.items()}
    assert suppressed(large, LIMIT) == Shown(tuple((name, n) for name, n in large.items() if n))


@pytest.mark.parametrize(
    ("table", "shown", "rest"),
    [
        ({"a": 12, "b": 3, "c": 9}, {"a": 12}, 12),  # the 3 alone would be the total less the others
        ({"a": 12, "b": 3, "c": 4, "d": 9}, {"a": 12, "d": 9}, 7),
        ({"a": 12, "b": 4, "c": 4, "d": 9}, {"a": 12}, 17),  # two 4 alone could be nothing but 4 and 4
        ({"a": 12, "b": 3, "c": 9, "d": 9}, {"a": 12}, 21),  # of two 9, neither is chosen before the other
        ({"a": 12, "b": 3, "c": 0}, {}, 15),
        ({"a": 2}, {}, 2),
    ],
)
def test_small_counts_are_put_together_with_the_next_larger(
    table: dict[str, int], shown: dict[str, int], rest: int
) -> None:
    found = suppressed(table, LIMIT)
    assert (dict(found.counts), found.rest) == (shown, rest)
    assert found.nothing == (not shown)


def test_the_limit_is_dated_sourced_and_the_groups_own_when_it_has_one() -> None:
    shipped = built_in()
    assert shipped.few == LIMIT
    assert shipped.source
    assert shipped.checked_on
    assert list(age_bands()) == sorted(age_bands())
    assert few_of(None) is shipped
    own = few_of(CountLimit(few=10, source="Our committee"))
    assert (own.few, own.source) == (10, "Our committee")
    assert isinstance(own, Few)
