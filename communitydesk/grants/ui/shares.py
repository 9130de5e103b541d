"""Sharing a payment between awards and lines: rows that are typed, with what is left said under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.money import parse_money
from communitydesk.desk.words import N_
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.bank import line_choices
from communitydesk.grants.figures.spending import Part
from communitydesk.grants.ui.parts import place_key, place_of, places
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Picker
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import only_read, to_read, writes


class _Row(QWidget):
    edited = Signal()

    def __init__(self, context: Context, part: Part | None, also: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        words = context.words
        self.key, self.basis = (part.key, part.basis) if part else ("", "")
        box = (
            QVBoxLayout(self) if context.theme.large else QHBoxLayout(self)
        )  # large text has no room for all in a line
        box.setContentsMargins(0, 0, 0, 0)
        self.place = Picker(places(context.desk, also), words(N_("No award: type to find one")))
        self.amount = QLineEdit()
        self.amount.setPlaceholderText(words(N_("All of it")))
        self.amount.setMaximumWidth(context.theme.px(130))
        self.gone = button(words(N_("Take away")), writes(lambda: self.deleteLater()), link=True)
        self.read = to_read(context, self.place)
        box.addWidget(self.read, 1)
        row = QHBoxLayout()
        row.addWidget(self.amount)
        only_read(context, self.amount)
        row.addWidget(self.gone)
        if context.theme.large:
            row.addStretch(1)
        box.addLayout(row)
        if part:
            self.place.choose(place_key(part.award_key, part.line_key))
            self.amount.setText(words.amount(part.amount))
        self.place.currentTextChanged.connect(lambda _: self.edited.emit())
        self.amount.textEdited.connect(lambda _: self.edited.emit())
        self._words = words
        self.say_which(0)

    def say_which(self, number: int) -> None:
        """Name the fields by the part's number, 0 when it is the only one."""
        words = self._words
        place, amount, gone = (
            words(N_("Award and budget line")),
            words(N_("Amount of this part")),
            words(N_("Take away")),
        )
        if number:
            place = words(N_("Award and budget line, part {n}"), n=number)
            amount = words(N_("Amount of part {n}"), n=number)
            gone = words(N_("Take away part {n}"), n=number)
        for widget, name in ((self.place, place), (self.read, place), (self.amount, amount), (self.gone, gone)):
            widget.setAccessibleName(name)


class Shares(QWidget):
    """Rows of award, line and amount. One row without an amount takes the whole payment."""

    edited = Signal()

    def __init__(self, context: Context, amount: Callable[[], int | None], parts: Sequence[Part] = ()) -> None:
        super().__init__()
        self.context, self.words, self._amount = context, context.words, amount
        self._also = tuple(
            (place_key(part.award_key, part.line_key), f"{part.award} · {part.line}" if part.line else part.award)
            for part in parts
        )
        self._given: str | None = None
        """What the first part was given by itself; None once the person typed there."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(6))
        box.addWidget(label(self.words(N_("Which award pays, and from which line of its budget")), "fieldlabel"))
        self._rows = QVBoxLayout()
        box.addLayout(self._rows)
        under = QHBoxLayout()
        self.more = button("", writes(lambda: self.add()), link=True)
        under.addWidget(self.more)
        self.rest = label("", "hint")
        under.addWidget(self.rest, 1)
        box.addLayout(under)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        for part in parts or (None,):
            self.add(part)
        if len(parts) == 1 and parts[0].amount == amount():
            self.rows[0].amount.clear()  # all of it, also when the payment's amount is put right
        self.say_rest()

    @property
    def rows(self) -> list[_Row]:
        """The rows, in order."""
        items = (self._rows.itemAt(i).widget() for i in range(self._rows.count()))  # type: ignore[union-attr]
        return [row for row in items if isinstance(row, _Row)]

    def add(self, part: Part | None = None) -> None:
        """Add a row; a second one is given what is left."""
        left = self._left() if part is None and self.rows else None
        if part is None and len(self.rows) == 1 and not self.rows[0].amount.text() and (whole := self._amount()):
            self._given = self.words.amount(whole)
            self.rows[0].amount.setText(self._given)
            left = None
        row = _Row(self.context, part, self._also)
        if left:
            row.amount.setText(self.words.amount(left))
        row.edited.connect(self._look)
        row.gone.clicked.disconnect()
        row.gone.clicked.connect(lambda: self._remove(row))
        self._rows.addWidget(row)
        for before, after in pairwise((row.place, row.amount, row.gone, self.more)):  # Tab goes as the eye does
            self.setTabOrder(before, after)
        row.place.setFocus() if part is None and len(self.rows) > 1 else None
        self._look()

    def _remove(self, row: _Row) -> None:
        self._rows.removeWidget(row)
        row.setParent(None)
        row.deleteLater()
        if not self.rows:
            self.add()
        self._look()

    def choose(self, award_key: str, line_key: str | None = None) -> None:
        """Choose an award and line in the first row when it has none."""
        first = self.rows[0]
        undecided = place_of(first.place.key())
        if undecided is None or (undecided[0] == award_key and undecided[1] is None):
            key = place_key(award_key, line_key)
            if first.place.findData(key) < 0:
                starts = (first.place.itemData(i) for i in range(first.place.count()))
                key = next((str(one) for one in starts if str(one).startswith(f"{award_key}|")), "")
            first.place.choose(key or None)
        self._look()

    def choose_award(self, award_key: str) -> None:
        """Begin with an award: its only line, else the award itself until the person says which line."""
        first = self.rows[0].place
        mine = [i for i in range(first.count()) if str(first.itemData(i)).startswith(f"{award_key}|")]
        if len(mine) > 1:
            name = next((one.award for one in line_choices(self.context.desk) if one.award_key == award_key), "")
            key = place_key(award_key, None)
            self._also = (*self._also, (key, self.words(N_("{award} · no line yet"), award=name)))
            first.set_choices(places(self.context.desk, self._also))
            first.choose(key)
        elif mine:
            first.setCurrentIndex(mine[0])
        self._look()

    def _look(self) -> None:
        self.error.hide()
        several = len(self.rows) > 1
        more = self.words(N_("Add another part") if several else N_("Share it between several"))
        self.more.setText(more)
        self.more.setAccessibleName(more)
        for number, row in enumerate(self.rows, 1):
            row.say_which(number if several else 0)
            row.amount.setPlaceholderText(self.words(N_("Amount") if several else N_("All of it")))
        self._give_way()
        self.say_rest()
        self.edited.emit()

    def _give_way(self) -> None:
        """The first part was given the whole payment when a second was added: it takes what the others leave of it."""
        rows, whole = self.rows, self._amount()
        if self._given is None or len(rows) < 2 or whole is None:
            return
        if rows[0].amount.text() != self._given:
            self._given = None  # the person said how much it is
            return
        rest = whole - sum(self._typed()[1:])
        if rest and (rest > 0) == (whole > 0):
            self._given = self.words.amount(rest)
            rows[0].amount.setText(self._given)

    def _typed(self) -> list[int]:
        found = []
        for row in self.rows:
            try:
                found.append(parse_money(row.amount.text()) if row.amount.text().strip() else 0)
            except FieldTrouble:
                found.append(0)
        return found

    def _left(self) -> int | None:
        whole = self._amount()
        return None if whole is None else whole - sum(self._typed())

    def say_rest(self) -> None:
        """Say what of the payment is left over."""
        whole = self._amount()
        rows = self.rows
        if whole is None or (len(rows) == 1 and not rows[0].amount.text().strip()):
            self.rest.setText("")
            return
        left = whole - sum(self._typed())
        words = self.words
        if left == 0:
            said = words(N_("All of it is shared out."))
        elif (left > 0) == (whole > 0):
            said = words(N_("{left} is no award's."), left=words.money(left))
        else:
            said = words(N_("This is {more} more than the payment."), more=words.money(abs(left)))
        self.rest.setText(said)

    def shares(self, amount: int) -> tuple[Share, ...]:
        """Return the parts; raises FieldTrouble where a row cannot be taken."""
        found = []
        rows = self.rows
        for row in rows:
            if typed := row.place.unknown():
                raise FieldTrouble("shares", N_("“{text}” is no award that runs. Choose one of the list."), text=typed)
            place = place_of(row.place.key())
            text = row.amount.text().strip()
            if place is None:
                if text and len(rows) > 1:
                    raise FieldTrouble("shares", N_("Choose an award for {amount}, or take the row away."), amount=text)
                continue
            part = parse_money(text, "shares") if text else amount if len(rows) == 1 else 0
            found.append(Share(place[0], place[1], part, row.basis, row.key))
        return tuple(found)

    def say_trouble(self, trouble: Trouble) -> None:
        """Say under the rows what is wrong with them."""
        self.error.setText(trouble.say(self.words))
        self.error.show()
        if self.rows:
            self.rows[-1].amount.setFocus()
