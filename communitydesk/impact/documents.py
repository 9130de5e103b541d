"""Which documents outcomes and evidence can produce."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import name_of
from communitydesk.impact.figures import card_rows, outcome_rows
from communitydesk.impact.report import evidence_list
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return the documents of outcomes and evidence."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            return evidence_list(name_of(session), outcome_rows(session), card_rows(session, today), words, today)

    title = Message(N_("Outcomes and evidence"))
    return (Document("evidence", title, make, title, "impact"),)
