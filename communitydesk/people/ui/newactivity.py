"""Asks for a new activity where one is wanted: while a session is typed or planned."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.activities.actions import add_activity
from communitydesk.activities.model import Activity
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form


def ask_new_activity(context: Context, parent: QWidget, typed: str = "") -> str | None:
    """Ask for an activity, beginning with the name typed; return its key, None when none was added."""
    form = Form(context, Activity, ("name", "starts_at", "ends_at", "place"))
    form.set(Activity(name=typed, counted="names"))
    found = ask_form(
        context, parent, N_("Add an activity"), form,
        lambda values: add_activity(context.desk, Activity(counted="names", **values)).key, save=N_("Add the activity"),
    )  # fmt: skip
    return str(found) if found else None
