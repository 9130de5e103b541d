"""One page with every kind of widget, to be looked at, and read by a screen reader, in every scheme and size."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from communitydesk.desk.dates import parse_hours
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.paper.blocks import Chart, Series
from communitydesk.widgets.chart import ChartView
from communitydesk.widgets.context import Context
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.files import FileDrop
from communitydesk.widgets.form import Form
from communitydesk.widgets.grid import EntryColumn, EntryGrid, Suggestion, suggest_from
from communitydesk.widgets.page import Card, Empty, Page, Rows, Sentences, bar, button, figure_card, label, pill
from communitydesk.widgets.pictures import ImageView
from communitydesk.widgets.redaction import RedactionEditor
from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.tabs import Tabs

NAMES = ("Ines Carvalho", "Łukasz Wójcik", "கமலா செல்வராஜ்", "Gwenllian Tŷ-Coch", "محمد عبد الله", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "শামীমা বেগম")
FIELDS = {
    "payee": Field("payee", "Paid to", Kind.TEXT, "The shop or the person.", required=True),
    "amount": Field("amount", "Amount", Kind.MONEY, "As on the receipt.", required=True),
    "on": Field("on", "Date on the receipt", Kind.DATE),
    "hours": Field("hours", "Hours", Kind.HOURS),
    "how": Field("how", "How it was paid", Kind.CHOICE, choices={"bank": "From the bank", "cash": "In cash"}),
    "award": Field("award", "Grant", Kind.LINK, target="award"),
    "second": Field("second", "Looked at by a second person", Kind.YESNO),
    "note": Field("note", "Note", Kind.LONG, "Whatever you want to remember."),
}


@dataclass(frozen=True)
class Line:
    key: str
    name: str
    amount: int
    state: str


LINES = tuple(Line(str(i), name, amount, state) for i, (name, amount, state) in enumerate((
    ("Equipment and materials", 241860, "late"), ("Sessional workers", 150000, "ok"), ("Publicity", 18150, ""),
    ("Volunteer expenses", 28750, "due"), ("Venue", 1117450, ""),
)))  # fmt: skip
STATES = {"late": "over by £18.60", "ok": "✓ reached", "due": "in 6 days", "": ""}


def nothing() -> None:
    """A button of the gallery does nothing."""


def photograph() -> bytes:
    picture = Image.new("RGB", (640, 420), "#C9D8C5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 280, 640, 420), fill="#6B5A45")
    for x in range(40, 640, 90):
        draw.ellipse((x, 200, x + 60, 300), fill="#2F6B3A")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


class Gallery(Page):
    """Everything that pages are made of."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Borough Small Grants 2026", (("Grants", nothing),))
        self.set_state("Report 3 days late", "late")
        self.add_button("Record a payment", nothing)
        self.add_button("Write the report", nothing, primary=True)
        figures = [
            ("£4,900.00", "awarded, all received"),
            ("£4,562.10", "spent in 31 payments"),
            ("£337.90", "unspent"),
        ]
        self.body.addWidget(Rows(context, [figure_card(context, *one) for one in figures]))
        self.tabs = Tabs(context)
        sides: tuple[tuple[str, str, Callable[[], QWidget]], ...] = (
            ("overview", "Overview", self._overview), ("form", "Form", self._form), ("grid", "Quick entry", self._grid),
            ("pictures", "Pictures", self._pictures), ("boxes", "Black boxes", self._boxes), ("empty", "Empty", self._empty),
        )  # fmt: skip
        for id_, title, make in sides:
            self.tabs.add(id_, title, make)
        self.tabs.count_of("overview", 31)
        self.body.addWidget(self.tabs, 1)

    def _overview(self) -> QWidget:
        table = DataTable(
            self.context,
            (
                Column("Line", lambda row: row.name, stretch=True),
                Column("Spent", lambda row: self.words.money(row.amount), sort=lambda row: row.amount, number=True),
                Column("State", lambda row: STATES[row.state], state=lambda row: row.state),
            ),
            name="Budget against spending", said=lambda rows: f"{len(rows)} lines, £15,563.10", short=True,
        )  # fmt: skip
        table.set_rows(LINES)
        budget = Card(self.context, "Budget against spending")
        budget.add(table)
        wrong = Card(self.context, "Put right before you report")
        sentences = Sentences(self.context)
        sentences.show_all((
            ("late", "2", "Two payments have no receipt. The funder asks you to keep one for each.", "Add receipts", nothing),
            ("due", "1", "One payment is after the grant ended (4 Nov, £36.00).", "Look at it", nothing),
            ("ok", "✓", "All instalments have come in.", "", None),
        ))  # fmt: skip
        wrong.add(sentences)
        for share, said in ((0.93, "£4,562.10 of £4,900.00 spent"), (1.2, "Equipment: over by £18.60")):
            wrong.add(bar(share, said, late=share > 1))
        row = QHBoxLayout()
        for text, state in (("In date", "ok"), ("In 6 days", "due"), ("Late 3 days", "late"), ("Draft", "")):
            row.addWidget(pill(text, state))
        row.addStretch(1)
        wrong.body.addLayout(row)
        return Rows(self.context, [budget, wrong], [3, 2])

    def _form(self) -> QWidget:
        links = {"award": lambda: (Choice("a", "Borough Small Grants 2026"), Choice("b", "Harvest Fund"))}
        form = Form(
            self.context, FIELDS, tuple(FIELDS)[:-1], more=("note",), links=links, adders={"award": lambda _: None}
        )
        form.set({"payee": "Łukasz Wójcik", "amount": 123456, "on": self.context.today(), "how": "cash"})
        form.rows["hours"].input.setText("abc")  # type: ignore[attr-defined]
        form.rows["hours"].look()
        card = Card(self.context, "Record a payment")
        card.add(form)
        return card

    def _grid(self) -> QWidget:
        words = self.words
        people = suggest_from(lambda: [Suggestion(name, name, "gardener") for name in NAMES])

        def no_one(typed: str) -> Any:
            raise FieldTrouble("who", "“{text}” is not on the list.", text=typed)

        grid = EntryGrid(
            self.context,
            (
                EntryColumn("who", "Who", parse=no_one, suggest=people, needed=True, stretch=True, hint="Type a name"),
                EntryColumn("role", "As", usual=lambda row: "Gardener (general)", letters=20),
                EntryColumn("minutes", "Hours", parse=parse_hours, show=words.clock, usual=lambda row: 150, number=True, letters=9),
                EntryColumn("note", "Note", letters=18),
            ),
            name="People at the session", total=lambda rows: f"{words.hours(sum(r['minutes'] for r in rows))} from {len(rows)} people",
            save=lambda rows: None, save_text="Save session",
        )  # fmt: skip
        grid.set_rows([{"who": name, "minutes": 150} for name in NAMES[:4]])
        grid.setMinimumHeight(self.context.theme.px(420))
        return grid

    def _pictures(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        spent = ("£2,418.60", "£1,500.00", "£181.50")
        values = (2418.60, 1500.0, 181.50)
        chart = Chart(
            "Most went on equipment.", ("Equipment", "Workers", "Publicity"), (Series("Spent", values, spent),)
        )
        box.addWidget(FileDrop(self.context, "Drop receipts here, paste them, or choose them."))
        picture = ImageView(self.context, photograph(), "Planting day, 14 March 2026")
        box.addWidget(Rows(self.context, [picture, ChartView(self.context, chart)]))
        return holder

    def _boxes(self) -> QWidget:
        return RedactionEditor(self.context, lambda number: photograph(), 2, {1: [(0.1, 0.2, 0.4, 0.3)]})

    def _empty(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        sentence = "Payments that this grant paid for stand here, each with its receipt."
        box.addWidget(Empty(self.context, sentence, "Record a payment", nothing))
        box.addWidget(label("Sorted by date", "second"))
        box.addWidget(button("Everything that was sent", nothing, link=True))
        disabled = button("Not now", nothing)
        disabled.setEnabled(False)
        box.addWidget(disabled)
        box.addStretch(1)
        return holder
