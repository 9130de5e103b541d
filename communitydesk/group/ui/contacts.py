"""Outside contacts on the screen, each with when it was last checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group import actions
from communitydesk.group.figures import ContactRow
from communitydesk.group.model import CONTACT_KINDS, Contact
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button
from communitydesk.widgets.reading import sheet_title, writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.table import Column, DataTable

FIRST = ("name", "kind", "person", "job", "email", "phone", "checked_on")
MORE = ("funder_kind", "address", "website", "identifier", "pledge", "notes")


class Contacts(QWidget):
    """The list of outside contacts; a row opens to be changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.add_button = button(words(N_("Add a contact")), self.add)
        self.check_button = button(words(N_("Checked today")), self.checked)
        self.check_button.setToolTip(words(N_("Notes that the details of the chosen contact are right today.")))
        self.remove_button = button(words(N_("Remove")), self.remove)
        for one in (self.add_button, self.check_button, self.remove_button):
            row.addWidget(one)
        row.addStretch(1)
        box.addLayout(row)
        columns = (
            Column(words(N_("Organisation")), lambda one: one.name, strong=True),
            Column(words(N_("What they are")), lambda one: words(CONTACT_KINDS.get(one.kind, ""))),
            Column(words(N_("Person")), lambda one: one.person),
            Column(words(N_("How to reach them")), _reach, stretch=True),
            Column(words(N_("Last checked")), self._checked, sort=lambda one: one.checked_on,
                   state=lambda one: "due" if one.stale else "ok"),
        )  # fmt: skip
        told = words(N_("Funders, council officers and umbrella bodies belong here, each with whom to ask for."))
        self.table = DataTable(
            context, columns, name=words(N_("Outside contacts")), said=self._said,
            empty=(told, words(N_("Add the first contact")), self.add),
        )  # fmt: skip
        self.table.opened.connect(self.amend)
        box.addWidget(self.table, 1)

    def show_contacts(self, rows: Sequence[ContactRow]) -> None:
        """Show these contacts."""
        self.table.set_rows(rows)
        for one in (self.check_button, self.remove_button):
            one.setEnabled(bool(rows))

    def _checked(self, row: ContactRow) -> str:
        if row.checked_on is None:
            return self.words(N_("never"))
        said = self.words.date(row.checked_on)
        return self.words(N_("{day}, check again"), day=said) if row.stale else said

    def _said(self, rows: Sequence[ContactRow]) -> str:
        said = self.words.plural("{n} contact", "{n} contacts", len(rows))
        stale = sum(row.stale for row in rows)
        return self.words(N_("{contacts}, {n} to check again"), contacts=said, n=stale) if stale else said

    @writes
    def add(self) -> None:
        """Ask for a new contact."""
        form = Form(self.context, Contact, FIRST, more=MORE)
        form.set(Contact(checked_on=self.context.today()))
        ask_form(
            self.context, self, N_("Add a contact"), form,
            lambda values: actions.add_contact(self.context.desk, Contact(**values)), save=N_("Add the contact"),
        )  # fmt: skip

    def amend(self, row: ContactRow) -> None:
        """Show a contact to be changed."""
        from communitydesk.group.figures import contact_details

        form = Form(self.context, Contact, FIRST, more=MORE)
        form.set(contact_details(self.context.desk, row.key))
        ask_form(
            self.context, self, sheet_title(self.context, N_("Change the contact"), N_("Contact")), form,
            lambda values: actions.amend_contact(self.context.desk, row.key, **values),
        )  # fmt: skip

    def _current(self) -> ContactRow | None:
        row = self.table.current()
        if row is None:
            self.context.window.say(N_("Choose a contact first."))
        return row if isinstance(row, ContactRow) else None

    @writes
    def checked(self) -> None:
        """Note that the chosen contact's details are right today."""
        if row := self._current():
            self.context.attempt(lambda: actions.contact_checked(self.context.desk, row.key, self.context.today()))

    @writes
    def remove(self) -> None:
        """Remove the chosen contact; undo brings it back."""
        if row := self._current():
            removed(self.context, lambda: actions.remove_contact(self.context.desk, row.key))


def _reach(row: ContactRow) -> str:
    return " · ".join(filter(None, (row.phone, row.email)))
