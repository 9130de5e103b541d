"""One person's whole record, worked out from what the records say of themselves; other people in it are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.keeping import find
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_, Words
from communitydesk.group.figures import name_of
from communitydesk.people.model import Person
from communitydesk.protection.figures.described import ATTACHMENT, PERSON, links, own_text, personal_fields, text_fields
from communitydesk.protection.figures.keeping import kinds
from communitydesk.protection.figures.needles import is_name, needles_of
from communitydesk.protection.figures.sent import SentCopy, sent_holding
from communitydesk.protection.kinds import KindRow
from communitydesk.protection.names import Needles, distinct_words, words_in

PRIVATE = ("person_note",)
"""Records that are left out unless they are asked for."""


@dataclass(frozen=True)
class Entry:
    """One record: what it is called, and its fields as label, name and value as said."""

    table: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Section:
    """All records of one kind: its table, what one is called, why it is held, and the records."""

    table: str
    noun: str
    kind: KindRow | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PersonRecord:
    """Everything that the file holds on one person, with other people hidden, as it is said in one language.

    `mentions` are texts of other records in which they stand: what record, which field, and the sentence.
    """

    group: str
    name: str
    number: int
    sections: tuple[Section, ...]
    mentions: tuple[tuple[str, str, str], ...]
    sent: tuple[SentCopy, ...]
    with_notes: bool
    hidden: int


class _Hider:
    """Puts something else in the place of other people."""

    def __init__(self, others: Needles, words: Words) -> None:
        self._others, self._instead, self.count = others, words(N_("[another person]")), 0

    def __call__(self, text: str) -> str:
        if found := self._others.spans(text):
            self.count += len(found)
            return self._others.without(text, self._instead)
        return text

    @property
    def instead(self) -> str:
        """What stands for another person."""
        self.count += 1
        return self._instead


def person_record(desk: Desk, person_key: str, words: Words, *, with_notes: bool = False) -> PersonRecord:
    """Return everything held on a person. Slow where many files are kept: for a worker's thread. Raises Refused."""
    with desk.read() as session:
        person = find(session, Person, person_key)
        hide = _Hider(_others(desk, session, person), words)
        by_table = {table: row for row in kinds(session) for table in row.tables or {}}
        theirs = _theirs(desk, session, person, with_notes)
        sections = tuple(_sections(desk, session, theirs, by_table, words, hide, person_key))
        needles = needles_of(desk, session, person)
        own = {ref(one) for found in theirs.values() for one in found}
        mentions = tuple(_mentions(desk, session, needles, own, words, hide, with_notes))
        cards = [one.card_key for one in theirs.get("consent", ()) if hasattr(one, "card_key")]
        sent, _ = sent_holding(desk, session, person_key, needles, cards)
        return PersonRecord(
            name_of(session), person.name, person.number, sections, mentions, tuple(one.copy for one in sent), with_notes,
            hide.count,
        )  # fmt: skip


def _others(desk: Desk, session: Session, person: Person) -> Needles:
    """Return what everybody else in the file is looked for by."""
    own = set(words_in(f"{person.name} {person.also_called}"))
    names = [one for one in session.scalars(select(Person.name).where(Person.key != person.key)) if one != person.name]
    for cls in desk.record_classes():
        if cls.__tablename__ in (PERSON, ATTACHMENT):
            continue
        kept: Any = cls
        for field in personal_fields(cls):
            if is_name(field.name) and field.kind is Kind.TEXT:
                column = getattr(kept, field.name)
                names += [one for one in session.scalars(select(column).where(column != "").distinct()) if one]
    names = [one for one in names if not set(words_in(one)) <= own]
    words = {
        word for name in names for word in distinct_words(name, (person.name, person.also_called), ()) if len(word) > 2
    }
    return Needles(tuple(dict.fromkeys(names)), tuple(sorted(words & _people_words(session, person))))


def _people_words(session: Session, person: Person) -> set[str]:
    """Return the first words of other people's names: as they are called in a sentence."""
    others = session.scalars(select(Person.name).where(Person.key != person.key))
    return {found[0] for name in others if (found := words_in(name))}


def _theirs(desk: Desk, session: Session, person: Person, with_notes: bool) -> dict[str, list[Record]]:
    """Return the person and every record that is about them, by table: those that link, and what belongs to these."""
    found: dict[str, list[Record]] = {PERSON: [person]}
    seen = {ref(person)}
    every = links(desk)

    def add(cls: Any, name: str, key: str) -> None:
        for record in session.scalars(select(cls).where(getattr(cls, name) == key).order_by(cls.key)).all():
            if ref(record) not in seen and (with_notes or record.__tablename__ not in PRIVATE):
                seen.add(ref(record))
                found.setdefault(record.__tablename__, []).append(record)
                if not _of_somebody_else(record, person.key):
                    follow(record)

    def follow(record: Record) -> None:
        for link in every:
            if link.target == record.__tablename__ and link.required and link.target not in (PERSON, ATTACHMENT):
                add(link.record, link.field, record.key)

    for link in every:
        if link.target == PERSON and link.table not in (PERSON, "stand_in"):
            add(link.record, link.field, person.key)
    return found


def _of_somebody_else(record: Record, person_key: str) -> bool:
    """Whether a record is another person's, and this one only did something with it: approved a claim of theirs."""
    described = fields_of(type(record)).values()
    return any(one.target == PERSON and one.required and getattr(record, one.name) != person_key for one in described)


def _sections(
    desk: Desk, session: Session, theirs: dict[str, list[Record]], kinds_by_table: dict[str, KindRow], words: Words,
    hide: _Hider, person_key: str,
) -> Iterator[Section]:  # fmt: skip
    for table, records in sorted(theirs.items(), key=lambda one: (one[0] != PERSON, one[0])):
        cls = type(records[0])
        entries = tuple(_entry(desk, session, one, words, hide, person_key) for one in records)
        yield Section(table, words(cls.noun), kinds_by_table.get(table), entries)


def _entry(desk: Desk, session: Session, record: Record, words: Words, hide: _Hider, person_key: str) -> Entry:
    fields = []
    others = _of_somebody_else(record, person_key)
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        if value is None or value is False or value == "" or field.name == "position":
            continue  # nought is something: the first day of the week
        if others and field.target != PERSON:
            continue
        if field.target == PERSON and field.required and value == person_key and not others:
            continue  # whose record it is need not be said on each line of theirs
        said = _said(desk, session, record, field, value, words, hide, person_key)
        if said:
            fields.append((words(field.label), field.name, said))
    title = record.title(words)
    own = isinstance(record, Person) and record.key == person_key
    return Entry(str(record.__tablename__), title if own else hide(title), tuple(fields))


def _said(
    desk: Desk, session: Session, record: Record, field: Field, value: Any, words: Words, hide: _Hider, person_key: str
) -> str:
    own: Callable[[str], str] = str if isinstance(record, Person) and is_name(field.name) else hide
    if field.kind is not Kind.LINK:
        if field.personal and is_name(field.name) and not isinstance(record, Person):
            return hide.instead if value else ""
        return own(field.show(value, words))
    if field.target == PERSON:
        return words(N_("you")) if value == person_key else hide.instead
    cls: Any = desk.record_class(field.target)
    target = session.get(cls, value) if cls else None
    return hide(target.title(words)) if target is not None else ""


def _mentions(
    desk: Desk, session: Session, needles: Needles, own: set[Ref], words: Words, hide: _Hider, with_notes: bool
) -> Iterator[tuple[str, str, str]]:
    for cls in desk.record_classes():
        names = text_fields(cls)
        if not names or (cls.__tablename__ in PRIVATE and not with_notes):
            continue
        described = fields_of(cls)
        for record in session.scalars(select(cls)):
            if ref(record) in own:
                continue
            for name, text in own_text(record, names):
                if needles.tells(text) and not (isinstance(record, Person) and is_name(name)):
                    label = words(described[name].label) if name in described else ""
                    yield words(cls.noun), label, hide(text)
