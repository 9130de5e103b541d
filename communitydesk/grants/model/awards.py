"""Awards: what a funder agreed to give, the budget it was agreed for, what was promised and what has come in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words

HEADINGS = {
    "meetings": N_("Meeting costs"),
    "publicity": N_("Publicity"),
    "equipment": N_("Equipment and materials"),
    "training": N_("Training and networking"),
    "consultancy": N_("Consultancy or feasibility"),
    "sessional": N_("Sessional workers"),
    "consultation": N_("Consultation"),
    "volunteers": N_("Volunteer expenses"),
    "venue": N_("Venue"),
    "overheads": N_("Overheads"),
    "other": N_("Other"),
}
"""Budget headings offered first (004 5.4), and the four that groups ask for beside them."""

RECIPIENTS = {
    "group": N_("Your group"),
    "held": N_("Your group, with the money held by another body"),
    "person": N_("A person, whom your group helps with the report"),
}

OUTPUT_SOURCES = {
    "typed": N_("You type the number"),
    "sessions": N_("Sessions held"),
    "attendances": N_("Attendances"),
    "people": N_("Different people"),
    "hours": N_("Volunteer hours"),
}

REPORT_KINDS = {"interim": N_("Interim report"), "final": N_("Final report")}


class Award(Record):
    """What a funder agreed to give for a purpose, between two dates."""

    __tablename__ = "award"
    noun = N_("award")

    name: Mapped[str] = f.text(
        N_("Project"), N_("What you call it; the title of the report."), required=True, search=True
    )
    funder_key: Mapped[str] = f.link("contact", N_("Funder"), required=True)
    programme: Mapped[str] = f.text(N_("Programme"), N_("The funder's name for this fund."), search=True)
    reference: Mapped[str] = f.text(N_("Funder's reference"), search=True)
    purpose: Mapped[str] = f.long_text(N_("What it is for"), N_("As the offer letter says it."), search=True)
    amount: Mapped[int] = f.money(N_("Amount awarded"), required=True, least=1)
    awarded_on: Mapped[dt.date | None] = f.date(N_("Offered on"))
    starts_on: Mapped[dt.date] = f.date(N_("Starts on"), required=True)
    ends_on: Mapped[dt.date] = f.date(N_("Ends on"), required=True, ahead=True)
    spend_by: Mapped[dt.date | None] = f.date(
        N_("Spend the money by"), N_("Leave empty if it is the day the award ends."), ahead=True
    )
    restricted: Mapped[bool] = f.yes_no(
        N_("Restricted"), N_("The money may be spent only on what it was given for."), default=True
    )
    in_arrears: Mapped[bool] = f.yes_no(N_("Paid in arrears"), N_("You spend first and claim it back."))
    kept_back: Mapped[int | None] = f.money(
        N_("Last part kept back"), N_("Paid only when the final report is accepted."), least=0
    )
    recipient: Mapped[str] = f.choice(N_("Given to"), RECIPIENTS, default="group")
    recipient_name: Mapped[str] = f.text(N_("Name of the person or body"), personal=True)
    opening_on: Mapped[dt.date | None] = f.date(
        N_("Already running when you began here: figures as at"), N_("The day to which the opening figures count.")
    )
    opening_received: Mapped[int | None] = f.money(N_("Received by then"), least=0)
    closed_on: Mapped[dt.date | None] = f.date(N_("Finished with on"))
    notes: Mapped[str] = f.long_text(N_("Notes"), N_("They stay out of every document."))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """Dates run in order and the part kept back is a part."""
        found = list(ordered("ends_on", self.starts_on, self.ends_on))
        found += ordered("spend_by", self.starts_on, self.spend_by)
        if self.kept_back and self.amount and self.kept_back > self.amount:
            found.append(FieldTrouble("kept_back", N_("This is more than the whole award.")))
        if self.opening_received and not self.opening_on:
            found.append(FieldTrouble("opening_on", N_("Say to which day the opening figures count.")))
        return tuple(found)

    @property
    def last_spending_day(self) -> dt.date:
        """The day by which the money has to be spent."""
        return self.spend_by or self.ends_on


class BudgetLine(Record):
    """A part of an award for one kind of cost."""

    __tablename__ = "budget_line"
    noun = N_("budget line")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    heading: Mapped[str] = f.choice(N_("Heading"), HEADINGS, default="other", required=True)
    name: Mapped[str] = f.text(N_("Line"), N_("As the funder's budget calls it."), required=True, search=True)
    amount: Mapped[int] = f.money(N_("Awarded"), required=True, least=0)
    position: Mapped[int] = f.number(N_("Order"), default=0)
    opening_spent: Mapped[int | None] = f.money(N_("Spent before you began here"), least=0)


class Instalment(Record):
    """Money from the funder: expected, and received. A negative amount is money given back."""

    __tablename__ = "instalment"
    noun = N_("instalment")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    amount: Mapped[int] = f.money(N_("Amount"), required=True)
    due_on: Mapped[dt.date | None] = f.date(N_("Expected on"), ahead=True)
    received_on: Mapped[dt.date | None] = f.date(N_("Received on"))
    claim_key: Mapped[str | None] = f.link("claim", N_("For which claim"))
    note: Mapped[str] = f.text(N_("Note"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It is expected or received, or both."""
        if not self.due_on and not self.received_on:
            return (FieldTrouble("received_on", N_("Say when it came, or when you expect it.")),)
        return ()

    def title(self, words: Words) -> str:
        """The amount."""
        return words("instalment of {amount}", amount=words.money(self.amount))


class Claim(Record):
    """What was asked back from a funder who pays in arrears."""

    __tablename__ = "claim"
    noun = N_("claim")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    claimed_on: Mapped[dt.date | None] = f.date(N_("Claimed on"), N_("Leave empty while you prepare it."))
    start: Mapped[dt.date] = f.date(N_("For spending from"), required=True)
    end: Mapped[dt.date] = f.date(N_("to"), required=True)
    amount: Mapped[int] = f.money(N_("Amount claimed"), required=True, least=1)
    kept_back: Mapped[int | None] = f.money(N_("Kept back by the funder"), least=0)
    note: Mapped[str] = f.text(N_("Note"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The period is in order and the part kept back is a part."""
        found = list(ordered("end", self.start, self.end))
        if self.kept_back and self.amount and self.kept_back > self.amount:
            found.append(FieldTrouble("kept_back", N_("This is more than the claim.")))
        return tuple(found)

    def title(self, words: Words) -> str:
        """The amount."""
        return words("claim of {amount}", amount=words.money(self.amount))


class BudgetMove(Record):
    """Money moved from one line to another, and who agreed."""

    __tablename__ = "budget_move"
    noun = N_("move of money")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    from_key: Mapped[str] = f.link("budget_line", N_("From"), required=True)
    to_key: Mapped[str] = f.link("budget_line", N_("To"), required=True)
    amount: Mapped[int] = f.money(N_("Amount"), required=True, least=1)
    agreed_on: Mapped[dt.date | None] = f.date(N_("Agreed on"))
    agreed_by: Mapped[str] = f.text(
        N_("Agreed by"), N_("The funder's officer, or your own committee where that is enough.")
    )
    reason: Mapped[str] = f.text(N_("Why"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It goes somewhere else."""
        if self.from_key and self.from_key == self.to_key:
            return (FieldTrouble("to_key", N_("Choose another line to move it to.")),)
        return ()

    def title(self, words: Words) -> str:
        """The amount."""
        return words("move of {amount}", amount=words.money(self.amount))


class AgreedChange(Record):
    """A change of plan that the funder agreed."""

    __tablename__ = "agreed_change"
    noun = N_("agreed change")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    what: Mapped[str] = f.long_text(N_("What changes"), required=True, search=True)
    agreed_on: Mapped[dt.date] = f.date(N_("Agreed on"), required=True)
    agreed_by: Mapped[str] = f.text(N_("Agreed by"))
    new_end: Mapped[dt.date | None] = f.date(N_("New last day to spend, if it changes"), ahead=True)


class ReportDue(Record):
    """A report that the funder wants, by when, and for which period."""

    __tablename__ = "report_due"
    noun = N_("report due")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    kind: Mapped[str] = f.choice(N_("Which report"), REPORT_KINDS, default="interim", required=True)
    due_on: Mapped[dt.date] = f.date(N_("Due on"), required=True, ahead=True)
    start: Mapped[dt.date | None] = f.date(N_("Covering from"))
    end: Mapped[dt.date | None] = f.date(N_("to"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The period is in order."""
        return ordered("end", self.start, self.end)

    def title(self, words: Words) -> str:
        """Which report and when."""
        return words("{report} due {day}", report=words(REPORT_KINDS.get(self.kind, "")), day=self.due_on)


class Output(Record):
    """Something that was promised in numbers: what is to be done and how much of it (002 objective 7)."""

    __tablename__ = "output"
    noun = N_("promise in numbers")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    name: Mapped[str] = f.text(N_("What you said you would do"), required=True, search=True)
    target: Mapped[int] = f.number(N_("How many"), required=True, least=1, most=10_000_000)
    source: Mapped[str] = f.choice(N_("How it is counted"), OUTPUT_SOURCES, default="typed")
    activity_key: Mapped[str | None] = f.link("activity", N_("Only at this activity"))
    position: Mapped[int] = f.number(N_("Order"), default=0)


class OutputCount(Record):
    """A number typed for an output on one day; the numbers of a period are added up."""

    __tablename__ = "output_count"
    noun = N_("count")

    output_key: Mapped[str] = f.link("output", N_("What was counted"), required=True)
    counted_on: Mapped[dt.date] = f.date(N_("Date"), required=True)
    number: Mapped[int] = f.number(N_("How many"), required=True, least=-1_000_000, most=10_000_000)
    note: Mapped[str] = f.text(N_("Note"))


class AwardActivity(Record):
    """An award pays for an activity."""

    __tablename__ = "award_activity"
    __table_args__ = (UniqueConstraint("award_key", "activity_key", name="paid_for_once"),)
    noun = N_("activity of an award")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    activity_key: Mapped[str] = f.link("activity", N_("Activity"), required=True)


class AwardOutcome(Record):
    """An award is to bring about an outcome."""

    __tablename__ = "award_outcome"
    __table_args__ = (UniqueConstraint("award_key", "outcome_key", name="promised_once"),)
    noun = N_("outcome of an award")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    outcome_key: Mapped[str] = f.link("outcome", N_("Outcome"), required=True)
    position: Mapped[int] = f.number(N_("Order"), default=0)


class AwardCard(Record):
    """An evidence card serves an award; one card may serve several."""

    __tablename__ = "award_card"
    __table_args__ = (UniqueConstraint("award_key", "card_key", name="serves_once"),)
    noun = N_("evidence for an award")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    card_key: Mapped[str] = f.link("evidence_card", N_("Evidence"), required=True)
