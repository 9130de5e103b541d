"""A window that answers at once, so that pages and widgets can be looked at without the program around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from communitydesk.desk.errors import Cancelled, Trouble
from communitydesk.desk.history import Changes
from communitydesk.desk.words import Message, Words
from communitydesk.widgets.context import Context
from communitydesk.widgets.theme import LIGHT, Theme

TODAY = dt.date(2026, 11, 21)


class Still:
    """Progress of work that nobody stops."""

    def __init__(self) -> None:
        self.told: list[tuple[float, Any]] = []

    def __call__(self, done: float, what: Message | str = "") -> None:
        self.told.append((done, what))

    def cancelled(self) -> bool:
        return False


class StandInWindow:
    """Remembers what it was asked; `answers` are for questions, `files` for choosing, `target` for saving."""

    def __init__(self) -> None:
        self.words = Words()
        self.went: list[tuple[str, str | None, str | None, dict[str, Any]]] = []
        self.said: list[str] = []
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.previewed: list[Any] = []
        self.answers: list[bool] = []
        self.files: list[Path] = []
        self.target: Path | None = None

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        self.went.append((place, key, tab, what))

    def back(self) -> None:
        self.went.append(("back", None, None, {}))

    def say(self, text: Message | str) -> None:
        self.said.append(self.words.say(text))

    def show_trouble(self, trouble: Trouble) -> None:
        self.troubles.append(trouble.say(self.words))

    def ask(self, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        self.asked.append(self.words.say(question))
        return self.answers.pop(0) if self.answers else False

    def open_files(self, title: Message | str, kinds: str, *, many: bool = False) -> list[Path]:
        return self.files if many else self.files[:1]

    def open_folder(self, title: Message | str) -> Path | None:
        return self.files[0] if self.files else None

    def save_file(self, title: Message | str, name: str, kinds: str) -> Path | None:
        return self.target

    def preview(self, document: Any) -> None:
        self.previewed.append(document)

    def run(
        self, title: Message | str, work: Callable[..., Any], done: Callable[..., Any], *, quiet: bool = False
    ) -> None:
        try:
            result = work(Still())
        except Cancelled:
            return
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        done(result)


class StandInDesk:
    """A file with nothing in it that can be told to have changed."""

    read_only = False

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)


def stand_in(desk: Any = None, theme: Theme | None = None, words: Words | None = None) -> Context:
    """Return a context; its `window` is a StandInWindow."""
    return Context(desk or StandInDesk(), words or Words(), theme or Theme(LIGHT), StandInWindow(), lambda: TODAY)


@contextmanager
def dressed(app: QApplication, theme: Theme) -> Iterator[Theme]:
    """The whole application in a look, and afterwards as it was."""
    font, palette, sheet = app.font(), app.palette(), app.styleSheet()
    theme.apply(app)
    yield theme
    app.setStyleSheet(sheet)
    app.setFont(font)
    app.setPalette(palette)
