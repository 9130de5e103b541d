"""Receipts of a payment: dropped, pasted or picked, made ready in the background, shown small, blacked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.pictures import Prepared, prepare, thumbnail
from communitydesk.desk.words import N_
from communitydesk.grants.actions import receipts as acts
from communitydesk.grants.figures.spending import ReceiptRow
from communitydesk.widgets.context import Context
from communitydesk.widgets.files import Brought, FileDrop
from communitydesk.widgets.form import show_whole
from communitydesk.widgets.page import button, clear, label
from communitydesk.widgets.reading import only_read, writes
from communitydesk.widgets.ticks import ticked


class Receipts(QWidget):
    """The receipts that a payment has, and new ones that are kept when it is saved."""

    edited = Signal()

    def __init__(self, context: Context, kept: Sequence[ReceiptRow] = ()) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self.kept = list(kept)
        self.new: list[Prepared] = []
        self._names: list[str] = []
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(label(self.words(N_("Receipts")), "fieldlabel"))
        self._shown = QVBoxLayout()
        box.addLayout(self._shown)
        self.drop = FileDrop(context, self.words(N_("Drop photographs or PDFs of the receipt here, or paste them.")))
        self.drop.brought.connect(self._brought)
        box.addWidget(self.drop)
        tick, self.keep_original = ticked(
            self.words(N_("Keep the original files too (a photograph's can tell where it was taken)"))
        )
        only_read(context, self.keep_original)
        box.addWidget(tick)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        self._show()

    # -- bringing in -----------------------------------------------------------------------

    def _brought(self, found: Sequence[Brought]) -> None:
        self.add_contents([one.content for one in found], [one.name for one in found])

    def add_contents(self, contents: Sequence[bytes], names: Sequence[str] = ()) -> None:
        """Make files ready in the background, then show them; of several by `names`, what is wrong is said by name."""
        keep = self.keep_original.isChecked()
        self._names = list(names) if len(names) > 1 else []
        self.error.hide()

        def work(progress: Any) -> list[Prepared | Trouble]:
            found: list[Prepared | Trouble] = []
            for number, content in enumerate(contents):
                progress(number / len(contents))
                try:
                    found.append(prepare(content, keep_original=keep))
                except Trouble as trouble:
                    found.append(trouble)
            return found

        self.context.window.run(N_("Making the receipt ready"), work, self._ready, quiet=True)

    def _ready(self, found: list[Prepared | Trouble]) -> None:
        told: list[str] = []
        for number, one in enumerate(found):
            if isinstance(one, Trouble):
                said = one.say(self.words)
                told.append(f"“{self._names[number]}”: {said}" if self._names else said)
                continue
            self.new.append(one)
            told += [self.words.say(note) for note in one.notes]
        self._show()
        if told:
            self._say("\n".join(dict.fromkeys(told)))
        self.edited.emit()

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        QTimer.singleShot(60, self.error, lambda: show_whole(self.error))  # once what scrolls has room for it

    # -- showing ---------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._shown)
        for number, one in enumerate(self.kept, 1):
            self._shown.addWidget(self._kept_row(number, one))
        for number, ready in enumerate(self.new, len(self.kept) + 1):
            self._shown.addWidget(self._new_row(number, ready))

    def _kept_row(self, number: int, one: ReceiptRow) -> QWidget:
        said = self._said(number, one.pages)
        if one.boxes:
            said += "\n" + self.words.plural("{n} part is blacked out", "{n} parts are blacked out", len(one.boxes))
        return self._row(
            self._picture(one.sha256, one.media_type, None, said), said,
            (self.words(N_("Black out parts")), writes(lambda: self._redact(one))),
            (self.words(N_("Remove")), writes(lambda: self._remove(one))),
        )  # fmt: skip

    def _new_row(self, number: int, ready: Prepared) -> QWidget:
        said = self.words(N_("{receipt}, new"), receipt=self._said(number, ready.pages))
        return self._row(
            self._picture("", ready.media_type, ready.content, said), said,
            (self.words(N_("Remove")), lambda: self._take_away(ready)),
        )  # fmt: skip

    def _said(self, number: int, pages: int) -> str:
        if pages > 1:
            return self.words(N_("Receipt {number}, {pages} pages"), number=number, pages=pages)
        return self.words(N_("Receipt {number}"), number=number)

    def _row(self, picture: QWidget, said: str, *acts: tuple[str, Any]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(picture)
        row.addWidget(label(said), 1)
        for text, act in acts:
            row.addWidget(button(text, act, link=True, name=f"{text}: {said}"))
        return holder

    def _picture(self, sha256: str, media_type: str, content: bytes | None, said: str) -> QLabel:
        size = self.context.theme.px(72)
        shown = QLabel()
        shown.setAccessibleName(said)
        shown.setFixedSize(size, size)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        try:
            small = thumbnail(content if content is not None else self.context.desk.content(sha256), media_type, size)
            pixmap = QPixmap()
            pixmap.loadFromData(QByteArray(small))
            shown.setPixmap(pixmap)
        except Trouble as trouble:
            shown.setText("!")
            shown.setToolTip(trouble.say(self.words))
        return shown

    def _take_away(self, ready: Prepared) -> None:
        self.new.remove(ready)
        self._show()
        self.edited.emit()

    def _remove(self, one: ReceiptRow) -> None:
        self.context.attempt(lambda: acts.remove_receipt(self.context.desk, one.key), self)
        self.kept.remove(one)
        self._show()

    def _redact(self, one: ReceiptRow) -> None:
        from communitydesk.grants.ui.redact import ask_redaction

        boxes = ask_redaction(self.context, self, one)
        if boxes is not None:
            from dataclasses import replace

            at = self.kept.index(one)
            self.kept[at] = replace(one, boxes=boxes)
            self._show()
