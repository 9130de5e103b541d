"""Dates and times as people in the UK write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.dates import add_months, parse_date, parse_hours, parse_time
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import Words

TODAY = dt.date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/5", dt.date(2026, 5, 3)), ("3 May", dt.date(2026, 5, 3)), ("3.5.26", dt.date(2026, 5, 3)),
        ("2/1", dt.date(2027, 1, 2)), ("Sat 14 November 2026", dt.date(2026, 11, 14)), ("2026-05-03", dt.date(2026, 5, 3)),
        ("1st of June 2025", dt.date(2025, 6, 1)), ("May 3, 2026", dt.date(2026, 5, 3)), ("29/2/24", dt.date(2024, 2, 29)),
        ("yesterday", dt.date(2026, 11, 20)), ("sat", TODAY), ("last sat", dt.date(2026, 11, 14)), ("fri", dt.date(2026, 11, 20)),
        ("3-May-98", dt.date(1998, 5, 3)), ("3 sept", dt.date(2026, 9, 3)),
    ],
)  # fmt: skip
def test_a_date_is_understood_as_people_write_it(typed: str, day: dt.date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "29/2/2026", "13/13", "", "soon", "1/1/3020", "32 May", "3 Mayor", "3/5/206"]
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(FieldTrouble):
        parse_date(typed, TODAY)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_as_shown_can_be_typed_again(day: dt.date) -> None:
    words = Words()
    assert parse_date(words.date(day), TODAY) == day
    assert parse_date(words.short_date(day), TODAY) == day


@given(st.text(max_size=30))
def test_anything_typed_is_understood_or_refused(typed: str) -> None:
    for read in (lambda t: parse_date(t, TODAY), parse_time, parse_hours):
        try:
            read(typed)
        except FieldTrouble as trouble:
            assert trouble.say(Words())


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2:30", 150),
        ("2.5", 150),
        ("2½", 150),
        ("2h 15m", 135),
        ("45 min", 45),
        ("1h30", 90),
        ("1 h 30", 90),
        ("2", 120),
        ("1,75", 105),
        (".5", 30),
    ],
)
def test_hours_are_understood_as_people_write_them(typed: str, minutes: int) -> None:
    assert parse_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["0", "25", "2:75", "1h75", "-1", "x"])
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(FieldTrouble):
        parse_hours(typed)


def test_times_of_day_are_understood() -> None:
    assert [parse_time(t) for t in ("10", "10:30", "2.15pm", "12am", "12 pm")] == [600, 630, 855, 0, 720]
    with pytest.raises(FieldTrouble):
        parse_time("24:00")


def test_months_are_added_to_the_last_day_there_is() -> None:
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    assert add_months(dt.date(2026, 3, 31), -4) == dt.date(2025, 11, 30)
