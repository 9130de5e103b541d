"""The first sheet of a workbook (XLSX) that has rows, as a table of text cells; dates come out as 2026-05-03."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.exchange.tables_in import Table, table_of
from communitydesk.exchange.text_in import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, clean

_LARGEST_UNPACKED = 150_000_000
_MOST_PARTS = 2_000
_MOST_CELLS = 10_000_000
_NO_WORKBOOK = N_("This workbook cannot be read: it is damaged. Open it, save it again as XLSX, and choose that one.")
_TYPES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def read_workbook(content: bytes, sheet: str = "") -> Table:
    """Return the table on the named sheet, or on the first one to be seen that has rows. Raises FileTrouble."""
    _check_parts(content)
    book = _opened(content, values=True)
    try:
        return _table(book, content, sheet)
    except (FileTrouble, MemoryError):
        raise
    except Exception:  # openpyxl raises whatever its parts raise
        raise FileTrouble(_NO_WORKBOOK) from None
    finally:
        book.close()


def sheet_names(content: bytes) -> tuple[str, ...]:
    """Return the names of the sheets that can be seen. Raises FileTrouble."""
    _check_parts(content)
    book = _opened(content, values=True)
    try:
        return tuple(sheet.title for sheet in _sheets(book) if sheet.sheet_state == "visible")
    finally:
        book.close()


def _check_parts(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise FileTrouble(N_("This file is too large to be a list of this kind. Choose a smaller one."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            _check_names(pack)
            if len(pack.infolist()) > _MOST_PARTS or _unpacked(pack) > _LARGEST_UNPACKED:
                raise FileTrouble(N_("This workbook unpacks to far more than a list needs, so it was not opened."))
            for part in pack.infolist():
                with pack.open(part) as stream:
                    if any(mark in stream.read(50_000) for mark in _TYPES):
                        raise FileTrouble(N_("This file holds instructions that no list needs, so it was not opened."))
    except FileTrouble:
        raise
    except Exception:  # zipfile raises BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error ...
        raise FileTrouble(_NO_WORKBOOK) from None


def _check_names(pack: zipfile.ZipFile) -> None:
    names = set(pack.namelist())
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise FileTrouble(N_("This is a workbook of another kind. Open it and save it as .xlsx or CSV."))
    if "word/document.xml" in names:
        raise FileTrouble(N_("This is a word processor's document. Choose a table, such as CSV or XLSX."))
    raise FileTrouble(N_("This is a packed file, not a workbook. Unpack it, and choose the file that was inside."))


def _unpacked(pack: zipfile.ZipFile) -> int:
    """Bytes when unpacked, counted rather than believed: a bomb's own figures may lie."""
    whole = 0
    for part in pack.infolist():
        with pack.open(part) as stream:
            while chunk := stream.read(1 << 20):
                whole += len(chunk)
                if whole > _LARGEST_UNPACKED:
                    return whole
    return whole


def _opened(content: bytes, *, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
    except Exception:
        raise FileTrouble(_NO_WORKBOOK) from None


def _sheets(book: Any) -> list[Any]:
    return [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]


def _table(book: Any, content: bytes, wanted: str) -> Table:
    sheets = _sheets(book)
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    notes: list[Message] = []
    if hidden := [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]:
        one, many = N_("A hidden sheet was left out: {names}."), N_("{n} hidden sheets were left out: {names}.")
        notes.append(counted(one, many, len(hidden), names=", ".join(hidden)))
    filled = tuple(sheet.title for sheet in seen if _has_rows(sheet))
    if wanted and wanted not in filled:
        names = ", ".join(f"“{name}”" for name in filled)
        raise FileTrouble(N_("There is no sheet “{name}” with rows. There are: {names}."), name=wanted, names=names)
    for sheet in seen:
        if sheet.title != (wanted or sheet.title):
            continue
        rows = _rows(sheet)
        if not rows:
            continue
        if len(filled) > 1:
            notes.append(message(N_("The sheet “{name}” was read."), name=sheet.title))
        if blank := _never_worked_out(content, sheet.title):
            notes.append(counted(N_("A formula has no result yet and was taken as blank: {cells}."),
                                 N_("{n} formulas have no result yet and were taken as blank: {cells}."),
                                 len(blank), cells=", ".join(blank[:5])))  # fmt: skip
        return table_of(rows, form="xlsx", notes=tuple(notes), sheet=sheet.title, sheets=filled)
    raise FileTrouble(N_("There is nothing in this file."))


def _has_rows(sheet: Any) -> bool:
    """Whether a sheet holds anything; it is walked only as far as the first cell that does."""
    sheet.reset_dimensions()
    return any(cell is not None and cell != "" for cells in sheet.iter_rows(values_only=True) for cell in cells or ())


def _rows(sheet: Any) -> dict[int, list[str]]:
    """The rows that hold something, by their numbers; a million empty ones cost nothing but the walk."""
    sheet.reset_dimensions()
    rows: dict[int, list[str]] = {}
    walked = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not cells:
            continue
        walked += len(cells)
        if walked > _MOST_CELLS:
            raise FileTrouble(N_("This workbook has far more cells than a list needs. Save the list on its own."))
        if any(cell is not None and cell != "" for cell in cells):
            rows[number] = [_text(cell) for cell in cells]
            _check_shape(rows, rows[number])
    return rows


def _check_shape(rows: dict[int, list[str]], row: list[str]) -> None:
    if len(rows) > MOST_ROWS:
        raise FileTrouble(N_("This file has more than {most} rows. Choose a shorter one."), most=MOST_ROWS)
    if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
        raise FileTrouble(N_("This file has more than {most} columns, so it is no list."), most=MOST_COLUMNS)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        return _plain(cell)
    return clean(str(cell))


def _plain(number: float) -> str:
    """A number as a person would type it: 0.1 + 0.2 is 0.3."""
    if number != number or abs(number) >= 1e15:
        return str(number)
    text = f"{round(number, 8):.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _never_worked_out(content: bytes, title: str) -> list[str]:
    """Cells with a formula whose result was never stored (written by a program that does not calculate)."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        sheets = (pack.read(name) for name in pack.namelist() if name.startswith("xl/worksheets/sheet"))
        if not any(re.search(rb"<f[ >/]", xml) for xml in sheets):
            return []
    formulas, results = _opened(content, values=False), _opened(content, values=True)
    try:
        found = []
        for cell, result in zip(_cells(formulas[title]), _cells(results[title]), strict=False):
            if isinstance(cell.value, str) and cell.data_type == "f" and result.value is None:
                found.append(cell.coordinate)
        return found
    finally:
        formulas.close()
        results.close()


def _cells(sheet: Any) -> Iterable[Any]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield from row
