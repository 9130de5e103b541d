"""Keeps the group's records in one file that never loses anything."""

from communitydesk.storage.backups import Backup, Backups, Restored
from communitydesk.storage.check import Finding, check
from communitydesk.storage.copies import backup_to
from communitydesk.storage.files import SUFFIX, create, needs_passphrase, open_desk
from communitydesk.storage.lock import Holder
from communitydesk.storage.passphrase import set_passphrase

__all__ = [
    "SUFFIX",
    "Backup",
    "Backups",
    "Finding",
    "Holder",
    "Restored",
    "backup_to",
    "check",
    "create",
    "needs_passphrase",
    "open_desk",
    "set_passphrase",
]
