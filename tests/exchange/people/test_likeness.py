"""Whoever is here already is known again, with a reason; two people who share something are not made one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from communitydesk.desk.words import Words
from communitydesk.exchange.people.likeness import Finding, Known, Mark, compare
from communitydesk.exchange.people.merging import (
    Decision,
    Standing,
    additions,
    differences,
    first_decision,
    plan,
    undecided,
)
from communitydesk.exchange.people.reading import Incoming

BORN = dt.date(1961, 5, 3)


def row(name: str, number: int = 2, **values: Any) -> Incoming:
    return Incoming(number, name, **values)


def found(one: Incoming, *known: Known) -> Finding:
    return compare([one], known)[0]


@pytest.mark.parametrize(
    ("one", "known", "mark"),
    [
        (row("Anna Kowalska", emails=("A@Example.org",)), Known("Kowalska Anna", emails=("a@example.org",)), Mark.SAME),
        (
            row("Łukasz Wójcik", phones=("+44 7700 900123",)),
            Known("Lukasz Wojcik", phones=("07700 900123",)),
            Mark.SAME,
        ),
        (row("Bo Li", born_on=BORN), Known("Bo Li", born_on=BORN), Mark.SAME),
        (row("Bo Li"), Known("Bo Li"), Mark.PERHAPS),
        (row("Bo Li", born_on=BORN), Known("Bo Li", born_on=dt.date(1990, 1, 1)), Mark.PERHAPS),
        (
            row("Mohammed Aslam", phones=("0121 496 0000",)),
            Known("Mohamed Aslam", phones=("0121 496 0000",)),
            Mark.PERHAPS,
        ),
        (row("J. Smith", emails=("js@example.org",)), Known("Jane Smith", emails=("js@example.org",)), Mark.PERHAPS),
        (row("Catherine Williamson"), Known("Katherine Williamson"), Mark.PERHAPS),
        (row("Tom Price", phones=("0121 496 0000",)), Known("Gwen Price", phones=("0121 496 0000",)), Mark.NEW),
        (row("Tom Price"), Known("Gwen Hughes"), Mark.NEW),
    ],
)
def test_how_sure_it_is_follows_from_what_two_entries_share(one: Incoming, known: Known, mark: Mark) -> None:
    assert found(one, known).mark is mark


def test_a_household_that_shares_a_phone_is_told_and_stays_two_people() -> None:
    finding = found(row("Tom Price", phones=("0121 496 0000",)), Known("Gwen Price", phones=("0121 496 0000",)))
    assert (
        Words().say(finding.reason) == "Another name than Gwen Price, but the same phone number: perhaps a household."
    )


def test_the_same_name_and_address_with_another_birthday_tells_all_three() -> None:
    finding = found(
        row("Bo Li", emails=("bo@example.org",), born_on=BORN),
        Known("Bo Li", emails=("bo@example.org",), born_on=dt.date(1990, 1, 1)),
    )
    assert Words().say(finding.reason) == "The same name and the same e-mail address, but another date of birth."


def test_the_likeliest_of_several_is_named() -> None:
    finding = found(
        row("Bo Li", emails=("bo@example.org",)), Known("Bo Li", "1"), Known("Bo Li", "2", emails=("bo@example.org",))
    )
    assert finding.like is not None
    assert finding.like.key == "2"


def test_a_row_that_comes_twice_in_one_list_is_known_again() -> None:
    first, second = compare([row("Bo Li", 2, born_on=BORN), row("Bo Li", 3, born_on=BORN)], [])
    assert first.mark is Mark.NEW
    assert (second.mark, second.like and second.like.row) == (Mark.SAME, 0)


def test_comparing_may_be_stopped() -> None:
    def stop(_: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compare([row("Bo")], [], stop)


# -- what happens with each row -------------------------------------------------------------------


def test_who_is_perhaps_here_has_to_be_decided() -> None:
    decisions = [first_decision(found(row("Bo Li"), Known("Bo Li", "k"))), first_decision(Finding(Mark.NEW))]
    assert [one.way for one in decisions] == ["", "add"]
    assert undecided(decisions) == 1


def test_joining_fills_what_was_empty_and_keeps_what_was_here() -> None:
    standing = Standing("k", {"name": "Bo Li", "role": "Driver"}, emails=("bo@example.org",), phones=("0121 496 0000",))
    one = row(
        "Bo Li",
        emails=("BO@example.org", "b@example.net"),
        phones=("+44 121 496 0000",),
        born_on=BORN,
        values={"role": "Cook"},
    )
    assert additions(one, standing) == {"born_on": BORN}
    assert [(d.field, d.here, d.there) for d in differences(one, standing)] == [("role", "Driver", "Cook")]
    (planned,) = plan([one], [Decision("join", Known("Bo Li", "k"))], {"k": standing})
    assert (planned.key, planned.values) == ("k", {"born_on": BORN})
    assert (planned.person.emails, planned.person.phones) == (("b@example.net",), ())


def test_the_list_wins_in_the_fields_for_which_that_was_said() -> None:
    standing = Standing("k", {"name": "Bo Li", "role": "Driver"})
    decision = Decision("join", Known("Bo Li", "k"), frozenset({"role"}))
    (planned,) = plan([row("Bo Li", values={"role": "Cook"})], [decision], {"k": standing})
    assert planned.values == {"role": "Cook"}


def test_rows_of_one_person_become_one_person() -> None:
    rows = [row("Bo Li", 2, phones=("0121 496 0000",)), row("Bo Li", 3, emails=("bo@example.org",)), row("Jo Ng", 4)]
    decisions = [Decision("add"), Decision("join", Known("Bo Li", row=0)), Decision("add")]
    bo, jo = plan(rows, decisions, {})
    assert (bo.rows, bo.person.phones, bo.person.emails) == ((2, 3), ("0121 496 0000",), ("bo@example.org",))
    assert jo.rows == (4,)


def test_a_row_whose_twin_is_left_out_is_added_in_its_own_right() -> None:
    rows = [row("Bo Li", 2), row("Bo Li", 3)]
    (bo,) = plan(rows, [Decision("leave"), Decision("join", Known("Bo Li", row=0))], {})
    assert bo.rows == (3,)


def test_two_rows_that_are_joined_with_one_person_change_that_person_once() -> None:
    rows = [row("Bo Li", 2, values={"role": "Cook"}), row("Bo Li", 3, born_on=BORN)]
    known = Known("Bo Li", "k")
    (bo,) = plan(rows, [Decision("join", known), Decision("join", known)], {"k": Standing("k", {"name": "Bo Li"})})
    assert bo.values == {"role": "Cook", "born_on": BORN}
