"""What the sides of a person's record are made of: cards that scroll, and a form that saves its own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import save_form
from communitydesk.people import actions
from communitydesk.people.figures import person_values
from communitydesk.people.model import Person
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice, told_apart
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import Card, Rows, button
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import Inside, scrolled


class ScrollSide(QWidget):
    """A side of cards, one under the other in `box`, that scrolls when it is higher than the window."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__()
        self.context, self.words, self.key = context, context.words, key
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = Inside()
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(0, 0, context.theme.air(8), 0)
        self.box.setSpacing(context.theme.px(14))
        outer.addWidget(scrolled(context, inside))

    def beside(self, left: Sequence[QWidget], right: Sequence[QWidget], stretches: tuple[int, int] = (3, 2)) -> None:
        """Put cards in two columns, which become one where there is too little room."""
        for box, widgets in zip(self.columns(stretches), (left, right), strict=True):
            for widget in widgets:
                box.addWidget(widget)
            box.addStretch(1)

    def columns(self, stretches: tuple[int, int] = (3, 2)) -> tuple[QVBoxLayout, QVBoxLayout]:
        """Return two columns for cards, which become one where there is too little room."""
        holders = QWidget(), QWidget()
        self.box.addWidget(Rows(self.context, holders, stretches, fold_at=860))
        left, right = QVBoxLayout(holders[0]), QVBoxLayout(holders[1])
        for box in (left, right):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(self.context.theme.px(14))
        return left, right

    def card(self, title: str = "") -> Card:
        """Add a card at the end."""
        made = Card(self.context, title)
        self.box.addWidget(made)
        return made

    def refresh(self) -> None:
        """Show the person as they now are. Sides override this."""


class PersonForm(QWidget):
    """Some fields of a person with the button that saves them; what is being typed stays while others change."""

    def __init__(
        self, context: Context, key: str, names: Sequence[str], save: str, *, more: Sequence[str] = (),
        links: Mapping[str, Callable[[], Sequence[Choice]]] | None = None, lines: Mapping[str, int] | None = None,
        adders: Mapping[str, Callable[[str], str | None]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.context, self.key = context, key
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        self.form = Form(context, Person, names, more=more, links=links or {}, lines=lines or {}, adders=adders or {})
        box.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.save_button = button(context.words.say(save), self.save)
        row.addWidget(self.save_button)
        box.addLayout(row)

    def refresh(self) -> None:
        """Show the fields as they now are, unless somebody is typing."""
        for row in self.form.rows.values():
            row.reload()
        if self.form.changed:
            return
        with self.context.desk.read() as session:
            self.form.set(person_values(session, self.key))

    @property
    def changed(self) -> bool:
        """Whether something was typed and not saved."""
        return self.form.changed

    @writes
    def save(self) -> bool:
        """Keep what was typed; what cannot be taken is said beside its field."""

        def act(values: dict[str, Any]) -> None:
            actions.amend_person(self.context.desk, self.key, today=self.context.today(), **values)

        return save_form(self.context, self.form, act)


def people_choices(context: Context, without: str = "") -> list[Choice]:
    """Return everybody who is here to choose from, by name, with the number where two have the same name."""
    from communitydesk.people.figures import name_list

    with context.desk.read() as session:
        known = sorted(name_list(session, context.today()), key=lambda one: one.name.casefold())
    return [one for one in told_apart(known) if one.key != without]


def nothing_yet(words: Callable[..., str]) -> str:
    """Say that nothing is recorded."""
    return words(N_("Nothing is recorded yet."))
