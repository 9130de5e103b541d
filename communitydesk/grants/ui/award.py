"""The page of one award: at a glance what came in, what is spent and free, what is promised, and what to put right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.actions import awards
from communitydesk.grants.figures.award import AwardFigures, award_overview
from communitydesk.grants.ui.mend import mend
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Page
from communitydesk.widgets.reading import entry, writes
from communitydesk.widgets.tabs import Tabs


class AwardPage(Page):
    """One award and its sides. Sides are built when they are first looked at and shown the same figures."""

    shows = (
        "award", "terms", "budget_line", "budget_move", "payment", "allocation", "receipt", "commitment", "instalment",
        "claim", "agreed_change", "report_due", "report", "sent_report", "output", "output_count", "award_activity",
        "award_outcome", "award_card", "match_item", "hour_claim", "hours", "session", "rate", "equipment", "contact",
        "evidence_card", "consent", "attendance", "outcome", "activity", "bank_line", "redaction",
    )  # fmt: skip

    def __init__(self, context: Context, award_key: str) -> None:
        crumb = (context.words(N_("Grants")), lambda: context.go("grants"))
        super().__init__(context, "", crumbs=(crumb,), scrolls=False)
        self.award_key = award_key
        self.figures: AwardFigures | None = None
        self._sides: dict[str, Any] = {}
        self._ids: list[str] = []
        self._fresh: set[str] = set()  # the sides that show the figures as they are
        self.tabs = Tabs(context, wait=True)
        self.body.addWidget(self.tabs)
        words = self.words
        self.more = self.add_button(words(N_("More")), self._show_more)
        self.add_button(words(N_("Record a payment")), self.record_payment)
        self.add_button(words(N_("Write the report")), self.write_report, primary=True)
        self.figures = context.desk.remembered(award_overview, award_key, context.today())
        for id_, title, make in (
            ("overview", N_("Overview"), self._overview),
            ("spending", N_("Spending"), self._spending),
            ("match", N_("Match"), self._match),
            ("outcomes", N_("Outcomes and evidence"), self._outcomes),
            ("terms", N_("Terms"), self._terms),
            ("report", N_("Report"), self._report),
            ("history", N_("History"), self._history),
        ):
            self._ids.append(id_)
            self.tabs.add(id_, words(title), partial(self._made, id_, make))
        self.tabs.currentChanged.connect(self._turned)
        self._show_head()
        self._stale = False
        self._just_made = True

    # -- sides -----------------------------------------------------------------------------

    def _made(self, id_: str, make: Callable[[], QWidget]) -> QWidget:
        made = self._sides[id_] = make()
        return made

    def _turned(self, index: int) -> None:
        """Fill a side that has just been put in its place, or catch one up that was not seen while the award changed."""
        if self._ids[index] in self._sides and self._ids[index] not in self._fresh:
            self._show(self._ids[index])

    def _show(self, id_: str) -> None:
        side = self._sides[id_]
        self._fresh.add(id_)
        if id_ == "report":  # it looks after itself, so that what is being typed stays
            return
        if self.figures is not None and hasattr(side, "show_award"):
            side.show_award(self.figures)
        elif hasattr(side, "refresh"):
            side.refresh()

    def _overview(self) -> QWidget:
        from communitydesk.grants.ui.overview import Overview

        return Overview(self.context, self)

    def _spending(self) -> QWidget:
        from communitydesk.grants.ui.spending import AwardSpending

        return AwardSpending(self.context, self.award_key)

    def _match(self) -> QWidget:
        from communitydesk.grants.ui.match import Match

        return Match(self.context, self.award_key)

    def _outcomes(self) -> QWidget:
        from communitydesk.grants.ui.outcomes import Outcomes

        return Outcomes(self.context, self.award_key)

    def _terms(self) -> QWidget:
        from communitydesk.grants.ui.terms import TermsSide

        return TermsSide(self.context, self.award_key)

    def _report(self) -> QWidget:
        from communitydesk.grants.ui.report import ReportTab

        return ReportTab(self.context, self.award_key)

    def _history(self) -> QWidget:
        from communitydesk.widgets.history import History

        return History(self.context, Ref("award", self.award_key))

    # -- showing ---------------------------------------------------------------------------

    def open(self, side: str = "overview") -> None:
        """Show a side."""
        if not self._just_made:
            self.refresh()
        self._just_made = False
        self.tabs.open(side)
        self.tabs.begin()

    def choose(self, side: str, key: str) -> None:
        """Choose a record by its key on a side that is seen."""
        made = self._sides.get(side)
        if key and key != self.award_key and hasattr(made, "choose"):
            made.choose(key)  # type: ignore[union-attr]

    def told(self, task: str = "", problem: str = "", **what: Any) -> None:
        """Begin a task: a payment, or what puts one kind of problem right."""
        if task == "payment" and not self.context.only_reading:
            self.record_payment()
        if problem and self.figures:
            for one in self.figures.problems:
                if one.kind == problem:
                    mend(self.context, self, self.figures, one)
                    return

    def refresh(self) -> None:
        """Show the award as it now is; when it has been removed, show the list."""
        try:
            self.figures = self.context.desk.remembered(award_overview, self.award_key, self.context.today())
        except Trouble:
            self.context.go("grants")
            return
        self._show_head()
        self._fresh.clear()
        if (seen := self._ids[self.tabs.currentIndex()]) in self._sides:
            self._show(seen)

    def _show_head(self) -> None:
        figures = self.figures
        if figures is None:
            return
        self.set_title(figures.name)
        if figures.closed_on:
            self.set_state(self.words(N_("Finished with on {day}"), day=figures.closed_on), "ok")
        elif due := figures.next_due:
            days = due.days(figures.as_at)
            state = "late" if days < 0 else "due" if days <= 30 else ""
            self.set_state(self.words.say(due.said(figures.as_at)), state)
        else:
            self.set_state(self.words(N_("Report sent")), "ok")
        self.tabs.count_of("spending", figures.payments or None)
        self.tabs.count_of("outcomes", len(figures.outcomes) + len(figures.cards) or None)

    # -- doing -----------------------------------------------------------------------------

    @writes
    def record_payment(self) -> None:
        """Ask for a payment on this award."""
        from communitydesk.grants.ui.payment import ask_payment

        ask_payment(self.context, self, award_key=self.award_key)

    def write_report(self) -> None:
        """Show the report."""
        self.tabs.open("report")
        side = self._sides.get("report")
        if side is not None and hasattr(side, "write"):
            side.write()

    def amend(self) -> None:
        """Show the award to be changed."""
        from communitydesk.grants.ui.newaward import amend_award

        amend_award(self.context, self, self.award_key)

    def _show_more(self) -> None:
        menu, words, add = QMenu(self), self.words, partial(entry, self.context)
        look = N_("Look at its details ...")
        add(menu, words(look if self.context.only_reading else N_("Change the award ...")), self.amend)
        add(menu, words(N_("Change the budget ...")), self.change_budget)
        add(menu, words(N_("Already running before you began here ...")), self.set_opening)
        if self.figures and self.figures.closed_on:
            add(menu, words(N_("Take it up again")), writes(lambda: self._do(awards.reopen_award)))
        else:
            add(menu, words(N_("Finished with")), self.close_award)
        add(menu, words(N_("Remove the award")), writes(lambda: self._do(awards.remove_award)))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @writes
    def change_budget(self) -> None:
        """Show the budget lines to be changed."""
        from communitydesk.grants.ui.budget import ask_budget

        if self.figures:
            ask_budget(self.context, self, self.figures)

    @writes
    def set_opening(self) -> None:
        """Ask how far the award had come on the first day here."""
        from communitydesk.grants.ui.budget import ask_opening

        if self.figures:
            ask_opening(self.context, self, self.figures)

    @writes
    def close_award(self) -> None:
        """Say that the award is finished with."""
        self.context.attempt(lambda: awards.close_award(self.context.desk, self.award_key, self.context.today()), self)

    def _do(self, act: Callable[..., Any]) -> None:
        self.context.attempt(lambda: act(self.context.desk, self.award_key), self)
