"""The way of a bank's file into the group's: how it is read, then every line, then one change."""

from __future__ import annotations

from collections.abc import Callable

from communitydesk.desk.words import N_
from communitydesk.exchange import figures
from communitydesk.exchange.actions import bring_in_statement
from communitydesk.exchange.bring_in import other_currency
from communitydesk.exchange.layouts import Layout
from communitydesk.exchange.proposal import ChosenLine, Opened, Proposal, propose
from communitydesk.exchange.ui.columns import ColumnsStep
from communitydesk.exchange.ui.lines import LinesStep
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.page import Page


class BringInPage(Page):
    """Two steps: the columns (where the file has any), and the lines. `done` is given how many came in and how many wait.

    Nothing is written before the last button, and then all of it or nothing.
    """

    def __init__(
        self, context: Context, opened: Opened, leave: Callable[[], None], done: Callable[[int, int], None],
        other_sheet: Callable[[str], None] = lambda name: None,
    ) -> None:  # fmt: skip
        super().__init__(
            context, context.words(N_("Bring in a bank statement")), ((context.words(N_("Bank statement")), leave),)
        )
        self.opened, self._done = opened, done
        self.account = opened.account
        self.lines = LinesStep(context, self._lines_changed, self._account, figures.accounts(context.desk))
        self.lines.account.setEditText(self.account)
        self.columns: ColumnsStep | None = None
        self._turn = self._shown = 0
        self._wanted: tuple[ChosenLine, ...] | None = None
        self._read_as: Layout | None = None
        if opened.guess is not None:
            self.columns = ColumnsStep(context, opened, self._columns_changed, other_sheet)
            self.body.addWidget(self.columns)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        self.cancel = self.add_button(self.words(N_("Cancel")), leave)
        self.back = self.add_button(self.words(N_("Back to the columns")), self.show_columns)
        self.main = self.add_button("", self._next, primary=True)

    @property
    def decided(self) -> bool:
        """Whether something was decided that leaving would lose."""
        return bool(self.lines.decisions)

    @property
    def layout_now(self) -> Layout | None:
        """How the file's columns are read; None for a file that needs no asking."""
        return self.columns.layout_now if self.columns else None

    def start(self) -> None:
        """Show the first step."""
        if self.columns is not None:
            self.show_columns()
        else:
            self.show_lines()

    # -- the first step ------------------------------------------------------------------------------

    def show_columns(self) -> None:
        """Show how the file is read."""
        assert self.columns is not None
        self.lines.hide()
        self.back.hide()
        self.columns.show()
        self.set_title(self.words(N_("How the file is read")))
        self.set_state(self.words(N_("Step 1 of 2")))
        self.main.setText(self.words(N_("Yes, show me every line")))
        self.main.setAccessibleName(self.main.text())
        self._columns_changed()
        self.columns.focus()

    def _columns_changed(self) -> None:
        if getattr(self, "main", None) is not None and self.columns is not None and not self.columns.isHidden():
            self.main.setEnabled(self.columns.statement is not None)

    # -- the second step -----------------------------------------------------------------------------

    def show_lines(self) -> None:
        """Compare every line with what is here, off the window's thread, and show them."""
        self._turn += 1
        turn, opened, layout, today = self._turn, self.opened, self.layout_now, self.context.today()
        held = figures.held(self.context.desk, self.account)

        def work(progress: Progress) -> Proposal:
            progress(0.2)
            statement = opened.read(layout, today)
            progress(0.5)
            return propose(statement, held)

        def show(proposal: Proposal) -> None:
            if turn == self._turn:
                self._shown = turn
                self._show_lines(proposal)
                self._go_on()

        self.context.window.run(N_("Comparing the lines with what is here"), work, show)

    def _show_lines(self, proposal: Proposal) -> None:
        first = self.lines.isHidden() or self.lines.proposal is None
        if self.columns is not None:
            self.columns.hide()
        self.lines.show()
        self.back.setVisible(self.columns is not None)
        self.set_title(self.words(N_("What comes in")))
        self.set_state(self.words(N_("Step 2 of 2")) if self.columns else "")
        self.lines.show_proposal(proposal)
        if other := other_currency(self.context.desk, proposal.statement, self.context.today()):
            self.lines.error.setText(self.words.say(other))
            self.lines.error.show()
        if first:
            self.lines.show_open()
            self.lines.table.view.setFocus()

    def _account(self, name: str) -> None:
        if name != self.account:
            self.account = name
            self.show_lines()

    def _lines_changed(self) -> None:
        count = len(self.lines.chosen)
        some = self.words.plural("Bring in {n} line", "Bring in {n} lines", count)
        self.main.setText(some if count or self.lines.open_lines else self.words(N_("Nothing to bring in")))
        self.main.setAccessibleName(self.main.text())
        self.main.setEnabled(bool(count or self.lines.open_lines))

    # -- the main button -----------------------------------------------------------------------------

    def _next(self) -> None:
        if self.lines.isHidden():
            if self._read_as != self.layout_now:
                self.lines.decisions.clear()  # other columns make other lines
            self._read_as = self.layout_now
            self.show_lines()
        elif self.lines.open_lines:
            self.lines.show_open(say=True)
        elif self._turn != self._shown or self.lines.account_name != self.account:
            self.account = self.lines.account_name
            self._wanted = self.lines.chosen
            self.show_lines()
        else:
            self._bring_in()

    def _go_on(self) -> None:
        """Bring in what the person wanted before the account was named, if the comparison leaves it the same."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted == self.lines.chosen and not self.lines.open_lines:
            self._bring_in()

    def _bring_in(self) -> None:
        """Write every chosen line as one change."""
        assert self.lines.proposal is not None
        lines = self.lines.chosen
        kept = self.opened.kept(self.layout_now, self.lines.proposal.statement, self.account)
        key = self.context.attempt(
            lambda: bring_in_statement(
                self.context.desk, lines, brought_in_on=self.context.today(), account=self.account, layout=kept.stored()
            )
        )
        if key is not None:
            self.lines.decisions.clear()
            self._done(len(lines), sum(1 for one in lines if one.join is None))
