"""A stage for pages without the main window: it answers at once and remembers what it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import Message, Words
from communitydesk.widgets.context import Context
from communitydesk.widgets.theme import DARK, LIGHT, Theme

TODAY = dt.date(2026, 11, 14)


@dataclass
class Stage:
    """Stands for the main window."""

    went: list[tuple[Any, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    previewed: list[Any] = field(default_factory=list)
    answer: bool = True
    files: list[Path] = field(default_factory=list)

    def go(self, place: str, key: str | None = None, tab: str | None = None, **what: Any) -> None:
        self.went.append((place, key, tab, what))

    def back(self) -> None:
        self.went.append(("back",))

    def say(self, text: Message | str) -> None:
        self.said.append(Words().say(text))

    def show_trouble(self, trouble: Trouble) -> None:
        self.troubles.append(str(trouble))

    def ask(self, question: Message | str, yes: Message | str, more: Message | str = "") -> bool:
        self.asked.append(Words().say(question))
        return self.answer

    def open_files(self, title: Message | str, kinds: str, *, many: bool = False) -> list[Path]:
        return self.files

    def open_folder(self, title: Message | str) -> Path | None:
        return self.files[0] if self.files else None

    def save_file(self, title: Message | str, name: str, kinds: str) -> Path | None:
        return None

    def preview(self, document: Any) -> None:
        self.previewed.append(document)

    def run(
        self, title: Message | str, work: Callable[[Any], Any], done: Callable[[Any], None], *, quiet: bool = False
    ) -> None:
        try:
            found = work(lambda *_: None)
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        done(found)


def context_of(desk: Desk, stage: Stage, *, dark: bool = False, scale: float = 1.0, **extra: Any) -> Context:
    theme = Theme(DARK if dark else LIGHT, "dark" if dark else "light", scale)
    return Context(desk, Words(), theme, stage, lambda: TODAY, extra)
