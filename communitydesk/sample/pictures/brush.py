"""A brush for flat pictures: shapes on a large canvas that is made smaller at the end, so that edges are smooth."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from communitydesk.desk.resources import resource

Colour = tuple[int, ...]
Point = tuple[float, float]
FINER = 2


def hue(text: str, alpha: int = 255) -> Colour:
    """Return the colour of "#rrggbb", see-through when `alpha` is below 255."""
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), alpha)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour so far from one to another: 0 is the first."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def light(colour: Colour, share: float) -> Colour:
    """Return a colour nearer to white."""
    return mix(colour, (255, 255, 255, colour[3]), share)


def dark(colour: Colour, share: float) -> Colour:
    """Return a colour nearer to a warm black."""
    return mix(colour, (30, 22, 24, colour[3]), share)


class Brush:
    """Draws on a canvas of so many units; `chance` is the picture's own."""

    def __init__(self, width: int, height: int, ground: Colour, seed: str) -> None:
        self.width, self.height = width, height
        self.chance = random.Random(seed)  # noqa: S311 - a drawing
        self._canvas = Image.new("RGB", (width * FINER, height * FINER), ground[:3])
        self._pen = ImageDraw.Draw(self._canvas, "RGBA")

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled shape with corners."""
        self._pen.polygon([(x * FINER, y * FINER) for x, y in points], fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled shape with soft corners, through every point."""
        self.poly(_rounded(points), fill)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, corner: float = 0) -> None:
        """A rectangle with round corners."""
        edges = (x * FINER, y * FINER, (x + width) * FINER, (y + height) * FINER)
        self._pen.rounded_rectangle(edges, corner * FINER, fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: Colour, turn: float = 0) -> None:
        """An ellipse around its middle, with its two radii, turned by degrees."""
        if not turn:
            edges = ((x - across) * FINER, (y - down) * FINER, (x + across) * FINER, (y + down) * FINER)
            self._pen.ellipse(edges, fill)
            return
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        steps = [math.tau * n / 40 for n in range(40)]
        round_ = [(across * math.cos(a), down * math.sin(a)) for a in steps]
        self.poly([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in round_], fill)

    def stroke(self, points: Sequence[Point], fill: Colour, width: float, *, soft: bool = False) -> None:
        """A line with round ends; `soft` bends it through its points."""
        path = _curve(points) if soft else list(points)
        scaled = [(x * FINER, y * FINER) for x, y in path]
        self._pen.line(scaled, fill, max(1, round(width * FINER)), joint="curve")
        if width > 3:
            for x, y in (path[0], path[-1]):
                self.oval(x, y, width / 2, width / 2, fill)

    def fade(self, x: float, y: float, width: float, height: float, top: Colour, bottom: Colour) -> None:
        """A rectangle that goes from one colour to another, downwards; see-through colours are laid over."""
        high = max(1, round(height * FINER))
        column = Image.new("RGBA", (1, high))
        column.putdata([mix(top, bottom, n / max(1, high - 1)) for n in range(high)])
        area = column.resize((round(width * FINER), high))
        self._canvas.paste(area, (round(x * FINER), round(y * FINER)), area)

    def leaf(self, x: float, y: float, length: float, width: float, turn: float, fill: Colour) -> None:
        """A leaf from its stalk outwards; turned by degrees, 0 points right."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        shape = ((0, 0), (0.25, -0.42), (0.6, -0.5), (1, 0), (0.6, 0.5), (0.25, 0.42))
        placed = [(a * length, b * width) for a, b in shape]
        turned = [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in placed]
        self.blob(turned, fill)
        vein = [(x + length * part * cos, y + length * part * sin) for part in (0.08, 0.85)]
        self.stroke(vein, dark(fill, 0.18), max(1.0, width / 18))

    def shade(self, x: float, y: float, across: float, down: float, strength: int = 60) -> None:
        """A soft shadow on the ground, in three rings."""
        for ring in (1.0, 0.86, 0.7):
            self.oval(x, y, across * ring, down * ring, (30, 22, 24, strength // 3))

    def text(self, x: float, y: float, text: str, size: float, fill: Colour, *, bold: bool = False) -> None:
        """A line of text around its middle."""
        style = "Bold" if bold else "Regular"
        path = resource("fonts", f"AtkinsonHyperlegibleNext-{style}.ttf")
        font = ImageFont.truetype(str(path), round(size * FINER), layout_engine=ImageFont.Layout.BASIC)
        self._pen.text((x * FINER, y * FINER), text, fill, font, "mm")

    def soften(self, blur: float) -> None:
        """Blur everything drawn so far: what lies far behind."""
        small = self._canvas.reduce(4).filter(ImageFilter.GaussianBlur(blur * FINER / 4))
        self._canvas.paste(small.resize(self._canvas.size, Image.Resampling.BILINEAR))

    def jpeg(self, quality: int = 84) -> bytes:
        """Return the picture, made smaller and smooth."""
        kept = io.BytesIO()
        self._canvas.reduce(FINER).save(kept, "JPEG", quality=quality, subsampling=0)
        return kept.getvalue()


def _curve(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """Return a Catmull-Rom curve through the points."""
    ends = [points[0], *points, points[-1]]
    found: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        found.extend(_between(a, b, c, d, n / steps) for n in range(steps))
    return [*found, points[-1]]


def _rounded(points: Sequence[Point], steps: int = 8) -> list[Point]:
    around = [points[-1], *points, points[0], points[1]]
    found: list[Point] = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        found.extend(_between(a, b, c, d, n / steps) for n in range(steps))
    return found


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def one(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)

    return one(a[0], b[0], c[0], d[0]), one(a[1], b[1], c[1], d[1])
