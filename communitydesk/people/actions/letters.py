"""What can be done to the words of letters: each function is one named change."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import fill, put, remove
from communitydesk.desk.words import N_, Message
from communitydesk.people.model import LetterTemplate
from communitydesk.people.model.letters import LETTER_KINDS


def keep_words(desk: Desk, kind: str, **values: Any) -> None:
    """Keep the group's own words for one kind of letter, in place of those kept before. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Keep the words: {kind}"), kind=Message(LETTER_KINDS[kind])) as session:
        query = select(LetterTemplate).where(LetterTemplate.kind == kind).order_by(LetterTemplate.key)
        record = session.scalars(query).first() or LetterTemplate(kind=kind)
        put(session, fill(record, values))


def drop_words(desk: Desk, kind: str) -> None:
    """Give up the group's own words for one kind of letter: the program's own stand there again."""
    with desk.change(N_("Give up the words: {kind}"), kind=Message(LETTER_KINDS[kind])) as session:
        for record in session.scalars(select(LetterTemplate).where(LetterTemplate.kind == kind)).all():
            remove(session, record)
