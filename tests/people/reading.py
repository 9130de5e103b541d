"""Reads a document of people back from its PDF: what a screen reader is told of it, and what the machine check finds."""

from __future__ import annotations

from pathlib import Path

import pdfua

from communitydesk.desk.words import Words
from communitydesk.paper import LARGE_PRINT, STANDARD, write_pdf
from communitydesk.paper.document import Document
from tests.paper.reader import Reading, words


def heard(document: Document, folder: Path) -> str:
    """Return the text of a document in reading order, after it was found whole, in both sizes of print."""
    story = document.make(Words())
    for edition in (LARGE_PRINT, STANDARD):
        path = folder / f"{edition.name}.pdf"
        path.write_bytes(write_pdf(story, edition=edition))
        assert list(pdfua.validate(path).findings) == []
        reading = Reading(path.read_bytes())
        assert reading.faults == []
    return words(reading.text())
