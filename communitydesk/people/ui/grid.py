"""The rows of a sign-in sheet, one under the other, with a new one always waiting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_
from communitydesk.people.entry import SessionRow
from communitydesk.people.ui.sheet_row import Cell, Roster, SheetRow
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import label, rule

STRETCHES = (5, 1, 3, 0, 4, 1, 0)
LINES = 3  # of the layout for each row: its fields, what is said under them, its rule


class SheetGrid(QWidget):
    """Rows to type into. `changed` is told whenever a sum may have changed."""

    changed = Signal()

    def __init__(self, context: Context, roster: Roster) -> None:
        super().__init__()
        self.context, self.words, self.roster = context, context.words, roster
        roster.taken = self.taken
        self.rows: list[SheetRow] = []
        self._rules: dict[SheetRow, QFrame] = {}
        self._next = 0
        px, c = context.theme.px, context.theme.colours
        self.setStyleSheet(
            f"QLineEdit, QComboBox {{ border: 1px solid transparent; background: transparent; padding: {px(5)}px {px(8)}px; }}"
            f"QLineEdit:focus, QComboBox:focus {{ border: 2px solid {c.primary}; background: {c.surface};"
            f" padding: {px(4)}px {px(7)}px; }}"
            f"QLineEdit:hover, QComboBox:hover {{ border: 1px solid {c.line}; }}"
        )
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(px(6))
        self.grid.setVerticalSpacing(px(1))
        for column, stretch in enumerate(STRETCHES):
            self.grid.setColumnStretch(column, stretch)
        for column, least in enumerate((170, 80, 104, 104, 80, 80, 0)):
            self.grid.setColumnMinimumWidth(column, px(least))
        titles = (N_("Who"), N_("Hours"), N_("As"), N_("Class"), N_("Note"), N_("Together"))
        for column, title in enumerate(titles):
            head = label(self.words(title), "second", wrap=False)
            head.setIndent(px(9))
            if column in (1, 5):
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.grid.addWidget(head, 0, column)
        self.grid.addWidget(rule(strong=True), 1, 0, 1, len(STRETCHES))
        self.grid.setRowStretch(10_000, 1)
        QShortcut(QKeySequence("Ctrl+Delete"), self, self._remove_here, Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        self.add_row()

    def add_row(self) -> SheetRow:
        """Add an empty row at the end."""
        self._next += 1
        row = SheetRow(self.context, self.roster, self._next)
        line = 2 + self._next * LINES
        for column, cell in enumerate(row.cells):
            self.grid.addWidget(cell, line, column)
            cell.show()  # at once: what is shown later cannot be gone to now
        self.grid.addWidget(row.hint, line + 1, 0, 1, len(STRETCHES) - 1)
        row.hint.setIndent(self.context.theme.px(9))
        self._rules[row] = rule()
        self.grid.addWidget(self._rules[row], line + 2, 0, 1, len(STRETCHES))
        row.onward.connect(self.go_on)
        row.changed.connect(self._changed)
        row.moved.connect(self._move)
        row.removed.connect(self.remove_row)
        self.rows.append(row)
        self._count()
        row.show_total()
        return row

    def _count(self) -> None:
        """Have each row called by its place, also after one was taken out."""
        for place, row in enumerate(self.rows, 1):
            row.count_as(place)

    def remove_row(self, row: SheetRow) -> None:
        """Take a row out; the last one is only emptied."""
        place = self.rows.index(row)
        self.rows.remove(row)
        for widget in (*row.cells, row.hint, self._rules.pop(row)):
            self.grid.removeWidget(widget)
            widget.deleteLater()
        row.deleteLater()
        if not self.rows or not self.rows[-1].empty:
            self.add_row()
        self._count()
        self.rows[min(place, len(self.rows) - 1)].who.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove_here(self) -> None:
        for row in self.rows:
            if any(cell.hasFocus() for cell in row.cells):
                self.remove_row(row)
                return

    def clear(self) -> None:
        """Begin an empty sheet."""
        for row in tuple(self.rows):
            self.remove_row(row)

    def go_on(self, row: SheetRow) -> None:
        """Go to the row below, which is there."""
        place = self.rows.index(row)
        if place + 1 == len(self.rows) and not row.empty:
            self.add_row()
        if place + 1 < len(self.rows):
            self._focus(self.rows[place + 1].who)

    def _focus(self, cell: Cell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        parent = self.parentWidget()
        while parent is not None:
            if hasattr(parent, "ensureWidgetVisible"):
                parent.ensureWidgetVisible(cell)
                return
            parent = parent.parentWidget()

    def _move(self, row: SheetRow, name: str, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self._focus(getattr(self.rows[place], name))

    def _changed(self) -> None:
        if not self.rows[-1].empty:
            self.add_row()
        self.changed.emit()

    def taken(self) -> set[str]:
        """The keys of everybody who is on the sheet already."""
        return {row.person.key for row in self.rows if row.person}

    def follow(self) -> None:
        """Give every row the session's length, where no other hours were typed."""
        for row in self.rows:
            row.follow()

    def totals(self) -> tuple[int, int]:
        """Return the minutes and the people of all rows."""
        minutes = sum(row.show_total() for row in self.rows)
        return minutes, sum(row.people for row in self.rows if row.known)

    def entries(self) -> list[SessionRow]:
        """Return what all rows say. Raises FieldTrouble, after going to the row that is not clear."""
        found = []
        for row in self.rows:
            if row.empty:
                continue
            try:
                found.append(row.entry())
            except FieldTrouble as trouble:
                row.say(trouble.say(self.words), wrong=True)
                self._focus(row.hours if trouble.field == "hours" else row.who)
                raise
        return found
