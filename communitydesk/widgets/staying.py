"""Keeps a person where they are while a page is put together anew: what is seen, and what has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QTabBar, QWidget
from shiboken6 import isValid

from communitydesk.widgets.scroll import Scroller


class Staying:
    """Take it before a page is filled anew and call `stay` afterwards.

    Who saved something at the foot of a page would else find themselves at its head. And the keyboard would be with the
    first entry of the sidebar, since Qt gives it to whatever comes first once the button that was pressed is gone.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._scrolled = [
            (area, area.verticalScrollBar().value())
            for area in page.findChildren(QScrollArea)
            if isinstance(area, Scroller) and area.verticalScrollBar().value()
        ]
        self._had = had = page.window().focusWidget()
        self._inside = had is not None and page.isAncestorOf(had)
        self._name = had.accessibleName() if had and self._inside else ""
        self._at = list(_stops(page)).index(had) if had and self._inside and had in list(_stops(page)) else 0

    def stay(self) -> None:
        """Show again what was seen, and give the keyboard to what now stands where it was."""
        QTimer.singleShot(0, self._page, self._find)  # once what is new has been shown

    def _find(self) -> None:
        for area, at in self._scrolled:
            if isValid(area):
                area.stay_at(at)
        if not self._inside or self._there():
            return
        stops = list(_stops(self._page))
        same = [one for one in stops if self._name and one.accessibleName() == self._name]
        now = self._page.window().focusWidget()
        if not same and now is not None and self._page.isAncestorOf(now):  # the page itself saw to it
            return
        near = same or stops[: self._at + 1][-1:]
        if near:
            near[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _there(self) -> bool:
        had = self._had
        return (
            had is not None and isValid(had) and had.isEnabled() and self._page.isAncestorOf(had) and not had.isHidden()
        )


def give_keyboard(page: QWidget) -> None:
    """Give the keyboard to a page when what had it is gone: else no key is heard, not even Ctrl+Z."""
    window = page.window()
    had = window.focusWidget()
    if window.isActiveWindow() and (had is None or not had.isVisible()):
        first = next(_stops(page), None)
        (first or window).setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(page: QWidget) -> Iterator[QWidget]:
    """What Tab comes to on a page, in order."""
    one = page.nextInFocusChain()
    first = one
    while one is not None:
        if (
            page.isAncestorOf(one)
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isEnabled()
            and one.isVisibleTo(page)
            and not isinstance(one, QTabBar)
        ):
            yield one
        one = one.nextInFocusChain()
        if one is first:
            return
