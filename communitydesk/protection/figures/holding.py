"""Every place in the file that holds one person, and what erasing them would do there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import fields_of
from communitydesk.desk.keeping import find
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.people.model import Person
from communitydesk.protection.figures.described import (
    ATTACHMENT,
    PERSON,
    LinkFrom,
    links,
    own_text,
    personal_fields,
    text_fields,
)
from communitydesk.protection.figures.needles import is_name, needles_of, same_named
from communitydesk.protection.figures.sent import SentHolding, sent_holding
from communitydesk.protection.names import Needles
from communitydesk.protection.scan import holds

EXCERPT = 60  # letters on each side of what was found


@dataclass(frozen=True)
class Counted:
    """So many records of one kind."""

    noun: str
    n: int


@dataclass(frozen=True)
class Mention:
    """A text of another record in which the person stands. `label` is a message id; the excerpt is as it was typed."""

    ref: Ref
    field: str
    label: str
    excerpt: str

    @property
    def id(self) -> str:
        """What names it in the choices: the record."""
        return f"{self.ref.table}:{self.ref.key}"


@dataclass(frozen=True)
class CardHolding:
    """A photograph or story that shows the person; `others` who are in it too have said yes as well."""

    ref: Ref
    name: str
    others: int
    has_file: bool

    @property
    def id(self) -> str:
        """What names it in the choices."""
        return f"{self.ref.table}:{self.ref.key}"


@dataclass(frozen=True)
class PaperHolding:
    """A kept file, not one that was sent, that tells of the person in what it says or in what is written about it."""

    ref: Ref
    name: str
    media_type: str
    sha256: str
    in_name_only: bool

    @property
    def id(self) -> str:
        """What names it in the choices."""
        return f"{self.ref.table}:{self.ref.key}"


@dataclass(frozen=True)
class Holding:
    """Everything that holds a person, and what erasing does with it.

    `goes` are the records that are removed, `unnamed` those that stay with a nameless stand-in so that totals stay
    right, `unlinked` those whose link is emptied. `same_name`: somebody else is called the same, so that texts
    cannot tell the two apart and are left alone.
    """

    key: str
    name: str
    same_name: bool
    needles: Needles
    goes: tuple[Ref, ...] = ()
    unnamed: tuple[tuple[Ref, str], ...] = ()
    unlinked: tuple[tuple[Ref, str], ...] = ()
    files: tuple[Ref, ...] = ()
    mentions: tuple[Mention, ...] = ()
    cards: tuple[CardHolding, ...] = ()
    papers: tuple[PaperHolding, ...] = ()
    sent: tuple[SentHolding, ...] = ()
    counts: tuple[Counted, ...] = field(default=())
    stay_counts: tuple[Counted, ...] = field(default=())
    minutes: int = 0

    @property
    def choices(self) -> tuple[str, ...]:
        """What names each thing about which there is a choice."""
        named: list[Mention | CardHolding | PaperHolding | SentHolding] = [*self.mentions, *self.cards, *self.papers]
        return tuple(dict.fromkeys(one.id for one in (*named, *self.sent)))


def holding(desk: Desk, person_key: str) -> Holding:
    """Return everything that holds a person. Slow where many files are kept: for a worker's thread. Raises Refused."""
    with desk.read() as session:
        person = find(session, Person, person_key)
        needles = needles_of(desk, session, person)
        reach = _reach(desk, session, person_key)
        gone = {*reach.goes, *reach.files, Ref(PERSON, person_key)}
        cards = _cards(session, person_key)
        emptied = {one for one, _ in reach.unnamed if _stays_theirs(desk, one.table)}
        sent, of_sent = sent_holding(desk, session, person_key, needles, [one.ref.key for one in cards])
        of_cards = _files_of_cards(session, [one.ref.key for one in cards])
        papers = _papers(desk, session, needles, gone, of_sent | of_cards)
        return Holding(
            key=person_key,
            name=person.name,
            same_name=same_named(session, person),
            needles=needles,
            goes=tuple(reach.goes),
            unnamed=tuple(reach.unnamed),
            unlinked=tuple(reach.unlinked),
            files=tuple(reach.files),
            mentions=tuple(_mentions(desk, session, needles, gone | {one.ref for one in cards}, emptied)),
            cards=cards,
            papers=papers,
            sent=sent,
            counts=_counts(desk, [one.table for one in reach.goes]),
            stay_counts=_counts(desk, [one.table for one, _ in reach.unnamed]),
            minutes=_minutes(session, person_key),
        )


# -- records that link -----------------------------------------------------------------------


@dataclass
class _Reach:
    goes: dict[Ref, None] = field(default_factory=dict)
    unnamed: list[tuple[Ref, str]] = field(default_factory=list)
    unlinked: list[tuple[Ref, str]] = field(default_factory=list)
    files: dict[Ref, None] = field(default_factory=dict)


def _reach(desk: Desk, session: Session, person_key: str) -> _Reach:
    """Return what becomes of every record that links to a person, or to one that goes with them."""
    reach = _Reach()
    waiting: list[Ref] = []
    for link in links(desk, PERSON):
        for key in _linking(session, link.record, link.field, person_key):
            if link.fate == "goes":
                waiting.append(Ref(link.table, key))
            else:
                (reach.unnamed if link.fate == "stays" else reach.unlinked).append((Ref(link.table, key), link.field))
    every = tuple(link for link in links(desk) if link.target not in (PERSON, ATTACHMENT))
    waiting += _theirs_alone(desk, session, every, person_key)
    while waiting:
        one = waiting.pop()
        if one not in reach.goes:
            reach.goes[one] = None
            waiting += _follow(session, every, one, reach, Ref(PERSON, person_key))
    for name in ("unnamed", "unlinked"):
        setattr(reach, name, [pair for pair in getattr(reach, name) if pair[0] not in reach.goes])
    reach.files = dict.fromkeys(_files_only_of(desk, session, {*reach.goes, Ref(PERSON, person_key)}))
    return reach


def _follow(session: Session, every: Iterable[LinkFrom], gone: Ref, reach: _Reach, person: Ref) -> Iterator[Ref]:
    """Yield the records that cannot be without one that goes; those that can lose their link to it."""
    for link in every:
        if link.target != gone.table:
            continue
        for key in _linking(session, link.record, link.field, gone.key):
            one = Ref(link.table, key)
            if link.required and one != person:
                yield one
            elif one != person:
                reach.unlinked.append((one, link.field))


def _theirs_alone(desk: Desk, session: Session, every: Iterable[LinkFrom], person_key: str) -> Iterator[Ref]:
    """Yield records with personal fields to which only this person's own record links: a household of one."""
    person = session.get(Person, person_key)
    for link in every:
        if link.table != PERSON:
            continue
        cls = desk.record_class(link.target)
        key = getattr(person, link.field)
        if key and cls is not None and personal_fields(cls):
            users = [
                one
                for other in every
                if other.target == link.target
                for one in _linking(session, other.record, other.field, key)
            ]
            if users == [person_key]:
                yield Ref(link.target, key)


def _linking(session: Session, record: Any, name: str, key: str) -> Iterable[str]:
    return session.scalars(select(record.key).where(getattr(record, name) == key).order_by(record.key)).all()


def _files_only_of(desk: Desk, session: Session, gone: set[Ref]) -> Iterator[Ref]:
    """Yield the attachments that only records link to which go."""
    uses: defaultdict[str, list[Ref]] = defaultdict(list)
    for link in links(desk, ATTACHMENT):
        cls: Any = link.record
        column = getattr(cls, link.field)
        for key, attachment in session.execute(select(cls.key, column).where(column.is_not(None))).all():
            uses[attachment].append(Ref(link.table, key))
    for attachment, users in uses.items():
        if all(one in gone for one in users):
            yield Ref(ATTACHMENT, attachment)


def _counts(desk: Desk, tables: Iterable[str]) -> tuple[Counted, ...]:
    found: defaultdict[str, int] = defaultdict(int)
    for table in tables:
        found[table] += 1
    nouns = {table: (desk.record_class(table) or Record).noun for table in found}
    return tuple(Counted(nouns[table], n) for table, n in sorted(found.items()))


def _minutes(session: Session, person_key: str) -> int:
    from communitydesk.people.model import Hours

    return int(session.scalar(select(func.sum(Hours.minutes)).where(Hours.person_key == person_key)) or 0)


# -- texts, photographs and files ---------------------------------------------------------------


def _stays_theirs(desk: Desk, table: str) -> bool:
    """Whether records of a table are about one person alone, so that what is personal in them is emptied anyway."""
    cls = desk.record_class(table)
    return bool(cls and cls.without_person == "stays")


def _mentions(
    desk: Desk, session: Session, needles: Needles, without: set[Ref], emptied: set[Ref]
) -> Iterator[Mention]:
    for cls in desk.record_classes():
        names = text_fields(cls)
        if not names or cls.__tablename__ in (ATTACHMENT, "sent_file"):
            continue
        described = fields_of(cls)
        personal = {one.name for one in personal_fields(cls)}
        for record in session.scalars(select(cls)):
            one = ref(record)
            if one in without:
                continue
            for name, text in own_text(record, names):
                if (isinstance(record, Person) and is_name(name)) or (one in emptied and name in personal):
                    continue  # somebody else's own name; what is emptied with the record
                if spans := needles.spans(text):
                    label = described[name].label if name in described else N_("Text")
                    yield Mention(one, name, label, _excerpt(text, *spans[0]))


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - EXCERPT), min(len(text), end + EXCERPT)
    said = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{said}{' …' if last < len(text) else ''}"


def _cards(session: Session, person_key: str) -> tuple[CardHolding, ...]:
    keys = session.scalars(select(Consent.card_key).where(Consent.person_key == person_key)).all()
    found = []
    for card in session.scalars(select(EvidenceCard).where(EvidenceCard.key.in_(set(keys)))):
        others = select(func.count()).where(
            Consent.card_key == card.key, Consent.person_key.is_distinct_from(person_key)
        )
        found.append(CardHolding(ref(card), card.name, session.scalar(others) or 0, bool(card.attachment_key)))
    return tuple(found)


def _files_of_cards(session: Session, keys: Iterable[str]) -> set[str]:
    query = select(EvidenceCard.attachment_key).where(EvidenceCard.key.in_(list(keys)))
    return {key for key in session.scalars(query) if key}


def _papers(
    desk: Desk, session: Session, needles: Needles, gone: set[Ref], others: set[str]
) -> tuple[PaperHolding, ...]:
    found = []
    seen: dict[str, bool] = {}
    for one in session.scalars(select(Attachment)):
        if ref(one) in gone or one.key in others:
            continue
        if one.sha256 not in seen:
            seen[one.sha256] = holds(desk.content(one.sha256), needles)
        if seen[one.sha256] or needles.tells(one.name):
            found.append(PaperHolding(ref(one), one.name, one.media_type, one.sha256, not seen[one.sha256]))
    return tuple(found)
