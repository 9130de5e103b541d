"""What every kind of block is set with: the edition, the faces, the width, and where its tags go."""

from __future__ import annotations

from dataclasses import dataclass, field

from communitydesk.paper.blocks import Text
from communitydesk.paper.flow import Draw, Strip
from communitydesk.paper.lines import Set, Setter
from communitydesk.paper.pen import Pen
from communitydesk.paper.pictures import Album
from communitydesk.paper.style import Edition, Voice
from communitydesk.paper.tags import Element
from communitydesk.paper.typed import Piece, paragraphs


@dataclass(slots=True)
class Title:
    """A heading of the document, for the contents and the outline; `page` is known once pages are made."""

    text: str
    level: int
    page: int = 0
    top: float = 0.0


@dataclass(slots=True)
class Bench:
    """The column that blocks are set in (`x`, `width` in points) and everything they need for it."""

    edition: Edition
    setter: Setter
    album: Album
    root: Element
    x: float
    width: float
    height: float
    titles: list[Title] = field(default_factory=list)
    has_cover: bool = False
    depth: int = 0

    def gap(self, units: float) -> float:
        """Return a vertical space in points."""
        return units * self.edition.gap

    def paragraph(self, text: Text, voice: Voice, width: float, balance: bool = False) -> list[Set]:
        """Set a typed text: one set for each of its paragraphs."""
        return [self.setter.paragraph(part, voice, width, balance) for part in paragraphs(text)]

    def one(self, text: Text, voice: Voice, width: float, balance: bool = False) -> Set:
        """Set a text as one paragraph; an empty text gives a set without letters."""
        pieces: list[Piece] = []
        for part in paragraphs(text):
            pieces += [Piece("\n")] if pieces else []
            pieces += part
        return self.setter.paragraph(pieces or [Piece("")], voice, width, balance)

    def strips(self, text: Set, owner: Element, x: float, width: float, align: str = "natural") -> list[Strip]:
        """Part a set paragraph into lines, no first or last line alone on a page."""
        count = len(text.lines)
        made = []
        for number in range(count):
            keep = count > 1 and (number == 0 or number == count - 2)
            made.append(
                Strip(text.voice.leading, _drawing(text, owner, x, width, align, number), keep=keep, light=True)
            )
        return made


def _drawing(text: Set, owner: Element, x: float, width: float, align: str, number: int) -> Draw:
    def draw(pen: Pen, top: float, height: float) -> None:
        pen.set(text, x, top, width, owner, align, number, 1)

    return draw
