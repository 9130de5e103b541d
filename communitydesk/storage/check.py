"""Finds any damage to a file: its records, journal, attachments and search.

SQLite calls a file sound in which one flipped bit has made another amount of money. So each record must equal what
its journal entries add up to, each entry its salted digest, each digest the chain, each attachment its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import MetaData

from communitydesk.desk.errors import Trouble
from communitydesk.desk.records import Record, Ref
from communitydesk.desk.words import N_, Message, Words
from communitydesk.storage import search
from communitydesk.storage.capture import REMOVE
from communitydesk.storage.engine import Driver, driver, identifier, reading
from communitydesk.storage.faults import faults
from communitydesk.storage.files import searched_fields
from communitydesk.storage.journal import link, seal
from communitydesk.storage.schema import columns, record_tables, row_json

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

STRUCTURE = N_("The file's structure is damaged: {what}")
LINK_LOST = N_("“{record}” refers to a record that is not there.")
NOT_AS_WRITTEN = N_("“{record}” is not as it was written: {fields}.")
UNKNOWN = N_("“{record}” is there though no change has added it.")
LOST = N_("“{record}” is missing though no change has removed it.")
ENTRY = N_("The journal of change {n} was altered.")
CHAIN = N_("The journal is broken at change {n}.")
ATTACHMENT_DAMAGED = N_("The attachment “{record}” is damaged.")
ATTACHMENT_MISSING = N_("The content of the attachment “{record}” is missing.")
SEARCH = N_("The search does not agree with the records. Repairing the file makes it anew.")
TABLES = N_("The file's tables are not those of this version of the program.")
UNREADABLE = N_("Part of the file cannot be read.")


@dataclass(frozen=True, eq=False)
class Finding(Message):
    """One thing that is not sound, as the sentence that says so, and the record when it is about one.

    A sentence about a record names it by its reference, until the desk gives it a title.
    """

    ref: Ref | None = None


def _finding(message_id: str, ref: Ref | None = None, **values: Any) -> Finding:
    return Finding(message_id, {**values, "record": ref} if ref else values, ref=ref)


Step = Callable[[Driver], Iterable[Finding]]
_ERRORS = (
    sqlcipher3.Error,
    SQLAlchemyError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
)


def check(
    desk: Desk, models: Callable[[], MetaData] | None = None, go_on: Callable[[], None] = lambda: None
) -> tuple[Finding, ...]:
    """Return everything that is not sound in a desk's file, with the titles of the records it is about.

    With `models`, also whether the file's tables are those of this version. Raises FileTrouble, and what `go_on`
    raises, which is called between the parts.
    """
    with faults(desk.path), reading(desk.engine) as connection:
        raw = driver(connection)
        found = examine(raw, bool(desk.passphrase), go_on)
        if models:
            found = (*found, *_tables(raw, models()))
    return tuple(_named(desk, one, one.ref) if one.ref else one for one in found)


def _named(desk: Desk, finding: Finding, record: Ref) -> Finding:
    """Name the record by its title and its fields by their labels."""
    values = {**finding.values, "record": _Title(desk, record)}
    if isinstance(fields := values.get("fields"), _Fields):
        values["fields"] = _Fields(fields.names, desk.record_class(record.table))
    return Finding(finding.id, values, ref=record)


@dataclass(frozen=True)
class _Fields:
    """Some fields of a record: their labels where its kind is known, else the names of their columns."""

    names: tuple[str, ...]
    record: type[Record] | None = None

    def said_in(self, words: Words) -> str:
        table: Any = self.record.__table__ if self.record else None

        def said(name: str) -> str:
            info = table.columns[name].info.get("field", {}) if table is not None and name in table.columns else {}
            return f"“{words(info['label'])}”" if info.get("label") else name

        return ", ".join(said(name) for name in self.names)

    def __str__(self) -> str:
        return self.said_in(Words())


class _Title:
    """A record's title, or only what kind of record it is when what is left of it makes no sense."""

    def __init__(self, desk: Desk, record: Ref) -> None:
        self._desk, self._ref = desk, record

    def said_in(self, words: Words) -> str:
        try:
            return self._desk.title(self._ref, words)
        except (Trouble, *_ERRORS):
            cls = self._desk.record_class(self._ref.table)
            return words(cls.noun if cls else Record.noun)

    def __str__(self) -> str:
        return self.said_in(Words())


def _tables(connection: Driver, metadata: MetaData) -> Iterator[Finding]:
    """Compare the file's tables and searched columns with those that the records want."""
    wanted = {table.name: {column.name for column in table.columns} for table in metadata.sorted_tables}
    there = {table: set(columns(connection, table)) for table in record_tables(connection)}
    if wanted != there or search.searched(connection) != searched_fields(metadata):
        yield _finding(TABLES)


def examine(
    connection: Driver, locked: bool = False, go_on: Callable[[], None] = lambda: None, *, whole: bool = True
) -> tuple[Finding, ...]:
    """Return everything that is not sound in the file of a settled connection; empty when all is well.

    `go_on` is called between the parts and may raise Cancelled. A backup, which has its attachments elsewhere and no
    index, is not `whole`. Only reads.
    """
    found: list[Finding] = []
    steps: list[Step] = [_sealed_pages] if locked else []
    steps += [_structure, _links, _journal, _records]
    steps += [_attachments, _search] if whole else []
    for step in steps:
        go_on()
        try:
            found.extend(step(connection))
        except _ERRORS:  # whatever stands there makes no sense
            found.append(_finding(UNREADABLE))
    return tuple(found)


def _sealed_pages(connection: Driver) -> Iterator[Finding]:
    for (what,) in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield _finding(STRUCTURE, what=Message(_literal(str(what))))


def _structure(connection: Driver) -> Iterator[Finding]:
    for (what,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if what != "ok":
            yield _finding(STRUCTURE, what=Message(_literal(str(what))))


def _literal(text: str) -> str:
    """Return SQLite's own words, which name pages and tables and nothing personal, as a message id without values."""
    return text.replace("\n", " ")[:200]


def _links(connection: Driver) -> Iterator[Finding]:
    for table, rowid, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
        row = None
        if rowid is not None and not table.startswith("desk_"):
            row = connection.execute(f"SELECT key FROM {identifier(table)} WHERE rowid = ?", (rowid,)).fetchone()
        yield _finding(LINK_LOST, Ref(table, row[0] if row else ""))


def _journal(connection: Driver) -> Iterator[Finding]:
    """Check every digest and the chain."""
    entries = connection.execute(
        "SELECT change, place, tbl, key, op, before, after, salt, digest FROM desk_entry ORDER BY change, place"
    )
    by_change = groupby(entries, key=lambda row: row[0])
    ahead = next(by_change, None)
    chain, expected = b"", 1
    for n, *facts, salt, digest, written in connection.execute(
        "SELECT n, key, at, who, kind, of, label, schema, salt, digest, chain FROM desk_change ORDER BY n"
    ).fetchall():
        digests: list[bytes] = []
        if ahead is not None and ahead[0] == n:
            for place, row in enumerate(ahead[1]):
                digests.append(bytes(row[8]))
                if row[1] != place or (row[7] is not None and seal(bytes(row[7]), *row[2:7]) != digests[-1]):
                    yield _finding(ENTRY, Ref(str(row[2]), str(row[3])), n=n)
            ahead = next(by_change, None)
        if salt is not None and seal(bytes(salt), *facts) != bytes(digest):
            yield _finding(ENTRY, n=n)
        chain = link(chain, bytes(digest), digests)
        if chain != bytes(written) or n != expected:
            yield _finding(CHAIN, n=n)
            chain = bytes(written)
        expected = n + 1
    if ahead is not None:
        yield _finding(CHAIN, n=expected)


def _records(connection: Driver) -> Iterator[Finding]:
    """Compare each record with what its entries add up to, table by table, so that memory stays small."""
    tables = record_tables(connection)
    for table in tables:
        yield from _table(connection, table)
    for (table,) in connection.execute("SELECT DISTINCT tbl FROM desk_entry").fetchall():
        if table not in tables:
            yield _finding(LOST, Ref(str(table), ""))


def _table(connection: Driver, table: str) -> Iterator[Finding]:
    entries = connection.execute(
        "SELECT key, op, before, after, salt IS NULL FROM desk_entry WHERE tbl = ? ORDER BY key, change", (table,)
    )
    journaled = ((key, _added_up(rows)) for key, rows in groupby(entries, key=lambda row: row[0]))
    records = connection.execute(
        f"SELECT key, {row_json(connection, table)} FROM {identifier(table)} NOT INDEXED ORDER BY key"
    )
    for key, entry, record in _side_by_side(journaled, iter(records)):
        if record is None:
            if entry is not None and not entry.gone:
                yield _finding(LOST, Ref(table, key))
        elif entry is None or entry.gone:
            yield _finding(UNKNOWN, Ref(table, key))
        elif wrong := entry.differs(json.loads(record)):
            yield _finding(NOT_AS_WRITTEN, Ref(table, key), fields=_Fields(tuple(wrong)))


@dataclass
class _Expected:
    """What a record should be; `partly` when some of its entries were erased, so that not every field is known."""

    fields: dict[str, Any]
    gone: bool = False
    partly: bool = False

    def differs(self, record: dict[str, Any]) -> list[str]:
        """Return the names of the fields that are not as expected."""
        names = self.fields if self.partly else {**self.fields, **record}
        return [one for one in names if one not in record or not _same(self.fields.get(one), record[one])]


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _added_up(rows: Iterable[tuple[Any, ...]]) -> _Expected:
    expected = _Expected({})
    for _, op, _before, after, erased in rows:
        expected.partly |= bool(erased)
        expected.gone = op == REMOVE
        if op == REMOVE:
            expected.fields, expected.partly = {}, False
        elif after:
            expected.fields.update(json.loads(after))
    return expected


def _side_by_side(
    left: Iterator[tuple[str, _Expected]], right: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, _Expected | None, str | None]]:
    """Join two streams that are both in the order of their keys."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0].encode() < other[0].encode()):
            assert one is not None
            yield one[0], one[1], None
            one = next(left, None)
        elif one is None or other[0].encode() < one[0].encode():
            yield other[0], None, other[1]
            other = next(right, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(left, None), next(right, None)


def _attachments(connection: Driver) -> Iterator[Finding]:
    known: dict[str, list[str]] = {}
    if "attachment" in record_tables(connection):
        for key, sha256 in connection.execute("SELECT key, sha256 FROM attachment").fetchall():
            known.setdefault(sha256, []).append(key)
    present = set()
    for (sha256,) in connection.execute("SELECT sha256 FROM desk_blob").fetchall():
        present.add(sha256)
        size, content = connection.execute("SELECT size, content FROM desk_blob WHERE sha256 = ?", (sha256,)).fetchone()
        if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
            yield from (_finding(ATTACHMENT_DAMAGED, Ref("attachment", key)) for key in known.get(sha256, [""]))
    for sha256, keys in known.items():
        if sha256 not in present:
            yield from (_finding(ATTACHMENT_MISSING, Ref("attachment", key)) for key in keys)


def _search(connection: Driver) -> Iterator[Finding]:
    """Compare what is indexed with the records, and the index with itself."""
    rows = connection.execute("SELECT tbl, key, rowid, body FROM desk_search").fetchall()
    indexed = {(table, key): body for table, key, _, body in rows}
    numbers = {tuple(row) for row in connection.execute("SELECT tbl, key, id FROM desk_search_row").fetchall()}
    expected = {(table, key): body for table, key, body in search.bodies(connection)}
    numbered = numbers == {row[:3] for row in rows} and len(rows) == len(indexed)
    if indexed != expected or not numbered or not _index_agrees(connection):
        yield _finding(SEARCH)


def _index_agrees(connection: Driver) -> bool:
    """Ask FTS5 to compare its index with its texts; it wants to be able to write for that, and writes nothing."""
    (was,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    own = not connection.in_transaction
    try:
        if own:
            connection.execute("BEGIN")
        connection.execute("INSERT INTO desk_search(desk_search) VALUES ('integrity-check')")
    except sqlcipher3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return code in (5, 6, 8)  # busy, locked or read-only: cannot be asked here
    finally:
        if own and connection.in_transaction:
            connection.rollback()
        connection.execute(f"PRAGMA query_only = {was}")
    return True
