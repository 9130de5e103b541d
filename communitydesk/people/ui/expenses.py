"""The place of expenses: every claim, one claim to be written, approved and paid, and the mileage rates."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import Shelf
from communitydesk.people.figures.expenses import claim_of_line
from communitydesk.people.ui.claim import ClaimPage
from communitydesk.people.ui.claim_list import TODO, ClaimList
from communitydesk.people.ui.mileage_rates import MileageRates
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page
from communitydesk.widgets.tabs import Tabs

TABLES = (
    "expense_claim", "expense_line", "expense_part", "expense_receipt", "other_miles", "mileage_rate", "person",
    "claim_payment", "claim_match", "allocation", "match_item", "group_profile",
)  # fmt: skip


class ExpensesFront(Page):
    """Every claim, and the rates."""

    shows = TABLES

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Expenses")), scrolls=False)
        self.claims, self.rates = ClaimList(context), MileageRates(context)
        self.tabs = Tabs(context)
        self.tabs.keep(self.rates)
        self.tabs.add("claims", self.words(N_("Claims")), lambda: self.claims)
        self.tabs.add("rates", self.words(N_("Mileage rates")), lambda: self.rates)
        self.body.addWidget(self.tabs)
        self.add_button(self.words(N_("Empty form")), self.claims.preview_blank)
        self.add_button(self.words(N_("List on paper")), self.claims.preview_list)
        self.add_button(self.words(N_("Write a claim")), self.claims.add, primary=True)

    def refresh(self) -> None:
        """Show the claims and rates as they now are."""
        self.claims.refresh()
        self.rates.refresh()


class ExpensesPlace(Shelf):
    """`tab` may be "rates", or "todo" for the claims that wait for approval or payment."""

    front: ExpensesFront

    def __init__(self, context: Context) -> None:
        super().__init__(context, ExpensesFront(context))

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return a claim's page, or None for the lists."""
        if key:
            return ClaimPage(self.context, key)
        self.front.tabs.open("rates" if tab == "rates" else "claims")
        if tab == TODO:
            self.front.claims.state.setCurrentIndex(self.front.claims.state.findData(TODO))
        return None

    def told(self, **what: Any) -> None:
        """Go to the claim of a line that is looked for."""
        record = what.pop("record", None)
        if isinstance(record, Ref):
            key = record.key
            if record.table == "expense_line":
                with self.context.desk.read() as session:
                    key = claim_of_line(session, record.key)
            if record.table in ("expense_claim", "expense_line") and key:
                self.open(key)
                self.refresh()
        super().told(**what)
