"""A list whose columns have no room beside each other: each row's words one under another, with what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import button, label
from communitydesk.widgets.theme import SECOND

WRAPPED = 400
"""Rows of which each is as high as its own words need; in a longer list all are as high as the fullest."""
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Line:
    """One line of a row: what it is, what it says, how and where."""

    heading: str
    text: str
    font: QFont
    colour: str
    top: int
    height: int


class Stacked(QStyledItemDelegate):
    """Draws the first column of a list as the whole row. The column that stands out most is said first."""

    def __init__(self, context: Context, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = context.theme, view
        self._second = context.theme.font(SECOND)

    def lines(self, row: int, width: int) -> list[Line]:
        """Return what a row says at a width; what says nothing is left out."""
        model: Any = self._view.model()
        px, made, top = self._theme.px, [], self._theme.px(8)
        lead = next((number for number, one in enumerate(model.columns) if one.strong), 0)
        for number in sorted(range(len(model.columns)), key=lambda number: number != lead):
            index = model.index(row, number)
            text = str(index.data() or "")
            if not text:
                continue
            font = index.data(Qt.ItemDataRole.FontRole) or self._theme.font()
            brush = index.data(Qt.ItemDataRole.ForegroundRole)
            heading = "" if number == lead else model.columns[number].heading
            room = width - px(20) - (self.beside(width) if heading else 0)
            height = QFontMetrics(font).boundingRect(QRect(0, 0, max(1, room), 10_000), _FLAGS, text).height()
            colour = brush.color().name() if brush else self._theme.colours.ink
            made.append(Line(heading, text, font, colour, top, height))
            top += height + px(2)
        return made

    def beside(self, width: int) -> int:
        """How far to the right of its heading stands what a line says."""
        model: Any = self._view.model()
        letters = QFontMetrics(self._second)
        widest = max(letters.horizontalAdvance(column.heading) for column in model.columns)
        return min(widest + self._theme.px(16), width * 2 // 5)

    def height(self, row: int, width: int) -> int:
        """How high a row is at a width."""
        found = self.lines(row, width)
        return (found[-1].top + found[-1].height if found else self._theme.px(20)) + self._theme.px(10)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:  # Qt calls this
        """As high as its words."""
        width = self._view.viewport().width()
        return QSize(width, self.height(index.row(), width))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # Qt calls this
        """Draw the row's ground and rule as any other, then its lines."""
        self.initStyleOption(option, index)
        option.text = ""
        style = self._view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        room: QRect = option.rect
        left, beside = room.left() + self._theme.px(10), self.beside(room.width())
        painter.save()
        painter.setClipRect(room)
        for line in self.lines(index.row(), room.width()):
            at, top = left, room.top() + line.top
            if line.heading:
                painter.setFont(self._second)
                painter.setPen(QColor(self._theme.colours.muted))
                away = (
                    QFontMetrics(line.font).ascent() - QFontMetrics(self._second).ascent()
                )  # on one line with the words
                painter.drawText(QRect(at, top + away, beside, line.height), _FLAGS, line.heading)
                at += beside
            painter.setFont(line.font)
            painter.setPen(QColor(line.colour))
            painter.drawText(QRect(at, top, room.right() - self._theme.px(8) - at, line.height), _FLAGS, line.text)
        painter.restore()


class Sorting(QWidget):
    """Sorts a list by a choice, where there are no headings to press; a button turns the order round."""

    def __init__(self, context: Context, view: QTableView, headings: Sequence[str]) -> None:
        super().__init__()
        words, self._view = context.words, view
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.choice, told = DropDown(), label(words(N_("Sort by")), wrap=False)
        told.setBuddy(self.choice)
        self.choice.setAccessibleName(told.text())
        self.choice.addItems([words(N_("their usual order")), *headings])
        self.choice.activated.connect(lambda at: self._sort(at, Qt.SortOrder.AscendingOrder))
        self.round = button(words(N_("The other way round")), self._turn)
        row.addWidget(told)
        row.addWidget(self.choice, 1)
        row.addWidget(self.round)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Begin with how the headings sorted it."""
        super().showEvent(event)
        self.choice.setCurrentIndex(self._view.horizontalHeader().sortIndicatorSection() + 1)
        self.round.setEnabled(self.choice.currentIndex() > 0)

    def _turn(self) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        now = self._view.horizontalHeader().sortIndicatorOrder()
        self._sort(self.choice.currentIndex(), down if now == up else up)

    def _sort(self, at: int, order: Qt.SortOrder) -> None:
        self._view.sortByColumn(at - 1, order)
        self.round.setEnabled(at > 0)
