"""The place of bank statements: the list and the other files, or the way of one file into the group's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_, counted
from communitydesk.exchange import figures
from communitydesk.exchange.bring_in import content_of
from communitydesk.exchange.proposal import Opened, open_file
from communitydesk.exchange.ui.arriving import ArrivingPlace
from communitydesk.exchange.ui.flow import BringInPage
from communitydesk.exchange.ui.listing import BankPage
from communitydesk.widgets.context import Progress


class BankPlace(ArrivingPlace):
    """Shows the statements, or a bank's file that is being brought in."""

    ASKED = N_("Choose the file from your bank")
    KINDS = "*.csv *.txt *.tsv *.xlsx *.ofx *.qfx *.qif *.xml"

    def made_front(self) -> QWidget:
        """Return the list of statements."""
        return BankPage(self.context, self.choose_file)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show the list; with the key of a statement, its lines."""
        self.leave()
        if key:
            self.front.show_statement(key)

    def begin(self, path: Path, sheet: str = "") -> None:
        """Read a bank's file and show how it is understood."""
        kept, today = figures.kept_layouts(self.context.desk), self.context.today()

        def work(progress: Progress) -> Opened:
            progress(0.1)
            return open_file(content_of(path), today, kept, sheet)

        if self.flow is not None and self.flow.columns is not None and self.flow.columns.sheet is not None:
            combo, kept_sheet = self.flow.columns.sheet, self.flow.columns.source.sheet
            combo.setCurrentIndex(combo.findData(kept_sheet))  # until the other has proved to be a statement
        self.context.window.run(N_("Reading the bank's file"), work, lambda opened: self._begun(opened, path))

    def _begun(self, opened: Opened, path: Path) -> None:
        self.show_flow(
            BringInPage(self.context, opened, self.leave, self._brought_in, lambda sheet: self.begin(path, sheet))
        )

    def _brought_in(self, lines: int, waiting: int) -> None:
        self.leave()
        said = (N_("{n} line brought in. Undo takes it back."), N_("{n} lines brought in. Undo takes them back."))
        if waiting:
            self.context.go("grants", tab="bank")
        self.context.window.say(counted(*said, lines))
