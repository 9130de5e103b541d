"""A file with an activity and a few people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk.activities.actions import add_activity
from communitydesk.activities.model import Activity
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.people.actions import add_person
from communitydesk.people.model import Person
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 14)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


@pytest.fixture
def garden(desk: Desk) -> str:
    activity = Activity(name="Saturday growing", starts_at=600, ends_at=750, place="The plot", counted="names")
    return add_activity(desk, activity).key


@pytest.fixture
def ines(desk: Desk) -> str:
    return add_person(desk, Person(name="Ines Carvalho", role="Session leader", role_class="skilled")).key


@pytest.fixture
def lukasz(desk: Desk) -> str:
    return add_person(desk, Person(name="Łukasz Wójcik", role="Gardener")).key
