"""Lines: typed text broken in logical order, its words set in visual order.

Text is broken where it was typed to break, between words, and inside a word only where nothing else helps. A line's
words are then put in order by their bidirectional levels (Unicode Standard Annex 9), each having been shaped from
its logical letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from communitydesk.paper import bidi
from communitydesk.paper.fonts import FontBook, Word, clusters
from communitydesk.paper.style import Voice
from communitydesk.paper.typed import Piece

Joint = Literal["space", "glue", "break", "shy"]
"""What stands before a token: a space, nothing, nothing but the line may end, a soft hyphen."""

_PARTS = re.compile(r"([ \t\n\u2003-\u2006\u2008-\u200a\u205f\u3000]+|\u00ad|\u200b)")
_HYPHENS = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010\u2013])(?=[^\W\d_]{2})|(?<=\u2014)(?=\w)|(?<=[⺀-鿿豈-﫿])(?=[⺀-鿿豈-﫿])"
)
_PARTABLE = re.compile("[-\u2010\u2013\u2014\u2e80-\u9fff\uf900-\ufaff]")
_LONG = re.compile(r"(?<=[/?&=_.,;:@%+#-])(?=[^/?&=_.,;:@%+#\s-])")
_LONG_ENOUGH = 24


@dataclass(slots=True)
class Token:
    """A shaped word (or part of one between places where a line may end) with what stands before it."""

    word: Word
    piece: Piece
    before: Joint
    level: int = 0
    space_level: int = 0


@dataclass(slots=True)
class Line:
    """Tokens of one line. `width` in points; `ends` says how it joins the next line."""

    tokens: list[Token]
    width: float
    ends: Literal["space", "glue", "shy", "last"] = "last"

    @property
    def text(self) -> str:
        """The line's words as typed, with single spaces."""
        return "".join((" " if n and t.before == "space" else "") + t.word.text for n, t in enumerate(self.tokens))


@dataclass(slots=True)
class Set:
    """A paragraph broken into lines, in one voice; `rtl` says that it reads from the right."""

    lines: list[Line]
    voice: Voice
    rtl: bool = False

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((line.width for line in self.lines), default=0.0)


@dataclass(slots=True)
class Box:
    """Tokens that no line may part: their width and that of the space before them, in points."""

    tokens: list[Token]
    width: float
    gap: float
    before: Joint


@dataclass(slots=True)
class Setter:
    """Sets pieces of text in lines, with the faces of one document. What was measured once is kept."""

    book: FontBook
    _kept: dict[tuple[tuple[Piece, ...], Voice], tuple[bool, list[list[Box]]]] = field(default_factory=dict)

    def paragraph(self, pieces: list[Piece], voice: Voice, width: float, balance: bool = False) -> Set:
        """Break a paragraph into lines of at most `width` points; `balance` makes them of equal length."""
        lines: list[Line] = []
        rtl, rows = self._prepared(pieces, voice)
        for boxes in rows:
            broken = self._break(boxes, voice, width)
            if len(broken) > 1:
                broken = self._evened(boxes, broken, voice, width, balance)
            broken[-1].ends = "space"
            lines += broken
        lines[-1].ends = "last"
        return Set(lines, voice, rtl)

    def natural(self, pieces: list[Piece], voice: Voice) -> tuple[float, float]:
        """Return the width of the widest unbreakable part and of the whole text without breaks."""
        _, rows = self._prepared(pieces, voice)
        widest = max(box.width for boxes in rows for box in boxes)
        return widest, max(_wide(boxes) for boxes in rows)

    def _prepared(self, pieces: list[Piece], voice: Voice) -> tuple[bool, list[list[Box]]]:
        """Return whether a text reads from the right, and its boxes between typed line breaks."""
        key = (tuple(pieces), voice)
        if (found := self._kept.get(key)) is None:
            pieces = [self._spelled(piece) for piece in pieces]
            text = "".join(piece.text for piece in pieces)
            turned = bidi.turns(text)
            rtl = turned and bidi.reads_from_right(text)
            rows = [self._boxes(self._tokens(row, voice, rtl, turned), voice) for row in _rows(pieces)]
            found = self._kept[key] = rtl, rows
        return found

    def _spelled(self, piece: Piece) -> Piece:
        text = self.book.spelled(piece.text)
        return piece if text == piece.text else Piece(text, piece.strong, piece.url)

    # -- tokens ---------------------------------------------------------------------------

    def _tokens(self, pieces: list[Piece], voice: Voice, rtl: bool, turned: bool) -> list[Token]:
        levels = bidi.levels("".join(piece.text for piece in pieces), int(rtl)) if turned else None
        tokens: list[Token] = []
        before: Joint = "glue"
        offset = space_level = 0
        for piece in pieces:
            heavy = weight(voice, piece)
            for part in _PARTS.split(piece.text):
                if part == "\u00ad" or part == "\u200b":
                    before = "shy" if part == "\u00ad" else "break"
                elif part.isspace():
                    before, space_level = "space", levels[offset] if levels else 0
                elif part:
                    for bit, joint, level in _bits(part, levels, offset):
                        if turned and not (bit := bidi.without_marks(bit)):
                            continue
                        word = self.book.word(bit, heavy, voice.tabular, level % 2 == 1)
                        tokens.append(
                            Token(word, piece, before if before != "glue" else joint or before, level, space_level)
                        )
                        before = "glue"
                offset += len(part)
        return tokens or [Token(Word("", 0.0, ()), Piece(""), "glue")]

    def _boxes(self, tokens: list[Token], voice: Voice) -> list[Box]:
        """Gather tokens that no line may part."""
        boxes: list[Box] = []
        scale = voice.size / 1000
        for token in tokens:
            wide = token.word.width * scale
            if boxes and token.before == "glue":
                boxes[-1].tokens.append(token)
                boxes[-1].width += wide
                continue
            gap = (
                self.book.space(weight(voice, token.piece)).width * scale if boxes and token.before == "space" else 0.0
            )
            boxes.append(Box([token], wide, gap, token.before))
        return boxes

    # -- breaking -------------------------------------------------------------------------

    def _break(self, boxes: list[Box], voice: Voice, width: float) -> list[Line]:
        if _wide(boxes) <= width + 0.01:
            return [self._line(boxes, voice)]
        lines: list[Line] = []
        held: list[Box] = []
        used, room = 0.0, width + 0.01
        hyphen = self.book.word("-", voice.weight).width * voice.size / 1000
        for box in boxes:
            if held and used + box.gap + box.width + (hyphen if box.before == "shy" else 0.0) > room:
                lines.append(self._line(held, voice, box.before))
                held, used = [], 0.0
            if box.width > room:
                *whole, box = self._cut(box, voice, width)
                lines += [self._line([part], voice, "glue") for part in whole]
            used += (box.gap if held else 0.0) + box.width
            held.append(box)
        lines.append(self._line(held, voice))
        return lines

    def _line(self, boxes: list[Box], voice: Voice, after: Joint | None = None) -> Line:
        tokens = [token for box in boxes for token in box.tokens]
        width = _wide(boxes)
        if after == "shy":
            width += self.book.word("-", voice.weight).width * voice.size / 1000
        ends: Literal["space", "glue", "shy", "last"] = "last"
        if after is not None:
            ends = "space" if after == "space" else "shy" if after == "shy" else "glue"
        return Line(tokens, width, ends)

    def _cut(self, box: Box, voice: Voice, width: float) -> list[Box]:
        """Part a word that is wider than the line, letter by letter."""
        rows = [Box([], 0.0, box.gap, box.before)]
        for token in box.tokens:
            for bit in _fitting(self.book, token, voice, width, rows[-1].width):
                wide = bit.word.width * voice.size / 1000
                if rows[-1].tokens and rows[-1].width + wide > width + 0.01:
                    rows.append(Box([], 0.0, 0.0, "glue"))
                rows[-1].tokens.append(bit)
                rows[-1].width += wide
        return rows

    def _evened(self, boxes: list[Box], lines: list[Line], voice: Voice, width: float, balance: bool) -> list[Line]:
        """Set the lines again, a little narrower, so that the last is no single short word (or all are even)."""
        if not balance and lines[-1].width > 0.15 * width:
            return lines
        best = lines
        for step in range(1, 31 if balance else 5):
            tried = self._break(boxes, voice, width * (1 - step * 0.02))
            if len(tried) > len(lines):
                break
            best = tried
            if not balance and tried[-1].width > 0.25 * width:
                break
        return best


def _wide(boxes: list[Box]) -> float:
    """Return the width of boxes on one line."""
    return sum([box.width + box.gap for box in boxes]) - boxes[0].gap


def visual(line: Line, rtl: bool) -> Iterator[tuple[int, bool]]:
    """Yield the line's tokens from left to right: (index, is the space before that token).

    Rule L2 of Unicode Standard Annex 9: from the highest level down, turn every sequence at that level or higher.
    """
    units: list[tuple[int, bool]] = []
    levels: list[int] = []
    for index, token in enumerate(line.tokens):
        if index and token.before == "space":
            units.append((index, True))
            levels.append(token.space_level)
        units.append((index, False))
        levels.append(token.level)
    order = list(range(len(units)))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    for place in order:
        yield units[place]


def weight(voice: Voice, piece: Piece) -> Literal["regular", "semibold", "bold"]:
    """Return how heavy a piece is in a voice."""
    return "bold" if piece.strong else voice.weight


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces at typed line breaks."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                rows.append([])
            if part:
                rows[-1].append(Piece(part, piece.strong, piece.url))
    return rows


def _bits(part: str, levels: list[int] | None, offset: int) -> Iterator[tuple[str, Joint | None, int]]:
    """Part letters without spaces where a line may end, and where the direction changes."""
    if levels is None and len(part) <= _LONG_ENOUGH and not _PARTABLE.search(part):
        yield part, None, 0
        return
    bits = _HYPHENS.split(part)
    if len(part) > _LONG_ENOUGH:
        bits = [bit for whole in bits for bit in _LONG.split(whole)]
    first = True
    for bit in bits:
        start = 0
        for end in range(1, len(bit) + 1):
            if end < len(bit) and (levels is None or levels[offset + end] == levels[offset + start]):
                continue
            joint: Joint | None = None if first else ("break" if not start else "glue")
            yield bit[start:end], joint, levels[offset + start] if levels else 0
            first, start = False, end
        offset += len(bit)


def _fitting(book: FontBook, token: Token, voice: Voice, width: float, used: float) -> list[Token]:
    """Part one token into bits that each fit, the first into what is left of the line."""
    parts = clusters(token.word.text)
    bits: list[Token] = []
    room = width - used
    held = ""
    for part in parts:
        word = book.word(held + part, weight(voice, token.piece), voice.tabular, bool(token.level % 2))
        if held and word.width * voice.size / 1000 > room:
            bits.append(_bit(book, held, token, voice, first=not bits))
            held, room = "", width
        held += part
    bits.append(_bit(book, held, token, voice, first=not bits))
    return bits


def _bit(book: FontBook, text: str, token: Token, voice: Voice, first: bool) -> Token:
    word = book.word(text, weight(voice, token.piece), voice.tabular, bool(token.level % 2))
    return Token(word, token.piece, token.before if first else "break", token.level, token.space_level)
