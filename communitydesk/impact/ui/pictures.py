"""Pictures as they come: dropped, pasted or chosen; made upright and small; shown small in lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from communitydesk.desk import pictures
from communitydesk.desk.errors import FileTrouble, Trouble
from communitydesk.desk.words import N_
from communitydesk.impact.figures import Picture
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import button, label

KINDS = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.avif *.tif *.tiff *.bmp *.gif *.pdf"


@dataclass(frozen=True)
class Brought:
    """A picture or PDF ready to be kept, with the name of the file that it came from."""

    prepared: pictures.Prepared
    name: str


def read(path: Path) -> Brought:
    """Return a file ready to be kept. Raises FileTrouble."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileTrouble(N_("“{name}” cannot be read: {why}."), name=path.name, why=error.strerror or "") from error
    return Brought(pictures.prepare(content), path.name)


def from_clipboard(data: QMimeData) -> list[Path] | bytes | None:
    """Return the files, or the picture's content, that the clipboard or a drop holds; None when it has neither."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return paths
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG")  # type: ignore[call-overload]
            return bytes(buffer.data().data())
    return None


class Landing(QWidget):
    """A spot on which a picture may be dropped, into which it may be pasted, and a button to choose one."""

    brought = Signal(object)

    def __init__(self, context: Context, told: str = "") -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.setAcceptDrops(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.choose_button = button(self.words(N_("Choose a picture or PDF")), self.choose)
        self.paste_button = button(self.words(N_("Paste")), self.paste)
        self.paste_button.setAccessibleName(self.words(N_("Paste a picture")))
        row.addWidget(self.choose_button)
        row.addWidget(self.paste_button)
        row.addStretch(1)
        box.addLayout(row)
        box.addWidget(label(told or self.words(N_("Or drop it here.")), "second"))
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # Qt calls this
        """Say whether it may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # Qt calls this
        """Take what was dropped."""
        self.take(from_clipboard(event.mimeData()))
        event.acceptProposedAction()

    def choose(self) -> None:
        """Let the person choose files."""
        self.take(self.context.window.open_files(N_("Choose a picture or PDF"), KINDS, many=True) or None)

    def paste(self) -> None:
        """Take what the clipboard holds."""
        found = from_clipboard(QApplication.clipboard().mimeData())
        if found is None:
            self.context.window.say(N_("There is no picture to paste. Copy one first."))
        self.take(found)

    def take(self, found: list[Path] | bytes | None) -> None:
        """Prepare what came, off the window's thread, and tell of each piece; what cannot be used is said."""
        if not found:
            return

        def work(progress: Callable[..., None]) -> list[Brought | Trouble]:
            if isinstance(found, bytes):
                return [Brought(pictures.prepare(found), "picture.png")]
            done: list[Brought | Trouble] = []
            for number, path in enumerate(found):
                progress(number / len(found))
                try:
                    done.append(read(path))
                except Trouble as trouble:
                    done.append(trouble)
            return done

        self.context.window.run(N_("Preparing pictures"), work, self._taken)

    def _taken(self, done: list[Brought | Trouble]) -> None:
        for one in done:
            if isinstance(one, Trouble):
                self.context.window.show_trouble(one)
            else:
                for note in one.prepared.notes:
                    self.context.window.say(note)
                self.brought.emit(one)


class Small(QLabel):
    """A picture made small, with what it shows for those who cannot see it."""

    def __init__(self, context: Context, size: int = 120) -> None:
        super().__init__()
        self.context, self._size = context, size
        self.setFixedSize(context.theme.px(size), context.theme.px(round(size * 0.75)))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_content(self, content: bytes, media_type: str, alt: str) -> None:
        """Show a content; nothing when it is damaged."""
        try:
            small = pictures.thumbnail(content, media_type, self.context.theme.px(self._size) * 2)
        except Trouble:
            self.clear()
            return
        pixmap = QPixmap()
        pixmap.loadFromData(small)
        self.setPixmap(
            pixmap.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        said = alt or self.context.words(N_("A picture that is not described yet"))
        self.setAccessibleName(said)
        self.setToolTip(said)

    def show_picture(self, picture: Picture | None, alt: str) -> None:
        """Show a picture that is kept in the file."""
        if picture is None:
            self.clear()
            return
        content = self.context.attempt(lambda: self.context.desk.content(picture.sha256))
        if content is not None:
            self.show_content(content, picture.media_type, alt)
