"""Asks for sessions to plan: of what, when, how often, and how many people of each role."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.activities.figures import activity_rows
from communitydesk.activities.model import PlannedSession
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_, message
from communitydesk.people.actions import rota as actions
from communitydesk.people.figures.roles import role_rows
from communitydesk.people.figures.rota import planned_rows
from communitydesk.people.model.rota import REPEATS, repeated
from communitydesk.people.ui.newactivity import ask_new_activity
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, FormSheet

ROLE = "role:"
SHOWN = 6
"""So many roles stand in the form; others are under More, unless they were wanted last time."""


def _activities(context: Context) -> list[Choice]:
    with context.desk.read() as session:
        return [Choice(one.key, one.name) for one in activity_rows(session, ended=False)]


def role_fields(context: Context) -> dict[str, Field]:
    """Return a field for each role in use: how many people of it are needed."""
    with context.desk.read() as session:
        rows = role_rows(session, context.today(), ended=False)
    told = N_("How many people of this role are needed; empty: none.")
    return {
        f"{ROLE}{one.key}": Field(f"{ROLE}{one.key}", one.name, Kind.NUMBER, told if not at else "", least=0, most=200)
        for at, one in enumerate(rows)
    }


def places_in(values: dict[str, Any]) -> dict[str, int]:
    """Return how many people of each role were asked for."""
    return {name.removeprefix(ROLE): n for name, n in values.items() if name.startswith(ROLE) and n}


class PlanSheet(FormSheet):
    """New planned sessions of an activity."""

    def __init__(self, context: Context, activity_key: str = "", parent: QWidget | None = None) -> None:
        words, known, roles = context.words, fields_of(PlannedSession), role_fields(context)
        fields = {
            **{name: known[name] for name in ("activity_key", "planned_on", "starts_at", "ends_at", "place", "note")},
            "repeat": Field("repeat", N_("How often"), Kind.CHOICE, choices=REPEATS, required=True),
            "until": Field("until", N_("Until"), Kind.DATE, N_("The last day on which it may be."), ahead=True),
            **roles,
        }
        with context.desk.read() as session:
            self._usual = {one.key: one for one in activity_rows(session)}
            self._last = {one.activity_key: one for one in planned_rows(session)}
        wanted = {f"{ROLE}{place.role_key}" for one in self._last.values() for place in one.places}
        first = [name for name in roles if name in wanted] or list(roles)[:SHOWN]
        form = Form(
            context, fields, ("activity_key", "planned_on", "starts_at", "ends_at", "repeat", "until", *first),
            more=("place", "note", *(name for name in roles if name not in first)),
            links={"activity_key": partial(_activities, context)}, adders={"activity_key": self._new_activity},
        )  # fmt: skip
        form.rows["until"].hide()  # it is asked for only of what comes again
        form.set({"planned_on": context.today() + dt.timedelta(days=7), "repeat": "once"})
        super().__init__(context, words(N_("Plan sessions")), form, self._plan, parent, save=words(N_("Plan them")))
        self._activity: object = None
        form.edited.connect(self._look)
        choices = _activities(context)
        if activity_key or len(choices) == 1:
            form.rows["activity_key"].set(activity_key or choices[0].key)
            self._look()
        form.settle()

    def _new_activity(self, typed: str) -> str | None:
        key = ask_new_activity(self.context, self, typed)
        if key:
            with self.context.desk.read() as session:
                self._usual = {one.key: one for one in activity_rows(session)}
        return key

    def _look(self) -> None:
        """Follow the activity: its usual times, and the places that it wanted last time."""
        rows = self.form.rows
        if rows["until"].isHidden() != (rows["repeat"].value() == "once"):
            rows["until"].setVisible(rows["repeat"].value() != "once")
            self.fit()
        try:
            key = rows["activity_key"].value()
        except FieldTrouble:
            return
        if not key or key == self._activity:
            return
        self._activity = key
        last, usual = self._last.get(key), self._usual.get(key)
        if last:
            rows["planned_on"].set(last.planned_on + dt.timedelta(days=7))
            self.form.rows["starts_at"].set(last.starts_at)
            self.form.rows["ends_at"].set(last.ends_at)
            for place in last.places:
                if row := rows.get(f"{ROLE}{place.role_key}"):
                    row.set(place.wanted or None)
        elif usual:
            rows["starts_at"].set(usual.starts_at)
            rows["ends_at"].set(usual.ends_at)

    def _plan(self, given: dict[str, Any]) -> dt.date:
        if not given["activity_key"]:
            raise FieldTrouble("activity_key", N_("Choose the activity."))
        days = repeated(given["planned_on"], given["repeat"], given["until"])
        actions.plan_sessions(
            self.context.desk, given["activity_key"], days, given["starts_at"], given["ends_at"], places_in(given),
            place=given["place"], note=given["note"],
        )  # fmt: skip
        said = self.words.plural("{n} session is planned.", "{n} sessions are planned.", len(days))
        self.context.window.say(message(N_("{text}"), text=said))
        return days[0]


def ask_plan(context: Context, parent: QWidget, activity_key: str = "") -> dt.date | None:
    """Ask for sessions to plan; return the first day, None when nothing was planned."""
    sheet = PlanSheet(context, activity_key, parent)
    return sheet.result_value if sheet.exec() else None
