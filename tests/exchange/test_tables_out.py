"""What goes out to spreadsheets opens with the right types, and nothing typed by a person runs as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communitydesk.desk.fields import Kind
from communitydesk.exchange.tables_in import read_table
from communitydesk.exchange.tables_out import Column, Value, harmless, to_csv, to_xlsx

COLUMNS = [
    Column("Date", Kind.DATE), Column("Payee"), Column("Amount", Kind.MONEY, total=True),
    Column("Time given", Kind.HOURS, total=True), Column("Places", Kind.NUMBER),
]  # fmt: skip
ROWS: list[list[Value]] = [
    [dt.date(2026, 5, 3), "B&Q", -12375, 150, 3],
    [None, "=HYPERLINK(\"x\")", 490000, 45, None],
    [dt.date(2026, 5, 4), "Anna Kowalska, Łódź", 5, -30, 12],
]  # fmt: skip


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_file_says_its_encoding_and_keeps_figures_as_figures() -> None:
    content = to_csv(COLUMNS, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(content)
    assert rows[0] == ["Date", "Payee", "Amount", "Time given", "Places"]
    assert rows[1] == ["2026-05-03", "B&Q", "-123.75", "2.50", "3"]
    assert rows[2] == ["", '\'=HYPERLINK("x")', "4900.00", "0.75", ""]
    assert rows[3][1:4] == ["Anna Kowalska, Łódź", "0.05", "-0.50"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 7700", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1"]
)
def test_a_text_that_could_be_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text).startswith("'")
    assert csv_rows(to_csv([Column("a")], [[text]]))[1][0].startswith("'")


@pytest.mark.parametrize("text", ["Tea = nice", "a-b", "3.50", "-3.50", "-12", "", "O'Neill"])
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def sheet_of(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    return sheet


def test_a_workbook_has_typed_cells_a_fixed_heading_and_totals_without_formulas() -> None:
    sheet = sheet_of(to_xlsx(COLUMNS, ROWS, "Spending [2026]: all", "Total"))
    assert sheet.title == "Spending  2026   all"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["A2"].is_date
    assert sheet["C2"].value == -123.75
    assert sheet["C2"].number_format.startswith("#,##0.00")
    assert sheet["D3"].value == 0.75
    assert (sheet["B3"].value, sheet["B3"].data_type) == ('=HYPERLINK("x")', "s")
    assert (sheet["A5"].value, sheet["C5"].value, sheet["D5"].value, sheet["E5"].value) == (
        "Total",
        4776.30,
        2.75,
        None,
    )
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["E"].width


def test_the_same_rows_give_the_same_workbook() -> None:
    assert to_xlsx(COLUMNS, ROWS, "a") == to_xlsx(COLUMNS, ROWS, "a")


def test_an_empty_table_is_still_a_table() -> None:
    assert len(csv_rows(to_csv(COLUMNS, []))) == 1
    assert sheet_of(to_xlsx(COLUMNS, [], "a", "Total")).max_row == 1


cells = st.text(max_size=40) | st.sampled_from(["=1", "@x", "-3", "\ud800", "\x00", "_x000D_", " =1"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, st.integers(-(10**9), 10**9)), max_size=8))
def test_no_text_becomes_a_formula(rows: list[tuple[str, int]]) -> None:
    columns = [Column("Text"), Column("Amount", Kind.MONEY)]
    content = to_xlsx(columns, rows, "Sheet")
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert b"<f>" not in pack.read("xl/worksheets/sheet1.xml")
    for row, (_, pence) in zip(csv_rows(to_csv(columns, rows))[1:], rows, strict=True):
        assert not row[0].lstrip().startswith(("=", "+", "@"))
        assert float(row[1]) == pytest.approx(pence / 100)


def test_what_went_out_comes_in_again() -> None:
    rows: list[list[Value]] = [
        [dt.date(2026, 5, 3), "B&Q", -12375, 150, 3],
        [dt.date(2026, 5, 4), "Hall", 490000, 45, 1],
    ]
    for content in (to_csv(COLUMNS, rows), to_xlsx(COLUMNS, rows, "Spending")):
        table = read_table(content)
        assert table.rows[0] == tuple(column.heading for column in COLUMNS)
        assert table.rows[1][:2] == ("2026-05-03", "B&Q")
        assert float(table.rows[1][2]) == -123.75
