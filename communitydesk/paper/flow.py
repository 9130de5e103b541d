"""Pages: strips of a document stacked from the top, so that nothing is parted that belongs together.

A strip is what is never parted: a line of text, a table's row, a photograph. Strips that keep with the next make a
run, and a run goes to the next page whole if it fits on one. Photographs in it give way a little before that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communitydesk.paper.pen import Pen

Draw = Callable[["Pen", float, float], None]
"""Draws a strip at a height from the page's top, as tall as given."""


@dataclass(slots=True)
class Strip:
    """A piece of a page. `before` and `after` are the least air around it; of two that meet, the larger counts.

    `least` is how far it may shrink. `repeat` is drawn again, as decoration, where the strip begins a page.
    `heading` is the number of the heading that it is, or -1. One that `floats` may wait for the next page while
    `light` ones fill this; `tiny` is how far it shrinks where there are none to do so. One that is
    `spare` may be left out.
    """

    height: float
    draw: Draw
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    least: float = -1.0
    repeat: tuple[Strip, ...] = ()
    new_page: bool = False
    heading: int = -1
    floats: bool = False
    light: bool = False
    tiny: float = -1.0
    spare: bool = False


@dataclass(slots=True)
class Placed:
    """A strip on its page, at a height from the top, as tall as it came out."""

    strip: Strip
    top: float
    height: float


@dataclass(slots=True)
class Page:
    """What stands on one page, from top to bottom, and how much room is used."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0

    def room(self, run: list[Strip], height: float, full: bool) -> float:
        """Return the room left after a run (negative: it does not fit), at full or at least size."""
        used, after, first = self.used, self.after, not self.placed
        for strip in run:
            if first:
                used += sum(head.height for head in strip.repeat)
            else:
                used += max(after, strip.before)
            used += strip.height if full or strip.least < 0 else strip.least
            after, first = strip.after, False
        return height - used

    def put(self, strip: Strip, short: float = 0.0) -> float:
        """Stack a strip, `short` points less tall where it may shrink; return what is still to be saved."""
        if self.placed:
            self.used += max(self.after, strip.before)
        else:
            for head in strip.repeat:
                self.placed.append(Placed(head, self.used, head.height))
                self.used += head.height
        saved = min(short, strip.height - strip.least) if strip.least >= 0 else 0.0
        self.placed.append(Placed(strip, self.used, strip.height - saved))
        self.used += strip.height - saved
        self.after = strip.after
        return short - saved


def paginate(strips: list[Strip], height: float) -> list[Page]:
    """Stack strips on pages of a height; there is always at least one page."""
    pages = [Page()]
    waiting: list[Strip] = []
    for run in _runs(strips):
        page = pages[-1]
        fits = not page.placed or _fits(page, run, height)
        if waiting and not (fits and _light(run)):
            _land(pages, waiting, height)
            waiting, page = [], pages[-1]
            fits = _fits(page, run, height)
        if page.placed and run[0].new_page:
            pages.append(Page())
        elif not fits and len(run) == 1 and run[0].floats:
            waiting = run
            continue
        elif page.placed and not fits and _fits(Page(), run, height):
            pages.append(Page())
        _stack(pages, run, height)
    if waiting:
        _land(pages, waiting, height)
    return pages


def trimmed(strips: list[Strip], height: float) -> list[Page]:
    """Stack strips; where the last page would stay nearly empty, leave out up to half of the spare ones to save it."""
    pages = paginate(strips, height)
    spare = [strip for strip in strips if strip.spare]
    if len(pages) < 2 or pages[-1].used > height * 0.45:
        return pages
    left = list(strips)
    for strip in spare[1:-1][::-1][: len(spare) // 2]:  # the last has the room below the table, the first may be tagged
        left = [one for one in left if one is not strip]
        fewer = paginate(left, height)
        if len(fewer) < len(pages):
            return fewer
    return pages


def _light(run: list[Strip]) -> bool:
    return all(strip.light and not strip.new_page and strip.heading < 0 for strip in run)


def _land(pages: list[Page], waiting: list[Strip], height: float) -> None:
    """Place what waited: small, where this page would stay too empty without it, or at the top of the next."""
    strip = waiting[0]
    if height - pages[-1].used > height * 0.12 and strip.tiny >= 0:
        waiting = [replace(strip, least=strip.tiny)]
    if not _fits(pages[-1], waiting, height):
        pages.append(Page())
    _stack(pages, waiting, height)


def _fits(page: Page, run: list[Strip], height: float) -> bool:
    return page.room(run, height, full=False) >= -0.01


def _stack(pages: list[Page], run: list[Strip], height: float) -> None:
    """Stack a run; one that is taller than a page is parted where it must be."""
    short = max(0.0, -pages[-1].room(run, height, full=True))
    whole = _fits(pages[-1], run, height)
    for strip in run:
        if not whole:
            lone = [strip]
            if pages[-1].placed and not _fits(pages[-1], lone, height):
                pages.append(Page())
            short = max(0.0, -pages[-1].room(lone, height, full=True))
        short = pages[-1].put(strip, short)


def _runs(strips: list[Strip]) -> list[list[Strip]]:
    runs: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined and not strip.new_page:
            runs[-1].append(strip)
        else:
            runs.append([strip])
        joined = strip.keep
    return runs
