"""The side of a person's record that says how they are reached."""

from __future__ import annotations

from communitydesk.desk.words import N_
from communitydesk.people.ui.side import PersonForm, ScrollSide
from communitydesk.widgets.context import Context

NAMES = ("email", "phone", "address", "postcode", "prefers")
MORE = ("language", "access_needs", "born_on")


class ContactSide(ScrollSide):
    """The ways to reach somebody."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        card = self.card(self.words(N_("How to reach them")))
        self.details = PersonForm(context, key, NAMES, N_("Save the contact"), more=MORE, lines={"address": 3})
        card.add(self.details)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the person as they now are."""
        self.details.refresh()

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.details.changed
