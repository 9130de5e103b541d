"""The way of a bank's file into the group's, by keyboard and by mouse."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.exchange.figures import kept_layouts
from communitydesk.exchange.ui import places
from communitydesk.exchange.ui.others import OtherFiles
from communitydesk.exchange.ui.place import BankPlace
from communitydesk.grants.actions import awards, spending
from communitydesk.grants.figures.bank import statement_lines, statements
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.storage import create
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import StandInWindow, stand_in

TODAY = dt.date(2026, 11, 21)
TRICKY = (
    "Account,11223344\r\n\r\nDate,Description,Paid out,Paid in,Balance\r\n"
    '03/05/2026,Café "Anna,5.00,,95.00\r\n\r\n,,,,\r\n'
    "04/05/2026,PRINT SHOP 22,24.00,,71.00\r\n"
    "05/05/2026,O’Brien’s £1 raffle,,20.00,91.00\r\n"
    "xx/05/2026,LOST ROW,1.00,,90.00\r\n"
).encode("cp1252")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    set_up_group(desk, Group(name="Copperbeech", charity_number="1234567"))
    yield desk
    desk.close()


class Shown:
    """The place in a window of its own."""

    def __init__(self, qtbot: Any, desk: Desk, scale: float = 1.0) -> None:
        self.context = stand_in(desk, Theme(LIGHT, "light", scale))
        window = self.context.window
        assert isinstance(window, StandInWindow)
        self.window = window
        self.place = BankPlace(self.context)
        qtbot.addWidget(self.place)
        self.place.resize(1040, 780)
        self.place.show()
        qtbot.waitExposed(self.place)
        self.place.activateWindow()
        qtbot.waitUntil(self.place.isActiveWindow)

    def begin(self, path: Path) -> Any:
        self.window.files = [path]
        press(self.place.front.bring)
        return self.place.flow


def press(widget: QWidget) -> None:
    """Press a button by keyboard."""
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    QTest.keyClick(widget, Qt.Key.Key_Space)


def last(desk: Desk) -> str:
    """The last change that undo would take back."""
    return desk.say_label(desk.undo_label, Words()) if desk.undo_label else ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "download.csv"
    path.write_bytes(TRICKY)
    return path


def test_by_keyboard_from_the_file_to_sorting_and_undo_takes_all_of_it_back(qtbot: Any, desk: Desk, path: Path) -> None:
    payment = spending.record_payment(desk, (), payee="Print shop", amount=2400, incurred_on=dt.date(2026, 5, 2))
    before = last(desk)
    shown = Shown(qtbot, desk)
    flow = shown.begin(path)
    assert flow.columns.orders["DMY"].isChecked()
    assert flow.columns.orders["DMY"].hasFocus()
    assert "“03/05/2026” is 3 May 2026" in flow.columns.orders["DMY"].accessibleDescription()
    assert "“03/05/2026” is 5 March 2026" in flow.columns.orders["MDY"].accessibleDescription()
    press(flow.main)
    assert flow.lines.table.view.hasFocus()
    assert "2 lines are new; 1 is perhaps here already; look at 1 row below" in flow.lines.summary.text()
    assert statements(desk) == ()

    press(flow.main)  # something is still to be decided
    assert flow.lines.error.text() == "Decide about 1 line first: is it here already?"
    assert statements(desk) == ()
    assert flow.lines.table.current().line.line.description == "PRINT SHOP 22"
    QTest.keyClick(flow.lines.table.view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is flow.lines.ways["join"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown.place.unsaved()
    assert flow.main.text() == "Bring in 3 lines"
    press(flow.main)

    (row,) = statements(desk)
    lines = statement_lines(desk, row.key)
    assert [(line.description, line.amount, line.became) for line in lines] == [
        ("Café Anna", -500, "waiting"), ("PRINT SHOP 22", -2400, "known"), ("O’Brien’s £1 raffle", 2000, "waiting"),
    ]  # fmt: skip
    assert lines[1].payment_key == payment
    assert shown.window.went == [("grants", None, "bank", {})]
    assert shown.window.said == ["3 lines brought in. Undo takes them back."]
    assert not shown.place.unsaved()
    desk.undo()
    assert statements(desk) == ()
    assert last(desk) == before


def test_by_mouse_with_other_columns_and_the_other_order_of_dates(qtbot: Any, desk: Desk, path: Path) -> None:
    shown = Shown(qtbot, desk)
    QTest.mouseClick(shown.place.front.bring, Qt.MouseButton.LeftButton)
    assert shown.place.flow is None  # no file was chosen
    flow = shown.begin(path)
    flow.columns.orders["MDY"].setChecked(True)
    combo = flow.columns.combos[4]
    combo.setCurrentIndex(combo.findData("date"))
    assert not flow.main.isEnabled()
    assert flow.columns.trouble.text() == "Two columns cannot both be “Date”."
    combo.setCurrentIndex(combo.findData(""))
    assert flow.main.isEnabled()
    flow.columns.orders["MDY"].setChecked(True)
    QTest.mouseClick(flow.main, Qt.MouseButton.LeftButton)
    edit = flow.lines.account.lineEdit()
    edit.setText("Current account")
    QTest.mouseClick(flow.main, Qt.MouseButton.LeftButton)
    (row,) = statements(desk)
    assert (row.account, row.start, row.end) == ("Current account", dt.date(2026, 3, 5), dt.date(2026, 5, 5))

    flow = shown.begin(path)  # the same account again: read as confirmed, and everything is here
    assert flow.columns.opened.as_last_time
    assert flow.columns.orders["MDY"].isChecked()
    assert flow.account == "Current account"
    press(flow.main)
    assert flow.main.text() == "Nothing to bring in"
    assert not flow.main.isEnabled()
    assert kept_layouts(desk)[0].hint == "…3344"


def test_space_in_the_list_changes_what_happens_with_a_line(qtbot: Any, desk: Desk, path: Path) -> None:
    flow = Shown(qtbot, desk).begin(path)
    press(flow.main)
    view = flow.lines.table.view
    assert flow.main.text() == "Bring in 3 lines"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert flow.main.text() == "Bring in 2 lines"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert flow.main.text() == "Bring in 3 lines"


def test_rows_that_became_no_line_are_said_with_their_number(qtbot: Any, desk: Desk, path: Path) -> None:
    flow = Shown(qtbot, desk).begin(path)
    press(flow.main)
    told = [one.text() for one in flow.lines._problems.findChildren(QWidget) if hasattr(one, "text")]
    assert "Row 9: “xx/05/2026” is not a date in the order that was chosen." in told


def test_a_wrong_file_is_one_sentence_and_nothing_changes(qtbot: Any, desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "statement.pdf"
    wrong.write_bytes(b"%PDF-1.7 nothing")
    before = last(desk)
    shown = Shown(qtbot, desk)
    assert shown.begin(wrong) is None
    assert shown.window.troubles == ["This is a PDF, not a spreadsheet. Save or download the list again as CSV."]
    assert last(desk) == before
    assert shown.place.currentWidget() is shown.place.front


def test_a_file_may_be_dropped_on_the_page(qtbot: Any, desk: Desk, path: Path) -> None:
    shown = Shown(qtbot, desk)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    shown.place.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert shown.place.flow is not None
    shown.place.open()
    assert shown.place.flow is None
    assert statements(desk) == ()


def test_an_ofx_file_needs_no_columns(qtbot: Any, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bank.ofx"
    path.write_text(
        "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><ACCTID>11223344</BANKACCTFROM>"
        "<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260503<TRNAMT>-12.50<FITID>1<NAME>HALL</STMTTRN>"
        "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
    flow = Shown(qtbot, desk).begin(path)
    assert flow.columns is None
    assert flow.back.isHidden()
    press(flow.main)
    assert [row.lines for row in statements(desk)] == [1]


def test_the_place_shows_when_there_is_an_award_or_a_statement(desk: Desk) -> None:
    place = next(one for one in places() if one.id == "bank")
    assert place.shown is not None
    assert not place.shown(desk)
    add_award(desk)
    assert place.shown(desk)


def add_award(desk: Desk) -> None:
    awards.add_award(
        desk, name="Growing", funder="The Borough", amount=490000, purpose="Beds.", awarded_on=dt.date(2025, 10, 1),
        starts_on=dt.date(2025, 11, 1), ends_on=dt.date(2026, 10, 31),
    )  # fmt: skip


def test_other_files_are_saved_where_the_person_says(qtbot: Any, desk: Desk, tmp_path: Path) -> None:
    add_award(desk)
    spending.record_payment(desk, (), payee="=Print shop", amount=2400, incurred_on=dt.date(2026, 5, 2))
    shown = Shown(qtbot, desk)
    (others,) = shown.place.findChildren(OtherFiles)
    saves = [one for one in others.findChildren(QPushButton) if one.text() == "Save ..."]
    for made, name in zip(saves, ("a.json", "b.ics", "c.csv", "d"), strict=True):
        shown.window.target = tmp_path / name
        press(made)
    package = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert package["grants"][0]["recipientOrganization"][0]["id"] == "GB-CHC-1234567"
    assert "Final report due: Growing" in (tmp_path / "b.ics").read_text("utf-8")
    assert "'=Print shop" in (tmp_path / "c.csv").read_text("utf-8-sig")
    assert (tmp_path / "d.xlsx").read_bytes().startswith(b"PK")
    assert shown.window.troubles == []


def test_a_funders_awards_are_added_after_asking(qtbot: Any, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "grants.json"
    path.write_text(json.dumps({"grants": [{
        "id": "360G-x-1", "title": "Tools", "description": "Spades.", "currency": "GBP", "amountAwarded": 500,
        "awardDate": "2026-01-10", "fundingOrganization": [{"id": "GB-LAE-X", "name": "The Borough"}],
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Copperbeech"}],
    }]}))  # fmt: skip
    shown = Shown(qtbot, desk)
    (others,) = shown.place.findChildren(OtherFiles)
    choose = next(one for one in others.findChildren(QPushButton) if one.text() == "Choose ...")
    shown.window.files, shown.window.answers = [path], [False, True]
    press(choose)
    assert shown.window.went == []
    press(choose)
    assert shown.window.asked[-1] == "Add 1 award that was made to your group?"
    assert shown.window.went[0][0] == "grants"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_description_keeps_room_in_large_text(qtbot: Any, desk: Desk, path: Path, scale: float) -> None:
    shown = Shown(qtbot, desk, scale)
    shown.place.resize(round(700 * scale), 780)
    flow = shown.begin(path)
    press(flow.main)
    qtbot.waitUntil(lambda: flow.lines.table.view.columnWidth(1) >= 100 * scale)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book["Sheet"].append(["About this download", "Harlsmere Bank"])
    for name, payee in (("Current", "Print shop"), ("Savings", "Interest")):
        sheet = book.create_sheet(name)
        sheet.append(["Date", "Description", "Paid out", "Paid in"])
        sheet.append([dt.datetime(2026, 5, 13), payee, 24, None])  # noqa: DTZ001
    path = tmp_path / "bank.xlsx"
    book.save(path)
    return path


def test_the_sheet_of_a_workbook_is_chosen_and_the_first_with_payments_is_taken(
    qtbot: Any, desk: Desk, workbook: Path
) -> None:
    shown = Shown(qtbot, desk)
    flow = shown.begin(workbook)
    combo = flow.columns.sheet
    assert [combo.itemText(at) for at in range(combo.count())] == ["Sheet", "Current", "Savings"]
    assert combo.currentText() == "Current"
    assert flow.columns.statement.lines[0].description == "Print shop"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    flow = shown.place.flow
    assert flow.columns.sheet.currentText() == "Savings"
    assert flow.columns.statement.lines[0].description == "Interest"


def test_a_sheet_without_payments_is_said_and_the_one_before_stays(qtbot: Any, desk: Desk, workbook: Path) -> None:
    shown = Shown(qtbot, desk)
    flow = shown.begin(workbook)
    flow.columns.sheet.setFocus()
    QTest.keyClick(flow.columns.sheet, Qt.Key.Key_Up)
    assert len(shown.window.troubles) == 1
    assert shown.place.flow is flow
    assert flow.columns.sheet.currentText() == "Current"


def test_where_several_lines_are_to_be_decided_it_is_said_that_they_may_be_chosen_at_once(
    qtbot: Any, desk: Desk, path: Path
) -> None:
    flow = Shown(qtbot, desk).begin(path)
    press(flow.main)
    rows = [replace(row, decision="") for row in flow.lines.table.model.rows]
    assert len(rows) > 1
    assert flow.lines._said(rows).endswith("Choose several with Shift, or all with Ctrl+A, and decide once.")
    assert "Shift" not in flow.lines._said(rows[:1])
