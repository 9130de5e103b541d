"""The side of a person's record that says what they can do, would like to learn, and when they are free."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import save_form
from communitydesk.people import actions
from communitydesk.people.figures.record import skills
from communitydesk.people.figures.skills import skill_names
from communitydesk.people.ui.side import ScrollSide
from communitydesk.people.ui.weekgrid import WeekGrid
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import Card, button, label
from communitydesk.widgets.reading import writes

SKILLS = {
    "offered": Field(
        "offered", N_("What they can do for the group"), Kind.LONG, N_("With commas: first aid, cooking, Polish.")
    ),
    "wanted": Field("wanted", N_("What they would like to learn or try"), Kind.LONG, N_("With commas between them.")),
}
MORE = {"note": Field("note", N_("More about when they are free"), Kind.TEXT, N_("Not in school holidays."))}
SHOWN = 24  # names of skills that are shown to choose words from


class SkillsSide(ScrollSide):
    """Skills typed with commas between them, and the week in which they are free."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        left = card = Card(context, self.words(N_("Skills")))
        self.form = Form(context, SKILLS, tuple(SKILLS), lines={"offered": 2, "wanted": 2})
        card.add(self.form)
        self.known = label("", "hint")
        card.add(self.known)
        self.save_skills_button = self._save_row(card, N_("Save the skills"), self.save_skills)
        card = Card(context, self.words(N_("When they are usually free")))
        card.add(label(self.words(N_("Go from box to box with the arrow keys; Space ticks.")), "hint"))
        self.week = WeekGrid(context)
        card.add(self.week)
        self.more = Form(context, MORE, tuple(MORE))
        card.add(self.more)
        self.save_times_button = self._save_row(card, N_("Save the times"), self.save_times)
        self._clean: frozenset[tuple[int, str]] = frozenset()
        self.beside((left,), (card,), (1, 1))
        self.box.addStretch(1)

    def _save_row(self, card: Any, text: str, act: Any) -> Any:
        row = QHBoxLayout()
        row.addStretch(1)
        made = button(self.words.say(text), act)
        row.addWidget(made)
        card.body.addLayout(row)
        return made

    def refresh(self) -> None:
        """Show the person as they now are; what is being typed stays."""
        with self.context.desk.read() as session:
            figures = skills(session, self.key)
            names = skill_names(session)
        if not self.form.changed:
            self.form.set({"offered": ", ".join(figures.offered), "wanted": ", ".join(figures.wanted)})
        if not self._times_changed():
            self.week.set_cells(figures.free)
            self.more.set({"note": figures.free_note})
            self._clean = figures.free
        said = ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")
        self.known.setText(self.words(N_("Skills named so far in your group: {names}."), names=said) if names else "")
        self.known.setVisible(bool(names))

    def _times_changed(self) -> bool:
        return self.more.changed or self.week.cells() != self._clean

    def unsaved(self) -> bool:
        """Whether something was typed or ticked."""
        return self.form.changed or self._times_changed()

    @writes
    def save_skills(self) -> None:
        """Keep the skills."""

        def act(values: dict[str, Any]) -> None:
            actions.set_skills(self.context.desk, self.key, split(values["offered"]), split(values["wanted"]))

        if save_form(self.context, self.form, act):
            self.refresh()

    @writes
    def save_times(self) -> None:
        """Keep the times."""

        def act(values: dict[str, Any]) -> None:
            actions.set_free(self.context.desk, self.key, self.week.cells(), values["note"])
            self._clean = self.week.cells()

        if save_form(self.context, self.more, act):
            self.refresh()


def split(text: str) -> list[str]:
    """Return the names in a text with commas, semicolons or line ends between them."""
    return [name for part in re.split(r"[,;،、\n]", text) if (name := " ".join(part.split()))]
