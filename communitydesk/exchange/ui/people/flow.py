"""The way of a list of people into the group's file: how it is read, then everybody on it, then one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from communitydesk.desk.words import N_
from communitydesk.exchange.people.actions import bring_in_people
from communitydesk.exchange.people.figures import known_people
from communitydesk.exchange.people.likeness import Finding, compare
from communitydesk.exchange.people.merging import Standing
from communitydesk.exchange.people.opened import OpenedPeople
from communitydesk.exchange.people.reading import PeopleRead
from communitydesk.exchange.ui.people.columns import ColumnsStep
from communitydesk.exchange.ui.people.rows import RowsStep
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.page import Page

Compared = tuple[PeopleRead, tuple[Finding, ...], Mapping[str, Standing]]


class PeopleInPage(Page):
    """Two steps: the columns, and the people. `done` is given how many were added and how many were joined.

    Nothing is written before the last button, and then all of it or nothing.
    """

    def __init__(
        self, context: Context, opened: OpenedPeople, leave: Callable[[], None], done: Callable[[int, int], None],
        other_sheet: Callable[[str], None],
    ) -> None:  # fmt: skip
        crumbs = ((context.words(N_("Lists of people")), leave),)
        super().__init__(context, context.words(N_("Bring in a list of people")), crumbs)
        self.opened, self._done = opened, done
        self.columns = ColumnsStep(context, opened, self._columns_changed, other_sheet)
        self.rows = RowsStep(context, self._rows_changed)
        self.body.addWidget(self.columns)
        self.body.addWidget(self.rows)
        self.body.addStretch(1)
        self.cancel = self.add_button(self.words(N_("Cancel")), leave)
        self.back = self.add_button(self.words(N_("Back to the columns")), self.show_columns)
        self.main = self.add_button("", self._next, primary=True)

    @property
    def decided(self) -> bool:
        """Whether something was decided that leaving would lose."""
        return self.rows.touched

    def start(self) -> None:
        """Show the first step."""
        self.show_columns()

    # -- the first step ------------------------------------------------------------------------------

    def show_columns(self) -> None:
        """Show how the file is read."""
        self.rows.hide()
        self.back.hide()
        self.columns.show()
        self.set_title(self.words(N_("How the list is read")))
        self.set_state(self.words(N_("Step 1 of 2")))
        self._call(self.words(N_("Yes, show me everybody")))
        self._columns_changed()
        self.columns.focus()

    def _columns_changed(self) -> None:
        if getattr(self, "main", None) is not None and not self.columns.isHidden():
            self.main.setEnabled(bool(self.columns.read and self.columns.read.people))

    # -- the second step -----------------------------------------------------------------------------

    def show_people(self) -> None:
        """Compare everybody with who is here, off the window's thread, and show them."""
        read, desk = self.columns.read, self.context.desk
        assert read is not None

        def work(progress: Progress) -> Compared:
            known, standings = known_people(desk)
            return read, compare(read.people, known, progress), standings

        self.context.window.run(N_("Comparing the list with who is here"), work, self._show_people)

    def _show_people(self, compared: Compared) -> None:
        self.columns.hide()
        self.rows.show()
        self.back.show()
        self.set_title(self.words(N_("Who comes in")))
        self.set_state(self.words(N_("Step 2 of 2")))
        self.rows.show_list(*compared)
        self.rows.show_open()
        self.rows.table.view.setFocus()

    def _rows_changed(self) -> None:
        if self.rows.isHidden():
            return
        planned = self.rows.planned()
        some = self.words.plural("Bring in {n} person", "Bring in {n} people", len(planned))
        self._call(some if planned or self.rows.open_rows else self.words(N_("Nobody to bring in")))
        self.main.setEnabled(bool(planned or self.rows.open_rows))

    def _call(self, text: str) -> None:
        self.main.setText(text)
        self.main.setAccessibleName(text)

    # -- the main button -----------------------------------------------------------------------------

    def _next(self) -> None:
        if self.rows.isHidden():
            self.show_people()
        elif self.rows.open_rows:
            self.rows.show_open(say=True)
        else:
            self._bring_in()

    def _bring_in(self) -> None:
        """Write everybody as one change, off the window's thread."""
        planned, parts, desk, today = self.rows.planned(), self.columns.parts, self.context.desk, self.context.today()
        words = self.words

        def work(progress: Progress) -> tuple[int, int]:
            return bring_in_people(desk, planned, parts, today, words, progress)

        def written(counts: tuple[int, int]) -> None:
            self.rows.touched = False
            self._done(*counts)

        self.context.window.run(N_("Bringing in the people"), work, written)
