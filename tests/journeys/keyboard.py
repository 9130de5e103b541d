"""Drives the program without a mouse: what Tab, arrows and shortcuts do not reach is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCheckBox, QMenuBar, QTabBar, QWidget

from tests.journeys.driver import Lost, Person
from tests.journeys.screen import describe, is_called, name_of, plain, popup_action, visible


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
        """Choose from the menu bar by F10 and the arrow keys."""
        self.keys("F10")
        bar = self.until(lambda: next(iter(visible(QMenuBar)), None), "no menu bar")
        menus = [one for one in self.now(bar.actions) if one.isVisible()]
        place = next((n for n, one in enumerate(menus) if plain(one.text()) == names[0]), None)
        if place is None:
            raise Lost(f"no menu “{names[0]}”")
        self.keys(*["Right"] * place, "Down")
        for name in names[1:]:
            menu, _ = self.until(lambda name=name: popup_action(name), f"no “{name}” in the menu")  # type: ignore[misc]
            for _ in range(100):
                if self.now(lambda menu=menu, name=name: is_called(menu.activeAction(), name)):  # type: ignore[misc]
                    break
                self.keys("Down")
            else:
                raise Lost(f"Down never comes to “{name}”")
            self.keys("Return")

    def bring_file(self, path: Path) -> None:
        """Choose a file from its folder."""
        self.press("Choose files ...")
        self.choose_file(path)
