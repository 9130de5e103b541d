"""Sets photographs, alone or in pairs of one height, and pages of receipts."""

from __future__ import annotations

from dataclasses import dataclass

from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import PageImage, Photograph, Photographs
from communitydesk.paper.flow import Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen
from communitydesk.paper.pictures import Picture
from communitydesk.paper.style import RULE
from communitydesk.paper.tags import Element

_GUTTER = 14.0
_LEAST = 0.36
_LEAST_PAIR = 0.5
_BESIDE = 0.6
_TALLEST = 0.5
_LONGEST_CAPTION = 0.3
_LEAST_CAPTION = {False: 240.0, True: 120.0}


@dataclass(slots=True)
class _Framed:
    """A picture in its place: left edge, width, and the caption below."""

    picture: Picture
    x: float
    width: float
    caption: Set | None
    figure: Element
    words: Element

    @property
    def tail(self) -> float:
        """Height of the caption with the air above it."""
        return len(self.caption.lines) * self.caption.voice.leading + 5 if self.caption else 0.0


def set_photograph(bench: Bench, block: Photograph) -> list[Strip]:
    """One photograph, as wide as the column unless it is tall."""
    return _row(bench, (block,), bench.height * _TALLEST)


def set_photographs(bench: Bench, block: Photographs) -> list[Strip]:
    """Photographs in pairs; where their number is odd, the first stands alone."""
    many = block.photographs
    made: list[Strip] = []
    if len(many) % 2:
        made += _row(bench, many[:1], bench.height * _TALLEST)
    for start in range(len(many) % 2, len(many), 2):
        made += _row(bench, many[start : start + 2], bench.height * 0.4)
    return made


def _row(
    bench: Bench, photographs: tuple[Photograph | PageImage, ...], tallest: float, frame: bool = False
) -> list[Strip]:
    """Set pictures side by side at one height, with their captions; a very long caption goes on below as text."""
    room = bench.width - _GUTTER * (len(photographs) - 1)
    widest = bench.width if len(photographs) == 1 else room / 1.6
    pictures = [bench.album.picture(one.content, one.alt, widest) for one in photographs]
    height = min(room / sum(picture.ratio for picture in pictures), tallest)
    least = room if frame else min(room / len(photographs), _LEAST_CAPTION[len(photographs) > 1])
    while sum(max(height * picture.ratio, least) for picture in pictures) > room + 0.01 and height > 8:
        height *= 0.97
    framed, x = [], bench.x
    for one, picture in zip(photographs, pictures, strict=True):
        beneath = max(height * picture.ratio, least)
        figure = bench.root.child("Figure", alt=one.alt)
        caption = bench.one(one.caption, bench.edition.caption, beneath) if one.caption else None
        framed.append(_Framed(picture, x, height * picture.ratio, caption, figure, figure.child("Caption")))
        x += beneath + _GUTTER
    below: list[Strip] = []
    for item in framed:
        if item.caption and item.tail > bench.height * _LONGEST_CAPTION:
            below += bench.strips(item.caption, item.words, item.x, item.caption.width)
            item.caption = None
    strip = _pictures(bench, framed, photographs, height, frame)
    if below:
        strip.after, strip.keep, strip.floats = bench.gap(1), True, False
        below[-1].after = bench.gap(4)
    return [strip, *below]


def _pictures(
    bench: Bench, framed: list[_Framed], photographs: tuple[Photograph | PageImage, ...], height: float, frame: bool
) -> Strip:
    tail = max(item.tail for item in framed)
    alone = framed[0].caption if len(framed) == 1 else None

    def draw(pen: Pen, top: float, given: float) -> None:
        wide = given * framed[0].picture.ratio
        if alone and given < height + tail and wide < bench.width * _BESIDE:
            words = bench.one(photographs[0].caption, bench.edition.caption, bench.width - wide - _GUTTER)
            if len(words.lines) * words.voice.leading <= given:
                _draw_beside(bench, pen, framed[0], top, given, words)
                return
        scale = (given - tail) / height
        for item in framed:
            _draw(pen, item, top, given - tail, item.x, item.width * scale, frame)

    gives = min(one.shrinks_to if isinstance(one, Photograph) else 0.7 for one in photographs)
    strip = Strip(height + tail, draw, before=bench.gap(3), after=bench.gap(4), least=height * gives + tail)
    strip.floats, strip.tiny = not frame, height * (_LEAST if len(framed) == 1 else _LEAST_PAIR) + tail
    return strip


def _draw_beside(bench: Bench, pen: Pen, item: _Framed, top: float, tall: float, words: Set) -> None:
    """Draw a photograph that had to become small with its caption at its right, on its foot."""
    wide = tall * item.picture.ratio
    item.caption = None
    _draw(pen, item, top, tall, item.x, wide, False)
    foot = top + tall - len(words.lines) * words.voice.leading
    pen.set(words, bench.x + wide + _GUTTER, foot, bench.width - wide - _GUTTER, item.words)


def _draw(pen: Pen, item: _Framed, top: float, tall: float, x: float, wide: float, frame: bool) -> None:
    bottom = pen.height - top - tall
    item.figure.attributes = (("Layout", "BBox", (x, bottom, x + wide, bottom + tall)),)
    pen.mark(item.figure)
    pen.picture(item.picture, x, top, wide, tall)
    if frame:
        pen.mark(None)
        pen.frame(x, top, wide, tall, RULE, 0.6)
    if item.caption:
        pen.set(item.caption, x, top + tall + 5, max(wide, item.caption.width), item.words)


def set_page_images(bench: Bench, blocks: list[PageImage]) -> list[Strip]:
    """Pages of receipts: those that are to stand alone on their own pages, others two by two."""
    made: list[Strip] = []
    held: list[PageImage] = []
    for block in [*blocks, None]:
        if block is not None and not block.own_page:
            held.append(block)
            continue
        for start in range(0, len(held), 2):
            made.append(_pair(bench, held[start : start + 2]))
        held = []
        if block is not None:
            words = bench.one(block.caption, bench.edition.caption, bench.width)
            room = bench.height - len(words.lines) * words.voice.leading - 12
            alone = _row(bench, (block,), max(room, bench.height * (1 - _LONGEST_CAPTION)), frame=True)
            alone[0].new_page = True
            made += alone
    return made


def _pair(bench: Bench, blocks: list[PageImage]) -> Strip:
    """Two side by side, each in its half; till rolls may be as tall as the page, others half of it."""
    half = (bench.width - _GUTTER) / 2
    framed: list[_Framed] = []
    rows = []
    for place, one in enumerate(blocks):
        picture = bench.album.picture(one.content, one.alt, half)
        tallest = bench.height * (0.9 if picture.ratio < 0.42 else 0.42)
        height = min(half / picture.ratio, tallest)
        figure = bench.root.child("Figure", alt=one.alt)
        caption = bench.one(one.caption, bench.edition.caption, half) if one.caption else None
        x = bench.x + place * (half + _GUTTER)
        framed.append(_Framed(picture, x, height * picture.ratio, caption, figure, figure.child("Caption")))
        rows.append(height)
    tail = max(item.tail for item in framed)

    def draw(pen: Pen, top: float, given: float) -> None:
        scale = (given - tail) / max(rows)
        for item, height in zip(framed, rows, strict=True):
            _draw(pen, item, top, height * scale, item.x, item.width * scale, True)

    full = max(rows) + tail
    return Strip(full, draw, before=bench.gap(2), after=bench.gap(4), least=max(rows) * 0.85 + tail)
