"""The program outlives a fault of the screen library."""

import subprocess
import sys

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
