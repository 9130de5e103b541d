"""Finds whom somebody means by the first letters of a name, however it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "-": " "})


class Named(Protocol):
    """Somebody with a key and a name."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


N = TypeVar("N", bound=Named)


def folded(name: str) -> str:
    """Return a name without capitals, accents and doubled spaces, in any script: "Łukasz" becomes "lukasz"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN)
    return " ".join("".join(sign for sign in plain if not _is_accent(sign)).split())


def _is_accent(sign: str) -> bool:
    # vowel signs of Tamil, Bengali or Arabic are letters to their readers: only accents on Latin letters are dropped
    return "\u0300" <= sign <= "\u036f"


def matches(typed: str, people: Iterable[N], taken: Collection[str] = (), most: int = 6) -> list[N]:
    """Return whom the letters may mean: each word typed begins a word of the name; a whole name comes first.

    The order of `people` is kept otherwise; those whose key is `taken` are left out.
    """
    wanted = folded(typed).split()
    if not wanted:
        return []
    exact: list[N] = []
    first: list[N] = []
    other: list[N] = []
    for one in people:
        if one.key in taken:
            continue
        name = folded(one.name)
        parts = name.split()
        if all(any(part.startswith(word) for part in parts) for word in wanted):
            whole = " ".join(wanted)
            (exact if name == whole else first if name.startswith(wanted[0]) else other).append(one)
    return [*exact, *first, *other][:most]


def alike(typed: str, people: Sequence[N]) -> N | None:
    """Return somebody whose name is so like what was typed that a slip of the pen is likely, None when nobody's is."""
    wanted = folded(typed)
    scored = [(SequenceMatcher(None, wanted, folded(one.name)).ratio(), one) for one in people]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.8 else None
