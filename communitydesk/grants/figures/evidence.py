"""The evidence that may stand in a report: the award's cards, those of the report first and in its order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.words import Message
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.grants.model import AwardCard, ReportCard
from communitydesk.impact.figures import card_rows


@dataclass(frozen=True)
class CardChoice:
    """A card that may be used: `consent` says whether it may be printed on the day asked for, and if not, why."""

    key: str
    kind: str
    name: str
    used: bool
    printable: bool
    consent: Message
    sha256: str = ""


def card_choices(session: Session, figures: ReportFigures, day: dt.date) -> tuple[CardChoice, ...]:
    """Return the cards of the report and then the award's others; where nobody has chosen, those taken by default."""
    chosen = session.scalars(
        select(ReportCard.card_key)
        .where(ReportCard.report_key == figures.key)
        .order_by(ReportCard.position, ReportCard.key)
    ).all()
    used = list(chosen) or [card.key for card in figures.cards]
    others = session.scalars(select(AwardCard.card_key).where(AwardCard.award_key == figures.award.key)).all()
    rows = {row.key: row for row in card_rows(session, day, keys=tuple({*used, *others}))}
    files = {
        key: sha256
        for key, sha256 in session.execute(select(Attachment.key, Attachment.sha256)
            .where(Attachment.key.in_([row.attachment_key for row in rows.values() if row.kind == "photograph"]))).all()
    }  # fmt: skip
    order = [*(key for key in used if key in rows), *(key for key in rows if key not in used)]
    return tuple(
        CardChoice(
            key,
            rows[key].kind,
            rows[key].name,
            key in used,
            rows[key].consent.printable,
            rows[key].consent.sentence,
            files.get(rows[key].attachment_key or "", ""),
        )
        for key in order
    )
