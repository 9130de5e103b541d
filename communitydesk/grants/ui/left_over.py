"""Asking the funder what to do with money that is left: words ready to be sent, and where their answer is noted."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from communitydesk.desk.words import N_, Words
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.paper_parts import LetterFigures
from communitydesk.grants.figures.papers import letter_figures
from communitydesk.grants.ui import sheets
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes


class LeftOver(Sheet):
    """A letter to the funder to copy and change; then the way to note what they agreed."""

    def __init__(self, context: Context, parent: QWidget, figures: AwardFigures) -> None:
        words = context.words
        left = words.money(figures.free)
        title = words(N_("Ask what to do with {left}"), left=left)
        super().__init__(context, title, parent, save=words(N_("Note their answer ...")))
        self.figures = figures
        facts = letter_figures(context.desk, figures.key, context.today())
        who = ", ".join(part for part in (facts.funder.person, facts.funder.job, facts.funder.name) if part)
        self.body.addWidget(
            label(words(N_("To {who}. Change the words as you like; nothing is kept or sent."), who=who))
        )
        self.text = QPlainTextEdit(letter(facts, figures, words))
        self.text.setAccessibleName(words(N_("What you ask the funder")))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(context.theme.px(300))
        self.body.addWidget(self.text, 1)
        row = QHBoxLayout()
        self.copy = button(words(N_("Copy the words")), self.copy_words)
        row.addWidget(self.copy)
        self.copied = label("", "hint")
        row.addWidget(self.copied, 1)
        self.body.addLayout(row)
        self.cancel.setText(words(N_("Close")))
        self.cancel.setAccessibleName(words(N_("Close")))
        self.copy.setFocus()

    def copy_words(self) -> None:
        """Put the words where a letter or an e-mail takes them from."""
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText(self.words(N_("Copied. Paste it into an e-mail or a letter.")))

    @writes
    def save(self) -> None:
        """Go on to what the funder agreed."""
        self.accept()


def letter(facts: LetterFigures, figures: AwardFigures, words: Words) -> str:
    """Return the words that ask a funder what to do with what is left of an award."""
    dear = (
        words(N_("Dear {name},"), name=facts.funder.person) if facts.funder.person else words(N_("Dear Sir or Madam,"))
    )
    about = words(N_("“{award}”, your grant of {amount}"), award=figures.name, amount=words.money(figures.awarded))
    if facts.award.reference:
        about = words(N_("{award}, your reference {reference}"), award=about, reference=facts.award.reference)
    told = words(
        N_("The last day to spend it was {day}. {spent} is spent or promised, and {left} is left."),
        day=figures.spend_by, spent=words.money(figures.spent + figures.committed), left=words.money(figures.free),
    )  # fmt: skip
    asked = words(
        N_("May we keep it for the same purpose, and until when? If not, please tell us how to give it back to you.")
    )
    name = "\n".join(part for part in (facts.group.contact_name, facts.group.contact_role, facts.group.name) if part)
    return "\n\n".join((dear, about, told, asked, words(N_("With thanks,")), name))


def ask_left_over(context: Context, parent: QWidget, figures: AwardFigures) -> None:
    """Show the words to ask with; then, if the person wants, the form for what was agreed."""
    if LeftOver(context, parent, figures).exec():
        what = context.words(N_("What is left, {left}: "), left=context.words.money(figures.free))
        sheets.ask_change(context, parent, figures.key, start={"what": what})
