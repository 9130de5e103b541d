"""Drives the program as a person does: by what stands on the screen, with mouse and keys.

    def journey(person: Person) -> None:
        person.press("Record a payment")
        person.fill("Amount", "36.50")
        person.choose("Paid from", "Bank")
        person.press("Save")
        assert person.problem("Date") == "This is needed: Date."

    walk(journey)

The journey runs in a thread of its own, so that it goes on while a dialog waits for an answer; each look and each
touch happens in the window's thread. Nothing is found that is not visible. `KeyboardPerson` (keyboard.py) has no mouse.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from communitydesk.widgets.files import FileDrop
from tests.journeys.eyes import Hand, Watcher
from tests.journeys.screen import (
    Lost,
    arrow_to,
    bar_of,
    box_in,
    bring_into_view,
    describe,
    double_click,
    drop,
    name_of,
    on_top,
    plain,
    popup_action,
    press_keys,
    select_all,
    table_texts,
    text_in,
    type_text,
    views,
    visible,
)  # fmt: skip

__all__ = ["Lost", "Person", "walk"]


def walk(
    journey: Callable[[Any], None], person: Callable[[Hand], Person] | None = None, timeout: float = 900.0
) -> None:
    """Walk a journey to its end while the windows live; raises what went wrong in it."""
    hand, loop = Hand(), QEventLoop()
    who = (person or Person)(hand)
    wrong: list[BaseException] = []

    def end() -> None:
        close_dialogs()  # the loop goes on only when the dialogs inside it are gone
        loop.quit()

    def go() -> None:
        try:
            journey(who)
        except BaseException as error:
            wrong.append(error)
        finally:
            who.over = True
            hand.asked.emit(end)

    def late() -> None:
        wrong.append(TimeoutError(f"the journey took longer than {timeout} s; {describe()}"))
        who.over = True
        end()

    QTimer.singleShot(round(timeout * 1000), loop, late)
    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    loop.exec()
    thread.join(5)
    if wrong:
        raise wrong[0]


def close_dialogs() -> None:
    """Close whatever waits for an answer."""
    for _ in range(20):
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is None:
            return
        waiting.done(0) if isinstance(waiting, QDialog) else waiting.hide()


class Person(Watcher):
    """Somebody at the screen with a mouse and a keyboard."""

    # -- touching ---------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Press a button or a link, by what it says or what it is called."""
        self._try(lambda: self._click(self.until(lambda: self._button_now(name), f"no button “{name}”")))

    def named(self, start: str) -> str:
        """Return the whole name of the first button whose name starts so."""

        def find() -> str | None:
            return next((n for one in visible(QAbstractButton) if (n := one.accessibleName()).startswith(start)), None)

        return self.until(find, f"no button that starts “{start}”")

    def open_place(self, name: str) -> None:
        """Go to a place by the sidebar."""

        def find() -> QAbstractButton | None:
            for one in visible(QAbstractButton, whole=True):
                if one.objectName() == "place" and one.text().replace("&", "") == name:
                    return one
            return None

        if not self.now(find) and self.now(lambda: self._button_now("More places")):
            self.press("More places")
        self._try(lambda: self._click(self.until(find, f"no place “{name}”")))

    def tab(self, name: str) -> None:
        """Choose a tab, by what it says before its number."""

        def find() -> tuple[QTabBar, int] | None:
            for bar in visible(QTabBar):
                for index in range(bar.count()):
                    if bar.tabText(index).replace("&", "").rstrip("0123456789 ") == name:
                        return bar, index
            return None

        self._try(lambda: self._choose_tab(*self.until(find, f"no tab “{name}”")))

    def _choose_tab(self, bar: QTabBar, index: int) -> None:
        for _ in range(20):  # tabs that have no room are brought by the arrows at the end of the bar
            arrow = self.now(lambda: arrow_to(bar, index))
            if arrow is None:
                break
            self._click(arrow)
        self._click(bar, lambda: bar.tabRect(index).center())

    def fill(self, name: str, text: str) -> None:
        """Type into a field, over what stands there, and leave it."""
        field = self._field(name)
        self._reach(field)
        self.act(lambda: select_all(field))
        self._erase(field)
        self.type(text)
        self.keys("Tab")

    def go_to(self, name: str) -> None:
        """Go to a field, to type there."""
        self._reach(self._field(name))

    def _erase(self, field: QWidget) -> None:
        if self.now(lambda: bool(text_in(field))):
            self.keys("Del")

    def choose(self, name: str, text: str) -> None:
        """Choose from a list that drops down, or from one that completes."""
        field = self._field(name)
        self._reach(field)
        if self.now(lambda: isinstance(field, QComboBox) and field.isEditable()):
            self.act(lambda: select_all(field))
            self._erase(field)
            self.type(text)
            self.keys("Return")
            if self.now(lambda: QApplication.activePopupWidget() is not None):
                self.keys("Escape")
            self.keys("Tab")
            return

        def steps() -> int:
            assert isinstance(field, QComboBox)
            fitting = [i for i in range(field.count()) if text in field.itemText(i)]
            if not fitting:
                offered = [field.itemText(i) for i in range(field.count())]
                raise Lost(f"“{name}” does not offer “{text}” but {offered}")
            return fitting[0] - field.currentIndex()

        self._choose_step(field, self.now(steps))

    def _choose_step(self, combo: QWidget, by: int) -> None:
        """The list that drops down is open: click the entry."""
        assert isinstance(combo, QComboBox)

        def click() -> None:
            combo.showPopup()
            view, index = combo.view(), combo.model().index(combo.currentIndex() + by, combo.modelColumn())
            view.scrollTo(index)
            QTest.mouseMove(view.viewport(), view.visualRect(index).center())
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
            combo.hidePopup()

        self.act(click)
        assert self.now(lambda: not isValid(combo) or combo.currentIndex() >= 0)  # choosing may draw the page anew

    def tick(self, name: str, on: bool = True) -> None:
        """Tick a box, or take the tick away."""
        box = self._field(name)
        assert isinstance(box, QCheckBox)
        if self.now(box.isChecked) != on:
            self._toggle(box)

    def _toggle(self, box: QCheckBox) -> None:
        self._click(box, lambda: QPoint(box.height() // 2, box.height() // 2))

    def open_row(self, text: str, name: str = "") -> None:
        """Open the row of a list that shows a text."""
        view, row = self._row(text, name)
        self.act(lambda: view.scrollTo(view.model().index(row, 0)))
        rect = self.now(lambda: view.visualRect(view.model().index(row, 0)))
        self.act(lambda: double_click(view, rect))

    def pick_row(self, text: str, name: str = "") -> None:
        """Choose the row of a list that shows a text, without opening it."""
        view, row = self._row(text, name)
        self.act(lambda: view.scrollTo(view.model().index(row, 0)))
        rect = self.now(lambda: view.visualRect(view.model().index(row, 0)))
        self.act(lambda: QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center()))

    def tick_row(self, text: str, name: str = "") -> None:
        """Tick the box in the row of a list that shows a text, or take the tick away."""
        view, row = self._row(text, name)
        self.act(lambda: view.scrollTo(view.model().index(row, 0)))
        self.act(lambda: QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box_in(view, row)))

    def _row(self, text: str, name: str) -> tuple[QAbstractItemView, int]:
        def find() -> tuple[QAbstractItemView, int] | None:
            for view in views(name):
                for number, cells in enumerate(table_texts(view)):
                    if any(text in cell for cell in cells):
                        return view, number
            return None

        return self.until(find, f"no row with “{text}”")

    def menu(self, *names: str) -> None:
        """Choose from the menu bar: menu("File", "Backups ...")."""

        def bar_action() -> QAction | None:
            windows = [
                one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible()
            ]
            for window in windows:
                for action in window.menuBar().actions():
                    if plain(action.text()) == names[0]:
                        return action
            return None

        first = self.until(bar_action, f"no menu “{names[0]}”")
        bar = self.now(lambda: bar_of(first))
        self.act(lambda: QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(first).center()))
        for name in names[1:]:
            self.entry(name)

    def entry(self, name: str) -> None:
        """Choose from the menu that is open."""
        menu, rect = self.until(lambda: popup_action(name), f"no “{name}” in the menu")
        self.act(lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=rect.center()))

    def choose_file(self, path: Path) -> None:
        """Answer the dialog that asks for a file, by typing its path."""

        def find() -> QFileDialog | None:
            modal = QApplication.activeModalWidget()
            return modal if isinstance(modal, QFileDialog) else None

        dialog = self.until(find, "no dialog asks for a file")
        edit = self.now(lambda: dialog.findChild(QLineEdit, "fileNameEdit"))
        assert edit is not None
        self.act(lambda: (edit.setFocus(), edit.selectAll()))
        self.type(str(path))
        self.keys("Return")

    def bring_file(self, path: Path) -> None:
        """Drag a file from its folder to where files are dropped."""
        place = self.until(lambda: next(iter(visible(FileDrop)), None), "no place to drop files on")
        self.act(lambda: bring_into_view(place))
        self.act(lambda: drop(place, path))

    # -- keys ---------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.keys("Return")
            self.act(lambda line=line: type_text(line))  # type: ignore[misc]
            self.pressed += len(line)

    def keys(self, *sequences: str) -> None:
        """Press keys: "Ctrl+K", "Tab", "Return"."""
        for one in sequences:
            self.act(lambda one=one: press_keys(one))  # type: ignore[misc]
            self.pressed += 1

    @property
    def focused(self) -> str:
        """What the control that has the focus is called."""
        return self.now(lambda: name_of(QApplication.focusWidget()))

    def wait_focus(self, name: str) -> None:
        """Wait until the control that has the focus is called so."""
        self.until(lambda: name_of(QApplication.focusWidget()) == name, f"“{name}” has not the focus")

    # -- inside ---------------------------------------------------------------------------------------

    def _reach(self, widget: QWidget) -> None:
        self._click(widget)

    def _click(self, widget: QWidget, at: Callable[[], QPoint] | None = None) -> None:
        self.act(lambda: bring_into_view(widget))

        def touch() -> None:
            bring_into_view(widget)  # leaving the last field may have moved what is below it
            point = at() if at else widget.visibleRegion().boundingRect().center()
            on_top(widget, point)
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)

        self.act(touch)
