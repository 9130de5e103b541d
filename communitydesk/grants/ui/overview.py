"""An award at a glance: four figures, the budget against the spending, what to put right, promises, match, money in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.words import N_
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.behind import Figure
from communitydesk.grants.figures.facts import ClaimFigures
from communitydesk.grants.figures.match import said_line
from communitydesk.grants.figures.outputs import OutputFigures
from communitydesk.grants.figures.problems import Problem
from communitydesk.grants.ui import sheets
from communitydesk.grants.ui.mend import mending
from communitydesk.grants.ui.parts import FigureButton, FigureTable, buttons, link, spent_bar
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Sideways
from communitydesk.widgets.page import Card, Rows, button, clear, label, pill
from communitydesk.widgets.reading import change_or_open, writes
from communitydesk.widgets.scroll import Inside, scrolled


class Overview(QWidget):
    """The first side of an award's page."""

    def __init__(self, context: Context, page: Any) -> None:
        super().__init__()
        self.context, self.words, self.page = context, context.words, page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = Inside()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, context.theme.px(4), 0)
        self.body.setSpacing(context.theme.px(12))
        outer.addWidget(scrolled(context, inside))

    def show_award(self, figures: AwardFigures) -> None:
        """Show these figures. Everything is put in its place before it is filled: to move much takes long."""
        clear(self.body)
        self.body.addWidget(Rows(self.context, self._figures(figures), fold_at=640))
        holders = QWidget(), QWidget()
        self.body.addWidget(Rows(self.context, holders, [5, 3], fold_at=860))
        self.body.addStretch(1)
        left, right = (self._column(holder) for holder in holders)
        self._budget(self._card(left, N_("Budget against spending")), figures)
        self._outputs(self._card(left, N_("What you said you would do")), figures)
        self._match(self._card(left, N_("Match")), figures)
        if not figures.closed_on:
            self._problems(self._card(right, N_("Put right before you report")), figures)
        self._money_in(self._card(right, N_("Money from the funder")), figures)
        self._agreed(self._card(right, N_("Agreed since")), figures)
        for column in (left, right):
            column.addStretch(1)

    def _column(self, holder: QWidget) -> QVBoxLayout:
        """One under another, each as high as it needs, so that a short one beside a long one leaves no hole."""
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.context.theme.px(12))
        return column

    def _card(self, column: QVBoxLayout, title: str) -> Card:
        card = Card(self.context, self.words(title))
        column.addWidget(card)
        return card

    # -- the four figures ------------------------------------------------------------------

    def _figures(self, f: AwardFigures) -> list[QWidget]:
        words = self.words
        if f.received == f.awarded:
            awarded = words(N_("awarded, all received"))
        elif f.received > f.awarded:
            awarded = words(N_("awarded; {received} received"), received=words.money(f.received))
        else:
            awarded = words(N_("awarded; {received} received"), received=words.money(f.received))
        spent = words.plural("spent in {n} payment", "spent in {n} payments", f.payments)
        if f.opening_spent:
            spent = words(N_("{spent} and before"), spent=spent)
        if f.in_arrears:
            third = (words.money(f.to_claim), words(N_("spent and not claimed yet")), "spent")
            fourth = (words.money(f.left_of_award), self._promised(N_("left of the award"), f), "committed")
        else:
            third = (words.money(f.unspent), words(N_("received, not spent yet")), "unspent")
            fourth = (words.money(f.free), self._promised(N_("free to spend"), f), "free")
        rows: list[tuple[str, str, str]] = [
            (words.money(f.awarded), awarded, "received"), (words.money(f.spent), spent, "spent"), third, fourth,
        ]  # fmt: skip
        return [
            FigureButton(self.context, value, said, lambda figure=figure: self._behind(f, figure))  # type: ignore[misc]
            for value, said, figure in rows
        ]

    def _promised(self, said: str, f: AwardFigures) -> str:
        if not f.committed:
            return self.words(said)
        return self.words(
            N_("{free}; {amount} is promised"), free=self.words(said), amount=self.words.money(f.committed)
        )

    def _behind(self, figures: AwardFigures, figure: Figure, line_key: str | None = None) -> None:
        from communitydesk.grants.ui.behind import show_behind

        show_behind(self.context, self, figures, figure, line_key=line_key)

    # -- budget ----------------------------------------------------------------------------

    def _budget(self, card: Card, f: AwardFigures) -> None:
        words = self.words
        if not f.lines:
            card.add(
                label(words(N_("Type the lines of the budget that the funder agreed, to see what is left of each.")))
            )
            card.add(buttons(button(words(N_("Add budget lines")), self.page.change_budget)))
            card.body.addStretch(1)
            return
        promised = any(line.committed for line in f.lines) or bool(f.unlined_committed)
        headings = [words(N_("Line")), words(N_("Budget")), words(N_("Spent"))]
        headings += [words(N_("Promised"))] if promised else []
        headings += [words(N_("Left")), ""]
        table = FigureTable(
            self.context, "tnn" + ("n" if promised else "") + "nw", headings, words(N_("Budget against spending"))
        )
        rows = []
        for line in f.lines:
            cells: list[Any] = [
                link(line.name, lambda key=line.key: self._behind(f, "spent", key),  # type: ignore[misc]
                     words(N_("{line}: show its payments"), line=line.name)),
                words.amount(line.budget), words.amount(line.spent),
            ]  # fmt: skip
            cells += [words.amount(line.committed) if line.committed else ""] if promised else []
            left = label(words.amount(line.left), "error" if line.left < 0 else "", wrap=False)
            rows.append([*cells, left, spent_bar(self.context, line.spent, line.budget)])
        if f.unlined or f.unlined_committed:
            cells = [
                link(words(N_("On no line")), lambda: self._behind(f, "spent", "")), "", words.amount(f.unlined),
            ]  # fmt: skip
            cells += [words.amount(f.unlined_committed) if f.unlined_committed else ""] if promised else []
            rows.append([*cells, words.amount(-f.unlined - f.unlined_committed), ""])
        total = [words(N_("Total")), words.amount(f.budget_total), words.amount(f.spent)]
        total += [words.amount(f.committed)] if promised else []
        total += [words.amount(f.budget_total - f.spent - f.committed), ""]
        card.add(Sideways(self.context, table))
        table.show_rows(rows, total)
        card.add(
            buttons(
                link(words(N_("Change the budget")), self.page.change_budget),
                link(words(N_("Move money")), writes(lambda: sheets.ask_move(self.context, self, f))),
            )
        )
        card.body.addStretch(1)

    # -- what to put right -----------------------------------------------------------------

    def _problems(self, card: Card, f: AwardFigures) -> None:
        if not f.problems:
            card.add(label(self.words(N_("Nothing is wrong with what is recorded here."))))
            card.body.addStretch(1)
            return
        for problem in f.problems:
            self._problem(card, f, problem)
        card.body.addStretch(1)

    def _problem(self, card: Card, f: AwardFigures, problem: Problem) -> None:
        said = self.words.say(problem.sentence)
        todo = self.words.say(problem.mend)
        row = QHBoxLayout(card.add(QWidget()))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.context.theme.px(10))
        mark = pill(str(problem.count) if problem.count else "!", "late" if problem.severity == "late" else "due")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(label(said))
        act = link(todo, mending(self.context, self, f, problem), f"{todo}: {said}")
        right.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(right, 1)

    # -- promises and match ----------------------------------------------------------------

    def _outputs(self, card: Card, f: AwardFigures) -> None:
        words = self.words
        if f.outputs:
            table = FigureTable(self.context, "tnt", name=words(N_("What you said you would do")))
            card.add(Sideways(self.context, table))
            table.show_rows([[one.name, self._so_far(one), self._reached(one)] for one in f.outputs])
        else:
            card.add(label(words(N_("Numbers that you promised: sessions, people, hours. Some count themselves."))))
        card.add(
            buttons(
                link(words(N_("Add a promise")), writes(lambda: sheets.ask_output(self.context, self, f.key))),
                link(words(N_("See them all")), lambda: self.page.open("outcomes")),
            )
        )
        card.body.addStretch(1)

    def _so_far(self, one: OutputFigures) -> str:
        if one.so_far is None:
            return self.words(N_("{target} promised, none counted yet"), target=one.target)
        number = self.words.number(one.so_far)
        if one.estimated:
            number = self.words(N_("about {n}"), n=number)
        return self.words(N_("{n} of {target}"), n=number, target=one.target)

    def _reached(self, one: OutputFigures) -> QWidget:
        if one.reached:
            return label(self.words(N_("✓ reached")), "reached", wrap=False)
        return label(self.words(N_("{percent}%"), percent=one.percent), wrap=False)

    def _match(self, card: Card, f: AwardFigures) -> None:
        words, match = self.words, f.match
        rows: list[list[Any]] = [[words.say(said_line(line)), words.money(line.worth)] for line in match.lines]
        if match.over_cap:
            rows.append([words(N_("More than the funder counts")), words.money(-match.over_cap)])
        if match.cash:
            rows.append([words(N_("Cash")), words.money(match.cash)])
        if match.in_kind:
            rows.append([words(N_("Things in kind")), words.money(match.in_kind)])
        if rows:
            table = FigureTable(self.context, "tn", name=words(N_("Match")))
            said = words(N_("Total"))
            if match.wanted:
                said = words(N_("Total, of {wanted} promised"), wanted=words.money(match.wanted))
            card.add(Sideways(self.context, table))
            table.show_rows(rows, [said, words.money(match.total)])
        else:
            card.add(label(words(N_("What your group adds: cash, things in kind, and the time of volunteers."))))
        card.add(buttons(link(words(N_("Add match")), lambda: self.page.open("match"))))
        card.body.addStretch(1)

    # -- money in, and what was agreed -----------------------------------------------------

    def _money_in(self, card: Card, f: AwardFigures) -> None:
        words, context = self.words, self.context
        open_ = words(change_or_open(context))
        rows: list[list[Any]] = []
        if f.opening_received:
            rows.append([words(N_("Before you began here")), words.money(f.opening_received), ""])
        for one in sheets.instalments(context.desk, f.key):
            said = self._instalment_said(one.received_on, one.due_on, one.note)
            act = open_ if one.received_on or context.only_reading else words(N_("It came"))
            rows.append([
                said, words.money(one.amount),
                link(act, lambda key=one.key: sheets.ask_instalment(context, self, f.key, key),  # type: ignore[misc]
                     f"{act}: {said}"),
            ])  # fmt: skip
        for claim in f.claims:
            said = self._claim_said(claim)
            rows.append([
                said, words.money(claim.amount),
                link(words(N_("Open")), lambda key=claim.key: sheets.ask_claim(context, self, f, key),  # type: ignore[misc]
                     f"{words(N_('Open'))}: {said}"),
            ])  # fmt: skip
        if rows:
            table = FigureTable(context, "tnw", name=words(N_("Money from the funder")))
            card.add(Sideways(self.context, table))
            table.show_rows(rows)
        else:
            card.add(label(words(N_("Nothing has come in yet. Say when you expect it, or what came."))))
        made = [link(words(N_("Add an instalment")), writes(lambda: sheets.ask_instalment(context, self, f.key)))]
        if f.in_arrears:
            made.append(link(words(N_("Add a claim")), writes(lambda: sheets.ask_claim(context, self, f))))
        card.add(buttons(*made))
        card.body.addStretch(1)

    def _claim_said(self, claim: ClaimFigures) -> str:
        words = self.words
        if not claim.claimed_on:
            return words(N_("Claim being prepared"))
        if not claim.received:
            said = words(N_("Claimed on {day}, nothing came yet"), day=claim.claimed_on)
        elif not claim.outstanding:
            said = words(N_("Claimed on {day}, paid"), day=claim.claimed_on)
        else:
            said = words(N_("Claimed on {day}, {came} came"), day=claim.claimed_on, came=words.money(claim.received))
        if claim.amount - claim.received > 0 and claim.kept_back:
            kept = min(claim.kept_back, claim.amount - claim.received)
            said = words(N_("{claimed}; {kept} is kept back"), claimed=said, kept=words.money(kept))
        return said

    def _instalment_said(self, received: Any, due: Any, note: str) -> str:
        words = self.words
        said = words(N_("Received on {day}"), day=received) if received else words(N_("Expected on {day}"), day=due)
        return f"{said} · {note}" if note else said

    def _agreed(self, card: Card, f: AwardFigures) -> None:
        words, context = self.words, self.context
        open_ = words(change_or_open(context))
        rows: list[list[Any]] = []
        for change in f.changes:
            said = f"{words.date(change.agreed_on)} · {change.what}"
            rows.append([said, link(open_,
                lambda key=change.key: sheets.ask_change(context, self, f.key, key),  # type: ignore[misc]
                f"{open_}: {said}")])  # fmt: skip
        for move in f.moves:
            said = words(
                N_("{amount} moved from {source} to {target}"), amount=words.money(move.amount), source=move.from_name,
                target=move.to_name,
            )  # fmt: skip
            said = f"{words.date(move.agreed_on)} · {said}" if move.agreed_on else said
            rows.append([said, link(open_,
                lambda key=move.key: sheets.ask_move(context, self, f, key),  # type: ignore[misc]
                f"{open_}: {said}")])  # fmt: skip
        if rows:
            table = FigureTable(context, "tw", name=words(N_("Agreed since")))
            card.add(Sideways(self.context, table))
            table.show_rows(rows)
        else:
            card.add(label(words(N_("Changes of plan that the funder agreed, and money moved between lines."))))
        card.add(
            buttons(
                link(words(N_("Note a change agreed")), writes(lambda: sheets.ask_change(context, self, f.key))),
                link(words(N_("Move money")), writes(lambda: sheets.ask_move(context, self, f))),
            )
        )
        card.body.addStretch(1)
