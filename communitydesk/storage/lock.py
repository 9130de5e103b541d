"""Says who holds a file and since when, so that two laptops on one share do not overwrite each other.

A small file beside the group's file. On the same computer the system's own lock on it tells whether its holder still
lives; of another computer only the clock can tell.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.records import new_key
from communitydesk.desk.words import N_, Message

FORGOTTEN = dt.timedelta(hours=12)  # without a change, after which a lock of another computer is called forgotten
_SIGN_OF_LIFE = 60.0  # seconds between two touches of the lock file
_BEYOND = 1 << 20  # where Windows locks a byte, so that others can still read what is written

HELD_HERE = N_("“{file}” is already open in another window on this computer, so here it is open for reading only.")
HELD = N_("{who} has “{file}” open on {computer} since {day}, {time}. Here it is open for reading only.")
FORGOTTEN_HELD = N_(
    "{who} opened “{file}” on {computer} on {day}, {time}, and has not changed it for {hours} hours. Here it is open"
    " for reading only. If nobody has it open there any more, take it over."
)
TAKEN = N_("{who} took “{file}” over on {computer}, so this was not saved. Close it and open it again later.")
SOMEBODY = N_("Somebody")


@dataclass(frozen=True)
class Holder:
    """Who holds a file: their name, the computer's, since when (UTC), and the last sign of life."""

    who: str
    computer: str
    since: dt.datetime
    seen: dt.datetime
    token: str
    pid: int = 0

    @property
    def here(self) -> bool:
        """Whether it is held on this computer."""
        return self.computer == platform.node()

    @property
    def idle(self) -> dt.timedelta:
        """How long ago the last sign of life was."""
        return dt.datetime.now(dt.UTC) - self.seen

    @property
    def stale(self) -> bool:
        """Whether the lock looks forgotten, so that taking the file over may be offered."""
        return not self.here and self.idle > FORGOTTEN

    def says(self, file: str) -> Message:
        """Return the sentence for whoever opens the file as the second."""
        since = self.since.astimezone()
        values = {
            "file": file,
            "who": self.who or Message(SOMEBODY),
            "computer": self.computer,
            "day": since.date(),
            "time": f"{since:%H:%M}",
        }
        if self.here:
            return Message(HELD_HERE, {"file": file})
        if self.stale:
            return Message(FORGOTTEN_HELD, {**values, "hours": int(self.idle.total_seconds() // 3600)})
        return Message(HELD, values)


def lock_path(path: Path) -> Path:
    """Return where the lock of a file is."""
    return path.with_name(f".{path.name}.lock")


class Lock:
    """A lock that is held until `release`."""

    def __init__(self, path: Path, who: str, handle: int) -> None:
        """Write the holder's name into a lock file that has just been won."""
        self.path, self.who, self._file = path, who, handle
        self.token = new_key()
        self._touched = 0.0
        try:
            self._write()
        except OSError:  # no room for even a name: leave no nameless lock behind
            os.close(handle)
            with contextlib.suppress(OSError):
                path.unlink()
            raise

    def _write(self) -> None:
        said = {
            "who": self.who, "computer": platform.node(), "since": dt.datetime.now(dt.UTC).isoformat(),
            "token": self.token, "pid": os.getpid(),
        }  # fmt: skip
        self._said = json.dumps(said, ensure_ascii=False).encode()
        os.lseek(self._file, 0, os.SEEK_SET)
        os.ftruncate(self._file, 0)
        os.write(self._file, self._said)
        with contextlib.suppress(OSError):
            os.fsync(self._file)

    def confirm(self, file: str) -> None:
        """Raise FileTrouble when somebody else has taken the file over; else leave a sign of life."""
        if not self._as_written():
            self._examine(file)
        now = dt.datetime.now(dt.UTC).timestamp()
        if now - self._touched > _SIGN_OF_LIFE:
            self._touched = now
            with contextlib.suppress(OSError):
                os.utime(self.path)

    def _as_written(self) -> bool:
        """Whether the lock file still says just what we wrote, which is so nearly always and quickly seen."""
        try:
            with open(self.path, "rb", buffering=0) as lock:
                return lock.read(len(self._said) + 1) == self._said
        except OSError:
            return False

    def _examine(self, file: str) -> None:
        holder = read_holder(self.path)
        if holder is None and not self.path.exists():  # deleted by hand: it is ours still
            os.close(self._file)
            self._file = _win(self.path)
            self._write()
        elif holder is None or holder.token != self.token:
            who = (holder.who if holder else "") or Message(SOMEBODY)
            raise FileTrouble(TAKEN, file=file, who=who, computer=holder.computer if holder else "?")

    def release(self) -> None:
        """Let go of the file, unless somebody else has taken it over."""
        holder = read_holder(self.path)
        os.close(self._file)
        if holder and holder.token == self.token:
            with contextlib.suppress(OSError):
                self.path.unlink()


def read_holder(path: Path) -> Holder | None:
    """Return who holds a lock file, None when there is none or it cannot be made out."""
    try:
        said = json.loads(path.read_text("utf-8"))
        seen = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        since = dt.datetime.fromisoformat(said["since"])
        return Holder(str(said["who"]), str(said["computer"]), since, seen, str(said["token"]), int(said["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def acquire(path: Path, who: str, *, take_over: bool = False) -> Lock | Holder:
    """Return the lock of a group's file, or who holds it. OSError when the folder cannot be written."""
    where = lock_path(path)
    for _ in range(5):  # another may win or let go in between
        try:
            return Lock(where, who, _win(where))
        except FileExistsError:
            holder = read_holder(where)
        if take_over or holder is None or holder.here:
            handle = _inherit(where, holder, take_over)
            if handle is not None:
                return Lock(where, who, handle)
        if holder:
            return holder
    now = dt.datetime.now(dt.UTC)
    return Holder("", platform.node(), now, now, "")


def _win(where: Path) -> int:
    handle = os.open(where, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
    _system_lock(handle)
    return handle


def _inherit(where: Path, holder: Holder | None, take_over: bool) -> int | None:
    """Return the lock file of a holder who no longer lives, or who is set aside; None when it lives."""
    try:
        handle = os.open(where, os.O_RDWR)
    except FileNotFoundError:
        return None
    won = _system_lock(handle)
    if won is None:  # a folder without locks: ask for the process instead
        won = not (holder and _lives(holder.pid))
    same = _same_file(handle, where)
    if same and (won or (take_over and not (holder and holder.here))):
        return handle
    os.close(handle)
    return None


def _same_file(handle: int, where: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), where.stat())
    except OSError:
        return False


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True  # asking would end the process there; the system's lock is always to be had
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _system_lock(handle: int) -> bool | None:
    """Take the system's lock on a file; False when another process has it, None when the folder has no locks."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True
