"""The place that lists every document which the group's records can produce, ready to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from communitydesk.desk.history import Changes
from communitydesk.desk.words import N_
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.grouped import GroupedList
from communitydesk.widgets.page import Page, label


@dataclass(frozen=True)
class _Row:
    key: str
    group: str
    title: str
    document: Document


class DocumentsPage(Page):
    """Every document, by what it is about. `context.extra["documents"]` gives them; opening one makes its PDF."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Documents")), scrolls=False)
        words = self.words
        self._asked = object()
        self.add_button(words(N_("Open document")), self._open_current, primary=True)
        self.body.addWidget(
            label(
                words(N_("Each is made afresh from your records when you open it. Look at it, then print or save it."))
            )
        )
        self.list = GroupedList(
            context,
            name=words(N_("Documents")),
            said=lambda rows: words.plural("{n} document", "{n} documents", len(rows)),
            empty=(words(N_("Documents appear here as soon as there is something to put into them.")), "", None),
        )
        self.list.opened.connect(self._open)
        self.body.addWidget(self.list, 1)

    def refresh(self) -> None:
        """List what can be made now, off the window's thread: with twelve years of records it takes a while."""
        words = self.words
        self._asked = asked = object()

        def work(_: Progress) -> list[_Row]:
            found: Sequence[Document] = self.context.extra["documents"]()
            return [_Row(one.id, words.say(one.group), words.say(one.title), one) for one in found]

        def done(rows: list[_Row]) -> None:
            if isValid(self) and self._asked is asked:  # else something changed meanwhile, and it was asked again
                self.list.set_rows(rows)

        self.context.window.run("", work, done, quiet=True)

    def _changed(self, changes: Changes) -> None:
        # any record may be the subject of a document
        if self.isVisible():
            QTimer.singleShot(0, self, self.refresh)
        else:
            self._stale = True

    def _open_current(self) -> None:
        row = self.list.current()
        if row is None:
            self.context.window.say(N_("Choose a document in the list first."))
        else:
            self._open(row)

    def _open(self, row: _Row) -> None:
        self.context.window.preview(row.document)
