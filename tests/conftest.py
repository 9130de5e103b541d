"""What every test stands on: no screen is needed."""

import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def the_hook_for_what_nobody_foresaw_is_put_back() -> Iterator[None]:
    """A program that a test starts says its bugs in a dialog; after the test nobody is there to read one."""
    before = sys.excepthook
    yield
    sys.excepthook = before
