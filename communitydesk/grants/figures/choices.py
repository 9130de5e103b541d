"""What can be chosen where a grant's record links to another room: people, funders, activities, outcomes, evidence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from communitydesk.activities.model import Activity
from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.sums import fetched
from communitydesk.group.model import Contact
from communitydesk.impact.model import EvidenceCard, Outcome
from communitydesk.people.model import Person

Pairs = tuple[tuple[str, str], ...]
"""Keys with the texts by which they are chosen."""


def _pairs(desk: Desk, query: Any) -> Pairs:
    with desk.read() as session:
        return tuple((key, text) for key, text in fetched(session, query))


def people_choices(desk: Desk) -> Pairs:
    """Return everybody who has not left, by name."""
    return _pairs(desk, select(Person.key, Person.name).where(Person.left_on.is_(None)).order_by(Person.name))


def funder_names(desk: Desk) -> tuple[str, ...]:
    """Return the names of the outside contacts, the funders first."""
    query = select(Contact.key, Contact.name).order_by(Contact.kind != "funder", Contact.name)
    return tuple(dict.fromkeys(name for _, name in _pairs(desk, query)))


def activity_choices(desk: Desk) -> Pairs:
    """Return the activities, by name."""
    return _pairs(desk, select(Activity.key, Activity.name).order_by(Activity.name))


def outcome_choices(desk: Desk) -> Pairs:
    """Return the outcomes, in the order in which they were added."""
    return _pairs(desk, select(Outcome.key, Outcome.statement).order_by(Outcome.key))


def card_choices(desk: Desk) -> Pairs:
    """Return the evidence cards, the latest first."""
    return _pairs(desk, select(EvidenceCard.key, EvidenceCard.name).order_by(EvidenceCard.made_on.desc()))
