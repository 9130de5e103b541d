"""Tells when a window was really closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal


class Closing(QObject):
    """Tells when a window was really closed: nothing in it refused."""

    closed = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt calls this
        """A window that is hidden by the system's own doing was closed."""
        if event.type() == QEvent.Type.Close:
            QTimer.singleShot(0, lambda: None if watched.isVisible() else self.closed.emit())  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)
