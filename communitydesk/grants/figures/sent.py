"""What was sent, as it was kept: versions with their files, and the declaration and reply that came beside them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.grants.model import Report, SentFile, SentReport


@dataclass(frozen=True)
class KeptFile:
    """A file kept with a sent report; `sha256` names exactly its bytes, `size` is in bytes."""

    key: str
    role: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_on: dt.date
    note: str


@dataclass(frozen=True)
class Sent:
    """A version that was sent: when, how, by whom, and its files in the order in which they were added."""

    key: str
    version: int
    sent_on: dt.date
    how: str
    by_whom: str
    note: str
    files: tuple[KeptFile, ...]


@dataclass(frozen=True)
class ReportChoice:
    """A report of an award, to be chosen from a list."""

    key: str
    kind: str
    start: dt.date
    end: dt.date
    as_at: dt.date
    due_key: str | None
    sent_on: dt.date | None


def sent_reports(session: Session, report_key: str) -> tuple[Sent, ...]:
    """Return the versions of a report that were sent, the latest first."""
    files: defaultdict[str, list[KeptFile]] = defaultdict(list)
    query = (
        select(SentFile, Attachment)
        .join(Attachment, Attachment.key == SentFile.attachment_key)
        .join(SentReport, SentReport.key == SentFile.sent_key)
        .where(SentReport.report_key == report_key)
        .order_by(SentFile.added_on, SentFile.key)
    )
    for one, kept in session.execute(query).all():
        files[one.sent_key].append(
            KeptFile(one.key, one.role, kept.name, kept.media_type, kept.size, kept.sha256, one.added_on, one.note)
        )
    sent = select(SentReport).where(SentReport.report_key == report_key).order_by(SentReport.version.desc())
    return tuple(
        Sent(one.key, one.version, one.sent_on, one.how, one.by_whom, one.note, tuple(files[one.key]))
        for one in session.scalars(sent)
    )


def report_choices(session: Session, award_key: str) -> tuple[ReportChoice, ...]:
    """Return the reports of an award, the latest first."""
    sent: dict[str, dt.date] = {}
    for key, day in session.execute(select(SentReport.report_key, SentReport.sent_on)).all():
        sent[key] = max(day, sent.get(key, day))
    query = select(Report).where(Report.award_key == award_key).order_by(Report.end.desc(), Report.key.desc())
    return tuple(
        ReportChoice(one.key, one.kind, one.start, one.end, one.as_at, one.due_key, sent.get(one.key))
        for one in session.scalars(query)
    )


def kept_content(desk: Desk, file: KeptFile) -> bytes:
    """Return the bytes that were kept. Raises FileTrouble when they are missing or no longer what they were."""
    import hashlib

    content = desk.content(file.sha256)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileTrouble(N_("This file is no longer what was kept. Bring back a backup."))
    return content
