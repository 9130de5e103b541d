"""Reads a text file in which each payment is a block of "Date: ...", "Description: ...", "Amount: ..." lines."""

from __future__ import annotations

import re

from communitydesk.exchange.text_in import clean

_HEADINGS = ["Date", "Description", "Amount", "Balance", "Reference", "Type"]
_LINE = re.compile(r"\s*([A-Za-z ]{2,20}?)\s*:\s*(.*)")
_CURRENCY = re.compile(r"\s*[A-Z]{3}$")


def block_rows(text: str) -> list[list[str]]:
    """Return the rows above the first payment, a row of headings and one row for each payment."""
    above: list[list[str]] = []
    rows: list[list[str]] = []
    row = [""] * len(_HEADINGS)
    for line in text.splitlines():
        found = _LINE.match(clean(line))
        name = found[1].capitalize() if found else ""
        if found and name in _HEADINGS:
            column = _HEADINGS.index(name)
            if row[column]:  # the next block has begun
                rows.append(row)
                row = [""] * len(_HEADINGS)
            text = clean(found[2])
            row[column] = _CURRENCY.sub("", text) if name in ("Amount", "Balance") else text
        elif clean(line):
            (rows if rows else above).append([clean(line)])
    if any(row):
        rows.append(row)
    return [*above, _HEADINGS, *rows]
