"""Everybody in a list: what they are to the group, and what they gave this year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people import actions
from communitydesk.people.figures import PersonRow, people_rows
from communitydesk.people.model import PARTS, Person
from communitydesk.people.ui.printing import ask_register
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.table import Column, DataTable

FIRST = (
    "name",
    "stage",
    "role",
    "is_volunteer",
    "is_committee",
    "is_staff",
    "is_sessional",
    "takes_part",
    "email",
    "phone",
)
GONE = "left"
MORE = ("role_class", "joined_on", "left_on")


class PeopleList(QWidget):
    """Everybody, narrowed by what they are to the group."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(self.context.theme.px(8))
        self.who = QComboBox()
        self.who.setAccessibleName(words(N_("Whom to show")))
        self.who.addItem(words(N_("Everybody who is here")), "")
        for part, title in PARTS.items():
            self.who.addItem(words(title), part)
        self.who.addItem(words(N_("Those who have left")), GONE)
        self.who.currentIndexChanged.connect(lambda _: self._narrow())
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.who)
        row.addWidget(caption)
        row.addWidget(self.who)
        row.addStretch()
        self.print_button = button(words(N_("Print the register")), self.print)
        row.addWidget(self.print_button)
        box.addLayout(row)
        columns = (
            Column(words(N_("Name")), lambda one: one.name, strong=True),
            Column(words(N_("Number")), lambda one: str(one.number), sort=lambda one: one.number, number=True),
            Column(words(N_("What they do")), lambda one: one.role),
            Column(words(N_("What they are")), self._parts, stretch=True),
            Column(words(N_("Hours this year")), self._hours, sort=lambda one: one.minutes, number=True),
            Column(words(N_("Sessions this year")), lambda one: str(one.sessions or ""), sort=lambda one: one.sessions,
                   number=True),
        )  # fmt: skip
        told = words(
            N_(
                "Volunteers, committee, staff and those who take part belong here. Or type a sign-in sheet: new names are added as you go."
            )
        )
        self.table = DataTable(
            context, columns, name=words(N_("People")), said=self._said,
            empty=(told, words(N_("Add the first person")), self.add),
        )  # fmt: skip
        self.table.opened.connect(lambda one: context.go("people", one.key))
        box.addWidget(self.table, 1)
        self._rows: tuple[PersonRow, ...] = ()

    def refresh(self) -> None:
        """Show everybody as they now are."""
        with self.context.desk.read() as session:
            self._rows = people_rows(session, current_year(session, self.context.today()))
        self._narrow()

    def _narrow(self) -> None:
        wanted, today = self.who.currentData(), self.context.today()

        def shown(row: PersonRow) -> bool:
            gone = row.left_on is not None and row.left_on <= today
            return gone if wanted == GONE else not gone and (not wanted or wanted in row.parts)

        self.table.set_rows([row for row in self._rows if shown(row)])

    def _parts(self, row: PersonRow) -> str:
        said = [self.words(PARTS[part]) for part in row.parts]
        if row.left_on:
            said.append(self.words(N_("left {day}"), day=row.left_on))
        return ", ".join(said)

    def _hours(self, row: PersonRow) -> str:
        return self.words.clock(row.minutes) if row.minutes else ""

    def _said(self, rows: Sequence[PersonRow]) -> str:
        people = self.words.plural("{n} person", "{n} people", len(rows))
        hours = self.words.hours(sum(row.minutes for row in rows))
        return self.words(N_("{people}, {hours} this year"), people=people, hours=hours)

    def print(self) -> None:
        """Ask what goes into the register, and show it as it will be printed."""
        part = str(self.who.currentData())
        ask_register(self.context, self, part if part in PARTS else "")

    def add(self) -> str | None:
        """Ask for a new person; return the key."""
        return ask_person(self.context, self)


def ask_person(context: Context, parent: QWidget | None, name: str = "") -> str | None:
    """Ask for a new person in a sheet; return the key, None when nobody was added."""
    form = Form(context, Person, FIRST, more=MORE)
    form.set(Person(name=name, joined_on=context.today()))

    def act(values: dict[str, object]) -> str:
        if values["stage"] in ("enquiry", "applied"):
            values["joined_on"] = None  # they have not joined yet
        return actions.add_person(context.desk, Person(**values)).key

    found = ask_form(context, parent, N_("Add a person"), form, act, save=N_("Add the person"))
    return str(found) if found else None
