"""How long checks and training last: dated, sourced suggestions that come with the program, and the group's own.

Built-in rows are in `resources/roles/lengths.json`. A row that is not `sure` says in its note what could not be
checked. "soon" is how long before its last day something is amber.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communitydesk.desk.resources import resource
from communitydesk.people.model.roles import NeedLength


@dataclass(frozen=True)
class LengthRow:
    """How many months something lasts (None: for ever), and who says so. `key` is the group's own record's."""

    kind: str
    name: str
    months: int | None
    source: str
    note: str = ""
    sure: bool = True
    key: str = ""
    checked_on: dt.date | None = None


@lru_cache(maxsize=1)
def built_in() -> tuple[LengthRow, ...]:
    """Return the suggestions that come with the program."""
    data = json.loads(resource("roles", "lengths.json").read_text(encoding="utf-8"))
    checked = dt.date.fromisoformat(data["checked_on"])
    return tuple(
        LengthRow(row["kind"], row["name"], row["months"], row["source"], row["note"], row["sure"], checked_on=checked)
        for row in data["rows"]
    )


def all_lengths(own: Iterable[NeedLength], shipped: Sequence[LengthRow] | None = None) -> tuple[LengthRow, ...]:
    """Return the lengths to use: the group's own, and the built-in ones that no own row replaces, by kind and name."""
    mine = [
        LengthRow(one.kind, one.name, one.months, one.source, key=one.key, checked_on=one.checked_on) for one in own
    ]
    replaced = {_same(one) for one in mine}
    rows = [one for one in (built_in() if shipped is None else shipped) if _same(one) not in replaced]
    return tuple(sorted([*mine, *rows], key=lambda one: (one.kind, one.name.casefold())))


def length_for(rows: Iterable[LengthRow], kind: str, name: str = "") -> LengthRow | None:
    """Return the length of a kind, for training the one whose name is the same or begins what is asked for."""
    wanted = " ".join(name.casefold().split())
    found = [
        one for one in rows if one.kind == kind and (kind != "training" or wanted.startswith(" ".join(one.name.casefold().split())))
    ]  # fmt: skip
    return max(found, key=lambda one: len(one.name), default=None)


def _same(row: LengthRow) -> tuple[str, str]:
    return row.kind, " ".join(row.name.casefold().split()) if row.kind == "training" else ""
