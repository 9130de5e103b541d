"""Saves the rota for calendars and for spreadsheets; plugged into the pages of people, which may not know this room."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Message, message
from communitydesk.exchange.ui.saving import save_made
from communitydesk.widgets.context import Context


def hooks() -> dict[str, Any]:
    """Return what this room plugs into the pages of rooms that may not know it."""
    return {"rota_calendar": save_calendar, "rota_list": save_list}


def _saved(name: str) -> Message:
    return message(N_("“{name}” was saved."), name=name)


def save_calendar(context: Context, person_key: str) -> None:
    """Save one person's part of the rota ("" for all of it) for calendar programs; a number stands for their name."""
    from communitydesk.exchange.rota_out import rota_calendar
    from communitydesk.people.figures import person_values

    name = "rota.ics"
    if person_key:
        with context.desk.read() as session:
            name = f"rota-{int(person_values(session, person_key).get('number') or 0):04d}.ics"

    def make(_: Path) -> bytes:
        return rota_calendar(context.desk, person_key, context.words, context.today(), dt.datetime.now(dt.UTC))

    if context.attempt(lambda: make(Path(name))) is not None:
        save_made(context, N_("Save the rota for calendars"), name, "*.ics", make, _saved)


def save_list(context: Context, period: Period) -> None:
    """Save the rota of some weeks as a list."""
    from communitydesk.exchange.rota_out import rota_list
    from communitydesk.exchange.tables_out import to_csv, to_xlsx

    def make(path: Path) -> bytes:
        found = rota_list(context.desk, period, context.words, context.today())
        if path.suffix.lower() == ".csv":
            return to_csv(found.columns, found.rows)
        return to_xlsx(found.columns, found.rows, found.title)

    save_made(context, N_("Save the rota as a list"), "rota.xlsx", "*.xlsx *.csv", make, _saved)
