"""An empty file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.storage import create


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()
