"""What every test stands on: no screen is needed, and Python outlives the Qt binding (widgets.references)."""

import os
import sys
from collections.abc import Iterator

import pytest

from communitydesk.widgets.references import hold_constants

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
hold_constants()
_status: list[int] = []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(exitstatus: int) -> None:
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave with the tests' own result: taking the Qt binding apart at the interpreter's end may abort the process."""
    if _status and "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[-1])


@pytest.fixture(autouse=True)
def the_hook_for_what_nobody_foresaw_is_put_back() -> Iterator[None]:
    """A program that a test starts says its bugs in a dialog; after the test nobody is there to read one."""
    before = sys.excepthook
    yield
    sys.excepthook = before
