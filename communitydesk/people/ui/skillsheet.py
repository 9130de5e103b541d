"""What the people of the group can do between them, and who is free when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from communitydesk.desk.words import N_, apart
from communitydesk.people import actions
from communitydesk.people.documents.skills import skills_document
from communitydesk.people.figures.skills import FreeFigures, SkillRow, free, skill_rows
from communitydesk.people.model import Skill
from communitydesk.people.model.skills import SLOTS, WEEKDAYS
from communitydesk.people.ui.side import ScrollSide
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Sideways
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.reading import writes


class SkillsSheet(ScrollSide):
    """Every skill with who offers it and who would like to learn it; the week with who is free."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "")
        words = self.words
        card = Card(context, words(N_("Skills")))
        self.print_button = button(words(N_("As a document")), self.print)
        card.head.addWidget(self.print_button)
        self.said = label("", "second")
        card.add(self.said)
        holder = QWidget()
        self._skills = QGridLayout(holder)
        self._skills.setContentsMargins(0, 0, 0, 0)
        self._skills.setHorizontalSpacing(context.theme.px(20))
        self._skills.setVerticalSpacing(context.theme.px(8))
        for column, stretch in enumerate((2, 4, 3)):
            self._skills.setColumnStretch(column, stretch)
        card.add(holder)
        self.rows: tuple[SkillRow, ...] = ()
        self.box.addWidget(card)
        card = Card(context, words(N_("Who is usually free")))
        self.free_said = label("", "second")
        card.add(self.free_said)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(20))
        self._grid.setVerticalSpacing(context.theme.px(8))
        for column in range(1, len(SLOTS) + 1):
            self._grid.setColumnStretch(column, 1)
        card.add(Sideways(context, holder, words(N_("Who is usually free"))))
        self.more = label("", "second")
        card.add(self.more)
        self.box.addWidget(card)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show everybody's skills and times as they now are."""
        with self.context.desk.read() as session:
            rows, week = skill_rows(session, self.context.today()), free(session, self.context.today())
        self._show_skills(rows)
        self._show_week(week)

    def _show_skills(self, rows: Sequence[SkillRow]) -> None:
        words, top = self.words, Qt.AlignmentFlag.AlignTop
        clear(self._skills)
        self.rows = tuple(rows)
        nothing = words(N_("Nothing yet. Say on somebody's page, under Skills and times, what they can do."))
        self.said.setText(words.plural("{n} skill", "{n} skills", len(rows)) if rows else nothing)
        heads = (N_("Skill"), N_("Offered by"), N_("Would like to learn it")) if rows else ()
        for column, head in enumerate(heads):
            self._skills.addWidget(label(words(head), "hint", wrap=False), 0, column)
        for at, row in enumerate(rows, 1):
            self._skills.addWidget(label(row.name, "strong"), at, 0, top)
            for column, people in ((1, row.offered), (2, row.wanted)):
                self._skills.addWidget(label(_names(people) or "–"), at, column, top)
            said = words(N_("Rename"))
            link = button(said, partial(self.rename, row), link=True, name=f"{said}: {row.name}")
            self._skills.addWidget(link, at, 3, top)

    def _show_week(self, week: FreeFigures) -> None:
        words, top = self.words, Qt.AlignmentFlag.AlignTop
        clear(self._grid)
        said = N_("{n} of {all} people who help have said when they are free.")
        self.free_said.setText(words(said, n=week.asked, all=week.people))
        for column, slot in enumerate(SLOTS.values(), 1):
            self._grid.addWidget(label(words(slot), "hint", wrap=False), 0, column)
        for weekday, day in enumerate(WEEKDAYS):
            self._grid.addWidget(label(words(day), "strong", wrap=False), weekday + 1, 0, top)
            for column, slot in enumerate(SLOTS, 1):
                names = _names(week.cells.get((weekday, slot), ()))
                cell = label(names or "–")
                cell.setMinimumWidth(self.context.theme.px(150))
                self._grid.addWidget(cell, weekday + 1, column, top)
        self.more.setText("\n".join(f"{apart(name)}: {note}" for name, note in week.notes))
        self.more.setVisible(bool(week.notes))

    @writes
    def rename(self, row: SkillRow) -> None:
        """Ask for another name of a skill; the name of another one makes the two one."""
        form = Form(self.context, Skill, ("name",))
        form.set(row)

        def act(values: dict[str, str]) -> None:
            actions.rename_skill(self.context.desk, row.key, values["name"])

        intro = N_("Type the name of another skill to make the two one.")
        ask_form(self.context, self, N_("Rename the skill"), form, act, intro=intro)

    def print(self) -> None:
        """Show the same as it will be printed."""
        self.context.window.preview(skills_document(self.context.desk, self.context.today()))


def _names(people: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for _, name in people)
