"""Sets charts: the sentence, then the drawing as one figure with all its values as alternative text."""

from __future__ import annotations

from communitydesk.paper import charts
from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import Chart
from communitydesk.paper.flow import Strip
from communitydesk.paper.pen import Pen, baseline
from communitydesk.paper.style import INK, PRIMARY, SOFT, WHITE, Voice
from communitydesk.paper.tags import Element
from communitydesk.paper.typed import Piece, clean


def set_chart(bench: Bench, block: Chart) -> list[Strip]:
    """The sentence in strong words and the chart below; a chart too long for a page goes on in parts."""
    made: list[Strip] = []
    sentence = Voice(bench.edition.body.size, bench.edition.body.leading, "semibold")
    for text in bench.paragraph(block.sentence, sentence, bench.width):
        made += bench.strips(text, bench.root.child("P"), bench.x, bench.width)
    for strip in made:
        strip.keep = True
    if made:
        made[0].before, made[-1].after = bench.gap(3), bench.gap(2)
    type_ = chart_type(bench)
    row = type_.size * (1.7 * max(1, len(block.series)) + 0.9)
    for piece in charts.part(block, max(4, int(bench.height * 0.8 / row))):
        made.append(_figure(bench, piece, type_, charts.peak(block)))
    return made


def chart_type(bench: Bench) -> charts.Type:
    """Return what measures and breaks a chart's words, in the voice of table cells a little smaller."""
    voice = chart_voice(bench, False)

    def wrap(words: str, width: float) -> list[str]:
        text = bench.one(words, voice, max(width, voice.size * 2))
        return [line.text for line in text.lines]

    return charts.Type(voice.size, lambda words: bench.one(words, voice, 1e6).width, wrap)


def chart_voice(bench: Bench, muted: bool) -> Voice:
    """Return the voice of a chart's words."""
    caption = bench.edition.caption
    return Voice(caption.size, caption.leading, "regular", caption.colour if muted else INK)


def _figure(bench: Bench, chart: Chart, type_: charts.Type, top: float) -> Strip:
    plan = charts.drawing(chart, bench.width, type_, top)
    figure = bench.root.child("Figure", alt=clean(charts.described(chart)))

    def draw(pen: Pen, y: float, height: float) -> None:
        bottom = pen.height - y - height
        figure.attributes = (("Layout", "BBox", (bench.x, bottom, bench.x + bench.width, bottom + height)),)
        pen.mark(figure)
        for bar in plan.bars:
            if bar.width > 0 and bar.height > 0:
                _bar(pen, bar, bench.x, y)
        for rule in plan.rules:
            pen.stroke(bench.x + rule.x1, y + rule.y1, bench.x + rule.x2, y + rule.y2, WHITE if rule.over else INK, 0.9)
        for word in plan.words:
            _word(bench, pen, word, y, figure)

    return Strip(plan.height, draw, after=bench.gap(5))


def _bar(pen: Pen, bar: charts.Bar, x: float, y: float) -> None:
    fill = {"full": PRIMARY, "pale": SOFT, "hatched": WHITE, "hollow": WHITE}[bar.pattern]
    pen.box(x + bar.x, y + bar.y, bar.width, bar.height, fill)
    if bar.pattern == "hatched":
        for x1, y1, x2, y2 in charts.hatching(bar):
            pen.stroke(x + x1, y + y1, x + x2, y + y2, PRIMARY, 1.2)
    if bar.pattern != "full" and min(bar.width, bar.height) > 2:
        pen.frame(x + bar.x, y + bar.y, bar.width, bar.height, PRIMARY, 1.0)


def _word(bench: Bench, pen: Pen, word: charts.Words, y: float, figure: Element) -> None:
    voice = chart_voice(bench, word.muted)
    text = bench.setter.paragraph([Piece(clean(word.text).replace("\n", " "))], voice, 1e6)
    text.lines[-1].ends = "space"
    shift = {"start": 0.0, "middle": text.width / 2, "end": text.width}[word.anchor]
    pen.set(text, bench.x + word.x - shift, y + word.y - baseline(voice), text.width, figure)
