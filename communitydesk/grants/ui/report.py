"""The report of an award: started for a date, written question by question, looked at, sent and kept."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from communitydesk.desk.errors import Trouble
from communitydesk.desk.history import Changes
from communitydesk.desk.words import N_
from communitydesk.grants.actions import reports
from communitydesk.grants.figures.award import AwardFigures, award_overview
from communitydesk.grants.figures.dues import Due
from communitydesk.grants.figures.papers import much_more
from communitydesk.grants.figures.report import report_in
from communitydesk.grants.figures.report_parts import AnswerFigures, Missing, ReportFigures
from communitydesk.grants.figures.sent import ReportChoice, report_choices
from communitydesk.grants.model.awards import REPORT_KINDS
from communitydesk.grants.proportion import MuchMore
from communitydesk.grants.questions import HEADINGS
from communitydesk.grants.ui.beyond import beyond
from communitydesk.grants.ui.report_details import DetailsPanel
from communitydesk.grants.ui.report_evidence import EvidencePanel
from communitydesk.grants.ui.report_question import QuestionPanel
from communitydesk.grants.ui.report_send import SendPanel
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import Card, Rows, button, clear, label
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import Inside, Scroller, Yielding, yield_to
from communitydesk.widgets.staying import Staying

DETAILS, SEND = "details", "send"
STEP = Qt.ItemDataRole.UserRole
SIGNS = {"done": "✓", "figures": "✓", "begun": "…", "empty": "○", "out": "–"}
STATES = {
    "done": N_("finished"),
    "figures": N_("the figures answer it"),
    "begun": N_("begun"),
    "empty": N_("not answered"),
    "out": N_("left out"),
}


class ReportTab(QWidget):
    """Shows one report of an award at a time; without one it offers to start it."""

    shows = (
        "report", "answer", "report_card", "sent_report", "sent_file", "award", "terms", "budget_line", "budget_move",
        "payment", "allocation", "receipt", "redaction", "commitment", "instalment", "match_item", "hour_claim",
        "hours", "session", "attendance", "output", "output_count", "evidence_card", "consent", "award_card",
        "card_outcome", "measure", "outcome", "award_outcome", "equipment", "agreed_change", "contact", "group_profile",
        "rate", "person", "people_estimate", "report_due",
    )  # fmt: skip

    def __init__(self, context: Context, award_key: str) -> None:
        super().__init__()
        self.context, self.words, self.award_key = context, context.words, award_key
        self.report_key = ""
        self.figures: ReportFigures | None = None
        self.more: MuchMore | None = None
        self._step = ""
        self._sent: dt.date | None = None
        self._stale = True
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        self.start_page = Inside()
        self._start = QVBoxLayout(self.start_page)
        self._start.setContentsMargins(0, 0, context.theme.px(4), 0)
        self._start.setSpacing(context.theme.px(12))
        start = Yielding()
        held = QVBoxLayout(start)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(_scrolled(context, self.start_page))
        self.stack.addWidget(start)
        self.writing = self._make_writing()
        self.stack.addWidget(self.writing)
        if context.theme.large:
            self.stack.currentChanged.connect(self._yield)
            self._yield()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._catch_up)
        self._stop = context.desk.listen(self._changed)
        self.destroyed.connect(self._stop)

    def _yield(self) -> None:
        holders = (self.stack.widget(at) for at in range(self.stack.count()))
        yield_to(self.stack.currentWidget(), [one for one in holders if one])

    # -- making ----------------------------------------------------------------------------

    def _make_writing(self) -> QWidget:
        context, words, px = self.context, self.words, self.context.theme.px
        whole = Yielding()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        left, right = QWidget(), QWidget()
        which = QVBoxLayout(left) if context.theme.large else QHBoxLayout(left)
        doing = QHBoxLayout(right)
        which.setContentsMargins(0, 0, 0, 0)
        doing.setContentsMargins(0, 0, 0, 0)
        self.choice = DropDown()
        self.choice.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)  # it says when each was sent
        self.choice.setAccessibleName(words(N_("Which report")))
        self.choice.activated.connect(self._choose_report)
        which.addWidget(self.choice)
        self.said = label("", "second")
        which.addWidget(self.said, 1)
        self.another = button(words(N_("Start another ...")), self.show_start)
        self.look = button(words(N_("Look at the report")), self._look_at_it)
        doing.addStretch(1)
        doing.addWidget(self.another)
        doing.addWidget(self.look)
        box.addWidget(Rows(context, [left, right], [1, 0], fold_at=620))
        self.steps = QListWidget()
        self.steps.setAccessibleName(words(N_("Questions of the report")))
        self.steps.setWordWrap(True)
        self.steps.setMinimumWidth(px(250))
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.steps.currentItemChanged.connect(self._picked)
        self.question = QuestionPanel(context)
        self.evidence = EvidencePanel(context)
        self.details = DetailsPanel(context)
        self.send = SendPanel(context, self.mend)
        self.panels = Inside()
        inner = QVBoxLayout(self.panels)
        inner.setContentsMargins(px(4), 0, px(12), px(8))
        for panel in (self.question, self.evidence, self.details, self.send):
            inner.addWidget(panel)
            panel.hide()
        card = Card(context)
        card.add(_scrolled(context, self.panels), 1)
        self.split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.split.setSpacing(px(12))
        self.split.addWidget(self.steps, 2)
        self.split.addWidget(card, 5)
        box.addLayout(self.split, 1)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Put the questions above the answer where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit_steps)
        narrow = self.width() < self.context.theme.px(760)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.split.direction() != way:
            self.split.setDirection(way)
            self.steps.setMaximumHeight(self.context.theme.px(180) if narrow else 16_777_215)
            self.steps.setMinimumHeight(self.context.theme.px(150) if narrow and self.context.theme.large else 0)

    # -- keeping up ------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*self.shows):
            self._stale = True
            if self.isVisible():
                self._again.start(0)

    def _catch_up(self) -> None:
        """Show what changed, and leave the person and the keyboard where they are."""
        here = Staying(self)
        self.refresh()
        here.stay()

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls this
        """Catch up with what changed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # Qt calls this
        """Keep what was typed."""
        self.question.keep()
        super().hideEvent(event)

    def unsaved(self) -> bool:
        """Whether something typed would be lost; answers are kept by themselves."""
        return self.details.unsaved()

    def refresh(self) -> None:
        """Show the report as it now is, or offer to start one."""
        self._stale = False
        desk, today = self.context.desk, self.context.today()
        try:
            with desk.read() as session:
                choices = report_choices(session, self.award_key)
                keys = [one.key for one in choices]
                if self.report_key not in keys:
                    self.report_key = next((one.key for one in choices if one.sent_on is None), keys[0] if keys else "")
                self.figures = report_in(session, self.report_key, today) if self.report_key else None
                self.more = much_more(session, self.award_key)
                self._sent = next((one.sent_on for one in choices if one.key == self.report_key), None)
        except Trouble as trouble:
            self.context.window.show_trouble(trouble)
            return
        if self.figures is None:
            self.show_start()
            return
        if self.more is not None:
            self.send.hold(self.figures, self.more)
        self._show_choices(choices)
        self._show_steps(self.figures)
        self.stack.setCurrentIndex(1)

    def _look_at_it(self) -> None:
        """Show the report as the PDF that it will be, with what was just typed."""
        self.question.keep()
        self.send.look_at_report()

    # -- starting --------------------------------------------------------------------------

    def write(self) -> None:
        """Go on with the report, or start the one that is due next."""
        self.refresh()
        if self.figures is None:
            if self._start_button is not None:
                self._start_button.setFocus()  # what comes next, by keyboard too
            return
        self.steps.setFocus()

    def show_start(self) -> None:
        """Offer to start a report for each date that is due, and say what the monitoring takes."""
        clear(self._start)
        overview = award_overview(self.context.desk, self.award_key, self.context.today())
        words = self.words
        card = Card(self.context, words(N_("Write a report")))
        due = [one for one in overview.dues if not one.report_key]
        self._start_button: QWidget | None = None
        for number, one in enumerate(due):
            card.add(self._start_row(one, first=number == 0))
        if not due:
            none = N_("No report is due. You can still write one for yourselves.")
            started = N_("A report has been started for every date that is due.")
            card.add(label(words(started if overview.dues else none)))
        row = QHBoxLayout()
        for kind, text in (("interim", N_("Start an interim report")), ("final", N_("Start a final report"))):
            start = button(words(text), partial(self._start_now, kind, overview))
            row.addWidget(start)
            self._start_button = self._start_button or start
        if self.report_key:
            row.addWidget(button(words(N_("Back to the report")), lambda: self.stack.setCurrentIndex(1), link=True))
        row.addStretch(1)
        row.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(row)
        card.add(holder)
        self._start.addWidget(card)
        with self.context.desk.read() as session:
            more = much_more(session, self.award_key)
        if more.extras:
            self._start.addWidget(beyond(self.context, self.award_key, overview.awarded, more))
        self._start.addWidget(self._effort(more))
        self._start.addStretch(1)
        self.stack.setCurrentIndex(0)

    def _start_row(self, due: Due, *, first: bool) -> QWidget:
        words = self.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        text = words(
            N_("{report}, due on {day}, for {period}"),
            report=words(REPORT_KINDS[due.kind]), day=due.due_on, period=words.period(due.start, due.end),
        )  # fmt: skip
        row.addWidget(label(text), 1)
        start = button(words(N_("Start it")), partial(self._start_due, due), primary=first,
                       name=words(N_("Start: {report}"), report=text))  # fmt: skip
        self._start_button = start if first else self._start_button
        row.addWidget(start)
        return holder

    def _effort(self, more: MuchMore) -> QWidget:
        """What the monitoring takes, and what makes it up."""
        words = self.words
        card = Card(self.context, words(N_("What it takes")))
        card.add(label(words.say(more.asked.sentence)))
        for line in more.asked.lines:
            said = words(N_("{what}: {count} × {minutes} min"), what=line.text, count=line.count, minutes=line.each)
            card.add(label(said, "hint"))
        card.add(label(words(N_("These minutes are this program's own estimate.")), "hint"))
        return card

    @writes
    def _start_due(self, due: Due) -> None:
        self._begin(due.kind, due.start, due.end, due.key or None)

    @writes
    def _start_now(self, kind: str, overview: AwardFigures) -> None:
        end = min(self.context.today(), overview.spend_by) if kind == "interim" else overview.spend_by
        self._begin(kind, overview.starts_on, max(overview.starts_on, end), None)

    def _begin(self, kind: str, start: dt.date, end: dt.date, due_key: str | None) -> None:
        as_at = max(start, self.context.today()) if kind == "final" else max(start, min(self.context.today(), end))
        made = self.context.attempt(
            lambda: reports.start_report(self.context.desk, self.award_key, kind, start, end, as_at, due_key=due_key),
            self,
        )
        if made:
            self.report_key, self._step = made, ""
            self.refresh()
            self.steps.setFocus()

    # -- the list of questions -------------------------------------------------------------

    def _show_choices(self, choices: tuple[ReportChoice, ...]) -> None:
        words = self.words
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in choices:
            text = words(N_("{report} to {day}"), report=words(REPORT_KINDS[one.kind]), day=one.end)
            if one.sent_on:
                text = words(N_("{report}, sent on {day}"), report=text, day=one.sent_on)
            self.choice.addItem(text, one.key)
        self.choice.setCurrentIndex(max(0, self.choice.findData(self.report_key)))
        self.choice.blockSignals(False)

    def _choose_report(self, index: int) -> None:
        self.question.keep()
        self.report_key, self._step = str(self.choice.itemData(index)), ""
        self.refresh()

    def choose(self, key: str) -> None:
        """Show a report by its key."""
        self.report_key, self._step = key, ""
        self.refresh()

    def _show_steps(self, figures: ReportFigures) -> None:
        words = self.words
        ready = sum(one.state in ("done", "figures", "out") for one in figures.answers)
        said = words(N_("{ready} of {n} questions ready"), ready=ready, n=len(figures.answers))
        if figures.terms.words_all.value:
            words_said = words(N_("{n} of {most} words"), n=figures.due_words, most=figures.terms.words_all.value)
            said = f"{said} · {words_said}"
        self.said.setText(said)
        wanted = self._step or self._first(figures)
        self.steps.blockSignals(True)
        self.steps.clear()
        for id_, text, sign, state in self._rows(figures):
            item = QListWidgetItem(f"{sign}  {text}" if sign else text)
            item.setData(STEP, id_)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {state}" if state else text)
            if not id_:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(self.context.theme.font(13, strong=True))
            self.steps.addItem(item)
            if id_ == wanted:
                self.steps.setCurrentItem(item)
        self.steps.blockSignals(False)
        self._fit_steps()
        self._show_step(wanted)

    def _fit_steps(self) -> None:
        """Give each row of the list the height that its text needs at the width there is."""
        px = self.context.theme.px
        wide = self.steps.viewport().width()
        room = QRect(0, 0, max(px(80), wide - px(22)), px(400))
        for at in range(self.steps.count()):
            item = self.steps.item(at)
            metrics = QFontMetrics(item.font()) if not item.data(STEP) else self.steps.fontMetrics()
            tall = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height()
            item.setSizeHint(QSize(wide, tall + px(14)))

    def _rows(self, figures: ReportFigures) -> list[tuple[str, str, str, str]]:
        """What the list shows: the id of a step ("" for a heading), its text, its sign, its state in words."""
        words = self.words
        quoted = figures.quote and len(figures.signatories) == 2
        rows = [(DETAILS, words(N_("Period, sentence to quote, names")), SIGNS["done" if quoted else "begun"],
                 words(STATES["done" if quoted else "begun"]))]  # fmt: skip
        part = ""
        for one in figures.answers:
            if one.question.part != part:
                part = one.question.part
                rows.append(("", words(HEADINGS[part]), "", ""))
            rows.append((one.question.id, words.say(one.question.asks), SIGNS[one.state], words(STATES[one.state])))
        grave = sum(one.grave for one in figures.missing)
        n = len(figures.missing)
        missing = (
            words.plural("{n} thing to look at", "{n} things to look at", n) if n else words(N_("nothing is missing"))
        )
        rows.append(("", words(N_("Check and send")), "", ""))
        if self._sent:
            rows.append((SEND, words(N_("Sent on {day}"), day=self._sent), SIGNS["done"], ""))
            return rows
        rows.append((SEND, missing, "!" if grave else "✓" if not n else "…", ""))
        return rows

    def _first(self, figures: ReportFigures) -> str:
        """The first question that is not answered; when all are, sending."""
        waiting = (one.question.id for one in figures.answers if one.state in ("empty", "begun"))
        return next(waiting, SEND)

    def _picked(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None and item.data(STEP):
            self.question.keep()
            self._show_step(str(item.data(STEP)))

    def _show_step(self, step: str) -> None:
        figures = self.figures
        if figures is None or self.more is None:
            return
        answer: AnswerFigures | None = figures.answer(step)
        if answer is None and step not in (DETAILS, SEND):
            step, answer = SEND, None
        self._step = step
        self.question.setVisible(answer is not None)
        self.evidence.setVisible(step == "evidence" and answer is not None and not answer.left_out)
        self.details.setVisible(step == DETAILS)
        self.send.setVisible(step == SEND)
        policy = QSizePolicy.Policy.Maximum if step == "evidence" else QSizePolicy.Policy.Preferred
        self.question.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        if answer is not None:
            self.question.show_answer(figures, answer)
        if step == "evidence":
            self.evidence.show_report(figures)
        elif step == DETAILS:
            self.details.show_report(figures)
        elif step == SEND:
            self.send.show_report(figures, self.more)

    # -- mending ---------------------------------------------------------------------------

    def go_to(self, step: str) -> None:
        """Show a step of the report."""
        field = {"sign": "signed_by", "quote": "quote"}.get(step, "")
        self._select(DETAILS if field else step)
        if field:
            self.details.focus(field)
        elif self.question.isVisible():
            self.question.editor.setFocus()

    def _select(self, step: str) -> None:
        for at in range(self.steps.count()):
            if self.steps.item(at).data(STEP) == step:
                self.steps.setCurrentRow(at)
                return

    def mend(self, one: Missing) -> None:
        """Go where something is put right."""
        if one.question:
            self.go_to(one.question)
        else:
            what = {"problem": one.problem} if one.problem else {}
            self.context.go(one.place, one.key or None, one.tab or None, **what)


def _scrolled(context: Context, widget: QWidget) -> QWidget:
    if context.theme.large:
        return widget  # the page scrolls as a whole
    area = Scroller(widget)
    widget.setObjectName("cardinside")
    area.setStyleSheet("QScrollArea, QWidget#cardinside { background: transparent; }")
    return area
