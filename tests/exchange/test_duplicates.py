"""A line that the file holds already is not brought in twice, and two equal payments stay two."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.words import Words
from communitydesk.exchange.duplicates import Finding, Held, Mark, find_duplicates, fingerprints
from communitydesk.exchange.layouts import guess_layout
from communitydesk.exchange.statement import StatementLine, open_statement, read
from tests.exchange import statements as made

DAY = dt.date(2026, 5, 6)


def line(what: str = "TEA SHOP 1123", pence: int = -310, day: dt.date = DAY, **more: str) -> StatementLine:
    return StatementLine(day, what, pence, **more)  # type: ignore[arg-type]


def held_from(lines: list[StatementLine]) -> list[Held]:
    prints = fingerprints(lines)
    return [
        Held(str(at), one.date, one.amount_pence, one.description, one.reference, one.identity, prints[at])
        for at, one in enumerate(lines)
    ]


def by_hand(what: str = "Tea shop", pence: int = -310, day: dt.date = DAY, **more: str) -> Held:
    return Held("typed", day, pence, what, from_bank=False, **more)  # type: ignore[arg-type]


def marks(found: tuple[Finding, ...]) -> list[Mark]:
    return [one.mark for one in found]


def test_the_same_file_again_brings_in_nothing() -> None:
    lines = [line(), line(), line("HALL", -4500), line("TEA SHOP 1123", -310, DAY + dt.timedelta(days=1))]
    assert marks(find_duplicates(lines, held_from(lines))) == [Mark.HELD] * 4


def test_of_three_equal_lines_with_two_held_one_is_new() -> None:
    assert sorted(one.name for one in marks(find_duplicates([line()] * 3, held_from([line()] * 2)))) == [
        "HELD", "HELD", "NEW",
    ]  # fmt: skip


def test_an_overlapping_statement_in_another_form_is_known() -> None:
    def lines_of(content: bytes) -> list[StatementLine]:
        source = open_statement(content)
        if source.statement:
            return list(source.statement.lines)
        assert source.table
        return list(read(source.table, guess_layout(source.table, made.TODAY).layout, made.TODAY).lines)

    found = find_duplicates(lines_of(made.ofx()), held_from(lines_of(made.lloyds())))
    assert marks(found) == [Mark.HELD] * len(made.ENTRIES)


def test_the_banks_own_number_decides() -> None:
    one, two = line(identity="A1"), line(identity="A2")
    found = find_duplicates([one, two], held_from([one]))
    assert marks(found) == [Mark.HELD, Mark.NEW]


def test_a_payment_booked_some_days_later_is_doubtful() -> None:
    moved = line(day=DAY + dt.timedelta(days=3))
    found = find_duplicates([moved], held_from([line("CARD PAYMENT TO TEA SHOP ON 06 MAY")]))
    assert marks(found) == [Mark.PERHAPS]
    assert Words().say(found[0].reason) == "£3.10 with a like payee is here, 3 days apart."


def test_a_monthly_payment_is_not_its_own_duplicate() -> None:
    found = find_duplicates([line("RENT", -4500, DAY + dt.timedelta(days=30))], held_from([line("RENT", -4500)]))
    assert marks(found) == [Mark.NEW]


def test_a_standing_order_with_the_same_reference_each_month_is_new_each_month() -> None:
    before = held_from([line("RENT", -4500, reference="000123")])
    assert marks(find_duplicates([line("RENT", -4500, DAY + dt.timedelta(days=30), reference="000123")], before)) == [
        Mark.NEW
    ]


def test_what_was_typed_in_by_hand_is_doubtful_and_names_its_day() -> None:
    found = find_duplicates([line(day=DAY + dt.timedelta(days=2))], [by_hand("Biscuits for the meeting")])
    assert marks(found) == [Mark.PERHAPS]
    assert "typed in for 6 May 2026" in Words().say(found[0].reason)
    assert found[0].held == "typed"


def test_a_cheque_is_known_by_its_number_weeks_later() -> None:
    cheque = line("CHEQUE", -12_000, DAY + dt.timedelta(days=30), reference="000101")
    assert marks(find_duplicates([cheque], [by_hand("Scout hut", -12_000, reference="101")])) == [Mark.PERHAPS]


def test_other_payees_on_the_same_day_with_the_same_amount_are_only_doubtful() -> None:
    found = find_duplicates([line("FLORIST", -1000)], held_from([line("LIBRARY", -1000)]))
    assert marks(found) == [Mark.PERHAPS]


def test_money_in_is_never_taken_for_money_out() -> None:
    assert marks(find_duplicates([line(pence=310)], held_from([line(pence=-310)]))) == [Mark.NEW]


payments = st.builds(
    line,
    st.sampled_from(["TEA SHOP 11", "HALL", "B&Q 7", "", "123"]),
    st.integers(-500, 500).filter(bool),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20)),
)


@given(st.lists(payments, max_size=25))
def test_bringing_anything_in_twice_adds_nothing(lines: list[StatementLine]) -> None:
    assert set(marks(find_duplicates(lines, held_from(lines)))) <= {Mark.HELD}


@given(st.lists(payments, max_size=15), st.lists(payments, max_size=15))
def test_nothing_that_is_held_answers_for_two_lines(lines: list[StatementLine], before: list[StatementLine]) -> None:
    taken = [one.held for one in find_duplicates(lines, held_from(before)) if one.held]
    assert len(taken) == len(set(taken))


@given(st.lists(payments, max_size=20))
def test_an_empty_file_makes_every_line_new(lines: list[StatementLine]) -> None:
    assert set(marks(find_duplicates(lines, []))) <= {Mark.NEW}
