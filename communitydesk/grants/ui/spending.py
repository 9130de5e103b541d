"""Lists of payments: all of them, an award's with its promises to pay, or those that a problem is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.actions import spending as acts
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.details import EquipmentRow, equipment
from communitydesk.grants.figures.spending import PaymentRow, PromiseRow, promises, spending
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.parts import buttons, place_of, places
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Picker
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.table import Column, DataTable

AT_FIRST = 200
"""So many of all payments are shown at once, the others as soon as these are on the screen."""


class PaymentList(QWidget):
    """Payments, the latest first; a row opens to be changed. Several chosen can be put on a line or paid back at once."""

    def __init__(self, context: Context, award_key: str = "", keys: Sequence[str] | None = None) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.award_key, self.keys = award_key, keys
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show_rest)
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.record = button(words(N_("Record a payment")), self.add)
        self.put = button(words(N_("Choose the award that pays ...")), self.put_on_line)
        self.back = button(words(N_("Mark as paid back today")), self.paid_back)
        self.back.setToolTip(words(N_("For the chosen payments that people made from their own pockets.")))
        box.addWidget(buttons(self.record, self.put, self.back))
        money = words.money
        columns = [
            Column(words(N_("Date")), lambda row: words.short_date(row.incurred_on), sort=lambda row: row.incurred_on),
            Column(words(N_("Paid to")), lambda row: row.payee, strong=True),
            Column(words(N_("What for")), lambda row: row.what, stretch=True),
            Column(words(N_("Line")) if award_key else words(N_("Award")), self._where),
            Column(words(N_("Receipt")), self._receipt, state=lambda row: "" if self._kept(row) else "due"),
            Column(words(N_("Amount")), lambda row: money(row.share), sort=lambda row: row.share, number=True),
        ]
        told = words(N_("What the group spends belongs here: by hand with its receipt, or from the bank's statement."))
        self.table = DataTable(
            context, columns, name=words(N_("Payments")), said=self._said,
            empty=(told, words(N_("Record the first payment")), self.add),
        )  # fmt: skip
        self.table.opened.connect(self._open)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show the payments as they now are."""
        if self.award_key or self.keys is not None:
            self._show(spending(self.context.desk, self.award_key, keys=self.keys).rows)
            return
        if self.table.model.all:  # who looks at one of them now finds it where it was
            self._show_rest()
            return
        first = spending(self.context.desk, most=AT_FIRST).rows
        self._show(first)
        if len(first) == AT_FIRST:
            self._rest.start(0)

    def _show_rest(self) -> None:
        self._show(self.context.desk.remembered(spending).rows)

    def _show(self, rows: Sequence[PaymentRow]) -> None:
        self.table.set_rows(rows)
        self.put.setEnabled(bool(rows))
        self.back.setVisible(any(row.paid_by_key and not row.paid_back_on for row in rows))

    def choose(self, key: str) -> None:
        """Choose a payment."""
        if self._rest.isActive():  # it may be among those that were to come
            self._rest.stop()
            self._show_rest()
        self.table.choose(key)
        self.table.view.setFocus()

    def _where(self, row: PaymentRow) -> str:
        parts = [part for part in row.parts if not self.award_key or part.award_key == self.award_key]
        if not parts:
            return self.words(N_("no award's"))
        names = [part.line or self.words(N_("no line")) if self.award_key else part.award for part in parts]
        return ", ".join(dict.fromkeys(names))

    def _kept(self, row: PaymentRow) -> bool:
        return bool(row.receipts or row.no_receipt or row.amount < 0)

    def _receipt(self, row: PaymentRow) -> str:
        if row.receipts:
            return self.words.plural("✓ {n}", "✓ {n}", row.receipts)
        if row.amount < 0:
            return self.words(N_("money back"))
        return self.words(N_("explained")) if row.no_receipt else self.words(N_("none"))

    def _said(self, rows: Sequence[PaymentRow]) -> str:
        said = self.words.plural("{n} payment", "{n} payments", len(rows))
        return f"{said}, {self.words.money(sum(row.share for row in rows))}"

    def _open(self, row: PaymentRow) -> None:
        from communitydesk.grants.ui.payment import open_payment

        open_payment(self.context, self, row.key)

    @writes
    def add(self) -> None:
        """Ask for a payment."""
        from communitydesk.grants.ui.payment import ask_payment

        ask_payment(self.context, self, award_key=self.award_key)

    def _chosen(self) -> list[PaymentRow]:
        rows = self.table.chosen()
        if not rows:
            self.context.window.say(N_("Choose one or more payments in the list first."))
        return rows

    @writes
    def put_on_line(self) -> None:
        """Put the whole of the chosen payments on one line."""
        if not (rows := self._chosen()):
            return
        sheet = LineSheet(self.context, self, len(rows))
        if sheet.exec() and (place := place_of(sheet.picker.key())):
            self.context.attempt(lambda: acts.allocate(self.context.desk, [row.key for row in rows], *place), self)

    @writes
    def paid_back(self) -> None:
        """Say that those who paid from their own pockets were paid back today."""
        if not (chosen := self._chosen()):
            return
        own = [row.key for row in chosen if row.paid_by_key and not row.paid_back_on]
        if own:
            self.context.attempt(lambda: acts.mark_paid_back(self.context.desk, own, self.context.today()), self)
        else:
            self.context.window.say(N_("None of these came from somebody's own pocket, or all are paid back."))


class LineSheet(Sheet):
    """Asks for one award and line."""

    enter_goes_on = True
    keeps_height = False

    def __init__(self, context: Context, parent: QWidget, count: int) -> None:
        words = context.words
        super().__init__(context, words(N_("Which award pays, and from which line of its budget")), parent)
        self.body.addWidget(label(words.plural("{n} payment, all of it.", "{n} payments, all of each.", count)))
        self.picker = Picker(places(context.desk), words(N_("Type to find an award and line")))
        self.picker.setAccessibleName(words(N_("Award and budget line")))
        self.body.addWidget(self.picker)
        self.body.addStretch(1)
        self.picker.setFocus()

    def save(self) -> None:
        """Take the line that is chosen."""
        if self.picker.key():
            self.accept()
        else:
            self.error.setText(self.words(N_("Choose an award and line first.")))
            self.error.show()


class AwardSpending(QWidget):
    """An award's payments, the promises to pay that stand, and the lasting things it bought."""

    def __init__(self, context: Context, award_key: str) -> None:
        super().__init__()
        self.context, self.words, self.award_key = context, context.words, award_key
        words = self.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        outer.addWidget(scrolled(context, inside))
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(12))
        self.payments = PaymentList(context, award_key)
        self.payments.setMinimumHeight(context.theme.px(300))
        self.payments.record.hide()
        box.addWidget(self.payments, 3)
        self.promises = Card(context, words(N_("Promised, not paid yet")))
        self.promises.head.addWidget(
            button(words(N_("Add a promise")), writes(lambda: sheets.ask_promise(context, self, award_key)), link=True)
        )
        columns = (
            Column(words(N_("Promised to")), lambda row: row.payee, strong=True),
            Column(words(N_("What for")), lambda row: row.what, stretch=True),
            Column(words(N_("Line")), lambda row: row.line),
            Column(words(N_("Pay by")), lambda row: words.short_date(row.due_on) if row.due_on else "",
                   sort=lambda row: row.due_on),
            Column(words(N_("Promised")), lambda row: words.money(row.amount), sort=lambda row: row.amount, number=True),
            Column(words(N_("Still to pay")), lambda row: words.money(row.rest), sort=lambda row: row.rest, number=True),
        )  # fmt: skip
        self.promise_table = DataTable(context, columns, name=words(N_("Promises to pay")), filtered=False, short=True)
        self.promise_table.opened.connect(lambda row: sheets.ask_promise(context, self, award_key, row.key))
        self.promises.add(self.promise_table)
        box.addWidget(self.promises)
        self.things = Card(context, words(N_("Lasting things it bought")))
        self.things.head.addWidget(
            button(words(N_("Add one")), writes(lambda: sheets.ask_equipment(context, self, award_key)), link=True)
        )
        thing_columns = (
            Column(words(N_("What it is")), lambda row: row.name, strong=True),
            Column(words(N_("Where it is now")), self._where, stretch=True),
            Column(words(N_("Cost")), lambda row: words.money(row.cost) if row.cost is not None else "",
                   sort=lambda row: row.cost, number=True),
        )  # fmt: skip
        self.thing_table = DataTable(
            context, thing_columns, name=words(N_("Lasting things")), filtered=False, short=True
        )
        self.thing_table.opened.connect(lambda row: sheets.ask_equipment(context, self, award_key, row.key))
        self.things.add(self.thing_table)
        box.addWidget(self.things)

    def show_award(self, figures: AwardFigures) -> None:
        """Show the payments and promises as they now are."""
        self.payments.refresh()
        rows: tuple[PromiseRow, ...] = promises(self.context.desk, self.award_key)
        self.promise_table.set_rows(rows)
        self.promise_table.setVisible(bool(rows))
        things = equipment(self.context.desk, self.award_key)
        self.thing_table.set_rows(things)
        self.thing_table.setVisible(bool(things))

    def choose(self, key: str) -> None:
        """Choose a payment or a promise."""
        self.payments.choose(key)
        self.promise_table.choose(key)

    def _where(self, row: EquipmentRow) -> str:
        return self.words(N_("gone since {day}"), day=row.disposed_on) if row.disposed_on else row.where


def show_payments(context: Context, parent: QWidget, keys: Sequence[str], said: str) -> None:
    """Show some payments in a sheet, each to be opened and put right."""
    sheet = Sheet(context, context.words(N_("Payments to look at")), parent, save=context.words(N_("Close")), width=860)
    sheet.cancel.hide()
    sheet.body.addWidget(label(said))
    rows: Any = PaymentList(context, keys=keys)
    rows.record.hide()
    rows.refresh()
    rows.setMinimumHeight(context.theme.px(380))
    stop = context.desk.listen(lambda changes: rows.refresh())
    sheet.body.addWidget(rows, 1)
    sheet.exec()
    stop()
