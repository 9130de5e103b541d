"""Rows of typed values as CSV and XLSX, in which nothing that a person typed can act as a formula.

columns = [Column(words("Date"), Kind.DATE), Column(words("Amount"), Kind.MONEY)]
content = to_csv(columns, rows)
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.fields import Kind

Value = str | int | float | dt.date | bool | None
"""Money in pence, hours in minutes, times in minutes after midnight, dates as dates: the column's kind tells which."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEGATIVE = re.compile(r"-\d{1,12}(?:\.\d{1,6})?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL = 32_000  # letters; a workbook takes 32,767
_FORMATS = {
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.DATE: "dd/mm/yyyy",
    Kind.HOURS: "0.00",
    Kind.TIME: "hh:mm",
    Kind.NUMBER: "General",
}


@dataclass(frozen=True)
class Column:
    """One column: its heading, already in the reader's language, and what kind of value it holds.

    `total` adds the column up in a last row of a workbook, as a number and not as a formula.
    """

    heading: str
    kind: Kind = Kind.TEXT
    total: bool = False


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before one that could be."""
    text = _FORBIDDEN.sub("", text)
    risky = text.startswith(("\t", "\r", "\n")) or text.lstrip(" \u00a0").startswith(_RISKY)
    return f"'{text}" if risky and not _NEGATIVE.fullmatch(text) else text


def to_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with a mark that tells spreadsheets so; amounts in pounds, dates as 2026-05-03.

    Figures, negative ones too, stay figures; a text that could be a formula gets an apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value, column.kind) for value, column in zip(row, columns, strict=True)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _csv_cell(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return _figures(value, kind)
    return f"{value:.10g}" if isinstance(value, float) else harmless(value)


def _figures(value: int, kind: Kind) -> str:
    sign, size = "-" if value < 0 else "", abs(value)
    if kind is Kind.MONEY:
        return f"{sign}{size // 100}.{size % 100:02d}"
    if kind is Kind.HOURS:
        return f"{sign}{size / 60:.2f}"
    return f"{size // 60:02d}:{size % 60:02d}" if kind is Kind.TIME else str(value)


def to_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Value]], title: str, total_label: str = "") -> bytes:
    """Return a workbook of one sheet called `title`: typed cells, a heading row that stays in sight, fitting widths.

    No cell is a formula. With `total_label` a last row adds up the columns that ask for it. The same rows give the
    same bytes.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    table = [list(row) for row in rows]
    if total_label and table:
        table.append(_totals(columns, table, total_label))
    sheet.freeze_panes = "A2"
    for at, width in enumerate(_widths(columns, table)):
        sheet.column_dimensions[_letters(at)].width = width
    sheet.append(_heading_row(sheet, columns))
    for number, row in enumerate(table):
        last = bool(total_label) and number == len(table) - 1
        sheet.append([_xlsx_cell(sheet, value, column.kind, last) for value, column in zip(row, columns, strict=True)])
    sheet.auto_filter.ref = f"A1:{_letters(len(columns) - 1)}{len(table) + 1 - bool(total_label and table)}"
    return _fixed(book)


def _heading_row(sheet: Any, columns: Sequence[Column]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    font, fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="2F4A3F")
    cells = []
    for column in columns:
        cell = WriteOnlyCell(sheet)
        _text_into(cell, column.heading)
        cell.font, cell.fill = font, fill
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if _is_figure(column) else "left")
        cells.append(cell)
    return cells


def _xlsx_cell(sheet: Any, value: Value, kind: Kind, bold: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        _text_into(cell, value)
    elif value is not None:
        cell.value = _typed(value, kind)
        if not isinstance(value, bool) and kind in _FORMATS:
            cell.number_format = _FORMATS[kind]
    if bold:
        cell.font = Font(bold=True)
    return cell


def _text_into(cell: Any, text: str) -> None:
    """Text is text, whatever it begins with, and is still so after the cell was edited and left."""
    cell.value = ""
    cell._value = _FORBIDDEN.sub("", text)[:_LONGEST_CELL]
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True


def _typed(value: int | float | dt.date, kind: Kind) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        if kind is Kind.MONEY:
            return value / 100
        if kind is Kind.HOURS:
            return round(value / 60, 4)
        if kind is Kind.TIME:
            return dt.time(value // 60 % 24, value % 60)
    return value


def _is_figure(column: Column) -> bool:
    return column.kind in (Kind.MONEY, Kind.HOURS, Kind.NUMBER)


def _totals(columns: Sequence[Column], table: Sequence[Sequence[Value]], label: str) -> list[Value]:
    row: list[Value] = [None] * len(columns)
    for at, column in enumerate(columns):
        if column.total:
            row[at] = sum(value for line in table if isinstance(value := line[at], (int, float)))
    if columns and row[0] is None:
        row[0] = label
    return row


def _widths(columns: Sequence[Column], table: Sequence[Sequence[Value]]) -> list[float]:
    widths = []
    for at, column in enumerate(columns):
        longest = max((len(_csv_cell(row[at], column.kind)) for row in table[:1000]), default=0)
        heading = max(map(len, column.heading.split()), default=0)
        widths.append(float(min(max(longest, heading, 8) + 3, 60)))
    return widths


def _letters(at: int) -> str:
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text


def _sheet_name(title: str) -> str:
    return _SHEET_NAME.sub(" ", _FORBIDDEN.sub("", title)).strip(" '")[:31] or "1"


def _fixed(book: Any) -> bytes:
    """The workbook's bytes with the time of writing taken out."""
    import zipfile

    day = dt.datetime(2000, 1, 1)  # noqa: DTZ001  (the format has no zone)
    book.properties.creator, book.properties.created, book.properties.modified = "CommunityDesk", day, day
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2000-01-01T00:00:00Z", content)
            made.writestr(zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
