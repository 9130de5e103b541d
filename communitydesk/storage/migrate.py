"""Brings a file of an older version up to date. Imported only when a file's version differs, for Alembic is slow to load.

A whole, checked copy is made beside the file first. Then, in one transaction without foreign keys (with them, making
a parent table anew would delete its children without an error), every step is applied, the number of rows is
compared, and every reference is followed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import MetaData

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.storage.copies import counts, export, free_name, opened
from communitydesk.storage.engine import Driver
from communitydesk.storage.files import searched_fields
from communitydesk.storage.migrations import steps as known_steps
from communitydesk.storage.schema import SCHEMA
from communitydesk.storage.search import rebuild, set_searched

Step = Callable[[Operations, "Rows"], None]
FAILED = N_("“{file}” could not be brought up to date, so it was left as it was. A copy of it is “{copy}”.")


class Rows:
    """What a step tells about rows that it means to add or remove, so that any others are noticed."""

    def __init__(self) -> None:
        self.expected: dict[str, int] = {}

    def more(self, table: str, count: int) -> None:
        """Say that a step adds so many rows to a table; a new table starts with none."""
        self.expected[table] = self.expected.get(table, 0) + count


def migrate(
    path: Path, key: str | None, metadata: MetaData, *, to: int = SCHEMA, steps: Mapping[int, Step] | None = None
) -> Path:
    """Bring a closed file up to date and return where the copy of it as it was is. Raises FileTrouble."""
    steps = known_steps() if steps is None else steps
    with opened(path, key) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    copy = free_name(path.with_name(f"{path.stem} (version {version}){path.suffix}"))
    try:
        export(path, key, copy, key)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    with opened(path, key, "rw") as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            _apply(connection, [steps[number] for number in range(version + 1, to + 1)])
            set_searched(connection, searched_fields(metadata))
            rebuild(connection)
            connection.execute(f"PRAGMA user_version = {to}")
            connection.execute("COMMIT")
        except Exception as error:
            if connection.in_transaction:
                connection.rollback()
            raise FileTrouble(FAILED, file=path.name, copy=copy.name) from error
    return copy


def _apply(connection: Driver, steps: list[Step]) -> None:
    before, rows = counts(connection), Rows()
    engine = create_engine("sqlite://", module=sqlcipher3, creator=lambda: _Kept(connection), poolclass=StaticPool)
    with engine.connect() as wrapped:
        operations = Operations(MigrationContext.configure(wrapped))
        for step in steps:
            step(operations, rows)
        after = counts(connection)
        for name in before.keys() | after.keys() | rows.expected.keys():
            if after.get(name, 0) != before.get(name, 0) + rows.expected.get(name, 0):
                raise ValueError(f"{name} has {after.get(name, 0)} rows after the migration")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise ValueError("a reference is lost after the migration")


class _Kept:
    """A connection whose transaction is ended by `migrate` alone, whatever the engine around it does."""

    def __init__(self, connection: Driver) -> None:
        self._connection = connection

    def commit(self) -> None:
        """Do nothing."""

    def rollback(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
