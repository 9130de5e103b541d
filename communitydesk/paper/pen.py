"""The pen: draws on ReportLab's canvas and marks everything, either as an element's content or as decoration.

Marked content is never nested but for spans that say how shaped letters read. Lengths are points from the top left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from communitydesk.paper.lines import Line, Set, Token, visual, weight
from communitydesk.paper.style import PRIMARY, Colour, Voice
from communitydesk.paper.tags import Annotation, Element, Mark

if TYPE_CHECKING:
    from communitydesk.paper.fonts import FontBook, Word
    from communitydesk.paper.pictures import Picture
    from communitydesk.paper.press import Press


@dataclass(slots=True)
class Area:
    """A clickable area of a page: where it leads (an address, or a heading's number) and what it says."""

    page: int
    box: tuple[float, float, float, float]
    words: str
    url: str = ""
    target: int = -1


@dataclass(slots=True)
class Sheet:
    """One drawn page: for each mark on it, the element that owns it."""

    owners: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Pen:
    """Draws on pages of one size, through `press`; `areas` are gathered for the finished file."""

    book: FontBook
    press: Press
    width: float
    height: float
    sheets: list[Sheet] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    _open: Element | bool | None = None

    # -- pages and marks ------------------------------------------------------------------

    def page(self) -> None:
        """Start a new page."""
        self.end()
        self.sheets.append(Sheet())

    def end(self) -> None:
        """End the page that is open."""
        self.close()
        if self.sheets:
            self.press.showPage()

    def close(self) -> None:
        """End the marked content that is open."""
        if self._open is not None:
            self.press.write("EMC")
            self._open = None

    def mark(self, owner: Element | None) -> None:
        """What is drawn next belongs to `owner`, or is decoration (None)."""
        if owner is None:
            if self._open is not False:
                self.close()
                self.press.write("/Artifact BMC")
                self._open = False
            return
        if self._open is owner:
            return
        self.close()
        owner.join()
        sheet = self.sheets[-1]
        mark = Mark(len(self.sheets) - 1, len(sheet.owners))
        sheet.owners.append(owner)
        owner.kids.append(mark)
        self.press.write(f"/{owner.role} <</MCID {mark.number}>> BDC")
        self._open = owner

    def foot(self) -> None:
        """What is drawn next is the page's foot, until the pen is closed."""
        self.close()
        self.press.write("/Artifact <</Type /Pagination /Subtype /Footer>> BDC")
        self._open = False

    # -- shapes ---------------------------------------------------------------------------

    def box(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """Fill a rectangle."""
        self.press.setFillColorRGB(*fill)
        self.press.rect(_n(x), _n(self.height - y - height), _n(width), _n(height), stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, ink: Colour, thick: float) -> None:
        """Draw a rectangle's edge, inside its bounds."""
        half = thick / 2
        self._ink(ink, thick)
        self.press.rect(_n(x + half), _n(self.height - y - height + half), _n(width - thick), _n(height - thick))

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Colour, thick: float = 0.6) -> None:
        """Draw a straight line."""
        self._ink(ink, thick)
        self.press.line(_n(x1), _n(self.height - y1), _n(x2), _n(self.height - y2))

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle around a point."""
        self.press.setFillColorRGB(*fill)
        self.press.circle(_n(x), _n(self.height - y), _n(radius), stroke=0, fill=1)

    def ring(self, x: float, y: float, radius: float, ink: Colour, thick: float) -> None:
        """Draw a circle's edge."""
        self._ink(ink, thick)
        self.press.circle(_n(x), _n(self.height - y), _n(radius), stroke=1, fill=0)

    def _ink(self, ink: Colour, thick: float) -> None:
        self.press.setStrokeColorRGB(*ink)
        self.press.setLineWidth(_n(thick))

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture, turned upright, in a rectangle."""
        a, b, c, d, e, f = picture.matrix
        bottom = self.height - y - height
        matrix = (a * width, b * height, c * width, d * height, x + e * width, bottom + f * height)
        self.press.picture(picture, matrix)

    # -- text -----------------------------------------------------------------------------

    def line(self, line: Line, x: float, baseline: float, voice: Voice, owner: Element | None, rtl: bool) -> None:
        """Draw a line of text in logical order, each word where the line's visual order puts it."""
        run = _Run(self, voice, owner, x, baseline)
        if self._simple(line, run):
            return
        if any(token.level for token in line.tokens):
            self._turned(line, run, rtl)
        else:
            for index, token in enumerate(line.tokens):
                if index and token.before == "space":
                    run.space(token, line.tokens[index - 1])
                run.word(token)
        run.end()
        if owner is not None:
            self._line_end(line, run)

    def _simple(self, line: Line, run: _Run) -> bool:
        """Draw a line at once where it is of one face and needs no help, as most are; else say that it is not."""
        first = line.tokens[0]
        if not first.word.codes or line.ends == "shy":
            return False
        face = first.word.runs[0].face
        space = self.book.space(weight(run.voice, first.piece))
        codes: list[str] = []
        for token in line.tokens:
            if not token.word.codes or token.word.runs[0].face is not face or token.piece.url or token.level:
                return False
            if codes and token.before == "space":
                codes.append(space.codes)
            codes.append(token.word.codes)
        if space.runs[0].face is not face:
            return False
        if line.ends == "space" and run.owner is not None:
            codes.append(space.codes)
        self.mark(run.owner)
        self.press.write(run.shown(run.x, face.key, ((0.0, "".join(codes).replace("><", "")),), run.voice.colour))
        return True

    def _turned(self, line: Line, run: _Run, rtl: bool) -> None:
        """Draw a line that has words from right to left: each neighbouring lot of them as one span."""
        places: dict[tuple[int, bool], float] = {}
        start = at = run.x
        for unit in visual(line, rtl):
            places[unit] = at
            at += (
                self._space(run.voice, line.tokens[unit[0]]) if unit[1] else self._wide(run.voice, line.tokens[unit[0]])
            )
        for lot in _lots(line):
            if (lot[0], True) in places:
                run.move(places[(lot[0], True)])
                run.space(line.tokens[lot[0]])
            tokens = [line.tokens[index] for index in lot]
            run.move(places[(lot[-1] if tokens[0].level % 2 else lot[0], False)])
            if tokens[0].level % 2:
                run.from_right(tokens)
            else:
                run.word(tokens[0])
        run.move(start if rtl else at)

    def _line_end(self, line: Line, run: _Run) -> None:
        """Write the space that parts this line's last word from the next line's first."""
        if line.ends == "shy":
            run.actual(self.book.word("-", run.voice.weight), "\u00ad")
        elif line.ends == "space":
            run.space(line.tokens[-1])
        run.end()

    def _space(self, voice: Voice, token: Token) -> float:
        return self.book.space(weight(voice, token.piece)).width * voice.size / 1000

    def _wide(self, voice: Voice, token: Token) -> float:
        return token.word.width * voice.size / 1000

    def set(
        self, text: Set, x: float, y: float, width: float, owner: Element | None, align: str = "start", first: int = 0,
        count: int | None = None,
    ) -> None:  # fmt: skip
        """Draw lines of a paragraph from `y` down; a paragraph read from the right stands at the right."""
        voice = text.voice
        lines = text.lines[first : None if count is None else first + count]
        for number, line in enumerate(lines):
            at = x
            if align == "end" or (align == "natural" and text.rtl):
                at = x + width - line.width
            elif align == "centre":
                at = x + (width - line.width) / 2
            self.line(line, at, y + number * voice.leading + baseline(voice), voice, owner, text.rtl)

    def area(
        self, page_box: tuple[float, float, float, float], words: str, owner: Element, url: str, target: int
    ) -> None:
        """Make a rectangle of the page (x, y, width, height) lead somewhere."""
        x, y, width, height = page_box
        box = (x, self.height - y - height, x + width, self.height - y)
        last = next((kid for kid in reversed(owner.kids) if isinstance(kid, Annotation)), None)
        if last is None or not self._same(last, box):
            owner.kids.append(Annotation(len(self.areas)))
            self.areas.append(Area(len(self.sheets) - 1, box, words, url, target))

    def _same(self, kid: Annotation, box: tuple[float, float, float, float]) -> bool:
        """Widen the last area where the next letters follow it on the same line."""
        last = self.areas[kid.number]
        if last.page == len(self.sheets) - 1 and abs(last.box[1] - box[1]) < 0.01 and box[0] >= last.box[0]:
            last.box = (last.box[0], last.box[1], box[2], last.box[3])
            return True
        return False


@dataclass(slots=True)
class _Run:
    """Text operators gathered for neighbouring words of one kind: `codes` of one face, or `span`s that need help."""

    pen: Pen
    voice: Voice
    owner: Element | None
    x: float
    baseline: float
    codes: list[str] = field(default_factory=list)
    face: str = ""
    start: float = 0.0
    ink: Colour = (0, 0, 0)
    held: Element | None = None
    span: list[str] = field(default_factory=list)
    reads: str = ""
    waiting: float = 0.0

    def move(self, x: float) -> None:
        """Go on at another place of the line."""
        if abs(x - self.x) > 0.001:
            self.end()
            self.x = x

    def space(self, token: Token, last: Token | None = None) -> None:
        """Add the space before a token; between two words that need help it waits to join their span."""
        word = self.pen.book.space(weight(self.voice, token.piece))
        if self.span:
            self.waiting = word.width * self.voice.size / 1000
            self.reads += " "
            self.x += self.waiting
            return
        owner = self.owner
        if owner is not None and token.piece.url and last is not None and last.piece is token.piece:
            owner = _link(owner, token)
        self._plain(word, owner, token)

    def word(self, token: Token) -> None:
        """Add a word; one that leads somewhere is the content of its own link."""
        owner, start = self.owner, self.x
        leads = bool(token.piece.url) and owner is not None
        if leads and owner is not None:
            owner = _link(owner, token)
        if token.word.plain:
            self._plain(token.word, owner, token)
        else:
            self._helped(token.word, owner, token)
        if leads and owner is not None:
            self.end()
            self._area(owner, token, start)

    def from_right(self, tokens: list[Token]) -> None:
        """Add words read from right to left. They are drawn from left to right, as readers of pages expect; how they
        read is said by their own element, so that copying and listening both give the logical order.
        """
        self.end()
        owner, start = self.owner, self.x
        if owner is not None:
            if tokens[0].piece.url:
                owner = _link(owner, tokens[0])
            parts = [(" " if n and token.before == "space" else "") + token.word.text for n, token in enumerate(tokens)]
            inner: Element | None = owner.child("Span")
            assert inner is not None
            inner.actual = "".join(parts)
        else:
            inner = None
        for place in range(len(tokens) - 1, -1, -1):
            self._plain(tokens[place].word, inner, tokens[place])
            if place and tokens[place].before == "space":
                self._plain(self.pen.book.space(weight(self.voice, tokens[place].piece)), inner, tokens[place])
        self.end()
        if tokens[0].piece.url and owner is not None:
            self._area(owner, tokens[0], start)

    def actual(self, word: Word, text: str) -> None:
        """Draw a word that reads as something else."""
        self.end()
        for run in word.runs:
            self.span.append(self.shown(self.x, run.face.key, run.runs, self.voice.colour))
            self.x += run.width * self.voice.size / 1000
        self.reads, self.held = text, self.owner
        self.end()

    def _area(self, owner: Element, token: Token, start: float) -> None:
        box = (start, self.baseline - baseline(self.voice), self.x - start, self.voice.leading)
        self.pen.area(box, token.piece.text, owner, token.piece.url, -1)

    def _ink(self, token: Token) -> Colour:
        return PRIMARY if token.piece.url else self.voice.colour

    def _plain(self, word: Word, owner: Element | None, token: Token) -> None:
        ink = self._ink(token)
        for run in word.runs:
            lifted = len(run.runs) != 1 or run.runs[0][0]
            if self.span or (self.codes and (run.face.key != self.face or ink != self.ink or owner is not self.held)):
                self.end()
            if lifted:
                self.end()
                self.pen.mark(owner)
                self.pen.press.write(self.shown(self.x, run.face.key, run.runs, ink))
            else:
                if not self.codes:
                    self.face, self.ink, self.start, self.held = run.face.key, ink, self.x, owner
                self.codes.append(run.runs[0][1])
            self.x += run.width * self.voice.size / 1000

    def _helped(self, word: Word, owner: Element | None, token: Token) -> None:
        """Add a shaped word, saying how it reads; neighbours share one span."""
        if self.codes or (self.span and owner is not self.held):
            self.end()
        self.waiting = 0.0
        for run in word.runs:
            self.span.append(self.shown(self.x, run.face.key, run.runs, self._ink(token)))
            self.x += run.width * self.voice.size / 1000
        self.reads += word.text
        self.held = owner

    def shown(self, x: float, face: str, runs: tuple[tuple[float, str], ...], ink: Colour) -> str:
        """Return the operators that show runs of a face at a place of the line."""
        size = self.voice.size
        place = f"1 0 0 1 {x:.2f} {self.pen.height - self.baseline:.2f} Tm"
        shown = []
        for rise, codes in runs:
            lift = f"{rise * size / 1000:.2f} Ts " if rise else ""
            shown.append(f"{lift}[{codes}] TJ" + (" 0 Ts" if rise else ""))
        return f"BT {_rgb(ink)} rg /{face} {size:.2f} Tf {place} {' '.join(shown)} ET"

    def end(self) -> None:
        """Write what is gathered."""
        if self.codes:
            codes, self.codes = "".join(self.codes).replace("><", ""), []
            self.pen.mark(self.held)
            self.pen.press.write(self.shown(self.start, self.face, ((0.0, codes),), self.ink))
        if self.span:
            shown, self.span = "\n".join(self.span), []
            reads, self.reads = self.reads, ""
            late, self.waiting = self.waiting, 0.0
            self.pen.mark(self.held)
            self.pen.press.write(
                f"/Span <</ActualText {utf16(reads.rstrip(' ') if late else reads)}>> BDC\n{shown}\nEMC"
            )
            if late:
                self._late_space(late)

    def _late_space(self, wide: float) -> None:
        """Write the space that waited for a word that did not come."""
        space = self.pen.book.space(self.voice.weight).runs[0]
        self.pen.press.write(self.shown(self.x - wide, space.face.key, space.runs, self.voice.colour))


def _lots(line: Line) -> list[list[int]]:
    """Gather neighbouring tokens read from the right, of one level and one address; others stand alone."""
    lots: list[list[int]] = []
    for index, token in enumerate(line.tokens):
        last = line.tokens[lots[-1][-1]] if lots else None
        joined = (
            last is not None and token.level % 2 and token.level == last.level and token.piece.url == last.piece.url
        )
        if joined and (token.before != "space" or token.space_level == token.level):
            lots[-1].append(index)
        else:
            lots.append([index])
    return lots


def _link(owner: Element, token: Token) -> Element:
    """Return the link element that a token's piece belongs to, the same one for all of the piece's words."""
    for kid in reversed(owner.kids):
        if isinstance(kid, Element) and kid.role == "Link" and kid.key == id(token.piece):
            return kid
    made = owner.child("Link", alt=token.piece.text)
    made.key = id(token.piece)
    return made


def baseline(voice: Voice) -> float:
    """Return how far below a line's top its letters stand."""
    return (voice.leading - voice.size) / 2 + 0.8 * voice.size


def utf16(text: str) -> str:
    """Return a text as a PDF hexadecimal string."""
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"


@lru_cache(maxsize=64)
def _rgb(ink: Colour) -> str:
    return " ".join(f"{part:.3f}" for part in ink)


def _n(value: float) -> float:
    """Round a length to a hundredth of a point, finer than any printer."""
    return round(value, 2)
