"""Lists that drop down and numbers with arrows, which the wheel passes over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class DropDown(QComboBox):
    """Chooses one of a few. The wheel scrolls the page around it: what it changed would be saved without being seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nor does the wheel take the keyboard from where one types

    def wheelEvent(self, event: QWheelEvent) -> None:  # Qt calls this
        """Leave it to what scrolls."""
        event.ignore()


class Spin(QSpinBox):
    """A small number. The wheel is for the page, as with lists."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nor does the wheel take the keyboard from where one types

    def wheelEvent(self, event: QWheelEvent) -> None:  # Qt calls this
        """Leave it to what scrolls."""
        event.ignore()
