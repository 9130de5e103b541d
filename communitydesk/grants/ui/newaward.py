"""A new award, the short form first; and the award's own fields to be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Trouble
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_
from communitydesk.grants.actions import awards
from communitydesk.grants.actions.awards import NewLine
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.choices import funder_names
from communitydesk.grants.figures.details import details
from communitydesk.grants.model import Award
from communitydesk.grants.ui.budget import BudgetRows
from communitydesk.grants.ui.termwords import summary
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet, Sheet
from communitydesk.widgets.page import label
from communitydesk.widgets.reading import sheet_title, writes

FIRST = ("name", "funder", "amount", "starts_on", "ends_on")
MORE = (
    "programme", "reference", "purpose", "awarded_on", "spend_by", "restricted", "in_arrears", "kept_back", "recipient",
    "recipient_name", "notes",
)  # fmt: skip


def award_fields() -> dict[str, Field]:
    """Return an award's fields with the funder's name in place of the link to their contact."""
    known = dict(fields_of(Award))
    funder = Field(
        "funder",
        N_("Funder"),
        Kind.TEXT,
        N_("Who gave the money. A new name is added to your contacts."),
        required=True,
    )
    known["funder"] = funder
    known["starts_on"] = replace(known["starts_on"], ahead=False)
    return known


def award_form(context: Context) -> Form:
    """Return the form of an award; funders' names complete as they are typed."""
    form = Form(context, award_fields(), FIRST, more=MORE, lines={"purpose": 3, "notes": 2})
    edit = form.rows["funder"].input
    if isinstance(edit, QLineEdit):
        completer = QCompleter(list(funder_names(context.desk)), form)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(completer)
    return form


def in_place(trouble: Trouble) -> Trouble:
    """A trouble of the funder's link is shown beside the funder's name."""
    parts = trouble.troubles if isinstance(trouble, ManyTroubles) else (trouble,)
    moved = tuple(
        FieldTrouble("funder" if one.field == "funder_key" else one.field, one.message)
        for one in parts
        if isinstance(one, FieldTrouble)
    )
    return ManyTroubles(moved) if moved else trouble


class NewAwardSheet(Sheet):
    """Project, funder, amount, dates, and the budget if there is one; the terms come from the size."""

    enter_goes_on = True

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(context, context.words(N_("Add an award")), parent, width=760,
                         save=context.words(N_("Add the award")))  # fmt: skip
        self.result_key = ""
        self.form = award_form(context)
        self.form.set({"restricted": True, "recipient": "group"})
        self.rows = BudgetRows(context, self._amount)
        self.terms = label("", "hint")
        self.terms.hide()
        for one in (self.form, self.rows, self.terms):
            self.body.addWidget(one)
        self.body.addStretch(1)
        self.form.edited.connect(self._look)
        self._changed = False
        self.rows.edited.connect(self._edited)
        self.form.focus()

    def _edited(self) -> None:
        self._changed = True

    def _amount(self) -> int | None:
        try:
            value = self.form.rows["amount"].value()
        except FieldTrouble:
            return None
        return value if isinstance(value, int) else None

    def _look(self) -> None:
        self.rows.say_sum()
        amount = self._amount()
        self.terms.setVisible(bool(amount))
        if amount:
            self.terms.setText(summary(amount, self.words))

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.form.changed or self._changed

    @writes
    def save(self) -> None:
        """Add the award with its lines as one change."""
        self.error.hide()
        values = self.form.values()
        if values is None:
            return
        try:
            lines = [NewLine(one.name, one.amount, one.heading) for one in self.rows.typed()]
            self.result_key = awards.add_award(self.context.desk, lines=lines, **values)
        except Trouble as trouble:
            lines_wrong = isinstance(trouble, FieldTrouble) and trouble.field == "lines"
            if not lines_wrong and not self.form.show_trouble(in_place(trouble)):
                self.say_trouble(trouble)
            return
        self.accept()


def ask_award(context: Context, parent: QWidget | None) -> str:
    """Ask for a new award; return its key, "" when the person changed their mind."""
    sheet = NewAwardSheet(context, parent)
    return sheet.result_key if sheet.exec() else ""


def amend_award(context: Context, parent: QWidget, award_key: str) -> None:
    """Show an award's own fields to be changed."""
    known = context.attempt(lambda: details(context.desk, Award, award_key), parent)
    if known is None:
        return
    form = award_form(context)
    funder = award_overview(context.desk, award_key, context.today()).funder
    form.set({**known, "funder": funder})

    def act(values: dict[str, Any]) -> bool:
        try:
            awards.amend_award(context.desk, award_key, **values)
        except Trouble as trouble:
            raise in_place(trouble) from None
        return True

    title = sheet_title(context, N_("Change the award"), N_("Award"))
    FormSheet(context, context.words(title), form, act, parent).exec()
