"""One question of a report: why it is asked, the answer with its count, what the program fills in, leaving it out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.grants.actions import reports
from communitydesk.grants.documents.money import budget_amounts, budget_headings
from communitydesk.grants.documents.report import as_lines, told_beside
from communitydesk.grants.figures.report_parts import AnswerFigures, ReportFigures
from communitydesk.grants.questions import word_count
from communitydesk.grants.ui.report_blocks import BlocksView
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import LongText
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Rows, button, clear, label
from communitydesk.widgets.reading import only_read, writes


class QuestionPanel(QWidget):
    """Shows one question and keeps what is typed when it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.words = context, context.words
        self._figures: ReportFigures | None = None
        self._answer: AnswerFigures | None = None
        self._stored = ""
        px = context.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self.asks = label("", "section")
        self.why = label("", "hint")
        self.out = label("", "strong")
        self.editor = LongText(9)
        self.editor.setTabChangesFocus(True)
        self.editor.left.connect(self.keep)
        self.editor.textChanged.connect(self._count)
        self.count = label("", "hint")
        self.done = QCheckBox(self.words(N_("This answer is finished")))
        self.done.clicked.connect(self._finish)
        only_read(context, self.editor, self.done)
        self.copy = button(self.words(N_("Copy this answer")), self._copy)
        self.leave = button(self.words(N_("Leave it out ...")), self._leave_out)
        self.again = button(self.words(N_("Ask it again")), self._ask_again)
        self.reasons = Reasons(context, self._give_reason)
        self.beside = label(self.words(N_("What the program fills in")), "strong")
        self.blocks = BlocksView(context)
        doing = QWidget()
        row = QHBoxLayout(doing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.leave)
        row.addWidget(self.again)
        for widget in (self.asks, self.why, self.out, self.editor, self.count):
            box.addWidget(widget)
        box.addWidget(Rows(context, [self.done, doing], [1, 0], fold_at=480))
        box.addWidget(self.reasons)
        box.addWidget(self.beside)
        box.addWidget(self.blocks)
        box.addStretch(1)

    # -- showing ---------------------------------------------------------------------------

    def show_answer(self, figures: ReportFigures, answer: AnswerFigures) -> None:
        """Show a question; what is being typed into the same question stays."""
        same = (
            self._figures is not None and self._answer is not None
            and self._figures.key == figures.key and self._answer.question.id == answer.question.id
        )  # fmt: skip
        typing = same and self.editor.toPlainText() != self._stored and self.editor.hasFocus()
        self._figures, self._answer, self._stored = figures, answer, answer.text
        words, question = self.words, answer.question
        self.asks.setText(words.say(question.asks))
        self.why.setText(words(N_("Why it is asked: {why}"), why=question.why))
        self.editor.setAccessibleName(words.say(question.asks))
        self.editor.setAccessibleDescription(words.say(question.why))
        if not typing and self.editor.toPlainText() != answer.text:
            self.editor.setPlainText(answer.text)
        writes = (question.in_words or bool(answer.text)) and not answer.left_out
        for widget in (self.editor, self.count, self.done):
            widget.setVisible(writes)
        self.copy.setVisible(not answer.left_out)
        self.done.setChecked(answer.done)
        self.leave.setVisible(not answer.left_out)
        self.again.setVisible(answer.left_out)
        self.out.setVisible(answer.left_out)
        self.out.setText(self._left_out(answer))
        self.reasons.setVisible(question.id == "budget" and not answer.left_out)
        if question.id == "budget":
            self.reasons.show_lines(figures)
        blocks = [] if answer.left_out else told_beside(figures, answer, words, self.context.desk.content)
        self.beside.setVisible(bool(blocks))
        self.blocks.show_blocks(blocks)
        self._count()

    def _left_out(self, answer: AnswerFigures) -> str:
        text = N_("Left out, and the reason is printed: {reason}") if answer.print_reason else N_("Left out: {reason}")
        return self.words(text, reason=answer.reason)

    def _count(self) -> None:
        if self._answer is None:
            return
        n, limit = word_count(self.editor.toPlainText()), self._answer.question.limit
        words = self.words
        if limit:
            said = words(N_("{n} of {limit} words"), n=n, limit=limit)
            if n > limit:
                more = words.plural("{n} word too many", "{n} words too many", n - limit)
                said = words(N_("{said}: {more}"), said=said, more=more)
        else:
            said = words.plural("{n} word", "{n} words", n)
        self.count.setText(said)
        over = bool(limit and n > limit)
        self.count.setObjectName("error" if over else "hint")
        self.count.style().unpolish(self.count)
        self.count.style().polish(self.count)

    # -- doing -----------------------------------------------------------------------------

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self._answer.question.id if self._answer else ""

    def keep(self) -> None:
        """Write down what was typed, if it changed."""
        figures, answer, text = self._figures, self._answer, self.editor.toPlainText().strip()
        if not figures or not answer or answer.left_out or text == self._stored or self.context.only_reading:
            return
        self._stored = text
        self.context.attempt(lambda: reports.answer(self.context.desk, figures.key, answer.question.id, text), self)

    def unsaved(self) -> bool:
        """Whether something typed is not written down yet."""
        return bool(self._answer) and not self.editor.isHidden() and self.editor.toPlainText().strip() != self._stored

    def _finish(self, done: bool) -> None:
        self.keep()
        figures, answer = self._figures, self._answer
        if figures and answer:
            self.context.attempt(
                lambda: reports.finish_answer(self.context.desk, figures.key, answer.question.id, done), self
            )

    def _copy(self) -> None:
        """Copy the answer, and what the program fills in as lines, for a funder's web form."""
        parts = [self.editor.toPlainText().strip()] if not self.editor.isHidden() else []
        if self._figures and self._answer and not parts:
            parts = as_lines(told_beside(self._figures, self._answer, self.words, self.context.desk.content))
        QApplication.clipboard().setText("\n".join(part for part in parts if part))
        self.context.window.say(N_("Copied. Paste it into the funder's form."))

    @writes
    def _leave_out(self) -> None:
        self.keep()
        figures, answer = self._figures, self._answer
        if not figures or not answer:
            return
        fields = {
            "reason": Field("reason", N_("Why do you leave it out?"), Kind.TEXT, N_("For yourself, and for the committee."),
                            required=True),
            "print_reason": Field("print_reason", N_("Print the reason in the report"), Kind.YESNO),
        }  # fmt: skip
        form = Form(self.context, fields, ("reason", "print_reason"))
        form.set({"reason": answer.reason, "print_reason": answer.print_reason})
        form.settle()
        ask_form(
            self.context, self, N_("Leave the question out"), form,
            lambda values: reports.leave_out(self.context.desk, figures.key, answer.question.id, **values),
            save=N_("Leave it out"), intro=answer.question.asks,
        )  # fmt: skip

    @writes
    def _ask_again(self) -> None:
        figures, answer = self._figures, self._answer
        if figures and answer:
            self.context.attempt(lambda: reports.ask_again(self.context.desk, figures.key, answer.question.id), self)

    def _give_reason(self, line_key: str, reason: str) -> None:
        figures = self._figures
        if figures:
            self.context.attempt(lambda: reports.give_reason(self.context.desk, figures.key, line_key, reason), self)


class Reasons(QWidget):
    """Each budget line with its difference, and a field for why."""

    def __init__(self, context: Context, give: Callable[[str, str], None]) -> None:
        super().__init__()
        self.context, self._give = context, give
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.px(12))
        self._shown: tuple[object, ...] = ()

    def show_lines(self, figures: ReportFigures) -> None:
        """Show the lines; fields are made anew only when the figures changed, so that typing is not disturbed."""
        now = (figures.by_period, *((line.key, *budget_amounts(figures, line), line.reason) for line in figures.lines))
        if now == self._shown:
            return
        self._shown = now
        clear(self._grid)
        words = self.context.words
        headings = (N_("Line"), *budget_headings(figures), N_("Why"))
        for at, text in enumerate(headings):
            self._grid.addWidget(label(words(text), "hint", wrap=False), 0, at)
            self._grid.setColumnStretch(at, 1 if at == len(headings) - 1 else 0)
        for row, line in enumerate(figures.lines, 1):
            name = line.name or words(N_("Not on a line"))
            cells = (name, *map(words.amount, budget_amounts(figures, line)))
            for at, cell in enumerate(cells):
                side = (
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if at else Qt.AlignmentFlag.AlignVCenter
                )
                self._grid.addWidget(label(cell, wrap=at == 0), row, at, side)
            if line.key:
                self._grid.addWidget(self._field(line.key, name, line.reason), row, len(cells))

    def _field(self, key: str, name: str, reason: str) -> QLineEdit:
        edit = QLineEdit(reason)
        edit.setAccessibleName(self.context.words(N_("Why “{line}” differs"), line=name))

        def left() -> None:
            if edit.isModified():
                edit.setModified(False)
                self._give(key, edit.text())

        edit.editingFinished.connect(left)
        only_read(self.context, edit)
        return edit
