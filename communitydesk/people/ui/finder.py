"""Finds a session by the number on its sheet, for "find anything"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context

_NUMBER = re.compile(r"^(?:[^\W\d]+\s+)?[#№]?\s*(\d{1,8})$")


def sheets_by_number(context: Context, text: str) -> list[tuple[str, str, Callable[[], object]]]:
    """Return the sheets that have the number typed ("31", "sheet 31"): each opens its session's entry, filled in."""
    found = _NUMBER.match(" ".join(text.split()))
    if not found:
        return []
    from communitydesk.people.figures.rota import by_number  # not before the window stands

    words = context.words
    with context.desk.read() as session:
        rows = by_number(session, int(found[1]))
    return [
        (
            words(N_("Sheet {n}: {activity}, {day}"), n=one.number, activity=one.activity, day=one.day),
            words(N_("sign-in sheet")),
            partial(context.go, "people", None, "session", session=one.session_key, planned=one.planned_key),
        )
        for one in rows
    ]
