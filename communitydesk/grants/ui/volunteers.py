"""The summary of volunteering for a funder, reached from the list of people."""

from __future__ import annotations

from collections.abc import Callable

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context


def volunteers_papers() -> tuple[tuple[str, Callable[[Context], None]], ...]:
    """Return what grants add to the list of people: (what a button says, what it does)."""
    return ((N_("Summary for a funder"), _show),)


def _show(context: Context) -> None:
    from communitydesk.grants.documents.volunteers import volunteers_document

    context.window.preview(volunteers_document(context.desk, context.today()))
