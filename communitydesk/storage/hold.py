"""Holds a file while it is open, and watches that it is still the same file."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_, Message
from communitydesk.storage.faults import NOT_WRITABLE
from communitydesk.storage.lock import Holder, Lock, acquire

REPLACED = N_(
    "“{file}” was replaced by another copy while it was open, perhaps by a synced folder, so this was not saved."
    " Close it and open it again."
)
FULL = N_("The disk of “{file}” is full, so here it is open for reading only. Make room on it and open it again.")
GONE = N_("“{file}” is no longer where it was, so this was not saved. Put it back, or save a copy.")


@dataclass
class Hold:
    """The lock on an open file, or why there is none and the file is open for reading only."""

    path: Path | None = None
    lock: Lock | None = None
    holder: Holder | None = None
    why: Message | None = None
    identity: tuple[int, int] = (0, 0)

    @classmethod
    def read_only(cls) -> Hold:
        """Hold nothing: the file is only read."""
        return cls()

    @classmethod
    def take(cls, path: Path, who: str, take_over: bool) -> Hold:
        """Take the lock of a file if it can be written and nobody else has it."""
        if not os.access(path, os.W_OK):
            return cls(why=_not_writable(path))
        try:
            won = acquire(path, who, take_over=take_over)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            return cls(why=Message(FULL, {"file": path.name}) if full else _not_writable(path))
        if isinstance(won, Holder):
            return cls(holder=won, why=won.says(path.name))
        return cls(path, won, identity=_identity(path))

    def confirm(self) -> None:
        """Raise FileTrouble when the file may no longer be written: replaced, gone, or taken over."""
        if self.path is None or self.lock is None:
            return
        try:
            identity = _identity(self.path)
        except FileNotFoundError:
            raise FileTrouble(GONE, file=self.path.name) from None
        if identity != self.identity:
            raise FileTrouble(REPLACED, file=self.path.name)
        self.lock.confirm(self.path.name)

    def renew(self) -> None:
        """Hold the file that was just put in the old one's place by this program itself."""
        if self.path and self.lock:
            self.identity = _identity(self.path)

    def release(self) -> None:
        """Let go of the file."""
        if self.lock:
            self.lock.release()
            self.lock = None


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino


def _not_writable(path: Path) -> Message:
    return Message(NOT_WRITABLE, {"file": path.name})
