"""Counts of people for readers outside the group: none that is so small that it could point at somebody.

How few is too few is a dated, sourced row in `resources/people/counts.json`, or the group's own.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from communitydesk.desk.resources import resource
from communitydesk.people.model.counts import CountLimit


@dataclass(frozen=True)
class Few:
    """Counts under `few` are not shown, and who says so. `key` is the group's own record's."""

    few: int
    source: str
    note: str = ""
    checked_on: dt.date | None = None
    key: str = ""
    sure: bool = True


@lru_cache(maxsize=1)
def built_in() -> Few:
    """Return what came with the program."""
    data = json.loads(resource("people", "counts.json").read_text(encoding="utf-8"))
    row = data["rows"][0]
    return Few(row["few"], row["source"], row["note"], dt.date.fromisoformat(data["checked_on"]), sure=row["sure"])


@lru_cache(maxsize=1)
def age_bands() -> tuple[int, ...]:
    """Return the ages at which each band of ages but the first begins."""
    return tuple(json.loads(resource("people", "counts.json").read_text(encoding="utf-8"))["age_bands"])


def few_of(own: CountLimit | None) -> Few:
    """Return the limit to use: the group's own, or what came with the program."""
    return built_in() if own is None else Few(own.few, own.source, "", own.checked_on, own.key)


@dataclass(frozen=True)
class Shown:
    """Counts that may be shown: each with its name, and `rest`, the sum of those that are not shown apart.

    `rest` is None where everything is shown; `nothing` is where no count can be shown without pointing at somebody.
    """

    counts: tuple[tuple[str, int], ...]
    rest: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether not even one count can be shown apart."""
        return not self.counts and self.rest is not None


def suppressed(counts: Mapping[str, int], few: int) -> Shown:
    """Return what may be shown of counts that add up to a total that the reader knows.

    Every count above 0 and under `few` is put together with the next larger ones, as many as it takes for their sum
    to be `few` or more and for at least two different numbers to be among them. Which are put together depends on the
    numbers alone, and those that are equal stay together; so the reader cannot tell which of them has which number, not
    by subtracting from the total, and not by knowing this rule. Counts of 0 are put with them, because a count that is
    shown as 0 would help to find the others. A total that is itself under `few` is shown as it is by who knows it.
    """
    small = [n for n in counts.values() if 0 < n < few]
    if not small:
        return Shown(tuple((name, n) for name, n in counts.items() if n))
    most = max(small)
    for most in sorted({n for n in counts.values() if n >= max(small)}):
        together = [n for n in counts.values() if n <= most]
        if sum(together) >= few and len(set(together) - {0}) > 1:
            break
    shown = tuple((name, n) for name, n in counts.items() if n > most)
    return Shown(shown, sum(n for n in counts.values() if n <= most))
