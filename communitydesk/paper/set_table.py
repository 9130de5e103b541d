"""Sets tables: columns as wide as they need, figures on the point, rules and no boxes, heads on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import Band, BlankTable, Cell, Column, Row, Table, Text
from communitydesk.paper.flow import Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen
from communitydesk.paper.style import INK, LINE, MM, RULE, Colour, Voice
from communitydesk.paper.tags import Attributes, Element
from communitydesk.paper.typed import Piece, pieces

_DECIMALS = re.compile(r"[.,]\d{1,2}\D*$")
_MINUS = re.compile(r"^-(?=[\d£€$.])")
GUTTER = 12.0
_TALL = 6


@dataclass(slots=True)
class _Content:
    """What a cell holds, measured: letters, widest word, whole width, width from the decimal point on."""

    parts: list[Piece]
    low: float
    high: float
    tail: float
    number: bool
    sets: dict[float, Set] = field(default_factory=dict)


@dataclass(slots=True)
class _Cell:
    """A cell as it was given: the columns that it stands in and what it holds."""

    place: int
    span: int
    content: _Content
    muted: bool


_Cells = list[_Cell]


@dataclass(slots=True)
class _Set:
    """A cell ready to be drawn: its text, where it stands, and the tag that owns it."""

    text: Set
    x: float
    width: float
    align: str
    owner: Element | None
    shift: float = 0.0


@dataclass(slots=True)
class _Grid:
    """A table's columns on the paper: left edge and width of each, and voices."""

    columns: tuple[Column, ...]
    edges: list[tuple[float, float]]
    tails: list[float]
    head: Voice
    cell: Voice
    muted: Voice
    pad: float


def set_table(bench: Bench, block: Table) -> list[Strip]:
    """A table; without rows, the sentence that says so."""
    look = bench.edition
    if not block.columns:
        return []
    if not block.rows and block.empty:
        made: list[Strip] = []
        for text in bench.paragraph(block.empty, look.muted, bench.width):
            made += bench.strips(text, bench.root.child("P"), bench.x, bench.width)
            made[-1].after = bench.gap(3)
        return made
    voice = Voice(look.caption.size, look.caption.leading, "regular", INK, True) if block.small else look.cell
    owner = _table(bench, block.summary)
    made = _caption(bench, owner, block.caption)
    columns = _with_heads(block)
    reader = _Reader(bench, columns, voice)
    given, sums = reader.rows(block.rows, False), reader.rows(block.totals, True)
    grid = _grid(bench, columns, [row for row in (*given, *sums) if not isinstance(row, Band)], voice)
    made.append(_head(bench, owner, grid))
    rows = _rows(bench, grid, owner.child("TBody"), given, None, reader)
    totals = _rows(bench, grid, owner.child("TFoot"), sums, (INK, 0.9), reader)
    if rows and totals:
        rows[-1].keep = True
    for strip in totals[:-1]:
        strip.keep = True
    rows += totals
    again = _again(grid, bench)
    for strip in rows:
        strip.repeat = (again,)
    made += rows
    made[-1].after = bench.gap(4)
    return made


def _with_heads(block: Table) -> tuple[Column, ...]:
    """Return the columns; where heads would outnumber what they are heads of, rows have none.

    Each head is heard again with every cell beside it: in a table of one row, or of two columns, that is only more words.
    """
    columns = block.columns
    rows = [row for row in (*block.rows, *block.totals) if not isinstance(row, Band)]
    bands = [row for row in (*block.rows, *block.totals) if isinstance(row, Band)]
    heads = len(columns) + len(rows) + len(bands)
    cells = len(rows) * (len(columns) - 1) + sum(bool(band.amount) for band in bands)
    if heads <= cells:
        return columns
    return tuple(replace(column, header=False) for column in columns)


def _table(bench: Bench, summary: str) -> Element:
    return bench.root.child("Table", attributes=(("Table", "Summary", summary),) if summary else ())


def _caption(bench: Bench, owner: Element, caption: str) -> list[Strip]:
    if not caption:
        return []
    look = bench.edition
    voice = Voice(look.cell.size, look.cell.leading, "semibold", INK)
    rows = bench.strips(bench.one(caption, voice, bench.width), owner.child("Caption"), bench.x, bench.width)
    for row in rows:
        row.keep = True
    rows[0].before, rows[-1].after = bench.gap(2), bench.gap(0.5)
    return rows


# -- columns ------------------------------------------------------------------------------


def _grid(bench: Bench, columns: tuple[Column, ...], rows: list[_Cells], voice: Voice) -> _Grid:
    size = voice.size - 0.5 if bench.edition.name == "standard" else voice.size
    head = Voice(size, voice.leading, "semibold", bench.edition.head.colour)
    needs = [bench.setter.natural(pieces(column.heading) or [Piece("")], head) for column in columns]
    leads, tails = [0.0] * len(columns), [0.0] * len(columns)
    for row in rows:
        for cell in row:
            if cell.span > 1:
                continue
            has, (lowest, highest) = cell.content, needs[cell.place]
            needs[cell.place] = max(lowest, has.low), max(highest, has.high)
            leads[cell.place] = max(leads[cell.place], has.high - has.tail)
            tails[cell.place] = max(tails[cell.place], has.tail)
    needs = [(low, max(high, lead + tail)) for (low, high), lead, tail in zip(needs, leads, tails, strict=True)]
    widths = _widths(columns, needs, bench.width - GUTTER * (len(columns) - 1))
    edges, x = [], bench.x
    for width in widths:
        edges.append((x, width))
        x += width + GUTTER
    muted = Voice(voice.size, voice.leading, voice.weight, bench.edition.muted.colour, True)
    return _Grid(columns, edges, tails, head, voice, muted, bench.gap(1))


def _widths(columns: tuple[Column, ...], needs: list[tuple[float, float]], room: float) -> list[float]:
    """Divide the room: figures get what they need, texts share the rest, given shares are kept."""
    shares = [column.share for column in columns]
    wanted = [high + 0.5 for _, high in needs]
    if any(shares):
        fixed = sum(want for want, share in zip(wanted, shares, strict=True) if not share)
        whole = sum(share for share in shares if share)
        left = max(room - fixed, room * 0.35)
        wanted = [left * share / whole if share else want for want, share in zip(wanted, shares, strict=True)]
    spare = room - sum(wanted)
    texts = [column.align == "start" for column in columns]
    if spare >= 0:
        base = sum(want for want, text in zip(wanted, texts, strict=True) if text) or sum(wanted)
        grow = [want if text or not any(texts) else 0.0 for want, text in zip(wanted, texts, strict=True)]
        return [
            want + spare * part / base if base else room / len(columns) for want, part in zip(wanted, grow, strict=True)
        ]
    return _squeezed(wanted, needs, texts, room)


def _squeezed(wanted: list[float], needs: list[tuple[float, float]], texts: list[bool], room: float) -> list[float]:
    """Make columns narrower, the widest texts first, none below its longest word while others can give."""
    for least in (
        [min(want, low + 0.5) if text else want for want, (low, _), text in zip(wanted, needs, texts, strict=True)],
        [min(want, low + 0.5) for want, (low, _) in zip(wanted, needs, strict=True)],
        [12.0] * len(wanted),
    ):
        if sum(least) <= room:
            return _capped(wanted, least, room)
    return [room / len(wanted)] * len(wanted)


def _capped(wanted: list[float], least: list[float], room: float) -> list[float]:
    """Return widths with the widest cut to one common width, so that together they fill the room."""
    low, high = 0.0, max(wanted)
    for _ in range(40):
        cap = (low + high) / 2
        if sum(max(floor, min(want, cap)) for want, floor in zip(wanted, least, strict=True)) > room:
            high = cap
        else:
            low = cap
    return [max(floor, min(want, low)) for want, floor in zip(wanted, least, strict=True)]


@dataclass(slots=True)
class _Reader:
    """Reads a table's cells; what stands in several is measured once."""

    bench: Bench
    columns: tuple[Column, ...]
    voice: Voice
    kept: dict[tuple[Text, bool, bool], _Content] = field(default_factory=dict)

    def rows(self, rows: tuple[Row, ...], strong: bool) -> list[_Cells | Band]:
        """Read rows; bands stay as they are."""
        return [row if isinstance(row, Band) else self.row(row, strong) for row in rows]

    def row(self, row: tuple[str | Cell, ...], strong: bool) -> _Cells:
        """Read a row's cells; those that are too many are left out, missing ones are empty."""
        found: _Cells = []
        place = 0
        for given in row:
            if place >= len(self.columns):
                break
            decimal = self.columns[place].align == "decimal"
            if isinstance(given, Cell):
                span = max(1, min(given.span, len(self.columns) - place))
                content = self.content(given.text, strong or given.strong, decimal)
                found.append(_Cell(place, span, content, given.tone in ("muted", "small")))
                place += span
            else:
                found.append(_Cell(place, 1, self.content(given, strong, decimal), False))
                place += 1
        return found + [_Cell(n, 1, self.content("", False, False), False) for n in range(place, len(self.columns))]

    def content(self, text: Text, strong: bool, decimal: bool) -> _Content:
        """Measure what a cell holds."""
        key = (text, strong, decimal)
        if (found := self.kept.get(key)) is None:
            found = self.kept[key] = self._measured(text, strong, decimal)
        return found

    def _measured(self, text: Text, strong: bool, decimal: bool) -> _Content:
        if decimal and isinstance(text, str):
            text = _MINUS.sub("−", text)
        parts = pieces(text) or [Piece("")]
        if strong:
            parts = [Piece(part.text, True, part.url) for part in parts]
        words = "".join(part.text for part in parts) if decimal else ""
        match = _DECIMALS.search(words)
        natural = self.bench.setter.natural
        tail = natural([Piece(match.group(), parts[-1].strong)], self.voice)[1] if match else 0.0
        return _Content(parts, *natural(parts, self.voice), tail, any(map(str.isdigit, words)))


# -- rows ---------------------------------------------------------------------------------


def _head(bench: Bench, owner: Element, grid: _Grid) -> Strip:
    row = owner.child("THead").child("TR")
    owners = [row.child("TH", attributes=(("Table", "Scope", "/Column"),)) for _ in grid.columns]
    strip = _head_strip(bench, grid, owners)
    strip.keep, strip.before = True, bench.gap(1)
    return strip


def _again(grid: _Grid, bench: Bench) -> Strip:
    return _head_strip(bench, grid, [None] * len(grid.columns))


def _head_strip(bench: Bench, grid: _Grid, owners: Sequence[Element | None]) -> Strip:
    cells = []
    for column, (x, width), owner in zip(grid.columns, grid.edges, owners, strict=True):
        text = bench.setter.paragraph(pieces(column.heading) or [Piece("")], grid.head, width)
        align = "end" if column.align in ("end", "decimal") else column.align
        cells.append(_Set(text, x, width, align, owner))
    tallest = max(len(cell.text.lines) for cell in cells)
    height = tallest * grid.head.leading + grid.pad * 1.5

    def draw(pen: Pen, top: float, height: float) -> None:
        for cell in cells:
            drop = (tallest - len(cell.text.lines)) * grid.head.leading
            if cell.owner is not None:
                cell.owner.join()
            else:
                pen.mark(None)
            pen.set(cell.text, cell.x, top + drop, cell.width, cell.owner, cell.align)
        pen.mark(None)
        pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, INK, 0.9)

    return Strip(height, draw)


def _rows(
    bench: Bench, grid: _Grid, body: Element, rows: list[_Cells | Band], first: tuple[Colour, float] | None,
    reader: _Reader,
) -> list[Strip]:  # fmt: skip
    made: list[Strip] = []
    for number, row in enumerate(rows):
        if isinstance(row, Band):
            made.append(_band(bench, grid, body, row, reader))
        else:
            made += _row(bench, grid, body, row, None if number else first)
    return made


def _row(bench: Bench, grid: _Grid, body: Element, cells: _Cells, rule: tuple[Colour, float] | None) -> list[Strip]:
    owner = body.child("TR")
    ready = [_set_cell(bench, grid, owner, cell) for cell in cells]
    tallest = max(len(cell.text.lines) for cell in ready)
    if tallest <= _TALL:
        return [_slice(bench, grid, ready, 0, tallest, tallest, rule)]
    cuts = [0, *range(2, tallest - 1), tallest]
    return [_slice(bench, grid, ready, start, end, tallest, rule) for start, end in pairwise(cuts)]


def _set_cell(bench: Bench, grid: _Grid, row: Element, cell: _Cell, *, head: bool = False) -> _Set:
    column, last = grid.columns[cell.place], grid.edges[cell.place + cell.span - 1]
    x = grid.edges[cell.place][0]
    width = last[0] + last[1] - x
    attributes: Attributes = (("Table", "ColSpan", cell.span),) if cell.span > 1 else ()
    head = head or column.header
    if head:
        attributes += (("Table", "Scope", "/Row"),)
    owner = row.child("TH" if head else "TD", attributes=attributes)
    content = cell.content
    if cell.muted:
        text = bench.setter.paragraph(content.parts, grid.muted, width)
    elif (kept := content.sets.get(width)) is not None:
        text = kept
    else:
        text = content.sets[width] = bench.setter.paragraph(content.parts, grid.cell, width)
    shift = grid.tails[cell.place] - content.tail if content.number else 0.0
    align = "end" if column.align in ("end", "decimal") else column.align
    return _Set(text, x, width, align, owner, shift if text.width + shift <= width + 0.6 else 0.0)


def _slice(
    bench: Bench, grid: _Grid, cells: list[_Set], start: int, end: int, tallest: int, rule: tuple[Colour, float] | None
) -> Strip:
    """Part of a row from one line to another; the last part has the rule below."""
    first, last = start == 0, end == tallest
    above = grid.pad if first else 0.0
    height = (end - start) * grid.cell.leading + above + (grid.pad if last else 0.0)

    def draw(pen: Pen, top: float, height: float) -> None:
        if first and rule:
            pen.mark(None)
            pen.stroke(bench.x, top, bench.x + bench.width, top, *rule)
        for cell in cells:
            if cell.owner is not None:
                cell.owner.join()
            if len(cell.text.lines) > start:
                pen.set(
                    cell.text, cell.x - cell.shift, top + above, cell.width, cell.owner, cell.align, start, end - start
                )  # fmt: skip
        if last:
            pen.mark(None)
            pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, RULE, 0.5)

    return Strip(height, draw)


def _band(bench: Bench, grid: _Grid, body: Element, row: Band, reader: _Reader) -> Strip:
    whole = len(grid.columns)
    given: tuple[Cell, ...] = (Cell(row.text, strong=True, span=max(1, whole - 1)),)
    if whole > 1:  # a row of nothing but heads would be taken for more heads of the columns
        given += (Cell(row.amount, strong=True),)
    owner = body.child("TR")
    cells = [
        _set_cell(bench, grid, owner, cell, head=not number) for number, cell in enumerate(reader.row(given, True))
    ]
    cells[0].align = "natural"
    height = max(len(cell.text.lines) for cell in cells) * grid.cell.leading + grid.pad * 3.5

    def draw(pen: Pen, top: float, height: float) -> None:
        for cell in cells:
            if cell.owner is not None:
                cell.owner.join()
            pen.set(cell.text, cell.x - cell.shift, top + grid.pad * 2.5, cell.width, cell.owner, cell.align)
        pen.mark(None)
        pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, LINE, 0.6)

    return Strip(height, draw, keep=True)


# -- tables to be filled in by hand -------------------------------------------------------


def set_blank_table(bench: Bench, block: BlankTable) -> list[Strip]:
    """Known rows, then empty ones, tall enough to write in, with a rule under each and between columns.

    What is only room to write in is not in the tree, where it would be heard as hundreds of empty cells: a known row is
    there with its name and one cell for the rest, and of the empty rows the first alone, which says that there are some.
    """
    columns = tuple(Column(c.heading, c.align, c.share or 1.0) for c in block.columns)
    owner = _table(bench, block.summary)
    made = _caption(bench, owner, block.caption)
    voice = bench.edition.cell
    blank: tuple[tuple[str, ...], ...] = ((),) * block.blank_rows
    reader = _Reader(bench, columns, voice)
    rows = [reader.row(row, False) for row in (*block.rows, *blank)]
    grid = _grid(bench, columns, rows, voice)
    head = _head(bench, owner, grid)
    again = _again(grid, bench)
    made.append(head)
    body = owner.child("TBody")
    tall = block.row_height * MM
    for number, row in enumerate(rows):
        tagged = body if number < max(1, len(block.rows)) else None
        strip = _blank_row(bench, grid, tagged, row, tall, one_for_the_rest=2 * len(block.rows) >= len(columns) > 2)
        strip.spare = number >= len(block.rows)
        strip.repeat = (again,)
        made.append(strip)
    made[-1].after = bench.gap(4)
    return made


def _blank_row(
    bench: Bench, grid: _Grid, body: Element | None, row: _Cells, tall: float, *, one_for_the_rest: bool
) -> Strip:
    owner = body.child("TR") if body else Element("TR")
    cells = [_set_cell(bench, grid, owner, cell) for cell in row]
    said = any(part.text for cell in row[1:] for part in cell.content.parts)
    if body is None:
        for one in cells:
            one.owner = None
    elif one_for_the_rest and not said:
        cells[1].owner = owner.child("TD", attributes=(("Table", "ColSpan", len(cells) - 1),))
        for one in cells[2:]:
            one.owner = None
    lines = max(len(cell.text.lines) for cell in cells) * grid.cell.leading
    height = max(tall, lines + grid.pad)

    def draw(pen: Pen, top: float, height: float) -> None:
        for cell in cells:
            if cell.owner is not None:
                cell.owner.join()
            else:
                pen.mark(None)
            room = height - len(cell.text.lines) * grid.cell.leading
            pen.set(cell.text, cell.x, top + room - grid.pad / 2, cell.width, cell.owner, cell.align)
        pen.mark(None)
        pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, LINE, 0.6)
        for x, _ in grid.edges[1:]:
            pen.stroke(x - GUTTER / 2, top + 3, x - GUTTER / 2, top + height, RULE, 0.5)

    return Strip(height, draw)
