"""The sides of a record or a place as tabs: in a row, or one under another at the left where a row has no room for all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar, QTabWidget, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.scroll import Yielding, yield_to

BESIDE = 640
"""Pixels at 100 % that a side wants for itself beside a list of tabs."""
_SIDEWAYS = {Qt.Key.Key_Up: Qt.Key.Key_Left, Qt.Key.Key_Down: Qt.Key.Key_Right}


class _Bar(QTabBar):
    """Qt's tabs; those at the left are drawn here, for Qt would turn their words on end."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._theme = context.theme
        self.at_side = False

    def _words(self) -> list[int]:
        """How wide the words of each are when it is the chosen one."""
        strong = QFontMetrics(self._theme.font(strong=True))
        return [strong.horizontalAdvance(self.tabText(index)) for index in range(self.count())]

    def in_row(self) -> int:
        """How wide all of them are in a row, with what the style sheet puts around each."""
        return sum(self._words()) + self.count() * self._theme.px(28)

    def in_list(self) -> int:
        """How wide the widest is in a list."""
        return max(self._words(), default=0) + self._theme.px(32)

    def tabSizeHint(self, index: int) -> QSize:  # Qt calls this
        """Every tab of a list is as wide as the widest."""
        return QSize(self.in_list(), self._theme.px(36)) if self.at_side else super().tabSizeHint(index)

    def minimumTabSizeHint(self, index: int) -> QSize:  # Qt calls this
        """Tabs are not squeezed: their words stay whole."""
        return self.tabSizeHint(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """In a list the arrows go up and down."""
        if self.at_side and (turned := _SIDEWAYS.get(Qt.Key(event.key()))):
            event = QKeyEvent(event.type(), turned, event.modifiers())
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Draw a list as the list of places is drawn."""
        if not self.at_side:
            super().paintEvent(event)
            return
        painter, colours, px = QPainter(self), self._theme.colours, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            room = self.tabRect(index).adjusted(px(2), px(1), -px(8), -px(1))
            chosen = index == self.currentIndex()
            painter.setPen(Qt.PenStyle.NoPen)
            if chosen:
                painter.setBrush(QColor(colours.selection))
                painter.drawRoundedRect(room, px(6), px(6))
                painter.setBrush(QColor(colours.primary))
                painter.drawRect(QRect(room.topLeft() + QPoint(0, px(6)), QSize(px(3), room.height() - px(12))))
            if chosen and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.primary), 2))
                painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), px(6), px(6))
            painter.setFont(self._theme.font(strong=chosen))
            painter.setPen(QColor(colours.primary if chosen else colours.ink))
            words = room.adjusted(px(10), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tabText(index))


class Tabs(QTabWidget):
    """The sides of a record; each is built when it is first looked at, and its tab says how many are in it.

    Those that wait build none until `begin`. A side that has `fill` is filled with it once it stands in its place: to move
    what is full takes long. Where neither a row nor a list has room, the row scrolls and a button beside it leads to every
    side.
    """

    def __init__(self, context: Context, *, wait: bool = False) -> None:
        super().__init__()
        self._context, self._wait = context, wait
        self._makers: dict[int, Callable[[], QWidget]] = {}
        self._ids: list[str] = []
        self._titles: list[str] = []
        self.bar = _Bar(context)
        self.setTabBar(self.bar)
        self.setDocumentMode(True)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.all = self._all_button()
        self.currentChanged.connect(self._look)
        self.currentChanged.connect(self._yield_others)

    def _all_button(self) -> QPushButton:
        made = QPushButton(self)
        made.setObjectName("all")
        made.setAutoDefault(False)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._list(menu))
        made.setMenu(menu)
        made.hide()
        return made

    def _list(self, menu: QMenu) -> None:
        menu.clear()
        for index in range(self.count()):
            one = menu.addAction(self.tabText(index), lambda index=index: self.setCurrentIndex(index))  # type: ignore[misc]
            one.setCheckable(True)
            one.setChecked(index == self.currentIndex())

    def add(self, id_: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a side; `make` builds it when it is first shown."""
        holder = Yielding()
        QVBoxLayout(holder)
        index = self.count()
        self._makers[index] = make
        self._ids.append(id_)
        self._titles.append(title)
        super().addTab(holder, title)
        self._clear_of_tabs(holder)
        self._yield_others(self.currentIndex())
        if index == 0:
            self._look(0)
        self._settle()

    def keep(self, *parts: QWidget) -> None:
        """Parts of sides that are made before anybody looks at them: they go with the tabs, placed by then or not."""
        for part in parts:
            self.destroyed.connect(part.deleteLater)

    def count_of(self, id_: str, count: int | None) -> None:
        """Say how many are in a side."""
        index = self._ids.index(id_)
        text = self._titles[index] if count is None else f"{self._titles[index]}  {count}"
        if text != self.tabText(index):
            self.setTabText(index, text)
            self._settle()

    def open(self, id_: str) -> None:
        """Show a side by its id."""
        if id_ in self._ids:
            self.setCurrentIndex(self._ids.index(id_))

    def begin(self) -> None:
        """Build the side that is looked at."""
        if self._wait:
            self._wait = False
            self.currentChanged.emit(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """See where there is room for the tabs."""
        self._settle()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Look again: only now their type is known."""
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Put the tabs where all can be seen."""
        px, row = self._context.theme.px, self.bar.in_row()
        # once in a list, they stay so until the row has room to spare: a bar to scroll with must not turn them back
        fits = self.width() >= row + (px(24) if self.bar.at_side else 0)
        side = not fits and self.width() >= self.bar.in_list() + px(BESIDE)
        if side != self.bar.at_side:
            self.bar.at_side = side
            self.setTabPosition(QTabWidget.TabPosition.West if side else QTabWidget.TabPosition.North)
            for index in range(self.count()):
                if holder := self.widget(index):
                    self._clear_of_tabs(holder)
        crowded = not fits and not side
        if crowded:
            self.all.setText(self._context.words(N_("All {count}"), count=self.count()))
            self.all.setAccessibleName(self._context.words(N_("All {count} tabs"), count=self.count()))
        if crowded != (self.cornerWidget() is self.all):
            self.setCornerWidget(self.all if crowded else None)  # type: ignore[arg-type]  # Qt takes None
            self.all.setVisible(crowded)

    def _clear_of_tabs(self, holder: QWidget) -> None:
        away = self._context.theme.px(12)
        layout = holder.layout()
        assert layout is not None
        layout.setContentsMargins(*((away, 0, 0, 0) if self.bar.at_side else (0, away, 0, 0)))

    def _yield_others(self, index: int) -> None:
        """With large text the page scrolls as a whole: it is no longer than the side that is seen."""
        if self._context.theme.large:
            holders = (self.widget(at) for at in range(self.count()))
            yield_to(self.widget(index), [holder for holder in holders if holder])

    def _look(self, index: int) -> None:
        make = None if self._wait else self._makers.pop(index, None)
        if make is not None:
            holder = self.widget(index)
            layout = holder.layout() if holder else None
            assert layout is not None
            made = make()
            layout.addWidget(made)
            if callable(fill := getattr(made, "fill", None)):
                fill()
