"""What stands in a quick-entry grid: columns that read what is typed, and rows that keep it, right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from communitydesk.desk.errors import FieldTrouble, ManyTroubles, Trouble
from communitydesk.desk.words import N_, Message
from communitydesk.widgets.context import Context
from communitydesk.widgets.lettering import marked, whole
from communitydesk.widgets.matching import best, fold

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Suggestion:
    """What may be meant by what was typed: the value that is kept, its text, and a quieter word about it."""

    value: Any
    text: str
    hint: str = ""


def suggest_from(things: Callable[[], Iterable[Suggestion]]) -> Callable[[str], list[Suggestion]]:
    """Return a column's `suggest` that looks for every typed word in the texts, whatever its case and accents."""
    return lambda typed: best(typed, ((fold(one.text), one) for one in things()))


def _clean(text: str) -> Any:
    return " ".join(text.split())


@dataclass(frozen=True)
class EntryColumn:
    """One column of a grid.

    `parse` makes a value of what was typed, or raises FieldTrouble; `show` writes it. `suggest` completes while
    typing: Enter takes the first, or the one chosen with the arrow keys. `add` makes something new of what was typed
    (Ctrl+N) and returns it as a suggestion, None when the person changed their mind. `usual` is what an empty cell
    means, from the values of the row before it. `needed` cells must have something. `tick` is a box for yes or no.
    """

    name: str
    heading: str
    parse: Callable[[str], Any] = _clean
    show: Callable[[Any], str] = str
    suggest: Callable[[str], Sequence[Suggestion]] | None = None
    add: Callable[[str], Suggestion | None] | None = None
    add_said: str = ""  # "for a new person", said under the suggestions
    usual: Callable[[Mapping[str, Any]], Any] | None = None
    needed: bool = False
    number: bool = False
    tick: bool = False
    letters: float = 14  # how wide, in letters
    stretch: bool = False
    hint: str = ""  # said in the empty row


@dataclass
class Entry:
    """One row: what was typed in each cell, what it means, what is wrong, and whether the row has been finished."""

    typed: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)  # by column name; "" is of the whole row
    done: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)  # what came with a row that was there from the start

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.given and not any(self.typed.values()) and not any(self.values.values())


class EntryModel(QAbstractTableModel):
    """The rows, with an empty one at the end unless the rows are fixed, and a last column that says how each stands."""

    def __init__(
        self, context: Context, columns: Sequence[EntryColumn], check: Callable[[dict[str, Any]], None] | None,
        *, fixed: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.words, self.columns = context, context.words, tuple(columns)
        self._check, self.fixed = check, fixed
        self.entries: list[Entry] = [] if fixed else [Entry()]

    # -- rows ---------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Begin with these rows: values by column name; further names come along and are given back with the row."""
        names = {column.name for column in self.columns}
        self.beginResetModel()
        self.entries = []
        for row in rows:
            values = {name: value for name, value in row.items() if name in names and value is not None}
            typed = {c.name: c.show(values[c.name]) for c in self.columns if c.name in values and not c.tick}
            self.entries.append(Entry(typed, values, done=True, given=dict(row)))
        if not self.fixed:
            self.entries.append(Entry())
        self.endResetModel()

    def add_blank(self) -> None:
        """Have an empty row at the end."""
        if not self.fixed and (not self.entries or not self.entries[-1].blank):
            self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries))
            self.entries.append(Entry())
            self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take a row out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        self.entries.pop(row)
        self.endRemoveRows()
        self.add_blank()

    def filled(self) -> list[int]:
        """Return the places of the rows that have something in them."""
        return [place for place, entry in enumerate(self.entries) if not entry.blank]

    def meaning(self, row: int) -> dict[str, Any]:
        """Return what a row means: what was typed, and the usual value where a cell is empty."""
        entry, found = self.entries[row], dict(self.entries[row].given)
        for column in self.columns:
            value = entry.values.get(column.name)
            if value is None and column.usual and not entry.typed.get(column.name):
                value = column.usual(found)
            found[column.name] = value
        return found

    # -- cells --------------------------------------------------------------------------------

    def put(self, row: int, column: int, text: str, suggestion: Suggestion | None = None) -> bool:
        """Take what was typed (or chosen) in a cell; return whether it could be taken. What was typed stays anyway."""
        entry, one = self.entries[row], self.columns[column]
        entry.troubles.pop(one.name, None)
        entry.troubles.pop("", None)
        entry.typed[one.name] = suggestion.text if suggestion else text
        if suggestion:
            entry.values[one.name] = suggestion.value
        elif not text.strip():
            entry.values.pop(one.name, None)
        else:
            try:
                entry.values[one.name] = one.parse(text)
                entry.typed[one.name] = one.show(entry.values[one.name])
            except FieldTrouble as trouble:
                entry.values.pop(one.name, None)
                entry.troubles[one.name] = trouble.say(self.words)
        if entry.done and not entry.troubles:
            self.finish(row)
        self._changed(row)
        return one.name not in entry.troubles

    def tick(self, row: int, column: int, on: bool) -> None:
        """Set or take away a tick."""
        entry = self.entries[row]
        entry.values[self.columns[column].name] = on
        entry.done = True
        self._changed(row)

    def missing(self, row: int) -> int | None:
        """Return the first needed cell of a row that has nothing in it, None when all have."""
        meaning = self.meaning(row)
        for place, column in enumerate(self.columns):
            if column.needed and meaning[column.name] in (None, ""):
                return place
        return None

    def finish(self, row: int) -> bool:
        """Look at a whole row; return whether it can be kept. What is wrong is said beside it."""
        entry = self.entries[row]
        entry.troubles.pop("", None)
        for column in self.columns:
            if column.needed and not entry.typed.get(column.name) and self.meaning(row)[column.name] in (None, ""):
                needed = Message(N_("This is needed: {label}."), {"label": column.heading})
                entry.troubles[column.name] = self.words.say(needed)
        if not entry.troubles and self._check:
            try:
                self._check(self.meaning(row))
            except Trouble as trouble:
                self._say(entry, trouble)
        entry.done = not entry.troubles
        self._changed(row)
        return entry.done

    def _say(self, entry: Entry, trouble: Trouble) -> None:
        names = {column.name for column in self.columns}
        for one in trouble.troubles if isinstance(trouble, ManyTroubles) else (trouble,):
            name = one.field if isinstance(one, FieldTrouble) and one.field in names else ""
            entry.troubles[name] = one.say(self.words)

    def blame(self, row: int, trouble: Trouble) -> None:
        """Say a trouble beside a row."""
        entry = self.entries[row]
        self._say(entry, trouble)
        entry.done = False
        self._changed(row)

    def look_again(self) -> None:
        """Show the usual values as they now are."""
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, len(self.columns)))

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns)))

    # -- what Qt asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, with the empty one."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are, with the one that says how a row stands."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self.columns):
            return None
        last = section == len(self.columns)
        if role == Qt.ItemDataRole.AccessibleTextRole and last:
            return self.words(N_("How the row stands"))
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if last else self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def _side(self, column: int) -> int:
        right = column < len(self.columns) and self.columns[column].number
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)[0]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._aloud(row, column)
            case Qt.ItemDataRole.ForegroundRole:
                colour = getattr(self.context.theme.colours, self.text(row, column)[1])
                return QBrush(QColor(colour))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(column)
            case Qt.ItemDataRole.FontRole:
                font = self._font(column)
                return whole(font or self.context.theme.font()) if marked(self.text(row, column)[0]) else font
        return None

    def _aloud(self, row: int, column: int) -> str:
        heading = str(self.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) or "")
        heading = heading or self.columns[column].heading
        text, _ = self.text(row, column)
        if text == "✓":
            text = self.words(N_("Yes")) if column < len(self.columns) else self.words(N_("all is well"))
        return f"{heading}: {text or self.words(N_('empty'))}"

    def _font(self, column: int) -> QFont | None:
        if column >= len(self.columns) or not self.columns[column].number:
            return None
        font = self.context.theme.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def text(self, row: int, column: int) -> tuple[str, str]:
        """Return a cell's text and its colour: ink as typed, muted for what is usual, late for what is wrong."""
        entry = self.entries[row]
        if column == len(self.columns):
            if entry.troubles:
                return " ".join(entry.troubles.values()), "late"
            return ("✓", "ok") if entry.done and not self.columns[0].tick else ("", "ok")
        one = self.columns[column]
        if one.tick:
            return ("✓" if entry.values.get(one.name) else ""), "ok"
        if typed := entry.typed.get(one.name, ""):
            return typed, "late" if one.name in entry.troubles else "ink"
        if entry.blank:
            return one.hint, "muted"
        value = self.meaning(row)[one.name]
        return ("" if value is None else one.show(value)), "ink" if entry.done else "muted"
