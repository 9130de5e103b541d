"""The sides of a person's record, in the order of their tabs. To add one, write its module and add a line here.

A side is a widget made of (context, the person's key). It has `refresh()`, which shows the person as they now are, and
may have `unsaved()`, which says whether leaving would lose something typed, and `told(**what)` for a task to begin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.people.figures import came_to
from communitydesk.people.figures.expenses import claims_of
from communitydesk.people.figures.record import note_count
from communitydesk.people.figures.roles import roles_of
from communitydesk.widgets.context import Context


@dataclass(frozen=True)
class Side:
    """One tab: its id, its title, what makes it when it is first looked at, and how many it says are in it.

    `count` is a function of figures that is given (session, the person's key).
    """

    id: str
    title: str
    make: Callable[[Context, str], QWidget]
    count: Callable[[Any, str], int] | None = None


def sides(context: Context) -> tuple[Side, ...]:
    """Return every side of a person's record; `context.extra["person_tabs"]` may hold more: (id, title, make)."""
    return (
        Side("overview", N_("Overview"), _overview),
        Side("contact", N_("Contact"), _contact),
        Side("skills", N_("Skills and times"), _skills),
        Side("joining", N_("Joining and leaving"), _joining),
        Side("roles", N_("Roles and checks"), _roles, roles_of),
        Side("hours", N_("Hours"), _hours),
        Side("attendance", N_("Came to"), _attended, came_to),
        Side("expenses", N_("Expenses"), _expenses, claims_of),
        *(Side(id_, title, make) for id_, title, make in context.extra.get("person_tabs", ())),
        Side("notes", N_("Notes"), _notes, note_count),
        Side("history", N_("History"), _history),
    )


def _overview(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.overview import Overview

    return Overview(context, key, lambda side: context.go("people", key, side))


def _contact(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.contact import ContactSide

    return ContactSide(context, key)


def _skills(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.skills import SkillsSide

    return SkillsSide(context, key)


def _joining(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.joining import JoiningSide

    return JoiningSide(context, key)


def _notes(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.notes import NotesSide

    return NotesSide(context, key)


def _roles(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.role_side import RolesSide

    return RolesSide(context, key)


def _hours(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.hours import HoursList

    return HoursList(context, key)


def _attended(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.attended import Attended

    return Attended(context, key)


def _expenses(context: Context, key: str) -> QWidget:
    from communitydesk.people.ui.claim_list import PersonExpenses

    return PersonExpenses(context, key)


def _history(context: Context, key: str) -> QWidget:
    from communitydesk.widgets.history import History

    return History(context, Ref("person", key))
