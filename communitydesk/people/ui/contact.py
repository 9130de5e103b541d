"""The side of a person's record that says how they are reached, who is called for them, and who answers for a child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.people import actions
from communitydesk.people.figures.record import ContactFigures, contact, households
from communitydesk.people.model import CONTACT_WAYS, ContactWay, EmergencyContact, GuardianConsent
from communitydesk.people.model.person import ADULT_AT
from communitydesk.people.ui.listcard import Line, ListCard, RecordCard
from communitydesk.people.ui.side import PersonForm, ScrollSide
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form, show_whole
from communitydesk.widgets.page import Card
from communitydesk.widgets.reading import writes

NAMES = ("email", "phone", "address", "postcode", "prefers", "language", "access_needs", "born_on")


class ContactSide(ScrollSide):
    """The ways to reach somebody, emergency contacts, the household, and a guardian's consent where it is needed."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        card = Card(context, self.words(N_("How to reach them")))
        self.details = PersonForm(context, key, NAMES, N_("Save the contact"), lines={"address": 3, "access_needs": 2})
        card.add(self.details)
        self.ways = RecordCard(
            context, key, ContactWay, title=N_("Other ways to reach them"), add=N_("Add another way to reach them"),
            empty=N_("None. A second phone, an address at work, a daughter who passes things on belong here."),
            names=("kind", "value", "note"), said=self._way,
        )  # fmt: skip
        self.emergency = RecordCard(
            context, key, EmergencyContact, title=N_("In an emergency"), add=N_("Add an emergency contact"),
            empty=N_("Nobody yet. Ask them whom you should call."),
            names=("name", "relation", "phone"), more=("other_phone", "place", "note"), said=_called,
        )  # fmt: skip
        self.guardians = RecordCard(
            context, key, GuardianConsent, title=N_("Under 18: a parent's or guardian's consent"),
            add=N_("Add a guardian's consent"), empty=N_("None yet."),
            names=("guardian", "relation", "phone", "what_for", "given_on", "until_on"),
            more=("withdrawn_on", "kept_where"), said=self._agreed, fresh={"given_on": context.today()},
        )  # fmt: skip
        add = (N_("Say with whom they live"), self.choose_household)
        self.household = ListCard(context, N_("Lives with"), N_("Nobody else in your records."), add)
        self.beside((card,), (self.emergency, self.guardians, self.household, self.ways), (1, 1))
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the person as they now are."""
        self.details.refresh()
        with self.context.desk.read() as session:
            self.figures = figures = contact(session, self.key, self.context.today())
        self.ways.show_rows(figures.ways)
        self.emergency.show_rows(figures.emergency)
        self._show_guardians(figures)
        self._show_household(figures)

    def _show_guardians(self, figures: ContactFigures) -> None:
        words = self.words
        self.guardians.setVisible(figures.child or bool(figures.consents))
        age = words.plural("They are {n} year old.", "They are {n} years old.", figures.age) if figures.age else ""
        needed = words(N_("Until they are {n} they need a parent's or guardian's consent."), n=ADULT_AT)
        self.guardians.introduce(f"{age} {needed}" if figures.child else age)
        self.guardians.show_rows(figures.consents)

    def _show_household(self, figures: ContactFigures) -> None:
        self.household.introduce(figures.household)
        self.household.show_lines([Line("", name) for _, name in figures.lives_with])

    def begin_at(self, part: str) -> None:
        """Show where a guardian's consent or an emergency contact is added, with the keyboard on its button."""
        card = {"guardian": self.guardians, "emergency": self.emergency}.get(part)
        if card is not None and card.isVisible():
            show_whole(card)
            card.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.details.changed

    # -- how records are said ------------------------------------------------------------------------------

    def _way(self, row: Mapping[str, Any]) -> Line:
        kind = self.words(CONTACT_WAYS[row["kind"]])
        return Line(row["key"], row["value"], " · ".join(filter(None, (kind, row["note"]))))

    def _agreed(self, row: Mapping[str, Any]) -> Line:
        today, words = self.context.today(), self.words
        consent = GuardianConsent(**{name: value for name, value in row.items() if name != "key"})
        state, word = ("ok", words(N_("In force"))) if consent.holds_on(today) else ("late", words(N_("Ended")))
        first = ", ".join(filter(None, (row["guardian"], row["relation"], row["phone"])))
        when = words(N_("given on {day}"), day=row["given_on"])
        if row["withdrawn_on"]:
            when = words(N_("taken back on {day}"), day=row["withdrawn_on"])
        elif row["until_on"]:
            when = words(N_("{given}, until {day}"), given=when, day=row["until_on"])
        return Line(row["key"], first, f"{row['what_for']} · {when}", state, word)

    # -- household -------------------------------------------------------------------------------------------

    @writes
    def choose_household(self) -> None:
        """Ask for the household, or for the name of a new one; nothing chosen and nothing typed: none."""
        with self.context.desk.read() as session:
            known = [Choice(key, name) for key, name in households(session)]
        fields = {
            "household": Field("household", N_("A household that is there"), Kind.LINK, N_("Empty: they live alone."),
                               target="household"),
            "name": Field("name", N_("Or the name of a new one"), Kind.TEXT, N_("As on an envelope: Gayle family.")),
        }  # fmt: skip
        form = Form(self.context, fields, ("household", "name"), links={"household": lambda: known})
        form.set({"household": self.figures.household_key})

        def act(values: dict[str, Any]) -> None:
            key = None if values["name"] else values["household"]
            actions.set_household(self.context.desk, self.key, key, values["name"])

        ask_form(self.context, self, N_("With whom do they live?"), form, act)


def _called(row: Mapping[str, Any]) -> Line:
    first = ", ".join(filter(None, (row["name"], row["relation"])))
    return Line(row["key"], first, " · ".join(filter(None, (row["phone"], row["other_phone"], row["note"]))))
