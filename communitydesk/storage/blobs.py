"""The contents of attachments: each kept once, by its SHA-256, in the file itself."""

from __future__ import annotations

import hashlib

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.storage.engine import Driver

ATTACHMENT = "attachment"  # the table of the records that name contents


def keep(connection: Driver, content: bytes) -> str:
    """Keep a content unless it is there already; return its SHA-256 in hexadecimal."""
    digest = hashlib.sha256(content).hexdigest()
    connection.execute(
        "INSERT INTO desk_blob (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (digest, len(content), content),
    )
    return digest


def load(connection: Driver, digest: str) -> bytes:
    """Return a content. Raises FileTrouble when it is not there or is no longer what was kept."""
    row = connection.execute("SELECT content FROM desk_blob WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        raise FileTrouble(N_("This attachment is missing from the file. Bring it back from a backup."))
    content = bytes(row[0])
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileTrouble(N_("This attachment is damaged. Bring it back from a backup."))
    return content


def unneeded(connection: Driver) -> tuple[str, ...]:
    """Return the contents that neither a record nor the journal, and so no undo, needs."""
    blobs = {row[0] for row in connection.execute("SELECT sha256 FROM desk_blob").fetchall()}
    if blobs and connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (ATTACHMENT,)).fetchone():
        blobs -= {row[0] for row in connection.execute(f"SELECT sha256 FROM {ATTACHMENT}").fetchall()}
    for side in ("before", "after"):
        if blobs:
            blobs -= {
                row[0]
                for row in connection.execute(
                    f"SELECT json_extract({side}, '$.sha256') FROM desk_entry WHERE tbl = ? AND {side} IS NOT NULL",
                    (ATTACHMENT,),
                ).fetchall()
            }
    return tuple(sorted(blobs))


def tidy(connection: Driver, *, give_back: bool = False) -> int:
    """Remove the contents that nothing needs; return how many. `give_back` makes the file smaller by what is free."""
    gone = unneeded(connection)
    connection.executemany("DELETE FROM desk_blob WHERE sha256 = ?", [(digest,) for digest in gone])
    if give_back:
        connection.execute("PRAGMA incremental_vacuum").fetchall()
    return len(gone)
