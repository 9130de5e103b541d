"""What an award promised and what shows it: promises in numbers, its activities, its outcomes, its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.actions import plan
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.choices import activity_choices, card_choices, outcome_choices
from communitydesk.grants.figures.details import counts
from communitydesk.grants.figures.outputs import OutputFigures
from communitydesk.grants.model.awards import OUTPUT_SOURCES
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.parts import FigureTable, buttons, link
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import Card, Rows, bar, clear, label, pill
from communitydesk.widgets.reading import change_or_open, writes
from communitydesk.widgets.scroll import Inside, scrolled
from communitydesk.widgets.ticks import ticked


class Outcomes(QWidget):
    """The side of an award that is about the difference it makes."""

    def __init__(self, context: Context, award_key: str) -> None:
        super().__init__()
        self.context, self.words, self.award_key = context, context.words, award_key
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = Inside()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, context.theme.px(4), 0)
        self.body.setSpacing(context.theme.px(12))
        outer.addWidget(scrolled(context, inside))

    def show_award(self, figures: AwardFigures) -> None:
        """Show these figures."""
        clear(self.body)
        self.body.addWidget(self._promises(figures))
        self.body.addWidget(Rows(self.context, [self._activities(figures), self._outcomes(figures)], fold_at=780))
        self.body.addWidget(self._evidence(figures))
        self.body.addStretch(1)

    # -- promises --------------------------------------------------------------------------

    def _promises(self, f: AwardFigures) -> QWidget:
        words, context = self.words, self.context
        card = Card(context, words(N_("What you said you would do")))
        if f.outputs:
            headings = (words(N_("Promise")), words(N_("How it is counted")), words(N_("So far")), "", "")
            table = FigureTable(context, "ttnww", headings, words(N_("What you said you would do")))
            table.show_rows([self._promise(one) for one in f.outputs])
            card.add(table)
        else:
            card.add(label(words(N_("Numbers that you promised: 36 sessions, 100 people. Some count themselves."))))
        card.add(
            buttons(link(words(N_("Add a promise")), writes(lambda: sheets.ask_output(context, self, self.award_key))))
        )
        return card

    def _promise(self, one: OutputFigures) -> list[Any]:
        words, context = self.words, self.context
        how = words(OUTPUT_SOURCES.get(one.source, ""))
        if one.activity:
            how = words(N_("{how}, at {activity}"), how=how, activity=one.activity)
        if one.note:
            how = f"{how}. {words.say(one.note)}"
        so_far = words.number(one.so_far or 0)
        if one.estimated:
            so_far = words(N_("about {n}"), n=so_far)
        so_far = words(N_("{n} of {target}"), n=so_far, target=one.target)
        if one.so_far is None:
            so_far = words(N_("{target} promised, none counted yet"), target=one.target)
        open_ = words(change_or_open(context))
        made = [link(open_, lambda: sheets.ask_output(context, self, self.award_key, one.key), f"{open_}: {one.name}")]  # fmt: skip
        if one.source == "typed":
            made.insert(0, link(words(N_("Add a number")), writes(lambda: sheets.ask_count(context, self, one.key)),
                                words(N_("Add a number: {name}"), name=one.name)))  # fmt: skip
            if rows := counts(context.desk, one.key):
                last = rows[0]
                made.insert(1, link(words(N_("Last: {n}"), n=last.number),
                                    lambda: sheets.ask_count(context, self, one.key, last.key)))  # fmt: skip
        state = bar(one.percent / 100, words(N_("{percent}% of the promise"), percent=one.percent))
        if one.reached:
            return [one.name, how, so_far, pill(words(N_("✓ reached")), "ok"), buttons(*made)]
        return [one.name, how, so_far, state, buttons(*made)]

    # -- what belongs to it ----------------------------------------------------------------

    def _activities(self, f: AwardFigures) -> QWidget:
        words = self.words
        known = activity_choices(self.context.desk)
        return self._chosen_card(
            words(N_("Activities it pays for")), known, f.activities,
            words(N_("Their sessions, people and hours count for this award.")), words(N_("Choose activities")),
            lambda keys: plan.set_activities(self.context.desk, self.award_key, keys),
            (words(N_("Add an activity")), "activities", ""),
        )  # fmt: skip

    def _outcomes(self, f: AwardFigures) -> QWidget:
        words = self.words
        return self._chosen_card(
            words(N_("Differences it is to make")), outcome_choices(self.context.desk), f.outcomes,
            words(N_("What the funder hopes will be different, and the report tells of.")), words(N_("Choose outcomes")),
            lambda keys: plan.set_outcomes(self.context.desk, self.award_key, keys),
            (words(N_("Add an outcome")), "impact", "outcomes"),
        )  # fmt: skip

    def _evidence(self, f: AwardFigures) -> QWidget:
        words = self.words
        refused = {ref.key for problem in f.problems if problem.kind == "consent" for ref in problem.refs}
        return self._chosen_card(
            words(N_("Evidence that serves it")), card_choices(self.context.desk), f.cards,
            words(N_("Photographs, stories and numbers; one can serve several funders.")), words(N_("Choose evidence")),
            lambda keys: plan.set_cards(self.context.desk, self.award_key, keys),
            (words(N_("Add a photograph or a story")), "impact", "cards"), refused,
        )  # fmt: skip

    def _chosen_card(
        self, title: str, known: Sequence[tuple[str, str]], chosen: Sequence[str], empty: str, act_said: str,
        act: Callable[[Iterable[str]], None], first: tuple[str, str, str], refused: Iterable[str] = (),
    ) -> QWidget:  # fmt: skip
        card = Card(self.context, title)
        names = dict(known)
        out = set(refused)
        rows: list[list[Any]] = []
        for key in chosen:
            mark: Any = pill(self.words(N_("no consent: stays out")), "due") if key in out else ""
            rows.append([names.get(key, ""), mark])
        if rows:
            table = FigureTable(self.context, "ts", name=title)
            table.show_rows(rows)
            card.add(table)
        else:
            card.add(label(empty))
        if known:
            card.add(buttons(link(act_said, writes(lambda: self._choose(title, known, chosen, act)))))
        else:
            said, place, tab = first
            card.add(buttons(link(said, lambda: self.context.go(place, None, tab or None))))
        card.body.addStretch(1)
        return card

    def _choose(
        self, title: str, known: Sequence[tuple[str, str]], chosen: Sequence[str], act: Callable[[Iterable[str]], None]
    ) -> None:
        sheet = TickSheet(self.context, self, title, known, chosen)
        if sheet.exec():
            self.context.attempt(lambda: act(sheet.keys()), self)


class TickSheet(Sheet):
    """Asks which of some things are meant; those that were chosen stand first, in their order."""

    keeps_height = False

    def __init__(
        self, context: Context, parent: QWidget, title: str, known: Sequence[tuple[str, str]], chosen: Sequence[str]
    ) -> None:
        super().__init__(context, title, parent)
        names = dict(known)
        order = [key for key in chosen if key in names] + [key for key, _ in known if key not in chosen]
        self._boxes: list[tuple[str, QCheckBox]] = []
        for key in order:
            holder, box = ticked(names[key][:120])
            box.setChecked(key in chosen)
            self._boxes.append((key, box))
            self.body.addWidget(holder)
        self.body.addStretch(1)
        self._clean = self.keys()
        if self._boxes:
            self._boxes[0][1].setFocus()

    def keys(self) -> tuple[str, ...]:
        """Those that are ticked."""
        return tuple(key for key, box in self._boxes if box.isChecked())

    def unsaved(self) -> bool:
        """Whether something was ticked or unticked."""
        return self.keys() != self._clean
