"""With large text a list that has no room for its columns sets each row's words one under another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from communitydesk.widgets.table import Column, DataTable
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import dressed, stand_in


@dataclass(frozen=True)
class Payment:
    key: str
    payee: str
    what: str
    amount: str


ROWS = [
    Payment("1", "Orchard Rise Butchers", "Halal chicken, 18 kg, for the last lunch of the year", "£108.40"),
    Payment("2", "Mill Bank Market", "", "£26.15"),
    Payment("3", "Harlsmere Buses", "Layla's day ticket and taxi share", "£10.20"),
]
COLUMNS = (
    Column("Date", lambda row: "04/11/2026"),
    Column("Paid to", lambda row: row.payee, strong=True),
    Column("What for", lambda row: row.what, stretch=True),
    Column("Amount", lambda row: row.amount, number=True),
)


@pytest.fixture
def look(qapp: QApplication, request: Any) -> Iterator[Theme]:
    with dressed(qapp, Theme(LIGHT, scale=getattr(request, "param", 2.0))) as theme:
        yield theme


def made(qtbot: Any, theme: Theme, width: int, **more: Any) -> DataTable:
    table = DataTable(stand_in(theme=theme), COLUMNS, name="Payments", **more)
    qtbot.addWidget(table)
    table.resize(width, 900)
    table.set_rows(ROWS)
    table.show()
    qtbot.waitExposed(table)
    qtbot.waitUntil(lambda: not table._room.isActive())
    return table


def test_nothing_scrolls_sideways_and_every_word_of_a_row_is_said(qtbot: Any, look: Theme) -> None:
    table = made(qtbot, look, 700)
    assert table.view.horizontalScrollBar().maximum() == 0
    lines = table._lines.lines(0, table.view.viewport().width())
    assert [(line.heading, line.text) for line in lines] == [
        ("", "Orchard Rise Butchers"), ("Date", "04/11/2026"), ("What for", ROWS[0].what), ("Amount", "£108.40"),
    ]  # fmt: skip
    assert all(line.top >= before.top + before.height for before, line in pairwise(lines))
    assert table.view.rowHeight(0) >= lines[-1].top + lines[-1].height
    assert table.view.rowHeight(1) < table.view.rowHeight(0)  # what is empty takes no line
    aloud = table.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == f"Date: 04/11/2026; Paid to: Orchard Rise Butchers; What for: {ROWS[0].what}; Amount: £108.40"


def test_it_is_sorted_by_a_choice_and_opened_by_enter_as_ever(qtbot: Any, look: Theme) -> None:
    table = made(qtbot, look, 700)
    combo = table.sorting.findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    assert combo.isVisible()
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert [row.payee for row in table.model.rows] == ["Harlsmere Buses", "Mill Bank Market", "Orchard Rise Butchers"]
    qtbot.waitUntil(lambda: table.view.rowHeight(1) < table.view.rowHeight(2))
    opened: list[Payment] = []
    table.opened.connect(opened.append)
    table.choose("3")
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert [row.key for row in opened] == ["3"]


def test_the_order_is_turned_round_by_a_button(qtbot: QtBot, look: Theme) -> None:
    table = made(qtbot, look, 700)
    sorting = table.sorting
    assert not sorting.round.isEnabled()  # there is nothing to turn in the usual order
    sorting.choice.setCurrentIndex(2)
    sorting.choice.activated.emit(2)
    sorting.round.setFocus()
    QTest.keyClick(sorting.round, Qt.Key.Key_Space)
    assert [row.payee for row in table.model.rows] == ["Orchard Rise Butchers", "Mill Bank Market", "Harlsmere Buses"]
    QTest.keyClick(sorting.round, Qt.Key.Key_Space)
    assert [row.payee for row in table.model.rows] == ["Harlsmere Buses", "Mill Bank Market", "Orchard Rise Butchers"]
    QTest.keyClick(sorting.round, Qt.Key.Key_Space)
    sorting.choice.activated.emit(3)  # another column begins with its first
    assert table.view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.AscendingOrder


def test_where_words_would_be_cut_they_stand_one_under_another(qtbot: QtBot, look: Theme) -> None:
    table = made(qtbot, look, 1300)  # room for the columns, but not for every word in them
    assert table.view.isColumnHidden(1)


def test_columns_stand_beside_each_other_again_when_there_is_room(qtbot: Any, look: Theme) -> None:
    table = made(qtbot, look, 700)
    assert table.view.isColumnHidden(1)
    assert table.view.horizontalHeader().isHidden()
    table.resize(2600, 900)
    qtbot.waitUntil(lambda: not table.view.isColumnHidden(1))
    assert not table.view.horizontalHeader().isHidden()
    assert not table.sorting.isVisible()
    assert table.view.rowHeight(0) == table.view.rowHeight(1) == look.px(38)
    assert table.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Paid to: Orchard Rise Butchers"


def test_a_short_list_is_as_high_as_its_rows(qtbot: Any, look: Theme) -> None:
    table = made(qtbot, look, 700, short=True)
    rows = table.view.verticalHeader()
    qtbot.waitUntil(lambda: rows.length() <= table.view.height() <= rows.length() + 12)
    assert table.view.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("look", [1.0], indirect=True)
def test_at_the_usual_size_a_list_keeps_its_columns(qtbot: Any, look: Theme) -> None:
    table = made(qtbot, look, 300)
    assert not table.view.isColumnHidden(1)
    assert not table.view.horizontalHeader().isHidden()
