"""A CSV file or a workbook as a table of text cells, for everything that is brought in from spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_, Message
from communitydesk.exchange.text_in import decode, split_rows


@dataclass(frozen=True)
class Table:
    """Rows of text cells, all of one width, blank rows left out; `numbers` is each row's number as a person counts.

    `form` is "csv", "xlsx", "qif" or "text"; of a workbook, `sheet` is the one read and `sheets` all that have rows.
    `notes` says what was done to read it (a hidden sheet left out).
    """

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    form: str = "csv"
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[Message, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def table_of(
    rows: Sequence[Sequence[str]] | Mapping[int, Sequence[str]], **about: str | tuple[Message, ...] | tuple[str, ...]
) -> Table:
    """Return rows as a table: padded to one width, blank ones left out but counted. Raises FileTrouble when empty.

    Rows may be given with their numbers. `about` are the table's other fields.
    """
    numbered = rows.items() if isinstance(rows, Mapping) else enumerate(rows, 1)
    kept = [(number, row) for number, row in numbered if any(row)]
    width = max((_used(row) for _, row in kept), default=0)
    if not kept:
        raise FileTrouble(N_("There is nothing in this file."))
    padded = tuple(tuple(row[:width]) + ("",) * (width - len(row)) for _, row in kept)
    return Table(padded, tuple(number for number, _ in kept), **about)  # type: ignore[arg-type]


def _used(row: Sequence[str]) -> int:
    last = len(row)
    while last and not row[last - 1]:
        last -= 1
    return last


def read_table(content: bytes, sheet: str = "") -> Table:
    """Return the table in a CSV or XLSX file; `sheet` names the sheet of a workbook, or the first that has rows.

    Raises FileTrouble with one sentence when there is none to be read.
    """
    if content.startswith(b"PK\x03\x04"):
        from communitydesk.exchange.workbook_in import read_workbook

        return read_workbook(content, sheet)
    text, encoding = decode(content)
    rows, delimiter = split_rows(text)
    return table_of(rows, form="csv", encoding=encoding, delimiter=delimiter)
