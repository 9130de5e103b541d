"""Where words stand on the pages of a PDF, and the pages with some of them blacked out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communitydesk.desk.pdf_pages import _with, page_sizes

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of the page, 0 to 1."""
Spans = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something stands: first and past the last letter."""


@dataclass(frozen=True)
class Found:
    """What was found on one page: its boxes, and whether every find could be placed."""

    boxes: tuple[Box, ...]
    placed: bool


def find_on_page(content: bytes, number: int, spans: Spans) -> Found:
    """Return the boxes around what `spans` finds in the text of page `number`, from 1. Raises FileTrouble."""

    def look(document: Any) -> Found:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            textpage = page.get_textpage()
            letters = [textpage.get_text_range(i, 1) for i in range(textpage.count_chars())]
            text, owner = "", []
            for i, letter in enumerate(letters):
                text += letter
                owner += [i] * len(letter)
            boxes: list[Box] = []
            placed = True
            for start, end in spans(text):
                mine = sorted(set(owner[slice(*_whole_words(text, start, end))]))
                line = [_box(textpage, i) for i in mine]
                line = [one for one in line if one[2] > one[0] and one[3] > one[1]]
                placed &= bool(line)
                beside = [_box(textpage, i) for i in _neighbours(letters, mine)]
                boxes += _rows(line, beside, width, height)
            return Found(tuple(boxes), placed)
        finally:
            page.close()

    return _with(content, look)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the words around a find in a script whose letters join: there only a word's place is known for certain."""
    if any("\u0590" <= one < "\u2e80" and one.isalpha() for one in text[start:end]):
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


def _box(textpage: Any, i: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of a letter in points: its ink and the room that it takes."""
    ink, room = textpage.get_charbox(i), textpage.get_charbox(i, loose=True)
    return min(ink[0], room[0]), min(ink[1], room[1]), max(ink[2], room[2]), max(ink[3], room[3])


def _neighbours(letters: Sequence[str], mine: Sequence[int]) -> Sequence[int]:
    """Return the nearest letters before and after those found that are no spaces."""
    before = next((i for i in range(mine[0] - 1, max(-1, mine[0] - 4), -1) if letters[i].strip()), None)
    after = next((i for i in range(mine[-1] + 1, min(len(letters), mine[-1] + 4)) if letters[i].strip()), None)
    return [i for i in (before, after) if i is not None]


def _rows(
    letters: Sequence[tuple[float, float, float, float]],
    beside: Sequence[tuple[float, float, float, float]],
    width: float,
    height: float,
) -> list[Box]:
    """Return one box for each line that the letters (left, bottom, right, top in points) stand on.

    It reaches to the letters beside, since in many scripts a letter's ink is drawn by the one before it.
    """
    rows: list[list[float]] = []
    for left, bottom, right, top in letters:
        middle = (bottom + top) / 2
        for row in rows:
            if row[1] - 2 <= middle <= row[3] + 2:
                row[:] = [min(row[0], left), min(row[1], bottom), max(row[2], right), max(row[3], top)]
                break
        else:
            rows.append([left, bottom, right, top])
    for left, bottom, right, top in beside:
        for row in rows:
            if row[1] <= (bottom + top) / 2 <= row[3]:
                if row[2] <= left <= row[2] + (row[3] - row[1]):
                    row[2] = left
                elif row[0] - (row[3] - row[1]) <= right <= row[0]:
                    row[0] = right
    pad = 2.5
    return [
        (
            max(0.0, (left - pad) / width),
            max(0.0, 1 - (top + pad) / height),
            min(1.0, (right + pad) / width),
            min(1.0, 1 - (bottom - pad) / height),
        )
        for left, bottom, right, top in rows
    ]


def drawn_with_boxes(content: bytes, boxes: Mapping[int, Sequence[Box]], dpi: int = 130) -> list[bytes]:
    """Return every page as a JPEG picture with its boxes blacked out. Raises FileTrouble."""
    from PIL import ImageDraw

    from communitydesk.desk.pdf_pages import draw_page

    pages = []
    for number in range(1, len(page_sizes(content)) + 1):
        picture = draw_page(content, number, dpi)
        pen = ImageDraw.Draw(picture)
        for left, top, right, bottom in boxes.get(number, ()):
            corners = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
            pen.rectangle(corners, fill=(0, 0, 0))
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=88)
        pages.append(stream.getvalue())
    return pages
