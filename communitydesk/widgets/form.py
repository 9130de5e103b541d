"""Forms built from what records say of themselves: one column, label above, the sentence about an error below.

form = Form(context, Payment, ("payee", "amount", "incurred_on"), more=("notes",), links={"paid_by_key": people})
values = form.values()          # None when something cannot be taken; it is said beside its field
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Trouble
from communitydesk.desk.fields import Field, fields_of
from communitydesk.desk.guarding import AskFirst
from communitydesk.desk.words import N_, Message
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import HELPS, Choice, FieldRow, Folded
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import does_write
from communitydesk.widgets.room import BAR, take_room
from communitydesk.widgets.scroll import Inside, Scroller

Choices = Callable[[], Sequence[Choice]]


class Form(QWidget):
    """Fields in one column; `more` ones are folded away. `links` gives what each link may choose, by field name.

    What a person answers is not `kept` where it only says what to print or to open; then a window that may only read asks
    it too.
    """

    edited = Signal()
    turned = Signal()
    """More fields were shown, or fewer."""
    said = Signal()
    """Something is said under a field, or no longer."""

    def __init__(
        self, context: Context, record: type | Mapping[str, Field], names: Sequence[str], *, more: Sequence[str] = (),
        links: Mapping[str, Choices] | None = None, adders: Mapping[str, Callable[[str], str | None]] | None = None,
        labels: Mapping[str, str] | None = None, lines: Mapping[str, int] | None = None, kept: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self.kept = context, context.words, kept
        known = record if isinstance(record, Mapping) else fields_of(record)
        self.rows: dict[str, FieldRow] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        self._folded: Folded | None = None
        self._links, self._adders, self._lines = links or {}, adders or {}, lines or {}
        for name in names:
            box.addWidget(self._row(known[name], name, labels))
        if more:
            inside = QWidget()
            inner = QVBoxLayout(inside)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(context.theme.px(14))
            for name in more:
                inner.addWidget(self._row(known[name], name, labels))
            self._folded = Folded(context, inside)
            self._folded.turned.connect(self.turned)
            box.addWidget(self._folded)
        self._more = tuple(more)
        self._clean: dict[str, Any] = self.typed()

    def _row(self, field: Field, name: str, labels: Mapping[str, str] | None) -> FieldRow:
        if labels and name in labels:
            from dataclasses import replace

            field = replace(field, label=labels[name])
        row = FieldRow(
            self.context,
            field,
            choices=self._links.get(name),
            add_new=self._adders.get(name),
            lines=self._lines.get(name, 3),
            kept=self.kept,
        )
        row.edited.connect(self.edited)
        row.said.connect(self.said)
        self.rows[name] = row
        return row

    def set(self, values: Any) -> None:
        """Show a record, a figures object or a mapping; fields that it does not have stay as they are."""
        for name, row in self.rows.items():
            if isinstance(values, Mapping):
                if name in values:
                    row.set(values[name])
            elif hasattr(values, name):
                row.set(getattr(values, name))
        self.settle()

    def settle(self) -> None:
        """Take what stands here now as saved."""
        self._clean = self.typed()

    def typed(self) -> dict[str, Any]:
        """What stands in every field, as typed."""
        return {name: (row.text(), getattr(row.input, "isChecked", bool)()) for name, row in self.rows.items()}

    @property
    def changed(self) -> bool:
        """Whether something was typed since the values were set."""
        return self.typed() != self._clean

    def values(self) -> dict[str, Any] | None:
        """Return every field's value; None when something cannot be taken, which is then said beside its field."""
        found: dict[str, Any] = {}
        troubles: list[FieldTrouble] = []
        for name, row in self.rows.items():
            row.trouble("")
            try:
                found[name] = row.value()
            except FieldTrouble as trouble:
                troubles.append(FieldTrouble(name, trouble.message))
        if troubles:
            self.show_trouble(ManyTroubles(tuple(troubles)))
            return None
        return found

    def show_trouble(self, trouble: Trouble) -> bool:
        """Say troubles beside their fields and go to the first; False when a trouble is of no field here."""
        troubles = trouble.troubles if isinstance(trouble, ManyTroubles) else (trouble,)
        rows = [
            (self.rows[one.field], one) for one in troubles if isinstance(one, FieldTrouble) and one.field in self.rows
        ]
        for row, one in rows:
            row.trouble(one.say(self.words))
        if not rows:
            return False
        first = rows[0][0]
        if self._folded and first.field.name in self._more:
            self._folded.open()
        first.input.setFocus(Qt.FocusReason.OtherFocusReason)
        show_whole(first)
        return True

    def show_wrong(self) -> None:
        """Let the first field be seen of which something is said."""
        wrong = next((row for row in self.rows.values() if not row.error.isHidden()), None)
        if wrong is not None:
            show_whole(wrong)

    def focus(self) -> None:
        """Go to the first field."""
        next(iter(self.rows.values())).read.setFocus(Qt.FocusReason.OtherFocusReason)


def show_whole(row: QWidget) -> None:
    """Scroll whatever a field stands in until its label, the field and the sentence below it are seen."""
    area = row.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = area.widget() if area is not None else None
    if area is None or inside is None:
        return
    if (layout := inside.layout()) is not None:
        layout.activate()  # the sentence may have been shown just now
    at, margin = row.mapTo(inside, QPoint(0, 0)), 12
    area.ensureVisible(0, at.y() + row.height(), 0, margin)
    area.ensureVisible(0, at.y(), 0, margin)


class Sheet(QDialog):
    """A dialog of its own size that scrolls, with one main button; leaving with unsaved words asks first.

    Where nothing can be written, one whose `save` writes has no main button: it is read, and closed.
    """

    keeps_height = True
    """Whether it becomes higher only: lists take what room there is."""
    enter_goes_on = False
    """Whether Enter in a line goes on to the next thing to fill in, and saves after the last."""

    def __init__(
        self, context: Context, title: str, parent: QWidget | None = None, *, save: str = "", width: int = 560
    ) -> None:
        super().__init__(parent)
        self.context, self.words = context, context.words
        px, air = context.theme.px, context.theme.air
        self._begins: QWidget | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        take_room(self, px(width), px(620))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(air(24), air(20), air(24), air(16))
        outer.setSpacing(air(14))
        outer.addWidget(label(title, "place"))
        inside = Inside()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, air(10), 0)
        self.body.setSpacing(air(14))
        self._inside, self._scroll = inside, Scroller(inside)
        outer.addWidget(self._scroll, 1)
        self.error = label("", "error")
        self.error.hide()
        outer.addWidget(self.error)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.cancel = button(self.words(N_("Cancel")), self.reject)
        self.buttons.addWidget(self.cancel)
        self.main = button(save or self.words(N_("Save")), self.save, primary=True)
        self.buttons.addWidget(self.main)
        outer.addLayout(self.buttons)
        self._only_read = False
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._save_by_key)
        if does_write(self.save):
            self.only_read()

    def only_read(self) -> None:
        """Where nothing can be written: leave the main button out, and say why."""
        if not (why := self.context.only_reading):
            return
        self._only_read = True
        self.main.hide()
        close = self.words(N_("Close"))
        self.cancel.setText(close)
        self.cancel.setAccessibleName(close)
        self.body.insertWidget(0, label(why, "strong"))

    def _save_by_key(self) -> None:
        if not self._only_read:
            self.save()

    def save(self) -> None:
        """What the main button does; sheets override it and call `done(1)` when all is well."""
        self.accept()

    def exec(self) -> int:  # Qt calls it so
        """Show the sheet and wait for its end; it is let go of once the window is idle again."""
        result = super().exec()
        self.deleteLater()
        return result

    def fit(self, *, grow: bool = False) -> None:
        """Be as high as what is inside needs, and no higher than the screen; the rest scrolls. `grow`: never lower."""
        outer, layout = self.layout(), self._inside.layout()
        if outer is None or layout is None:
            return
        outer.activate()
        around = self.height() - self._scroll.viewport().height()
        needed = layout.totalHeightForWidth(self._inside.width()) if layout.hasHeightForWidth() else -1
        if needed > 0:
            room = self.screen().availableGeometry().height() - BAR
            least = self.height() if self.keeps_height or grow else self.minimumSizeHint().height()
            self.resize(self.width(), max(least, min(around + needed, room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Enter goes on; in a line that completes names it comes twice, so it saves only where nothing follows."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        here = self.focusWidget()
        typed = isinstance(here, QLineEdit) or (isinstance(here, QComboBox) and here.isEditable())
        if not (enter and self.enter_goes_on and typed):
            super().keyPressEvent(event)
        elif (following := self._following()) is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._save_by_key()

    def _following(self) -> QWidget | None:
        """What is to be filled in after the line that has the keyboard; None after the last."""
        lists = self._inside.findChildren(QComboBox)  # their lines are reached through them
        lines = [
            one
            for one in self._inside.findChildren(QWidget)
            if _to_fill_in(one)
            and one.isVisibleTo(self)
            and not any(each is not one and each.isAncestorOf(one) for each in lists)
        ]
        here = self.focusWidget()
        at = lines.index(here) if here in lines else len(lines)
        return next((one for one in lines[at + 1 :] if one.isEnabled()), None)

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Be as high as what is inside needs, within the screen."""
        super().showEvent(event)
        self.fit()
        if self.parentWidget() is None:  # no window behind it that it could stand over
            self.move(self.screen().availableGeometry().center() - self.rect().center())
        if self._begins is not None:
            QTimer.singleShot(0, self, self._show_first)

    def begin_at(self, part: QWidget, at: QWidget) -> None:
        """Begin at a part that stands further down: it is seen whole and `at` in it has the keyboard."""
        self._begins = part
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_first(self) -> None:
        if self._begins is not None:
            self._scroll.ensureWidgetVisible(self._begins)

    def unsaved(self) -> bool:
        """Whether leaving would lose something typed."""
        return False

    def reject(self) -> None:  # Qt calls this
        """Ask before what was typed is lost."""
        if self.unsaved() and not self.context.window.ask(
            N_("Leave without saving what you typed?"), N_("Leave without saving")
        ):
            return
        super().reject()

    def say_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong above the buttons."""
        self.error.setText(trouble.say(self.words))
        self.error.show()


def _to_fill_in(one: QWidget) -> bool:
    """Whether something is filled in or brought, and does not only help with the field beside it."""
    if not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(one, QPushButton):
        return not one.property(HELPS) and one.objectName() != "link"
    return isinstance(one, (QLineEdit, QComboBox, QPlainTextEdit))


class FormSheet(Sheet):
    """A sheet around a form. `act` is given the values and calls a capability's action; its troubles are said here."""

    keeps_height = False
    enter_goes_on = True

    def __init__(
        self, context: Context, title: str, form: Form, act: Callable[[dict[str, Any]], Any], parent: QWidget | None = None,
        *, save: str = "", intro: str = "",
    ) -> None:  # fmt: skip
        super().__init__(context, title, parent, save=save)
        self.form, self._act = form, act
        self.result_value: Any = None
        self.asks_before_leaving = True
        if intro:
            self.body.addWidget(label(intro))
        self.body.addWidget(form)
        self.body.addStretch(1)
        form.turned.connect(self.fit)
        form.said.connect(lambda: self.fit(grow=True))
        if form.kept:
            self.only_read()
        form.focus()

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.asks_before_leaving and self.form.changed

    def save(self) -> None:
        """Take the values and act; stay open with a sentence when that cannot be."""
        self.error.hide()
        values = self.form.values()
        if values is None:
            self.fit()  # what is wrong stands under its field and needs room
            self.form.show_wrong()
            return
        try:
            self.result_value = self._act(values)
        except AskFirst as trouble:
            if self.context.ask_first is None:
                self.say_trouble(trouble)
            elif self.context.ask_first(self):
                self.save()
            return
        except Trouble as trouble:
            if not self.form.show_trouble(trouble):
                self.say_trouble(trouble)
            self.fit()
            self.form.show_wrong()
            return
        self.form.settle()
        self.accept()


def ask_form(
    context: Context, parent: QWidget | None, title: Message | str, form: Form, act: Callable[[dict[str, Any]], Any],
    *, save: Message | str = "", intro: Message | str = "",
) -> Any:  # fmt: skip
    """Show a form in a sheet; return what `act` returned, or None when the person changed their mind."""
    words = context.words
    sheet = FormSheet(
        context, words.say(title), form, act, parent,
        save=words.say(save) if save else "", intro=words.say(intro) if intro else "",
    )  # fmt: skip
    return sheet.result_value if sheet.exec() else None
