"""The kinds of data that a group holds, and the deadlines for requests: rows that come with the program, or the group's own.

Built-in rows are in `resources/protection/`; a row that is not `sure` says in its note what could not be checked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communitydesk.desk.dates import add_months
from communitydesk.desk.resources import resource
from communitydesk.protection.model import DeadlineRule, KeepingRule


@dataclass(frozen=True)
class KindRow:
    """One kind of data: why it is held, what allows it, how many months from when, and who says so.

    `name`, `purpose`, `source` and `note` are message ids where the row came with the program, else as typed.
    `tables` names the records that it is about, each with the field whose day starts its clock ("" the kind's own).
    """

    id: str
    name: str
    purpose: str
    basis: str
    months: int
    clock: str
    source: str
    sure: bool = True
    note: str = ""
    tables: Mapping[str, str] | None = None
    key: str = ""
    checked_on: dt.date | None = None

    def __hash__(self) -> int:
        return hash((self.id, self.months, self.key))

    def ends(self, start: dt.date) -> dt.date:
        """Return the last day on which what began its clock on `start` may be held."""
        return add_months(start, self.months)

    def began(self, today: dt.date) -> dt.date:
        """Return a day after which nothing began that is past its time today; it may hold for some that began before."""
        return add_months(today, -self.months)


@dataclass(frozen=True)
class DeadlineRow:
    """By when one kind of request has to be acknowledged or answered."""

    kind: str
    step: str
    starts_on: dt.date
    months: int
    days: int
    source: str
    sure: bool = True
    key: str = ""
    checked_on: dt.date | None = None

    def due(self, received: dt.date) -> dt.date:
        """Return the last day for what came on a day."""
        return add_months(received, self.months) + dt.timedelta(days=self.days)


@lru_cache(maxsize=1)
def built_in_kinds() -> tuple[KindRow, ...]:
    """Return the kinds of data that come with the program."""
    data = json.loads(resource("protection", "kinds.json").read_text(encoding="utf-8"))
    checked = dt.date.fromisoformat(data["checked_on"])
    return tuple(KindRow(**row, checked_on=checked) for row in data["rows"])


@lru_cache(maxsize=1)
def built_in_deadlines() -> tuple[DeadlineRow, ...]:
    """Return the deadlines that come with the program."""
    data = json.loads(resource("protection", "deadlines.json").read_text(encoding="utf-8"))
    checked = dt.date.fromisoformat(data["checked_on"])
    rows: list[dict[str, Any]] = data["rows"]
    return tuple(
        DeadlineRow(
            row["kind"], row["step"], dt.date.fromisoformat(row["starts_on"]), row["months"], row["days"], row["source"],
            row["sure"], checked_on=checked,
        )
        for row in rows
    )  # fmt: skip


def all_kinds(own: Iterable[KeepingRule]) -> tuple[KindRow, ...]:
    """Return every kind of data; what the group decided stands in place of what the program suggests."""
    mine = {rule.kind: rule for rule in own}
    found = []
    for row in built_in_kinds():
        rule = mine.pop(row.id, None)
        found.append(_own(rule, row) if rule else row)
    return (*found, *(_own(rule, None) for rule in mine.values()))


def _own(rule: KeepingRule, row: KindRow | None) -> KindRow:
    return KindRow(
        rule.kind, row.name if row else rule.kind, rule.purpose, rule.basis, rule.months, row.clock if row else "left",
        rule.source, True, "", row.tables if row else {}, rule.key, rule.checked_on,
    )  # fmt: skip


def all_deadlines(own: Iterable[DeadlineRule]) -> tuple[DeadlineRow, ...]:
    """Return every deadline; the group's own row stands in place of one for the same step from the same day."""
    mine = list(own)
    replaced = {(rule.kind, rule.step, rule.starts_on) for rule in mine}
    rows = [row for row in built_in_deadlines() if (row.kind, row.step, row.starts_on) not in replaced]
    rows += [
        DeadlineRow(rule.kind, rule.step, rule.starts_on, rule.months, rule.days, rule.source, True, rule.key,
                    rule.checked_on)
        for rule in mine
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.kind, row.step, row.starts_on)))


def due_day(rows: Iterable[DeadlineRow], kind: str, step: str, received: dt.date) -> dt.date | None:
    """Return by when a step has to be done for what came on a day, None where nothing says so."""
    found = [row for row in rows if (row.kind, row.step) == (kind, step) and row.starts_on <= received]
    return max(found, key=lambda row: row.starts_on).due(received) if found else None
