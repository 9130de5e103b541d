"""Rules for keeping data, decisions to keep something longer, and letting go of what is past its time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.keeping import amend, find, keep, remove, users
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_, Words
from communitydesk.grants.model import SentFile
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.people.model import Person
from communitydesk.protection.figures.described import PERSON, links
from communitydesk.protection.figures.keeping import PastItem
from communitydesk.protection.figures.needles import is_name
from communitydesk.protection.model import KeepingRule, Kept
from communitydesk.protection.redacting import withdrawn


def set_rule(desk: Desk, kind: str, **values: Any) -> None:
    """Say why and how long a kind of data is held. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Say how long you keep data")) as session:
        old = session.scalars(select(KeepingRule).where(KeepingRule.kind == kind)).first()
        if old:
            amend(session, KeepingRule, old.key, values)
        else:
            keep(session, KeepingRule(kind=kind, **values))


def remove_rule(desk: Desk, key: str) -> None:
    """Take the group's own rule away, so that the program's suggestion holds again. Raises Refused."""
    with desk.change(N_("Go back to the suggested time for keeping data")) as session:
        remove(session, find(session, KeepingRule, key))


def keep_longer(desk: Desk, item: PastItem, why: str, until: dt.date, today: dt.date) -> None:
    """Keep something past its time: why, and until when. Raises FieldTrouble."""
    if until <= today:
        raise FieldTrouble("until", N_("Give a day that is still to come."))
    table, key = (PERSON, item.ref.key) if item.whole_person else (item.kind.id, item.ref.key)
    with desk.change(N_("Keep data longer")) as session:
        old = session.scalars(select(Kept).where(Kept.tbl == table, Kept.record_key == key)).first()
        record = old or Kept(tbl=table, record_key=key)
        record.why, record.until, record.decided_on = " ".join(why.split()), until, today
        keep(session, record)


def stop_keeping(desk: Desk, key: str) -> None:
    """Take a decision to keep something back; it is past its time again. Raises Refused."""
    with desk.change(N_("No longer keep data longer")) as session:
        remove(session, find(session, Kept, key))


def let_go(desk: Desk, item: PastItem, today: dt.date, words: Words) -> None:
    """Erase what is past its time: the records of a kind, or only what tells of a person where totals count on them.

    A whole person is erased with `erasing.erase_person`. Cannot be undone. Slow: for a worker's thread. Raises Refused.
    """
    if item.whole_person:
        raise ValueError("a whole person is erased with what holds them")
    with desk.change(N_("Erase data that is past its time")) as session:
        for one in item.refs:
            _let_go(desk, session, one, words, today)
        names = (item.kind.id, item.ref.table)
        for old in session.scalars(select(Kept).where(Kept.tbl.in_(names), Kept.record_key == item.ref.key)).all():
            session.delete(old)
    desk.compact()


def _let_go(desk: Desk, session: Any, one: Ref, words: Words, today: dt.date) -> None:
    cls: Any = desk.record_class(one.table)
    record = find(session, cls, one.key)
    if isinstance(record, Person):  # only what help they need
        record.access_needs = ""
        session.flush()
        desk.erase_history(one, "access_needs")
    elif isinstance(record, SentFile):
        _take_out(desk, session, record, words, today)
    elif isinstance(record, EvidenceCard):
        _empty_card(desk, session, record, words, today)
    elif isinstance(record, Attachment):
        _take_out_paper(desk, session, record, words, today)
    elif any(link.required and link.fate == "goes" and link.record is cls for link in links(desk, PERSON)):
        session.delete(record)
        session.flush()
        desk.erase_history(one)
    else:
        _take_names(desk, session, record, words)


def _take_names(desk: Desk, session: Any, record: Record, words: Words) -> None:
    """Empty what tells of a person in a record that totals and accounts need."""
    names, cls = [], type(record)
    for field in fields_of(cls).values():
        if field.kind in (Kind.TEXT, Kind.LONG) and (field.personal or is_name(field.name)):
            setattr(record, field.name, words(N_("[removed]")) if field.required else "")
            names.append(field.name)
    for link in links(desk, PERSON):
        if link.record is cls and not link.required and getattr(record, link.field):
            setattr(record, link.field, None)
            names.append(link.field)
    session.flush()
    if names:
        desk.erase_history(ref(record), *names)


def _take_out(desk: Desk, session: Any, sent: SentFile, words: Words, today: dt.date) -> None:
    """Put a page that says so in the place of a copy that was sent."""
    old, page = sent.attachment_key, withdrawn(words, today)
    made = desk.attach(session, page.content, page.media_type, page.name)
    session.flush()
    sent.attachment_key, sent.note = made.key, words(N_("Taken out on {day}"), day=today)
    session.flush()
    desk.erase_history(ref(sent), "attachment_key", "note")
    _drop_file(desk, session, old)


def _take_out_paper(desk: Desk, session: Any, kept: Attachment, words: Words, today: dt.date) -> None:
    """Put a page that says so in the place of a kept file, under the same key, so that what uses it still does."""
    page = withdrawn(words, today)
    made = desk.attach(session, page.content, page.media_type, page.name)
    session.flush()
    kept.name, kept.sha256, kept.size, kept.media_type = made.name, made.sha256, made.size, made.media_type
    session.flush()
    desk.erase_history(ref(made))
    session.delete(made)
    session.flush()
    desk.erase_history(ref(kept), "name", "sha256", "size", "media_type")


def _drop_file(desk: Desk, session: Any, key: str) -> None:
    found = find(session, Attachment, key)
    if not any(users(session, found)):
        session.delete(found)
        session.flush()
        desk.erase_history(Ref("attachment", key))


def _empty_card(desk: Desk, session: Any, card: EvidenceCard, words: Words, today: dt.date) -> None:
    file, names = card.attachment_key, ("text", "said_by", "caption", "alt_text", "notes")
    for name in names:
        setattr(card, name, "")
    card.name, card.attachment_key, card.shows_people = words(N_("Taken out on {day}"), day=today), None, False
    for consent in session.scalars(select(Consent).where(Consent.card_key == card.key)).all():
        session.delete(consent)
        desk.erase_history(ref(consent))
    session.flush()
    desk.erase_history(ref(card), "name", "attachment_key", *names)
    if file:
        _drop_file(desk, session, file)
