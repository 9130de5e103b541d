"""Which way letters read: bidirectional levels, as Unicode Standard Annex 9 finds them.

The kept library resolves everything but isolates, which are resolved here: what stands in one has levels of its own,
and counts as a single neutral sign for the words around it.
"""

from __future__ import annotations

import re
import unicodedata

_RTL = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_DEEPEST = 20


def turns(text: str) -> bool:
    """Say whether a text has anything that may read from the right."""
    return bool(_RTL.search(text))


def reads_from_right(text: str) -> bool:
    """Say whether the first letter with a direction, outside isolates, reads from the right (rules P2 and P3)."""
    depth = 0
    for letter in text:
        if letter in _OPENS:
            depth += 1
        elif letter == _CLOSES:
            depth = max(0, depth - 1)
        elif not depth and (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL"):
            return kind != "L"
    return False


def without_marks(text: str) -> str:
    """Drop the marks that only steer the direction."""
    return text.translate(_MARKS)


def levels(text: str, base: int, depth: int = 0) -> list[int]:
    """Return each letter's level in a paragraph (or an isolate) of a base level."""
    spans = _isolates(text) if depth < _DEEPEST else []
    outer, start = [], 0
    for first, last in spans:
        outer.append(text[start : first + 1])
        start = last
    outer.append(text[start:])
    resolved = _resolved("".join(outer), base)
    found: list[int] = []
    at = 0
    for (first, last), part in zip(spans, outer, strict=False):
        found += resolved[at : at + len(part)]
        at += len(part)
        inside = text[first + 1 : last]
        rtl = text[first] == "\u2067" or (text[first] == "\u2068" and reads_from_right(inside))
        level = found[-1]
        inner = level + 1 if (level + 1) % 2 == int(rtl) else level + 2
        found += levels(inside, inner, depth + 1)
    return found + resolved[at:]


def _isolates(text: str) -> list[tuple[int, int]]:
    """Return where outermost isolates start and end (the places of their marks, or the text's end)."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter in _OPENS:
            opened.append(place)
        elif letter == _CLOSES and opened:
            first = opened.pop()
            if not opened:
                spans.append((first, place))
    if opened:
        spans = [span for span in spans if span[1] < opened[0]] + [(opened[0], len(text))]
    return spans


def _resolved(text: str, base: int) -> list[int]:
    """Return levels without isolates; letters that are only marks take the level of the letter before."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base % 2]
    algorithm.get_embedding_levels(re.sub("[\u2066-\u2069]", "\ufffc", text), storage)
    for index, letter in enumerate(storage["chars"]):
        letter["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [-1] * len(text)
    for letter in storage["chars"]:
        found[letter["index"]] = letter["level"]
    for index, level in enumerate(found):
        if level < 0 or (index and unicodedata.category(text[index]) in ("Mn", "Me")):
            found[index] = found[index - 1] if index else base
    return found
