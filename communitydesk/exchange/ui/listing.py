"""The statements that were brought in, what waits to be sorted, and the other files that come in and go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_
from communitydesk.exchange.figures import bank_figures
from communitydesk.exchange.ui.others import OtherFiles
from communitydesk.grants.actions.bank import remove_statement
from communitydesk.grants.figures.bank import BankLineRow, StatementRow, statement_lines
from communitydesk.grants.model.bank import BECAME
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Card, Empty, Page, Sentences, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable


class BankPage(Page):
    """The front of the place. `choose` lets the person pick a file."""

    shows = ("bank_statement", "bank_line", "award")

    def __init__(self, context: Context, choose: Callable[[], Any]) -> None:
        super().__init__(context, context.words(N_("Bank statement")))
        words = self.words
        self._waiting = Sentences(context)
        self.body.addWidget(self._waiting)
        self._card = Card(context, words(N_("Brought in so far")))
        self.table = DataTable(
            context, self._columns(), name=words(N_("Bank statements")), said=self._said, filtered=False, short=True
        )
        self.table.opened.connect(lambda row: self.show_statement(row.key))
        self._card.add(self.table)
        self._card.add(label(words(N_("A file from your bank can also be dropped anywhere on this page.")), "hint"))
        self.body.addWidget(self._card)
        self._empty = Card(context)
        self._empty.add(
            Empty(
                context,
                words(
                    N_("Here belong the statements that you download from your bank, so that no payment is typed in twice. "
                       "In your online bank, look for “download” or “export”, and choose CSV, XLSX, OFX or QIF. "
                       "You see every line before anything is kept. The file can also be dropped here.")
                ),
                words(N_("Choose the file from your bank")),
                choose,
            )
        )  # fmt: skip
        self.body.addWidget(self._empty)
        self.body.addWidget(OtherFiles(context))
        self.body.addStretch(1)
        self.bring = self.add_button(words(N_("Bring in a bank statement")), choose, primary=True)

    def _columns(self) -> tuple[Column, ...]:
        words = self.words

        def waiting(row: StatementRow) -> str:
            return words.plural("{n} to sort", "{n} to sort", row.waiting) if row.waiting else words(N_("All sorted"))

        return (
            Column(words(N_("Account")), lambda row: row.account or words(N_("No name given")), stretch=True),
            Column(words(N_("Period")), lambda row: _period(self.context, row), lambda row: row.start),
            Column(words(N_("Lines")), lambda row: words.number(row.lines), lambda row: row.lines, number=True),
            Column(words(N_("Sorted?")), waiting, lambda row: row.waiting, state=lambda row: "due" if row.waiting else "ok"),
            Column(words(N_("Brought in")), lambda row: words.short_date(row.brought_in_on), lambda row: row.brought_in_on),
        )  # fmt: skip

    def _said(self, rows: Sequence[StatementRow]) -> str:
        lines = sum(row.lines for row in rows)
        return self.words(
            N_("{statements}, {lines}"),
            statements=self.words.plural("{n} statement", "{n} statements", len(rows)),
            lines=self.words.plural("{n} line", "{n} lines", lines),
        )

    def refresh(self) -> None:
        """Show the statements as they now are."""
        found = bank_figures(self.context.desk)
        self.table.set_rows(found.statements)
        self._card.setVisible(bool(found.statements))
        self._empty.setVisible(not found.statements)
        self._waiting.setVisible(found.waiting > 0)
        if found.waiting:
            sentence = self.words.plural(
                "{n} line waits to be sorted: say which award paid it, or that it is no award's.",
                "{n} lines wait to be sorted: say which award paid them, or that they are no award's.",
                found.waiting,
            )
            self._waiting.show_all([
                ("due", self.words(N_("To sort")), sentence, self.words(N_("Sort them now")), self._sort)
            ])  # fmt: skip
        else:
            self._waiting.show_all([])

    def _sort(self) -> None:
        self.context.go("grants", tab="bank")

    def show_statement(self, key: str) -> None:
        """Show every line of a statement, with what became of it."""
        row = next((row for row in bank_figures(self.context.desk).statements if row.key == key), None)
        if row is not None:
            StatementSheet(self.context, row, self).exec()


class StatementSheet(Sheet):
    """The lines of a statement that was brought in, and the way to take it out again."""

    def __init__(self, context: Context, row: StatementRow, parent: QWidget) -> None:
        words = context.words
        title = words(N_("{account}, {period}"), account=row.account, period=_period(context, row)) if row.account else (
            _period(context, row) or words(N_("Bank statement"))
        )  # fmt: skip
        super().__init__(context, title, parent, save=words(N_("Sort the lines")), width=900)
        self._row = row
        columns = (
            Column(words(N_("Date")), lambda line: words.short_date(line.booked_on), lambda line: line.booked_on),
            Column(words(N_("What the bank wrote")), lambda line: line.description, stretch=True),
            Column(words(N_("Amount")), lambda line: words.money(line.amount), lambda line: line.amount, number=True),
            Column(words(N_("What it is")), lambda line: words(BECAME.get(line.became, line.became)), state=_state),
        )
        table = DataTable(context, columns, name=title, said=self._said)
        table.setMinimumHeight(context.theme.px(300))
        table.set_rows(statement_lines(context.desk, row.key))
        self.body.addWidget(table, 1)
        self.main.setVisible(row.waiting > 0)
        self.cancel.setText(words(N_("Close")))
        self.buttons.insertWidget(0, button(words(N_("Take this statement out")), self._remove, link=True))
        table.view.setFocus()

    def _said(self, rows: Sequence[BankLineRow]) -> str:
        return self.words.plural(
            "{n} line, {sum} in all", "{n} lines, {sum} in all", len(rows), sum=self.words.money(sum(r.amount for r in rows))
        )  # fmt: skip

    def save(self) -> None:
        """Go where lines are sorted."""
        if self._row.waiting:
            self.accept()
            self.context.go("grants", tab="bank")

    @writes
    def _remove(self) -> None:
        question = N_("Take this statement and its lines out of your file? Undo brings them back.")
        if self.context.window.ask(question, N_("Take it out")):
            before = self.context.desk.undo_label
            self.context.attempt(lambda: remove_statement(self.context.desk, self._row.key))
            if self.context.desk.undo_label != before:
                self.accept()


def _state(line: BankLineRow) -> str:
    return "due" if line.became == "waiting" else ""


def _period(context: Context, row: StatementRow) -> str:
    words = context.words
    if row.start and row.end and row.start != row.end:
        return words(N_("{start} to {end}"), start=words.short_date(row.start), end=words.short_date(row.end))
    return words.short_date(row.start) if row.start else ""
