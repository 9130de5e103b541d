"""The first page: what needs doing, the grants that run, the year so far, and what comes later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.agenda.figures import HomeFigures, Item, YearFigures, home, money, this_year, worth_a_word
from communitydesk.desk.errors import Cancelled
from communitydesk.desk.words import N_
from communitydesk.grants.figures.overview import AwardRow
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.fold import Sideways
from communitydesk.widgets.page import Card, Empty, Page, Rows, bar, button, clear, label, pill, rule
from communitydesk.widgets.reading import writes
from communitydesk.widgets.staying import Staying

MOST = 8
"""So many things are shown at once; more are one press away."""


class HomePage(Page):
    """What needs doing, most urgent first."""

    shows = (
        "award", "terms", "budget_line", "payment", "allocation", "receipt", "commitment", "instalment", "claim",
        "report_due", "report", "sent_report", "answer", "award_card", "match_item", "hour_claim", "bank_line",
        "hours", "session", "attendance", "tally", "people_estimate", "person", "contact", "group_profile", "consent",
        "evidence_card", "rate", "expense_claim", "expense_line", "other_miles", "mileage_rate", "role", "role_need",
        "role_held", "check_seen", "certificate", "need_length", "went_ahead", "reference", "planned_session", "rota_place",
        "rota_answer", "stage_change", "checklist_item", "checklist_tick", "emergency_contact", "guardian_consent",
        "data_request", "deadline_rule", "keeping_rule", "kept",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words(N_("What needs doing")))
        self._all = self._painted = self._whole = False
        self._turn = 0  # counts what was worked out: a change meanwhile wins
        self._shown: tuple[Item, ...] | None = None
        self._known: tuple[HomeFigures, YearFigures, tuple[Item, ...]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._work_out)
        self._bars = context.theme.scale <= 1.5  # with larger text the names and figures need the room
        self.add_button(self.words(N_("Record hours")), writes(lambda: context.go("people", None, "hours")))
        self.add_button(
            self.words(N_("Record a payment")),
            writes(lambda: context.go("grants", None, None, task="payment")),
            primary=True,
        )

    def refresh(self) -> None:
        """Show what is due for money, and the rest once it is worked out; what is being looked at stays until then."""
        self._turn += 1
        self._known = None
        if self._whole:
            self._work_out()
            return
        with self._anew():
            self._first()
        if self._painted:
            self._rest.start(0)

    def catch_up(self) -> None:
        """Where something changed while the page was not seen, nothing of the old is shown."""
        self._whole = self._whole and not self._stale
        super().catch_up()

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Once what is due for money is painted, go on with the rest."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._rest.start(0)

    def _work_out(self) -> None:
        """Work out all there is to say, off the window's thread, for it takes long where there is much."""
        desk, today, turn = self.context.desk, self.context.today(), self._turn

        def work(progress: Progress) -> tuple[HomeFigures, YearFigures, tuple[Item, ...]]:
            figures = desk.remembered(home, today)
            go_on(progress)
            of_year = desk.remembered(this_year, today)
            go_on(progress)
            return figures, of_year, desk.remembered(worth_a_word, today)

        def go_on(progress: Progress) -> None:
            progress(0.0)
            if turn != self._turn:
                raise Cancelled

        def done(found: tuple[HomeFigures, YearFigures, tuple[Item, ...]]) -> None:
            if turn == self._turn:
                self._known = found
                self._show_whole()

        self.context.window.run("", work, done, quiet=True)

    def _show_whole(self) -> None:
        """Lay in what is known: under what stands where that is the same, else in its place."""
        assert self._known is not None
        figures = self._known[0]
        joins = not self._whole and figures.now == self._shown
        self._whole = True
        if joins:
            for part in self._below(*self._known):
                self.body.insertWidget(self.body.count() - 1, part)
        else:
            with self._anew():
                self._now(figures)
                for part in self._below(*self._known):
                    self.body.addWidget(part)

    @contextmanager
    def _anew(self) -> Iterator[None]:
        """What is put in meanwhile takes the place of what stands; the keyboard stays on the button that says the same."""
        here = Staying(self)
        clear(self.body)
        yield
        self.body.addStretch(1)
        for at in range(self.body.count()):
            item = self.body.itemAt(at)
            if part := item.widget() if item else None:
                part.show()  # at once: until then it would have no height, and what is seen would move
        here.stay()

    def _first(self) -> None:
        """Say what is known soonest: what is due for money, or that there is nothing in the file yet."""
        desk, today = self.context.desk, self.context.today()
        figures = desk.remembered(money, today)
        if figures.now or not (figures.begun or desk.holds(*self.shows)):
            self._shown = figures.now
            self._now(figures)
            return
        self._shown = None
        self._now_card().add(label(self.words(N_("Looking for what is due ...")), "second"))

    def _below(self, figures: HomeFigures, of_year: YearFigures, later: Sequence[Item]) -> list[QWidget]:
        running = figures.awards.running
        year = self._year(of_year)
        parts: list[QWidget] = []
        if running:
            parts.append(Rows(self.context, [self._grants(running), year], [3, 2], fold_at=900))
        elif of_year.minutes or of_year.people.people:
            parts.append(year)
        if later:
            parts.append(self._later(later))
        return parts

    # -- now -------------------------------------------------------------------------------

    def _now_card(self) -> Card:
        card = Card(self.context, self.words(N_("Now")))
        self.body.addWidget(card)  # before there is anything in it: to move much to another parent takes long
        return card

    def _now(self, figures: HomeFigures) -> None:
        card = self._now_card()
        items = figures.now
        if not items:
            if not figures.begun:
                card.add(
                    Empty(
                        self.context,
                        self.words(
                            N_("Begin with a grant that you were given: what it is for, how much, and until when.")
                        ),
                        self.words(N_("Add a grant")),
                        writes(lambda: self.context.go("grants", None, None, task="new")),
                    )
                )
                card.add(
                    Empty(
                        self.context,
                        self.words(N_("Or begin with your people: add them, or bring in the list that you have.")),
                        self.words(N_("Go to your people")),
                        lambda: self.context.go("people"),
                    )
                )
            else:
                card.add(label(self.words(N_("Nothing is late and nothing is wrong. Well done."))))
            return
        shown = items if self._all else items[:MOST]
        for number, item in enumerate(shown):
            if number:
                card.add(rule())
            self._item(card, item, figures)
        if len(items) > len(shown):
            more = self.words.plural("Show {n} more", "Show {n} more", len(items) - len(shown))
            card.add(button(more, self._show_all, link=True))

    def _show_all(self) -> None:
        self._all = True
        if self._known:
            self._show_whole()
        elif not self._whole:
            with self._anew():
                self._first()

    def _item(self, card: Card, item: Item, figures: HomeFigures) -> None:
        words = self.words
        title, sentence = words.say(item.title), words.say(item.sentence)
        px = self.context.theme.px
        text, act = QWidget(), QWidget()
        row = card.add(Rows(self.context, [text, act], [1, 0], fold_at=560))
        row.setAccessibleName(f"{title}. {sentence}")
        box = QHBoxLayout(text)
        box.setContentsMargins(0, px(4), 0, px(4))
        box.setSpacing(px(14))
        state = QWidget()
        state.setMinimumWidth(px(96))
        box.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
        inner = QHBoxLayout(state)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(pill(words.say(item.said(figures.today)), item.urgency), 0, Qt.AlignmentFlag.AlignLeft)
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(label(title, "strong"))
        said.addWidget(label(sentence, "second"))
        box.addLayout(said, 1)
        action = words.say(item.action)
        side = QHBoxLayout(act)
        side.setContentsMargins(0, 0, 0, px(4))
        side.addStretch(1)
        side.addWidget(button(action, lambda: self._go(item), name=f"{action}: {title}"))

    def _go(self, item: Item) -> None:
        what = {"problem": item.problem} if item.problem else {}
        self.context.go(item.place, item.key or None, item.tab or None, **what)

    # -- the grants that run ---------------------------------------------------------------

    def _grants(self, rows: tuple[AwardRow, ...]) -> QWidget:
        words = self.words
        card = Card(self.context, words(N_("Grants running")))
        grid = QGridLayout()
        px = self.context.theme.px
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2 if self._bars else 0)
        for column, text in enumerate((N_("Grant"), N_("Free to spend"), N_("Spent"), N_("Next report"))):
            if column == 2 and not self._bars:
                continue
            side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label(words(text), "hint", wrap=False), 0, column, side)
        for number, row in enumerate(rows[:MOST], 1):
            self._grant(grid, 2 * number, row)
        grid.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(grid)
        card.add(Sideways(self.context, holder, words(N_("Grants running"))))
        if len(rows) > MOST:
            text = words.plural("All {n} grants", "All {n} grants", len(rows))
            card.add(button(text, lambda: self.context.go("grants"), link=True))
        card.body.addStretch(1)
        return card

    def _grant(self, grid: QGridLayout, at: int, row: AwardRow) -> None:
        words = self.words
        grid.addWidget(rule(), at - 1, 0, 1, 4)
        name = button(row.name, lambda: self.context.go("grants", row.key), link=True)
        grid.addWidget(name, at, 0)
        free = label(words.money(row.free), "error" if row.free < 0 and not row.in_arrears else "", wrap=False)
        grid.addWidget(free, at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        said = words(N_("{spent} of {awarded} spent"), spent=words.money(row.spent), awarded=words.money(row.awarded))
        if self._bars:
            spent = bar(row.share_spent, said, late=row.spent > row.awarded)
            spent.setMinimumWidth(self.context.theme.px(56))
            grid.addWidget(spent, at, 2)
        grid.addWidget(self._due(row), at, 3)

    def _due(self, row: AwardRow) -> QWidget:
        words, today = self.words, self.context.today()
        if row.due is None:
            return label(words(N_("none due")), "second", wrap=False)
        day = words.date_as(row.due.due_on, "d MMM y" if row.due.due_on.year != today.year else "d MMM")
        if row.due.due_on < today:
            return pill(words(N_("{day}, late"), day=day), "late")
        kind = words(N_("{day}, interim"), day=day) if row.due.kind == "interim" else day
        return label(kind, wrap=False)

    # -- the year, and later ---------------------------------------------------------------

    def _year(self, year: YearFigures) -> QWidget:
        from communitydesk.people.figures.attendance import HOW

        words = self.words
        card = Card(self.context, words(N_("This year so far")))
        people, how = words.number(year.people.people or 0), words(HOW[year.people.how])
        if year.people.people is None:  # nobody took every name or judged how many: only this much is certain
            people, how = words(N_("{n} or more"), n=year.people.at_least), words(N_("not all counted"))
        figures = (
            (words.number(year.minutes // 60), words.plural("volunteer hour", "volunteer hours", year.minutes // 60)),
            (words.number(year.volunteers), words.plural("volunteer", "volunteers", year.volunteers)),
            (people, words(N_("different people took part, {how}"), how=how)),
            (words.money(year.worth), words(N_("worth of time given"))),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.context.theme.px(16))
        grid.setVerticalSpacing(self.context.theme.px(14))
        for number, (value, under) in enumerate(figures):
            one = QVBoxLayout()
            one.setSpacing(self.context.theme.px(2))
            one.addWidget(label(value, "figure", wrap=False))
            one.addWidget(label(under))
            grid.addLayout(one, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(grid)
        card.add(holder)
        card.body.addStretch(1)
        return card

    def _later(self, items: Sequence[Item]) -> QWidget:
        words = self.words
        card = Card(self.context, words(N_("Later")))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self.context.theme.px(16))
        for number, item in enumerate(items):
            said = words.say(item.sentence)
            if item.when:
                said = words(N_("{title}: {day}. {sentence}"), title=item.title, day=item.when, sentence=said)
            grid.addWidget(label(said, "second"), number, 0)
            action = words.say(item.action)
            link = button(action, lambda item=item: self._go(item), link=True, name=f"{action}: {said}")  # type: ignore[misc]
            grid.addWidget(link, number, 1, Qt.AlignmentFlag.AlignRight)
        grid.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(grid)
        card.add(holder)
        return card
