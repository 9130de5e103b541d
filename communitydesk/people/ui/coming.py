"""Coming and going, for everybody: how people join and leave, where from, why, and how long they stay."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from communitydesk.desk.words import N_
from communitydesk.people.documents.joining import charts, joining_document, key_figures
from communitydesk.people.figures.joining import ComingAndGoing, coming_and_going
from communitydesk.people.model import PARTS
from communitydesk.people.ui.side import ScrollSide
from communitydesk.widgets.chart import ChartView
from communitydesk.widgets.context import Context
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.fold import Flow
from communitydesk.widgets.page import Card, Empty, Rows, button, clear, figure_card, label


class ComingSide(ScrollSide):
    """Figures and charts without a name, narrowed by what people are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "")
        words = self.words
        self.who = DropDown()
        self.who.setAccessibleName(words(N_("Of whom")))
        self.who.addItem(words(N_("Everybody who helps")), "")
        for part, title in PARTS.items():
            self.who.addItem(words(title), part)
        self.who.currentIndexChanged.connect(lambda _: self.refresh())
        caption = label(words(N_("Of whom")), wrap=False)
        caption.setBuddy(self.who)
        self.print_button = button(words(N_("As a document")), self.print)
        self.box.addWidget(Flow(context, (caption, self.who, self.print_button)))
        self._shown: list[QWidget] = []
        self.charts: list[ChartView] = []

    def refresh(self) -> None:
        """Show the figures as they now are."""
        with self.context.desk.read() as session:
            figures = coming_and_going(session, self.context.today(), str(self.who.currentData()))
        while self.box.count() > 1:
            item = self.box.takeAt(1)
            if item and (old := item.widget()):
                old.hide()
                old.deleteLater()
            elif item:
                clear(item.layout())
        self.charts = []
        if not figures.present and not figures.gone:
            told = N_("Nothing to show yet: give people the day on which they joined, on their page.")
            self.box.addWidget(Empty(self.context, self.words(told)))
            self.box.addStretch(1)  # it stands at the top, right under what narrows the figures
            return
        self._show(figures)

    def _show(self, figures: ComingAndGoing) -> None:
        found = [figure_card(self.context, one.value, one.label) for one in key_figures(figures, self.words)]
        self.box.addWidget(Rows(self.context, found))
        cards = []
        for title, chart in charts(figures, self.words):
            card = Card(self.context, title)
            view = ChartView(self.context, chart)
            self.charts.append(view)
            card.add(view)
            card.body.addStretch(1)
            cards.append(card)
        for at in range(0, len(cards), 2):
            self.box.addWidget(Rows(self.context, cards[at : at + 2], fold_at=860))
        self.box.addStretch(1)

    def print(self) -> None:
        """Show the same as it will be printed."""
        part = str(self.who.currentData())
        self.context.window.preview(joining_document(self.context.desk, self.context.today(), part))
