"""The time that people give, and the sessions that they came to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words
from communitydesk.people.model.person import ROLE_CLASSES


class Hours(Record):
    """Time given on one day: by one person, or by several without names ("8 people x 2 h")."""

    __tablename__ = "hours"
    noun = N_("hours")
    holds = N_("This {what} has hours recorded ({n}). Remove those first.")
    without_person = "stays"

    person_key: Mapped[str | None] = f.link("person", N_("Who"))
    group_label: Mapped[str] = f.text(N_("Group without names"), N_("Helpers from the bank."), search=True)
    people: Mapped[int] = f.number(N_("How many people"), default=1, least=1, most=10_000)
    minutes: Mapped[int] = f.hours(N_("Hours each"), required=True)
    given_on: Mapped[dt.date] = f.date(N_("Date"), required=True, index=True)
    activity_key: Mapped[str | None] = f.link("activity", N_("Activity"))
    session_key: Mapped[str | None] = f.link("session", N_("Session"))
    role_class: Mapped[str] = f.choice(N_("Class of role"), ROLE_CLASSES, default="general")
    role: Mapped[str] = f.text(N_("As"))
    note: Mapped[str] = f.text(N_("Note"), personal=True)

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
    without_person = "stays"

    session_key: Mapped[str] = f.link("session", N_("Session"), required=True)
    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
