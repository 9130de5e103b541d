"""Grants on the screen: every award, its money, its match and its terms, payments with receipts, and bank lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

TABLES = (
    "award", "payment", "budget_line", "commitment", "instalment", "claim", "budget_move", "agreed_change", "report_due",
    "output", "match_item", "equipment", "report", "bank_line", "rate",
)  # fmt: skip


def places() -> tuple[Place, ...]:
    """Return the place of grants; its badge counts the awards with something late."""
    return (Place("grants", N_("Grants"), _make, badge=_late, shown=lambda desk: True, tables=TABLES),)


def _make(context: Context) -> QWidget:
    from communitydesk.grants.ui.place import GrantsPlace

    return GrantsPlace(context)


def _late(desk: Desk, today: dt.date) -> int:
    from communitydesk.grants.figures.overview import running_awards

    rows = desk.remembered(running_awards, today).rows
    return sum(1 for row in rows if any(problem.severity == "late" for problem in row.problems))
