"""An award with a budget in a new file, to try the actions and figures of grants on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from communitydesk.activities.model import Activity
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.grants import model
from communitydesk.grants.actions import awards, plan
from communitydesk.people.model import Person
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


@dataclass(frozen=True)
class Made:
    """The keys of what was made."""

    award: str
    tools: str
    staff: str
    garden: str
    person: str


def make_award(desk: Desk, name: str = "Borough Small Grants", amount: int = 490000, **values: object) -> str:
    given = {
        "funder": "The Borough",
        "starts_on": dt.date(2025, 11, 1),
        "ends_on": dt.date(2026, 10, 31),
        "lines": (awards.NewLine("Tools", 240000, "equipment"), awards.NewLine("Staff", 250000, "sessional")),
        **values,
    }
    return awards.add_award(desk, name=name, amount=amount, **given)


@pytest.fixture
def made(desk: Desk) -> Made:
    award = make_award(desk)
    with desk.read() as session:
        from sqlalchemy import select

        lines = session.scalars(
            select(model.BudgetLine.key).where(model.BudgetLine.award_key == award).order_by(model.BudgetLine.position)
        ).all()
    garden = Activity(name="Saturday growing")
    person = Person(name="A. Volunteer", number=1)
    with desk.change("Begin") as session:
        session.add_all((garden, person))
    plan.set_activities(desk, award, [garden.key])
    return Made(award, lines[0], lines[1], garden.key, person.key)
