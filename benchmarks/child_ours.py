"""A window of ours, in a process of its own: started as a person starts it, opened with a file, measured, left.

Prints two lines. The first when the window is painted with what is due in it and waits for a key, the second when
everything else is there too (the other cards, the counts beside the places, the last backup, the world's typefaces):
seconds from the process's start, and memory in MiB. `argv`: the file, a folder for this window's settings, and the
start on the system's monotonic clock.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    from communitydesk.__main__ import hurry

    hurry()
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from communitydesk.__main__ import language
    from communitydesk.app import Application
    from communitydesk.desk.words import Words
    from communitydesk.shell.preferences import Preferences
    from communitydesk.shell.window import MainWindow

    preferences = Preferences(folder / "settings.ini")
    preferences.who = "Bench"
    qt = QApplication(["communitydesk"])
    application = Application(qt, Words(language()), preferences)
    application.begin(path)
    window = application.window
    assert isinstance(window, MainWindow)
    from benchmarks.painted import tell

    def filled() -> None:
        QTimer.singleShot(0, leave)

    def leave() -> None:
        assert window is not None
        window.grab()
        tell()
        os._exit(0)

    def painted() -> None:
        assert window is not None
        window.grab()  # whatever is not painted yet is painted now
        tell()

    window.stands.connect(filled)
    QTimer.singleShot(0, painted)
    qt.exec()


if __name__ == "__main__":
    main()
