"""Roles, what each needs, who holds them, and what people hold of what is needed.

Of a criminal record check only four things are kept: its level, the day on which it was seen, by whom, and the day by
which the group chose to see a new one. There is no field for anything else, and none is to be added: what a
certificate says may not be kept (DOMAIN, "People").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.people.model.person import ROLE_CLASSES

LEVELS = {
    "basic": N_("Basic"),
    "standard": N_("Standard"),
    "enhanced": N_("Enhanced"),
}
"""Levels of a criminal record check (DBS), the least first: one of a higher level does for a lower one."""

NEEDS = {
    "check": N_("Criminal record check (DBS)"),
    "training": N_("Training or certificate"),
    "references": N_("References"),
    "agreement": N_("Signed volunteer agreement"),
}
"""What a role may need of whoever holds it, besides an age."""

ELIGIBLE = {
    "yes": N_("Yes"),
    "no": N_("No"),
}
LASTS = {
    "check": N_("Criminal record check (DBS)"),
    "training": N_("Training or certificate"),
    "soon": N_("Warn before the last day"),
}
ADULT = 18
"""The age of majority in England and Wales (Family Law Reform Act 1969, section 1)."""


class Role(Record):
    """What somebody does for the group, apart from who does it."""

    __tablename__ = "role"
    noun = N_("role")
    without_person = "unlinked"

    name: Mapped[str] = f.text(
        N_("Role"), N_("As people call it: session leader, driver, cook."), required=True, search=True
    )
    what: Mapped[str] = f.long_text(N_("What the person does"), search=True)
    offer: Mapped[str] = f.long_text(N_("What your group offers"), N_("Training, expenses, somebody to ask, cake."))
    time: Mapped[str] = f.text(N_("How much time it takes"), N_("Two hours on most Saturdays."))
    role_class: Mapped[str] = f.choice(
        N_("Class of role"), ROLE_CLASSES, N_("Some funders value skilled time at another rate."), default="general"
    )
    ask_key: Mapped[str | None] = f.link("person", N_("Whom to ask about it"))
    least_age: Mapped[int | None] = f.number(
        N_("Least age"), N_("Type 18 for a role that is in charge of others."), least=5, most=99
    )
    ended_on: Mapped[dt.date | None] = f.date(N_("Not used since"))

    @property
    def adult(self) -> bool:
        """Whether it is for adults only."""
        return self.least_age is not None and self.least_age >= ADULT


class RoleNeed(Record):
    """One thing that a role needs of whoever holds it."""

    __tablename__ = "role_need"
    noun = N_("requirement")
    holds = N_("This {what} needs things of whoever holds it ({n}). Take those out first.")

    role_key: Mapped[str] = f.link("role", N_("Role"), required=True)
    kind: Mapped[str] = f.choice(N_("What is needed"), NEEDS, required=True)
    level: Mapped[str] = f.choice(N_("Level of the check"), LEVELS)
    eligible: Mapped[str] = f.choice(
        N_("Is this role eligible for a standard or enhanced check?"),
        ELIGIBLE,
        N_("Only some roles are, by law. Asking for one where the role is not eligible is unlawful."),
    )
    eligible_why: Mapped[str] = f.text(
        N_("Why it is, or is not"), N_("Looks after children every week, without a parent there.")
    )
    name: Mapped[str] = f.text(N_("Name of the training or certificate"), N_("First aid, food hygiene."))
    months: Mapped[int | None] = f.number(
        N_("How many months it lasts"), N_("Empty: it never runs out."), least=1, most=600
    )
    number: Mapped[int | None] = f.number(N_("How many references"), least=1, most=9)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """A check has a level, training a name, references a number."""
        if self.kind == "check" and not self.level:
            return (FieldTrouble("level", N_("Say which level of check is asked: basic, standard or enhanced.")),)
        if self.kind == "training" and not self.name.strip():
            return (FieldTrouble("name", N_("Say which training or certificate, such as First aid.")),)
        if self.kind == "references" and not self.number:
            return (FieldTrouble("number", N_("Say how many references, such as 2.")),)
        return ()

    @property
    def restricted(self) -> bool:
        """Whether the check may be asked for eligible roles only."""
        return self.kind == "check" and self.level in ("standard", "enhanced")

    @property
    def said(self) -> Message:
        """What is needed, in a few words: Enhanced DBS check, First aid, 2 references."""
        return need_said(self.kind, self.level, self.name, self.number or 0)

    def title(self, words: Words) -> str:
        """What is needed."""
        return words.say(self.said)


class RoleHeld(Record):
    """Somebody has a role, from when to when."""

    __tablename__ = "role_held"
    noun = N_("role held")
    holds = N_("This {what} belongs to roles that people hold or held ({n}). Say when it ended instead.")

    role_key: Mapped[str] = f.link("role", N_("Role"), required=True)
    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    start: Mapped[dt.date] = f.date(N_("From"), required=True, personal=True)
    end: Mapped[dt.date | None] = f.date(N_("Until"), N_("Empty: they still do it."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It ends no earlier than it starts."""
        return ordered("end", self.start, self.end)


class WentAhead(Record):
    """Somebody was given a role, or a place on the rota, without all that the role needs: who decided it, and why.

    `lacking` is what was told then, one finding a line, as `lacking_text` writes it.
    """

    __tablename__ = "went_ahead"
    noun = N_("decision to go ahead")
    holds = N_("For this {what} there are decisions to go ahead ({n}), which are kept.")

    role_key: Mapped[str] = f.link("role", N_("Role"), required=True)
    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    planned_key: Mapped[str | None] = f.link("planned_session", N_("Planned session"), N_("Empty: the role itself."))
    lacking: Mapped[str] = f.long_text(N_("What was missing"), required=True, personal=True)
    reason: Mapped[str] = f.long_text(
        N_("Why you go ahead"), N_("It is kept with your name and today's date."), required=True, personal=True
    )
    decided_by: Mapped[str] = f.text(N_("Who decided"), personal=True)
    decided_on: Mapped[dt.date] = f.date(N_("Decided on"), required=True)


class CheckSeen(Record):
    """A check that somebody of the group saw. Nothing of what it says is kept, and there is no field for it."""

    __tablename__ = "check_seen"
    noun = N_("check that was seen")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    level: Mapped[str] = f.choice(N_("Level of the check"), LEVELS, required=True, default="enhanced")
    seen_on: Mapped[dt.date] = f.date(N_("Seen on"), required=True, personal=True)
    seen_by: Mapped[str] = f.text(N_("Seen by"), N_("Who of your group looked at it."), required=True, personal=True)
    renew_on: Mapped[dt.date | None] = f.date(
        N_("See a new one by"),
        N_("Your group chooses; the law sets no time. It counts to the end of this day. Empty: no renewal."),
        ahead=True,
        personal=True,
    )

    def private_by(self, changed: Collection[str], today: dt.date) -> bool:
        """That somebody was checked."""
        return "seen_on" in changed

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The renewal is after the day on which it was seen."""
        return ordered("renew_on", self.seen_on, self.renew_on)

    def title(self, words: Words) -> str:
        """Its level."""
        return words(N_("{level} DBS check"), level=words(LEVELS.get(self.level, "")))


class Certificate(Record):
    """Training done or a certificate got, and how long it is valid: to the end of its last day, or for ever."""

    __tablename__ = "certificate"
    noun = N_("certificate")

    person_key: Mapped[str] = f.link("person", N_("Who"), required=True)
    name: Mapped[str] = f.text(N_("Training or certificate"), N_("First aid, food hygiene."), required=True)
    got_on: Mapped[dt.date] = f.date(N_("Done on"), required=True, personal=True)
    expires_on: Mapped[dt.date | None] = f.date(
        N_("Runs out on"),
        N_("It is valid to the end of this day. Empty: it never runs out."),
        ahead=True,
        personal=True,
    )
    provider: Mapped[str] = f.text(N_("With whom"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It runs out no earlier than it was got."""
        return ordered("expires_on", self.got_on, self.expires_on)


class NeedLength(Record):
    """How long something lasts, as the group chose it in place of what came with the program, and who says so."""

    __tablename__ = "need_length"
    noun = N_("suggested length")

    kind: Mapped[str] = f.choice(N_("Of what"), LASTS, required=True, default="training")
    name: Mapped[str] = f.text(N_("Name of the training or certificate"), N_("Empty for checks and warnings."))
    months: Mapped[int | None] = f.number(N_("Months"), N_("Empty: it never runs out."), least=1, most=600)
    source: Mapped[str] = f.text(N_("Who says so"), required=True)
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Training has a name; a warning has a length."""
        if self.kind == "training" and not self.name.strip():
            return (FieldTrouble("name", N_("Say which training or certificate, such as First aid.")),)
        if self.kind == "soon" and not self.months:
            return (FieldTrouble("months", N_("Say how many months before, such as 2.")),)
        return ()

    def title(self, words: Words) -> str:
        """What it is of."""
        return self.name or words(LASTS.get(self.kind, ""))


def need_said(kind: str, level: str = "", name: str = "", number: int = 0) -> Message:
    """Return what is needed in a few words: Enhanced DBS check, First aid, 2 references, 16 or older."""
    match kind:
        case "check":
            return message(N_("{level} DBS check"), level=Message(LEVELS.get(level, level)))
        case "training":
            return message(N_("{name}"), name=name)
        case "references":
            return Message(N_("{n} reference"), {"n": number}, N_("{n} references"))
        case "age":
            return message(N_("{n} or older"), n=number)
    return Message(NEEDS.get(kind, kind))


def lacking_text(found: Iterable[tuple[str, str, str, int]]) -> str:
    """Return what was missing as it is kept: kind, level, name and number, one finding a line."""
    return "\n".join(
        "|".join((kind, level, name.replace("|", " "), str(number))) for kind, level, name, number in found
    )


def lacking_said(text: str) -> tuple[Message, ...]:
    """Return what was missing in the reader's words, from what `lacking_text` wrote."""
    found = []
    for line in filter(None, text.splitlines()):
        kind, level, name, number = (*line.split("|"), "", "", "", "0")[:4]
        found.append(need_said(kind, level, name, int(number) if number.isdigit() else 0))
    return tuple(found)
