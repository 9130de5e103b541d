"""What a window does once it is painted: it says when it was backed up, and counts beside the places what is to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from communitydesk.shell.sidebar import Sidebar
from communitydesk.widgets.context import Context, Progress

if TYPE_CHECKING:
    from communitydesk.shell.window import MainWindow


class Later(QObject):
    """Counts off the window's thread, for that takes long where there is much; then `done` is called.

    A change meanwhile wins: what was counted before it is not shown.
    """

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        sidebar: Sidebar,
        saved: Callable[[], None],
        done: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._context, self._sidebar, self._saved, self._done = context, sidebar, saved, done
        self._painted = False
        self._counted: tuple[tuple[str, ...], dt.date] | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._look)

    def painted(self) -> None:
        """The window is seen, so the rest can begin."""
        if not self._painted:
            self._painted = True
            self._next.start(0)

    def changed(self) -> None:
        """What was counted holds no longer."""
        self._counted = None

    def look(self) -> None:
        """Count in the next turn what has not been counted."""
        if self._painted:
            self._next.start(0)

    def _look(self) -> None:
        desk, today = self._context.desk, self._context.today()
        counting = self._sidebar.counting()
        wanted = (tuple(counting), today)
        if wanted == self._counted:
            return
        self._counted = wanted
        self._saved()

        def work(progress: Progress) -> dict[str, int]:
            found: dict[str, int] = {}
            for id_, badge in counting.items():
                progress(len(found) / len(counting))
                found[id_] = desk.remembered(badge, today)
            return found

        def done(found: dict[str, Any]) -> None:
            if self._counted is wanted:
                self._sidebar.show_counts(found)
                self._done()

        self._context.window.run("", work, done, quiet=True)
