"""Looks into PDFs and draws their pages as pictures. PDFium works for one thread at a time: all of it is locked."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import N_

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 200
LONGEST_SIDE = 5000  # dots, of a page that is drawn
_LOCK = threading.RLock()
_DAMAGED = N_("This PDF is damaged or is no PDF at all. Get it again, or photograph the page.")
_NO_PAGES = N_("This PDF has no pages. Get it again, or photograph the page.")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)\b")
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class PdfAbout:
    """What is known of a PDF: pages, whether it has instructions in it (scripts, programs to start), files inside."""

    pages: int
    active: bool
    attachments: int


def look_into(content: bytes) -> PdfAbout:
    """Return what a PDF holds. Raises FileTrouble when it is damaged, locked, empty or far too long."""

    def look(document: Any) -> PdfAbout:
        import pypdfium2.raw as pdfium

        scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw)
        attachments = max(0, pdfium.FPDFDoc_GetAttachmentCount(document.raw))
        document[0].close()  # the first page must open
        return PdfAbout(_pages(document), scripts > 0 or bool(_ACTIVE.search(content)), attachments)

    return _with(content, look)


def count_pages(content: bytes) -> int:
    """Return the number of pages. Raises FileTrouble as `look_into` does."""
    return _with(content, _pages)


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page in points. Raises FileTrouble."""
    return _with(content, lambda document: tuple(document.get_page_size(i) for i in range(_pages(document))))


def page_text(content: bytes, number: int) -> str:
    """Return the text of page `number`, from 1, as it can be copied out. Raises FileTrouble."""

    def read(document: Any) -> str:
        page = document[number - 1]
        try:
            text: str = page.get_textpage().get_text_bounded()
            return text.replace("\r\n", "\n").replace("\ufffe", "-")
        finally:
            page.close()

    return _with(content, read)


def files_in(content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the files that a PDF carries, by name. Raises FileTrouble."""

    def read(document: Any) -> tuple[tuple[str, bytes], ...]:
        found = (document.get_attachment(i) for i in range(document.count_attachments()))
        return tuple((one.get_name(), bytes(one.get_data())) for one in found)

    return _with(content, read)


def draw_page(content: bytes, number: int, dpi: int, longest: int = LONGEST_SIDE) -> Image.Image:
    """Return page `number`, from 1, drawn on white at `dpi`, its longest side at most `longest` dots (RGB).

    Forms and notes on the page are drawn too. Raises FileTrouble.
    """

    def draw(document: Any) -> Image.Image:
        if not 1 <= number <= _pages(document):
            raise FileTrouble(N_("This PDF has no page {number}."), number=number)
        page = document[number - 1]
        try:
            width, height = page.get_size()
            if not (0 < width < 1e6 and 0 < height < 1e6):
                raise FileTrouble(_DAMAGED)
            scale = min(dpi / 72, longest / max(width, height))
            drawn: Image.Image = page.render(scale=scale).to_pil()
            return drawn.convert("RGB")
        finally:
            page.close()

    return _with(content, draw)


def pictures_as_pdf(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """Return a PDF that holds the pictures, one a page, and nothing else; the same pictures give the same bytes."""
    stream = io.BytesIO()
    first, *rest = pages
    day = time.gmtime(0)
    first.save(
        stream, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=85, creationDate=day, modDate=day
    )
    return stream.getvalue()


def _pages(document: Any) -> int:
    pages = len(document)
    if pages == 0:
        raise FileTrouble(_NO_PAGES)
    if pages > MOST_PAGES:
        text = N_("This PDF has {n} pages. Save the pages that matter as a PDF of their own, and choose that.")
        raise FileTrouble(text, n=pages)
    return pages


def _with(content: bytes, work: Callable[[Any], _Result]) -> _Result:
    with _LOCK:
        document = _document(content)
        try:
            return work(document)
        except FileTrouble:
            raise
        except Exception:  # PdfiumError, and ctypes' own when a page makes no sense
            raise FileTrouble(_DAMAGED) from None
        finally:
            document.close()


def _document(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except Exception:
        # PDFium's own reason cannot be used: it keeps that of an earlier file
        raise FileTrouble(_why_not(content)) from None


def _why_not(content: bytes) -> str:
    if b"/Encrypt" in content:
        return N_("This PDF is locked with a password. Open it, print it to a new PDF, and choose that.")
    if re.search(rb"/Count\s+0\b", content) and not re.search(rb"/Type\s*/Page\b", content):
        return _NO_PAGES
    return _DAMAGED
