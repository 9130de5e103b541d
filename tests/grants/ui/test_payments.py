"""Payments and bank lines on the screen, by keyboard."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.pictures import Prepared
from communitydesk.grants.actions import bank, income, receipts, spending
from communitydesk.grants.actions.bank import StatementLine
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.bank import waiting_lines
from communitydesk.grants.figures.spending import payment_figures
from communitydesk.grants.figures.spending import spending as payments_of
from communitydesk.grants.ui.bank import Sorting
from communitydesk.grants.ui.payment import PaymentSheet, open_payment
from communitydesk.grants.ui.redact import RedactSheet
from communitydesk.grants.ui.spending import PaymentList
from communitydesk.widgets.context import Context
from communitydesk.widgets.theme import LIGHT, Theme
from tests.grants.conftest import TODAY, Made
from tests.widgets.standin import StandInWindow, dressed

Answer = Callable[[Callable[[Any], None]], None]
DAY = dt.date(2026, 3, 3)


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def typed(sheet: PaymentSheet, **values: str) -> None:
    for name, text in values.items():
        sheet.form.rows[name].input.setText(text)  # type: ignore[attr-defined]


def new(qtbot: QtBot, context: Context, made: Made, **values: str) -> PaymentSheet:
    sheet = PaymentSheet(context, None, award_key=made.award)
    qtbot.addWidget(sheet)
    typed(sheet, **values)
    return sheet


def test_a_payment_with_a_receipt_is_recorded_as_one_change(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    sheet = new(qtbot, context, made, payee="Green & Sons", what="Compost", amount="£36", incurred_on="3 Mar 2026")
    sheet.shares.choose(made.award, made.tools)
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(picture())
    sheet.receipts.drop.bring([path])
    sheet.save()
    figures = payment_figures(context.desk, sheet.result_key)
    assert (figures.row.amount, figures.row.parts[0].line_key, len(figures.receipts)) == (3600, made.tools, 1)
    context.desk.undo()
    assert payments_of(context.desk).rows == ()


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    sheet = new(qtbot, context, made)
    path = tmp_path / "receipt.pdf"
    path.write_bytes(b"this is no PDF")
    sheet.receipts.drop.bring([path])
    assert sheet.receipts.error.text()
    assert sheet.receipts.new == []


def test_of_several_files_the_one_that_cannot_be_used_is_named_and_the_sentence_is_seen(
    qtbot: QtBot, context: Context, made: Made, tmp_path: Path
) -> None:
    sheet = new(qtbot, context, made)
    sheet.show()
    sheet.resize(660, 400)  # as on a small screen: the receipts are further down
    good, bad = tmp_path / "till.jpg", tmp_path / "receipt.pdf"
    good.write_bytes(picture())
    bad.write_bytes(b"this is no PDF")
    sheet.receipts.drop.bring([good, bad])
    assert len(sheet.receipts.new) == 1
    error = sheet.receipts.error
    assert error.text().startswith("“receipt.pdf”: This kind of file cannot be used here.")
    qtbot.waitUntil(lambda: error.visibleRegion().boundingRect().height() >= error.height() > 0)


def test_sharing_says_what_is_left_and_refuses_too_much(qtbot: QtBot, context: Context, made: Made) -> None:
    sheet = new(qtbot, context, made, payee="Shop", amount="100", incurred_on="3 Mar 2026")
    sheet.shares.choose(made.award, made.tools)
    sheet.shares.add()
    first, second = sheet.shares.rows
    assert first.amount.text() == "100.00"
    first.amount.setText("60")
    second.place.choose(f"{made.award}|{made.staff}")
    second.amount.setText("30")
    sheet.shares.say_rest()
    assert sheet.shares.rest.text() == "£10.00 is no award's."
    second.amount.setText("50")
    sheet.save()
    assert sheet.shares.error.text() == "The parts come to £110.00, which is £10.00 more than the payment."
    second.amount.setText("40")
    sheet.save()
    tools, staff = award_overview(context.desk, made.award, TODAY).lines
    assert (tools.spent, staff.spent) == (6000, 4000)


def test_the_first_part_gives_way_to_the_second_until_the_person_says_how_much_it_is(
    qtbot: QtBot, context: Context, made: Made
) -> None:
    sheet = new(qtbot, context, made, payee="Shop", amount="64.20", incurred_on="3 Mar 2026")
    assert sheet.shares.more.text() == "Share it between several"
    sheet.shares.more.click()
    first, second = sheet.shares.rows
    assert (first.amount.text(), sheet.shares.more.text()) == ("64.20", "Add another part")
    assert second.amount.placeholderText() == "Amount"
    qtbot.keyClicks(second.amount, "20")
    assert (first.amount.text(), sheet.shares.rest.text()) == ("44.20", "All of it is shared out.")
    first.amount.clear()
    qtbot.keyClicks(first.amount, "40")
    second.amount.clear()
    qtbot.keyClicks(second.amount, "10")
    assert first.amount.text() == "40"


def test_a_payment_begun_on_an_award_counts_there_even_without_a_line(
    qtbot: QtBot, context: Context, made: Made
) -> None:
    sheet = new(qtbot, context, made, payee="Shop", amount="100", incurred_on="3 Mar 2026")
    sheet.save()
    figures = award_overview(context.desk, made.award, TODAY)
    assert (figures.spent, figures.unlined) == (10000, 10000)
    assert "no_line" in {problem.kind for problem in figures.problems}


def test_a_known_payee_brings_what_for_and_the_line(qtbot: QtBot, context: Context, made: Made) -> None:
    spending.record_payment(
        context.desk,
        (Share(made.award, made.staff, 500),),
        payee="T. Okafor",
        what="Sessions",
        amount=500,
        incurred_on=DAY,
    )
    sheet = new(qtbot, context, made, payee="t. okafor")
    sheet.form.rows["payee"].input.editingFinished.emit()  # type: ignore[attr-defined]
    assert sheet.form.rows["what"].text() == "Sessions"
    assert sheet.shares.rows[0].place.key() == f"{made.award}|{made.staff}"


def test_what_is_paid_of_a_promise_is_for_what_was_promised(qtbot: QtBot, context: Context, made: Made) -> None:
    college = {"payee": "The College", "amount": 9000}
    spending.record_payment(
        context.desk, (Share(made.award, made.staff, 9000),), **college, what="First half", incurred_on=DAY
    )
    spending.add_commitment(
        context.desk, made.award, **college, what="Second half", line_key=made.staff, promised_on=DAY
    )
    (promise,) = award_overview(context.desk, made.award, TODAY).promises
    sheet = PaymentSheet(context, None, promise=promise)
    qtbot.addWidget(sheet)
    typed(sheet, amount="40")
    sheet.save()
    (paid,) = (one for one in payments_of(context.desk, made.award).rows if one.amount == 4000)
    assert paid.what == "Second half"
    (promise,) = award_overview(context.desk, made.award, TODAY).promises
    assert (promise.what, promise.rest) == ("Second half", 5000)


def test_bad_input_is_said_beside_the_field_and_kept(qtbot: QtBot, context: Context, made: Made) -> None:
    sheet = new(qtbot, context, made, payee="<b>x</b>", amount="12..3", incurred_on="soon")
    sheet.save()
    assert "12..3" in sheet.form.rows["amount"].error.text()
    assert "soon" in sheet.form.rows["incurred_on"].error.text()
    assert sheet.form.rows["payee"].text() == "<b>x</b>"
    assert payments_of(context.desk).rows == ()


def test_a_payment_that_is_there_is_changed_refunded_and_removed(
    qtbot: QtBot, context: Context, made: Made, answer: Answer
) -> None:
    key = spending.record_payment(
        context.desk, (Share(made.award, made.tools, 500),), payee="Shop", amount=500, incurred_on=DAY
    )
    sheet = PaymentSheet(context, None, payment=payment_figures(context.desk, key))
    qtbot.addWidget(sheet)
    typed(sheet, what="Seeds")
    sheet.save()
    assert payment_figures(context.desk, key).row.what == "Seeds"

    def refund(asked: Any) -> None:
        asked.form.rows["amount"].input.setText("2")
        asked.save()

    answer(refund)
    sheet.refund()
    assert award_overview(context.desk, made.award, TODAY).spent == 300
    sheet.remove()
    assert len(payments_of(context.desk).rows) == 1


def test_an_amount_that_is_put_right_is_typed_once_where_one_award_pays_all_of_it(
    qtbot: QtBot, context: Context, made: Made
) -> None:
    key = spending.record_payment(
        context.desk, [Share(made.award, made.tools, 6_400)], payee="Trug", what="Spades", amount=6_400, incurred_on=DAY
    )
    sheet = PaymentSheet(context, None, payment=payment_figures(context.desk, key))
    qtbot.addWidget(sheet)
    assert not sheet.unsaved()
    typed(sheet, amount="54")
    sheet.save()
    found = payment_figures(context.desk, key)
    assert (found.row.amount, [part.amount for part in found.row.parts]) == (5_400, [5_400])


def test_chosen_payments_are_put_on_a_line_together(
    qtbot: QtBot, context: Context, made: Made, answer: Answer, window: StandInWindow
) -> None:
    for number in (100, 200):
        spending.record_payment(context.desk, (), payee="Shop", amount=number, incurred_on=DAY)
    rows = PaymentList(context)
    qtbot.addWidget(rows)
    rows.refresh()
    rows.put_on_line()
    assert window.said == ["Choose one or more payments in the list first."]
    rows.table.view.selectAll()

    def choose(sheet: Any) -> None:
        sheet.picker.choose(f"{made.award}|{made.tools}")
        sheet.save()

    answer(choose)
    rows.put_on_line()
    assert award_overview(context.desk, made.award, TODAY).spent == 300


def test_who_is_asked_for_a_receipt_sees_where_it_is_brought(
    qtbot: QtBot, context: Context, made: Made, answer: Answer
) -> None:
    key = spending.record_payment(context.desk, (), payee="Shop", amount=100, incurred_on=DAY)
    seen: list[bool] = []

    def look(sheet: Any) -> None:
        choose = sheet.receipts.drop.choose_button
        sheet.show()
        sheet.resize(sheet.width(), 480)  # as on a small screen
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        qtbot.waitUntil(lambda: not choose.visibleRegion().isEmpty())
        seen.append(QApplication.focusWidget() is choose)

    answer(look)
    open_payment(context, None, key, receipts=True)
    assert seen == [True]


def test_only_what_came_from_somebodys_own_pocket_can_be_marked_as_paid_back(
    qtbot: QtBot, context: Context, made: Made, window: StandInWindow
) -> None:
    spending.record_payment(context.desk, (), payee="Shop", amount=100, incurred_on=DAY)
    rows = PaymentList(context)
    qtbot.addWidget(rows)
    rows.refresh()
    assert rows.back.isHidden()
    own = spending.record_payment(
        context.desk, (), payee="Bakery", amount=200, incurred_on=DAY, paid_by_key=made.person
    )
    rows.refresh()
    assert not rows.back.isHidden()
    rows.back.click()
    assert window.said == ["Choose one or more payments in the list first."]
    rows.table.view.selectAll()
    rows.back.click()
    assert payment_figures(context.desk, own).row.paid_back_on == TODAY
    rows.refresh()
    assert rows.back.isHidden()


def test_tab_goes_through_a_payment_as_the_eye_does(qtbot: QtBot, context: Context, made: Made) -> None:
    shares = new(qtbot, context, made).shares
    shares.add()
    first, second = shares.rows
    order = [first.place, first.amount, first.gone, second.place, second.amount, second.gone, shares.more]
    seen, one = [], first.place.previousInFocusChain()
    for _ in range(40):
        one = one.nextInFocusChain()
        if one in order:
            seen.append(one)
    assert seen == order


def test_at_twice_the_text_size_a_shared_payment_is_seen_without_scrolling_sideways(
    qtbot: QtBot, qapp: QApplication, context: Context, made: Made
) -> None:
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        sheet = PaymentSheet(replace(context, theme=theme), None)
        qtbot.addWidget(sheet)
        sheet.shares.add()
        sheet.show()
        qtbot.waitExposed(sheet)
        sheet.resize(1008, 720)
        qtbot.waitUntil(lambda: sheet._scroll.verticalScrollBar().maximum() > 0)
        assert sheet._scroll.horizontalScrollBar().maximum() == 0


def test_a_receipt_is_blacked_out_by_keyboard(qtbot: QtBot, context: Context, made: Made) -> None:
    key = spending.record_payment(context.desk, (), payee="Shop", amount=100, incurred_on=DAY)
    receipts.attach_receipt(context.desk, key, Prepared(picture(), "image/jpeg", 0, 0))
    sheet = RedactSheet(context, None, payment_figures(context.desk, key).receipts[0])
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.keyClick(sheet.editor.sheet, Qt.Key.Key_N)
    qtbot.keyClick(sheet.editor.sheet, Qt.Key.Key_Down)
    sheet.save()
    (box,) = payment_figures(context.desk, key).receipts[0].boxes
    assert box[0] == 1
    assert box[2] > 0.45


# -- bank lines ----------------------------------------------------------------------------


def line(amount: int, payee: str, day: int = 3) -> StatementLine:
    return StatementLine(dt.date(2026, 3, day), payee, amount, None, payee.lower(), f"{payee}{amount}{day}")


def sorting(qtbot: QtBot, context: Context) -> Sorting:
    page = Sorting(context)
    qtbot.addWidget(page)
    context.desk.listen(lambda changes: page.refresh())
    page.show()
    page.refresh()
    return page


def take(qtbot: QtBot, page: Sorting, text: str) -> None:
    edit = page.target.lineEdit()
    assert edit is not None
    edit.clear()
    qtbot.keyClicks(edit, text)
    enter(qtbot, page)


def enter(qtbot: QtBot, page: Sorting) -> None:
    edit = page.target.lineEdit()
    assert edit is not None
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_lines_are_sorted_one_after_another_by_keyboard(qtbot: QtBot, context: Context, made: Made) -> None:
    desk: Desk = context.desk
    income.add_instalment(desk, made.award, 490000, due_on=dt.date(2026, 3, 1))
    lines = (line(-3600, "GREEN AND SONS", 3), line(-500, "BANK FEE", 4), line(490000, "BOROUGH", 5),
             line(-2000, "GREEN AND SONS", 6))  # fmt: skip
    bank.bring_in(desk, lines, brought_in_on=TODAY)
    page = sorting(qtbot, context)
    assert page.said.text() == "£36.00 out on 3 March 2026: GREEN AND SONS"
    take(qtbot, page, "tool")
    assert page.said.text().endswith("BANK FEE")
    take(qtbot, page, "no award")
    assert page.said.text().endswith("BOROUGH")
    enter(qtbot, page)  # what was expected is offered, Enter takes it
    assert page.why.text() == "As last time."
    enter(qtbot, page)  # and so is what was done with the same payee
    figures = award_overview(desk, made.award, TODAY)
    assert (figures.received, figures.spent, figures.payments) == (490000, 5600, 2)
    assert waiting_lines(desk) == ()
    assert page.empty.isVisible()
    desk.undo()
    assert page.said.text().endswith("GREEN AND SONS")


def test_who_hears_a_button_hears_which_bank_line_it_is_about(qtbot: QtBot, context: Context, made: Made) -> None:
    bank.bring_in(context.desk, (line(-500, "BANK FEE", 4),), brought_in_on=TODAY)
    page = sorting(qtbot, context)
    assert page.take.accessibleName() == "Sort it, next line: £5.00 out on 4 March 2026: BANK FEE"
    assert all("BANK FEE" in one.accessibleName() for one in (page.split, page.skip))


def test_an_unknown_award_is_said_and_nothing_is_sorted(qtbot: QtBot, context: Context, made: Made) -> None:
    bank.bring_in(context.desk, (line(-3600, "GREEN"),), brought_in_on=TODAY)
    page = sorting(qtbot, context)
    take(qtbot, page, "zzz")
    assert page.error.text().startswith("“zzz” is not on the list.")
    take(qtbot, page, "")
    assert page.error.text().startswith("Say what this line is.")
    assert len(waiting_lines(context.desk)) == 1


def test_a_line_is_left_for_later(qtbot: QtBot, context: Context, made: Made) -> None:
    bank.bring_in(context.desk, (line(-1, "A", 3), line(-2, "B", 4)), brought_in_on=TODAY)
    page = sorting(qtbot, context)
    page.later()
    assert page.said.text().endswith("B")


def test_a_line_is_shared_with_a_receipt(qtbot: QtBot, context: Context, made: Made, answer: Answer) -> None:
    bank.bring_in(context.desk, (line(-3600, "GREEN"),), brought_in_on=TODAY)
    page = sorting(qtbot, context)

    def share(sheet: PaymentSheet) -> None:
        sheet.shares.choose(made.award, made.tools)
        sheet.shares.add()
        first, second = sheet.shares.rows
        first.amount.setText("20")
        second.place.choose(f"{made.award}|{made.staff}")
        second.amount.setText("16")
        sheet.receipts.add_contents([picture()])
        sheet.save()

    answer(share)
    page.share()
    tools, staff = award_overview(context.desk, made.award, TODAY).lines
    assert (tools.spent, staff.spent) == (2000, 1600)
    assert waiting_lines(context.desk) == ()
