"""Answers sheets that the program shows one after the other, as a person would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QWidget


class Answers:
    """Each of `steps` is given the next sheet that comes up, and ends it; what it met is in `titles`."""

    def __init__(self, *steps: Callable[[Any], None]) -> None:
        self._steps = list(steps)
        self._met: list[QWidget] = []
        self.titles: list[str] = []
        self.failed: list[BaseException] = []
        self._looking = True
        self._again()

    def _again(self) -> None:
        QTimer.singleShot(5, self._look)  # one after the other: a timer that repeats rests while its own slot waits

    def _look(self) -> None:
        if not self._looking:
            return
        self._again()
        sheet = QApplication.activeModalWidget()
        if not isinstance(sheet, QDialog) or sheet in self._met or sheet.findChild(QProgressBar) is not None:
            return
        self._met.append(sheet)
        self.titles.append(sheet.windowTitle())
        if not self._steps:
            self.failed.append(AssertionError(f"nobody expected “{sheet.windowTitle()}”"))
            sheet.done(0)
            return
        try:
            self._steps.pop(0)(sheet)
        except BaseException as error:
            self.failed.append(error)
            sheet.done(0)

    def over(self) -> list[str]:
        """See that every step was taken and none failed; return the titles of the sheets."""
        self._looking = False
        if self.failed:
            raise self.failed[0]
        assert not self._steps, f"{len(self._steps)} sheets did not come; these did: {self.titles}"
        return self.titles
