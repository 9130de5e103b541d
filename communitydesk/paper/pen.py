"""The pen: writes the operators of each page and marks everything, either as an element's content or as decoration.

Marked content is never nested but for spans that say how shaped letters read. Lengths are points from the top left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communitydesk.paper.lines import Line, Set, Token, visual
from communitydesk.paper.style import Colour, Voice
from communitydesk.paper.tags import Annotation, Element, Mark

if TYPE_CHECKING:
    from communitydesk.paper.fonts import FontBook, Word
    from communitydesk.paper.pictures import Picture


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
    """One drawn page: its operators and, for each mark on it, the element that owns it."""

    operators: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Pen:
    """Draws on pages of one size; `pictures` and `areas` are gathered for the finished file."""

    book: FontBook
    width: float
    height: float
    sheets: list[Sheet] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    _open: Element | bool | None = None

    # -- pages and marks ------------------------------------------------------------------

    def page(self) -> None:
        """Start a new page."""
        self.close()
        self.sheets.append(Sheet())

    def close(self) -> None:
        """End the marked content that is open."""
        if self._open is not None:
            self._write("EMC")
            self._open = None

    def mark(self, owner: Element | None) -> None:
        """What is drawn next belongs to `owner`, or is decoration (None)."""
        if owner is None:
            if self._open is not False:
                self.close()
                self._write("/Artifact BMC")
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
        self._write(f"/{owner.role} <</MCID {mark.number}>> BDC")
        self._open = owner

    def foot(self) -> None:
        """What is drawn next is the page's foot, until the pen is closed."""
        self.close()
        self._write("/Artifact <</Type /Pagination /Subtype /Footer>> BDC")
        self._open = False

    def _write(self, operators: str) -> None:
        self.sheets[-1].operators.append(operators)

    # -- shapes ---------------------------------------------------------------------------

    def box(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """Fill a rectangle."""
        self._write(f"{_rgb(fill)} rg {_n(x)} {_n(self.height - y - height)} {_n(width)} {_n(height)} re f")

    def frame(self, x: float, y: float, width: float, height: float, ink: Colour, thick: float) -> None:
        """Draw a rectangle's edge, inside its bounds."""
        half = thick / 2
        place = f"{_n(x + half)} {_n(self.height - y - height + half)} {_n(width - thick)} {_n(height - thick)}"
        self._write(f"{_rgb(ink)} RG {_n(thick)} w {place} re S")

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Colour, thick: float = 0.6) -> None:
        """Draw a straight line."""
        ends = f"{_n(x1)} {_n(self.height - y1)} m {_n(x2)} {_n(self.height - y2)} l S"
        self._write(f"{_rgb(ink)} RG {_n(thick)} w {ends}")

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture, turned upright, in a rectangle."""
        self.pictures.setdefault(picture.key, picture)
        a, b, c, d, e, f = picture.matrix
        bottom = self.height - y - height
        matrix = (a * width, b * height, c * width, d * height, x + e * width, bottom + f * height)
        self._write(f"q {' '.join(_n(v) for v in matrix)} cm /{picture.key} Do Q")

    # -- text -----------------------------------------------------------------------------

    def line(self, line: Line, x: float, baseline: float, voice: Voice, owner: Element | None, rtl: bool) -> None:
        """Draw a line of text in logical order, each word where the line's visual order puts it."""
        if not any(token.level for token in line.tokens):
            self._straight(line, x, baseline, voice, owner)
            return
        places: dict[tuple[int, bool], float] = {}
        at = x
        for unit in visual(line, rtl):
            token = line.tokens[unit[0]]
            places[unit] = at
            at += self._space(voice, token) if unit[1] else token.word.width * voice.size / 1000
        for index, token in enumerate(line.tokens):
            run = _Run(self, voice, owner, places.get((index, True), 0.0), baseline)
            if (index, True) in places:
                run.space(token)
                run.end()
            run.x = places[(index, False)]
            run.word(token)
            run.end()
        self._line_end(line, at if not rtl else x, baseline, voice, owner)

    def _straight(self, line: Line, x: float, baseline: float, voice: Voice, owner: Element | None) -> None:
        run = _Run(self, voice, owner, x, baseline)
        for index, token in enumerate(line.tokens):
            if index and token.before == "space":
                run.space(token)
            run.word(token)
        run.end()
        self._line_end(line, run.x, baseline, voice, owner)

    def _line_end(self, line: Line, x: float, baseline: float, voice: Voice, owner: Element | None) -> None:
        """Write the space that parts this line's last word from the next line's first."""
        if owner is None or line.ends in ("last", "glue"):
            return
        run = _Run(self, voice, owner, x, baseline)
        if line.ends == "shy":
            run.actual(self.book.word("-", voice.weight), "\u00ad")
        else:
            run.space(line.tokens[-1])
        run.end()

    def _space(self, voice: Voice, token: Token) -> float:
        heavy = "bold" if token.piece.strong else voice.weight
        return self.book.space(heavy).width * voice.size / 1000

    def set(
        self, text: Set, x: float, y: float, width: float, owner: Element | None, align: str = "start", first: int = 0,
        count: int | None = None,
    ) -> None:  # fmt: skip
        """Draw lines of a paragraph from `y` down; a paragraph read from the right stands at the right."""
        voice = text.voice
        lines = text.lines[first : None if count is None else first + count]
        for number, line in enumerate(lines):
            at = x
            if align == "end" or (align == "start" and text.rtl):
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
        if not (owner.kids and isinstance(owner.kids[-1], Annotation) and self._same(owner.kids[-1], box)):
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
    """Text operators gathered for neighbouring words of one face and colour."""

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

    def space(self, token: Token) -> None:
        """Add the space before a token."""
        heavy = "bold" if token.piece.strong else self.voice.weight
        self._add(self.pen.book.space(heavy), token, self.owner if not self.codes else self.held)

    def word(self, token: Token) -> None:
        """Add a word; one that leads somewhere is the content of its own link."""
        owner = self.owner
        start = self.x
        if token.piece.url and owner is not None:
            owner = _link(owner, token)
        if token.word.runs:
            self._add(token.word, token, owner)
        if token.piece.url and owner is not None:
            self.end()
            top = self.baseline - baseline(self.voice)
            box = (start, top, self.x - start, self.voice.leading)
            self.pen.area(box, token.piece.text, owner, token.piece.url, -1)

    def actual(self, word: Word, text: str) -> None:
        """Draw a word that reads as something else."""
        self.end()
        for run in word.runs:
            self._show(self.x, run.face.key, run.runs, self.voice.colour, self.owner, text)
            self.x += run.width * self.voice.size / 1000

    def _add(self, word: Word, token: Token, owner: Element | None) -> None:
        ink = self.voice.colour
        if token.piece.url:
            from communitydesk.paper.style import PRIMARY

            ink = PRIMARY
        plain = all(run.plain for run in word.runs)
        if not plain:
            self.end()
            self._span(word, ink, owner)
            return
        for run in word.runs:
            if self.codes and (run.face.key != self.face or ink != self.ink or owner is not self.held):
                self.end()
            if not self.codes:
                self.face, self.ink, self.start, self.held = run.face.key, ink, self.x, owner
            if len(run.runs) == 1 and not run.runs[0][0]:
                self.codes.append(run.runs[0][1])
            else:
                self.end()
                self._show(self.x, run.face.key, run.runs, ink, owner, "")
            self.x += run.width * self.voice.size / 1000

    def _span(self, word: Word, ink: Colour, owner: Element | None) -> None:
        """Draw a shaped word, saying how it reads: all its runs as one."""
        shown = []
        at = self.x
        for run in word.runs:
            shown.append(self._text(at, run.face.key, run.runs, ink))
            at += run.width * self.voice.size / 1000
        self.pen.mark(owner)
        self.pen._write(f"/Span <</ActualText {utf16(word.text)}>> BDC\n" + "\n".join(shown) + "\nEMC")
        self.x = at

    def _show(
        self, x: float, face: str, runs: tuple[tuple[float, str], ...], ink: Colour, owner: Element | None, text: str
    ) -> None:  # fmt: skip
        operators = self._text(x, face, runs, ink)
        self.pen.mark(owner)
        self.pen._write(f"/Span <</ActualText {utf16(text)}>> BDC\n{operators}\nEMC" if text else operators)

    def _text(self, x: float, face: str, runs: tuple[tuple[float, str], ...], ink: Colour) -> str:
        size = self.voice.size
        place = f"1 0 0 1 {_n(x)} {_n(self.pen.height - self.baseline)} Tm"
        shown = []
        for rise, codes in runs:
            shown.append(
                (f"{_n(rise * size / 1000)} Ts " if rise else "") + f"[{codes}] TJ" + (" 0 Ts" if rise else "")
            )
        return f"BT {_rgb(ink)} rg /{face} {_n(size)} Tf {place} {' '.join(shown)} ET"

    def end(self) -> None:
        """Write what is gathered."""
        if self.codes:
            self._show(self.start, self.face, ((0.0, "".join(self.codes).replace("><", "")),), self.ink, self.held, "")
            self.codes = []


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


def _rgb(ink: Colour) -> str:
    return " ".join(_n(part) for part in ink)


def _n(value: float) -> str:
    """Write a number as PDF wants it: no exponent, no more than three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
