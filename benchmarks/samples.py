"""The files that windows are opened with: empty, a tenth, large. Written once a run, in a folder that goes away."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.words import N_
from communitydesk.group.model import Group
from communitydesk.sample.actions import write_large
from communitydesk.sample.large import Sizes

TENTH = Sizes(people=50, hours=4_000, awards=8, payments=900, attachments=200, sessions=600, statements=12)
FOLDER = "COMMUNITYDESK_BENCH"


def today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def sample(name: str) -> Path:
    """Return one of this run's files. Raises FileNotFoundError when they could not be written."""
    path = Path(os.environ[FOLDER]) / f"{name}.communitydesk"
    if not path.exists():
        raise FileNotFoundError(f"there is no {path.name}: the samples were not written")
    return path


def write(folder: Path) -> None:
    """Write the three files."""
    for name, sizes in (("empty", None), ("tenth", TENTH), ("large", Sizes())):
        desk = storage.create(folder / f"{name}.communitydesk", models=models)
        if sizes is None:
            with desk.change(N_("Set up the group")) as session:
                session.add(Group(name="A new group"))
        else:
            write_large(desk, today(), sizes)
        desk.close()
