"""Somebody asks, comes on trial and joins: with the checklist, and a role that needs more than they have yet."""

from __future__ import annotations

from pathlib import Path

from communitydesk.app import Application
from communitydesk.cli import main
from tests.journeys.driver import Person, walk
from tests.journeys.ground import WORDS, begun, said
from tests.journeys.keyboard import KeyboardPerson


def test_somebody_who_asked_becomes_active_with_a_role_for_which_a_reason_is_on_record(
    application: Application, tmp_path: Path
) -> None:
    path = begun(application, tmp_path, people=("Ines Carvalho", "Łucja Nowak"))
    walk(joining)
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def test_somebody_asks_comes_on_trial_and_becomes_active_by_keyboard_alone(
    application: Application, tmp_path: Path
) -> None:
    path = begun(application, tmp_path, people=("Ines Carvalho", "Łucja Nowak"))
    walk(joining_by_keyboard, KeyboardPerson)
    application.close_desk()
    assert main(["check", str(path)], WORDS) == 0


def joining_by_keyboard(person: Person) -> None:
    somebody_asks(person)
    they_come_on_trial(person)
    tick_the_checklist(person)
    they_are_active(person)


def joining(person: Person) -> None:
    add_a_role(person)
    somebody_asks(person)
    they_come_on_trial(person)
    tick_the_checklist(person)
    give_the_role(person)
    they_are_active(person)


def add_a_role(person: Person) -> None:
    person.open_place("People")
    person.tab("Roles")
    person.press("Add a role")
    person.wait_heading("Add a role")
    person.fill("Role", "Session leader")
    person.fill("Least age", "eighteen")
    assert "not a whole number" in person.problem("Least age")
    person.fill("Least age", "18")
    person.press("Add the role")
    person.wait_heading("Session leader")
    person.press("Say what else it needs")
    person.wait_heading("What the role needs")
    person.choose("What is needed", "Training or certificate")
    person.fill("Name of the training or certificate", "First aid")
    person.press(person.named("Use it: Suggested: 36 months"))
    person.press("Save")
    person.wait_for("36 months")


def somebody_asks(person: Person) -> None:
    person.open_place("People")
    person.tab("Everybody")
    person.press("Add a person")
    person.wait_heading("Add a person")
    person.fill("Name", "Nadia Farouk")
    person.fill("E-mail", "nadia at post")
    assert "It looks like name@example.org" in person.problem("E-mail")
    assert person.value("E-mail") == "nadia at post"
    person.fill("E-mail", "nadia@post.example")
    person.choose("Stage", "Enquiry")
    person.press("Add the person")
    person.wait_heading("Nadia Farouk")
    person.wait_for("Enquiry, Volunteer")
    person.tab("Joining and leaving")
    person.wait_for(f"Enquiry since {said(0)}")


def they_come_on_trial(person: Person) -> None:
    person.press("Record a step")
    person.wait_heading("Record a step")
    person.choose("Stage", "Trial")
    person.fill("Until", said(-3))
    person.press("Save")
    assert "before" in person.problem("Until")
    person.fill("Until", said(28))
    person.press("Save")
    person.wait_for(f"Trial since {said(0)}")
    person.wait_for(f"until {said(28)}")
    person.wait_for("Trial, Volunteer")


LIST = (
    "We talked about what they would like to do",
    "Contact details and an emergency contact are written down",
    "They were told what we keep about them and why",
)


def tick_the_checklist(person: Person) -> None:
    person.wait_for("0 of 11 done.")
    for number, name in enumerate(LIST, 1):
        person.tick(name)
        person.wait_for(f"{number} of 11 done.")
    person.press("Not needed: Two references were asked for and read")
    person.wait_for("4 of 11 done.")
    person.wait_for(f"not needed, {said(0)}, Ines Carvalho")
    person.tick(LIST[2], on=False)
    person.wait_for("3 of 11 done.")
    person.fill("Volunteer agreement signed on", said(0))
    person.choose("Named supporter", "Łucja Nowak")
    person.press("Save it")


def give_the_role(person: Person) -> None:
    person.tab("Roles and checks")
    person.press("Give a role")
    person.choose("Role", "Session leader")
    person.press("Give the role")
    person.wait_heading("Not all is in place")
    assert person.sees("First aid: Not done yet.")
    person.press("Go ahead all the same")
    assert person.problem("Why you go ahead")
    person.press("Cancel")
    person.wait_heading("Give a role")
    assert "a reason is needed" in person.problem("From")
    person.press("Give the role")
    person.wait_heading("Not all is in place")
    person.fill("Why you go ahead", "Beside Łucja until the course in spring")
    person.press("Go ahead all the same")
    person.wait_for("Beside Łucja until the course in spring")
    person.wait_for("Not in date")
    person.press("Record training")
    person.fill("Training or certificate", "First aid")
    person.press(person.named("Use it: Suggested: 36 months"))
    person.press("Save")
    person.wait_for("First aid: Valid to the end of")


def they_are_active(person: Person) -> None:
    person.tab("Joining and leaving")
    person.press("Record a step")
    person.choose("Stage", "Active")
    person.press("Save")
    person.wait_for(f"Active since {said(0)}")
    person.wait_gone("Trial, Volunteer")
    person.open_place("People")
    person.open_row("Nadia Farouk")
    person.wait_heading("Nadia Farouk")
    person.keys("Ctrl+Z")
    person.wait_for("Trial, Volunteer")
    person.keys("Ctrl+Y")
    person.wait_gone("Trial, Volunteer")
