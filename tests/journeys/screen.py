"""What stands on the screen, and where keys and clicks go: only what a person can see and reach."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractListModel, QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QStyle,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

T = TypeVar("T")


class Lost(AssertionError):
    """What was looked for is not on the screen; the sentence says what is."""


def front() -> list[QWidget]:
    """Return the windows that can be used now: a popup, else a dialog in front, else every window."""
    if popup := QApplication.activePopupWidget():
        return [popup]
    if modal := QApplication.activeModalWidget():
        return [modal]
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, QMenu)]


def visible(kind: type[T], *, whole: bool = False) -> list[T]:
    """Return the visible widgets of a kind in the windows in front, in the order of the screen."""
    found: list[Any] = []
    for window in front():
        inside: Sequence[Any] = window.findChildren(kind)  # type: ignore[type-var]
        found += [one for one in inside if isValid(one) and one.isVisible() and one.width() > 0 and one.height() > 0]
    return sorted(found, key=lambda one: (one.mapToGlobal(QPoint(0, 0)).y() // 8, one.mapToGlobal(QPoint(0, 0)).x()))


def labels() -> list[QLabel]:
    """Return every visible label."""
    return visible(QLabel)


def views(name: str = "") -> list[QAbstractItemView]:
    """Return the visible lists, or those that are called so."""
    found = [one for one in visible(QAbstractItemView) if isValid(one) and not isinstance(one.parent(), QComboBox)]
    return [one for one in found if not name or one.accessibleName() == name]


def texts() -> list[str]:
    """Return every text that can be read now."""
    found = [one.text() for one in labels()]
    found += [plain(one.text()) for one in visible(QAbstractButton)]
    found += [text_in(one) for kind in (QLineEdit, QPlainTextEdit, QComboBox) for one in visible(kind)]
    found += [one.title() for one in visible(QGroupBox)]
    found += [one.accessibleName() for one in visible(QProgressBar)]
    found += [cell for view in views() for row in table_texts(view) for cell in row]
    found += [plain(bar.tabText(i)) for bar in visible(QTabBar) for i in range(bar.count())]
    found += [window.windowTitle() for window in front()]
    return [one for one in found if one]


def describe() -> str:
    """Return what stands on the screen, in a line."""
    seen = list(dict.fromkeys(texts()))
    return "on the screen: " + " | ".join(one.replace("\n", " ")[:60] for one in seen[:80])


def table_texts(view: QAbstractItemView) -> list[list[str]]:
    """Return the texts of the first 500 rows of a list."""
    model = view.model()
    if model is None:
        return []
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    return [
        [str(model.index(row, column).data() or "") for column in columns] for row in range(min(500, model.rowCount()))
    ]


def text_in(field: QWidget) -> str:
    """Return what stands in a field."""
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.currentText() if isinstance(field, QComboBox) else ""


def trouble_beside(field: QWidget) -> str:
    """Return the sentence about something wrong that stands nearest to a field."""
    at = field.parentWidget()
    for _ in range(2):
        if at is None:
            break
        found = [one for one in at.findChildren(QLabel) if one.objectName() == "error" and one.isVisible()]
        if found:
            return found[0].text()
        at = at.parentWidget() if not isinstance(at, QScrollArea) else None
    return ""


def name_of(widget: QWidget | None) -> str:
    """Return what a control is called."""
    if widget is None:
        return ""
    text = getattr(widget, "text", None)
    said = plain(text()) if isinstance(widget, QAbstractButton) and callable(text) else ""
    parent = widget.parent()
    if isinstance(parent, QComboBox):
        return parent.accessibleName()
    return widget.accessibleName() or said


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever the widget stands in, as far as needed."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea) and at.widget() is not None and at.widget().isAncestorOf(widget):
            at.ensureWidgetVisible(widget, 10, 10)
        at = at.parentWidget()


def on_top(widget: QWidget, point: QPoint) -> None:
    """Raise Lost when something else lies over a point of a widget, so that a mouse could not reach it."""
    window = widget.window()
    there = window.childAt(widget.mapTo(window, point)) or window
    if not (
        there is widget or widget.isAncestorOf(there) or (there.isAncestorOf(widget) and _see_through(there, widget))
    ):
        raise Lost(f"“{name_of(widget)}” lies under {type(there).__name__} “{name_of(there)}”")


def _see_through(above: QWidget, widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) or isinstance(
        above, QAbstractScrollArea
    )


def wake() -> None:
    """Make the window in front the active one when none is, as a window manager does after a dialog has gone."""
    if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
        window = QApplication.activeModalWidget() or next(iter(front()), None)
        if window is not None:
            window.activateWindow()


def focus() -> QWidget:
    """Return where keys go now."""
    popup = QApplication.activePopupWidget()
    widget = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
    if widget is None:
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        if window is None:
            window = next(iter(front()))
            window.activateWindow()
        widget = window.focusWidget() or window
    return widget


def type_text(text: str) -> None:
    """Type letters where the focus is; those that no key of this keyboard has come as an input method brings them."""
    for letter in text:
        if " " <= letter <= "~":
            QTest.keyClicks(focus(), letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press_keys(sequence: str) -> None:
    if sequence == "Shift+Tab":  # this is how every keyboard's driver says it
        QTest.keyClick(focus(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        return
    combination = QKeySequence(sequence)[0]
    QTest.keyClick(focus(), combination.key(), combination.keyboardModifiers())


def select_all(field: QWidget) -> None:
    if isinstance(field, QComboBox) and field.lineEdit() is not None:
        field.lineEdit().selectAll()
    elif isinstance(field, QLineEdit | QPlainTextEdit):
        field.selectAll()


def double_click(view: QAbstractItemView, rect: QRect) -> None:
    # a double click is a press, a release, the second press, and letting go, wherever that has led
    window = view.window()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    if view.isVisible():
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        if isValid(window):
            QTest.mouseRelease(window, Qt.MouseButton.LeftButton)


def box_in(view: QAbstractItemView, row: int) -> QPoint:
    """Return the middle of the box to tick in a row."""
    index, option = view.model().index(row, 0), QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    return view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view).center()


def arrow_to(bar: QTabBar, index: int) -> QToolButton | None:
    """Return the arrow that brings a tab into sight, None when it is in sight."""
    arrows = sorted((one for one in bar.findChildren(QToolButton) if one.isVisible()), key=lambda one: one.x())
    middle = bar.tabRect(index).center()
    if not arrows or 0 <= middle.x() < arrows[0].x():
        return None
    arrow = arrows[0] if middle.x() < 0 else arrows[-1]
    return arrow if arrow.isEnabled() else None


def drop(widget: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let go."""
    middle, data = widget.rect().center(), QMimeData()
    on_top(widget, middle)
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(middle, *how)
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        raise Lost(f"“{name_of(widget)}” takes no files")
    QApplication.sendEvent(widget, QDropEvent(QPointF(middle), *how))


def popup_action(name: str) -> tuple[QMenu, QRect] | None:
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        for action in menu.actions():
            if is_called(action, name):
                return menu, menu.actionGeometry(action)
    return None


def is_called(action: QAction | None, name: str) -> bool:
    """Return whether an entry of a menu says a name, or begins with it before a colon ("Undo: ...")."""
    return action is not None and (plain(action.text()) == name or plain(action.text()).startswith(f"{name}:"))


def bar_of(action: QAction) -> Any:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and action in window.menuBar().actions():
            return window.menuBar()
    raise Lost("the menu bar is gone")


def plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
