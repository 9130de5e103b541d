"""What a group starts with: items of checklists and answers to choose, until it has its own.

They come with the program (`resources/templates/people.json`). The first time that the group uses or changes a list,
the whole list becomes records of its file; from then on only those count. Until then an item has the key "start:list:code".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communitydesk.desk.resources import resource

PREFIX = "start:"


@dataclass(frozen=True)
class Starting:
    """One item to start with, as a record of the file would say it."""

    list: str
    code: str
    name: str
    whom: str
    place: int

    @property
    def key(self) -> str:
        """What stands for its key until it is in the file."""
        return f"{PREFIX}{self.list}:{self.code}"


@lru_cache(maxsize=8)
def starting(list_: str) -> tuple[Starting, ...]:
    """Return what a group starts with of one list: joining, leaving, source or reason."""
    rows: Any = json.loads(resource("templates", "people.json").read_text(encoding="utf-8"))[list_]
    return tuple(Starting(list_, row["code"], row["name"], row.get("whom", ""), n) for n, row in enumerate(rows, 1))


def code_of(key: str) -> str:
    """Return the code in the key of something that is not in the file yet; "" for a record's key."""
    return key.removeprefix(PREFIX).partition(":")[2] if key.startswith(PREFIX) else ""
