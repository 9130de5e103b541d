"""Past its time: keep it with a reason, take the name away so that totals stay right, or erase it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.dates import add_months
from communitydesk.desk.words import N_, Message
from communitydesk.protection.actions import keeping
from communitydesk.protection.figures.keeping import KeptRow, PastItem, kept_rows, past_their_time
from communitydesk.protection.model import Kept
from communitydesk.protection.ui.erase import begin_erasing
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable


class PastTab(QWidget):
    """What is past its time, and what is kept longer for a reason."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        told = N_(
            "What is on this list has been held for as long as you said. Keep it and say why, take the name away so that "
            "hours and other totals stay right, or erase it."
        )
        box.addWidget(label(words(told)))
        buttons = Flow(context)
        self.keep_button = button(words(N_("Keep it longer ...")), self.keep)
        self.name_button = button(words(N_("Take the name away ...")), self.take_name)
        self.erase_button = button(words(N_("Erase ...")), self.erase)
        for one in (self.keep_button, self.name_button, self.erase_button):
            buttons.add(one)
        box.addWidget(buttons)
        columns = (
            Column(words(N_("Whose, or what")), lambda one: one.name, strong=True),
            Column(words(N_("Kind of data")), lambda one: words(one.kind.name), stretch=True),
            Column(words(N_("Since")), lambda one: words.short_date(one.since), sort=lambda one: one.since),
            Column(
                words(N_("Held until")), lambda one: words.short_date(one.until), sort=lambda one: one.until,
                state=lambda _: "due",
            ),
        )  # fmt: skip
        nothing = words(N_("Nothing is past its time. Well done."))
        self.table = DataTable(
            context, columns, name=words(N_("Past its time")), empty=(nothing, "", None),
            said=lambda rows: words.plural("{n} thing past its time", "{n} things past their time", len(rows)),
        )  # fmt: skip
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _: self._ways())
        box.addWidget(self.table, 3)
        self.card = Card(context, words(N_("Kept longer, with a reason")))
        reasons = (
            Column(words(N_("What")), lambda one: words.say(one.what), strong=True),
            Column(words(N_("Why")), lambda one: one.why, stretch=True),
            Column(words(N_("Until")), lambda one: words.short_date(one.until), sort=lambda one: one.until),
        )
        self.kept = DataTable(context, reasons, name=words(N_("Kept longer")), filtered=False, short=True)
        self.card.add(self.kept, 1)
        self.card.add(Flow(context, [button(words(N_("No longer keep the chosen one")), self.stop)]))
        box.addWidget(self.card, 2)

    def refresh(self) -> None:
        """Show what is past its time now."""
        rows = past_their_time(self.context.desk, self.context.today())
        self.table.set_rows(rows)
        self._ways()
        kept: Sequence[KeptRow] = kept_rows(self.context.desk)
        self.kept.set_rows(kept)
        self.card.setVisible(bool(kept))

    def _ways(self) -> None:
        """Offer what can be done with the chosen one: what totals need loses its name, the rest is erased."""
        row = self.table.current()
        there = bool(self.table.model.rowCount())
        self.keep_button.setEnabled(there)
        self.name_button.setEnabled(there and (row is None or row.whole_person or row.stays))
        self.erase_button.setEnabled(there and (row is None or not row.stays))

    def _current(self) -> PastItem | None:
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a row in the list first."))
        return row if isinstance(row, PastItem) else None

    def _open(self, row: PastItem) -> None:
        if row.ref.table == "person":
            self.context.go("people", row.ref.key)
        elif row.ref.table == "evidence_card":
            self.context.go("impact", row.ref.key)
        elif not self.context.only_reading:
            self.keep()

    @writes
    def keep(self) -> None:
        """Ask why the chosen one is kept, and until when."""
        row = self._current()
        if row is None:
            return
        today, desk = self.context.today(), self.context.desk
        form = Form(self.context, Kept, ("why", "until"))
        form.set({"why": row.kept_why, "until": add_months(today, 12)})
        ask_form(
            self.context, self, N_("Keep it longer"), form,
            lambda values: keeping.keep_longer(desk, row, values["why"], values["until"], today), save=N_("Keep it"),
        )  # fmt: skip

    @writes
    def take_name(self) -> None:
        """Take the name away from what belongs to the chosen person; what was sent is kept until its own time."""
        row = self._current()
        if row is not None and row.whole_person:
            begin_erasing(self.context, row.ref.key, keep_sent=True)
        elif row is not None and row.stays:
            question = N_("Take out what tells of a person? The rest stays. It cannot be undone.")
            self._let_go(row, question, N_("Take it out"))
        elif row is not None:
            self.context.window.say(N_("Nothing counts on this: erase it, or keep it with a reason."))

    @writes
    def erase(self) -> None:
        """Erase the chosen one: a person with everything that holds them, else the records of that kind."""
        row = self._current()
        if row is not None and row.whole_person:
            begin_erasing(self.context, row.ref.key)
        elif row is not None and row.stays:
            self.context.window.say(N_("Your totals need this: take the name away, or keep it with a reason."))
        elif row is not None:
            self._let_go(row, N_("Erase this for good? It cannot be undone."), N_("Erase for good"))

    def _let_go(self, row: PastItem, question: str, yes: str) -> None:
        words = self.words
        more = words(
            N_("{kind}: {name}. Backups made before today still hold it, until they are thinned away."),
            kind=words(row.kind.name), name=row.name,
        )  # fmt: skip
        if not self.context.window.ask(question, yes, more):
            return
        desk, today = self.context.desk, self.context.today()

        def work(_: Any) -> None:
            keeping.let_go(desk, row, today, words)

        self.context.window.run(
            N_("Erasing"),
            work,
            lambda _: self.context.window.say(Message(N_("It is erased, and cannot be brought back."))),
        )

    @writes
    def stop(self) -> None:
        """Take back the decision to keep the chosen one; undo brings it back."""
        row = self.kept.current()
        if row is None:
            self.context.window.say(N_("Choose a row in the list first."))
            return
        self.context.attempt(lambda: keeping.stop_keeping(self.context.desk, row.key))
