"""Where a window may stand: on a screen that is there, no larger than it, its title bar within reach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect


def within(wanted: QRect, rooms: Sequence[QRect], bar: int = 32) -> QRect:
    """Return the place nearest to the wanted one that lies on one of the screens' free rooms.

    It goes to the room that it shares most with, or to the first when that screen is gone. `bar` is the height of a
    title bar, which stands above the rectangle. All in pixels.
    """
    if not rooms:
        return wanted

    def shared(room: QRect) -> int:
        both = room.intersected(wanted)
        return both.width() * both.height() if both.isValid() else 0

    room = max(rooms, key=shared).adjusted(0, bar, 0, 0)
    width, height = min(wanted.width(), room.width()), min(wanted.height(), room.height())
    x = max(room.left(), min(wanted.x(), room.left() + room.width() - width))
    y = max(room.top(), min(wanted.y(), room.top() + room.height() - height))
    return QRect(x, y, width, height)
