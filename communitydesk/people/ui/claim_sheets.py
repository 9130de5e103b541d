"""The steps of a claim, each in a sheet: approved by somebody else, sent back, paid, given up, put on awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_, Message, Words
from communitydesk.people.actions import expenses as actions
from communitydesk.people.figures.expenses import ClaimFigures, approvers
from communitydesk.people.model import ExpenseClaim
from communitydesk.people.model.expenses import NO_GIFT_AID
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice, told_apart
from communitydesk.widgets.form import Form, Sheet, ask_form
from communitydesk.widgets.page import label
from communitydesk.widgets.reading import writes


class ExpenseHook(Protocol):
    """What grants do with a claim; given through `context.extra["expense_hook"]`, since this room may not know them."""

    def shares(self, context: Context, amount: Callable[[], int | None], claim_key: str) -> QWidget:
        """Return the widget in which awards and lines are chosen; it has `say_trouble`."""

    def pay(self, claim_key: str, on: dt.date, how: str, shares: Any, said: tuple[str, str, str], pence: int) -> None:
        """Pay a claim and record it as spending. `said` is payee, what for, and why there is no receipt."""

    def share(self, claim_key: str, shares: Any, said: tuple[str, str, str], pence: int) -> None:
        """Put a paid claim on awards."""

    def unpay(self, claim_key: str) -> None:
        """Say that a claim was not paid after all."""

    def waive(self, claim_key: str, amount: int, on: dt.date) -> None:
        """Give a part of a claim to the group."""

    def awards(self) -> Sequence[tuple[str, str]]:
        """Return key and name of the awards for which something given may count as match."""

    def count(self, claim_key: str, award_key: str, said: tuple[str, str, str], basis: str) -> None:
        """Count what was given as match for an award."""

    def uncount(self, claim_key: str) -> None:
        """Count what was given as match for no award."""

    def told(self, claim_key: str) -> tuple[tuple[Message, ...], tuple[Message, ...], int, bool]:
        """Return what became of a claim, what is wrong with that, the pence on no award, and whether it is match."""


def hook_of(context: Context) -> ExpenseHook | None:
    """Return what grants do with claims, None where nothing was plugged in."""
    hook: ExpenseHook | None = context.extra.get("expense_hook")
    return hook


def said_of(claim: ClaimFigures, words: Words) -> tuple[str, str, str]:
    """Return how spending tells of a claim without its claimant's name: payee, what for, why there is no receipt."""
    payee = words(N_("Volunteer expenses, claim {n}"), n=claim.row.number)
    things = list(dict.fromkeys(line.what for line in claim.lines))
    what = "; ".join(things)
    if len(what) > 120:
        what = words(N_("{first} and {n} other things"), first=things[0][:80], n=len(things) - 1)
    reasons = list(dict.fromkeys(line.no_receipt for line in claim.lines if line.no_receipt))
    if any(line.kind == "mileage" for line in claim.lines):
        reasons.append(words(N_("Mileage, see claim {n}"), n=claim.row.number))
    return payee, what, "; ".join(reasons)


def ask_approval(context: Context, parent: QWidget, claim: ClaimFigures) -> None:
    """Ask who approves a claim, and when."""
    with context.desk.read() as session:
        others = told_apart(approvers(session, claim.row.person_key, context.today()))
    form = Form(context, ExpenseClaim, ("approved_by_key", "approved_on"), links={"approved_by_key": lambda: others})
    me = next((one.key for one in others if one.text.casefold() == (context.desk.who or "").casefold()), None)
    form.set({"approved_by_key": me, "approved_on": context.today()})

    def act(values: dict[str, Any]) -> None:
        actions.approve(
            context.desk, claim.row.key, values["approved_by_key"], values["approved_on"] or context.today()
        )

    text = N_("Look at the lines and receipts first. Somebody other than {name} approves it.")
    ask_form(context, parent, N_("Approve the claim"), form, act, save=N_("Approve"),
             intro=Message(text, {"name": claim.row.name}))  # fmt: skip


def ask_back(context: Context, parent: QWidget, claim: ClaimFigures) -> None:
    """Ask why a claim is sent back."""
    form = Form(context, ExpenseClaim, ("back_why",))
    ask_form(
        context, parent, N_("Send the claim back"), form,
        lambda values: actions.send_back(context.desk, claim.row.key, values["back_why"], context.today()),
        save=N_("Send it back"),
    )  # fmt: skip


def ask_waiver(context: Context, parent: QWidget, claim: ClaimFigures) -> None:
    """Ask how much of a claim is given to the group."""
    form = Form(context, ExpenseClaim, ("waived", "waived_on"))
    form.set({"waived": claim.row.waived or claim.row.total, "waived_on": claim.waived_on or context.today()})
    hook = hook_of(context)

    def act(values: dict[str, Any]) -> None:
        amount, on = values["waived"] or 0, values["waived_on"] or context.today()
        if hook:
            hook.waive(claim.row.key, amount, on)
        else:
            actions.waive(context.desk, claim.row.key, amount, on)

    words = context.words
    told = words(N_("The claim comes to {total}. Type what is given: all of it, a part, or 0 for nothing any more."),
                 total=words.money(claim.row.total))  # fmt: skip
    form.layout().addWidget(label(words(NO_GIFT_AID), "hint"))  # type: ignore[union-attr]
    ask_form(context, parent, N_("Give it to the group"), form, act, save=N_("Record what is given"),
             intro=Message(N_("{told}"), {"told": told}))  # fmt: skip


class PaySheet(Sheet):
    """When and how a claim was paid, and which awards pay for it; or only the awards, once it was paid."""

    def __init__(self, context: Context, parent: QWidget, claim: ClaimFigures) -> None:
        words, self.claim, self._paid = context.words, claim, claim.row.state == "paid"
        title = words(N_("Which awards pay for it")) if self._paid else words(N_("Pay the claim"))
        super().__init__(context, title, parent, width=660)
        text = N_("{amount} to {name}.")
        self.body.addWidget(label(words(text, amount=words.money(claim.row.to_pay), name=claim.row.name)))
        self.form = Form(context, ExpenseClaim, ("paid_on", "paid_how"))
        self.form.set({"paid_on": claim.row.paid_on or context.today(), "paid_how": claim.row.paid_how or "bank"})
        self.form.setVisible(not self._paid)
        self.body.addWidget(self.form)
        self.hook = hook_of(context)
        self.shares: Any = None
        if self.hook:
            self.shares = self.hook.shares(context, lambda: claim.row.to_pay, claim.row.key)
            self.body.addWidget(self.shares)
        self.body.addStretch(1)
        if not self._paid:
            self.form.focus()

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.form.changed

    @writes
    def save(self) -> None:
        """Pay it, or put it on the awards; stay open with a sentence when that cannot be."""
        self.error.hide()
        values = self.form.values()
        if values is None:
            return
        row, said = self.claim.row, said_of(self.claim, self.words)
        on = values["paid_on"] or self.context.today()
        try:
            if self.hook is None:
                actions.pay(self.context.desk, row.key, on, values["paid_how"])
            elif self._paid:
                self.hook.share(row.key, self.shares, said, row.to_pay)
            else:
                self.hook.pay(row.key, on, values["paid_how"], self.shares, said, row.to_pay)
        except Trouble as trouble:
            if not self.form.show_trouble(trouble):
                (self.shares.say_trouble if getattr(trouble, "field", "") == "shares" else self.say_trouble)(trouble)
            return
        self.form.settle()
        self.accept()


def ask_match(context: Context, parent: QWidget, claim: ClaimFigures) -> None:
    """Ask for which award what was given counts as match."""
    hook = hook_of(context)
    if hook is None:
        return
    awards = [Choice(key, name) for key, name in hook.awards()]
    form = Form(context, {"award": Field("award", N_("Award"), Kind.LINK, required=True)}, ("award",),
                links={"award": lambda: awards})  # fmt: skip
    words = context.words
    basis = words(N_("What claim {n} came to and was not paid"), n=claim.row.number)

    def act(values: dict[str, Any]) -> None:
        hook.count(claim.row.key, values["award"], said_of(claim, words), basis)

    ask_form(context, parent, N_("Count it as match"), form, act, save=N_("Count it"),
             intro=N_("What was given counts as a thing in kind, for one award only."))  # fmt: skip
