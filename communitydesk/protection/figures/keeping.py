"""What your group holds of people, why and until when; and what is past its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, false, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_, Message
from communitydesk.group.model import Group, financial_year
from communitydesk.impact.model import Consent
from communitydesk.people.model import Hours, Person, StageChange
from communitydesk.protection.figures.described import PERSON, about_people
from communitydesk.protection.kinds import KindRow, all_kinds
from communitydesk.protection.model import DataRequest, KeepingRule, Kept, StandIn

NEVER_JOINED = ("enquiry", "applied")


@dataclass(frozen=True)
class HeldKind:
    """A kind of data, and how many records of it the file holds."""

    kind: KindRow
    records: int

    @property
    def key(self) -> str:
        """The kind's id."""
        return self.kind.id


@dataclass(frozen=True)
class PastItem:
    """A record, or all records of one kind of a person, past its time.

    `until` is the last day on which it might be held. With `whole_person` the name may be taken away or all of it
    erased; with `stays` totals or the group's accounts need the record, so that only what tells of somebody goes.
    `kept_why` is set where the group kept it for a while that is over now.
    """

    ref: Ref
    kind: KindRow
    name: str
    since: dt.date
    until: dt.date
    refs: tuple[Ref, ...]
    whole_person: bool = False
    stays: bool = False
    kept_why: str = ""

    @property
    def key(self) -> str:
        """What names it in a list."""
        return f"{self.kind.id}:{self.ref.key}"


@dataclass(frozen=True)
class KeptRow:
    """Something that the group decided to keep: what, why, until when."""

    key: str
    ref: Ref
    what: Message
    why: str
    until: dt.date


def kinds(session: Session) -> tuple[KindRow, ...]:
    """Return every kind of data with the rule that holds for it."""
    return all_kinds(session.scalars(select(KeepingRule)).all())


def held_kinds(desk: Desk) -> tuple[HeldKind, ...]:
    """Return every kind of data with how many records there are; kinds that no record belongs to count nothing."""
    with desk.read() as session:
        return tuple(HeldKind(row, _how_many(desk, session, row)) for row in kinds(session))


def _how_many(desk: Desk, session: Session, row: KindRow) -> int:
    if row.id == "enquiry":
        return session.scalar(select(func.count()).where(Person.stage.in_(NEVER_JOINED))) or 0
    if row.id == "access":
        return session.scalar(select(func.count()).where(Person.access_needs != "")) or 0
    if row.id == "contact":
        return session.scalar(select(func.count()).select_from(Person)) or 0
    found = 0
    for table in row.tables or {}:
        cls: Any = desk.record_class(table)
        if cls is not None and table != "group_profile":
            found += session.scalar(select(func.count()).select_from(cls)) or 0
    return found


def uncovered(desk: Desk) -> tuple[str, ...]:
    """Return the tables with personal data that no kind of data names; a test wants none."""
    named = {table for row in all_kinds(()) for table in row.tables or {}}
    return tuple(str(cls.__tablename__) for cls in about_people(desk) if cls.__tablename__ not in named)


# -- past their time -------------------------------------------------------------------------


def past_their_time(desk: Desk, today: dt.date) -> tuple[PastItem, ...]:
    """Return what is past its time and not kept for a reason that still holds, the oldest first."""
    with desk.read() as session:
        kept = {Ref(one.tbl, one.record_key): one for one in session.scalars(select(Kept))}
        found: list[PastItem] = []
        rules = {row.id: row for row in kinds(session)}
        people = set()
        for item in (*_people(session, rules["contact"], today), *_enquiries(session, rules["enquiry"], today)):
            people.add(item.ref.key)
            found.append(item)
        for row in rules.values():
            found += _of_kind(desk, session, row, today, people)
        found += _kept_too_long(desk, session, kept.values(), rules, {one.ref for one in found}, today)
        return tuple(sorted(_not_kept(found, kept, today), key=lambda one: (one.until, one.name.casefold())))


def _kept_too_long(
    desk: Desk, session: Session, kept: Iterable[Kept], rules: dict[str, KindRow], there: set[Ref], today: dt.date
) -> Iterator[PastItem]:
    """Yield single records, such as a copy that was sent, that were to be kept until a day that has passed."""
    for one in kept:
        where, cls = Ref(one.tbl, one.record_key), desk.record_class(one.tbl)
        record = session.get(cls, one.record_key) if cls and one.tbl not in rules and one.tbl != PERSON else None
        if record is not None and one.until < today and where not in there:
            row = next((row for row in rules.values() if one.tbl in (row.tables or {})), rules["contact"])
            yield PastItem(where, row, _title(record), one.decided_on or one.until, one.until, (where,))


def _not_kept(found: list[PastItem], kept: dict[Ref, Kept], today: dt.date) -> Iterator[PastItem]:
    from dataclasses import replace

    for item in found:
        decision = kept.get(item.ref) or kept.get(Ref(item.kind.id, item.ref.key))
        if decision is None:
            yield item
        elif decision.until < today:
            yield replace(item, until=decision.until, kept_why=decision.why)


def _people(session: Session, row: KindRow, today: dt.date) -> Iterator[PastItem]:
    """Yield people who left longer ago than their details may be held; nameless stand-ins are past nothing."""
    nameless = set(session.scalars(select(StandIn.person_key)))
    for person in session.scalars(select(Person).where(Person.left_on <= row.began(today))):
        if person.left_on and row.ends(person.left_on) < today and person.key not in nameless:
            yield PastItem(
                ref(person), row, person.name, person.left_on, row.ends(person.left_on), (ref(person),), whole_person=True
            )  # fmt: skip


def is_stand_in(session: Session, person: Person) -> bool:
    """Whether this stands for somebody who was erased: nothing is left to take away."""
    return session.scalar(select(StandIn.key).where(StandIn.person_key == person.key)) is not None


def _enquiries(session: Session, row: KindRow, today: dt.date) -> Iterator[PastItem]:
    last = select(func.max(StageChange.since_on)).where(StageChange.person_key == Person.key).scalar_subquery()
    gave = select(Hours.key).where(Hours.person_key == Person.key).exists()
    query = select(Person, last).where(Person.stage.in_(NEVER_JOINED), ~gave)
    for person, since in session.execute(query).all():
        if since and row.ends(since) < today:
            yield PastItem(ref(person), row, person.name, since, row.ends(since), (ref(person),), whole_person=True)


def _of_kind(desk: Desk, session: Session, row: KindRow, today: dt.date, people: set[str]) -> Iterator[PastItem]:
    if row.id in ("contact", "enquiry", "hours"):
        return
    if row.id == "access":
        query = select(Person).where(Person.access_needs != "", Person.left_on.is_not(None))
        for person in session.scalars(query):
            if person.key not in people and person.left_on and row.ends(person.left_on) < today:
                yield PastItem(ref(person), row, person.name, person.left_on, row.ends(person.left_on), (ref(person),))
    elif row.clock == "left":
        yield from _after_leaving(desk, session, row, today, people)
    elif row.id == "evidence":
        yield from _lapsed(session, row, today)
    else:
        yield from _by_day(desk, session, row, today)


def _after_leaving(desk: Desk, session: Session, row: KindRow, today: dt.date, people: set[str]) -> Iterator[PastItem]:
    """Yield for each person who left the records of one kind that are not needed after them."""
    found: dict[str, tuple[Person, list[Ref]]] = {}
    for table in row.tables or {}:
        cls: Any = desk.record_class(table)
        names = [one.name for one in fields_of(cls).values() if one.target == PERSON and one.required] if cls else []
        for name in names[:1]:
            query = select(Person, cls.key).join(cls, getattr(cls, name) == Person.key)
            for person, key in session.execute(query.where(Person.left_on <= row.began(today))).all():
                if person.key not in people and row.ends(person.left_on) < today:
                    found.setdefault(person.key, (person, []))[1].append(Ref(table, key))
    for person, refs in found.values():
        assert person.left_on is not None
        yield PastItem(ref(person), row, person.name, person.left_on, row.ends(person.left_on), tuple(refs))


def _lapsed(session: Session, row: KindRow, today: dt.date) -> Iterator[PastItem]:
    """Yield photographs and stories of which a consent ended."""
    from communitydesk.impact.model import EvidenceCard

    query = select(EvidenceCard, Consent).join(Consent, Consent.card_key == EvidenceCard.key)
    seen: set[str] = set()
    for card, consent in session.execute(query).all():
        ended = min((day for day in (consent.withdrawn_on, consent.expires_on) if day), default=None)
        if ended and row.ends(ended) < today and card.key not in seen and (card.attachment_key or card.text):
            seen.add(card.key)
            yield PastItem(ref(card), row, card.name, ended, row.ends(ended), (ref(card),))


def _by_day(desk: Desk, session: Session, row: KindRow, today: dt.date) -> Iterator[PastItem]:
    """Yield records whose own day is longer ago than they may be held."""
    group = session.scalars(select(Group)).first()
    month = int(group.year_end_month or 3) if group else 3
    for table, name in (row.tables or {}).items():
        cls: Any = desk.record_class(table)
        if cls is None or not name:
            continue
        day = getattr(cls, name)
        for record in session.scalars(select(cls).where(day <= row.began(today), _somebody_in(cls))):
            since: dt.date = getattr(record, name)
            start = financial_year(since, month)[1] if row.clock == "year" else since
            if row.ends(start) < today and _holds_somebody(record):
                yield PastItem(ref(record), row, _title(record), since, row.ends(start), (ref(record),), stays=True)


def _somebody_in(cls: Any) -> ColumnElement[bool]:
    """Return the condition that a record may have a person in it: what the file can say of `_holds_somebody`."""
    if issubclass(cls, DataRequest):
        return true()
    fields = [getattr(cls, one.name) for one in fields_of(cls).values() if one.personal or one.target == PERSON]
    return or_(false(), *(field.is_not(None) & (type_coerce(field, String) != "") for field in fields))


def _holds_somebody(record: Record) -> bool:
    """Whether a record has a person in it at all: a payment to a shop has none."""
    if isinstance(record, DataRequest):
        return bool(record.who or record.what or record.person_key or record.outcome)
    described = fields_of(type(record)).values()
    return any(getattr(record, one.name) for one in described if one.personal or one.target == PERSON)


def _title(record: Record) -> str:
    from communitydesk.desk.words import Words

    return record.title(Words())


def kept_rows(desk: Desk) -> tuple[KeptRow, ...]:
    """Return what the group decided to keep, the first to end first."""
    with desk.read() as session:
        names = {row.id: row.name for row in kinds(session)}
        found = []
        for one in session.scalars(select(Kept).order_by(Kept.until)):
            cls, kind = desk.record_class(one.tbl), names.get(one.tbl)
            noun = Message(kind or (cls.noun if cls else Record.noun))
            where = Ref(one.tbl if not kind else PERSON, one.record_key)
            record = _there(desk, session, where)
            what = Message(N_("{noun}: {title}"), {"noun": noun, "title": _title(record)}) if record else noun
            found.append(KeptRow(one.key, where, what, one.why, one.until))
        return tuple(found)


def _there(desk: Desk, session: Session, where: Ref) -> Record | None:
    cls = desk.record_class(where.table)
    return session.get(cls, where.key) if cls else None


def stand_ins(desk: Desk) -> frozenset[str]:
    """Return the keys of the nameless people who stand for somebody that was erased."""
    with desk.read() as session:
        return frozenset(session.scalars(select(StandIn.person_key)))
