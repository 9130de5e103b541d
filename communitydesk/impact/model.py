"""Outcomes, what was measured of them, evidence cards, and the consent of the people in them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words

CARD_KINDS = {
    "photograph": N_("Photograph"),
    "story": N_("Story"),
    "quotation": N_("Quotation"),
    "number": N_("Number"),
    "document": N_("Document"),
}


class Outcome(Record):
    """A difference that the group wants to make, and how it will know (002 objectives 6 and 7)."""

    __tablename__ = "outcome"
    noun = N_("outcome")

    statement: Mapped[str] = f.long_text(
        N_("The difference"), N_("People feel less alone; children eat fresh food."), required=True, search=True
    )
    how_we_know: Mapped[str] = f.long_text(
        N_("How you will know"), N_("What people say, what you see, what you count.")
    )
    aim_key: Mapped[str | None] = f.link("aim", N_("Which aim it serves"))


class Measure(Record):
    """How many of those asked said yes to one question on one day: "41 of 60 feel less alone"."""

    __tablename__ = "measure"
    noun = N_("measurement")

    outcome_key: Mapped[str] = f.link("outcome", N_("Outcome"), required=True)
    taken_on: Mapped[dt.date] = f.date(N_("When you asked"), required=True)
    question: Mapped[str] = f.text(N_("What you asked"), N_("Do you feel less alone than a year ago?"))
    yes: Mapped[int] = f.number(N_("How many said yes"), required=True, least=0, most=1_000_000)
    asked: Mapped[int] = f.number(N_("How many you asked"), required=True, least=1, most=1_000_000)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """No more say yes than were asked."""
        if self.yes is not None and self.asked is not None and self.yes > self.asked:
            return (FieldTrouble("yes", N_("More said yes than were asked. Look at both numbers.")),)
        return ()

    def title(self, words: Words) -> str:
        """The two numbers and the day."""
        return words("{yes} of {asked} on {day}", yes=self.yes, asked=self.asked, day=self.taken_on)


class EvidenceCard(Record):
    """A photograph, story, quotation, number or document that shows a difference (004 5.3, "creative evaluation")."""

    __tablename__ = "evidence_card"
    noun = N_("evidence card")

    kind: Mapped[str] = f.choice(N_("What it is"), CARD_KINDS, required=True, default="photograph")
    name: Mapped[str] = f.text(N_("Title"), N_("For you to find it by."), required=True, search=True)
    made_on: Mapped[dt.date | None] = f.date(N_("Date"))
    text: Mapped[str] = f.long_text(
        N_("The words"), N_("The story or quotation, as it was said."), personal=True, search=True
    )
    said_by: Mapped[str] = f.text(
        N_("Said by"), N_("As it may be printed: a gardener, or a name if they agreed."), personal=True
    )
    number: Mapped[int | None] = f.number(N_("The number"))
    unit: Mapped[str] = f.text(N_("What it counts"))
    attachment_key: Mapped[str | None] = f.link("attachment", N_("Picture or file"))
    alt_text: Mapped[str] = f.text(N_("What the picture shows"), N_("Said aloud to people who cannot see it."))
    caption: Mapped[str] = f.text(N_("Caption"), N_("Printed under the picture."))
    shows_people: Mapped[bool] = f.yes_no(N_("People can be recognised in it"), default=True)
    session_key: Mapped[str | None] = f.link("session", N_("From which session"))
    notes: Mapped[str] = f.long_text(N_("Notes"), N_("They stay out of every document."))


class Consent(Record):
    """One person's yes to being in one card: when, how, until when, and whether it was taken back."""

    __tablename__ = "consent"
    noun = N_("consent")
    without_person = "goes"

    card_key: Mapped[str] = f.link("evidence_card", N_("Evidence"), required=True)
    person_key: Mapped[str | None] = f.link("person", N_("Who"))
    who: Mapped[str] = f.text(N_("Who, if not on your list"), N_("Or who said yes for a child."), personal=True)
    given_on: Mapped[dt.date | None] = f.date(N_("Said yes on"), N_("Leave empty while you are still asking."))
    how: Mapped[str] = f.text(N_("How"), N_("Signed form, e-mail, said at the session."))
    expires_on: Mapped[dt.date | None] = f.date(N_("Lasts until"), N_("That day included."), ahead=True)
    withdrawn_on: Mapped[dt.date | None] = f.date(N_("Taken back on"))
    told_on: Mapped[dt.date | None] = f.date(N_("You told those who have it on"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It is somebody's, and ends no earlier than it was given."""
        found = list(ordered("expires_on", self.given_on, self.expires_on))
        if not self.person_key and not self.who.strip():
            found.append(FieldTrouble("person_key", N_("Say whose consent it is.")))
        return tuple(found)

    def stands(self, day: dt.date) -> bool:
        """Whether the consent holds on a day; the day of expiry still counts."""
        if not self.given_on or self.given_on > day or (self.withdrawn_on and self.withdrawn_on <= day):
            return False
        return not self.expires_on or self.expires_on >= day

    def title(self, words: Words) -> str:
        """No name."""
        return words("consent given on {day}", day=self.given_on) if self.given_on else words("consent asked for")


class CardOutcome(Record):
    """A card shows an outcome; one card may show several."""

    __tablename__ = "card_outcome"
    __table_args__ = (UniqueConstraint("card_key", "outcome_key", name="shown_once"),)
    noun = N_("what a card shows")

    card_key: Mapped[str] = f.link("evidence_card", N_("Evidence"), required=True)
    outcome_key: Mapped[str] = f.link("outcome", N_("Outcome"), required=True)
