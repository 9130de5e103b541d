"""The pages of awards: the list, an award's sides, forms, and where problems lead."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import awards, income, match, plan, spending
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.overview import awards_overview
from communitydesk.grants.ui import places
from communitydesk.grants.ui.award import AwardPage
from communitydesk.grants.ui.newaward import NewAwardSheet
from communitydesk.grants.ui.outcomes import TickSheet
from communitydesk.grants.ui.place import GrantsPlace
from communitydesk.people.model import Hours
from communitydesk.widgets.context import Context
from tests.grants.conftest import TODAY, Made, make_award
from tests.widgets.standin import StandInWindow

Answer = Callable[[Callable[[Any], None]], None]


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    found = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join([*found, *(one.text() for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget))])


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [one for one in widget.findChildren(QPushButton) if one.text().startswith(text) and one.isVisibleTo(widget)]
    assert found, f"no button {text!r}"
    found[0].click()


def shown(qtbot: QtBot, context: Context, key: str, side: str = "overview") -> AwardPage:
    page = AwardPage(context, key)
    qtbot.addWidget(page)
    page.resize(1072, 820)
    page.show()
    page.open(side)
    return page


def pay(desk: Desk, made: Made, amount: int, **values: Any) -> str:
    given = {"payee": "Green & Sons", "incurred_on": dt.date(2026, 3, 3), "amount": amount, **values}
    return spending.record_payment(desk, (Share(made.award, made.tools, amount),), **given)


def test_an_empty_place_says_what_belongs_there_and_offers_the_first_step(
    qtbot: QtBot, context: Context, answer: Answer
) -> None:
    (place,) = places()
    page = place.make(context)
    qtbot.addWidget(page)
    page.show()
    assert "The money that funders gave you belongs here." in texts(page)

    def fill(sheet: NewAwardSheet) -> None:
        assert "This is needed" not in texts(sheet)
        sheet.save()
        assert "This is needed: Project." in texts(sheet)
        rows = sheet.form.rows
        for name, text in (
            ("name", "Raised beds"), ("funder", "The Borough"), ("amount", "£4,900"), ("starts_on", "1 Nov 2025"),
            ("ends_on", "31 Oct 2026"),
        ):  # fmt: skip
            rows[name].input.setText(text)
        sheet._look()
        assert "receipts kept" in sheet.terms.text()
        qtbot.keyClicks(sheet.rows.rows[0].name, "Timber")
        qtbot.keyClicks(sheet.rows.rows[0].amount, "2400")
        assert "£2,500.00 of the award is on no line yet" in sheet.rows.sum.text()
        sheet.save()

    answer(fill)
    press(page, "Add the first award")
    row = awards_overview(context.desk, TODAY).rows[0]
    assert (row.name, row.funder, row.awarded) == ("Raised beds", "The Borough", 490000)
    assert [line.name for line in award_overview(context.desk, row.key, TODAY).lines] == ["Timber"]


def test_what_was_typed_stays_when_an_award_cannot_be_added(qtbot: QtBot, context: Context) -> None:
    sheet = NewAwardSheet(context, None)
    qtbot.addWidget(sheet)
    for name, text in (("name", "Beds"), ("funder", "The Borough"), ("amount", "abc"), ("starts_on", "31/02/2026")):
        sheet.form.rows[name].input.setText(text)  # type: ignore[attr-defined]
    sheet.save()
    assert sheet.form.rows["amount"].error.text() == "“abc” is not an amount. Type it like 1,200.50."
    assert sheet.form.rows["starts_on"].error.text().startswith("There is no such day")
    assert sheet.form.rows["amount"].text() == "abc"
    assert awards_overview(context.desk, TODAY).rows == ()


def test_the_list_opens_an_award_and_says_what_is_free(
    qtbot: QtBot, context: Context, window: StandInWindow, made: Made
) -> None:
    income.add_instalment(context.desk, made.award, 490000, received_on=dt.date(2025, 12, 1))
    place = GrantsPlace(context)
    qtbot.addWidget(place)
    place.show()
    place.open()
    table = place.front.awards.table
    assert table.said.text() == "1 award runs, £4,900.00 free to spend"
    table.choose(made.award)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert window.went[-1][:2] == ("grants", made.award)


def test_the_overview_answers_at_a_glance(qtbot: QtBot, context: Context, made: Made) -> None:
    desk = context.desk
    income.add_instalment(desk, made.award, 490000, received_on=dt.date(2025, 12, 1))
    awards.set_terms(desk, made.award, receipts="keep", move_percent=10)
    pay(desk, made, 241860)
    spending.add_commitment(desk, made.award, payee="Tutor", amount=12550, promised_on=dt.date(2026, 5, 1))
    said = texts(shown(qtbot, context, made.award))
    for text in (
        "£4,900.00", "awarded, all received", "£2,418.60", "spent in 1 payment", "£2,481.40", "received, not spent yet",
        "£2,355.90", "free to spend; £125.50 is promised", "1 payment has no receipt. The funder asks you to keep one for each.",
        "“Tools” is over by £18.60. You may move up to 10% of a line without asking.",
    ):  # fmt: skip
        assert text in said


def test_the_page_follows_every_change(qtbot: QtBot, context: Context, made: Made) -> None:
    page = shown(qtbot, context, made.award)
    pay(context.desk, made, 1234)
    assert "£12.34" in texts(page)
    context.desk.undo()
    assert "£12.34" not in texts(page)


def test_every_side_opens_for_an_award_with_nothing_in_it(qtbot: QtBot, context: Context) -> None:
    key = make_award(context.desk, "Small", 30000, lines=())
    page = shown(qtbot, context, key)
    for side in ("spending", "match", "outcomes", "terms", "history"):
        page.open(side)
    assert "Add budget lines" in texts(shown(qtbot, context, key))


def test_where_there_is_nothing_to_choose_from_a_link_leads_to_where_it_is_added(
    qtbot: QtBot, context: Context, window: StandInWindow
) -> None:
    page = shown(qtbot, context, make_award(context.desk), "outcomes")
    for said in ("Add an activity", "Add an outcome", "Add a photograph or a story"):
        press(page, said)
    assert [(place, tab) for place, _, tab, _ in window.went] == [
        ("activities", None),
        ("impact", "outcomes"),
        ("impact", "cards"),
    ]


def test_the_first_thing_to_tick_has_the_keyboard(qtbot: QtBot, context: Context) -> None:
    page = QWidget()
    sheet = TickSheet(context, page, "Activities it pays for", (("1", "Lunch"), ("2", "Garden")), ())
    qtbot.addWidget(page)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert sheet.keys() == ("1",)
    sheet.done(0)


def test_a_line_that_is_over_is_mended_by_moving_money(
    qtbot: QtBot, context: Context, made: Made, answer: Answer
) -> None:
    awards.set_terms(context.desk, made.award, move_percent=10)
    pay(context.desk, made, 241860)
    page = shown(qtbot, context, made.award)

    def move(sheet: Any) -> None:
        assert sheet.form.rows["amount"].text() == "18.60"
        assert "No need to ask" in texts(sheet)
        sheet.save()

    answer(move)
    links = [
        one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("Move money: “Tools” is over")
    ]
    links[0].click()
    kinds = {problem.kind for problem in award_overview(context.desk, made.award, TODAY).problems}
    assert "over_line" not in kinds


def test_a_figure_leads_to_the_records_it_adds_up(qtbot: QtBot, context: Context, made: Made, answer: Answer) -> None:
    pay(context.desk, made, 1234)
    page = shown(qtbot, context, made.award)

    def look(sheet: Any) -> None:
        assert sheet.table.said.text() == "1 entry, £12.34"
        sheet.save()

    answer(look)
    press(page, "Tools")


def test_a_term_is_marked_as_the_funders_word_or_suggested(
    qtbot: QtBot, context: Context, made: Made, answer: Answer
) -> None:
    page = shown(qtbot, context, made.award, "terms")
    assert "the funder's word" not in texts(page)

    def type_terms(sheet: Any) -> None:
        sheet.form.rows["receipts"].set("send")
        sheet.form.rows["numbers"].set("no")
        sheet.form.rows["quoted_from"].set("Offer letter, page 2")
        sheet.save()

    answer(type_terms)
    press(page, "Type what the funder says")
    terms = award_overview(context.desk, made.award, TODAY).terms
    assert (terms.receipts.value, terms.receipts.from_funder) == ("send", True)
    assert (terms.numbers.value, terms.numbers.from_funder) == (False, True)
    assert not terms.budget.from_funder
    assert "the funder's word" in texts(page)


def test_free_hours_are_counted_with_one_press(
    qtbot: QtBot, context: Context, made: Made, window: StandInWindow
) -> None:
    hours = [
        Hours(person_key=made.person, minutes=150, given_on=dt.date(2026, 5, n), activity_key=made.garden)
        for n in (2, 9)
    ]
    with context.desk.change("Hours") as session:
        session.add_all(hours)
    page = shown(qtbot, context, made.award, "match")
    assert "Nothing counted here yet; 5 h still to count" in texts(page)
    press(page, "Count all that are free")
    assert window.said == ["2 entries count now."]
    assert "General volunteers: 5 h at £12.71 an hour" in texts(page)


def test_hours_of_another_award_are_refused_with_its_name(
    qtbot: QtBot, context: Context, made: Made, window: StandInWindow
) -> None:
    hours = Hours(person_key=made.person, minutes=150, given_on=dt.date(2026, 5, 2), activity_key=made.garden)
    with context.desk.change("Hours") as session:
        session.add(hours)
    other = make_award(context.desk, "County Green Spaces")
    match.claim_hours(context.desk, other, [hours.key])
    page = shown(qtbot, context, made.award, "match")
    side = page._sides["match"]
    side.hour_table.choose(hours.key)
    side.claim()
    said = "These hours already count for County Green Spaces, from The Borough. An hour counts for one funder only."
    assert window.troubles == [said]


def test_a_promise_that_is_typed_takes_numbers(qtbot: QtBot, context: Context, made: Made, answer: Answer) -> None:
    plan.add_output(context.desk, made.award, "Leaflets", 200)
    page = shown(qtbot, context, made.award, "outcomes")

    def count(sheet: Any) -> None:
        sheet.form.rows["number"].input.setText("150")
        sheet.save()

    answer(count)
    press(page._sides["outcomes"], "Add a number")
    assert "150 of 200" in texts(page)


def test_a_removed_award_leads_back_to_the_list(
    qtbot: QtBot, context: Context, made: Made, window: StandInWindow
) -> None:
    page = shown(qtbot, context, made.award)
    awards.remove_award(context.desk, made.award)
    assert window.went[-1][0] == "grants"
    page.refresh()


@pytest.mark.parametrize("side", ["awards", "payments", "bank", "rates"])
def test_every_side_of_the_place_opens(qtbot: QtBot, context: Context, made: Made, side: str) -> None:
    place = GrantsPlace(context)
    qtbot.addWidget(place)
    place.show()
    place.open(None, side)
    place.refresh()
