"""A list under headings: things by what they belong to, found by typing, opened by Enter or two clicks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.matching import fold
from communitydesk.widgets.page import Empty, label

_ROW = int(Qt.ItemDataRole.UserRole)


class Grouped(Protocol):
    """A row of the list: its key, the heading it stands under, its title."""

    @property
    def key(self) -> str:
        """What tells it from the others."""

    @property
    def group(self) -> str:
        """The heading that it stands under."""

    @property
    def title(self) -> str:
        """What is shown."""


class _Tree(QTreeWidget):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter opens the row, or folds the heading."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class GroupedList(QWidget):
    """Rows under the headings that they belong to; a heading folds. `opened` gives the row that the person opens."""

    opened = Signal(object)

    def __init__(
        self, context: Context, *, name: str, said: Callable[[Sequence[Any]], str],
        empty: tuple[str, str, Callable[[], Any] | None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self._said = context, said
        self._rows: list[Grouped] = []
        self._folded: set[str] = set()
        words, px = context.words, context.theme.px
        self._stack = QStackedLayout(self)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        top = QHBoxLayout()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(words(N_("Find in this list")))
        self.filter.setAccessibleName(words(N_("Find rows with these words")))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(px(240))
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.said = label("", "second")
        top.addWidget(self.filter)
        top.addWidget(self.said, 1)
        box.addLayout(top)
        self.tree = _Tree()
        self.tree.setAccessibleName(name)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(px(20))
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.itemDoubleClicked.connect(lambda item, _: self._open(item))
        self.tree.entered.connect(lambda: self._open(self.tree.currentItem()))
        self.tree.itemCollapsed.connect(lambda item: self._folded.add(item.text(0)))
        self.tree.itemExpanded.connect(lambda item: self._folded.discard(item.text(0)))
        box.addWidget(self.tree, 1)
        self._stack.addWidget(inside)
        self._stack.addWidget(Empty(context, *empty))
        finding = QShortcut(QKeySequence("Ctrl+F"), self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(self.filter.setFocus)

    @property
    def rows(self) -> list[Any]:
        """The rows shown, in order."""
        return [item.data(0, _ROW) for head in self._heads() for item in _under(head) if not item.isHidden()]

    def set_rows(self, rows: Sequence[Grouped]) -> None:
        """Show these rows; what was chosen, and what was folded, stays so."""
        kept, at = self.current(), self.tree.verticalScrollBar().value()
        folded = set(self._folded)
        self._rows = list(rows)
        self.tree.clear()
        heads: dict[str, QTreeWidgetItem] = {}
        strong = self.context.theme.font(strong=True)
        for row in rows:
            head = heads.get(row.group)
            if head is None:
                head = heads[row.group] = QTreeWidgetItem(self.tree, [row.group])
                head.setFont(0, strong)
            item = QTreeWidgetItem(head, [row.title])
            item.setData(0, _ROW, row)
            item.setToolTip(0, f"<p>{escape(row.title)}</p>")  # where it is cut; never taken for markup
        for title, head in heads.items():
            head.setExpanded(title not in folded)
        self._folded = folded
        self._stack.setCurrentIndex(0 if rows else 1)
        self._narrow()
        if kept is not None:
            self.choose(kept.key)
            self.tree.verticalScrollBar().setValue(at)

    def choose(self, key: str) -> None:
        """Choose the row with this key."""
        for head in self._heads():
            for item in _under(head):
                if item.data(0, _ROW).key == key:
                    self.tree.setCurrentItem(item)
                    return

    def current(self) -> Any:
        """The row where the person is, or None."""
        item = self.tree.currentItem()
        return item.data(0, _ROW) if item else None

    def _heads(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _narrow(self) -> None:
        """Show only rows that hold every word of the box, in their title or their heading."""
        wanted = fold(self.filter.text()).split()
        for head in self._heads():
            seen = 0
            for item in _under(head):
                text = fold(f"{head.text(0)}\n{item.text(0)}")
                item.setHidden(not all(word in text for word in wanted))
                seen += not item.isHidden()
            head.setHidden(not seen)
            if wanted and seen and not head.isExpanded():
                head.setExpanded(True)
        self.said.setText(self._said(self.rows))

    def _open(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        row = item.data(0, _ROW)
        if row is None:
            item.setExpanded(not item.isExpanded())
        else:
            self.opened.emit(row)


def _under(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (head.child(number) for number in range(head.childCount()))
    return [item for item in found if item is not None]
