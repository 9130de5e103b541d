"""What was sent, and whom it holds: by name in what was written, by a photograph, by a receipt of what they paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message
from communitydesk.grants.model import (
    Allocation,
    Award,
    Payment,
    Receipt,
    Report,
    ReportCard,
    SentFile,
    SentReport,
)
from communitydesk.group.model import Contact
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.protection.names import Needles
from communitydesk.protection.scan import holds, texts_of

LEAST_WORDS = 20  # letters of a caption or a story by which it is known again in what was sent


@dataclass(frozen=True)
class SentCopy:
    """A file that was sent, or was put beside what was sent: to whom, when and how."""

    ref: Ref
    role: str
    name: str
    media_type: str
    sha256: str
    attachment_key: str
    award: str
    award_key: str
    funder: str
    version: int
    sent_on: dt.date
    how: str
    sent_key: str


@dataclass(frozen=True)
class SentHolding:
    """A sent copy that holds a person, and why that is thought."""

    copy: SentCopy
    by_name: bool
    by_picture: bool
    by_receipt: bool

    @property
    def id(self) -> str:
        """What names it in the choices."""
        return f"{self.copy.ref.table}:{self.copy.ref.key}"

    @property
    def why(self) -> tuple[Message, ...]:
        """Why the copy is thought to hold the person."""
        found = (
            (self.by_name, N_("Their name, address or number is in it.")),
            (self.by_picture, N_("A photograph or story that they are in was used in this report.")),
            (self.by_receipt, N_("Receipts of what they paid may be in it.")),
        )
        return tuple(Message(text) for holds_it, text in found if holds_it)


def sent_copies(session: Session, reports: Iterable[str] | None = None) -> tuple[SentCopy, ...]:
    """Return every file of every sent report, the latest first; with `reports`, those of some reports."""
    query = (
        select(SentFile, Attachment, SentReport, Award, Contact.name)
        .join(Attachment, Attachment.key == SentFile.attachment_key)
        .join(SentReport, SentReport.key == SentFile.sent_key)
        .join(Report, Report.key == SentReport.report_key)
        .join(Award, Award.key == Report.award_key)
        .join(Contact, Contact.key == Award.funder_key)
        .order_by(SentReport.sent_on.desc(), SentReport.version.desc(), SentFile.key)
    )
    if reports is not None:
        query = query.where(SentReport.report_key.in_(list(reports)))
    return tuple(
        SentCopy(
            Ref("sent_file", one.key), one.role, kept.name, kept.media_type, kept.sha256, kept.key, award.name, award.key,
            funder, sent.version, sent.sent_on, sent.how, sent.key,
        )
        for one, kept, sent, award, funder in session.execute(query).all()
    )  # fmt: skip


def sent_holding(
    desk: Desk, session: Session, person_key: str, needles: Needles, cards: Sequence[str]
) -> tuple[tuple[SentHolding, ...], set[str]]:
    """Return the sent copies that hold a person, and the keys of all attachments that were sent."""
    pictured = {one.ref for one in copies_with_cards(desk, session, cards)}
    paid = set(
        session.scalars(
            select(Allocation.award_key)
            .join(Payment, Payment.key == Allocation.payment_key)
            .join(Receipt, Receipt.payment_key == Payment.key)
            .where(Payment.paid_by_key == person_key)
        )
    )
    found, every = [], set()
    for copy in sent_copies(session):
        every.add(copy.attachment_key)
        by_name = needles.tells(copy.name) or holds(desk.content(copy.sha256), needles)
        by_receipt = copy.role == "pack" and copy.award_key in paid
        one = SentHolding(copy, by_name, copy.ref in pictured, by_receipt)
        if by_name or one.by_picture or by_receipt:
            found.append(one)
    return tuple(found), every


def copies_with_cards(
    desk: Desk, session: Session, cards: Sequence[str], *, quick: bool = False
) -> tuple[SentCopy, ...]:
    """Return the sent reports that used one of some evidence cards, or still carry its words.

    `quick` reads only the figures that were sent along with a report and not the report itself, which takes long; what
    a report used when it was sent is known without reading.
    """
    if not cards:
        return ()
    used = set(session.scalars(select(ReportCard.report_key).where(ReportCard.card_key.in_(cards))))
    by_link = {one.sent_key for one in sent_copies(session, used)} | _held_when_sent(desk, cards)
    words = _words_of(session, cards)
    found = []
    for copy in sent_copies(session):
        if copy.role in ("reply", "declaration"):
            continue
        whole = copy.role in ("report", "pack") or copy.media_type in ("application/pdf", "application/json")
        if whole and copy.sent_key in by_link:
            found.append(copy)
        elif quick and copy.media_type == "application/pdf":
            continue
        elif words and words.tells_any(desk.content(copy.sha256)):
            found.append(copy)
    return tuple(found)


def _held_when_sent(desk: Desk, cards: Sequence[str]) -> set[str]:
    """Return the sendings of reports that used one of some cards on that day, though it may have been dropped since.

    The history knows: what was sent may be a PDF alone, in which a photograph without words is not found again.
    """
    using: dict[str, str] = {}
    found = set()
    for ref, fields, came in desk.came_and_went("report_card", "sent_report"):
        if ref.table == "sent_report" and came and fields.get("report_key") in using.values():
            found.add(ref.key)
        elif ref.table == "report_card" and came and fields.get("card_key") in cards:
            using[ref.key] = fields["report_key"]
        elif ref.table == "report_card" and not came:
            using.pop(ref.key, None)
    return found


@dataclass(frozen=True)
class _Passages:
    """Passages by which a card is known again."""

    passages: tuple[str, ...]

    def tells_any(self, content: bytes) -> bool:
        """Whether a file holds one of the passages."""
        return any(passage in " ".join(text.split()) for text, _ in texts_of(content) for passage in self.passages)


def _words_of(session: Session, cards: Sequence[str]) -> _Passages | None:
    found = []
    for card in session.scalars(select(EvidenceCard).where(EvidenceCard.key.in_(cards))):
        for text in (card.text, card.caption, card.alt_text):
            if len(said := " ".join(text.split())) >= LEAST_WORDS:
                found.append(said[:60])
    return _Passages(tuple(found)) if found else None


def shown_to(desk: Desk, card_keys: Sequence[str], *, quick: bool = False) -> tuple[SentCopy, ...]:
    """Return what was sent with these photographs or stories: to whom, when and how; one line for each sending."""
    with desk.read() as session:
        found: dict[tuple[str, int, str, dt.date], SentCopy] = {}
        for copy in copies_with_cards(desk, session, card_keys, quick=quick):
            found.setdefault((copy.award_key, copy.version, copy.how, copy.sent_on), copy)
        return tuple(found.values())


def quickly_shown_to(desk: Desk, card_key: str) -> tuple[SentCopy, ...]:
    """Return what was sent with a photograph or story, as far as that is known without reading every report."""
    return shown_to(desk, [card_key], quick=True)


def said_sending(copy: SentCopy) -> Message:
    """Return one sending in a few words: to whom, when and with what."""
    return Message(N_("{funder} on {day} ({award})"), {"funder": copy.funder, "day": copy.sent_on, "award": copy.award})


@dataclass(frozen=True)
class Untold:
    """A consent that was taken back after what it is about was sent, and of which those who have it do not know."""

    card_key: str
    card: str
    withdrawn_on: dt.date
    sent: tuple[SentCopy, ...]


def untold(desk: Desk) -> tuple[Untold, ...]:
    """Return the consents taken back of which somebody has still to be told, one line for each card."""
    found: dict[str, Untold] = {}
    with desk.read() as session:
        query = (
            select(Consent.card_key, EvidenceCard.name, Consent.withdrawn_on)
            .join(EvidenceCard, EvidenceCard.key == Consent.card_key)
            .where(Consent.withdrawn_on.is_not(None), Consent.told_on.is_(None))
            .order_by(Consent.withdrawn_on)
        )
        for key, name, day in session.execute(query).all():
            if day and key not in found and (sent := quickly_shown_to(desk, key)):
                found[key] = Untold(key, name, day, sent)
    return tuple(found.values())
