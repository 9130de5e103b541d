"""Hours in a list, with their sums by person, activity, class of role, month or award.

`context.extra["match_hook"]` may be an `AwardHook`, with which the room of grants says for which award hours count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from communitydesk.activities.figures import activity_rows
from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people import actions
from communitydesk.people.figures import HoursRow, HoursWanted, Total, hours_by, hours_rows, hours_values, people_rows
from communitydesk.people.model import ROLE_CLASSES, Hours
from communitydesk.people.ui.periods import chosen_period, period_box
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fieldrows import Choice, told_apart
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.table import Column, DataTable

SUMS = {
    "": N_("Every entry"),
    "person": N_("Sums by person"),
    "activity": N_("Sums by activity"),
    "role_class": N_("Sums by class of role"),
    "month": N_("Sums by month"),
    "year": N_("Sums by year"),
}
BY_AWARD, BY_CODE = N_("Sums by award"), "award"
FIRST = ("person_key", "given_on", "minutes", "activity_key", "role_class")
MORE = ("group_label", "people", "role", "note")


class AwardHook(Protocol):
    """How the room of grants takes part in lists of hours."""

    def awards(self) -> Sequence[Choice]:
        """Return the awards for which hours count already."""

    def of_award(self, wanted: HoursWanted, award_key: str) -> HoursWanted:
        """Return those of the hours wanted that count for an award; "" means for none."""

    def totals(self, wanted: HoursWanted) -> Sequence[Total]:
        """Return the hours wanted, added up by award."""


class HoursList(QWidget):
    """Every entry of a period, or their sums; a row opens to be corrected."""

    def __init__(self, context: Context, person_key: str = "") -> None:
        super().__init__()
        self.context, self.words, self._person = context, context.words, person_key
        self.hook: AwardHook | None = context.extra.get("match_hook")
        self._part: tuple[str, Total] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.period, self.activity, self.sums = period_box(self.words), DropDown(), DropDown()
        box.addLayout(self._top())
        self.whole = button("", self.show_whole, link=True)
        self.whole.hide()
        box.addWidget(self.whole)
        self.entries, self.totals = self._entries(), self._totals()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.entries)
        self.stack.addWidget(self.totals)
        box.addWidget(self.stack, 1)
        for one in (self.period, self.activity, self.sums):
            one.currentIndexChanged.connect(lambda _: self._chosen())

    def _top(self) -> FlowLayout:
        words, row = self.words, FlowLayout(self.context.theme.px(8))
        self.activity.setAccessibleName(words(N_("Activity")))
        self.activity.addItem(words(N_("All activities")), "")
        self.sums.setAccessibleName(words(N_("Entries or sums")))
        for code, text in SUMS.items():
            if not (self._person and code == "person"):
                self.sums.addItem(words(text), code)
        if self.hook and hasattr(self.hook, "totals"):
            self.sums.addItem(words(BY_AWARD), BY_CODE)
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.period)
        for one in (caption, self.period, self.activity, self.sums):
            row.addWidget(one)
        row.addStretch()
        self.letters_button = button(words(N_("Letters and certificates")), self.write_letters)
        self.add_button = button(words(N_("Add hours")), self.add)
        self.remove_button = button(words(N_("Remove")), self.remove)
        self.remove_button.setAccessibleName(words(N_("Remove the chosen hours")))
        row.addWidget(self.letters_button)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        return row

    def _entries(self) -> DataTable:
        words = self.words
        columns = [
            Column(words(N_("Date")), lambda one: words.day(one.given_on), sort=lambda one: one.given_on),
            Column(words(N_("Who")), self._who, strong=True),
            Column(words(N_("As")), lambda one: one.role or words(ROLE_CLASSES.get(one.role_class, ""))),
            Column(words(N_("Activity")), lambda one: one.activity, stretch=True),
            Column(words(N_("Hours")), lambda one: words.clock(one.total), sort=lambda one: one.total, number=True),
            Column(words(N_("Note")), lambda one: one.note),
        ]
        if self._person:
            del columns[1]
        told = words(N_("No hours are recorded in this time. The quickest way is a whole sign-in sheet at once."))
        table = DataTable(
            self.context, columns, name=words(N_("Hours")), said=self._said,
            empty=(told, words(N_("Record a session")), writes(lambda: self.context.go("people", None, "session"))),
        )  # fmt: skip
        table.opened.connect(self.correct)
        return table

    def _totals(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("For")), self._label, sort=lambda one: one.label.casefold(), stretch=True),
            Column(words(N_("Entries")), lambda one: words.number(one.entries), sort=lambda one: one.entries, number=True),
            Column(words(N_("Volunteers")), lambda one: words.number(one.volunteers),
                   sort=lambda one: one.volunteers, number=True),
            Column(words(N_("Hours")), lambda one: words.clock(one.minutes), sort=lambda one: one.minutes, number=True),
        )  # fmt: skip
        table = DataTable(self.context, columns, name=words(N_("Sums of hours")), said=self._summed)
        table.opened.connect(self._open_total)
        return table

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the hours as they now are."""
        with self.context.desk.read() as session:
            activities = activity_rows(session)
        kept = self.activity.currentData()
        self.activity.blockSignals(True)
        while self.activity.count() > 1:
            self.activity.removeItem(1)
        for one in activities:
            self.activity.addItem(one.name, one.key)
        self.activity.setCurrentIndex(max(0, self.activity.findData(kept)))
        self.activity.blockSignals(False)
        self._fill()

    def _chosen(self) -> None:
        """Show what was chosen above: all of it, whatever line of a sum was followed before."""
        self._part = None
        self._fill()

    def _wanted(self) -> HoursWanted:
        today, activity = self.context.today(), self.activity.currentData()
        with self.context.desk.read() as session:
            period = chosen_period(self.period.currentData(), current_year(session, today), today)
        wanted = HoursWanted(period, [activity] if activity else None, person_key=self._person)
        if self._part is None:
            return wanted
        by, line = self._part
        if by == "award":
            return self.hook.of_award(wanted, line.key) if self.hook else wanted
        return wanted.part(by, line.key)  # type: ignore[arg-type]

    def _fill(self) -> None:
        by, wanted = self.sums.currentData(), self._wanted()
        if by == "award" and self.hook:
            self.totals.set_rows(self.hook.totals(wanted))
        else:
            with self.context.desk.read() as session:
                if by:
                    self.totals.set_rows(hours_by(session, by, wanted))
                else:
                    self.entries.set_rows(hours_rows(session, wanted))
        if self._part:
            self.whole.setText(self.words(N_("Only: {what}. Show all"), what=self._label(self._part[1], self._part[0])))
            self.whole.setAccessibleName(self.whole.text())
        self.whole.setVisible(self._part is not None)
        self.stack.setCurrentWidget(self.totals if by else self.entries)
        self.remove_button.setVisible(not by)

    def show_entry(self, key: str) -> None:
        """Go to one entry, whatever is chosen above."""
        self.sums.setCurrentIndex(0)
        self.activity.setCurrentIndex(0)
        self.period.setCurrentIndex(self.period.findData("all"))
        self.show_whole()
        self.entries.choose(key)

    def _who(self, row: HoursRow) -> str:
        if row.name:
            return row.name
        group = row.group_label or self.words(N_("A group without names"))
        return self.words(N_("{group} × {n}"), group=group, n=row.people)

    def _said(self, rows: Sequence[HoursRow]) -> str:
        entries = self.words.plural("{n} entry", "{n} entries", len(rows))
        return self.words(N_("{entries}, {hours}"), entries=entries, hours=self.words.hours(sum(r.total for r in rows)))

    def _summed(self, rows: Sequence[Total]) -> str:
        return self.words(N_("{hours} together"), hours=self.words.hours(sum(row.minutes for row in rows)))

    def _label(self, row: Total, by: str = "") -> str:
        by = by or self.sums.currentData()
        if by == "month" and row.key:
            return self.words.date_as(dt.date(int(row.key[:4]), int(row.key[5:7]), 1), "MMMM y")
        if by == "role_class":
            return self.words(ROLE_CLASSES.get(row.key, row.key))
        nobody = {"person": N_("Groups without names"), "activity": N_("No activity named"),
                  "award": N_("For no award yet")}  # fmt: skip
        return row.label or self.words(nobody.get(by, ""))

    def _open_total(self, row: Total) -> None:
        """Show the entries behind a line of a sum."""
        by = self.sums.currentData()
        if by == "person" and row.key:
            self.context.go("people", row.key, "hours")
            return
        self.sums.blockSignals(True)
        self.sums.setCurrentIndex(0)
        self.sums.blockSignals(False)
        self._part = (by, row)
        self._fill()

    def show_whole(self) -> None:
        """Show every entry again, not only those of one line of a sum."""
        self._part = None
        self._fill()

    # -- doing ----------------------------------------------------------------------------------

    def write_letters(self) -> None:
        """Go to the letters of thanks and certificates of those who gave time."""
        if self._person:
            self.context.go("people", None, "letters", person=self._person)
        else:
            self.context.go("people", None, "letters")

    def _form(self) -> Form:
        with self.context.desk.read() as session:
            people = told_apart(people_rows(session))
            activities = [Choice(one.key, one.name) for one in activity_rows(session)]
        return Form(
            self.context,
            Hours,
            FIRST,
            more=MORE,
            links={"person_key": lambda: people, "activity_key": lambda: activities},
        )

    @writes
    def add(self) -> None:
        """Ask for the hours of one person, or of a group without names."""
        form = self._form()
        form.set(Hours(person_key=self._person or None, given_on=self.context.today()))
        ask_form(
            self.context, self, N_("Add hours"), form, lambda values: actions.add_hours(self.context.desk, Hours(**values)),
            save=N_("Add the hours"), intro=N_("For a group without names, leave “Who” empty and open “More”."),
        )  # fmt: skip

    def correct(self, row: HoursRow) -> None:
        """Show an entry to be corrected."""
        form = self._form()
        with self.context.desk.read() as session:
            form.set(hours_values(session, row.key))
        ask_form(
            self.context, self, N_("Correct hours"), form,
            lambda values: actions.amend_hours(self.context.desk, row.key, **values),
        )  # fmt: skip

    @writes
    def remove(self) -> None:
        """Remove the chosen entries; undo brings them back."""
        rows = self.entries.chosen()
        if not rows:
            self.context.window.say(N_("Choose the hours to remove first."))
        else:
            removed(self.context, lambda: actions.remove_hours(self.context.desk, [row.key for row in rows]))
