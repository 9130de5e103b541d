"""Goes through every place of the window, every tab, the first row of every list, and reads what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from communitydesk.shell.window import MainWindow
from communitydesk.widgets.table import DataTable

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
         Qt.ItemDataRole.AccessibleDescriptionRole)  # fmt: skip


def texts_of(root: QWidget) -> Iterator[str]:
    """Yield every text of a window that can be read or heard."""
    yield root.windowTitle()
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.objectName().startswith("qt_") or isinstance(widget.parent(), QTabBar):
            continue  # what Qt itself puts there, such as the arrows of a row of tabs, is Qt's to translate
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip())
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
            yield widget.placeholderText()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(n) for n in range(widget.count()))
        elif isinstance(widget, QAbstractItemView):
            yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
        yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(columns))
    for row in range(min(200, model.rowCount())):
        for column in range(columns):
            for role in ROLES:
                found = model.index(row, column).data(role)
                if isinstance(found, str):
                    yield found


class Crawler:
    """Walks through a window; `read` is told each text once, and where it stands."""

    def __init__(self, window: MainWindow, read: Callable[[str, str], None]) -> None:
        self.window, self._read = window, read
        self.texts: set[str] = set()
        self.dialogs: set[str] = set()
        self._opened: set[tuple[str, int]] = set()

    def everything(self) -> None:
        """Read every place, what opens from its lists, and the menus."""
        for place in list(self.window._places):
            self._place(place)
        for menu in self.window.menuBar().findChildren(QMenu):
            menu.aboutToShow.emit()
            for text in (menu.title(), *(action.text() for action in menu.actions())):
                self._say(text, "menu")

    def dialog(self, dialog: QDialog) -> int:
        """Read a dialog in place of waiting for an answer, and leave it."""
        dialog.show()
        QApplication.processEvents()
        self.dialogs.add(dialog.windowTitle())
        self._look(dialog, f"dialog {dialog.windowTitle()}")
        dialog.hide()
        return 0

    def _say(self, text: str, where: str) -> None:
        if text and text not in self.texts:
            self.texts.add(text)
            self._read(text, where)

    def _look(self, widget: QWidget, where: str) -> None:
        for text in texts_of(widget):
            self._say(text, where)

    def _settle(self) -> None:
        for turn in range(400):
            QApplication.processEvents()
            if turn > 8 and not self.window.works._running:
                return

    def _place(self, place: str, key: str | None = None) -> None:
        rows = [(tab, row) for tab in self._tabs(place, key) for row in ([] if key else self._first_rows())]
        for tab, (table, row) in rows:
            if not isValid(table) or not isValid(table.view):
                continue
            table.opened.emit(row)
            self._settle()
            at = self.window._at
            if at is not None and at.key and (at.place, tab) not in self._opened:
                self._opened.add((at.place, tab))
                self._place(at.place, at.key)
            self.window.go(place)
            self._settle()

    def _tabs(self, place: str, key: str | None) -> Iterator[int]:
        """Turn to each tab of a place or record, and read it."""
        self.window.go(place, key)
        self._settle()
        self._look(self.window, place)
        bars = [one for one in self.window.pages.currentWidget().findChildren(QTabBar) if one.isVisible()]
        for tab in range(bars[0].count() if bars else 1):
            if bars and isValid(bars[0]):
                bars[0].setCurrentIndex(tab)
                self._settle()
                self._look(self.window, f"{place}{' record' if key else ''}, {bars[0].tabText(tab)}")
            yield tab

    def _first_rows(self) -> list[tuple[Any, Any]]:
        tables = self.window.pages.currentWidget().findChildren(DataTable)
        return [(one, one.model.row(0)) for one in tables if one.isVisible() and one.model.rowCount()]
