"""What is taken away can be brought back, and that is said."""

from __future__ import annotations

from typing import Any

from communitydesk.desk.errors import Trouble
from communitydesk.widgets.removing import removed
from tests.widgets.standin import stand_in


def test_who_takes_something_away_is_told_how_to_bring_it_back() -> None:
    context = stand_in()
    window: Any = context.window
    gone: list[str] = []
    assert removed(context, lambda: gone.append("activity"))
    assert gone == ["activity"]
    assert window.said == ["Removed. Ctrl+Z brings it back."]


def test_what_cannot_be_taken_away_is_said_and_nothing_else() -> None:
    context = stand_in()
    window: Any = context.window

    def act() -> None:
        raise Trouble("People came to it.")

    assert not removed(context, act)
    assert window.troubles == ["People came to it."]
    assert not window.said
