"""Makes whole copies of a file, and sees that they are sound before anybody relies on them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.storage.check import examine
from communitydesk.storage.engine import Driver, connect, identifier, key_literal, quoted, settle, uri
from communitydesk.storage.faults import faults

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

COPY_UNSOUND = N_("The copy of “{file}” is not sound, so it was not kept. Check the file for damage.")


@contextmanager
def opened(path: Path, key: str | None, mode: str = "ro") -> Iterator[Driver]:
    """Open one settled connection for a while."""
    connection = connect(path, key, mode)
    try:
        settle(connection)
        yield connection
    finally:
        connection.close()


@contextmanager
def attached(connection: Driver, path: Path, key: str | None, name: str) -> Iterator[None]:
    """Attach another file, created if need be, to a connection for a while; an empty key is none."""
    literal = key_literal(key) if key else "''"
    connection.execute("PRAGMA query_only = OFF")
    connection.execute(f"ATTACH DATABASE {quoted(uri(path, 'rwc'))} AS {name} KEY {literal}")
    try:
        connection.execute(f"PRAGMA {name}.journal_mode = DELETE").fetchall()
        connection.execute(f"PRAGMA {name}.secure_delete = ON").fetchall()
        yield
    finally:
        if connection.in_transaction:
            connection.rollback()
        connection.execute(f"DETACH DATABASE {name}")


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """Give a new file beside `target` that takes its place when all went well, and is removed when not."""
    part = target.with_name(f".{target.name}.new")
    part.unlink(missing_ok=True)
    try:
        yield part
        sync(part)
        os.replace(part, target)
        sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names, before going on; where that can be asked for."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_PIECE = 1 << 20  # bytes


def wipe(path: Path) -> None:
    """Write over a file's bytes, unless they have another name too, and remove it; nothing when it is not there.

    A disk that wears evenly may still have older ones somewhere.
    """
    if not path.exists():
        return
    if path.stat().st_nlink == 1:
        with path.open("r+b") as file:
            _write_over(file.fileno())
    path.unlink()
    sync(path.parent)


@contextmanager
def wiping_what_is_replaced(path: Path) -> Iterator[None]:
    """Write over the bytes of a file once another one has taken its place and they have no name any more.

    Not on Windows, where a file that is held open cannot be replaced.
    """
    if os.name == "nt":
        yield
        return
    handle = os.open(path, os.O_RDWR)
    try:
        yield
        if os.fstat(handle).st_nlink == 0:
            _write_over(handle)
    finally:
        os.close(handle)


def _write_over(handle: int) -> None:
    left = os.fstat(handle).st_size
    while left > 0:
        left -= os.write(handle, bytes(min(left, _PIECE)))
    os.fsync(handle)


def export(source: Path, key: str | None, target: Path, new_key: str | None, *, whole: bool | None = True) -> None:
    """Write a whole copy of a file, locked with another passphrase or with none, and see that it is sound.

    `target` must not be there yet. `whole` is False for a backup, None for what is no group's file at all. Raises
    FileTrouble when the copy is not sound.
    """
    with opened(source, key) as connection, attached(connection, target, new_key, "copy"):
        connection.execute("PRAGMA copy.auto_vacuum = INCREMENTAL")
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        _copy_header(connection)
        before = counts(connection)
        connection.execute("COMMIT")
    with opened(target, new_key) as connection:
        sound = counts(connection) == before
        if whole is not None:
            sound = sound and not examine(connection, bool(new_key), whole=whole)
        else:
            sound = sound and connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not sound:
            raise FileTrouble(COPY_UNSOUND, file=source.name)


def _copy_header(connection: Driver) -> None:
    for name in ("application_id", "user_version"):  # which an export leaves at 0
        (value,) = connection.execute(f"PRAGMA main.{name}").fetchone()
        connection.execute(f"PRAGMA copy.{name} = {value}")


def copy_tables(connection: Driver) -> None:
    """Copy every table but those of the search to the attached file `copy`, attachments without their contents."""
    entries = connection.execute(
        "SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        " AND tbl_name NOT LIKE 'desk\\_search\\_%' ESCAPE '\\' AND tbl_name <> 'desk_search' ORDER BY type DESC"
    ).fetchall()
    for kind, name, sql in entries:
        head, tail = re.split(r"(?<=TABLE )|(?<=INDEX )", sql, maxsplit=1)
        connection.execute(f"{head}copy.{tail}")
        if kind == "table":
            what = "sha256, size, zeroblob(0)" if name == "desk_blob" else "*"
            connection.execute(f"INSERT INTO copy.{identifier(name)} SELECT {what} FROM main.{identifier(name)}")
    _copy_header(connection)


def counts(connection: Driver) -> dict[str, int]:
    """Return how many rows each table has, those of the search apart."""
    names = [
        row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall()
    ]
    return {
        name: int(connection.execute(f"SELECT count(*) FROM main.{identifier(name)}").fetchone()[0])
        for name in names
        if not name.startswith(("desk_search", "sqlite_"))
    }


def backup_to(desk: Desk, folder: Path) -> Path:
    """Write a whole, checked copy of a desk's file into a folder and return where it is.

    It has the file's passphrase when there is one. A copy of the same name is never overwritten. Raises FileTrouble.
    """
    with faults(folder):
        if folder.is_file():
            raise FileTrouble(N_("“{file}” is a file. Choose a folder for the copy."), file=folder.name)
        folder.mkdir(parents=True, exist_ok=True)
        target = free_name(folder / desk.path.name)
        with building(target) as part:
            export(desk.path, desk.passphrase, part, desk.passphrase)
    return target


def free_name(path: Path) -> Path:
    """Return the path, or the first one with a number that is not taken."""
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return found
