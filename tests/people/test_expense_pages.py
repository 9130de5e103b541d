"""The place of expenses, used as a person uses it: typed by keyboard, approved, paid, given."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Ref
from communitydesk.grants.actions import awards
from communitydesk.grants.figures.expenses import claim_spending
from communitydesk.grants.ui.expense_hook import GrantsExpenses
from communitydesk.people.actions import add_person
from communitydesk.people.actions import expenses as acts
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.figures.expenses import claim_figures
from communitydesk.people.model import Person
from communitydesk.people.ui.claim_sheets import PaySheet
from communitydesk.people.ui.expenses import ExpensesPlace
from communitydesk.people.ui.place import PeoplePlace
from tests.people.stage import TODAY, Stage, context_of
from tests.people.test_pages import fill, named, rows

DAY = dt.date(2026, 11, 3)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Callable[..., Any]:
    kept = []

    def shown(make: Callable[..., QWidget] = ExpensesPlace, **more: Any) -> Any:
        page = make(context_of(desk, stage, **more))
        qtbot.addWidget(page)
        page.resize(1072, 820)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        kept.append(page)
        return page

    return shown


@pytest.fixture
def claim(desk: Desk, ines: str) -> str:
    lines = [LineInput(DAY, "Compost", amount=1_250), LineInput(DAY, "Depot", tenths=124, journey="Hall to depot")]
    return acts.add_claim(desk, ines, lines)


def opened(place: Any, key: str) -> Any:
    place.open(key)
    place.refresh()
    QApplication.processEvents()
    return place.currentWidget()


def state(desk: Desk, key: str) -> tuple[str, int, int]:
    with desk.read() as session:
        found = claim_figures(session, key, TODAY)
    assert found
    return found.row.state, found.row.total, found.row.to_pay


def type_in(qtbot: QtBot, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    qtbot.keyClicks(focused, text)
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_claim_is_typed_by_keyboard_and_handed_in(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, stage: Stage, ines: str
) -> None:
    place = show()
    fill(qtbot, monkeypatch, person_key="Ines Carvalho")
    place.front.claims.add()
    key = stage.went[-1][1]
    page = opened(place, key)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.grid.start()
    for text in ("3 nov", "Compost", "12.50", "", "", "", ""):
        type_in(qtbot, text)
    for text in ("4 nov", "Depot", "", "12.4", "Hall to depot", "car"):
        type_in(qtbot, text)
    assert "12.4 miles" in page.grid.total.text() or page.grid.unsaved()
    assert page.unsaved()
    page.steps["Hand it in"].click()
    assert state(desk, key)[0] == "claimed"
    assert not page.unsaved()
    printed = rows(page.table)
    assert printed[0] == ("1", "03/11/2026", "Compost", "£12.50")
    assert printed[1][2] == "Depot: Hall to depot; 12.4 miles by car or van at 55p"
    assert page.grid.isHidden()


def test_a_row_that_cannot_be_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, show: Callable[..., Any], desk: Desk, ines: str
) -> None:
    key = acts.add_claim(desk, ines)
    page = opened(show(), key)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.grid.start()
    for text in ("3 nov", "Depot", "12.50", "12.4", "", "", ""):
        type_in(qtbot, text)
    page.grid.save()
    troubles = [trouble for entry in page.grid.model.entries for trouble in entry.troubles.values()]
    assert any("either an amount or miles" in trouble for trouble in troubles)
    assert page.unsaved()
    assert state(desk, key)[1] == 0
    page.steps["Hand it in"].click()
    assert state(desk, key)[0] == "draft"


def test_a_claim_is_approved_by_somebody_else_who_is_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, lukasz: str
) -> None:
    acts.hand_in(desk, claim, DAY)
    page = opened(show(), claim)
    fill(qtbot, monkeypatch, approved_by_key="Łukasz Wójcik", approved_on="14 nov")
    page.steps["Approve"].click()
    assert state(desk, claim)[0] == "approved"
    told = " ".join(page._told(page.claim))
    assert "Approved by Łukasz Wójcik on 14 November 2026." in told


def test_the_claimant_is_not_among_those_who_may_approve(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, lukasz: str
) -> None:
    acts.hand_in(desk, claim, DAY)
    page = opened(show(), claim)
    offered: list[str] = []

    def look(sheet: Any) -> int:
        box = sheet.form.rows["approved_by_key"].input
        offered.extend(box.itemText(n) for n in range(box.count()))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    page.steps["Approve"].click()
    assert offered == ["Łukasz Wójcik"]


def test_a_claim_is_sent_back_with_a_reason_and_can_be_changed_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str
) -> None:
    acts.hand_in(desk, claim, DAY)
    page = opened(show(), claim)
    fill(qtbot, monkeypatch, back_why="Which depot?")
    page.steps["Send it back"].click()
    assert state(desk, claim)[0] == "back"
    assert "Which depot?" in " ".join(page._told(page.claim))
    assert not page.grid.isHidden()
    page.steps["Hand it in"].click()
    page.steps["Take it back to change it"].click()
    assert state(desk, claim)[0] == "draft"


def test_a_claim_is_paid_on_an_award_and_line(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, lukasz: str
) -> None:
    lines = (awards.NewLine("Travel", 50_000, "expenses"),)
    award = awards.add_award(desk, name="Borough Small Grants", amount=50_000, funder="The Borough", lines=lines,
                             starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2027, 3, 31))  # fmt: skip
    acts.hand_in(desk, claim, DAY)
    acts.approve(desk, claim, lukasz, DAY)
    page = opened(show(expense_hook=GrantsExpenses(desk)), claim)

    def answer(sheet: Any) -> int:
        assert isinstance(sheet, PaySheet)
        sheet.form.rows["paid_on"].input.setText("14 nov")
        sheet.shares.choose_award(award)
        sheet.save()
        return int(sheet.result())

    monkeypatch.setattr(PaySheet, "exec", answer)
    page.steps["Pay"].click()
    assert state(desk, claim)[0] == "paid"
    assert [part.amount for part in claim_spending(desk, claim).parts] == [1_250 + 682]
    assert "£19.32 is paid by Borough Small Grants · Travel." in " ".join(page._told(page.claim))
    page.steps["Not paid after all"].click()
    assert state(desk, claim)[0] == "approved"
    desk.undo()
    assert state(desk, claim)[0] == "paid"


def test_a_part_is_given_and_counted_as_match(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, lukasz: str
) -> None:
    awards.add_award(desk, name="Borough Small Grants", amount=50_000, funder="The Borough",
                     lines=(awards.NewLine("Travel", 50_000, "expenses"),),
                     starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2027, 3, 31))  # fmt: skip
    acts.hand_in(desk, claim, DAY)
    acts.approve(desk, claim, lukasz, DAY)
    page = opened(show(expense_hook=GrantsExpenses(desk)), claim)
    fill(qtbot, monkeypatch, waived="6.82")
    page.steps["Give it to the group"].click()
    assert state(desk, claim) == ("approved", 1_932, 1_250)
    shown = " ".join(one.text() for one in page.told_card.findChildren(QWidget) if hasattr(one, "text"))
    assert "no donation for Gift Aid" in shown
    fill(qtbot, monkeypatch, award="Borough Small Grants")
    page.steps["Count it as match"].click()
    assert "counts as match for Borough Small Grants" in " ".join(page._told(page.claim))
    page.steps["Count it as match no more"].click()
    assert "Count it as match" in page.steps


def test_a_claim_that_is_given_whole_is_said_to_be(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, lukasz: str
) -> None:
    acts.hand_in(desk, claim, DAY)
    acts.approve(desk, claim, lukasz, DAY)
    page = opened(show(), claim)
    fill(qtbot, monkeypatch, waived="19.32")
    page.steps["Give it to the group"].click()
    assert "All of it, £19.32, is given to the group" in " ".join(page._told(page.claim))


def test_a_receipt_is_kept_with_its_line_or_the_reason_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str
) -> None:
    page = opened(show(), claim)
    picture = io.BytesIO()
    Image.new("RGB", (600, 900), (250, 250, 245)).save(picture, "JPEG")
    page.receipts.add_contents([picture.getvalue(), b"no picture"])
    assert "cannot be used here" in page.receipts.error.text()
    (line,) = page.receipts.lines
    assert len(line.receipts) == 1
    removes = [one for one in page.receipts.findChildren(QPushButton) if one.text() == "Remove"]
    removes[-1].click()
    assert page.receipts.lines[0].receipts == ()
    fill(qtbot, monkeypatch, no_receipt="A market stall")
    page.receipts.ask_why(page.receipts.lines[0])
    assert page.receipts.lines[0].no_receipt == "A market stall"


def test_the_list_narrows_and_says_what_is_to_be_done(
    show: Callable[..., Any], desk: Desk, claim: str, lukasz: str, stage: Stage
) -> None:
    acts.hand_in(desk, claim, DAY)
    acts.add_claim(desk, lukasz, [LineInput(dt.date(2024, 1, 1), "Twine", amount=300)])
    place = show()
    place.open(tab="todo")
    place.refresh()
    claims = place.front.claims
    assert [row[0] for row in rows(claims.table)] == ["1"]
    assert "£19.32 to approve" in claims._said(claims.table.model.all)
    claims.state.setCurrentIndex(0)
    assert len(rows(claims.table)) == 2
    claims.period.setCurrentIndex(claims.period.findData("month"))
    assert [row[1] for row in rows(claims.table)] == ["Ines Carvalho"]
    claims.preview_list()
    claims.preview_blank()
    assert [one.id for one in stage.previewed] == ["expense-claims-20261101-20261130", "expense-claim-form"]
    claims.table.opened.emit(claims.table.model.row(0))
    assert stage.went[-1][:2] == ("expenses", claim)


def test_a_line_that_is_looked_for_opens_its_claim(show: Callable[..., Any], desk: Desk, claim: str) -> None:
    with desk.read() as session:
        found = claim_figures(session, claim, TODAY)
    assert found
    place = show()
    place.open()
    place.told(record=Ref("expense_line", found.lines[1].key))
    assert place.currentWidget().key == claim


def test_a_rate_of_the_groups_own_is_given_and_taken_away(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, stage: Stage
) -> None:
    place = show()
    place.open(tab="rates")
    place.refresh()
    rates = place.front.rates
    assert any(row[5].startswith("To be checked") for row in rows(rates.table))
    rates.remove()
    assert "your own rates first" in stage.said[-1]
    rates.table.view.selectRow(0)
    fill(qtbot, monkeypatch, pence="45p", source="Minute 4, May 2026")
    rates.replace()
    mine = [row for row in rows(rates.table) if row[5].startswith("Your own")]
    assert [row[2] for row in mine] == ["45p"]
    rates.table.choose(next(one.key for one in rates.table.model.all if one.key))
    rates.remove()
    assert not [row for row in rows(rates.table) if row[5].startswith("Your own")]


def test_a_persons_side_tells_of_their_miles_and_claims(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, claim: str, ines: str,
    stage: Stage,
) -> None:  # fmt: skip
    place = show(PeoplePlace)
    place.open(ines)
    page = place.currentWidget()
    page.refresh()
    side = page.side("expenses")
    assert rows(side.claims.table)[0][0] == "1"
    fill(qtbot, monkeypatch, miles="9,990")
    side.ask_other()
    told = " ".join(one.text() for one in side.miles.findChildren(QWidget) if hasattr(one, "text"))
    assert "9,990 driven for other organisations" in told
    assert "yearly limit of 10,000 miles is used up" in told
    side.claims.add()
    assert stage.went[-1][0] == "expenses"


@pytest.mark.parametrize(("dark", "scale"), [(False, 1.0), (True, 1.0), (False, 2.0)])
def test_every_control_can_be_said_aloud(
    show: Callable[..., Any], desk: Desk, claim: str, lukasz: str, dark: bool, scale: float
) -> None:
    def look(place: Any) -> None:
        QApplication.processEvents()
        assert named(place) == []

    place = show(dark=dark, scale=scale, expense_hook=GrantsExpenses(desk))
    for tab in ("claims", "rates"):
        place.open(tab=tab)
        place.refresh()
        look(place)
    opened(place, claim)
    look(place)
    acts.hand_in(desk, claim, DAY)
    acts.approve(desk, claim, lukasz, DAY)
    look(place)
    assert not [box for box in place.findChildren(QComboBox) if box.isVisible() and not box.accessibleName()]


def test_only_those_who_are_here_are_asked_to_approve(desk: Desk, claim: str) -> None:
    from communitydesk.people.figures.expenses import approvers

    add_person(desk, Person(name="Gone Away", left_on=dt.date(2020, 1, 1)))
    with desk.read() as session:
        found = claim_figures(session, claim, TODAY)
        assert found
        assert approvers(session, found.row.person_key, TODAY) == ()
