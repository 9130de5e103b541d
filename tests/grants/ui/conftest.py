"""A context around the file of the grants' tests; dialogs are answered by the tests themselves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.widgets.context import Context
from tests.widgets.standin import StandInWindow, stand_in


@pytest.fixture
def context(desk: Desk, qtbot: QtBot) -> Context:
    return stand_in(desk)


@pytest.fixture
def window(context: Context) -> StandInWindow:
    assert isinstance(context.window, StandInWindow)
    return context.window


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[Any], None]], None]]:
    """Say what is done in the next sheets instead of a person; a sheet that nobody awaits is refused."""
    waiting: list[Callable[[Any], None]] = []

    def exec_(self: QDialog) -> int:
        assert waiting, f"nobody awaits {self.windowTitle()}"
        waiting.pop(0)(self)
        return self.result()

    monkeypatch.setattr(QDialog, "exec", exec_)
    yield waiting.append
    assert not waiting, "a sheet was awaited and did not come"
