"""Home on the screen: what needs doing, most urgent first, one step from where it is mended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the first place of all; its badge counts what is late or due."""
    return (Place("home", N_("Home"), _make, badge=_now),)


def _make(context: Context) -> QWidget:
    from communitydesk.agenda.ui.home import HomePage

    return HomePage(context)


def _now(desk: Desk, today: dt.date) -> int:
    from communitydesk.agenda.figures import home

    return len(desk.remembered(home, today).now)
