"""What was sent to whom with a photograph or story, said when somebody takes their consent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communitydesk.desk.words import N_
from communitydesk.protection.figures.sent import SentCopy, shown_to
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.page import label


class SentSheet(Sheet):
    """To whom it went, when and how, and what to do."""

    keeps_height = False

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
        self.lines = []
        for one in copies:
            said = words(
                N_("{funder} on {day} ({award}, version {n}, {how})"), funder=one.funder, day=one.sent_on, award=one.award,
                n=one.version, how=one.how or words(N_("not said how")),
            )  # fmt: skip
            self.lines.append(label(said, "strong"))
            self.body.addWidget(self.lines[-1])
        self.body.addWidget(
            label(
                words(N_("It stays on Home and on the page of this evidence until you say that you told them.")),
                "second",
            )
        )
        self.body.addStretch(1)


def tell_what_was_sent(context: Context, card_key: str) -> None:
    """Look through what was sent, and say what holds this photograph or story; nothing is said when nothing does."""

    def done(found: Any) -> None:
        if found:
            SentSheet(context, found).exec()

    context.window.run(N_("Looking through what was sent"), lambda _: shown_to(context.desk, [card_key]), done)
