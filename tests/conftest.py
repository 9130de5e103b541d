"""What every test stands on: no screen is needed."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure() -> None:
    """Python looks for rubbish on any thread; that of closed windows may only be let go of on the window's."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What the tests are made of is not looked through again after each of them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def rubbish_is_looked_for_between_tests() -> Iterator[None]:
    """As the program's own sweeper does; all of it now and then, the young ones after every test.

    What was to be deleted later is deleted now: a running program's loop does so, and there is none here.
    """
    yield
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            break


@pytest.fixture(autouse=True)
def the_hook_for_what_nobody_foresaw_is_put_back() -> Iterator[None]:
    """A program that a test starts says its bugs in a dialog; after the test nobody is there to read one."""
    before = sys.excepthook
    yield
    sys.excepthook = before
