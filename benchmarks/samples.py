"""The files that windows are opened with: empty, a tenth, large. Written once a run, in a folder that goes away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.words import N_
from communitydesk.group.model import Group
from communitydesk.sample.actions import write_large
from communitydesk.sample.large import Sizes

TENTH = Sizes(people=50, hours=4_000, awards=8, payments=900, attachments=200, sessions=600, statements=12)


def today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def write(folder: Path) -> dict[str, Path]:
    """Write the three files and return their paths by name."""
    found = {}
    for name, sizes in (("empty", None), ("tenth", TENTH), ("large", Sizes())):
        path = found[name] = folder / f"{name}.communitydesk"
        desk = storage.create(path, models=models)
        if sizes is None:
            with desk.change(N_("Set up the group")) as session:
                session.add(Group(name="A new group"))
        else:
            write_large(desk, today(), sizes)
        desk.close()
    return found
