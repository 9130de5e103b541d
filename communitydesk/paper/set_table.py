"""Sets tables: columns as wide as they need, figures on the point, rules and no boxes, heads on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from communitydesk.paper.bench import Bench
from communitydesk.paper.blocks import Band, BlankTable, Cell, Column, Row, Table, Text
from communitydesk.paper.flow import Strip
from communitydesk.paper.lines import Set
from communitydesk.paper.pen import Pen
from communitydesk.paper.style import INK, LINE, MM, RULE, Colour, Voice
from communitydesk.paper.tags import Element
from communitydesk.paper.typed import Piece, pieces

_DECIMALS = re.compile(r"[.,]\d{1,2}\D*$")
_MINUS = re.compile(r"^-(?=[\d£€$.])")
GUTTER = 12.0
_TALL = 6


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
    pad: float


def set_table(bench: Bench, block: Table) -> list[Strip]:
    """A table; without rows, the sentence that says so."""
    look = bench.edition
    if not block.rows and block.empty:
        made: list[Strip] = []
        for text in bench.paragraph(block.empty, look.muted, bench.width):
            made += bench.strips(text, bench.root.child("P"), bench.x, bench.width)
            made[-1].after = bench.gap(3)
        return made
    voice = Voice(look.caption.size, look.caption.leading, "regular", INK, True) if block.small else look.cell
    owner = _table(bench, block.summary)
    made = _caption(bench, owner, block.caption)
    grid = _grid(bench, block, voice)
    head = _head(bench, owner, grid)
    made.append(head)
    body, foot = owner.child("TBody"), owner.child("TFoot")
    again = _again(grid, bench)
    rows = [strip for row in block.rows for strip in _row(bench, grid, body, row, False)]
    for strip in rows:
        strip.repeat = (again,)
    if rows and block.totals:
        rows[-1].keep = True
    for number, row in enumerate(block.totals):
        total = _row(bench, grid, foot, row, True, first=number == 0)
        for strip in total:
            strip.repeat, strip.keep = (again,), number < len(block.totals) - 1
        rows += total
    made += rows
    made[-1].after = bench.gap(4)
    return made


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


def _grid(bench: Bench, block: Table, voice: Voice) -> _Grid:
    look = bench.edition
    head = Voice(
        voice.size - 0.5 if look.name == "standard" else voice.size, voice.leading, "semibold", look.head.colour
    )
    needs = [bench.setter.natural(pieces(column.heading) or [Piece("")], head) for column in block.columns]
    tails = [0.0] * len(block.columns)
    for row in (*block.rows, *block.totals):
        if isinstance(row, Band):
            continue
        strong = row in block.totals
        for place, cell, span in _placed(row, len(block.columns)):
            if span > 1:
                continue
            parts = _pieces(cell, strong, block.columns[place].align)
            low, high = bench.setter.natural(parts, voice)
            needs[place] = max(needs[place][0], low), max(needs[place][1], high)
            if block.columns[place].align == "decimal":
                tails[place] = max(tails[place], _tail(bench, parts, voice))
    widths = _widths(block.columns, needs, bench.width - GUTTER * (len(block.columns) - 1))
    edges, x = [], bench.x
    for width in widths:
        edges.append((x, width))
        x += width + GUTTER
    return _Grid(block.columns, edges, tails, head, voice, bench.gap(1))


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


def _placed(row: tuple[str | Cell, ...], count: int) -> list[tuple[int, str | Cell, int]]:
    """Yield (column, cell, columns covered); cells that are too many are left out, missing ones are empty."""
    found: list[tuple[int, str | Cell, int]] = []
    place = 0
    for cell in row:
        if place >= count:
            break
        span = max(1, min(cell.span if isinstance(cell, Cell) else 1, count - place))
        found.append((place, cell, span))
        place += span
    return found + [(index, "", 1) for index in range(place, count)]


def _pieces(cell: str | Cell, strong: bool, align: str) -> list[Piece]:
    text: Text = cell.text if isinstance(cell, Cell) else cell
    if align == "decimal" and isinstance(text, str):
        text = _MINUS.sub("−", text)
    heavy = strong or (isinstance(cell, Cell) and cell.strong)
    found = [Piece(part.text, part.strong or heavy, part.url) for part in pieces(text)]
    return found or [Piece("")]


def _tail(bench: Bench, parts: list[Piece], voice: Voice) -> float:
    """Return the width of what stands from the decimal point on."""
    match = _DECIMALS.search("".join(part.text for part in parts))
    if not match:
        return 0.0
    return bench.setter.natural([Piece(match.group(), parts[-1].strong)], voice)[1]


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


def _row(bench: Bench, grid: _Grid, body: Element, row: Row, strong: bool, first: bool = False) -> list[Strip]:
    if isinstance(row, Band):
        return [_band(bench, grid, body, row)]
    owner = body.child("TR")
    cells = [
        _cell(bench, grid, owner, place, cell, span, strong) for place, cell, span in _placed(row, len(grid.columns))
    ]
    tallest = max(len(cell.text.lines) for cell in cells)
    rule = (INK, 0.9) if strong and first else None
    if tallest <= _TALL:
        return [_slice(bench, grid, cells, 0, tallest, tallest, rule)]
    cuts = [0, *range(2, tallest - 1), tallest]
    return [_slice(bench, grid, cells, start, end, tallest, rule) for start, end in pairwise(cuts)]


def _cell(
    bench: Bench, grid: _Grid, row: Element, place: int, cell: str | Cell, span: int, strong: bool
) -> _Set:  # fmt: skip
    column = grid.columns[place]
    x = grid.edges[place][0]
    width = grid.edges[place + span - 1][0] + grid.edges[place + span - 1][1] - x
    attributes: tuple[tuple[str, str, str | int | tuple[float, ...]], ...] = ()
    if span > 1:
        attributes += (("Table", "ColSpan", span),)
    if column.header:
        attributes += (("Table", "Scope", "/Row"),)
    owner = row.child("TH" if column.header else "TD", attributes=attributes)
    parts = _pieces(cell, strong, column.align)
    voice = grid.cell
    if isinstance(cell, Cell) and cell.tone in ("muted", "small"):
        voice = Voice(voice.size, voice.leading, voice.weight, bench.edition.muted.colour, True)
    text = bench.setter.paragraph(parts, voice, width)
    shift = grid.tails[place] - _tail(bench, parts, voice) if column.align == "decimal" and _number(parts) else 0.0
    align = "end" if column.align in ("end", "decimal") else column.align
    return _Set(text, x, width, align, owner, shift if text.width + shift <= width + 0.6 else 0.0)


def _number(parts: list[Piece]) -> bool:
    return any(letter.isdigit() for part in parts for letter in part.text)


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


def _band(bench: Bench, grid: _Grid, body: Element, row: Band) -> Strip:
    attributes = (("Table", "Scope", "/Row"), ("Table", "ColSpan", len(grid.columns)))
    owner = body.child("TR").child("TH", attributes=attributes)
    text = bench.one(row.text, Voice(grid.cell.size, grid.cell.leading, "semibold"), bench.width)
    height = len(text.lines) * grid.cell.leading + grid.pad * 3.5

    def draw(pen: Pen, top: float, height: float) -> None:
        owner.join()
        pen.set(text, bench.x, top + grid.pad * 2.5, bench.width, owner)
        pen.mark(None)
        pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, LINE, 0.6)

    return Strip(height, draw, keep=True)


# -- tables to be filled in by hand -------------------------------------------------------


def set_blank_table(bench: Bench, block: BlankTable) -> list[Strip]:
    """Known rows, then empty ones, tall enough to write in, with a rule under each and between columns."""
    columns = tuple(
        Column(c.heading, c.align, c.share if c.share is not None else 1.0, c.header) for c in block.columns
    )
    table = Table(columns, block.rows, caption=block.caption, summary=block.summary)
    owner = _table(bench, block.summary)
    made = _caption(bench, owner, block.caption)
    grid = _grid(bench, table, bench.edition.cell)
    head = _head(bench, owner, grid)
    again = _again(grid, bench)
    made.append(head)
    body = owner.child("TBody")
    tall = block.row_height * MM
    blank: tuple[tuple[str, ...], ...] = (("",) * len(columns),) * block.blank_rows
    for row in (*block.rows, *blank):
        strip = _blank_row(bench, grid, body, row, tall)
        strip.repeat = (again,)
        made.append(strip)
    made[-1].after = bench.gap(4)
    return made


def _blank_row(bench: Bench, grid: _Grid, body: Element, row: tuple[str, ...], tall: float) -> Strip:
    owner = body.child("TR")
    cells = [_cell(bench, grid, owner, place, cell, 1, False) for place, cell, _ in _placed(row, len(grid.columns))]
    lines = max(len(cell.text.lines) for cell in cells) * grid.cell.leading
    height = max(tall, lines + grid.pad)

    def draw(pen: Pen, top: float, height: float) -> None:
        for cell in cells:
            if cell.owner is not None:
                cell.owner.join()
            room = height - len(cell.text.lines) * grid.cell.leading
            pen.set(cell.text, cell.x, top + room - grid.pad / 2, cell.width, cell.owner, cell.align)
        pen.mark(None)
        pen.stroke(bench.x, top + height, bench.x + bench.width, top + height, LINE, 0.6)
        for x, _ in grid.edges[1:]:
            pen.stroke(x - GUTTER / 2, top + 3, x - GUTTER / 2, top + height, RULE, 0.5)

    return Strip(height, draw)
