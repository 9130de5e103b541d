"""A list of people comes in from the terminal; what would have to be asked is refused, and perhaps stays out."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.exchange.bring_in import bring_in
from communitydesk.exchange.people.figures import entries
from communitydesk.people.actions import add_person
from communitydesk.people.model import Person
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    add_person(desk, Person(name="Bo Li"), today=TODAY)
    yield desk
    desk.close()


def said(desk: Desk, tmp_path: Path, content: bytes, name: str = "list.csv", **how: object) -> list[str]:
    path = tmp_path / name
    path.write_bytes(content)
    return [Words().say(one) for one in bring_in(desk, "people", path, Words(), today=TODAY, **how)]  # type: ignore[arg-type]


def test_a_dry_run_changes_nothing_and_says_what_would_come(desk: Desk, tmp_path: Path) -> None:
    told = said(desk, tmp_path, b"Name\nBo Li\nAda\n", dry_run=True)
    assert told == [
        "Left out, perhaps here already: Bo Li. The same name. Nothing else tells whether it is one person.",
        "1 person would be added, 0 joined with who is here. Nothing was changed.",
    ]
    assert len(entries(desk)) == 1


def test_a_list_is_brought_in(desk: Desk, tmp_path: Path) -> None:
    assert said(desk, tmp_path, b"Name,Born\nAda,13/5/1961\n")[-1] == "1 person added, 0 joined with who was here."
    assert [one.name for one in entries(desk)] == ["Ada", "Bo Li"]


def test_days_that_can_be_read_in_two_ways_have_to_be_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--date-order"):
        said(desk, tmp_path, b"Name,Born\nAda,3/5/1961\n")
    said(desk, tmp_path, b"Name,Born\nAda,3/5/1961\n", date_order="mdy")
    assert entries(desk)[0].born_on == dt.date(1961, 3, 5)


def workbook() -> bytes:
    """A list as people make them: a merged title, a formula, a date that is text, a hidden sheet, empty rows far below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "Our volunteers"
    sheet.append([])
    sheet.append(["Name", "Mobile", "DOB", "Age"])
    sheet.append(["Ada Okafor", 7700900001, "3 May 1961", "=2026-1961"])
    sheet.append(["Siân Evans", "07700 900002", dt.date(1970, 1, 31), None])
    sheet.cell(row=900_000, column=1).value = ""
    hidden = book.create_sheet("Old", 0)
    hidden.append(["Name"])
    hidden.append(["Nobody Now"])
    hidden.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_as_people_make_them_is_understood(desk: Desk, tmp_path: Path) -> None:
    told = said(desk, tmp_path, workbook(), "list.xlsx")
    assert told[0] == "A hidden sheet was left out: Old."
    found = {one.name: (one.phones, one.born_on) for one in entries(desk)}
    assert found["Ada Okafor"] == (("07700900001",), dt.date(1961, 5, 3))
    assert found["Siân Evans"] == (("07700 900002",), dt.date(1970, 1, 31))
    assert "Nobody Now" not in found


def test_a_web_page_called_a_list_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="web page"):
        said(desk, tmp_path, b"<!DOCTYPE html><html><body>Please log in</body></html>")
    assert len(entries(desk)) == 1
