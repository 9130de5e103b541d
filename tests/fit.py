"""Finds what does not fit on the screen: words that are cut, things that reach out of what holds them, bars at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

SLACK = 2
"""Pixels by which a measure may be rounded."""


def unfit(window: QWidget) -> list[str]:
    """Return a sentence for everything in a window that a person cannot see whole, though it is shown."""
    found = [*_too_large(window)]
    for one in window.findChildren(QWidget):
        if one.isVisible() and one.width() > 0 and one.height() > 0 and not _scrolled_away(one):
            found += [f"{type(one).__name__} “{_said(one)}”: {why}" for why in _troubles(one)]
    return list(dict.fromkeys(found))


def _too_large(window: QWidget) -> Iterator[str]:
    screen = window.screen().availableGeometry().size()
    if window.width() > screen.width() or window.height() > screen.height():
        yield f"the window is {window.width()} by {window.height()}, the screen {screen.width()} by {screen.height()}"


def _said(one: QWidget) -> str:
    text = getattr(one, "text", None)
    said = text() if callable(text) else one.accessibleName()
    return " ".join(str(said or one.accessibleName() or one.objectName()).split())[:60]


def _troubles(one: QWidget) -> Iterator[str]:
    if isinstance(one, QAbstractScrollArea):
        yield from _scrolls_sideways(one)
        return
    if isinstance(one, QTabBar):
        yield from _hidden_tabs(one)
    elif isinstance(one, QLabel) and one.text() and not one.pixmap():
        yield from _cut_label(one)
    elif isinstance(one, QPushButton | QCheckBox | QRadioButton) and one.text():
        if one.sizeHint().width() > one.width() + SLACK or one.sizeHint().height() > one.height() + 2 * SLACK:
            yield f"needs {one.sizeHint().width()} by {one.sizeHint().height()}, has {one.width()} by {one.height()}"
    elif isinstance(one, QComboBox | QLineEdit):
        yield from _cut_field(one)
    if isinstance(one, QLabel | QAbstractButton | QLineEdit | QComboBox):
        yield from _reaches_out(one)


def _scrolls_sideways(one: QAbstractScrollArea) -> Iterator[str]:
    bar = one.horizontalScrollBar()
    if bar.isVisible() and bar.maximum() > SLACK and not isinstance(one, QHeaderView):
        yield f"has a bar to scroll it sideways by {bar.maximum()}"
    if isinstance(one, QTableView):
        yield from _cut_cells(one)


def _cut_field(one: QComboBox | QLineEdit) -> Iterator[str]:
    """What is chosen, or what an empty field says; what a person types may be longer than its field."""
    letters = one.fontMetrics()
    if isinstance(one, QComboBox):
        text, room = "" if one.isEditable() else one.currentText(), one.width() - letters.height()
    else:
        text, room = "" if one.text() else one.placeholderText(), one.width()
    if letters.horizontalAdvance(text) > room:
        yield f"“{text}” needs {letters.horizontalAdvance(text)}, has {room}"


def _cut_label(one: QLabel) -> Iterator[str]:
    if one.wordWrap():
        longest = max((one.fontMetrics().horizontalAdvance(word) for word in one.text().split()), default=0)
        if one.heightForWidth(one.width()) > one.height() + SLACK:
            yield f"needs a height of {one.heightForWidth(one.width())}, has {one.height()}"
        elif longest > one.width() + SLACK:
            yield f"its longest word needs {longest}, has {one.width()}"
    elif one.sizeHint().width() > one.width() + SLACK or one.sizeHint().height() > one.height() + SLACK:
        yield f"needs {one.sizeHint().width()} by {one.sizeHint().height()}, has {one.width()} by {one.height()}"


def _cut_cells(view: QTableView) -> Iterator[str]:
    """Headings that are cut; long texts in cells may yield (they are said whole when the mouse rests on them)."""
    model, header = view.model(), view.horizontalHeader()
    if model is None or header.isHidden():
        return
    for column in range(model.columnCount()):
        if header.isSectionHidden(column):
            continue
        needed = header.fontMetrics().horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
        if needed > header.sectionSize(column) + SLACK:
            yield f"heading {column} needs {needed}, has {header.sectionSize(column)}"


def _hidden_tabs(bar: QTabBar) -> Iterator[str]:
    """Tabs that only arrows bring into sight, where no button beside them leads to each."""
    holder = bar.parentWidget()
    beside = holder.cornerWidget() if isinstance(holder, QTabWidget) else None
    if beside is not None and beside.isVisible():
        return
    for index in range(bar.count()):
        if not bar.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(bar.tabRect(index)):
            yield f"the tab “{bar.tabText(index)}” is out of sight"


def _area_of(one: QWidget) -> QScrollArea | None:
    at = one.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    return at


def _scrolled_away(one: QWidget) -> bool:
    """Whether it lies where a scroll area would bring it from, so that nothing of it is seen now."""
    return _area_of(one) is not None and one.visibleRegion().isEmpty()


def _reaches_out(one: QWidget) -> Iterator[str]:
    """What lies outside of what holds it, up to the next thing that scrolls."""
    at = one.parentWidget()
    while at is not None:
        place = QRect(one.mapTo(at, QPoint(0, 0)), one.size())
        area = at.parentWidget().parentWidget() if at.parentWidget() else None
        room = at.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not room.contains(place):
            yield f"reaches out of {type(at).__name__} by {_by(place, at.rect())}"
            return
        if at.isWindow() or isinstance(area, QScrollArea):
            return
        at = at.parentWidget()


def _by(place: QRect, room: QRect) -> str:
    sides = {
        "left": room.left() - place.left(), "top": room.top() - place.top(),
        "right": place.right() - room.right(), "foot": place.bottom() - room.bottom(),
    }  # fmt: skip
    return ", ".join(f"{by} at the {side}" for side, by in sides.items() if by > 0)


def focus_is_seen() -> bool:
    """Whether the control that has the focus is in sight at all."""
    one = QApplication.focusWidget()
    return one is not None and not one.visibleRegion().isEmpty()
