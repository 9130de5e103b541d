"""Lists, cards and labels hold what was asked for and nothing else."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from communitydesk.desk.errors import Refused, Trouble
from communitydesk.desk.words import Words
from communitydesk.exchange.people.cards_in import read_cards
from communitydesk.exchange.people.cards_out import to_cards
from communitydesk.exchange.people.figures import Entry
from communitydesk.exchange.people.lists import (
    COLUMNS,
    addresses,
    label_sheets,
    labels_for,
    labels_story,
    list_story,
    mailing_list,
    of_whom,
    people_list,
)
from communitydesk.exchange.tables_out import to_csv
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import Table
from tests.paper.reader import Reading

TODAY = dt.date(2026, 11, 21)
WORDS = Words()


def entry(name: str, number: int = 1, **values: object) -> Entry:
    usual: dict[str, object] = dict(
        key=f"k{number}", number=number, name=name, role="", parts=("is_volunteer",), stage="active", emails=(),
        phones=(), address="", postcode="", language="", access_needs="", born_on=None, joined_on=None, left_on=None,
    )  # fmt: skip
    return Entry(**{**usual, **values})  # type: ignore[arg-type]


SIAN = entry("Siân Evans", 1, emails=("sian@example.org",), phones=("07700 900001",), address="4 Mill Lane\nOldbury",
             postcode="B69 3DB", household_key="h", access_needs="Large print", does="Baker; cook")  # fmt: skip
TOM = entry(
    "Tom Evans", 2, address="4 Mill Lane, Oldbury", postcode="b69 3db", household_key="h", parts=("is_committee",)
)
GONE = entry("Bo Li", 3, left_on=dt.date(2026, 1, 1), stage="left", emails=("bo@example.org",))
EVERYBODY = (SIAN, TOM, GONE)


def test_those_who_left_are_only_on_a_list_of_their_own() -> None:
    assert of_whom(EVERYBODY, "", TODAY) == (SIAN, TOM)
    assert of_whom(EVERYBODY, "is_committee", TODAY) == (TOM,)
    assert of_whom(EVERYBODY, "left", TODAY) == (GONE,)


def test_a_list_has_the_columns_that_were_chosen_and_no_formula() -> None:
    found = people_list((entry("=1+1"), SIAN), ("name", "phone"), "", WORDS)
    text = to_csv(found.columns, found.rows).decode("utf-8-sig")
    assert text.splitlines() == ["Name,Phone", "'=1+1,", "Siân Evans,07700 900001"]


def test_nothing_that_could_harm_somebody_is_on_a_list_unless_chosen() -> None:
    assert {code for code, column in COLUMNS.items() if column.careful} == {"born", "access", "emergency"}
    assert not {code for code, column in COLUMNS.items() if column.careful and column.usual}


def test_an_empty_list_is_said() -> None:
    with pytest.raises(Refused, match="nobody"):
        people_list((), ("name",), "", WORDS)
    with pytest.raises(Refused, match="column"):
        people_list((SIAN,), (), "", WORDS)
    with pytest.raises(Refused, match="e-mail"):
        mailing_list((TOM,), WORDS)


def test_addresses_are_written_once_each() -> None:
    assert addresses((SIAN, SIAN, GONE, TOM)) == "sian@example.org, bo@example.org"


def test_a_card_written_here_is_read_back_as_it_was() -> None:
    content = to_cards(EVERYBODY, "Copperbeech; garden, group")
    assert all(len(line.encode()) <= 75 for line in content.decode().split("\r\n"))
    sian = read_cards(content, TODAY).people[0]
    assert (sian.name, sian.emails, sian.phones) == ("Siân Evans", ("sian@example.org",), ("07700 900001",))
    assert (sian.address, sian.values) == ("4 Mill Lane, Oldbury", {"role": "Baker; cook", "postcode": "B69 3DB"})
    assert b"Large print" not in content


def test_a_household_gets_one_label_where_that_is_wanted() -> None:
    assert labels_for(EVERYBODY, together=True) == (("Siân Evans", "Tom Evans", "4 Mill Lane", "Oldbury", "B69 3DB"),)
    assert len(labels_for(EVERYBODY, together=False)) == 2


def test_labels_stand_where_their_sheet_has_them_and_say_nothing_else() -> None:
    sheet = label_sheets()["21"]
    labels = tuple((f"Name {n}", "4 Mill Lane", "B69 3DB") for n in range(22))
    document = pypdfium2.PdfDocument(write_pdf(labels_story(labels, sheet, 1, WORDS, TODAY)))
    assert len(document) == 2
    page = document[0].get_textpage()
    left, bottom, right, top = (25.4 / 72 * one for one in page.get_charbox(0))
    assert sheet.left + sheet.step_across < left < right < sheet.left + sheet.step_across + sheet.wide
    assert sheet.top < 297 - top < 297 - bottom < sheet.top + sheet.tall
    text = "\n".join(document[at].get_textpage().get_text_bounded() for at in range(2))
    assert [line.strip() for line in text.splitlines() if line.strip()] == [line for label in labels for line in label]


def test_a_text_too_long_for_any_letters_is_refused_in_one_sentence() -> None:
    with pytest.raises(Trouble, match="larger labels"):
        write_pdf(labels_story((("word " * 900,),), label_sheets()["24"], 0, WORDS, TODAY))


def test_the_printed_list_holds_the_same_rows_for_a_spreadsheet() -> None:
    story = list_story((SIAN, TOM), ("name", "email"), "", "Copperbeech", WORDS, TODAY)
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(write_pdf(story)))
    assert "Siân Evans" in text
    assert "07700" not in text
    assert story.data[0].content.decode("utf-8-sig").splitlines()[1] == "Siân Evans,sian@example.org"


def test_a_list_with_more_columns_than_a_page_is_wide_tells_each_person_by_themselves() -> None:
    story = list_story((SIAN, TOM), tuple(COLUMNS), "", "Copperbeech", WORDS, TODAY)
    reading = Reading(write_pdf(story))
    assert reading.faults == []
    assert [reading.text(one) for one in reading.tree.find("H2")] == [SIAN.name, TOM.name]
    assert not [one for one in story.blocks if isinstance(one, Table)]
    assert len(story.data) == 2
