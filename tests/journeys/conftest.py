"""The whole program, started as a person starts it, with its settings and backups in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from communitydesk.app import Application
from communitydesk.desk.words import Words
from communitydesk.shell.preferences import Preferences


@pytest.fixture
def application(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """The program just started, on its welcome; who is writing was asked before on this computer."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    preferences = Preferences(tmp_path / "settings.ini")
    preferences.who = "Ines Carvalho"
    started = Application(qapp, Words(), preferences)
    started.begin(None)
    yield started
    started.close_desk()
    if started.window is not None:
        started.window.hide()
        started.window.deleteLater()
    qapp.removeEventFilter(started._presses)
    qapp.setStyleSheet("")
