import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.sample.actions import write_sample

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("sample") / "sample.communitydesk"
    desk = storage.create(path, models=models)
    write_sample(desk, TODAY)
    yield desk
    desk.close()
