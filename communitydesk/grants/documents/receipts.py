"""The receipts of a pack: each page a picture with what must not be seen burnt in, numbered as the schedule says."""

from __future__ import annotations

from collections.abc import Iterator

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.pictures import page_picture, redact
from communitydesk.desk.words import Words
from communitydesk.grants.documents.achieved import Content
from communitydesk.grants.figures.report_parts import ReceiptRow, ReportFigures
from communitydesk.paper import blocks as b


def receipt_blocks(
    figures: ReportFigures, words: Words, content: Content, cancelled: b.Cancelled | None = None
) -> list[b.Block]:
    """Return the receipts' pages in order. A receipt that cannot be read is said in its place, never passed over.

    Raises nothing for one bad receipt; stops early when `cancelled` says so.
    """
    made: list[b.Block] = []
    for row in figures.receipts:
        if cancelled and cancelled():
            break
        try:
            made += _pages(row, words, content)
        except FileTrouble as trouble:
            text = words("Receipt {number} cannot be shown. {why}", number=row.number, why=trouble.say(words))
            made.append(b.Notice(text, "late", words("Please note")))
    return made


def _pages(row: ReceiptRow, words: Words, content: Content) -> Iterator[b.PageImage]:
    stored = content(row.sha256)
    for page in range(1, max(1, row.pages) + 1):
        picture = page_picture(stored, row.media_type, page).content
        boxes = [
            (box.left, box.top, box.left + box.width, box.top + box.height) for box in row.boxes if box.page == page
        ]
        if boxes:
            picture = redact(picture, boxes)
        yield b.PageImage(picture, _alt(row, page, words), _caption(row, page, words))


def _alt(row: ReceiptRow, page: int, words: Words) -> str:
    return words(
        "A picture of receipt {number} for {amount}, page {page} of {pages}.",
        number=row.number,
        amount=words.money(row.amount),
        page=page,
        pages=max(1, row.pages),
    )


def _caption(row: ReceiptRow, page: int, words: Words) -> str:
    if row.pages > 1:
        return words(
            "Receipt {number}, for payment {payment}, page {page} of {pages}",
            number=row.number, payment=row.payment, page=page, pages=row.pages,
        )  # fmt: skip
    return words("Receipt {number}, for payment {payment}", number=row.number, payment=row.payment)
