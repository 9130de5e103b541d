"""Quick entry by keyboard: a grid where Tab and Enter never make you reach for the mouse.

    grid = EntryGrid(context, (
        EntryColumn("who", words("Who"), suggest=suggest_from(people), parse=group_or_new, needed=True, stretch=True),
        EntryColumn("minutes", words("Hours"), parse=parse_hours, show=words.clock, usual=lambda row: session, number=True),
    ), name=words("People at the session"), total=lambda rows: words("{h} in all", h=...), save=save)

Names complete as you type: Enter takes the marked one. Enter goes to the next needed cell, or finishes the row and
starts the next. Tab goes to the next cell, and out of the grid from an empty row. Ctrl+Enter saves, Ctrl+Delete takes
a row out, Ctrl+N makes something new of what was typed. What is wrong is said at the end of its row.
"""  # fmt: skip

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.grid_cell import Cell, TickCell
from communitydesk.widgets.grid_model import EntryColumn, EntryModel, Suggestion, suggest_from
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
__all__ = ["EntryColumn", "EntryGrid", "Suggestion", "suggest_from"]


class EntryGrid(QWidget):
    """A grid to type rows into. `changed` is emitted when what the rows mean may have changed.

    `check` looks at a whole row's values and raises Trouble (a FieldTrouble names the column). `total` makes the
    sentence at the foot of the rows that are finished. `save` is given the rows' values by the save button and
    Ctrl+Enter, only when every row is well; a Trouble that it raises is said at the foot. `fixed` rows are those of
    `set_rows` only: a register of known people.
    """

    changed = Signal()

    def __init__(
        self, context: Context, columns: Sequence[EntryColumn], *, name: str,
        check: Callable[[dict[str, Any]], None] | None = None, total: Callable[[list[dict[str, Any]]], str] | None = None,
        save: Callable[[list[dict[str, Any]]], Any] | None = None, save_text: str = "", fixed: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self._total, self._save = context, context.words, total, save
        self._name = name
        self._reads = bool(context.only_reading)  # then it is a list to look at, walked with the arrows
        self.model = EntryModel(context, columns, check, fixed=fixed or self._reads)
        self.model.setParent(self)
        self._cell: Cell | TickCell | None = None
        self._moving = False
        self.view = self._make_view(name)
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(self.view, 1)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(12))
        self.total = label("")
        self.total.setAccessibleName(self.words(N_("Total so far")))
        self.foot.addWidget(self.total, 1)
        self.save_button = None
        if save:
            self.save_button = button(save_text or self.words(N_("Save")), self.save, primary=True)
            self.save_button.setToolTip(self.words(N_("Ctrl+Enter")))
            self.save_button.setAccessibleDescription(self.words(N_("Ctrl+Enter")))
            self.foot.addWidget(self.save_button)
        box.addLayout(self.foot)
        self._summing = QTimer(self)
        self._summing.setSingleShot(True)
        self._summing.timeout.connect(self._sum)
        self.model.dataChanged.connect(lambda: self._summing.start(0))
        self.model.modelReset.connect(self._after_reset)
        self.model.rowsRemoved.connect(lambda: self._summing.start(0))
        self._widths()
        self._sum()

    def _make_view(self, name: str) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setAccessibleName(name)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.setCornerButtonEnabled(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(self.context.theme.px(40))
        view.horizontalHeader().setHighlightSections(False)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.clicked.connect(self._clicked)
        view.installEventFilter(self)
        view.setMinimumHeight(self.context.theme.px(180))
        return view

    # -- for pages --------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Begin with these rows; names that are no column come along and are given back with the row."""
        self._close(keep=False)
        self.model.set_rows(rows)

    def rows(self) -> list[dict[str, Any]]:
        """Return what the finished rows mean."""
        return [self.model.meaning(row) for row in self.model.filled() if self.model.entries[row].done]

    def unsaved(self) -> bool:
        """Whether something typed would be lost."""
        typing = self._cell is not None and self._cell.edited
        return typing or any(not self.model.entries[row].given for row in self.model.filled())

    def look_again(self) -> None:
        """Show the usual values anew, after the session's date or time was changed."""
        self.model.look_again()

    def start(self) -> None:
        """Go to the first cell that is to be typed in."""
        rows = self.model.rowCount()
        if rows:
            tick = next((place for place, column in enumerate(self.model.columns) if column.tick), 0)
            self.open(0 if self.model.fixed else rows - 1, tick if self.model.fixed else 0)

    def empty(self) -> None:
        """Take everything out, after it was saved."""
        self.set_rows(())
        self.say_trouble(None)

    def _say_out_of_sight(self, row: int) -> None:
        """Say below what is wrong with a row whose end, where it is said, is out of sight."""
        self._fit_last()
        last = len(self.model.columns)
        header = self.view.horizontalHeader()
        end = header.sectionViewportPosition(last) + min(header.sectionSize(last), self.context.theme.px(120))
        troubles = self.model.entries[row].troubles if row < len(self.model.entries) else {}
        if troubles and end > self.view.viewport().width():
            said = self.words(N_("Row {n}: {wrong}"), n=row + 1, wrong=self.model.text(row, last)[0])
            self.error.setText(said)
            self.error.show()
        elif not troubles:
            self.say_trouble(None)

    def say_trouble(self, trouble: Trouble | None, row: int | None = None) -> None:
        """Say a trouble at the foot, or beside one of the rows that `save` was given; None takes it away."""
        if trouble is not None and row is not None:
            place = self.model.filled()[row]
            self.model.blame(place, trouble)
            self.open(place, 0)
            return
        self.error.setText(trouble.say(self.words) if trouble else "")
        self.error.setVisible(trouble is not None)

    @writes
    def save(self) -> None:
        """Finish the row where the person is, and save when every row is well."""
        self._close()
        for row in self.model.filled():
            if not self.model.finish(row):
                bad = next(iter(self.model.entries[row].troubles))
                names = [column.name for column in self.model.columns]
                self.say_trouble(Trouble(N_("Put right the rows that say what is wrong, then save again.")))
                self._fit_rows()
                self.open(row, names.index(bad) if bad in names else 0)
                return
        self.say_trouble(None)
        rows = self.rows()
        if not rows:
            self.say_trouble(Trouble(N_("There is nothing to save yet. Type a row first.")))
            self.start()
        elif self._save:
            try:
                self._save(rows)
            except Trouble as trouble:
                self.say_trouble(trouble)

    # -- cells ------------------------------------------------------------------------------------

    def open(self, row: int, column: int) -> None:
        """Type in a cell."""
        self._close()
        if self._reads or not 0 <= row < self.model.rowCount() or not 0 <= column < len(self.model.columns):
            return
        one, entry, index = self.model.columns[column], self.model.entries[row], self.model.index(row, column)
        name = self.words(N_("{heading}, row {n}"), heading=one.heading, n=row + 1)
        self._moving = True
        cell: Cell | TickCell
        if one.tick:
            cell = TickCell(self.context, bool(entry.values.get(one.name)), name)
            cell.toggled.connect(lambda on: self.model.tick(row, column, on))
        else:
            typed = entry.typed.get(one.name, "")
            cell = Cell(self.context, one, typed, "" if typed else self.model.text(row, column)[0], name)
            cell.edit.setAccessibleDescription(entry.troubles.get(one.name, ""))
            cell.grew.connect(lambda: self._fit_row(row))
        cell.moved.connect(self._moved)
        self._cell = cell
        self.view.setCurrentIndex(index)
        self.view.setIndexWidget(index, cell)
        self._fit_row(row)
        self.view.scrollTo(index)
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(cell, Cell):
            cell.edit.selectAll()
        self._moving = False

    def _close(self, *, keep: bool = True) -> None:
        """Take what stands in the open cell and close it."""
        cell, index = self._cell, self.view.currentIndex()
        if cell is None:
            return
        self._cell = None
        if keep and isinstance(cell, Cell) and cell.edited and index.isValid():
            self.model.put(index.row(), index.column(), cell.text, cell.chosen)
            self.model.add_blank()
        cell.blockSignals(True)
        if isinstance(cell, Cell):
            cell.edit.removeEventFilter(cell)
        if _has_focus(cell):
            self._moving = True
            self.view.setFocus()
            self._moving = False
        cell.hide()
        self.view.setIndexWidget(index, None)  # type: ignore[arg-type]
        if index.isValid():
            self._fit_row(index.row())

    def _moved(self, step: str) -> None:
        if self._moving or self._cell is None:
            return
        index = self.view.currentIndex()
        row, column = index.row(), index.column()
        match step:
            case "next":
                self._next(row, column)
            case "back":
                self._back(row, column)
            case "enter":
                self._enter(row, column)
            case "up" | "down":
                self._to_row(row + (1 if step == "down" else -1), column)
            case "save":
                self.save()
            case "remove":
                self.remove(row)
            case "left":
                self._close()

    def _next(self, row: int, column: int) -> None:
        leaving = self.model.entries[row].blank and not (self._cell and self._cell.edited)
        if leaving or (column + 1 >= len(self.model.columns) and row + 1 >= self.model.rowCount() and self.model.fixed):
            self._close()
            self._leave(forward=True)
        elif column + 1 < len(self.model.columns):
            self.open(row, column + 1)
        else:
            self._finish_row(row)

    def _back(self, row: int, column: int) -> None:
        if column > 0:
            self.open(row, column - 1)
        elif row > 0:
            self.open(row - 1, len(self.model.columns) - 1)
        else:
            self._close()
            self._leave(forward=False)

    def _enter(self, row: int, column: int) -> None:
        self._close()
        entry = self.model.entries[row]
        wrong = self.model.columns[column].name in entry.troubles
        missing = None if wrong else self.model.missing(row)
        if entry.blank:
            self.open(row, column)
        elif wrong:
            self._fit_row(row)
            self.open(row, column)
        elif missing is not None and missing != column:
            self.open(row, missing)
        else:
            self._finish_row(row)

    def _finish_row(self, row: int) -> None:
        self._close()
        if self.model.finish(row):
            self.model.add_blank()
            self._fit_row(row)
            self.open(min(row + 1, self.model.rowCount() - 1), 0)
        else:
            bad = next(iter(self.model.entries[row].troubles))
            names = [column.name for column in self.model.columns]
            self._fit_row(row)
            self.open(row, names.index(bad) if bad in names else 0)
        self._say_out_of_sight(row)

    def _to_row(self, row: int, column: int) -> None:
        here = self.view.currentIndex().row()
        self._close()
        if not self.model.entries[here].blank:
            self.model.finish(here)
            self._fit_row(here)
        self.open(max(0, min(row, self.model.rowCount() - 1)), column)

    def remove(self, row: int) -> None:
        """Take a row out."""
        self._close(keep=False)
        if not self.model.fixed and not self.model.entries[row].blank:
            self.model.remove(row)
        self.open(min(row, self.model.rowCount() - 1), 0)

    def _leave(self, *, forward: bool) -> None:
        # from the view itself, so that the next control in the order of tabs is the one after the grid
        self._moving = True
        self.view.setFocus()
        self._moving = False
        self.focusNextPrevChild(forward)

    # -- what happens -----------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() < len(self.model.columns) and not self._reads:
            column = self.model.columns[index.column()]
            if column.tick:
                self.model.tick(
                    index.row(), index.column(), not self.model.entries[index.row()].values.get(column.name)
                )
            self.open(index.row(), index.column())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Coming to the grid by keyboard opens a cell; a letter typed on it starts typing there."""
        if watched is self.view and self._cell is None and not self._moving and not self._reads:
            if isinstance(event, QFocusEvent) and event.reason() in _BY_TAB and event.gotFocus():
                self.start()
                return True
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().strip():
                self.start()
                if isinstance(self._cell, Cell):
                    self._cell.edit.setText("")
                    self._cell.edit.insert(event.text())
                return True
        return super().eventFilter(watched, event)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid() and not self.model.fixed and not self.model.entries[index.row()].blank:
            menu = QMenu(self)
            menu.addAction(self.words(N_("Take this row out")), lambda: self.remove(index.row()))
            menu.popup(self.view.viewport().mapToGlobal(at))

    def _after_reset(self) -> None:
        self._fit_rows()
        self._sum()

    def _sum(self) -> None:
        self.total.setText(self._total(self.rows()) if self._total else "")
        self._fit_rows()
        self.changed.emit()

    # -- sizes ------------------------------------------------------------------------------------

    def _widths(self) -> None:
        header, letter = self.view.horizontalHeader(), self.fontMetrics().averageCharWidth()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, column in enumerate(self.model.columns):
            heading = self.fontMetrics().horizontalAdvance(column.heading) + self.context.theme.px(28)
            header.resizeSection(place, max(round(letter * column.letters), heading))
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(round(letter * 6))
        self._fit_last()
        header.setStretchLastSection(not any(column.stretch for column in self.model.columns))

    def _fit_last(self) -> None:
        """The column of signs has room for sentences only while something is wrong."""
        wrong = any(entry.troubles for entry in self.model.entries)
        wanted = round(self.fontMetrics().averageCharWidth() * (26 if wrong else 7))
        header, last = self.view.horizontalHeader(), len(self.model.columns)
        if header.sectionSize(last) != wanted and not header.stretchLastSection():
            header.resizeSection(last, wanted)

    def _fit_rows(self) -> None:
        self._fit_last()
        for row in range(self.model.rowCount()):
            self._fit_row(row)

    def _fit_row(self, row: int) -> None:
        """As high as its open cell needs, and as the sentence about what is wrong."""
        height = self.context.theme.px(40)
        if row < len(self.model.entries) and self.model.entries[row].troubles:
            last = len(self.model.columns)
            width = max(40, self.view.columnWidth(last) - self.context.theme.px(24))
            text = self.model.text(row, last)[0]
            flags = int(Qt.TextFlag.TextWordWrap)
            area = self.fontMetrics().boundingRect(0, 0, width, 10_000, flags, text)
            height = max(height, area.height() + self.context.theme.px(16))
        if self._cell is not None and self.view.currentIndex().row() == row:
            padding = self.context.theme.px(14)  # of a cell in the style sheet, above and below
            width = self.view.columnWidth(self.view.currentIndex().column()) - self.context.theme.px(20)
            height = max(height, _height_of(self._cell, width) + padding)
        if self.view.rowHeight(row) != height:
            self.view.setRowHeight(row, height)

    def changeEvent(self, event: QEvent) -> None:  # Qt calls this
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widths()


def _height_of(cell: QWidget, width: int) -> int:
    layout = cell.layout()
    if layout is None:
        return cell.sizeHint().height()
    layout.activate()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
