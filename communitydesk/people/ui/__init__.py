"""People, their hours and the sheets that they signed, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def place() -> Place:
    """Return the place of people and hours."""
    return Place("people", N_("People"), _make, shown=_anybody, tables=("person", "hours"))


def _make(context: Context) -> QWidget:
    from communitydesk.people.ui.place import PeoplePlace

    return PeoplePlace(context)


def _anybody(desk: Desk) -> bool:
    from communitydesk.people.figures import any_people

    with desk.read() as session:
        return any_people(session)
