"""A list of people is read as it was meant, whatever its columns are called and however its cells are written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import Words
from communitydesk.exchange.people.columns import guess_columns, heading_role, with_roles
from communitydesk.exchange.people.reading import PeopleRead, parts_in, read_people
from communitydesk.exchange.people.values import day_in, day_orders, emails_in, phone_in, phone_key, phones_in
from communitydesk.exchange.tables_in import read_table

TODAY = dt.date(2026, 11, 21)


def people(text: str, encoding: str = "utf-8") -> PeopleRead:
    table = read_table(text.encode(encoding))
    return read_people(table, guess_columns(table, TODAY), TODAY)


def test_a_usual_list_with_headings_is_read_column_by_column() -> None:
    read = people(
        "Volunteer list 2026\n\n"
        "First name,Surname,Email,Mobile,DOB,Address 1,Town,Postcode,Started,Notes\n"
        "Anna,Kowalska,anna@example.org,07700 900123,3/5/1961,4 Mill Lane,Oldbury,B69 3DB,1 May 2023,Keyholder\n"
    )
    (anna,) = read.people
    assert (anna.name, anna.emails, anna.phones) == ("Anna Kowalska", ("anna@example.org",), ("07700 900123",))
    assert anna.born_on == dt.date(1961, 5, 3)
    assert anna.address == "4 Mill Lane, Oldbury"
    assert anna.values == {"postcode": "B69 3DB", "joined_on": dt.date(2023, 5, 1)}
    assert (anna.number, anna.notes, anna.unread) == (4, "Keyholder", ())


def test_a_list_without_headings_is_told_by_what_is_in_it() -> None:
    read = people("Siân Evans;sian@example.org;0121 496 0000\nTom Oyelaran;tom@example.org;0121 496 0001\n")
    assert [(one.name, one.emails, one.phones) for one in read.people] == [
        ("Siân Evans", ("sian@example.org",), ("0121 496 0000",)),
        ("Tom Oyelaran", ("tom@example.org",), ("0121 496 0001",)),
    ]


def test_names_written_last_first_are_turned_round_and_that_is_said() -> None:
    read = people('Name,Phone\n"Evans, Siân",0121 496 0000\n"Nguyen, Thi Minh",0121 496 0001\n')
    assert [one.name for one in read.people] == ["Siân Evans", "Thi Minh Nguyen"]
    assert "turned round" in Words().say(read.notes[0])


@pytest.mark.parametrize("name", ["Prakash", "Ana Maria da Silva e Sousa Lima", "محمد علي", "ஆனந்தி", "O’Neill-Smith"])
def test_names_of_one_word_or_six_and_in_any_script_are_taken(name: str) -> None:
    assert [one.name for one in people(f"Name,Email\n{name},x@example.org\n").people] == [name]


def test_a_row_without_a_name_is_told_and_left_out() -> None:
    read = people("Name,Email\n,nobody@example.org\n12345,n@example.org\nBo,bo@example.org\n")
    assert [one.name for one in read.people] == ["Bo"]
    assert [Words().say(one) for one in read.left_out] == [
        "Row 2 has no name and is left out.",
        "Row 3 has “12345” for a name and is left out.",
    ]


def test_what_cannot_be_read_is_kept_as_it_was_typed() -> None:
    (one,) = people("Name,DOB,Phone,Email\nBo,31/02/1990,ask his mum,bo at home\n").people
    assert (one.born_on, one.phones, one.emails) == (None, (), ())
    assert [cell.text for cell in one.unread] == ["31/02/1990", "bo at home", "ask his mum"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/5/61", dt.date(1961, 5, 3)), ("3/5/24", dt.date(2024, 5, 3)), ("3/5/27", dt.date(1927, 5, 3)),
        ("1961-05-03", dt.date(1961, 5, 3)), ("3 May 1961", dt.date(1961, 5, 3)), ("22404", dt.date(1961, 5, 3)),
        ("1961-05-03T00:00", dt.date(1961, 5, 3)), ("29/2/28", dt.date(1928, 2, 29)),
        ("31/02/1990", None), ("3/5/2027", None), ("1/1/1850", None), ("3/5", None), ("May", None), ("soon", None),
    ],
)  # fmt: skip
def test_a_day_of_birth_is_one_that_can_be_right(text: str, day: dt.date | None) -> None:
    assert day_in(text, True, TODAY, birth=True) == day


def test_the_order_of_day_and_month_is_asked_only_where_no_cell_tells() -> None:
    assert day_orders(["3/5/1961", "4/5/1962"], TODAY) == ("DMY", "MDY")
    assert day_orders(["3/5/1961", "25/5/1962"], TODAY) == ("DMY",)
    assert day_orders(["3/5/1961", "5/25/1962"], TODAY) == ("MDY",)
    assert day_orders(["1961-05-03", "4 May 1962"], TODAY) == ("DMY",)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("07700 900123", "07700 900123"), ("+44 (0)7700 900123", "+44 7700 900123"), ("+48 22 123 45 67", "+48 22 123 45 67"),
        ("7700900123", "07700900123"), ("7700900123.0", "07700900123"), ("0121 496 0000 ext 12", "0121 496 0000 ext 12"),
        ("999", ""), ("0000000", ""), ("ask", ""), ("12/05/1961", ""), ("1234567890123456", ""),
    ],
)  # fmt: skip
def test_a_phone_number_of_any_country_is_known_from_what_is_none(text: str, phone: str) -> None:
    assert phone_in(text) == phone


def test_two_ways_of_writing_one_number_are_one_number() -> None:
    assert phone_key("+44 7700 900123") == phone_key("07700-900123")
    assert phones_in("07700 900123 / 0121 496 0000") == ("07700 900123", "0121 496 0000")
    assert phones_in("07700 900123 or ask") == ()


def test_several_addresses_in_one_cell_are_all_taken() -> None:
    assert emails_in("Bo <bo@example.org>; mailto:b.o@example.net") == ("bo@example.org", "b.o@example.net")


def test_headings_in_other_words_are_known() -> None:
    assert [heading_role(one) for one in ("E-mail address", "Tel. no.", "Imię", "Cyfenw", "D.O.B.", "Emergency contact no.")] == [
        "email", "phone", "first", "last", "born_on", "emergency_phone",
    ]  # fmt: skip


def test_what_somebody_is_may_be_said_in_a_cell() -> None:
    assert set(parts_in("Trustee / volunteer")) == {"is_committee", "is_volunteer"}
    assert parts_in("blue") == ()


def test_a_list_with_no_names_is_refused_in_one_sentence() -> None:
    with pytest.raises(FileTrouble, match="not a list of people"):
        people("12,13\n14,15\n")


def test_a_web_page_that_calls_itself_a_list_is_refused() -> None:
    with pytest.raises(FileTrouble):
        people("<html><body><table><tr><td>Name</td></tr></table></body></html>")


def test_a_person_may_say_otherwise_but_not_two_names() -> None:
    table = read_table(b"A,B\nBo,Li\nJo,Ng\n")
    columns = guess_columns(table, TODAY)
    chosen = with_roles(table, columns, {0: "first", 1: "last"}, TODAY)
    assert [one.name for one in read_people(table, chosen, TODAY).people][-1] == "Jo Ng"
    with pytest.raises(FieldTrouble, match="Two columns"):
        with_roles(table, columns, {0: "name", 1: "name"}, TODAY)
    with pytest.raises(FieldTrouble, match="either the whole name"):
        with_roles(table, columns, {0: "name", 1: "last"}, TODAY)
    with pytest.raises(FieldTrouble, match="which column holds the names"):
        with_roles(table, columns, {0: "notes"}, TODAY)


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=8))
def test_no_list_however_odd_does_more_than_be_refused(rows: list[list[str]]) -> None:
    text = "Name,Email,DOB\n" + "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    try:
        read = people(text.replace("\ud800", ""), "utf-8")
    except FileTrouble:
        return
    assert all(one.name.strip() for one in read.people)
