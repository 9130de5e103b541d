"""Evidence in a list, each with a small picture and whether it may be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk import pictures as making
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.impact.figures import CardRow, Picture
from communitydesk.impact.model import CARD_KINDS
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Empty, label

Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT = 116, 87


class CardsModel(QAbstractListModel):
    """Shows cards; small pictures are made when they come into view and kept while the list lives."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.all: list[CardRow] = []
        self.rows: list[CardRow] = []
        self._pictures: Mapping[str, Picture] = {}
        self._small: dict[str, QPixmap | None] = {}
        self._wanted = ""

    def set_rows(self, rows: Sequence[CardRow], pictures: Mapping[str, Picture]) -> None:
        """Show these cards."""
        self._pictures = pictures
        self.all = list(rows)
        self.narrow(self._wanted)

    def narrow(self, text: str) -> None:
        """Show only cards that hold every word of a text."""
        self.beginResetModel()
        self._wanted, words = text, text.casefold().split()
        self.rows = [row for row in self.all if all(word in self._all_of(row) for word in words)] if words else self.all
        self.endResetModel()

    def _all_of(self, row: CardRow) -> str:
        return "\n".join((*self.lines(row), row.text, row.caption)).casefold()

    def lines(self, row: CardRow) -> tuple[str, str, str]:
        """Return a card's title, its second line, and the sentence about its consent or what it lacks."""
        kind = self.words(CARD_KINDS.get(row.kind, row.kind))
        second = "  ·  ".join(filter(None, (kind, self.words.date(row.made_on) if row.made_on else "", row.said_by)))
        told = [self.words.say(one) for one in row.troubles] or [self.words.say(row.consent.sentence)]
        return row.name, second, " ".join(told)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cards are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a card shows and says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(self.lines(row))
        return row if role == Qt.ItemDataRole.UserRole else None

    def small(self, row: CardRow) -> QPixmap | None:
        """Return a card's small picture, None when it has none."""
        picture = self._pictures.get(row.attachment_key or "")
        if picture is None:
            return None
        if picture.sha256 not in self._small:
            self._small[picture.sha256] = self._made(picture)
        return self._small[picture.sha256]

    def _made(self, picture: Picture) -> QPixmap | None:
        try:
            content = self.context.desk.content(picture.sha256)
            made = making.thumbnail(content, picture.media_type, self.context.theme.px(WIDTH * 2))
        except Trouble:
            return None
        pixmap = QPixmap()
        pixmap.loadFromData(made)
        return pixmap


class CardPainter(QStyledItemDelegate):
    """Draws a card: picture at the left, three lines beside it, the last in the colour of its state, with a sign."""

    def __init__(self, context: Context, model: CardsModel) -> None:
        super().__init__()
        self.context, self._model = context, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # Qt calls this
        """Every card is as high as its picture."""
        return QSize(self.context.theme.px(400), self.context.theme.px(HEIGHT + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # Qt calls this
        """Draw one card."""
        theme, row = self.context.theme, index.data(Qt.ItemDataRole.UserRole)
        c, px, area = theme.colours, theme.px, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(c.selection if chosen else c.surface))
        painter.setPen(QColor(c.hairline))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(c.primary))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        spot = QRect(area.left() + px(12), area.top() + px(10), px(WIDTH), px(HEIGHT))
        self._picture(painter, spot, row)
        text = QRect(spot.right() + px(16), area.top() + px(12), area.right() - spot.right() - px(32), px(24))
        title, second, told = self._model.lines(row)
        state = "late" if not row.consent.printable else "due" if row.consent.state == "soon" or row.troubles else "ok"
        sign = {"late": "✕", "due": "!", "ok": "✓"}[state]
        for words, font, colour in (
            (title, theme.font(strong=True), c.ink),
            (second, theme.font(13), c.muted),
            (f"{sign}  {told}", theme.font(13, strong=state != "ok"), getattr(c, state)),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitted)
            text.translate(0, px(28))
        painter.restore()

    def _picture(self, painter: QPainter, spot: QRect, row: CardRow) -> None:
        theme, pixmap = self.context.theme, self._model.small(row)
        if pixmap is not None and not pixmap.isNull():
            fitted = pixmap.size().scaled(spot.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, fitted.width(), fitted.height())
            place.moveCenter(spot.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, pixmap)
            return
        painter.fillRect(spot, QColor(theme.colours.canvas))
        painter.setPen(QColor(theme.colours.muted))
        painter.setFont(theme.font(13))
        said = " ".join(row.text.split())[:70] or self.context.words(N_("no picture"))
        if row.number is not None:
            said = f"{self.context.words.number(row.number)} {row.unit}".strip()
        spot = spot.adjusted(theme.px(6), theme.px(4), -theme.px(6), -theme.px(4))
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), said)


class _View(QListView):
    def __init__(self, opened: Callable[[CardRow], None]) -> None:
        super().__init__()
        self._opened = opened
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda index: opened(index.data(Qt.ItemDataRole.UserRole)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter opens the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._opened(self.currentIndex().data(Qt.ItemDataRole.UserRole))
            return
        super().keyPressEvent(event)


class CardList(QWidget):
    """The evidence, narrowed by words; a card opens its record."""

    def __init__(self, context: Context, first: Callable[[], None]) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        words = self.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.model = CardsModel(context)
        self.view = _View(lambda row: context.go("impact", row.key))
        self.view.setAccessibleName(words(N_("Evidence")))
        self.view.setModel(self.model)
        self._painter = CardPainter(context, self.model)
        self.view.setItemDelegate(self._painter)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(words(N_("Find in this list")))
        self.filter.setAccessibleName(words(N_("Find evidence with these words")))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(context.theme.px(240))
        self.filter.textChanged.connect(self._narrow)
        self.said = label("", "second")
        row = QHBoxLayout()
        row.addWidget(self.filter)
        row.addWidget(self.said, 1)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(row)
        inner.addWidget(self.view, 1)
        told = words(N_("Photographs, stories, quotations and numbers that show the difference you make belong here."))
        self.stack = QStackedWidget()
        self.stack.addWidget(inside)
        self.stack.addWidget(Empty(context, told, words(N_("Write the first story")), first))
        box.addWidget(self.stack)

    def show_cards(self, rows: Sequence[CardRow], pictures: Mapping[str, Picture]) -> None:
        """Show these cards; the one that was chosen stays chosen."""
        kept = self.view.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.model.set_rows(rows, pictures)
        self.stack.setCurrentIndex(0 if rows else 1)
        for number, row in enumerate(self.model.rows):
            if kept is not None and row.key == kept.key:
                self.view.setCurrentIndex(self.model.index(number, 0))
        self._say()

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self._say()

    def _say(self) -> None:
        rows = self.model.rows
        said = self.words.plural("{n} piece of evidence", "{n} pieces of evidence", len(rows))
        out = sum(not row.consent.printable for row in rows)
        if out:
            said = self.words.plural(
                "{all}, {n} stays out of documents", "{all}, {n} stay out of documents", out, all=said
            )
        self.said.setText(said)
