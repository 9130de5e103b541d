"""Your group on the screen: setting it up, its profile and aims, and the outside contacts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the place of the group itself; its badge counts the contacts to check again."""
    return (Place(
        "group", N_("Your group"), _make, badge=_stale, shown=lambda desk: True,
        tables=("contact", "aim", "group_profile"),
    ),)  # fmt: skip


def _make(context: Context) -> QWidget:
    from communitydesk.group.ui.page import GroupPage

    return GroupPage(context)


def _stale(desk: Desk, today: dt.date) -> int:
    from communitydesk.group.figures import contacts

    with desk.read() as session:
        return sum(1 for row in contacts(session, today) if row.stale)
