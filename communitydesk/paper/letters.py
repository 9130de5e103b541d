"""Finds letters that no face has, before anything is written. Those with a name are said by it, others refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from communitydesk.paper.blocks import Story
from communitydesk.paper.fonts import FontBook, name_of, unseen, without_skin
from communitydesk.paper.typed import clean

_UNSET = {
    "url",
    "language",
    "name",
    "media_type",
    "description",
    "mood",
    "tone",
    "align",
    "kind",
    "alt",
    "summary",
    "bookmark",
}


def unprintable(story: Story) -> tuple[str, ...]:
    """Return the letters of a story that cannot be printed, each once, in the order in which they stand. Those with a
    name are said by it; those without (see `nameless`) keep the document from being written.
    """
    book = FontBook()
    letters = dict.fromkeys(clean("\n".join(texts(story))))
    if not book.lacks("".join(letter for letter in letters if not letter.isspace())):
        return ()
    whole = (part for text in texts(story) for part in book.lacks(without_skin(clean(text))))
    return tuple(dict.fromkeys(part for part in whole if not part.isspace()))


def nameless(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the letters that have nothing to say in their place: private and unassigned ones."""
    return tuple(part for part in parts if any(not unseen(letter) and not name_of(letter) for letter in part))


def texts(story: Story) -> Iterator[str]:
    """Yield every text of a story that will be drawn."""
    yield from (story.title, story.foot, story.page_words)
    yield from _texts(story.blocks)


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part)
    elif dataclasses.is_dataclass(thing):
        for name in _drawn(thing.__class__):
            yield from _texts(getattr(thing, name))


@lru_cache(maxsize=64)
def _drawn(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a kind of block whose texts are drawn."""
    names = [field.name for field in dataclasses.fields(kind)]
    return tuple(name for name in names if name not in _UNSET or (name == "name" and "words" in names))
