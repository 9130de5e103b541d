"""What people type and drop into the forms about money: understood, or refused in one sentence beside it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.grants.figures.overview import running_awards
from communitydesk.grants.figures.spending import payment_figures
from communitydesk.grants.figures.spending import spending as payments_of
from communitydesk.grants.ui.newaward import NewAwardSheet
from communitydesk.grants.ui.payment import PaymentSheet
from communitydesk.grants.ui.spending import PaymentList
from communitydesk.widgets.context import Context
from tests.grants.conftest import TODAY, Made

ODD = (
    "<b>Bold</b> & <img src=x>", "=HYPERLINK(1)", "+1+1", "@SUM(A1)", "Party 🎉 👩‍👩‍👧", "\u202eevil\u202c", "سارة", "'; DROP TABLE",
)  # fmt: skip


def front(qtbot: QtBot, sheet: QWidget) -> None:
    """Show a sheet as the window that has the keys."""
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)


def sheet_of(qtbot: QtBot, context: Context, made: Made) -> PaymentSheet:
    sheet = PaymentSheet(context, None, award_key=made.award)
    front(qtbot, sheet)
    return sheet


def put(sheet: Any, name: str, text: str) -> None:
    """Type over what stands in a field, and leave it."""
    field = sheet.form.rows[name].input
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def said(sheet: Any, name: str) -> str:
    """The sentence under a field, when it is to be seen."""
    error: QLabel = sheet.form.rows[name].error
    return error.text() if error.isVisibleTo(sheet) else ""


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("£1,200.50", 120050), ("1200.5", 120050), ("1 200.50", 120050), ("12,00", 1200), ("-3", -300), ("12", 1200)],
)
def test_an_amount_is_taken_as_people_write_it(
    qtbot: QtBot, context: Context, made: Made, typed: str, pence: int
) -> None:
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", "Shop"), ("amount", typed), ("incurred_on", "3 Mar 2026")):
        put(sheet, name, text)
    assert not said(sheet, "amount")
    sheet.save()
    assert payment_figures(context.desk, sheet.result_key).row.amount == pence


@pytest.mark.parametrize("typed", ["abc", "12..3", "1.234.567", "£", "1e3", "--3", "½"])
def test_what_is_no_amount_is_said_beside_its_field_and_stays_as_typed(
    qtbot: QtBot, context: Context, made: Made, typed: str
) -> None:
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", "Shop"), ("amount", typed), ("incurred_on", "3 Mar 2026")):
        put(sheet, name, text)
    assert typed in said(sheet, "amount"), "it is said when the field is left"
    sheet.save()
    assert sheet.isVisible()
    assert typed in said(sheet, "amount")
    assert said(sheet, "amount").count(". ") <= 1, "one sentence, and perhaps what to type"
    assert sheet.form.rows["amount"].text() == typed
    assert sheet.form.rows["payee"].text() == "Shop"
    assert payments_of(context.desk).rows == ()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3/5", dt.date(2026, 5, 3)), ("3 May", dt.date(2026, 5, 3)), ("03.05.26", dt.date(2026, 5, 3))],
)
def test_a_date_is_taken_as_people_write_it_and_shown_whole(
    qtbot: QtBot, context: Context, made: Made, typed: str, day: dt.date
) -> None:
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", "Shop"), ("amount", "5"), ("incurred_on", typed)):
        put(sheet, name, text)
    assert str(day.year) in sheet.form.rows["incurred_on"].text(), "what was understood is shown back"
    sheet.save()
    assert payment_figures(context.desk, sheet.result_key).row.incurred_on == day


@pytest.mark.parametrize("typed", ["31/02/2026", "32 May", "yesterdayish", "2026-13-01", "5"])
def test_what_is_no_date_is_said_beside_its_field_and_stays_as_typed(
    qtbot: QtBot, context: Context, made: Made, typed: str
) -> None:
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", "Shop"), ("amount", "5"), ("incurred_on", typed)):
        put(sheet, name, text)
    assert said(sheet, "incurred_on")
    sheet.save()
    assert sheet.isVisible()
    assert sheet.form.rows["incurred_on"].text() == typed
    assert payments_of(context.desk).rows == ()


@pytest.mark.parametrize("odd", ODD)
def test_whatever_a_payee_is_called_is_kept_and_shown_letter_by_letter(
    qtbot: QtBot, context: Context, made: Made, odd: str
) -> None:
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", odd), ("what", odd), ("amount", "5"), ("incurred_on", "3 Mar 2026")):
        put(sheet, name, text)
    sheet.save()
    (row,) = payments_of(context.desk).rows
    assert row.payee == odd.replace("\u202e", "").replace("\u202c", "") or row.payee == odd
    shown = PaymentList(context)
    qtbot.addWidget(shown)
    shown.refresh()
    cells = [column.text(shown.table.model.row(0)) for column in shown.table.model.columns]
    assert row.payee in cells
    again = PaymentSheet(context, None, payment=payment_figures(context.desk, sheet.result_key))
    qtbot.addWidget(again)
    assert again.form.rows["payee"].text() == row.payee
    assert all(
        one.textFormat() == Qt.TextFormat.PlainText for one in again.findChildren(QLabel) if odd[:6] in one.text()
    )


def test_an_enormous_photograph_becomes_a_receipt_of_a_size_that_can_be_sent(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_2044.JPG"
    Image.effect_noise((6000, 4000), 40).convert("RGB").save(path, quality=95)
    sheet = sheet_of(qtbot, context, made)
    for name, text in (("payee", "Shop"), ("amount", "5"), ("incurred_on", "3 Mar 2026")):
        put(sheet, name, text)
    sheet.receipts.drop.bring([path])
    sheet.save()
    (receipt,) = payment_figures(context.desk, sheet.result_key).receipts
    assert receipt.size < path.stat().st_size / 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("receipt.pdf", b"this is no PDF"),
        ("receipt.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("receipt.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 40),
        ("receipt.png", b""),
        ("receipt.exe", b"MZ" + b"\x00" * 60),
    ],
    ids=["a text called PDF", "half a PDF", "half a picture", "nothing", "a program"],
)
def test_a_file_that_is_not_what_it_is_called_is_refused_and_the_payment_stays_typed(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    sheet = sheet_of(qtbot, context, made)
    put(sheet, "payee", "Shop")
    sheet.receipts.drop.bring([path])
    told = [one for one in (sheet.receipts.error, sheet.receipts.drop.error) if one.isVisibleTo(sheet)]
    assert len(told) == 1, "said once, beside where it was dropped"
    assert told[0].text()
    assert sheet.receipts.new == []
    assert sheet.form.rows["payee"].text() == "Shop"


def test_a_picture_that_would_unpack_to_gigabytes_is_refused_in_a_sentence(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    buffer = io.BytesIO()
    Image.new("1", (30000, 30000)).save(buffer, "PNG")
    path = tmp_path / "huge.png"
    path.write_bytes(buffer.getvalue())
    sheet = sheet_of(qtbot, context, made)
    sheet.receipts.drop.bring([path])
    assert sheet.receipts.error.isVisibleTo(sheet)
    assert sheet.receipts.new == []


@pytest.mark.parametrize(
    ("name", "typed"), [("amount", "lots"), ("amount", "-5"), ("starts_on", "31/02/2026"), ("ends_on", "soon")]
)
def test_an_award_with_something_impossible_is_not_added_and_all_of_it_stays_typed(
    qtbot: QtBot, context: Context, desk: Desk, name: str, typed: str
) -> None:
    sheet = NewAwardSheet(context, None)
    front(qtbot, sheet)
    fields = {
        "name": "Beds <b>",
        "funder": "The Borough",
        "amount": "4,900",
        "starts_on": "1/4/2026",
        "ends_on": "31/3/27",
    }
    for field, text in (fields | {name: typed}).items():
        put(sheet, field, text)
    before = running_awards(desk, TODAY)
    sheet.save()
    assert said(sheet, name)
    assert sheet.form.rows[name].text() == typed
    assert sheet.form.rows["name"].text() == "Beds <b>"
    assert running_awards(desk, TODAY) == before


def test_of_several_receipts_each_that_cannot_be_read_is_said(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    good = tmp_path / "good.png"
    Image.new("RGB", (40, 60), "white").save(good)
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (tmp_path / "notes.pdf").write_bytes(b"just words")
    sheet = sheet_of(qtbot, context, made)
    sheet.receipts.drop.bring([tmp_path / "half.pdf", good, tmp_path / "notes.pdf"])
    assert len(sheet.receipts.new) == 1
    assert len(sheet.receipts.error.text().split("\n")) == 2
