"""The first side of a person's record: what is missing, what they gave, who they are and what they are to the group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk import pictures
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.group.figures import current_year
from communitydesk.people import actions
from communitydesk.people.figures import person_figures
from communitydesk.people.figures.record import Missing, parts, photo, warnings
from communitydesk.people.model import PARTS, Part
from communitydesk.people.ui.listcard import Line, ListCard
from communitydesk.people.ui.side import PersonForm, ScrollSide
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.files import PICTURES, Brought, FileDrop
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Card, Rows, Sentences, button, figure_card
from communitydesk.widgets.pictures import ImageView
from communitydesk.widgets.reading import sheet_title, writes

NAMES = ("name", "role", "role_class", "also_called")
SHORT = {"late": N_("Now"), "due": N_("To do")}


class Overview(ScrollSide):
    """What is missing, what they gave this year and in all, and who they are. `turn` leads to another side."""

    def __init__(self, context: Context, key: str, turn: Callable[[str], Any] = lambda side: None) -> None:
        super().__init__(context, key)
        self._turn = turn
        self._figures: QWidget | None = None

    def fill(self) -> None:
        """Put in its cards, each where it stays."""
        context, key = self.context, self.key
        self.missing_card = self.card(self.words(N_("To put right")))
        self.missing = Sentences(context)
        self.missing_card.add(self.missing)
        left, right = self.columns()
        card = Card(context, self.words(N_("Who they are")))
        left.addWidget(card)
        self.details = PersonForm(context, key, NAMES, N_("Save the details"))
        card.add(self.details)
        self.parts = ListCard(
            context, N_("What they are to the group"), N_("Nothing is said yet."),
            (N_("Add what they are"), self.add_part), self.change_part, self.remove_part,
        )  # fmt: skip
        self.photo = _Photo(context, key)
        for one in (self.parts, self.photo):
            right.addWidget(one)
        for column in (left, right):
            column.addStretch(1)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the person as they now are."""
        today = self.context.today()
        with self.context.desk.read() as session:
            figures = person_figures(session, self.key, current_year(session, today))
            missing = warnings(session, self.key, today)
            self._parts = {row["key"]: row for row in parts(session, self.key)}
            sha256 = photo(session, self.key)
        self._show_missing(missing)
        self.details.refresh()
        self.photo.show_photo(sha256)
        self.parts.show_lines([self._part(row) for row in self._parts.values()])
        if self._figures:
            self._figures.deleteLater()
        words, context = self.words, self.context
        self._figures = Rows(
            context,
            [
                figure_card(context, words.hours(figures.minutes), words(N_("given this year"))),
                figure_card(context, words.hours(figures.minutes_ever), words(N_("given in all"))),
                figure_card(context, words.number(len(figures.attended)), words(N_("sessions they came to"))),
            ],
        )
        self.box.insertWidget(1, self._figures)

    def _show_missing(self, missing: tuple[Missing, ...]) -> None:
        say = self.words.say
        rows = [
            (one.state, say(SHORT[one.state]), say(one.sentence), say(one.mend), partial(self._turn, one.side))
            for one in missing
        ]
        self.missing.show_all(rows)
        self.missing_card.setVisible(bool(missing))

    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self.details.changed

    # -- what they are ---------------------------------------------------------------------------------------

    def _part(self, row: dict[str, Any]) -> Line:
        words, today = self.words, self.context.today()
        when = words.period(row["from_on"], row["to_on"]) or words(N_("since a day that is not known"))
        over = row["to_on"] is not None and row["to_on"] < today
        word = words(N_("Ended")) if over else words(N_("Now"))
        return Line(row["key"], words(PARTS[row["kind"]]), " · ".join(filter(None, (row["note"], when))),
                    "" if over else "ok", word)  # fmt: skip

    def _ask_part(self, title: str, values: Any, act: Callable[[dict[str, Any]], Any]) -> None:
        form = Form(self.context, Part, ("kind", "from_on", "to_on", "note"))
        form.set(values)
        ask_form(self.context, self, title, form, act)

    @writes
    def add_part(self) -> None:
        """Ask what else they are, from when."""
        desk, today = self.context.desk, self.context.today()
        fresh = Part(person_key=self.key, from_on=today)
        self._ask_part(N_("What are they to the group?"), fresh,
                       lambda values: actions.add_part(desk, Part(person_key=self.key, **values), today))  # fmt: skip

    def change_part(self, key: str) -> None:
        """Show what they are, to be changed or ended; a part whose dates are not known gets them now."""
        desk, today, row = self.context.desk, self.context.today(), self._parts[key]

        def act(values: dict[str, Any]) -> None:
            if key.startswith("undated:"):
                actions.add_part(desk, Part(person_key=self.key, **values), today)
            else:
                actions.amend_part(desk, key, today, **values)

        self._ask_part(sheet_title(self.context, N_("Change what they are"), N_("What they are")), row, act)

    @writes
    def remove_part(self, key: str) -> None:
        """Take out what they never were; undo brings it back."""
        desk, today = self.context.desk, self.context.today()
        if key.startswith("undated:"):
            kind = self._parts[key]["kind"]
            self.context.attempt(lambda: actions.amend_person(desk, self.key, today=today, **{kind: False}), self)
        else:
            self.context.attempt(lambda: actions.remove_part(desk, key, today), self)


class _Photo(Card):
    """Their photograph, small; dropped, pasted or chosen."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(context, context.words(N_("Photograph")))
        self.context, self.words, self.key = context, context.words, key
        self.view = ImageView(context, height=150)
        self.add(self.view)
        self.drop = FileDrop(context, self.words(N_("Only with their consent.")), PICTURES, many=False)
        self.drop.brought.connect(self.take)
        self.add(self.drop)
        self.clear_button = button(self.words(N_("Take it out")), self.take_out, link=True)
        self.add(self.clear_button)
        self.body.addStretch(1)

    def show_photo(self, sha256: str) -> None:
        """Show the photograph that is kept, or where one goes."""
        for one in (self.view, self.clear_button):
            one.setVisible(bool(sha256))
        self.drop.setVisible(not sha256)
        if sha256:
            content = self.context.attempt(lambda: self.context.desk.content(sha256)) or b""
            self.view.show_picture(content, self.words(N_("Photograph of them")))

    def take(self, brought: tuple[Brought, ...]) -> None:
        """Keep a photograph, made small off the window's thread."""

        def work(progress: Progress) -> pictures.Prepared | Trouble:
            try:
                return pictures.prepare(brought[0].content)
            except Trouble as trouble:
                return trouble

        def done(prepared: pictures.Prepared | Trouble) -> None:
            if isinstance(prepared, Trouble):
                self.drop.tell([prepared.say(self.words)])
                return
            self.context.attempt(
                lambda: actions.set_photo(self.context.desk, self.key, prepared.content, prepared.media_type), self
            )

        self.context.window.run(N_("Preparing the photograph"), work, done)

    @writes
    def take_out(self) -> None:
        """Take the photograph out; undo brings it back."""
        self.context.attempt(lambda: actions.set_photo(self.context.desk, self.key, None), self)
