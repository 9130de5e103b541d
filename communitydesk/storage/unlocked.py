"""Copies of a locked file that anybody can still open, because they were made before it had a passphrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communitydesk.desk.errors import FileTrouble
from communitydesk.storage import header
from communitydesk.storage.backups import Backups
from communitydesk.storage.copies import opened, wipe
from communitydesk.storage.faults import faults
from communitydesk.storage.files import SUFFIX

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk


@dataclass(frozen=True)
class OpenCopy:
    """One copy that opens without a passphrase: when it was written (UTC), and its size in bytes."""

    path: Path
    when: dt.datetime
    size: int
    backup: bool  # made by this program by itself, rather than put somewhere by a person


def open_copies(desk: Desk, backups: Backups) -> tuple[OpenCopy, ...]:
    """Return the copies of a locked file that are not locked, the newest first; none when the file itself is not.

    Looked for among its backups, beside the file, and where this computer wrote copies of it. Raises FileTrouble.
    """
    if not desk.passphrase:
        return ()
    file = backups.file_of(desk)
    found = [OpenCopy(path, _when(path), path.stat().st_size, True) for path in backups.parts_of(file) if is_open(path)]
    beside = [one for one in desk.path.parent.glob(f"*{SUFFIX}") if one != desk.path]
    for path in sorted({*beside, *backups.copies_of(file)}):
        if _copy_of(path, file):
            found.append(OpenCopy(path, _when(path), path.stat().st_size, False))
    return tuple(sorted(found, key=lambda one: one.when, reverse=True))


def delete_copies(copies: Iterable[OpenCopy]) -> None:
    """Delete copies for good: each is written over before it goes. Raises FileTrouble; those before it are gone then."""
    for one in copies:
        with faults(one.path):
            wipe(one.path)


def is_open(path: Path) -> bool:
    """Whether a file of SQLite's stands there that opens without a passphrase."""
    try:
        with path.open("rb") as file:
            return file.read(16) == header.MAGIC
    except OSError:
        return False


def _copy_of(path: Path, file: str) -> bool:
    """Whether an open file is a copy of ours, by the id that stands in it."""
    if not is_open(path):
        return False
    try:
        with faults(path), opened(path, None) as connection:
            row = connection.execute("SELECT value FROM desk_note WHERE name = 'file'").fetchone()
            return bool(row) and row[0] == file
    except FileTrouble:  # another program's, or damaged
        return False


def _when(path: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
