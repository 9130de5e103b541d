"""Paper: a story of blocks becomes a document that a funder trusts.

Tagged so that it can be heard (PDF/UA-1), made to last (PDF/A-3), and the same bytes whenever the story is the same.
Nothing heavy is imported until a document is written.
"""

from __future__ import annotations

from communitydesk.paper.blocks import Cancelled, Chart, Progress, Story
from communitydesk.paper.style import LARGE_PRINT, STANDARD, Edition

__all__ = ["LARGE_PRINT", "STANDARD", "Edition", "chart_svg", "page_images", "unprintable", "write_pdf"]


def write_pdf(
    story: Story,
    *,
    edition: Edition = STANDARD,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    limit: int | None = None,
) -> bytes:
    """Return a story as a PDF.

    `limit` is the most bytes that it may have; pictures are made coarser until it fits. Raises `Trouble` where
    letters can neither be printed nor named, a picture cannot be read or the limit cannot be met, and `desk.errors.Cancelled`
    when `cancelled` says so.
    """
    from communitydesk.paper.write import write

    return write(story, edition, progress, cancelled, limit)


def unprintable(story: Story) -> tuple[str, ...]:
    """Return the letters of a story that no face has, each once; empty when all of it can be printed.

    Each that has a name is printed as that, in brackets; only letters without a name keep `write_pdf` from writing.
    """
    from communitydesk.paper.letters import unprintable as find

    return find(story)


def chart_svg(
    chart: Chart, *, ink: str, muted: str, primary: str, surface: str = "#FFFFFF", width: float = 480, size: float = 11
) -> str:
    """Return a chart as SVG for the screen: the drawing that stands on paper, `width` and type `size` in pixels."""
    from communitydesk.paper.screen import chart_svg as draw

    return draw(chart, ink=ink, muted=muted, primary=primary, surface=surface, width=width, size=size)


def page_images(pdf: bytes, *, dots: int = 200, most: int = 40) -> tuple[bytes, ...]:
    """Return the pages of somebody's PDF (a receipt) as JPEG pictures, `dots` an inch, the first `most` of them.

    Raises `Trouble` if it is no PDF, is damaged or needs a password.
    """
    from communitydesk.paper.screen import page_images as draw

    return draw(pdf, dots=dots, most=most)
