"""The place of the rota: the weeks to come with their empty places, and one planned session's page.

`context.extra["rota_calendar"]` may hold what saves a calendar file, a function of (context, a person's key or ""), and
`context.extra["rota_list"]` what saves a list, a function of (context, a Period).
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from communitydesk.desk.dates import Period
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message
from communitydesk.group.ui.shelf import Shelf
from communitydesk.people.documents import rota_document
from communitydesk.people.figures.rota import PlannedRow, planned_rows, unconfirmed, warnings
from communitydesk.people.ui.plan import ask_plan
from communitydesk.people.ui.planned import TAKE_OFF, PlannedPage, take_off_who_left
from communitydesk.people.ui.rota_table import WEEKS, RotaTable
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Empty, Page, Sentences, button, label
from communitydesk.widgets.reading import writes

MOST = 4
"""So many sentences stand above the rota; each session's page says all of its own."""


class RotaFront(Page):
    """Some weeks of the rota."""

    shows = (
        "planned_session", "rota_place", "rota_answer", "role", "role_need", "role_held", "person", "activity",
        "check_seen", "certificate", "went_ahead", "reference",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        words = context.words
        super().__init__(context, words(N_("Rota")), scrolls=False)
        today = context.today()
        self.monday = today - dt.timedelta(days=today.weekday())
        self.more = self.add_button(words(N_("Print or save")), self._show_more)
        self.add_button(words(N_("Plan sessions")), self.plan, primary=True)
        self.body.addLayout(self._top())
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self.table = RotaTable(context)
        self.table.opened.connect(lambda key: context.go("rota", key))
        told = words(N_("Sessions that are still to come belong here, with the places to fill and who fills them."))
        self.empty = Empty(context, told, words(N_("Plan the first sessions")), self.plan)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        keys = N_(
            "✓ said yes; ? asked, no answer yet. The arrows go from cell to cell, Enter opens, Ctrl+PgUp and Ctrl+PgDown turn the weeks."
        )
        self.keys = label(words(keys), "second")
        self.body.addWidget(self.keys)
        self.table.turned.connect(self.turn_weeks)
        self._rows: tuple[PlannedRow, ...] = ()

    def _top(self) -> QBoxLayout:
        words, way = self.words, QBoxLayout.Direction
        row = QBoxLayout(way.TopToBottom if self.context.theme.large else way.LeftToRight)
        self.activity = DropDown()
        self.activity.setAccessibleName(words(N_("Activity")))
        self.activity.addItem(words(N_("All activities")), "")
        self.activity.currentIndexChanged.connect(lambda _: self._fill())
        turning = (
            button(words(N_("‹ Earlier")), lambda: self.turn_weeks(-1), name=words(N_("Earlier weeks"))),
            button(words(N_("This week")), lambda: self.turn_weeks(0)),
            button(words(N_("Later ›")), lambda: self.turn_weeks(1), name=words(N_("Later weeks"))),
        )
        row.addWidget(Flow(self.context, [self.activity, *turning], space=6))
        self.said = label("", "strong")
        row.addWidget(self.said, 1)
        return row

    # -- showing --------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The weeks that are shown."""
        return Period(self.monday, self.monday + dt.timedelta(weeks=WEEKS, days=-1))

    def turn_weeks(self, by: int) -> None:
        """Show later weeks, earlier ones, or (0) those from today."""
        today = self.context.today()
        this = today - dt.timedelta(days=today.weekday())
        self.monday = self.monday + dt.timedelta(weeks=by * WEEKS) if by else this
        self.refresh()

    def refresh(self) -> None:
        """Show the rota as it now is."""
        with self.context.desk.read() as session:
            self._rows = planned_rows(session, self.period)
            waiting = unconfirmed(session, self.context.today())
            today = self.context.today()  # what is over cannot be mended: it is only to be confirmed
            found = warnings(session, [one for one in self._rows if one.planned_on >= today])
        kept, names = self.activity.currentData(), dict.fromkeys((one.activity_key, one.activity) for one in self._rows)
        self.activity.blockSignals(True)
        while self.activity.count() > 1:
            self.activity.removeItem(1)
        for key, name in names:
            self.activity.addItem(name, key)
        self.activity.setCurrentIndex(max(0, self.activity.findData(kept)))
        self.activity.blockSignals(False)
        words, days = self.words, {one.key: one for one in self._rows}
        shown: list[Any] = [
            ("due", words(N_("to confirm")),
             words(N_("{activity}, {day}: what happened is not confirmed yet."), activity=one.activity, day=one.planned_on),
             words(N_("Say what happened")), lambda one=one: self.context.go("people", None, "session", planned=one.key))
            for one in waiting
        ]  # fmt: skip
        shown += [
            (one.state, words.date_as(days[one.planned_key].planned_on, "EEE d MMM"), words.say(one.sentence),
             words(N_("Look")), lambda one=one: self.context.go("rota", one.planned_key))
            for one in found if not one.gone
        ]  # fmt: skip
        gone = {one.person_key: one for one in reversed(found) if one.gone}  # once each, however often they are on it
        shown[len(waiting) : len(waiting)] = [
            (one.state, words(N_("left")), words.say(one.sentence), words(TAKE_OFF),
             writes(partial(take_off_who_left, self.context, one)))
            for one in gone.values()
        ]  # fmt: skip
        self.problems.show_all(shown[:MOST])
        self.problems.setVisible(bool(shown))
        self._fill(left=len(shown) - MOST)

    def _fill(self, left: int = 0) -> None:
        wanted = self.activity.currentData()
        rows = [one for one in self._rows if not wanted or one.activity_key == wanted]
        self.table.show_rows(rows, self.monday)
        empty = sum(one.empty for one in rows if one.planned_on >= self.context.today())
        said = self.words.plural("{n} session", "{n} sessions", len(rows))
        places = self.words.plural("{n} empty place", "{n} empty places", empty)
        text = self.words(N_("{weeks}: {sessions}, {places}"), weeks=self._weeks(), sessions=said, places=places)
        if left > 0:
            text += " · " + self.words.plural("{n} thing more to look at", "{n} things more to look at", left)
        self.said.setText(text)
        anything = bool(rows) or self.context.desk.holds("planned_session")
        self.table.setVisible(anything)
        self.keys.setVisible(anything)
        self.empty.setVisible(not anything)

    def _weeks(self) -> str:
        first, last = self.period.start, self.period.end
        assert first
        assert last
        return f"{self.words.date_as(first, 'd MMM')} – {self.words.date_as(last, 'd MMM y')}"

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def plan(self) -> None:
        """Ask for sessions to plan; show the weeks in which the first one lies."""
        day = ask_plan(self.context, self, self.activity.currentData() or "")
        if day:
            self.monday = day - dt.timedelta(days=day.weekday())
            self.refresh()
            self.table.setFocus()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.words(N_("Print the rota ...")), self.print_rota)
        plugs, context = self.context.extra, self.context
        if "rota_calendar" in plugs:
            menu.addAction(self.words(N_("Save for calendars ...")), lambda: plugs["rota_calendar"](context, ""))
        if "rota_list" in plugs:
            menu.addAction(
                self.words(N_("Save for a spreadsheet ...")), lambda: plugs["rota_list"](context, self.period)
            )
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def print_rota(self) -> None:
        """Show the weeks as the PDF that they will be."""
        group, today = Message(N_("People and hours")), self.context.today()
        self.context.window.preview(rota_document(self.context.desk, self.period, today, group))


class RotaPlace(Shelf):
    """The rota; a key shows one planned session."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, RotaFront(context))

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return a planned session's page."""
        return PlannedPage(self.context, key) if key else None

    def told(self, **what: Any) -> None:
        """Go to a planned session that is looked for."""
        record = what.pop("record", None)
        if isinstance(record, Ref):
            self.open(record.key)
        super().told(**what)
