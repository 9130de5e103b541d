"""How large windows become: as large as wished, and never larger than the screen they stand on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

EDGE = 16
"""Pixels that a window leaves free at the sides of the screen, for its own frame."""
BAR = 48
"""Pixels that it leaves free above and below, for its title bar and the system's own bar."""


def take_room(window: QWidget, width: int, height: int) -> None:
    """Give a window this size in pixels, or as much of it as its screen has."""
    free = window.screen().availableGeometry()
    window.resize(min(width, free.width() - EDGE), min(height, free.height() - BAR))
