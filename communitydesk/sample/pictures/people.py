"""Figures seen from behind and hands: they are nobody, so nobody has to be asked."""

from __future__ import annotations

import math

from communitydesk.sample.pictures.brush import Brush, Colour, Point, dark, light


def figure(
    brush: Brush, x: float, foot: float, size: float, coat: Colour, skin: Colour, head: str, hair: Colour
) -> None:
    """A person from behind to the waist, which is at `foot`. `head`: hair, bun, curls, scarf, turban, hat, bald."""

    def at(*points: Point) -> list[Point]:
        return [(x + a * size, foot + b * size) for a, b in points]

    brush.blob(
        at((-118, 0), (-112, -120), (-92, -176), (-40, -204), (40, -204), (92, -176), (112, -120), (118, 0)), coat
    )
    brush.blob(at((40, -200), (92, -174), (112, -118), (118, 0), (64, 0), (60, -110)), dark(coat, 0.12))
    brush.box(x - 24 * size, foot - 240 * size, 48 * size, 50 * size, skin, 14 * size)
    brush.blob(at((-46, -196), (0, -214), (46, -196), (0, -182)), light(coat, 0.14))
    cx, cy = x, foot - 282 * size
    if head not in ("scarf",):
        for side in (-1, 1):
            brush.oval(cx + side * 56 * size, cy + 8 * size, 11 * size, 16 * size, skin)
    brush.oval(cx, cy, 56 * size, 66 * size, skin)
    _HEADS[head](brush, cx, cy, size, hair)


def _hair(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.oval(x, y - 8 * size, 60 * size, 64 * size, hair)
    brush.box(x - 50 * size, y - 6 * size, 100 * size, 56 * size, hair, 30 * size)


def _long(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.oval(x, y - 8 * size, 62 * size, 66 * size, hair)
    brush.box(x - 60 * size, y - 10 * size, 120 * size, 130 * size, hair, 44 * size)
    for side in (-24, 4, 28):
        brush.stroke(
            [(x + side * size, y + 4 * size), (x + side * 1.1 * size, y + 104 * size)], dark(hair, 0.2), 3 * size
        )


def _bun(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    _hair(brush, x, y, size, hair)
    brush.oval(x, y - 72 * size, 30 * size, 27 * size, dark(hair, 0.08))
    brush.oval(x - 6 * size, y - 76 * size, 18 * size, 14 * size, light(hair, 0.1))


def _curls(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    for n in range(22):
        angle = math.tau * n / 22
        brush.oval(
            x + math.cos(angle) * 52 * size, y - 14 * size + math.sin(angle) * 52 * size, 22 * size, 22 * size, hair
        )
    brush.oval(x, y - 14 * size, 58 * size, 58 * size, hair)


def _scarf(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.oval(x, y - 4 * size, 66 * size, 74 * size, hair)
    shape = ((-64, 0), (64, 0), (92, 92), (40, 128), (-40, 128), (-92, 92))
    brush.blob([(x + a * size, y + b * size) for a, b in shape], hair)
    for a, b in ((-30, -46), (22, 34)):
        fold = [(x + a * size, y + 10 * size), (x + b * size, y + 112 * size)]
        brush.stroke(fold, dark(hair, 0.16), 5 * size)


def _turban(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.oval(x, y + 26 * size, 50 * size, 34 * size, hair)
    brush.oval(x, y - 26 * size, 74 * size, 60 * size, hair)
    for n, reach in enumerate((62, 70, 62, 44)):
        left, right = y + (16 - n * 20) * size, y - (4 + n * 20) * size
        brush.stroke([(x - reach * size, left), (x, (left + right) / 2 - 10 * size), (x + reach * size, right)],
                     dark(hair, 0.18), 4 * size, soft=True)  # fmt: skip


def _hat(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.box(x - 46 * size, y + 6 * size, 92 * size, 46 * size, (70, 52, 44, 255), 22 * size)
    brush.oval(x, y - 20 * size, 64 * size, 58 * size, hair)
    brush.box(x - 68 * size, y - 14 * size, 136 * size, 34 * size, light(hair, 0.16), 14 * size)
    brush.oval(x, y - 82 * size, 22 * size, 22 * size, light(hair, 0.3))


def _bald(brush: Brush, x: float, y: float, size: float, hair: Colour) -> None:
    brush.blob(
        [(x + a * size, y + b * size) for a, b in ((-58, -6), (0, 16), (58, -6), (52, 34), (0, 48), (-52, 34))], hair
    )


_HEADS = {
    "hair": _hair, "long": _long, "bun": _bun, "curls": _curls, "scarf": _scarf, "turban": _turban, "hat": _hat,
    "bald": _bald,
}  # fmt: skip


def hand(brush: Brush, start: Point, wrist: Point, skin: Colour, sleeve: Colour, side: int) -> None:
    """An arm from the picture's edge and a hand that reaches on; the thumb is on `side` (1 or -1)."""
    turn = math.atan2(wrist[1] - start[1], wrist[0] - start[0])
    cos, sin = math.cos(turn), math.sin(turn)

    def at(along: float, across: float) -> Point:
        return wrist[0] + cos * along - sin * across, wrist[1] + sin * along + cos * across

    shadow = (20, 12, 8, 80)
    brush.stroke([(start[0] + 14, start[1] + 22), (wrist[0] + 14, wrist[1] + 22)], shadow, 150)
    brush.stroke([start, at(10, 0)], skin, 96)
    brush.stroke([start, at(-110, 0)], sleeve, 170)
    brush.poly([at(-60, -92), at(-60, 92), at(-96, 94), at(-96, -94)], dark(sleeve, 0.18))
    brush.blob([at(-14, -50), at(60, -70), at(118, -66), at(124, 0), at(118, 66), at(60, 70), at(-14, 50)], skin)
    for n, (reach, across) in enumerate(((214, -50), (236, -17), (228, 18), (198, 50))):
        bend = side * 18
        knuckle, tip = at(100, across), at(reach, across * 0.78 + bend)
        middle = at((100 + reach) / 2, across * 1.02 + bend * 0.2)
        brush.stroke([knuckle, middle, tip], dark(skin, 0.16), 46, soft=True)
        brush.stroke([knuckle, middle, tip], skin, 41, soft=True)
        nail = at(reach + 2, across * 0.78 + bend)
        brush.oval(nail[0], nail[1], 13, 11, light(skin, 0.36), math.degrees(turn))
        if n < 3:
            brush.stroke([at(96, across + 17), at(128, across + 17)], dark(skin, 0.2), 4)
    thumb = [at(20, side * 52), at(78, side * 104), at(146, side * 112)]
    brush.stroke(thumb, dark(skin, 0.16), 50, soft=True)
    brush.stroke(thumb, skin, 45, soft=True)
    tip = at(150, side * 112)
    brush.oval(tip[0], tip[1], 14, 12, light(skin, 0.36), math.degrees(turn))
