"""A session from its plan to what happened: places filled, the sheet printed, typed back by its number, confirmed."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from sqlalchemy import select

from communitydesk.app import Application
from communitydesk.cli import main
from communitydesk.desk.desk import Desk
from communitydesk.people.actions.roles import add_role, give_role
from communitydesk.people.model import Person as Record
from communitydesk.people.model import Role, RoleHeld
from tests.journeys.driver import Person, walk
from tests.journeys.ground import WORDS, begun, day, said
from tests.journeys.keyboard import KeyboardPerson

NAMES = (
    "Bob Baker", "Cat Carter", "Ann Archer", "Dan Dyer", "Eve Elder", "Fay Fisher", "Guy Glover", "Hal Harper",
    "Ivy Ironside", "Łucja Nowak", "Ravi Anand", "Sian Powell",
)  # fmt: skip
ON_ROTA = NAMES[:3]
OTHER = {"Bob Baker": "1", "Eve Elder": "45m", "Łucja Nowak": "1:30", "Sian Powell": "2"}
"""Who gave other hours than the session had."""


def roles(desk: Desk) -> None:
    """Add two roles, and give the first to somebody."""
    lead, _ = add_role(desk, Role(name="Session leader")), add_role(desk, Role(name="Helper"))
    with desk.read() as session:
        ann = session.scalars(select(Record.key).where(Record.name == "Ann Archer")).one()
    give_role(desk, RoleHeld(role_key=lead.key, person_key=ann, start=day(-30)), day(0))


def test_a_session_goes_from_the_rota_over_its_printed_sheet_to_confirmed_hours_with_the_mouse(
    application: Application, tmp_path: Path
) -> None:
    journey(application, tmp_path, Person)


def test_a_session_goes_from_the_rota_over_its_printed_sheet_to_confirmed_hours_by_keyboard_alone(
    application: Application, tmp_path: Path
) -> None:
    journey(application, tmp_path, KeyboardPerson)


def journey(application: Application, folder: Path, who: type[Person]) -> None:
    path = begun(application, folder, people=NAMES, more=roles)
    walk(lambda person: from_plan_to_hours(person, folder), who)
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def from_plan_to_hours(person: Person, folder: Path) -> None:
    plan(person)
    fill_the_places(person)
    number = print_the_sheet(person, folder)
    type_it_back(person, number)
    it_is_confirmed(person)


def plan(person: Person) -> None:
    person.open_place("Rota")
    person.press("Plan sessions")
    person.wait_heading("Plan sessions")
    person.fill("Date", said(0))
    person.fill("Session leader", "1")
    person.fill("Helper", "2")
    person.choose("How often", "Every week")
    person.press("Plan them")
    assert "until when" in person.problem("Until")
    person.fill("Until", said(14))
    person.press("Plan them")
    person.wait_for("3 sessions, 9 empty places")
    person.open_row("1 place empty", "Rota")
    person.wait_for("3 places empty")


def fill_the_places(person: Person) -> None:
    for name, role in (("Ann Archer", "Session leader"), ("Bob Baker", "Helper"), ("Cat Carter", "Helper")):
        person.choose("For which role", role)
        person.pick_row(name, "Whom to ask")
        person.press("Ask the chosen")
        answer = f"Answer of {name}, {role}"
        person.choose(answer, "Said yes")
    person.wait_for("all places filled")


def print_the_sheet(person: Person, folder: Path) -> str:
    person.press("Print the sign-in sheet")
    person.press("Save as ...")
    person.choose_file(folder / "sheet.pdf")
    person.press("Close")
    text = read(folder / "sheet.pdf")
    assert "Ann Archer" in text
    found = re.search(r"Sheet (\d+)", text)
    assert found, text[:600]
    return found[1]


def type_it_back(person: Person, number: str) -> None:
    """Three of the rota stand there already; nine names are typed, and four people gave other hours."""
    person.open_place("People")
    person.press("Record a session")
    person.wait_heading("Record a session")
    person.go_to("Sheet number")
    person.type("999")
    person.keys("Return")
    person.wait_for("No sheet has the number 999.")
    person.keys("Ctrl+A")
    before = person.pressed
    person.type(number)
    person.keys("Return")
    person.wait_for(f"This session was planned (sheet {number}).")
    for name in NAMES:
        if name in ON_ROTA:
            assert person.value(f"Who, row {NAMES.index(name) + 1}") == name
        else:
            person.type(name)
        if name in OTHER:
            person.keys("Tab")
            person.type(OTHER[name])
        person.keys("Return")
    beyond = person.pressed - before - sum(len(name) for name in NAMES if name not in ON_ROTA)
    print(
        f"a printed sheet of {len(NAMES)} names, {len(OTHER)} with other hours, typed back: {beyond} keys beyond the names"
    )
    assert beyond < 60


def it_is_confirmed(person: Person) -> None:
    person.wait_for("25 h 15 min from 12 people")
    person.keys("Ctrl+Return")
    person.wait_for("came, counted by name")
    person.wait_for("given by 12 helpers")
    person.open_place("Rota")
    person.wait_for("happened")
    person.wait_for("3 sessions, 6 empty places")


def read(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()
