"""Creates and opens a group's file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, MetaData

from communitydesk.desk.errors import FileTrouble, WrongPassphrase
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record, new_key
from communitydesk.desk.words import N_
from communitydesk.storage.engine import APPLICATION_ID, Driver, connect, make_engine, settle
from communitydesk.storage.faults import CANNOT_OPEN, faults
from communitydesk.storage.schema import SCHEMA, create_tables
from communitydesk.storage.search import set_searched

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

SUFFIX = ".communitydesk"
Models = Callable[[], MetaData]


def create(path: Path, *, passphrase: str | None = None, who: str = "", models: Models) -> Desk:
    """Create an empty file, with a passphrase when one is given, and open it. Raises FileTrouble."""
    if path.exists():
        raise FileTrouble(N_("There is already a file named “{file}”. Choose another name."), file=path.name)
    building = path.with_name(f".{path.name}.new")
    with faults(path):
        building.unlink(missing_ok=True)
        try:
            connection = connect(building, passphrase, "rwc")
            try:
                _build(connection, models())
            finally:
                connection.close()
            os.replace(building, path)
        finally:
            building.unlink(missing_ok=True)
    return open_desk(path, passphrase=passphrase, who=who, models=models)


def _build(connection: Driver, metadata: MetaData) -> None:
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # so that tidying can make the file smaller
    settle(connection)
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("BEGIN IMMEDIATE")
    create_tables(connection)
    create_records(connection, metadata)
    set_searched(connection, searched_fields(metadata))
    for name, value in (("file", new_key()), ("generation", new_key())):
        connection.execute("INSERT INTO desk_note (name, value) VALUES (?, ?)", (name, value))
    connection.execute("COMMIT")


def create_records(connection: Driver, metadata: MetaData) -> None:
    """Create the tables of all records."""
    dialect = sqlite.dialect()
    for table in metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)))


def searched_fields(metadata: MetaData) -> dict[str, tuple[str, ...]]:
    """Return the columns that their fields mark as searched, what makes the title first."""
    found: dict[str, tuple[str, ...]] = {}
    for mapper in Record.registry.mappers:
        table: Any = mapper.local_table
        cls: Any = mapper.class_
        if table.metadata is metadata:
            names = [str(mapper.columns[one.name].name) for one in fields_of(cls).values() if one.search]
            if names:
                first = ("name", "title_text", "statement", "what")
                found[str(table.name)] = tuple(sorted(names, key=lambda one: one not in first))
    return found


def needs_passphrase(path: Path) -> bool:
    """Return whether a file looks like one that is locked with a passphrase. Raises FileTrouble."""
    with faults(path):
        return _kind(path) == "locked"


def _kind(path: Path) -> str:
    """Return "plain" or "locked". Raises FileTrouble for what cannot be a group's file."""
    if path.is_dir():
        raise FileTrouble(N_("“{file}” is a folder. Choose the file inside it."), file=path.name)
    if not path.exists():
        raise FileTrouble(N_("“{file}” is not there. It may have been moved or renamed."), file=path.name)
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"SQLite format 3\0"):
        if len(head) < 100 or size < int.from_bytes(head[16:18], "big") * int.from_bytes(head[28:32], "big"):
            raise FileTrouble(
                N_("“{file}” is cut short: its end is missing. Bring back a backup, or copy it again."), file=path.name
            )
        return _plain(path, head)
    # What is locked has no mark at all: it is whole pages that look like chance.
    if len(head) == 4096 and size % 4096 == 0 and len(set(head)) > 200:
        return "locked"
    raise _not_ours(path)


def _not_ours(path: Path) -> FileTrouble:
    return FileTrouble(N_("“{file}” is not a file of this program. Choose another one."), file=path.name)


def _plain(path: Path, head: bytes) -> str:
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _not_ours(path)
    return "plain"


def open_desk(
    path: Path,
    *,
    passphrase: str | None = None,
    who: str = "",
    read_only: bool = False,
    models: Models | None = None,
) -> Desk:
    """Open a group's file. Raises FileTrouble, and WrongPassphrase when the passphrase is missing or wrong."""
    with faults(path):
        kind = _kind(path)
        if kind == "locked" and not passphrase:
            raise WrongPassphrase(N_("“{file}” is locked. Type its passphrase."), file=path.name)
        engine = make_engine(path, passphrase if kind == "locked" else None, read_only)
        try:
            with engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if found != APPLICATION_ID:
                raise _not_ours(path)
            if version > SCHEMA:
                raise FileTrouble(
                    N_("“{file}” was written by a newer version of the program. Update it to open the file."),
                    file=path.name,
                )
        except BaseException:
            engine.dispose()
            raise
    from communitydesk.desk.desk import Desk  # which stands on this room

    return Desk(path, engine, who=who, read_only=read_only, models=models)


__all__ = ["CANNOT_OPEN", "SUFFIX", "create", "needs_passphrase", "open_desk"]
