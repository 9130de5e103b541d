"""Keeps every change in the file: when, by whom, its label, and each record's fields before and after.

Entries are hash-chained over salted digests: erasing what an entry says, salt and all, leaves the chain whole and
nothing to guess from. The numbers count the order in this file; the keys name a change anywhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.records import new_key
from communitydesk.storage.capture import Touched, dump
from communitydesk.storage.engine import Driver
from communitydesk.storage.schema import SCHEMA

DO, UNDO, REDO, BARRIER = "do", "undo", "redo", "barrier"  # nothing before a barrier can be undone
_SALT = 16  # bytes
_CHANGE = "n, key, at, who, kind, of, label, schema"


@dataclass(frozen=True)
class Change:
    """One named change as it stands in the journal; `at` in UTC, `label` as JSON, `of` what an undo took back."""

    n: int
    key: str
    at: dt.datetime
    who: str
    kind: str
    of: str | None
    label: str
    schema: int


@dataclass(frozen=True)
class Entry:
    """What a change did to one record, as it stands in the journal; `erased` once it has been scrubbed."""

    change: Change
    touched: Touched
    erased: bool


def seal(salt: bytes, *parts: str | int | None) -> bytes:
    """Return the salted digest of some values, each with its length so that none can pass for two."""
    sizes, said = [], []
    for part in parts:
        if part is None:
            sizes.append("-")
        else:
            one = part if type(part) is str else str(part)
            said.append(one)
            sizes.append(str(len(one)))
    return hashlib.sha256(salt + f"{','.join(sizes)}:{''.join(said)}".encode("utf-8", "surrogatepass")).digest()


def link(chain: bytes, digest: bytes, entries: Iterable[bytes]) -> bytes:
    """Return the chain's next value over a change's digest and those of its entries."""
    return hashlib.sha256(b"".join((chain, digest, *entries))).digest()


def append(
    connection: Driver, touched: Sequence[Touched], label: str, who: str, kind: str = DO, of: str | None = None
) -> Change:
    """Write one change with its entries at the journal's end."""
    row = connection.execute("SELECT n, chain FROM desk_change ORDER BY n DESC LIMIT 1").fetchone()
    n, chain = (row[0] + 1, bytes(row[1])) if row else (1, b"")
    at = dt.datetime.now(dt.UTC)
    change = Change(n, new_key(), at, who, kind, of, label, SCHEMA)
    salts = os.urandom(_SALT * (len(touched) + 1))
    rows = []
    for place, one in enumerate(touched):
        salt = salts[place * _SALT : (place + 1) * _SALT]
        said = (one.table, one.key, one.op, one.before, one.after)
        rows.append((n, place, *said, salt, seal(salt, *said)))
    salt = salts[-_SALT:]
    facts = (change.key, at.isoformat(), who, kind, of, label, SCHEMA)
    digest = seal(salt, *facts)
    chain = link(chain, digest, (row[-1] for row in rows))
    connection.execute(
        f"INSERT INTO desk_change ({_CHANGE}, salt, digest, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (n, *facts, salt, digest, chain),
    )
    connection.executemany("INSERT INTO desk_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return change


def _change(row: Sequence[Any]) -> Change:
    n, key, at, who, kind, of, label, schema = row
    return Change(n, key, dt.datetime.fromisoformat(at), who, kind, of, label, schema)


def change_of(connection: Driver, key: str) -> Change:
    """Return the change with a key; looks from the newest back, for it is only asked for what was undone."""
    sql = f"SELECT {_CHANGE} FROM desk_change WHERE key = ? ORDER BY n DESC LIMIT 1"
    return _change(connection.execute(sql, (key,)).fetchone())


def recent(connection: Driver, count: int, before: int | None = None) -> tuple[Change, ...]:
    """Return the last changes, the newest first; with `before`, those with a smaller number."""
    rows = connection.execute(
        f"SELECT {_CHANGE} FROM desk_change WHERE n < ? ORDER BY n DESC LIMIT ?",
        (2**62 if before is None else before, count),
    )
    return tuple(_change(row) for row in rows.fetchall())


def head(connection: Driver) -> int:
    """Return the number of the last change, 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(n), 0) FROM desk_change").fetchone()[0])


def touched_since(connection: Driver, n: int) -> tuple[Touched, ...]:
    """Return what the changes after one did, without the fields."""
    rows = connection.execute(
        "SELECT tbl, key, op FROM desk_entry WHERE change > ? ORDER BY change, place", (n,)
    ).fetchall()
    return tuple(Touched(table, key, op, None, None) for table, key, op in rows)


def since(connection: Driver, moment: dt.datetime) -> tuple[Change, ...]:
    """Return the changes made after a moment (UTC), the oldest first."""
    rows = connection.execute(
        f"SELECT {_CHANGE} FROM desk_change WHERE at > ? ORDER BY n", (moment.astimezone(dt.UTC).isoformat(),)
    )
    return tuple(_change(row) for row in rows.fetchall())


def touched_by(connection: Driver, change: int) -> tuple[Touched, ...]:
    """Return what a change did, in its order."""
    rows = connection.execute(
        "SELECT tbl, key, op, before, after FROM desk_entry WHERE change = ? ORDER BY place", (change,)
    )
    return tuple(Touched(*row) for row in rows.fetchall())


def entries_of(connection: Driver, table: str, key: str) -> tuple[Entry, ...]:
    """Return everything that was done to one record, the oldest first."""
    rows = connection.execute(
        "SELECT c.n, c.key, c.at, c.who, c.kind, c.of, c.label, c.schema, e.op, e.before, e.after, e.salt IS NULL"
        " FROM desk_entry AS e JOIN desk_change AS c ON c.n = e.change WHERE e.tbl = ? AND e.key = ? ORDER BY c.n",
        (table, key),
    )
    return tuple(
        Entry(_change(row[:8]), Touched(table, key, row[8], row[9], row[10]), bool(row[11])) for row in rows.fetchall()
    )


def came_and_went(connection: Driver, *tables: str) -> tuple[Touched, ...]:
    """Return every record of some tables that was added or removed, with what it held then, the oldest first."""
    rows = connection.execute(
        "SELECT tbl, key, op, before, after FROM desk_entry WHERE op != 'change' AND tbl IN"
        f" ({', '.join('?' * len(tables))}) ORDER BY change, place",
        tables,
    )
    return tuple(Touched(*row) for row in rows.fetchall())


def last_removed(connection: Driver, table: str, key: str) -> dict[str, Any] | None:
    """Return the stored fields of a record when it was last removed, None when that is not known (any more)."""
    row = connection.execute(
        "SELECT before FROM desk_entry WHERE tbl = ? AND key = ? AND op = 'remove' ORDER BY change DESC LIMIT 1",
        (table, key),
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def to_undo(connection: Driver) -> Change | None:
    """Return the change that undo would take back next (a barrier when that is what stands in the way)."""
    skip = 0
    for change in _backwards(connection):
        if change.kind == UNDO:
            skip += 1
        elif change.kind == BARRIER:
            return change
        elif skip:
            skip -= 1
        else:
            return change_of(connection, change.of) if change.of else change
    return None


def to_redo(connection: Driver) -> Change | None:
    """Return the change that redo would bring back next; none once something new was done."""
    skip = 0
    for change in _backwards(connection):
        if change.kind == REDO:
            skip += 1
        elif change.kind != UNDO:
            return None
        elif skip:
            skip -= 1
        else:
            return change_of(connection, change.of or "")
    return None


def _backwards(connection: Driver) -> Iterable[Change]:
    before: int | None = None
    while page := recent(connection, 1 if before is None else 64, before):
        yield from page
        before = page[-1].n


def scrub(connection: Driver, table: str, key: str, fields: Sequence[str] = ()) -> None:
    """Erase what the journal says of a record, leaving its key only; with `fields`, only what these held before.

    The digests stay, so that the chain still holds; the salts go, so that nothing can be guessed from a digest.
    """
    rows = connection.execute(
        "SELECT change, place, before, after FROM desk_entry WHERE tbl = ? AND key = ? ORDER BY change, place",
        (table, key),
    ).fetchall()
    kept: set[str] = set()  # the fields whose last known value, which the record still has, has been passed
    for change, place, before, after in reversed(rows):
        new_before, new_after = (None, None) if not fields else _without(before, after, fields, kept)
        if fields and (new_before, new_after) == (before, after):
            continue
        connection.execute(
            "UPDATE desk_entry SET before = ?, after = ?, salt = NULL WHERE change = ? AND place = ?",
            (new_before, new_after, change, place),
        )


def _without(
    before: str | None, after: str | None, fields: Sequence[str], kept: set[str]
) -> tuple[str | None, str | None]:
    was, now = (json.loads(side) if side else {} for side in (before, after))
    gone = False
    for name in fields:
        gone |= was.pop(name, None) is not None
        if name in now:
            if name in kept:
                gone |= now.pop(name) is not None
            kept.add(name)
    if not gone:
        return before, after
    return (dump(was) if before is not None else None), (dump(now) if after is not None else None)


def rewrite(connection: Driver, table: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """In a migration: bring what the journal says of a table up to date, and seal it and the chain again.

    `change` is given the fields of one side of an entry, which may be some of them only, and returns them as they
    would be stored now.
    """
    rows = connection.execute(
        "SELECT change, place, tbl, key, op, before, after, salt FROM desk_entry WHERE tbl = ?", (table,)
    ).fetchall()
    for n, place, tbl, key, op, before, after, salt in rows:
        sides = [dump(change(json.loads(side))) if side is not None else None for side in (before, after)]
        digest = seal(bytes(salt), tbl, key, op, *sides) if salt is not None else None
        connection.execute(
            "UPDATE desk_entry SET before = ?, after = ?, digest = coalesce(?, digest) WHERE change = ? AND place = ?",
            (*sides, digest, n, place),
        )
    _chain_again(connection)


def _chain_again(connection: Driver) -> None:
    chain = b""
    for n, digest in connection.execute("SELECT n, digest FROM desk_change ORDER BY n").fetchall():
        entries = connection.execute("SELECT digest FROM desk_entry WHERE change = ? ORDER BY place", (n,)).fetchall()
        chain = link(chain, bytes(digest), (bytes(row[0]) for row in entries))
        connection.execute("UPDATE desk_change SET chain = ? WHERE n = ?", (chain, n))
