"""Drives the program without a mouse: what Tab, arrows and shortcuts do not reach is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCheckBox, QTabBar, QWidget

from tests.journeys.driver import Lost, Person
from tests.journeys.screen import describe, name_of


class KeyboardPerson(Person):
    """Somebody without a mouse: everything is reached by Tab, arrows and shortcuts."""

    MOST_TABS = 150

    def _reach(self, widget: QWidget) -> None:
        def there() -> bool:
            at = QApplication.focusWidget()
            return at is not None and (at is widget or widget.isAncestorOf(at) or at.focusProxy() is widget)

        for _ in range(self.MOST_TABS):
            if self.now(there):
                return
            self.keys("Tab")
        raise Lost(f"Tab never comes to “{self.now(lambda: name_of(widget))}”; {self.now(describe)}")

    def _click(self, widget: QWidget, at: Callable[[], QPoint] | None = None) -> None:
        self._reach(widget)
        self.keys("Space")

    def _toggle(self, box: QCheckBox) -> None:
        self._click(box)

    def _choose_step(self, combo: QWidget, by: int) -> None:
        for _ in range(abs(by)):
            self.keys("Down" if by > 0 else "Up")

    def _choose_tab(self, bar: QTabBar, index: int) -> None:
        self._reach(bar)
        by = self.now(lambda: index - bar.currentIndex())
        for _ in range(abs(by)):
            self.keys("Right" if by > 0 else "Left")

    def open_row(self, text: str, name: str = "") -> None:
        """Open the row of a list that shows a text."""
        self.pick_row(text, name)
        self.keys("Return")

    def pick_row(self, text: str, name: str = "") -> None:
        """Go to the row of a list that shows a text."""
        view, row = self._row(text, name)
        self._reach(view)
        if self.now(lambda: not view.currentIndex().isValid()):
            self.keys("Down")
        for _ in range(500):  # headings in a list are stepped over
            by = self.now(lambda: row - view.currentIndex().row())
            if not by:
                break
            self.keys("Down" if by > 0 else "Up")
        assert self.now(lambda: view.currentIndex().row()) == row

    def tick_row(self, text: str, name: str = "") -> None:
        """Tick the box in the row of a list that shows a text, or take the tick away."""
        self.pick_row(text, name)
        self.keys("Space")

    def menu(self, *names: str) -> None:
        """Choose from the menu bar by F10 or Alt and the arrow keys."""
        raise NotImplementedError("press the shortcut that stands beside the entry")

    def choose_file(self, path: Path) -> None:
        """Answer the dialog that asks for a file: the field for its name has the focus."""
        super().choose_file(path)
