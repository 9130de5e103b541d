"""Ctrl+K: finds any record, place or document by a few letters, by keyboard alone.

`context.extra["finders"]` may hold functions of (context, what is typed) that find more: rows of (text, kind, how to go).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.lettering import shape_item
from communitydesk.widgets.page import label
from communitydesk.widgets.room import take_room

MOST = 40
"""Records, and papers, that are shown at once: with twelve years of them a list of all would take long to fill."""


@dataclass(frozen=True)
class Target:
    """Something to go to: how it is called, what it is, and how to get there."""

    text: str
    kind: str
    go: Callable[[], None]


class Palette(QDialog):
    """Type, choose with the arrows, Enter. `places` are there at once; records come from the file's index.

    `papers` lists the documents, which takes a while with twelve years of records: it is done off the window's thread,
    and they join what was found by then. What the person has chosen stays chosen.
    """

    def __init__(
        self,
        context: Context,
        places: Sequence[Target],
        papers: Callable[[], Sequence[Target]],
        open_record: Callable[[Ref], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.context, self._open = context, open_record
        self._targets, self._listing = tuple(places), True
        words, px = context.words, context.theme.px
        self.setWindowTitle(words(N_("Find anything")))
        take_room(self, px(620), px(460))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(px(16),) * 4)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(words(N_("A name, an amount's payee, a place, a document ...")))
        self.edit.setAccessibleName(words(N_("Find anything")))
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        box.addWidget(self.edit)
        self.found = QListWidget()
        self.found.setWordWrap(True)  # long titles go on in the next line, so that nothing scrolls sideways
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setAccessibleName(words(N_("What was found")))
        self.found.itemActivated.connect(self._go)
        self.found.itemClicked.connect(self._go)
        box.addWidget(self.found, 1)
        self.said = label("", "second")
        box.addWidget(self.said)
        self._search("")
        context.window.run("", lambda _: papers(), self._listed, quiet=True)

    def _listed(self, papers: Sequence[Target]) -> None:
        if not isValid(self):
            return
        self._targets, self._listing = (*self._targets, *papers), False
        row = self.found.currentRow()
        chosen = self.found.item(row).text() if row > 0 else None
        self._search(self.edit.text())
        for again in range(self.found.count()) if chosen else ():
            if self.found.item(again).text() == chosen:
                self.found.setCurrentRow(again)
                return

    def _search(self, text: str) -> None:
        self.found.clear()
        words = self.context.words
        typed = text.casefold().split()
        for finder in self.context.extra.get("finders", ()):
            for found, kind, go in finder(self.context, text):
                self._add(f"{found}   {kind}", go)  # a number that was typed off a sheet means that sheet
        named = [one for one in self._targets if all(word in one.text.casefold() for word in typed)]
        starts = text.strip().casefold()
        first = [one for one in named if one.text.casefold().startswith(starts)]
        papers = [one for one in named if not one.text.casefold().startswith(starts)]  # after what they are about
        records = self._records(text) if typed else []
        records.sort(key=lambda one: not one[0].casefold().startswith(starts))  # else as the index ranks them
        shown: list[tuple[str, str, Callable[[], object]]] = [(one.text, one.kind, one.go) for one in first[:MOST]]
        shown += records[:MOST]
        shown += [(one.text, one.kind, one.go) for one in papers[:MOST]]
        for found, kind, go in shown:
            self._add(f"{found}   {kind}", go)
        if self.found.count():
            self.found.setCurrentRow(0)
        count = self.found.count()
        if not count:
            said = words(
                N_("Looking through the documents ...") if self._listing else N_("Nothing has these words in it.")
            )
        elif max(len(first), len(records), len(papers)) > MOST:
            said = words(N_("More than {n} things found. Type another word to find fewer."), n=count)
        else:
            said = words.plural("{n} thing found", "{n} things found", count)
        self.said.setText(said)

    def _records(self, text: str) -> list[tuple[str, str, Callable[[], object]]]:
        """Records with these words, one more than are shown: then the person is told that there are more."""
        desk, words = self.context.desk, self.context.words
        found: list[tuple[str, str, Callable[[], object]]] = []
        for hit in desk.search(text, MOST + 1):
            record, cls = Ref(hit.table, hit.key), desk.record_class(hit.table)
            found.append((desk.title(record, words), words(cls.noun) if cls else "", partial(self._open, record)))
        return found

    def _add(self, text: str, go: Callable[[], object]) -> None:
        item = shape_item(QListWidgetItem(text), self.context.theme.font())
        item.setData(Qt.ItemDataRole.UserRole, go)
        self.found.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        self.accept()
        item.data(Qt.ItemDataRole.UserRole)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """The arrows move in the list while the person types."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                at = self.found.currentRow() + step
                self.found.setCurrentRow(max(0, min(self.found.count() - 1, at)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if item := self.found.currentItem():
                    self._go(item)
                return True
        return super().eventFilter(watched, event)
