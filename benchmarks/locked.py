"""A day's work in a file locked with a passphrase, against the same work in the open file.

One round: record the hours of twelve people, amend one of them, look everything up that Home and the list of people
say, find a name, undo both. Opening is told apart: making the key from the passphrase takes long, and is meant to.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from benchmarks.measure import Measured, Times
from benchmarks.samples import FOLDER, sample, today
from communitydesk.agenda.figures import home, this_year, worth_a_word
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people.actions import amend_hours
from communitydesk.people.figures import people_rows
from communitydesk.people.model import Hours, Person
from communitydesk.storage import open_desk
from communitydesk.storage.passphrase import set_passphrase

PASSPHRASE = "three plain words"
WORK = 8  # rounds


def work(desk: Desk, keys: Sequence[str], activity: str, day: dt.date) -> None:
    """One round of a day's work."""
    given = [
        Hours(person_key=key, activity_key=activity, given_on=day, minutes=120, role_class="general") for key in keys
    ]
    with desk.change(N_("Type in a sheet")) as session:
        session.add_all(given)
    amend_hours(desk, given[0].key, minutes=90)
    for figures in (home, this_year, worth_a_word):
        desk.remembered(figures, day)
    with desk.read() as session:
        people_rows(session, current_year(session, day))
    desk.search("mar")
    desk.undo()
    desk.undo()


def measure(rounds: int) -> Sequence[Measured]:
    """Work in both files in turn, after one round each to warm up."""
    path = Path(os.environ[FOLDER]) / "locked.communitydesk"
    plain = Path(os.environ[FOLDER]) / "open.communitydesk"
    shutil.copyfile(sample("large"), path)
    shutil.copyfile(sample("large"), plain)
    set_passphrase(path, None, PASSPHRASE)
    opened, floor, ours, bare = Times(), Times(), Times(), Times()
    for _ in range(rounds):
        with floor:
            desk = open_desk(plain, models=models)
        desk.close()
        with opened:
            desk = open_desk(path, passphrase=PASSPHRASE, models=models)
        desk.close()
    desks = open_desk(path, passphrase=PASSPHRASE, models=models), open_desk(plain, models=models)
    with desks[1].read() as session:
        keys = session.scalars(select(Person.key).order_by(Person.number).limit(12)).all()
        activity = session.scalars(select(Hours.activity_key).where(Hours.activity_key.is_not(None)).limit(1)).one()
    for desk in desks:
        work(desk, keys, activity, today())
    gc.freeze()
    for _ in range(WORK):
        for desk, times in zip(desks, (ours, bare), strict=True):
            with times:
                work(desk, keys, activity, today())
    for desk in desks:
        desk.close()
    source = f"large sample, middle of {WORK} rounds: 12 hours, one amended, Home, people, a search, undo twice"
    return (
        Measured("A day's work in a locked file; open file", ours.middle(), bare.middle(), 1.3, source),
        Measured("Opening a locked file; open file", opened.middle(), floor.middle(), None, "large sample"),
    )
