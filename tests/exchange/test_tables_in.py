"""Spreadsheets from other people come in as text cells, whatever is wrong with them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import Words
from communitydesk.exchange.layouts import guess_layout
from communitydesk.exchange.statement import open_statement, read
from communitydesk.exchange.tables_in import read_table
from communitydesk.exchange.workbook_in import sheet_names


def workbook(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    for row in rows:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, part: str, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given_, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given_.namelist():
            made.writestr(name, new if name == part else given_.read(name))
    return stream.getvalue()


def test_every_kind_of_cell_becomes_text_as_a_person_would_type_it() -> None:
    when, day = dt.datetime(2026, 5, 3, 10, 30), dt.date(2026, 5, 3)  # noqa: DTZ001
    book = workbook(
        ["Name", "When", "Day", "Number", "Sum", "Yes"], [" Anna\nKowalska ", when, day, 12.0, 0.1 + 0.2, True]
    )
    assert read_table(saved(book)).rows[1] == ("Anna Kowalska", "2026-05-03 10:30", "2026-05-03", "12", "0.3", "TRUE")


def test_blank_rows_are_left_out_but_counted() -> None:
    for content in (saved(workbook(["a", "b"], [], [], [1, 2])), b"a,b\r\n\r\n,\r\n1,2\r\n"):
        table = read_table(content)
        assert (table.rows, table.numbers) == ((("a", "b"), ("1", "2")), (1, 4))


def test_hidden_sheets_are_left_out_and_named() -> None:
    book = workbook(["secret"])
    book["Sheet"].sheet_state = "hidden"
    book.create_sheet("People").append(["Name"])
    table = read_table(saved(book))
    assert table.rows == (("Name",),)
    assert "Sheet" in Words().say(table.notes[0])
    assert sheet_names(saved(book)) == ("People",)


def test_a_sheet_can_be_chosen() -> None:
    book = workbook(["first"])
    book.create_sheet("Second").append(["second"])
    assert read_table(saved(book)).rows == (("first",),)
    assert read_table(saved(book), "Second").rows == (("second",),)


def test_merged_cells_hold_their_text_once() -> None:
    book = workbook(["Our group", None, None], ["a", "b", "c"])
    book["Sheet"].merge_cells("A1:C1")
    assert read_table(saved(book)).rows == (("Our group", "", ""), ("a", "b", "c"))


def test_a_formula_gives_its_stored_result_and_one_without_is_said() -> None:
    book = workbook(["Amount", "Twice"], [2, "=A2*2"])
    table = read_table(saved(book))
    assert table.rows[1] == ("2", "")
    assert "B2" in Words().say(table.notes[0])
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        sheet = pack.read("xl/worksheets/sheet1.xml")
    worked_out = repacked(
        content, "xl/worksheets/sheet1.xml", sheet.replace(b"<v></v>", b"<v>4</v>").replace(b"<v />", b"<v>4</v>")
    )
    table = read_table(worked_out)
    assert table.rows[1] == ("2", "4")
    assert table.notes == ()


def test_a_row_at_the_very_end_of_the_sheet_is_found() -> None:
    book = workbook(["Name"])
    book["Sheet"].cell(1_048_576, 1, "last")
    table = read_table(saved(book))
    assert (table.rows, table.numbers) == ((("Name",), ("last",)), (1, 1_048_576))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = repacked(saved(workbook(["a"])), "xl/styles.xml", b" " * 160_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(FileTrouble, match="unpacks"):
        read_table(bomb)


def test_a_workbook_of_a_million_wide_rows_is_refused_soon() -> None:
    row = b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(1, 2000))
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with pytest.raises(FileTrouble):
        read_table(
            repacked(saved(workbook(["a"])), "xl/worksheets/sheet1.xml", head + rows + b"</sheetData></worksheet>")
        )


def test_a_workbook_with_entities_is_refused() -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    with pytest.raises(FileTrouble, match="instructions"):
        read_table(repacked(saved(workbook(["a"])), "xl/worksheets/sheet1.xml", xml))


def packed(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize("content", [
    packed("word/document.xml"), packed("content.xml"), packed("photo.jpg"), packed("xl/workbook.xml"), b"PK\x03\x04",
    saved(workbook()), b"<html><table><tr><td>1</td></tr></table>", b"\n\n,,\n", b"a" * 200_000,
])  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(FileTrouble) as refused:
        read_table(content)
    assert str(refused.value).endswith(".")


def test_marks_that_turn_the_direction_of_writing_are_taken_out_and_names_are_kept() -> None:
    table = read_table("Name\n\u202eAnna\u202c\nசெல்வி\nמשה\nنی\u200cنا\n".encode())
    assert [row[0] for row in table.rows] == ["Name", "Anna", "செல்வி", "משה", "نی\u200cنا"]


def test_a_statement_may_come_as_a_workbook() -> None:
    first, second = dt.date(2026, 5, 3), dt.date(2026, 5, 4)
    rows: list[list[object]] = [[first, "Hall", None, 45.5, 100.25], [second, "Gift", 20, None, 120.25]]
    book = workbook(["Date", "Details", "Money in", "Money out", "Balance"], *rows)
    source = open_statement(saved(book))
    assert source.table
    today = dt.date(2026, 11, 21)
    guess = guess_layout(source.table, today)
    lines = read(source.table, guess.layout, today).lines
    assert [(line.date, line.amount_pence) for line in lines] == [
        (dt.date(2026, 5, 3), -4550),
        (dt.date(2026, 5, 4), 2000),
    ]
    assert guess.balance
    assert guess.balance.sound


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_workbook_gives_a_table_or_a_sentence(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 10))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_table(bytes(content))
    except FileTrouble as trouble:
        said = str(trouble)
    else:
        said = "A table."
    assert said.endswith(".")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_a_workbook_with_any_sheet_gives_a_table_or_a_sentence(sheet: bytes) -> None:
    try:
        read_table(repacked(SOUND, "xl/worksheets/sheet1.xml", sheet))
    except FileTrouble as trouble:
        said = str(trouble)
    else:
        said = "A table."
    assert said.endswith(".")


SOUND = saved(workbook(["Date", "Amount"], [dt.date(2026, 5, 3), 3.5]))


def test_the_sheets_with_rows_are_named_and_one_that_is_not_there_is_said() -> None:
    book = workbook(["first"])
    book.create_sheet("Empty")
    book.create_sheet("Second").append(["second"])
    table = read_table(saved(book), "Second")
    assert (table.sheet, table.sheets) == ("Second", ("Sheet", "Second"))
    with pytest.raises(FileTrouble, match="“Sheet”, “Second”"):
        read_table(saved(book), "Third")
