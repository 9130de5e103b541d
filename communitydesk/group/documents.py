"""Which documents the group's own records can produce."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import contacts, name_of
from communitydesk.group.report import contact_list
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return the group's documents."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            return contact_list(name_of(session), contacts(session, today), words, today)

    return (Document("contacts", Message(N_("Outside contacts")), make, Message(N_("Your group")), "group"),)
