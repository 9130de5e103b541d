"""Roles in a list: what each needs, and how many of those who have it are in date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.people.actions import roles as actions
from communitydesk.people.documents import in_date_document
from communitydesk.people.figures import people_rows
from communitydesk.people.figures.roles import NEVER_KEPT, RoleRow, StandingRow, role_rows, who_is_in_date
from communitydesk.people.figures.standing import SIGNS, STATES
from communitydesk.people.model import ROLE_CLASSES, Role
from communitydesk.people.ui.lengths import LengthsSheet
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fieldrows import told_apart
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Sentences, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable

FIRST = ("name", "what", "least_age", "ask_key")
WRONG = "wrong"
MORE = ("time", "offer", "role_class", "ended_on")


class RolesList(QWidget):
    """Every role of the group."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(self.context.theme.px(8))
        row.addWidget(button(words(N_("Add a role")), self.add))
        row.addWidget(button(words(N_("How long things last")), self.lengths))
        row.addStretch()
        box.addLayout(row)
        self.troubles = Sentences(context)
        box.addWidget(self.troubles)
        columns = (
            Column(words(N_("Role")), lambda one: one.name, strong=True),
            Column(words(N_("What it needs")), self._needs, stretch=True,
                   state=lambda one: one.troubles[0][0] if one.troubles else ""),
            Column(words(N_("Class")), lambda one: words(ROLE_CLASSES.get(one.role_class, ""))),
            Column(words(N_("Who has it")), lambda one: words.number(one.holders) if one.holders else "",
                   sort=lambda one: one.holders, number=True),
            Column(words(N_("In date")), lambda one: _counted("ok", one.ok), sort=lambda one: one.ok, number=True,
                   state=lambda one: "ok" if one.ok else ""),
            Column(words(N_("Look again")), lambda one: _counted("due", one.due), sort=lambda one: one.due,
                   number=True, state=lambda one: "due" if one.due else ""),
            Column(words(N_("Not in date")), lambda one: _counted("late", one.late), sort=lambda one: one.late,
                   number=True, state=lambda one: "late" if one.late else ""),
        )  # fmt: skip
        told = words(
            N_("What people do for you belongs here: session leader, driver, cook. Each says what it needs of them.")
        )
        self.table = DataTable(
            context, columns, name=words(N_("Roles")), said=self._said,
            empty=(told, words(N_("Add the first role")), self.add),
        )  # fmt: skip
        self.table.opened.connect(lambda one: context.go("people", one.key))
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show the roles as they now are."""
        words = self.words
        with self.context.desk.read() as session:
            rows = role_rows(session, self.context.today())
        self.table.set_rows(rows)
        shown = [
            (state, words(N_("by law")), words(N_("{role}: {sentence}"), role=one.name, sentence=sentence),
             words(N_("See the role")), lambda key=one.key: self.context.go("people", key, "needs"))
            for one in rows if one.ended_on is None for state, sentence in one.troubles
        ]  # fmt: skip
        self.troubles.show_all(shown)
        self.troubles.setVisible(bool(shown))

    def _needs(self, row: RoleRow) -> str:
        said = [self.words(N_("{n} or older"), n=row.least_age)] if row.least_age else []
        said += [self.words.say(one.said) for one in row.needs]
        if row.ended_on:
            said.append(self.words(N_("not used since {day}"), day=row.ended_on))
        return ", ".join(said)

    def _said(self, rows: Sequence[RoleRow]) -> str:
        roles = self.words.plural("{n} role", "{n} roles", len(rows))
        late = sum(one.late for one in rows)
        if not late:
            return roles
        people = self.words.plural("{n} person is not in date", "{n} people are not in date", late)
        return self.words(N_("{roles}; {people}"), roles=roles, people=people)

    @writes
    def add(self) -> str | None:
        """Ask for a new role and show it."""
        form = role_form(self.context)
        form.set(Role())

        def act(values: dict[str, object]) -> str:
            return actions.add_role(self.context.desk, Role(**values)).key

        found = ask_form(self.context, self, N_("Add a role"), form, act, save=N_("Add the role"))
        if found:
            self.context.go("people", str(found), "needs")
        return str(found) if found else None

    def lengths(self) -> None:
        """Show how long checks and training last, and who says so."""
        LengthsSheet(self.context, self).exec()
        self.refresh()


def _counted(state: str, n: int) -> str:
    return f"{SIGNS[state]} {n}" if n else ""


def role_form(context: Context) -> Form:
    """Return the form of a role."""
    with context.desk.read() as session:
        people = told_apart(people_rows(session, left=False))
    return Form(context, Role, FIRST, more=MORE, links={"ask_key": lambda: people})


class InDateList(QWidget):
    """Who is in date: each requirement of everybody who has a role."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(self.context.theme.px(8))
        self.state = DropDown()
        self.state.setAccessibleName(words(N_("Which to show")))
        self.state.addItem(words(N_("Everything")), "")
        self.state.addItem(words(N_("Only what needs doing")), WRONG)
        for code, text in STATES.items():
            self.state.addItem(f"{SIGNS[code]} {words(text)}", code)
        self.state.currentIndexChanged.connect(lambda _: self._narrow())
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.state)
        row.addWidget(caption)
        row.addWidget(self.state)
        row.addStretch()
        row.addWidget(button(words(N_("Print who is in date")), self.print_list))
        box.addLayout(row)
        columns = (
            Column(words(N_("Who")), lambda one: one.name, strong=True),
            Column(words(N_("Role")), lambda one: one.role),
            Column(words(N_("What is needed")), lambda one: words.say(one.finding.said)),
            Column(words(N_("State")), self._state, sort=lambda one: ("late", "due", "ok").index(one.finding.state),
                   state=lambda one: one.finding.state),
            Column(words(N_("Why")), lambda one: words.say(one.finding.reason), stretch=True),
            Column(words(N_("Until")), lambda one: words.short_date(one.finding.until) if one.finding.until else "",
                   sort=lambda one: one.finding.until),
        )  # fmt: skip
        told = words(N_("When people have roles that need something, this list says who has it and until when."))
        self.table = DataTable(
            context, columns, name=words(N_("Who is in date")), said=self._said, empty=(told, "", None)
        )
        self.table.opened.connect(lambda one: context.go("people", one.person_key, "roles"))
        box.addWidget(self.table, 1)
        box.addWidget(label(words(NEVER_KEPT), "second"))
        self._rows: tuple[StandingRow, ...] = ()

    def refresh(self) -> None:
        """Show everybody as they now stand."""
        with self.context.desk.read() as session:
            self._rows = who_is_in_date(session, self.context.today())
        self._narrow()

    @property
    def wrong(self) -> int:
        """How many things have run out or are missing."""
        return sum(one.finding.state == "late" for one in self._rows)

    def _narrow(self) -> None:
        wanted = self.state.currentData()
        self.table.set_rows(
            [one for one in self._rows
             if not wanted or one.finding.state == wanted or (wanted == WRONG and one.finding.state != "ok")]
        )  # fmt: skip

    def _state(self, row: StandingRow) -> str:
        return f"{SIGNS[row.finding.state]} {self.words(STATES[row.finding.state])}"

    def _said(self, rows: Sequence[StandingRow]) -> str:
        n = self.words.plural("{n} requirement", "{n} requirements", len(rows))
        late = sum(one.finding.state == "late" for one in rows)
        return self.words(N_("{requirements}, {late} not in date"), requirements=n, late=late)

    def print_list(self) -> None:
        """Show the list as the PDF that it will be."""
        from communitydesk.desk.words import Message

        group = Message(N_("People and hours"))
        self.context.window.preview(in_date_document(self.context.desk, self.context.today(), group))
