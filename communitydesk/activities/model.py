"""Activities, the sessions at which they happen, and counts of the people who came.

Who came by name is a fact about people and is a record there (`people.Attendance`).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words

COUNTED = {
    "names": N_("By name"),
    "tally": N_("By a tally at the door"),
    "headcount": N_("By counting heads"),
    "estimate": N_("Estimated"),
}


class Activity(Record):
    """Something that the group does again and again, or did once."""

    __tablename__ = "activity"
    noun = N_("activity")

    name: Mapped[str] = f.text(
        N_("Activity"), N_("As people call it: Saturday growing session."), required=True, search=True
    )
    aim_key: Mapped[str | None] = f.link("aim", N_("Which aim it serves"))
    description: Mapped[str] = f.long_text(N_("What happens"), search=True)
    place: Mapped[str] = f.text(N_("Usual place"))
    starts_at: Mapped[int | None] = f.time(N_("Usually from"))
    ends_at: Mapped[int | None] = f.time(N_("Usually to"))
    counted: Mapped[str] = f.choice(N_("How people are counted"), COUNTED, default="headcount")
    started_on: Mapped[dt.date | None] = f.date(N_("Began on"))
    ended_on: Mapped[dt.date | None] = f.date(N_("Ended on"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It ends no earlier than it began."""
        return ordered("ended_on", self.started_on, self.ended_on)


class Session(Record):
    """One meeting of an activity on one day."""

    __tablename__ = "session"
    noun = N_("session")
    holds = N_("This {what} has sessions ({n}), which belong in your reports. Say when it ended instead.")

    activity_key: Mapped[str] = f.link("activity", N_("Activity"), required=True)
    held_on: Mapped[dt.date] = f.date(N_("Date"), required=True, index=True)
    starts_at: Mapped[int | None] = f.time(N_("From"))
    ends_at: Mapped[int | None] = f.time(N_("To"))
    place: Mapped[str] = f.text(N_("Place"))
    counted: Mapped[str] = f.choice(N_("How people were counted"), COUNTED, default="headcount")
    headcount: Mapped[int | None] = f.number(N_("How many people came"), least=0, most=100_000)
    new_people: Mapped[int | None] = f.number(N_("Of them, here for the first time"), least=0, most=100_000)
    number: Mapped[int] = f.number(
        N_("Sheet number"), N_("Printed on the sign-in sheet, to find the session again."), default=0
    )
    notes: Mapped[str] = f.long_text(N_("What happened"), search=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It ends after it starts, and no more people are new than came."""
        found: list[FieldTrouble] = []
        if self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at:
            found.append(FieldTrouble("ends_at", N_("It ends before it starts. Look at both times.")))
        if self.new_people is not None and self.headcount is not None and self.new_people > self.headcount:
            found.append(FieldTrouble("new_people", N_("More people are new than came. Look at both numbers.")))
        return tuple(found)

    @property
    def minutes(self) -> int | None:
        """How long it lasted, where both times are known."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return self.ends_at - self.starts_at

    def title(self, words: Words) -> str:
        """The session's date."""
        return words("session on {day}", day=self.held_on)


class PlannedSession(Record):
    """A meeting of an activity that is still to come; once it has happened it points to the session that it became.

    It is a record of its own so that no count of what was done ever holds what was only meant. Its number is drawn
    from the same row of numbers as the sessions', and stays.
    """

    __tablename__ = "planned_session"
    noun = N_("planned session")
    holds = N_("This {what} has sessions planned ({n}). Take them off the rota first.")

    activity_key: Mapped[str] = f.link("activity", N_("Activity"), required=True)
    planned_on: Mapped[dt.date] = f.date(N_("Date"), required=True, ahead=True, index=True)
    starts_at: Mapped[int | None] = f.time(N_("From"))
    ends_at: Mapped[int | None] = f.time(N_("To"))
    place: Mapped[str] = f.text(N_("Place"))
    number: Mapped[int] = f.number(
        N_("Sheet number"), N_("Printed on the sign-in sheet, to find the session again."), default=0
    )
    note: Mapped[str] = f.text(N_("For those who help"), N_("What to bring, where the key is. It stands on the rota."))
    session_key: Mapped[str | None] = f.link("session", N_("What it became"), unique=True)
    cancelled: Mapped[bool] = f.yes_no(N_("Called off"))
    cancelled_why: Mapped[str] = f.text(N_("Why it was called off"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It ends after it starts."""
        if self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at:
            return (FieldTrouble("ends_at", N_("It ends before it starts. Look at both times.")),)
        return ()

    def title(self, words: Words) -> str:
        """The day for which it is planned."""
        return words("session planned for {day}", day=self.planned_on)


class Tally(Record):
    """How many people of one kind came to a session: children, adults, first-timers."""

    __tablename__ = "tally"
    noun = N_("tally")

    session_key: Mapped[str] = f.link("session", N_("Session"), required=True)
    label: Mapped[str] = f.text(N_("Who"), N_("Children, adults, over sixty ..."), required=True)
    people: Mapped[int] = f.number(N_("How many"), required=True, least=0, most=100_000)


class PeopleEstimate(Record):
    """How many different people took part in a period, where names were not taken, and how that was judged."""

    __tablename__ = "people_estimate"
    noun = N_("estimate of different people")

    activity_key: Mapped[str | None] = f.link("activity", N_("Activity"), N_("Empty: everything you do."))
    start: Mapped[dt.date] = f.date(N_("From"), required=True)
    end: Mapped[dt.date] = f.date(N_("To"), required=True)
    people: Mapped[int] = f.number(N_("Different people, estimated"), required=True, least=0, most=1_000_000)
    basis: Mapped[str] = f.text(N_("How you judged it"), N_("We knew most faces; about a third were new each time."))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The period ends no earlier than it starts."""
        return ordered("end", self.start, self.end)

    def title(self, words: Words) -> str:
        """How many, and for which period."""
        return words("{n} people, {period}", n=self.people or 0, period=words.period(self.start, self.end))
