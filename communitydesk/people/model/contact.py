"""How a person is reached, who is called in an emergency, who answers for a child, and what is noted of them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.reach import troubles_of
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words

CONTACT_WAYS = {
    "email": N_("E-mail"),
    "mobile": N_("Mobile phone"),
    "landline": N_("Landline"),
    "post": N_("Postal address"),
    "other": N_("Another way"),
}
REFERENCE_OUTCOMES = {"good": N_("Good"), "doubt": N_("Talk about it first"), "none": N_("No answer")}
_SHAPES = {"email": "email", "mobile": "phone", "landline": "phone"}


class ContactWay(Record):
    """One more way to reach a person, besides the first e-mail, phone and address on their record."""

    __tablename__ = "contact_way"
    noun = N_("way to reach somebody")
    holds = N_("This {what} has other contact details ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    kind: Mapped[str] = f.choice(N_("Kind"), CONTACT_WAYS, required=True, default="mobile")
    value: Mapped[str] = f.long_text(N_("Number or address"), required=True, personal=True)
    note: Mapped[str] = f.text(N_("What it is for"), N_("At work, evenings only, her daughter's."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """An e-mail address and a phone number have the form of one."""
        return troubles_of(_SHAPES[self.kind], self.value, "value") if self.kind in _SHAPES else ()

    def title(self, words: Words) -> str:
        """What kind of way it is."""
        return words(CONTACT_WAYS.get(self.kind, self.noun))


class EmergencyContact(Record):
    """Somebody to call when something happens to a person."""

    __tablename__ = "emergency_contact"
    noun = N_("emergency contact")
    holds = N_("This {what} has emergency contacts ({n}).")

    person_key: Mapped[str] = f.link("person", N_("For"), required=True)
    name: Mapped[str] = f.text(N_("Name"), required=True, personal=True)
    relation: Mapped[str] = f.text(N_("What they are to them"), N_("Daughter, neighbour, mother."), personal=True)
    phone: Mapped[str] = f.text(N_("Phone"), required=True, personal=True, shape="phone")
    other_phone: Mapped[str] = f.text(N_("Another phone"), personal=True, shape="phone")
    note: Mapped[str] = f.text(N_("Note"), N_("When to call, what language."), personal=True)
    place: Mapped[int] = f.number(N_("Called as number"), N_("1 is called first."), default=1, least=1, most=9)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Phone numbers have the form of one."""
        return (*troubles_of("phone", self.phone, "phone"), *troubles_of("phone", self.other_phone, "other_phone"))

    def title(self, words: Words) -> str:
        """What it is; no name."""
        return words(self.noun)


class GuardianConsent(Record):
    """A parent or guardian agreed that somebody under 18 may take part: who, when, to what, and until when."""

    __tablename__ = "guardian_consent"
    noun = N_("guardian's consent")
    holds = N_("This {what} has a guardian's consent ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who is under 18"), required=True)
    guardian: Mapped[str] = f.text(N_("Parent or guardian"), required=True, sensitive=True)
    relation: Mapped[str] = f.text(N_("What they are to them"), N_("Mother, foster carer."), sensitive=True)
    phone: Mapped[str] = f.text(N_("Phone"), sensitive=True, shape="phone")
    what_for: Mapped[str] = f.long_text(
        N_("What they agreed to"), N_("Which activities, going home alone, first aid."), required=True, sensitive=True
    )
    given_on: Mapped[dt.date] = f.date(N_("Given on"), required=True)
    until_on: Mapped[dt.date | None] = f.date(
        N_("Until"), N_("Ask again after this day. Empty: until they are 18."), ahead=True
    )
    withdrawn_on: Mapped[dt.date | None] = f.date(N_("Taken back on"))
    kept_where: Mapped[str] = f.text(N_("Where the signed paper is"), N_("Blue folder in the cupboard."))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It does not end before it was given, and a phone number has the form of one."""
        return (
            *troubles_of("phone", self.phone, "phone"),
            *ordered("until_on", self.given_on, self.until_on),
            *ordered("withdrawn_on", self.given_on, self.withdrawn_on),
        )

    def holds_on(self, day: dt.date) -> bool:
        """Whether it holds on a day: given, not run out, not taken back."""
        ended = (self.until_on is not None and day > self.until_on) or (
            self.withdrawn_on is not None and day >= self.withdrawn_on
        )
        return self.given_on <= day and not ended

    def title(self, words: Words) -> str:
        """What it is and when it was given; no name."""
        return words("guardian's consent of {day}", day=self.given_on) if self.given_on else words(self.noun)


class Reference(Record):
    """Somebody who was asked whether a person is right for the group: asked, answered, and by whom it was read.

    What was written stays on its paper; only whether it was good is kept.
    """

    __tablename__ = "reference"
    noun = N_("reference")
    holds = N_("This {what} has references ({n}).")

    person_key: Mapped[str] = f.link("person", N_("About"), required=True)
    name: Mapped[str] = f.text(N_("Who is asked"), required=True, personal=True)
    knows: Mapped[str] = f.text(N_("How they know them"), N_("Employer, neighbour for ten years."), personal=True)
    email: Mapped[str] = f.text(N_("E-mail"), personal=True, shape="email")
    phone: Mapped[str] = f.text(N_("Phone"), personal=True, shape="phone")
    asked_on: Mapped[dt.date | None] = f.date(N_("Asked on"))
    received_on: Mapped[dt.date | None] = f.date(N_("Received on"))
    seen_by_key: Mapped[str | None] = f.link("person", N_("Read by"))
    outcome: Mapped[str] = f.choice(N_("It is"), REFERENCE_OUTCOMES, sensitive=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It is not received before it was asked for, nobody reads their own, and contacts have their form."""
        found = [*troubles_of("email", self.email, "email"), *troubles_of("phone", self.phone, "phone")]
        if self.asked_on and self.received_on and self.received_on < self.asked_on:
            found.append(
                FieldTrouble("received_on", N_("This is before {start}, when it was asked for."), start=self.asked_on)
            )
        if self.seen_by_key and self.seen_by_key == self.person_key:
            found.append(FieldTrouble("seen_by_key", N_("Choose somebody else: nobody reads their own reference.")))
        return tuple(found)

    def title(self, words: Words) -> str:
        """What it is; no name."""
        return words(self.noun)


class PersonNote(Record):
    """A private note about somebody. It stays out of every document unless it is asked for by name."""

    __tablename__ = "person_note"
    noun = N_("private note")
    holds = N_("This {what} has private notes ({n}).")

    person_key: Mapped[str] = f.link("person", N_("About"), required=True)
    written_on: Mapped[dt.date] = f.date(N_("Date"), required=True)
    written_by: Mapped[str] = f.text(N_("Written by"), personal=True)
    text: Mapped[str] = f.long_text(N_("Private note"), required=True, sensitive=True)

    def title(self, words: Words) -> str:
        """What it is and of which day; nothing of what it says."""
        return words("private note of {day}", day=self.written_on) if self.written_on else words(self.noun)
