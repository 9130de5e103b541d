"""One row of a sign-in sheet as it is typed: who, hours, as what, and a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from communitydesk.desk.dates import parse_hours
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_
from communitydesk.people.entry import GroupEntry, SessionRow, parse_group_entry
from communitydesk.people.figures import NameRow
from communitydesk.people.finding import alike, folded, matches
from communitydesk.people.model import ROLE_CLASSES
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import button, label


@dataclass
class Roster:
    """What all rows of a sheet know: the names, the session's length in minutes, and hours that are there already."""

    names: list[NameRow] = field(default_factory=list)
    minutes: int | None = None
    there: dict[str, int] = field(default_factory=dict)
    taken: Callable[[], set[str]] = set


class Cell(QLineEdit):
    """A field of the grid. Enter goes on, Up and Down choose, and leaving it is said."""

    entered = Signal()
    moved = Signal(int)
    left = Signal()
    came = Signal()
    new_wanted = Signal()

    def event(self, event: QEvent) -> bool:  # Qt calls this
        """Keep Ctrl+N for a new person: the window's menu would take it for a new group."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _means_new(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt calls this
        """Take the keys that the grid uses."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if _means_new(event):
            self.new_wanted.emit()
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not control:
                self.entered.emit()
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # Qt calls this
        """Say that somebody is here."""
        super().focusInEvent(event)
        self.selectAll()
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # Qt calls this
        """Say that it was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _means_new(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class SheetRow(QObject):
    """The widgets of a row and what they mean. `settled` is told when somebody was found, `onward` to go on."""

    onward = Signal(object)
    changed = Signal()
    moved = Signal(object, str, int)
    removed = Signal(object)

    def __init__(self, context: Context, roster: Roster, number: int) -> None:
        super().__init__()
        self.context, self.words, self.roster, self.number = context, context.words, roster, number
        self.person: NameRow | None = None
        self.new_name = ""
        self.group: GroupEntry | None = None
        self._offered, self._at, self._own_hours = "", 0, False
        self._found: list[NameRow] = []
        self._chosen = False  # whether Enter or the arrows said who of several is meant
        self.who, self.hours, self.role, self.note = Cell(), Cell(), Cell(), Cell()
        self.role_class = DropDown()
        for code, text in ROLE_CLASSES.items():
            self.role_class.addItem(self.words(text), code)
        self.class_title: QLabel | None = None
        """What stands above the class where each field has its own title."""
        self.total: QLabel = label("", wrap=False)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.hours.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.remove: QPushButton = button("✕", lambda: self.removed.emit(self), link=True)
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Ctrl+Delete by keyboard: 12 fewer stops for Tab
        self.hint: QLabel = label("", "second")
        self.hint.hide()
        self._name_all()
        self._connect()

    @property
    def cells(self) -> tuple[QWidget, ...]:
        """The widgets of the row, in the order of the columns."""
        return (self.who, self.hours, self.role, self.role_class, self.note, self.total, self.remove)

    def count_as(self, number: int) -> None:
        """Call the row by its place on the sheet, from 1."""
        if number != self.number:
            self.number = number
            self._name_all()

    def _name_all(self) -> None:
        titles = {
            self.who: N_("Who, row {n}"),
            self.hours: N_("Hours, row {n}"),
            self.role: N_("As, row {n}"),
            self.role_class: N_("Class of role, row {n}"),
            self.note: N_("Note, row {n}"),
            self.remove: N_("Take out row {n}"),
        }
        for widget, title in titles.items():
            widget.setAccessibleName(self.words(title, n=self.number))
        self.who.setPlaceholderText(self.words(N_("Type a name, or 8x2 for a group")))

    def _connect(self) -> None:
        self.who.textEdited.connect(self._typing)
        self.who.entered.connect(self._enter)
        self.who.new_wanted.connect(self.make_new)
        self.who.moved.connect(self._choose)
        self.who.left.connect(self._leave)
        self.who.came.connect(self._came)
        self.hours.textEdited.connect(self._hours_typed)
        self.hours.left.connect(self._hours_left)
        for name, cell in (("hours", self.hours), ("role", self.role), ("note", self.note)):
            cell.entered.connect(lambda: self.onward.emit(self))
            cell.moved.connect(lambda by, name=name: self.moved.emit(self, name, by))

    # -- who ------------------------------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not self.who.text().strip() and not self.note.text().strip()

    @property
    def known(self) -> bool:
        """Whether it is clear who is meant."""
        return self.person is not None or bool(self.new_name) or self.group is not None

    def _came(self) -> None:
        if not self.known and self.who.text().strip():
            self._typing(self.who.text())

    def _typing(self, text: str) -> None:
        if self.group:
            self._own_hours = False
        self.person, self.group, self.new_name, self._offered, self._at = None, None, "", "", 0
        self._chosen = False
        self._found = matches(text, self.roster.names, self.roster.taken())
        self._tell()
        self.changed.emit()

    def _choose(self, by: int) -> None:
        if self._found and not self.known:
            self._at, self._chosen = (self._at + by) % len(self._found), True
            self._tell()
        else:
            self.moved.emit(self, "who", by)

    def _tell(self) -> None:
        if not self.who.text().strip():
            self.say("")
        elif self._found:
            shown = [("▸ " if place == self._at else "") + self._named(one) for place, one in enumerate(self._found)]
            keys = N_("Enter to choose, Ctrl+N for a new person")
            self.say("   ·   ".join([*shown, self.words(keys)]))
        elif self._group() is None:
            self.say(self.words(N_("Nobody of this name yet: Enter or Ctrl+N for a new person.")))

    def _named(self, one: NameRow) -> str:
        """Somebody's name and role; with their number where another has the same name."""
        parts = [one.name, one.role.lower()]
        if len(self._called(one.name)) > 1:
            parts.append(self.words(N_("number {n}"), n=one.number))
        return ", ".join(filter(None, parts))

    def _called(self, name: str) -> list[NameRow]:
        return [one for one in self._found if folded(one.name) == folded(name)]

    def _group(self) -> GroupEntry | None:
        """Return the group that is typed; what cannot be is said."""
        try:
            return parse_group_entry(self.who.text())
        except FieldTrouble as trouble:
            self.say(trouble.say(self.words), wrong=True)
            return None

    def _enter(self) -> None:
        self._chosen = True
        if self.known or self.settle():
            self.onward.emit(self)

    def settle(self, *, add: bool = False) -> bool:
        """Make out who is meant: a group, the first match, or (offered first, unless `add`) somebody new."""
        typed = " ".join(self.who.text().split())
        if not typed or self.known:
            return self.known
        if group := self._group():
            self._take_group(group)
        elif self.hint.property("wrong"):
            return False
        elif self._found and self._at >= 0 and not add:
            marked = self._found[self._at]
            if self._chosen or len(self._called(marked.name)) < 2:
                self._take_person(marked)
            else:
                self._ask_which(marked.name)
        elif self._offered == typed or add:
            self.make_new()
        else:
            self._offer(typed)
        return self.known

    def _ask_which(self, name: str) -> None:
        """Two people of one name: whoever comes first is not taken unseen."""
        self._found, self._at = self._called(name), 0
        self._tell()
        told = N_("{n} people are called {name}. Say which: {who}")
        self.say(self.words(told, n=len(self._found), name=name, who=self.hint.text()))

    def _offer(self, typed: str) -> None:
        self._offered = typed
        there = [one for one in self.roster.names if one.key not in self.roster.taken()]
        if like := alike(typed, there):
            told = N_(
                "Did you mean {name}? Press Down and Enter for them, or Enter again to add “{typed}” as a new person."
            )
            self._found, self._at = [like], -1
            self.say(self.words(told, name=like.name, typed=typed))
        else:
            self.say(self.words(N_("“{typed}” is not on your list. Enter again adds a new person."), typed=typed))

    def make_new(self) -> None:
        """Take the name that is typed as somebody new."""
        typed = " ".join(self.who.text().split())
        if not typed or self.known:
            return
        self.new_name, self._found = typed, []
        self.who.setText(typed)
        self._fill()
        self.say(self.words(N_("New person, added when you save.")))

    def _take_person(self, person: NameRow) -> None:
        self.person, self._found = person, []
        self.who.setText(person.name)
        if not self.role.isModified():
            self._set_role(person.role)
        self.role_class.setCurrentIndex(max(0, self.role_class.findData(person.role_class)))
        self._fill(gives=person.volunteers)
        there = self.roster.there.get(person.key)
        told = N_("{name} has {hours} on this day at this activity already. Is this sheet typed twice?")
        self.say(self.words(told, name=person.name, hours=self.words.clock(there)) if there else "", wrong=bool(there))

    def _set_role(self, role: str) -> None:
        self.role.setText(role)
        self.role.setCursorPosition(0)  # where it is too long, its beginning is seen

    def take(self, person: NameRow, role: str = "", role_class: str = "") -> None:
        """Put somebody here who was planned, with what they were to do."""
        self._take_person(person)
        if role:
            self._set_role(role)
        if role_class:
            self.role_class.setCurrentIndex(max(0, self.role_class.findData(role_class)))

    def _take_group(self, group: GroupEntry) -> None:
        self.group = group
        label_ = group.label or self.words(N_("no names"))
        self.who.setText(self.words(N_("Group: {label} × {n}"), label=label_, n=group.people))
        if group.minutes is not None:
            self.hours.setText(self.words.clock(group.minutes))
            self._own_hours = True
        self._fill()
        self.say("")

    def _leave(self) -> None:
        if self.who.text().strip() and not self.known:
            if self._group() or (self._found and self._at >= 0):
                self.settle()
            else:
                self._offer(" ".join(self.who.text().split()))
        if self.known and not self.hint.property("wrong") and not self.new_name:
            self.say("")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something under the row, or nothing."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        self.hint.setProperty("wrong", wrong)
        self.hint.setObjectName("error" if wrong else "second")
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        self.who.setAccessibleDescription(text)

    # -- hours ----------------------------------------------------------------------------------

    def _fill(self, *, gives: bool = True) -> None:
        if not self._own_hours and gives:
            self.follow()
        self.changed.emit()

    def follow(self) -> None:
        """Give the session's own length, unless other hours were typed here."""
        if self._own_hours or not self.known or (self.person and not self.person.volunteers):
            return
        self.hours.setText(self.words.clock(self.roster.minutes) if self.roster.minutes else "")
        self.changed.emit()

    def _hours_typed(self, _: str) -> None:
        self._own_hours = True
        self.changed.emit()

    def _hours_left(self) -> None:
        try:
            minutes = self.minutes()
        except FieldTrouble as trouble:
            self.say(trouble.say(self.words), wrong=True)
            return
        if self.hint.property("wrong"):
            self.say("")
        if minutes is not None:
            self.hours.setText(self.words.clock(minutes))
        self.changed.emit()

    def minutes(self) -> int | None:
        """Return each one's time, None when they took part and gave none. Raises FieldTrouble."""
        typed = self.hours.text().strip()
        return None if typed in ("", "-", "–", "0", "0:00") else parse_hours(typed, "hours")

    # -- what it is -----------------------------------------------------------------------------

    @property
    def people(self) -> int:
        """How many people it stands for."""
        return self.group.people if self.group else 1

    def entry(self) -> SessionRow:
        """Return what the row says. Raises FieldTrouble when it is not clear who is meant, or how long."""
        if not self.known:
            typed = self.who.text().strip()
            if self._found and len(self._called(self._found[0].name)) > 1:
                raise FieldTrouble(
                    "rows", N_("“{typed}” may be several people. Say in their row which of them is meant."), typed=typed
                )
            raise FieldTrouble(
                "rows", N_("“{typed}” is nobody on your list. Choose a name, or press Ctrl+N to add them."), typed=typed
            )
        return SessionRow(
            person_key=self.person.key if self.person else None,
            new_name=self.new_name,
            group_label=(self.group.label or self.words(N_("Group"))) if self.group else "",
            people=self.people,
            minutes=self.minutes(),
            role=self.role.text().strip(),
            role_class=self.role_class.currentData(),
            note=self.note.text().strip(),
        )

    def show_total(self) -> int:
        """Show, and return, the minutes that the row adds up to."""
        try:
            minutes = (self.minutes() or 0) * self.people if self.known else 0
        except FieldTrouble:
            minutes = 0
        for widget in (self.role_class, self.remove, self.class_title):
            if widget is not None:
                widget.setVisible(self.known)
        took_part = self.known and not minutes
        self.total.setText(self.words.clock(minutes) if minutes else self.words(N_("took part")) if took_part else "")
        return minutes
