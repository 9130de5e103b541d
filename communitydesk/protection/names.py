"""Finds a person in any text: by name in any script, by the words of the name, by address and number.

Texts are compared without capitals, accents and the forms that letters take, so "Łukasz", "LUKASZ" and "lukasz" are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_PLAIN = str.maketrans(_LETTERS)
_DROPPED = dict.fromkeys([*range(0x300, 0x370), *map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")])
_MARKS = re.compile("[" + "".join(map(chr, _DROPPED)) + "]")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts that put no space between words: there is no edge of a word to look for."""
LEAST_DIGITS = 7
"""A number with fewer digits is no telephone number that could be looked for."""


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and for each of its letters the place in the text that it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKD", letter.casefold().translate(_PLAIN)).translate(_DROPPED):
            letters.append(one)
            places.append(place)
    return "".join(letters), places


def fold(text: str) -> str:
    """Return a text as it is compared."""
    text = text.casefold()
    for letter, plain in _LETTERS.items():  # many times as fast as translating, and files have millions of letters
        text = text.replace(letter, plain)
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared; a mark that belongs to a letter parts no word."""
    found: list[str] = []
    now = ""
    for one in fold(text):
        if one.isalpha() or (now and unicodedata.category(one) in ("Mn", "Mc")):
            now += one
        elif now:
            found.append(now)
            now = ""
    return (*found, now) if now else tuple(found)


def _edged(pattern: str, text: str) -> str:
    name = unicodedata.name(text[0], "")
    if name.startswith(_UNSPACED):
        return pattern
    return rf"(?<![^\W\d_]){pattern}(?![^\W\d_])"


@dataclass(frozen=True)
class Needles:
    """What a person is looked for by: whole names, words of the name that are theirs alone, addresses and numbers."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = [re.escape(fold(value)) for value in self.values if value.strip()]  # what holds more comes first
        for number in self.numbers:
            digits = _digits(number)
            if len(digits) >= LEAST_DIGITS:
                parts.append(r"(?<!\d)(?:\+?\d{2}[\s().-]*)?0?" + r"[\s().-]*".join(digits) + r"(?!\d)")
        for name in self.names:
            if found := words_in(name):
                parts.append(_edged(r"[\W_]*".join(map(re.escape, found)), found[0]))
        parts += [_edged(re.escape(word), word) for one in self.words for word in words_in(one)]
        return re.compile("|".join(parts) if parts else r"(?!)")

    @cached_property
    def sure(self) -> Needles:
        """What could stand by chance among the bytes of a picture is left out: short words."""
        return Needles(self.names, tuple(one for one in self.words if len(one) > 4), self.values, self.numbers)

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        """What stands in every text that tells of the person, numbers apart: quick to look for."""
        first = [found[0] for name in self.names if (found := words_in(name))]
        words = [word for one in self.words for word in words_in(one)]
        return tuple(dict.fromkeys((*(fold(value) for value in self.values if value.strip()), *first, *words)))

    @cached_property
    def _number(self) -> re.Pattern[str] | None:
        digits = [found for number in self.numbers if len(found := _digits(number)) >= LEAST_DIGITS]
        return re.compile("|".join(r"[\s().-]*".join(one) for one in digits)) if digits else None

    def _may_tell(self, compared: str) -> bool:
        return any(one in compared for one in self._parts) or bool(self._number and self._number.search(compared))

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where in a text the person stands: first and past the last letter."""
        if not self.tells(text):
            return ()
        compared, places = folded(text)
        found = []
        for one in self._pattern.finditer(compared):
            end = places[one.end() - 1] + 1
            while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc"):  # marks of the last letter
                end += 1
            found.append((places[one.start()], end))
        return tuple(found)

    def tells(self, text: str) -> bool:
        """Whether a text tells of the person."""
        compared = fold(text)
        return self._may_tell(compared) and bool(self._pattern.search(compared))

    def without(self, text: str, instead: str) -> str:
        """Return a text in which something else stands for the person."""
        made, last = [], 0
        for start, end in self.spans(text):
            if start >= last:
                made += [text[last:start], instead]
                last = end
        return "".join((*made, text[last:]))


def _digits(number: str) -> str:
    """Return a telephone number's digits without what a country or a trunk puts before them."""
    given = number.strip().replace("(0)", "")
    digits = "".join(str(unicodedata.digit(one)) for one in given if one.isdigit())
    if given.startswith("+") and len(digits) > 10:
        digits = digits[2:]
    elif digits.startswith("00") and len(digits) > 12:
        digits = digits[4:]
    return digits.lstrip("0")


def is_number(text: str) -> bool:
    """Whether a text is a telephone number, or something like one."""
    return len(_digits(text)) >= LEAST_DIGITS and all(one.isdigit() or one in " +-().\u00a0/" for one in text.strip())


def distinct_words(name: str, others: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name that can only mean this person.

    Not those of one letter, nor those in another person's name, nor those that somebody wrote somewhere without a
    capital ("hope", "green"), where the script has capitals.
    """
    taken = {word for other in others for word in words_in(other)}
    wanted = [
        word for word in dict.fromkeys(words_in(name)) if word not in taken and (len(word) > 1 or _unspaced(word))
    ]
    cased = {word for word in wanted if word.upper() != word}
    if cased:
        small = re.compile("|".join(_edged(re.escape(word), word) for word in sorted(cased)))
        for text in texts:
            if not cased:
                break
            for one in small.finditer(_plain(text)):
                cased.discard(one.group())
    return tuple(word for word in wanted if word in cased or word.upper() == word)


def _unspaced(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(_UNSPACED)


def _plain(text: str) -> str:
    """Return a text without accents but with its capitals."""
    return "".join(
        one for one in unicodedata.normalize("NFKD", text).translate(_PLAIN) if not "\u0300" <= one <= "\u036f"
    )
