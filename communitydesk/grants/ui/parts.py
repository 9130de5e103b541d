"""Small parts that the pages of grants share: tables of figures with bars, rows of buttons, who may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.grants.figures.bank import line_choices
from communitydesk.grants.figures.choices import people_choices
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.page import bar, button, clear, label, rule

Cell = str | QWidget


class FigureTable(QWidget):
    """A few rows of figures under headings: texts at the left, numbers at the right, a total in bold at the foot.

    `kinds` has one letter a column: t text (takes the room), n number, w widget, s small widget (no wider than it is).
    """

    def __init__(self, context: Context, kinds: str, headings: Sequence[str] = (), name: str = "") -> None:
        super().__init__()
        self._context, self._kinds, self._headings = context, kinds, headings
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(12))
        self._grid.setVerticalSpacing(context.theme.px(7))
        self._under = int(context.theme.large and "w" in kinds and len(kinds) > 2)
        """1 where large text leaves no room beside the first text: the others stand in a line under it."""
        for number, kind in enumerate(kinds[self._under :]):
            self._grid.setColumnStretch(number, {"t": 3, "w": 2}.get(kind, 0))

    def show_rows(self, rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None = None) -> None:
        """Show these rows, and a total under them."""
        clear(self._grid)
        at = 0
        if self._headings:
            for number, text in enumerate(self._headings):
                if number >= self._under:
                    self._put(label(text, "hint", wrap=False), at, number)
            at = self._rule(at + self._under + 1, strong=True)
        for row in rows:
            for number, cell in enumerate(row):
                self._put(self._made(cell, number), at, number)
            at = self._rule(at + self._under + 1)
        if total is not None:
            for number, cell in enumerate(total):
                self._put(self._made(cell, number, strong=True), at, number)

    def _made(self, cell: Cell, number: int, *, strong: bool = False) -> QWidget:
        if isinstance(cell, QWidget):
            return cell
        return label(cell, "strong" if strong else "", wrap=self._kinds[number] == "t")

    def _put(self, widget: QWidget, at: int, number: int) -> None:
        align = Qt.AlignmentFlag.AlignVCenter
        if self._under and number == 0:
            self._grid.addWidget(widget, at, 0, 1, len(self._kinds) - 1)
            return
        at, column = at + self._under, number - self._under
        if self._kinds[number] == "n":
            align |= Qt.AlignmentFlag.AlignRight
            if isinstance(widget, QLabel):
                font = widget.font()
                font.setFeature(font.Tag("tnum"), 1)
                widget.setFont(font)
        if self._kinds[number] == "n":
            self._grid.addWidget(widget, at, column, align)
        else:
            self._grid.addWidget(widget, at, column)

    def _rule(self, at: int, *, strong: bool = False) -> int:
        self._grid.addWidget(rule(strong=strong), at, 0, 1, len(self._kinds))
        return at + 1


class FigureButton(QPushButton):
    """One large figure over the words that say what it is; pressing it shows the records that it adds up."""

    def __init__(self, context: Context, value: str, said: str, act: Callable[[], Any]) -> None:
        super().__init__()
        px = context.theme.px
        self.setObjectName("figurebutton")
        self.setAccessibleName(f"{value} {said}")
        self.setAccessibleDescription(context.words(N_("Shows what it adds up")))
        self.setToolTip(context.words(N_("Shows what it adds up")))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(18), px(14), px(18), px(14))
        box.setSpacing(px(4))
        for one in (label(value, "figure", wrap=False), label(said)):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(one)
        box.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:  # Qt calls this
        """What the words need."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """No narrower than the figure."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()


def spent_bar(context: Context, spent: int, budget: int) -> QWidget:
    """Return a bar that shows how much of a budget is spent; over it is said in words too."""
    words = context.words
    said = words("{spent} spent of {budget}", spent=words.money(spent), budget=words.money(budget))
    made = bar(spent / budget if budget > 0 else float(spent > 0), said, late=spent > budget)
    made.setMinimumWidth(context.theme.px(36))
    return made


class BarDelegate(QStyledItemDelegate):
    """Draws in a list's cell how much is spent; the cell's own text, which is read aloud, says the same."""

    def __init__(self, context: Context, share: Callable[[Any], float], row: Callable[[int], Any]) -> None:
        super().__init__()
        self._context, self._share, self._row = context, share, row

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # Qt calls this
        """Draw the bar over the cell's own ground."""
        theme, share = self._context.theme, self._share(self._row(index.row()))
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = plain.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        rect = QRectF(option.rect)
        height, inset = theme.px(10), theme.px(10)
        line = QRectF(rect.x() + inset, rect.center().y() - height / 2, max(0.0, rect.width() - 2 * inset), height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours.hairline))
        painter.drawRoundedRect(line, height / 2, height / 2)
        filled = QRectF(line)
        filled.setWidth(line.width() * max(0.0, min(1.0, share)))
        painter.setBrush(QColor(theme.colours.late if share > 1 else theme.colours.primary))
        if filled.width() >= 1:
            painter.drawRoundedRect(filled, min(height, filled.width()) / 2, min(height, filled.width()) / 2)
        painter.restore()


def buttons(*made: QWidget) -> QWidget:
    """Return widgets in a row at the left, which goes on in the next line where there is too little room."""
    holder, row = QWidget(), FlowLayout()
    holder.setLayout(row)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    for one in made:
        row.addWidget(one)
    return holder


def link(text: str, act: Callable[[], Any], name: str = "") -> QWidget:
    """Return a link that is no wider than its words."""
    made = button(text, act, link=True, name=name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def place_key(award_key: str | None, line_key: str | None) -> str:
    """Return the key by which an award's line is chosen."""
    return f"{award_key or ''}|{line_key or ''}" if award_key else ""


def place_of(key: str | None) -> tuple[str, str | None] | None:
    """Return the award and the line of a chosen key; None when nothing is chosen."""
    if not key:
        return None
    award, _, line = key.partition("|")
    return award, line or None


def places(desk: Desk, also: Sequence[tuple[str, str]] = ()) -> tuple[Choice, ...]:
    """Return every line of every award that runs, to choose from; `also` adds (key, text) of one that is closed."""
    found = [Choice(place_key(one.award_key, one.line_key), one.said) for one in line_choices(desk)]
    there = {one.key for one in found}
    return (*found, *(Choice(key, text) for key, text in also if key not in there))


def lines_of(figures: Any) -> Callable[[], Sequence[Choice]]:
    """Return the budget lines of an award, to choose from."""
    return lambda: tuple(Choice(line.key, line.name) for line in figures.lines)


def people(desk: Desk) -> tuple[Choice, ...]:
    """Return everybody on the list of people, to choose from."""
    return chosen_from(people_choices(desk))


def chosen_from(pairs: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """Return pairs of key and text as choices."""
    return tuple(Choice(key, text) for key, text in pairs)
