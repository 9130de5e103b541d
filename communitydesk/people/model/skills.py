"""What people can do and would like to learn, and when in the week they are free."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
"""Days of the week by number, 0 is Monday."""

SLOTS = {"morning": N_("Morning"), "afternoon": N_("Afternoon"), "evening": N_("Evening")}
"""Parts of a day in which somebody may be free."""
NOON, SIX = 12 * 60, 18 * 60  # minutes after midnight: the meaning of the words, not a rule of any group

OFFERED, WANTED = "offered", "wanted"
WHICH = {OFFERED: N_("Offers it"), WANTED: N_("Would like to learn it")}


class Skill(Record):
    """Something that people can do or learn, by one name for the whole group."""

    __tablename__ = "skill"
    noun = N_("skill")

    name: Mapped[str] = f.text(N_("Skill"), N_("First aid, driving a minibus, Polish."), required=True, search=True)


class PersonSkill(Record):
    """Somebody offers a skill, or would like to learn it."""

    __tablename__ = "person_skill"
    __table_args__ = (UniqueConstraint("person_key", "skill_key", "which", name="once_a_skill"),)
    noun = N_("skill of somebody")
    holds = N_("This {what} is among people's skills ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    skill_key: Mapped[str] = f.link("skill", N_("Skill"), required=True)
    which: Mapped[str] = f.choice(N_("They"), WHICH, required=True, default=OFFERED)
    note: Mapped[str] = f.text(N_("Note"), N_("Qualified until 2019; a little rusty."), personal=True)


class Availability(Record):
    """Somebody is usually free in one part of one day of the week."""

    __tablename__ = "availability"
    __table_args__ = (UniqueConstraint("person_key", "weekday", "slot", name="once_free"),)
    noun = N_("time when somebody is free")
    holds = N_("This {what} has times when they are free ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    weekday: Mapped[int] = f.number(N_("Day of the week"), required=True, least=0, most=6, named=WEEKDAYS)
    slot: Mapped[str] = f.choice(N_("Part of the day"), SLOTS, required=True, default="morning")

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """A week has seven days."""
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            return (FieldTrouble("weekday", N_("A week has seven days.")),)
        return ()

    def title(self, words: Words) -> str:
        """The day and the part of it; no name."""
        known = self.weekday is not None and 0 <= self.weekday <= 6
        return f"{words(WEEKDAYS[self.weekday])}, {words(SLOTS[self.slot])}" if known else words(self.noun)


def slots_of(starts_at: int | None, ends_at: int | None) -> tuple[str, ...]:
    """Return the parts of a day that a time touches; every part when it is not known. Minutes after midnight."""
    start, end = starts_at or 0, ends_at if ends_at is not None else 24 * 60
    if starts_at is not None and ends_at is None:
        end = starts_at + 1
    bounds = {"morning": (0, NOON), "afternoon": (NOON, SIX), "evening": (SIX, 24 * 60)}
    return tuple(slot for slot, (first, last) in bounds.items() if start < last and end > first)
