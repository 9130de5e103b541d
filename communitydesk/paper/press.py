"""The press: ReportLab's canvas, which makes the pages, and the one seam through which shaped words reach them.

Shapes are drawn and pages parted by the canvas's own calls, pictures and faces are objects of its document. What it
has no call for goes in as operators through `Press.write`: marked content (BDC, EMC), which ReportLab does not know,
and words, since its own text calls cannot ask a face for figures of equal width, shape each word once, give two
letters that share a glyph a code each, or say how joined letters read.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

if TYPE_CHECKING:
    from communitydesk.paper.pictures import Picture


class Press(Canvas):  # type: ignore[misc]
    """A canvas of one page size in points whose pages start empty; the same drawing gives the same bytes."""

    def __init__(self, width: float, height: float) -> None:
        size = (round(width, 2), round(height, 2))
        super().__init__(io.BytesIO(), pagesize=size, invariant=1, pageCompression=0, pdfVersion=(1, 7))

    def init_graphics_state(self) -> None:
        """Start a page as ReportLab does, but fill shapes by the ordinary rule."""
        super().init_graphics_state()
        self._fillMode = FILL_NON_ZERO

    def _make_preamble(self) -> None:
        """Start pages without choosing a face: ReportLab would choose Helvetica, which cannot be embedded."""
        self._preamble = ""

    def showPage(self) -> None:
        """End a page, its operators packed at once: ReportLab would translate each letter of them."""
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        page.Contents = _stream({}, page.stream.encode("ascii"))

    def write(self, operators: str) -> None:
        """Add operators (ISO 32000-1, annex A) that ReportLab has no call for to the page, in ASCII."""
        self._code.append(operators)

    def picture(self, picture: Picture, matrix: tuple[float, float, float, float, float, float]) -> None:
        """Draw a picture in the unit square that a matrix turns and places; each picture is kept once."""
        if not self.hasForm(picture.key):
            self._doc.addForm(picture.key, _Jpeg(picture))
        self.saveState()
        self.transform(*matrix)
        self.doForm(picture.key)
        self.restoreState()

    def keep(self, entries: dict[str, Any], content: bytes | None = None) -> Any:
        """Add an object to the document, a stream where it has content; return the reference to it."""
        return self._doc.Reference(pdfdoc.PDFDictionary(entries) if content is None else _stream(entries, content))

    def array(self, *things: Any) -> Any:
        """Return an array of references."""
        return pdfdoc.PDFArray(things)

    def face(self, key: str, font: Any) -> None:
        """Let all pages use a font (a reference) under a key."""
        self._doc.idToObject[pdfdoc.BasicFonts][key] = font


class _Jpeg(pdfdoc.PDFImageXObject):  # type: ignore[misc]
    """A picture as it is kept, in grey or sRGB: ReportLab would decode a JPEG to name it, and spell it in ASCII."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.key)
        self.width, self.height, self.bitsPerComponent = picture.width, picture.height, 8
        self.colorSpace = "DeviceGray" if picture.components == 1 else "DeviceRGB"
        self.streamContent, self._filters = picture.jpeg, ("DCTDecode",)


def _stream(entries: dict[str, Any], content: bytes) -> pdfdoc.PDFStream:
    """Return a packed stream."""
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries | {"Filter": "/FlateDecode"}), packed(content))


def packed(content: bytes) -> bytes:
    """Return bytes as FlateDecode reads them, never ending in a carriage return: a strict reader takes one before
    `endstream` for part of the line's end (ISO 32000-1, 7.3.8.1). What follows the packed data is not read.
    """
    made = zlib.compress(content)
    return made + b"\0" if made.endswith(b"\r") else made
