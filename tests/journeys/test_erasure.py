"""Somebody asks to be forgotten: the request is written down, the sheet answered, and afterwards nothing holds them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from communitydesk.app import Application
from communitydesk.cli import main
from communitydesk.desk.desk import Desk
from communitydesk.people.actions import add_detail
from communitydesk.people.model import EmergencyContact, PersonNote
from communitydesk.people.model import Person as Record
from tests.journeys.driver import Person, walk
from tests.journeys.ground import WORDS, begun, day, said

NAME = "Ottoline Featherstonehaugh"


def known(desk: Desk) -> None:
    """Say more of her than a name: whom to call, and a private note."""
    with desk.read() as session:
        key = session.scalars(select(Record.key).where(Record.name == NAME)).one()
    add_detail(desk, EmergencyContact(person_key=key, name="Peregrine Featherstonehaugh", phone="07700 900777"))
    add_detail(desk, PersonNote(person_key=key, written_on=day(-5), text="Ottoline prefers the shady beds."))


def test_somebody_who_asked_to_be_forgotten_is_nowhere_any_more(application: Application, tmp_path: Path) -> None:
    path = begun(application, tmp_path, people=("Łucja Nowak", NAME), more=known)
    assert b"eatherstonehaugh" in path.read_bytes()
    walk(from_request_to_gone)
    application.close_desk()
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(files) > 1, "closing the file made no backup"
    for one in files:
        content = one.read_bytes().lower()
        assert b"featherstonehaugh" not in content, one
        assert b"ottoline" not in content, one
    assert main(["check", str(path)], WORDS) == 0


def from_request_to_gone(person: Person) -> None:
    she_asks(person)
    home_says_so(person)
    erase_her(person)
    she_is_gone(person)


def she_asks(person: Person) -> None:
    person.open_place("Data protection")
    person.tab("Requests and complaints")
    person.press("Write down a request or complaint")
    person.wait_heading("A request or complaint about data")
    person.choose("What they want", "To be erased")
    person.fill("Came on", said(-28))
    person.choose("Who", NAME)
    person.press("Write it down")
    person.wait_for("1 request")


def home_says_so(person: Person) -> None:
    person.open_place("Home")
    person.press(person.named("Open it: Data protection"))
    person.wait_heading("Data protection")
    person.wait_for("To be erased")


def erase_her(person: Person) -> None:
    person.open_place("People")
    person.open_row(NAME)
    person.press("More")
    person.entry("Erase for good ...")
    person.wait_heading(f"Erase {NAME} for good")
    person.press("Erase for good")
    assert person.sees("Tick that you know that this cannot be undone.")
    person.tick("I know that this cannot be undone.")
    person.press("Erase for good")
    person.wait_for("They are erased, and cannot be brought back.")


def she_is_gone(person: Person) -> None:
    person.open_place("People")
    person.wait_gone(NAME)
    person.open_place("Data protection")
    person.tab("Requests and complaints")
    person.open_row("To be erased", "Requests and complaints")
    person.wait_heading("A request or complaint about data")
    person.fill("Answered on", said(0))
    person.fill("What you did", "Everything was erased")
    person.press("Save")
    person.wait_gone("1 to be answered")
    assert not person.sees(NAME)
