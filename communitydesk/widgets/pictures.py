"""Shows a photograph or a page of a document, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context


def picture_of(content: bytes) -> QImage:
    """Return the picture in some bytes (JPEG or PNG). Raises FileTrouble when there is none."""
    image = QImage.fromData(content)
    if image.isNull():
        raise FileTrouble(N_("This picture is damaged or was not copied whole. Copy it again."))
    return image


class Drawn(QLabel):
    """What paints itself and is a picture to a screen reader: Qt gives that role to labels that hold a pixmap only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        blank = QPixmap(1, 1)
        blank.fill(Qt.GlobalColor.transparent)
        self.setPixmap(blank)


class ImageView(Drawn):
    """One picture, whole, within the room that there is; `said` tells what it shows. `opened` when it is clicked."""

    opened = Signal()

    def __init__(self, context: Context, content: bytes = b"", said: str = "", *, height: int = 240) -> None:
        super().__init__()
        self.context = context
        self._image: QImage | None = None
        self._trouble = ""
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_picture(content, said)

    def show_picture(self, content: bytes, said: str = "") -> None:
        """Show another picture; nothing when there are no bytes. A damaged one is said in its place."""
        self._trouble, self._image = "", None
        if content:
            try:
                self._image = picture_of(content)
            except FileTrouble as trouble:
                self._trouble = trouble.say(self.context.words)
        self.setAccessibleName(said or self.context.words(N_("Picture")))
        self.setAccessibleDescription(self._trouble)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    @property
    def shown(self) -> QRectF:
        """Where in the widget the picture stands."""
        return fitted(self._image.size() if self._image else QSize(), QRectF(self.rect()))

    def sizeHint(self) -> QSize:  # Qt calls this
        """As high as asked for, at the size of text."""
        height = self.context.theme.px(self._height)
        if self._image is None or self._image.height() == 0:
            return QSize(height, height // 2)
        return QSize(round(self._image.width() * height / self._image.height()), height)

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """It may become small."""
        return QSize(80, 60)

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Draw the picture, or say why there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(self.shown, self._image)
        elif self._trouble:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._trouble)
        if self.hasFocus():
            painter.setPen(self.palette().link().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # Qt calls this
        """A click opens it."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter or Space opens it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def fitted(size: QSize, room: QRectF) -> QRectF:
    """Return where something of a size stands in the middle of a room, as large as it goes."""
    if size.isEmpty() or room.isEmpty():
        return QRectF()
    scale = min(room.width() / size.width(), room.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    middle = room.center()
    return QRectF(
        QPointF(middle.x() - width / 2, middle.y() - height / 2),
        QPointF(middle.x() + width / 2, middle.y() + height / 2),
    )
