"""What the rest of a person's record says that roles and the rota need: age, references, agreement, when they are free."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.people.model import Availability, Person, Reference
from communitydesk.people.model.skills import slots_of

GIVES = ("is_volunteer", "is_committee", "is_staff", "is_sessional")
"""The parts of a person by which they may be asked to do something; whoever only takes part is not."""

Free = Literal["yes", "partly", "no", "unknown"]


@dataclass(frozen=True)
class Known:
    """What is known of one person. `free` holds (weekday, part of the day); empty means that nobody noted it."""

    key: str
    name: str
    born_on: dt.date | None
    agreed_on: dt.date | None
    references: int
    gives: bool
    stage: str
    joined_on: dt.date | None
    left_on: dt.date | None
    free_note: str = ""
    free: frozenset[tuple[int, str]] = field(default_factory=frozenset)

    def here(self, day: dt.date) -> bool:
        """Whether they are with the group on a day, and neither paused nor still asking."""
        joined = self.joined_on is None or self.joined_on <= day
        return joined and (self.left_on is None or day <= self.left_on) and self.stage in ("trial", "active")

    def free_on(self, day: dt.date, starts_at: int | None, ends_at: int | None) -> Free:
        """Whether they are usually free then (minutes after midnight): all of the time, part of it, or not."""
        if not self.free:
            return "unknown"
        parts = [(day.weekday(), slot) in self.free for slot in slots_of(starts_at, ends_at)]
        return "yes" if all(parts) else "partly" if any(parts) else "no"


def known(session: Work, people: Sequence[str] | None = None) -> dict[str, Known]:
    """Return what is known of these people (None: everybody), by key."""
    read = select(Reference.person_key, func.count()).where(
        Reference.received_on.is_not(None), Reference.outcome.not_in(("doubt", "none"))
    )
    references = {str(key): int(n) for key, n in session.execute(read.group_by(Reference.person_key)).all()}
    free: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for key, weekday, slot in session.execute(
        select(Availability.person_key, Availability.weekday, Availability.slot)
    ).all():
        free[key].add((weekday, slot))
    query = select(
        Person.key, Person.name, Person.born_on, Person.agreement_on, Person.stage, Person.joined_on, Person.left_on,
        Person.free_note, *(getattr(Person, part) for part in GIVES),
    )  # fmt: skip
    if people is not None:
        query = query.where(Person.key.in_(tuple(people)))
    return {
        row[0]: Known(row[0], row[1], row[2], row[3], references.get(row[0], 0), any(row[8:]), row[4], row[5], row[6],
                      row[7], frozenset(free[row[0]]))
        for row in session.execute(query).all()
    }  # fmt: skip
