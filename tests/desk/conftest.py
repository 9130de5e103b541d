"""A file with the records of the storage tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk.desk.desk import Desk
from tests.storage.records import new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = new_desk(tmp_path / "group.communitydesk", who="Treasurer")
    yield desk
    desk.close()
