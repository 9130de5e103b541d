"""Outcomes on the screen, each with how you will know and what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.group.figures import aims
from communitydesk.impact import actions
from communitydesk.impact.figures import MeasureRow, OutcomeRow, measure_values, outcome_values
from communitydesk.impact.model import Measure, Outcome
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, Empty, bar, button, clear, label, pill
from communitydesk.widgets.reading import change_or_open, sheet_title, writes
from communitydesk.widgets.removing import removed

FIELDS = ("statement", "how_we_know", "aim_key")
MEASURED = ("taken_on", "question", "yes", "asked")


class Outcomes(QWidget):
    """A card for each outcome."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(14))
        row = QHBoxLayout()
        self.add_button = button(self.words(N_("Add an outcome")), self.add)
        row.addWidget(self.add_button)
        row.addStretch(1)
        box.addLayout(row)
        self.list = QVBoxLayout()
        self.list.setSpacing(context.theme.px(14))
        box.addLayout(self.list)
        box.addStretch(1)

    def show_outcomes(self, rows: Sequence[OutcomeRow]) -> None:
        """Show these outcomes."""
        clear(self.list)
        if not rows:
            told = self.words(
                N_("An outcome is the difference that you make: people feel less alone, children eat fresh food.")
            )
            self.list.addWidget(Empty(self.context, told, self.words(N_("Add the first outcome")), self.add))
        for row in rows:
            self.list.addWidget(self._card(row))

    def _card(self, row: OutcomeRow) -> Card:
        words, card = self.words, Card(self.context, row.statement)
        links = Flow(self.context)
        for text, act in (
            (N_("Record a measurement"), self.measure),
            (change_or_open(self.context), self.amend),
            (N_("Remove"), self.remove),
        ):
            said = words(N_("{what}: {outcome}"), what=words(text), outcome=row.statement)
            links.add(button(words(text), partial(act, row), link=True, name=said))
        if self.context.theme.large:
            card.add(links)
        else:
            card.head.addWidget(links)
        if row.how_we_know:
            card.add(label(words(N_("How you will know: {how}"), how=row.how_we_know)))
        if row.aim:
            card.add(label(words(N_("It serves the aim: {aim}"), aim=row.aim), "second"))
        if row.measures:
            card.body.addLayout(self._measures(row))
        line = QHBoxLayout()
        n = words.plural("{n} piece of evidence shows it.", "{n} pieces of evidence show it.", row.cards)
        if row.trouble:
            line.addWidget(pill(words(N_("to do")), "due"))
            n = words.say(row.trouble)
        line.addWidget(label(n, "" if row.trouble else "second"), 1)
        card.body.addLayout(line)
        return card

    def _measures(self, row: OutcomeRow) -> QGridLayout:
        words, grid = self.words, QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self.context.theme.px(14))
        for line, one in enumerate(row.measures):
            said = words(N_("{yes} of {asked} said yes, {share}%"), yes=one.yes, asked=one.asked, share=one.share)
            open_, gone = words(change_or_open(self.context)), words(N_("Remove: {said}"), said=said)
            links = Flow(self.context, [
                button(open_, partial(self.amend_measure, one), link=True, name=f"{open_}: {said}"),
                button(words(N_("Remove")), partial(self.remove_measure, one), link=True, name=gone),
            ])  # fmt: skip
            if self.context.theme.large:  # there is no room for all of it in a line
                for down, part in enumerate(
                    (label(words.date(one.taken_on)), label(one.question), label(said, "strong"), links)
                ):
                    grid.addWidget(part, 4 * line + down, 0, 1, 2)
                continue
            grid.addWidget(label(words.date(one.taken_on), wrap=False), line, 0)
            grid.addWidget(label(one.question), line, 1)
            grid.addWidget(label(said, "strong", wrap=False), line, 2)
            shown = bar(one.share / 100, said)
            shown.setFixedWidth(self.context.theme.px(140))
            grid.addWidget(shown, line, 3)
            grid.addWidget(links, line, 4)
        return grid

    # -- doing ----------------------------------------------------------------------------------

    def _form(self) -> Form:
        with self.context.desk.read() as session:
            choices = [Choice(one.key, one.statement) for one in aims(session)]
        return Form(self.context, Outcome, FIELDS, links={"aim_key": lambda: choices}, lines={"statement": 2})

    @writes
    def add(self) -> None:
        """Ask for a new outcome."""
        ask_form(
            self.context, self, N_("Add an outcome"), self._form(),
            lambda values: actions.add_outcome(self.context.desk, Outcome(**values)), save=N_("Add the outcome"),
        )  # fmt: skip

    def amend(self, row: OutcomeRow) -> None:
        """Show an outcome to be changed."""
        form = self._form()
        with self.context.desk.read() as session:
            form.set(outcome_values(session, row.key))
        ask_form(
            self.context, self, sheet_title(self.context, N_("Change the outcome"), N_("Outcome")), form,
            lambda values: actions.amend_outcome(self.context.desk, row.key, **values),
        )  # fmt: skip

    @writes
    def remove(self, row: OutcomeRow) -> None:
        """Remove an outcome that nothing measures; undo brings it back."""
        removed(self.context, lambda: actions.remove_outcome(self.context.desk, row.key))

    @writes
    def measure(self, row: OutcomeRow) -> None:
        """Ask how many said yes; the last question is offered again."""
        form = Form(self.context, Measure, MEASURED)
        last = row.measures[-1].question if row.measures else ""
        form.set({"taken_on": self.context.today(), "question": last})
        ask_form(
            self.context, self, N_("Record a measurement"), form,
            lambda values: actions.add_measure(self.context.desk, Measure(outcome_key=row.key, **values)),
        )  # fmt: skip

    def amend_measure(self, row: MeasureRow) -> None:
        """Show a measurement to be corrected."""
        form = Form(self.context, Measure, MEASURED)
        with self.context.desk.read() as session:
            form.set(measure_values(session, row.key))
        ask_form(
            self.context, self, N_("Correct the measurement"), form,
            lambda values: actions.amend_measure(self.context.desk, row.key, **values),
        )  # fmt: skip

    @writes
    def remove_measure(self, row: MeasureRow) -> None:
        """Remove a measurement; undo brings it back."""
        self.context.attempt(lambda: actions.remove_measure(self.context.desk, row.key))
