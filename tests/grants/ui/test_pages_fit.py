"""An award's page is exactly as high as what stands on it: no words are cut, and nothing empty is scrolled to."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.grants.actions import income, plan
from communitydesk.grants.ui.award import AwardPage
from communitydesk.grants.ui.budget import BudgetRows
from communitydesk.grants.ui.parts import FigureTable, link
from communitydesk.widgets.context import Context
from communitydesk.widgets.fold import Sideways
from communitydesk.widgets.scroll import Scroller
from communitydesk.widgets.theme import LIGHT, Theme
from tests.grants.conftest import make_award
from tests.widgets.standin import dressed


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """The program's own letters and distances, by which words fold."""
    with dressed(qapp, Theme(LIGHT)) as theme:
        yield theme


@pytest.fixture
def award(desk: Desk) -> str:
    """An award in arrears whose money came in many ways."""
    award = make_award(desk, in_arrears=True)
    for month in range(1, 5):
        day = dt.date(2026, month, 20)
        claim = income.add_claim(desk, award, day.replace(day=1), day, 12345, claimed_on=day, kept_back=1234)
        income.add_instalment(desk, award, 11111, due_on=dt.date(2026, 9 + month % 4, 28), claim_key=claim)
    return award


def shown(qtbot: QtBot, context: Context, award: str, side: str) -> AwardPage:
    page = AwardPage(context, award)
    qtbot.addWidget(page)
    page.resize(1060, 700)
    page.show()
    page.open(side)
    qtbot.waitExposed(page)
    for _ in range(5):  # words fold in several turns
        QApplication.processEvents()
    return page


@pytest.mark.parametrize("side", ["overview", "terms", "outcomes", "match", "report"])
def test_nothing_empty_is_scrolled_to(qtbot: QtBot, context: Context, award: str, side: str) -> None:
    page = shown(qtbot, context, award, side)
    areas = [one for one in page.findChildren(Scroller) if one.isVisible() and one.widget()]
    assert areas
    for area in areas:
        inside, layout = area.widget(), area.widget().layout()
        if layout is not None and layout.hasHeightForWidth():
            assert inside.height() <= max(area.viewport().height(), layout.totalHeightForWidth(inside.width()))


@pytest.mark.parametrize("side", ["overview", "spending", "match", "outcomes", "terms", "report", "history"])
def test_at_twice_the_text_size_nothing_scrolls_sideways(
    qtbot: QtBot, qapp: QApplication, context: Context, award: str, side: str
) -> None:
    plan.add_output(context.desk, award, name="Young people's visits", target=1200, source="typed")
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        page = AwardPage(replace(context, theme=theme), award)
        qtbot.addWidget(page)
        page.resize(1024, 705)
        page.show()
        for one in ("terms", "outcomes", side):  # a wide side does not widen the others
            page.open(one)
            QApplication.processEvents()
        areas = [one for one in page.findChildren(QScrollArea) if one.isVisible()]
        qtbot.waitUntil(lambda: page.heading.isVisible())
        QApplication.processEvents()
        assert [one.horizontalScrollBar().maximum() for one in areas] == [0] * len(areas)


@pytest.mark.parametrize("width", range(280, 440, 10))
def test_the_last_words_of_a_table_of_figures_are_not_cut(qtbot: QtBot, context: Context, width: int) -> None:
    table = FigureTable(context, "tnw", name="Money from the funder")
    whole = Sideways(context, table)
    qtbot.addWidget(whole)
    said = (
        "Received on 14 December 2025", "Received on 12 June 2026", "Expected on 15 December 2026",
        "Claimed on 10 November 2025, paid", "Claimed on 9 May 2026, paid", "Claimed on 17 November 2026, nothing came yet",
    )  # fmt: skip
    table.show_rows(
        [["Before you began here", "£11,376.00", ""], *([one, "£1,616.25", link("Change", list)] for one in said)]
    )
    whole.resize(width, whole.heightForWidth(width))
    whole.show()
    for _ in range(5):  # words fold in several turns
        QApplication.processEvents()
    assert table.height() <= max(whole.heightForWidth(width), whole.viewport().height())


def test_what_a_funder_keeps_back_of_a_claim_is_said_beside_it(qtbot: QtBot, context: Context, award: str) -> None:
    page = shown(qtbot, context, award, "overview")
    said = [one.text() for one in page.findChildren(QLabel) if "Claimed on 20 January" in one.text()]
    assert said == ["Claimed on 20 January 2026, nothing came yet; £12.34 is kept back"]


def test_a_new_line_of_a_budget_chooses_no_heading_for_the_person(qtbot: QtBot, context: Context) -> None:
    rows = BudgetRows(context, lambda: 30000)
    qtbot.addWidget(rows)
    (row,) = rows.rows
    assert row.heading.currentText() == ""
    qtbot.keyClicks(row.amount, "120")
    with pytest.raises(FieldTrouble):
        rows.typed()
    assert rows.error.text() == "Choose a heading for 120, or type what the budget calls it."
    row.heading.setCurrentIndex(row.heading.findData("venue"))
    assert [(one.name, one.heading, one.amount) for one in rows.typed()] == [("Venue", "venue", 12000)]
    row.heading.setCurrentIndex(-1)
    qtbot.keyClicks(row.name, "Skip")
    assert [(one.name, one.heading) for one in rows.typed()] == [("Skip", "other")]
