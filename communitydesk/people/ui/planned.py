"""One planned session: its places and who fills them, whom to ask with the reasons, and what to look at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from communitydesk.activities.actions import amend_planned
from communitydesk.activities.figures import planned_values
from communitydesk.activities.model import PlannedSession
from communitydesk.desk.dates import Period
from communitydesk.desk.errors import Trouble
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_, Message, message
from communitydesk.people.actions import rota as actions
from communitydesk.people.documents import day_document, planned_sheet
from communitydesk.people.documents.rota import times_said
from communitydesk.people.figures.rota import OnRota, PlaceRow, PlannedRow, Warned, planned_rows, warnings
from communitydesk.people.figures.standing import SIGNS, STATES
from communitydesk.people.figures.suggest import Suggestion, suggestions
from communitydesk.people.model.rota import ANSWERED_BEFORE, ANSWERS
from communitydesk.people.ui.ahead import with_reason
from communitydesk.people.ui.plan import ROLE, places_in, role_fields
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, Page, Rows, Sentences, button, clear, label, pill
from communitydesk.widgets.reading import entry, only_read, to_read, writes
from communitydesk.widgets.table import Column, DataTable

TAKE_OFF = N_("Take them off all that comes")
DETAILS = ("planned_on", "starts_at", "ends_at", "place", "note")


def take_off_who_left(context: Context, one: Warned) -> None:
    """Take somebody who has left off all that is planned; undo puts them back."""
    context.attempt(lambda: actions.take_off_who_left(context.desk, one.person_key))


class PlannedPage(Page):
    """A session that is still to come, or that waits to be confirmed."""

    shows = (
        "planned_session", "rota_place", "rota_answer", "role", "role_need", "role_held", "person", "activity",
        "check_seen", "certificate", "went_ahead", "availability", "reference", "hours",
    )  # fmt: skip

    def __init__(self, context: Context, key: str) -> None:
        words = context.words
        super().__init__(context, "", [(words(N_("Rota")), lambda: context.go("rota"))])
        self.key = key
        self.row: PlannedRow | None = None
        self.more = self.add_button(words(N_("More")), self._show_more)
        self.add_button(words(N_("Print the sign-in sheet")), self.print_sheet)
        self.confirm = self.add_button(words(N_("Say what happened")), self.happened, primary=True)
        self.facts = label("")
        self.body.addWidget(self.facts)
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self._places = QVBoxLayout()
        self._places.setSpacing(context.theme.px(14))
        self.body.addLayout(self._places)
        self.asking = Card(context, words(N_("Whom to ask")))
        self.role = DropDown()
        self.role.setAccessibleName(words(N_("For which role")))
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # it is filled once it is shown
        self.role.currentIndexChanged.connect(lambda _: self._suggest())
        row = QHBoxLayout()
        caption = label(words(N_("For")), wrap=False)
        caption.setBuddy(self.role)
        row.addWidget(caption)
        row.addWidget(self.role)
        row.addWidget(button(words(N_("Ask the chosen")), self.ask_chosen))
        row.addStretch(1)
        self.asking.body.addLayout(row)
        self.suggested = self._suggestions()
        self.asking.add(self.suggested)
        self.because = label("", "second")
        self.asking.add(self.because)
        self.body.addWidget(self.asking)
        self.body.addStretch(1)

    def _suggestions(self) -> DataTable:
        words = self.words
        columns = (
            Column(words(N_("Who")), lambda one: one.name, strong=True),
            Column(words(N_("State")), lambda one: f"{SIGNS[one.state]} {words(STATES[one.state])}",
                   state=lambda one: one.state),
            Column(words(N_("Why")), self._why, stretch=True),
        )  # fmt: skip
        empty = (words(N_("Nobody else is here to be asked.")), "", None)
        table = DataTable(self.context, columns, name=words(N_("Whom to ask")), said=self._said, empty=empty)
        table.setMinimumHeight(self.context.theme.px(260))
        if not self.context.only_reading:
            table.opened.connect(lambda one: self.ask([one]))
        table.picked.connect(self._say_why)
        return table

    def _say_why(self, row: Suggestion | None) -> None:
        """Say whole, below, why somebody is suggested: beside their name there is seldom room for it."""
        said = self.words(N_("{name}: {why}."), name=row.name, why=self._why(row)) if row and row.reasons else ""
        self.because.setText(said)
        self.because.setVisible(bool(said))

    def _why(self, row: Suggestion) -> str:
        return "; ".join(self.words.say(one).rstrip(".") for one in row.reasons)

    def _said(self, rows: Sequence[Suggestion]) -> str:
        people = self.words.plural("{n} person", "{n} people", len(rows))
        return self.words(N_("{people}, the most suitable first; Enter asks"), people=people)

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session as it now is; go back when it is not there any more."""
        words, today = self.words, self.context.today()
        with self.context.desk.read() as session:
            rows = planned_rows(session, key=self.key)
            found = warnings(session, [one for one in rows if one.planned_on >= today])  # what is over cannot be mended
        if not rows:
            self.row = None
            self.context.go("rota")
            return
        self.row = row = rows[0]
        self.set_title(f"{row.activity}, {words.day(row.planned_on)}")
        if row.cancelled:
            self.set_state(words(N_("called off")), "late")
        elif row.session_key:
            self.set_state(words(N_("happened")), "ok")
        elif row.unconfirmed(today):
            self.set_state(words(N_("to be confirmed")), "due")
        else:
            said = words.plural("{n} place empty", "{n} places empty", row.empty)
            self.set_state(said if row.empty else words(N_("all places filled")), "due" if row.empty else "ok")
        facts = (times_said(row, words), row.place, words(N_("sheet {n}"), n=row.number), row.note, row.cancelled_why)
        self.facts.setText("  ·  ".join(filter(None, facts)))
        self.problems.show_all(
            [(one.state, self._short(one.state), words.say(one.sentence), *self._mending(one)) for one in found]
        )
        self.problems.setVisible(bool(found))
        self.confirm.setText(words(N_("Open what happened")) if row.session_key else words(N_("Say what happened")))
        self.confirm.setVisible(not row.cancelled)
        if not row.session_key:
            only_read(self.context, self.confirm)
        here = QApplication.focusWidget()
        name = here.accessibleName() if here is not None and self.isAncestorOf(here) else ""
        clear(self._places)
        for place in row.places:
            card = self._place(place, row)
            self._places.addWidget(card)
            card.show()  # at once: what is shown later cannot be gone to now
        if not row.places and not row.cancelled:
            self._places.addWidget(self._no_places())
        self.asking.setVisible(not row.cancelled and not row.session_key and bool(row.places))
        self._roles(row)
        self._suggest()
        self._go_back_to(name)

    def _go_back_to(self, name: str) -> None:
        """Leave the keyboard where it was: what it was on was made anew."""
        for one in self.findChildren(QComboBox) if name else ():
            if one.accessibleName() == name and one.isEnabled():
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _short(self, state: str) -> str:
        return self.words(N_("look again")) if state == "due" else self.words(N_("mend this"))

    def _mending(self, one: Warned) -> tuple[str, Callable[[], Any] | None]:
        """Whoever has left is taken off everything that comes, with one press."""
        return (self.words(TAKE_OFF), writes(partial(take_off_who_left, self.context, one))) if one.gone else ("", None)

    def _no_places(self) -> QWidget:
        card = Card(self.context)
        told = N_("No places are to be filled yet. Say how many people of which role are needed.")
        card.add(label(self.words(told)))
        row = QHBoxLayout()
        row.addWidget(button(self.words(N_("Say who is needed")), self.places))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _place(self, place: PlaceRow, row: PlannedRow) -> QWidget:
        words = self.words
        filled = words(N_("{n} of {wanted} filled"), n=place.filled, wanted=place.wanted)
        card = Card(self.context, place.role)
        state = "" if row.cancelled or row.session_key else "due" if place.empty else "ok"
        card.head.addWidget(pill(filled, state))
        for one in place.people:
            card.add(self._person(one, place, fixed=bool(row.session_key or row.cancelled)))
        if not place.people:
            card.add(label(words(N_("Nobody is asked yet.")), "second"))
        return card

    def _person(self, one: OnRota, place: PlaceRow, *, fixed: bool) -> QWidget:
        words = self.words
        who = QWidget()
        both = QVBoxLayout(who)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        left = QHBoxLayout()
        left.setSpacing(self.context.theme.px(8))
        both.addLayout(left)
        left.addWidget(button(one.name, lambda: self.context.go("people", one.person_key, "roles"), link=True))
        if one.state != "ok":
            left.addWidget(pill(f"{SIGNS[one.state]} {words(STATES[one.state])}", one.state))
        if one.ahead:
            left.addWidget(label(words(N_("a reason is on record")), "second", wrap=False))
        left.addStretch(1)
        for finding in () if fixed else one.soon:  # what is missing already stands above, to be mended
            both.addWidget(label(words(N_("{need}: {reason}"), need=finding.said, reason=finding.reason), "second"))
        act = QWidget()
        right = QHBoxLayout(act)
        right.setContentsMargins(0, 0, 0, 0)
        right.addStretch(1)
        if fixed:
            right.addWidget(label(words(ANSWERS[one.answer]), wrap=False))
        else:
            answer = DropDown()
            for code in ANSWERED_BEFORE:
                answer.addItem(words(ANSWERS[code]), code)
            answer.setCurrentIndex(answer.findData(one.answer))
            said = words(N_("Answer of {name}, {role}"), name=one.name, role=place.role)
            answer.setAccessibleName(said)
            answer.activated.connect(lambda _: self.answer(one.key, answer.currentData()))
            right.addWidget(to_read(self.context, answer))
            off = words(N_("Take off"))
            right.addWidget(button(off, writes(lambda: self.take_off(one.key)), link=True, name=f"{off}: {one.name}"))
        return Rows(self.context, [who, act], [1, 0], fold_at=520)

    def _roles(self, row: PlannedRow) -> None:
        kept = self.role.currentData()
        self.role.blockSignals(True)
        self.role.clear()
        for place in row.places:
            left = self.words.plural("{n} place empty", "{n} places empty", place.empty)
            self.role.addItem(f"{place.role} ({left})" if place.empty else place.role, place.role_key)
        first = next((place.role_key for place in row.places if place.empty), None)
        still = next((one for one in row.places if one.role_key == kept), None)
        self.role.setCurrentIndex(max(0, self.role.findData(kept if still and (still.empty or not first) else first)))
        self.role.blockSignals(False)

    def _suggest(self) -> None:
        role = self.role.currentData()
        with self.context.desk.read() as session:
            self.suggested.set_rows(suggestions(session, self.key, role, self.context.today()) if role else ())
        self._say_why(self.suggested.current())

    # -- doing ----------------------------------------------------------------------------------

    @writes
    def ask_chosen(self) -> None:
        """Ask those who are chosen in the list."""
        here = self.suggested.current()  # by keyboard somebody is on the first row before it is chosen
        rows = self.suggested.chosen() or ([here] if here else [])
        if not rows:
            self.context.window.say(N_("Choose somebody in the list first."))
        self.ask(rows)

    def ask(self, rows: Sequence[Suggestion]) -> None:
        """Put people on the rota as asked; what they lack is told, and going ahead needs a reason."""
        role, today = self.role.currentData(), self.context.today()
        for one in rows:

            def act(reason: str, key: str = one.key) -> object:
                return actions.ask_for(self.context.desk, self.key, role, key, today, reason=reason)

            try:
                with_reason(self.context, self, act)
            except Trouble as trouble:
                self.context.window.show_trouble(trouble)
                return

    def answer(self, key: str, answer: str) -> None:
        """Keep what somebody said."""
        self.context.attempt(lambda: actions.set_answer(self.context.desk, key, answer))

    def take_off(self, key: str) -> None:
        """Take somebody off; undo puts them back."""
        self.context.attempt(lambda: actions.take_off(self.context.desk, key))

    def happened(self) -> None:
        """Go to the sheet with everybody filled in who said yes, or to what was recorded."""
        if self.row and self.row.session_key:
            self.context.go("activities", self.row.session_key)
        else:
            self.context.go("people", None, "session", planned=self.key)

    def _show_more(self) -> None:
        words, row, menu = self.words, self.row, QMenu(self)
        if row is None:
            return
        add = partial(entry, self.context, menu)
        add(words(N_("Whom to call on the day (paper) ...")), self.print_day)
        if not row.session_key:
            add(words(N_("Change day, times or place ...")), self.change)
            add(words(N_("Say who is needed ...")), self.places)
            add(words(N_("Ask the same people for the next sessions ...")), self.ask_same)
            menu.addSeparator()
            if row.cancelled:
                add(words(N_("Hold it after all")), self.call_on)
            else:
                add(words(N_("Call it off ...")), self.call_off)
            add(words(N_("Take it off the rota")), self.remove)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @writes
    def change(self) -> None:
        """Ask for another day, other times or another place."""
        form = Form(self.context, PlannedSession, DETAILS)
        with self.context.desk.read() as session:
            form.set(planned_values(session, self.key))

        def act(given: dict[str, Any]) -> bool:
            amend_planned(self.context.desk, self.key, **given)
            return True

        ask_form(self.context, self, N_("Change the planned session"), form, act)

    @writes
    def places(self) -> None:
        """Ask how many people of each role are needed, here and if wanted at all that follow."""
        fields = role_fields(self.context)
        if not fields:
            self.context.window.say(N_("Add a role first: People, Roles."))
            return
        every = Field("every", N_("The same for all later sessions of this activity"), Kind.YESNO)
        form = Form(self.context, {**fields, "every": every}, (*fields, "every"))
        row = self.row
        assert row
        form.set({f"{ROLE}{one.role_key}": one.wanted or None for one in row.places})

        def act(given: dict[str, Any]) -> bool:
            keys = [self.key, *(self._later() if given["every"] else ())]
            actions.set_places(self.context.desk, keys, places_in(given))
            return True

        ask_form(self.context, self, N_("Who is needed"), form, act)

    def _later(self) -> list[str]:
        """The sessions of this activity that come after this one and are not called off."""
        assert self.row
        with self.context.desk.read() as session:
            rows = planned_rows(session, Period(self.row.planned_on, None), activity_key=self.row.activity_key)
        return [one.key for one in rows if one.key != self.key and not one.cancelled and not one.session_key]

    @writes
    def ask_same(self) -> None:
        """Ask those who are on this session's rota for the ones that follow."""
        later = self._later()
        if not later:
            self.context.window.say(N_("No later session of this activity is planned."))
            return
        question = Message(N_("Ask the same people for {n} later session?"), {"n": len(later)},
                           N_("Ask the same people for {n} later sessions?"))  # fmt: skip
        if not self.context.window.ask(question, N_("Ask them")):
            return
        today = self.context.today()
        done = self.context.attempt(lambda: actions.ask_same(self.context.desk, self.key, later, today))
        if done:
            asked, left_out = done
            said = self.words.plural("Asked {n} time.", "Asked {n} times.", asked)
            if left_out:
                told = N_("Not asked, since not all is in place: {names}.")
                said += " " + self.words(told, names=self.words.listing(left_out))
            self.context.window.say(message(N_("{text}"), text=said))

    @writes
    def call_off(self) -> None:
        """Ask why, and call it off."""
        form = Form(self.context, {"why": fields_of(PlannedSession)["cancelled_why"]}, ("why",))

        def act(given: dict[str, Any]) -> bool:
            actions.call_off(self.context.desk, self.key, given["why"])
            return True

        ask_form(self.context, self, N_("Call the session off"), form, act, save=N_("Call it off"))

    @writes
    def call_on(self) -> None:
        """Hold it after all."""
        self.context.attempt(lambda: actions.call_on(self.context.desk, self.key))

    @writes
    def remove(self) -> None:
        """Take it off the rota; undo brings it back with everybody."""

        def act() -> bool:
            actions.remove_planned(self.context.desk, [self.key])
            return True

        if self.context.attempt(act):
            self.context.go("rota")

    def print_sheet(self) -> None:
        """Show the sign-in sheet with its number and the names that are expected."""
        group = Message(N_("People and hours"))
        self.context.window.preview(planned_sheet(self.context.desk, self.key, self.context.today(), group))

    def print_day(self) -> None:
        """Show the sheet of whom to call, for paper."""
        if self.row:
            desk, row, group = self.context.desk, self.row, Message(N_("People and hours"))
            self.context.window.preview(
                day_document(desk, self.key, row.activity, row.planned_on, self.context.today(), group)
            )
