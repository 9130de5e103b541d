"""One claim: its lines to be typed, its receipts, its way through, and what became of it.

`context.extra["expense_hook"]` may hold what grants do with a claim (see claim_sheets.ExpenseHook).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton

from communitydesk.desk.words import N_
from communitydesk.people.actions import expenses as actions
from communitydesk.people.documents.about_claims import claim_document
from communitydesk.people.figures.expenses import ClaimFigures, claim_figures
from communitydesk.people.mileage import part_said
from communitydesk.people.model.expenses import HOW_PAID, NO_GIFT_AID, OPEN, STATES
from communitydesk.people.ui.claim_grid import claim_grid, meant, row_of
from communitydesk.people.ui.claim_list import LOOKS
from communitydesk.people.ui.claim_receipts import ClaimReceipts
from communitydesk.people.ui.claim_sheets import (
    PaySheet,
    ask_approval,
    ask_back,
    ask_match,
    ask_waiver,
    hook_of,
)
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, Page, Sentences, button, clear, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

Step = tuple[str, Callable[[], Any], bool]
"""What a button says, what it does, and whether it is the main one."""


class ClaimPage(Page):
    """A claim from its first line to its payment."""

    shows = (
        "expense_claim", "expense_line", "expense_part", "expense_receipt", "other_miles", "mileage_rate", "person",
        "claim_payment", "claim_match", "allocation", "match_item", "payment",
    )  # fmt: skip

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, "", [(context.words(N_("Expenses")), lambda: context.go("expenses"))])
        self.key = key
        self.claim: ClaimFigures | None = None
        words = self.words
        self.form_button = self.add_button(words(N_("Claim form")), self.preview)
        self.steps: dict[str, QPushButton] = {}
        """The buttons of what can be done now, by what they say in English."""
        self.told_card = Card(context)
        self.body.addWidget(self.told_card)
        self.wrong = Sentences(context)
        self.body.addWidget(self.wrong)
        self.lines = Card(context, words(N_("What is claimed")))
        self.grid = claim_grid(context, self.save_lines)
        self.grid.setMinimumHeight(context.theme.px(300))
        self.lines.add(self.grid)
        self.table = self._table()
        self.lines.add(self.table)
        self.body.addWidget(self.lines)
        self.shown = Card(context, words(N_("Receipts")))
        self.receipts = ClaimReceipts(context)
        self.shown.add(self.receipts)
        self.body.addWidget(self.shown)
        self.body.addStretch(1)

    def _table(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("Line")), lambda one: str(one[0]), sort=lambda one: one[0], number=True),
            Column(words(N_("Date")), lambda one: words.short_date(one[1]), sort=lambda one: one[1]),
            Column(words(N_("What for")), lambda one: one[2], stretch=True),
            Column(words(N_("Amount")), lambda one: words.money(one[3]), sort=lambda one: one[3], number=True),
        )
        return DataTable(
            self.context, columns, name=words(N_("Printed lines")),
            said=lambda rows: words(N_("{amount} together"), amount=words.money(sum(one[3] for one in rows))),
        )  # fmt: skip

    # -- showing --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Begin with the first line where there is none yet."""
        super().showEvent(event)
        if self.claim and not self.claim.lines and self.claim.row.state in OPEN and not self.unsaved():
            self.grid.start()

    def refresh(self) -> None:
        """Show the claim as it now is; what is being typed stays. Go back when it is not there any more."""
        with self.context.desk.read() as session:
            claim = claim_figures(session, self.key, self.context.today())
        if claim is None:
            self.context.go("expenses")
            return
        typing = self.unsaved()
        self.claim, row, words = claim, claim.row, self.words
        self.set_title(words(N_("Claim {n}, {name}"), n=row.number, name=row.name))
        self.set_state(words(STATES[row.state]), LOOKS.get(row.state, ""))
        self._show_told(claim)
        self._show_wrong(claim)
        editable = row.state in OPEN
        self.grid.setVisible(editable)
        if editable and not typing:
            self.grid.set_rows([row_of(line) for line in claim.lines])
        journeys = any(line.kind == "mileage" for line in claim.lines)
        self.table.setVisible(not editable or journeys)
        printed = list(self._printed(claim))
        self.table.set_rows(printed)
        self.table.setMinimumHeight(self.context.theme.px(min(420, 150 + 34 * len(printed))))
        self.receipts.show_lines(claim.lines)
        self.shown.setVisible(any(line.kind == "cost" for line in claim.lines))

    def _printed(self, claim: ClaimFigures) -> Iterator[tuple[int, Any, str, int]]:
        for line in claim.lines:
            if line.kind == "cost":
                yield line.number, line.spent_on, line.what, line.amount
            for part in line.parts:
                said = part_said(part, line.vehicle, self.words)
                about = ": ".join(filter(None, (line.what, line.journey)))
                yield line.number, line.spent_on, f"{about}; {said}", part.amount

    def _show_told(self, claim: ClaimFigures) -> None:
        focused = QApplication.focusWidget()
        within = focused is not None and self.told_card.isAncestorOf(focused)
        if within:
            self.form_button.setFocus()  # what goes takes the keyboard with it
        clear(self.told_card.body)
        for sentence in self._told(claim):
            self.told_card.add(label(sentence))
        if claim.row.waived:
            self.told_card.add(label(self.words(NO_GIFT_AID), "hint"))
        flow = Flow(self.context)
        self.steps = {}
        for text, act, main in self._steps(claim):
            made = button(self.words(text), act, primary=main)
            self.steps[text] = made
            flow.add(made)
        self.told_card.add(flow)
        if within:
            next(iter(self.steps.values())).setFocus()

    def _told(self, claim: ClaimFigures) -> Iterator[str]:
        words, row = self.words, claim.row
        if row.state == "draft":
            yield words(N_("Type what was paid for and what was travelled, then hand the claim in."))
        if row.state == "back" and claim.back_on:
            yield words(N_("Sent back on {day}: {why}"), day=claim.back_on, why=claim.back_why)
        if row.claimed_on:
            yield words(N_("Handed in on {day}: {amount}."), day=row.claimed_on, amount=words.money(row.total))
        if row.approved_on:
            yield words(N_("Approved by {name} on {day}."), name=row.approver, day=row.approved_on)
        if row.waived and claim.waived_on:
            part = row.waived < row.total
            text = (
                N_("{amount} of it is given to the group, on {day}.")
                if part
                else N_("All of it, {amount}, is given to the group, on {day}.")
            )
            yield words(text, amount=words.money(row.waived), day=claim.waived_on)
        if row.paid_on:
            how = words(HOW_PAID.get(row.paid_how, "")).lower() if row.paid_how else ""
            said = words(N_("{amount} paid on {day}"), amount=words.money(row.to_pay), day=row.paid_on)
            yield words(N_("{said}, {how}."), said=said, how=how) if how else words(N_("{said}."), said=said)
        elif row.state == "approved":
            yield words(N_("{amount} is to be paid."), amount=words.money(row.to_pay))
        if hook := hook_of(self.context):
            for one in hook.told(self.key)[0]:
                yield words.say(one)

    def _show_wrong(self, claim: ClaimFigures) -> None:
        look = self.words(N_("Look"))
        rows = [("due", look, self.words.say(one.sentence), "", None) for one in claim.wrong]
        if hook := hook_of(self.context):
            rows += [("due", look, self.words.say(one), "", None) for one in hook.told(self.key)[1]]
        self.wrong.show_all(rows)
        self.wrong.setVisible(bool(rows))

    def _steps(self, claim: ClaimFigures) -> Iterator[Step]:
        state, hook = claim.row.state, hook_of(self.context)
        if state in OPEN:
            yield N_("Hand it in"), self.hand_in, bool(claim.lines)
            if claim.lines:
                yield N_("Give it to the group"), writes(lambda: self._ask(ask_waiver)), False
            yield N_("Remove the claim"), self.remove, False
        elif state == "claimed":
            yield N_("Approve"), writes(lambda: self._ask(ask_approval)), True
            yield N_("Send it back"), writes(lambda: self._ask(ask_back)), False
            yield N_("Take it back to change it"), self.take_back, False
            yield N_("Give it to the group"), writes(lambda: self._ask(ask_waiver)), False
        elif state == "approved":
            yield N_("Pay"), self.pay, True
            yield N_("Give it to the group"), writes(lambda: self._ask(ask_waiver)), False
            yield N_("Send it back"), writes(lambda: self._ask(ask_back)), False
        elif state == "paid":
            if hook:
                yield N_("Which awards pay for it"), self.pay, hook.told(self.key)[2] > 0
            yield N_("Not paid after all"), self.unpay, False
        else:
            yield N_("Change what is given"), writes(lambda: self._ask(ask_waiver)), False
        if hook and claim.row.waived and state in ("approved", "paid", "waived"):
            if hook.told(self.key)[3]:
                yield N_("Count it as match no more"), self.uncount, False
            else:
                yield N_("Count it as match"), writes(lambda: self._ask(ask_match)), False

    # -- doing ----------------------------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether leaving would lose lines that were typed."""
        if self.claim is None or self.grid.isHidden():
            return False
        return self.grid.unsaved() or meant(self.grid.rows()) != meant([row_of(line) for line in self.claim.lines])

    def save_lines(self, rows: list[dict[str, Any]]) -> None:
        """Keep the lines as typed. Raises Trouble, which the grid says."""
        lines, before = meant(rows), self.claim
        self.grid.empty()  # what was typed is on its way into the file; refresh shows it from there
        self.claim = None  # nothing is being typed that the lines of before would have to be compared with
        try:
            actions.save_lines(self.context.desk, self.key, lines)
        except BaseException:
            self.claim = before
            self.grid.set_rows(rows)
            raise
        self.refresh()
        self.context.window.say(N_("Saved."))

    def _saved_first(self) -> bool:
        """Save what was typed before the claim goes on; False when it cannot be."""
        if self.unsaved():
            self.grid.save()
        return not self.unsaved()

    def _ask(self, ask: Callable[[Context, Any, ClaimFigures], None]) -> None:
        if self._saved_first() and self.claim:
            ask(self.context, self, self.claim)

    @writes
    def hand_in(self) -> None:
        """Hand the claim in for approval."""
        if self._saved_first():
            self.context.attempt(lambda: actions.hand_in(self.context.desk, self.key, self.context.today()))

    @writes
    def take_back(self) -> None:
        """Take the claim back to change it."""
        self.context.attempt(lambda: actions.take_back(self.context.desk, self.key))

    @writes
    def pay(self) -> None:
        """Ask when and how it was paid, and which awards pay for it."""
        if self.claim:
            PaySheet(self.context, self, self.claim).exec()

    @writes
    def unpay(self) -> None:
        """Say that it was not paid after all."""
        hook = hook_of(self.context)
        if hook:
            self.context.attempt(lambda: hook.unpay(self.key))
        else:
            self.context.attempt(lambda: actions.unpay(self.context.desk, self.key))

    @writes
    def uncount(self) -> None:
        """Count what was given as match for no award."""
        if hook := hook_of(self.context):
            self.context.attempt(lambda: hook.uncount(self.key))

    @writes
    def remove(self) -> None:
        """Remove a claim that was never handed in; undo brings it back."""

        def act() -> bool:
            actions.remove_claim(self.context.desk, self.key)
            return True

        if self.context.attempt(act):
            self.context.go("expenses")

    def preview(self) -> None:
        """Show the claim as a form on paper, with its receipts."""
        if self._saved_first() and self.claim:
            number = self.claim.row.number
            self.context.window.preview(claim_document(self.context.desk, self.key, number, self.context.today()))
