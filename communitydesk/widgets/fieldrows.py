"""One field of a form: its label above, its hint, the way to type it, and the sentence that says what is wrong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_, Words
from communitydesk.widgets.calendar import month
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.lettering import keep_whole
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import to_read

HELPS = "helps"
"""The property of a button that only helps to fill in the field beside it."""
NEW = "\0"
"""Stands for the row that adds a new record; no key holds it."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what is kept, and how it is shown."""

    key: str
    text: str


class Numbered(Protocol):
    """Somebody with a name, and the number that tells them from another of the same name."""

    @property
    def key(self) -> str:
        """What is kept."""
        ...

    @property
    def name(self) -> str:
        """How they are called."""
        ...

    @property
    def number(self) -> int:
        """Their number, which stays theirs."""
        ...


def told_apart(people: Sequence[Numbered]) -> list[Choice]:
    """Return people to choose from, with their number where two have the same name."""
    names = Counter(one.name.casefold() for one in people)
    return [
        Choice(one.key, f"{one.name} ({one.number})" if names[one.name.casefold()] > 1 else one.name) for one in people
    ]


class LongText(QPlainTextEdit):
    """Several lines; Tab leaves it, as in every other field."""

    left = Signal()

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 24)  # it scrolls inside

    def focusOutEvent(self, event: QFocusEvent) -> None:  # Qt calls this
        """Say that it was left."""
        super().focusOutEvent(event)
        self.left.emit()


class Picker(DropDown):
    """Chooses one of many by typing part of it; Enter takes the first match. Ctrl+N (or the last row) adds a new one."""

    added = Signal(str)

    def __init__(self, choices: Sequence[Choice], nothing: str, new: str = "") -> None:
        super().__init__()
        self._new, self._nothing = new, nothing
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        view = self.view()
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)  # else each of hundreds is measured whenever a form is put together
        self._choices: list[Choice] | None = None
        self.set_choices(choices)
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(nothing)
        edit.editingFinished.connect(self._settle)
        edit.textEdited.connect(self._type)
        self._typed = ""
        self.activated.connect(self._chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these, keeping what was chosen."""
        if self._choices == list(choices):
            return
        self._choices = list(choices)
        kept = self.key() if self.count() else None
        self.blockSignals(True)
        self.clear()
        for one in choices:
            self.addItem(one.text, one.key)
        if self._new:
            self.addItem(self._new, NEW)
        self.blockSignals(False)
        completer = QCompleter(QStringListModel([one.text for one in choices], self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        completer.activated.connect(self._settle)
        self.choose(kept)

    def choose(self, key: str | None) -> None:
        """Choose by key; None chooses nothing."""
        self.setCurrentIndex(self.findData(key) if key else -1)
        if not key:
            self.setEditText("")

    def key(self) -> str | None:
        """What is chosen; None when nothing is."""
        text = self.currentText().strip()
        if not text:
            return None
        index = self.currentIndex()  # two may read the same: the one that was chosen counts
        if self.itemText(index).strip() != text:
            index = self.findText(text, Qt.MatchFlag.MatchFixedString)
        found = self.itemData(index) if index >= 0 else None
        return None if found in (None, NEW) else str(found)

    def unknown(self) -> str:
        """What was typed that is none of the choices."""
        text = self.currentText().strip()
        return text if text and self.key() is None and text != self._new else ""

    def _settle(self, *_: Any) -> None:
        if typed := self.unknown():
            found = [i for i in range(self.count()) if typed.casefold() in self.itemText(i).casefold()]
            found = [i for i in found if self.itemData(i) != NEW]
            if len(found) == 1:
                self.setCurrentIndex(found[0])

    def _type(self, text: str) -> None:
        self._typed = text.strip()

    def _chosen(self, index: int) -> None:
        if self.itemData(index) == NEW:
            self.choose(None)
            self.added.emit(self._typed)
        self._typed = ""


class FieldRow(QWidget):
    """One field. `value()` parses what was typed or raises FieldTrouble; `trouble()` shows a sentence under it.

    Where nothing can be written it is read, chosen and copied, unless what it asks for is not `kept` in the file. Then
    what is chosen stands in a field too (`read`): Qt has no list and no box that can be read and not changed.
    """

    edited = Signal()
    said = Signal()
    """Something is said under the field, or no longer."""

    def __init__(
        self, context: Context, field: Field, *, choices: Callable[[], Sequence[Choice]] | None = None,
        add_new: Callable[[str], str | None] | None = None, lines: int = 3, optional_word: bool = True,
        kept: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.field, self.words = context, field, context.words
        self._choices, self._add_new = choices, add_new
        self._why_not = context.only_reading if kept else ""
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        title = self.words(field.label)
        self.input = self._make(lines)
        keep_whole(self.input)
        self.read = to_read(context, self.input) if self._why_not else self.input
        if field.kind is not Kind.YESNO or self.read is not self.input:
            self.label = label(title, "fieldlabel")
            self.label.setBuddy(self.read)
            box.addWidget(self.label)
        if field.help:
            self.hint = label(self.words(field.help), "hint")
            box.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.input, 1)
        if self.read is not self.input:
            row.addWidget(self.read, 1)
        for extra in () if self._why_not else self._extras():
            row.addWidget(extra)
        if self.input.maximumWidth() < 10_000:
            row.addStretch(0)  # what the field cannot take
        box.addLayout(row)
        self.understood = label("", "hint")
        self.understood.hide()
        box.addWidget(self.understood)
        self.error = label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        self.input.setAccessibleName(title)
        if isinstance(self.input, QComboBox) and (edit := self.input.lineEdit()):
            edit.setAccessibleName(title)  # the part of it that has the keyboard
        self.input.setAccessibleDescription(self.words(field.help) if field.help else "")
        if self._why_not:
            self.read.setAccessibleName(title)
            self.read.setAccessibleDescription(" ".join((self.input.accessibleDescription(), self._why_not)).strip())
        else:
            self._watch()

    # -- making ------------------------------------------------------------------------------

    def _make(self, lines: int) -> QWidget:
        match self.field.kind:
            case Kind.LONG:
                return LongText(lines)
            case Kind.YESNO:
                return QCheckBox(self.words(self.field.label))
            case Kind.CHOICE:
                return self._combo()
            case Kind.LINK:
                new = self.words(N_("Add a new one ...")) if self._add_new else ""
                picker = Picker(self._choices() if self._choices else (), self.words(N_("Type to find")), new)
                picker.added.connect(self._make_new)
                return picker
            case kind:
                edit = QLineEdit()
                narrow = {Kind.MONEY: 14, Kind.DATE: 22, Kind.TIME: 8, Kind.HOURS: 8, Kind.NUMBER: 10}.get(kind)
                if narrow:
                    edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("0") * (narrow + 6))
                return edit

    def _combo(self) -> QComboBox:
        combo = DropDown()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        if not self.field.required:
            combo.addItem("", "")
        for code, text in (self.field.choices or {}).items():
            combo.addItem(self.words(text), code)
        return combo

    def _extras(self) -> Sequence[QWidget]:
        if self.field.kind is Kind.DATE:
            title = self.words(self.field.label)
            open_ = button(
                self.words(N_("Calendar")), self._calendar, name=self.words(N_("Calendar for {label}"), label=title)
            )
            open_.setProperty(HELPS, True)
            return (open_,)
        return ()

    def _calendar(self) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle(self.words(self.field.label))
        box = QVBoxLayout(dialog)
        calendar = month(self.context, self.words(self.field.label), self._quietly() or self.context.today())
        calendar.activated.connect(dialog.accept)
        calendar.clicked.connect(dialog.accept)
        box.addWidget(calendar)
        if dialog.exec():
            chosen = calendar.selectedDate()
            self.set(dt.date(chosen.year(), chosen.month(), chosen.day()))
            self.edited.emit()
        self.input.setFocus()

    def _quietly(self) -> dt.date | None:
        try:
            value = self.value()
        except FieldTrouble:
            return None
        return value if isinstance(value, dt.date) else None

    def _watch(self) -> None:
        widget = self.input
        if isinstance(widget, QLineEdit):
            widget.textEdited.connect(lambda _: self.edited.emit())
            widget.editingFinished.connect(self.look)
        elif isinstance(widget, LongText):
            widget.textChanged.connect(self.edited)
            widget.left.connect(self.look)
        elif isinstance(widget, QComboBox):
            widget.currentIndexChanged.connect(lambda _: self._chosen())
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(lambda _: self.edited.emit())

    def _chosen(self) -> None:
        if not self.error.isHidden():
            self.trouble("")  # another choice: what was said of the one before is over
        self.edited.emit()

    def _make_new(self, typed: str) -> None:
        if self._add_new and (key := self._add_new(typed)):
            self.reload()
            self.set(key)
            self.edited.emit()

    def reload(self) -> None:
        """Look again at what there is to choose."""
        if isinstance(self.input, Picker) and self._choices:
            self.input.set_choices(self._choices())

    # -- values ------------------------------------------------------------------------------

    def text(self) -> str:
        """What is typed or chosen, as text."""
        widget = self.input
        if isinstance(widget, QLineEdit):
            return widget.text()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        return widget.currentText() if isinstance(widget, QComboBox) else ""

    def value(self) -> Any:
        """Return the value; raises FieldTrouble when what was typed cannot be taken."""
        widget = self.input
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, Picker):
            return self._picked(widget)
        if isinstance(widget, QComboBox):
            return widget.currentData() or ""
        return self.field.parse(self.text(), self.context.today())

    def _picked(self, picker: Picker) -> str | None:
        if typed := picker.unknown():
            told = N_("“{text}” is not on the list. Choose one, or add it first.")
            if self._add_new:
                told = N_("“{text}” is not on the list. Choose one, or “Add a new one ...” at the end of the list.")
            raise FieldTrouble(self.field.name, told, text=typed[:40])
        if self.field.required and not picker.key():
            raise FieldTrouble(self.field.name, N_("Choose one."))
        return picker.key()

    def set(self, value: Any) -> None:
        """Show a value."""
        widget = self.input
        if isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, Picker):
            widget.choose(value)
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(0, widget.findData(value or "")))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value or "")
        elif isinstance(widget, QLineEdit):
            widget.setText(shown(self.field, value, self.words))

    def look(self) -> None:
        """When the field is left: say what was understood, or what is wrong; what was typed stays.

        Not while a button of the mouse is down: the sentence would push what is being pressed away from under it.
        """
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(40, self, self.look)
            return
        try:
            value = self.value() if self.text().strip() else None
        except FieldTrouble as trouble:
            self.trouble(trouble.say(self.words))
            return
        self.trouble("")
        typed = self.text().strip()
        if value is not None and self.field.kind in (Kind.DATE, Kind.MONEY, Kind.HOURS, Kind.TIME):
            said = self.words.day(value) if self.field.kind is Kind.DATE else self.field.show(value, self.words)
            if isinstance(self.input, QLineEdit):
                self.input.setText(shown(self.field, value, self.words))
            self.understood.setText(said if said != typed and self.field.kind is Kind.DATE else "")
            self.understood.setVisible(bool(self.understood.text()))
            self.said.emit()

    def trouble(self, sentence: str) -> None:
        """Show a sentence under the field, or none."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            self.understood.hide()
        self.input.setProperty("wrong", bool(sentence))
        self.input.setAccessibleDescription(sentence or (self.words(self.field.help) if self.field.help else ""))
        style = self.input.style()
        style.unpolish(self.input)
        style.polish(self.input)


def shown(field: Field, value: Any, words: Words) -> str:
    """Return a value as it stands in a field, to be typed over: money without its sign of currency."""
    if field.kind is Kind.MONEY and value is not None:
        return words.amount(value)
    return field.show(value, words)


class Folded(QWidget):
    """What is asked only of those who want to say more."""

    turned = Signal()

    def __init__(self, context: Context, inside: QWidget, open_: bool = False) -> None:
        super().__init__()
        self._words, self._inside = context.words, inside
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._button: QPushButton = button("", self.toggle, link=True)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(inside)
        inside.setVisible(open_)
        self._say()

    def toggle(self) -> None:
        """Open or close it."""
        self._inside.setVisible(self._inside.isHidden())
        self._say()
        self.turned.emit()

    def open(self) -> None:
        """Open it."""
        self._inside.show()
        self._say()

    def _say(self) -> None:
        text = self._words(N_("More")) if self._inside.isHidden() else self._words(N_("Less"))
        self._button.setText(text)
        self._button.setAccessibleName(text)
