"""Monitoring reports: the answers, what was left out and why, and exactly what was sent."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_, Words
from communitydesk.grants.model.awards import REPORT_KINDS

FILE_ROLES = {
    "report": N_("Report"),
    "pack": N_("Pack"),
    "figures": N_("Figures"),
    "declaration": N_("Signed declaration"),
    "reply": N_("The funder's reply"),
    "other": N_("Other paper"),
}


class Report(Record):
    """A report to a funder, while it is being written and after. Figures count up to and on `as_at`."""

    __tablename__ = "report"
    noun = N_("report")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    kind: Mapped[str] = f.choice(N_("Which report"), REPORT_KINDS, default="final", required=True)
    due_key: Mapped[str | None] = f.link("report_due", N_("Which date it is for"))
    start: Mapped[dt.date] = f.date(N_("Covering from"), required=True)
    end: Mapped[dt.date] = f.date(N_("to"), required=True)
    as_at: Mapped[dt.date] = f.date(N_("Figures as at"), required=True)
    quote: Mapped[str] = f.long_text(
        N_("One sentence that the funder could quote"), N_("What the money did, in your own words.")
    )
    signed_by: Mapped[str] = f.text(N_("First name on the declaration"), personal=True)
    signed_role: Mapped[str] = f.text(N_("Their role"))
    second_by: Mapped[str] = f.text(N_("Second name"), personal=True)
    second_role: Mapped[str] = f.text(N_("Their role"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The period is in order."""
        return ordered("end", self.start, self.end)

    def title(self, words: Words) -> str:
        """Which report."""
        return words("{report} to {day}", report=words(REPORT_KINDS.get(self.kind, "")), day=self.end)


class Answer(Record):
    """The answer to one question of a report, or why it was left out."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("report_key", "question", name="answered_once"),)
    noun = N_("answer")

    report_key: Mapped[str] = f.link("report", N_("Report"), required=True)
    question: Mapped[str] = f.text(N_("Question"), required=True)
    text: Mapped[str] = f.long_text(N_("Answer"), search=True)
    done: Mapped[bool] = f.yes_no(N_("Finished"))
    left_out: Mapped[bool] = f.yes_no(N_("Leave this question out"))
    reason: Mapped[str] = f.text(N_("Why it is left out"))
    print_reason: Mapped[bool] = f.yes_no(N_("Print the reason"))


class ReportCard(Record):
    """An evidence card used in a report, in its place."""

    __tablename__ = "report_card"
    __table_args__ = (UniqueConstraint("report_key", "card_key", name="used_once"),)
    noun = N_("evidence in a report")

    report_key: Mapped[str] = f.link("report", N_("Report"), required=True)
    card_key: Mapped[str] = f.link("evidence_card", N_("Evidence"), required=True)
    position: Mapped[int] = f.number(N_("Order"), default=0)


class SentReport(Record):
    """A version of a report that went to the funder: when, how, by whom. Its files never change."""

    __tablename__ = "sent_report"
    noun = N_("sent report")

    report_key: Mapped[str] = f.link("report", N_("Report"), required=True)
    version: Mapped[int] = f.number(N_("Version"), default=1)
    sent_on: Mapped[dt.date] = f.date(N_("Sent on"), required=True)
    how: Mapped[str] = f.text(N_("How"), N_("E-mail, portal, post."), required=True)
    by_whom: Mapped[str] = f.text(N_("By whom"), personal=True)
    note: Mapped[str] = f.text(N_("Note"))

    def title(self, words: Words) -> str:
        """Version and day."""
        return words("version {n} sent on {day}", n=self.version, day=self.sent_on)


class SentFile(Record):
    """A file kept with a sent report: what was sent, the signed declaration, the funder's reply."""

    __tablename__ = "sent_file"
    noun = N_("file of a sent report")

    sent_key: Mapped[str] = f.link("sent_report", N_("Sent report"), required=True)
    attachment_key: Mapped[str] = f.link("attachment", N_("File"), required=True)
    role: Mapped[str] = f.choice(N_("What it is"), FILE_ROLES, default="report", required=True)
    added_on: Mapped[dt.date] = f.date(N_("Added on"), required=True)
    note: Mapped[str] = f.text(N_("Note"))
