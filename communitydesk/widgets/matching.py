"""Finds by typing: case, accents and the order of words do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_LETTER = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
_MARKS = re.compile("[\u0300-\u036f]+")
"""Only the marks on Latin, Greek and Cyrillic letters are dropped: elsewhere a mark is a vowel."""


def fold(text: str) -> str:
    """Return a text as it is compared: "Łukasz Wójcik" becomes "lukasz wojcik". Letters of other scripts stay."""
    small = text.casefold()
    if small.isascii():
        return small
    apart = _MARKS.sub("", unicodedata.normalize("NFKD", small))
    return apart.translate(_LETTERS) if _LETTER.search(apart) else apart


def best(typed: str, things: Iterable[tuple[str, T]], most: int = 6) -> list[T]:
    """Return the things whose folded name fits what was typed: whole, then from its beginning, from a word, within."""
    wanted = fold(typed).split()
    if not wanted:
        return []
    whole, first = " ".join(wanted), wanted[0]
    found: list[tuple[int, int, T]] = []
    for number, (name, thing) in enumerate(things):
        if all(word in name for word in wanted):
            grade = 0 if name == whole else 1 if name.startswith(first) else 2 if f" {first}" in name else 3
            found.append((grade, number, thing))
    found.sort(key=lambda one: one[:2])
    return [thing for _, _, thing in found[:most]]
