"""Reports to funders: written answer by answer, and kept exactly as they were when they were sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.keeping import amend, find, keep
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.model import Answer, Award, Report, ReportCard, SentFile, SentReport
from communitydesk.grants.questions import LINE

LATER = ("declaration", "reply", "other")
"""What may be put beside a sent report afterwards."""


@dataclass(frozen=True)
class NewFile:
    """A file to keep: what it is (a code of FILE_ROLES), its name, media type and bytes."""

    role: str
    name: str
    media_type: str
    content: bytes


def start_report(
    desk: Desk, award_key: str, kind: str, start: dt.date, end: dt.date, as_at: dt.date, *, due_key: str | None = None,
    **values: Any,
) -> str:  # fmt: skip
    """Start a report on an award and return its key.

    The names on the declaration are taken from the award's last report. Raises FieldTrouble, ManyTroubles.
    """
    report = Report(award_key=award_key, kind=kind, start=start, end=end, as_at=as_at, due_key=due_key, **values)
    with desk.change(N_("Start {report} on {award}"), report=report, award=Ref("award", award_key)) as session:
        find(session, Award, award_key)
        last = session.scalars(
            select(Report).where(Report.award_key == award_key).order_by(Report.key.desc()).limit(1)
        ).first()
        if last:
            for name in ("signed_by", "signed_role", "second_by", "second_role"):
                setattr(report, name, getattr(report, name) or getattr(last, name))
        keep(session, report)
    return report.key


def amend_report(desk: Desk, report_key: str, **values: Any) -> None:
    """Put other values into a report: its period, its "as at", the sentence to quote, who signs."""
    with desk.change(N_("Change {report}"), report=Ref("report", report_key)) as session:
        amend(session, Report, report_key, values)


def remove_report(desk: Desk, report_key: str) -> None:
    """Take away a report that was started by mistake. Raises Refused when it has been sent."""
    with desk.change(N_("Remove {report}"), report=Ref("report", report_key)) as session:
        report = find(session, Report, report_key)
        if session.scalar(select(func.count()).where(SentReport.report_key == report_key)):
            raise Refused(N_("This report was sent, so it stays. What was sent is kept with it."))
        for kind in (Answer, ReportCard):
            for record in session.scalars(select(kind).where(kind.report_key == report_key)).all():
                session.delete(record)
        session.flush()
        session.delete(report)


# -- answers -------------------------------------------------------------------------------


def answer(desk: Desk, report_key: str, question: str, text: str, *, done: bool | None = None) -> None:
    """Write down the answer to a question; `done` says whether it is finished, None leaves that as it was.

    An answer to a question that was left out asks it again.
    """
    with desk.change(N_("Answer a question of {report}"), report=Ref("report", report_key)) as session:
        record = _answer(session, report_key, question)
        record.text = text.replace("\r\n", "\n").strip()
        record.left_out = False
        if done is not None:
            record.done = done
        keep(session, record)


def finish_answer(desk: Desk, report_key: str, question: str, done: bool = True) -> None:
    """Say that an answer is finished, or is not."""
    label = N_("Finish an answer of {report}") if done else N_("Take up an answer of {report} again")
    with desk.change(label, report=Ref("report", report_key)) as session:
        record = _answer(session, report_key, question)
        record.done = done
        keep(session, record)


def leave_out(desk: Desk, report_key: str, question: str, reason: str, *, print_reason: bool = False) -> None:
    """Leave a question out, with the reason. What was answered is kept. Raises FieldTrouble without a reason."""
    if not reason.strip():
        raise FieldTrouble("reason", N_("Say why you leave it out, if only for yourself."))
    with desk.change(N_("Leave out a question of {report}"), report=Ref("report", report_key)) as session:
        record = _answer(session, report_key, question)
        record.left_out, record.reason, record.print_reason = True, " ".join(reason.split()), print_reason
        keep(session, record)


def ask_again(desk: Desk, report_key: str, question: str) -> None:
    """Ask a question again that was left out."""
    with desk.change(N_("Ask a question of {report} again"), report=Ref("report", report_key)) as session:
        record = _answer(session, report_key, question)
        record.left_out = False
        keep(session, record)


def give_reason(desk: Desk, report_key: str, line_key: str, reason: str) -> None:
    """Say why a budget line's spending differs from the budget; it is printed beside the line. "" takes it away."""
    with desk.change(N_("Say why a line differs in {report}"), report=Ref("report", report_key)) as session:
        record = _answer(session, report_key, LINE + line_key)
        record.text = " ".join(reason.split())
        keep(session, record)


def _answer(session: Session, report_key: str, question: str) -> Answer:
    find(session, Report, report_key)
    wanted = select(Answer).where(Answer.report_key == report_key, Answer.question == question)
    return session.scalars(wanted).first() or Answer(report_key=report_key, question=question)


# -- evidence ------------------------------------------------------------------------------


def choose_cards(desk: Desk, report_key: str, card_keys: Iterable[str]) -> None:
    """Use exactly these evidence cards in a report, in this order."""
    wanted = list(dict.fromkeys(card_keys))
    with desk.change(N_("Choose the evidence for {report}"), report=Ref("report", report_key)) as session:
        find(session, Report, report_key)
        there = {
            record.card_key: record
            for record in session.scalars(select(ReportCard).where(ReportCard.report_key == report_key))
        }
        for key, record in there.items():
            if key not in wanted:
                session.delete(record)
        for position, key in enumerate(wanted, 1):
            record = there.get(key) or ReportCard(report_key=report_key, card_key=key)
            record.position = position
            keep(session, record)


# -- sending -------------------------------------------------------------------------------


def mark_sent(
    desk: Desk, report_key: str, files: Sequence[NewFile], sent_on: dt.date, how: str, *, by_whom: str = "",
    note: str = "",
) -> str:  # fmt: skip
    """Keep exactly what was sent (the PDF, the figures) as the report's next version; return its key.

    Nothing changes these files later: they are named by the SHA-256 of their bytes. Raises FieldTrouble, Refused.
    """
    if not any(file.role in ("report", "pack") for file in files):
        raise Refused(N_("Nothing would be kept: write the report first, then say that it was sent."))
    with desk.change(N_("Mark {report} as sent"), report=Ref("report", report_key)) as session:
        report = find(session, Report, report_key)
        last = session.scalar(select(func.max(SentReport.version)).where(SentReport.report_key == report_key))
        sent = SentReport(
            report_key=report.key, version=(last or 0) + 1, sent_on=sent_on, how=" ".join(how.split()),
            by_whom=" ".join(by_whom.split()), note=note.strip(),
        )  # fmt: skip
        keep(session, sent)
        for file in files:
            _keep_file(desk, session, sent.key, file, sent_on)
    return sent.key


def add_paper(desk: Desk, sent_key: str, file: NewFile, added_on: dt.date, note: str = "") -> str:
    """Put the signed declaration, the funder's reply or another paper beside a sent report; return its key."""
    if file.role not in LATER:
        raise Refused(N_("What was sent stays as it is. Send a new version instead."))
    with desk.change(N_("Add a paper to {sent}"), sent=Ref("sent_report", sent_key)) as session:
        find(session, SentReport, sent_key)
        return _keep_file(desk, session, sent_key, file, added_on, note)


def remove_paper(desk: Desk, file_key: str) -> None:
    """Take away a paper that was put beside a sent report by mistake. What was sent itself stays: Refused."""
    with desk.change(N_("Take a paper away from a sent report")) as session:
        record = find(session, SentFile, file_key)
        if record.role not in LATER:
            raise Refused(N_("This is what was sent, so it stays."))
        session.delete(record)


def _keep_file(desk: Desk, session: Session, sent_key: str, file: NewFile, day: dt.date, note: str = "") -> str:
    attachment = desk.attach(session, file.content, file.media_type, file.name)
    session.flush()
    record = SentFile(sent_key=sent_key, attachment_key=attachment.key, role=file.role, added_on=day, note=note.strip())
    keep(session, record)
    return record.key
