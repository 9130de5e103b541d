"""One role's page: who has it and is in date, what it needs, when somebody went ahead without, and its details."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message
from communitydesk.group.ui.shelf import save_form
from communitydesk.people.actions import roles as actions
from communitydesk.people.documents import role_document
from communitydesk.people.figures import people_rows
from communitydesk.people.figures.roles import NEVER_KEPT, HolderRow, NeedRow, RoleFigures, role_figures, values
from communitydesk.people.figures.standing import SIGNS, STATES
from communitydesk.people.model import Role, RoleHeld
from communitydesk.people.ui.ahead import with_reason
from communitydesk.people.ui.need import ask_need
from communitydesk.people.ui.roles import role_form
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice, told_apart
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.history import History
from communitydesk.widgets.page import Card, Page, Sentences, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.tabs import Tabs


class RolePage(Page):
    """A role, and everybody who has it."""

    shows = (
        "role", "role_need", "role_held", "went_ahead", "check_seen", "certificate", "need_length", "person", "reference",
        "planned_session",
    )  # fmt: skip

    def __init__(self, context: Context, key: str) -> None:
        words = context.words
        back = (words(N_("Roles")), lambda: context.go("people", None, "roles"))
        super().__init__(context, "", [back], scrolls=False)
        self.key = key
        self.figures: RoleFigures | None = None
        self.add_button(words(N_("Remove")), self.remove)
        self.add_button(words(N_("Print the description")), self.print_role)
        self.add_button(words(N_("Give it to somebody")), self.give, primary=True)
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self.tabs = Tabs(context)
        self.holders, self.needs, self.ahead = self._holders(), self._needs(), ahead_table(context, person=True)
        self.form = role_form(context)
        self.history = History(context, Ref("role", key))
        self.tabs.keep(self.needs, self.ahead, self.form, self.history)
        self.tabs.add("holders", words(N_("Who has it")), self._holders_side)
        self.tabs.add("needs", words(N_("What it needs")), self._needs_side)
        self.tabs.add("ahead", words(N_("Gone ahead without")), lambda: self.ahead)
        self.tabs.add("details", words(N_("Details")), self._details)
        self.tabs.add("history", words(N_("History")), lambda: self.history)
        self.body.addWidget(self.tabs, 1)

    # -- making ---------------------------------------------------------------------------------

    def _holders(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("Who")), lambda one: one.name, strong=True),
            Column(words(N_("From")), lambda one: words.short_date(one.start), sort=lambda one: one.start),
            Column(words(N_("Until")), lambda one: words.short_date(one.end) if one.end else "",
                   sort=lambda one: one.end),
            Column(words(N_("State")), self._stands, state=lambda one: one.state if one.now(self.context.today()) else ""),
            Column(words(N_("Why")), self._why, stretch=True),
        )  # fmt: skip
        told = words(N_("Nobody has this role yet."))
        table = DataTable(
            self.context, columns, name=words(N_("Who has this role")),
            said=lambda rows: words.plural("{n} person", "{n} people", len(rows)),
            empty=(told, words(N_("Give it to somebody")), self.give),
        )  # fmt: skip
        table.opened.connect(lambda one: self.context.go("people", one.person_key, "roles"))
        return table

    def _stands(self, row: HolderRow) -> str:
        if not row.now(self.context.today()):
            return self.words(N_("gave it up"))
        return f"{SIGNS[row.state]} {self.words(STATES[row.state])}"

    def _why(self, row: HolderRow) -> str:
        wrong = [one for one in row.findings if one.state != "ok"]
        if not row.now(self.context.today()):
            return ""
        return " ".join(self.words(N_("{need}: {reason}"), need=one.said, reason=one.reason) for one in wrong)

    def _holders_side(self) -> QWidget:
        words = self.words
        return _with_buttons(
            self.holders,
            button(words(N_("They gave it up ...")), self.end),
            button(words(N_("Given by mistake")), self.take_out),
        )

    def _needs(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("What is needed")), lambda one: words.say(one.said), strong=True,
                   state=lambda one: one.trouble[0] if one.trouble else ""),
            Column(words(N_("How long it lasts")), self._lasts),
            Column(words(N_("Eligible")), self._eligible),
            Column(words(N_("Why")), lambda one: one.eligible_why, stretch=True),
        )  # fmt: skip
        told = words(N_("This role needs nothing yet: no check, no training, no references."))
        table = DataTable(
            self.context, columns, name=words(N_("What this role needs")), filtered=False,
            empty=(told, words(N_("Say what it needs")), self.add_need),
        )  # fmt: skip
        table.opened.connect(lambda one: ask_need(self.context, self, self.key, one.key))
        return table

    def _lasts(self, row: NeedRow) -> str:
        if row.kind != "training":
            return ""
        return self.words.plural("{n} month", "{n} months", row.months) if row.months else self.words(N_("for ever"))

    def _eligible(self, row: NeedRow) -> str:
        if not row.restricted:
            return ""
        said = {"yes": N_("yes"), "no": N_("no")}
        return self.words(said.get(row.eligible, N_("not looked at yet")))

    def _needs_side(self) -> QWidget:
        words = self.words
        side = _with_buttons(
            self.needs,
            button(words(N_("Say what else it needs")), self.add_need),
            button(words(N_("Not needed any more")), self.drop_need),
        )
        layout = side.layout()
        assert layout is not None
        layout.addWidget(label(words(NEVER_KEPT), "second"))
        return side

    def _details(self) -> QWidget:
        card = Card(self.context)
        card.add(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.words(N_("Save the details")), self.save, primary=True))
        card.body.addLayout(row)
        card.body.addStretch(1)
        return scrolled(self.context, card)

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the role as it now is; go back when it is not there any more."""
        words = self.words
        with self.context.desk.read() as session:
            self.figures = figures = role_figures(session, self.key, self.context.today())
            known = values(session, Role, self.key)
        if figures is None:
            self.context.go("people", None, "roles")
            return
        row = figures.row
        self.set_title(row.name)
        self.set_state(words(N_("not used since {day}"), day=row.ended_on) if row.ended_on else "")
        shown = [(state, words(N_("by law")), words.say(told), "", None) for state, told in row.troubles]
        self.problems.show_all(shown)
        self.problems.setVisible(bool(shown))
        self.holders.set_rows(figures.holders)
        self.needs.set_rows(row.needs)
        self.ahead.set_rows(figures.ahead)
        self.tabs.count_of("holders", row.holders or None)
        self.tabs.count_of("needs", len(row.needs) or None)
        self.tabs.count_of("ahead", len(figures.ahead) or None)
        if not self.form.changed:
            self.form.set(known)
        self.history.refresh()

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.form.changed

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def save(self) -> None:
        """Keep the details."""
        save_form(self.context, self.form, lambda given: actions.amend_role(self.context.desk, self.key, **given))

    @writes
    def give(self) -> None:
        """Ask who gets it and from when; what they lack is told, and going ahead needs a reason."""
        ask_give(self.context, self, role_key=self.key)

    @writes
    def end(self) -> None:
        """Ask for the last day of whoever is chosen."""
        row = self.holders.current()
        if row is None:
            self.context.window.say(N_("Choose somebody in the list first."))
        else:
            ask_end(self.context, self, row.key)

    @writes
    def take_out(self) -> None:
        """Take out the one that is chosen; undo brings it back."""
        row = self.holders.current()
        if row is None:
            self.context.window.say(N_("Choose somebody in the list first."))
        else:
            self.context.attempt(lambda: actions.remove_held(self.context.desk, row.key))

    @writes
    def add_need(self) -> None:
        """Ask what it needs."""
        ask_need(self.context, self, self.key)

    @writes
    def drop_need(self) -> None:
        """Take out the requirement that is chosen; undo brings it back."""
        row = self.needs.current()
        if row is None:
            self.context.window.say(N_("Choose a line of the list first."))
        else:
            self.context.attempt(lambda: actions.remove_need(self.context.desk, row.key))

    @writes
    def remove(self) -> None:
        """Remove a role that nobody ever had; undo brings it back."""

        if removed(self.context, lambda: actions.remove_role(self.context.desk, self.key)):
            self.context.go("people", None, "roles")

    def print_role(self) -> None:
        """Show the description as the PDF that it will be."""
        if self.figures:
            group, today = Message(N_("People and hours")), self.context.today()
            self.context.window.preview(role_document(self.context.desk, self.key, self.figures.row.name, today, group))


def _with_buttons(table: DataTable, *buttons: QWidget) -> QWidget:
    side = QWidget()
    box = QVBoxLayout(side)
    box.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    box.addLayout(row)
    box.addWidget(table, 1)
    return side


def ahead_table(context: Context, *, person: bool) -> DataTable:
    """Return the table of decisions to go ahead: of a role with the people, or of a person with the roles."""
    words = context.words
    columns = (
        Column(words(N_("Decided on")), lambda one: words.short_date(one.decided_on), sort=lambda one: one.decided_on),
        Column(words(N_("Who")) if person else words(N_("Role")), lambda one: one.name if person else one.role,
               strong=True),
        Column(words(N_("For")), lambda one: words.day(one.planned_on) if one.planned_on else words(N_("the role")),
               sort=lambda one: one.planned_on),
        Column(words(N_("What was missing")), lambda one: words.listing(words.say(what) for what in one.lacking)),
        Column(words(N_("Why")), lambda one: one.reason, stretch=True),
        Column(words(N_("Decided by")), lambda one: one.decided_by),
    )  # fmt: skip
    told = words(N_("Nobody was given this without what it needs.")) if person else words(N_("Nothing here."))
    table = DataTable(context, columns, name=words(N_("Gone ahead without")), filtered=False, empty=(told, "", None))
    table.opened.connect(
        lambda one: context.go("people", one.person_key, "roles") if person else context.go("people", one.role_key)
    )
    return table


def ask_give(context: Context, parent: QWidget, *, role_key: str = "", person_key: str = "") -> bool:
    """Ask who is given which role and from when; return whether it was done."""
    from communitydesk.people.figures.roles import role_rows

    today = context.today()
    with context.desk.read() as session:
        people = told_apart(people_rows(session, left=False))
        roles = [Choice(one.key, one.name) for one in role_rows(session, today, ended=False)]
    names = (*(() if person_key else ("person_key",)), *(() if role_key else ("role_key",)), "start")
    form = Form(context, RoleHeld, names, more=("end",),
                links={"person_key": lambda: people, "role_key": lambda: roles})  # fmt: skip
    form.set({"start": today})
    fixed: dict[str, Any] = {"person_key": person_key} if person_key else {}
    fixed |= {"role_key": role_key} if role_key else {}

    def act(given: dict[str, Any]) -> object:
        def give(reason: str) -> object:
            return actions.give_role(context.desk, RoleHeld(**fixed, **given), today, reason)

        done = with_reason(context, parent, give)
        if done is None:
            raise FieldTrouble("start", N_("Nothing was changed. To go ahead, a reason is needed."))
        return done

    return bool(ask_form(context, parent, N_("Give a role"), form, act, save=N_("Give the role")))


def ask_end(context: Context, parent: QWidget, held_key: str) -> None:
    """Ask for the last day on which somebody has a role."""
    form = Form(context, RoleHeld, ("end",), labels={"end": N_("Last day")})
    form.set({"end": context.today()})

    def act(given: dict[str, Any]) -> bool:
        if not isinstance(given["end"], dt.date):
            raise FieldTrouble("end", N_("Say the last day, such as today."))
        actions.end_role(context.desk, held_key, given["end"])
        return True

    ask_form(context, parent, N_("They gave it up"), form, act)
