"""Filling in and pressing what a page or a sheet of people shows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from communitydesk.people.ui.ahead import AheadSheet
from communitydesk.widgets.form import FormSheet, Sheet


def put(row: Any, text: str) -> None:
    """Type into a field, or choose in it."""
    widget = row.input
    if isinstance(widget, QComboBox):
        if widget.isEditable():
            widget.setEditText(text)
        else:
            widget.setCurrentIndex(widget.findText(text))
        row.edited.emit()
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(text)
        widget.textEdited.emit(text)


def answering(monkeypatch: pytest.MonkeyPatch, **typed: str) -> list[QDialog]:
    """Have sheets filled in as a person would, and saved; a sheet that asks for a reason is given `reason`."""
    met: list[QDialog] = []

    def answer(sheet: Sheet) -> int:
        met.append(sheet)
        sheet.show()
        if isinstance(sheet, AheadSheet):
            if "reason" in typed:
                put(sheet.reason, typed["reason"])
                sheet.save()
        else:
            assert isinstance(sheet, FormSheet)
            for name, text in typed.items():
                if name in sheet.form.rows:
                    put(sheet.form.rows[name], text)
            sheet.save()
        result = sheet.result()
        sheet.hide()  # one that stays keeps the keyboard from every other window
        return result

    monkeypatch.setattr(Sheet, "exec", answer)
    return met


def cells(table: Any) -> list[tuple[str, ...]]:
    return [tuple(column.text(row) for column in table.model.columns) for row in table.model.rows]


def press(page: QWidget, text: str) -> None:
    QApplication.processEvents()
    next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()).click()


def nameless(page: QWidget) -> list[str]:
    """Every control that is seen and has no name that could be said aloud."""
    kinds = (QPushButton, QLineEdit, QComboBox, QPlainTextEdit)
    return [
        type(one).__name__
        for kind in kinds
        for one in page.findChildren(kind)
        if one.isVisibleTo(page) and not one.accessibleName() and not getattr(one, "text", str)()
        and not isinstance(one.parent(), QComboBox)
    ]  # fmt: skip
