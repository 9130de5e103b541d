"""Keeps a person where they are while a page is put together anew: what is seen, and what has the keyboard.

The library lets what it returns go with the widget that was asked: a page is therefore never asked for its window or for
what follows it, or the window would go with the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from shiboken6 import isValid

from communitydesk.widgets.scroll import Scroller


class Staying:
    """Take it before a page is filled anew and call `stay` afterwards.

    Who saved something at the foot of a page would else find themselves at its head. And the keyboard would be with the
    first entry of the sidebar, since Qt gives it to whatever comes first once the button that was pressed is gone.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        bars = [(area, area.verticalScrollBar().value()) for area in page.findChildren(Scroller)]
        self._scrolled = [(area, at) for area, at in bars if at]
        had = _keyboard(page)
        self._had = had if had is not None and page.isAncestorOf(had) else None
        self._name = self._had.accessibleName() if self._had is not None else ""
        stops = list(_stops(page)) if self._had is not None else []
        self._at = stops.index(self._had) if self._had in stops else 0

    def stay(self) -> None:
        """Show again what was seen, and give the keyboard to what now stands where it was."""
        QTimer.singleShot(0, self._page, self._find)  # once what is new has been shown

    def _find(self) -> None:
        for area, at in self._scrolled:
            if isValid(area):
                area.stay_at(at)
        if self._had is None or self._there(self._had):
            return
        stops = list(_stops(self._page))
        same = [one for one in stops if self._name and one.accessibleName() == self._name]
        now = _keyboard(self._page)
        if not same and now is not None and self._page.isAncestorOf(now):  # the page itself saw to it
            return
        near = same or stops[: self._at + 1][-1:]
        if near:
            near[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _there(self, had: QWidget) -> bool:
        return isValid(had) and had.isEnabled() and self._page.isAncestorOf(had) and not had.isHidden()


def give_keyboard(page: QWidget) -> None:
    """Give the keyboard to a page when what had it is gone: else no key is heard, not even Ctrl+Z."""
    had = _keyboard(page)
    if page.isActiveWindow() and (had is None or not had.isVisible()):
        first = next(_stops(page), None)
        (first or page).setFocus(Qt.FocusReason.OtherFocusReason)


def _keyboard(page: QWidget) -> QWidget | None:
    """Return what has the keyboard in a page's window, or will have it once the dialog over it is closed."""
    windows = (one for one in QApplication.topLevelWidgets() if one is page or one.isAncestorOf(page))
    window = next(windows, None)
    return window.focusWidget() if window is not None else None


def _stops(page: QWidget) -> Iterator[QWidget]:
    """What Tab comes to on a page, in the order in which it was made."""
    for one in page.findChildren(QWidget):
        tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and one.isEnabled() and one.isVisibleTo(page) and not isinstance(one, QTabBar):
            yield one
