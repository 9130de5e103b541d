"""What people ask about their data, complaints, and by when the group has to answer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

REQUEST_KINDS = {
    "access": N_("To see what you hold on them"),
    "erase": N_("To be erased"),
    "correct": N_("To put something right"),
    "object": N_("To stop using their data"),
    "complaint": N_("A complaint about their data"),
}

STEPS = {"acknowledge": N_("Say that you have it"), "answer": N_("Answer")}


class DataRequest(Record):
    """Something that a person asked about their data, or a complaint; and what the group did about it."""

    __tablename__ = "data_request"
    noun = N_("request about data")
    without_person = "unlinked"

    kind: Mapped[str] = f.choice(N_("What they want"), REQUEST_KINDS, default="access", required=True)
    received_on: Mapped[dt.date] = f.date(N_("Came on"), N_("The clock runs from this day."), required=True)
    person_key: Mapped[str | None] = f.link("person", N_("Who"))
    who: Mapped[str] = f.text(N_("Who, if not on your list"), personal=True)
    what: Mapped[str] = f.long_text(N_("What they said"), personal=True)
    acknowledged_on: Mapped[dt.date | None] = f.date(N_("You said that you have it on"))
    extended_to: Mapped[dt.date | None] = f.date(
        N_("You told them that it takes until"), N_("Up to two months more, if it is hard. Tell them why."), ahead=True
    )
    answered_on: Mapped[dt.date | None] = f.date(N_("Answered on"))
    outcome: Mapped[str] = f.long_text(N_("What you did"), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It is somebody's; nothing is done before it came."""
        found: list[FieldTrouble] = []
        if not self.person_key and not self.who.strip() and not self.answered_on:
            found.append(FieldTrouble("person_key", N_("Say who asked.")))
        for name in ("acknowledged_on", "answered_on"):
            day = getattr(self, name)
            if day and self.received_on and day < self.received_on:
                found.append(FieldTrouble(name, N_("This is before {start}, when it came."), start=self.received_on))
        return tuple(found)

    def title(self, words: Words) -> str:
        """What kind, and when it came; no name."""
        return words("{what}, {day}", what=words(REQUEST_KINDS.get(self.kind, "")), day=self.received_on)


class DeadlineRule(Record):
    """By when one kind of request has to be acknowledged or answered, in place of what the program says."""

    __tablename__ = "deadline_rule"
    noun = N_("deadline for requests")

    kind: Mapped[str] = f.choice(N_("For what"), REQUEST_KINDS, required=True)
    step: Mapped[str] = f.choice(N_("What has to be done"), STEPS, required=True, default="answer")
    starts_on: Mapped[dt.date] = f.date(N_("For what came from"), required=True)
    months: Mapped[int] = f.number(N_("Within how many months"), default=0, least=0, most=60)
    days: Mapped[int] = f.number(N_("and how many days"), default=0, least=0, most=3650)
    source: Mapped[str] = f.text(N_("Who says so"), required=True)
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It gives some time."""
        if not self.months and not self.days:
            return (FieldTrouble("days", N_("Say how many days or months there are.")),)
        return ()

    def title(self, words: Words) -> str:
        """For what it holds."""
        return words(
            "{step}: {what}", step=words(STEPS.get(self.step, "")), what=words(REQUEST_KINDS.get(self.kind, ""))
        )
