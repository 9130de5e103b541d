"""A page that scrolls and is exactly as high as its folded words need, whatever becomes of them later."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from communitydesk.widgets.context import Context


class Inside(QWidget):
    """What scrolls. Its height follows from its width alone, so it asks for no least height of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """As narrow as its parts may be; the scroll area finds the height for the width."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return super().minimumSizeHint()
        return QSize(super().minimumSizeHint().width(), 0)


def scrolled(context: Context, inside: QWidget) -> QWidget:
    """Return a side of a page that scrolls when it is higher than the window.

    With large text the page scrolls as a whole: two that scroll, one in the other, would leave each too little to see.
    """
    inside.setObjectName("scrolled")
    return inside if context.theme.large else Scroller(inside)


class Yielding(QWidget):
    """Holds one of several things of which one is seen at a time; see `yield_to`."""

    def heightForWidth(self, width: int) -> int:  # Qt calls this
        """As high as what is in it, unless it yields: Qt would ask for the height of what is not seen."""
        yields = self.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Ignored
        return 0 if yields else super().heightForWidth(width)


def yield_to(seen: QWidget | None, holders: Iterable[QWidget]) -> None:
    """Ask for the room of what is seen alone: a page that scrolls as a whole is no longer than that."""
    for holder in holders:
        policy = QSizePolicy.Policy.Preferred if holder is seen else QSizePolicy.Policy.Ignored
        holder.setSizePolicy(policy, policy)


class Scroller(QScrollArea):
    """Looks again whether its inside is high enough whenever it is painted.

    Qt does not always tell a scroll area when words deep inside fold anew (they were hidden when they were measured);
    the inside would then stay squeezed.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self._tried: set[tuple[int, int, int]] = set()
        self._kept = 0
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.actionTriggered.connect(lambda _: self._let_go())
        self.setWidget(inside)

    def viewportEvent(self, event: QEvent) -> bool:  # Qt calls this
        """Measure again once a picture shows that the inside has the wrong height."""
        done = super().viewportEvent(event)
        if event.type() in (QEvent.Type.Paint, QEvent.Type.LayoutRequest):
            off = self._off()
            if off is None:
                self._tried.clear()
            elif off not in self._tried:
                self._settling.start(0)
        return done

    def stay_at(self, at: int) -> None:
        """Show this height again after the inside was filled anew: now, or as soon as it is that high."""
        inside = self.widget()
        if inside and (layout := inside.layout()):
            layout.activate()
            self.setWidgetResizable(True)  # makes Qt measure anew
        self._kept = at
        self._grown()

    def _grown(self) -> None:
        """Words fold in several turns; until they have, the inside is too short for where the person was."""
        if self._kept:
            bar = self.verticalScrollBar()
            bar.setValue(self._kept)
            if bar.value() == self._kept:
                self._kept = 0

    def _let_go(self) -> None:
        self._kept = 0  # the person scrolls

    def wheelEvent(self, event: QWheelEvent) -> None:  # Qt calls this
        """Scroll, and stay there."""
        self._let_go()
        super().wheelEvent(event)

    def _off(self) -> tuple[int, int, int] | None:
        """Return the width, the height that fits it and the height that is; None when both are the same."""
        inside, wanted, height = self.widget(), self._wanted(), self._height()
        return (inside.width(), wanted, height) if inside and wanted != height else None

    def _height(self) -> int:
        inside = self.widget()
        return inside.height() if inside else 0

    def _wanted(self) -> int:
        inside = self.widget()
        layout = inside.layout() if inside else None
        if inside is None or layout is None or not layout.hasHeightForWidth():
            return self._height()
        return max(layout.totalHeightForWidth(inside.width()), self.viewport().height(), inside.minimumHeight())

    def _settle(self) -> None:
        if (off := self._off()) is not None and off not in self._tried:
            self._tried.add(
                off
            )  # Qt may hold another height for right; asked again, it would only paint again for ever
            self.setWidgetResizable(True)  # makes Qt measure anew
