"""Ctrl+Z in a field takes back typing there first."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def typing_undone(widget: QWidget | None, *, back: bool) -> bool:
    """Undo or redo typing in a field; False when there was none."""
    if isinstance(widget, QLineEdit) and not widget.isReadOnly():
        able = widget.isUndoAvailable() if back else widget.isRedoAvailable()
    elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        document = widget.document()
        able = document.isUndoAvailable() if back else document.isRedoAvailable()
    else:
        return False
    if able:
        widget.undo() if back else widget.redo()
    return able
