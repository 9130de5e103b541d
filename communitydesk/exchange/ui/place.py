"""The place of bank statements: the list and the other files, or the way of one file into the group's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from communitydesk.desk.words import N_, counted
from communitydesk.exchange import figures
from communitydesk.exchange.bring_in import content_of
from communitydesk.exchange.proposal import Opened, open_file
from communitydesk.exchange.ui.flow import BringInPage
from communitydesk.exchange.ui.listing import BankPage
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.reading import writes

KINDS = "*.csv *.txt *.tsv *.xlsx *.ofx *.qfx *.qif *.xml"


class BankPlace(QStackedWidget):
    """Shows the statements, or a file that is being brought in. A file dropped anywhere on it is begun with."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context, self.words = context, context.words
        self.front = BankPage(context, self.choose_file)
        self.addWidget(self.front)
        self.flow: BringInPage | None = None
        self.setAcceptDrops(not context.only_reading)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show the list; with the key of a statement, its lines."""
        self.leave()
        if key:
            self.front.show_statement(key)

    def refresh(self) -> None:
        """Show the records as they now are."""
        if self.flow is None:
            self.front.refresh()

    def unsaved(self) -> bool:
        """Whether leaving would lose something that was decided."""
        return self.flow is not None and self.flow.decided

    # -- a file comes ------------------------------------------------------------------------------

    @writes
    def choose_file(self) -> None:
        """Let the person pick the bank's file."""
        paths = self.context.window.open_files(N_("Choose the file from your bank"), KINDS)
        if paths:
            self.begin(paths[0])

    def begin(self, path: Path, sheet: str = "") -> None:
        """Read a file, off the window's thread, and show how it is understood. A wrong one is said in one sentence.

        `sheet` is the sheet of a workbook that the person chose; when it holds no payments, the file stays as it was.
        """
        kept, today = figures.kept_layouts(self.context.desk), self.context.today()

        def work(progress: Progress) -> Opened:
            progress(0.1)
            return open_file(content_of(path), today, kept, sheet)

        if self.flow is not None and self.flow.columns is not None and self.flow.columns.sheet is not None:
            combo, kept_sheet = self.flow.columns.sheet, self.flow.columns.source.sheet
            combo.setCurrentIndex(combo.findData(kept_sheet))  # until the other has proved to be a statement
        self.context.window.run(N_("Reading the bank's file"), work, lambda opened: self._begun(opened, path))

    def _begun(self, opened: Opened, path: Path) -> None:
        self.leave()
        self.flow = BringInPage(
            self.context, opened, self.leave, self._brought_in, lambda sheet: self.begin(path, sheet)
        )
        self.addWidget(self.flow)
        self.setCurrentWidget(self.flow)
        self.flow.start()

    def leave(self) -> None:
        """Go back to the list; a file on its way is forgotten, nothing of it was kept."""
        if self.flow is not None:
            flow, self.flow = self.flow, None
            self.removeWidget(flow)
            flow.deleteLater()
        self.setCurrentWidget(self.front)

    def _brought_in(self, lines: int, waiting: int) -> None:
        self.leave()
        said = (N_("{n} line brought in. Undo takes it back."), N_("{n} lines brought in. Undo takes them back."))
        if waiting:
            self.context.go("grants", tab="bank")
        self.context.window.say(counted(*said, lines))

    # -- dropping ----------------------------------------------------------------------------------

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
