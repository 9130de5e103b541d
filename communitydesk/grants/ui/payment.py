"""A payment: whom, what for, how much and when; which award pays; the receipts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Trouble
from communitydesk.desk.words import N_
from communitydesk.grants.actions import bank, spending
from communitydesk.grants.figures.bank import BankLineRow
from communitydesk.grants.figures.spending import Payee, PaymentFigures, payees, payment_figures
from communitydesk.grants.figures.sums import OpenPromise
from communitydesk.grants.model import Payment
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.parts import people
from communitydesk.grants.ui.receipts import Receipts
from communitydesk.grants.ui.shares import Shares
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, Sheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.removing import removed

FIRST = ("payee", "what", "amount", "incurred_on", "method")
MORE = ("paid_on", "paid_by_key", "paid_back_on", "no_receipt", "notes")


class PaymentSheet(Sheet):
    """A new payment, one that is there, or what a bank line becomes."""

    enter_goes_on = True

    def __init__(
        self, context: Context, parent: QWidget | None, *, payment: PaymentFigures | None = None, award_key: str = "",
        promise: OpenPromise | None = None, line: BankLineRow | None = None,
    ) -> None:  # fmt: skip
        words = context.words
        title = words(N_("Payment")) if payment else words(N_("Record a payment"))
        super().__init__(context, title, parent, width=660)
        self.payment, self.line, self.promise = payment, line, promise
        self.result_key = payment.row.key if payment else ""
        self._payees: dict[str, Payee] = {}
        self.form = Form(
            context, Payment, FIRST, more=MORE, links={"paid_by_key": lambda: people(context.desk)}, lines={"notes": 2}
        )
        self._begin(award_key)
        self.shares = Shares(context, self._amount, payment.row.parts if payment else ())
        self.receipts = Receipts(context, payment.receipts if payment else ())
        for one in (self.form, self.shares, self.receipts):
            self.body.addWidget(one)
        if payment:
            self._more_about(payment)
        self.body.addStretch(1)
        self._start_shares(award_key)
        self.form.edited.connect(self.shares.say_rest)
        self._complete()
        self.form.settle()
        self._shares_clean = self._shares_typed()
        self.form.focus()

    # -- beginning -------------------------------------------------------------------------

    def _begin(self, award_key: str) -> None:
        if self.payment:
            row = self.payment.row
            self.form.set({name: getattr(row, name, None) for name in (*FIRST, *MORE)} | {"notes": self.payment.notes})
        elif self.line:
            found = self.line.suggestion
            self.form.set(
                {
                    "payee": found.payee if found and found.payee else self.line.description,
                    "what": found.what if found else "",
                    "amount": -self.line.amount,
                    "incurred_on": self.line.booked_on,
                    "method": "bank",
                }
            )
            self.form.rows["amount"].input.setEnabled(False)
        elif self.promise:
            self.form.set(
                {
                    "payee": self.promise.payee,
                    "what": self.promise.what,  # else what was last bought from them would be put there
                    "amount": self.promise.rest,
                    "incurred_on": self.context.today(),
                    "method": "bank",
                }
            )
        else:
            self.form.set({"incurred_on": self.context.today(), "method": "card"})

    def _start_shares(self, award_key: str) -> None:
        if self.payment:
            return
        if self.promise:
            self.shares.choose(self.promise.award_key, self.promise.line_key)
        elif self.line and self.line.suggestion and self.line.suggestion.award_key:
            self.shares.choose(self.line.suggestion.award_key, self.line.suggestion.line_key)
        elif award_key:
            self.shares.choose_award(award_key)

    def _complete(self) -> None:
        """Names of payees complete as they are typed; a known one brings what for, and where it went last."""
        self._payees = {one.name.casefold(): one for one in payees(self.context.desk)}
        edit = self.form.rows["payee"].input
        if isinstance(edit, QLineEdit):
            completer = QCompleter([one.name for one in self._payees.values()], self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(completer)
            edit.editingFinished.connect(self._known_payee)

    def _known_payee(self) -> None:
        if self.payment:
            return
        found = self._payees.get(self.form.rows["payee"].text().strip().casefold())
        if found is None:
            return
        if not self.form.rows["what"].text():
            self.form.rows["what"].set(found.what)
        if found.award_key:
            self.shares.choose(found.award_key, found.line_key)

    def _more_about(self, payment: PaymentFigures) -> None:
        words = self.words
        said = []
        if payment.bank_line:
            said.append(words(N_("On the bank statement as “{text}”."), text=payment.bank_line))
        for refund in payment.refunds:
            said.append(
                words(N_("{amount} came back on {day}."), amount=words.money(-refund.amount), day=refund.incurred_on)
            )
        if payment.row.refund_of_key:
            said.append(words(N_("This is a refund of an earlier payment.")))
        if said:
            self.body.addWidget(label(" ".join(said), "hint"))
        self.buttons.insertWidget(0, button(words(N_("Remove")), self.remove))
        if payment.row.amount > 0:
            self.buttons.insertWidget(1, button(words(N_("Money came back")), self.refund))

    # -- saving ----------------------------------------------------------------------------

    def _amount(self) -> int | None:
        try:
            value = self.form.rows["amount"].value()
        except FieldTrouble:
            return None
        return value if isinstance(value, int) else None

    def _shares_typed(self) -> list[tuple[str, str]]:
        return [(row.place.currentText(), row.amount.text()) for row in self.shares.rows]

    def unsaved(self) -> bool:
        """Whether something was typed or brought in."""
        return self.form.changed or bool(self.receipts.new) or self._shares_typed() != self._shares_clean

    @writes
    def save(self) -> None:
        """Record the payment; stay open with a sentence beside the field when that cannot be."""
        self.error.hide()
        values = self.form.values()
        if values is None:
            return
        try:
            shares = self.shares.shares(values["amount"])
            self.result_key = self._store(values, shares)
        except Trouble as trouble:
            self._say(trouble)
            return
        self.accept()

    def _store(self, values: dict[str, Any], shares: tuple[spending.Share, ...]) -> str:
        desk, ready = self.context.desk, tuple(self.receipts.new)
        if self.payment:
            spending.amend_payment(desk, self.payment.row.key, shares, ready, **values)
            return self.payment.row.key
        if self.line:
            given = {name: value for name, value in values.items() if name not in ("amount", "paid_on")}
            return bank.sort_as_payment(desk, self.line.key, shares, ready, **given)
        if self.promise:
            values["commitment_key"] = self.promise.key
        return spending.record_payment(desk, shares, ready, **values)

    def _say(self, trouble: Trouble) -> None:
        parts = trouble.troubles if isinstance(trouble, ManyTroubles) else (trouble,)
        for one in parts:
            if isinstance(one, FieldTrouble) and one.field == "shares":
                self.shares.say_trouble(one)
                return
        if not self.form.show_trouble(trouble):
            self.say_trouble(trouble)

    @writes
    def remove(self) -> None:
        """Take the payment away; undo brings it back."""
        if self.payment:
            key = self.payment.row.key
            removed(self.context, lambda: spending.remove_payment(self.context.desk, key))
            self.done(1)

    @writes
    def refund(self) -> None:
        """Ask what came back."""
        if self.payment and sheets.ask_refund(self.context, self, self.payment.row):
            self.done(1)


def ask_payment(
    context: Context, parent: QWidget, *, award_key: str = "", promise: OpenPromise | None = None,
    line: BankLineRow | None = None,
) -> str:  # fmt: skip
    """Ask for a payment; return its key, "" when the person changed their mind."""
    sheet = PaymentSheet(context, parent, award_key=award_key, promise=promise, line=line)
    if not sheet.exec():
        return ""
    context.window.say(N_("The payment is recorded."))
    return sheet.result_key


def open_payment(context: Context, parent: QWidget | None, key: str, *, receipts: bool = False) -> None:
    """Show a payment to be changed; with `receipts` the choosing of files stands first."""
    found = context.attempt(lambda: payment_figures(context.desk, key), parent)
    if found is None:
        return
    sheet = PaymentSheet(context, parent, payment=found)
    if receipts:
        sheet.begin_at(sheet.receipts, sheet.receipts.drop.choose_button)
    sheet.exec()
