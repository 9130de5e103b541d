"""Forgets for good: whatever the journal says of a person, and what deleting leaves behind on the file's pages."""

from __future__ import annotations

import json
from collections.abc import Callable

from communitydesk.storage import journal
from communitydesk.storage.engine import Driver

Tells = Callable[[str], bool]
"""Whether a text tells of the person who is forgotten."""


def scrub_mentions(connection: Driver, tells: Tells) -> None:
    """Forget every value in the journal that tells of somebody, whichever record it stood in, and who they were as writer.

    What a record holds now stays: it is for the change to have taken the person out of it.
    """
    found: dict[tuple[str, str], set[str]] = {}
    gone: set[tuple[str, str]] = set()
    rows = connection.execute(
        "SELECT tbl, key, op, before, after FROM desk_entry WHERE before IS NOT NULL OR after IS NOT NULL"
        " ORDER BY change, place"
    )
    for table, key, op, before, after in rows.fetchall():
        fields = {name for side in (before, after) if side and tells(side) for name in _telling(side, tells)}
        if fields:
            found.setdefault((table, key), set()).update(fields)
        (gone.add if op == "remove" else gone.discard)((table, key))
    for (table, key), names in found.items():
        journal.scrub(connection, table, key, () if (table, key) in gone else tuple(sorted(names)))
    for n, who in connection.execute("SELECT n, who FROM desk_change WHERE who <> ''").fetchall():
        if tells(who):
            connection.execute("UPDATE desk_change SET who = '', salt = NULL WHERE n = ?", (n,))


def _telling(side: str, tells: Tells) -> list[str]:
    return [name for name, value in json.loads(side).items() if isinstance(value, str) and tells(value)]


def compact(connection: Driver) -> None:
    """Write the search and the whole file anew, so that no page keeps what stood on it before.

    Deleting overwrites what is deleted, but not the copies that SQLite left behind where it moved rows between pages.
    """
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("INSERT INTO desk_search(desk_search) VALUES ('rebuild')")
        connection.execute("INSERT INTO desk_search(desk_search) VALUES ('optimize')")
        connection.execute("VACUUM")
    finally:
        connection.execute("PRAGMA query_only = ON")
