"""A file that is open for reading only: why, and the way on, said as long as it is so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import button, label


def why_reading_only(context: Context, again: Callable[[bool], None]) -> QWidget:
    """Return the strip over every place; `again` opens the file anew, True takes it over from who forgot it."""
    words, desk, px = context.words, context.desk, context.theme.px
    strip = QWidget()
    strip.setObjectName("strip")
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(strip)
    row.setContentsMargins(px(24), px(8), px(24), px(8))
    row.addWidget(label(context.only_reading, "strong"), 1)
    if desk.held_by and desk.held_by.stale:
        row.addWidget(button(words(N_("Take it over")), lambda: again(True)))
    row.addWidget(button(words(N_("Try again")), lambda: again(False)))
    return strip
