"""What a funder asks beyond what the size of their award suggests, and the courteous letter that says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_, Message
from communitydesk.grants.documents import tell_letter
from communitydesk.grants.documents.letter import why_this_letter
from communitydesk.grants.figures.papers import letter_figures
from communitydesk.grants.proportion import MuchMore
from communitydesk.grants.ui.parts import FigureTable, buttons
from communitydesk.paper.document import Document
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import Card, button, label


def show_letter(context: Context, award_key: str) -> None:
    """Show the letter about proportion as the PDF that it will be."""
    desk, today = context.desk, context.today()
    context.window.preview(
        Document(
            f"award-{award_key[-8:]}-letter", Message(N_("Letter about the report")),
            lambda words: tell_letter(desk, award_key, today, words),
        )
    )  # fmt: skip


def beyond(context: Context, award_key: str, amount: int, more: MuchMore) -> QWidget:
    """Return a card with each thing that is asked and what is usual; with the letter when it is much more."""
    words = context.words
    card = Card(context, words(N_("Asked beyond what is usual for {amount}"), amount=words.money(amount)))
    headings = (words(N_("They ask for")), words(N_("Usual for this size")))
    table = FigureTable(context, "tt", headings, words(N_("Asked beyond what is usual")))
    table.show_rows([[words.say(one.asked), words.say(one.usual)] for one in more.extras])
    card.add(table)
    if more.much:
        funder = letter_figures(context.desk, award_key, context.today()).funder
        said = words(N_("This is much more. You may ask courteously whether a shorter report would do. {why}"),
                     why=why_this_letter(funder))  # fmt: skip
        card.add(label(said, "second"))
        card.add(buttons(button(words(N_("Letter to the funder")), lambda: show_letter(context, award_key))))
    return card
