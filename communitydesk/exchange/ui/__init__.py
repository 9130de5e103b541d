"""The place where files come in and go out: bank statements, open data, dates for a calendar, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the place of bank statements, whose badge counts the lines that wait to be sorted, and lists of people."""
    return (
        Place("bank", N_("Bank statement"), _make, badge=_waiting, shown=_shown, tables=("bank_statement",)),
        Place("lists", N_("Lists of people"), _make_lists, shown=_nowhere),
    )  # fmt: skip


def _make(context: Context) -> QWidget:
    from communitydesk.exchange.ui.place import BankPlace

    return BankPlace(context)


def _make_lists(context: Context) -> QWidget:
    from communitydesk.exchange.ui.people.place import ListsPlace

    return ListsPlace(context)


def people_papers() -> tuple[tuple[str, Callable[[Context], None]], ...]:
    """Return what this room adds to the list of people: (what a button says, what it does)."""
    return ((N_("Bring in or save a list"), lambda context: context.go("lists")),)


def _nowhere(desk: Desk) -> bool:
    return False  # reached from the place of people, and from "More"


def _waiting(desk: Desk, today: dt.date) -> int:
    from communitydesk.grants.figures.overview import running_awards

    return desk.remembered(running_awards, today).waiting  # Home asks for the same


def _shown(desk: Desk) -> bool:
    return desk.holds("bank_statement", "award")
