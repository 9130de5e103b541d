"""Sets what is written on by hand, and letters: form lines, declarations, letterheads and closings."""

from __future__ import annotations

from dataclasses import dataclass

from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import Closing, Declaration, FormLine, FormLines, Letterhead
from communitydesk.paper.flow import Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen, baseline
from communitydesk.paper.style import LINE
from communitydesk.paper.tags import Element

_GUTTER = 16.0


def set_form_lines(bench: Bench, block: FormLines) -> list[Strip]:
    """Rows of labels with their values, or with a line to write on."""
    made = [_form_row(bench, row, bench.root) for row in block.rows if row]
    if made:
        made[-1].after = bench.gap(4)
    return made


def _form_row(bench: Bench, row: tuple[FormLine, ...], parent: Element) -> Strip:
    look = bench.edition
    room = bench.width - _GUTTER * (len(row) - 1)
    whole = sum(max(line.share, 0.05) for line in row)
    fields: list[tuple[float, float, Set, Set, Element]] = []
    x = bench.x
    for line in row:
        width = room * max(line.share, 0.05) / whole
        label = bench.one(line.label, look.label, width * 0.6)
        value = bench.one(line.value, look.body, max(width - label.width - 6, width * 0.3))
        label.lines[-1].ends = "space"
        value.lines[-1].ends = "space"
        fields.append((x, width, label, value, parent.child("P")))
        x += width + _GUTTER
    tall = max(len(f[2].lines) * look.label.leading for f in fields)
    tall = max(tall, *(len(f[3].lines) * look.body.leading for f in fields))
    height = max(tall, look.body.leading * 1.35)

    def draw(pen: Pen, top: float, height: float) -> None:
        foot = top + height
        for x, width, label, value, owner in fields:
            base = foot - look.body.leading + baseline(look.body)
            pen.set(label, x, base - baseline(look.label) - (len(label.lines) - 1) * look.label.leading, width, owner)
            start = x + label.width + 6
            high = foot - len(value.lines) * look.body.leading
            if any(token.word.text for token in value.lines[0].tokens):
                pen.set(value, start, high, x + width - start, owner)
            pen.mark(None)
            pen.stroke(start, base + 3, x + width, base + 3, LINE, 0.6)

    return Strip(height, draw, after=bench.gap(2))


def set_declaration(bench: Bench, block: Declaration) -> list[Strip]:
    """What is declared, then the lines of each who signs, kept together; two stand side by side."""
    look = bench.edition
    made: list[Strip] = []
    for text in bench.paragraph(block.text, look.body, bench.width):
        made += bench.strips(text, bench.root.child("P"), bench.x, bench.width)
        made[-1].after = bench.gap(3)
    for strip in made:
        strip.keep = True
    across = 2 if len(block.signatories) > 1 and look.name == "standard" else 1
    for start in range(0, len(block.signatories), across):
        made += _signatures(bench, block.signatories[start : start + across], across)
    if made:
        made[-1].keep = False
        made[-1].after = bench.gap(4)
    return made


def _signatures(bench: Bench, people: tuple[tuple[FormLine, ...], ...], across: int) -> list[Strip]:
    """Set the lines of people who stand side by side, kept on one page."""
    look, gutter = bench.edition, 28.0
    width = (bench.width - gutter * (across - 1)) / across
    columns: list[list[_Signed]] = []
    for place, lines in enumerate(people):
        labels = [bench.one(line.label, look.label, width * 0.5) for line in lines]
        indent = max([label.width for label in labels], default=0.0) + 8
        rows = []
        for line, label in zip(lines, labels, strict=True):
            value = bench.one(line.value, look.body, width - indent)
            label.lines[-1].ends = value.lines[-1].ends = "space"
            x = bench.x + place * (width + gutter)
            rows.append(_Signed(x, indent, width, label, value, bench.root.child("P")))
        columns.append(rows)
    made = []
    for number in range(max(len(rows) for rows in columns)):
        made.append(_signature_row(bench, [rows[number] for rows in columns if len(rows) > number]))
        made[-1].keep = True
    if sum(strip.height for strip in made) <= bench.height / 2:
        made = [_side_by_side(bench, columns, [strip.height for strip in made])]
    if made:
        made[0].before, made[-1].after, made[-1].keep = bench.gap(2), bench.gap(5), False
    return made


@dataclass(slots=True)
class _Signed:
    """One line of one who signs: where it stands, its label, and its value or room to write."""

    x: float
    indent: float
    width: float
    label: Set
    value: Set
    owner: Element


def _signature_row(bench: Bench, row: list[_Signed]) -> Strip:
    look = bench.edition
    tall = look.body.leading
    height = max(tall * 1.75, *((len(one.value.lines) + 0.5) * tall for one in row))
    height = max(height, *(len(one.label.lines) * look.label.leading for one in row))

    def draw(pen: Pen, top: float, height: float) -> None:
        for one in row:
            _sign(bench, pen, one, top + height - 5)

    return Strip(height, draw)


def _side_by_side(bench: Bench, columns: list[list[_Signed]], heights: list[float]) -> Strip:
    """Draw one person's lines after another's, as they are heard, though the lines stand in rows."""

    def draw(pen: Pen, top: float, height: float) -> None:
        for rows in columns:
            for number, one in enumerate(rows):
                _sign(bench, pen, one, top + sum(heights[: number + 1]) - 5)

    return Strip(sum(heights), draw)


def _sign(bench: Bench, pen: Pen, one: _Signed, base: float) -> None:
    look = bench.edition
    first = base - baseline(look.label) - (len(one.label.lines) - 1) * look.label.leading
    pen.set(one.label, one.x, first, one.indent, one.owner)
    first = base - baseline(look.body) - (len(one.value.lines) - 1) * look.body.leading
    pen.set(one.value, one.x + one.indent, first, one.width - one.indent, one.owner)
    pen.mark(None)
    pen.stroke(one.x + one.indent, base + 3.5, one.x + one.width, base + 3.5, LINE, 0.6)


def set_letterhead(bench: Bench, block: Letterhead) -> list[Strip]:
    """Who writes, at the right; to whom, with the date and reference, at the left."""
    look = bench.edition
    half = bench.width * 0.5
    sender = bench.one("\n".join(block.sender), look.body, half)
    parts = ["\n".join(block.recipient), block.dated, block.reference]
    others = [bench.one(part, look.body, half) for part in parts if part]
    owners = [bench.root.child("P") for _ in (sender, *others)]
    at_right = bench.x + bench.width - max(sender.width, bench.width * 0.32)
    tall = look.body.leading

    def draw_sender(pen: Pen, top: float, height: float) -> None:
        pen.set(sender, at_right, top, bench.x + bench.width - at_right, owners[0])

    made = [Strip(len(sender.lines) * tall, draw_sender, after=bench.gap(4), keep=True)]
    for text, owner in zip(others, owners[1:], strict=True):
        made += bench.strips(text, owner, bench.x, half)
        made[-1].after = bench.gap(4)
        made[-1].keep = True
    made[-1].after = bench.gap(6)
    return made


def set_closing(bench: Bench, block: Closing) -> list[Strip]:
    """The closing words, room for a signature, then the lines below it, on one page."""
    look = bench.edition
    first = bench.strips(bench.one(block.text, look.body, bench.width), bench.root.child("P"), bench.x, bench.width)
    last = bench.strips(
        bench.one("\n".join(block.lines), look.body, bench.width), bench.root.child("P"), bench.x, bench.width
    )
    first[0].before, first[-1].after = bench.gap(3), look.body.leading * 3
    for strip in (*first, *last[:-1]):
        strip.keep = True
    last[-1].after = bench.gap(4)
    return [*first, *last]
