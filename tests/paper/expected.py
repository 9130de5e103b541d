"""What a listener is to hear of a story: the words of each block, in order. Knows blocks, not how they are set."""

from __future__ import annotations

import functools

from communitydesk.paper import blocks as b
from communitydesk.paper.typed import plain


@functools.singledispatch
def said(block: object) -> list[str]:
    """The words of a block, in order."""
    raise AssertionError(f"no words known for {block!r}")


@said.register
def _(block: b.Cover) -> list[str]:
    return [block.kicker, block.title, " · ".join(block.facts), plain(block.lead)]


@said.register
def _(block: b.Heading) -> list[str]:
    return [block.number, block.text]


@said.register
def _(block: b.Paragraph) -> list[str]:
    return [plain(block.text)]


@said.register
def _(block: b.Bullets) -> list[str]:
    marks = [f"{n}." if block.ordered else "•" for n in range(1, len(block.items) + 1)]
    return [word for mark, item in zip(marks, block.items, strict=True) for word in (mark, plain(item))]


@said.register
def _(block: b.Checklist) -> list[str]:
    return [word for item in block.items for word in (plain(item.text), item.note)]


@said.register
def _(block: b.KeyFigures) -> list[str]:
    return [word for one in block.figures for word in (one.value, one.label)]


@said.register
def _(block: b.Facts) -> list[str]:
    return [word for label, value in block.rows for word in (label, plain(value))]


def _row(row: b.Row) -> list[str]:
    if isinstance(row, b.Band):
        return [row.text, row.amount]
    return [plain(cell.text) if isinstance(cell, b.Cell) else cell for cell in row]


@said.register
def _(block: b.Table) -> list[str]:
    if not block.rows and block.empty:
        return [block.empty]
    rows = [word for row in (*block.rows, *block.totals) for word in _row(row)]
    return [block.caption, *(column.heading for column in block.columns), *rows]


@said.register
def _(block: b.BlankTable) -> list[str]:
    return [block.caption, *(column.heading for column in block.columns), *(w for row in block.rows for w in row)]


@said.register
def _(block: b.FormLines) -> list[str]:
    return [word for row in block.rows for line in row for word in (line.label, line.value)]


@said.register
def _(block: b.Quotation) -> list[str]:
    return [block.text, block.attribution]


@said.register(b.Photograph)
@said.register(b.PageImage)
def _(block: b.Photograph | b.PageImage) -> list[str]:
    return [block.caption]


@said.register
def _(block: b.Photographs) -> list[str]:
    return [one.caption for one in block.photographs]


@said.register
def _(block: b.Notice) -> list[str]:
    return [block.title, plain(block.text)]


@said.register
def _(block: b.Declaration) -> list[str]:
    lines = [line for who in block.signatories for line in who]
    return [plain(block.text), *(word for line in lines for word in (line.label, line.value))]


@said.register
def _(block: b.Letterhead) -> list[str]:
    return [*block.sender, *block.recipient, block.dated, block.reference]


@said.register
def _(block: b.Closing) -> list[str]:
    return [block.text, *block.lines]


@said.register
def _(block: b.Together) -> list[str]:
    return [word for one in block.blocks for word in said(one)]


@said.register
def _(block: b.PageBreak) -> list[str]:
    return []
