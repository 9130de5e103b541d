"""Lists: rows of frozen values, sorted, filtered and read aloud, that show and filter ten thousand without a wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.lettering import marked, whole
from communitydesk.widgets.matching import fold
from communitydesk.widgets.page import Empty, label
from communitydesk.widgets.stacked import WRAPPED, Sorting, Stacked
from communitydesk.widgets.theme import SECOND

Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT = (
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
AT_ONCE = 100
"""Rows whose words are made in one go while nothing else is to be done: a millisecond or two."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, what a row shows in it, and how it sorts (by default as it is shown).

    `number` stands at the right; `stretch` takes the room that is left; `state` gives ok, due or late for a row.
    """

    heading: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    number: bool = False
    stretch: bool = False
    strong: bool = False
    state: Callable[[Any], str] | None = None


class RowsModel(QAbstractTableModel):
    """Shows rows through columns; the words to filter by are made once a row, when rows are set."""

    def __init__(self, context: Context, columns: Sequence[Column]) -> None:
        super().__init__()
        self._theme = context.theme
        self.columns = tuple(columns)
        self._sides = [int(_RIGHT if column.number else _LEFT) for column in columns]
        self._strong, self._tabular = context.theme.font(strong=True), context.theme.figures()
        self._plain = context.theme.font()
        self.stacked = False
        """Whether the first column is drawn as the whole row."""
        self.all: list[Any] = []
        self._texts: list[tuple[str, ...] | None] = []
        self._folded: list[str] = []
        self._view: list[int] = []
        self._sort: tuple[int, bool] | None = None
        self._filter = ""
        self._ahead = QTimer(self)
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._fold_ahead)

    # -- what is shown -------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, filtered and sorted as before."""
        self.beginResetModel()
        self.all = list(rows)
        self._texts = [None] * len(self.all)
        self._folded = []
        self._arrange()
        self.endResetModel()
        self._ahead.start()

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of a text, in any column."""
        self.beginResetModel()
        before, self._filter = fold(self._filter), text
        if before.strip() and fold(text).startswith(before):
            self._view = self._holding(self._view)  # what is typed further can only take rows away, in their order
        else:
            self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.beginResetModel()
        self._sort = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        view = self._holding(list(range(len(self.all))))
        if self._sort:
            column = self.columns[self._sort[0]]
            read = column.sort or (lambda row: fold(column.text(row)))
            view.sort(key=lambda i: _sortable(read(self.all[i])), reverse=self._sort[1])
        self._view = view

    def _holding(self, among: list[int]) -> list[int]:
        """Return those rows that hold every word of the filter."""
        words = fold(self._filter).split()
        if words:
            self._fold(len(self.all))
        folded = self._folded
        for word in words:
            among = [i for i in among if word in folded[i]]
        return among

    def _fold(self, end: int) -> None:
        for i in range(len(self._folded), min(end, len(self.all))):
            self._folded.append(fold("\n".join(self._text(i))))

    def _fold_ahead(self) -> None:
        """Make the words of some more rows, so that the first key in the box does not wait for all of them."""
        self._fold(len(self._folded) + AT_ONCE)
        if len(self._folded) == len(self.all):
            self._ahead.stop()

    def _text(self, i: int) -> tuple[str, ...]:
        found = self._texts[i]
        if found is None:
            found = self._texts[i] = tuple(column.text(self.all[i]) for column in self.columns)
        return found

    def row(self, at: int) -> Any:
        """Return the row shown at a place."""
        return self.all[self._view[at]]

    @property
    def rows(self) -> list[Any]:
        """The rows shown, in order."""
        return [self.all[i] for i in self._view]

    # -- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._view)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid():
            return None
        i, column = self._view[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(i)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and self.stacked:
            said = zip(self.columns, self._text(i), strict=True)
            return "; ".join(f"{column.heading}: {text}" for column, text in said if text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.heading}: {self._text(i)[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._sides[index.column()]
        if role == Qt.ItemDataRole.FontRole:
            font = self._strong if column.strong else self._tabular if column.number else None
            return whole(font or self._plain) if marked(self._text(i)[index.column()]) else font
        if role == Qt.ItemDataRole.ForegroundRole and column.state:
            return self._colour(column.state(self.all[i]))
        return None

    def _colour(self, state: str) -> Any:
        from PySide6.QtGui import QBrush, QColor

        colour = {"ok": self._theme.colours.ok, "due": self._theme.colours.due, "late": self._theme.colours.late}
        return QBrush(QColor(colour[state])) if state in colour else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's heading."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._sides[section]
        return None


def _sortable(value: Any) -> tuple[int, Any]:
    """Nothing sorts before something, and different kinds never meet."""
    return (0, 0) if value is None or value == "" else (1, value)


class _View(QTableView):
    opened = Signal(int)
    roomed = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Say that there is more room for the columns, or less: a bar beside the rows takes some too."""
        super().resizeEvent(event)
        self.roomed.emit()

    def viewportEvent(self, event: QEvent) -> bool:  # Qt calls this
        """Say a text whole that is cut in its cell."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = str(index.data() or "") if index.isValid() else ""
            font = index.data(Qt.ItemDataRole.FontRole) or self.font()
            cut = QFontMetrics(font).horizontalAdvance(text) > self.columnWidth(index.column()) - 24
            QToolTip.showText(event.globalPos(), f"<p>{escape(text)}</p>" if text and cut else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class DataTable(QWidget):
    """A list with a box to filter it, that says what is shown. `opened` gives the row that the person opens.

    `said` makes the sentence about the rows shown ("31 payments, £4,562.10"); `empty` is (sentence, step, what it does).
    """

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self, context: Context, columns: Sequence[Column], *, name: str, said: Callable[[Sequence[Any]], str] | None = None,
        empty: tuple[str, str, Callable[[], Any] | None] | None = None, filtered: bool = True, short: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self._said, self._short = context, said, short
        self._wanted: list[int] = []
        self._titled: list[int] = []
        self._room = QTimer(self)
        self._room.setSingleShot(True)
        self._room.timeout.connect(self._spread)
        self._hidden: list[bool] = []
        self.model = RowsModel(context, columns)
        px = context.theme.px
        self._stack = QStackedLayout(self)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        top = QHBoxLayout()
        self.said = label("", "second")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(context.words(N_("Find in this list")))
        self.filter.setAccessibleName(context.words(N_("Find rows with these words")))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(px(240))
        self.filter.textChanged.connect(self._filter)
        if not filtered:
            self.filter.hide()  # shown before it stands anywhere it would be a window of its own for a moment
        top.addWidget(self.filter)
        top.addWidget(self.said, 1)
        if filtered or said:
            box.addLayout(top)
        self.view = self._make_view(name)
        self._lines = Stacked(context, self.view)
        self.model.modelReset.connect(self._raise)
        self.sorting = Sorting(context, self.view, [column.heading for column in columns])
        box.addWidget(self.sorting)
        box.addWidget(self.view, 1)
        self._stack.addWidget(inside)
        if empty:
            self._stack.addWidget(Empty(context, *empty))
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self._copy)
        finding = QShortcut(QKeySequence("Ctrl+F"), self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(self.filter.setFocus)

    def _make_view(self, name: str) -> _View:
        view = _View()
        view.setModel(self.model)
        view.setAccessibleName(name)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self.context.theme.px(38))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(self.context.theme.px(40))  # else Qt widens the narrow columns of figures
        view.opened.connect(self._open)
        view.roomed.connect(lambda: self._room.start(0))
        view.doubleClicked.connect(lambda index: self._open(index.row()))
        view.selectionModel().currentRowChanged.connect(self._picked)
        return view

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; what was chosen stays chosen where it still is."""
        kept = getattr(self.current(), "key", None)
        at = self.view.verticalScrollBar().value()
        self.model.set_rows(rows)
        if self._stack.count() > 1:
            self._stack.setCurrentIndex(0 if rows else 1)
        self._fit()
        self._say()
        if kept is not None:
            self.choose(kept)
            self.view.verticalScrollBar().setValue(at)

    def choose(self, key: str) -> None:
        """Choose the row with this key."""
        for at, row in enumerate(self.model.rows):
            if getattr(row, "key", None) == key:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                self.view.selectionModel().setCurrentIndex(self.model.index(at, 0), flags)
                return

    def choose_first(self) -> None:
        """Choose the first row, if there is one."""
        if self.model.rowCount():
            self.view.selectRow(0)

    def current(self) -> Any:
        """The row where the person is, or None."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() and index.row() < self.model.rowCount() else None

    def chosen(self) -> list[Any]:
        """Every row that is chosen."""
        return [self.model.row(index.row()) for index in self.view.selectionModel().selectedRows()]

    def _fit(self) -> None:
        header, px, theme = self.view.horizontalHeader(), self.context.theme.px, self.context.theme
        plain, strong, head, figures = (
            QFontMetrics(font)
            for font in (theme.font(), theme.font(strong=True), theme.font(SECOND, strong=True), theme.figures())
        )
        some = range(min(self.model.rowCount(), 60))
        self._wanted, self._titled = [], []
        for number, column in enumerate(self.model.columns):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            metrics = strong if column.strong else figures if column.number else plain
            texts = [self.model.index(at, number).data() or "" for at in some]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            titled = head.horizontalAdvance(column.heading) + px(34)  # with the arrow that says how it is sorted
            self._titled.append(titled)
            self._wanted.append(max(min(widest, px(300 if column.stretch else 340)) + px(32), titled))
        self._spread()
        if self._short:
            self._shorten()

    def _shorten(self) -> None:
        """Be as high as the rows are."""
        header, rows = self.view.horizontalHeader(), self.view.verticalHeader()
        height = (0 if self.model.stacked else header.sizeHint().height()) + 6
        height += max(rows.length(), rows.defaultSectionSize())
        if not self.model.stacked and sum(self._widths()) > self.view.viewport().width() > 0:
            height += self.view.horizontalScrollBar().sizeHint().height()
        self.view.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _spread(self) -> None:
        """Give every column its room; where large text leaves too little, set them one under another."""
        widths, room = self._widths(), self.view.viewport().width()
        self._stack_rows(self.context.theme.large and self.view.isVisible() and sum(self._wanted) > room + 2)
        if self.model.stacked:
            self.view.horizontalHeader().resizeSection(0, room)
            self._raise()
            return
        for number, width in enumerate(widths):
            self.view.horizontalHeader().resizeSection(number, width)

    def _stack_rows(self, on: bool) -> None:
        if on == self.model.stacked or not self.view.isVisible():
            return
        self.model.stacked = on
        if on:
            self._hidden = [self.view.isColumnHidden(number) for number in range(len(self.model.columns))]
        for number in range(1, len(self.model.columns)):
            self.view.setColumnHidden(number, on or self._hidden[number])
        self.view.setItemDelegateForColumn(0, self._lines if on else None)  # type: ignore[arg-type]  # Qt takes None
        self.view.horizontalHeader().setVisible(not on)
        way = QAbstractItemView.ScrollMode
        self.view.setVerticalScrollMode(way.ScrollPerPixel if on else way.ScrollPerItem)
        self.view.setMinimumHeight(self.context.theme.px(240) if on and not self._short else 0)
        self.sorting.setVisible(on and not self._short)
        if not on:
            rows = self.view.verticalHeader()
            rows.setDefaultSectionSize(self.context.theme.px(38))
            for at in range(rows.count()):
                rows.resizeSection(at, rows.defaultSectionSize())

    def _raise(self) -> None:
        """Make rows as high as the lines in them."""
        if not self.model.stacked:
            return
        rows, width, count = self.view.verticalHeader(), self.view.viewport().width(), self.model.rowCount()
        heights = [self._lines.height(at, width) for at in range(min(count, WRAPPED))]
        if count > WRAPPED:
            rows.setDefaultSectionSize(max(heights))
        else:
            for at, height in enumerate(heights):
                rows.resizeSection(at, height)
        if self._short:
            self._shorten()

    def _widths(self) -> list[int]:
        """Return the columns' widths: those that stretch get what is left; where it is too little, long texts yield.

        A text that yields is cut with dots and said whole when the mouse rests on it; figures and headings never yield.
        """
        widths, columns = list(self._wanted), self.model.columns
        spare = self.view.viewport().width() - sum(widths)
        if spare >= 0:
            stretching = sum(column.stretch for column in columns)
            return [
                width + (spare // stretching if column.stretch else 0)
                for width, column in zip(widths, columns, strict=False)
            ]
        least = self.context.theme.px(120)
        given = [
            0 if column.number else max(0, width - max(least, titled, width * 2 // 5))
            for column, width, titled in zip(columns, widths, self._titled, strict=False)
        ]
        if sum(given) < -spare:
            return widths  # nothing is won by cutting: then it scrolls
        return [width - -(spare * part // sum(given)) for width, part in zip(widths, given, strict=True)]

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self._say()

    def _say(self) -> None:
        if self.model.all and not self.model.rows:
            self.said.setText(self.context.words(N_("No line has these words in it.")))
        else:
            self.said.setText(self._said(self.model.rows) if self._said else "")

    def _open(self, at: int) -> None:
        self.opened.emit(self.model.row(at))

    def _picked(self, index: Index) -> None:
        if index.isValid():
            self.picked.emit(self.model.row(index.row()))

    def _copy(self) -> None:
        lines = ["\t".join(harmless(column.text(row)) for column in self.model.columns) for row in self.chosen()]
        QApplication.clipboard().setText("\n".join(lines))


def harmless(text: str) -> str:
    """Return a text as one cell of a spreadsheet that is never taken for a formula."""
    text = " ".join(text.split())
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
