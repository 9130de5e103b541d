"""Every text on the screen comes from the catalogue, but for what people typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from communitydesk import storage
from communitydesk.app import Application
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.resources import resource
from communitydesk.shell.preferences import Preferences
from communitydesk.shell.window import MainWindow
from tests.language.conftest import typed_in
from tests.language.crawl import Crawler
from tests.language.marked import Marked


def published() -> set[str]:
    """Return what stands in the rates of volunteer time as it was published, or noted beside: names, not our words."""
    rows = json.loads(resource("rates", "rates.json").read_text(encoding="utf-8"))["rows"]
    return {row[name] for row in rows for name in ("scheme", "source", "note") if row.get(name)}


def test_every_text_of_every_place_and_record_is_said_in_its_language(
    qapp: QApplication, sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / f"sample{storage.SUFFIX}"
    shutil.copy(sample.path, path)
    preferences = Preferences(tmp_path / "settings.ini")
    preferences.who = "Ines Carvalho"
    program = Application(qapp, Marked(), preferences)
    program.use(storage.open_desk(path, who="Ines Carvalho", models=models))
    window = program.window
    assert isinstance(window, MainWindow)
    assert program.desk is not None
    typed, strange = typed_in(program.desk, published()), dict[str, str]()

    def look(text: str, where: str) -> None:
        for found in typed.strange(text):
            strange.setdefault(found, f"{where}: {text[:140]}")

    crawler = Crawler(window, look)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: crawler.dialog(dialog))
    crawler.everything()
    print(f"{len(crawler.texts)} texts, {len(crawler.dialogs)} dialogs")
    program.close_desk()
    window.hide()
    window.deleteLater()
    qapp.removeEventFilter(program._presses)
    qapp.setStyleSheet("")
    assert len(crawler.texts) > 2000
    assert not strange, "\n".join(f"{found!r} in {where}" for found, where in strange.items())
