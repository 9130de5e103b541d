"""The side of a person's record with private notes, marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communitydesk.desk.words import N_
from communitydesk.people.figures.record import notes
from communitydesk.people.model import PersonNote
from communitydesk.people.ui.listcard import Line, RecordCard
from communitydesk.people.ui.side import ScrollSide
from communitydesk.widgets.context import Context


class NotesSide(ScrollSide):
    """Private notes, the latest first."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        self.notes = RecordCard(
            context, key, PersonNote, title=N_("Private notes"), add=N_("Add a private note"), empty=N_("None."),
            names=("text",), more=("written_on", "written_by"), said=self._said,
            fresh={"written_on": context.today(), "written_by": context.desk.who},
        )  # fmt: skip
        told = N_(
            "They stay out of every document unless you ask for them. The person may ask to read them: write what you "
            "would say to them."
        )
        self.notes.introduce(self.words(told))
        self.box.addWidget(self.notes)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the notes as they now are."""
        with self.context.desk.read() as session:
            self.notes.show_rows(notes(session, self.key))

    def _said(self, row: Mapping[str, Any]) -> Line:
        by = ", ".join(filter(None, (self.words.date(row["written_on"]), row["written_by"])))
        return Line(row["key"], row["text"], by, "due", self.words(N_("Private")))
