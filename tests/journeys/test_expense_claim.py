"""What a volunteer paid and drove goes from the kitchen table over a second pair of eyes to an award's spending."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from communitydesk.app import Application
from communitydesk.cli import main
from communitydesk.desk.desk import Desk
from communitydesk.grants.actions.awards import NewLine, add_award
from tests.journeys.driver import Person, walk
from tests.journeys.ground import WORDS, begun, day, said
from tests.journeys.keyboard import KeyboardPerson
from tests.journeys.screen import visible
from tests.journeys.test_from_receipts_to_report import paper


def award(desk: Desk) -> None:
    """Add an award with a line for what volunteers spend."""
    lines = [NewLine("Volunteers' expenses", 30_000), NewLine("Seeds", 90_000)]
    add_award(desk, name="Growing together", amount=120_000, funder="The Borough", starts_on=day(-100),
              ends_on=day(100), lines=lines)  # fmt: skip


def test_a_claim_is_typed_approved_by_somebody_else_paid_and_becomes_an_awards_spending(
    application: Application, tmp_path: Path
) -> None:
    path = begun(application, tmp_path, people=("Ines Carvalho", "Łucja Nowak", "Ravi Anand"), more=award)
    walk(lambda person: from_pocket_to_award(person, tmp_path))
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def test_a_claim_is_typed_handed_in_approved_and_paid_by_keyboard_alone(
    application: Application, tmp_path: Path
) -> None:
    path = begun(application, tmp_path, people=("Ines Carvalho", "Łucja Nowak", "Ravi Anand"), more=award)
    walk(lambda person: from_pocket_to_payment(person, tmp_path), KeyboardPerson)
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def from_pocket_to_payment(person: Person, folder: Path) -> None:
    write_it(person, folder)
    person.press("Hand it in")
    person.wait_for("Waiting for approval")
    somebody_else_approves(person)
    pay_it(person)


def from_pocket_to_award(person: Person, folder: Path) -> None:
    write_it(person, folder)
    hand_it_in(person)
    somebody_else_approves(person)
    pay_it(person)
    the_award_shows_it(person)
    take_it_back(person)


def write_it(person: Person, folder: Path) -> None:
    person.open_place("Expenses")
    person.press("Write a claim")
    person.wait_heading("Write a claim")
    person.choose("Who", "Ravi Anand")
    person.press("Go on")
    person.wait_heading("Claim 1, Ravi Anand")
    person.wait_focus("Date, row 1")  # it begins where the first line is typed
    for text in (said(-6), "Netting", "twelve"):
        person.type(text)
        person.keys("Tab")
    person.keys("Shift+Tab")
    person.wait_for("“twelve” is not an amount.")
    person.keys("Ctrl+A")
    person.type("12.40")
    person.keys("Return")
    for text in (said(-5), "Fetching compost", "", "14.5", "Home to the depot and back"):
        person.type(text)
        person.keys("Tab")
    person.keys("Return")
    person.wait_for("2 lines, £12.40 paid for, 14.5 miles")
    person.keys("Ctrl+Return")
    person.wait_for("Saved.")
    person.bring_file(paper(folder, "netting.jpg", "NETTING\n12.40"))
    person.wait_for("Receipt 1")


def hand_it_in(person: Person) -> None:
    person.press("Hand it in")
    person.wait_for("Waiting for approval")
    person.press("Take it back to change it")
    person.wait_for("Being written")
    person.press("Hand it in")
    person.wait_for("Waiting for approval")


def somebody_else_approves(person: Person) -> None:
    """The claimant is not even offered; Home leads to what waits."""
    person.open_place("Home")
    person.press("Approve: Expense claims")
    person.wait_heading("Claim 1, Ravi Anand")
    person.press("Approve")
    person.wait_heading("Approve the claim")
    offered = person.now(lambda: [box.itemText(n) for box in visible(QComboBox) for n in range(box.count())])
    assert "Łucja Nowak" in offered
    assert "Ravi Anand" not in offered
    person.choose("Approved by", "Łucja Nowak")
    person.press("Approve")
    person.wait_for("Approved, not yet paid")
    person.wait_for(f"Approved by Łucja Nowak on {said(0)}.")


def pay_it(person: Person) -> None:
    person.press("Pay")
    person.wait_heading("Pay the claim")
    person.choose("Award and budget line", "Volunteers' expenses")
    person.press("Save")
    person.wait_for("is paid by Growing together")


def the_award_shows_it(person: Person) -> None:
    person.open_place("Grants")
    person.open_row("Growing together")
    person.tab("Spending")
    person.wait_for("Volunteer expenses, claim 1")
    (row,) = person.rows()
    assert row[2:4] == ["Netting; Fetching compost", "Volunteers' expenses"]
    assert row[4] == "✓ 1"


def take_it_back(person: Person) -> None:
    person.open_place("Expenses")
    person.open_row("Ravi Anand")
    person.press("Not paid after all")
    person.wait_for("Approved, not yet paid")
    person.open_place("Grants")
    person.open_row("Growing together")
    person.tab("Spending")
    person.wait_gone("Volunteer expenses, claim 1")
    person.keys("Ctrl+Z")
    person.wait_for("Undone: ")
    person.wait_for("Volunteer expenses, claim 1")
