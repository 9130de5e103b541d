"""A report's figures for a machine: JSON with the keys behind every total, and tables as CSV.

Amounts are in pence in JSON and in pounds with two decimals in CSV; times in minutes. A cell that a spreadsheet
would take for a formula is made harmless with an apostrophe (DOMAIN, "Formats").
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from communitydesk.desk.records import Ref
from communitydesk.desk.words import Message, Words
from communitydesk.grants.figures.report_parts import AnswerFigures, ReportFigures
from communitydesk.grants.proportion import EffectiveTerms
from communitydesk.paper.blocks import DataFile

FORMAT = "communitydesk-report-1"
ADDS_UP = {
    "allocation": "amount",
    "award": "amount; in received: opening_received",
    "budget_line": "amount; in spent: opening_spent",
    "budget_move": "amount, into the line less out of it",
    "commitment": "amount less what is paid of it",
    "hours": "minutes times people; in hours that were promised: whole hours, rounded down",
    "instalment": "amount",
    "match_item": "amount",
    "output_count": "number",
    "session": "one each; in attendances: the people counted at it",
}
"""Which field of each kind of record a total adds up, for somebody who follows its keys."""
_LEFT_OUT = {"missing", "kept_out", "sha256", "boxes"}
"""What is the treasurer's own business and never leaves the group."""


def data_files(figures: ReportFigures, words: Words) -> tuple[DataFile, ...]:
    """Return the files that are kept inside a report's PDF: the same figures as JSON and as CSV."""
    tables = to_csv_tables(figures, words)
    return (
        DataFile("figures.json", "application/json", to_json(figures, words), words("The figures of this report")),
        *(
            DataFile(f"{name}.csv", "text/csv", table, words("A table of this report"))
            for name, table in tables.items()
        ),
    )


def to_json(figures: ReportFigures, words: Words) -> bytes:
    """Return a report's figures as JSON (UTF-8), with the references of the records behind every total."""
    data = {"format": FORMAT, "currency": words.currency, "adds_up": ADDS_UP, **_plain(figures, words)}
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")


def _plain(value: Any, words: Words) -> Any:
    if isinstance(value, Message):
        return words.say(value)
    if isinstance(value, Ref):
        return f"{value.table}/{value.key}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, AnswerFigures):
        return _answer(value, words)
    if isinstance(value, EffectiveTerms):
        return {term.name: _plain(term.value, words) for term in value.all() if term.value is not None}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value, words)
    if isinstance(value, Mapping):
        return {str(name): _plain(one, words) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one, words) for one in value]
    return value


def _answer(value: AnswerFigures, words: Words) -> dict[str, Any]:
    """An answer as it is printed: of what is left out no more than the reason, where that is printed."""
    found: dict[str, Any] = {"id": value.question.id, "question": words.say(value.question.asks)}
    if value.left_out:
        return {**found, "left_out": True, **({"reason": value.reason} if value.print_reason else {})}
    return {**found, "answer": value.text}


def _fields(value: Any, words: Words) -> dict[str, Any]:
    found = {
        field.name: _plain(getattr(value, field.name), words)
        for field in dataclasses.fields(value)
        if field.name not in _LEFT_OUT
    }
    return {name: one for name, one in found.items() if one not in ("", [], None)}


def to_csv_tables(figures: ReportFigures, words: Words) -> dict[str, bytes]:
    """Return a report's tables as CSV for spreadsheets (UTF-8 with BOM), by the name of their file."""
    found = {"budget": _budget(figures, words), "spending": _spending(figures, words)}
    if figures.time.rows:
        found["volunteer-time"] = _time(figures, words)
    if figures.outputs:
        found["promises"] = _outputs(figures, words)
    return found


def pounds(pence: int) -> str:
    """Return an amount for a spreadsheet: 1200.50."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def harmless(text: str) -> str:
    """Return a typed text so that no spreadsheet takes it for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return headings and rows as CSV, UTF-8 with BOM, lines ended as spreadsheets expect."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headings)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _keys(keys: Iterable[Ref]) -> str:
    return " ".join(f"{key.table}/{key.key}" for key in keys)


def _budget(figures: ReportFigures, words: Words) -> bytes:
    if figures.by_period:
        amounts = [words("Awarded"), words("Spent this period"), words("Spent to date"), words("Left")]
    else:
        amounts = [words("Awarded"), words("Spent"), words("Difference")]
    headings = [words("Budget line"), *amounts, words("Why"), words("Records")]
    rows = [
        [
            harmless(line.name or words("Not on a line")),
            pounds(line.awarded.value),
            *((pounds(line.in_period.value),) if figures.by_period else ()),
            pounds(line.spent.value),
            pounds(line.difference),
            harmless(line.reason),
            _keys(line.spent.keys),
        ]
        for line in figures.lines
    ]
    return table(headings, rows)


def _spending(figures: ReportFigures, words: Words) -> bytes:
    headings = [words("No."), words("Date on the receipt"), words("Date paid"), words("Paid to"), words("What for"),
                words("Line"), words("Receipt"), words("Amount"), words("Whole payment"), words("Records")]  # fmt: skip
    rows = [
        [
            str(row.number),
            row.incurred_on.isoformat(),
            row.paid_on.isoformat() if row.paid_on else "",
            harmless(row.payee) or words("Volunteer {number}", number=row.paid_to),
            harmless(row.what),
            harmless(row.line),
            " ".join(str(number) for number in row.receipts),
            pounds(row.amount),
            pounds(row.whole),
            _keys(row.keys),
        ]
        for row in figures.payments
    ]
    return table(headings, rows)


def _time(figures: ReportFigures, words: Words) -> bytes:
    headings = [words("Date"), words("Number"), words("Name"), words("People"), words("Minutes"),
                words("Class of role"), words("Activity"), words("Rate"), words("For minutes"), words("Records")]  # fmt: skip
    rows = [
        [
            row.given_on.isoformat(),
            str(row.number or ""),
            harmless(row.name),
            str(row.people),
            str(row.minutes),
            row.role_class,
            harmless(row.activity),
            pounds(row.pence),
            str(row.rate_minutes),
            _keys(row.keys),
        ]
        for row in figures.time.rows
    ]
    return table(headings, rows)


def _outputs(figures: ReportFigures, words: Words) -> bytes:
    headings = [words("What we said we would do"), words("Promised"), words("Done"), words("Records")]
    rows = [[harmless(one.name), str(one.target), str(one.done.value), _keys(one.done.keys)] for one in figures.outputs]
    return table(headings, rows)
