"""A tick whose words fold where there is little room, and which is ticked by pressing its words as well."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from communitydesk.widgets.page import label


class _Presses(QObject):
    """Presses a tick when its words are pressed. The tick owns it."""

    def __init__(self, box: QCheckBox) -> None:
        super().__init__(box)
        self._box = box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Press it, with the keyboard on it as if it had been pressed itself."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            on_words = isinstance(watched, QWidget) and watched.rect().contains(event.position().toPoint())
            if on_words and event.button() == Qt.MouseButton.LeftButton and self._box.isEnabled():
                self._box.setFocus(Qt.FocusReason.MouseFocusReason)
                self._box.click()
                return True
        return False


def words_of(box: QCheckBox, words: QLabel) -> QLabel:
    """Make a label the words of a tick that has none of its own."""
    words.setBuddy(box)
    words.installEventFilter(_Presses(box))
    return words


def ticked(text: str) -> tuple[QWidget, QCheckBox]:
    """Return a tick with words that fold: what is put into the page, and the tick itself."""
    holder, box = QWidget(), QCheckBox()
    box.setAccessibleName(text)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    words = words_of(box, label(text))
    words.setContentsMargins(0, 4, 0, 0)  # on one line with the tick
    row.addWidget(words, 1)
    return holder, box
