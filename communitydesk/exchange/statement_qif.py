"""Reads QIF, the old exchange format of home accounts programs, into a table: its dates have no fixed order.

A record is lines that begin with a letter (D date, T amount, P payee, M memo, N number, S/E/$ splits) up to "^".
"""

from __future__ import annotations

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_

_KINDS = ("!type:bank", "!type:cash", "!type:ccard", "!type:oth a", "!type:oth l")
_COLUMNS = {"D": 0, "T": 1, "U": 1, "P": 2, "M": 3, "N": 4, "L": 5}


def qif_rows(text: str) -> list[list[str]]:
    """Return a row of headings and one row for each payment. Raises FileTrouble when there are none."""
    rows: list[list[str]] = [["Date", "Amount", "Description", "Memo", "Reference", "Category"]]
    row, wanted = [""] * 6, False
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("!"):
            wanted = line.lower().startswith(_KINDS)
        elif line.startswith("^"):
            if wanted and any(row):
                rows.append(row)
            row = [""] * 6
        elif line and (column := _COLUMNS.get(line[0].upper())) is not None:
            row[column] = row[column] or line[1:].strip()
    if wanted and any(row[:2]):
        rows.append(row)
    if len(rows) == 1:
        raise FileTrouble(N_("There are no bank payments in this QIF file. Download the statement again."))
    return rows
