"""Presses whatever can be pressed: every place, side and kind of record, what opens from it, and the menus.

Dialogs are pressed through in place of waiting for an answer, and then closed. Questions are answered with yes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from shiboken6 import isValid

from communitydesk.shell.window import MainWindow
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Page

ROWS, STATES = 1, {"ExpensesFront": 8, "RotaFront": 2}
"""So many rows of a list are opened; claims and planned sessions stand in different states."""
MANY = 40
VISITS = {"ClaimPage": 8, "PlannedPage": 2}
"""So often a kind of page is gone through, else once."""
DEEP = 3


@dataclass
class Found:
    """What was met on the way."""

    pressed: set[str] = field(default_factory=set)
    pale: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What is pale by its text, with its tooltip and its accessible description."""
    places: set[str] = field(default_factory=set)
    dialogs: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    """What could be typed into or chosen from in a dialog."""


class Presser:
    """Goes through a window once; `now` says what is being pressed."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.found, self.now = window, Found(), ""
        self._done: set[tuple[str, ...]] = set()
        self._visits: Counter[str] = Counter()
        self._open = 0

    def everything(self) -> None:
        """Every place, then the menus."""
        for place in list(self.window._places):
            self._go(place)
            self._page(0)
        self._go(next(iter(self.window._places)))
        for entry in self.window.menuBar().actions()[:2]:  # the file, and changes
            if isinstance(menu := entry.menu(), QMenu):
                menu.aboutToShow.emit()
                self.menu(menu, leave_out=("New", "Open", "Close", "Quit", "Settings"))

    # -- dialogs and menus ---------------------------------------------------------------------------

    def dialog(self, dialog: QDialog) -> int:
        """Press through a dialog, and close it."""
        name = f"{type(dialog).__name__} {plain(dialog.windowTitle())}"
        if self._open < DEEP and name not in self.found.dialogs:
            self.found.dialogs.add(name)
            self._open += 1
            dialog.show()
            self._settle()
            self._fields(dialog, name)
            for _, text in self._texts(dialog):
                if isValid(dialog) and text not in ("Cancel", "Close", "OK"):
                    self._press(dialog, text, name)
            if isinstance(dialog, Sheet) and isValid(dialog):
                self.now = f"{name}, Ctrl+Enter"
                dialog._save_by_key()
            self._open -= 1
        if isValid(dialog):
            dialog.hide()
            dialog.deleteLater()
        return 0

    def menu(self, menu: QMenu, leave_out: tuple[str, ...] = ()) -> None:
        """Choose each entry of a menu that can be chosen."""
        for action in menu.actions():
            text = action.text().replace("&", "")
            if not text or action.isSeparator() or action.menu() or text.startswith(leave_out):
                continue
            if not action.isEnabled():
                self.found.pale.setdefault(plain(text), (action.toolTip(), menu.accessibleDescription()))
                continue
            self.now = f"the entry “{text}”"
            self.found.pressed.add(plain(text))
            action.trigger()
            self._settle()

    # -- pages ---------------------------------------------------------------------------------------

    def _settle(self) -> None:
        for turn in range(400):
            QApplication.processEvents()
            if turn > 4 and not self.window.works._running:
                return

    def _go(self, place: str, key: str | None = None, tab: str | None = None) -> None:
        if not self._open:  # nothing is on its way: what was left can be let go of
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.go(place, key, tab)
        self._settle()

    def _front(self) -> QWidget:
        top = self.window.pages.currentWidget()
        assert top is not None
        pages = [one for one in top.findChildren(Page) if one.isVisible()]
        return pages[-1] if pages else top

    def _page(self, depth: int) -> None:
        """Press through the page that is shown, side by side, and open what its lists hold."""
        kind = type(self._front()).__name__
        steps = {_short(one) for one in self._buttons(self._front()) if one.objectName() != "link"}
        if (kind, *sorted(steps)) in self._done or depth > DEEP or self._visits[kind] >= VISITS.get(kind, 1):
            return
        self._done.add((kind, *sorted(steps)))
        self._visits[kind] += 1
        self.found.places.add(kind)
        at, tabs = self.window._at, self._tabs()
        for number in range(tabs.count() if tabs else 1):
            side = tabs.tabText(number) if tabs and isValid(tabs) else ""
            where = f"{kind} {plain(side)}".strip()

            def back(number: int = number) -> bool:
                assert at is not None
                if self.window._at != at or type(self._front()).__name__ != kind:
                    self._go(at.place, at.key, at.tab)
                tabs = self._tabs()
                if tabs is not None and tabs.currentIndex() != number:
                    tabs.setCurrentIndex(number)
                    self._settle()
                return type(self._front()).__name__ == kind

            self._side(kind, where, back, depth)
            if not back():
                return
            tabs = self._tabs()

    def _tabs(self) -> QTabWidget | None:
        found = [one for one in self._front().findChildren(QTabWidget) if one.isVisible()]
        return found[0] if found else None

    def _side(self, kind: str, where: str, back: Callable[[], bool], depth: int) -> None:
        if not back():
            return
        self.found.places.add(where)
        self._shortcuts(self._front(), where)
        self._buttons_of(kind, where, back, depth)
        for number in range(sum(1 for _ in self._views())):
            for row in range(MANY):
                if not back():
                    return
                views = list(self._views())
                if number >= len(views) or row >= self._rows(views[number], kind):
                    break
                self.now = f"{where}, row {row + 1}"
                self._open_row(views[number], row)
                self._settle()
                self._went(kind, depth)
                if isinstance(views[number], QListWidget) and isValid(views[number]):
                    self._buttons_of(kind, where, back, depth)  # what stands beside the row that is chosen
        if back() and (where, "fields") not in self._done:
            self._done.add((where, "fields"))
            self._fields(self._front(), where)

    def _buttons_of(self, kind: str, where: str, back: Callable[[], bool], depth: int) -> None:
        """Press each button of a side once, also those that come only after another one was pressed."""
        while back():
            left = [one for one in self._texts(self._front()) if (where, one[0]) not in self._done]
            if not left:
                return
            short, text = left[0]
            self._done.add((where, short))
            self._press(self._front(), text, where)
            self._went(kind, depth)

    def _rows(self, view: QAbstractItemView, kind: str) -> int:
        """How many rows are opened: all questions of a report, one or a few of what a list holds."""
        return MANY if isinstance(view, QListWidget) and kind == "AwardPage" else STATES.get(kind, ROWS)

    def _went(self, kind: str, depth: int) -> None:
        """Go on from where a button or a row led to."""
        if type(self._front()).__name__ != kind:
            self._page(depth + 1)

    def _views(self) -> Iterator[QAbstractItemView]:
        for one in self._front().findChildren(QAbstractItemView):
            if one.isVisible() and not isinstance(one, QHeaderView) and one.model() is not None:
                yield one

    def _open_row(self, view: QAbstractItemView, row: int) -> bool:
        if isinstance(view, QTreeWidget):
            items = [head.child(n) for head in map(view.topLevelItem, range(view.topLevelItemCount())) if head
                     for n in range(head.childCount())]  # fmt: skip
            if row < len(items):
                view.setCurrentItem(items[row])
                view.itemDoubleClicked.emit(items[row], 0)
            return row < len(items)
        if row >= view.model().rowCount(QModelIndex()):
            return False
        index = view.model().index(row, 0)
        view.setCurrentIndex(index)
        view.doubleClicked.emit(index)
        return True

    # -- what can be pressed ---------------------------------------------------------------------------

    def _buttons(self, root: QWidget) -> list[QAbstractButton]:
        return [
            one for one in root.findChildren(QAbstractButton)
            if one.isVisible() and _said(one) and not isinstance(one.parent(), (QTabBar, QComboBox, QLineEdit))
            and not (isinstance(one, QPushButton) and one.menu())  # which shows the sides of a record
        ]  # fmt: skip

    def _texts(self, root: QWidget) -> list[tuple[str, str]]:
        """What can be pressed: each kind of button once, with what it is called."""
        found: dict[str, str] = {}
        for one in self._buttons(root):
            if one.isEnabled():
                found.setdefault(_short(one), _said(one))
            else:
                self.found.pale.setdefault(_short(one), (one.toolTip(), one.accessibleDescription()))
        return list(found.items())

    def _press(self, root: QWidget, text: str, where: str) -> None:
        found = next((one for one in self._buttons(root) if one.isEnabled() and _said(one) == text), None)
        if found is None:
            return
        self.now = f"{where}: “{text}”"
        self.found.pressed.add(_short(found))
        for view in root.findChildren(QAbstractItemView):  # what is done to a row is done to the first
            none = view.isVisible() and view.model() is not None and not view.currentIndex().isValid()
            if none and not isinstance(view, QHeaderView):
                view.setCurrentIndex(view.model().index(0, 0))
        found.click()
        self._settle()

    def _shortcuts(self, root: QWidget, where: str) -> None:
        for one in root.findChildren(QShortcut):
            parent = one.parent()
            keys = one.key().toString()
            if keys in ("Ctrl+C", "Ctrl+F") or not one.isEnabled():  # to copy, and to find: in every list
                continue
            if isinstance(parent, QWidget) and parent.isVisible() and parent.isEnabled():
                self.now = f"{where}: {keys}"
                one.activated.emit()
                self._settle()
                if not isValid(root) or not root.isVisible():
                    return

    def _fields(self, root: QWidget, where: str) -> None:
        """Type into what can be typed into, choose from what can be chosen from, tick what can be ticked."""
        for one in list(root.findChildren(QWidget)):
            if isValid(root) and isValid(one) and one.isVisible() and one.isEnabled():
                self.now = f"{where}: the field “{one.accessibleName()}”"
                if _fill(one):
                    self.found.fields.add(f"{where}: {one.accessibleName()}")
                    self._settle()


def _fill(one: QWidget) -> bool:
    """Do with a field what a person does; False when it is none, or can only be read."""
    if isinstance(one, QLineEdit) and not one.isReadOnly():
        one.insert("1")
        one.textEdited.emit(one.text())
        one.returnPressed.emit()
        if isValid(one):
            one.editingFinished.emit()
            one.clear()
        return True
    if isinstance(one, QPlainTextEdit) and not one.isReadOnly():
        one.insertPlainText("1")
        return True
    if isinstance(one, QComboBox) and one.count() > 1:
        one.setCurrentIndex((one.currentIndex() + 1) % one.count())
        one.activated.emit(one.currentIndex())
        return True
    if isinstance(one, QListWidget) and one.count() and one.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable:
        on = one.item(0).checkState() == Qt.CheckState.Checked
        one.item(0).setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        return True
    return False


def _said(one: QAbstractButton) -> str:
    return one.accessibleName() or one.text().replace("&", "")


def _short(one: QAbstractButton) -> str:
    return plain(one.text() or _said(one))


def plain(text: str) -> str:
    """Without numbers, so that the same button is the same after a change."""
    return re.sub(r"\s+", " ", re.sub(r"[£\d.,–-]+", "", text.replace("&", ""))).strip()


def closes_at_once(presser: Presser) -> dict[tuple[type, str], Any]:
    """Return what stands in the place of waiting: (class, its method) with what is done instead."""
    return {
        (QDialog, "exec"): lambda dialog: presser.dialog(dialog),
        (QDialog, "open"): lambda dialog: presser.dialog(dialog),
        (QMenu, "popup"): lambda menu, *_: presser.menu(menu),
    }


__all__ = ["Found", "Presser", "closes_at_once", "plain"]
