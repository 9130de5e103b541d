from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from communitydesk.widgets.table import Column, DataTable
from tests.widgets.standin import stand_in


@dataclass(frozen=True)
class Payment:
    key: str
    payee: str
    amount: int | None


CONTEXT = stand_in()
ROWS = [Payment("1", "Seeds Ltd", 1250), Payment("2", "Łukasz Wójcik", 90000), Payment("3", "Hall", None)]


def made(qtbot: Any, rows: list[Payment] = ROWS, **more: Any) -> DataTable:
    words = CONTEXT.words
    table = DataTable(
        CONTEXT,
        (
            Column("Paid to", lambda row: row.payee, stretch=True),
            Column("Amount", lambda row: words.money(row.amount) if row.amount is not None else "",
                   sort=lambda row: row.amount, number=True),
        ),
        name="Payments",
        said=lambda rows: f"{len(rows)} payments, {words.money(sum(row.amount or 0 for row in rows))}",
        **more,
    )  # fmt: skip
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.set_rows(rows)
    table.show()
    qtbot.waitExposed(table)
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    return table


def payees(table: DataTable) -> list[str]:
    return [row.payee for row in table.model.rows]


def test_the_model_keeps_the_toolkits_rules(qtbot: Any) -> None:
    table = made(qtbot)
    tester = QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.model.set_filter("se")
    table.model.sort(1, Qt.SortOrder.DescendingOrder)
    table.set_rows(ROWS[:1])
    table.model.set_filter("")
    table.set_rows([])
    assert tester.model() is table.model


def test_what_is_shown_is_said(qtbot: Any) -> None:
    table = made(qtbot)
    assert table.said.text() == "3 payments, £912.50"
    table.filter.setText("hall")
    assert table.said.text() == "1 payments, £0.00"


def test_where_no_line_has_the_words_it_is_said(qtbot: Any) -> None:
    table = made(qtbot)
    QTest.keyClicks(table.filter, "zeppelin")
    assert payees(table) == []
    assert table.said.text() == "No line has these words in it."
    table.filter.clear()
    assert table.said.text() != "No line has these words in it."


@pytest.mark.parametrize("typed", ["wojcik", "WÓJCIK lukasz", "900", "łuk"])
def test_the_filter_finds_words_in_any_column_whatever_their_case_and_accents(qtbot: Any, typed: str) -> None:
    table = made(qtbot)
    QTest.keyClicks(table.filter, typed) if typed.isascii() else table.filter.setText(typed)
    assert payees(table) == ["Łukasz Wójcik"]


def test_amounts_are_sorted_as_amounts_and_back(qtbot: Any) -> None:
    table = made(qtbot)
    header = table.view.horizontalHeader()
    for wanted in (
        ["Hall", "Seeds Ltd", "Łukasz Wójcik"],
        ["Łukasz Wójcik", "Seeds Ltd", "Hall"],
        [row.payee for row in ROWS],
    ):
        x = header.sectionViewportPosition(1) + header.sectionSize(1) // 2
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().center().__class__(x, 8)
        )
        assert payees(table) == wanted


def test_enter_opens_the_row_and_so_does_a_double_click(qtbot: Any) -> None:
    table = made(qtbot)
    opened: list[str] = []
    table.opened.connect(lambda row: opened.append(row.key))
    table.choose("2")
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    rect = table.view.visualRect(table.model.index(2, 0))
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.mouseRelease(table.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert opened == ["2", "3"]


def test_what_is_chosen_stays_chosen_when_rows_are_read_again(qtbot: Any) -> None:
    table = made(qtbot)
    table.choose("2")
    table.set_rows([Payment("9", "New", 1), *ROWS])
    assert table.current().key == "2"


def test_chosen_rows_are_copied_for_a_spreadsheet(qtbot: Any) -> None:
    rows = [Payment("1", "=1+1", 5), *ROWS]
    table = made(qtbot, rows)
    table.view.selectAll()
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "'=1+1\t£0.05"
    assert lines[1] == "Seeds Ltd\t£12.50"


def test_an_empty_list_says_what_belongs_there_and_offers_the_first_step(qtbot: Any) -> None:
    pressed: list[str] = []
    table = made(qtbot, [], empty=("Payments stand here.", "Record a payment", lambda: pressed.append("yes")))
    (step,) = (one for one in table.findChildren(QPushButton) if one.isVisible())
    step.click()
    assert pressed == ["yes"]
    assert not table.view.isVisible()


def test_every_cell_says_its_heading(qtbot: Any) -> None:
    table = made(qtbot)
    assert table.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Amount: £12.50"


def test_no_column_is_narrower_than_its_words_however_narrow_the_table(qtbot: Any) -> None:
    table = made(qtbot)
    table.resize(200, 300)
    metrics = table.fontMetrics()

    def fits(column: int) -> bool:
        widest = max(metrics.horizontalAdvance(table.model.index(row, column).data()) for row in range(3))
        return bool(table.view.columnWidth(column) >= widest)

    qtbot.waitUntil(lambda: fits(0) and fits(1))


def test_ten_thousand_rows_are_filtered_at_every_key(qtbot: Any) -> None:
    rows = [Payment(str(n), f"Supplier {n * 7919 % 10007} of seeds and Łódź", n * 37) for n in range(10_000)]
    table = made(qtbot, rows)
    table.filter.setText("x")  # the words to filter by are made once
    table.filter.setText("")
    for typed in ("s", "su", "sup", "supplier 12", "lodz 99", "7", ""):
        table.filter.setText(typed)
        QApplication.processEvents()
        assert payees(table)
    assert len(payees(table)) == 10_000


def test_long_texts_yield_before_a_list_scrolls_sideways_and_figures_never_do(qtbot: Any) -> None:
    long = [Payment("1", "A supplier whose name goes on and on and on", 1250)]
    table = made(qtbot, long)
    wide = table.view.columnWidth(1)
    table.resize(360, 400)
    qtbot.waitUntil(lambda: table.view.columnWidth(0) < 290)
    assert table.view.columnWidth(0) + table.view.columnWidth(1) <= table.view.viewport().width()
    assert table.view.columnWidth(1) == wide


def test_a_bar_beside_the_rows_does_not_push_the_figures_out_of_sight(qtbot: Any) -> None:
    table = made(
        qtbot, [Payment(str(n), f"A payee with a name that is long enough to yield, {n}", n) for n in range(90)]
    )
    table.resize(360, 200)
    qtbot.waitUntil(lambda: table.view.verticalScrollBar().isVisible())
    header = table.view.horizontalHeader()
    qtbot.waitUntil(lambda: header.length() <= table.view.viewport().width())
    qtbot.waitUntil(lambda: table.view.horizontalScrollBar().maximum() == 0)


def test_narrow_columns_of_figures_are_not_widened_beyond_the_room(qtbot: Any) -> None:
    columns = (
        *(Column(str(n), lambda row: "9", number=True) for n in range(6)),
        Column("Payee", lambda row: row.payee),
    )
    table = DataTable(CONTEXT, columns, name="Narrow")
    qtbot.addWidget(table)
    table.resize(560, 200)
    table.set_rows(ROWS)
    table.show()
    qtbot.waitExposed(table)
    qtbot.waitUntil(lambda: 0 < table.view.horizontalHeader().length() <= table.view.viewport().width())
    assert table.view.horizontalHeader().sectionSize(0) == table._widths()[0]


def test_an_amount_is_never_cut_however_wide_its_figures(qtbot: Any) -> None:
    """In a list figures are all as wide as each other, so one of many ones is wider than in a sentence."""
    table = made(qtbot, [Payment("1", "Shop", 1_111_111)])
    drawn = QFontMetrics(table.model.data(table.model.index(0, 1), Qt.ItemDataRole.FontRole))
    assert table.view.columnWidth(1) >= drawn.horizontalAdvance("£11,111.11") + 24
    table.set_rows([Payment("1", "Shop", 101840)])
    assert table.view.columnWidth(1) >= drawn.horizontalAdvance("£1,018.40") + 24


class Windows(QObject):
    """Notes every part that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


@pytest.mark.parametrize("filtered", [True, False])
def test_no_window_flashes_up_while_a_list_is_made(qtbot: Any, filtered: bool) -> None:
    application, windows = QApplication.instance(), Windows()
    assert application is not None
    application.installEventFilter(windows)
    try:
        table = DataTable(CONTEXT, (Column("Paid to", lambda row: row.payee),), name="Payments", filtered=filtered)
        qtbot.addWidget(table)
    finally:
        application.removeEventFilter(windows)
    assert windows.shown == []
    table.show()
    assert table.filter.isVisible() == filtered
