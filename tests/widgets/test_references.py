"""Python's constants do not run out of references under the Qt binding."""

import sys

from PySide6.QtCore import QObject, Signal

from communitydesk.widgets.references import hold_constants


class Bell(QObject):
    rung = Signal(bool)


def test_many_signals_leave_true_and_none_alive() -> None:
    hold_constants()
    bell = Bell()
    bell.rung.connect(lambda _: None)
    for _ in range(20_000):
        bell.rung.emit(True)
        bell.setObjectName("x")
    assert sys.getrefcount(True) > 20_000
    assert sys.getrefcount(None) > 20_000
