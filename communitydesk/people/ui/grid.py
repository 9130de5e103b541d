"""The rows of a sign-in sheet, one under the other, with a new one always waiting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_
from communitydesk.people.entry import SessionRow
from communitydesk.people.ui.sheet_row import Cell, Roster, SheetRow
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import label, rule

STRETCHES = (5, 1, 3, 0, 4, 1, 0)
LEAST = (170, 80, 104, 104, 80, 80, 0)
TITLES = (N_("Who"), N_("Hours"), N_("As"), N_("Class"), N_("Note"), N_("Together"))
STACKED_LEAST = (64, 100, 134, 0)
"""Pixels at 100 % for hours, as, class and note where a row stands in several lines."""
NOTE = 72
"""Pixels at 100 % of the sum at the end of the name, under which the note goes on."""
LINES = 8
"""Lines of the layout for each row: its name or all its fields, what is said under it, the fields that had no room beside
the name with their titles, and its rule."""


class SheetGrid(QWidget):
    """Rows to type into. `changed` is told whenever a sum may have changed."""

    changed = Signal()

    def __init__(self, context: Context, roster: Roster) -> None:
        super().__init__()
        self.context, self.words, self.roster = context, context.words, roster
        roster.taken = self.taken
        self.rows: list[SheetRow] = []
        self._rules: dict[SheetRow, QFrame] = {}
        self._lines: dict[SheetRow, int] = {}
        self._titles: dict[SheetRow, list[QLabel]] = {}
        self._next = 0
        self._beside = 0
        """Fields beside each other in a line under the name; 0 while a row is one line."""
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
        self._set_columns(LEAST, STRETCHES)
        self._heads = [self._title(title) for title in TITLES]
        for column, head in enumerate(self._heads):
            if column in (1, 5):
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.grid.addWidget(head, 0, column)
        self.grid.addWidget(rule(strong=True), 1, 0, 1, len(STRETCHES))
        self.grid.setRowStretch(10_000, 1)
        QShortcut(QKeySequence("Ctrl+Delete"), self, self._remove_here, Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        self.add_row()

    def _title(self, title: str) -> QLabel:
        made = label(self.words(title), "second", wrap=False)
        made.setIndent(self.context.theme.px(9))
        return made

    def _set_columns(self, least: Sequence[int], stretches: Sequence[int]) -> None:
        for column in range(len(STRETCHES)):
            self.grid.setColumnStretch(column, stretches[column] if column < len(stretches) else 0)
            self.grid.setColumnMinimumWidth(column, self.context.theme.px(least[column] if column < len(least) else 0))

    # -- where there is no room for a row in one line ---------------------------------------------

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """Let large text become narrow enough for a row to go on in the next line."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.context.theme.px(240)), hint.height()) if self.context.theme.large else hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """See how much of a row has room in a line."""
        super().resizeEvent(event)
        if not self.context.theme.large:
            return
        px, gap = self.context.theme.px, self.grid.horizontalSpacing()
        whole = px(sum(LEAST)) + len(LEAST) * gap + px(24)
        stacked = px(sum(STACKED_LEAST) + NOTE) + len(STACKED_LEAST) * gap
        beside = 0 if self.width() >= whole else 4 if self.width() >= stacked else 2
        if beside != self._beside:
            self._beside = beside
            self._arrange()

    def _arrange(self) -> None:
        """Set every row in one line under the titles, or in several with a title above each field."""
        beside = self._beside
        if beside:
            self._set_columns((*STACKED_LEAST[:beside], NOTE), (0, 3, 0, 4)[:beside])
        else:
            self._set_columns(LEAST, STRETCHES)
        for head in self._heads:
            head.setVisible(not beside)
        for row in self.rows:
            self._place(row)

    def _place(self, row: SheetRow) -> None:
        """Put a row's cells where they belong."""
        line, beside, across = self._lines[row], self._beside, len(STRETCHES)
        if beside and row not in self._titles:
            titles = self._titles[row] = [self._title(title) for title in TITLES[1:5]]
            row.class_title = titles[2]
        for widget in (*row.cells, row.hint, *self._titles.get(row, ())):
            self.grid.removeWidget(widget)
        if not beside:
            for title in self._titles.pop(row, ()):
                title.hide()
                title.deleteLater()
            row.class_title = None
            for column, cell in enumerate(row.cells):
                self.grid.addWidget(cell, line, column)
        else:
            self.grid.addWidget(row.who, line, 0, 1, beside)
            self.grid.addWidget(row.total, line, beside)
            self.grid.addWidget(row.remove, line, beside + 1)
            for at, (title, cell) in enumerate(zip(self._titles[row], row.cells[1:5], strict=True)):
                down, column = divmod(at, beside)
                wide = across - column if column == beside - 1 else 1
                self.grid.addWidget(title, line + 2 + 2 * down, column, 1, wide)
                title.setVisible(title is not row.class_title or row.known)
                self.grid.addWidget(cell, line + 3 + 2 * down, column, 1, wide)
        self.grid.addWidget(row.hint, line + 1, 0, 1, across - 1)

    # -- rows -------------------------------------------------------------------------------------

    def add_row(self) -> SheetRow:
        """Add an empty row at the end."""
        self._next += 1
        row = SheetRow(self.context, self.roster, self._next)
        line = self._lines[row] = 2 + self._next * LINES
        self._place(row)
        for cell in row.cells:
            cell.show()  # at once: what is shown later cannot be gone to now
        row.hint.setIndent(self.context.theme.px(9))
        self._rules[row] = rule()
        self.grid.addWidget(self._rules[row], line + LINES - 1, 0, 1, len(STRETCHES))
        row.onward.connect(self.go_on)
        row.changed.connect(self._changed)
        row.moved.connect(self._move)
        row.removed.connect(self.remove_row)
        if self.context.theme.large:
            row.who.came.connect(lambda: self._bring_later(row.who))
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
        self._lines.pop(row)
        for widget in (*row.cells, row.hint, self._rules.pop(row), *self._titles.pop(row, ())):
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

    def begin(self) -> None:
        """Go to the first name, which is brought into sight once everything has its place."""
        first = self.rows[0].who
        self._focus(first)
        self._bring_later(first)

    def _focus(self, cell: Cell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        self._bring(cell)

    def _bring_later(self, cell: Cell) -> None:
        """Bring a name's whole row into sight, and with it the room for what is said under the name."""
        QTimer.singleShot(0, cell, lambda: self._bring(cell))

    def _bring(self, cell: Cell) -> None:
        """Scroll until a cell is seen, and all its row where that goes on in the next line."""
        row = next((one for one in self.rows if self._beside and cell in one.cells), None)
        parent = self.parentWidget()
        while parent is not None:
            if hasattr(parent, "ensureWidgetVisible"):
                if row is not None:
                    parent.ensureWidgetVisible(row.note)
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
