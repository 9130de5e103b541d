"""The sessions that a person came to."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.people.figures import person_figures
from communitydesk.widgets.context import Context
from communitydesk.widgets.table import Column, DataTable


class Attended(QWidget):
    """Every session that they came to, the latest first; a row opens the session."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__()
        self.context, self.key = context, key
        words = context.words
        columns = (
            Column(words(N_("Date")), lambda one: words.day(one.held_on), sort=lambda one: one.held_on),
            Column(words(N_("Activity")), lambda one: one.activity, stretch=True),
        )
        empty = (words(N_("Nothing yet: their name is on no session's list.")), "", None)
        self.table = DataTable(
            context, columns, name=words(N_("Sessions they came to")), empty=empty,
            said=lambda rows: words.plural("{n} session", "{n} sessions", len(rows)),
        )  # fmt: skip
        self.table.opened.connect(lambda one: context.go("activities", one.session_key))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)

    def refresh(self) -> None:
        """Show the sessions as they now are."""
        with self.context.desk.read() as session:
            self.table.set_rows(person_figures(session, self.key).attended)
