"""Which evidence stands in a report and in what order; what has no consent says so and stays out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.grants.actions import reports
from communitydesk.grants.figures.evidence import CardChoice, card_choices
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.impact.model import CARD_KINDS
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes

KEY = Qt.ItemDataRole.UserRole


class EvidencePanel(QWidget):
    """The award's evidence with a box each; ticked ones are printed, in the order of the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self._figures: ReportFigures | None = None
        self._shown: tuple[CardChoice, ...] = ()
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self.wanted = label("", "hint")
        box.addWidget(self.wanted)
        self.list = QListWidget()
        self.list.setAccessibleName(self.words(N_("Evidence of this grant")))
        self.list.setIconSize(QSize(px(72), px(48)))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(px(260))
        self.list.itemChanged.connect(self._ticked)
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.up = button(self.words(N_("Earlier")), writes(lambda: self._move(-1)))
        self.down = button(self.words(N_("Later")), writes(lambda: self._move(1)))
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addStretch(1)
        row.addWidget(
            button(self.words(N_("Add evidence")), writes(lambda: context.go("impact", None, "cards")), link=True)
        )
        box.addLayout(row)

    def show_report(self, figures: ReportFigures) -> None:
        """Show the award's cards, those of the report first."""
        self._figures = figures
        with self.context.desk.read() as session:
            cards = card_choices(session, figures, self.context.today())
        n = figures.terms.photographs.value
        self.wanted.setText(
            self.words.plural("{n} photograph is wanted.", "{n} photographs are wanted.", n) if n else ""
        )
        if cards != self._shown:
            self._shown = cards
            self._fill(cards)

    def _fill(self, cards: tuple[CardChoice, ...]) -> None:
        at = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for card in cards:
            self.list.addItem(self._item(card))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(at, self.list.count() - 1))

    def _item(self, card: CardChoice) -> QListWidgetItem:
        words = self.words
        kind = words(CARD_KINDS.get(card.kind, ""))
        text = words(N_("{card} ({kind})"), card=card.name, kind=kind)
        item = QListWidgetItem(f"{text}\n{words.say(card.consent)}")
        item.setData(KEY, card.key)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if not self.context.only_reading:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if card.used else Qt.CheckState.Unchecked)
        if card.sha256 and (icon := self._icon(card.sha256)):
            item.setIcon(icon)
        return item

    def _icon(self, sha256: str) -> QIcon | None:
        try:
            image = QImage.fromData(self.context.desk.content(sha256))
        except Trouble:
            return None
        size = self.list.iconSize() * 2
        return QIcon(QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)))

    def _ticked(self, _item: QListWidgetItem) -> None:
        self._store()

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self.list.count():
            return
        self.list.blockSignals(True)
        self.list.insertItem(to, self.list.takeItem(at))
        self.list.setCurrentRow(to)
        self.list.blockSignals(False)
        self._store()

    def _store(self) -> None:
        figures = self._figures
        if figures is None:
            return
        items = [self.list.item(at) for at in range(self.list.count())]
        keys = [str(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
        self.context.attempt(lambda: reports.choose_cards(self.context.desk, figures.key, keys), self)
