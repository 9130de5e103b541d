"""Which documents data protection can produce: the notice, what is held and why, requests, one person's record."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.protection.documents.held import held_story
from communitydesk.protection.documents.notice import notice_story
from communitydesk.protection.documents.record import record_story
from communitydesk.protection.documents.requests import requests_story
from communitydesk.protection.figures.keeping import held_kinds
from communitydesk.protection.figures.notice import notice_figures
from communitydesk.protection.figures.person_record import person_record
from communitydesk.protection.figures.requests import requests

GROUP = Message(N_("Data protection"))


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return the documents about data protection; one person's record is made from their page."""

    def notice(words: Words) -> Story:
        return notice_story(notice_figures(desk), words, today)

    def held(words: Words) -> Story:
        with desk.read() as session:
            group = name_of(session)
        return held_story(group, held_kinds(desk), words, today)

    def log(words: Words) -> Story:
        with desk.read() as session:
            group = name_of(session)
        return requests_story(group, requests(desk), words, today)

    title = Message(N_("Requests and complaints about data"))
    asked = (
        (Document("data-requests", title, log, GROUP, "protection", "requests"),) if desk.holds("data_request") else ()
    )
    return (
        *asked,
        Document("privacy-notice", Message(N_("Privacy notice")), notice, GROUP, "protection", "notice"),
        Document("data-held", Message(N_("What you hold on people, and why")), held, GROUP, "protection", "held"),
    )


def record_document(desk: Desk, person_key: str, number: int, today: dt.date, *, with_notes: bool) -> Document:
    """Return the document that gives a person their record; its name holds a number and no name."""

    def make(words: Words) -> Story:
        return record_story(person_record(desk, person_key, words, with_notes=with_notes), words, today)

    title = Message(N_("Record of person {n}"), {"n": number})
    return Document(f"record-of-person-{number}", title, make, GROUP, "people", person_key)
