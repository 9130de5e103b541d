"""Rolling backups on this computer: made after changes, opened and checked, thinned with age, brought back.

A folder for each group's file, by the id that stands in it, and in it one for each passphrase that it has had. A
backup is the file without the contents of its attachments; these are kept once for all backups, in a store beside
them. Both are locked with the file's passphrase when it has one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communitydesk.desk.errors import FileTrouble, WrongPassphrase
from communitydesk.desk.history import pack
from communitydesk.desk.words import N_
from communitydesk.storage import header, journal, search
from communitydesk.storage.check import ATTACHMENT_DAMAGED, ATTACHMENT_MISSING, Finding, examine
from communitydesk.storage.copies import (
    COPY_UNSOUND,
    attached,
    building,
    copy_tables,
    counts,
    export,
    free_name,
    opened,
    wipe,
)
from communitydesk.storage.engine import Driver
from communitydesk.storage.faults import faults
from communitydesk.storage.hold import Hold

if TYPE_CHECKING:
    from communitydesk.desk.desk import Desk

RESTORED = N_("Bring back the backup of {day}")
_STAMP = "%Y%m%dT%H%M%S%fZ"
_SUFFIX, _STORE, _ABOUT = ".backup", "attachments.store", "about.json"
LAST, DAYS, WEEKS, MONTHS = 10, 14, 8, 12


@dataclass(frozen=True)
class Backup:
    """One backup: when it was made (UTC), its size in bytes without attachments, and the file it is of."""

    path: Path
    when: dt.datetime
    size: int
    file: Path  # where the group's file was then
    head: str  # says which change was the last in it

    @property
    def generation(self) -> str:
        """Which of the file's passphrases it has."""
        return self.path.parent.name


@dataclass(frozen=True)
class Restored:
    """What bringing a backup back did: where the replaced file is now, and which attachments could not be had."""

    replaced: Path | None
    findings: tuple[Finding, ...]


def home() -> Path:
    """Return where backups are kept on this computer."""
    import platformdirs

    return platformdirs.user_data_path("communitydesk", appauthor=False) / "backups"


class Backups:
    """The backups in one folder of this computer."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder, by default the usual one of this computer; it is made when it is needed."""
        self.folder = folder or home()

    # -- making ------------------------------------------------------------------------------

    def make(self, desk: Desk, now: dt.datetime | None = None) -> Backup | None:
        """Make and check a backup, and thin the older ones; None when nothing has changed since the last one.

        Slow: for a worker's thread. Raises FileTrouble.
        """
        now = now or dt.datetime.now(dt.UTC)
        with desk.copying, faults(self.folder):
            with opened(desk.path, desk.passphrase) as connection:
                file, generation, head = _notes(connection)
            folder = self.folder / file / generation
            if not head or any(one.head == head for one in self._in(folder)):
                return None
            folder.mkdir(parents=True, exist_ok=True)
            _about(folder.parent, desk.path)
            target = folder / f"{now.astimezone(dt.UTC):{_STAMP}}-{head}{_SUFFIX}"
            with building(target) as part:
                self._write(desk.path, desk.passphrase, part)
            if desk.passphrase:  # what was left unlocked when the computer went off in the middle of locking
                self.relock(desk.path, None, desk.passphrase)
            self._thin(folder, desk.passphrase, now)
        return self._backup(target)

    def _write(self, source: Path, key: str | None, part: Path) -> None:
        with opened(source, key) as connection:
            with attached(connection, part, key, "copy"):
                connection.execute("BEGIN")
                copy_tables(connection)
                wanted = connection.execute("SELECT sha256 FROM copy.desk_blob").fetchall()
                expected = counts(connection)
                connection.execute("COMMIT")
            store = part.parent / _STORE
            with attached(connection, store, key, "store"):
                _keep(connection, [sha256 for (sha256,) in wanted])
        with opened(part, key) as connection:
            if counts(connection) != expected or examine(connection, bool(key), whole=False):
                raise FileTrouble(COPY_UNSOUND, file=source.name)

    def _thin(self, folder: Path, key: str | None, now: dt.datetime) -> None:
        backups = self._in(folder)
        keep = kept([one.when for one in backups], now)
        gone = [one for one in backups if one.when not in keep]
        for one in gone:
            one.path.unlink()
        if gone:
            self._prune(folder, key)

    def _prune(self, folder: Path, key: str | None, *, anew: bool = False) -> None:
        """Take the attachments out of a store that none of its backups needs; `anew` leaves no trace of them in it."""
        if not (folder / _STORE).exists():
            return
        needed: set[str] = set()
        for one in self._in(folder):
            with opened(one.path, key) as connection:
                needed.update(row[0] for row in connection.execute("SELECT sha256 FROM desk_blob").fetchall())
        with opened(folder / _STORE, key, "rw") as connection:
            connection.execute("PRAGMA query_only = OFF")
            there = {row[0] for row in connection.execute("SELECT sha256 FROM blob").fetchall()}
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM blob WHERE sha256 = ?", [(one,) for one in there - needed])
            connection.execute("COMMIT")
            connection.execute("VACUUM" if anew else "PRAGMA incremental_vacuum").fetchall()

    # -- looking ------------------------------------------------------------------------------

    def of(self, path: Path) -> tuple[Backup, ...]:
        """Return the backups of the file that is or was at a path, the newest first."""
        where = str(path.absolute())
        found = [one for folder in self._files() if _about_path(folder) == where for one in self._all(folder)]
        return tuple(sorted(found, key=lambda one: one.when, reverse=True))

    def of_desk(self, desk: Desk) -> tuple[Backup, ...]:
        """Return the backups of an open file, wherever it was before, the newest first."""
        with faults(desk.path), opened(desk.path, desk.passphrase) as connection:
            file, _, _ = _notes(connection)
        return tuple(sorted(self._all(self.folder / file), key=lambda one: one.when, reverse=True))

    def file_of(self, desk: Desk) -> str:
        """Return the id that stands in an open file. Raises FileTrouble."""
        with faults(desk.path), opened(desk.path, desk.passphrase) as connection:
            return _notes(connection)[0]

    def parts_of(self, file: str) -> tuple[Path, ...]:
        """Return every file that holds records or attachments of a file's backups, by its id."""
        folders = self._generations(self.folder / file)
        return tuple(
            one for folder in folders for one in sorted((*folder.glob(f"[!.]*{_SUFFIX}"), *folder.glob(_STORE)))
        )

    def wrote_copy(self, desk: Desk, copy: Path) -> None:
        """Remember where a copy was written, so that it is found when the file is locked later. Raises FileTrouble."""
        with faults(self.folder):
            folder = self.folder / self.file_of(desk)
            folder.mkdir(parents=True, exist_ok=True)
            copies = (*self.copies_of(folder.name), copy)
            _about(folder, desk.path, copies=sorted({str(one.absolute()) for one in copies}))

    def copies_of(self, file: str) -> tuple[Path, ...]:
        """Return where copies of a file were written that are still there, by its id."""
        given = _told(self.folder / file).get("copies")
        return tuple(Path(one) for one in given if os.path.exists(one)) if isinstance(given, list) else ()

    def opens(self, backup: Backup, passphrase: str | None) -> str | None:
        """Return the passphrase if it opens a backup, None if that needs none. Raises WrongPassphrase, FileTrouble."""
        with faults(backup.path):
            if header.kind(backup.path) != "locked":
                return None
            if not passphrase:
                raise WrongPassphrase(N_("This backup is locked. Type its passphrase."))
            with opened(backup.path, passphrase):
                return passphrase

    def again(self, backup: Backup) -> Backup:
        """Return a backup as it is now: locking the backups puts it into another folder."""
        if backup.path.exists():
            return backup
        return next((one for one in self._all(backup.path.parent.parent) if one.when == backup.when), backup)

    def files(self) -> tuple[Path, ...]:
        """Return where the files are or were of which there are backups here."""
        return tuple(sorted({Path(where) for one in self._files() if (where := _about_path(one))}))

    def space(self, backups: Iterable[Backup]) -> int:
        """Return how many bytes some backups take, with the attachments that they share."""
        found = tuple(backups)
        stores = {one.path.with_name(_STORE) for one in found}
        return sum(one.size for one in found) + sum(one.stat().st_size for one in stores if one.exists())

    def _files(self) -> tuple[Path, ...]:
        return self._generations(self.folder)

    def _all(self, folder: Path) -> tuple[Backup, ...]:
        return tuple(one for generation in self._generations(folder) for one in self._in(generation))

    def _generations(self, folder: Path) -> tuple[Path, ...]:
        return tuple(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else ()

    def _in(self, folder: Path) -> tuple[Backup, ...]:
        found = (self._backup(one) for one in sorted(folder.glob(f"[!.]*{_SUFFIX}"))) if folder.is_dir() else ()
        return tuple(one for one in found if one)

    def _backup(self, path: Path) -> Backup | None:
        stamp, _, head = path.name.removesuffix(_SUFFIX).partition("-")
        try:
            when = dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC)
            return Backup(path, when, path.stat().st_size, Path(_about_path(path.parent.parent)), head)
        except (ValueError, OSError):
            return None

    def gone_by(self, backup: Backup) -> dt.date:
        """Return the day by which a backup is thinned away at the latest, as long as newer ones are made."""
        return (backup.when + dt.timedelta(days=MONTHS * 31)).date()

    def delete(self, backups: Iterable[Backup], passphrase: str | None) -> int:
        """Delete some backups for good, with the attachments that only they had; return how many. Raises FileTrouble.

        A store of attachments that another passphrase locks is deleted with its last backup only.
        """
        found = tuple(backups)
        with faults(self.folder):
            for one in found:
                wipe(one.path)
            for folder in {one.path.parent for one in found}:
                if not self._in(folder):
                    wipe(folder / _STORE)
                    shutil.rmtree(folder, ignore_errors=True)
                else:
                    with contextlib.suppress(WrongPassphrase):
                        self._prune(folder, passphrase, anew=True)
        return len(found)

    # -- bringing back ------------------------------------------------------------------------

    def restore(self, backup: Backup, path: Path, passphrase: str | None = None, *, who: str = "") -> Restored:
        """Put a backup in the place of a closed file, which is kept beside it under another name.

        `passphrase` is the one that the file had when the backup was made. Cannot be undone, except by bringing the
        replaced file back. Raises FileTrouble, WrongPassphrase.
        """
        with faults(path):
            key = passphrase if header.kind(backup.path) == "locked" else None
            path.parent.mkdir(parents=True, exist_ok=True)
            hold = Hold.take(path, who, take_over=False) if path.exists() else Hold.read_only()
            if hold.why:
                raise FileTrouble(hold.why)
            try:
                part = path.with_name(f".{path.name}.restored")
                part.unlink(missing_ok=True)
                try:
                    findings = self._rebuild(backup, key, part, who)
                    replaced = _set_aside(path)
                    os.replace(part, path)
                finally:
                    part.unlink(missing_ok=True)
            finally:
                hold.release()
        return Restored(replaced, findings)

    def _rebuild(self, backup: Backup, key: str | None, part: Path, who: str) -> tuple[Finding, ...]:
        with opened(backup.path, key) as connection, attached(connection, part, key, "copy"):
            connection.execute("PRAGMA copy.auto_vacuum = INCREMENTAL")
            connection.execute("BEGIN")
            copy_tables(connection)
            connection.execute("COMMIT")
            store = backup.path.with_name(_STORE)
            if store.exists():
                with attached(connection, store, key, "store"):
                    connection.execute(
                        "UPDATE copy.desk_blob SET content = coalesce((SELECT s.content FROM store.blob AS s"
                        " WHERE s.sha256 = desk_blob.sha256), content)"
                    )
        with opened(part, key, "rw") as connection:
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("BEGIN IMMEDIATE")
            search.create(connection)
            connection.execute("UPDATE desk_note SET value = ? WHERE name = 'generation'", (backup.generation,))
            journal.append(connection, (), pack(RESTORED, {"day": backup.when.date()}), who, journal.BARRIER)
            connection.execute("COMMIT")
            findings = examine(connection, bool(key))
        if any(one.id not in (ATTACHMENT_MISSING, ATTACHMENT_DAMAGED) for one in findings):
            raise FileTrouble(N_("This backup is damaged, so nothing was changed. Choose an older one."))
        return findings

    # -- passphrases --------------------------------------------------------------------------

    def relock(self, path: Path, old: str | None, new: str | None) -> None:
        """After a file's passphrase was changed: lock its backups with the new one too, and remove the old ones.

        `path` is the file, locked with the new passphrase already. Slow. Raises FileTrouble.
        """
        with faults(self.folder):
            with opened(path, new) as connection:
                file, generation, _ = _notes(connection)
            folder = self.folder / file
            for older in self._generations(folder):
                if older.name == generation:
                    continue
                target = folder / generation
                target.mkdir(exist_ok=True)
                with contextlib.suppress(WrongPassphrase):  # of a passphrase before the last: stays as it is
                    self._relock(older, target, old, new)
                    for one in older.iterdir() if old is None else ():
                        wipe(one)
                    shutil.rmtree(older)

    def _relock(self, older: Path, target: Path, old: str | None, new: str | None) -> None:
        for one in self._in(older):
            with faults(one.path), building(target / one.path.name) as part:
                export(one.path, old, part, new, whole=False)
        store = older / _STORE
        if store.exists():
            with faults(store), building(target / _STORE) as part:
                export(store, old, part, new, whole=None)


def kept(times: Iterable[dt.datetime], now: dt.datetime) -> frozenset[dt.datetime]:
    """Return which backups stay: the last ten, and the last of each day for 14, week for 8, month for 12."""
    newest_first = sorted(times, reverse=True)
    keep = set(newest_first[:LAST])
    for name, days in (("%Y-%j", DAYS), ("%G-%V", WEEKS * 7), ("%Y-%m", MONTHS * 31)):
        seen: set[str] = set()
        for one in newest_first:
            period = one.strftime(name)
            if now - one <= dt.timedelta(days=days) and period not in seen:
                seen.add(period)
                keep.add(one)
    return frozenset(keep)


def _notes(connection: Driver) -> tuple[str, str, str]:
    """Return a file's id, the generation of its passphrase, and what names its last change."""
    notes = dict(connection.execute("SELECT name, value FROM desk_note").fetchall())
    row = connection.execute("SELECT chain FROM desk_change ORDER BY n DESC LIMIT 1").fetchone()
    return notes["file"], notes["generation"], bytes(row[0]).hex()[:16] if row else ""


def _keep(connection: Driver, wanted: list[str]) -> None:
    """Copy the contents that the store does not have yet, and see that they arrived whole."""
    connection.execute("PRAGMA store.auto_vacuum = INCREMENTAL")
    connection.execute("CREATE TABLE IF NOT EXISTS store.blob (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)")
    there = {row[0] for row in connection.execute("SELECT sha256 FROM store.blob").fetchall()}
    connection.execute("BEGIN")
    for sha256 in wanted:
        if sha256 in there:
            continue
        connection.execute(
            "INSERT INTO store.blob SELECT sha256, content FROM main.desk_blob WHERE sha256 = ?", (sha256,)
        )
        row = connection.execute("SELECT content FROM store.blob WHERE sha256 = ?", (sha256,)).fetchone()
        if row and hashlib.sha256(row[0]).hexdigest() != sha256:
            raise FileTrouble(N_("An attachment is damaged, so no backup was made. Check the file for damage."))
    connection.execute("COMMIT")


def _about(folder: Path, path: Path, **more: object) -> None:
    told = {**_told(folder), "path": str(path.absolute()), **more}
    (folder / _ABOUT).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _told(folder: Path) -> dict[str, object]:
    try:
        told = json.loads((folder / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _about_path(folder: Path) -> str:
    return str(_told(folder).get("path", ""))


def _set_aside(path: Path) -> Path | None:
    """Keep a file that is about to be replaced under another name as well."""
    if not path.exists():
        return None
    now = dt.datetime.now().astimezone()
    aside = free_name(path.with_name(f"{path.stem} (replaced {now:%Y-%m-%d %H.%M}){path.suffix}"))
    try:
        os.link(path, aside)
    except OSError:  # a stick that knows no links
        shutil.copy2(path, aside)
    return aside
