"""Blacking out parts of a receipt, in a sheet around the editor; what is drawn is kept as one change."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import Trouble
from communitydesk.desk.pictures import page_picture
from communitydesk.desk.words import N_
from communitydesk.grants.actions import receipts
from communitydesk.grants.actions.receipts import Box
from communitydesk.grants.figures.spending import ReceiptRow
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.reading import writes
from communitydesk.widgets.redaction import RedactionEditor

Boxes = tuple[tuple[int, float, float, float, float], ...]
"""Page, left, top, width, height."""
DPI = 110


class RedactSheet(Sheet):
    """The pages of a receipt, with the boxes that are blacked out in every pack."""

    def __init__(self, context: Context, parent: QWidget | None, receipt: ReceiptRow) -> None:
        super().__init__(context, context.words(N_("Black out parts of the receipt")), parent, width=860)
        self.receipt = receipt
        there: dict[int, list[tuple[float, float, float, float]]] = {}
        for page, left, top, width, height in receipt.boxes:
            there.setdefault(page, []).append((left, top, left + width, top + height))
        self.editor = RedactionEditor(context, self._page, receipt.pages, there)
        self.editor.setMinimumHeight(context.theme.px(420) if not context.theme.large else context.theme.air(320))
        self.body.addWidget(self.editor, 1)
        self._clean = self.boxes()
        self.editor.sheet.setFocus()

    def _page(self, number: int) -> bytes:
        content = self.context.desk.content(self.receipt.sha256)
        return page_picture(content, self.receipt.media_type, number, dpi=DPI).content

    def boxes(self) -> Boxes:
        """Return every page's boxes."""
        return tuple(
            (page, left, top, right - left, bottom - top)
            for page, found in self.editor.boxes().items()
            for left, top, right, bottom in found
        )

    def unsaved(self) -> bool:
        """Whether a box was changed."""
        return self.boxes() != self._clean

    @writes
    def save(self) -> None:
        """Keep the boxes."""
        try:
            receipts.set_redactions(self.context.desk, self.receipt.key, [Box(*box) for box in self.boxes()])
        except Trouble as trouble:
            self.say_trouble(trouble)
            return
        self.accept()


def ask_redaction(context: Context, parent: QWidget, receipt: ReceiptRow) -> Boxes | None:
    """Show a receipt to be blacked out; return its boxes, None when the person changed their mind."""
    sheet = RedactSheet(context, parent, receipt)
    return sheet.boxes() if sheet.exec() else None
