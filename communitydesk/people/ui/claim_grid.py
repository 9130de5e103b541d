"""The lines of a claim, typed by keyboard: what was paid for, and journeys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from communitydesk.desk.dates import parse_date
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import fields_of
from communitydesk.desk.money import parse_money
from communitydesk.desk.words import N_
from communitydesk.people.actions.expenses import LineInput, check_line
from communitydesk.people.figures.expenses import LineRow
from communitydesk.people.mileage import miles_number, miles_text, parse_miles
from communitydesk.people.model import ExpenseLine
from communitydesk.people.model.expenses import VEHICLES
from communitydesk.widgets.context import Context
from communitydesk.widgets.grid import EntryColumn, EntryGrid, Suggestion, suggest_from
from communitydesk.widgets.matching import fold


def claim_grid(context: Context, save: Callable[[list[dict[str, Any]]], Any]) -> EntryGrid:
    """Return the grid in which a claim's lines are typed."""
    words = context.words
    vehicles = [Suggestion(code, words(text)) for code, text in VEHICLES.items()]

    def day(text: str) -> dt.date:
        return parse_date(text, context.today(), "spent_on")

    def vehicle(text: str) -> str:
        found = [one for one in vehicles if fold(one.text).startswith(fold(text).strip())]
        if not found:
            raise FieldTrouble("vehicle", N_("Say by what: car or van, motorcycle or bicycle."))
        return str(found[0].value)

    def people(text: str) -> int:
        value: int = fields_of(ExpenseLine)["passengers"].parse(text, context.today())
        return value

    def total(rows: list[dict[str, Any]]) -> str:
        if not rows:
            return ""
        paid, tenths = sum(row.get("amount") or 0 for row in rows), sum(row.get("miles") or 0 for row in rows)
        said = [words.plural("{n} line", "{n} lines", len(rows))]
        if paid:
            said.append(words(N_("{amount} paid for"), amount=words.money(paid)))
        if tenths:
            said.append(words(N_("{miles} miles"), miles=miles_number(tenths)))
        return ", ".join(said)

    columns = (
        EntryColumn("spent_on", words(N_("Date")), parse=day, show=words.short_date, needed=True, letters=14,
                    usual=lambda before: before.get("spent_on")),
        EntryColumn("what", words(N_("What for")), needed=True, stretch=True, letters=18),
        EntryColumn("amount", words(N_("Amount")), parse=lambda text: parse_money(text, "amount"), show=words.amount,
                    number=True, letters=9),
        EntryColumn("miles", words(N_("Miles")), parse=parse_miles, show=miles_text, number=True, letters=12),
        EntryColumn("journey", words(N_("From and to")), letters=22),
        EntryColumn("vehicle", words(N_("By")), parse=vehicle, show=lambda code: words(VEHICLES[code]),
                    suggest=suggest_from(lambda: vehicles), letters=17),
        EntryColumn("passengers", words(N_("Passengers")), parse=people, number=True, letters=7),
    )  # fmt: skip
    return EntryGrid(
        context, columns, name=words(N_("What is claimed")), check=lambda row: check_line(line_of(row)), total=total,
        save=save, save_text=words(N_("Save the lines")),
    )  # fmt: skip


def line_of(row: Mapping[str, Any]) -> LineInput:
    """Return what a row of the grid means."""
    return LineInput(
        spent_on=row["spent_on"],
        what=row["what"],
        amount=row.get("amount"),
        tenths=row.get("miles"),
        vehicle=row.get("vehicle") or "",
        passengers=row.get("passengers") or 0,
        journey=row.get("journey") or "",
        no_receipt=row.get("no_receipt") or "",
        key=row.get("key") or "",
    )


def row_of(line: LineRow) -> dict[str, Any]:
    """Return a line of a claim as a row of the grid."""
    journey = line.kind == "mileage"
    return {
        "spent_on": line.spent_on,
        "what": line.what,
        "amount": None if journey else line.amount,
        "miles": line.tenths if journey else None,
        "journey": line.journey or None,
        "vehicle": line.vehicle if journey else None,
        "passengers": line.passengers or None,
        "no_receipt": line.no_receipt,
        "key": line.key,
    }


def meant(rows: Sequence[Mapping[str, Any]]) -> list[LineInput]:
    """Return what rows of the grid mean, to be compared and kept."""
    return [line_of(row) for row in rows]
