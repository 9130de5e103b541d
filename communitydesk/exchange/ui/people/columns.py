"""The first step: what each column of a list holds, how its days are read, and what its people are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_, Words
from communitydesk.exchange.people.columns import DATES, ROLES, Columns, with_roles
from communitydesk.exchange.people.opened import OpenedPeople
from communitydesk.exchange.people.reading import PARTS, Incoming, PeopleRead
from communitydesk.exchange.tables_in import Table
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import Card, Rows, clear, label
from communitydesk.widgets.table import Column, DataTable

SAMPLES, FIRST_ROWS = 3, 6


def contact_said(person: Incoming) -> str:
    """Say how somebody in a list is reached, on one line."""
    postcode = str(person.values.get("postcode", ""))
    address = ", ".join(part for part in (person.address, postcode) if part)
    return " · ".join((*person.emails, *person.phones, *((address,) if address else ())))


def more_said(person: Incoming, words: Words) -> str:
    """Say what else a list tells of somebody, on one line."""
    told = [] if person.born_on is None else [words(N_("born {day}"), day=person.born_on)]
    for name, value in person.values.items():
        if name != "postcode":
            shown = words.date(value) if isinstance(value, dt.date) else value
            told.append(words(N_("{what}: {value}"), what=words(ROLES[name]), value=shown))
    return " · ".join(told)


class ColumnsStep(QWidget):
    """Shows how the file is understood and lets the person change it; `read` is None while nothing comes of it.

    `changed` is called after every change.
    """

    def __init__(self, context: Context, opened: OpenedPeople, changed: Callable[[], None],
                 other_sheet: Callable[[str], None]) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self.opened, self._changed = context, context.words, opened, changed
        self.columns: Columns | None = opened.guess
        self.read: PeopleRead | None = None
        self.combos: list[QComboBox] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        self.notes = label("")
        box.addWidget(self.notes)
        if opened.table is not None and len(opened.table.sheets) > 1:
            self._sheets(box, opened.table, other_sheet)
        self._are = self._people_are()
        self._days = Card(context, self.words(N_("How are the days read?")))
        box.addWidget(Rows(context, (self._are, self._days), fold_at=820))
        first = Card(context, self.words(N_("The first people, as they are understood")))
        self.table = DataTable(
            context, self._shown(), name=self.words(N_("The first people")), filtered=False, short=True
        )
        first.add(self.table)
        self.trouble = label("", "error")
        first.add(self.trouble)
        box.addWidget(first)
        if opened.table is not None:
            box.addWidget(self._what_columns_hold())
        self._show_days()
        self._show_first()

    @property
    def parts(self) -> tuple[str, ...]:
        """What the people are where the list does not say."""
        return tuple(part for part, box in self._boxes.items() if box.isChecked())

    def focus(self) -> None:
        """Go to the first thing to confirm."""
        next(iter(self._boxes.values())).setFocus()

    def _sheets(self, box: QVBoxLayout, table: Table, other_sheet: Callable[[str], None]) -> None:
        """Let another sheet of the workbook be read in place of this one."""
        self.sheet = DropDown()
        for name in table.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(self.sheet.findData(table.sheet))
        told = self.words(N_("Which sheet of the workbook holds the list?"))
        self.sheet.setAccessibleName(told)
        self.sheet.activated.connect(lambda at: other_sheet(str(self.sheet.itemData(at))))
        caption = label(told, "fieldlabel")
        caption.setBuddy(self.sheet)
        box.addWidget(caption)
        box.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what the people are -------------------------------------------------------------------------

    def _people_are(self) -> Card:
        card = Card(self.context, self.words(N_("Who is on this list?")))
        self._boxes: dict[str, QCheckBox] = {}
        for part, said in PARTS.items():
            box = QCheckBox(self.words(said))
            box.setChecked(part == "is_volunteer")
            self._boxes[part] = box
            card.add(box)
        card.add(label(self.words(N_("Where the list itself says what somebody is, that counts.")), "hint"))
        return card

    # -- days ----------------------------------------------------------------------------------------

    def _show_days(self) -> None:
        clear(self._days.body)
        columns = self.columns
        has_days = columns is not None and any(columns.of(role) for role in DATES)
        self._days.setVisible(has_days)
        if columns is None or not has_days:
            return
        group = QButtonGroup(self._days)
        for order, text in (("DMY", N_("Day, month, year")), ("MDY", N_("Month, day, year"))):
            if order in columns.orders:
                radio = QRadioButton(self.words(text))
                radio.setChecked(columns.day_first is (order == "DMY"))
                radio.toggled.connect(lambda on, first=order == "DMY": self._order(first) if on else None)
                group.addButton(radio)
                self._days.add(radio)
        said = N_("Both are possible. Look at the days below.") if len(columns.orders) > 1 else N_(
            "They cannot be read in another way.")  # fmt: skip
        self._days.add(label(self.words(said), "second"))
        self._days.body.addStretch(1)

    def _order(self, day_first: bool) -> None:
        if self.columns is not None:
            self.columns = replace(self.columns, day_first=day_first)
            self._show_first()

    # -- columns -------------------------------------------------------------------------------------

    def _what_columns_hold(self) -> Card:
        card = Card(self.context, self.words(N_("What each column holds")))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self.context.theme.px(16))
        grid.setVerticalSpacing(self.context.theme.px(6))
        assert self.opened.table is not None
        for column in range(self.opened.table.width):
            name = self.opened.heading(column) or self.words(N_("Column {number}"), number=column + 1)
            combo = self._combo(column, name)
            named = label(name, "fieldlabel")
            named.setBuddy(combo)
            grid.addWidget(named, column * 2, 0)
            grid.addWidget(label(self._contents(column), "second"), column * 2 + 1, 0)
            grid.addWidget(combo, column * 2, 1, 2, 1)
        card.add(holder)
        return card

    def _combo(self, column: int, name: str) -> QComboBox:
        combo = DropDown()
        combo.addItem(self.words(N_("Not used")), "")
        for code, said in ROLES.items():
            combo.addItem(self.words(said), code)
        role = self.columns.roles.get(column, "") if self.columns else ""
        combo.setCurrentIndex(combo.findData(role))
        combo.setAccessibleName(self.words(N_("What “{column}” holds"), column=name))
        combo.currentIndexChanged.connect(lambda _: self._roles())
        self.combos.append(combo)
        return combo

    def _contents(self, column: int) -> str:
        assert self.opened.table is not None
        assert self.opened.guess is not None
        rows = self.opened.table.rows[self.opened.guess.first :]
        found = list(dict.fromkeys(row[column] for row in rows[:60] if row[column]))[:SAMPLES]
        return " · ".join(text[:40] for text in found) or self.words(N_("nothing in the first rows"))

    def _roles(self) -> None:
        assert self.opened.table is not None
        assert self.opened.guess is not None
        roles = {at: str(combo.currentData()) for at, combo in enumerate(self.combos) if combo.currentData()}
        try:
            self.columns = with_roles(self.opened.table, self.opened.guess, roles, self.context.today())
        except Trouble as trouble:
            self.columns = None
            self._say_trouble(trouble)
            return
        self._show_days()
        self._show_first()

    # -- the first people ----------------------------------------------------------------------------

    def _show_first(self) -> None:
        try:
            self.read = self.opened.read(self.columns, self.context.today())
        except Trouble as trouble:
            self._say_trouble(trouble)
            return
        self.trouble.hide()
        self.table.set_rows(self.read.people[:FIRST_ROWS])
        self.table.setVisible(bool(self.read.people))
        notes = [self.words.say(note) for note in self.read.notes]
        if not self.read.people:
            notes.append(self.words(N_("Nobody can be read from this file so.")))
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        self._changed()

    def _say_trouble(self, trouble: Trouble) -> None:
        self.read = None
        self.trouble.setText(trouble.say(self.words))
        self.trouble.show()
        self.table.hide()
        self._changed()

    def _shown(self) -> tuple[Column, ...]:
        words = self.words
        return (
            Column(words(N_("Name")), lambda one: one.name, strong=True),
            Column(words(N_("How to reach them")), contact_said, stretch=True),
            Column(words(N_("What else it says")), lambda one: more_said(one, words), stretch=True),
        )
