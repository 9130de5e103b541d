"""What the window itself adds to its menus and its sidebar, known without loading what does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.reading import writes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ENTRIES: tuple[tuple[str, str, str], ...] = (
    (N_("&Backups ..."), "", "backups"),
    (N_("Write a &copy to a stick ..."), "", "back_up_to"),
    (N_("&Passphrase ..."), "", "passphrase"),
    (N_("C&heck the file for damage"), "", "check"),
    (N_("&Settings ..."), "Ctrl+,", "settings"),
)
"""Further entries of the File menu: text, shortcut, the function in `shell.keeping` that does it."""


def marked(name: str, act: Callable[[], None]) -> Callable[[], None]:
    """Mark what an entry does when it writes to the group's file."""
    return writes(act) if name == "passphrase" else act


def places() -> tuple[Place, ...]:
    """Return the place of documents."""
    return (Place("documents", N_("Documents"), _documents),)


def _documents(context: Context) -> QWidget:
    from communitydesk.shell.documents import DocumentsPage

    return DocumentsPage(context)
