"""One session's record: who came, by name, by tallies or by counting heads; its details; its history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from communitydesk.activities.actions import amend_session, count_heads, record_tallies
from communitydesk.activities.entry import parse_tallies, tallies_text
from communitydesk.activities.figures import session_values, tallies
from communitydesk.activities.model import COUNTED, Session
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import save_form
from communitydesk.people.actions import remove_session, set_names
from communitydesk.people.figures import HoursWanted, SessionCount, hours_rows, name_list, names_of, session_counts
from communitydesk.people.ui.hours import HoursList
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import told_apart
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.form import Form
from communitydesk.widgets.history import History
from communitydesk.widgets.page import Card, Page, Rows, Sentences, button, clear, figure_card
from communitydesk.widgets.reading import writes
from communitydesk.widgets.removing import removed
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.tabs import Tabs

DETAILS = ("held_on", "starts_at", "ends_at", "place", "notes")


class MeetingPage(Page):
    """A session, and who came to it."""

    shows = ("session", "tally", "attendance", "hours", "person", "activity")

    def __init__(self, context: Context, key: str) -> None:
        words = context.words
        with context.desk.read() as session:
            found = session_counts(session, key=key)
        activity = found[0].activity_key if found else ""
        crumbs: list[tuple[str, Callable[[], object]]] = [
            (words(N_("Activities")), lambda: context.go("activities")),
            (found[0].activity if found else "", lambda: context.go("activities", activity)),
        ]
        super().__init__(context, "", crumbs if found else crumbs[:1], scrolls=False)
        self.key = key
        self.add_button(words(N_("Remove")), self.remove)
        self.add_button(
            words(N_("Type names and hours")),
            writes(lambda: context.go("people", None, "session", session=key)),
            primary=True,
        )
        self._figures_box = QVBoxLayout()
        self.body.addLayout(self._figures_box)
        self.problems = Sentences(context)
        self.body.addWidget(self.problems)
        self.tabs = Tabs(context)
        self.who = WhoCame(context, key)
        self.form = Form(context, Session, DETAILS)
        self.hours = _SessionHours(context, key)
        self.history = History(context, Ref("session", key))
        self.tabs.keep(self.form, self.hours, self.history)
        self.tabs.add("who", words(N_("Who came")), lambda: scrolled(self.context, self.who))
        self.tabs.add("hours", words(N_("Hours")), lambda: self.hours)
        self.tabs.add("details", words(N_("Details")), self._details)
        self.tabs.add("history", words(N_("History")), lambda: self.history)
        self.body.addWidget(self.tabs, 1)

    def _details(self) -> QWidget:
        card = Card(self.context)
        card.add(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.words(N_("Save the details")), self.save, primary=True))
        card.body.addLayout(row)
        card.body.addStretch(1)
        return scrolled(self.context, card)

    def refresh(self) -> None:
        """Show the session as it now is; go back when it is not there any more."""
        with self.context.desk.read() as session:
            found = session_counts(session, key=self.key)
            values = session_values(session, self.key)
        if not found:
            self.context.go("activities")
            return
        row = found[0]
        self.set_title(self.words.day(row.held_on))
        self.set_state(self.words(N_("sheet {n}"), n=row.number))
        self._show_figures(row)
        self.who.show_session(row)
        if not self.form.changed:
            self.form.set(values)
        self.hours.refresh()
        self.tabs.count_of("hours", len(self.hours.entries.model.all) or None)
        self.history.refresh()

    def _show_figures(self, row: SessionCount) -> None:
        words = self.words
        clear(self._figures_box)
        if row.came is None:
            cards = [figure_card(self.context, "–", words(N_("nobody is counted yet")))]
        else:
            how = words(N_("came, counted {how}"), how=words(COUNTED[row.counted]).lower())
            cards = [figure_card(self.context, words.number(row.came), how)]
        helped = words(N_("given by {n} helpers"), n=row.helpers + row.unnamed_helpers)
        cards.append(figure_card(self.context, words.hours(row.minutes), helped))
        if row.new_people is not None:
            cards.append(figure_card(self.context, words.number(row.new_people), words(N_("came for the first time"))))
        self._figures_box.addWidget(Rows(self.context, cards))
        trouble = row.trouble
        shown = [("due", words(N_("look again")), words.say(trouble), "", None)] if trouble else []
        self.problems.show_all(shown)
        self.problems.setVisible(bool(shown))

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return self.form.changed or self.who.unsaved()

    @writes
    def save(self) -> None:
        """Keep the details."""
        save_form(self.context, self.form, lambda values: amend_session(self.context.desk, self.key, **values))

    @writes
    def remove(self) -> None:
        """Remove a session that has no hours; undo brings it back."""

        if removed(self.context, lambda: remove_session(self.context.desk, self.key)):
            self.context.go("activities")


class _SessionHours(HoursList):
    """The hours of one session."""

    def __init__(self, context: Context, key: str) -> None:
        self._session_key = key
        super().__init__(context)
        for box in (self.period, self.activity, self.sums, self.add_button):
            box.hide()

    def _fill(self) -> None:
        with self.context.desk.read() as session:
            self.entries.set_rows(hours_rows(session, HoursWanted(session_key=self._session_key)))


class WhoCame(QWidget):
    """The three ways of saying who came; the one that is chosen counts."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__()
        self.context, self.words, self.key = context, context.words, key
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(context.theme.px(12))
        self.ways = QButtonGroup(self)
        for number, code in enumerate(COUNTED):
            one = QRadioButton(words(COUNTED[code]))
            self.ways.addButton(one, number)
            row.addWidget(one)
        box.addLayout(row)
        self.stack = QStackedWidget()
        self.heads = self._count_form(Session, ("headcount", "new_people"))
        told = N_("One kind of people a line, with how many: Children 12.")
        fields = {**fields_of(Session), "tallies": Field("tallies", N_("Tallies"), Kind.LONG, told)}
        self.tally = self._count_form(fields, ("tallies", "new_people"))
        for page in (self._names(), self._side(self.tally, self.save_tally), self._side(self.heads, self.save_heads)):
            self.stack.addWidget(page)
        box.addWidget(self.stack, 1)
        self.ways.idClicked.connect(lambda number: self.stack.setCurrentIndex(min(number, 2)))

    def _count_form(self, record: object, names: tuple[str, ...]) -> Form:
        return Form(self.context, record, names, lines={"tallies": 5})  # type: ignore[arg-type]

    def _side(self, form: Form, save: Callable[[], None]) -> QWidget:
        card = Card(self.context)
        card.add(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.words(N_("Save the count")), save, primary=True))
        card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def _names(self) -> QWidget:
        inside, words = QWidget(), self.words
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        with self.context.desk.read() as session:
            people = told_apart(name_list(session, self.context.today()))
        who = Field(
            "who", N_("Add somebody who came"), Kind.LINK, N_("Type part of the name; Enter puts them on the list.")
        )
        self.adding = Form(self.context, {"who": who}, ("who",), links={"who": lambda: people})
        self.adding.rows["who"].edited.connect(self.add_name)
        box.addWidget(self.adding)
        columns = (Column(words(N_("Name")), lambda one: one[1], stretch=True),)
        empty = (words(N_("Nobody is on the list by name yet.")), "", None)
        self.table = DataTable(
            self.context, columns, name=words(N_("Who came by name")), filtered=False, empty=empty,
            said=lambda rows: words.plural("{n} name", "{n} names", len(rows)),
        )  # fmt: skip
        self.table.opened.connect(lambda one: self.context.go("people", one[0]))
        self.table.setMinimumHeight(self.context.theme.px(220))
        box.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(button(words(N_("Take off the list")), self.take_off))
        row.addStretch(1)
        box.addLayout(row)
        return inside

    def show_session(self, row: SessionCount) -> None:
        """Show who came."""
        with self.context.desk.read() as session:
            self._listed = names_of(session, self.key)
            values = session_values(session, self.key)
            counted = [(one.label, one.people) for one in tallies(session, self.key)]
        self.table.set_rows(self._listed)
        if not self.unsaved():
            self.heads.set(values)
            self.tally.set({"tallies": tallies_text(counted), "new_people": values["new_people"]})
        number = list(COUNTED).index(row.counted)
        button_ = self.ways.button(number)
        assert button_ is not None
        button_.setChecked(True)
        self.stack.setCurrentIndex(min(number, 2))

    def unsaved(self) -> bool:
        """Whether a count was typed and not kept."""
        return self.heads.changed or self.tally.changed

    def add_name(self) -> None:
        """Put the person who was chosen on the list."""
        chosen = self.adding.values()
        if chosen and chosen["who"] and chosen["who"] not in [key for key, _ in self._listed]:
            keys = [key for key, _ in self._listed] + [chosen["who"]]
            self.adding.set({"who": None})
            self.context.attempt(lambda: set_names(self.context.desk, self.key, keys))

    @writes
    def take_off(self) -> None:
        """Take the chosen names off the list."""
        gone = {key for key, _ in self.table.chosen()}
        keys = [key for key, _ in self._listed if key not in gone]
        if gone:
            self.context.attempt(lambda: set_names(self.context.desk, self.key, keys))

    @writes
    def save_heads(self) -> None:
        """Keep the headcount, or the estimate."""
        estimated = self.ways.checkedId() == list(COUNTED).index("estimate")
        self.tally.settle()
        save_form(
            self.context, self.heads,
            lambda values: count_heads(
                self.context.desk, self.key, values["headcount"], values["new_people"], estimated=estimated
            ),
        )  # fmt: skip

    @writes
    def save_tally(self) -> None:
        """Keep the tallies."""
        self.heads.settle()

        def act(values: dict[str, object]) -> None:
            new = values["new_people"]
            record_tallies(
                self.context.desk,
                self.key,
                parse_tallies(str(values["tallies"])),
                new if isinstance(new, int) else None,
            )

        save_form(self.context, self.tally, act)
