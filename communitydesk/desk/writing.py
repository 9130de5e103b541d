"""Writes a file beside the group's own: whole or not at all, and one sentence when it cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_

_FULL = N_("The disk is full, so “{name}” was not written. Make room on it, or choose another place.")
_REFUSED = N_("“{name}” may not be written there. Choose another folder.")
_NO_FOLDER = N_("“{name}” was not written: its folder is not there. Choose one that is.")
_OTHER = N_("“{name}” could not be written there. Choose another folder, or make room on the disk.")
_SAID = {
    errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL, errno.EROFS: _REFUSED, errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED, errno.ENOENT: _NO_FOLDER, errno.ENOTDIR: _NO_FOLDER,
}  # fmt: skip


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; what stood there before stays when it fails. Raises FileTrouble."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, target)
    except OSError as error:
        _forget(part)
        raise not_written(target, error) from error


def not_written(target: Path, error: OSError) -> FileTrouble:
    """Return the sentence for what the system said when a file or a folder could not be written."""
    return FileTrouble(_SAID.get(error.errno or 0, _OTHER), name=target.name)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # in a folder that may only be read nothing was begun
        return
