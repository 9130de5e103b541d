"""A small group to begin a journey with, written as its actions write it, and opened in the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from communitydesk import storage
from communitydesk.activities.actions import add_activity
from communitydesk.activities.model import Activity
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.people.actions import add_person
from communitydesk.people.model import Person

WORDS = Words()


def day(ahead: int) -> dt.date:
    """Return a day from today."""
    return dt.datetime.now().astimezone().date() + dt.timedelta(days=ahead)


def said(ahead: int) -> str:
    """Return a day from today as it is typed."""
    return WORDS.date(day(ahead))


def begun(
    application: Application, folder: Path, *, people: Iterable[str] = (), more: Callable[[Desk], None] | None = None
) -> Path:
    """Write a group with an activity and these people, and `more`; open it in the window and return its file."""
    path = folder / f"Mill Lane Garden{storage.SUFFIX}"
    desk = storage.create(path, who="Ines Carvalho", models=models)
    set_up_group(desk, Group(name="Mill Lane Garden", area="Mill Lane estate", people_served="Everybody there"))
    add_activity(desk, Activity(name="Growing morning", starts_at=600, ends_at=750, counted="names", place="The plot"))
    for name in people:
        add_person(desk, Person(name=name, joined_on=day(-400)))
    if more:
        more(desk)
    desk.close()
    assert application.open(path)
    return path
