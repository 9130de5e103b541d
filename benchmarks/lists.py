"""How long a list of 10,000 rows takes to show and to filter, key by key."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measure import Measured, Times

ROWS, KEYS = 10_000, "timber 7"
BEFORE_TYPING = 0.6
"""Seconds from a list's appearance to the first key: nobody is quicker."""


@dataclass(frozen=True)
class Row:
    key: str
    payee: str
    what: str
    amount: int


def measure(rounds: int) -> Sequence[Measured]:
    """Show 10,000 payments in the program's own list, then type into its box; each key is timed until painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from typing import Any, cast

    from PySide6.QtWidgets import QApplication

    from communitydesk.desk.words import Words
    from communitydesk.widgets.context import Context
    from communitydesk.widgets.table import Column, DataTable
    from communitydesk.widgets.theme import LIGHT, Theme

    qt = cast(QApplication, QApplication.instance() or QApplication(["bench"]))
    words, nothing = Words(), cast(Any, None)
    context = Context(desk=nothing, words=words, theme=Theme(LIGHT, "light", 1.0), window=nothing, today=nothing)
    columns = (
        Column("Paid to", lambda row: row.payee),
        Column("What for", lambda row: row.what, stretch=True),
        Column("Amount", lambda row: words.money(row.amount), sort=lambda row: row.amount, number=True),
    )
    rows = [Row(str(n), f"Timber yard {n % 97}", f"Order {n}", n * 7 + 1) for n in range(ROWS)]
    shown, first, keys = Times(), Times(), Times()
    for _ in range(rounds):
        table = DataTable(context, columns, name="Payments")
        table.resize(1000, 700)
        with shown:
            table.set_rows(rows)
            table.show()
            qt.processEvents()
            table.grab()
        begin = time.perf_counter()
        while time.perf_counter() - begin < BEFORE_TYPING:
            qt.processEvents()
        for at in range(1, len(KEYS) + 1):
            with keys if at > 1 else first:
                table.filter.setText(KEYS[:at])
                qt.processEvents()
                table.grab()
        table.close()
    source = f"{ROWS:,} rows, set until painted, middle of the rounds"
    return (
        Measured("List of 10,000 shown", shown.middle(), None, 100, source),
        Measured("List of 10,000 filtered, first key", first.middle(), None, 50, f"{source}, {BEFORE_TYPING} s after"),
        Measured("List of 10,000 filtered, each further key", keys.middle(), None, 50, source),
    )
