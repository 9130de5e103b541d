"""Long work off the window's thread, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from communitydesk.desk.errors import Cancelled
from communitydesk.desk.words import N_, Message, Words
from communitydesk.widgets.page import button, label
from communitydesk.widgets.theme import Theme

SHOWN_AFTER = 400  # ms: quicker work needs no dialog


class _Told(QObject):
    """Carries word from the worker's thread to the window's."""

    progressed = Signal(float, object)
    finished = Signal(object)
    failed = Signal(object)


class _Progress:
    def __init__(self, told: _Told, stop: threading.Event) -> None:
        self._told, self._stop = told, stop

    def __call__(self, done: float, what: Message | str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        self._told.progressed.emit(done, what)

    def cancelled(self) -> bool:
        return self._stop.is_set()


class _Thread(QThread):
    def __init__(self, work: Callable[[Any], Any], told: _Told, stop: threading.Event) -> None:
        super().__init__()
        self._work, self._told, self._stop = work, told, stop

    def run(self) -> None:
        """Do the work; every outcome is told to the window's thread."""
        try:
            result = self._work(_Progress(self._told, self._stop))
        except BaseException as error:
            self._told.failed.emit(error)
        else:
            self._told.finished.emit(result)


class Works:
    """Starts work and knows what is under way. One for each window."""

    def __init__(self, parent: QWidget, words: Words, theme: Theme, idle: Callable[[], None] = lambda: None) -> None:
        """`idle` is called whenever the last of what was under way has been done."""
        self._parent, self._words, self._theme, self._idle = parent, words, theme, idle
        self._running: dict[_Thread, threading.Event] = {}
        self._asked: set[_Thread] = set()

    @property
    def busy(self) -> bool:
        """Whether anything is under way that somebody asked for; what is done quietly is not."""
        return bool(self._asked)

    @property
    def working(self) -> bool:
        """Whether anything at all is under way."""
        return bool(self._running)

    def start(
        self, title: Message | str, work: Callable[[Any], Any], done: Callable[[Any], None],
        failed: Callable[[BaseException], None], *, quiet: bool = False, stops: bool = True,
    ) -> None:  # fmt: skip
        """Run `work(progress)`; then `done(result)`, or `failed(error)` unless the person stopped it, if it `stops`."""
        told, stop = _Told(self._parent), threading.Event()
        thread = _Thread(work, told, stop)
        dialog = None if quiet else _Dialog(self._parent, self._words, self._theme, self._words.say(title), stop, stops)

        def over(then: Callable[[], None]) -> None:
            if dialog:
                dialog.over()
            thread.wait()
            wanted = self._running.pop(thread, None)  # word of it may still be on its way when everything was stopped
            self._asked.discard(thread)
            told.deleteLater()
            if wanted:
                then()
                if not self._running:
                    self._idle()

        def finished(result: Any) -> None:
            over(lambda: done(result))

        def went_wrong(error: BaseException) -> None:
            over(lambda: None if isinstance(error, Cancelled) else failed(error))

        told.finished.connect(finished, Qt.ConnectionType.QueuedConnection)
        told.failed.connect(went_wrong, Qt.ConnectionType.QueuedConnection)
        if dialog:
            told.progressed.connect(dialog.progressed, Qt.ConnectionType.QueuedConnection)
        self._running[thread] = stop
        if not quiet:
            self._asked.add(thread)
        thread.start()

    def stop_all(self) -> None:
        """Ask everything under way to stop and wait for it."""
        for thread, stop in list(self._running.items()):
            stop.set()
            thread.wait()
        self._running.clear()
        self._asked.clear()


class _Dialog(QDialog):
    """Says what is being done and how far it is; appears only when it takes a while."""

    def __init__(
        self, parent: QWidget, words: Words, theme: Theme, title: str, stop: threading.Event, stops: bool
    ) -> None:
        super().__init__(parent)
        self._words, self._stop, self._over, self._stops = words, stop, False, stops
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(420))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.px(24),) * 4)
        box.setSpacing(theme.px(14))
        box.addWidget(label(title, "section"))
        self._what = label("", "second")
        box.addWidget(self._what)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        box.addWidget(self._bar)
        row = QHBoxLayout()
        row.addStretch(1)
        self._button = button(words(N_("Stop")), self.reject)
        row.addWidget(self._button)
        self._button.setVisible(stops)
        box.addLayout(row)
        QTimer.singleShot(SHOWN_AFTER, self._appear)

    def _appear(self) -> None:
        if not self._over:
            self.open()

    def progressed(self, done: float, what: Message | str) -> None:
        """Show how far it is."""
        if self._bar.maximum() == 0:
            self._bar.setRange(0, 1000)
        self._bar.setValue(round(done * 1000))
        if what:
            self._what.setText(self._words.say(what))

    def reject(self) -> None:  # Qt calls this
        """Stop the work; the dialog goes when it has stopped, or stays to its end."""
        if not self._stops:
            return
        self._stop.set()
        self._button.setEnabled(False)
        self._what.setText(self._words(N_("Stopping ...")))

    def over(self) -> None:
        """The work is over."""
        self._over = True
        self.done(0)
        self.deleteLater()
