"""What a document is made of, before anything is drawn: frozen blocks that hold final texts.

Every text here is already in the document's language and is exactly what will stand on the paper. A text is
data: nothing in it is markup. Three typed things are understood: a line break stays a line break, an empty
line starts a new paragraph, and web and mail addresses become links.

Nothing here knows how it is drawn, so that any room may write documents and any test may compare them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["body", "muted", "small", "lead"]
"""How loud a paragraph is: the usual voice, a second line, small print, or the one sentence to quote."""

Mood = Literal["note", "ok", "due", "late"]
"""What a notice is about; drawn with a sign and a rule, since colour is never the only signal."""

Align = Literal["start", "end", "decimal", "centre"]
"""Where a column's texts stand; `decimal` lines numbers up on the point, with equally wide digits."""

Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
"""How an attached file belongs to the document (ISO 32000-2, AFRelationship)."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words inside a text that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words inside a text that lead to an address."""

    text: str
    url: str


Text = str | tuple[str | Strong | Link, ...]
"""A typed text, or pieces of it in order; pieces join without spaces."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Starts a part: level 1 is a chapter, 2 a section, 3 a sub-section; `number` stands before it, if any.

    The title on a cover is the document's title; headings below it start at level 1 and skip no level.
    `bookmark` is what the outline calls it, where that is not its text (whose letter it is).
    """

    text: str
    level: int = 1
    number: str = ""
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Typed text; empty lines in it part paragraphs.

    `language` is set only where these words are in another language than the document (a BCP 47 tag).
    """

    text: Text
    tone: Tone = "body"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with dots or (ordered) with numbers."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist: what to do, and a second line that says more."""

    text: Text
    done: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Boxes to tick on paper. `done_word` and `open_word` say the box aloud ("done", "to do")."""

    items: tuple[CheckItem, ...]
    done_word: str
    open_word: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The heading block of a document: kind of document, title, who and when, and the sentence to quote."""

    title: str
    kicker: str = ""
    facts: tuple[str, ...] = ()
    lead: Text = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings with their pages, as links; `levels` says how deep."""

    title: str
    levels: int = 1


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure and the plain words under it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Three or four figures side by side; more wrap into further rows."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what belongs to them: reference, dates, contact."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `share` is its part of the width against the other columns' shares; without it the column takes what its
    texts need. `header` marks the column whose cells name their rows.
    """

    heading: str
    align: Align = "start"
    share: float | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its text: strong, in another tone, over several columns."""

    text: Text
    strong: bool = False
    tone: Tone = "body"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A row that is the heading of the rows below it ("March 2026"); `amount`, if any, stands in the last column."""

    text: str
    amount: str = ""


Row = tuple[str | Cell, ...] | Band


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with rules and no boxes; heads repeat on each page.

    `totals` stand below in strong letters. `caption` is printed above; `summary` is only heard. `empty` is
    the sentence printed where there are no rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    caption: str = ""
    summary: str = ""
    empty: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class BlankTable:
    """A table to be filled in by hand: `rows` already known, then `blank_rows` empty ones (height in mm).

    There may be fewer empty ones, down to half, where that saves a last page with hardly anything on it.
    """

    columns: tuple[Column, ...]
    blank_rows: int
    rows: tuple[tuple[str, ...], ...] = ()
    row_height: float = 9.0
    caption: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A label and its value, or a ruled line to write on where that is empty. Shares divide the width."""

    label: str
    value: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class FormLines:
    """Rows of lines to fill in by hand, as at the top of a sign-in sheet."""

    rows: tuple[tuple[FormLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words, and who said them (with their consent). `language` as in a paragraph."""

    text: str
    attribution: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture (any kind that Pillow reads), what it shows for those who cannot see it, and a caption.

    `shrinks_to` is the part of its size to which it may shrink so that it stays on the page where it stands.
    """

    content: bytes
    alt: str
    caption: str = ""
    shrinks_to: float = 0.7


@dataclass(frozen=True, slots=True)
class Photographs:
    """Several photographs, in pairs."""

    photographs: tuple[Photograph, ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of a receipt or other paper, drawn as a picture.

    `alt` is such as "Receipt 7, 36.00, page 1 of 2". Small ones share a page unless `own_page`.
    """

    content: bytes
    alt: str
    caption: str = ""
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One set of a chart's values: its name, a number for each label (None: not known), and each as printed.

    `target` marks the values that were promised rather than reached; they are drawn hollow.
    """

    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    target: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars (lying, for things) or columns (standing, for times), with the sentence that says what they show.

    Each value carries its words and each series its own pattern, so that it reads in black and white. The
    sentence is printed above the chart and is, with the values, what a screen reader says. `mark` is a value at which
    a line crosses lying bars, and its word: what was promised.
    """

    sentence: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Literal["bars", "columns"] = "bars"
    mark: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must not be missed; `title` names its kind in a word or two ("Please note")."""

    text: Text
    mood: Mood = "note"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared, and for each who signs the lines for name, role, signature and date."""

    text: Text
    signatories: tuple[tuple[FormLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a letter: who writes, to whom (lines of an address), the date and a reference."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dated: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a letter: "Yours sincerely", room for a signature, then name and role."""

    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A page to be framed: who gives it, its title, its lines in the middle, a seal, and lines to sign and date.

    A line marked `Strong` is set large, as the name that it is about. `seal` is a figure and the word under it.
    `signed` stands under the line for the signature; `dated` is the date and the word under its line. It has its page
    to itself; `bookmark` is what the outline calls it.
    """

    group: str
    title: str
    lines: tuple[str | Strong, ...]
    signed: tuple[str, ...]
    dated: tuple[str, str]
    seal: tuple[str, str] = ("", "")
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of sticky labels on A4: how many across and down, and in millimetres each one's size, where the first
    begins, and how far it is from one to the next.
    """

    across: int
    down: int
    wide: float
    tall: float
    left: float
    top: float
    step_across: float
    step_down: float


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts for sticky labels, each of a few lines, set on their sheets; `skip` labels of the first one are used up.

    A document that has them has nothing else, since nothing may stand beside a label.
    """

    sheet: LabelSheet
    labels: tuple[tuple[str, ...], ...]
    skip: int = 0


Block = (
    Cover
    | Contents
    | KeyFigures
    | Heading
    | Paragraph
    | Bullets
    | Checklist
    | Facts
    | Table
    | BlankTable
    | FormLines
    | Quotation
    | Photograph
    | Photographs
    | PageImage
    | Chart
    | Notice
    | Declaration
    | Letterhead
    | Closing
    | Certificate
    | Labels
    | Together
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file kept inside the document: the same figures for a machine, or an original receipt."""

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: Relationship = "Data"


@dataclass(frozen=True, slots=True)
class Story:
    """A whole document.

    `foot` stands at the left of each foot (group, document, reference). `page_words` is the translated
    template for its right, with {n} and {m}: "Page {n} of {m}"; without both there is no foot at all. `language` is a BCP 47 tag. `made_on` is the
    only date that the file carries, so that the same story gives the same bytes.
    """

    title: str
    blocks: tuple[Block, ...]
    page_words: str
    made_on: date
    language: str = "en-GB"
    author: str = ""
    subject: str = ""
    reference: str = ""
    foot: str = ""
    data: tuple[DataFile, ...] = ()
    landscape: bool = False


Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""

Cancelled = Callable[[], bool]
"""Asked now and then whether to stop."""
