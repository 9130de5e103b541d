"""The side of a person's record that says how they came, where they stand, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import N_, Message
from communitydesk.people import actions
from communitydesk.people.figures.joining import JoiningFigures, StepRow, TickRow, choices, joining
from communitydesk.people.figures.record import references
from communitydesk.people.model import STAGES, ChecklistTick, Reference, StageChange
from communitydesk.people.model.contact import REFERENCE_OUTCOMES
from communitydesk.people.model.joining import JOINING, LEAVING, LISTS, REASON, SOURCE
from communitydesk.people.ui.listcard import Line, ListCard, RecordCard
from communitydesk.people.ui.side import PersonForm, ScrollSide, people_choices
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, button, clear, label
from communitydesk.widgets.reading import only_read, writes
from communitydesk.widgets.ticks import words_of

CAME = ("source_key", "joined_on", "supporter_key", "agreement_on")
STATES = {"active": "ok", "left": "late"}


class JoiningSide(ScrollSide):
    """Steps with their dates, the checklist that matters now, how they came, and references."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, key)
        self.steps = ListCard(
            context, N_("Joining and leaving"), N_("No step is recorded. They count as active."),
            (N_("Record a step"), self.record), self.change_step, self.remove_step,
        )  # fmt: skip
        self.list = _Checklist(context, key)
        card = Card(context, self.words(N_("How they came, and who supports them")))
        links = {
            "source_key": partial(choices_of, context, SOURCE),
            "supporter_key": partial(people_choices, context, key),
        }
        self.details = PersonForm(
            context, key, CAME, N_("Save it"), links=links, adders={"source_key": self._new_source}
        )
        card.add(self.details)
        self.references = RecordCard(
            context, key, Reference, title=N_("References"), add=N_("Add a reference"),
            empty=N_("None asked for. What is written in one stays on its paper; here is only that it was read."),
            names=("name", "knows", "email", "phone", "asked_on"), more=("received_on", "seen_by_key", "outcome"),
            links={"seen_by_key": partial(people_choices, context, key)}, said=self._reference,
        )  # fmt: skip
        self.beside((self.steps, self.list), (card, self.references))
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the person as they now are."""
        today = self.context.today()
        with self.context.desk.read() as session:
            self.figures = figures = joining(session, self.key, today)
            asked = references(session, self.key)
        self.steps.show_lines([self._step(one, n == 0) for n, one in enumerate(figures.steps)])
        self.list.show_figures(figures)
        self.details.refresh()
        self.references.show_rows(asked)

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.details.changed

    def told(self, task: str = "", **_: Any) -> None:
        """Begin a task: "step" asks for the next step."""
        if task == "step" and not self.context.only_reading:
            self.record()

    # -- steps -----------------------------------------------------------------------------------------------

    def _step(self, row: StepRow, now: bool) -> Line:
        words = self.words
        parts = [words(N_("until {day}"), day=row.until_on) if row.until_on else "", row.reason, row.said]
        first = words(N_("{stage} since {day}"), stage=words(STAGES[row.stage]), day=row.since_on)
        if row.stage == "left":
            first = words(N_("Left on {day}"), day=row.since_on)
        word = words(N_("Now")) if now else ""
        return Line(row.key, first, " · ".join(filter(None, parts)), STATES.get(row.stage, "due"), word)

    @writes
    def record(self) -> None:
        """Ask for the next step."""
        order = list(STAGES)
        with self.context.desk.read() as session:
            steps = joining(session, self.key, self.context.today()).steps
        at = order.index(steps[0].stage) if steps else order.index("active")
        following = {"active": "paused", "paused": "active", "left": "active"}.get(order[at]) or order[at + 1]
        form = StepForm(self.context)
        form.set(StageChange(person_key=self.key, stage=following, since_on=self.context.today()))
        form.fit()

        def act(values: dict[str, Any]) -> Any:
            return actions.set_stage(self.context.desk, StageChange(person_key=self.key, **values))

        ask_form(self.context, self, N_("Record a step"), form, act)

    def change_step(self, key: str) -> None:
        """Show a step to be put right."""
        row = next(one for one in self.figures.steps if one.key == key)
        form = StepForm(self.context, ended=row.reason_key or "")
        form.set(row)
        form.fit()

        def act(values: dict[str, Any]) -> None:
            actions.amend_stage(self.context.desk, key, **values)

        ask_form(self.context, self, N_("Put a step right"), form, act)

    @writes
    def remove_step(self, key: str) -> None:
        """Take out a step that never was; undo brings it back."""
        self.context.attempt(lambda: actions.remove_stage(self.context.desk, key), self)

    # -- the rest --------------------------------------------------------------------------------------------

    def _new_source(self, typed: str) -> str | None:
        return ask_choice(self.context, self, SOURCE, typed)

    def _reference(self, row: Mapping[str, Any]) -> Line:
        words = self.words
        first = ", ".join(filter(None, (row["name"], row["knows"])))
        if row["received_on"]:
            said = words(N_("received {day}"), day=row["received_on"])
            said += ", " + (
                words(N_("read by {name}"), name=row["seen_by"]) if row["seen_by"] else words(N_("not read yet"))
            )
            word = words(REFERENCE_OUTCOMES.get(row["outcome"], N_("Received")))
            state = {"good": "ok", "doubt": "late"}.get(row["outcome"], "due")
        elif row["asked_on"]:
            said, word, state = words(N_("asked {day}"), day=row["asked_on"]), words(N_("Waiting")), "due"
        else:
            said, word, state = words(N_("not asked yet")), words(N_("To ask")), "due"
        reach = " · ".join(filter(None, (row["email"], row["phone"], said)))
        return Line(row["key"], first, reach, state, word)


class StepForm(Form):
    """A step: which, since when; until when for a trial or a pause; why, for leaving."""

    def __init__(self, context: Context, ended: str = "") -> None:
        links = {"reason_key": partial(choices_of, context, REASON, ended)}
        super().__init__(
            context, StageChange, ("stage", "since_on", "until_on", "reason_key", "said"), links=links,
            adders={"reason_key": lambda typed: ask_choice(context, self, REASON, typed)}, lines={"said": 2},
        )  # fmt: skip
        stage = self.rows["stage"].input
        assert isinstance(stage, QComboBox)
        stage.currentIndexChanged.connect(lambda _: self.fit())
        self.fit()

    def fit(self) -> None:
        """Ask only what belongs to the stage."""
        stage = self.rows["stage"].value()
        self.rows["until_on"].setVisible(stage in ("trial", "paused"))
        for name in ("reason_key", "said"):
            self.rows[name].setVisible(stage == "left")
        self.turned.emit()  # the sheet around it makes room

    def values(self) -> dict[str, Any] | None:
        """Return the values; what does not belong to the stage is left out."""
        found = super().values()
        if found:
            stage = found["stage"]
            if stage not in ("trial", "paused"):
                found["until_on"] = None
            if stage != "left":
                found["reason_key"], found["said"] = None, ""
        return found


class _Checklist(Card):
    """What is to be done when somebody joins or leaves; a tick says when and who says so."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, context.words(LISTS[JOINING]))
        self.context, self.words, self.key = context, context.words, key
        self.boxes: dict[str, QCheckBox] = {}
        self._other = False
        self._figures: JoiningFigures | None = None
        self.turn = button("", self._turn, link=True)
        self.head.addWidget(self.turn)
        self.said = label("", "second")
        self.add(self.said)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(14))
        self._grid.setVerticalSpacing(context.theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self.add(holder)

    def _turn(self) -> None:
        self._other = not self._other
        if self._figures:
            self.show_figures(self._figures)

    def show_figures(self, figures: JoiningFigures) -> None:
        """Show the list that matters now, or the other one when that was asked for."""
        self._figures = figures
        other = {JOINING: LEAVING, LEAVING: JOINING}
        name = other[figures.asked] if self._other else figures.asked
        rows = figures.joining if name == JOINING else figures.leaving
        self.heading.setText(self.words(LISTS[name]))
        self.turn.setText(self.words(LISTS[other[name]]))
        self.turn.setAccessibleName(self.turn.text())
        done = sum(1 for row in rows if not row.open)
        self.said.setText(self.words(N_("{done} of {all} done."), done=done, all=len(rows)))
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        clear(self._grid)
        self.boxes = {}
        for at, row in enumerate(rows):
            self._show_row(at, row)
        if focused in self.boxes:
            self.boxes[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_row(self, at: int, row: TickRow) -> None:
        words, top = self.words, Qt.AlignmentFlag.AlignTop
        name = words(row.item.name)
        box = QCheckBox()
        box.setAccessibleName(name)
        box.setChecked(not row.open)
        box.clicked.connect(lambda on: self._clicked(row, on))
        only_read(self.context, box)
        self.boxes[row.item.key] = box
        self._grid.addWidget(box, at, 0, top)
        holder = label(name if row.open else f"{name}\n{self._when(row)}")
        self._grid.addWidget(words_of(box, holder), at, 1)
        if row.open:
            said = words(N_("Not needed"))
            link = button(said, partial(self._not_needed, row), link=True, name=f"{said}: {name}")
        else:
            said = words(N_("Day and name"))
            link = button(said, partial(self._put_right, row), link=True, name=f"{said}: {name}")
        self._grid.addWidget(link, at, 2, top)

    def _when(self, row: TickRow) -> str:
        said = self.words(N_("not needed, {day}") if row.not_needed else N_("{day}"), day=row.done_on)
        return ", ".join(filter(None, (said, row.by_whom, row.note)))

    def _clicked(self, row: TickRow, on: bool) -> None:
        if on:
            self._tick(row)
        else:
            self.context.attempt(lambda: actions.untick(self.context.desk, row.tick_key), self)

    def _tick(self, row: TickRow, *, not_needed: bool = False) -> None:
        desk = self.context.desk
        self.context.attempt(
            lambda: actions.tick(
                desk, self.key, row.item.key, self.context.today(), desk.who, not_needed=not_needed
            ),
            self,
        )  # fmt: skip

    @writes
    def _not_needed(self, row: TickRow) -> None:
        self._tick(row, not_needed=True)

    def _put_right(self, row: TickRow) -> None:
        names = ("done_on", "by_whom", "note")
        form = Form(self.context, fields_of(ChecklistTick), names)
        form.set(row)

        def act(values: dict[str, Any]) -> None:
            actions.amend_tick(self.context.desk, row.tick_key, **values)

        ask_form(self.context, self, Message(N_("When was it done, and who says so?")), form, act)


def choices_of(context: Context, kind: str, ended: str = "") -> list[Choice]:
    """Return the group's answers to choose from: where people came from, or why they leave."""
    with context.desk.read() as session:
        return [Choice(key, context.words(name)) for key, name in choices(session, kind, ended=(ended,))]


def ask_choice(context: Context, parent: QWidget, kind: str, typed: str = "") -> str | None:
    """Ask for one more answer; return its key."""
    from communitydesk.people.model import PeopleChoice

    form = Form(context, PeopleChoice, ("name",))
    form.set({"name": typed})
    found = ask_form(context, parent, N_("Add an answer"), form,
                     lambda values: actions.add_choice(context.desk, kind, values["name"]).key)  # fmt: skip
    return str(found) if found else None
