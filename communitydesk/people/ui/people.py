"""Everybody in a list: what they are to the group, and what they gave this year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people import actions
from communitydesk.people.figures.listing import Listed, listed, role_names
from communitydesk.people.figures.standing import SIGNS, STATES
from communitydesk.people.model import PARTS, STAGES, Person
from communitydesk.people.ui.printing import ask_register
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
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
    "born_on",
)
GONE, NOTHING = "left", "nothing"
ORDER = ("late", "due", "ok", "")
"""States as they are sorted: what needs doing first."""
MORE = ("role_class", "joined_on", "left_on")


class PeopleList(QWidget):
    """Everybody, narrowed by what they are to the group, their stage, role and skills, and whether they are in date.

    `context.extra["people_papers"]` may hold papers about all of them that later rooms make: (text, what it does).
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.who = _combo(words(N_("Whom to show")))
        self.who.addItem(words(N_("Everybody who is here")), "")
        for part, title in PARTS.items():
            self.who.addItem(words(title), part)
        self.who.addItem(words(N_("Those who have left")), GONE)
        self.stage = _combo(words(N_("Stage")))
        self.stage.addItem(words(N_("Any stage")), "")
        for stage, title in STAGES.items():
            if stage != GONE:
                self.stage.addItem(words(title), stage)
        self.state = _combo(words(N_("In date")))
        self.state.addItem(words(N_("In date or not")), "")
        for code, title in STATES.items():
            self.state.addItem(f"{SIGNS[code]} {words(title)}", code)
        self.state.addItem(words(N_("Nothing needed")), NOTHING)
        self.role, self.skill = _combo(words(N_("Role"))), _combo(words(N_("Skill")))
        self._offer(self.role, N_("Any role"), ())
        self._offer(self.skill, N_("Any skill"), ())
        self.filters = (self.who, self.stage, self.role, self.state, self.skill)
        for combo in self.filters:
            combo.currentIndexChanged.connect(lambda _: self._narrow())
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.who)
        self.all_button = button(words(N_("Show everybody again")), self.show_all, link=True)
        self.print_button = button(words(N_("Print the register")), self.print)
        more = [
            button(words(text), partial(act, context), name=words(text))
            for text, act in context.extra.get("people_papers", ())
        ]
        box.addWidget(Flow(context, (caption, *self.filters, self.all_button, self.print_button, *more)))
        told = words(
            N_(
                "Volunteers, committee, staff and those who take part belong here. Add them one by one, bring in a list that you have,"
                " or type a sign-in sheet: new names are added as you go."
            )
        )
        self.table = DataTable(
            context, self._columns(), name=words(N_("People")), said=self._said,
            empty=(told, words(N_("Add the first person")), self.add),
        )  # fmt: skip
        self.table.opened.connect(lambda one: context.go("people", one.key))
        box.addWidget(self.table, 1)
        self.nobody = label(words(N_("Nobody is like this. Choose something else, or show everybody again.")))
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nobody.hide()
        box.addWidget(self.nobody, 1)
        self._rows: tuple[Listed, ...] = ()

    def _columns(self) -> tuple[Column, ...]:
        words = self.words
        return (
            Column(words(N_("Name")), lambda one: one.name, strong=True),
            Column(words(N_("In date")), self._state, sort=lambda one: ORDER.index(one.state), state=lambda one: one.state),
            Column(words(N_("What they do")), lambda one: one.does, stretch=True),
            Column(words(N_("What they are")), self._parts),
            Column(words(N_("Last seen")), lambda one: words.short_date(one.last_on) if one.last_on else "",
                   sort=lambda one: one.last_on),
            Column(words(N_("Hours this year")), self._hours, sort=lambda one: one.minutes, number=True),
            Column(words(N_("Number")), lambda one: str(one.number), sort=lambda one: one.number, number=True),
        )  # fmt: skip

    def refresh(self) -> None:
        """Show everybody as they now are."""
        with self.context.desk.read() as session:
            self._rows = listed(session, self.context.today(), current_year(session, self.context.today()))
            roles = role_names(session)
        self._offer(self.role, N_("Any role"), roles)
        self._offer(self.skill, N_("Any skill"), _each_once(name for row in self._rows for name in row.skills))
        self._narrow()

    def _offer(self, combo: QComboBox, every: str, names: Sequence[str]) -> None:
        """Offer these names; what was chosen stays chosen where it still is there."""
        chosen = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(self.words.say(every), "")
        for name in names:
            combo.addItem(name, name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)
        combo.setEnabled(bool(names))

    def _narrow(self) -> None:
        wanted = tuple(str(combo.currentData() or "") for combo in self.filters)
        shown = [row for row in self._rows if _like(row, *wanted)]
        self.table.set_rows(shown)
        nobody = bool(self._rows) and not shown
        self.table.setVisible(not nobody)
        self.nobody.setVisible(nobody)
        self.all_button.setVisible(any(wanted))

    def show_all(self) -> None:
        """Take every choice back."""
        for combo in self.filters:
            combo.setCurrentIndex(0)
        self.who.setFocus()

    def _parts(self, row: Listed) -> str:
        said = [self.words(PARTS[part]) for part in row.parts]
        if row.stage not in ("active", GONE):
            said.insert(0, self.words(STAGES[row.stage]))
        if row.left_on:
            said.append(self.words(N_("left {day}"), day=row.left_on))
        return ", ".join(said)

    def _state(self, row: Listed) -> str:
        return f"{SIGNS[row.state]} {self.words(STATES[row.state])}" if row.state else ""

    def _hours(self, row: Listed) -> str:
        return self.words.clock(row.minutes) if row.minutes else ""

    def _said(self, rows: Sequence[Listed]) -> str:
        people = self.words.plural("{n} person", "{n} people", len(rows))
        hours = self.words.hours(sum(row.minutes for row in rows))
        told = self.words(N_("{people}, {hours} this year"), people=people, hours=hours)
        late = sum(row.state == "late" for row in rows)
        return self.words(N_("{told}, {n} not in date"), told=told, n=late) if late else told

    def print(self) -> None:
        """Ask what goes into the register, and show it as it will be printed."""
        part = str(self.who.currentData())
        ask_register(self.context, self, part if part in PARTS else "")

    @writes
    def add(self) -> str | None:
        """Ask for a new person and show their record, where the rest is asked; return the key."""
        key = ask_person(self.context, self)
        if key:
            self.context.go("people", key)
        return key


def _like(row: Listed, who: str, stage: str, role: str, state: str, skill: str) -> bool:
    """Whether a person is what was chosen; an empty choice is everybody's."""
    return (
        row.here == (who != GONE)
        and (who in ("", GONE) or who in row.parts)
        and stage in ("", row.stage)
        and (not role or role in row.roles)
        and (not state or (row.state == "" if state == NOTHING else row.state == state))
        and (not skill or skill in row.skills)
    )


def _combo(name: str) -> QComboBox:
    made = DropDown()
    made.setAccessibleName(name)
    return made


def _each_once(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=str.casefold)


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
