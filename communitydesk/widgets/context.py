"""What every page is given: the open desk, words, and the ways to go elsewhere, to ask, and to work in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from communitydesk.desk.errors import Trouble
from communitydesk.desk.guarding import AskFirst
from communitydesk.desk.words import N_, Message, Words
from communitydesk.widgets.theme import Theme
from communitydesk.widgets.threads import OnThisThread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from communitydesk.desk.desk import Desk
    from communitydesk.paper.document import Document

T = TypeVar("T")
ONLY_READING = N_("This file is open for reading only, so nothing in it can be changed here.")


class Progress(Protocol):
    """What long work is given: it tells how far it is, and asks whether to stop."""

    def __call__(self, done: float, what: Message | str = "") -> None:
        """Say how much is done, 0 to 1. Raises Cancelled when the person pressed Stop."""

    def cancelled(self) -> bool:
        """Whether the person pressed Stop."""


class Window(Protocol):
    """What the main window does for its pages; tests give one that answers at once."""

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        """Show a place, a record in it, one of its tabs."""

    def back(self) -> None:
        """Show what was shown before."""

    def say(self, text: Message | str) -> None:
        """Say quietly what was done, at the foot of the window."""

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong where no field is to blame."""

    def ask(self, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        """Ask before something that cannot be taken back; True when the person says yes."""

    def open_files(self, title: Message | str, kinds: str, *, many: bool = False) -> list[Path]:
        """Let the person choose files; `kinds` is such as "*.csv *.ofx". Empty when they change their mind."""

    def save_file(self, title: Message | str, name: str, kinds: str) -> Path | None:
        """Let the person choose where to write a file."""

    def open_folder(self, title: Message | str) -> Path | None:
        """Let the person choose a folder to write into."""

    def preview(self, document: Document) -> None:
        """Show a document as the PDF that it will be, to be saved or printed."""

    def run(
        self, title: Message | str, work: Callable[[Progress], T], done: Callable[[T], None], *, quiet: bool = False
    ) -> None:
        """Do long work off the window's thread, with progress and a way to stop; then `done` on the window's thread."""


@dataclass
class Context:
    """Passed to every page and dialog."""

    desk: Desk
    words: Words
    theme: Theme
    window: Window
    today: Callable[[], dt.date]
    extra: dict[str, Any] = field(default_factory=dict)
    """What the application plugs in for a page that may not know another room (named in that page's docstring)."""
    ask_first: Callable[[QWidget | None], bool] | None = None
    """Offers a passphrase before something private is kept; True when the person has decided and it may be kept."""

    def __post_init__(self) -> None:
        """Let the pages hear of every change on this thread, the window's, whichever thread made it."""
        if self.desk is not None:  # the welcome has none yet
            self.desk.telling = OnThisThread()

    @property
    def only_reading(self) -> str:
        """Why nothing can be written in this window; empty where it can."""
        if not getattr(self.desk, "read_only", False):
            return ""
        return self.words.say(self.desk.why_read_only or ONLY_READING)

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        """Show a place, a record in it, one of its tabs."""
        self.window.go(place, key, tab, **what)

    def attempt(self, act: Callable[[], T], parent: QWidget | None = None) -> T | None:
        """Do something that a person asked for; if it cannot be done, say why and return None."""
        try:
            return act()
        except AskFirst as trouble:
            if self.ask_first is None:
                self.window.show_trouble(trouble)
                return None
            return self.attempt(act, parent) if self.ask_first(parent) else None
        except Trouble as trouble:
            self.window.show_trouble(trouble)
            return None


@dataclass(frozen=True)
class Place:
    """One entry of the sidebar. `make` builds its page when it is first shown and imports what it needs then.

    `badge` counts what needs doing there; `shown` says whether there is something in it (others are under "More").
    `tables` are the records that open here: Ctrl+K and links lead to them.
    """

    id: str
    title: str
    make: Callable[[Context], QWidget]
    badge: Callable[[Desk, dt.date], int] | None = None
    shown: Callable[[Desk], bool] | None = None
    tables: tuple[str, ...] = ()
