"""The frame of the places where a file comes in: a front, or the way of one file, which may be dropped anywhere on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from communitydesk.widgets.context import Context
from communitydesk.widgets.reading import writes


class ArrivingPlace(QStackedWidget):
    """Shows its front, or a file that is being brought in: a page with `start` and `decided`.

    A place says what a person is asked for (`ASKED`), which files may be picked (`KINDS`), and how one is read (`begin`).
    """

    ASKED: ClassVar[str]
    KINDS: ClassVar[str]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context, self.words = context, context.words
        self.front: Any = self.made_front()
        self.addWidget(self.front)
        self.flow: Any = None
        self.setAcceptDrops(not context.only_reading)

    def made_front(self) -> QWidget:
        """Return what is shown while no file is on its way; it can be refreshed."""
        raise NotImplementedError

    def begin(self, path: Path, sheet: str = "") -> None:
        """Read a file, off the window's thread, and show how it is understood. A wrong one is said in one sentence.

        `sheet` is the sheet of a workbook that the person chose; when it holds nothing, the file stays as it was.
        """
        raise NotImplementedError

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show the front."""
        self.leave()

    def refresh(self) -> None:
        """Show the records as they now are."""
        if self.flow is None:
            self.front.refresh()

    def unsaved(self) -> bool:
        """Whether leaving would lose something that was decided."""
        return self.flow is not None and bool(self.flow.decided)

    @writes
    def choose_file(self) -> None:
        """Let the person pick a file."""
        paths = self.context.window.open_files(self.ASKED, self.KINDS)
        if paths:
            self.begin(paths[0])

    def show_flow(self, flow: QWidget) -> None:
        """Show the way of a file that was read, in place of the front and of one before."""
        self.leave()
        self.flow = flow
        self.addWidget(flow)
        self.setCurrentWidget(flow)
        self.flow.start()

    def leave(self) -> None:
        """Go back to the front; a file on its way is forgotten, nothing of it was kept."""
        if self.flow is not None:
            flow, self.flow = self.flow, None
            self.removeWidget(flow)
            flow.deleteLater()
        self.setCurrentWidget(self.front)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # Qt calls this
        """Take one file from this computer."""
        if len(_files(event.mimeData().urls())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # Qt calls this
        """Begin with the file that was dropped."""
        paths = _files(event.mimeData().urls())
        if paths and not self.unsaved():
            event.acceptProposedAction()
            self.begin(paths[0])


def _files(urls: list[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
