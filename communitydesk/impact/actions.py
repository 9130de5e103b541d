"""What can be done to outcomes, measurements, evidence and consent: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import amend, find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.impact.model import CardOutcome, Consent, EvidenceCard, Measure, Outcome


def add_outcome(desk: Desk, outcome: Outcome) -> Ref:
    """Add a difference that the group wants to make. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add the outcome {outcome}"), outcome=outcome) as session:
        keep(session, outcome)
    return ref(outcome)


def amend_outcome(desk: Desk, key: str, **values: Any) -> None:
    """Change an outcome. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the outcome {outcome}"), outcome=Ref("outcome", key)) as session:
        amend(session, Outcome, key, values)


def remove_outcome(desk: Desk, key: str) -> None:
    """Remove an outcome that has no measurements and no award. Raises Refused."""
    with desk.change(N_("Remove the outcome {outcome}"), outcome=Ref("outcome", key)) as session:
        remove(session, *session.scalars(select(CardOutcome).where(CardOutcome.outcome_key == key)).all())
        remove(session, find(session, Outcome, key))


def add_measure(desk: Desk, measure: Measure) -> Ref:
    """Record how many of those asked said yes. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Record {measure}"), measure=measure) as session:
        keep(session, measure)
    return ref(measure)


def amend_measure(desk: Desk, key: str, **values: Any) -> None:
    """Correct a measurement. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Correct {measure}"), measure=Ref("measure", key)) as session:
        amend(session, Measure, key, values)


def remove_measure(desk: Desk, key: str) -> None:
    """Remove a measurement. Raises Refused."""
    with desk.change(N_("Remove {measure}"), measure=Ref("measure", key)) as session:
        remove(session, find(session, Measure, key))


def add_card(
    desk: Desk,
    card: EvidenceCard,
    outcomes: Sequence[str] = (),
    consents: Sequence[Consent] = (),
    *,
    content: bytes = b"",
    media_type: str = "",
    file_name: str = "",
) -> Ref:
    """Add a piece of evidence with its picture or file, the outcomes that it shows and who agreed to be in it.

    `content` is stored as it is; a picture is prepared before (desk.pictures). Raises FieldTrouble, ManyTroubles.
    """
    with desk.change(N_("Add the evidence {card}"), card=card) as session:
        if content:
            card.attachment_key = _attached(desk, session, content, media_type, file_name)
        keep(session, card)
        _show(session, card.key, outcomes)
        for consent in consents:
            consent.card_key = card.key
            keep(session, consent)
    return ref(card)


def amend_card(
    desk: Desk,
    key: str,
    outcomes: Sequence[str] | None = None,
    *,
    content: bytes = b"",
    media_type: str = "",
    file_name: str = "",
    **values: Any,
) -> None:
    """Change a piece of evidence; with `outcomes` also which it shows; with `content` its picture or file.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.change(N_("Change the evidence {card}"), card=Ref("evidence_card", key)) as session:
        if content:
            values["attachment_key"] = _attached(desk, session, content, media_type, file_name)
        amend(session, EvidenceCard, key, values)
        if outcomes is not None:
            _show(session, key, outcomes)


def _attached(desk: Desk, session: Work, content: bytes, media_type: str, file_name: str) -> str:
    attachment = desk.attach(session, content, media_type, file_name)
    session.flush()
    return str(attachment.key)


def _show(session: Work, card_key: str, outcomes: Sequence[str]) -> None:
    shown = session.scalars(select(CardOutcome).where(CardOutcome.card_key == card_key)).all()
    remove(session, *(one for one in shown if one.outcome_key not in outcomes))
    there = {one.outcome_key for one in shown}
    keep(session, *(CardOutcome(card_key=card_key, outcome_key=key) for key in outcomes if key not in there))


def remove_card(desk: Desk, key: str) -> None:
    """Remove a piece of evidence with its consents. Raises Refused when an award's report uses it."""
    with desk.change(N_("Remove the evidence {card}"), card=Ref("evidence_card", key)) as session:
        card = find(session, EvidenceCard, key)
        remove(session, *session.scalars(select(CardOutcome).where(CardOutcome.card_key == key)).all())
        remove(session, *session.scalars(select(Consent).where(Consent.card_key == key)).all())
        remove(session, card)


def add_consent(desk: Desk, consent: Consent) -> Ref:
    """Record that somebody agreed to be in a card, or is being asked. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Record a consent for {card}"), card=Ref("evidence_card", consent.card_key or "")) as session:
        keep(session, consent)
    return ref(consent)


def amend_consent(desk: Desk, key: str, **values: Any) -> None:
    """Change a consent: the day of the yes, how, until when. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change a consent")) as session:
        amend(session, Consent, key, values)


def withdraw_consent(desk: Desk, key: str, day: dt.date) -> None:
    """Record that somebody took their consent back; what they are in stays out of documents. Raises Refused."""
    with desk.change(N_("Take back a consent")) as session:
        amend(session, Consent, key, {"withdrawn_on": day, "told_on": None})


def told_of_withdrawal(desk: Desk, key: str, day: dt.date) -> None:
    """Note that those to whom it was sent were told that a consent was taken back. Raises Refused."""
    with desk.change(N_("Note that those who have it were told of a consent taken back")) as session:
        amend(session, Consent, key, {"told_on": day})


def renew_consent(desk: Desk, key: str, day: dt.date, expires_on: dt.date | None, how: str = "") -> None:
    """Record that somebody said yes again. Raises FieldTrouble, ManyTroubles, Refused."""
    values: dict[str, Any] = {"given_on": day, "expires_on": expires_on, "withdrawn_on": None, "told_on": None}
    with desk.change(N_("Renew a consent")) as session:
        amend(session, Consent, key, values | ({"how": how} if how else {}))


def remove_consent(desk: Desk, key: str) -> None:
    """Remove a consent that was entered by mistake. Raises Refused."""
    with desk.change(N_("Remove a consent")) as session:
        remove(session, find(session, Consent, key))
