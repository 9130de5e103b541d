"""Keeps the group's records in one file that never loses anything."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from communitydesk.storage.check import Finding, check
from communitydesk.storage.files import SUFFIX, create, needs_passphrase, open_desk
from communitydesk.storage.lock import Holder

if TYPE_CHECKING:
    from communitydesk.storage.backups import Backup, Backups, Restored
    from communitydesk.storage.copies import backup_to
    from communitydesk.storage.passphrase import relock, set_passphrase
    from communitydesk.storage.unlocked import OpenCopy, delete_copies, open_copies

__all__ = [
    "SUFFIX",
    "Backup",
    "Backups",
    "Finding",
    "Holder",
    "OpenCopy",
    "Restored",
    "backup_to",
    "check",
    "create",
    "delete_copies",
    "needs_passphrase",
    "open_copies",
    "open_desk",
    "relock",
    "set_passphrase",
]

_LATER = {
    "Backup": "backups", "Backups": "backups", "Restored": "backups",
    "backup_to": "copies", "set_passphrase": "passphrase",
    "relock": "passphrase", "OpenCopy": "unlocked", "open_copies": "unlocked", "delete_copies": "unlocked",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what opening a file does not need when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
