"""The group's details on the screen, and its aims."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group import actions
from communitydesk.group.figures import AimRow, GroupFigures
from communitydesk.group.model import Aim, Group
from communitydesk.group.ui.shelf import save_form
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, Sentences, button, clear, label
from communitydesk.widgets.reading import change_or_open, sheet_title, writes

FIRST = ("name", "legal_form", "area", "people_served", "purpose", "contact_name", "contact_role", "email", "phone")
MORE = ("address", "website", "charity_number", "company_number", "money_held_by", "year_end_month", "currency")


class Profile(QWidget):
    """The group's details: read at a glance, changed in place."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        self.gaps_card = Card(context, self.words(N_("Funders usually ask for")))
        self.gaps = Sentences(context)
        self.gaps_card.add(self.gaps)
        box.addWidget(self.gaps_card)
        card = Card(context)
        self.form = Form(context, Group, FIRST, more=MORE, lines={"people_served": 2, "purpose": 2, "address": 3})
        card.add(self.form)
        row = QHBoxLayout()
        self.save_button = button(self.words(N_("Save the details")), self.save, primary=True)
        row.addStretch(1)
        row.addWidget(self.save_button)
        card.body.addLayout(row)
        box.addWidget(card)
        box.addStretch(1)

    def show_group(self, group: GroupFigures | None) -> None:
        """Show the group as it is, unless somebody is typing."""
        if group is None:
            return
        if not self.form.changed:
            values = {name: getattr(group, name) for name in self.form.rows if name != "year_end_month"}
            self.form.set(values | {"year_end_month": str(group.year_end_month)})
        self.gaps_card.setVisible(bool(group.gaps))
        fields = [
            name for name in ("area", "people_served", "purpose", "contact_name") if not getattr(group, name).strip()
        ]
        self.gaps.show_all(
            [
                (
                    "due",
                    self.words(N_("to do")),
                    self.words.say(gap),
                    self.words(N_("Fill in")),
                    partial(self.go_to, name),
                )
                for gap, name in zip(group.gaps, fields, strict=True)
            ]
        )

    def go_to(self, field: str) -> None:
        """Put the cursor where something is missing."""
        self.form.rows[field].read.setFocus(Qt.FocusReason.OtherFocusReason)

    @writes
    def save(self) -> None:
        """Keep what was typed."""
        save_form(self.context, self.form, lambda values: actions.amend_group(self.context.desk, **values))


class Aims(QWidget):
    """The aims in order, each with what can be done to it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.card = Card(context)
        self.grid = QGridLayout()
        self.grid.setColumnStretch(0, 1)
        self.grid.setVerticalSpacing(context.theme.px(10))
        self.told = label(self.words(N_("An aim is something you want to change. Activities and outcomes serve it.")))
        self.card.add(self.told)
        self.card.body.addLayout(self.grid)
        row = QHBoxLayout()
        row.addWidget(button(self.words(N_("Add an aim")), self.add))
        row.addStretch(1)
        self.card.body.addLayout(row)
        box.addWidget(self.card)
        box.addStretch(1)

    def show_aims(self, aims: tuple[AimRow, ...]) -> None:
        """Show the aims; those that have ended last."""
        clear(self.grid)
        self._running = [aim.key for aim in aims if not aim.ended_on]
        for line, aim in enumerate(aims):
            text = aim.statement
            if aim.ended_on:
                text = self.words(N_("{aim} (until {day})"), aim=aim.statement, day=aim.ended_on)
            self.grid.addWidget(label(text, "second" if aim.ended_on else ""), line, 0)
            self._buttons(aim, line)

    def _buttons(self, aim: AimRow, line: int) -> None:
        place = self._running.index(aim.key) if aim.key in self._running else -1
        doings = [(change_or_open(self.context), partial(self.amend, aim), True)]
        doings.append((N_("Move up"), partial(self.shift, aim.key, -1), place > 0))
        doings.append((N_("Take up again") if aim.ended_on else N_("End"), partial(self.end, aim), True))
        doings.append((N_("Remove"), partial(self.remove, aim), True))
        for column, (text, act, useful) in enumerate(doings, 1):
            if useful:
                said = self.words(N_("{what}: {aim}"), what=self.words(text), aim=aim.statement)
                self.grid.addWidget(button(self.words(text), act, link=True, name=said), line, column)

    @writes
    def add(self) -> None:
        """Ask for a new aim."""
        form = Form(self.context, Aim, ("statement",))
        ask_form(
            self.context, self, N_("Add an aim"), form,
            lambda values: actions.add_aim(self.context.desk, values["statement"]), save=N_("Add the aim"),
        )  # fmt: skip

    def amend(self, aim: AimRow) -> None:
        """Word an aim anew."""
        form = Form(self.context, Aim, ("statement",))
        form.set(aim)
        ask_form(
            self.context, self, sheet_title(self.context, N_("Change the aim"), N_("Aim")), form,
            lambda values: actions.amend_aim(self.context.desk, aim.key, values["statement"]),
        )  # fmt: skip

    @writes
    def shift(self, key: str, by: int) -> None:
        """Put an aim one place higher or lower."""
        keys = list(self._running)
        place = keys.index(key)
        keys.insert(place + by, keys.pop(place))
        self.context.attempt(lambda: actions.order_aims(self.context.desk, keys))

    @writes
    def end(self, aim: AimRow) -> None:
        """End an aim today, or take it up again."""
        day: dt.date | None = None if aim.ended_on else self.context.today()
        self.context.attempt(lambda: actions.end_aim(self.context.desk, aim.key, day))

    @writes
    def remove(self, aim: AimRow) -> None:
        """Remove an aim; undo brings it back."""
        self.context.attempt(lambda: actions.remove_aim(self.context.desk, aim.key))
