"""How long a report of 200 payments and 24 photographs takes, against plain untagged ReportLab drawing the same pages.

The floor places the same letters and photographs at the same places, read off our own finished document, in one
embedded face, with no structure, shaping, metadata or line breaking: what the drawing alone costs.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from benchmarks.measure import Measured, Times
from communitydesk.desk.resources import resource
from communitydesk.paper import blocks as b
from communitydesk.paper import write_pdf

PAYMENTS, PHOTOGRAPHS = 200, 24
Page = tuple[list[tuple[float, float, float, str]], list[tuple[float, float, float, float]]]
"""Texts with place and size, and the places of pictures."""


def photographs(count: int = PHOTOGRAPHS) -> tuple[bytes, ...]:
    """Return pictures of the size that the program keeps (1600 x 1200, about 200 kB each)."""
    made = []
    for number in range(count):
        noise = Image.effect_noise((400, 300), 40 + number).resize((1600, 1200))
        sky = Image.linear_gradient("L").resize((1600, 1200))
        buffer = io.BytesIO()
        Image.merge("RGB", (noise, sky, Image.blend(noise, sky, 0.5))).save(buffer, "JPEG", quality=85)
        made.append(buffer.getvalue())
    return tuple(made)


def report(pictures: tuple[bytes, ...]) -> b.Story:
    """Return the report: text, a budget, a schedule of payments and the photographs in pairs."""
    rows = tuple(
        (str(n), f"{n % 28 + 1} March 2026", f"Payee number {n}", "Tools, timber and seeds", f"{n * 7.31:,.2f}", "yes")
        for n in range(1, PAYMENTS + 1)
    )
    columns = (
        b.Column("No.", "end", header=True),
        b.Column("Date"),
        b.Column("Paid to"),
        b.Column("For"),
        b.Column("Amount £", "decimal"),
        b.Column("Receipt"),
    )
    shown = tuple(b.Photograph(one, f"Photograph {n}", f"What it shows, {n}") for n, one in enumerate(pictures, 1))
    return b.Story(
        title="Growing together",
        page_words="Page {n} of {m}",
        made_on=dt.date(2026, 11, 21),
        foot="Kingsmead Community Garden",
        blocks=(
            b.Cover(
                "Growing together on the estate",
                "Final report",
                ("Kingsmead Community Garden",),
                "A sentence to quote.",
            ),
            b.KeyFigures(
                (b.KeyFigure("£4,562.10", "spent"), b.KeyFigure("38", "sessions"), b.KeyFigure("112", "people"))
            ),
            b.Heading("What we did with the money"),
            b.Paragraph("We bought tools and timber, and paid for the hall. " * 12),
            b.Table(columns, rows, totals=(("", "", "Total", "", "146,931.00", ""),)),
            b.Heading("What was achieved"),
            b.Paragraph("Of 60 people asked in October, 41 said they feel less alone than a year ago. " * 12),
            b.Photographs(shown),
        ),
    )


def floor(pdf: bytes, files: list[str], times: Times) -> None:
    """Time plain ReportLab with the words and pictures of a finished document.

    It reads the pictures from files: given bytes, it would decode each only to name it, which no drawing needs.
    """
    from reportlab import rl_config

    pages = _places(pdf)
    rl_config.useA85 = 0
    with times:
        _draw(pages, files)


def _draw(pages: list[Page], files: list[str]) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Body", str(resource("fonts", "AtkinsonHyperlegibleNext-Regular.ttf"))))
    canvas = Canvas(io.BytesIO(), pagesize=(595, 842), pageCompression=1)
    at = 0
    for words, boxes in pages:
        for x, y, size, text in words:
            canvas.setFont("Body", size)
            canvas.drawString(x, y, text)
        for x, y, width, height in boxes:
            canvas.drawImage(files[at % len(files)], x, y, width, height)
            at += 1
        for line in range(18):
            canvas.line(62, 100 + line * 38, 533, 100 + line * 38)
        canvas.showPage()
    canvas.save()


def _places(pdf: bytes) -> list[Page]:
    """Read off the lines of text and the pictures of each page."""
    import pypdfium2
    import pypdfium2.raw as raw

    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        words = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            said = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip()
            words.append((left, bottom, max(6.0, top - bottom), said))
        boxes = []
        for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)):
            left, bottom, right, top = thing.get_bounds()
            boxes.append((left, bottom, right - left, top - bottom))
        pages.append((words, boxes))
    document.close()
    return pages


def measure(rounds: int) -> Sequence[Measured]:
    """The report and its floor in turn, after one round to warm up."""
    pictures = photographs()
    story = report(pictures)
    pdf = write_pdf(story)
    ours, plain = Times(), Times()
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / f"{number}.jpg") for number in range(len(pictures))]
        for name, picture in zip(files, pictures, strict=True):
            Path(name).write_bytes(picture)
        floor(pdf, files, Times())
        for _ in range(rounds):
            with ours:
                write_pdf(story)
            floor(pdf, files, plain)
    source = "the least of the rounds; untagged ReportLab with the same words and pictures, useA85=0"
    return (Measured("Report, 200 payments, 24 photographs; plain", ours.least(), plain.least(), 2.5, source),)
