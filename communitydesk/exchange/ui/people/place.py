"""The place of lists of people: what may be taken out, or the way of one file into the group's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_, counted
from communitydesk.exchange.bring_in import content_of
from communitydesk.exchange.people.opened import OpenedPeople, open_people
from communitydesk.exchange.ui.arriving import ArrivingPlace
from communitydesk.exchange.ui.people.flow import PeopleInPage
from communitydesk.exchange.ui.people.taking_out import TakingOut
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, Page, button, label


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


class ListsPlace(ArrivingPlace):
    """Shows what may be taken out, or a list that is being brought in."""

    ASKED = N_("Choose a list of people")
    KINDS = "*.csv *.txt *.tsv *.xlsx *.vcf *.vcard"

    def made_front(self) -> QWidget:
        """Return what may be brought in and taken out."""
        return ListsPage(self.context, self.choose_file)

    def begin(self, path: Path, sheet: str = "") -> None:
        """Read a list and show how it is understood."""
        today = self.context.today()

        def work(progress: Progress) -> OpenedPeople:
            progress(0.1)
            return open_people(content_of(path), today, sheet)

        self.context.window.run(N_("Reading the list"), work, lambda opened: self._begun(opened, path))

    def _begun(self, opened: OpenedPeople, path: Path) -> None:
        self.show_flow(
            PeopleInPage(self.context, opened, self.leave, self._brought_in, lambda sheet: self.begin(path, sheet))
        )

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
