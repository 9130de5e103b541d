"""The rota as a grid: weeks across, activities and their roles down, and in each cell who; by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from communitydesk.desk.words import N_, Words
from communitydesk.people.documents.rota import times_said
from communitydesk.people.figures.rota import ON, PlaceRow, PlannedRow
from communitydesk.widgets.context import Context
from communitydesk.widgets.lettering import marked, whole

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
WEEKS = 4
_SIGNS = {"asked": "?", "yes": "✓", "came": "✓"}


@dataclass(frozen=True)
class Line:
    """A line of the grid: an activity's days (no role), or one role of it; a cell for each week."""

    activity: str
    role: str
    cells: tuple[tuple[PlannedRow, ...], ...]


def lines_of(rows: Sequence[PlannedRow], monday: dt.date, weeks: int) -> tuple[Line, ...]:
    """Return the lines for weeks from a Monday: for each activity its days, then each role that is wanted."""
    found: list[Line] = []
    activities = dict.fromkeys((one.activity_key, one.activity) for one in sorted(rows, key=lambda one: one.activity))
    for key, name in activities:
        own = [one for one in rows if one.activity_key == key]
        cells = tuple(tuple(one for one in own if (one.planned_on - monday).days // 7 == week) for week in range(weeks))
        found.append(Line(name, "", cells))
        roles = dict.fromkeys(place.role for one in own for place in one.places)
        found += [Line(name, role, cells) for role in roles]
    return tuple(found)


class RotaModel(QAbstractTableModel):
    """Says the lines, and aloud the whole of a cell: week, activity, role, who."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self.words = context, context.words
        self._strong = context.theme.font(strong=True)
        self.lines: tuple[Line, ...] = ()
        self.monday = context.today()
        self.weeks = WEEKS
        self._said: dict[tuple[int, int], str] = {}

    def show(self, rows: Sequence[PlannedRow], monday: dt.date, weeks: int) -> None:
        """Show these planned sessions."""
        self.beginResetModel()
        self.lines, self.monday, self.weeks = lines_of(rows, monday, weeks), monday, weeks
        self._said.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # Qt calls this
        """A line for each activity and each of its roles."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:  # Qt calls this
        """A column for each week."""
        return 0 if parent.isValid() else self.weeks

    def sessions(self, index: Index) -> tuple[PlannedRow, ...]:
        """Return the planned sessions of a cell."""
        return self.lines[index.row()].cells[index.column()] if index.isValid() else ()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The week, or the activity and the role."""
        if role == Qt.ItemDataRole.FontRole and orientation == Qt.Orientation.Vertical and not self.lines[section].role:
            return self._strong
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.week(section)
        line = self.lines[section]
        return f"   {line.role}" if line.role else line.activity

    def week(self, column: int) -> str:
        """Say a week by its first and last day."""
        first = self.monday + dt.timedelta(weeks=column)
        last = first + dt.timedelta(days=6)
        start = self.words.date_as(first, "d" if first.month == last.month else "d MMM")
        return self.words(N_("{start} – {end}"), start=start, end=self.words.date_as(last, "d MMM"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, says aloud, and in which colour."""
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = self._text(index).replace("\n", "; ") or self.words(N_("nothing planned"))
                where = ", ".join(filter(None, (line.activity, line.role)))
                return self.words(N_("{week}: {where}: {said}"), week=self.week(index.column()), where=where, said=said)
            case Qt.ItemDataRole.FontRole if not line.role:
                return self._strong
            case Qt.ItemDataRole.FontRole if marked(self._text(index)):
                return whole(self._context.theme.font())
            case Qt.ItemDataRole.ForegroundRole if line.role and self._empty(line, index.column()):
                return QColor(self._context.theme.colours.late)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return None

    def _empty(self, line: Line, column: int) -> int:
        return sum(
            row.to_fill(place, self._context.today()) for row in line.cells[column]
            for place in row.places if place.role == line.role
        )  # fmt: skip

    def _text(self, index: Index) -> str:
        """What a cell says, put together once: the rows measure it again with every change of the width."""
        at = (index.row(), index.column())
        if at not in self._said:
            self._said[at] = self._put_together(self.lines[index.row()], index.column())
        return self._said[at]

    def _put_together(self, line: Line, column: int) -> str:
        rows = line.cells[column]
        if not line.role:
            return "\n".join(when_said(one, self.words, self._context.today()) for one in rows)
        several = len(rows) > 1
        return "\n".join(
            text for one in rows for place in one.places if place.role == line.role
            if (text := cell_said(one, place, self.words, self._context.today(), with_day=several))
        )  # fmt: skip


def when_said(row: PlannedRow, words: Words, today: dt.date) -> str:
    """Say when a planned session is, and how it stands: called off, confirmed, to be confirmed."""
    parts = [words.date_as(row.planned_on, "EEE d"), times_said(row, words)]
    if row.cancelled:
        parts.append(words(N_("(called off)")))
    elif row.session_key:
        parts.append(words(N_("(happened)")))
    elif row.unconfirmed(today):
        parts.append(words(N_("(to be confirmed)")))
    return " ".join(filter(None, parts))


def cell_said(row: PlannedRow, place: PlaceRow, words: Words, today: dt.date, *, with_day: bool) -> str:
    """Say who has the places of a role, a line for each, and how many can still be filled."""
    if row.cancelled:
        return ""
    said = [f"{one.name} {_SIGNS[one.answer]}" for one in place.people if one.answer in ON]
    if to_fill := row.to_fill(place, today):
        said.append(words.plural("{n} place empty", "{n} places empty", to_fill))
    if with_day and said:
        said[0] = f"{words.date_as(row.planned_on, 'EEE d')}: {said[0]}"
    return "\n".join(said)


class RotaTable(QTableView):
    """The grid. `opened` gives the planned session that the person opens, `turned` weeks on or back; the arrows go from cell to cell."""

    opened = Signal(str)
    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.rota = RotaModel(context)
        self.setModel(self.rota)
        self.setAccessibleName(context.words(N_("Rota")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.verticalHeader().setMaximumWidth(context.theme.px(280))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[PlannedRow], monday: dt.date, weeks: int = WEEKS) -> None:
        """Show planned sessions; the cell where the person is stays where it is."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.rota.show(rows, monday, weeks)
        self._spread()
        if self.rota.rowCount():
            self.setCurrentIndex(
                self.rota.index(max(0, min(row, self.rota.rowCount() - 1)), max(0, min(column, weeks - 1)))
            )

    def _spread(self) -> None:
        """Give every week the same width, never less than its names need."""
        least = self.context.theme.px(190)
        for column in range(self.rota.columnCount()):
            self.setColumnWidth(column, max(least, self.viewport().width() // self.rota.columnCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Share the room out anew."""
        super().resizeEvent(event)
        self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter opens what is planned in the cell; Ctrl with PgUp and PgDn turns the weeks."""
        turning = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if turning and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(turning)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        rows = self.rota.sessions(index)
        if rows:
            ahead = [one for one in rows if one.empty]
            self.opened.emit((ahead or list(rows))[0].key)

    def current(self) -> tuple[PlannedRow, ...]:
        """Return what is planned in the cell where the person is."""
        return self.rota.sessions(self.currentIndex())
