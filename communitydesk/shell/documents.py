"""The place that lists every document which the group's records can produce, ready to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer

from communitydesk.desk.history import Changes
from communitydesk.desk.words import N_
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context
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
        """List what can be made now."""
        words = self.words
        found: list[Document] = list(self.context.extra["documents"]())
        rows = [_Row(one.id, words.say(one.group), words.say(one.title), one) for one in found]
        self.list.set_rows(rows)

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
