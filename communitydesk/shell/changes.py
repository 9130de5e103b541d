"""What was changed lately, by whom: the journal for people."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.history import Changes, Step
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

COUNT = 300
KINDS = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}


class ChangesSheet(Sheet):
    """The last changes, the newest first; the main button takes the last one back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words = context.words
        super().__init__(
            context, words(N_("What was changed")), parent, save=words(N_("Undo the last change")), width=820
        )
        self.last = label("")
        self.body.addWidget(self.last)
        self.table = DataTable(
            context,
            (
                Column(words(N_("When")), self._when, sort=lambda step: step.n),
                Column(words(N_("Who")), lambda step: step.who),
                Column(words(N_("What")), self._what, stretch=True),
            ),
            name=words(N_("Changes")),
            said=lambda rows: words.plural("{n} change", "{n} changes", len(rows)),
            empty=(words(N_("Nothing was changed yet.")), "", None),
        )
        self.body.addWidget(self.table, 1)
        self.cancel.setText(words(N_("Close")))
        self.cancel.setAccessibleName(words(N_("Close")))
        self._stop = context.desk.listen(self._changed)
        self.finished.connect(lambda _: self._stop())
        self.fill()

    def _when(self, step: Step) -> str:
        local = step.when.astimezone()
        return f"{self.words.day(local.date())}, {local:%H:%M}"

    def _what(self, step: Step) -> str:
        what = self.context.desk.say_label(step, self.words)
        return self.words(KINDS[step.kind], what=what) if step.kind in KINDS else what

    def fill(self) -> None:
        """Show the changes as they now are."""
        desk = self.context.desk
        self.table.set_rows(desk.recent(COUNT))
        undo = desk.undo_label
        text = self.words(N_("Undo takes back: {what}"), what=desk.say_label(undo, self.words)) if undo else ""
        self.last.setText(text)
        self.last.setVisible(bool(text))
        self.main.setEnabled(bool(undo))

    def _changed(self, _: Changes) -> None:
        self.fill()

    @writes
    def save(self) -> None:
        """Take the last change back."""
        self.error.hide()
        try:
            self.context.desk.undo()
        except Trouble as trouble:
            self.say_trouble(trouble)
