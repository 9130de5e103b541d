"""Where the window has no room for the places beside the page: they make way, and a button above leads to them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context

PAGE = 520
"""Pixels at 100 % that a page wants for itself."""


class Pages(QStackedWidget):
    """Shows one page; those that are not seen ask for no room, and the one that is seen scrolls where it has too little."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._px = context.theme.px

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """Enough to see where one is."""
        page = self.currentWidget()
        least = page.minimumSizeHint() if page else QSize()
        return least.boundedTo(QSize(self._px(300), self._px(260)))


class Beside(QWidget):
    """The places and the page beside each other; `turned` says that there came to be room for both, or no longer."""

    turned = Signal()

    def __init__(self, context: Context, places: QWidget) -> None:
        super().__init__()
        self._places, self._wanted = places, context.theme.px(PAGE)
        self.narrow = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """See whether there is room for both."""
        super().resizeEvent(event)
        narrow = self.width() < self._places.width() + self._wanted
        if narrow != self.narrow:
            self.narrow = narrow
            self.turned.emit()


def places_button(context: Context, menu: QMenu) -> QToolButton:
    """Return the button that stands beside the menus while the places are hidden; its menu leads to each."""
    made = QToolButton()
    made.setObjectName("places")
    made.setText(context.words(N_("Places")))
    made.setAccessibleName(context.words(N_("Places")))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    made.setMenu(menu)
    return made
