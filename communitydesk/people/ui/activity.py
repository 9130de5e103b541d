"""One activity's record: its sessions, how many different people came, its details and its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.activities import actions
from communitydesk.activities.figures import activity_values
from communitydesk.activities.model import COUNTED, Activity, Session
from communitydesk.desk.dates import Period
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Words
from communitydesk.group.figures import aims, current_year
from communitydesk.group.ui.shelf import save_form
from communitydesk.people.figures import HOW, AttendanceFigures, SessionCount, attendance, session_counts
from communitydesk.people.ui.estimates import Estimates
from communitydesk.people.ui.periods import chosen_period, period_box
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.history import History
from communitydesk.widgets.page import Card, Page, Rows, Sentences, button, clear, figure_card, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.tabs import Tabs

FIRST = ("name", "starts_at", "ends_at", "place", "counted")
MORE = ("aim_key", "description", "started_on", "ended_on")
MEETING = ("held_on", "starts_at", "ends_at", "place", "counted", "headcount", "new_people")


class ActivityPage(Page):
    """What an activity was, session by session."""

    shows = ("activity", "session", "tally", "attendance", "hours", "people_estimate", "aim")

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(
            context, "", [(context.words(N_("Activities")), lambda: context.go("activities"))], scrolls=False
        )
        self.key, words = key, self.words
        self.add_button(words(N_("Remove")), self.remove)
        self.add_button(words(N_("Add a session")), self.add_session)
        self.add_button(words(N_("Type a sheet")), self.type_sheet, primary=True)
        row = FlowLayout(self.context.theme.px(8))
        self.period = period_box(words)
        self.period.currentIndexChanged.connect(lambda _: self.refresh())
        caption = label(words(N_("Show")), wrap=False)
        caption.setBuddy(self.period)
        row.addWidget(caption)
        row.addWidget(self.period)
        row.addStretch()
        self.body.addLayout(row)
        self._figures_box = QVBoxLayout()
        self.body.addLayout(self._figures_box)
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self.tabs = Tabs(context)
        self.sessions = self._sessions()
        told = N_(
            "Where everybody's name is taken, different people are counted exactly. Where not, say how many you think "
            "there were; reports then say “estimated”, and on what it rests."
        )
        self.judged = Estimates(context, key, self._period, told)
        self.estimates = self.judged.table
        with context.desk.read() as session:
            choices = [Choice(one.key, one.statement) for one in aims(session, ended=True)]
        self.form = Form(context, Activity, FIRST, more=MORE, links={"aim_key": lambda: choices})
        self.history = History(context, Ref("activity", key))
        self.tabs.keep(self.judged, self.form, self.history)
        self.tabs.add("sessions", words(N_("Sessions")), lambda: self.sessions)
        self.tabs.add("people", words(N_("Different people")), self._people_side)
        self.tabs.add("details", words(N_("Details")), self._details)
        self.tabs.add("history", words(N_("History")), lambda: self.history)
        self.body.addWidget(self.tabs, 1)

    def _sessions(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("Date")), lambda one: words.day(one.held_on), sort=lambda one: one.held_on, strong=True),
            Column(words(N_("From and to")), lambda one: times(one, words)),
            Column(words(N_("Place")), lambda one: one.place, stretch=True),
            Column(words(N_("Came")), self._came, sort=lambda one: one.came, number=True,
                   state=lambda one: "due" if one.came is None or one.trouble else ""),
            Column(words(N_("Counted")), lambda one: words(COUNTED[one.counted]) if one.came is not None else ""),
            Column(words(N_("Hours given")), lambda one: words.clock(one.minutes) if one.minutes else "",
                   sort=lambda one: one.minutes, number=True),
            Column(words(N_("Sheet")), lambda one: str(one.number), sort=lambda one: one.number, number=True),
        )  # fmt: skip
        told = words(N_("No session in this time. Type a sign-in sheet, or add a session and count heads."))
        table = DataTable(
            self.context, columns, name=words(N_("Sessions")), said=self._said,
            empty=(told, words(N_("Type a sheet")), self.type_sheet),
        )  # fmt: skip
        table.opened.connect(lambda one: self.context.go("activities", one.key))
        return table

    def _people_side(self) -> QWidget:
        return scrolled(self.context, self.judged)

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
        """Show the activity as it now is; go back when it is not there any more."""
        today = self.context.today()
        with self.context.desk.read() as session:
            values = activity_values(session, self.key)
            period = chosen_period(self.period.currentData(), current_year(session, today), today)
            figures = attendance(session, period, [self.key])
            rows = session_counts(session, period, [self.key])
        if not values:
            self.context.go("activities")
            return
        self.set_title(values["name"])
        ended = values["ended_on"]
        self.set_state(self.words(N_("ended {day}"), day=ended) if ended and ended <= today else "")
        self._show_figures(figures)
        self.sessions.set_rows(rows)
        self.tabs.count_of("sessions", len(rows) or None)
        self.tabs.count_of("people", self.judged.refresh() or None)
        if not self.form.changed:
            self.form.set(values)
        self.history.refresh()

    def _show_figures(self, figures: AttendanceFigures) -> None:
        words, people = self.words, figures.people
        cards = [
            figure_card(self.context, words.number(figures.sessions), words(N_("sessions"))),
            figure_card(self.context, words.number(figures.attendances), words(N_("attendances"))),
        ]
        number = words.number(people.people) if people.people is not None else "?"
        how = words(N_("different people, {how}"), how=words(HOW[people.how]))
        cards.append(figure_card(self.context, number, how, lambda: self.tabs.open("people")))
        if figures.new is not None:
            cards.append(figure_card(self.context, words.number(figures.new), words(N_("of them new"))))
        clear(self._figures_box)
        self._figures_box.addWidget(Rows(self.context, cards))
        self.problems.show_all(
            [
                ("due", words(N_("to do")), words.say(one),
                 words(N_("Estimate")) if one == people.basis else "",
                 self.add_estimate if one == people.basis else None)
                for one in figures.troubles
            ]
        )  # fmt: skip
        self.problems.setVisible(bool(figures.troubles))

    def _came(self, row: SessionCount) -> str:
        return self.words(N_("not counted")) if row.came is None else self.words.number(row.came)

    def _said(self, rows: Sequence[SessionCount]) -> str:
        sessions = self.words.plural("{n} session", "{n} sessions", len(rows))
        came = self.words.plural("{n} attendance", "{n} attendances", sum(row.came or 0 for row in rows))
        return self.words(N_("{sessions}, {attendances}"), sessions=sessions, attendances=came)

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.form.changed

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def save(self) -> None:
        """Keep the details."""
        save_form(self.context, self.form, lambda values: actions.amend_activity(self.context.desk, self.key, **values))

    @writes
    def type_sheet(self) -> None:
        """Go to the sheet of a session of this activity."""
        self.context.go("people", None, "session", activity=self.key)

    @writes
    def add_session(self) -> None:
        """Ask for a session that is counted without names, and show it."""
        form = Form(self.context, Session, MEETING)
        with self.context.desk.read() as session:
            usual = activity_values(session, self.key)
        form.set({name: usual[name] for name in ("starts_at", "ends_at", "place", "counted")})
        form.set({"held_on": self.context.today()})

        def act(values: dict[str, object]) -> str:
            return actions.add_session(self.context.desk, Session(activity_key=self.key, **values)).key

        key = ask_form(self.context, self, N_("Add a session"), form, act, save=N_("Add the session"))
        if key:
            self.context.go("activities", str(key))

    @writes
    def remove(self) -> None:
        """Remove an activity that nothing belongs to; undo brings it back."""

        if removed(self.context, lambda: actions.remove_activity(self.context.desk, self.key)):
            self.context.go("activities")

    def add_estimate(self) -> None:
        """Ask how many different people came in a period."""
        self.judged.add()

    def _period(self) -> Period:
        today = self.context.today()
        with self.context.desk.read() as session:
            return chosen_period(self.period.currentData(), current_year(session, today), today)


def times(row: SessionCount, words: Words) -> str:
    """Return from when to when a session lasted."""
    return " – ".join(words.clock(at) for at in (row.starts_at, row.ends_at) if at is not None)
