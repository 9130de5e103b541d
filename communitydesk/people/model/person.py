"""Somebody of the group, and what is known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.dates import add_months
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.reach import troubles_of
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words

ROLE_CLASSES = {
    "general": N_("General"),
    "skilled": N_("Skilled"),
    "professional": N_("Professional"),
}
"""Classes of role by which volunteer time is valued (DOMAIN, "Volunteer time as match")."""

PARTS = {
    "is_volunteer": N_("Volunteer"),
    "is_committee": N_("Committee"),
    "is_staff": N_("Staff"),
    "is_sessional": N_("Sessional worker"),
    "takes_part": N_("Takes part"),
}
"""What a person may be to the group, by the field of Person, as lists and filters say it."""

STAGES = {
    "enquiry": N_("Enquiry"),
    "applied": N_("Applied"),
    "trial": N_("Trial"),
    "active": N_("Active"),
    "paused": N_("Paused"),
    "left": N_("Left"),
}
"""How far somebody has come with the group, in the order in which it usually goes."""

WAYS = {
    "email": N_("E-mail"),
    "call": N_("Phone call"),
    "text": N_("Text message"),
    "post": N_("Letter"),
    "meet": N_("In person"),
}
"""How somebody likes to be reached."""

ADULT_AT = 18
"""Years; in the United Kingdom a person under it is a child in law (Children Act 1989, section 105)."""
OLDEST = 120


class Household(Record):
    """People who live together: one address to write to, and one call when something happens."""

    __tablename__ = "household"
    noun = N_("household")

    name: Mapped[str] = f.text(N_("Name of the household"), N_("As on an envelope."), required=True, personal=True)


class Person(Record):
    """Somebody of the group: volunteer, staff, committee member, sessional worker, or somebody who takes part.

    `email`, `phone` and the address are the ones used first; others are ContactWays. `joined_on`, `left_on` and
    `stage` are the last of what StageChanges tell; the five flags say what a person is, Part since when.
    """

    __tablename__ = "person"
    noun = N_("person")

    name: Mapped[str] = f.text(N_("Name"), N_("As they like to be called."), required=True, personal=True, search=True)
    number: Mapped[int] = f.number(N_("Number"), N_("Stands for the name in documents."), default=0)
    also_called: Mapped[str] = f.text(
        N_("Other names"), N_("A name in other letters, before marriage, on papers."), personal=True, search=True
    )
    role: Mapped[str] = f.text(N_("What they usually do"), N_("Gardener, session leader, treasurer ..."))
    role_class: Mapped[str] = f.choice(
        N_("Class of role"), ROLE_CLASSES, N_("Some funders value skilled time at another rate."), default="general"
    )
    is_volunteer: Mapped[bool] = f.yes_no(N_("Volunteer"), default=True)
    is_committee: Mapped[bool] = f.yes_no(N_("Committee member or trustee"))
    is_staff: Mapped[bool] = f.yes_no(N_("Paid staff"))
    is_sessional: Mapped[bool] = f.yes_no(N_("Sessional worker"))
    takes_part: Mapped[bool] = f.yes_no(N_("Takes part in what you do"))
    stage: Mapped[str] = f.choice(N_("Stage"), STAGES, default="active")
    email: Mapped[str] = f.text(N_("E-mail"), personal=True, shape="email")
    phone: Mapped[str] = f.text(N_("Phone"), personal=True, shape="phone")
    address: Mapped[str] = f.long_text(N_("Address"), N_("Without the postcode."), personal=True)
    postcode: Mapped[str] = f.text(N_("Postcode"), personal=True, shape="postcode")
    prefers: Mapped[str] = f.choice(N_("Likes to be reached by"), WAYS, personal=True)
    language: Mapped[str] = f.text(
        N_("Preferred language"), N_("For talking and for letters, if not English."), personal=True
    )
    access_needs: Mapped[str] = f.long_text(
        N_("Access needs"), N_("What helps them to take part. Ask; do not guess."), sensitive=True
    )
    born_on: Mapped[dt.date | None] = f.date(
        N_("Date of birth"), N_("Only if you need it: for somebody under 18, or for a check."), personal=True
    )
    household_key: Mapped[str | None] = f.link("household", N_("Household"), personal=True)
    supporter_key: Mapped[str | None] = f.link(
        "person", N_("Named supporter"), N_("Who looks after them and whom they can ask.")
    )
    agreement_on: Mapped[dt.date | None] = f.date(N_("Volunteer agreement signed on"))
    photo_key: Mapped[str | None] = f.link("attachment", N_("Photograph"), personal=True)
    source_key: Mapped[str | None] = f.link("people_choice", N_("Where they came from"))
    joined_on: Mapped[dt.date | None] = f.date(N_("Joined on"))
    left_on: Mapped[dt.date | None] = f.date(N_("Left on"))
    free_note: Mapped[str] = f.text(N_("More about when they are free"), N_("Not in school holidays."), personal=True)

    def private_by(self, changed: Collection[str], today: dt.date) -> bool:
        """That they are a child."""
        return "born_on" in changed and is_child(self.born_on, today)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """How they are reached has the form of it; they were born, and joined before they left; they support others."""
        found = [*troubles_of("email", self.email, "email"), *troubles_of("phone", self.phone, "phone")]
        found += troubles_of("postcode", self.postcode, "postcode")
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            found.append(FieldTrouble("left_on", N_("This is before {start}, when they joined."), start=self.joined_on))
        if self.born_on and self.joined_on and self.joined_on < self.born_on:
            found.append(FieldTrouble("born_on", N_("This is after {start}, when they joined."), start=self.joined_on))
        if self.supporter_key == self.key:
            found.append(FieldTrouble("supporter_key", N_("Choose somebody else: nobody supports themselves.")))
        return tuple(found)


class Part(Record):
    """What somebody is to the group from one day to another; a person may be a volunteer again after a while."""

    __tablename__ = "person_part"
    noun = N_("part in the group")
    without_person = "stays"
    holds = N_("This {what} has dates recorded ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    kind: Mapped[str] = f.choice(N_("What they are"), PARTS, required=True, default="is_volunteer")
    from_on: Mapped[dt.date | None] = f.date(N_("From"), N_("Leave it empty if you do not know."))
    to_on: Mapped[dt.date | None] = f.date(N_("To"), N_("Leave it empty while it goes on."))
    note: Mapped[str] = f.text(N_("As"), N_("Treasurer, second term."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It does not end before it begins."""
        return ordered("to_on", self.from_on, self.to_on)

    def title(self, words: Words) -> str:
        """What it is and since when; no name."""
        return " ".join(filter(None, (words(PARTS.get(self.kind, self.kind)), words.period(self.from_on, self.to_on))))


def birth_troubles(born_on: dt.date | None, today: dt.date) -> tuple[FieldTrouble, ...]:
    """Return a trouble when nobody who lives today can have been born on a day."""
    if born_on and born_on > today:
        return (FieldTrouble("born_on", N_("{day} is still to come. Look at the year."), day=born_on),)
    if born_on and add_months(born_on, OLDEST * 12) < today:
        return (
            FieldTrouble(
                "born_on", N_("{day} is more than {n} years ago. Look at the year."), day=born_on, n=OLDEST
            ),
        )  # fmt: skip
    return ()


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Return how many years old somebody is on a day; who was born on 29 February is older on 1 March (English law)."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_child(born_on: dt.date | None, day: dt.date) -> bool:
    """Whether somebody is known to be under 18 on a day."""
    return born_on is not None and age_on(born_on, day) < ADULT_AT
