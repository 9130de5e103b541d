"""The first step of bringing a file in: how its dates, amounts and columns are understood, to be confirmed or mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.exchange.bank_dates import DateReading
from communitydesk.exchange.layouts import ROLES, Layout, layout_of, look_again
from communitydesk.exchange.proposal import Opened
from communitydesk.exchange.statement import Statement, StatementLine
from communitydesk.exchange.ui.said import balance_said, signs_said
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import Card, Rows, clear, label
from communitydesk.widgets.table import Column, DataTable

SAMPLES, FIRST_ROWS = 3, 5


class ColumnsStep(QWidget):
    """Shows the guess and lets the person change it. `layout_now` is None while it makes no statement.

    `changed` is called after every change.
    """

    def __init__(
        self, context: Context, opened: Opened, changed: Callable[[], None],
        other_sheet: Callable[[str], None] = lambda name: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self.opened, self._changed = context, context.words, opened, changed
        assert opened.guess is not None
        assert opened.table is not None
        self.guess, self.source = opened.guess, opened.table
        self.layout_now: Layout | None = self.guess.layout
        self.statement: Statement | None = None
        self.combos: list[QComboBox] = []
        self.orders: dict[str, QRadioButton] = {}
        self.signs: dict[bool, QRadioButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        self.trouble = label("", "error")
        self.sheet = self._sheets(other_sheet) if len(self.source.sheets) > 1 else None
        if self.sheet is not None:
            caption = label(self.words(N_("Which sheet of the workbook holds the payments?")), "fieldlabel")
            caption.setBuddy(self.sheet)
            box.addWidget(caption)
            box.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self._notes = label("")
        box.addWidget(self._notes)
        self._dates = Card(context, self.words(N_("Are the dates read as your bank means them?")))
        self._amounts = Card(context, self.words(N_("Which amounts were paid out?")))
        box.addWidget(Rows(context, (self._dates, self._amounts), fold_at=820))
        self._first = Card(context, self.words(N_("The first payments, as they are understood")))
        self.table = DataTable(
            context, self._shown(), name=self.words(N_("The first payments")), filtered=False, short=True
        )
        self._first.add(self.table)
        self._first.add(self.trouble)
        box.addWidget(self._first)
        box.addWidget(self._columns())
        self._show_all()

    def focus(self) -> None:
        """Go to the first thing to confirm."""
        chosen = next((radio for radio in self.orders.values() if radio.isChecked()), None)
        (chosen or self.combos[0]).setFocus()

    def _sheets(self, other_sheet: Callable[[str], None]) -> QComboBox:
        """Let another sheet be read in place of this one."""
        combo = DropDown()
        for name in self.source.sheets:
            combo.addItem(name, name)
        combo.setCurrentIndex(combo.findData(self.source.sheet))
        combo.setAccessibleName(self.words(N_("Which sheet of the workbook holds the payments?")))
        combo.activated.connect(lambda at: other_sheet(str(combo.itemData(at))))
        return combo

    # -- what is shown -------------------------------------------------------------------------------

    def _show_all(self) -> None:
        notes = [self.words.say(note) for note in self.opened.notes]
        if self.opened.as_last_time:
            notes.insert(
                0, self.words(N_("This file has the columns of one that you brought in before. It is read as then."))
            )
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self._show_dates()
        self._show_amounts()
        self._show_first()

    def _show_dates(self) -> None:
        clear(self._dates.body)
        self.orders = {}
        group = QButtonGroup(self._dates)
        for reading in self.guess.dates:
            radio = QRadioButton(_sentence_case(self.words.say(reading.label)))
            samples = self._samples(reading)
            radio.setAccessibleDescription(samples)
            radio.setChecked(self.layout_now is not None and reading.order == self.layout_now.date_order)
            radio.toggled.connect(lambda on, order=reading.order: self._order(order) if on else None)
            group.addButton(radio)
            self.orders[reading.order] = radio
            self._dates.add(radio)
            self._dates.add(label(samples, "second"))
        if len(self.guess.dates) == 1:
            self._dates.add(label(self.words(N_("They cannot be read in another way.")), "second"))

    def _samples(self, reading: DateReading) -> str:
        """Such as: “03/05/2026” is 3 May 2026; “31/05/2026” is no date. Some rows would then be still to come."""
        words = self.words
        told = [
            words(N_("“{text}” is {day}"), text=text, day=day) if day else words(N_("“{text}” is no date"), text=text)
            for text, day in reading.samples[:SAMPLES]
        ]
        reasons = [words.say(reason) for reason in reading.reasons] if len(self.guess.dates) > 1 else []
        return " ".join((f"{'; '.join(told)}.", *reasons))

    def _show_amounts(self) -> None:
        clear(self._amounts.body)
        self.signs = {}
        layout = self.layout_now
        if layout is None:
            return
        if layout.amount is not None and layout.direction is None:
            group = QButtonGroup(self._amounts)
            for plus_is_out, text in ((False, N_("Those with a minus")), (True, N_("Those without a minus"))):
                radio = QRadioButton(self.words(text))
                radio.setChecked(layout.plus_is_out is plus_is_out)
                radio.toggled.connect(lambda on, way=plus_is_out: self._sign(way) if on else None)
                group.addButton(radio)
                self.signs[plus_is_out] = radio
                self._amounts.add(radio)
        self._said = label(signs_said(self.opened, layout, self.words))
        self._amounts.add(self._said)
        self._balance = label("", "second")
        self._amounts.add(self._balance)
        self._amounts.body.addStretch(1)

    def _show_first(self) -> None:
        """Read the file as it now stands, show the first payments, and say how the balance agrees."""
        self.statement = None
        if self.layout_now is not None:
            try:
                self.statement = self.opened.read(self.layout_now, self.context.today())
            except Trouble as trouble:
                self._say_trouble(trouble)
        lines = self.statement.lines[:FIRST_ROWS] if self.statement else ()
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        if self.statement and self.layout_now:
            self.trouble.hide()
            self._said.setText(signs_said(self.opened, self.layout_now, self.words))
            said, sound = balance_said(self.statement, self.words)
            self._balance.setText(said)
            self._balance.setObjectName("second" if sound else "error")
            self._balance.style().polish(self._balance)
            self._balance.setVisible(bool(said))
        self._changed()

    def _shown(self) -> tuple[Column, ...]:
        words = self.words

        def money(pence: int | None) -> str:
            return words.money(pence) if pence is not None else ""

        def out(line: StatementLine) -> str:
            return money(-line.amount_pence) if line.amount_pence < 0 else ""

        def into(line: StatementLine) -> str:
            return money(line.amount_pence) if line.amount_pence > 0 else ""

        return (
            Column(words(N_("Date")), lambda line: words.date(line.date), lambda line: line.date),
            Column(words(N_("Description")), lambda line: line.description, stretch=True),
            Column(words(N_("Money out")), out, lambda line: -line.amount_pence, number=True),
            Column(words(N_("Money in")), into, lambda line: line.amount_pence, number=True),
            Column(words(N_("Balance")), lambda line: money(line.balance), lambda line: line.balance, number=True),
        )

    def _columns(self) -> Card:
        card = Card(self.context, self.words(N_("What each column holds")))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self.context.theme.px(16))
        grid.setVerticalSpacing(self.context.theme.px(6))
        roles, headings = self.guess.layout.roles(), self.opened.headings(self.guess.layout)
        for column in range(self.source.width):
            heading = headings[column] if column < len(headings) else ""
            name = heading or self.words(N_("Column {number}"), number=column + 1)
            combo = self._combo(name, roles.get(column, ""))
            named = label(name, "fieldlabel")
            named.setBuddy(combo)
            grid.addWidget(named, column * 2, 0)
            grid.addWidget(label(self._contents(column), "second"), column * 2 + 1, 0)
            grid.addWidget(combo, column * 2, 1, 2, 1)
        card.add(holder)
        return card

    def _combo(self, name: str, role: str) -> QComboBox:
        combo = DropDown()
        combo.addItem(self.words(N_("Not used")), "")
        for code, said in ROLES.items():
            combo.addItem(self.words(said), code)
        combo.setCurrentIndex(combo.findData(role))
        combo.setAccessibleName(self.words(N_("What “{column}” holds"), column=name))
        combo.currentIndexChanged.connect(lambda _: self._roles())
        self.combos.append(combo)
        return combo

    def _contents(self, column: int) -> str:
        rows = self.source.rows[self.guess.layout.first :]
        found = list(dict.fromkeys(row[column] for row in rows[:60] if row[column]))[:SAMPLES]
        return " · ".join(text[:40] for text in found) or self.words(N_("nothing in the first rows"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Leave the balance away where the description would have no room."""
        super().resizeEvent(event)
        self.table.view.setColumnHidden(4, self.width() < self.context.theme.px(720))

    # -- what the person says ------------------------------------------------------------------------

    def _roles(self) -> None:
        roles: dict[int, str] = {
            column: str(combo.currentData()) for column, combo in enumerate(self.combos) if combo.currentData()
        }
        based_on = replace(self.layout_now or self.guess.layout, plus_is_out=False)
        try:
            self.guess = look_again(self.source, layout_of(roles, based_on), self.context.today())
        except Trouble as trouble:
            self.layout_now = self.statement = None
            self._say_trouble(trouble)
            self._changed()
            return
        self.layout_now = self.guess.layout
        self._follow()
        self._show_all()

    def _follow(self) -> None:
        """The balance may have told that in and out are the other way round: show it where the columns are named."""
        assert self.layout_now is not None
        roles = self.layout_now.roles()
        for column, combo in enumerate(self.combos):
            blocked = combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(roles.get(column, "")))
            combo.blockSignals(blocked)

    def _order(self, order: str) -> None:
        if self.layout_now is not None:
            self.layout_now = replace(self.layout_now, date_order=order)
            self._show_first()

    def _sign(self, plus_is_out: bool) -> None:
        if self.layout_now is not None:
            self.layout_now = replace(self.layout_now, plus_is_out=plus_is_out)
            self._show_first()

    def _say_trouble(self, trouble: Trouble) -> None:
        self.trouble.setText(trouble.say(self.words))
        self.trouble.show()
        self.table.hide()


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
