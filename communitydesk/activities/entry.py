"""Tallies as they are typed from a sheet: a kind of people and how many, one a line."""

from __future__ import annotations

import re

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_

_LINE = re.compile(
    r"^(?P<label>.*?[^\d\s:=,–-].*?)\s*[:=,–-]?\s*(?P<people>\d{1,6})$|^(?P<first>\d{1,6})\s+(?P<then>.+)$"
)


def parse_tallies(text: str, field: str = "tallies") -> list[tuple[str, int]]:
    """Return kinds of people and how many: "Children 12", "Adults: 9", "3 babies". Raises FieldTrouble."""
    found: list[tuple[str, int]] = []
    for line in filter(None, (" ".join(one.split()) for one in text.splitlines())):
        part = _LINE.match(line)
        if part is None:
            raise FieldTrouble(field, N_("“{line}” has no number. Type it like Children 12."), line=line[:40])
        label, people = (part["label"], part["people"]) if part["label"] else (part["then"], part["first"])
        found.append((label.strip(), int(people)))
    return found


def tallies_text(tallies: list[tuple[str, int]]) -> str:
    """Return tallies as they are typed, one a line."""
    return "\n".join(f"{label} {people}" for label, people in tallies)
