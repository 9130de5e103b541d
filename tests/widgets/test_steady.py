"""The program outlives a fault of the screen library, and rests when nobody touches it."""

import subprocess
import sys

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from communitydesk.widgets.scroll import Inside, Scroller

CALLS = 60_000


def test_calls_that_return_nothing_never_end_the_program() -> None:
    program = f"""
import communitydesk.widgets
from PySide6.QtWidgets import QApplication, QLabel
qt = QApplication([])
shown = QLabel()
for n in range({CALLS}):
    shown.setText("a")
print("there")
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert told.stdout.strip() == "there", told.stderr[-300:]
    assert told.returncode == 0


class NeverRight(Scroller):
    """Qt and the page never agree how high its words are, as happens where a scroll bar takes part of the width."""

    def _wanted(self) -> int:
        return self._height() + 19


def test_a_page_that_nobody_touches_comes_to_rest(qtbot: QtBot) -> None:
    page, measured = NeverRight(Inside()), list[int]()
    qtbot.addWidget(page)
    page._settling.timeout.connect(lambda: measured.append(page._height()))
    page.show()
    for _ in range(50):
        QCoreApplication.sendEvent(page.viewport(), QEvent(QEvent.Type.LayoutRequest))
        QCoreApplication.processEvents()
    assert 1 <= len(measured) < 10
