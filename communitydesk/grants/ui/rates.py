"""The rates by which volunteer time is valued: dated and sourced, each one replaceable by the group's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.actions import match
from communitydesk.grants.figures.details import rates
from communitydesk.grants.model import Rate
from communitydesk.grants.rates import DEFAULT_SCHEME, HOUR, RateRow, all_rates
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.parts import buttons
from communitydesk.people.model import ROLE_CLASSES
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("scheme", "role_class", "pence", "minutes", "starts_on", "ends_on", "source", "checked_on")


class Rates(QWidget):
    """Every rate that can be used."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        told = N_(
            "An hour is worth what the rate of its day says, for its class of role. Ask your funder which rates they "
            "accept, and choose them in the award's terms; without a choice “{scheme}” is taken."
        )
        box.addWidget(label(words(told, scheme=DEFAULT_SCHEME)))
        box.addWidget(
            buttons(
                button(words(N_("Add a rate")), self.add),
                button(words(N_("Use your own rate instead")), self.replace),
            )
        )
        columns = (
            Column(words(N_("Whose rates")), lambda row: row.scheme, strong=True),
            Column(words(N_("Class")), lambda row: words(ROLE_CLASSES.get(row.role_class, N_("every class")))),
            Column(words(N_("From")), lambda row: words.short_date(row.starts_on), sort=lambda row: row.starts_on),
            Column(words(N_("Until")), lambda row: words.short_date(row.ends_on) if row.ends_on else ""),
            Column(words(N_("Rate")), lambda row: words.say(row.said), sort=lambda row: row.pence * HOUR // row.minutes),
            Column(words(N_("Where it is published")), self._source, stretch=True,
                   state=lambda row: "" if row.sure else "due"),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("Rates")), said=self._said)
        self.table.opened.connect(self._open)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show the rates as they now are, the latest of each scheme first."""
        rows = all_rates(rates(self.context.desk))
        self.table.set_rows(
            sorted(rows, key=lambda row: (row.scheme.casefold(), -row.starts_on.toordinal(), row.role_class))
        )

    def choose(self, key: str) -> None:
        """Choose one of the group's own rates."""
        self.table.choose(key)

    def _source(self, row: RateRow) -> str:
        if row.key:
            return self.words(N_("Your own: {source}"), source=row.source)
        return row.source if row.sure else f"{self.words(N_('To be checked'))}: {row.note}"

    def _said(self, rows: Sequence[RateRow]) -> str:
        unsure = sum(not row.sure for row in rows)
        said = self.words.plural("{n} rate", "{n} rates", len(rows))
        if not unsure:
            return said
        return self.words(N_("{rates}, {n} that could not be checked"), rates=said, n=unsure)

    def _open(self, row: RateRow) -> None:
        if row.key:
            self._ask(row.key, None)
        else:
            self.replace()

    @writes
    def add(self) -> None:
        """Ask for a rate of the group's own."""
        self._ask("", {"minutes": HOUR, "starts_on": self.context.today().replace(month=4, day=1)})

    @writes
    def replace(self) -> None:
        """Ask for a rate in place of the chosen one that came with the program."""
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a rate in the list first."))
            return
        names = ("scheme", "role_class", "pence", "minutes", "starts_on", "ends_on", "source")
        start: dict[str, Any] = {name: getattr(row, name) for name in names}
        new = {} if self.context.only_reading else {"checked_on": self.context.today()}
        self._ask(row.key, start | new)

    def _ask(self, key: str, start: dict[str, Any] | None) -> None:
        sheets.ask(
            self.context, self, Rate, key, (N_("A rate for volunteer time"), N_("A rate for volunteer time")),
            FIELDS, more=("hidden",), start=start,
            add=lambda values: match.add_rate(self.context.desk, **values), amend=match.amend_rate,
            remove=match.remove_rate,
        )  # fmt: skip
