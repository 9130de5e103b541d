"""The register, skills and availability, joining and leaving on paper, and one person's own sheet: read back from the PDF."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.paper.bidi import reads_from_right
from communitydesk.paper.blocks import Bullets, Chart, Table
from communitydesk.paper.document import Document
from communitydesk.people import actions
from communitydesk.people.actions import roles
from communitydesk.people.documents import documents
from communitydesk.people.documents.joining import joining_document
from communitydesk.people.documents.register import Wanted, register_document, sheet_document
from communitydesk.people.documents.skills import skills_document
from communitydesk.people.figures.joining import choices, coming_and_going
from communitydesk.people.model import (
    ContactWay,
    EmergencyContact,
    GuardianConsent,
    Part,
    Person,
    PersonNote,
    Reference,
    Role,
    RoleHeld,
    StageChange,
)
from tests.people.conftest import TODAY
from tests.people.reading import heard

SECRET = "Does not want to work with the treasurer."


@pytest.fixture
def bo(desk: Desk) -> str:
    """Somebody with something in every side of the record."""
    person = Person(
        name="Bo Jones", role="Driver", email="bo@example.org", phone="07700 900123", address="3 Mill Lane",
        postcode="DY1 1AA", joined_on=dt.date(2024, 3, 1), language="Welsh", access_needs="A chair with arms",
    )  # fmt: skip
    key = actions.add_person(desk, person, today=TODAY).key
    for one in (
        PersonNote(person_key=key, written_on=TODAY, text=SECRET),
        EmergencyContact(person_key=key, name="Rosa Jones", relation="Sister", phone="07700 900456"),
        ContactWay(person_key=key, kind="landline", value="0121 496 0001", note="Evenings"),
        Reference(person_key=key, name="Mr Lee", knows="Neighbour", received_on=TODAY),
    ):
        actions.add_detail(desk, one)
    actions.set_skills(desk, key, ["First aid", "Driving a minibus"], ["Welsh"])
    actions.set_free(desk, key, {(5, "morning")}, "Not in August")
    return key


def table(document: Document) -> list[dict[str, str]]:
    """The document's figures as they go to a spreadsheet."""
    (content,) = [one.content for one in document.make(Words()).data if one.name.endswith(".csv")]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_register_says_what_people_are_and_since_when_and_holds_no_contacts_unless_asked(
    desk: Desk, bo: str, tmp_path: Path
) -> None:
    actions.add_part(desk, Part(person_key=bo, kind="is_committee", from_on=dt.date(2025, 6, 1)), TODAY)
    told = heard(register_document(desk, TODAY), tmp_path)
    assert "Bo Jones Driver Volunteer Committee, from 1 June 2025 1 Mar 2024" in told
    assert "example.org" not in told
    assert "07700" not in told
    assert "Mill Lane" not in told
    full = heard(register_document(desk, TODAY, Wanted("", ("phone", "email", "address"))), tmp_path)
    assert "07700 900123" in full
    assert "3 Mill Lane, DY1 1AA" in full
    assert "Keep it where only those who need it find it." in full


def test_the_register_says_the_roles_that_somebody_has_now_in_place_of_what_was_written_once(
    desk: Desk, bo: str, tmp_path: Path
) -> None:
    for name, end in (("Repairer", None), ("Cook", dt.date(2026, 1, 1))):
        role = roles.add_role(desk, Role(name=name)).key
        start = dt.date(2025, 1, 1)
        roles.give_role(desk, RoleHeld(role_key=role, person_key=bo, start=start, end=end), TODAY)
    assert "Bo Jones Repairer Volunteer" in heard(register_document(desk, TODAY), tmp_path)


def test_private_notes_stay_out_of_every_document_unless_they_are_asked_for(
    desk: Desk, bo: str, tmp_path: Path
) -> None:
    for one in documents(desk, TODAY):
        story = one.make(Words())
        assert SECRET not in repr(story.blocks), one.id
        assert all(SECRET.encode() not in file.content for file in story.data), one.id
    for plain in (register_document(desk, TODAY), sheet_document(desk, TODAY, bo)):
        assert SECRET not in heard(plain, tmp_path)
    assert SECRET in heard(register_document(desk, TODAY, Wanted(private=True)), tmp_path)
    assert SECRET in heard(sheet_document(desk, TODAY, bo, private=True), tmp_path)


def test_who_has_left_is_in_the_register_only_when_asked_and_says_when(desk: Desk, bo: str, tmp_path: Path) -> None:
    actions.set_stage(desk, StageChange(person_key=bo, stage="left", since_on=dt.date(2026, 10, 1)))
    assert "Bo Jones" not in heard(register_document(desk, TODAY), tmp_path)
    assert "left 1 October 2026" in heard(register_document(desk, TODAY, Wanted(left=True)), tmp_path)


def test_the_register_can_be_of_one_part_of_the_group(desk: Desk, bo: str, ines: str) -> None:
    actions.add_part(desk, Part(person_key=ines, kind="is_committee", from_on=dt.date(2025, 6, 1)), TODAY)
    assert [row["name"] for row in table(register_document(desk, TODAY))] == ["Bo Jones", "Ines Carvalho"]
    assert [row["name"] for row in table(register_document(desk, TODAY, Wanted("is_committee")))] == ["Ines Carvalho"]


def test_a_name_that_looks_like_a_formula_is_no_formula_in_the_registers_figures(desk: Desk) -> None:
    actions.add_person(desk, Person(name="=HYPERLINK(1)"))
    story = register_document(desk, TODAY).make(Words())
    assert b"'=HYPERLINK(1)" in next(one.content for one in story.data if one.name.endswith(".csv"))


def test_skills_and_availability_name_who_can_do_what_and_who_is_free_when(
    desk: Desk, bo: str, ines: str, tmp_path: Path
) -> None:
    actions.set_skills(desk, ines, ["first  AID"])
    told = heard(skills_document(desk, TODAY), tmp_path)
    assert "First aid Bo Jones, Ines Carvalho" in told
    assert "Saturday Bo Jones – –" in told
    assert "1 of 2 people who help have said when they are free." in told
    assert "Bo Jones: Not in August" in told


def test_somebody_who_left_is_not_offered_for_anything(desk: Desk, bo: str, tmp_path: Path) -> None:
    actions.set_stage(desk, StageChange(person_key=bo, stage="left", since_on=TODAY))
    assert "Bo Jones" not in heard(skills_document(desk, TODAY), tmp_path)


def test_joining_and_leaving_counts_by_year_with_reasons_and_lengths_and_names_nobody(
    desk: Desk, bo: str, ines: str, lukasz: str, tmp_path: Path
) -> None:
    with desk.read() as session:
        reason = next(key for key, name in choices(session, "reason") if name == "Moved away")
        source = choices(session, "source")[0][0]
    actions.set_source(desk, bo, source)
    actions.set_stage(desk, StageChange(person_key=ines, stage="active", since_on=dt.date(2024, 1, 1)))
    actions.set_stage(
        desk, StageChange(person_key=ines, stage="left", since_on=dt.date(2026, 1, 1), reason_key=reason)
    )  # fmt: skip
    document = joining_document(desk, TODAY)
    told = heard(document, tmp_path)
    assert "2 are with you now" in told
    assert "Since 2024, 2 joined and 1 left." in told
    assert "The commonest reason for leaving since 2024 was: Moved away (1)." in told
    assert "The first day of 1 person is not known." in told
    for name in ("Bo", "Ines", "Łukasz"):
        assert name not in told
    rows = {(row["what"], row["which"]): int(row["people"]) for row in table(document)}
    assert rows["left", "2026"] == 1
    assert rows["joined", "2024"] == 2
    assert rows["stayed", "2 to 5 years"] == 1
    assert rows["here", "2 to 5 years"] == 1


def test_a_group_of_one_is_told_in_the_singular_and_without_an_empty_chart(desk: Desk, tmp_path: Path) -> None:
    actions.add_person(desk, Person(name="Ada"))
    document = joining_document(desk, TODAY)
    assert "1 is with you now" in heard(document, tmp_path)
    assert not [block for block in document.make(Words()).blocks if isinstance(block, Chart)]


def test_nobody_comes_first_where_two_answers_are_given_as_often(desk: Desk, ines: str, lukasz: str) -> None:
    for person, at in ((ines, 0), (lukasz, 1)):
        with desk.read() as session:
            reason = choices(session, "reason")[at][0]
        actions.set_stage(
            desk, StageChange(person_key=person, stage="left", since_on=dt.date(2026, 5, 1), reason_key=reason)
        )  # fmt: skip
    told = repr(joining_document(desk, TODAY).make(Words()).blocks)
    assert "Those who left since 2026 gave 2 different reasons." in told


def test_somebody_who_came_back_counts_twice_as_joined_and_once_as_here(desk: Desk, bo: str) -> None:
    actions.set_stage(desk, StageChange(person_key=bo, stage="left", since_on=dt.date(2025, 3, 1)))
    actions.set_stage(desk, StageChange(person_key=bo, stage="active", since_on=dt.date(2026, 3, 1)))
    with desk.read() as session:
        found = coming_and_going(session, TODAY)
    assert (dict(found.joined), dict(found.left)) == ({2024: 1, 2025: 0, 2026: 1}, {2024: 0, 2025: 1, 2026: 0})
    assert (found.present, found.gone) == (1, 1)


def test_a_persons_sheet_has_whom_to_call_and_how_to_reach_them_and_its_file_name_names_nobody(
    desk: Desk, bo: str, tmp_path: Path
) -> None:
    consent = GuardianConsent(person_key=bo, guardian="Ann Jones", what_for="Driving lessons", given_on=TODAY)
    actions.add_detail(desk, consent)
    document = sheet_document(desk, TODAY, bo)
    told = heard(document, tmp_path)
    for part in (
        "Rosa Jones Sister 07700 900456", "0121 496 0001 · Evenings", "A chair with arms", "Saturday morning",
        "Ann Jones", "Mr Lee", "First aid", "DY1 1AA", "Active 1 March 2024",
    ):  # fmt: skip
        assert part in told, part
    assert "Bo" not in document.id


def test_an_empty_group_has_documents_that_say_so(desk: Desk, tmp_path: Path) -> None:
    assert "Nobody is recorded yet." in heard(register_document(desk, TODAY), tmp_path)
    assert "No skills are recorded yet." in heard(skills_document(desk, TODAY), tmp_path)
    assert "No day on which anybody joined is recorded." in heard(joining_document(desk, TODAY), tmp_path)


def test_the_register_says_a_stage_beside_what_somebody_is(desk: Desk, bo: str, tmp_path: Path) -> None:
    actions.set_stage(desk, StageChange(person_key=bo, stage="paused", since_on=TODAY))
    assert "Volunteer (paused)" in heard(register_document(desk, TODAY), tmp_path)


def test_a_guardian_whose_name_reads_from_the_right_does_not_turn_the_line(desk: Desk, bo: str, tmp_path: Path) -> None:
    consent = GuardianConsent(person_key=bo, guardian="نصرت جہاں", what_for="The garden.", given_on=TODAY)
    actions.add_detail(desk, consent)
    document = sheet_document(desk, TODAY, bo)
    (line,) = [one for block in document.make(Words()).blocks if isinstance(block, Bullets) for one in block.items
               if "نصرت" in str(one)]  # fmt: skip
    assert not reads_from_right(str(line))
    assert "نصرت جہاں; The garden; given on" in heard(document, tmp_path)


def test_each_of_those_who_are_free_has_a_line_in_the_week(desk: Desk, bo: str, ines: str) -> None:
    actions.set_free(desk, ines, {(5, "morning")})
    tables = [block for block in skills_document(desk, TODAY).make(Words()).blocks if isinstance(block, Table)]
    assert "\n" in next(str(cell) for row in tables[-1].rows for cell in row if "Bo Jones" in str(cell))  # type: ignore[union-attr]
