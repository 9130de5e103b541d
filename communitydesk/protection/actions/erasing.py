"""Erasing a person, or taking their name away: one change that cannot be undone and leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.keeping import find, next_number
from communitydesk.desk.records import Record, Ref, ref
from communitydesk.desk.words import N_, Words
from communitydesk.grants.model import SentFile
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.people.model import Person
from communitydesk.protection.figures.described import PERSON, links, personal_fields
from communitydesk.protection.figures.holding import Holding, holding
from communitydesk.protection.model import Kept, StandIn
from communitydesk.protection.redacting import Redacted, redacted, withdrawn

Do = Literal["remove", "keep", "redact", "withdraw"]
STANDS = (
    "is_volunteer", "is_committee", "is_staff", "is_sessional", "takes_part", "role_class", "source_key", "joined_on",
)  # fmt: skip
"""What is kept of a person where totals count on it: what they were and since when, and nothing that tells who."""


@dataclass(frozen=True)
class Choice:
    """What becomes of one thing that holds the person. To keep it needs a reason and a last day.

    `boxes` (by page, from 1; parts of the page) are blacked out besides what is found.
    """

    do: Do
    why: str = ""
    until: dt.date | None = None
    boxes: Mapping[int, Sequence[tuple[float, float, float, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Erased:
    """What erasing did: records removed, records that stay without a name, texts changed, copies replaced and kept."""

    removed: int
    unnamed: int
    texts: int
    replaced: int
    kept: int
    stand_in: Ref | None


def usual(one: Holding) -> dict[str, Choice]:
    """Return what is done with each thing where the group says nothing else; copies with a picture are left open."""
    found = {mention.id: Choice("remove") for mention in one.mentions}
    found |= {card.id: Choice("remove") for card in one.cards}
    found |= {paper.id: Choice("redact") for paper in one.papers}
    found |= {sent.id: Choice("redact") for sent in one.sent if sent.by_name and not sent.by_picture}
    return found


def erase_person(
    desk: Desk, person_key: str, choices: Mapping[str, Choice], today: dt.date, words: Words,
    progress: Callable[[float], None] = lambda _: None,
) -> Erased:  # fmt: skip
    """Erase a person: their records, their name wherever it stands, the history of all of it, and free space.

    What stays for the sake of totals stays under a nameless stand-in. Cannot be undone. Slow: for a worker's thread.
    Raises Refused where something that was sent has not been decided on, and where a reason is missing.
    """
    found = holding(desk, person_key)
    progress(0.2)
    decided = _decided(found, choices, today)
    copies = _copies(desk, found, decided, today, words)
    progress(0.6)
    with desk.change(N_("Erase a person for good")) as session:
        work = _Work(desk, session, found, decided, today, words)
        work.relink()
        work.texts()
        work.cards()
        work.replace_files(copies)
        work.keep()
        work.remove()
        desk.forget(found.needles.tells)
        done = work.done()
    progress(0.8)
    desk.compact()
    progress(1.0)
    return done


def _decided(found: Holding, choices: Mapping[str, Choice], today: dt.date) -> dict[str, Choice]:
    decided = {**usual(found), **{name: one for name, one in choices.items() if name in found.choices}}
    if any(name not in decided for name in found.choices):
        raise Refused(N_("Say for each copy that was sent whether you keep it, and why, or replace it."))
    for one in decided.values():
        if one.do == "keep" and (not one.why.strip() or one.until is None or one.until <= today):
            raise Refused(N_("Say why you keep it, and until when."))
    return decided


def _copies(
    desk: Desk, found: Holding, decided: Mapping[str, Choice], today: dt.date, words: Words
) -> dict[str, Redacted]:
    """Make the copies that take the place of what was sent or kept, before anything is written."""
    made: dict[str, Redacted] = {}
    files = [(one.id, one.copy.sha256, one.copy.media_type) for one in found.sent]
    files += [(one.id, one.sha256, one.media_type) for one in found.papers if not one.in_name_only]
    for name, sha256, media_type in files:
        choice = decided[name]
        if choice.do == "redact":
            made[name] = redacted(desk.content(sha256), media_type, found.needles, words, today, choice.boxes)
        elif choice.do in ("withdraw", "remove"):
            made[name] = withdrawn(words, today)
    return made


class _Work:
    """One erasing, inside its change."""

    def __init__(
        self, desk: Desk, session: Session, found: Holding, decided: Mapping[str, Choice], today: dt.date, words: Words
    ) -> None:
        self.desk, self.session, self.found, self.decided = desk, session, found, decided
        self.today, self.words = today, words
        self.person = find(session, Person, found.key)
        self.stand_in: Person | None = None
        self.texts_changed = self.replaced = self.kept = 0

    def _record(self, one: Ref) -> Any:
        cls = self.desk.record_class(one.table)
        assert cls is not None
        return find(self.session, cls, one.key)

    def _forget(self, one: Ref, *fields: str) -> None:
        self.desk.erase_history(one, *fields)

    def relink(self) -> None:
        """Put the nameless stand-in where totals need somebody, and nobody where they do not."""
        if self.found.unnamed:
            self.stand_in = Person(
                name=self.words(N_("Name erased")),
                number=next_number(self.session, Person.number),
                left_on=self.person.left_on or self.today,
                stage="left",
                **{name: getattr(self.person, name) for name in STANDS},
            )
            self.session.add(self.stand_in)
            self.session.flush()
            self.session.add(StandIn(person_key=self.stand_in.key, erased_on=self.today))
            self.session.flush()
        for one, name in self.found.unnamed:
            assert self.stand_in is not None
            record = self._record(one)
            setattr(record, name, self.stand_in.key)
            self._forget(one, name)
            if (
                type(record).without_person == "stays"
            ):  # it is about this person alone, and so is all that belongs to it
                self._blank_with_parts(record)
        for one, name in self.found.unlinked:
            record = self._record(one)
            setattr(record, name, None)
            self._forget(one, name)
            if type(record).without_person == "unlinked":
                self._blank(record)
        self.session.flush()

    def _blank_with_parts(self, record: Record) -> None:
        """Empty the personal fields of a record and of those that cannot be without it: the lines of a claim."""
        self._blank(record)
        for link in links(self.desk, str(record.__tablename__)):
            if link.required:
                cls: Any = link.record
                for part in self.session.scalars(select(cls).where(getattr(cls, link.field) == record.key)).all():
                    self._blank_with_parts(part)

    def _blank(self, record: Record) -> None:
        """Empty the personal fields of a record; one that must not be empty says that it was emptied."""
        names = []
        for one in personal_fields(type(record)):
            if one.kind in (Kind.TEXT, Kind.LONG):
                setattr(record, one.name, self.words(N_("[removed]")) if one.required else "")
            elif not one.required:
                setattr(record, one.name, "" if one.kind is Kind.CHOICE else None)
            names.append(one.name)
        if names:
            self._forget(ref(record), *names)

    def texts(self) -> None:
        """Take the person out of every other text that is not kept."""
        instead = self.words(N_("[name removed]"))
        for one in self.found.mentions:
            if self.decided[one.id].do == "keep":
                continue
            record = self._record(one.ref)
            text = getattr(record, one.field)
            left = self.found.needles.without(text, instead)
            kind: type[Record] = type(record)
            described = fields_of(kind).get(one.field)
            if left.strip() == instead and not (described and described.required):
                left = ""
            setattr(record, one.field, left)
            self._forget(one.ref, one.field)
            self.texts_changed += 1
        self.session.flush()

    def cards(self) -> None:
        """Empty the photographs and stories that the person is in, unless they are kept; what used them stays."""
        for one in self.found.cards:
            if self.decided[one.id].do == "keep":
                continue
            card = find(self.session, EvidenceCard, one.ref.key)
            file = card.attachment_key
            names = ("text", "said_by", "caption", "alt_text", "notes")
            for name in names:
                setattr(card, name, "")
            card.name = self.words(N_("Taken out on {day}"), day=self.today)
            card.attachment_key = None
            card.shows_people = False
            self._forget(one.ref, "name", "attachment_key", *names)
            for consent in self.session.scalars(select(Consent).where(Consent.card_key == one.ref.key)).all():
                if ref(consent) not in self.found.goes:
                    self._forget(ref(consent))
                    self.session.delete(consent)
            self.session.flush()
            if file:
                self._drop_file(file)

    def replace_files(self, copies: Mapping[str, Redacted]) -> None:
        """Put the copies without the person in the place of what was sent and kept; what they replace is gone."""
        note = self.words(N_("Redacted on {day}: what told of one person was taken out."), day=self.today)
        for one in self.found.sent:
            if copy := copies.get(one.id):
                record = find(self.session, SentFile, one.copy.ref.key)
                old = record.attachment_key
                made = self.desk.attach(self.session, copy.content, copy.media_type, copy.name)
                self.session.flush()
                record.attachment_key = made.key
                record.note = " ".join(filter(None, (self.found.needles.without(record.note, ""), note)))
                self.session.flush()
                self._forget(one.copy.ref, "attachment_key", "note")
                self._drop_file(old)
                self.replaced += 1
        for paper in self.found.papers:
            if self.decided[paper.id].do == "keep":
                continue
            kept = find(self.session, Attachment, paper.ref.key)
            kept.name = copies[paper.id].name if paper.id in copies else self.words(N_("file"))
            names = ["name"]
            if new := copies.get(paper.id):
                made = self.desk.attach(self.session, new.content, new.media_type, new.name)
                kept.sha256, kept.size, kept.media_type = made.sha256, made.size, made.media_type
                self.session.flush()
                self._forget(ref(made))
                self.session.delete(made)
                names += ["sha256", "size", "media_type"]
            self.session.flush()
            self._forget(paper.ref, *names)
            self.replaced += 1

    def _drop_file(self, key: str) -> None:
        """Let go of an attachment unless something else still uses it."""
        from communitydesk.desk.keeping import users

        attachment = find(self.session, Attachment, key)
        if not any(users(self.session, attachment)):
            self.session.delete(attachment)
            self.session.flush()
            self._forget(Ref("attachment", key))

    def keep(self) -> None:
        """Write down what the group keeps, why and until when."""
        for name, one in self.decided.items():
            if one.do == "keep" and one.until is not None:
                table, _, key = name.partition(":")
                old = self.session.scalars(select(Kept).where(Kept.tbl == table, Kept.record_key == key)).first()
                record = old or Kept(tbl=table, record_key=key)
                record.why = self.found.needles.without(" ".join(one.why.split()), self.words(N_("[name removed]")))
                record.until, record.decided_on = one.until, self.today
                self.session.add(record)
                self.kept += 1
        self.session.flush()

    def remove(self) -> None:
        """Remove the person, what is theirs alone, and all that the history says of it."""
        going = [*self.found.goes, Ref(PERSON, self.found.key), *self.found.files]
        for one in going:
            cls: Any = self.desk.record_class(one.table)
            record = self.session.get(cls, one.key)
            if record is not None:
                self.session.delete(record)
        self.session.flush()
        for one in going:
            self._forget(one)

    def done(self) -> Erased:
        """Return what was done."""
        return Erased(
            len(self.found.goes) + 1,
            len(self.found.unnamed),
            self.texts_changed,
            self.replaced,
            self.kept,
            ref(self.stand_in) if self.stand_in else None,
        )
