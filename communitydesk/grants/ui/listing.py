"""The front of grants: the awards that run, all payments, bank lines to be sorted, and the rates for volunteer time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.figures.overview import AwardRow, AwardsFigures, awards_overview
from communitydesk.grants.ui.parts import BarDelegate
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.tabs import Tabs

SIDES = ("awards", "payments", "bank", "rates")


class GrantsPage(Page):
    """Every award, and what belongs to no single one."""

    shows = (
        "award", "terms", "budget_line", "payment", "allocation", "instalment", "commitment", "report_due", "report",
        "sent_report", "bank_line", "receipt", "contact", "rate", "budget_move", "claim",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Grants")), scrolls=False)
        self._sides: dict[str, Any] = {}
        self._fresh: set[str] = set()
        self.awards = AwardList(context, self.new_award)
        self.tabs = Tabs(context)
        self.tabs.add("awards", self.words(N_("Awards")), lambda: self.awards)
        self.tabs.add("payments", self.words(N_("All payments")), self._side("payments", self._payments))
        self.tabs.add("bank", self.words(N_("Bank lines to sort")), self._side("bank", self._bank))
        self.tabs.add("rates", self.words(N_("Rates for volunteer time")), self._side("rates", self._rates))
        self.tabs.currentChanged.connect(self._turned)
        self.body.addWidget(self.tabs)
        self.add_button(self.words(N_("Record a payment")), self.record_payment)
        self.add_button(self.words(N_("Add an award")), self.new_award, primary=True)

    def _side(self, id_: str, make: Callable[[], QWidget]) -> Callable[[], QWidget]:
        def made() -> QWidget:
            side = self._sides[id_] = make()
            self._show(id_)
            return side

        return made

    def _turned(self, index: int) -> None:
        """Catch a side up that was not seen while something changed."""
        if SIDES[index] in self._sides and SIDES[index] not in self._fresh:
            self._show(SIDES[index])

    def _payments(self) -> QWidget:
        from communitydesk.grants.ui.spending import PaymentList

        return PaymentList(self.context)

    def _bank(self) -> QWidget:
        from communitydesk.grants.ui.bank import Sorting

        return Sorting(self.context)

    def _rates(self) -> QWidget:
        from communitydesk.grants.ui.rates import Rates

        return Rates(self.context)

    def open(self, tab: str, key: str = "") -> None:
        """Show a side; a record by its key is chosen there."""
        self.refresh()
        self.tabs.open(tab)
        side = self._sides.get(tab)
        if key and hasattr(side, "choose"):
            side.choose(key)  # type: ignore[union-attr]

    def told(self, task: str = "", **what: Any) -> None:
        """Begin a task: a new award, or a payment."""
        if self.context.only_reading:
            return
        if task == "new":
            self.new_award()
        elif task == "payment":
            self.record_payment()

    def refresh(self) -> None:
        """Show the awards as they now are."""
        figures = self.context.desk.remembered(awards_overview, self.context.today())
        self.awards.show_awards(figures)
        self.tabs.count_of("awards", len(figures.rows) or None)
        self.tabs.count_of("bank", figures.waiting or None)
        self._fresh.clear()
        if (seen := SIDES[self.tabs.currentIndex()]) in self._sides:
            self._show(seen)

    def _show(self, id_: str) -> None:
        self._fresh.add(id_)
        self._sides[id_].refresh()

    @writes
    def new_award(self) -> None:
        """Ask for a new award; show its page when it is there."""
        from communitydesk.grants.ui.newaward import ask_award

        if key := ask_award(self.context, self):
            self.context.go("grants", key, "terms")

    @writes
    def record_payment(self) -> None:
        """Ask for a payment."""
        from communitydesk.grants.ui.payment import ask_payment

        ask_payment(self.context, self)


class AwardList(QWidget):
    """The awards: free to spend, how much is spent, the next report."""

    def __init__(self, context: Context, new: Callable[[], Any]) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        columns = (
            Column(words(N_("Award")), lambda row: row.name, strong=True),
            Column(words(N_("Funder")), lambda row: row.funder),
            Column(words(N_("Free to spend")), self._free, sort=lambda row: row.free, number=True,
                   state=lambda row: "late" if row.free < 0 and not row.in_arrears else ""),
            Column(words(N_("Spent")), self._spent, sort=lambda row: row.share_spent, stretch=True),
            Column(words(N_("Next report")), self._report, sort=lambda row: row.due.due_on if row.due else None,
                   state=self._urgency),
            Column(words(N_("To put right")), self._wrong, sort=lambda row: len(row.problems), number=True),
        )  # fmt: skip
        told = words(
            N_("The money that funders gave you belongs here. Have the offer letter at hand: it says what you need.")
        )
        self.table = DataTable(
            context, columns, name=words(N_("Awards")), said=self._said,
            empty=(told, words(N_("Add the first award")), new),
        )  # fmt: skip
        self._bars = BarDelegate(context, lambda row: row.share_spent, self.table.model.row)
        self.table.view.setItemDelegateForColumn(3, self._bars)
        self.table.opened.connect(lambda row: context.go("grants", row.key))
        box.addWidget(self.table, 1)
        self.note = label("", "second")
        box.addWidget(self.note)

    def show_awards(self, figures: AwardsFigures) -> None:
        """Show these awards."""
        self.table.set_rows(figures.rows)
        behind = any(row.in_arrears and row.free < 0 for row in figures.running)
        self.note.setText(
            self.words(N_("A minus under “Free to spend” of an award paid in arrears is what you are out of pocket."))
            if behind
            else ""
        )
        self.note.setVisible(behind)

    def _free(self, row: AwardRow) -> str:
        return self.words.money(row.free)

    def _spent(self, row: AwardRow) -> str:
        return self.words(N_("{percent}% spent"), percent=round(row.share_spent * 100))

    def _report(self, row: AwardRow) -> str:
        if row.closed_on:
            return self.words(N_("finished"))
        if row.due is None:
            return self.words(N_("sent"))
        day = self.words.date_as(row.due.due_on, "d MMM y")
        if row.due.due_on < self.context.today():
            return self.words(N_("{day}, late"), day=day)
        return self.words(N_("{day}, interim"), day=day) if row.due.kind == "interim" else day

    def _urgency(self, row: AwardRow) -> str:
        if row.closed_on or row.due is None:
            return ""
        days = row.due.days(self.context.today())
        return "late" if days < 0 else "due" if days <= 30 else ""

    def _wrong(self, row: AwardRow) -> str:
        return str(len(row.problems)) if row.problems else ""

    def _said(self, rows: Sequence[AwardRow]) -> str:
        running = [row for row in rows if row.closed_on is None]
        if not running:
            return self.words.plural("{n} award", "{n} awards", len(rows))
        said = self.words.plural("{n} award runs", "{n} awards run", len(running))
        free = self.words.money(sum(row.free for row in running if not row.in_arrears))
        return self.words(N_("{awards}, {free} free to spend"), awards=said, free=free)
