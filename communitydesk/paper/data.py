"""The same figures for a machine: a table as CSV for spreadsheets and as JSON, kept inside a document."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from communitydesk.paper.blocks import DataFile

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def table_files(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], description: str
) -> tuple[DataFile, DataFile]:
    """Return a table as CSV (UTF-8 with BOM, formulas made harmless) and as JSON (a list of objects).

    Dates become ISO 8601; amounts stay in whole minor units and time in minutes, as their columns say.
    """
    table = [tuple(row) for row in rows]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(value) for value in row] for row in table])
    listed = [dict(zip(columns, (_plain(value) for value in row), strict=True)) for row in table]
    written = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    return (
        DataFile(f"{name}.csv", "text/csv", text.getvalue().encode("utf-8-sig"), description),
        DataFile(f"{name}.json", "application/json", written.encode(), description),
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _cell(value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, str) and value.startswith(_RISKY):
        return f"'{value}"
    return "" if value is None else value
