"""Finds anything: the words of the fields that their records mark as searched, kept up with every change.

The words are personal data, so the index deletes securely. It needs none of the record classes: which columns are
searched stands in the file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.records import Ref
from communitydesk.storage.capture import ADD, CHANGE, REMOVE, Touched
from communitydesk.storage.engine import Driver, identifier
from communitydesk.storage.schema import SEARCH_TABLES

_WORD = re.compile(r"\w+")
_SNIPPET = 120  # characters
_WEIGHED = 300  # hits that are put in order


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the beginning of its searched words."""

    ref: Ref
    snippet: str

    @property
    def table(self) -> str:
        """The table's name."""
        return self.ref.table

    @property
    def key(self) -> str:
        """The record's key."""
        return self.ref.key


def set_searched(connection: Driver, searched: Mapping[str, Iterable[str]]) -> None:
    """Write which columns of which tables are searched, the record's title first."""
    connection.execute("DELETE FROM desk_looked_in")
    connection.executemany(
        "INSERT INTO desk_looked_in (tbl, place, col) VALUES (?, ?, ?)",
        [(table, place, col) for table, cols in searched.items() for place, col in enumerate(cols)],
    )


def searched(connection: Driver) -> dict[str, tuple[str, ...]]:
    """Return which columns of which tables are searched."""
    found: dict[str, list[str]] = {}
    for table, col in connection.execute("SELECT tbl, col FROM desk_looked_in ORDER BY tbl, place").fetchall():
        found.setdefault(table, []).append(col)
    return {table: tuple(cols) for table, cols in found.items()}


def follow(connection: Driver, touched: Iterable[Touched], where: Mapping[str, tuple[str, ...]]) -> None:
    """Bring the index up to date with what a change did, in the same transaction; `where` is what `searched` says."""
    added: list[tuple[str, str, str]] = []
    keys: dict[str, list[str]] = {}
    for one in touched:
        cols = where.get(one.table)
        if not cols:
            continue
        if one.op == CHANGE and not any(col in one.now() for col in cols):
            continue
        if one.op != ADD:
            _forget(connection, one.table, one.key)
        if one.op == ADD:
            now = one.now()  # holds every field
            if body := _joined(now[col] for col in cols):
                added.append((one.table, one.key, body))
        elif one.op != REMOVE:
            keys.setdefault(one.table, []).append(one.key)
    for table, found in keys.items():
        added.extend(_bodies(connection, table, where[table], found))
    _add(connection, added)


def _bodies(
    connection: Driver, table: str, cols: tuple[str, ...], keys: list[str] | None = None
) -> Iterator[tuple[str, str, str]]:
    """Return table, key and searched words of the records that have any; of all, or of those with these keys."""
    names = ", ".join(identifier(col) for col in cols)
    sql = f"SELECT key, {names} FROM {identifier(table)}"
    if keys is None:
        rows = connection.execute(sql)
    else:
        rows = connection.execute(f"{sql} WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))
    for key, *values in rows.fetchall():
        if body := _joined(values):
            yield table, key, body


def _joined(values: Iterable[Any]) -> str:
    return "\n".join(str(value) for value in values if value not in (None, ""))


def _add(connection: Driver, rows: list[tuple[str, str, str]]) -> None:
    if not rows:
        return
    start = connection.execute("SELECT coalesce(max(id), 0) FROM desk_search_content").fetchone()[0] + 1
    numbered = [(*row, start + place) for place, row in enumerate(rows)]
    connection.executemany("INSERT INTO desk_search_row VALUES (?, ?, ?)", [(t, k, id) for t, k, _, id in numbered])
    connection.executemany("INSERT INTO desk_search (tbl, key, body, rowid) VALUES (?, ?, ?, ?)", numbered)


def _forget(connection: Driver, table: str, key: str) -> None:
    row = connection.execute("SELECT id FROM desk_search_row WHERE tbl = ? AND key = ?", (table, key)).fetchone()
    if row:
        connection.execute("DELETE FROM desk_search WHERE rowid = ?", row)
        connection.execute("DELETE FROM desk_search_row WHERE tbl = ? AND key = ?", (table, key))


def bodies(connection: Driver) -> Iterator[tuple[str, str, str]]:
    """Return table, key and searched words of every record that has any."""
    for table, cols in searched(connection).items():
        yield from _bodies(connection, table, cols)


def create(connection: Driver) -> None:
    """Make the index of a file that has none, such as a backup."""
    for statement in SEARCH_TABLES:
        connection.execute(statement)
    rebuild(connection)


def rebuild(connection: Driver) -> None:
    """Make the whole index anew from the records."""
    connection.execute("DELETE FROM desk_search")
    connection.execute("DELETE FROM desk_search_row")
    _add(connection, list(bodies(connection)))
    connection.execute("INSERT INTO desk_search(desk_search) VALUES ('optimize')")


def find(connection: Driver, text: str, limit: int) -> tuple[Hit, ...]:
    """Return the records that hold every word of `text`, each as the beginning of a word.

    Those whose first words are meant come first, then the newest. Where there are very many, the newest are looked at:
    weighing thousands would take longer than a key stroke.
    """
    words = _WORD.findall(text.replace("_", " "))
    if not words:
        return ()
    query = " AND ".join(f'"{word}"*' for word in words[:12])
    rows = connection.execute(
        "SELECT tbl, key, substr(body, 1, ?) FROM desk_search WHERE desk_search MATCH ? ORDER BY rowid DESC LIMIT ?",
        (_SNIPPET, query, max(limit, _WEIGHED)),
    ).fetchall()
    hits = [Hit(Ref(table, key), body.split("\n", 1)[0]) for table, key, body in rows]
    wanted = [_folded(word) for word in words]
    return tuple(sorted(hits, key=lambda hit: _distance(_folded(hit.snippet), wanted))[:limit])


def _folded(text: str) -> str:
    """Return a text without accents and capitals, as the index has it."""
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


def _distance(title: str, wanted: list[str]) -> tuple[int, int]:
    """Return how far a title is from what was typed: words that are not whole in it, words it does not have."""
    there = _WORD.findall(title)
    begun = sum(not any(one.startswith(word) for one in there) for word in wanted)
    return begun, sum(word not in there for word in wanted)
