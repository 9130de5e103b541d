"""The place where files come in and go out: bank statements, open data, dates for a calendar, lists."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the place of bank statements; its badge counts the lines that wait to be sorted."""
    return (
        Place("bank", N_("Bank statement"), _make, badge=_waiting, shown=_shown, tables=("bank_statement",)),
    )  # fmt: skip


def _make(context: Context) -> QWidget:
    from communitydesk.exchange.ui.place import BankPlace

    return BankPlace(context)


def _waiting(desk: Desk, today: dt.date) -> int:
    from communitydesk.exchange.figures import bank_figures

    return bank_figures(desk).waiting


def _shown(desk: Desk) -> bool:
    return desk.holds("bank_statement", "award")
