"""What a mile is worth: dated and sourced rates, each one replaceable by the group's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.people.actions import expenses as actions
from communitydesk.people.figures.miles import mile_rates
from communitydesk.people.mileage import MileRate
from communitydesk.people.model import MileageRate
from communitydesk.people.model.expenses import VEHICLES
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("vehicle", "starts_on", "pence", "limit_miles", "after_pence", "passenger_pence", "source", "checked_on")


class MileageRates(QWidget):
    """Every rate that can be used."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(10))
        told = N_(
            "A journey is worth what the rate of its day says. These are the amounts that can be paid without tax; your "
            "group may pay less. A rate of your own holds until you give another. Claims that were approved keep theirs."
        )
        box.addWidget(label(words(told)))
        row = Flow(context)
        self.add_button = button(words(N_("Add a rate")), self.add)
        self.replace_button = button(words(N_("Use your own rate instead")), self.replace)
        self.remove_button = button(words(N_("Remove your own")), self.remove)
        for one in (self.add_button, self.replace_button, self.remove_button):
            row.add(one)
        box.addWidget(row)
        columns = (
            Column(words(N_("By")), lambda one: words(VEHICLES[one.vehicle]), strong=True),
            Column(words(N_("From")), lambda one: words.short_date(one.starts_on), sort=lambda one: one.starts_on),
            Column(words(N_("A mile")), lambda one: words(N_("{pence}p"), pence=one.pence), sort=lambda one: one.pence,
                   number=True),
            Column(words(N_("Limit")), self._limit),
            Column(words(N_("Passenger")), lambda one: words(N_("{pence}p"), pence=one.passenger_pence)
                   if one.passenger_pence else "", number=True),
            Column(words(N_("Where it is published")), self._source, stretch=True,
                   state=lambda one: "" if one.sure else "due"),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("Mileage rates")), said=self._said)
        self.table.opened.connect(lambda _: self.replace())
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show the rates as they now are, the latest of each vehicle first."""
        with self.context.desk.read() as session:
            rows = mile_rates(session)
        order = list(VEHICLES)
        self.table.set_rows(sorted(rows, key=lambda one: (order.index(one.vehicle), -one.starts_on.toordinal())))

    def _limit(self, row: MileRate) -> str:
        if row.limit is None or row.after_pence is None:
            return ""
        return self.words(N_("{limit} miles, then {pence}p"), limit=row.limit, pence=row.after_pence)

    def _source(self, row: MileRate) -> str:
        if row.key:
            return self.words(N_("Your own: {source}"), source=row.source)
        return self.words(row.source) if row.sure else f"{self.words(N_('To be checked'))}: {self.words(row.note)}"

    def _said(self, rows: Sequence[MileRate]) -> str:
        unsure = sum(not row.sure for row in rows)
        said = self.words.plural("{n} rate", "{n} rates", len(rows))
        return self.words(N_("{rates}, {n} that could not be checked"), rates=said, n=unsure) if unsure else said

    @writes
    def add(self) -> None:
        """Ask for a rate of the group's own."""
        self._ask("", {"vehicle": "car", "starts_on": self.context.today()})

    @writes
    def replace(self) -> None:
        """Ask for a rate in place of the chosen one, or correct it when it is the group's own."""
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a rate in the list first."))
            return
        self._ask(row.key, {
            "vehicle": row.vehicle, "starts_on": row.starts_on, "pence": row.pence, "limit_miles": row.limit,
            "after_pence": row.after_pence, "passenger_pence": row.passenger_pence, "source": row.source,
            "checked_on": row.checked_on if row.key or self.context.only_reading else self.context.today(),
        })  # fmt: skip

    def _ask(self, key: str, start: dict[str, Any]) -> None:
        form = Form(self.context, MileageRate, FIELDS)
        form.set(start)

        def act(values: dict[str, Any]) -> None:
            if key:
                actions.amend_mileage_rate(self.context.desk, key, **values)
            else:
                actions.add_mileage_rate(self.context.desk, **values)

        ask_form(self.context, self, N_("A mileage rate"), form, act, save=N_("Save the rate"))

    @writes
    def remove(self) -> None:
        """Take one of the group's own rates away; undo brings it back."""
        row = self.table.current()
        if row is None or not row.key:
            self.context.window.say(N_("Choose one of your own rates first; those that came with the program stay."))
            return
        self.context.attempt(lambda: actions.remove_mileage_rate(self.context.desk, row.key))
