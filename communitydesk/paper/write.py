"""Sets a story: blocks to strips, strips to pages, pages to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from communitydesk.desk.errors import Cancelled as Stopped
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.paper import blocks as b
from communitydesk.paper import set_certificate, set_chart, set_forms, set_labels, set_pictures, set_table, set_text
from communitydesk.paper.bench import Bench, Title
from communitydesk.paper.finish import Draft, finish
from communitydesk.paper.flow import Page, Strip, trimmed
from communitydesk.paper.fonts import FontBook
from communitydesk.paper.letters import nameless, unprintable
from communitydesk.paper.lines import Setter
from communitydesk.paper.pen import Pen
from communitydesk.paper.pictures import QUALITIES, Album, Quality
from communitydesk.paper.style import MM, RULE, STANDARD, Edition
from communitydesk.paper.tags import Element

A4 = (210 * MM, 297 * MM)
NO_LETTERS = N_(
    "The document cannot be written, because it has letters that cannot be printed: {letters}. "
    "Write these words in other letters, or leave them out."
)
TOO_LARGE = N_(
    "The document is {size} even with small pictures, and may be {limit} at most. "
    "Leave out some photographs or receipts, or send it in two parts."
)

_SETTERS: dict[type, Callable[[Bench, Any], list[Strip]]] = {
    b.Cover: set_text.set_cover,
    b.Heading: set_text.set_heading,
    b.Paragraph: set_text.set_paragraph,
    b.Bullets: set_text.set_bullets,
    b.Checklist: set_text.set_checklist,
    b.Facts: set_text.set_facts,
    b.KeyFigures: set_text.set_key_figures,
    b.Quotation: set_text.set_quotation,
    b.Notice: set_text.set_notice,
    b.Table: set_table.set_table,
    b.BlankTable: set_table.set_blank_table,
    b.Photograph: set_pictures.set_photograph,
    b.Photographs: set_pictures.set_photographs,
    b.Chart: set_chart.set_chart,
    b.FormLines: set_forms.set_form_lines,
    b.Declaration: set_forms.set_declaration,
    b.Letterhead: set_forms.set_letterhead,
    b.Closing: set_forms.set_closing,
    b.Certificate: set_certificate.set_certificate,
}


def write(
    story: b.Story,
    edition: Edition = STANDARD,
    progress: b.Progress | None = None,
    cancelled: b.Cancelled | None = None,
    limit: int | None = None,
) -> bytes:
    """Return a story as a PDF of at most `limit` bytes; raise `Trouble` where that cannot be, `Cancelled` if told."""
    missing = nameless(unprintable(story))
    if missing:
        raise Trouble(NO_LETTERS, letters=" ".join(missing))
    watch = _Watch(progress, cancelled)
    made = b""
    for quality in QUALITIES if limit else QUALITIES[:1]:
        made = _write(story, edition, quality, watch)
        if not limit or len(made) <= limit:
            watch.at(1.0)
            return made
    raise Trouble(TOO_LARGE, size=_megabytes(len(made)), limit=_megabytes(limit or 0))


class _Watch:
    """Tells how far the work is, and stops it where it was called off."""

    def __init__(self, progress: b.Progress | None, cancelled: b.Cancelled | None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._told = 0.0

    def at(self, part: float) -> None:
        """Say how much is done, from 0 to 1; raise `Cancelled` if the work is to stop."""
        if self._cancelled is not None and self._cancelled():
            raise Stopped
        if self._progress is not None:
            self._told = max(self._told, part)  # another try with coarser pictures does not go back
            self._progress(self._told)


def _write(story: b.Story, edition: Edition, quality: Quality, watch: _Watch) -> bytes:
    from communitydesk.paper.press import Press

    width, height = A4[::-1] if story.landscape else A4
    book = FontBook()
    root = Element("Document")
    room = height - edition.top - edition.bottom
    bench = Bench(edition, Setter(book), Album(quality), root, edition.side, width - 2 * edition.side, room)
    pen = Pen(book, Press(width, height), width, height)
    if len(story.blocks) == 1 and isinstance(story.blocks[0], b.Labels):
        set_labels.draw(bench, pen, story.blocks[0], watch.at)
    else:
        _draw(bench, pen, story, watch)
    pen.end()
    root.in_story_order()
    watch.at(0.9)
    return finish(Draft(story, pen, root, bench.titles))


def _draw(bench: Bench, pen: Pen, story: b.Story, watch: _Watch) -> None:
    """Set the blocks in a column, make pages of it, and draw them with their feet."""
    edition = bench.edition
    bench.has_cover = any(isinstance(block, b.Cover) for block in story.blocks)
    strips = _strips(bench, story.blocks, watch)
    pages = trimmed(strips, bench.height)
    _find_titles(bench, pages)
    for number, page in enumerate(pages):
        watch.at(0.5 + 0.4 * number / len(pages))
        pen.page()
        for placed in page.placed:
            placed.strip.draw(pen, edition.top + placed.top, placed.height)
        _foot(bench, pen, story, number + 1, len(pages))


def _strips(bench: Bench, blocks: tuple[b.Block, ...], watch: _Watch) -> list[Strip]:
    """Set blocks in order; the contents come last, since they need all the headings."""
    made: list[Strip] = []
    waiting: list[tuple[int, b.Contents, Element]] = []
    new_page = False
    groups = list(_grouped(blocks))
    for number, block in enumerate(groups):
        watch.at(0.5 * number / len(groups))
        if isinstance(block, b.PageBreak):
            new_page = True
            continue
        start = len(made)
        if isinstance(block, b.Contents):
            waiting.append((start, block, bench.root.child("Div")))
            continue
        made += _block(bench, block, watch)
        if new_page and len(made) > start:
            made[start].new_page, new_page = True, False
    for start, contents, home in reversed(waiting):
        made[start:start] = set_text.set_contents(bench, contents, home)
    return made


def _block(bench: Bench, block: Any, watch: _Watch) -> list[Strip]:
    if isinstance(block, b.Together):
        made = _strips(bench, block.blocks, watch)
        for strip in made[:-1]:
            strip.keep = True
        return made
    if isinstance(block, list):
        return set_pictures.set_page_images(bench, block)
    return _SETTERS[type(block)](bench, block)


def _grouped(blocks: tuple[b.Block, ...]) -> Iterator[b.Block | list[b.PageImage]]:
    """Yield blocks, with neighbouring receipt pages as one list."""
    held: list[b.PageImage] = []
    for block in blocks:
        if isinstance(block, b.PageImage):
            held.append(block)
            continue
        if held:
            yield held
            held = []
        yield block
    if held:
        yield held


def _find_titles(bench: Bench, pages: list[Page]) -> None:
    for number, page in enumerate(pages):
        for placed in page.placed:
            if placed.strip.heading >= 0:
                title: Title = bench.titles[placed.strip.heading]
                title.page, title.top = number, bench.edition.top + placed.top


def _foot(bench: Bench, pen: Pen, story: b.Story, number: int, count: int) -> None:
    """Write the running foot: decoration, since it says nothing that the document does not."""
    if not story.foot and not story.page_words:
        return
    voice = bench.edition.foot
    words = story.page_words.replace("{n}", str(number)).replace("{m}", str(count))
    right = bench.one(words, voice, bench.width * 0.4)
    left = bench.one(story.foot, voice, bench.width - right.width - 16)
    top = pen.height - bench.edition.bottom + bench.gap(3.5)
    pen.close()
    pen.foot()
    pen.stroke(bench.x, top, bench.x + bench.width, top, RULE, 0.5)
    pen.set(left, bench.x, top + bench.gap(1.25), bench.width, None, first=0, count=2)
    pen.set(right, bench.x, top + bench.gap(1.25), bench.width, None, "end")
    pen.close()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
