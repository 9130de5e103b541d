"""Charts: worked out once as rectangles and words, then drawn on paper or written as SVG for the screen.

Every value has its words beside it, and each set of values its own pattern (full, hatched, pale with an edge,
hollow), so that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from communitydesk.paper.blocks import Chart, Series

Pattern = Literal["full", "hatched", "pale", "hollow"]
Measure = Callable[[str], float]
"""Returns the width of words in points, as the chart's own voice sets them."""

_ORDER: tuple[Pattern, ...] = ("full", "hatched", "pale", "hollow")


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle, from the chart's top left, in points."""

    x: float
    y: float
    width: float
    height: float
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Words:
    """Words whose baseline is at `y`; `x` is their start, middle or end."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line; `over` a filled bar it is drawn in the colour of the ground."""

    x1: float
    y1: float
    x2: float
    y2: float
    over: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart worked out: its size in points and what is in it."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    words: tuple[Words, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """The voice of a chart's words: their size, and what measures and breaks them."""

    size: float
    measure: Measure
    wrap: Callable[[str, float], list[str]]


def patterns(chart: Chart) -> list[Pattern]:
    """Return each set's pattern: targets are hollow, the others full, hatched and pale in turn."""
    found: list[Pattern] = []
    for series in chart.series:
        filled = sum(1 for pattern in found if pattern != "hollow")
        found.append("hollow" if series.target else _ORDER[filled % 3])
    return found


def described(chart: Chart) -> str:
    """Return the chart in words: its sentence, and one for the values of each label."""
    rows = []
    for place, label in enumerate(chart.labels):
        values = [_said(chart, series, place) for series in chart.series]
        rows.append(f"{label}: {', '.join(value for value in values if value)}")
    return " ".join([chart.sentence, *(f"{row}." for row in rows)]).strip()


def _said(chart: Chart, series: Series, place: int) -> str:
    words = _at(series.words, place)
    return f"{series.name} {words}" if len(chart.series) > 1 and series.name and words else words


def _at(words: tuple[str, ...], place: int) -> str:
    return words[place] if place < len(words) else ""


def _value(series: Series, place: int) -> float:
    value = series.values[place] if place < len(series.values) else None
    return max(0.0, value or 0.0)


def part(chart: Chart, most: int) -> list[Chart]:
    """Part a chart with more labels than fit on a page."""
    if len(chart.labels) <= most:
        return [chart]
    pieces = []
    for start in range(0, len(chart.labels), most):
        cut = slice(start, start + most)
        series = tuple(replace(s, values=s.values[cut], words=s.words[cut]) for s in chart.series)
        pieces.append(replace(chart, labels=chart.labels[cut], series=series))
    return pieces


def drawing(chart: Chart, width: float, type_: Type, highest: float | None = None) -> Drawing:
    """Work a chart out for a width in points. Columns too close for their words become bars."""
    top = highest if highest is not None else peak(chart)
    if chart.kind == "columns" and _columns_fit(chart, width, type_):
        return _columns(chart, width, type_, top)
    return _bars(chart, width, type_, top)


def peak(chart: Chart) -> float:
    """Return the largest value, or the mark's where that is larger (1 if there is none)."""
    values = [_value(series, n) for series in chart.series for n in range(len(chart.labels))]
    return max([*values, chart.mark[0] if chart.mark else 0.0]) or 1.0


def _legend(chart: Chart, width: float, type_: Type) -> tuple[list[Bar], list[Words], float]:
    """Work out the names of the sets with their patterns; one set needs none."""
    if len(chart.series) < 2:
        return [], [], 0.0
    bars, words, x, y, size = [], list[Words](), 0.0, 0.0, type_.size
    for series, pattern in zip(chart.series, patterns(chart), strict=True):
        wide = size * 1.6 + type_.measure(series.name) + size * 2
        if x and x + wide > width:
            x, y = 0.0, y + size * 1.6
        bars.append(Bar(x, y + size * 0.15, size, size, pattern))
        words.append(Words(x + size * 1.6, y + size, series.name, muted=True))
        x += wide
    return bars, words, y + size * 2.4


def _bars(chart: Chart, width: float, type_: Type, top: float) -> Drawing:
    size = type_.size
    bars, words, y = _legend(chart, width, type_)
    rules: list[Rule] = []
    labels = min(max([type_.measure(label) for label in chart.labels], default=0.0), width * 0.34)
    ends = max([type_.measure(word) for series in chart.series for word in series.words], default=0.0)
    left = labels + size * 1.2
    room = max(width - left - ends - size * 0.8, width * 0.2)
    thick, between = size * 1.35, size * 0.35
    head = y
    marked = left + room * chart.mark[0] / top if chart.mark else 0.0
    if chart.mark:
        y += size * 1.9
        half = type_.measure(chart.mark[1]) / 2
        words.append(Words(min(marked, width - half), head + size * 1.02, chart.mark[1], "middle", True))
        rules.append(Rule(marked, y - size * 0.55, marked, y))
    for place, label in enumerate(chart.labels):
        lines = type_.wrap(label, labels)
        tall = max(len(chart.series) * (thick + between) - between, len(lines) * size * 1.35)
        start = y + (tall - len(lines) * size * 1.35) / 2
        for number, line in enumerate(lines):
            words.append(Words(labels, start + number * size * 1.35 + size * 1.02, line, "end"))
        at = y + (tall - len(chart.series) * (thick + between) + between) / 2
        for series, pattern in zip(chart.series, patterns(chart), strict=True):
            long = room * _value(series, place) / top
            bars.append(Bar(left, at, long, thick, pattern))
            words.append(Words(left + long + size * 0.6, at + thick / 2 + size * 0.35, _at(series.words, place)))
            if chart.mark and left + long > marked:
                rules.append(Rule(marked, at, marked, at + thick, over=pattern == "full"))
            at += thick + between
        if chart.mark:  # broken where a shorter bar's words stand
            rules.append(Rule(marked, y + tall + size * 0.15, marked, y + tall + size * 0.75))
        y += tall + size * 0.9
    height = max(y - size * 0.9, size)
    rules.append(Rule(left, (head + size * 1.9 if chart.mark else head) - size * 0.3, left, height + size * 0.3))
    return Drawing(width, height + size * 0.5, tuple(bars), tuple(words), tuple(rules))


def _columns_fit(chart: Chart, width: float, type_: Type) -> bool:
    room = width / max(1, len(chart.labels))
    each = room * 0.8 / max(1, len(chart.series))
    widest = max([type_.measure(word) for series in chart.series for word in series.words], default=0.0)
    longest = max([type_.measure(part) for label in chart.labels for part in label.split()], default=0.0)
    return widest <= each * 1.02 and longest <= room * 0.96


def _columns(chart: Chart, width: float, type_: Type, top: float) -> Drawing:
    size = type_.size
    bars, words, y = _legend(chart, width, type_)
    tall = min(150.0, width * 0.32)
    foot = y + size * 1.4 + tall
    room = width / max(1, len(chart.labels))
    each = min(room * 0.8 / max(1, len(chart.series)), 64.0)
    deepest = 0
    for place, label in enumerate(chart.labels):
        middle = room * (place + 0.5)
        x = middle - each * len(chart.series) / 2
        for series, pattern in zip(chart.series, patterns(chart), strict=True):
            high = tall * _value(series, place) / top
            bars.append(Bar(x + each * 0.06, foot - high, each * 0.88, high, pattern))
            words.append(Words(x + each / 2, foot - high - size * 0.4, _at(series.words, place), "middle"))
            x += each
        lines = type_.wrap(label, room * 0.96)
        deepest = max(deepest, len(lines))
        for number, line in enumerate(lines):
            words.append(Words(middle, foot + size * (1.45 + number * 1.3), line, "middle", True))
    height = foot + size * (0.8 + deepest * 1.3)
    return Drawing(width, height, tuple(bars), tuple(words), (Rule(0, foot, width, foot),))


def svg(plan: Drawing, size: float, ink: str, muted: str, primary: str, surface: str, title: str) -> str:
    """Write a drawing as SVG with its description; colours are codes such as #155E63."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{plan.width:.1f}" height="{plan.height:.1f}" '
        f'viewBox="0 0 {plan.width:.1f} {plan.height:.1f}" role="img">',
        f"<title>{_xml(title)}</title>",
    ]
    for bar in plan.bars:
        out += _svg_bar(bar, primary, surface)
    for rule in plan.rules:
        out.append(
            f'<line x1="{rule.x1:.1f}" y1="{rule.y1:.1f}" x2="{rule.x2:.1f}" y2="{rule.y2:.1f}" '
            f'stroke="{surface if rule.over else ink}" stroke-width="0.9"/>'
        )
    for word in plan.words:
        out.append(
            f'<text x="{word.x:.1f}" y="{word.y:.1f}" font-family="Atkinson Hyperlegible Next" '
            f'font-size="{size:.1f}" text-anchor="{word.anchor}" fill="{muted if word.muted else ink}">'
            f"{_xml(word.text)}</text>"
        )
    return "".join([*out, "</svg>"])


def hatching(bar: Bar, step: float = 4.0) -> list[tuple[float, float, float, float]]:
    """Return the slanted lines inside a rectangle, each as x1, y1, x2, y2."""
    lines = []
    start = step
    while start < bar.width + bar.height:
        x1, y1 = min(start, bar.width), max(0.0, start - bar.width)
        x2, y2 = max(0.0, start - bar.height), min(start, bar.height)
        lines.append((bar.x + x1, bar.y + y1, bar.x + x2, bar.y + y2))
        start += step
    return lines


def _svg_bar(bar: Bar, primary: str, surface: str) -> list[str]:
    fill = {"full": primary, "pale": primary, "hatched": surface, "hollow": surface}[bar.pattern]
    pale = ' fill-opacity="0.25"' if bar.pattern == "pale" else ""
    out = [
        f'<rect x="{bar.x + 0.5:.1f}" y="{bar.y + 0.5:.1f}" width="{max(0.0, bar.width - 1):.1f}" '
        f'height="{max(0.0, bar.height - 1):.1f}" fill="{fill}"{pale} stroke="{primary}" stroke-width="1"/>'
    ]
    for x1, y1, x2, y2 in hatching(bar) if bar.pattern == "hatched" else ():
        out.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{primary}" stroke-width="1.2"/>'
        )
    return out


def _xml(text: str) -> str:
    return escape("".join(letter for letter in text if letter >= " " and not 0xD800 <= ord(letter) <= 0xDFFF))
