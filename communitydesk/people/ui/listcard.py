"""A card with a few records of one kind, each with its sentence, to be changed or taken out, and one more to be added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.people import actions
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, clear, label, pill
from communitydesk.widgets.reading import change_or_open, sheet_title, writes


@dataclass(frozen=True)
class Line:
    """One row: its key, its first line in strong letters, its second line, and a state with its word."""

    key: str
    first: str
    second: str = ""
    state: str = ""
    word: str = ""


class ListCard(Card):
    """Rows with what can be done to each. `change` and `remove` are given a row's key."""

    def __init__(
        self, context: Context, title: str, empty: str, add: tuple[str, Callable[[], Any]] | None,
        change: Callable[[str], Any] | None = None, remove: Callable[[str], Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(context, context.words.say(title))
        self.context, self.words = context, context.words
        self._empty, self._change, self._remove = empty, change, remove
        self.intro = label("", "hint")
        self.intro.hide()
        self.add(self.intro)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(12))
        self._grid.setVerticalSpacing(context.theme.px(8))
        self._grid.setColumnStretch(0, 1)
        self.add(holder)
        if add:
            row = QHBoxLayout()
            self.add_button = button(self.words.say(add[0]), add[1])
            row.addWidget(self.add_button)
            row.addStretch(1)
            self.body.addLayout(row)
        self.show_lines(())

    def introduce(self, text: str) -> None:
        """Say something above the rows."""
        self.intro.setText(text)
        self.intro.setVisible(bool(text))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows."""
        clear(self._grid)
        self.lines = tuple(lines)
        if not lines:
            self._grid.addWidget(label(self.words.say(self._empty), "second"), 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        for at, line in enumerate(lines):
            self._grid.addWidget(self._text(line), at, 0)
            if line.word:
                self._grid.addWidget(pill(line.word, line.state), at, 1, top)
            for column, (word, act) in enumerate(
                ((change_or_open(self.context), self._change), (N_("Remove"), self._remove)), 2
            ):
                if act and line.key:
                    said = self.words(word)
                    link = button(said, partial(act, line.key), link=True, name=f"{said}: {line.first}")
                    self._grid.addWidget(link, at, column, top)

    def _text(self, line: Line) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.px(1))
        box.addWidget(label(line.first, "strong", selectable=True))
        if line.second:
            box.addWidget(label(line.second, "second", selectable=True))
        return holder


class RecordCard(ListCard):
    """The records of one kind that belong to a person; each is added and changed in a sheet.

    `said` makes a record's line from its values; `fresh` gives what a new one begins with.
    """

    def __init__(
        self, context: Context, person_key: str, kind: type[Any], *, title: str, empty: str, add: str,
        names: Sequence[str], said: Callable[[Mapping[str, Any]], Line], more: Sequence[str] = (),
        links: Mapping[str, Callable[[], Sequence[Choice]]] | None = None, fresh: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(context, title, empty, (add, self.begin), self.change, self.take_out)
        self.person_key, self._kind, self._title, self._add_title = person_key, kind, title, add
        self._names, self._more, self._links, self._fresh = names, more, links or {}, fresh or {}
        self._said = said
        self._rows: dict[str, Mapping[str, Any]] = {}

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these records, each as its values by field with its key."""
        self._rows = {row["key"]: row for row in rows}
        self.show_lines([self._said(row) for row in rows])

    def _form(self) -> Form:
        return Form(self.context, self._kind, self._names, more=self._more, links=self._links)

    @writes
    def begin(self) -> None:
        """Ask for one more."""
        form = self._form()
        form.set(self._kind(person_key=self.person_key, **self._fresh))

        def act(values: dict[str, Any]) -> Any:
            return actions.add_detail(self.context.desk, self._kind(person_key=self.person_key, **values))

        ask_form(self.context, self, self._add_title, form, act)

    def change(self, key: str) -> None:
        """Show one to be changed."""
        form = self._form()
        form.set(self._rows[key])

        def act(values: dict[str, Any]) -> None:
            actions.amend_detail(self.context.desk, self._kind, key, **values)

        ask_form(self.context, self, sheet_title(self.context, N_("Change it"), self._title), form, act)

    @writes
    def take_out(self, key: str) -> None:
        """Take one out; undo brings it back."""
        self.context.attempt(lambda: actions.remove_detail(self.context.desk, self._kind, key), self)
