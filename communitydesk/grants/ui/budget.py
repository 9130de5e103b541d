"""The budget of an award as rows that are typed, and how far an award had come on the group's first day here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.money import parse_money
from communitydesk.desk.words import N_, Words
from communitydesk.grants.actions import awards
from communitydesk.grants.actions.awards import LineEdit
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.facts import LineFigures
from communitydesk.grants.model.awards import HEADINGS
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.form import Form, FormSheet, Sheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import to_read, writes


@dataclass(frozen=True)
class Typed:
    """A row as it was typed."""

    key: str
    name: str
    heading: str
    amount: int


class BudgetRows(QWidget):
    """Rows of heading, name and amount, with their sum set against the award; the last row is always empty."""

    edited = Signal()

    def __init__(self, context: Context, award: Callable[[], int | None], lines: Sequence[LineFigures] = ()) -> None:
        super().__init__()
        self.context, self.words, self._award = context, context.words, award
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(6))
        box.addWidget(label(self.words(N_("Budget lines")), "fieldlabel"))
        box.addWidget(
            label(self.words(N_("As the funder agreed them. Leave them empty if there is no budget.")), "hint")
        )
        self._rows = QVBoxLayout()
        box.addLayout(self._rows)
        self.sum = label("", "hint")
        box.addWidget(self.sum)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        for line in lines:
            self._add(line)
        if not context.only_reading:
            self._add()
        self.say_sum()

    @property
    def rows(self) -> list[_Row]:
        """The rows, in order."""
        found = (self._rows.itemAt(i).widget() for i in range(self._rows.count()))  # type: ignore[union-attr]
        return [row for row in found if isinstance(row, _Row)]

    def _add(self, line: LineFigures | None = None) -> None:
        row = _Row(self.context, line, self._rows.count() + 1)
        row.edited.connect(self._look)
        row.gone.clicked.connect(lambda: self._remove(row))
        self._rows.addWidget(row)

    def _remove(self, row: _Row) -> None:
        self._rows.removeWidget(row)
        row.setParent(None)
        row.deleteLater()
        self._look()

    def _look(self) -> None:
        self.error.hide()
        if not self.rows or not self.rows[-1].empty:
            self._add()
        self.say_sum()
        self.edited.emit()

    def say_sum(self) -> None:
        """Say what the rows come to, and the gap to the award."""
        total = 0
        for row in self.rows:
            try:
                total += parse_money(row.amount.text()) if row.amount.text().strip() else 0
            except FieldTrouble:
                continue
        words, award = self.words, self._award()
        if not total:
            self.sum.setText("")
        elif award is None or total == award:
            said = words(N_("Together {total}."), total=words.money(total))
            self.sum.setText(
                said if award is None else words(N_("Together {total}, the whole award."), total=words.money(total))
            )
        else:
            less = N_("Together {total}: {gap} of the award is on no line yet.")
            more = N_("Together {total}: {gap} more than the award.")
            said = less if total < award else more
            self.sum.setText(words(said, total=words.money(total), gap=words.money(abs(award - total))))

    def typed(self) -> tuple[Typed, ...]:
        """Return the rows; raises FieldTrouble when one cannot be taken, which is said under them."""
        found = []
        try:
            for row in self.rows:
                if not row.empty:
                    found.append(row.typed(self.words))
        except Trouble as trouble:
            self.error.setText(trouble.say(self.words))
            self.error.show()
            raise
        return tuple(found)


class _Row(QWidget):
    edited = Signal()

    def __init__(self, context: Context, line: LineFigures | None, number: int) -> None:
        super().__init__()
        words = context.words
        self.key = line.key if line else ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.heading = DropDown()
        self.heading.setAccessibleName(words(N_("Heading, line {n}"), n=number))
        self.heading.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.heading.setMinimumContentsLength(20)
        for code, text in HEADINGS.items():
            self.heading.addItem(words(text), code)
        self.heading.setPlaceholderText(words(N_("Choose a heading")))
        self.heading.setCurrentIndex(-1)  # nothing is chosen for the person
        self.heading.activated.connect(lambda _: self.edited.emit())
        self.name = QLineEdit()
        self.name.setAccessibleName(words(N_("What the funder's budget calls it, line {n}"), n=number))
        self.name.setPlaceholderText(words(N_("What the budget calls it")))
        self.amount = QLineEdit()
        self.amount.setAccessibleName(words(N_("Amount, line {n}"), n=number))
        self.amount.setPlaceholderText(words(N_("Amount")))
        self.amount.setMaximumWidth(context.theme.px(120))
        self.gone = button(
            words(N_("Take away")), writes(lambda: None), link=True, name=words(N_("Take away line {n}"), n=number)
        )
        for widget, stretch in ((self.heading, 2), (self.name, 3), (self.amount, 0), (self.gone, 0)):
            row.addWidget(to_read(context, widget) if widget is not self.gone else widget, stretch)
        if line:
            self.heading.setCurrentIndex(max(0, self.heading.findData(line.heading)))
            self.name.setText(line.name)
            self.amount.setText(words.amount(line.awarded))
        for edit in (self.name, self.amount):
            edit.textEdited.connect(lambda _: self.edited.emit())

    @property
    def empty(self) -> bool:
        bare = not self.name.text().strip() and not self.amount.text().strip()
        return bare and (bool(self.key) or self.heading.currentIndex() < 0)

    def typed(self, words: Words) -> Typed:
        code, name = self.heading.currentData(), " ".join(self.name.text().split())
        if code is None and not name:
            raise FieldTrouble(
                "lines",
                N_("Choose a heading for {amount}, or type what the budget calls it."),
                amount=self.amount.text(),
            )
        amount = parse_money(self.amount.text(), "lines")
        if amount < 0:
            raise FieldTrouble("lines", N_("A budget line cannot be less than nothing."))
        return Typed(self.key, name or words(HEADINGS[code]), code or "other", amount)


class BudgetSheet(Sheet):
    """The budget of an award, to be changed."""

    def __init__(self, context: Context, parent: QWidget, figures: AwardFigures) -> None:
        super().__init__(context, context.words(N_("Budget")), parent, width=760)
        self.figures = figures
        said = self.words(
            N_("{award}: {amount} awarded."), award=figures.name, amount=self.words.money(figures.awarded)
        )
        self.body.addWidget(label(said))
        self.rows = BudgetRows(context, lambda: figures.awarded, figures.lines)
        self.body.addWidget(self.rows)
        self.body.addStretch(1)
        self._changed = False
        self.rows.edited.connect(self._edited)

    def _edited(self) -> None:
        self._changed = True

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self._changed

    @writes
    def save(self) -> None:
        """Make the budget these lines."""
        opening = {line.key: line.opening or None for line in self.figures.lines}
        try:
            lines = [
                LineEdit(one.key, one.name, one.heading, one.amount, opening.get(one.key)) for one in self.rows.typed()
            ]
            awards.set_budget(self.context.desk, self.figures.key, lines)
        except FieldTrouble:
            return
        except Trouble as trouble:
            self.say_trouble(trouble)
            return
        self.accept()


def ask_budget(context: Context, parent: QWidget, figures: AwardFigures) -> None:
    """Show an award's budget to be changed."""
    BudgetSheet(context, parent, figures).exec()


def ask_opening(context: Context, parent: QWidget, figures: AwardFigures) -> None:
    """Ask how much had come in and was spent, line by line, before the group began here."""
    fields = {
        "on": Field("on", N_("Figures as at"), Kind.DATE, N_("Payments after that day you record here one by one.")),
        "received": Field("received", N_("Received by then"), Kind.MONEY, least=0),
    }
    fields |= {
        line.key: Field(line.key, line.name, Kind.MONEY, N_("Spent by then from this line."), least=0)
        for line in figures.lines
    }
    form = Form(context, fields, tuple(fields))
    values: dict[str, Any] = {"on": figures.opening_on, "received": figures.opening_received or None}
    form.set(values | {line.key: line.opening or None for line in figures.lines})

    def act(given: dict[str, Any]) -> bool:
        on, received = given.pop("on"), given.pop("received")
        if on is None and (received or any(given.values())):
            raise FieldTrouble("on", N_("Say to which day these figures count."))
        awards.set_opening(context.desk, figures.key, on, received, given)
        return True

    words = context.words
    intro = words(N_("For an award that was running already. Leave the date empty to take these figures away."))
    FormSheet(context, words(N_("Before you began here")), form, act, parent, intro=intro).exec()
