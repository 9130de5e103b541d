"""Locks a file with a passphrase, changes it, or unlocks the file for good."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from communitydesk.desk.errors import FieldTrouble, FileTrouble, Refused
from communitydesk.desk.records import new_key
from communitydesk.desk.words import N_
from communitydesk.storage import header
from communitydesk.storage.backups import Backups
from communitydesk.storage.copies import building, export, opened, sync, wiping_what_is_replaced
from communitydesk.storage.faults import NOT_WRITABLE, faults
from communitydesk.storage.hold import Hold

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

SHORTEST = 8  # letters


def fit(passphrase: str, field: str = "passphrase") -> None:
    """See that a passphrase can be one. Raises FieldTrouble."""
    if len(passphrase.strip()) < SHORTEST:
        raise FieldTrouble(
            field, N_("A passphrase needs {n} letters or more. Three words are easy to keep."), n=SHORTEST
        )
    if any(unicodedata.category(letter) == "Cc" for letter in passphrase):
        raise FieldTrouble(field, N_("This passphrase holds a character that cannot be typed."))


def same(one: str | None, other: str | None) -> bool:
    """Whether two passphrases open the same file, whatever keyboard they were typed on."""
    return _composed(one) == _composed(other)


def _composed(passphrase: str | None) -> str | None:
    return None if passphrase is None else unicodedata.normalize("NFC", passphrase)


def relock(
    desk: Desk, new: str | None, *, backups: Backups | None = None, go_on: Callable[[], None] = lambda: None
) -> None:
    """Give an open file another passphrase, or none with `new` None; it stays open. Cannot be undone.

    A new file is written, checked and put in the old one's place; when anything fails the old one is untouched.
    With `backups`, these are locked likewise. `go_on` may raise Cancelled until then. Slow: for a worker's thread.
    Raises FieldTrouble, FileTrouble, Refused.
    """
    if new is not None:
        fit(new)
    with desk.copying, faults(desk.path):
        old = desk.passphrase
        _changes(old, new)
        with desk.unwritten():
            part = desk.path.with_name(f".{desk.path.name}.new")
            part.unlink(missing_ok=True)
            try:
                export(desk.path, old, part, new)
                _new_generation(part, new)
                sync(part)
                go_on()
                with nullcontext() if old else wiping_what_is_replaced(desk.path):
                    desk.put_in_place(part, new)
                sync(desk.path.parent)
            finally:
                part.unlink(missing_ok=True)
        if backups:
            backups.relock(desk.path, old, new)


def set_passphrase(
    path: Path, old: str | None, new: str | None, *, who: str = "", backups: Backups | None = None
) -> None:
    """Do the same with a closed file. Raises FieldTrouble, FileTrouble, WrongPassphrase."""
    if new is not None:
        fit(new)
    with faults(path):
        if header.kind(path) == "plain":
            old = None
        hold = Hold.take(path, who, take_over=False)
        if hold.lock is None:
            raise FileTrouble(hold.why or N_(NOT_WRITABLE), file=path.name)
        try:
            _changes(old, new)
            with building(path) as part:
                export(path, old, part, new)
                _new_generation(part, new)
            if backups:
                backups.relock(path, old, new)
        finally:
            hold.release()


def _changes(old: str | None, new: str | None) -> None:
    if same(old, new):
        raise Refused(N_("This is the passphrase that the file has already."))


def _new_generation(path: Path, key: str | None) -> None:
    """Mark the file so that its backups from now on are kept apart from those with another passphrase."""
    with opened(path, key, "rw") as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("UPDATE desk_note SET value = ? WHERE name = 'generation'", (new_key(),))
