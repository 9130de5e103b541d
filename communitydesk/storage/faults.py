"""Turns what the driver, the disk and the folder say into the one sentence that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
from sqlalchemy.exc import DBAPIError

from communitydesk.desk.errors import FileTrouble, Refused, Trouble, WrongPassphrase
from communitydesk.desk.words import N_

# Primary result codes of SQLite (sqlite.org/rescode.html); this driver does not tell the extended ones.
_ERROR, _PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT = 1, 3, 5, 6, 8, 10, 11
_FULL, _CANTOPEN, _PROTOCOL, _TOOBIG, _CONSTRAINT, _NOTADB = 13, 14, 15, 18, 19, 26

DISK_FULL = N_("The disk is full, so this was not saved. Make room on it and try again.")
NOT_WRITABLE = N_("“{file}” cannot be written: the file or its folder is read-only. Save a copy somewhere else.")
DAMAGED = N_("“{file}” is damaged. Bring back a backup, or open a copy of the file that is kept elsewhere.")
NO_LOCKS = N_("The folder of “{file}” does not let programs lock a file. Copy it to this computer and open the copy.")
BUSY = N_("Another program is using “{file}”, so this was not saved. Close it there and try again.")
DEVICE = N_("The disk does not answer, so this was not saved. Check the stick or the network and try again.")
CANNOT_OPEN = N_("“{file}” cannot be opened. Check that the folder is there and that you may use it.")
LOCKED_OR_DAMAGED = N_("The passphrase does not open “{file}”, or its beginning is damaged. Type it again with care.")
IN_USE = N_("Something else still uses this record, so it cannot be removed. Remove that first.")
ALREADY = N_("There is already a record like this one.")
TOO_LARGE = N_("This is too large to keep in the file. Make it smaller first.")
BAD_LETTER = N_("The text holds a character that cannot be kept. Delete it and type it again.")

_BY_CODE = {
    _PERM: NOT_WRITABLE, _READONLY: NOT_WRITABLE, _BUSY: BUSY, _LOCKED: BUSY, _FULL: DISK_FULL, _CORRUPT: DAMAGED,
    _PROTOCOL: NO_LOCKS, _CANTOPEN: CANNOT_OPEN, _IOERR: DEVICE,
}  # fmt: skip
_BY_ERRNO = {
    errno.ENOSPC: DISK_FULL, errno.EDQUOT: DISK_FULL, errno.EFBIG: DISK_FULL, errno.EROFS: NOT_WRITABLE,
    errno.EACCES: NOT_WRITABLE, errno.EPERM: NOT_WRITABLE, errno.EIO: DEVICE,
}  # fmt: skip


def trouble_of(error: BaseException, path: Path) -> Trouble | None:
    """Return the sentence for an error of the driver or the system; None for what is a mistake of the program."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    if isinstance(error, UnicodeEncodeError):
        return Refused(BAD_LETTER)
    if isinstance(error, OSError):
        return FileTrouble(_BY_ERRNO.get(error.errno or 0, CANNOT_OPEN), file=path.name)
    if not isinstance(error, sqlcipher3.Error):
        return None
    return _of_code(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error), path)


def _of_code(code: int, said: str, path: Path) -> Trouble | None:
    if code == _CONSTRAINT:
        if said.startswith("FOREIGN KEY"):
            return Refused(IN_USE)
        return Refused(ALREADY) if said.startswith("UNIQUE") else None
    if code == _TOOBIG:
        return Refused(TOO_LARGE)
    if code == _NOTADB:
        return WrongPassphrase(LOCKED_OR_DAMAGED, file=path.name)
    if code == _ERROR:  # copying a whole file tells it in words alone
        code = _FULL if "disk is full" in said else _IOERR if "disk I/O error" in said else code
    text = _BY_CODE.get(code)
    return FileTrouble(text, file=path.name) if text else None


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Raise the errors of the driver and the system as sentences; a mistake of the program passes as it is."""
    try:
        yield
    except (sqlcipher3.Error, DBAPIError, OSError, UnicodeEncodeError) as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error
