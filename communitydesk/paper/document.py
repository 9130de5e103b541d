"""A document that a file can produce: its name, and how its story is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from communitydesk.desk.words import N_, Message, Words
from communitydesk.paper.blocks import Story


@dataclass(frozen=True)
class Document:
    """One document; `id` is stable, fit for a command line and a file name, and tells nothing of a person.

    `make` computes the figures and tells them as a story in the language of the words given; it may take a while
    and runs off the window's thread. The story's attached data files are the same figures as JSON and CSV.
    `place` and `key` say where in the window its record stands, where there is one; `group` heads it in a list.
    """

    id: str
    title: Message
    make: Callable[[Words], Story]
    group: Message = field(default_factory=lambda: Message(N_("Documents")))
    place: str = ""
    key: str = ""
