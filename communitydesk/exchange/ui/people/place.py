"""The place of lists of people: what may be taken out, or the way of one file into the group's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from communitydesk.desk.words import N_, counted
from communitydesk.exchange.bring_in import content_of
from communitydesk.exchange.people.opened import OpenedPeople, open_people
from communitydesk.exchange.ui.people.flow import PeopleInPage
from communitydesk.exchange.ui.people.taking_out import TakingOut
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, Page, button, label
from communitydesk.widgets.reading import writes

KINDS = "*.csv *.txt *.tsv *.xlsx *.vcf *.vcard"


class ListsPage(Page):
    """Bringing in and taking out, beside one another."""

    shows = ("person", "contact_way", "emergency_contact", "household")

    def __init__(self, context: Context, choose: Callable[[], None]) -> None:
        super().__init__(context, context.words(N_("Lists of people")))
        self.bring = Card(context, self.words(N_("Bring in a list")))
        self.bring.add(label(self.words(N_(
            "A spreadsheet of volunteers, or the address book of a phone. You see everybody before anything is written,"
            " and whoever is here already is found. Drop the file here, or choose it."
        )), "second"))  # fmt: skip
        self.choose = button(self.words(N_("Choose a file ...")), choose, primary=True)
        self.bring.add(Flow(context, [self.choose]))
        self.body.addWidget(self.bring)
        self.out = TakingOut(context)
        self.body.addWidget(self.out)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Count who is there now."""
        self.out.refresh()


class ListsPlace(QStackedWidget):
    """Shows what may be taken out, or a file that is being brought in. A file dropped anywhere on it is begun with."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context, self.words = context, context.words
        self.front = ListsPage(context, self.choose_file)
        self.addWidget(self.front)
        self.flow: PeopleInPage | None = None
        self.setAcceptDrops(not context.only_reading)

    def open(self, key: str | None = None, tab: str | None = None) -> None:
        """Show the front."""
        self.leave()

    def refresh(self) -> None:
        """Show the records as they now are."""
        if self.flow is None:
            self.front.refresh()

    def unsaved(self) -> bool:
        """Whether leaving would lose something that was decided."""
        return self.flow is not None and self.flow.decided

    @writes
    def choose_file(self) -> None:
        """Let the person pick a list."""
        paths = self.context.window.open_files(N_("Choose a list of people"), KINDS)
        if paths:
            self.begin(paths[0])

    def begin(self, path: Path, sheet: str = "") -> None:
        """Read a file, off the window's thread, and show how it is understood. A wrong one is said in one sentence.

        `sheet` is the sheet of a workbook that the person chose; when it holds nobody, the file stays as it was.
        """
        today = self.context.today()

        def work(progress: Progress) -> OpenedPeople:
            progress(0.1)
            return open_people(content_of(path), today, sheet)

        self.context.window.run(N_("Reading the list"), work, lambda opened: self._begun(opened, path))

    def _begun(self, opened: OpenedPeople, path: Path) -> None:
        self.leave()
        self.flow = PeopleInPage(
            self.context, opened, self.leave, self._brought_in, lambda sheet: self.begin(path, sheet)
        )
        self.addWidget(self.flow)
        self.setCurrentWidget(self.flow)
        self.flow.start()

    def leave(self) -> None:
        """Go back to the front; a file on its way is forgotten, nothing of it was kept."""
        if self.flow is not None:
            flow, self.flow = self.flow, None
            self.removeWidget(flow)
            flow.deleteLater()
        self.setCurrentWidget(self.front)

    def _brought_in(self, added: int, joined: int) -> None:
        self.leave()
        self.context.go("people")
        if joined and not added:
            said = (N_("{n} person is brought up to date. Undo takes it back."),
                    N_("{n} people are brought up to date. Undo takes it back."))  # fmt: skip
            self.context.window.say(counted(*said, joined))
            return
        said = (N_("{n} person added, {joined} joined with who was here. Undo takes it back."),
                N_("{n} people added, {joined} joined with who was here. Undo takes it back."))  # fmt: skip
        self.context.window.say(counted(*said, added, joined=joined))

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
