"""The Desk: one open file, and the only way to write to it.

    with desk.change(N_("Record receipt from {payment}"), payment=payment) as session:
        session.add(payment)

A change is journaled, can be undone and redone, also after closing and opening again, and tells whoever listens
which records it touched.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.schema import MetaData

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.fresh import write_fresh
from communitydesk.desk.guarding import SETTLED, Guard
from communitydesk.desk.history import Changes, HistoryStep, Step, pack, unpack
from communitydesk.desk.records import Record, Ref
from communitydesk.desk.remembering import Remembered
from communitydesk.desk.words import N_, Message, Money, Words
from communitydesk.storage import blobs, capture, journal, revert, schema, search
from communitydesk.storage import erasing as erasing_of
from communitydesk.storage.engine import Driver, Key, driver, reading, writing
from communitydesk.storage.faults import faults
from communitydesk.storage.lock import Holder
from communitydesk.storage.schema import SCHEMA, any_row, record_tables

T = TypeVar("T")
Value = Record | Ref | Message | Money | int | dt.date
READ_ONLY = N_("“{file}” is open for reading only, so nothing in it can be changed.")


@dataclass
class _Active:
    """What one thread is in the middle of."""

    session: Session
    writes: bool
    failed: BaseException | None = None
    erase: list[tuple[Ref, tuple[str, ...]]] = field(default_factory=list)
    forget: list[Callable[[str], bool]] = field(default_factory=list)


class RecordTitle:
    """A reference in a label that says the record's title once the reader's language is known."""

    def __init__(self, desk: Desk, record: Ref) -> None:
        self._desk, self.ref = desk, record

    def said_in(self, words: Words) -> str:
        """Return the record's title."""
        return self._desk.title(self.ref, words)

    def __str__(self) -> str:
        return self.said_in(Words())


class Desk:
    """One open file. Made by `storage.create` and `storage.open_desk`."""

    def __init__(
        self,
        path: Path,
        engine: Engine,
        *,
        who: str = "",
        read_only: bool = False,
        why_read_only: Message | None = None,
        held_by: Holder | None = None,
        key: Key | None = None,
        models: Callable[[], MetaData] | None = None,
        before_change: Callable[[], None] = lambda: None,
        on_replaced: Callable[[], None] = lambda: None,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        """`before_change` raises FileTrouble when the file may no longer be written; `on_close` lets go of it.

        `held_by` says who has the file open elsewhere; `key` is kept to make copies with.
        """
        self.path, self.who, self.read_only, self.why_read_only = path, who, read_only, why_read_only
        self.held_by, self.engine, self._key = held_by, engine, key or Key(None)
        self._models, self._before_change, self._on_close = models, before_change, on_close
        self._on_replaced = on_replaced
        self.guard: Guard | None = None  # asks before something private is kept; set where somebody can answer
        self.copying = threading.RLock()  # held by who makes backups, so that nobody locks them meanwhile
        self._writer = threading.RLock()
        self._local = threading.local()
        self._listeners: list[Callable[[Changes], None]] = []
        self.telling: Callable[[Callable[[], None]], None] = lambda tell: tell()  # a window tells on its own thread
        self._classes: dict[str, type[Record]] = {}
        self._remembered = Remembered()
        self._searched: dict[str, tuple[str, ...]] | None = None
        self._seen = self._head()

    def _head(self) -> int:
        with self.read() as session:
            return journal.head(driver(session.connection()))

    @property
    def passphrase(self) -> str | None:
        """What the file is locked with, None when it is open to everybody."""
        return self._key.passphrase

    @property
    def offer_settled(self) -> bool:
        """Whether somebody decided for this file whether private things may stand in it without a passphrase."""
        with self.read() as session:
            return schema.note(driver(session.connection()), SETTLED) is not None

    def settle_offer(self) -> None:
        """Keep with the file that this was decided, so that nobody is asked again."""
        with self._transaction() as connection:
            schema.set_note(driver(connection), SETTLED, dt.datetime.now(dt.UTC).date().isoformat())
        self.guard = None

    @contextmanager
    def unwritten(self) -> Iterator[None]:
        """Nobody writes as long as this lasts; everybody may read. Raises FileTrouble when the file cannot be written."""
        if self._active:
            raise RuntimeError("the file is not replaced inside a change")
        if self.read_only:
            raise FileTrouble(self.why_read_only or Message(READ_ONLY, {"file": self.path.name}))
        with self._writer, faults(self.path):
            self._before_change()
            yield

    def put_in_place(self, part: Path, passphrase: str | None) -> None:
        """Inside `unwritten`: go on with a copy of the file, locked with `passphrase`, in the place of the file itself."""
        with self._key.turning:
            self.engine.dispose()
            os.replace(part, self.path)
            self._key.passphrase = passphrase
            self._on_replaced()

    # -- reading and changing ---------------------------------------------------------------

    @property
    def _active(self) -> _Active | None:
        return getattr(self._local, "active", None)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look at the file; read whole what you need, the records are let go of at the end.

        Inside a change it is the change's own session. Works from any thread. Raises FileTrouble.
        """
        if active := self._active:
            yield active.session
            return
        with faults(self.path), reading(self.engine) as connection, _session(connection) as session:
            self._local.active = _Active(session, writes=False)
            try:
                yield session
            finally:
                self._local.active = None

    def remembered(self, figures: Callable[..., T], *wanted: Hashable) -> T:
        """Return `figures(self, *wanted)`, worked out once and kept until the next change.

        For frozen figures that several parts of the window, or several threads, ask for at the same time.
        """
        if self._active:
            return figures(self, *wanted)
        kept = self._remembered  # those of now: a change meanwhile makes new ones
        return kept.get((figures, *wanted), lambda: figures(self, *wanted))

    @contextmanager
    def change(self, label: str | Message, /, **values: Value) -> Iterator[Session]:
        """One named change: all of it is kept, durably, or none. Nested ones join the outer one.

        `label` is a message id whose values are records (kept as references), messages, amounts, numbers and days.
        Raises FileTrouble when the file cannot be written, Refused when a rule of the file says no.
        """
        packed = pack(label, values)
        if active := self._active:
            if not active.writes:
                raise RuntimeError("a change cannot start inside a read")
            try:
                yield active.session
            except BaseException as error:
                active.failed = active.failed or error  # even if caught further out: half a change is none
                raise
            return
        with self._told() as told, self._transaction() as connection, _session(connection) as session:
            if self.guard and not self.passphrase:
                event.listen(session, "before_flush", self.guard)
            self._local.active = active = _Active(session, writes=True)
            try:
                yield session
                if active.failed:
                    raise active.failed
                if self.guard and not self.passphrase:
                    self.guard(session)
                if not write_fresh(session):
                    session.flush()
            finally:
                self._local.active = None
            told.append(self._finish(connection, packed, journal.DO, erase=active.erase, forget=active.forget))

    @contextmanager
    def _told(self) -> Iterator[list[Changes]]:
        """Tell the listeners about a change once it is safe in the file and everything is let go of."""
        told: list[Changes] = []
        self._local.n = 0
        yield told
        if self._local.n == self._seen + 1:  # else there is something from elsewhere, which refresh will tell
            self._seen = self._local.n
        if any(told):
            self._remembered = Remembered()
            self.telling(lambda: self._tell(told))

    def _tell(self, told: list[Changes]) -> None:
        for changes in filter(None, told):
            for listener in tuple(self._listeners):
                listener(changes)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self.read_only:
            raise FileTrouble(self.why_read_only or Message(READ_ONLY, {"file": self.path.name}))
        with self._writer, faults(self.path):
            self._before_change()
            with writing(self.engine, capture.install) as connection:
                yield connection

    def _finish(
        self,
        connection: Connection,
        label: str,
        kind: str,
        of: str | None = None,
        erase: Iterable[tuple[Ref, tuple[str, ...]]] = (),
        forget: Iterable[Callable[[str], bool]] = (),
    ) -> Changes:
        raw = driver(connection)
        touched = capture.fold(raw)
        erasing = tuple(erase)
        if not touched and not erasing and kind == journal.DO:
            raw.rollback()
            return Changes()
        change = journal.append(raw, touched, label, self.who, journal.BARRIER if erasing else kind, of)
        if self._searched is None:
            self._searched = search.searched(raw)
        search.follow(raw, touched, self._searched)
        for record, fields in erasing:
            journal.scrub(raw, record.table, record.key, fields)
        for tells in forget:
            erasing_of.scrub_mentions(raw, tells)
        if erasing:
            blobs.tidy(raw)
        self._local.n = change.n
        return Changes(tuple((Ref(one.table, one.key), one.op) for one in touched))

    def listen(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after every change, on the window's thread where there is one; returns what ends this."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def erase_history(self, record: Ref, *fields: str) -> None:
        """Inside a change that erases a person: forget what the journal says of a record, keeping its key only.

        With `fields`, forget only what these held before. Such a change, and what was before it, cannot be undone.
        """
        active = self._active
        if not active or not active.writes:
            raise RuntimeError("history is erased inside a change")
        active.erase.append((record, fields))

    def forget(self, tells: Callable[[str], bool]) -> None:
        """Inside a change that erases a person: forget every value in the history that tells of them, and them as writer."""
        active = self._active
        if not active or not active.erase:
            raise RuntimeError("a person is forgotten inside a change that erases history")
        active.forget.append(tells)

    def compact(self) -> None:
        """Write the whole file anew, so that nothing erased is left on its free pages. Slow: for a worker's thread."""
        with self.unwritten(), self.engine.connect() as connection:
            erasing_of.compact(driver(connection))

    # -- undo and redo ------------------------------------------------------------------------

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back, None when there is nothing."""
        return self._label_of(journal.to_undo)

    @property
    def redo_label(self) -> Message | None:
        """What redo would bring back, None when there is nothing."""
        return self._label_of(journal.to_redo)

    def _label_of(self, find: Callable[[Driver], journal.Change | None]) -> Message | None:
        if self.read_only:
            return None
        with self.read() as session:
            change = find(driver(session.connection()))
        usable = change and change.kind != journal.BARRIER and change.schema == SCHEMA
        return self._titled(unpack(change.label)) if change and usable else None

    def undo(self) -> Changes:
        """Take the last change back. Raises Refused when that can no longer be done."""
        return self._revert(journal.to_undo, journal.UNDO)

    def redo(self) -> Changes:
        """Do again what was undone last. Raises Refused when that can no longer be done."""
        return self._revert(journal.to_redo, journal.REDO)

    def _revert(self, find: Callable[[Driver], journal.Change | None], kind: str) -> Changes:
        if self._active:
            raise RuntimeError("undo cannot happen inside a change or a read")
        with self._told() as told, self._transaction() as connection:
            raw = driver(connection)
            change = _revertible(find(raw), kind)
            done = journal.touched_by(raw, change.n)
            revert.apply(raw, revert.inverse(done) if kind == journal.UNDO else done)
            told.append(self._finish(connection, change.label, kind, change.key))
        return told[0]

    # -- the past ---------------------------------------------------------------------------

    def history(self, record: Ref) -> tuple[HistoryStep, ...]:
        """Return what a record went through, the oldest first; fields by column name, values as stored."""
        with self.read() as session:
            entries = journal.entries_of(driver(session.connection()), record.table, record.key)
        return tuple(
            HistoryStep(
                entry.change.at,
                entry.change.who,
                self._titled(unpack(entry.change.label)),
                entry.change.kind,
                entry.touched.op,
                entry.touched.was(),
                entry.touched.now(),
                entry.erased,
            )
            for entry in entries
        )

    def came_and_went(self, *tables: str) -> tuple[tuple[Ref, dict[str, Any], bool], ...]:
        """Return the records of some tables that ever came (True) or went, with the fields stored then, the oldest first.

        What was erased from the history has no fields.
        """
        with self.read() as session:
            found = journal.came_and_went(driver(session.connection()), *tables)
        return tuple((Ref(one.table, one.key), one.now() or one.was(), one.op == capture.ADD) for one in found)

    def recent(self, count: int) -> tuple[Step, ...]:
        """Return the last changes, the newest first."""
        with self.read() as session:
            changes = journal.recent(driver(session.connection()), count)
        return self._steps(changes)

    def changes_since(self, moment: dt.datetime) -> tuple[Step, ...]:
        """Return the changes made after a moment (with its time zone), the oldest first."""
        with self.read() as session:
            changes = journal.since(driver(session.connection()), moment)
        return self._steps(changes)

    def _steps(self, changes: Sequence[journal.Change]) -> tuple[Step, ...]:
        return tuple(
            Step(one.at, one.who, self._titled(unpack(one.label)), one.kind, one.key, one.n) for one in changes
        )

    def say_label(self, step: Step | HistoryStep | Message, words: Words) -> str:
        """Return a change's label with the titles of its records, in the reader's language."""
        return words.say(self._titled(step if isinstance(step, Message) else step.label))

    def _titled(self, label: Message) -> Message:
        return Message(label.id, {name: self._value(one) for name, one in label.values.items()}, label.plural)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return RecordTitle(self, value)
        return self._titled(value) if isinstance(value, Message) else value

    # -- records ------------------------------------------------------------------------------

    def title(self, record: Ref, words: Words) -> str:
        """Return what a record is known by, also when it has been removed."""
        cls = self.record_class(record.table)
        if cls is None:
            return words(Record.noun)
        with self.read() as session, session.no_autoflush:
            if found := session.get(cls, record.key):
                return found.title(words)
            stored = journal.last_removed(driver(session.connection()), record.table, record.key)
        return self._rebuilt(cls, stored).title(words) if stored else words(cls.noun)

    def record_class(self, table: str) -> type[Record] | None:
        """Return the record class of a table; imports every capability's records when it is not known yet."""
        if table not in self._classes:
            self._find_classes()
            if table not in self._classes and self._models:
                self._models()
                self._find_classes()
        return self._classes.get(table)

    def record_classes(self) -> tuple[type[Record], ...]:
        """Return the class of every record that the file can hold, in the order of the tables' names."""
        with self.read() as session:
            tables = record_tables(driver(session.connection()))
        return tuple(found for table in tables if (found := self.record_class(table)))

    def _find_classes(self) -> None:
        for mapper in Record.registry.mappers:
            table: Any = mapper.local_table
            self._classes[table.name] = mapper.class_

    def _rebuilt(self, cls: type[Record], stored: dict[str, Any]) -> Record:
        values: dict[str, Any] = {}
        mapper: Any = inspect(cls)
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            if column.name in stored:
                value = stored[column.name]
                process = column.type.dialect_impl(self.engine.dialect).result_processor(self.engine.dialect, None)
                values[attribute.key] = process(value) if process else value
        return cls(**values)

    def holds(self, *tables: str) -> bool:
        """Tell whether there is any record in one of these tables; loads no record class."""
        with self.read() as session:
            raw = driver(session.connection())
            return any(any_row(raw, table) for table in tables)

    def search(self, text: str, limit: int = 50) -> tuple[search.Hit, ...]:
        """Return the records that hold every word of `text` as the beginning of a word, the best first."""
        with self.read() as session:
            return search.find(driver(session.connection()), text, limit)

    def attach(self, session: Session, content: bytes, media_type: str, name: str) -> Attachment:
        """Keep a file's content and return the record that names it. To be called inside a change."""
        sha256 = blobs.keep(driver(session.connection()), content)
        attachment = Attachment(name=name, media_type=media_type, sha256=sha256, size=len(content))
        session.add(attachment)
        return attachment

    def content(self, sha256: str) -> bytes:
        """Return an attachment's content. Raises FileTrouble when it is missing or damaged."""
        with self.read() as session:
            return blobs.load(driver(session.connection()), sha256)

    def tidy(self) -> int:
        """Remove contents that neither a record nor an undo needs, and give free space back; return how many.

        Not a change of the records. Slow for a large file: for a worker's thread.
        """
        with self._transaction() as connection:
            return blobs.tidy(driver(connection), give_back=True)

    def refresh(self) -> Changes:
        """Look whether another window has changed the file; tell the listeners and return what it changed."""
        with self._told() as told, self.read() as session:
            raw = driver(session.connection())
            last, self._seen = self._seen, journal.head(raw)
            found = {(one.table, one.key): one.op for one in journal.touched_since(raw, last)}
            told.append(Changes(tuple((Ref(*name), op) for name, op in found.items())))
        return told[0]

    def close(self) -> None:
        """Let go of the file."""
        self._listeners.clear()  # word of a last change may still be on its way
        self.engine.dispose()
        self._on_close()


def _session(connection: Connection) -> Session:
    return Session(bind=connection, expire_on_commit=False)


def _revertible(change: journal.Change | None, kind: str) -> journal.Change:
    if change is None:
        raise Refused(N_("There is nothing to undo.") if kind == journal.UNDO else N_("There is nothing to do again."))
    if change.kind == journal.BARRIER:
        raise Refused(N_("What came before this cannot be undone: something was erased for good."))
    if change.schema != SCHEMA:
        raise Refused(N_("This was done with an older version of the program and can no longer be undone."))
    return change
