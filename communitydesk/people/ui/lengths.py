"""How long checks and training last: suggestions with their source, each one replaceable by the group's own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_
from communitydesk.people.actions import roles as actions
from communitydesk.people.figures.roles import values
from communitydesk.people.figures.standing import lengths
from communitydesk.people.lengths import LengthRow
from communitydesk.people.model import NeedLength
from communitydesk.people.model.roles import LASTS
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, Sheet, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("kind", "name", "months", "source", "checked_on")


class LengthsSheet(Sheet):
    """Every length that is suggested when a requirement or a date is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words = context.words
        super().__init__(context, words(N_("How long things last")), parent, save=words(N_("Close")), width=860)
        self.cancel.hide()
        told = N_(
            "These lengths are suggestions: they fill in a date, which you may change. Your group decides; where a "
            "source says otherwise, choose it in the list and use your own instead."
        )
        self.body.addWidget(label(words(told)))
        row = FlowLayout(self.context.theme.px(8))
        row.addWidget(button(words(N_("Add a length")), self.add))
        row.addWidget(button(words(N_("Use your own length instead")), self.replace))
        row.addWidget(button(words(N_("Go back to the suggestion")), self.go_back))
        row.addStretch()
        self.body.addLayout(row)
        columns = (
            Column(words(N_("Of what")), self._what, strong=True),
            Column(words(N_("Months")), lambda one: str(one.months or "–"), sort=lambda one: one.months, number=True),
            Column(words(N_("Who says so")), self._source, stretch=True, state=lambda one: "" if one.sure else "due"),
            Column(words(N_("Checked on")), lambda one: words.short_date(one.checked_on) if one.checked_on else ""),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("How long things last")), filtered=False)
        self.table.setMinimumHeight(context.theme.px(300))
        self.table.opened.connect(lambda one: self.replace())
        self.body.addWidget(self.table, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the lengths as they now are."""
        with self.context.desk.read() as session:
            self.table.set_rows(lengths(session))

    def _what(self, row: LengthRow) -> str:
        return row.name or self.words(LASTS[row.kind])

    def _source(self, row: LengthRow) -> str:
        if row.key:
            return self.words(N_("Your own: {source}"), source=row.source)
        return self.words(row.source) if row.sure else f"{self.words(N_('To be checked'))}: {self.words(row.note)}"

    @writes
    def add(self) -> None:
        """Ask for a length of something that is not on the list."""
        form = Form(self.context, NeedLength, FIELDS)
        form.set(NeedLength(kind="training", checked_on=self.context.today()))
        self._ask(form, lambda given: actions.set_length(self.context.desk, NeedLength(**given)))

    @writes
    def replace(self) -> None:
        """Ask for a length in place of the chosen one."""
        row = self.table.current()
        if row is None:
            self.error.setText(self.words(N_("Choose a line of the list first.")))
            self.error.show()
            return
        self.error.hide()
        form = Form(self.context, NeedLength, FIELDS)
        if row.key:
            with self.context.desk.read() as session:
                form.set(values(session, NeedLength, row.key))
            self._ask(form, lambda given: actions.amend_length(self.context.desk, row.key, **given))
        else:
            today = None if self.context.only_reading else self.context.today()
            form.set({"kind": row.kind, "name": row.name, "months": row.months, "checked_on": today})
            self._ask(form, lambda given: actions.set_length(self.context.desk, NeedLength(**given)))

    def _ask(self, form: Form, act: object) -> None:
        ask_form(self.context, self, N_("How long it lasts"), form, act)  # type: ignore[arg-type]
        self.refresh()

    @writes
    def go_back(self) -> None:
        """Take the group's own length away, so that the suggestion counts again."""
        row = self.table.current()
        if row is None or not row.key:
            self.error.setText(self.words(N_("Choose one of your own lines first.")))
            self.error.show()
            return
        self.error.hide()
        self.context.attempt(lambda: actions.remove_length(self.context.desk, row.key))
        self.refresh()
