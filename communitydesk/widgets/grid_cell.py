"""The cell of a quick-entry grid that is being typed in: a field, and what may be meant right under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.grid_model import EntryColumn, Suggestion
from communitydesk.widgets.page import label

Step = Callable[[str], None]
_STEPS = {
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "back",
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
}

_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Cell(QWidget):
    """The field over the cell where the person is. `moved` says where they want to go: next, back, enter, up, down,
    save, remove or left."""  # fmt: skip

    moved = Signal(str)
    grew = Signal()

    def __init__(self, context: Context, column: EntryColumn, text: str, usual: str, name: str) -> None:
        super().__init__()
        self._context, self._column, self._first = context, column, text
        self.setObjectName("cell")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Highlight)
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(4), px(2), px(4), px(2))
        box.setSpacing(px(2))
        self.edit = QLineEdit(text)
        self.edit.setPlaceholderText(usual)
        self.edit.setAccessibleName(name)
        if column.number:
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.addWidget(self.edit)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(context.words(N_("What you may mean")))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemClicked.connect(self._clicked)
        self.list.hide()
        box.addWidget(self.list)
        self.hint = label("", "hint")
        self.hint.hide()
        box.addWidget(self.hint)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.chosen: Suggestion | None = None
        self._suggested: list[Suggestion] = []

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    @property
    def edited(self) -> bool:
        """Whether it is not what stood there at first."""
        return self.chosen is not None or self.edit.text() != self._first

    # -- what may be meant ----------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self.chosen = None
        self._offer(self._column.suggest(text) if self._column.suggest and text.strip() else ())

    def _offer(self, suggestions: Sequence[Suggestion]) -> None:
        self._suggested = list(suggestions)
        self.list.clear()
        for one in self._suggested:
            text = f"{one.text}, {one.hint}" if one.hint else one.text
            self.list.addItem(QListWidgetItem(text))
        rows = len(self._suggested)
        self.list.setVisible(rows > 0)
        if rows:
            self.list.setCurrentRow(0)
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + 2 * self.list.frameWidth() + 4)
        self._say()
        self.grew.emit()

    def _say(self) -> None:
        words, parts = self._context.words, []
        if self._suggested:
            parts.append(words(N_("Enter takes the marked one")))
        if self._column.add and self.text.strip():
            parts.append(words(N_("Ctrl+N {what}"), what=self._column.add_said or words(N_("adds a new one"))))
        self.hint.setText(" · ".join(parts))
        self.hint.setVisible(bool(parts))
        marked = self.marked
        self.edit.setAccessibleDescription(f"{marked.text}. {self.hint.text()}" if marked else self.hint.text())

    @property
    def marked(self) -> Suggestion | None:
        """The suggestion that Enter would take."""
        row = self.list.currentRow()
        return self._suggested[row] if 0 <= row < len(self._suggested) else None

    def take(self) -> None:
        """Take the marked suggestion, if there is one."""
        if marked := self.marked:
            self.chosen = marked
            self.edit.setText(marked.text)
            self._suggested = []
            self.list.hide()
            self.hint.hide()

    def _clicked(self, _: QListWidgetItem) -> None:
        self.take()
        self.moved.emit("next")

    def add_new(self) -> None:
        """Make something new of what was typed."""
        if self._column.add and self.text.strip() and (made := self._column.add(self.text)):
            self.chosen = made
            self.edit.setText(made.text)
            self._suggested = []
            self.moved.emit("enter")

    # -- keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Move on without the mouse."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STILL_HERE:
            self.moved.emit("left")
        return super().eventFilter(watched, event)

    def _wants(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if control:
            return enter or event.key() == Qt.Key.Key_Delete or (event.key() == Qt.Key.Key_N and bool(self._column.add))
        return enter or (event.key() == Qt.Key.Key_Escape and (self.edited or bool(self._suggested)))

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._control(key)
        if key in _STEPS:
            if key != Qt.Key.Key_Backtab:
                self.take()
            self.moved.emit(_STEPS[key])
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._up_or_down(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            return self._escape()
        return False

    def _control(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            self.moved.emit("save")
        elif key == Qt.Key.Key_Delete:
            self.moved.emit("remove")
        elif key == Qt.Key.Key_N and self._column.add:
            self.add_new()
        else:
            return False
        return True

    def _up_or_down(self, by: int) -> None:
        if self._suggested:
            self.list.setCurrentRow((self.list.currentRow() + by) % len(self._suggested))
            self._say()
        else:
            self.moved.emit("down" if by > 0 else "up")

    def _escape(self) -> bool:
        if self._suggested:
            self._offer(())
            return True
        if self.edited:
            self.chosen = None
            self.edit.setText(self._first)
            return True
        return False


class TickCell(QCheckBox):
    """The box over a cell that is ticked or not: Space changes it, Enter and the arrow keys move on."""

    moved = Signal(str)
    grew = Signal()

    def __init__(self, context: Context, on: bool, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Highlight)
        self.edited, self.text_, self.chosen = False, "", None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Move on without the mouse."""
        key = Qt.Key(event.key())
        arrows = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and _STEPS.get(key) == "enter":
            self.moved.emit("save")
        elif step := arrows.get(key) or _STEPS.get(key):
            self.moved.emit("down" if step == "enter" else step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:  # Qt calls this
        """Tab moves to the next cell, not to the next control."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and Qt.Key(event.key()) in tabs:
            self.keyPressEvent(event)
            return True
        return bool(super().event(event))

    def take(self) -> Any:
        """There is nothing to complete."""
