"""The places of a group at the left: those with something in them, then the others under "More"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.page import button, clear, label


class Sidebar(QWidget):
    """One button a place; `went` is called with its id."""

    def __init__(self, context: Context, places: Sequence[Place], went: Callable[[str], None]) -> None:
        super().__init__()
        self.context, self._places, self._went = context, places, went
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(context.words(N_("Places")))
        px = context.theme.px
        self.setFixedWidth(px(208))
        box = QVBoxLayout(self)
        box.setContentsMargins(px(10), px(18), px(10), px(14))
        self.group = label("", "strong")
        self.group.setContentsMargins(px(10), 0, px(8), px(10))
        box.addWidget(self.group)
        inside = QWidget()
        inside.setObjectName("sidebarlist")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(px(4))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setObjectName("sidebarscroll")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box.addWidget(scroll, 1)
        self.saved = label("", "second")
        self.saved.setContentsMargins(px(10), px(8), px(8), 0)
        box.addWidget(self.saved)
        self._buttons: dict[str, QPushButton] = {}
        self._current = ""
        self._all = False

    def fill(self) -> None:
        """Show the places anew, with what needs doing in each."""
        clear(self._list)
        self._buttons.clear()
        desk, words = self.context.desk, self.context.words
        hidden = False
        for place in self._places:
            if place.shown and not self._all and place.id != self._current and not desk.remembered(place.shown):
                hidden = True
                continue
            count = desk.remembered(place.badge, self.context.today()) if place.badge else 0
            made = self._button(place, words(place.title), count)
            self._list.addWidget(made)
        if hidden or self._all:
            more = words(N_("Fewer places")) if self._all else words(N_("More places"))
            self._list.addWidget(button(more, self._toggle, link=True))
        self._list.addStretch(1)
        self.mark(self._current)

    def _button(self, place: Place, title: str, count: int) -> QPushButton:
        made = QPushButton(title)
        made.setObjectName("place")
        made.setCheckable(True)
        made.clicked.connect(lambda: self._choose(place.id))
        if count:
            row = QHBoxLayout(made)
            row.setContentsMargins(0, 0, self.context.theme.px(10), 0)
            row.addStretch(1)
            badge = label(self.context.words.number(count), "badge", wrap=False)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(badge)
            made.setAccessibleName(
                self.context.words.plural("{title}, {n} to do", "{title}, {n} to do", count, title=title)
            )
        else:
            made.setAccessibleName(title)
        self._buttons[place.id] = made
        return made

    def _choose(self, place_id: str) -> None:
        self.mark(self._current)  # a click alone changes nothing: the window may refuse to leave
        self._went(place_id)

    def _toggle(self) -> None:
        self._all = not self._all
        self.fill()

    def mark(self, place_id: str) -> None:
        """Show which place this is; bring it into the list if it was not there."""
        known = place_id in self._buttons
        self._current = place_id
        if not known and any(place.id == place_id for place in self._places):
            self.fill()
            return
        for id_, made in self._buttons.items():
            made.setChecked(id_ == place_id)
