"""Letters: which face has them, how they join, and how wide they are.

A word is shaped by HarfBuzz from its logical text, once for each document, in the first face that has its letters:
the body face, then Noto by script. A document gives its own codes to the glyphs that it uses, so a run keeps
kerning, marks placed by the font and figures of equal width, and a PDF reader finds each glyph's text in the font
itself or, where letters join or change places, in the ActualText around it.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from communitydesk.desk.resources import resource
from communitydesk.paper.style import Weight

UNSEEN = "\u200b"
"""What a glyph stands for that only completes the one before it."""

BODY = "AtkinsonHyperlegibleNext"
EMOJI = "NotoEmoji"
_WEIGHTS: dict[Weight, tuple[str, ...]] = {
    "regular": ("Regular",),
    "semibold": ("SemiBold", "Bold", "Regular"),
    "bold": ("Bold", "Regular"),
}
# First code points of Unicode blocks and the face that has them (Unicode 17, Blocks.txt).
_BLOCKS: tuple[tuple[int, str], ...] = (
    (0x0000, "NotoSans"),
    (0x0530, "NotoSansArmenian"),
    (0x0590, "NotoSansHebrew"),
    (0x0600, "NotoSansArabic"),
    (0x0700, ""),
    (0x0750, "NotoSansArabic"),
    (0x0780, "NotoSansThaana"),
    (0x07C0, ""),
    (0x0860, "NotoSansArabic"),
    (0x0900, "NotoSansDevanagari"),
    (0x0980, "NotoSansBengali"),
    (0x0A00, "NotoSansGurmukhi"),
    (0x0A80, "NotoSansGujarati"),
    (0x0B00, "NotoSansOriya"),
    (0x0B80, "NotoSansTamil"),
    (0x0C00, "NotoSansTelugu"),
    (0x0C80, "NotoSansKannada"),
    (0x0D00, "NotoSansMalayalam"),
    (0x0D80, "NotoSansSinhala"),
    (0x0E00, "NotoSansThai"),
    (0x0E80, "NotoSansLao"),
    (0x0F00, "NotoSerifTibetan"),
    (0x1000, "NotoSansMyanmar"),
    (0x10A0, "NotoSansGeorgian"),
    (0x1100, ""),
    (0x1200, "NotoSansEthiopic"),
    (0x13A0, ""),
    (0x1780, "NotoSansKhmer"),
    (0x1800, ""),
    (0x19E0, "NotoSansKhmer"),
    (0x1A00, ""),
    (0x1C80, "NotoSans"),
    (0x1C90, "NotoSansGeorgian"),
    (0x1CC0, ""),
    (0x1CD0, "NotoSansDevanagari"),
    (0x1D00, "NotoSans"),
    (0x2190, "NotoSansMath"),
    (0x2300, "NotoSansSymbols2"),
    (0x27C0, "NotoSansMath"),
    (0x2800, "NotoSansSymbols2"),
    (0x2900, "NotoSansMath"),
    (0x2B00, "NotoSansSymbols2"),
    (0x2C00, ""),
    (0x2C60, "NotoSans"),
    (0x2C80, ""),
    (0x2D00, "NotoSansGeorgian"),
    (0x2D30, ""),
    (0x2D80, "NotoSansEthiopic"),
    (0x2DE0, "NotoSans"),
    (0x2E80, "DroidSansFallback"),
    (0xA4D0, ""),
    (0xA640, "NotoSans"),
    (0xA6A0, ""),
    (0xA700, "NotoSans"),
    (0xA800, ""),
    (0xA8E0, "NotoSansDevanagari"),
    (0xA900, ""),
    (0xA9E0, "NotoSansMyanmar"),
    (0xAA00, ""),
    (0xAA60, "NotoSansMyanmar"),
    (0xAA80, ""),
    (0xAB00, "NotoSansEthiopic"),
    (0xAB30, "NotoSans"),
    (0xABC0, ""),
    (0xAC00, "DroidSansFallback"),
    (0xD7B0, ""),
    (0xF900, "DroidSansFallback"),
    (0xFB00, "NotoSans"),
    (0xFB13, "NotoSansArmenian"),
    (0xFB1D, "NotoSansHebrew"),
    (0xFB50, "NotoSansArabic"),
    (0xFE00, "NotoSans"),
    (0xFE30, "DroidSansFallback"),
    (0xFE50, "NotoSans"),
    (0xFE70, "NotoSansArabic"),
    (0xFF00, "DroidSansFallback"),
    (0xFFFC, "NotoSans"),
    (0x10000, ""),
    (0x1F000, "NotoSansSymbols2"),
    (0x1F1E6, "NotoEmoji"),
    (0x1F700, "NotoSansSymbols2"),
    (0x1F7E0, "NotoEmoji"),
    (0x1F800, "NotoSansSymbols2"),
    (0x1F900, "NotoEmoji"),
    (0x1FB00, "NotoSansSymbols2"),
    (0x20000, ""),
)
_SKIN = re.compile("(?<=[^\\s])[\U0001f3fb-\U0001f3ff]")
_KEY = "\u20e3"  # the frame of a key around a figure, which is as well understood without it
_STARTS = [start for start, _ in _BLOCKS]


@dataclass(slots=True)
class Shaped:
    """Glyphs of one face in drawing order: `runs` are (rise, operand of TJ), lengths in thousandths of the size.

    `text` is what they stand for; `plain` says that each glyph's own text gives it back without help.
    """

    face: Face
    text: str
    width: float
    runs: tuple[tuple[float, str], ...]
    plain: bool


@dataclass(slots=True)
class Word:
    """What cannot be parted at a line's end, as runs in visual order.

    `plain` says that its glyphs' own texts give it back; `codes` is its one operand if it is also all of one face and
    on the line, which is so for nearly every word.
    """

    text: str
    width: float
    runs: tuple[Shaped, ...]
    plain: bool = True
    codes: str = ""


class Face:
    """One font file: its letters, and the codes that a document has given to its glyphs.

    A code stands for one glyph and one text, so that a glyph that two letters share is still copied out as typed.
    """

    def __init__(self, name: str) -> None:
        import uharfbuzz as hb

        self.name = name
        self.key = ""
        self.codes: dict[tuple[int, str], int] = {}
        self.face = hb.Face(hb.Blob.from_file_path(str(resource("fonts", f"{name}.ttf"))))
        self.font = hb.Font(self.face)
        self._scale = 1000 / self.face.upem
        self._widths: dict[int, int] = {}

    @cached_property
    def covered(self) -> Any:
        """The code points that the face has."""
        return self.face.unicodes

    def width(self, glyph: int) -> int:
        """Return a glyph's own width in thousandths of the size."""
        if (found := self._widths.get(glyph)) is None:
            found = round(self.font.get_glyph_h_advance(glyph) * self._scale)
            self._widths[glyph] = found
        return found

    def shape(self, text: str, rtl: bool, tabular: bool) -> Shaped:
        """Shape a run of this face's letters from logical order."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, {"tnum": True} if tabular else {})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        codes, plain = self._note([(g.codepoint, g.cluster) for g in infos], text, rtl)
        runs, width = self._operands(infos, positions, codes)
        return Shaped(self, text, width, runs, plain)

    def _note(self, glyphs: list[tuple[int, int]], text: str, rtl: bool) -> tuple[list[int], bool]:
        """Give each glyph a code for its text; say whether the text can be read back from the codes alone.

        Letters from the right are drawn from left to right, and readers turn the text of a line again: so a glyph of
        several letters says them from left to right too.
        """
        starts = sorted({cluster for _, cluster in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        codes, said = [], -1
        for glyph, cluster in glyphs:
            own = text[cluster : ends[cluster]] if cluster != said else UNSEEN
            said = cluster
            key = (glyph, own[::-1] if rtl else own)
            codes.append(self.codes.setdefault(key, len(self.codes) + 1))
        return codes, rtl or len(glyphs) == len(text) == len(starts)

    def _operands(self, infos: Any, positions: Any, numbers: list[int]) -> tuple[tuple[tuple[float, str], ...], float]:
        scale, width = self._scale, 0.0
        runs: list[tuple[float, list[str]]] = []
        codes: list[str] = []
        carry = 0.0
        for info, place, number in zip(infos, positions, numbers, strict=True):
            rise = place.y_offset * scale
            if not runs or runs[-1][0] != rise:
                codes = []
                runs.append((rise, codes))
            shift = carry + place.x_offset * scale
            if abs(shift) > 0.01:
                codes.append(f"{-shift:g}")
            codes.append(f"<{number:04X}>")
            advance = place.x_advance * scale
            carry = advance - place.x_offset * scale - self.width(info.codepoint)
            width += advance
        if abs(carry) > 0.01 and runs:
            runs[-1][1].append(f"{-carry:g}")
        return tuple((rise, "".join(codes).replace("><", "")) for rise, codes in runs), width


@dataclass(slots=True)
class FontBook:
    """The faces of one document, opened when first needed, and every word already shaped."""

    faces: dict[str, Face | None] = field(default_factory=dict)
    _words: dict[tuple[str, Weight, bool, bool], Word] = field(default_factory=dict)
    _spaces: dict[Weight, Word] = field(default_factory=dict)
    _chosen: dict[tuple[str, Weight], Face | None] = field(default_factory=dict)

    def word(self, text: str, weight: Weight, tabular: bool = False, rtl: bool = False) -> Word:
        """Return a word, shaped. Letters that no face has are drawn as nothing: `spelled` says them in their place."""
        key = (text, weight, tabular, rtl)
        if (found := self._words.get(key)) is None:
            found = self._words[key] = self._shape(text, weight, tabular, rtl)
        return found

    def space(self, weight: Weight) -> Word:
        """Return the space of the body face."""
        if (found := self._spaces.get(weight)) is None:
            found = self._spaces[weight] = self.word(" ", weight)
        return found

    def lacks(self, text: str) -> tuple[str, ...]:
        """Return the letters (with their marks) of a text that no face has, each once."""
        return tuple(dict.fromkeys(part for part in clusters(text) if self._choose(part, "regular") is None))

    def spelled(self, text: str) -> str:
        """Return a text with what no face has said by its name, as in "[cuneiform sign a]". Colours of skin are left out,
        since the faces have one ink; what has no name is left out too.
        """
        if text.isascii():
            return text
        text = without_skin(text)
        if not self.lacks(text):
            return text
        parts = (self._named(part) if self._choose(part, "regular") is None else part for part in clusters(text))
        return "".join(parts)

    def _named(self, part: str) -> str:
        """Return a letter with its marks, each that cannot be printed with it said by its name."""
        kept = ""
        for letter in part:
            if not kept and (letter.isspace() or self._choose(letter, "regular") is not None):
                kept = letter
            elif kept and self._choose(kept + letter, "regular") is not None:
                kept += letter
            elif letter != _KEY:
                kept += f"[{name}]" if (name := name_of(letter)) else ""
        return kept

    def used(self) -> list[Face]:
        """Return the faces that letters were taken from, in the order of their first use."""
        faces = [face for face in self.faces.values() if face is not None and face.codes]
        return sorted(faces, key=lambda face: int(face.key[1:] or 0))

    def _shape(self, text: str, weight: Weight, tabular: bool, rtl: bool) -> Word:
        runs: list[tuple[Face, str]] = []
        for part in text if text.isascii() else clusters(text):
            face = self._choose(part, weight, runs[-1][0] if runs else None)
            if face is None:
                continue
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1] + part)
            else:
                runs.append((face, part))
        shaped = [face.shape(part, rtl, tabular) for face, part in runs]
        if rtl:
            shaped.reverse()
        for run in shaped:
            if not run.face.key:
                run.face.key = f"F{sum(1 for f in self.faces.values() if f is not None and f.key) + 1}"
        plain = all(run.plain for run in shaped)
        simple = plain and len(shaped) == 1 and len(shaped[0].runs) == 1 and not shaped[0].runs[0][0]
        codes = shaped[0].runs[0][1] if simple else ""
        return Word(text, sum(run.width for run in shaped), tuple(shaped), plain, codes)

    def _choose(self, part: str, weight: Weight, last: Face | None = None) -> Face | None:
        if last is not None and all(unseen(letter) for letter in part):
            return last
        key = (part, weight)
        try:
            return self._chosen[key]
        except KeyError:
            found = self._chosen[key] = self._find(part, weight)
            return found

    def _find(self, part: str, weight: Weight) -> Face | None:
        letters = [letter for letter in unicodedata.normalize("NFC", part) if not unseen(letter)]
        family = _family(letters[0]) if letters else ""
        unknown = ("Co",) if family == EMOJI else ("Co", "Cn")  # emoji are newer than the tables that Python comes with
        if any(unicodedata.category(letter) in unknown for letter in letters):
            return None  # private letters say nothing to who copies or hears them (ISO 19005-3, 6.2.11.7.3)
        for name in dict.fromkeys((BODY, family, "NotoSans", "NotoSansSymbols2", "NotoSansMath", EMOJI)):
            for cut in _WEIGHTS[weight] if name else ():
                face = self._open(f"{name}-{cut}")
                if face is not None and all(ord(letter) in face.covered for letter in letters):
                    return face
                if face is not None:
                    break
        return None

    def _open(self, name: str) -> Face | None:
        if name not in self.faces:
            self.faces[name] = Face(name) if resource("fonts", f"{name}.ttf").exists() else None
        return self.faces[name]


def without_skin(text: str) -> str:
    """Leave out the colours of skin that follow emoji: the faces have one ink."""
    return _SKIN.sub("", text)


def name_of(letter: str) -> str:
    """Return what Unicode calls a letter, in small letters; empty for one that is never seen or has no name."""
    return "" if unseen(letter) else unicodedata.name(letter, "").lower()


def clusters(text: str) -> list[str]:
    """Part a text into letters with the marks and joiners that follow them."""
    found: list[str] = []
    for letter in text:
        if found and (unicodedata.category(letter)[0] == "M" or unseen(letter)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def unseen(letter: str) -> bool:
    """Say whether a letter is never seen: joiners, marks of direction, variation selectors."""
    code = ord(letter)
    return (
        code in (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )


def _family(letter: str) -> str:
    return _BLOCKS[bisect.bisect_right(_STARTS, ord(letter)) - 1][1]
