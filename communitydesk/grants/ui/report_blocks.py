"""Shows pieces of a document in the window: what the program fills in beside an answer is what will be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from communitydesk.paper import blocks as b
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import clear, label, rule

THUMB = 240
"""How wide a photograph is shown, in pixels at 100 %."""


def plain(text: b.Text) -> str:
    """Return a typed text without its marks."""
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else part.text for part in text)


class BlocksView(QWidget):
    """Shows blocks one below the other, read-only; texts can be selected and copied."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(context.theme.px(8))
        self._makers: dict[type, Callable[[b.Block], QWidget]] = {
            b.Paragraph: self._paragraph,
            b.Bullets: self._bullets,
            b.Table: self._table,
            b.Quotation: self._quotation,
            b.Photograph: self._photograph,
            b.Photographs: self._photographs,
            b.Chart: self._chart,
            b.Together: self._together,
            b.Heading: self._heading,
        }

    def show_blocks(self, blocks: Iterable[b.Block]) -> None:
        """Show these blocks instead of what was shown."""
        clear(self._box)
        for block in blocks:
            make = self._makers.get(type(block))
            if make:
                self._box.addWidget(make(block))

    def _paragraph(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Paragraph)
        small = block.tone in ("muted", "small")
        strong = not isinstance(block.text, str) and all(isinstance(part, b.Strong) for part in block.text)
        return label(plain(block.text), "hint" if small else "strong" if strong else "", selectable=True)

    def _heading(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Heading)
        return label(block.text, "strong")

    def _bullets(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Bullets)
        return label("\n".join(f"• {plain(item)}" for item in block.items), selectable=True)

    def _quotation(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Quotation)
        said = f"{block.text}\n{block.attribution}" if block.attribution else block.text
        return label(said, selectable=True)

    def _together(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Together)
        inner = BlocksView(self.context)
        inner.show_blocks(block.blocks)
        return inner

    def _chart(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Chart)
        rows = [(name, *(series.words[at] for series in block.series)) for at, name in enumerate(block.labels)]
        columns = (b.Column(block.sentence, header=True), *(b.Column(series.name, "end") for series in block.series))
        return self._table(b.Table(columns, tuple(rows)))

    def _photographs(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Photographs)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, one in enumerate(block.photographs):
            grid.addWidget(self._photograph(one), number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        return holder

    def _photograph(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Photograph)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        picture.setAccessibleName(block.alt)
        wide = self.context.theme.px(THUMB)
        pixmap = QPixmap.fromImage(QImage.fromData(block.content))
        if not pixmap.isNull():
            picture.setPixmap(
                pixmap.scaledToWidth(min(wide, pixmap.width()), Qt.TransformationMode.SmoothTransformation)
            )
        box.addWidget(picture)
        if block.caption:
            box.addWidget(label(block.caption, "hint"))
        return holder

    # -- tables ----------------------------------------------------------------------------

    def _table(self, block: b.Block) -> QWidget:
        assert isinstance(block, b.Table)
        holder = QWidget()
        holder.setAccessibleName(block.caption or block.summary)
        grid = QGridLayout(holder)
        px = self.context.theme.px
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(5))
        for at, column in enumerate(block.columns):
            grid.setColumnStretch(at, 2 if column.align == "start" else 0)
            grid.addWidget(label(column.heading, "hint", wrap=column.align == "start"), 0, at, _side(column))
        line = 1
        for row in (*block.rows, *block.totals):
            grid.addWidget(rule(), line, 0, 1, len(block.columns))
            self._row(grid, line + 1, row, block.columns)
            line += 2
        return holder

    def _row(self, grid: QGridLayout, line: int, row: b.Row, columns: Sequence[b.Column]) -> None:
        if isinstance(row, b.Band):
            grid.addWidget(label(row.text, "strong"), line, 0, 1, max(1, len(columns) - 1))
            if row.amount:
                grid.addWidget(label(row.amount, "strong", wrap=False), line, len(columns) - 1, _side(columns[-1]))
            return
        at = 0
        for cell in row:
            text, strong, span = (
                (cell, False, 1) if isinstance(cell, str) else (plain(cell.text), cell.strong, cell.span)
            )
            if at < len(columns):
                wraps = columns[at].align == "start"
                grid.addWidget(
                    label(text, "strong" if strong else "", wrap=wraps), line, at, 1, span, _side(columns[at])
                )
            at += span


def _side(column: b.Column) -> Qt.AlignmentFlag:
    if column.align == "start":
        return Qt.AlignmentFlag.AlignTop
    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
