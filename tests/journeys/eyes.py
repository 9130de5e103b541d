"""Looks at the window from the journey's thread: each look happens in the window's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.journeys.screen import (
    Lost,
    describe,
    labels,
    plain,
    table_texts,
    text_in,
    texts,
    trouble_beside,
    views,
    visible,
    wake,
)

T = TypeVar("T")
PATIENCE = 15.0  # seconds until something that should be there is missed
FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)


class Hand(QObject):
    """Does things in the window's thread that the journey's thread asks for."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def _do(self, job: Callable[[], None]) -> None:
        job()


class Watcher:
    """Somebody who looks at the screen, and waits until something is to be seen."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.over = False
        self.pressed = 0  # keys so far; a shortcut is one

    # -- threads ----------------------------------------------------------------------------------

    def now(self, look: Callable[[], T]) -> T:
        """Return what a look in the window's thread gives."""
        done, found, wrong = threading.Event(), [], []

        def job() -> None:
            try:
                found.append(look())
            except BaseException as error:
                wrong.append(error)
            finally:
                done.set()

        self._hand.asked.emit(job)
        if not done.wait(60):
            raise TimeoutError("the window does not answer")
        if wrong:
            raise wrong[0]
        return found[0]

    def act(self, touch: Callable[[], Any]) -> None:
        """Touch something; goes on when the window is ready again, also while a dialog that it opened waits."""
        wrong: list[BaseException] = []

        def job() -> None:
            try:
                touch()
            except BaseException as error:
                wrong.append(error)

        self._hand.asked.emit(job)
        for _ in range(
            3
        ):  # what was posted by what was posted comes before each of these, or opens a dialog that waits
            self.now(bool)
        self.now(wake)
        if wrong:
            raise wrong[0]

    def until(self, look: Callable[[], T | None], missed: str, patience: float | None = None) -> T:
        """Look again and again until there is something; raises Lost with what stands there instead."""
        end, pause = time.monotonic() + (patience or PATIENCE), threading.Event()
        rest = 0.02  # seconds between two looks; longer and longer, since looking takes time too
        while True:
            found = self.now(look)
            if found:
                return found
            if self.over or time.monotonic() > end:
                raise Lost(f"{missed}; {self.now(describe)}")
            pause.wait(rest)
            rest = min(0.2, rest * 1.25)

    def _try(self, touch: Callable[[], None]) -> None:
        """Touch something; once more when it was covered or was drawn anew just then."""
        end, pause = time.monotonic() + PATIENCE, threading.Event()
        while True:
            try:
                return touch()
            except (Lost, RuntimeError):  # the binding raises RuntimeError for a widget that is gone
                if self.over or time.monotonic() > end:
                    raise
                pause.wait(0.05)

    # -- looking ----------------------------------------------------------------------------------

    def sees(self, text: str) -> bool:
        """Return whether a text stands on the screen now."""
        return self.now(lambda: any(text in one for one in texts()))

    def wait_for(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        self.until(lambda: any(text in one for one in texts()), f"nothing says “{text}”")

    def wait_gone(self, text: str) -> None:
        """Wait until a text no longer stands on the screen."""
        self.until(lambda: not any(text in one for one in texts()), f"“{text}” is still there")

    @property
    def heading(self) -> str:
        """The heading of the place or dialog in front."""
        return self.now(lambda: next((one.text() for one in labels() if one.objectName() == "place"), ""))

    def wait_heading(self, text: str, patience: float | None = None) -> None:
        """Wait until the place or dialog in front is called so; `patience` in seconds for long work."""
        self.until(lambda: any(one.objectName() == "place" and one.text() == text for one in labels()),
                   f"no heading “{text}”", patience)  # fmt: skip

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.now(lambda: text_in(self._field_now(name)))

    def problem(self, name: str) -> str:
        """Return the sentence under a field, "" when there is none."""
        self._field(name)
        return self.now(lambda: trouble_beside(self._field_now(name)))

    def problems(self) -> list[str]:
        """Return every sentence about something wrong that is to be seen."""
        return self.now(lambda: [one.text() for one in labels() if one.objectName() == "error"])

    def rows(self, name: str = "") -> list[list[str]]:
        """Return what a list shows, row by row; of the only list when it has no name here."""
        view = self._view(name)
        return self.now(lambda: table_texts(view))

    # -- finding ----------------------------------------------------------------------------------

    def _button_now(self, name: str) -> QAbstractButton | None:
        whole = [one for one in visible(QAbstractButton) if one.isEnabled()]
        for match in (lambda one: plain(one.text()) == name, lambda one: one.accessibleName() == name):
            found = [one for one in whole if match(one)]
            if found:
                return found[0]
        return None

    def _field_now(self, name: str) -> QWidget:
        for kind in FIELDS:
            for one in visible(kind):
                if isinstance(one.parent(), QComboBox):
                    continue
                if name in (
                    one.accessibleName(),
                    plain(getattr(one, "text", str)()) if isinstance(one, QCheckBox) else "",
                ):
                    return one
        for one in labels():
            buddy = one.buddy()
            if one.text() == name and buddy is not None and buddy.isVisible():
                return buddy
        raise Lost(f"no field “{name}”")

    def _field(self, name: str) -> QWidget:
        def find() -> QWidget | None:
            try:
                return self._field_now(name)
            except Lost:
                return None

        return self.until(find, f"no field “{name}”")

    def _view(self, name: str) -> QAbstractItemView:
        return self.until(lambda: next(iter(views(name)), None), f"no list “{name}”")
