"""Consents on the screen: who said yes, until when, and what to do about it.

What later rooms plug into `context.extra`: "consent_withdrawn" is told the context and the card's key afterwards,
"card_sent" says in a sentence (of the same two) to whom a card was sent, or "".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.dates import add_months
from communitydesk.desk.words import N_, Words
from communitydesk.impact import actions
from communitydesk.impact.figures import ConsentRow, consent_values, consents_of
from communitydesk.impact.model import Consent
from communitydesk.people.figures import name_list
from communitydesk.people.ui.people import ask_person
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice, told_apart
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, clear, label, pill
from communitydesk.widgets.reading import change_or_open, sheet_title, writes
from communitydesk.widgets.table import Column, DataTable

FIELDS = ("person_key", "who", "given_on", "how", "expires_on")
USUAL_MONTHS = 24
"""Offered as the time that a consent lasts; the group may choose another."""


def said(row: ConsentRow, words: Words) -> str:
    """Return a consent as a sentence without its name."""
    if row.withdrawn_on:
        return words(N_("took it back on {day}"), day=row.withdrawn_on)
    if row.given_on is None:
        return words(N_("is still to be asked"))
    if row.expires_on:
        return words(N_("said yes on {day}, until {end}"), day=row.given_on, end=row.expires_on)
    return words(N_("said yes on {day}"), day=row.given_on)


class Consents(QWidget):
    """The consents of one card, each a sentence with its mending."""

    def __init__(self, context: Context, card_key: str) -> None:
        super().__init__()
        self.context, self.words, self.card_key = context, context.words, card_key
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.grid = QGridLayout()
        self.grid.setColumnStretch(1, 1)
        self.grid.setVerticalSpacing(context.theme.px(8))
        box.addLayout(self.grid)
        row = QHBoxLayout()
        self.add_button = button(self.words(N_("Add a consent")), self.add)
        row.addWidget(self.add_button)
        row.addStretch(1)
        box.addLayout(row)

    def show_consents(self, rows: Sequence[ConsentRow]) -> None:
        """Show the consents of the card."""
        clear(self.grid)
        if not rows:
            self.grid.addWidget(label(self.words(N_("Nobody yet.")), "second"), 0, 0, 1, 2)
        for number, row in enumerate(rows):
            self._line(number * 2, row)

    def _line(self, line: int, row: ConsentRow) -> None:
        today = self.context.today()
        state, short = self._state(row)
        sentence = self.words(N_("{who} {state}."), who=row.name, state=said(row, self.words))
        sent = self._sent(row)
        again = state != "ok" or (row.expires_on is not None and row.expires_on < add_months(today, 2))
        self.grid.addWidget(pill(short, state), line, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(label(" ".join(filter(None, (sentence, sent)))), line, 1)
        links = Flow(self.context, space=8)
        open_ = N_("Record the yes") if again and not self.context.only_reading else change_or_open(self.context)
        doings = [(open_, partial(self.amend, row, again=again))]
        if state == "ok":
            doings.append((N_("Take back"), partial(self.withdraw, row)))
        if sent and row.told_on is None:
            doings.insert(0, (N_("I told them today"), partial(self.told, row)))
        doings.append((N_("Remove"), partial(self.remove, row)))
        for text, act in doings:
            name = self.words(N_("{what}: {sentence}"), what=self.words(text), sentence=sentence)
            links.add(button(self.words(text), act, link=True, name=name))
        self.grid.addWidget(links, line + 1, 1)

    def _sent(self, row: ConsentRow) -> str:
        """Say to whom it was sent before the consent was taken back, and whether they know."""
        tell = self.context.extra.get("card_sent")
        if not tell or not row.withdrawn_on or not (sent := str(tell(self.context, row.card_key))):
            return ""
        if row.told_on:
            return f"{sent} {self.words(N_('You told them on {day}.'), day=row.told_on)}"
        return f"{sent} {self.words(N_('Ask them not to show it any more.'))}"

    def _state(self, row: ConsentRow) -> tuple[str, str]:
        today = self.context.today()
        if row.withdrawn_on and row.withdrawn_on <= today:
            return "late", self.words(N_("taken back"))
        if row.given_on is None:
            return "due", self.words(N_("to ask"))
        if row.expires_on and row.expires_on < today:
            return "late", self.words(N_("lapsed"))
        return "ok", self.words(N_("yes"))

    def _form(self) -> Form:
        def people() -> list[Choice]:
            with self.context.desk.read() as session:
                return told_apart(name_list(session, self.context.today()))

        return Form(
            self.context, Consent, FIELDS, links={"person_key": people},
            adders={"person_key": lambda typed: ask_person(self.context, self, typed)},
        )  # fmt: skip

    @writes
    def add(self) -> None:
        """Ask who said yes, when, how, and until when."""
        form, today = self._form(), self.context.today()
        form.set({"given_on": today, "expires_on": add_months(today, USUAL_MONTHS)})
        ask_form(
            self.context, self, N_("Add a consent"), form,
            lambda values: actions.add_consent(self.context.desk, Consent(card_key=self.card_key, **values)),
            save=N_("Keep the consent"),
        )  # fmt: skip

    def amend(self, row: ConsentRow, *, again: bool = False) -> None:
        """Change a consent; where it has ended, offer today's yes."""
        form, today = self._form(), self.context.today()
        with self.context.desk.read() as session:
            form.set(consent_values(session, row.key))
        if again and not self.context.only_reading:
            form.set({"given_on": today, "expires_on": add_months(today, USUAL_MONTHS)})
        change = N_("Record the yes") if again else N_("Change the consent")
        ask_form(
            self.context, self, sheet_title(self.context, change, N_("Consent")), form,
            lambda values: actions.amend_consent(self.context.desk, row.key, withdrawn_on=None, told_on=None, **values),
        )  # fmt: skip

    @writes
    def remove(self, row: ConsentRow) -> None:
        """Remove a consent entered by mistake; undo brings it back."""
        self.context.attempt(lambda: actions.remove_consent(self.context.desk, row.key))

    @writes
    def withdraw(self, row: ConsentRow) -> None:
        """Record that a consent was taken back today, and tell what was sent with it; undo brings it back."""

        def act() -> bool:
            actions.withdraw_consent(self.context.desk, row.key, self.context.today())
            return True

        if self.context.attempt(act) and (tell := self.context.extra.get("consent_withdrawn")):
            tell(self.context, self.card_key)

    @writes
    def told(self, row: ConsentRow) -> None:
        """Note that those who have it know that the consent was taken back; undo takes the note away."""
        self.context.attempt(lambda: actions.told_of_withdrawal(self.context.desk, row.key, self.context.today()))


class PersonConsents(QWidget):
    """Everything that one person said yes to."""

    def __init__(self, context: Context, person_key: str) -> None:
        super().__init__()
        words, box = context.words, QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        columns = (
            Column(words(N_("Evidence")), lambda one: one[1], strong=True),
            Column(words(N_("Consent")), lambda one: said(one[0], words), stretch=True),
        )
        empty = (words(N_("They are in no photograph or story that you keep here.")), "", None)
        self.table = DataTable(context, columns, name=words(N_("Consents")), empty=empty, filtered=False)
        self.table.opened.connect(lambda one: context.go("impact", one[0].card_key))
        box.addWidget(self.table)
        with context.desk.read() as session:
            self.table.set_rows(consents_of(session, person_key))
