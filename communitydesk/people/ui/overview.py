"""The first side of a person's record: what they gave, what is missing, who they are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people.figures import person_figures
from communitydesk.people.ui.side import PersonForm, ScrollSide, people_choices
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Rows, figure_card

NAMES = ("name", "role", "role_class", "is_volunteer", "is_committee", "is_staff", "is_sessional", "takes_part")
MORE = ("also_called", "supporter_key", "agreement_on", "joined_on", "left_on")


class Overview(ScrollSide):
    """What they gave this year and in all, and the fields that say who they are."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        self._figures: QWidget | None = None
        card = self.card(self.words(N_("Who they are")))
        links = {"supporter_key": lambda: people_choices(context, key)}
        self.details = PersonForm(context, key, NAMES, N_("Save the details"), more=MORE, links=links)
        card.add(self.details)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the person as they now are."""
        with self.context.desk.read() as session:
            figures = person_figures(session, self.key, current_year(session, self.context.today()))
        self.details.refresh()
        if self._figures:
            self._figures.deleteLater()
        words, context = self.words, self.context
        self._figures = Rows(
            context,
            [
                figure_card(context, words.hours(figures.minutes), words(N_("given this year"))),
                figure_card(context, words.hours(figures.minutes_ever), words(N_("given in all"))),
                figure_card(context, words.number(len(figures.attended)), words(N_("sessions they came to"))),
            ],
        )
        self.box.insertWidget(0, self._figures)

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.details.changed
