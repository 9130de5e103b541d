"""A treasurer gets from an empty file to a report that was sent, as a person does it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from communitydesk.app import Application
from communitydesk.desk.words import Words
from tests.journeys.driver import KeyboardPerson, Person, walk

WORDS = Words()


def ago(days: int) -> str:
    return WORDS.date(dt.datetime.now().astimezone().date() - dt.timedelta(days=days))


def paper(folder: Path, name: str, text: str) -> Path:
    picture = Image.new("RGB", (700, 1000), "white")
    ImageDraw.Draw(picture).multiline_text((60, 80), text, fill="black", font_size=40)
    path = folder / name
    picture.save(path, quality=80)
    return path


def statement(folder: Path) -> Path:
    """A bank's CSV: Windows-1252, a preamble, a stray quote, a blank line."""
    day = dt.datetime.now().astimezone().date()
    rows = [
        "Account,Current \xa3,,", "", "Date,Description,Money Out,Money In,Balance",
        f"{day - dt.timedelta(days=70):%d/%m/%Y},BOROUGH COUNCIL GRANTS,,1200.00,1500.00",
        f"{day - dt.timedelta(days=50):%d/%m/%Y},CARD PAYMENT TO \"SEEDS & CO,84.50,,1415.50",
        "", f"{day - dt.timedelta(days=40):%d/%m/%Y},HALL HIRE,60.00,,1355.50",
    ]  # fmt: skip
    path = folder / "statement.csv"
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


@pytest.mark.parametrize("who", [Person, KeyboardPerson])
def test_a_treasurer_gets_from_an_empty_file_to_the_sent_report(
    application: Application, tmp_path: Path, who: type[Person]
) -> None:
    walk(lambda person: journey(person, tmp_path), who)
    desk = application.desk
    assert desk is not None


def journey(person: Person, folder: Path) -> None:
    set_up(person, folder)
    add_the_award(person)
    pay(person, folder)


def set_up(person: Person, folder: Path) -> None:
    person.press("New group")
    person.fill("Name of your group", "Mill Lane Garden")
    person.fill("Where you work", "Mill Lane estate")
    person.fill("Your aims", "Neighbours know each other")
    person.press("Begin")
    person.choose_file(folder / "Mill Lane Garden.communitydesk")
    person.wait_heading("What needs doing")


def add_the_award(person: Person) -> None:
    person.open_place("Grants")
    person.press("Add an award")
    person.fill("Project", "Growing together")
    person.fill("Funder", "Borough Council")
    person.fill("Amount awarded", "abc")
    assert "not an amount" in person.problem("Amount awarded")
    person.fill("Amount awarded", "£1,200")
    person.fill("Starts on", ago(120))
    person.fill("Ends on", ago(10))
    person.press("Add the award")
    person.wait_heading("Growing together")


def pay(person: Person, folder: Path) -> None:
    person.press("Record a payment")
    person.wait_heading("Record a payment")
    person.fill("Paid to", "Tool shop")
    person.fill("What for", "Spades")
    person.fill("Amount", "36.50")
    person.fill("Date on the receipt", ago(60))
    person.press("Save")
    person.wait_heading("Growing together")
