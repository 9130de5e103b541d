"""What a window does that may only read: whatever would write stays pale in it and says why.

    @writes
    def add(self) -> None: ...

    button(words(N_("Add a contact")), self.add)             # pale where the file is open for reading only
    entry(context, menu, words(N_("Remove")), self.remove)   # so is an entry of a menu
    only_read(context, self.payee)                           # a field of its own: read, not typed in
    row.addWidget(to_read(context, self.place))              # Qt has no list and no box that is only read: a field instead

The mark stands on what is done and not on each button: the same act is reached by a button, a menu, a link or a first
step. What is not marked reads. A mark that was forgotten costs a refusal in a sentence; the other way round, somebody
could not print. What asks nobody to keep anything says `kept=False` (`Form`, `FieldRow`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context

Act = TypeVar("Act", bound=Callable[..., Any])


def writes(act: Act) -> Act:
    """Mark what a person does as writing to the group's file; a part of it that is given to a button too."""
    act.writes = True  # type: ignore[attr-defined]
    return act


def does_write(act: Callable[..., Any]) -> bool:
    """Whether an act is marked as writing, also when some of what it needs is given beforehand."""
    while not getattr(act, "writes", False) and isinstance(act, partial):
        act = act.func
    return bool(getattr(act, "writes", False))


class WritingButton(QPushButton):
    """A button that writes. In a window that may only read it is pale, whatever its page says, and tells why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._held = False

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Now it stands in its window: see whether that may write."""
        if not self._held and (why := _why_at(self)):
            only_read_this(self, why)
            self._held = True
        super().showEvent(event)

    def setEnabled(self, on: bool) -> None:  # Qt calls it so
        """Let it be pressed, if anything may be written at all."""
        super().setEnabled(on and not self._held)


def _why_at(widget: QWidget) -> str:
    at: QWidget | None = widget
    while at is not None:
        context = getattr(at, "context", None)
        if isinstance(context, Context):
            return context.only_reading
        at = at.parentWidget()
    return ""


def only_read(context: Context, *widgets: QWidget) -> None:
    """In a window that may only read: texts can still be read, chosen and copied, all else is pale; each says why."""
    if why := context.only_reading:
        for one in widgets:
            only_read_this(one, why)


def only_read_this(one: QWidget, why: str) -> None:
    """Let something be read and not changed."""
    if isinstance(one, QLineEdit):
        one.setReadOnly(True)
        one.textChanged.connect(lambda: one.setCursorPosition(0))  # a long text is read from its beginning
        one.setCursorPosition(0)
    elif isinstance(one, QPlainTextEdit):
        one.setReadOnly(True)
        one.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    else:
        one.setEnabled(False)
    one.setToolTip(why)
    one.setAccessibleDescription(why)


def to_read(context: Context, one: QWidget) -> QWidget:
    """Return what is shown of a field: in a window that may only read a list or a box is read in a field of text."""
    if not (why := context.only_reading):
        return one
    shown = one
    if isinstance(one, QComboBox | QCheckBox):
        shown = QLineEdit()
        shown.setAccessibleName(one.accessibleName() or (one.text() if isinstance(one, QCheckBox) else ""))
        one.hide()
        if isinstance(one, QComboBox):
            one.currentTextChanged.connect(shown.setText)
            shown.setText(one.currentText())
        else:
            yes, no = context.words(N_("Yes")), context.words(N_("No"))
            one.toggled.connect(lambda on: shown.setText(yes if on else no))
            shown.setText(yes if one.isChecked() else no)
    only_read_this(shown, why)
    return shown


def change_or_open(context: Context) -> str:
    """Return what a link says (a message id) that shows a record in its form: to change it, or only to read it."""
    return N_("Open") if context.only_reading else N_("Change")


def sheet_title(context: Context, change: str, thing: str) -> str:
    """Return a sheet's title (a message id): that the thing is changed, or where nothing can be written only its name."""
    return thing if context.only_reading else change


def entry(context: Context, menu: QMenu, text: str, act: Callable[[], Any]) -> QAction:
    """Add an entry to a menu; one that writes is pale where nothing may be written, and says why."""
    made = menu.addAction(text, act)
    only_read_entry(context, menu, made, act)
    return made


def only_read_entry(context: Context, menu: QMenu, made: QAction, act: Callable[[], Any]) -> None:
    """Make an entry pale where it would write and nothing may be written; Qt gives it no description but its menu's."""
    if does_write(act) and (why := context.only_reading):
        made.setEnabled(False)
        made.setToolTip(why)
        menu.setToolTipsVisible(True)
        menu.setAccessibleDescription(why)
