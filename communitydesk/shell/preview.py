"""Shows a document as the PDF that it will be: made off the window's thread, then looked at, printed, saved."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_, Message
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.page import button, label
from communitydesk.widgets.preview import PdfPreview


def made(context: Context, document: Document, progress: Progress, *, large: bool = False) -> bytes:
    """Return a document's PDF. Raises Trouble, Cancelled."""
    from communitydesk.paper import LARGE_PRINT, STANDARD, write_pdf

    progress(0.0, document.title)
    story = document.make(context.words)
    edition = LARGE_PRINT if large else STANDARD
    return write_pdf(story, edition=edition, progress=lambda part: progress(part), cancelled=progress.cancelled)


def show_document(context: Context, document: Document, parent: QWidget | None = None) -> None:
    """Make a document and show it when it is there."""
    title = Message(N_("Making “{title}”"), {"title": document.title})
    context.window.run(
        title, lambda progress: made(context, document, progress),
        lambda pdf: PreviewDialog(context, document, pdf, parent).open(),
    )  # fmt: skip


class PreviewDialog(QDialog):
    """A document's pages, as large as the screen allows, with a choice of large print."""

    def __init__(self, context: Context, document: Document, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._document = context, document
        words, px = context.words, context.theme.px
        title = words.say(document.title)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        top = QHBoxLayout()
        top.addWidget(label(title, "section"), 1)
        self.large = QCheckBox(words(N_("Large print")))
        self.large.toggled.connect(self._again)
        top.addWidget(self.large)
        top.addWidget(button(words(N_("Close")), self.reject))
        box.addLayout(top)
        self.preview = PdfPreview(context, file_name=f"{document.id}.pdf")
        self.preview.show_pdf(pdf)
        box.addWidget(self.preview, 1)
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(px(940), screen.width() - 40), min(px(900), screen.height() - 60))
        self.preview.area.setFocus()

    def _again(self, large: bool) -> None:
        """Make it anew in the other edition."""
        self.context.window.run(
            Message(N_("Making “{title}”"), {"title": self._document.title}),
            lambda progress: made(self.context, self._document, progress, large=large), self.preview.show_pdf,
        )  # fmt: skip

    def reject(self) -> None:  # Qt calls this
        """Close, and let go of the pages."""
        super().reject()
        self.deleteLater()
