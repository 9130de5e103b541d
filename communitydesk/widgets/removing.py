"""Taking something away: it is done at once, since it can be taken back, and how is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context

REMOVED = N_("Removed. Ctrl+Z brings it back.")


def removed(context: Context, act: Callable[[], Any]) -> bool:
    """Take something away and say how to get it back; False when it could not be, which has then been said."""

    def done() -> bool:
        act()
        return True

    if not context.attempt(done):
        return False
    context.window.say(REMOVED)
    return True
