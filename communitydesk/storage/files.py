"""Creates and opens a group's file."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateIndex, CreateTable, MetaData

from communitydesk.desk.errors import FileTrouble, WrongPassphrase
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record, new_key
from communitydesk.desk.words import N_
from communitydesk.storage import header
from communitydesk.storage.engine import APPLICATION_ID, Driver, Key, connect, driver, make_engine, settle
from communitydesk.storage.faults import faults
from communitydesk.storage.hold import Hold
from communitydesk.storage.schema import SCHEMA, create_tables
from communitydesk.storage.search import set_searched

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

SUFFIX = ".communitydesk"
NEWER = N_("“{file}” was written by a newer version of the program. Update the program to open it.")
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


def open_desk(
    path: Path,
    *,
    passphrase: str | None = None,
    who: str = "",
    read_only: bool = False,
    take_over: bool = False,
    models: Models | None = None,
) -> Desk:
    """Open a group's file; when someone else holds it, or it cannot be written, for reading only (`why_read_only`).

    `take_over` sets a holder on another computer aside. Raises FileTrouble, WrongPassphrase when the passphrase is
    missing or wrong.
    """
    from communitydesk.desk.desk import Desk  # which stands on this room

    with faults(path):
        kind = header.kind(path)
        if kind == "locked" and not passphrase:
            raise WrongPassphrase(N_("“{file}” is locked. Type its passphrase."), file=path.name)
        key = Key(passphrase if kind == "locked" else None)
        hold = Hold.read_only() if read_only else Hold.take(path, who, take_over)
        try:
            if hold.lock:
                _clear_up(path)
            engine = _engine(path, key, hold, models)
            try:
                return Desk(
                    path,
                    engine,
                    who=who,
                    read_only=hold.lock is None,
                    why_read_only=hold.why,
                    held_by=hold.holder,
                    key=key,
                    models=models,
                    before_change=hold.confirm,
                    on_replaced=hold.renew,
                    on_close=hold.release,
                )
            except BaseException:
                engine.dispose()
                raise
        except BaseException:
            hold.release()
            raise


def _clear_up(path: Path) -> None:
    """Remove the half-made copies of a process that was ended while it made one."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*"):
        if part.name.removeprefix(f".{path.name}.").split("-")[0] in ("new", "restored"):
            part.unlink(missing_ok=True)


def _end_journal(engine: Engine) -> None:
    """Have SQLite take away what a killed process left of a change that had not begun to reach the file."""
    with engine.connect() as connection:
        raw = driver(connection)
        raw.execute("PRAGMA query_only = OFF")
        (version,) = raw.execute("PRAGMA user_version").fetchone()
        raw.execute(f"PRAGMA user_version = {version}")  # a change of nothing, with a journal of its own
        raw.execute("PRAGMA query_only = ON")


def _engine(path: Path, key: Key, hold: Hold, models: Models | None) -> Engine:
    """Return an engine for a file that has proved to be ours, open to the key and up to date."""
    engine = make_engine(path, key, hold.lock is None)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if found != APPLICATION_ID:
            raise header.not_ours(path)
        if version > SCHEMA:
            raise FileTrouble(NEWER, file=path.name)
        if hold.lock and path.with_name(path.name + "-journal").exists():
            _end_journal(engine)
        if version < SCHEMA:
            engine.dispose()
            _bring_up_to_date(path, key.passphrase, hold, models)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _bring_up_to_date(path: Path, key: str | None, hold: Hold, models: Models | None) -> None:
    if hold.lock is None or models is None:
        raise FileTrouble(
            N_("“{file}” was written by an older version and must be opened once for writing."), file=path.name
        )
    from communitydesk.storage.migrate import migrate

    migrate(path, key, models())


def needs_passphrase(path: Path) -> bool:
    """Return whether a file looks like one that is locked with a passphrase. Raises FileTrouble."""
    with faults(path):
        return header.kind(path) == "locked"
