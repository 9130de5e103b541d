"""The same things for the screen: a chart as SVG, and pages of a PDF as pictures."""

from __future__ import annotations

import io

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.paper import charts
from communitydesk.paper.blocks import Chart
from communitydesk.paper.fonts import FontBook
from communitydesk.paper.lines import Setter
from communitydesk.paper.style import Voice
from communitydesk.paper.typed import Piece, clean

NO_PDF = N_("This file cannot be read as a PDF: it is damaged, or needs a password. Attach a photograph instead.")


def chart_svg(
    chart: Chart, *, ink: str, muted: str, primary: str, surface: str, width: float, size: float
) -> str:  # fmt: skip
    """Return a chart as SVG."""
    setter, voice = Setter(FontBook()), Voice(size, size * 1.4)

    def wrap(words: str, room: float) -> list[str]:
        lines = setter.paragraph(_pieces(words), voice, max(room, size * 2)).lines
        return [line.text for line in lines]

    type_ = charts.Type(size, lambda words: setter.paragraph(_pieces(words), voice, 1e6).width, wrap)
    plan = charts.drawing(chart, width, type_)
    return charts.svg(plan, size, ink, muted, primary, surface, charts.described(chart))


def _pieces(words: str) -> list[Piece]:
    return [Piece(clean(words).replace("\n", " "))]


def page_images(pdf: bytes, *, dots: int, most: int) -> tuple[bytes, ...]:
    """Return pages as JPEG pictures; pages of unusual size are made no larger than 4,000 pixels."""
    import pypdfium2

    made = []
    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for number in range(min(len(document), most)):
                page = document[number]
                longest = max(page.get_size()) or 1.0
                bitmap = page.render(scale=min(dots / 72, 4000 / longest))
                buffer = io.BytesIO()
                bitmap.to_pil().convert("RGB").save(buffer, "JPEG", quality=85, optimize=True)
                made.append(buffer.getvalue())
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as wrong:
        raise Trouble(NO_PDF) from wrong
    if not made:
        raise Trouble(NO_PDF)
    return tuple(made)
