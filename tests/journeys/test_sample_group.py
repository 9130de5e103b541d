"""Somebody who has never seen the program tries the sample group: looks into every place, mends something, looks at a report."""

from __future__ import annotations

from pathlib import Path

from communitydesk.app import Application
from communitydesk.cli import main
from tests.journeys.driver import Person, walk
from tests.journeys.ground import WORDS

PLACES = (
    ("People", "People", "44 people"), ("Expenses", "Expenses", "Dorothy Akintola"), ("Activities", "Activities", "Wednesday lunch club"),
    ("Rota", "Rota", "Later ›"), ("Grants", "Grants", "The Growing Room"),
    ("Evidence", "Outcomes and evidence", "The toaster"), ("Bank statement", "Bank statement", "Bring in a bank statement"),
    ("Lists of people", "Lists of people", "Lists of people"), ("Documents", "Documents", "Grant: The Growing Room"),
    ("Data protection", "Data protection", "Data protection"), ("Your group", "Your group", "Copperbeech Neighbours"),
)  # fmt: skip
"""Each place, its heading, and something that stands in it."""
PROBLEM = "Role: Tea and Talk host"
REPORT = "Neighbours at the table"


def test_somebody_who_tries_the_sample_group_finds_a_problem_mends_it_and_sees_it_gone(
    application: Application,
) -> None:
    walk(look_round)
    assert application.desk is not None
    path: Path = application.desk.path
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def look_round(person: Person) -> None:
    person.press("Try the sample group")
    person.wait_heading("What needs doing", patience=240)
    open_every_place(person)
    follow_a_problem(person)
    say_how_a_trial_went(person)
    look_at_a_report(person)
    take_it_back(person)
    come_back_later(person)


def open_every_place(person: Person) -> None:
    for name, heading, shows in PLACES:
        person.open_place(name)
        person.wait_heading(heading)
        person.wait_for(shows)


def whole_list(person: Person) -> None:
    """Everything that Home has to say, also what is folded away at first."""
    person.open_place("Home")
    person.wait_heading("What needs doing")
    if person.sees("Show "):
        person.press(person.named("Show "))


def follow_a_problem(person: Person) -> None:
    """Nobody has said whether a role is eligible for the check that is asked: it is not, and a basic one will do."""
    whole_list(person)
    person.wait_for(PROBLEM)
    person.press(f"Look at the role: {PROBLEM}")
    person.wait_heading("Tea and Talk host")
    person.wait_for("asking for it where the role is not eligible is unlawful")
    person.tab("What it needs")
    person.open_row("Enhanced DBS check")
    person.wait_heading("What the role needs")
    person.choose("Is this role eligible for a standard or enhanced check?", "No")
    person.wait_for("This role is not eligible, so it is unlawful to ask for this check.")
    person.choose("Level of the check", "Basic")
    person.press("Save")
    person.wait_for("Basic DBS check")
    person.wait_gone("is unlawful")
    whole_list(person)
    assert not person.sees(PROBLEM)


def say_how_a_trial_went(person: Person) -> None:
    person.press("Record the next step: Katarzyna Nowak")
    person.wait_heading("Katarzyna Nowak")
    person.press("Record a step")
    person.choose("Stage", "Active")
    person.press("Save")
    person.wait_for("Active since")
    whole_list(person)
    assert not person.sees("Katarzyna Nowak")


def look_at_a_report(person: Person) -> None:
    person.open_place("Grants")
    person.open_row(REPORT)
    person.wait_heading(REPORT)
    person.tab("Report")
    person.press("Look at the report")
    person.wait_for("Page 1 of ")
    person.press("Next page")
    person.wait_for("Page 2 of ")
    person.press("Read as text")
    person.wait_for("Show the pages")
    person.press("Close")
    person.wait_heading(REPORT)


def take_it_back(person: Person) -> None:
    person.keys("Ctrl+Z")
    person.wait_for("Undone: ")
    whole_list(person)
    person.wait_for("Katarzyna Nowak")
    person.keys("Ctrl+Y")
    person.wait_for("Done again: ")
    person.wait_gone("Katarzyna Nowak")


def come_back_later(person: Person) -> None:
    person.keys("Ctrl+W")
    person.wait_for("Opened last")
    person.press("Sample group")
    person.wait_heading("What needs doing")
    whole_list(person)
    assert not person.sees(PROBLEM)
