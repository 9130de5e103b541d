"""A window of ours, in a process of its own: started, opened with a file, painted, measured, left.

Prints: seconds from the process's start until the first page was painted and the window waits for a key; memory in
MiB then. `argv`: the file, a folder for this window's settings, and the start on the system's monotonic clock.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from communitydesk.__main__ import language
    from communitydesk.app import Application
    from communitydesk.desk.words import Words
    from communitydesk.shell.preferences import Preferences

    preferences = Preferences(folder / "settings.ini")
    preferences.who = "Bench"
    qt = QApplication(["communitydesk"])
    application = Application(qt, Words(language()), preferences)
    application.begin(path)
    from benchmarks.painted import leave_when_painted

    assert application.window is not None
    leave_when_painted(qt, application.window, QTimer)


if __name__ == "__main__":
    main()
