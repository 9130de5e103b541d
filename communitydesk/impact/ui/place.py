"""The place of outcomes and evidence: the differences you want to make, and what shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.group.ui.shelf import Shelf
from communitydesk.impact import actions
from communitydesk.impact.documents import documents
from communitydesk.impact.figures import card_rows, card_values, outcome_rows, pictures_of
from communitydesk.impact.model import CARD_KINDS, EvidenceCard
from communitydesk.impact.ui.card import FIELDS, CardPage
from communitydesk.impact.ui.cards import CardList
from communitydesk.impact.ui.outcomes import Outcomes
from communitydesk.impact.ui.pictures import Landing, Ready
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.form import Form, ask_form
from communitydesk.widgets.page import Page, button
from communitydesk.widgets.reading import writes
from communitydesk.widgets.scroll import scrolled
from communitydesk.widgets.tabs import Tabs


class EvidenceFront(Page):
    """Evidence with its consents, and outcomes with what was measured."""

    shows = ("evidence_card", "consent", "card_outcome", "outcome", "measure", "person", "aim")

    def __init__(self, context: Context) -> None:
        words = context.words
        super().__init__(context, words(N_("Outcomes and evidence")), scrolls=False)
        self.outcomes, self.cards = Outcomes(context), CardList(context, self.add_story)
        self.landing = Landing(context, words(N_("Drop photographs here: each becomes a piece of evidence.")))
        self.landing.ready.connect(self.add_picture)
        self.tabs = Tabs(context)
        self.tabs.keep(self.outcomes)
        self.tabs.add("cards", words(N_("Evidence")), self._evidence)
        self.tabs.add("outcomes", words(N_("Outcomes")), lambda: scrolled(self.context, self.outcomes))
        self.body.addWidget(self.tabs, 1)
        self.add_button(words(N_("Print the list")), self.print_list)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.landing.paste)

    def _evidence(self) -> QWidget:
        inside, words = QWidget(), self.words
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        kinds = (
            ("story", N_("Write a story")),
            ("quotation", N_("Add a quotation")),
            ("number", N_("Add a number")),
        )
        box.setSpacing(self.context.theme.px(12))
        box.addWidget(self.landing)
        box.addWidget(
            Flow(self.context, [button(words(text), partial(self.add_story, kind)) for kind, text in kinds], 8)
        )
        box.addWidget(self.cards, 1)
        return inside

    def refresh(self) -> None:
        """Show outcomes and evidence as they now are."""
        today = self.context.today()
        with self.context.desk.read() as session:
            cards, outcomes = card_rows(session, today), outcome_rows(session)
            pictures = pictures_of(session)
        self.cards.show_cards(cards, pictures)
        self.outcomes.show_outcomes(outcomes)
        self.tabs.count_of("cards", len(cards) or None)
        self.tabs.count_of("outcomes", len(outcomes) or None)

    def add_picture(self, brought: Ready) -> None:
        """Make a piece of evidence of a picture that came, and ask for its words."""
        made = brought.prepared
        kind = "document" if made.media_type == "application/pdf" else "photograph"
        form = Form(self.context, EvidenceCard, FIELDS[kind])
        taken: dt.date | None = getattr(made, "taken_on", None)
        form.set(EvidenceCard(kind=kind, made_on=taken or self.context.today()))

        def act(values: dict[str, object]) -> str:
            return actions.add_card(
                self.context.desk, EvidenceCard(kind=kind, **values), content=made.content, media_type=made.media_type,
                file_name=brought.name,
            ).key  # fmt: skip

        title = self.words(N_("Add evidence: {kind}"), kind=self.words(CARD_KINDS[kind]))
        if key := ask_form(self.context, self, title, form, act, save=N_("Add it")):
            self.context.go("impact", str(key))

    @writes
    def add_story(self, kind: str = "story") -> None:
        """Ask for a story, a quotation or a number, and show it."""
        form = Form(self.context, EvidenceCard, FIELDS[kind], lines={"text": 8})
        form.set(EvidenceCard(kind=kind, made_on=self.context.today(), shows_people=kind != "number"))

        def act(values: dict[str, object]) -> str:
            values.setdefault("shows_people", False)
            return actions.add_card(self.context.desk, EvidenceCard(kind=kind, **values)).key

        title = self.words(N_("Add evidence: {kind}"), kind=self.words(CARD_KINDS[kind]))
        if key := ask_form(self.context, self, title, form, act, save=N_("Add it")):
            self.context.go("impact", str(key))

    def print_list(self) -> None:
        """Show the list of outcomes and evidence as it will be printed."""
        (document,) = documents(self.context.desk, self.context.today())
        self.context.window.preview(document)


class EvidencePlace(Shelf):
    """Outcomes and evidence; a key shows a piece of evidence."""

    front: EvidenceFront

    def __init__(self, context: Context) -> None:
        super().__init__(context, EvidenceFront(context))

    def turn(self, key: str | None, tab: str | None) -> QWidget | None:
        """Return a piece of evidence, or None for the lists."""
        if key:
            with self.context.desk.read() as session:
                known = bool(card_values(session, key))
            if known:
                page = CardPage(self.context, key)
                if tab:
                    page.tabs.open(tab)
                return page
            tab = "outcomes"
        self.front.tabs.open(tab or "cards")
        return None

    def told(self, **what: object) -> None:
        """Go to the outcomes when one of their records was looked for."""
        record = what.pop("record", None)
        if isinstance(record, Ref) and record.table in ("outcome", "measure"):
            self.front.tabs.open("outcomes")
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        super().told(**what)
