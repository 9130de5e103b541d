"""How people come to the group and leave it: stages with their dates, checklists, and the group's own choices."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words
from communitydesk.people.model.person import PARTS, STAGES

JOINING, LEAVING = "joining", "leaving"
LISTS = {JOINING: N_("When somebody joins"), LEAVING: N_("When somebody leaves")}

SOURCE, REASON = "source", "reason"
CHOICES = {SOURCE: N_("Where people came from"), REASON: N_("Why people leave")}

WHOM = {"": N_("Everybody"), **PARTS, "child": N_("Under 18")}


class PeopleChoice(Record):
    """One of the group's own answers: where people came from, or why they leave."""

    __tablename__ = "people_choice"
    noun = N_("answer to choose")
    holds = N_("This {what} is chosen for people ({n}). Stop offering it instead.")

    kind: Mapped[str] = f.choice(N_("For"), CHOICES, required=True, default=SOURCE)
    name: Mapped[str] = f.text(N_("Answer"), required=True)
    place: Mapped[int] = f.number(N_("Order"), default=0)
    code: Mapped[str] = f.text(N_("Which of the starting answers it was"))
    ended: Mapped[bool] = f.yes_no(N_("No longer offered"))


class StageChange(Record):
    """Somebody came to a stage on a day; leaving has a reason and their own words."""

    __tablename__ = "stage_change"
    noun = N_("step of joining or leaving")
    without_person = "stays"
    holds = N_("This {what} has steps of joining and leaving ({n}).")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    stage: Mapped[str] = f.choice(N_("Stage"), STAGES, required=True, default="enquiry")
    since_on: Mapped[dt.date] = f.date(N_("Since"), required=True, index=True)
    until_on: Mapped[dt.date | None] = f.date(
        N_("Until"), N_("When the trial ends, or when they mean to be back."), ahead=True
    )
    reason_key: Mapped[str | None] = f.link("people_choice", N_("Why"))
    said: Mapped[str] = f.long_text(
        N_("In their own words"), N_("Only what they are happy to have kept."), personal=True
    )

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It does not end before it begins."""
        return ordered("until_on", self.since_on, self.until_on)

    def title(self, words: Words) -> str:
        """The stage and its day; no name."""
        stage = words(STAGES.get(self.stage, self.stage))
        return f"{stage}, {words.date(self.since_on)}" if self.since_on else stage


class ChecklistItem(Record):
    """One thing to do when somebody joins or leaves."""

    __tablename__ = "checklist_item"
    noun = N_("item of a checklist")

    checklist: Mapped[str] = f.choice(N_("When"), LISTS, required=True, default=JOINING)
    name: Mapped[str] = f.text(N_("What is to be done"), required=True)
    whom: Mapped[str] = f.choice(N_("For whom"), WHOM)
    place: Mapped[int] = f.number(N_("Order"), default=0)
    code: Mapped[str] = f.text(N_("Which of the starting items it was"))
    ended: Mapped[bool] = f.yes_no(N_("No longer asked"))


class ChecklistTick(Record):
    """An item was done for a person, or is not needed for them: on which day, and who says so."""

    __tablename__ = "checklist_tick"
    noun = N_("tick on a checklist")
    holds = N_("This {what} has ticks on checklists ({n}). Stop asking it instead.")

    person_key: Mapped[str] = f.link("person", N_("For"), required=True)
    item_key: Mapped[str] = f.link("checklist_item", N_("Item"), required=True)
    done_on: Mapped[dt.date] = f.date(N_("Done on"), required=True)
    by_whom: Mapped[str] = f.text(N_("By"), personal=True)
    not_needed: Mapped[bool] = f.yes_no(N_("Not needed for them"))
    note: Mapped[str] = f.text(N_("Note"), personal=True)
