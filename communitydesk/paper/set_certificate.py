"""Sets a certificate: a page in a double frame with everything on its middle line, made to be framed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.paper.bench import Bench, Title
from communitydesk.paper.blocks import Certificate, Strong
from communitydesk.paper.flow import Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen
from communitydesk.paper.style import INK, LINE, MM, MUTED, PRIMARY, WHITE, Colour, Edition, Voice, Weight
from communitydesk.paper.tags import Element

FRAME, INNER, NOTCH = 9 * MM, 12.2 * MM, 9 * MM
"""How far the outer and the inner line are from the paper's edge, and how deep the inner one's corners step in."""
SEAL = 15.5 * MM
FEET = 15 * MM
"""From the foot's last line to the inner frame."""
_SCALES = (1.0, 0.94, 0.89, 0.82, 0.76, 0.7)
_SMALLEST = {"standard": 9.5, "large-print": 15.9}
_SIZES = {
    "standard": {"group": 1.6, "title": 3.8, "name": 3.3, "line": 1.45, "signed": 1.1, "small": 1.0},
    "large-print": {"group": 1.1, "title": 1.9, "name": 1.7, "line": 1.0, "signed": 1.0, "small": 1.0},
}
"""Sizes of type against the edition's own, by edition: in large print all is large, so less stands out."""
_TOO_LONG = N_("These words are too long for a certificate of one page. Make them shorter.")


@dataclass(slots=True)
class _Line:
    """A set text of the middle, its tag, and the air above it."""

    text: Set
    owner: Element
    before: float
    named: bool = False
    ruled: bool = False


@dataclass(slots=True)
class _Foot:
    """What stands at the foot: texts under a line to sign, the date above its own, and the seal's."""

    signed: list[tuple[Set, Element]]
    day: tuple[Set, Element]
    under: tuple[Set, Element]
    seal: list[tuple[Set, Element]]
    height: float


def set_certificate(bench: Bench, block: Certificate) -> list[Strip]:
    """One page in a frame; its letters become smaller until all of them fit. Raises `Trouble` where they never do."""
    bench.titles.append(Title(block.bookmark or block.title, 1))
    number = len(bench.titles) - 1
    home = bench.root.child("Sect")
    for scale in _SCALES:
        if bench.edition.body.size * scale * _SIZES[bench.edition.name]["line"] < _SMALLEST[bench.edition.name]:
            break
        middle, foot = _middle(bench, home, block, scale), _foot(bench, home, block, scale)
        tall = sum(one.before + len(one.text.lines) * one.text.voice.leading for one in middle)
        if tall + foot.height <= _room(bench):
            return [_page(bench, middle, foot, number)]
    raise Trouble(_TOO_LONG)


def _room(bench: Bench) -> float:
    """The height inside the inner frame, less the air at its top and foot."""
    return bench.height + bench.edition.top + bench.edition.bottom - 2 * INNER - 12 * MM - FEET


def _voice(edition: Edition, part: str, scale: float, weight: Weight = "regular", ink: Colour = INK) -> Voice:
    points = edition.body.size * _SIZES[edition.name][part] * scale
    return Voice(points, points * 1.32, weight, ink)


def _middle(bench: Bench, home: Element, block: Certificate, scale: float) -> list[_Line]:
    """Set everything from the group's name down to the last of the words."""
    look, width, gap = bench.edition, bench.width - 8 * MM, bench.gap(scale)
    made = []
    if block.group:
        made.append(_Line(bench.one(block.group, _voice(look, "group", scale, "semibold", PRIMARY), width, balance=True),
                          home.child("P"), 0))  # fmt: skip
    if block.title:
        made.append(_Line(bench.one(block.title, _voice(look, "title", scale, "bold"), width, balance=True),
                          home.child("H1"), gap, ruled=True))  # fmt: skip
    for line in block.lines:
        large = isinstance(line, Strong)
        voice = _voice(look, "name", scale, "bold", PRIMARY) if large else _voice(look, "line", scale)
        text = bench.one(
            line.text if isinstance(line, Strong) else line, voice, width * (0.94 if large else 0.84), balance=True
        )
        air = gap * (5.5 if made and made[-1].ruled else 3.2 if large else 2.6)
        made.append(_Line(text, home.child("P"), air, named=large))
    return made


def _foot(bench: Bench, home: Element, block: Certificate, scale: float) -> _Foot:
    look, wide = bench.edition, bench.width * 0.29
    small = _voice(look, "small", scale, ink=MUTED)
    signed = [
        (bench.one(text, _voice(look, "signed", scale, "semibold") if not place and len(block.signed) > 1 else small, wide),
         home.child("P"))
        for place, text in enumerate(block.signed) if text
    ]  # fmt: skip
    day, under = block.dated
    seal: list[tuple[Set, Element]] = []
    if block.seal[0]:
        sizes: tuple[tuple[float, Weight], ...] = ((SEAL * 0.48, "bold"), (SEAL * 0.25, "semibold"))
        for text, (size, weight) in zip(block.seal, sizes, strict=True):
            voice = Voice(size, size * 1.25, weight, WHITE)
            found = bench.one(text, voice, SEAL * 4)
            if found.width > SEAL * 1.5:
                fit = SEAL * 1.5 / found.width
                found = bench.one(text, replace(voice, size=voice.size * fit, leading=voice.leading * fit), SEAL * 4)
            seal.append((found, home.child("P")))
    below = sum(len(text.lines) * text.voice.leading for text, _ in signed)
    height = max(below + 17 * MM, 2 * SEAL if seal else 0.0) + 4 * MM
    return _Foot(signed, (bench.one(day, _voice(look, "signed", scale), wide), home.child("P")),
                 (bench.one(under, small, wide), home.child("P")), seal, height)  # fmt: skip


def _page(bench: Bench, middle: list[_Line], foot: _Foot, number: int) -> Strip:
    def draw(pen: Pen, top: float, height: float) -> None:
        pen.mark(None)
        _frame(pen)
        floor = pen.height - INNER - FEET
        air = sum(one.before for one in middle)
        tall = air + sum(len(one.text.lines) * one.text.voice.leading for one in middle)
        ceiling = INNER + 12 * MM
        spare = max(0.0, floor - foot.height - ceiling - tall)
        wider = min(0.7, spare * 0.6 / air) if air else 0.0  # short words breathe rather than huddle
        at = ceiling + (spare - wider * air) * 0.45
        for one in middle:
            at += one.before * (1 + wider)
            pen.set(one.text, 0, at, pen.width, one.owner, "centre")
            at += len(one.text.lines) * one.text.voice.leading
            if one.ruled:
                pen.mark(None)
                pen.box(pen.width / 2 - 27, at + bench.gap(2), 54, 2.4, PRIMARY)
        _draw_foot(bench, pen, foot, floor)
        pen.close()

    return Strip(bench.height, draw, heading=number)


def _draw_foot(bench: Bench, pen: Pen, foot: _Foot, floor: float) -> None:
    """The line to sign at the left, the seal in the middle, the date at the right; heard in the order seal, name, date."""
    wide = bench.width * 0.29
    left, right = bench.x + 6 * MM, pen.width - bench.x - 6 * MM - wide
    below = max(sum(len(text.lines) * text.voice.leading for text, _ in foot.signed), foot.under[0].voice.leading)
    line = floor - below - 4
    if foot.seal:
        _seal(pen, pen.width / 2, floor - SEAL, foot.seal)
    pen.mark(None)
    for x in (left, right):
        pen.stroke(x, line, x + wide, line, LINE, 0.8)
    at = line + 4
    for text, owner in foot.signed:
        pen.set(text, left, at, wide, owner, "centre")
        at += len(text.lines) * text.voice.leading
    day, under = foot.day, foot.under
    pen.set(day[0], right, line - len(day[0].lines) * day[0].voice.leading - 1, wide, day[1], "centre")
    pen.set(under[0], right, line + 4, wide, under[1], "centre")


def _frame(pen: Pen) -> None:
    """A strong line outside, a fine one inside whose corners step in around a small square."""
    pen.frame(FRAME, FRAME, pen.width - 2 * FRAME, pen.height - 2 * FRAME, PRIMARY, 2.6)
    a, b, n = INNER, INNER, NOTCH
    right, foot = pen.width - INNER, pen.height - INNER
    corners = (
        (a + n, b), (right - n, b), (right - n, b + n), (right, b + n), (right, foot - n), (right - n, foot - n),
        (right - n, foot), (a + n, foot), (a + n, foot - n), (a, foot - n), (a, b + n), (a + n, b + n), (a + n, b),
    )  # fmt: skip
    for (x1, y1), (x2, y2) in pairwise(corners):
        pen.stroke(x1, y1, x2, y2, PRIMARY, 0.7)
    side = n * 0.42
    for x in (a, right - side):
        for y in (b, foot - side):
            pen.box(x, y, side, side, PRIMARY)


def _seal(pen: Pen, x: float, y: float, texts: list[tuple[Set, Element]]) -> None:
    """A rosette with the figure in it."""
    pen.mark(None)
    petals = 28
    for number in range(petals):
        angle = 2 * math.pi * number / petals
        pen.disc(x + SEAL * 0.92 * math.cos(angle), y + SEAL * 0.92 * math.sin(angle), SEAL * 0.105, PRIMARY)
    pen.disc(x, y, SEAL * 0.94, PRIMARY)
    pen.ring(x, y, SEAL * 0.84, WHITE, 0.9)
    at = y - sum(len(text.lines) * text.voice.leading for text, _ in texts) / 2
    for text, owner in texts:
        pen.set(text, x - SEAL * 2, at, SEAL * 4, owner, "centre")
        at += len(text.lines) * text.voice.leading
