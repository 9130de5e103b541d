"""Two entries of one person become one: where they differ, which of the two holds is asked field by field."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_
from communitydesk.people import actions
from communitydesk.people.figures.people import Differing, differing
from communitydesk.people.model import Person
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form

MINE, OTHERS, BOTH = "mine", "others", "both"
TEXTS = ("role", "language")
"""Of these both can hold."""


def join_with(context: Context, parent: QWidget, key: str, other_key: str) -> bool:
    """Ask what holds where the two differ, and join them; nothing is asked where they agree. True when they were."""
    with context.desk.read() as session:
        found = differing(session, key, other_key)
    fields = {one.name: _field(context, one) for one in found}
    form = Form(context, fields, tuple(fields))
    form.set({one.name: BOTH if one.name in TEXTS else MINE for one in found})

    def act(values: dict[str, Any]) -> bool:
        chosen = {
            one.name: one.mine if values[one.name] == MINE else one.others
            for one in found
            if values[one.name] in (MINE, OTHERS)
        }
        actions.merge_people(context.desk, key, other_key, chosen)
        return True

    told = N_(
        "Everything of the other entry moves here: hours, sessions, contacts, notes. Other names and second addresses "
        "are kept too. You can undo it."
    )
    if found:
        told = N_(
            "The two say different things. Choose what holds; all else of the other entry moves here. You can undo it."
        )
    return bool(
        ask_form(context, parent, N_("Join two entries of one person"), form, act, save=N_("Join them"), intro=told)
    )


def _field(context: Context, one: Differing) -> Field:
    field = fields_of(Person)[one.name]
    mine = one.mine_said or field.show(one.mine, context.words)
    others = one.others_said or field.show(one.others, context.words)
    if mine == others:
        others = f"{others} (2)"
    choices = {MINE: mine, OTHERS: others}
    if one.name in TEXTS:
        choices = {BOTH: context.words(N_("Both: {one}, {other}"), one=mine, other=others), **choices}
    return Field(one.name, field.label, Kind.CHOICE, required=True, choices=choices)
