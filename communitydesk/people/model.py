"""People, the time that they give, and the sessions that they came to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words
from communitydesk.group.model import email_troubles

ROLE_CLASSES = {
    "general": N_("General"),
    "skilled": N_("Skilled"),
    "professional": N_("Professional"),
}
"""Classes of role by which volunteer time is valued (DOMAIN, "Volunteer time as match")."""


class Person(Record):
    """Somebody of the group: volunteer, staff, committee member, sessional worker, or somebody who takes part."""

    __tablename__ = "person"
    noun = N_("person")

    name: Mapped[str] = f.text(N_("Name"), N_("As they like to be called."), required=True, personal=True, search=True)
    number: Mapped[int] = f.number(N_("Number"), N_("Stands for the name in documents."), default=0)
    role: Mapped[str] = f.text(N_("What they usually do"), N_("Gardener, session leader, treasurer ..."))
    role_class: Mapped[str] = f.choice(
        N_("Class of role"), ROLE_CLASSES, N_("Some funders value skilled time at another rate."), default="general"
    )
    is_volunteer: Mapped[bool] = f.yes_no(N_("Volunteer"), default=True)
    is_committee: Mapped[bool] = f.yes_no(N_("Committee member or trustee"))
    is_staff: Mapped[bool] = f.yes_no(N_("Paid staff"))
    is_sessional: Mapped[bool] = f.yes_no(N_("Sessional worker"))
    takes_part: Mapped[bool] = f.yes_no(N_("Takes part in what you do"))
    email: Mapped[str] = f.text(N_("E-mail"), personal=True)
    phone: Mapped[str] = f.text(N_("Phone"), personal=True)
    joined_on: Mapped[dt.date | None] = f.date(N_("Joined on"))
    left_on: Mapped[dt.date | None] = f.date(N_("Left on"))
    notes: Mapped[str] = f.long_text(N_("Notes"), N_("They stay out of every document."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """An e-mail address has the form of one; nobody leaves before they join."""
        found = list(email_troubles(self.email))
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            found.append(FieldTrouble("left_on", N_("This is before {start}, when they joined."), start=self.joined_on))
        return tuple(found)


class Hours(Record):
    """Time given on one day: by one person, or by several without names ("8 people x 2 h")."""

    __tablename__ = "hours"
    noun = N_("hours")
    holds = N_("This {what} has hours recorded ({n}). Remove those first.")

    person_key: Mapped[str | None] = f.link("person", N_("Who"))
    group_label: Mapped[str] = f.text(N_("Group without names"), N_("Helpers from the bank."), search=True)
    people: Mapped[int] = f.number(N_("How many people"), default=1, least=1, most=10_000)
    minutes: Mapped[int] = f.hours(N_("Hours each"), required=True)
    given_on: Mapped[dt.date] = f.date(N_("Date"), required=True, index=True)
    activity_key: Mapped[str | None] = f.link("activity", N_("Activity"))
    session_key: Mapped[str | None] = f.link("session", N_("Session"))
    role_class: Mapped[str] = f.choice(N_("Class of role"), ROLE_CLASSES, default="general")
    role: Mapped[str] = f.text(N_("As"))
    note: Mapped[str] = f.text(N_("Note"))

    @property
    def total(self) -> int:
        """Minutes given by everybody together."""
        return self.minutes * self.people

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """They are somebody's: one person's, or a group's that has a size; and no day has more than 24 hours."""
        found: list[FieldTrouble] = []
        if self.person_key and self.people != 1:
            found.append(FieldTrouble("people", N_("One person is one. Leave the name empty to enter a group.")))
        if self.minutes is not None and not 0 < self.minutes <= 24 * 60:
            found.append(FieldTrouble("minutes", N_("Type the hours of one day, at most 24.")))
        return tuple(found)

    def title(self, words: Words) -> str:
        """How long, and on which day; no name."""
        return words("{hours} on {day}", hours=words.hours(self.total), day=self.given_on)


class Attendance(Record):
    """A named person came to a session."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_key", "person_key", name="once_a_session"),)
    noun = N_("attendance")
    holds = N_("This {what} is on the attendance of sessions ({n}). Say when they left instead.")

    session_key: Mapped[str] = f.link("session", N_("Session"), required=True)
    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
