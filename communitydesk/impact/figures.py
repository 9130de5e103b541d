"""Outcomes with what was measured, and evidence with whether it may be shown."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.dates import Period
from communitydesk.desk.keeping import values_of
from communitydesk.desk.words import N_, Message
from communitydesk.group.model import Aim
from communitydesk.impact.consent import ConsentState, consent_state
from communitydesk.impact.model import CardOutcome, Consent, EvidenceCard, Measure, Outcome
from communitydesk.people.model import Person


@dataclass(frozen=True)
class MeasureRow:
    """How many of those asked said yes on a day."""

    key: str
    outcome_key: str
    taken_on: dt.date
    question: str
    yes: int
    asked: int

    @property
    def share(self) -> int:
        """The part that said yes, in whole per cent, half up."""
        return (200 * self.yes + self.asked) // (2 * self.asked)


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome, its measurements by day, and how much evidence shows it."""

    key: str
    statement: str
    how_we_know: str
    aim_key: str | None
    aim: str
    measures: tuple[MeasureRow, ...]
    cards: int

    @property
    def trouble(self) -> Message | None:
        """What is missing, as a sentence."""
        if not self.measures and not self.cards:
            return Message(N_("Nothing shows it yet: ask people, or add a picture or a story."))
        return None


@dataclass(frozen=True)
class ConsentRow:
    """One person's consent for a card; `name` is from the list of people, or as it was typed."""

    key: str
    card_key: str
    person_key: str | None
    name: str
    given_on: dt.date | None
    how: str
    expires_on: dt.date | None
    withdrawn_on: dt.date | None
    told_on: dt.date | None = None


@dataclass(frozen=True)
class CardRow:
    """A piece of evidence and whether it may be shown on the day asked for."""

    key: str
    kind: str
    name: str
    made_on: dt.date | None
    text: str
    said_by: str
    number: int | None
    unit: str
    attachment_key: str | None
    alt_text: str
    caption: str
    shows_people: bool
    session_key: str | None
    outcomes: tuple[str, ...]
    consents: tuple[ConsentRow, ...]
    consent: ConsentState

    @property
    def troubles(self) -> tuple[Message, ...]:
        """What keeps it from being printed well, each a sentence."""
        found = [] if self.consent.printable else [self.consent.sentence]
        if self.kind == "photograph" and not self.attachment_key:
            found.append(Message(N_("The picture itself is not here yet.")))
        elif self.kind == "photograph" and not self.alt_text.strip():
            found.append(Message(N_("Say what the picture shows, for people who cannot see it.")))
        if self.kind in ("story", "quotation") and not self.text.strip():
            found.append(Message(N_("The words are not here yet.")))
        return tuple(found)


@dataclass(frozen=True)
class Evidence:
    """What may be printed on a day, and what stays out (each card says why in its consent's sentence)."""

    shown: tuple[CardRow, ...]
    kept_out: tuple[CardRow, ...]


def outcome_rows(session: Work) -> tuple[OutcomeRow, ...]:
    """Return the outcomes in the order in which they were added."""
    measured: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in session.execute(
        select(Measure.key, Measure.outcome_key, Measure.taken_on, Measure.question, Measure.yes, Measure.asked)
        .order_by(Measure.taken_on, Measure.key)
    ).all():  # fmt: skip
        measured[row.outcome_key].append(MeasureRow(*row))
    shown = select(CardOutcome.outcome_key, func.count()).group_by(CardOutcome.outcome_key)
    cards = {key: n for key, n in session.execute(shown).all()}
    rows = session.execute(
        select(Outcome.key, Outcome.statement, Outcome.how_we_know, Outcome.aim_key, func.coalesce(Aim.statement, ""))
        .outerjoin(Aim, Aim.key == Outcome.aim_key)
        .order_by(Outcome.key)
    ).all()
    return tuple(OutcomeRow(*row, tuple(measured[row.key]), cards.get(row.key, 0)) for row in rows)


def card_rows(
    session: Work, day: dt.date, *, keys: Sequence[str] | None = None, outcome_key: str = "",
    period: Period | None = None,
) -> tuple[CardRow, ...]:  # fmt: skip
    """Return the evidence, latest first, each with whether it may be shown on `day`."""
    query: Any = select(
        EvidenceCard.key, EvidenceCard.kind, EvidenceCard.name, EvidenceCard.made_on, EvidenceCard.text,
        EvidenceCard.said_by, EvidenceCard.number, EvidenceCard.unit, EvidenceCard.attachment_key,
        EvidenceCard.alt_text, EvidenceCard.caption, EvidenceCard.shows_people, EvidenceCard.session_key,
    ).order_by(EvidenceCard.made_on.desc().nulls_last(), EvidenceCard.key.desc())  # fmt: skip
    if keys is not None:
        query = query.where(EvidenceCard.key.in_(tuple(keys)))
    if outcome_key:
        query = query.where(
            EvidenceCard.key.in_(select(CardOutcome.card_key).where(CardOutcome.outcome_key == outcome_key))
        )
    if period and period.start:
        query = query.where(EvidenceCard.made_on >= period.start)
    if period and period.end:
        query = query.where(EvidenceCard.made_on <= period.end)
    shows: dict[str, list[str]] = defaultdict(list)
    for link in session.execute(select(CardOutcome.card_key, CardOutcome.outcome_key).order_by(CardOutcome.key)).all():
        shows[link.card_key].append(link.outcome_key)
    agreed = _consents(session)
    found = []
    rows: Any = session.execute(query).all()
    for row in rows:
        consents = tuple(agreed[row.key])
        found.append(CardRow(*(*row, tuple(shows[row.key]), consents, consent_state(row, consents, day))))
    return tuple(found)


def _consents(session: Work) -> dict[str, list[ConsentRow]]:
    found: dict[str, list[ConsentRow]] = defaultdict(list)
    rows = session.execute(
        select(Consent.key, Consent.card_key, Consent.person_key, func.coalesce(Person.name, Consent.who),
               Consent.given_on, Consent.how, Consent.expires_on, Consent.withdrawn_on, Consent.told_on)
        .outerjoin(Person, Person.key == Consent.person_key)
        .order_by(Consent.key)
    ).all()  # fmt: skip
    for row in rows:
        found[row.card_key].append(ConsentRow(*row))
    return found


def evidence(session: Work, day: dt.date, keys: Sequence[str] | None = None) -> Evidence:
    """Return which of these cards (None: of all) may be printed on a day, and which stay out."""
    rows = card_rows(session, day, keys=keys)
    return Evidence(
        tuple(row for row in rows if row.consent.printable), tuple(row for row in rows if not row.consent.printable)
    )


def consents_of(session: Work, person_key: str) -> tuple[tuple[ConsentRow, str], ...]:
    """Return one person's consents, each with the title of its card."""
    names = {key: name for key, name in session.execute(select(EvidenceCard.key, EvidenceCard.name)).all()}
    rows = [row for rows in _consents(session).values() for row in rows if row.person_key == person_key]
    return tuple((row, names[row.card_key]) for row in rows)


@dataclass(frozen=True)
class Picture:
    """A card's picture or file: its content's hash, kind and name."""

    sha256: str
    media_type: str
    name: str


def picture_of(session: Work, attachment_key: str | None) -> Picture | None:
    """Return what a card's attachment holds, None when it has none."""
    found = session.get(Attachment, attachment_key) if attachment_key else None
    return Picture(found.sha256, found.media_type, found.name) if found else None


def outcome_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of an outcome for a form; empty when it is not there any more."""
    return values_of(session.get(Outcome, key))


def measure_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a measurement for a form; empty when it is not there any more."""
    return values_of(session.get(Measure, key))


def card_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a card for a form; empty when it is not there any more."""
    return values_of(session.get(EvidenceCard, key))


def consent_values(session: Work, key: str) -> dict[str, Any]:
    """Return every field of a consent for a form; empty when it is not there any more."""
    return values_of(session.get(Consent, key))


def attention(session: Work, day: dt.date) -> int:
    """Return how many cards stay out of documents, or soon will, because of a consent."""
    return sum(1 for row in card_rows(session, day) if row.consent.state != "ok")


def pictures_of(session: Work) -> dict[str, Picture]:
    """Return the picture or file of every card that has one, by the attachment's key."""
    rows = session.execute(
        select(Attachment.key, Attachment.sha256, Attachment.media_type, Attachment.name).join(
            EvidenceCard, EvidenceCard.attachment_key == Attachment.key
        )
    ).all()
    return {key: Picture(sha256, media_type, name) for key, sha256, media_type, name in rows}
