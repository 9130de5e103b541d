"""What was sent to whom with a photograph or story, said when somebody takes their consent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communitydesk.desk.words import N_
from communitydesk.protection.figures.sent import SentCopy, shown_to
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import label
from communitydesk.widgets.table import Column, DataTable


class SentSheet(Sheet):
    """To whom it went, when and how, and what to do."""

    def __init__(self, context: Context, copies: Sequence[SentCopy]) -> None:
        words = context.words
        super().__init__(context, words(N_("This was sent to others")), None, save=words(N_("OK")), width=680)
        self.cancel.hide()
        self.body.addWidget(
            label(
                words(
                    N_("From now on it stays out of your documents. But it was sent with these reports before. Tell those who "
                       "have them that the consent was taken back, and ask them not to show it any more.")
                )
            )
        )  # fmt: skip
        columns = (
            Column(words(N_("Sent to")), lambda one: one.funder, strong=True),
            Column(words(N_("With the report on")), lambda one: one.award, stretch=True),
            Column(words(N_("When")), lambda one: words.short_date(one.sent_on), sort=lambda one: one.sent_on),
            Column(words(N_("How")), lambda one: one.how),
        )
        self.table = DataTable(context, columns, name=words(N_("What was sent")), filtered=False)
        self.table.set_rows(copies)
        self.table.setMinimumHeight(context.theme.px(180))
        self.body.addWidget(self.table, 1)


def tell_what_was_sent(context: Context, card_key: str) -> None:
    """Look through what was sent, and say what holds this photograph or story; nothing is said when nothing does."""

    def done(found: Any) -> None:
        if found:
            SentSheet(context, found).exec()

    context.window.run(N_("Looking through what was sent"), lambda _: shown_to(context.desk, [card_key]), done)
