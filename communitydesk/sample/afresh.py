"""Makes the sample group afresh, in a folder of this computer's user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path


def make_sample(folder: Path, name: str, who: str, day: dt.date, progress: Callable[..., None]) -> Path:
    """Write the sample group into a file of its own and return where it is; when it is stopped, no file is left."""
    from communitydesk import storage
    from communitydesk.capabilities import models
    from communitydesk.sample.actions import write_sample

    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder, name)
    desk = storage.create(path, who=who, models=models)
    try:
        write_sample(desk, day, progress)
        desk.settle_offer()  # nobody in it is real
    except BaseException:
        desk.close()
        path.unlink(missing_ok=True)  # half a sample is none
        raise
    desk.close()
    return path


def _free(folder: Path, name: str) -> Path:
    from communitydesk.storage import SUFFIX

    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path
