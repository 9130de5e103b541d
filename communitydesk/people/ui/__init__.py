"""People, their hours and the sheets that they signed, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the places of people and of activities; the second counts who came by name, so it lives here too."""
    return (
        Place("people", N_("People"), _people, shown=_anybody, tables=("person", "hours")),
        Place(
            "activities",
            N_("Activities"),
            _activities,
            shown=_anything,
            tables=("activity", "session", "people_estimate"),
        ),
    )


def _people(context: Context) -> QWidget:
    from communitydesk.people.ui.place import PeoplePlace

    return PeoplePlace(context)


def _activities(context: Context) -> QWidget:
    from communitydesk.people.ui.activities import ActivitiesPlace

    return ActivitiesPlace(context)


def _anybody(desk: Desk) -> bool:
    return desk.holds("person", "hours")


def _anything(desk: Desk) -> bool:
    return desk.holds("activity")
