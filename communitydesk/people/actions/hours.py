"""What can be done to entries of hours: each function is one named change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import amend, find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.model import Hours


def add_hours(desk: Desk, hours: Hours) -> Ref:
    """Record time given by one person, or by a group without names. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add {hours}"), hours=hours) as session:
        keep(session, hours)
    return ref(hours)


def amend_hours(desk: Desk, key: str, **values: Any) -> None:
    """Correct an entry of hours. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Correct {hours}"), hours=Ref("hours", key)) as session:
        amend(session, Hours, key, values)


def remove_hours(desk: Desk, keys: Sequence[str]) -> None:
    """Remove entries of hours. Raises Refused when one is counted as match, and then removes none."""
    with desk.change(N_("Remove hours ({n})"), n=len(keys)) as session:
        remove(session, *(find(session, Hours, key) for key in keys))
