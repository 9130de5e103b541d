"""The second step: everybody on the list, who is here already, and what happens with each; field by field where two differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from communitydesk.desk.words import N_, Message
from communitydesk.exchange.people.likeness import LABELS, Finding, Mark
from communitydesk.exchange.people.merging import (
    Decision,
    Difference,
    Planned,
    Standing,
    Value,
    Way,
    differences,
    first_decision,
    plan,
    undecided,
)
from communitydesk.exchange.people.reading import Incoming, PeopleRead
from communitydesk.exchange.ui.lines import SEVERAL
from communitydesk.exchange.ui.people.columns import contact_said
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.table import Column, DataTable

WAYS: Mapping[Way, str] = {
    "add": N_("Add"),
    "join": N_("Join with who is here"),
    "leave": N_("Leave out"),
    "": N_("To decide"),
}
_VIEWS = (N_("Everybody"), N_("To decide"), N_("New"), N_("Already here, or perhaps"))
MOST_PROBLEMS = 60


@dataclass(frozen=True)
class Row:
    """One person of the list as they stand in the table; `key` is the position in the list."""

    key: str
    person: Incoming
    finding: Finding
    decision: Decision


class RowsStep(QWidget):
    """Shows everybody on a list; `changed` is called when something is decided."""

    def __init__(self, context: Context, changed: Callable[[], None]) -> None:
        super().__init__()
        self.context, self.words, self._changed = context, context.words, changed
        self.read: PeopleRead | None = None
        self.findings: tuple[Finding, ...] = ()
        self.decisions: list[Decision] = []
        self.standings: Mapping[str, Standing] = {}
        self.touched = False
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        self.summary = label("")
        box.addWidget(self.summary)
        card = Card(context, self.words(N_("Everybody on the list")))
        box.addWidget(card)
        self.view = DropDown()
        self.view.setAccessibleName(self.words(N_("Who is shown")))
        for text in _VIEWS:
            self.view.addItem(self.words(text))
        self.view.currentIndexChanged.connect(lambda _: self._show_rows())
        card.head.addWidget(self.view)
        self.table = DataTable(context, self._columns(), name=self.words(N_("People on the list")), said=self._said)
        self.table.setMinimumHeight(min(px(300), 420))
        self.table.picked.connect(lambda _: self._show_one())
        self.table.opened.connect(lambda _: self._to_ways())
        card.add(self.table)
        self.reason = label("")
        card.add(self.reason)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(px(6))
        card.body.addLayout(self._fields)
        ways = QHBoxLayout()
        ways.setSpacing(px(10))
        self.ways: dict[Way, QPushButton] = {}
        for way in ("join", "add", "leave"):
            self.ways[way] = self._way_button(way)
            ways.addWidget(self.ways[way])
        ways.addStretch(1)
        card.body.addLayout(ways)
        self.error = label("", "error")
        self.error.hide()
        card.add(self.error)
        self._problems = Card(context, self.words(N_("What could not be read")))
        box.addWidget(self._problems)

    def _way_button(self, way: Way) -> QPushButton:
        return button(self.words(WAYS[way]), lambda: self.decide(way))

    # -- what is shown -------------------------------------------------------------------------------

    def show_list(self, read: PeopleRead, findings: Sequence[Finding], standings: Mapping[str, Standing]) -> None:
        """Show everybody of a list with what was found; what was decided before stays where the list is the same."""
        if read != self.read or len(self.decisions) != len(findings):
            self.decisions = [first_decision(finding) for finding in findings]
            self.touched = False
        self.read, self.findings, self.standings = read, tuple(findings), standings
        self._show_problems(read)
        self._show_rows()
        self._after()

    def _columns(self) -> tuple[Column, ...]:
        words = self.words
        return (
            Column(words(N_("Name")), lambda row: row.person.name, strong=True),
            Column(words(N_("How to reach them")), lambda row: contact_said(row.person), stretch=True),
            Column(words(N_("Is it here?")), lambda row: words(LABELS[row.finding.mark]), state=_mark_state),
            Column(words(N_("What happens")), lambda row: words(WAYS[row.decision.way]),
                   state=lambda row: "" if row.decision.way else "late"),
        )  # fmt: skip

    def _rows(self) -> list[Row]:
        assert self.read is not None
        rows = [
            Row(str(at), person, self.findings[at], self.decisions[at]) for at, person in enumerate(self.read.people)
        ]
        match self.view.currentIndex():
            case 1:
                return [row for row in rows if first_decision(row.finding).way == ""]
            case 2:
                return [row for row in rows if row.finding.mark is Mark.NEW]
            case 3:
                return [row for row in rows if row.finding.mark is not Mark.NEW]
        return rows

    def _show_rows(self) -> None:
        if self.read is not None:
            self.table.set_rows(self._rows())
            if self.table.current() is None and self.table.model.rows:
                self.table.choose(self.table.model.rows[0].key)
            self._show_one()

    def _said(self, rows: Sequence[Row]) -> str:
        said = self.words.plural("{n} person", "{n} people", len(rows))
        return f"{said}. {self.words(SEVERAL)}" if sum(not row.decision.way for row in rows) > 1 else said

    def _show_problems(self, read: PeopleRead) -> None:
        clear(self._problems.body)
        told = [self.words.say(one) for one in read.left_out]
        for person in read.people:
            told += [
                self.words(
                    N_("{name}: “{text}” cannot be right ({what}). It goes into the notes as it is."),
                    name=person.name, text=cell.text[:60], what=Message(cell.label),
                )
                for cell in person.unread
            ]  # fmt: skip
        for text in told[:MOST_PROBLEMS]:
            self._problems.add(label(text, "second", selectable=True))
        if (more := len(told) - MOST_PROBLEMS) > 0:
            self._problems.add(label(self.words.plural("And {n} more.", "And {n} more.", more), "second"))
        self._problems.setVisible(bool(told))

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Where there is little room how to reach them keeps it."""
        super().resizeEvent(event)
        self.table.view.setColumnHidden(2, self.width() < self.context.theme.px(760))

    # -- one person ----------------------------------------------------------------------------------

    def _show_one(self) -> None:
        """Say what is known of the row where the person is, field by field, and offer what may be done with it."""
        clear(self._fields)
        row: Row | None = self.table.current()
        for way, made in self.ways.items():
            made.setVisible(row is not None and (way != "join" or row.finding.like is not None))
            made.setEnabled(row is not None and way != row.decision.way)
            if row is not None:
                made.setAccessibleName(f"{made.text()}: {row.person.name}")
        if row is None:
            self.reason.setText("")
            return
        like = row.finding.like
        if like is not None:
            self.ways["join"].setText(self.words(N_("It is {name} here"), name=like.name))
            self.ways["join"].setAccessibleName(
                self.words(N_("{row} is {name} here"), row=row.person.name, name=like.name)
            )
        said = self.words.say(row.finding.reason)
        if like is not None and like.row is not None and self.read is not None:
            number = self.read.people[like.row].number
            said = " ".join((said, self.words(N_("That is row {row} of this list."), row=number)))
        self.reason.setText(said)
        if row.decision.way == "join" and like is not None and like.key in self.standings:
            for difference in differences(row.person, self.standings[like.key]):
                self._fields.addWidget(self._choice(int(row.key), difference))

    def _choice(self, at: int, difference: Difference) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.px(12))
        name = self.words(difference.label)
        box.addWidget(label(name, "fieldlabel", wrap=False))
        group = QButtonGroup(holder)
        takes = difference.field in self.decisions[at].takes
        for wanted, text, value in (
            (False, N_("Keep {value}"), difference.here),
            (True, N_("Take {value} from the list"), difference.there),
        ):
            radio = QRadioButton(self.words(text, value=self._shown(value)))
            radio.setAccessibleName(f"{name}: {radio.text()}")
            radio.setChecked(takes is wanted)
            radio.toggled.connect(lambda on, want=wanted: self._take(at, difference.field, want) if on else None)
            group.addButton(radio)
            box.addWidget(radio)
        box.addStretch(1)
        return holder

    def _shown(self, value: Value) -> str:
        return self.words.date(value) if isinstance(value, dt.date) else f"“{value[:60]}”"

    def _take(self, at: int, field: str, wanted: bool) -> None:
        takes = self.decisions[at].takes
        self.decisions[at] = replace(self.decisions[at], takes=takes | {field} if wanted else takes - {field})
        self.touched = True

    # -- deciding ------------------------------------------------------------------------------------

    @property
    def open_rows(self) -> int:
        """How many rows have still to be decided."""
        return undecided(self.decisions)

    def planned(self) -> tuple[Planned, ...]:
        """Everybody who will be added or changed."""
        return plan(self.read.people, self.decisions, self.standings) if self.read else ()

    def _to_ways(self) -> None:
        first = next((made for made in self.ways.values() if not made.isHidden() and made.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def decide(self, way: Way) -> None:
        """Decide about the chosen rows, and go on to the next that waits for a decision."""
        current: Row | None = self.table.current()
        rows: Sequence[Row] = self.table.chosen() or ([current] if current else [])
        for row in rows:
            if way != "join" or row.finding.like is not None:
                whom = row.finding.like if way == "join" else None
                self.decisions[int(row.key)] = Decision(way, whom)
                self.touched = True
        waited = current is not None and not current.decision.way
        self._show_rows()
        self._after()
        if waited and current is not None:
            self.show_open(after=int(current.key))
        self.table.view.setFocus()

    def show_open(self, after: int = -1, *, say: bool = False) -> None:
        """Go to the next row that waits for a decision; `say` says beside it that it does."""
        waiting = [at for at, decision in enumerate(self.decisions) if not decision.way]
        if not waiting:
            return
        self.table.filter.clear()
        if self.view.currentIndex() > 1:
            self.view.setCurrentIndex(0)
        self.table.choose(str(next((at for at in waiting if at > after), waiting[0])))
        if say:
            self.error.setText(self.words.plural(
                "Decide about {n} person first: are they here already?",
                "Decide about {n} people first: are they here already?", len(waiting),
            ))  # fmt: skip
            self.error.show()
            self.table.view.setFocus()

    def _after(self) -> None:
        words = self.words
        marks = [finding.mark for finding in self.findings]
        told = [words.plural("{n} person is new", "{n} people are new", marks.count(Mark.NEW))]
        if same := marks.count(Mark.SAME):
            told.append(words.plural("{n} is here already", "{n} are here already", same))
        if perhaps := marks.count(Mark.PERHAPS):
            told.append(words.plural("{n} is perhaps here already", "{n} are perhaps here already", perhaps))
        self.summary.setText(f"{'; '.join(told)}. {words(N_('Nothing is written until you press the button.'))}")
        if not self.open_rows:
            self.error.hide()
        self._changed()


def _mark_state(row: Row) -> str:
    return {Mark.NEW: "ok", Mark.PERHAPS: "due", Mark.SAME: ""}[row.finding.mark]
