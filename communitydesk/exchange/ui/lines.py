"""The second step: every line before anything is written, with what is known of it, and what is to happen with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.exchange.duplicates import LABELS, Mark
from communitydesk.exchange.proposal import (
    ChosenLine,
    Decision,
    Proposal,
    ProposedLine,
    chosen,
    undecided,
)
from communitydesk.exchange.statement import Problem
from communitydesk.exchange.ui.said import balance_said
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.table import Column, DataTable

MOST_PROBLEMS = 100
SEVERAL = N_("Choose several with Shift, or all with Ctrl+A, and decide once.")
WAYS: dict[Decision, str] = {
    "bring": N_("Bring in"),
    "join": N_("It is that payment"),
    "leave": N_("Leave out"),
    "": N_("To decide"),
}
_VIEWS = (N_("Every line"), N_("To decide"), N_("New"), N_("Already here, or perhaps"))


@dataclass(frozen=True)
class Row:
    """A line as it stands in the table."""

    key: str
    line: ProposedLine
    decision: Decision


class LinesStep(QWidget):
    """Shows a proposal; `changed` is called when something is decided, `account_changed` with the account's name."""

    def __init__(
        self,
        context: Context,
        changed: Callable[[], None],
        account_changed: Callable[[str], None],
        accounts: Sequence[str],
    ) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self._changed, self._account_changed = changed, account_changed
        self.proposal: Proposal | None = None
        self.decisions: dict[int, Decision] = {}
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        self.summary = label("")
        box.addWidget(self.summary)
        self._balance = label("", "second")
        box.addWidget(self._balance)
        box.addWidget(self._account_row(accounts))
        self._card = Card(context, self.words(N_("Every line of the file")))
        box.addWidget(self._card)
        self.view = DropDown()
        self.view.setAccessibleName(self.words(N_("Which lines are shown")))
        for text in _VIEWS:
            self.view.addItem(self.words(text))
        self.view.currentIndexChanged.connect(lambda _: self._show_rows())
        self._card.head.addWidget(self.view)
        self.table = DataTable(
            context, self._columns(), name=self.words(N_("Lines of the bank's file")), said=self._said
        )
        self.table.setMinimumHeight(min(px(330), 460))
        self.table.picked.connect(lambda _: self._show_ways())
        self.table.opened.connect(lambda _: self._to_ways())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._next_way)
        self._card.add(self.table)
        self.reason = label("")
        self._card.add(self.reason)
        ways = QHBoxLayout()
        ways.setSpacing(px(10))
        self.ways: dict[Decision, QPushButton] = {}
        for way in ("join", "bring", "leave"):
            self.ways[way] = self._way_button(way)
            ways.addWidget(self.ways[way])
        ways.addStretch(1)
        self._card.body.addLayout(ways)
        self.error = label("", "error")
        self.error.hide()
        self._card.add(self.error)
        self._problems = Card(context, self.words(N_("Rows to look at")))
        box.addWidget(self._problems)

    def _account_row(self, accounts: Sequence[str]) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.px(4))
        named = label(self.words(N_("Which account is it?")), "fieldlabel")
        self.account = DropDown()
        self.account.setEditable(True)
        self.account.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.account.setMaximumWidth(self.context.theme.px(420))
        self.account.addItems(list(accounts))
        self.account.setAccessibleName(self.words(N_("Which account is it?")))
        edit = self.account.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.words(N_("For example: Current account")))
        edit.setMaxLength(60)
        edit.editingFinished.connect(self._name_account)
        self.account.activated.connect(lambda _: self._name_account())
        named.setBuddy(self.account)
        box.addWidget(named)
        box.addWidget(self.account)
        box.addWidget(
            label(self.words(N_("As you call it. Lines are compared with those of the same account.")), "hint")
        )
        return holder

    @property
    def account_name(self) -> str:
        """What the person calls the account, as it stands in the field."""
        return self.account.currentText().strip()

    def _name_account(self) -> None:
        self._account_changed(self.account_name)

    # -- what is shown -------------------------------------------------------------------------------

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a file's lines; what was decided before about the same lines stays, where it still may be."""
        self.proposal = proposal
        ways = {line.position: line.ways for line in proposal.lines}
        self.decisions = {at: way for at, way in self.decisions.items() if way in ways.get(at, ())}
        said, sound = balance_said(proposal.statement, self.words)
        self._balance.setText(said)
        self._balance.setObjectName("second" if sound else "error")
        self._balance.style().polish(self._balance)
        self._show_problems(proposal.statement.problems)
        self._show_rows()
        self._after()

    def _columns(self) -> tuple[Column, ...]:
        words = self.words
        return (
            Column(words(N_("Date")), lambda row: words.short_date(row.line.line.date), lambda row: row.line.line.date),
            Column(words(N_("Description")), lambda row: row.line.line.description, stretch=True),
            Column(words(N_("Amount")), lambda row: words.money(row.line.line.amount_pence),
                   lambda row: row.line.line.amount_pence, number=True),
            Column(words(N_("Is it here?")), lambda row: words(LABELS[row.line.mark]), state=_mark_state),
            Column(words(N_("What happens")), lambda row: words(WAYS[row.decision]),
                   state=lambda row: "" if row.decision else "late"),
        )  # fmt: skip

    def _rows(self) -> list[Row]:
        assert self.proposal is not None
        rows = [
            Row(str(line.position), line, self.decisions.get(line.position) or line.usual)
            for line in self.proposal.lines
        ]
        match self.view.currentIndex():
            case 1:
                return [row for row in rows if not row.line.usual]
            case 2:
                return [row for row in rows if row.line.mark is Mark.NEW]
            case 3:
                return [row for row in rows if row.line.mark is not Mark.NEW]
        return rows

    def _show_rows(self) -> None:
        if self.proposal is not None:
            self.table.set_rows(self._rows())
            if self.table.current() is None and self.table.model.rows:
                self.table.choose(self.table.model.rows[0].key)
            self._show_ways()

    def _said(self, rows: Sequence[Row]) -> str:
        words = self.words
        total = sum(row.line.line.amount_pence for row in rows)
        said = words.plural("{n} line, {sum}", "{n} lines, {sum}", len(rows), sum=words.money(total))
        return f"{said}. {words(SEVERAL)}" if sum(not row.decision for row in rows) > 1 else said

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        clear(self._problems.body)
        ordered = sorted(problems, key=lambda one: not one.serious)
        for problem in ordered[:MOST_PROBLEMS]:
            self._problems.add(
                label(self.words.say(problem.message), "" if problem.serious else "second", selectable=True)
            )
            content = " · ".join(cell for cell in problem.raw if cell)[:200]
            if content:
                self._problems.add(label(content, "hint"))
        if (more := len(ordered) - MOST_PROBLEMS) > 0:
            self._problems.add(label(self.words.plural("And {n} more.", "And {n} more.", more), "second"))
        self._problems.setVisible(bool(ordered))

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Where there is little room the description keeps it: the sentence below says whether the line is here."""
        super().resizeEvent(event)
        self.table.view.setColumnHidden(3, self.width() < self.context.theme.px(760))

    # -- deciding ------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[ChosenLine, ...]:
        """What is to be brought in."""
        return chosen(self.proposal, self.decisions) if self.proposal else ()

    @property
    def open_lines(self) -> tuple[ProposedLine, ...]:
        """Lines about which something has still to be said."""
        return undecided(self.proposal, self.decisions) if self.proposal else ()

    def _way_button(self, way: Decision) -> QPushButton:
        return button(self.words(WAYS[way]), lambda: self.decide(way))

    def _show_ways(self) -> None:
        """Say what is known of the line where the person is, and offer what may be done with it."""
        row = self.table.current()
        self.reason.setText(self.words.say(row.line.reason) if row else "")
        for way, made in self.ways.items():
            made.setVisible(row is not None and way in row.line.ways)
            made.setEnabled(row is not None and way != row.decision)
            if row is not None:
                made.setAccessibleName(f"{made.text()}: {row.line.line.description}")

    def _to_ways(self) -> None:
        first = next((made for made in self.ways.values() if not made.isHidden() and made.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _next_way(self) -> None:
        row = self.table.current()
        if row is not None:
            ways = row.line.ways
            at = ways.index(row.decision) + 1 if row.decision in ways else 0
            self._decide([row], ways[at % len(ways)])

    def decide(self, way: Decision) -> None:
        """Decide about the chosen lines, and go on to the next that waits for a decision."""
        current = self.table.current()
        rows = self.table.chosen() or ([current] if current else [])
        self._decide(rows, way)
        if current is not None and not current.line.usual:
            self.show_open(after=current.line.position)
        self.table.view.setFocus()

    def _decide(self, rows: Sequence[Row], way: Decision) -> None:
        for row in rows:
            if way in row.line.ways:
                self.decisions[row.line.position] = way
        self._show_rows()
        self._after()

    def show_open(self, after: int = -1, *, say: bool = False) -> None:
        """Go to the next line that waits for a decision; `say` says beside it that it does."""
        waiting = self.open_lines
        if not waiting:
            return
        following = next((line for line in waiting if line.position > after), waiting[0])
        self.table.filter.clear()
        if self.view.currentIndex() > 1:
            self.view.setCurrentIndex(0)
        self.table.choose(str(following.position))
        if say:
            self.error.setText(self.words.plural(
                "Decide about {n} line first: is it here already?",
                "Decide about {n} lines first: are they here already?", len(waiting),
            ))  # fmt: skip
            self.error.show()
            self.table.view.setFocus()

    def _after(self) -> None:
        assert self.proposal is not None
        proposal, words = self.proposal, self.words
        told = [words.plural("{n} line is new", "{n} lines are new", proposal.count(Mark.NEW))]
        if there := proposal.count(Mark.HELD):
            told.append(words.plural("{n} is here already", "{n} are here already", there))
        if perhaps := proposal.count(Mark.PERHAPS):
            told.append(words.plural("{n} is perhaps here already", "{n} are perhaps here already", perhaps))
        if unread := len(proposal.statement.serious):
            told.append(words.plural("look at {n} row below", "look at {n} rows below", unread))
        self.summary.setText(f"{'; '.join(told)}. {words(N_('Nothing is written until you press the button.'))}")
        if not self.open_lines:
            self.error.hide()
        self._changed()


def _mark_state(row: Row) -> str:
    return {Mark.NEW: "ok", Mark.PERHAPS: "due", Mark.HELD: ""}[row.line.mark]
