"""One person's record: details, hours, the sessions they came to, and what was done to the record.

`context.extra["person_tabs"]` may hold more sides that later rooms plug in: (id, title, what makes it from the key).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.group.ui.shelf import save_form
from communitydesk.people import actions
from communitydesk.people.figures import PARTS, people_rows, person_figures, person_values
from communitydesk.people.model import Person
from communitydesk.people.ui.hours import HoursList
from communitydesk.people.ui.people import FIRST, MORE
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.history import History
from communitydesk.widgets.page import Card, Page, Rows, Tabs, button, figure_card
from communitydesk.widgets.table import Column, DataTable


class PersonPage(Page):
    """Who somebody is and what they gave."""

    shows = ("person", "hours", "attendance", "session", "activity")

    def __init__(self, context: Context, key: str) -> None:
        back = (context.words(N_("People")), lambda: context.go("people"))
        super().__init__(context, "", [back], scrolls=False)
        self.key = key
        self.add_button(self.words(N_("Join with another entry")), self.join)
        self.add_button(self.words(N_("Remove")), self.remove)
        self.tabs = Tabs(context)
        self.details = _Details(context, key)
        self.hours = HoursList(context, key)
        self.history = History(context, Ref("person", key))
        self.attended = self._attended()
        self.tabs.add("details", self.words(N_("Details")), self._scrolled_details)
        self.tabs.add("hours", self.words(N_("Hours")), lambda: self.hours)
        self.tabs.add("attendance", self.words(N_("Came to")), lambda: self.attended)
        for id_, title, make in context.extra.get("person_tabs", ()):
            self.tabs.add(id_, self.words(title), partial(make, context, key))
        self.tabs.add("history", self.words(N_("History")), lambda: self.history)
        self.body.addWidget(self.tabs)

    def _scrolled_details(self) -> QWidget:
        from communitydesk.group.ui.page import scrolled

        return scrolled(self.details)

    def _attended(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("Date")), lambda one: words.day(one.held_on), sort=lambda one: one.held_on),
            Column(words(N_("Activity")), lambda one: one.activity, stretch=True),
        )
        empty = (words(N_("Nothing yet: their name is on no session's list.")), "", None)
        table = DataTable(
            self.context, columns, name=words(N_("Sessions they came to")), empty=empty,
            said=lambda rows: words.plural("{n} session", "{n} sessions", len(rows)),
        )  # fmt: skip
        table.opened.connect(lambda one: self.context.go("activities", one.session_key))
        return table

    def refresh(self) -> None:
        """Show the person as they now are; go back when they are not there any more."""
        today = self.context.today()
        with self.context.desk.read() as session:
            values = person_values(session, self.key)
            figures = person_figures(session, self.key, current_year(session, today))
        if not values:
            self.context.go("people")
            return
        self.set_title(values["name"])
        if values["left_on"] and values["left_on"] <= today:
            self.set_state(self.words(N_("left {day}"), day=values["left_on"]))
        else:
            said = [self.words(PARTS[part]) for part in PARTS if values[part]]
            self.set_state(", ".join(said))
        self.details.show_person(values, figures.minutes, figures.minutes_ever, len(figures.attended))
        self.hours.refresh()
        self.attended.set_rows(figures.attended)
        self.tabs.count_of("attendance", len(figures.attended) or None)
        self.history.refresh()

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.details.form.changed

    def remove(self) -> None:
        """Remove somebody added by mistake; undo brings them back."""

        def act() -> bool:
            actions.remove_person(self.context.desk, self.key)
            return True

        if self.context.attempt(act):
            self.context.go("people")

    def join(self) -> None:
        """Ask which other entry is the same person, and join the two."""
        with self.context.desk.read() as session:
            others = [
                Choice(one.key, f"{one.name} ({one.number})") for one in people_rows(session) if one.key != self.key
            ]
        from communitydesk.desk.fields import Field, Kind

        other = Field("other", N_("The other entry"), Kind.LINK, N_("Its hours and sessions move here."), required=True)
        form = Form(self.context, {"other": other}, ("other",), links={"other": lambda: others})
        ask_form(
            self.context, self, N_("Join two entries of one person"), form,
            lambda values: actions.merge_people(self.context.desk, self.key, values["other"]), save=N_("Join them"),
        )  # fmt: skip


class _Details(QWidget):
    """A person's fields, changed in place, under what they gave."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__()
        self.context, self.words, self.key = context, context.words, key
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(context.theme.px(14))
        self._figures: QWidget | None = None
        card = Card(context)
        self.form = Form(context, Person, FIRST, more=MORE)
        card.add(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.save_button = button(self.words(N_("Save the details")), self.save, primary=True)
        row.addWidget(self.save_button)
        card.body.addLayout(row)
        self._box.addWidget(card)
        self._box.addStretch(1)

    def show_person(self, values: dict[str, object], minutes: int, ever: int, sessions: int) -> None:
        """Show a person's fields, unless somebody is typing, and what they gave."""
        if not self.form.changed:
            self.form.set(values)
        if self._figures:
            self._figures.deleteLater()
        words = self.words
        self._figures = Rows(
            self.context,
            [
                figure_card(self.context, words.hours(minutes), words(N_("given this year"))),
                figure_card(self.context, words.hours(ever), words(N_("given in all"))),
                figure_card(self.context, words.number(sessions), words(N_("sessions they came to"))),
            ],
        )
        self._box.insertWidget(0, self._figures)

    def save(self) -> None:
        """Keep what was typed."""
        save_form(self.context, self.form, lambda values: actions.amend_person(self.context.desk, self.key, **values))
