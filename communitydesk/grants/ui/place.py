"""The place of grants: the list of awards and what goes with it, or one award before it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from communitydesk.grants.figures.where import where_is
from communitydesk.grants.ui.listing import GrantsPage
from communitydesk.widgets.context import Context


class GrantsPlace(QStackedWidget):
    """Shows the list, or one award.

    `open` takes the key of any record of grants; `tab` is a side of the award, or of the place itself (awards,
    payments, bank, rates). `told` begins a task.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.front = GrantsPage(context)
        self.addWidget(self.front)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show a record by its key, or a side; nothing given shows the list."""
        award_key, side = where_is(self.context.desk, key) if key else ("", "")
        if award_key:
            self._show_award(award_key, tab or side, key or "")
            return
        self._show_front()
        self.front.open(tab or side or "awards", key or "")

    def told(self, **what: Any) -> None:
        """Do what the window was asked for with a place: `task` payment or new, `problem` a kind to be put right."""
        page: Any = self.currentWidget()
        page.told(**what)

    def _show_front(self) -> None:
        self.setCurrentWidget(self.front)
        self._leave(None)

    def _show_award(self, award_key: str, side: str, key: str) -> None:
        from communitydesk.grants.ui.award import AwardPage

        there = self.currentWidget()
        if isinstance(there, AwardPage) and there.award_key == award_key:
            there.open(side)
        else:
            there = AwardPage(self.context, award_key)
            self.addWidget(there)
            there.open(side)  # where it belongs and before it is seen: to move or show what is filled takes long
            self.setCurrentWidget(there)
            self._leave(there)
        there.choose(side, key)

    def _leave(self, page: object) -> None:
        for number in reversed(range(1, self.count())):
            if (old := self.widget(number)) is not None and old is not page:
                self.removeWidget(old)
                old.deleteLater()

    def refresh(self) -> None:
        """Show the records as they now are."""
        page: Any = self.currentWidget()
        page.refresh()
