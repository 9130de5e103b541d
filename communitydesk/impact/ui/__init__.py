"""Outcomes and evidence on the screen, and the consents of one person."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the place of outcomes and evidence; its badge counts cards that need a consent."""
    return (
        Place(
            "impact", N_("Evidence"), _make, badge=_attention, shown=_any,
            tables=("evidence_card", "outcome", "measure", "consent"),
        ),
    )  # fmt: skip


def _make(context: Context) -> QWidget:
    from communitydesk.impact.ui.place import EvidencePlace

    return EvidencePlace(context)


def person_consents(context: Context, person_key: str) -> QWidget:
    """Return the side of a person's record that shows their consents (for `context.extra["person_tabs"]`)."""
    from communitydesk.impact.ui.consents import PersonConsents

    return PersonConsents(context, person_key)


def person_tabs() -> tuple[tuple[str, str, object], ...]:
    """Return what this room adds to a person's record: (id, title, what makes it)."""
    return (("consents", N_("Consents"), person_consents),)


def _attention(desk: Desk, today: dt.date) -> int:
    from communitydesk.impact.figures import attention

    with desk.read() as session:
        return attention(session, today)


def _any(desk: Desk) -> bool:
    return desk.holds("outcome", "evidence_card")
