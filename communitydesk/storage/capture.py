"""Captures what a change does to the records: triggers made from the file's own tables, folded when it ends.

The triggers live in the connection and not in the file; they see what the mapper does, what a bulk statement does
and what a default does, and they need none of the record classes. Before and after are JSON as SQLite writes it,
which reads back as exactly the stored values (whole numbers, floats, NULL, any text).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from communitydesk.storage.engine import Driver, identifier, quoted
from communitydesk.storage.schema import record_tables, row_json

ADD, CHANGE, REMOVE = "add", "change", "remove"


class Touched(NamedTuple):
    """What one change did to one record: all stored fields when it was added or removed, else those that differ."""

    table: str
    key: str
    op: str
    before: str | None  # JSON
    after: str | None

    def was(self) -> dict[str, Any]:
        """Return the fields before."""
        return json.loads(self.before) if self.before else {}

    def now(self) -> dict[str, Any]:
        """Return the fields after."""
        return json.loads(self.after) if self.after else {}


def dump(fields: Mapping[str, Any]) -> str:
    """Return stored fields as JSON, letters as they are."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def install(connection: Driver) -> None:
    """Make the triggers anew on this connection, outside any transaction so that no rollback takes them away."""
    connection.execute("BEGIN")
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER temp.{identifier(name)}")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS desk_captured"
        " (id INTEGER PRIMARY KEY, tbl TEXT, key TEXT, before TEXT, after TEXT)"
    )
    for table in record_tables(connection):
        for statement in _triggers(connection, table):
            connection.execute(statement)
    connection.execute("COMMIT")


def _triggers(connection: Driver, table: str) -> Iterable[str]:
    on, tbl = f"ON main.{identifier(table)}", quoted(table)
    old, new = row_json(connection, table, "OLD."), row_json(connection, table, "NEW.")
    into = "INSERT INTO desk_captured (tbl, key, before, after)"
    name = identifier
    yield (
        f"CREATE TEMP TRIGGER {name('desk_add_' + table)} AFTER INSERT {on}"
        f" BEGIN {into} VALUES ({tbl}, NEW.key, NULL, {new}); END"
    )
    yield (
        f"CREATE TEMP TRIGGER {name('desk_remove_' + table)} AFTER DELETE {on}"
        f" BEGIN {into} VALUES ({tbl}, OLD.key, {old}, NULL); END"
    )
    yield (
        f"CREATE TEMP TRIGGER {name('desk_change_' + table)} AFTER UPDATE {on} WHEN NEW.key IS OLD.key"
        f" BEGIN {into} VALUES ({tbl}, OLD.key, {old}, {new}); END"
    )
    yield (
        f"CREATE TEMP TRIGGER {name('desk_rename_' + table)} AFTER UPDATE {on} WHEN NEW.key IS NOT OLD.key"
        f" BEGIN {into} VALUES ({tbl}, OLD.key, {old}, NULL), ({tbl}, NEW.key, NULL, {new}); END"
    )


def fold(connection: Driver) -> tuple[Touched, ...]:
    """Return what the change did to each record, first touched first, and forget what was captured."""
    rows = connection.execute("SELECT tbl, key, before, after FROM temp.desk_captured ORDER BY id").fetchall()
    if not rows:
        return ()
    connection.execute("DELETE FROM temp.desk_captured")
    first: dict[tuple[str, str], str | None] = {}
    last: dict[tuple[str, str], str | None] = {}
    for table, key, before, after in rows:
        first.setdefault((table, key), before)
        last[table, key] = after
    found = [_touched(table, key, before, last[table, key]) for (table, key), before in first.items()]
    return tuple(one for one in found if one)


def _touched(table: str, key: str, before: str | None, after: str | None) -> Touched | None:
    if before == after:
        return None
    if before is None or after is None:
        return Touched(table, key, ADD if before is None else REMOVE, before, after)
    was, now = json.loads(before), json.loads(after)
    names = [name for name in now if now[name] != was[name] or type(now[name]) is not type(was[name])]
    if not names:
        return None
    return Touched(table, key, CHANGE, dump({n: was[n] for n in names}), dump({n: now[n] for n in names}))
