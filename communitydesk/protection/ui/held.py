"""What you hold and why: each kind of data with its reason and its time, which the group may decide itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.protection.actions import keeping
from communitydesk.protection.documents.saying import how_long
from communitydesk.protection.figures.keeping import HeldKind, held_kinds
from communitydesk.protection.model import BASES, KeepingRule
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("purpose", "basis", "months", "source", "checked_on")


class HeldTab(QWidget):
    """Every kind of data; a row opens to be decided on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        told = N_(
            "Hold only what you need, and let it go when you no longer do. The times are suggestions where no law sets one: "
            "decide them in a meeting, then open a row and write down who decided."
        )
        box.addWidget(label(words(told)))
        buttons = Flow(context)
        self.change_button = button(words(N_("Decide on the chosen kind")), self.change)
        buttons.add(self.change_button)
        box.addWidget(buttons)
        columns = (
            Column(words(N_("Kind of data")), lambda one: words(one.kind.name), strong=True, stretch=True),
            Column(words(N_("Records")), lambda one: words.number(one.records), sort=lambda one: one.records, number=True),
            Column(
                words(N_("How long")), lambda one: how_long(one.kind.months, one.kind.clock, words),
                sort=lambda one: one.kind.months,
            ),
            Column(words(N_("Who says so")), self._source, state=lambda one: "" if one.kind.sure else "due"),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("Kinds of data")), said=self._said)
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _: self._tell())
        box.addWidget(self.table, 1)
        self.card = Card(context)
        self.told = label("")
        self.card.add(self.told)
        box.addWidget(self.card)

    def refresh(self) -> None:
        """Show every kind as it now is."""
        self.table.set_rows(held_kinds(self.context.desk))
        self._tell()

    def _tell(self) -> None:
        """Say of the chosen kind in full why it is held, what allows it, and who says for how long."""
        row, words = self.table.current(), self.words
        self.card.setVisible(row is not None)
        if row is not None:
            kind = row.kind
            text = N_("{kind}. What for: {purpose} What allows it: {basis}. How long: {time}. {source}.")
            said = words(
                text, kind=words(kind.name), purpose=words(kind.purpose), basis=words(BASES.get(kind.basis, "")),
                time=how_long(kind.months, kind.clock, words), source=self._source(row),
            )  # fmt: skip
            self.told.setText(" ".join(filter(None, (said, words(kind.note) if kind.note else ""))))

    def _source(self, one: HeldKind) -> str:
        if one.kind.key:
            return self.words(N_("You decided: {source}"), source=one.kind.source)
        source = self.words(one.kind.source)
        return source if one.kind.sure else self.words(N_("To be checked: {source}"), source=source)

    def _said(self, rows: Sequence[HeldKind]) -> str:
        said = self.words.plural("{n} kind of data", "{n} kinds of data", len(rows))
        there = sum(1 for one in rows if one.records)
        return self.words(N_("{kinds}, {n} of them in your file"), kinds=said, n=there)

    @writes
    def change(self) -> None:
        """Ask what the group decided about the chosen kind."""
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a kind of data in the list first."))
            return
        self._open(row)

    def _open(self, row: HeldKind) -> None:
        kind, words, desk = row.kind, self.words, self.context.desk
        form = Form(self.context, KeepingRule, FIELDS)
        start: dict[str, Any] = {name: getattr(kind, name) for name in FIELDS}
        if not kind.key:
            start |= {"purpose": words(kind.purpose), "source": words(kind.source)}
        if not kind.key and not self.context.only_reading:
            start |= {"source": "", "checked_on": self.context.today()}
        form.set(start)
        note = words(kind.note) if kind.note else ""
        suggested = (
            words(N_("Suggested: {source}. {note}"), source=words(kind.source), note=note) if not kind.key else ""
        )
        sheet = FormSheet(
            self.context, words(kind.name), form, lambda values: keeping.set_rule(desk, kind.id, **values), self,
            intro=suggested,
        )  # fmt: skip
        if kind.key:

            @writes
            def forget() -> None:
                try:
                    keeping.remove_rule(desk, kind.key)
                except Trouble as trouble:
                    sheet.say_trouble(trouble)
                    return
                form.settle()
                sheet.accept()

            sheet.buttons.insertWidget(0, button(words(N_("Go back to the suggestion")), forget))
        sheet.exec()
