"""Bank lines sorted one after another: what was done last time is offered, Enter takes it and the next line comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.grants.actions import bank
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.bank import (
    BankLineRow,
    StatementRow,
    Suggestion,
    sources,
    statement_lines,
    statements,
    waiting_lines,
)
from communitydesk.grants.figures.spending import payees
from communitydesk.grants.model.bank import BECAME
from communitydesk.grants.ui.parts import buttons, place_key, place_of, places
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice, Picker
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Card, Empty, Rows, button, label
from communitydesk.widgets.reading import to_read, writes
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.table import Column, DataTable

NONE = "none"


class Sorting(QWidget):
    """The lines that wait, and under them the one that is being sorted."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        self.rows: tuple[BankLineRow, ...] = ()
        self.line: BankLineRow | None = None
        self._skipped: set[str] = set()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        outer.addWidget(scrolled(context, inside))
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(10))
        self.top = buttons(
            button(words(N_("Bring in a statement")), self.bring_in),
            button(words(N_("Statements brought in")), self.show_statements),
        )
        box.addWidget(self.top)
        columns = (
            Column(words(N_("Date")), lambda row: words.short_date(row.booked_on), sort=lambda row: row.booked_on),
            Column(words(N_("What the bank wrote")), lambda row: row.description, strong=True),
            Column(words(N_("Probably")), self._probably, stretch=True),
            Column(words(N_("Out")), lambda row: words.amount(-row.amount) if row.amount < 0 else "",
                   sort=lambda row: -row.amount, number=True),
            Column(words(N_("In")), lambda row: words.amount(row.amount) if row.amount > 0 else "",
                   sort=lambda row: row.amount, number=True),
        )  # fmt: skip
        self.table = DataTable(context, columns, name=words(N_("Bank lines to sort")), said=self._said)
        self.table.setMinimumHeight(context.theme.px(190))
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda row: self.target.setFocus())
        box.addWidget(self.table, 1)
        self.card = self._make_card()
        box.addWidget(self.card)
        self.empty = Empty(
            context, words(N_("No bank line waits to be sorted. Bring in a statement that you saved from your bank.")),
            words(N_("Bring in a statement")), self.bring_in,
        )  # fmt: skip
        box.addWidget(self.empty, 1)

    def _make_card(self) -> Card:
        words, context = self.words, self.context
        card = Card(context, words(N_("This line")))
        self.said = label("", "strong")
        card.add(self.said)
        self.why = label("", "hint")
        card.add(self.why)
        self.target = Picker((), words(N_("Type an award, a line, a funder, or “no award's”")))
        self.target.setAccessibleName(words(N_("What this line is: award and budget line, or no award's")))
        self.payee = QLineEdit()
        self.payee.setAccessibleName(words(N_("Paid to")))
        self.payee.setPlaceholderText(words(N_("Paid to")))
        self.what = QLineEdit()
        self.what.setAccessibleName(words(N_("What for")))
        self.what.setPlaceholderText(words(N_("What for")))
        columns = []
        for title, widget in (
            (N_("What it is"), self.target),
            (N_("Paid to"), self.payee),
            (N_("What for"), self.what),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(context.theme.px(4))
            caption, shown = label(words(title), "fieldlabel"), to_read(context, widget)
            caption.setBuddy(shown)
            column.addWidget(caption)
            column.addWidget(shown)
            columns.append(holder)
        card.add(Rows(context, columns, [5, 3, 3], fold_at=680))
        self.error = label("", "error")
        self.error.hide()
        card.add(self.error)
        self.take = button(words(N_("Sort it, next line")), self.sort, primary=True)
        self.split = button(words(N_("Share it, add a receipt ...")), self.share)
        self.skip = button(words(N_("Later")), self.later)
        card.add(buttons(self.take, self.split, self.skip))
        card.add(label(words(N_("Enter sorts it. Alt and ↓ leave it for later.")), "hint"))
        for edit in (self.target.lineEdit(), self.payee, self.what):
            assert edit is not None
            if not context.only_reading:
                edit.returnPressed.connect(self._enter)
        passing = QShortcut(QKeySequence("Alt+Down"), self)
        passing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        passing.activated.connect(self.later)
        return card

    # -- showing ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the lines that wait; the one after the one just sorted is taken up."""
        desk = self.context.desk
        before = [row.key for row in self.rows]
        at = before.index(self.line.key) if self.line and self.line.key in before else 0
        self.rows = waiting_lines(desk)
        self._sources = sources(desk)
        self.table.set_rows(self.rows)
        some = bool(self.rows)
        for one in (self.table, self.card, self.top):
            one.setVisible(some)
        self.empty.setVisible(not some)
        if not some:
            self.line = None
            return
        completer = QCompleter(list(dict.fromkeys(one.name for one in payees(desk))), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.payee.setCompleter(completer)
        still = {row.key: row for row in self.rows}
        if self.line and self.line.key in still:
            self._take_up(still[self.line.key])
        else:
            self._take_up(self._next(before[at + 1 :], still))

    def _next(self, wanted: Sequence[str], still: dict[str, BankLineRow]) -> BankLineRow:
        for key in wanted:
            if key in still and key not in self._skipped:
                return still[key]
        rest = [row for row in self.rows if row.key not in self._skipped]
        return rest[0] if rest else self.rows[0]

    def choose(self, key: str) -> None:
        """Take up a line by its key."""
        for row in self.rows:
            if row.key == key:
                self._take_up(row)

    def _pick(self, row: BankLineRow) -> None:
        if self.line is None or row.key != self.line.key:
            self._take_up(row, choose=False)

    def _take_up(self, row: BankLineRow, *, choose: bool = True) -> None:
        words = self.words
        self.line = row
        self.error.hide()
        amount = words.money(abs(row.amount))
        went = N_("{amount} out on {day}: {text}") if row.amount < 0 else N_("{amount} in on {day}: {text}")
        self.said.setText(words(went, amount=amount, day=row.booked_on, text=row.description))
        found = row.suggestion
        self.why.setText(words.say(found.why) if found else words(N_("Nothing like it was sorted before.")))
        self.target.set_choices(self._choices(row))
        self.target.choose(_key_of(found) if found else None)
        out = row.amount < 0
        for widget in (self.payee, self.what):
            widget.setEnabled(out)
        self.payee.setText((found.payee if found and found.payee else row.description) if out else "")
        self.payee.setCursorPosition(0)  # of a long name the beginning is seen
        self.what.setText(found.what if found else "")
        self.split.setVisible(out)
        for act in (self.take, self.split, self.skip):  # who hears the button hears which line it is about
            act.setAccessibleName(f"{act.text()}: {self.said.text()}")
        if choose:
            self.table.choose(row.key)
            if self.isVisible():
                self.target.setFocus()
                edit = self.target.lineEdit()
                if edit is not None:
                    edit.selectAll()

    def _choices(self, row: BankLineRow) -> list[Choice]:
        words = self.words
        none = Choice(NONE, words(N_("No award's")))
        if row.amount < 0:
            found = [Choice(f"line:{one.key}", one.text) for one in places(self.context.desk)]
            known = [
                Choice(f"known:{one.key}", words(N_("Entered already: {what}"), what=self._payment_said(one)))
                for one in self._sources.unseen
                if one.amount == -row.amount
            ]
            return [*known, *found, none]
        found = [
            Choice(f"instalment:{one.award_key}|{one.key}",
                   words(N_("From the funder: {award}, {amount} expected"), award=one.award, amount=words.money(one.amount)))
            for one in self._sources.expected
        ]  # fmt: skip
        found += [
            Choice(f"instalment:{key}|", words(N_("From the funder: {award}"), award=name))
            for key, name in self._sources.awards
        ]
        back = [
            Choice(f"refund:{one.key}", words(N_("Money back: {what}"), what=self._payment_said(one)))
            for one in self._sources.payments
            if one.amount >= row.amount
        ]
        return [*found, none, *back]

    def _payment_said(self, one: object) -> str:
        words = self.words
        amount, day = words.money(one.amount), words.short_date(one.day)  # type: ignore[attr-defined]
        return f"{one.payee}, {amount}, {day}"  # type: ignore[attr-defined]

    def _probably(self, row: BankLineRow) -> str:
        found = row.suggestion
        if found is None:
            return ""
        if found.became == "payment":
            if not found.award:
                return self.words(N_("as last time, no award's"))
            return f"{found.award} · {found.line}" if found.line else found.award
        said = self.words(BECAME.get(found.became, ""))
        return f"{said}: {found.award or found.payee}" if found.award or found.payee else said

    def _said(self, rows: Sequence[BankLineRow]) -> str:
        out = -sum(row.amount for row in rows if row.amount < 0)
        into = sum(row.amount for row in rows if row.amount > 0)
        said = self.words.plural("{n} line waits", "{n} lines wait", len(rows))
        return self.words(
            N_("{lines}: {out} out, {into} in"), lines=said, out=self.words.money(out), into=self.words.money(into)
        )

    # -- doing -----------------------------------------------------------------------------

    def _enter(self) -> None:
        """Sort once the completing of names has settled; Enter in its list comes twice, and sorts one line."""
        if self.line is None:
            return
        key = self.line.key
        QTimer.singleShot(0, self, lambda: self._sort_if(key))

    def _sort_if(self, key: str) -> None:
        if self.line is not None and self.line.key == key:
            completer = self.target.completer()
            popup = completer.popup() if completer else None
            if popup is not None:
                popup.hide()
            self.sort()

    @writes
    def sort(self) -> None:
        """Sort the line as it stands here, and go to the next."""
        if self.line is None:
            return
        self.target._settle()
        key, typed = self.target.key(), self.target.unknown()
        if key is None:
            self._trouble(
                self.words(
                    N_("“{text}” is not on the list. Type part of an award's name, or “no award's”."), text=typed
                )
                if typed
                else self.words(N_("Say what this line is. Type “no” for a line that is no award's."))
            )
            return
        try:
            self._sort_as(self.line, key)
        except Trouble as trouble:
            self._trouble(trouble.say(self.words))

    def _sort_as(self, line: BankLineRow, key: str) -> None:
        desk = self.context.desk
        kind, _, rest = key.partition(":")
        if kind == NONE:
            bank.sort_as_none(desk, line.key)
        elif kind == "known":
            bank.sort_as_known(desk, line.key, payment_key=rest)
        elif kind == "refund":
            bank.sort_as_refund(desk, line.key, rest)
        elif kind == "instalment":
            award, _, instalment = rest.partition("|")
            bank.sort_as_instalment(desk, line.key, award, instalment or None)
        elif place := place_of(rest):
            shares = (Share(place[0], place[1], -line.amount),)
            bank.sort_as_payment(desk, line.key, shares, payee=self.payee.text().strip(), what=self.what.text().strip())

    def _trouble(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.target.setFocus()

    def later(self) -> None:
        """Leave the line for later and take up the next."""
        if self.line is None:
            return
        self._skipped.add(self.line.key)
        keys = [row.key for row in self.rows]
        at = keys.index(self.line.key)
        self._take_up(self._next(keys[at + 1 :], {row.key: row for row in self.rows}))

    @writes
    def share(self) -> None:
        """Show the line as a payment, to be shared between awards or given a receipt."""
        from communitydesk.grants.ui.payment import ask_payment

        if self.line:
            ask_payment(self.context, self, line=self.line)

    @writes
    def bring_in(self) -> None:
        """Go where statements are brought in."""
        self.context.go("bank")

    def show_statements(self) -> None:
        """Show the statements that were brought in."""
        StatementsSheet(self.context, self).exec()


def _key_of(found: Suggestion) -> str | None:
    """The choice that a suggestion stands for."""
    match found.became:
        case "payment":
            key = place_key(found.award_key, found.line_key)
            return f"line:{key}" if key else NONE
        case "instalment":
            return f"instalment:{found.award_key}|{found.instalment_key or ''}"
        case "known":
            return f"known:{found.payment_key}"
        case "none":
            return NONE
    return None


class StatementsSheet(Sheet):
    """Statements that were brought in, and what became of every line; a sorted line can be sorted again."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(
            context, context.words(N_("Statements brought in")), parent, save=context.words(N_("Close")), width=860
        )
        self.cancel.hide()
        words = self.words
        columns = (
            Column(words(N_("Account")), lambda row: row.account or words(N_("no name")), strong=True),
            Column(words(N_("Period")), lambda row: words.period(row.start, row.end), stretch=True),
            Column(words(N_("Lines")), lambda row: str(row.lines), sort=lambda row: row.lines, number=True),
            Column(words(N_("To sort")), lambda row: str(row.waiting) if row.waiting else "", number=True),
        )
        self.list = DataTable(context, columns, name=words(N_("Statements")), filtered=False, short=True)
        self.list.picked.connect(self._lines)
        self.body.addWidget(self.list)
        line_columns = (
            Column(words(N_("Date")), lambda row: words.short_date(row.booked_on), sort=lambda row: row.booked_on),
            Column(words(N_("What the bank wrote")), lambda row: row.description, stretch=True),
            Column(words(N_("Amount")), lambda row: words.money(row.amount), sort=lambda row: row.amount, number=True),
            Column(words(N_("What it became")), lambda row: words(BECAME.get(row.became, ""))),
        )
        self.lines = DataTable(context, line_columns, name=words(N_("Lines of the statement")))
        self.lines.setMinimumHeight(context.theme.px(280))
        self.body.addWidget(self.lines, 1)
        self.body.addWidget(
            buttons(
                button(words(N_("Sort the chosen line again")), self.again),
                button(words(N_("Remove the statement")), self.remove),
            )
        )
        self._show()

    def _show(self) -> None:
        rows = statements(self.context.desk)
        self.list.set_rows(rows)
        if rows and self.list.current() is None:
            self.list.choose(rows[0].key)
        elif not rows:
            self.lines.set_rows(())

    def _lines(self, row: StatementRow) -> None:
        self.lines.set_rows(statement_lines(self.context.desk, row.key))

    @writes
    def again(self) -> None:
        """Let the chosen line wait again."""
        if line := self.lines.current():
            self.context.attempt(lambda: bank.sort_again(self.context.desk, line.key), self)
            self._lines(self.list.current())

    @writes
    def remove(self) -> None:
        """Remove the chosen statement."""
        if row := self.list.current():
            self.context.attempt(lambda: bank.remove_statement(self.context.desk, row.key), self)
            self._show()
