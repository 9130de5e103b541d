"""Keeps Python alive under a Qt binding that gives back more references than it took, and with more than one thread."""

from __future__ import annotations

import ctypes
import gc
import sys

from PySide6.QtCore import QObject, QTimer

PLENTY = 1 << 40


def hold_constants() -> None:
    """Give None, True and False references that cannot run out, before Qt is used.

    PySide6 6.12 under Python 3.11 drops a reference to None with each call that returns nothing and one to True with
    each signal (measured with sys.getrefcount); when they run out Python ends with "bool_dealloc". From Python 3.12
    on these objects are immortal (PEP 683) and nothing is done.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for one in (None, True, False):
            if sys.getrefcount(one) < PLENTY // 2:
                ctypes.c_ssize_t.from_address(id(one)).value += PLENTY


class Tidying(QObject):
    """Collects unreachable objects in the window's thread only, as long as it lives.

    Python collects in whichever thread allocates, and only the window's thread may delete a widget: a thread that makes
    a report must not be the one to collect a closed dialog. This alone did not cure all damage seen at the end of long
    driven runs, whose cause is not known yet.
    """

    EVERY = 1000  # ms

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tidy)
        self._timer.start(self.EVERY)

    def tidy(self) -> int:
        """Collect the oldest generation whose turn has come; return how many objects were freed."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                return gc.collect(generation)
        return 0

    def __enter__(self) -> Tidying:
        return self

    def __exit__(self, *_: object) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
