"""A week in which the parts of each day are ticked, by mouse or with the arrow keys and Space."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.people.model.skills import SLOTS, WEEKDAYS
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import label
from communitydesk.widgets.reading import only_read

_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class WeekGrid(QWidget):
    """Seven days and the parts of each. Tab comes in and goes out; the arrows go from box to box."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        words = context.words
        self.setAccessibleName(words(N_("When they are free")))
        self.boxes: dict[tuple[int, str], QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(context.theme.px(20))
        grid.setVerticalSpacing(context.theme.px(6))
        for column, slot in enumerate(SLOTS, 1):
            grid.addWidget(label(words(SLOTS[slot]), "hint", wrap=False), 0, column, Qt.AlignmentFlag.AlignHCenter)
        for weekday, name in enumerate(WEEKDAYS):
            grid.addWidget(label(words(name), wrap=False), weekday + 1, 0)
            for column, (slot, part) in enumerate(SLOTS.items(), 1):
                box = QCheckBox()
                box.setAccessibleName(f"{words(name)}, {words(part)}")
                box.setToolTip(box.accessibleName())
                box.toggled.connect(lambda _: self.edited.emit())
                box.installEventFilter(self)
                if self.boxes:
                    box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                self.boxes[weekday, slot] = box
                only_read(context, box)
                grid.addWidget(box, weekday + 1, column, Qt.AlignmentFlag.AlignHCenter)
        grid.setColumnStretch(len(SLOTS) + 1, 1)

    def cells(self) -> frozenset[tuple[int, str]]:
        """Which are ticked: (day of the week, part of the day)."""
        return frozenset(cell for cell, box in self.boxes.items() if box.isChecked())

    def set_cells(self, cells: Collection[tuple[int, str]]) -> None:
        """Tick exactly these."""
        for cell, box in self.boxes.items():
            box.setChecked(cell in cells)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """Go to the next box with the arrows; the box one is in is the one that Tab comes back to."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QCheckBox):
            step = _STEPS.get(Qt.Key(event.key()))
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._go(watched, *step)
                return True
        if event.type() == QEvent.Type.FocusIn:
            for box in self.boxes.values():
                box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if box is watched else Qt.FocusPolicy.ClickFocus)
        return super().eventFilter(watched, event)

    def _go(self, box: QCheckBox, down: int, right: int) -> None:
        slots = tuple(SLOTS)
        weekday, slot = next(cell for cell, one in self.boxes.items() if one is box)
        row, column = weekday + down, slots.index(slot) + right
        if 0 <= row < len(WEEKDAYS) and 0 <= column < len(slots):
            self.boxes[row, slots[column]].setFocus(Qt.FocusReason.OtherFocusReason)
