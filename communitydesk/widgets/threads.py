"""What must happen on the window's thread whoever asks for it: telling pages of a change, and looking for rubbish."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SWEEP_EVERY = 1000  # ms


class OnThisThread(QObject):
    """Does what it is given on the thread that it was made on: at once there, in its next turn from any other."""

    _given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()
        self._given.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def __call__(self, act: Callable[[], None]) -> None:
        """Do it, here or there; what other threads ask for is done in the order of asking."""
        if threading.get_ident() == self._thread:
            act()
        else:
            self._given.emit(act)

    def _do(self, act: Callable[[], None]) -> None:
        act()


class Sweeper(QTimer):
    """Looks for rubbish in the window's quiet moments, in place of Python itself.

    Python looks for it on whatever thread happens to need memory. A dialog's parts hold each other, so they are such
    rubbish once it is closed, and Qt may only be let go of on the window's thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(self.sweep)
        self.start(SWEEP_EVERY)

    def sweep(self) -> None:
        """Look through the youngest, and through older ones as seldom as Python would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
