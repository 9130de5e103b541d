"""Looks at a file's first page, before anything is opened, to say what it is."""

from __future__ import annotations

from pathlib import Path

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_
from communitydesk.storage.engine import APPLICATION_ID

_PAGE = 4096  # bytes; SQLCipher's pages, and ours
MAGIC = b"SQLite format 3\0"
CUT_SHORT = N_("“{file}” is cut short: its end is missing. Bring back a backup, or copy the file again.")
NOT_OURS = N_("“{file}” is not a file of this program. Choose another one.")


def kind(path: Path) -> str:
    """Return "plain" or "locked". Raises FileTrouble for what cannot be a group's file, OSError of the system."""
    if path.is_dir():
        raise FileTrouble(N_("“{file}” is a folder. Choose the file inside it."), file=path.name)
    if not path.exists():
        raise FileTrouble(N_("“{file}” is not there. It may have been moved or renamed."), file=path.name)
    with path.open("rb") as file:
        page = file.read(_PAGE)
    if not page:
        raise FileTrouble(N_("“{file}” is empty. Bring back a backup, or copy the file again."), file=path.name)
    if page.startswith(MAGIC[: len(page)]):
        return _plain(path, page)
    if len(page) == _PAGE and len(set(page)) > 200:  # what is locked has no mark: whole pages that look like chance
        if path.stat().st_size % _PAGE:
            raise not_ours(path)
        return "locked"
    raise not_ours(path)


def _plain(path: Path, page: bytes) -> str:
    if len(page) < 100:
        raise FileTrouble(CUT_SHORT, file=path.name)
    if int.from_bytes(page[68:72], "big") != APPLICATION_ID:
        raise not_ours(path)
    pages, valid = int.from_bytes(page[28:32], "big"), page[24:28] == page[92:96]
    unfinished = path.with_name(path.name + "-journal").exists()  # SQLite will put that right when it opens the file
    if valid and not unfinished and path.stat().st_size < pages * int.from_bytes(page[16:18], "big"):
        raise FileTrouble(CUT_SHORT, file=path.name)
    return "plain"


def not_ours(path: Path) -> FileTrouble:
    """Return the sentence for another program's file."""
    return FileTrouble(NOT_OURS, file=path.name)
