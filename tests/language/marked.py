"""A language that only this test speaks: every text from the catalogue stands in ⟦ ⟧, so what does not is seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from communitydesk.desk.words import Words

OPEN, SHUT = "⟦", "⟧"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
DATES = re.compile(rf"\b(?:{MONTHS}|{SHORT}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
NAMES = re.compile(r"\b(?:CommunityDesk|PDF|CSV|JSON|GBP|Ctrl|Enter|kB|MB|mm|Treasurer|Gift Aid)\b")


class Marked(Words):
    """Says every message between marks, and remembers which it was asked for."""

    said: set[str] = set()  # of every language made from this one: the window makes its own in the group's currency

    def __call__(self, message_id: str, /, **values: Any) -> str:
        """Return the text between marks."""
        if not message_id:
            return ""
        self.said.add(message_id)
        return f"{OPEN}{super().__call__(message_id, **values)}{SHUT}"

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the text for `n` things between marks."""
        self.said.add(one)
        return f"{OPEN}{super().plural(one, many, n, **values)}{SHUT}"


def unmarked(text: str) -> list[str]:
    """Return the pieces of a text that stand outside of all marks."""
    depth, pieces, piece = 0, [], ""
    for letter in text:
        if letter == OPEN:
            depth += 1
            pieces.append(piece)
            piece = ""
        elif letter == SHUT:
            depth -= 1
        elif not depth:
            piece += letter
    assert depth == 0, f"marks do not pair up in {text!r}"
    return [one for one in (*pieces, piece) if any(letter.isalpha() for letter in one)]


class Typed:
    """Everything that people typed into a file: what may be shown as it is."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = {part for text in texts for part in (text, *text.split("\n"))}
        self._whole = {_plain(text) for text in whole} - {""}
        self._longest = sorted((text for text in self._whole if len(text) > 2), key=len, reverse=True)

    def strange(self, text: str) -> list[str]:
        """Return what in a text is neither marked, nor typed by a person, nor a number or a date."""
        return [left for piece in unmarked(text) if (left := self._rest(piece))]

    def _rest(self, piece: str) -> str:
        left = _plain(piece)
        if left in self._whole or self._cut(left):
            return ""
        for known in self._longest:
            if known in left:
                left = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", left)
            if not any(letter.isalpha() for letter in left):
                return ""
        left = " ".join(left.split())
        return "" if left in self._whole or not any(letter.isalpha() for letter in left) or self._cut(left) else left

    def _cut(self, left: str) -> bool:
        """Whether it is the beginning of something typed, cut short."""
        for dots in ("...", "…"):
            if left.endswith(dots):
                start = left.removesuffix(dots).strip()
                return len(start) > 5 and any(text.startswith(start) for text in self._whole)
        return False


def _plain(text: str) -> str:
    text = NAMES.sub(" ", DATES.sub(" ", text.replace("&&", "&")))
    return " ".join(text.casefold().split())


def strings_in(block: Any, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text in a block of a document, and in the blocks inside it."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, (tuple, list)):
        for one in block:
            yield from strings_in(one, skipped)
    elif fields := getattr(block, "__dataclass_fields__", None):
        for name in fields:
            if name not in skipped:
                yield from strings_in(getattr(block, name), skipped)
