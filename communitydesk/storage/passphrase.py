"""Locks a file with a passphrase, changes it, or unlocks the file for good."""

from __future__ import annotations

from pathlib import Path

from communitydesk.desk.errors import FieldTrouble, FileTrouble, Refused
from communitydesk.desk.records import new_key
from communitydesk.desk.words import N_
from communitydesk.storage import header
from communitydesk.storage.backups import Backups
from communitydesk.storage.copies import building, export, opened
from communitydesk.storage.faults import NOT_WRITABLE, faults
from communitydesk.storage.hold import Hold

SHORTEST = 8  # letters


def set_passphrase(
    path: Path, old: str | None, new: str | None, *, who: str = "", backups: Backups | None = None
) -> None:
    """Give a closed file another passphrase, or none with `new` None. Cannot be undone.

    A new file is written, checked and put in the old one's place; when anything fails the old one is untouched.
    With `backups`, these are locked likewise. Raises FieldTrouble, FileTrouble, WrongPassphrase.
    """
    if new is not None and len(new) < SHORTEST:
        raise FieldTrouble(
            "passphrase", N_("A passphrase needs {n} letters or more. Three words are easy to keep."), n=SHORTEST
        )
    if new is not None and "\0" in new:
        raise FieldTrouble("passphrase", N_("This passphrase holds a character that cannot be typed."))
    with faults(path):
        if header.kind(path) == "plain":
            old = None
        hold = Hold.take(path, who, take_over=False)
        if hold.lock is None:
            raise FileTrouble(hold.why or N_(NOT_WRITABLE), file=path.name)
        try:
            if old == new:
                raise Refused(N_("This is the passphrase that the file has already."))
            with building(path) as part:
                export(path, old, part, new)
                _new_generation(part, new)
            if backups:
                backups.relock(path, old, new)
        finally:
            hold.release()


def _new_generation(path: Path, key: str | None) -> None:
    """Mark the file so that its backups from now on are kept apart from those with another passphrase."""
    with opened(path, key, "rw") as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("UPDATE desk_note SET value = ? WHERE name = 'generation'", (new_key(),))
