"""How paper looks: colours, voices (sizes of type) and spaces, for the usual and the large-print edition.

All lengths are in points. Colours are the light set of the program's own palette, so that screen and paper agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["regular", "semibold", "bold"]
Colour = tuple[float, float, float]

MM = 72 / 25.4


def colour(code: str) -> Colour:
    """Return red, green and blue from 0 to 1 for a code such as #155E63."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


INK = colour("#1C2024")
MUTED = colour("#565E66")
PRIMARY = colour("#155E63")
SOFT = colour("#DCECEB")
RULE = colour("#C9CCCE")
LINE = colour("#84888B")
WHITE = colour("#FFFFFF")
MOODS: dict[str, Colour] = {
    "note": PRIMARY,
    "ok": colour("#1B6E43"),
    "due": colour("#8A5300"),
    "late": colour("#A6231B"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """A size of type with its line distance, weight and colour; `tabular` asks for digits of equal width.

    Compared by identity, since what is measured is kept by voice.
    """

    size: float
    leading: float
    weight: Weight = "regular"
    colour: Colour = INK
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """Every voice of one edition, and `gap`, the unit of all vertical spaces."""

    name: str
    gap: float
    side: float
    top: float
    bottom: float
    kicker: Voice
    title: Voice
    facts: Voice
    lead: Voice
    body: Voice
    muted: Voice
    small: Voice
    h1: Voice
    h2: Voice
    h3: Voice
    figure: Voice
    label: Voice
    head: Voice
    cell: Voice
    caption: Voice
    quote: Voice
    foot: Voice


STANDARD = Edition(
    name="standard",
    gap=4.0,
    side=22 * MM,
    top=20 * MM,
    bottom=24 * MM,
    kicker=Voice(11, 16, "semibold", PRIMARY),
    title=Voice(26, 31, "bold"),
    facts=Voice(10.5, 16, "regular", MUTED),
    lead=Voice(13, 20),
    body=Voice(11, 16),
    muted=Voice(10.5, 15, "regular", MUTED),
    small=Voice(9.5, 13.5, "regular", MUTED),
    h1=Voice(15.5, 20, "bold"),
    h2=Voice(12.5, 17, "bold"),
    h3=Voice(11, 16, "semibold", PRIMARY),
    figure=Voice(20, 25, "bold"),
    label=Voice(10, 14, "regular", MUTED),
    head=Voice(10, 14, "semibold", MUTED),
    cell=Voice(10.5, 15, tabular=True),
    caption=Voice(9.5, 13.5, "regular", MUTED),
    quote=Voice(12.5, 18.5),
    foot=Voice(8.5, 12, "regular", MUTED),
)

LARGE_PRINT = Edition(
    name="large-print",
    gap=5.5,
    side=20 * MM,
    top=20 * MM,
    bottom=32 * MM,
    kicker=Voice(17, 24, "semibold", PRIMARY),
    title=Voice(32, 38, "bold"),
    facts=Voice(17, 24),
    lead=Voice(20, 29),
    body=Voice(18, 26),
    muted=Voice(17, 25),
    small=Voice(16, 23),
    h1=Voice(23, 29, "bold"),
    h2=Voice(20, 27, "bold"),
    h3=Voice(18, 26, "semibold", PRIMARY),
    figure=Voice(26, 32, "bold"),
    label=Voice(16, 22),
    head=Voice(16, 22, "semibold"),
    cell=Voice(16, 23, tabular=True),
    caption=Voice(16, 23),
    quote=Voice(19, 27),
    foot=Voice(16, 22),
)
