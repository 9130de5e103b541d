"""The records behind a figure, in a sheet: what is added up, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.behind import Behind, Figure, records_behind
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.table import Column, DataTable

TITLES: dict[str, str] = {
    "received": N_("What came in"),
    "spent": N_("What is spent"),
    "committed": N_("What is promised"),
    "unspent": N_("What came in, less what is spent"),
    "free": N_("What came in, less what is spent and promised"),
    "awarded": N_("What the line has"),
    "match": N_("What the match adds up"),
    "time": N_("The hours that count"),
}


class BehindSheet(Sheet):
    """The list of the records that a figure adds up."""

    def __init__(
        self, context: Context, parent: QWidget, figures: AwardFigures, figure: Figure, line_key: str | None = None
    ) -> None:
        super().__init__(context, context.words(TITLES[figure]), parent, save=context.words(N_("Close")), width=760)
        self.cancel.hide()
        words = self.words
        rows = records_behind(context.desk, figures.key, figure, figures.as_at, line_key=line_key)
        time = figure == "time"
        columns = (
            Column(words(N_("Date")), lambda row: words.date(row.day) if row.day else "", sort=lambda row: row.day),
            Column(words(N_("What")), lambda row: words.say(row.text), stretch=True),
            Column(
                words(N_("Hours")) if time else words(N_("Amount")),
                lambda row: words.clock(row.minutes) if time else words.money(row.amount),
                sort=lambda row: row.minutes if time else row.amount,
                number=True,
            ),
        )
        self.table = DataTable(
            context, columns, name=context.words(TITLES[figure]),
            said=lambda shown: self._said(shown, time=time),
            empty=(words(N_("Nothing is recorded here yet.")), "", None),
        )  # fmt: skip
        self.table.setMinimumHeight(context.theme.px(380))
        self.table.opened.connect(self._go)
        self.table.set_rows(rows)
        self.body.addWidget(self.table, 1)

    def _said(self, rows: Sequence[Behind], *, time: bool) -> str:
        count = self.words.plural("{n} entry", "{n} entries", len(rows))
        if time:
            return f"{count}, {self.words.hours(sum(row.minutes for row in rows))}"
        return f"{count}, {self.words.money(sum(row.amount for row in rows))}"

    def _go(self, row: Behind) -> None:
        self.accept()
        if row.ref.table == "payment":
            from communitydesk.grants.ui.payment import open_payment

            open_payment(self.context, self.parentWidget(), row.ref.key)
            return
        place = "people" if row.ref.table == "hours" else "grants"
        self.context.go(place, row.ref.key)


def show_behind(
    context: Context, parent: QWidget, figures: AwardFigures, figure: Figure, *, line_key: str | None = None
) -> None:
    """Show the records behind a figure of an award."""
    BehindSheet(context, parent, figures, figure, line_key).exec()
