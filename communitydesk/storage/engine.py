"""Connections to the file: the driver, the settings that hold for each connection, and transactions.

Nothing can be written through a connection until a transaction of `writing` opens it: all are `PRAGMA query_only`.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_

APPLICATION_ID = 0x43446B31  # "CDk1" in the file's header says whose file this is
BUSY_SECONDS = 10.0  # how long a commit waits for a reader, or for another window

Driver = Any  # a connection of sqlcipher3, which comes without types

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",  # the file is whole whenever it is closed
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",  # so that a row that REPLACE takes away is captured too
    "PRAGMA temp_store = MEMORY",  # nothing personal in a shared temporary folder
    "PRAGMA cell_size_check = ON",
    "PRAGMA query_only = ON",
)


def uri(path: Path, mode: str) -> str:
    """Return a file's address for SQLite; `mode` is ro, rw (which never creates) or rwc."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def key_literal(passphrase: str) -> str:
    """Return a passphrase as SQLCipher takes it: composed, so that it is the same on every keyboard."""
    return quoted(unicodedata.normalize("NFC", passphrase))


def connect(path: Path, passphrase: str | None, mode: str = "rw") -> Driver:
    """Open one plain connection without any settings but the key. The driver's own errors pass."""
    connection = sqlcipher3.connect(
        uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase:
        connection.execute(f"PRAGMA key = {key_literal(passphrase)}")
    return connection


def settle(connection: Driver) -> None:
    """Give a connection the settings that every one of ours has. Reads the file's first page."""
    for setting in _SETTINGS:
        connection.execute(setting).fetchall()


class Key:
    """What opens a file; it may change while the file is open, and no connection is begun in the middle of that."""

    def __init__(self, passphrase: str | None) -> None:
        self.passphrase = passphrase
        self.turning = threading.RLock()


def make_engine(path: Path, key: Key, read_only: bool) -> Engine:
    """Return an engine whose connections are settled, few, and used again, the last used first."""

    def creator() -> Driver:
        with key.turning:
            connection = connect(path, key.passphrase, "ro" if read_only else "rw")
            try:
                settle(connection)
            except BaseException:
                connection.close()
                raise
            return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3,
        creator=creator,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=30,
        pool_use_lifo=True,
        hide_parameters=True,  # nothing personal in an error's text
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver(connection).execute(connection.get_execution_options().get("opening", "BEGIN"))

    return engine


def driver(connection: Connection) -> Driver:
    """Return the driver's own connection, for what is written in SQL."""
    return connection.connection.driver_connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the file; all that was read is closed when it ends."""
    with engine.connect() as connection:
        look = connection.begin()
        try:
            yield connection
        finally:
            look.rollback()  # there is nothing to commit, and a damaged file lets go this way too


@contextmanager
def writing(engine: Engine, install: Callable[[Driver], None]) -> Iterator[Connection]:
    """One transaction that can write, committed durably at the end; any exception undoes all of it.

    `install` makes ready what captures the changes, whenever the file's tables are not those it was made for.
    """
    with engine.connect() as connection:
        raw = driver(connection)
        raw.execute("PRAGMA query_only = OFF")
        try:
            _install(connection, raw, install)
            with connection.execution_options(opening="BEGIN IMMEDIATE").begin():
                if connection.info["installed"] != schema_version(raw):
                    raise FileTrouble(N_("Another program changed the file just now. Try again."))
                # References are followed at the commit, so that records may be written in any order; RESTRICT waits too.
                raw.execute("PRAGMA defer_foreign_keys = ON")
                yield connection
        finally:
            if raw.in_transaction:  # a commit that failed leaves its transaction open
                raw.rollback()
            raw.execute("PRAGMA query_only = ON")


def _install(connection: Connection, raw: Driver, install: Callable[[Driver], None]) -> None:
    version = schema_version(raw)
    if connection.info.get("installed") != version:
        install(raw)
        connection.info["installed"] = version


def schema_version(connection: Driver) -> int:
    """Return the number that SQLite counts up whenever a table of the file changes."""
    return int(connection.execute("PRAGMA main.schema_version").fetchone()[0])
