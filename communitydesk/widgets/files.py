"""Brings files in: dropped, pasted or picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from communitydesk.desk.errors import FileTrouble, Trouble
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import only_read

PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.webp"
RECEIPTS = f"{PICTURES} *.pdf"
LARGEST = 200_000_000  # bytes of one file; a photograph has 20 million at most


@dataclass(frozen=True)
class Brought:
    """One file that somebody brought: its name without folders, and its bytes."""

    name: str
    content: bytes


def read_file(path: Path) -> Brought:
    """Return a file's content. Raises FileTrouble when it cannot be read, is empty or far too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FileTrouble(N_("“{name}” is too large ({size} MB). Make it smaller, or photograph it."),
                              name=path.name, size=size // 1_000_000)  # fmt: skip
        content = path.read_bytes()
    except OSError as error:
        text = N_("“{name}” could not be read. Look whether it is still there, and whether you may open it.")
        raise FileTrouble(text, name=path.name) from error
    if not content:
        raise FileTrouble(N_("“{name}” is empty. Copy it from the camera or telephone again."), name=path.name)
    return Brought(path.name, content)


class FileDrop(QFrame):
    """A place to drop files on, with buttons to choose or to paste. `brought` gives a tuple of Brought.

    `kinds` is such as "*.jpg *.pdf": others are named and left out. What cannot be read is said; the rest comes in.
    """

    brought = Signal(tuple)

    def __init__(self, context: Context, sentence: str, kinds: str = RECEIPTS, *, many: bool = True) -> None:
        super().__init__()
        self.context, self.words, self._kinds, self._many = context, context.words, kinds, many
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(sentence)
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(12), px(16), px(12))
        box.setSpacing(px(8))
        box.addWidget(label(sentence))
        row = QHBoxLayout()
        self.choose_button = button(
            self.words(N_("Choose files ...")) if many else self.words(N_("Choose a file ...")), self.choose
        )
        self.paste_button = button(self.words(N_("Paste")), self.paste)
        self.paste_button.setToolTip(self.words(N_("Ctrl+V")))
        row.addWidget(self.choose_button)
        row.addWidget(self.paste_button)
        row.addStretch(1)
        box.addLayout(row)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        box.addStretch(1)
        only_read(context, self, self.choose_button, self.paste_button)
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(self.paste)

    # -- ways in ------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose files."""
        title = N_("Choose files") if self._many else N_("Choose a file")
        self.bring(self.context.window.open_files(title, self._kinds, many=self._many))

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        if self.context.only_reading:
            return
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self._take(data):
            self.context.window.say(N_("There is no picture and no file on the clipboard. Copy one first."))

    def bring(self, paths: Sequence[Path]) -> None:
        """Read files and hand them on; what cannot be read is said here, beside where it was dropped."""
        found: list[Brought] = []
        told: list[str] = []
        for path in paths[: None if self._many else 1]:
            try:
                self._right_kind(path)
                found.append(read_file(path))
            except Trouble as trouble:
                told.append(trouble.say(self.words))
        self.error.setText("\n".join(told))
        self.error.setVisible(bool(told))
        if found:
            self.brought.emit(tuple(found))

    def tell(self, sentences: Sequence[str]) -> None:
        """Say here, too, why some of what was brought cannot be used, once somebody has looked into it."""
        said = [self.error.text(), *sentences] if self.error.isVisibleTo(self) else sentences
        self.error.setText("\n".join(dict.fromkeys(said)))
        self.error.setVisible(bool(said))

    def _right_kind(self, path: Path) -> None:
        endings = [kind.lstrip("*").lower() for kind in self._kinds.split()]
        if not any(ending in ("", ".*") or path.name.lower().endswith(ending) for ending in endings):
            kinds = ", ".join(ending.lstrip(".").upper() for ending in endings)
            raise FileTrouble(
                N_("“{name}” cannot be used here. It can be one of: {kinds}."), name=path.name, kinds=kinds
            )

    def _take(self, data: QMimeData) -> bool:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.bring([path for path in paths if path.is_file()] or paths)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.error.hide()
            self.brought.emit((Brought(self.words(N_("pasted picture")) + ".png", png(image)),))
            return True
        return False

    # -- dragging -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # Qt calls this
        """Say that it may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # Qt calls this
        """It went elsewhere."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:  # Qt calls this
        """Take what was dropped."""
        self._mark(False)
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _mark(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)


def png(image: QImage) -> bytes:
    """Return a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding takes text where its hints say bytes
    return bytes(buffer.data().data())
