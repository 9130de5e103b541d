"""The group's own lists: what is done when somebody joins or leaves, where people come from, why they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import N_
from communitydesk.people import actions
from communitydesk.people.actions.counts import forget_count_limit, set_count_limit
from communitydesk.people.counts import Few
from communitydesk.people.figures.diversity import count_limit
from communitydesk.people.figures.joining import ItemRow, choices, items
from communitydesk.people.model import ChecklistItem, CountLimit, PeopleChoice
from communitydesk.people.model.joining import CHOICES, JOINING, LEAVING, LISTS, REASON, SOURCE, WHOM
from communitydesk.people.ui.side import ScrollSide
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.reading import change_or_open, writes


class ListsSide(ScrollSide):
    """Two checklists and two lists of answers, each with its own order."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "")
        told = N_("These lists came with the program. Make them your own: change, add, take out, put in order.")
        self.box.addWidget(label(self.words(told), "second"))
        self.lists = {
            name: _List(context, name, self.words(title)) for name, title in (*LISTS.items(), *CHOICES.items())
        }
        self.beside((self.lists[JOINING], self.lists[LEAVING]), (self.lists[SOURCE], self.lists[REASON]))
        self.few = _FewCard(context)
        self.box.addWidget(self.few)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the lists as they now are."""
        with self.context.desk.read() as session:
            found: dict[str, Sequence[ItemRow]] = {name: items(session, name) for name in LISTS}
            for kind in CHOICES:
                found[kind] = [ItemRow(key, name, "", 0) for key, name in choices(session, kind)]
            self.few.show_limit(count_limit(session))
        for name, rows in found.items():
            self.lists[name].show_rows(rows)


class _FewCard(Card):
    """How few people is too few to be counted for a funder."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("Counts for others")))
        self.context, self.words = context, context.words
        self.said, self.source = label(""), label("", "second")
        self.add(self.said)
        self.add(self.source)
        row = QHBoxLayout()
        row.addWidget(button(self.words(N_("Choose another number")), self.change))
        self.back = button(self.words(N_("Go back to the suggestion")), self.go_back)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_limit(self, few: Few) -> None:
        """Show the number that counts now, and who says so."""
        self.few, words = few, self.words
        told = N_("In the summary for a funder, what fewer than {few} people have in common is counted with others.")
        self.said.setText(words(told, few=few.few))
        source = (
            words(N_("Your own: {source}"), source=few.source) if few.key else f"{words(few.source)}. {words(few.note)}"
        )
        self.source.setText(source)
        self.back.setVisible(bool(few.key))

    @writes
    def change(self) -> None:
        """Ask for another number and who says so."""
        form = Form(self.context, CountLimit, ("few", "source", "checked_on"))
        form.set(
            {"few": self.few.few, "source": self.few.source if self.few.key else "", "checked_on": self.few.checked_on}
        )

        def act(values: dict[str, Any]) -> None:
            set_count_limit(self.context.desk, **values)

        ask_form(self.context, self, N_("Counts for others"), form, act)

    @writes
    def go_back(self) -> None:
        """Use again the number that came with the program."""
        self.context.attempt(lambda: forget_count_limit(self.context.desk), self)


class _List(Card):
    def __init__(self, context: Context, name: str, title: str) -> None:
        super().__init__(context, title)
        self.context, self.words, self._name = context, context.words, name
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(10))
        self._grid.setVerticalSpacing(context.theme.px(6))
        self._grid.setColumnStretch(0, 1)
        self.add(holder)
        row = QHBoxLayout()
        self.add_button = button(
            self.words(N_("Add one")), self.begin, name=self.words(N_("Add one: {list}"), list=title)
        )
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def _checklist(self) -> bool:
        return self._name in LISTS

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Show these items."""
        clear(self._grid)
        self.rows = tuple(rows)
        words, top = self.words, Qt.AlignmentFlag.AlignTop
        for at, row in enumerate(rows):
            name = words(row.name)
            self._grid.addWidget(self._said(name, words(WHOM[row.whom]) if row.whom else ""), at, 0)
            steps: tuple[tuple[str, str, Callable[[], Any]], ...] = (
                ("↑", N_("Up"), writes(partial(self._move, row, -1))),
                ("↓", N_("Down"), writes(partial(self._move, row, 1))),
                ("", change_or_open(self.context), partial(self.change, row)),
                ("", N_("Remove"), partial(self.take_out, row)),
            )
            for column, (sign, word, act) in enumerate(steps, 1):
                link = button(sign or words(word), act, link=True, name=f"{words(word)}: {name}")
                link.setToolTip(words(word))
                self._grid.addWidget(link, at, column, top)

    def _said(self, name: str, whom: str) -> QWidget:
        if not whom:
            return label(name)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.px(1))
        box.addWidget(label(name))
        box.addWidget(label(whom, "second"))
        return holder

    def _form(self) -> Form:
        if self._checklist:
            return Form(self.context, fields_of(ChecklistItem), ("name", "whom"))
        return Form(self.context, fields_of(PeopleChoice), ("name",))

    @writes
    def begin(self) -> None:
        """Ask for one more."""
        desk = self.context.desk

        def act(values: dict[str, Any]) -> Any:
            if self._checklist:
                return actions.add_item(desk, self._name, **values)
            return actions.add_choice(desk, self._name, **values)

        ask_form(self.context, self, self.heading.text(), self._form(), act)

    def change(self, row: ItemRow) -> None:
        """Show one to be worded anew."""
        form = self._form()
        form.set(row)

        def act(values: dict[str, Any]) -> None:
            (actions.amend_item if self._checklist else actions.amend_choice)(self.context.desk, row.key, **values)

        ask_form(self.context, self, self.heading.text(), form, act)

    @writes
    def take_out(self, row: ItemRow) -> None:
        """Ask or offer it no longer; undo brings it back."""
        act = actions.remove_item if self._checklist else actions.remove_choice
        self.context.attempt(lambda: act(self.context.desk, row.key), self)

    def _move(self, row: ItemRow, by: int) -> None:
        act = actions.move_item if self._checklist else actions.move_choice
        self.context.attempt(lambda: act(self.context.desk, row.key, by), self)
