"""People, their hours and the sheets that they signed, on the screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the places of people, expenses and activities; the last counts who came by name, so it lives here too."""
    return (
        Place("people", N_("People"), _people, shown=_anybody, tables=("person", "hours", "role")),
        Place(
            "expenses",
            N_("Expenses"),
            _expenses,
            badge=_claims_to_do,
            shown=_claimed,
            tables=("expense_claim", "expense_line"),
        ),
        Place(
            "activities",
            N_("Activities"),
            _activities,
            shown=_anything,
            tables=("activity", "session", "people_estimate"),
        ),
        Place("rota", N_("Rota"), _rota, badge=_unconfirmed, shown=_planned, tables=("planned_session",)),
    )


def _people(context: Context) -> QWidget:
    from communitydesk.people.ui.place import PeoplePlace

    return PeoplePlace(context)


def _expenses(context: Context) -> QWidget:
    from communitydesk.people.ui.expenses import ExpensesPlace

    return ExpensesPlace(context)


def _claims_to_do(desk: Desk, today: dt.date) -> int:
    if not desk.holds("expense_claim"):
        return 0
    from communitydesk.people.figures.expenses import waiting

    with desk.read() as session:
        return len(waiting(session))


def _claimed(desk: Desk) -> bool:
    return desk.holds("expense_claim")


def _activities(context: Context) -> QWidget:
    from communitydesk.people.ui.activities import ActivitiesPlace

    return ActivitiesPlace(context)


def _rota(context: Context) -> QWidget:
    from communitydesk.people.ui.rota import RotaPlace

    return RotaPlace(context)


def _unconfirmed(desk: Desk, today: dt.date) -> int:
    from communitydesk.people.figures.rota import count_unconfirmed

    return count_unconfirmed(desk, today)


def _planned(desk: Desk) -> bool:
    return desk.holds("planned_session", "role")


def _anybody(desk: Desk) -> bool:
    return desk.holds("person", "hours")


def _anything(desk: Desk) -> bool:
    return desk.holds("activity")
