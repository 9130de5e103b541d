"""The places of a group at the left: those with something in them, then the others under "More"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from communitydesk.desk.desk import Desk
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
        box = QVBoxLayout(self)
        box.setContentsMargins(px(8), px(18), px(8), px(14))
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
        self._badges: dict[str, QLabel] = {}
        self._counts: dict[str, int] = {}
        self._current = ""
        self._all = self._said_all = False
        self._take_room()

    def _take_room(self) -> None:
        """Be as wide as the longest place with its count needs, and no wider: with large text the page needs the room."""
        px, words = self.context.theme.px, self.context.words
        strong = QFontMetrics(self.context.theme.font(strong=True))
        titles = [words(place.title) for place in self._places] + [words(N_("Fewer places"))]
        longest = max(strong.horizontalAdvance(title) for title in titles) + strong.horizontalAdvance("000")
        self.setFixedWidth(min(px(208), longest + px(24) + 2 * px(8) + px(14)))

    def fill(self) -> None:
        """Show the places that have something in them; nothing is made anew while they are the same."""
        desk = self.context.desk
        seen = [one for one in self._places
                if self._all or not one.shown or one.id == self._current or desk.remembered(one.shown)]  # fmt: skip
        if [one.id for one in seen] != list(self._buttons) or self._said_all != self._all:
            self._said_all = self._all
            self._list_of(seen)
        self._mark()

    def _list_of(self, seen: Sequence[Place]) -> None:
        words = self.context.words
        clear(self._list)
        self._buttons.clear()
        self._badges.clear()
        for place in seen:
            self._list.addWidget(self._button(place, words(place.title)))
            self._count(place.id, self._counts.get(place.id, 0))
        if self._all or len(seen) < len(self._places):
            more = words(N_("Fewer places")) if self._all else words(N_("More places"))
            turn = button(more, self._toggle, link=True)
            indent = self.context.theme.px(12)  # in line with what the places say
            row = QHBoxLayout()
            row.setContentsMargins(indent, indent // 2, 0, 0)
            row.addWidget(turn, 0, Qt.AlignmentFlag.AlignLeft)
            self._list.addLayout(row)
        self._list.addStretch(1)

    def counting(self) -> dict[str, Callable[[Desk, dt.date], int]]:
        """Return what finds out how much there is to do, for each place that is seen."""
        return {place.id: place.badge for place in self._places if place.badge and place.id in self._buttons}

    def show_counts(self, found: Mapping[str, int]) -> None:
        """Show how much there is to do, by place."""
        for place_id, count in found.items():
            self._counts[place_id] = count
            self._count(place_id, count)

    def _button(self, place: Place, title: str) -> QPushButton:
        made = QPushButton(title)
        made.setObjectName("place")
        made.setCheckable(True)
        made.setAccessibleName(title)
        made.clicked.connect(lambda: self._choose(place.id))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, self.context.theme.px(10), 0)
        row.addStretch(1)
        self._buttons[place.id] = made
        return made

    def _count(self, place_id: str, count: int) -> None:
        """Show how much there is to do beside a place's name, or nothing."""
        made, badge = self._buttons.get(place_id), self._badges.get(place_id)
        if made is None or (badge is None and not count):
            return
        words = self.context.words
        if badge is None:
            badge = self._badges[place_id] = label("", "badge", wrap=False)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout = made.layout()
            assert layout is not None
            layout.addWidget(badge)
        badge.setText(words.number(count))
        badge.setVisible(bool(count))
        title = made.text()
        said = words.plural("{title}, {n} to do", "{title}, {n} to do", count, title=title) if count else title
        made.setAccessibleName(said)

    def _choose(self, place_id: str) -> None:
        self.mark(self._current)  # a click alone changes nothing: the window may refuse to leave
        self._went(place_id)

    def _toggle(self) -> None:
        self._all = not self._all
        self.fill()

    def mark(self, place_id: str) -> None:
        """Show which place this is; bring it into the list if it was not there."""
        self._current = place_id
        if place_id not in self._buttons and any(place.id == place_id for place in self._places):
            self.fill()
        self._mark()

    def _mark(self) -> None:
        for id_, made in self._buttons.items():
            made.setChecked(id_ == self._current)
