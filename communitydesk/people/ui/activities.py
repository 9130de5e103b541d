"""The place of activities: what the group does, how often, and how many came. It counts names, so it lives here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from communitydesk.activities.actions import add_activity
from communitydesk.activities.figures import ActivityRow, activity_rows, activity_values, estimate_values
from communitydesk.activities.model import Activity
from communitydesk.desk.dates import Period
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Words
from communitydesk.group.figures import aims, current_year
from communitydesk.group.ui.shelf import Shelf
from communitydesk.people.figures import HOW, AttendanceFigures, PeopleCount, attendance, per_activity
from communitydesk.people.ui.activity import FIRST, MORE, ActivityPage
from communitydesk.people.ui.estimates import EverythingSheet
from communitydesk.people.ui.meeting import MeetingPage
from communitydesk.people.ui.periods import chosen_period, period_box
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Page, button, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.table import Column, DataTable


@dataclass(frozen=True)
class _Row:
    key: str
    activity: ActivityRow
    came: AttendanceFigures | None


def people_said(count: PeopleCount, words: Words) -> str:
    """Return a number of different people with the word that says how it is known."""
    if count.people is None:
        return words(N_("not known, {n} or more"), n=count.at_least)
    return words(N_("{n} {how}"), n=count.people, how=words(HOW[count.how]))


class ActivitiesFront(Page):
    """Every activity, with who came in a period."""

    shows = ("activity", "session", "tally", "attendance", "hours", "people_estimate", "aim", "group_profile")

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Activities")), scrolls=False)
        words = self.words
        row = QHBoxLayout()
        self.period = period_box(words)
        self.period.currentIndexChanged.connect(lambda _: self.refresh())
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.period)
        row.addWidget(caption)
        row.addWidget(self.period)
        self.sum = label("", "strong")
        self.whole = button(words(N_("Estimate for everything")), self.estimate, link=True)
        if context.theme.large:  # large text has no room for all of it in one line
            row.addStretch(1)
            self.body.addLayout(row)
            self.body.addWidget(Flow(context, [self.whole]))
            self.body.addWidget(self.sum)
        else:
            row.addWidget(self.sum, 1)
            row.addWidget(self.whole)
            row.addStretch(0)  # where nothing is counted yet, the list of times keeps its width
            self.body.addLayout(row)
        columns = (
            Column(words(N_("Activity")), lambda one: one.activity.name, strong=True, stretch=True),
            Column(words(N_("Sessions")), lambda one: words.number(one.activity.sessions),
                   sort=lambda one: one.activity.sessions, number=True),
            Column(words(N_("Attendances")), lambda one: words.number(one.came.attendances) if one.came else "",
                   sort=lambda one: one.came.attendances if one.came else None, number=True),
            Column(words(N_("Different people")), self._people,
                   sort=lambda one: one.came.people.people if one.came else None, state=self._urgent),
            Column(words(N_("Last met")), lambda one: words.day(one.activity.last_on) if one.activity.last_on else "",
                   sort=lambda one: one.activity.last_on),
        )  # fmt: skip
        told = words(N_("What you do again and again belongs here: a lunch club, a growing session, a class."))
        self.table = DataTable(
            context, columns, name=words(N_("Activities")), said=self._said,
            empty=(told, words(N_("Add the first activity")), self.add),
        )  # fmt: skip
        self.table.opened.connect(lambda one: context.go("activities", one.key))
        self.body.addWidget(self.table, 1)
        self.add_button(words(N_("Add an activity")), self.add)
        self.add_button(
            words(N_("Record a session")), writes(lambda: context.go("people", None, "session")), primary=True
        )

    def refresh(self) -> None:
        """Show the activities as they now are."""
        today = self.context.today()
        with self.context.desk.read() as session:
            period = chosen_period(self.period.currentData(), current_year(session, today), today)
            came = {key: figures for key, _, figures in per_activity(session, period)}
            rows = [_Row(one.key, one, came.get(one.key)) for one in activity_rows(session, period)]
            whole = attendance(session, period)
        self.table.set_rows(rows)
        said = self.words.plural("{n} attendance", "{n} attendances", whole.attendances)
        people = people_said(whole.people, self.words)
        self.sum.setText(self.words(N_("{attendances}; different people: {people}"), attendances=said, people=people))
        self.sum.setVisible(bool(whole.sessions))
        self.whole.setVisible(bool(whole.sessions))

    def estimate(self) -> None:
        """Show how many different people took part in everything, as far as that is judged and not counted."""
        EverythingSheet(self.context, self, self._period).exec()

    def _period(self) -> Period:
        today = self.context.today()
        with self.context.desk.read() as session:
            return chosen_period(self.period.currentData(), current_year(session, today), today)

    def _people(self, row: _Row) -> str:
        return people_said(row.came.people, self.words) if row.came else ""

    def _urgent(self, row: _Row) -> str:
        return "due" if row.came and row.came.people.how == "unknown" else ""

    def _said(self, rows: Sequence[_Row]) -> str:
        n = self.words.plural("{n} activity", "{n} activities", len(rows))
        sessions = self.words.plural("{n} session", "{n} sessions", sum(one.activity.sessions for one in rows))
        return self.words(N_("{activities}, {sessions}"), activities=n, sessions=sessions)

    @writes
    def add(self) -> None:
        """Ask for a new activity and show it."""
        with self.context.desk.read() as session:
            choices = [Choice(one.key, one.statement) for one in aims(session)]
        form = Form(self.context, Activity, FIRST, more=MORE, links={"aim_key": lambda: choices})
        form.set(Activity(counted="names"))
        key = ask_form(
            self.context, self, N_("Add an activity"), form,
            lambda values: add_activity(self.context.desk, Activity(**values)).key, save=N_("Add the activity"),
        )  # fmt: skip
        if key:
            self.context.go("activities", str(key))


class ActivitiesPlace(Shelf):
    """Activities; a key shows an activity or one of its sessions."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, ActivitiesFront(context))

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return an activity's record, or a session's."""
        if not key:
            return None
        with self.context.desk.read() as session:
            activity = bool(activity_values(session, key))
        if not activity:
            return MeetingPage(self.context, key)
        page = ActivityPage(self.context, key)
        if tab:
            page.tabs.open(tab)
        return page

    def told(self, **what: object) -> None:
        """Go to a session or an estimate that was looked for."""
        record = what.pop("record", None)
        if isinstance(record, Ref):
            with self.context.desk.read() as session:
                activity = estimate_values(session, record.key).get("activity_key")
            self.open(activity or record.key, "people" if record.table == "people_estimate" else None)
        super().told(**what)
