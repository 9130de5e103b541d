"""The sheet of a session: twelve names in under a minute, by keyboard alone.

`context.extra["match_hook"]` may hold a `MatchHook`, with which the room of grants says which awards take the time as
match, what it is worth there, and claims it in the same change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from communitydesk.activities.actions import add_session
from communitydesk.activities.figures import activity_rows, session_on
from communitydesk.activities.model import Session
from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.people.actions import SessionRecorded, record_session
from communitydesk.people.documents import planned_sheet
from communitydesk.people.documents.sheets import SheetFigures, sign_in_sheet
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures import doubles, name_list, regulars, session_counts
from communitydesk.people.figures.rota import ON, PlannedRow, by_number, planned_on, planned_rows
from communitydesk.people.ui.grid import SheetGrid
from communitydesk.people.ui.newactivity import ask_new_activity
from communitydesk.people.ui.sheet_row import Roster
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fieldrows import Choice, FieldRow
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, Page, Rows, button, label
from communitydesk.widgets.reading import only_read, writes


class MatchHook(Protocol):
    """How the room of grants takes part in the sheet."""

    def choices(self, activity_key: str | None, day: dt.date) -> Sequence[Choice]:
        """Return the awards that take volunteer time then, the likeliest first; none hides the field."""

    def worth(self, award_key: str, day: dt.date, rows: Sequence[SessionRow]) -> Message:
        """Return what the time is worth there, as half a sentence: "worth £320.93 at the rates ..."."""

    def claim(self, award_key: str, done: SessionRecorded) -> None:
        """Claim the hours; called inside the change that records them."""


class SessionSheet(Page):
    """Types a sign-in sheet back. One change keeps the session, who came, their hours and new people."""

    shows = ("activity",)

    def __init__(self, context: Context) -> None:
        words = context.words
        crumbs = [
            (words(N_("People")), lambda: context.go("people")),
            (words(N_("Hours")), lambda: context.go("people", None, "hours")),
        ]
        super().__init__(context, words(N_("Record a session")), crumbs)
        self.hook: MatchHook | None = context.extra.get("match_hook")
        self.session_key: str | None = None
        self._fixed: str | None = None
        self._apart = False
        self._activity: str | None = None
        self.planned_key: str | None = None
        self._planned: str | None = None
        self._filled: list[str] = []
        self.roster = Roster()
        self._make_top()
        self._make_grid()
        self._make_foot()
        self._make_number()
        self.add_button(words(N_("Print a blank sheet")), self.print_sheet)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_button.click)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save_button.click)
        self.date.set(context.today())
        self._look()

    def told(
        self, activity: str | None = None, session: str | None = None, day: dt.date | None = None,
        planned: str | None = None,
    ) -> None:  # fmt: skip
        """Begin with an activity, with a session that is there already, or with one that was planned, by its key."""
        if session:
            self._begin_with(session)
        elif planned:
            self._begin_planned(planned)
        elif activity:
            self.activity.set(activity)
        if day:
            self.date.set(day)
        self._look()
        self._begin()

    # -- making ---------------------------------------------------------------------------------

    def _make_top(self) -> None:
        known, card = fields_of(Session), Card(self.context)
        new = None if self.context.only_reading else self._new_activity
        # not kept: which sheet is printed or looked up is asked where nothing can be written, too
        self.date = FieldRow(self.context, known["held_on"], kept=False)
        self.activity = FieldRow(self.context, known["activity_key"], choices=self._activities, add_new=new, kept=False)
        self.starts = FieldRow(self.context, known["starts_at"], kept=False)
        self.ends = FieldRow(self.context, known["ends_at"], kept=False)
        self.award = DropDown()
        holder, title = QWidget(), label(self.words(N_("May count as match for")), "fieldlabel")
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.px(4))
        title.setBuddy(self.award)
        self.award.setAccessibleName(title.text())
        self.award.currentIndexChanged.connect(lambda _: self._sum())
        box.addWidget(title)
        box.addWidget(self.award)
        box.addStretch(1)
        self._award_holder = holder
        px = self.context.theme.px
        for field, width in ((self.date, 180), (self.starts, 92), (self.ends, 92)):
            field.input.setMinimumWidth(px(width))
        for extra in self.date.findChildren(QPushButton):
            extra.hide()  # the sheet says the day, and five fields fit in one row
        fields = (self.date, self.activity, self.starts, self.ends, holder)
        card.add(Rows(self.context, fields, (3, 5, 1, 1, 5), fold_at=760))
        for field in (self.date, self.activity, self.starts, self.ends):
            field.edited.connect(self._look)
            if isinstance(column := field.layout(), QVBoxLayout):
                column.addStretch(1)  # so that all five stand on one line
        self.notice = label("", "strong")
        self.notice.hide()
        self.other = button(self.words(N_("No, it was a second session")), self._second, link=True)
        self.other.hide()
        row = QHBoxLayout()
        row.addWidget(self.notice, 1)
        row.addWidget(self.other)
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _make_number(self) -> None:
        self.number = QLineEdit()
        self.number.setMaximumWidth(self.context.theme.px(90))
        told = label(self.words(N_("Sheet number")), wrap=False)
        told.setBuddy(self.number)
        self.number.setAccessibleName(told.text())
        self.number.setToolTip(self.words(N_("Printed at the top of the sheet. Enter finds its session.")))
        self.number.returnPressed.connect(self.find_sheet)
        self._buttons.add(told)
        self._buttons.add(self.number)

    def _make_grid(self) -> None:
        card = Card(self.context)
        self.grid = SheetGrid(self.context, self.roster)
        only_read(self.context, self.grid, self.award)
        card.add(self.grid)
        card.body.addStretch(1)
        self.grid.changed.connect(self._sum)
        self.body.addWidget(card, 1)

    def _make_foot(self) -> None:
        words, doing = self.words, Flow(self.context, space=6)
        self.total = label("", "strong")
        self.total.setAccessibleName(words(N_("Running total")))
        self.error = label("", "error")
        self.error.hide()
        told = QWidget()
        left = QVBoxLayout(told)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.total)
        left.addWidget(self.error)
        self.again = button(words(N_("Save and type another")), writes(lambda: self.save(again=True)))
        self.cancel = button(words(N_("Cancel")), self.leave)
        self.save_button = button(words(N_("Save session   Ctrl+Enter")), self.save, primary=True)
        self.save_button.setAccessibleName(words(N_("Save session")))
        for one in (self.cancel, self.again, self.save_button):
            doing.add(one)
        outer = self.layout()
        assert outer is not None
        outer.addWidget(Rows(self.context, (told, doing), (1, 0), fold_at=760))  # it stays while the sheet scrolls

    def _activities(self) -> list[Choice]:
        with self.context.desk.read() as session:
            return [Choice(one.key, one.name) for one in activity_rows(session, ended=False)]

    def _new_activity(self, typed: str) -> str | None:
        return ask_new_activity(self.context, self, typed)

    def _begin_with(self, key: str) -> None:
        with self.context.desk.read() as session:
            found = session_counts(session, key=key)
        if found:
            self._fixed = key
            self._activity = found[0].activity_key
            self.date.set(found[0].held_on)
            self.activity.set(found[0].activity_key)
            self.starts.set(found[0].starts_at)
            self.ends.set(found[0].ends_at)

    def _begin_planned(self, key: str) -> None:
        with self.context.desk.read() as session:
            found = planned_rows(session, key=key)
        if not found:
            return
        row = found[0]
        if row.session_key:
            self._begin_with(row.session_key)
            return
        self._planned, self._fixed, self._apart, self._activity = key, None, False, row.activity_key
        self.date.set(row.planned_on)
        self.activity.set(row.activity_key)
        self.starts.set(row.starts_at)
        self.ends.set(row.ends_at)

    def find_sheet(self) -> None:
        """Go to the session whose number is printed on the sheet; what is typed already stays with its own."""
        text, words = self.number.text().strip(), self.words
        if not text:
            return
        with self.context.desk.read() as session:
            found = by_number(session, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else ()
        if not found:
            self.error.setText(
                words(N_("No sheet has the number {number}. Look at the top of the sheet."), number=text)
            )
            self.error.show()
            self.number.selectAll()
        elif self.unsaved():
            self.error.setText(words(N_("Save what you typed first, or take it out: it belongs to another sheet.")))
            self.error.show()
        else:
            self.error.hide()
            self.number.clear()
            self.told(session=found[0].session_key, planned=found[0].planned_key)

    def refresh(self) -> None:
        """Look again at which activities there are."""
        self.activity.reload()
        self._look()

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Begin where typing begins."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        if self._quietly(self.activity):
            self.grid.begin()
        else:
            self.activity.input.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is known --------------------------------------------------------------------------

    def _quietly(self, field: FieldRow) -> object:
        try:
            return field.value()
        except FieldTrouble:
            return None

    @property
    def _day(self) -> dt.date | None:
        day = self._quietly(self.date)
        return day if isinstance(day, dt.date) else None

    def _look(self) -> None:
        """Follow the date and the activity: the session that is there, its times, names, and who has hours already."""
        key, day, today = self._quietly(self.activity), self._day, self.context.today()
        activity = str(key) if key else ""
        if activity != self._activity:
            self._activity = activity
            self._usual(activity)
        with self.context.desk.read() as session:
            self.roster.names = list(name_list(session, today, activity))
            there = session_on(session, activity, day) if activity and day else ()
            planned = planned_on(session, activity, day) if activity and day and not self._apart else ()
            keys = [one.key for one in self.roster.names]
            self.roster.there = doubles(session, day, activity, keys) if activity and day else {}
        self._there(there)
        self._meant(planned)
        start, end = self._quietly(self.starts), self._quietly(self.ends)
        both = isinstance(start, int) and isinstance(end, int) and end > start
        self.roster.minutes = end - start if both else None  # type: ignore[operator]
        self._awards(activity or None, day)
        self.grid.follow()
        self._sum()

    def _usual(self, activity: str) -> None:
        if self._fixed:
            return
        with self.context.desk.read() as session:
            for one in activity_rows(session):
                if one.key == activity and one.starts_at is not None:
                    self.starts.set(one.starts_at)
                    self.ends.set(one.ends_at)

    def _there(self, there: Sequence[tuple[str, int, int | None, int | None]]) -> None:
        found = next((one for one in there if one[0] == self._fixed), there[0] if there else None)
        if self._apart:
            found = None
        self.session_key = found[0] if found else None
        if found:
            told = N_("This day's session is there already (sheet {n}). What you type is added to it.")
            self.notice.setText(self.words(told, n=found[1]))
        self.notice.setVisible(bool(found))
        self.other.setVisible(bool(found) and not self._fixed)

    def _meant(self, planned: Sequence[PlannedRow]) -> None:
        """Take what was planned for this day, unless its session is there: those on its rota are filled in."""
        own = next((one for one in planned if one.key == self._planned), planned[0] if planned else None)
        row = None if self._fixed or (self.session_key and not self._planned) else own
        before, self.planned_key = self.planned_key, row.key if row else None
        if self.planned_key == before:
            if row:
                self._say_planned(row)
            return
        if not self.unsaved():
            self.grid.clear()
            self._filled = []
        if row:
            self.session_key = None
            self._say_planned(row)
            if not self.unsaved():
                self._fill(row)

    def _say_planned(self, row: PlannedRow) -> None:
        told = N_(
            "This session was planned (sheet {n}). Those on its rota are filled in: take out who did not come, "
            "add who came besides."
        )
        self.notice.setText(self.words(told, n=row.number))
        self.notice.show()
        self.other.show()

    def _fill(self, row: PlannedRow) -> None:
        """Put everybody of a rota who did not say no on the sheet."""
        known = {one.key: one for one in self.roster.names}
        on = [(one.person_key, place) for place in row.places for one in place.people if one.answer in ON]
        start, end = row.starts_at, row.ends_at
        self.roster.minutes = end - start if start is not None and end is not None and end > start else None
        for key, place in on:
            if person := known.get(key):
                self.grid.rows[-1].take(person, place.role, place.role_class)
        self._filled = self._typed()

    def _typed(self) -> list[str]:
        """What stands in the rows, to know whether anything was typed since they were filled."""
        return [f"{row.who.text()}|{row.hours.text()}|{row.note.text()}" for row in self.grid.rows if not row.empty]

    def _second(self) -> None:
        self._apart = True
        self._look()

    def _awards(self, activity: str | None, day: dt.date | None) -> None:
        choices = self.hook.choices(activity, day) if self.hook and day else ()
        kept, held = self.award.currentData(), [self.award.itemData(i) for i in range(1, self.award.count())]
        if held != [one.key for one in choices]:
            self.award.blockSignals(True)
            self.award.clear()
            self.award.addItem(self.words(N_("Nothing")), "")
            for one in choices:
                self.award.addItem(one.text, one.key)
            self.award.setCurrentIndex(max(self.award.findData(kept) if kept else 1 if choices else 0, 0))
            self.award.blockSignals(False)
        self._award_holder.setVisible(bool(choices))

    def _sum(self) -> None:
        minutes, people = self.grid.totals()
        said = self.words(
            N_("{hours} from {people}"), hours=self.words.hours(minutes),
            people=self.words.plural("{n} person", "{n} people", people),
        )  # fmt: skip
        award, day = self.award.currentData(), self._day
        if self.hook and award and day and minutes:
            rows = []
            for row in self.grid.rows:
                try:
                    rows.append(row.entry())
                except FieldTrouble:
                    continue
            said = f"{said}  ·  {self.words.say(self.hook.worth(award, day, rows))}"
        self.total.setText(said)

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self._typed() != self._filled

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def save(self, *, again: bool = False) -> None:
        """Keep the whole sheet as one change."""
        self.error.hide()
        for row in self.grid.rows:
            if not row.empty and not row.known:
                row.settle()
        try:
            done = self._recorded()
        except Trouble as trouble:
            self.error.setText(trouble.say(self.words))
            self.error.show()
            return
        said = Message(N_("Saved: {total}."), {"total": self.total.text().split("  ·")[0]})
        self.grid.clear()
        self._filled, self.planned_key, self._planned = [], None, None
        self.context.window.say(said)
        if again:
            self._fixed, self._apart = None, False
            self.date.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self._look()
        else:
            self.context.go("activities", done.session.key)

    def _recorded(self) -> SessionRecorded:
        values = []
        for field in (self.activity, self.date, self.starts, self.ends):
            field.trouble("")
            try:
                values.append(field.value())
            except FieldTrouble as trouble:
                field.trouble(trouble.say(self.words))
                field.input.setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        activity, day, start, end = values
        rows, award, hook = self.grid.entries(), self.award.currentData(), self.hook
        also = (lambda done: hook.claim(award, done)) if hook and award else None
        return record_session(
            self.context.desk, activity, day, start, end, rows, session_key=self.session_key,
            planned_key=self.planned_key, also=also,
        )  # fmt: skip

    def leave(self) -> None:
        """Go back; the window asks first when something was typed."""
        self.context.go("people", None, "hours")

    def print_sheet(self) -> None:
        """Show the blank sheet of this activity and day, to be printed.

        Its number is kept for it: the session is there from now on, so the typed sheet finds it again.
        """
        key, day, desk = self._quietly(self.activity), self._day, self.context.desk
        if self.planned_key:  # it has a number of its own already
            group = Message(N_("People and hours"))
            self.context.window.preview(planned_sheet(desk, self.planned_key, self.context.today(), group))
            return
        if key and day and not self.session_key and not self.context.only_reading:
            start, end = self._quietly(self.starts), self._quietly(self.ends)
            if not (isinstance(start, int) and isinstance(end, int) and end > start):
                start = end = None
            meeting = Session(activity_key=str(key), held_on=day, starts_at=start, ends_at=end, counted="names")
            if not self.context.attempt(lambda: add_session(desk, meeting)):
                return
            self._look()
        self.context.window.preview(self._sheet())

    def _sheet(self) -> Document:
        key, day, today, desk = self._quietly(self.activity), self._day, self.context.today(), self.context.desk
        start, end = self._quietly(self.starts), self._quietly(self.ends)

        def make(words: Words) -> Story:
            with desk.read() as session:
                activity = next((one for one in activity_rows(session) if one.key == key), None)
                there = session_on(session, str(key), day) if key and day else ()
                figures = SheetFigures(
                    name_of(session),
                    activity.name if activity else "",
                    day,
                    start if isinstance(start, int) else None,
                    end if isinstance(end, int) else None,
                    activity.place if activity else "",
                    there[0][1] if there else 0,
                    regulars(session, today, str(key)) if key else (),
                )
            return sign_in_sheet(figures, words, today)

        return Document("sign-in-sheet", Message(N_("Sign-in sheet")), make)
