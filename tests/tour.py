"""Goes through everything that the window can show: each place, its sides, records, pages and sheets, once each."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

from communitydesk.shell.window import MainWindow
from communitydesk.widgets.fieldrows import Folded
from communitydesk.widgets.page import Page
from communitydesk.widgets.table import DataTable

Seen = Callable[[QWidget, str], None]
DEEP = 3
"""How many steps from a place: a record, a page of it, a sheet."""


class Tour:
    """Shows all to `seen`, which is given the window or sheet and a name for it. What a button changed is undone."""

    def __init__(self, window: MainWindow, settle: Callable[[float], None], seen: Seen) -> None:
        self.window, self._settle, self._seen = window, settle, seen
        self._shown: set[str] = set()
        self._pressed: set[tuple[str, str]] = set()
        self._changes = 0
        self._stop = window.context.desk.listen(self._changed)

    def _changed(self, _: object) -> None:
        self._changes += 1

    def everything(self, places: list[str] | None = None) -> None:
        """Every place."""
        for place in places or list(self.window._places):
            self._go(place)
            self._page(place, 0)
        self._stop()

    def _go(self, place: str, key: str | None = None, tab: str | None = None) -> None:
        self._close_all()
        for page in self.window.pages.findChildren(QWidget):
            if callable(getattr(page, "unsaved", None)):
                page.unsaved = bool  # type: ignore[attr-defined]
        top = self.window.pages.currentWidget()
        if top is not None and callable(getattr(top, "unsaved", None)):
            top.unsaved = bool  # type: ignore[attr-defined]
        self.window.go(place, key, tab)
        self._settle(0.15)

    # -- one page ----------------------------------------------------------------------------------

    def _front(self) -> QWidget:
        """The page that is shown now, inmost."""
        top = self.window.pages.currentWidget()
        pages = [one for one in top.findChildren(Page) if one.isVisible()]
        return pages[-1] if pages else top

    def _kind(self) -> str:
        return type(self._front()).__name__

    def _page(self, place: str, depth: int) -> None:
        """Show a page, its sides, and go through its buttons and lists."""
        kind = self._kind()
        if kind in self._shown:
            return
        self._shown.add(kind)
        at = self.window._at
        assert at is not None
        name = "-".join(re.findall("[A-Z][a-z]+", kind.removesuffix("Page"))).lower()
        tabs = self._tabs()
        if tabs is None:
            self._look(name)
            self._touch_all(place, name, depth, None)
            return
        for number in range(tabs.count()):
            if not isValid(tabs):
                break
            tabs.setCurrentIndex(number)
            self._settle(0.15)
            side = re.sub(r"\W+", "-", re.sub(r"\s+\d+$", "", tabs.tabText(number)).strip().lower())
            self._look(f"{name}-{side}")
            self._touch_all(place, f"{name}-{side}", depth, number)
            tabs = self._tabs()
            if tabs is None:
                break

    def _tabs(self) -> QTabWidget | None:
        front = self._front()
        found = [one for one in front.findChildren(QTabWidget) if one.isVisible()]
        return found[0] if found else None

    def _look(self, name: str) -> None:
        self._settle(0.15)
        self._seen(self.window, name)

    def _touch_all(self, place: str, name: str, depth: int, side: int | None) -> None:
        if depth >= DEEP:
            return
        before = self._where()
        texts = list(dict.fromkeys(self._name(one) for one in self._buttons()))
        for text in texts:
            if (self._kind(), text) in self._pressed:
                continue
            self._pressed.add((self._kind(), text))
            self._come_back(place, before, side)
            found = next((one for one in self._buttons() if self._name(one) == text), None)
            if found is not None:
                self._press(found, f"{name}-{_short(text)}", depth)
        self._come_back(place, before, side)
        for number in range(len(self._tables())):
            self._come_back(place, before, side)
            tables = self._tables()
            if number < len(tables) and tables[number].model.rowCount():
                table = tables[number]
                self._act(lambda table=table: table._open(0), f"{name}-opened", depth)  # type: ignore[misc]
        self._come_back(place, before, side)

    def _where(self) -> tuple[object, str]:
        return self.window._at, self._kind()

    def _come_back(self, place: str, before: tuple[object, str], side: int | None) -> None:
        """Stand where we stood, whatever a button did."""
        self._close_all()
        if self._where() != before:
            at = before[0]
            self._go(place, getattr(at, "key", None), getattr(at, "tab", None))
        tabs = self._tabs()
        if tabs is not None and side is not None and tabs.currentIndex() != side:
            tabs.setCurrentIndex(side)
            self._settle(0.1)

    def _tables(self) -> list[DataTable]:
        return [one for one in self._front().findChildren(DataTable) if one.isVisible()]

    def _buttons(self) -> list[QAbstractButton]:
        found = [
            one
            for one in self._front().findChildren(QPushButton)
            if one.isVisible() and one.isEnabled() and not isinstance(one, QCheckBox | QRadioButton)
        ]
        return [one for one in found if not isinstance(one.parent(), QTabBar) and self._name(one)]

    @staticmethod
    def _name(one: QAbstractButton) -> str:
        text = one.text().replace("&", "") or one.accessibleName()
        return re.sub(r"[£\d.,–-]+", "", text).strip()

    # -- pressing ----------------------------------------------------------------------------------

    def _press(self, one: QAbstractButton, name: str, depth: int) -> None:
        if isinstance(one.parent(), Folded):
            return
        self._act(one.click, name, depth)

    def _act(self, act: Callable[[], object], name: str, depth: int) -> None:
        before, changes = self._where(), self._changes
        looking = QTimer()
        looking.setInterval(120)
        looking.timeout.connect(lambda: self._look_at_sheets(looking, name))
        looking.start()
        try:
            act()
        except Exception as error:
            print(f"  {name}: {type(error).__name__}: {error}")
        self._settle(0.2)
        self._look_at_sheets(looking, name)
        looking.stop()
        for _ in range(self._changes - changes):
            if self.window.context.desk.undo_label:
                self.window.context.desk.undo()
        if self._where() != before and self.window._at is not None:
            self._page(self.window._at.place, depth + 1)

    def _look_at_sheets(self, timer: QTimer, name: str) -> None:
        timer.stop()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self._seen(popup, f"{name}-menu")
            popup.close()
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, QDialog) and not isinstance(sheet, QFileDialog):
            key = f"{type(sheet).__name__} {sheet.windowTitle()}"
            if key not in self._shown:
                self._shown.add(key)
                self._settle(0.25)
                if isValid(sheet) and sheet.isVisible():
                    self._seen(sheet, name)
                    self._more_of(sheet, name)
        self._close_all()
        timer.start()

    def _more_of(self, sheet: QDialog, name: str) -> None:
        folds = [one for one in sheet.findChildren(Folded) if one.isVisible()]
        if folds:
            for one in folds:
                one.toggle()
            self._settle(0.25)
            self._seen(sheet, f"{name}-more")

    def _close_all(self) -> None:
        for _ in range(8):
            waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if waiting is None:
                return
            if isinstance(waiting, QDialog | QMessageBox):
                waiting.done(0)
            else:
                waiting.close()


def _short(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")[:32]
