"""Blacks out card numbers, addresses and faces: boxes over a page, by mouse or by keyboard alone.

A box is (left, top, right, bottom) as parts of the page, 0 to 1, as `desk.pictures.redact_pages` takes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import button, label
from communitydesk.widgets.pictures import Drawn, fitted, picture_of
from communitydesk.widgets.scroll import Inside, Scroller

Box = tuple[float, float, float, float]
STEP, SMALLEST, GRIP = 0.01, 0.005, 10
FIRST: Box = (0.35, 0.45, 0.65, 0.52)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class PageSheet(Drawn):
    """The page with its boxes. Arrows move the chosen box, with Shift they change its size; Delete takes it away."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.image = QImage()
        self.boxes: list[Box] = []
        self.chosen = -1
        self._past: list[list[Box]] = []
        self._drag: tuple[str, QPointF, Box] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(context.theme.air(280), context.theme.air(320))

    def show_page(self, image: QImage, boxes: Sequence[Box]) -> None:
        """Show a page with its boxes."""
        self.image, self.boxes, self.chosen, self._past = image, list(boxes), len(boxes) - 1, []
        self._tell()

    # -- boxes --------------------------------------------------------------------------------------

    def add(self, box: Box = FIRST) -> None:
        """Add a box and choose it."""
        self._remember()
        self.boxes.append(kept_inside(box))
        self.chosen = len(self.boxes) - 1
        self._tell()

    def remove(self) -> None:
        """Take the chosen box away."""
        if 0 <= self.chosen < len(self.boxes):
            self._remember()
            self.boxes.pop(self.chosen)
            self.chosen = min(self.chosen, len(self.boxes) - 1)
            self._tell()

    def choose(self, number: int) -> None:
        """Choose a box."""
        if self.boxes and number != self.chosen:
            self.chosen = number % len(self.boxes)
            self._tell()

    def undo(self) -> None:
        """Take back the last thing done to a box."""
        if self._past:
            self.boxes = self._past.pop()
            self.chosen = min(max(self.chosen, 0), len(self.boxes) - 1)
            self._tell()

    def _remember(self) -> None:
        self._past.append(list(self.boxes))

    def said(self, number: int) -> str:
        """Return a box in words."""
        left, top, right, bottom = (round(part * 100) for part in self.boxes[number])
        return self.words(
            N_("Box {n}: {left}% from the left, {top}% from the top, {width}% wide, {height}% high"),
            n=number + 1, left=left, top=top, width=right - left, height=bottom - top,
        )  # fmt: skip

    def _tell(self) -> None:
        count = len(self.boxes)
        self.setAccessibleName(self.words.plural("Page with {n} black box", "Page with {n} black boxes", count))
        self.setAccessibleDescription(self.said(self.chosen) if 0 <= self.chosen < count else "")
        self.update()
        self.changed.emit()

    # -- keys ---------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:  # Qt calls this
        """Ctrl+Z is for the boxes as long as there is something of theirs to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo) and bool(self._past)
            if undoes or event.key() == Qt.Key.Key_Delete:
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Move, size, choose, add and remove boxes."""
        key = Qt.Key(event.key())
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Insert: self.add, Qt.Key.Key_N: self.add,
            Qt.Key.Key_Delete: self.remove, Qt.Key.Key_Backspace: self.remove,
            Qt.Key.Key_BracketRight: partial(self.choose, self.chosen + 1),
            Qt.Key.Key_BracketLeft: partial(self.choose, self.chosen - 1),
        }  # fmt: skip
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif key in _ARROWS and 0 <= self.chosen < len(self.boxes):
            self._nudge(*_ARROWS[key], event.modifiers())
        elif key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)

    def _nudge(self, x: int, y: int, keys: Qt.KeyboardModifier) -> None:
        self._remember()
        step = STEP / 5 if keys & Qt.KeyboardModifier.ControlModifier else STEP
        left, top, right, bottom = self.boxes[self.chosen]
        if keys & Qt.KeyboardModifier.ShiftModifier:
            wide, high = max(right + x * step, left + SMALLEST), max(bottom + y * step, top + SMALLEST)
            self.boxes[self.chosen] = (left, top, min(wide, 1.0), min(high, 1.0))
        else:
            moved = (left + x * step, top + y * step, right + x * step, bottom + y * step)
            self.boxes[self.chosen] = kept_inside(moved)
        self._tell()

    # -- mouse --------------------------------------------------------------------------------------

    @property
    def area(self) -> QRectF:
        """Where the page stands in the widget."""
        return fitted(self.image.size(), QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def rect_of(self, box: Box) -> QRectF:
        """Return where a box stands in the widget."""
        area = self.area
        left, top, right, bottom = box
        return QRectF(
            QPointF(area.left() + left * area.width(), area.top() + top * area.height()),
            QPointF(area.left() + right * area.width(), area.top() + bottom * area.height()),
        )

    def _part(self, at: QPointF) -> QPointF:
        area = self.area
        if area.isEmpty():
            return QPointF()
        return QPointF((at.x() - area.left()) / area.width(), (at.y() - area.top()) / area.height())

    def _under(self, at: QPointF) -> tuple[int, str]:
        for number in reversed(range(len(self.boxes))):
            rect = self.rect_of(self.boxes[number])
            corner = QRectF(rect.right() - GRIP, rect.bottom() - GRIP, 2 * GRIP, 2 * GRIP)
            if number == self.chosen and corner.contains(at):
                return number, "size"
            if rect.contains(at):
                return number, "move"
        return -1, "draw"

    def mousePressEvent(self, event: QMouseEvent) -> None:  # Qt calls this
        """Take hold of a box, or begin a new one."""
        if event.button() != Qt.MouseButton.LeftButton or not self.area.contains(event.position()):
            return
        number, what = self._under(event.position())
        self._remember()
        at = self._part(event.position())
        if what == "draw":
            self.boxes.append((at.x(), at.y(), at.x(), at.y()))
            number = len(self.boxes) - 1
        self.chosen = number
        self._drag = (what, at, self.boxes[number])
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # Qt calls this
        """Draw, move or size."""
        if self._drag is None:
            _, what = self._under(event.position())
            shapes = {"size": Qt.CursorShape.SizeFDiagCursor, "move": Qt.CursorShape.SizeAllCursor}
            self.setCursor(shapes.get(what, Qt.CursorShape.CrossCursor))
            return
        what, start, box = self._drag
        at = self._part(event.position())
        left, top, right, bottom = box
        if what == "move":
            by = at - start
            self.boxes[self.chosen] = kept_inside((left + by.x(), top + by.y(), right + by.x(), bottom + by.y()))
        else:
            x, y = max(0.0, min(1.0, at.x())), max(0.0, min(1.0, at.y()))
            self.boxes[self.chosen] = (min(left, x), min(top, y), max(left, x), max(top, y))
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # Qt calls this
        """Let go; a box too small to be meant is none."""
        if self._drag is None:
            return
        self._drag = None
        left, top, right, bottom = self.boxes[self.chosen]
        if right - left < SMALLEST or bottom - top < SMALLEST:
            self.boxes = self._past.pop()
            self.chosen = min(self.chosen, len(self.boxes) - 1)
        elif self._past and self._past[-1] == self.boxes:
            self._past.pop()
        self._tell()

    def sizeHint(self) -> QSize:  # Qt calls this
        """As a page."""
        return QSize(self.context.theme.px(520), self.context.theme.px(640))

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Draw the page, its boxes, and a ring around the chosen one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.image.isNull():
            painter.drawImage(self.area, self.image)
        for number, box in enumerate(self.boxes):
            rect = self.rect_of(box)
            painter.fillRect(rect, QColor("black"))
            if number == self.chosen:
                for colour, width in (("white", 4), (self.context.theme.colours.primary, 2)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawRect(rect)
                corner = QRectF(rect.right() - GRIP / 2, rect.bottom() - GRIP / 2, GRIP, GRIP)
                painter.fillRect(corner, QColor("white"))
                painter.drawRect(corner)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.context.theme.colours.primary), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def kept_inside(box: Box) -> Box:
    """Return a box moved so that it lies on the page, its size kept."""
    left, top, right, bottom = box
    width, height = min(right - left, 1.0), min(bottom - top, 1.0)
    left, top = max(0.0, min(left, 1.0 - width)), max(0.0, min(top, 1.0 - height))
    return (left, top, left + width, top + height)


class RedactionEditor(QWidget):
    """A document's pages with their black boxes; `boxes()` gives them by page number from 1.

    `page` returns one page as JPEG or PNG bytes (`desk.pictures.page_picture(...).content`) and may raise Trouble.
    """

    changed = Signal()

    def __init__(
        self, context: Context, page: Callable[[int], bytes], pages: int = 1, boxes: Mapping[int, Sequence[Box]] | None = None
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self._page, self._pages = context, context.words, page, pages
        self._boxes: dict[int, list[Box]] = {number: list(some) for number, some in (boxes or {}).items()}
        self.number = 0
        px, words = context.theme.px, context.words
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        self.sheet = PageSheet(context)
        whole.addWidget(self.sheet, 1 if context.theme.large else 3)
        inside = Inside() if context.theme.large else QWidget()
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(8))
        side.addWidget(
            label(words(N_("Draw a box over what nobody should see: a card number, an address, a child's face.")))
        )
        side.addWidget(
            label(words(N_("By keyboard: N adds a box, arrows move it, Shift and arrows change its size, [ and ] choose "
                           "another, Delete takes it away.")), "hint")
        )  # fmt: skip
        self.add_button = button(words(N_("Add a box")), self._add)
        self.remove_button = button(words(N_("Take this box away")), self.sheet.remove)
        side.addWidget(self.add_button)
        side.addWidget(self.remove_button)
        self.list = QListWidget()
        self.list.setAccessibleName(words(N_("Boxes on this page")))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self.sheet.choose)
        side.addWidget(self.list, 1)
        self.back = button(words(N_("Previous page")), lambda: self.go_to(self.number - 1))
        self.on = button(words(N_("Next page")), lambda: self.go_to(self.number + 1))
        self.where = label("", wrap=False)
        for one in (self.back, self.on):
            one.setVisible(pages > 1)
        side.addWidget(self.where)
        side.addWidget(Flow(context, (self.back, self.on), 8))
        self.error = label("", "error")
        self.error.hide()
        side.addWidget(self.error)
        # large words scroll alone, so that the page stays whole in sight beside them
        whole.addWidget(Scroller(inside) if context.theme.large else inside, 1 if context.theme.large else 2)
        self.sheet.changed.connect(self._follow)
        self.go_to(1)

    def boxes(self) -> dict[int, list[Box]]:
        """Return the boxes by page, without pages that have none."""
        return {number: list(some) for number, some in sorted(self._boxes.items()) if some}

    def go_to(self, number: int) -> None:
        """Show a page."""
        if not 1 <= number <= self._pages:
            return
        self.number = 0  # so that showing it is no change
        try:
            image = picture_of(self._page(number))
            self.error.hide()
        except Trouble as trouble:
            image = QImage()
            self.error.setText(trouble.say(self.words))
            self.error.show()
        self.sheet.show_page(image, self._boxes.get(number, ()))
        self.number = number
        self._follow()
        self.where.setText(self.words(N_("Page {n} of {m}"), n=number, m=self._pages))
        self.where.setVisible(self._pages > 1)
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < self._pages)

    def _add(self) -> None:
        self.sheet.add()
        self.sheet.setFocus()

    def _follow(self) -> None:
        if not self.number:
            return
        changed = self._boxes.get(self.number, []) != self.sheet.boxes
        self._boxes[self.number] = list(self.sheet.boxes)
        self.list.blockSignals(True)
        self.list.clear()
        for number in range(len(self.sheet.boxes)):
            self.list.addItem(self.sheet.said(number))
        self.list.setCurrentRow(self.sheet.chosen)
        self.list.blockSignals(False)
        self.remove_button.setEnabled(bool(self.sheet.boxes))
        if changed:
            self.changed.emit()
