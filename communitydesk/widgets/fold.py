"""What keeps a page readable when the window is narrow or the text large: lines that go on, tables that scroll alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QSpacerItem, QWidget
from shiboken6 import isValid

from communitydesk.widgets.context import Context


class FlowLayout(QLayout):
    """Lays things out in a line that goes on in the next one when it is full, as words do."""

    def __init__(self, space: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """How high at a width; asked for again and again while a page is laid out."""
        self.setSpacing(space)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # Qt calls this
        """Take one more at the end."""
        self._items.append(item)

    def addStretch(self) -> None:
        """Let what comes after stand at the right, where all of it fits one line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def count(self) -> int:  # Qt calls this
        """How many there are."""
        return len(self._living())

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt calls this
        """The one at a place."""
        return self._items[index] if 0 <= index < len(self._living()) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # Qt calls this
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._living()) else None

    def hasHeightForWidth(self) -> bool:  # Qt calls this
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # Qt calls this
        """How high at a width."""
        if width not in self._heights:
            self._heights[width] = self._lay(width, None)
        return self._heights[width]

    def invalidate(self) -> None:  # Qt calls this
        """Something in it has another size."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # Qt calls this
        """Place everything."""
        super().setGeometry(rect)
        self._lay(rect.width(), rect)

    def sizeHint(self) -> QSize:  # Qt calls this
        """All in one line."""
        hints = [item.sizeHint() for item in self._living() if not item.isEmpty()]
        width = sum(hint.width() + self.spacing() for hint in hints) - (self.spacing() if hints else 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # Qt calls this
        """The widest alone."""
        sizes = [item.minimumSize() for item in self._living() if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _living(self) -> list[QLayoutItem]:
        """Those that are still there: Qt measures once more while a page that is filled anew lets go of what was in it."""
        self._items = [item for item in self._items if isValid(item)]
        return self._items

    def _lay(self, width: int, rect: QRect | None) -> int:
        y, lines = 0, self._lines(width)
        one_line = len(lines) == 1
        for line in lines:
            height, x = max(item.sizeHint().height() for item in line), 0
            spare = width - sum(item.sizeHint().width() + self.spacing() for item in line) + self.spacing()
            for item in self._living() if one_line else line:
                if item.spacerItem() is not None:
                    x += max(0, spare)
                    spare = 0
                if item.isEmpty():
                    continue
                size = item.sizeHint().boundedTo(QSize(width, 100_000))
                if rect is not None:
                    item.setGeometry(QRect(rect.topLeft() + QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._living():
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += wide + self.spacing()
        return lines


class Flow(QWidget):
    """Buttons or other small things beside each other; those that have no room go into the next line."""

    def __init__(self, context: Context, widgets: Sequence[QWidget] = (), space: int = 12) -> None:
        super().__init__()
        self._flow = FlowLayout(context.theme.px(space))
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Add one at the end."""
        self._flow.addWidget(widget)


class Sideways(QScrollArea):
    """Shows something wide, such as a table of figures, and scrolls it alone when the page has no room for it."""

    def __init__(self, context: Context, inside: QWidget, name: str = "") -> None:
        super().__init__()
        self._context, self._inside = context, inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside.setAutoFillBackground(False)
        self.setObjectName("sideways")
        inside.setMinimumHeight(1)  # its height follows from its width alone; Qt would take the one of folded words
        self.setWidget(inside)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _needed(self, width: int) -> int:
        inside = self._inside
        least = inside.minimumSizeHint().width()
        room = max(width, least)
        height = inside.heightForWidth(room) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return height + (self.horizontalScrollBar().sizeHint().height() + 2 if least > width else 0)

    def heightForWidth(self, width: int) -> int:  # Qt calls this
        """As high as what is inside, and the bar to scroll it with."""
        return self._needed(width)

    def sizeHint(self) -> QSize:  # Qt calls this
        """As wide as what is inside would like to be."""
        width = self._inside.sizeHint().width()
        return QSize(width, self._needed(width))

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """It may be narrow; it is never lower than what is inside."""
        return QSize(self._context.theme.px(140), self._needed(max(self.width(), 1)))
