"""The pages of a copy that was sent: what is blacked out by itself, and boxes drawn by hand over a face or a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from communitydesk.desk.pdf_pages import count_pages
from communitydesk.desk.pdf_words import Box, find_on_page
from communitydesk.desk.pictures import page_picture
from communitydesk.desk.words import N_
from communitydesk.protection.names import Needles
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.redaction import RedactionEditor

DPI = 110


class BlackOutSheet(Sheet):
    """A copy's pages with the boxes that were found; more may be drawn."""

    def __init__(
        self, context: Context, parent: QWidget, content: bytes, needles: Needles, own: Mapping[int, Sequence[Box]]
    ) -> None:
        super().__init__(
            context, context.words(N_("Black out more")), parent, width=900, save=context.words(N_("Use these boxes"))
        )
        self.content = content
        pages = count_pages(content)
        self.found = {
            number: list(find_on_page(content, number, needles.spans).boxes) for number in range(1, pages + 1)
        }
        shown = {number: [*self.found[number], *own.get(number, ())] for number in self.found}
        self.editor = RedactionEditor(context, self._page, pages, shown)
        self.editor.setMinimumHeight(context.theme.px(420) if not context.theme.large else context.theme.air(320))
        self.body.addWidget(self.editor, 1)
        self.editor.sheet.setFocus()

    def _page(self, number: int) -> bytes:
        return page_picture(self.content, "application/pdf", number, dpi=DPI).content

    def own_boxes(self) -> dict[int, list[Box]]:
        """Return the boxes that were drawn by hand; those that were found are made again with the copy."""
        drawn = self.editor.boxes()
        return {
            number: mine
            for number, boxes in drawn.items()
            if (mine := [one for one in boxes if one not in self.found.get(number, [])])
        }
