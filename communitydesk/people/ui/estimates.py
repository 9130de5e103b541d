"""Estimates of different people, where names were not taken: of one activity, or of everything that the group does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.activities import actions
from communitydesk.activities.figures import EstimateRow, estimate_values, estimates
from communitydesk.activities.model import PeopleEstimate
from communitydesk.desk.dates import Period
from communitydesk.desk.history import Changes
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, Sheet, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import sheet_title, writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("start", "end", "people", "basis")


class Estimates(QWidget):
    """The estimates of an activity, or with None those of everything the group does; added, changed and removed."""

    def __init__(self, context: Context, activity_key: str | None, period: Callable[[], Period], told: str) -> None:
        super().__init__()
        self.context, self.activity_key, self._period = context, activity_key, period
        words = context.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(words(told)))
        row = QHBoxLayout()
        row.addWidget(button(words(N_("Estimate different people")), self.add))
        row.addWidget(button(words(N_("Remove the estimate")), self.remove))
        row.addStretch(1)
        box.addLayout(row)
        columns = (
            Column(words(N_("Period")), lambda one: words.period(one.period.start, one.period.end),
                   sort=lambda one: one.period.end),
            Column(words(N_("Different people")), lambda one: words.number(one.people), sort=lambda one: one.people,
                   number=True),
            Column(words(N_("How you judged it")), lambda one: one.basis, stretch=True),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("Estimates")), filtered=False, short=True)
        self.table.opened.connect(self.amend)
        box.addWidget(self.table)
        box.addStretch(1)

    def refresh(self) -> int:
        """Show the estimates as they now are; return how many there are."""
        keys = [self.activity_key] if self.activity_key else []
        with self.context.desk.read() as session:
            rows = [one for one in estimates(session, keys) if one.activity_key == self.activity_key]
        self.table.set_rows(rows)
        return len(rows)

    @writes
    def add(self) -> None:
        """Ask how many different people came in a period."""
        form = Form(self.context, PeopleEstimate, FIELDS)
        period = self._period()
        form.set({"start": period.start, "end": period.end})
        ask_form(
            self.context, self, N_("Estimate different people"), form,
            lambda values: actions.add_estimate(
                self.context.desk, PeopleEstimate(activity_key=self.activity_key, **values)
            ),
        )  # fmt: skip

    def amend(self, row: EstimateRow) -> None:
        """Show an estimate to be changed."""
        form = Form(self.context, PeopleEstimate, FIELDS)
        with self.context.desk.read() as session:
            form.set(estimate_values(session, row.key))
        ask_form(
            self.context, self, sheet_title(self.context, N_("Change the estimate"), N_("Estimate")), form,
            lambda values: actions.amend_estimate(self.context.desk, row.key, **values),
        )  # fmt: skip

    @writes
    def remove(self) -> None:
        """Remove the chosen estimate; undo brings it back."""
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose an estimate first."))
        else:
            self.context.attempt(lambda: actions.remove_estimate(self.context.desk, row.key))
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


class EverythingSheet(Sheet):
    """How many different people took part in everything the group does, where that is not known by name."""

    def __init__(self, context: Context, parent: QWidget, period: Callable[[], Period]) -> None:
        words = context.words
        super().__init__(
            context, words(N_("Different people in everything you do")), parent, save=words(N_("Close")), width=720
        )
        self.cancel.hide()
        told = N_(
            "People come to more than one thing, so the estimates of your activities may count them twice. Say how many"
            " different people you think there were in all; reports then say “estimated”, and on what it rests."
        )
        self.side = Estimates(context, None, period, told)
        self.side.setMinimumHeight(context.theme.px(260))
        self.body.addWidget(self.side)
        self._stop = context.desk.listen(self._changed)
        self.finished.connect(lambda _: self._stop())
        self.side.refresh()

    def _changed(self, _: Changes) -> None:
        self.side.refresh()
