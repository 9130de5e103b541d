"""A person's side "Roles and checks": what they do, how they stand to what it needs, and what was seen and done."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.dates import add_months
from communitydesk.desk.words import N_
from communitydesk.people.actions import roles as actions
from communitydesk.people.figures.roles import (
    NEVER_KEPT,
    HolderRow,
    HoldingRow,
    holders,
    holdings,
    months_for,
    values,
    went_ahead,
)
from communitydesk.people.figures.standing import SIGNS, STATES, lengths
from communitydesk.people.lengths import length_for
from communitydesk.people.model import Certificate, CheckSeen
from communitydesk.people.ui.ahead import finding_rows
from communitydesk.people.ui.role import ahead_table, ask_end, ask_give
from communitydesk.people.ui.side import ScrollSide
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import Sentences, button, clear, label, pill
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

CHECK = ("level", "seen_on", "seen_by", "renew_on")
TRAINING = ("name", "got_on", "expires_on", "provider")


class RolesSide(ScrollSide):
    """What one person does, and whether they have what it needs."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        words = self.words
        self.roles = self.card(words(N_("Roles")))
        self.roles.head.addWidget(button(words(N_("Give a role")), self.give))
        self._roles_box = QVBoxLayout()
        self.roles.body.addLayout(self._roles_box)
        self.held = self._held()
        self._holdings()
        self.past = self.card(words(N_("Gone ahead without")))
        self.ahead = ahead_table(context, person=False)
        self.ahead.setMinimumHeight(context.theme.px(120))
        self.past.add(self.ahead)
        self.box.addStretch(1)

    def _holdings(self) -> None:
        words, card = self.words, self.card(self.words(N_("Checks seen and training done")))
        row = FlowLayout(self.context.theme.px(8))
        row.addWidget(button(words(N_("Record a check")), self.add_check))
        row.addWidget(button(words(N_("Record training")), self.add_training))
        row.addWidget(button(words(N_("Remove")), self.remove, name=words(N_("Remove the chosen check or training"))))
        row.addStretch()
        card.body.addLayout(row)
        card.add(self.held)
        card.add(label(words(NEVER_KEPT), "second"))

    def _held(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("What")), lambda one: words.say(one.said), strong=True),
            Column(words(N_("Seen or done on")), lambda one: words.short_date(one.day), sort=lambda one: one.day),
            Column(words(N_("Seen by, or with")), lambda one: one.whom, stretch=True),
            Column(words(N_("Until the end of")), lambda one: words.short_date(one.until) if one.until else words(N_("no end")),
                   sort=lambda one: one.until),
        )  # fmt: skip
        told = words(N_("No check was seen and no training is recorded."))
        table = DataTable(self.context, columns, name=words(N_("Checks seen and training done")), filtered=False,
                          short=True, empty=(told, "", None))  # fmt: skip
        table.opened.connect(self.change)
        return table

    def refresh(self) -> None:
        """Show everything as it now is."""
        today = self.context.today()
        with self.context.desk.read() as session:
            rows = holders(session, today, person_key=self.key)
            kept = holdings(session, self.key)
            ahead = went_ahead(session, person_key=self.key)
        clear(self._roles_box)
        for one in rows:
            self._roles_box.addWidget(self._role(one))
        if not rows:
            self._roles_box.addWidget(label(self.words(N_("They have no role yet."))))
        self.held.set_rows(kept)
        self.ahead.set_rows(ahead)
        self.past.setVisible(bool(ahead))

    def _role(self, row: HolderRow) -> QWidget:
        words, now = self.words, row.now(self.context.today())
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, self.context.theme.px(4), 0, self.context.theme.px(4))
        head = FlowLayout(self.context.theme.px(8))
        head.addWidget(button(row.role, lambda: self.context.go("people", row.role_key), link=True))
        period = words.period(row.start, row.end)
        head.addWidget(label(period, "second", wrap=False))
        if now:
            head.addWidget(pill(f"{SIGNS[row.state]} {words(STATES[row.state])}", row.state))
        head.addStretch()
        if now:
            told = words(N_("They gave it up ..."))
            head.addWidget(button(told, writes(lambda: self.end(row)), link=True, name=f"{told} {row.role}"))
        box.addLayout(head)
        if now and row.findings:
            sentences = Sentences(self.context)
            sentences.show_all(finding_rows(self.context, row.findings))
            box.addWidget(sentences)
        return made

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def give(self) -> None:
        """Ask which role they are given."""
        ask_give(self.context, self, person_key=self.key)

    def end(self, row: HolderRow) -> None:
        """Ask for their last day in a role."""
        ask_end(self.context, self, row.key)

    @writes
    def add_check(self) -> None:
        """Ask for the level of a check that was seen, when, by whom, and until when."""
        self._check_sheet("").exec()

    def _check_sheet(self, key: str) -> FormSheet:
        desk, today = self.context.desk, self.context.today()
        form = Form(self.context, CheckSeen, CHECK)
        if key:
            with desk.read() as session:
                form.set(values(session, CheckSeen, key))
        else:
            form.set({"level": "enhanced", "seen_on": today, "seen_by": desk.who})
        return DatedSheet(
            self.context, N_("A check that was seen"), form, "seen_on", "renew_on", "check",
            lambda given: actions.amend_check(desk, key, today, **given) if key
            else actions.see_check(desk, CheckSeen(person_key=self.key, **given), today),
            self, intro=NEVER_KEPT,
        )  # fmt: skip

    @writes
    def add_training(self) -> None:
        """Ask which training was done, when, and until when it counts."""
        self._training_sheet("").exec()

    def _training_sheet(self, key: str) -> FormSheet:
        desk, today = self.context.desk, self.context.today()
        form = Form(self.context, Certificate, TRAINING)
        if key:
            with desk.read() as session:
                form.set(values(session, Certificate, key))
        else:
            form.set({"got_on": today})
        return DatedSheet(
            self.context, N_("Training that was done"), form, "got_on", "expires_on", "training",
            lambda given: actions.amend_certificate(desk, key, today, **given) if key
            else actions.add_certificate(desk, Certificate(person_key=self.key, **given), today),
            self,
        )  # fmt: skip

    def change(self, row: HoldingRow) -> None:
        """Show a check or training to be corrected."""
        sheet = self._check_sheet(row.key) if row.kind == "check" else self._training_sheet(row.key)
        sheet.exec()

    @writes
    def remove(self) -> None:
        """Take out the one that is chosen; undo brings it back."""
        row = self.held.current()
        if row is None:
            self.context.window.say(N_("Choose a line of the list first."))
            return
        act = actions.remove_check if row.kind == "check" else actions.remove_certificate
        self.context.attempt(lambda: act(self.context.desk, row.key))


class DatedSheet(FormSheet):
    """A form with a first day and a last one; the last is suggested by how long such things last, with the source."""

    def __init__(
        self, context: Context, title: str, form: Form, first: str, last: str, kind: str, act: Any,
        parent: QWidget | None = None, *, intro: str = "",
    ) -> None:  # fmt: skip
        super().__init__(context, context.words(title), form, act, parent, intro=context.words(intro) if intro else "")
        self._first, self._last, self._kind = first, last, kind
        self.suggested = label("", "hint")
        self.use = button(self.words(N_("Use it")), self._use, link=True)
        for one in (self.suggested, self.use):
            self.body.insertWidget(self.body.count() - 1, one)
        self._months: int | None = None
        form.edited.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Suggest a last day: what a role asks for first, else what is known of such training or checks."""
        name = self.form.rows["name"].text() if "name" in self.form.rows else ""
        with self.context.desk.read() as session:
            asked = months_for(session, name) if name else None
            found = (
                None
                if self._kind == "training" and not name.strip()
                else length_for(lengths(session), self._kind, name)
            )
        self._months = asked or (found.months if found else None)
        self.use.setVisible(self._months is not None)
        self.suggested.setVisible(self._months is not None)
        if self._months is not None:
            source = found.source if found and not asked else self.words(N_("what your role asks for"))
            said = self.words.plural(
                "Suggested: {n} month ({source}).", "Suggested: {n} months ({source}).", self._months, source=source
            )
            self.suggested.setText(said)
            self.use.setAccessibleName(f"{self.use.text()}: {said}")

    @writes
    def _use(self) -> None:
        values = self.form.values()
        if values and self._months and values[self._first]:
            self.form.rows[self._last].set(add_months(values[self._first], self._months))
