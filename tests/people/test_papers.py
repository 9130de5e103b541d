"""The papers of people, roles, the rota and claims, read back as a listener and a machine would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pdfua
import pytest
from sqlalchemy import select

from communitydesk.activities.actions import add_activity
from communitydesk.activities.model import Activity
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Message, Words
from communitydesk.paper import LARGE_PRINT, write_pdf
from communitydesk.paper.document import Document
from communitydesk.people import actions
from communitydesk.people.actions import expenses, roles, rota
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.documents import documents, planned_sheet
from communitydesk.people.documents.rota import RotaFigures
from communitydesk.people.documents.rota import rota as rota_story
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures.rota import planned_rows
from communitydesk.people.model import EmergencyContact, ExpenseClaim, ExpenseLine, Person, Role, RoleHeld, RoleNeed
from tests.paper.reader import Reading, words

TODAY = dt.date(2026, 11, 14)
NEXT = dt.date(2026, 11, 18)
NAMES = ("Siân Ŵyn Llŷr", "Łukasz Żółć", "கிருஷ்ணமூர்த்தி", "فاطمة الزهراء", "نجمہ پروین",
         "Wolfeschlegelsteinhausenbergerdorff von der Montgomery-Fitzgerald")  # fmt: skip
PHONES = tuple(f"07700 900{n}10" for n in range(1, 7))


@pytest.fixture
def people(desk: Desk) -> list[str]:
    """People with names in many letters, each with a role that needs training, a contact, an access need and a claim."""
    found = []
    role = roles.add_role(desk, Role(name="Gardener", what="Dig. " * 60)).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="training", name="Tools"))
    for name, phone in zip(NAMES, PHONES, strict=True):
        key = actions.add_person(desk, Person(name=name, access_needs=f"Helps {name}: a chair")).key
        call = EmergencyContact(person_key=key, name=f"Kin of {name}", relation="Sister", phone=phone)
        actions.add_detail(desk, call)
        roles.give_role(
            desk, RoleHeld(role_key=role, person_key=key, start=TODAY), TODAY, reason="Beside somebody who has it."
        )
        expenses.add_claim(desk, key, [LineInput(dt.date(2026, 11, 3), f"Seed for {name}", amount=123_456)])
        found.append(key)
    return found


@pytest.fixture
def planned(desk: Desk, garden: str, people: list[str]) -> str:
    """A session with the first three on its rota; the fourth usually comes."""
    with desk.read() as session:
        from communitydesk.people.figures.roles import role_rows

        role = role_rows(session, TODAY)[0].key
    for day in (dt.date(2026, 10, 31), dt.date(2026, 11, 7)):
        actions.record_session(desk, garden, day, 600, 750, [SessionRow(person_key=people[3], minutes=60)])
    key = rota.plan_sessions(desk, garden, [NEXT], None, None, {role: 5})[0].key
    for one in people[:3]:
        rota.ask_for(desk, key, role, one, TODAY, reason="Beside somebody who has it.")
    return key


def of(desk: Desk, begins: str) -> Document:
    return next(one for one in documents(desk, TODAY) if one.id.startswith(begins))


def read(document: Document, folder: Path, *, large: bool = False) -> Reading:
    """Write a document, have the machine and our own reader find no fault in it, and return what is read."""
    story = document.make(Words())
    pdf = write_pdf(story, edition=LARGE_PRINT) if large else write_pdf(story)
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    assert list(pdfua.validate(path).findings) == []
    reading = Reading(pdf)
    assert reading.faults == []
    return reading


def heard(reading: Reading) -> str:
    return words(reading.text()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize(
    ("begins", "named"),
    [
        ("rota", NAMES[:3]), ("on-the-day", NAMES[:4]), ("who-is-in-date", NAMES), ("role-", ()),
        ("expense-claims", NAMES), ("expense-claim-form", ()), ("volunteer-hours", ()), ("sign-in-sheet-", NAMES[3:4]),
        *((f"expense-claim-{n}", (name,)) for n, name in enumerate(NAMES, 1)),
    ],
)  # fmt: skip
def test_every_paper_says_the_names_that_are_meant_and_no_other(
    desk: Desk, planned: str, tmp_path: Path, begins: str, named: Sequence[str], large: bool
) -> None:
    text = heard(read(of(desk, begins), tmp_path, large=large))
    assert [name for name in NAMES if name in text] == list(named)


def test_a_printed_rota_has_lines_for_names_only_where_a_day_is_still_to_come(desk: Desk, planned: str) -> None:
    with desk.read() as session:
        rows = planned_rows(session, key=planned)

    def told(day: dt.date) -> str:
        return repr(rota_story(RotaFigures("", Period(NEXT, NEXT), rows), Words(), day).blocks)

    assert "5 places are still empty." in told(NEXT)
    assert "____" in told(NEXT)
    assert "still empty" not in told(NEXT + dt.timedelta(days=1))
    assert "____" not in told(NEXT + dt.timedelta(days=1))


def test_the_sheet_for_one_day_has_only_who_is_expected_then_and_carries_no_data(
    desk: Desk, garden: str, people: list[str], planned: str, tmp_path: Path
) -> None:
    other = add_activity(desk, Activity(name="Tea", starts_at=840, ends_at=900, counted="names")).key
    with desk.read() as session:
        from communitydesk.people.figures.roles import role_rows

        role = role_rows(session, TODAY)[0].key
    elsewhere = rota.plan_sessions(desk, other, [NEXT], None, None, {role: 2})[0].key
    rota.ask_for(desk, elsewhere, role, people[4], TODAY, reason="Beside somebody who has it.")
    reading = read(of(desk, f"on-the-day-{planned[-8:]}"), tmp_path)
    text = heard(reading)
    for at, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True)):
        expected = at < 4
        for said in (name, f"Kin of {name}", phone, f"Helps {name}: a chair"):
            assert (said in text) == expected, said
    assert "/AF" not in reading.pdf.Root
    assert "/Names" not in reading.pdf.Root
    raw = bytes(str(reading.pdf.docinfo) + str(reading.pdf.Root.Metadata.read_bytes()), "utf-8")
    assert not [name for name in NAMES if name.encode() in raw]


def test_who_said_no_is_not_on_the_sheet_of_the_day(
    desk: Desk, planned: str, people: list[str], tmp_path: Path
) -> None:
    with desk.read() as session:
        from communitydesk.people.figures.rota import planned_rows

        (row,) = planned_rows(session, key=planned)
    key = next(one.key for one in row.people if one.person_key == people[0])
    rota.set_answer(desk, key, "no")
    text = heard(read(of(desk, "on-the-day"), tmp_path))
    assert [name for name in NAMES if name in text] == list(NAMES[1:4])


def test_those_of_whom_nothing_is_noted_stand_in_one_sentence_and_not_in_rows(
    desk: Desk, garden: str, planned: str, tmp_path: Path
) -> None:
    names = [f"Guest {n:02d}" for n in range(30)]
    keys = [actions.add_person(desk, Person(name=name)).key for name in names]
    for day in (dt.date(2026, 10, 30), dt.date(2026, 11, 6)):
        actions.record_session(desk, garden, day, 600, 750, [SessionRow(person_key=key, minutes=60) for key in keys])
    reading = read(of(desk, "on-the-day"), tmp_path)
    assert len(reading.pieces) == 1
    assert f"nobody to call and no needs noted: {', '.join(names)}." in heard(reading)


def test_a_telephone_number_is_never_parted_at_the_end_of_a_line(desk: Desk, planned: str) -> None:
    told = repr(of(desk, "on-the-day").make(Words()).blocks)
    assert PHONES[0].replace(" ", "\\xa0") in told
    assert PHONES[0] not in told


def test_a_planned_sessions_sheet_has_its_number_and_who_is_expected(desk: Desk, planned: str, tmp_path: Path) -> None:
    reading = read(planned_sheet(desk, planned, TODAY, Message("Sheets")), tmp_path)
    text = heard(reading)
    with desk.read() as session:
        from communitydesk.people.figures.rota import planned_rows

        number = planned_rows(session, key=planned)[0].number
    assert f"Sheet {number}" in text
    assert [name for name in NAMES if name in text] == list(NAMES[:4])
    assert f"Sheet {number}" in " ".join(reading.artifacts), "at the foot of each page too"


def test_very_many_rows_go_on_over_pages_with_every_row_heard_once(desk: Desk, ines: str, tmp_path: Path) -> None:
    lines = [LineInput(dt.date(2026, 11, 3), f"Thing number {n:03d}", amount=1_00 + n) for n in range(150)]
    expenses.add_claim(desk, ines, lines)
    reading = read(of(desk, "expense-claim-1"), tmp_path)
    text = heard(reading)
    assert len(reading.pieces) > 3
    assert [text.count(f"Thing number {n:03d}") for n in range(150)] == [1] * 150
    assert "Total 261.75" in text


def test_a_notice_about_a_role_says_which_role_it_is(desk: Desk, people: list[str], tmp_path: Path) -> None:
    role = roles.add_role(desk, Role(name="Tea host")).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="check", level="enhanced"))
    text = heard(read(of(desk, "who-is-in-date"), tmp_path))
    assert "Role: Tea host" in text


def test_the_rotas_signs_are_told_before_the_first_of_them_and_empty_places_have_room_to_write(
    desk: Desk, planned: str, tmp_path: Path
) -> None:
    text = heard(read(of(desk, "rota"), tmp_path))
    assert text.index("a line is a place for which nobody said yes") < text.index("Week of")
    assert "_" * 20 in text


def test_what_was_given_up_is_not_told_twice_on_a_claim(desk: Desk, ines: str, tmp_path: Path) -> None:
    expenses.add_claim(desk, ines, [LineInput(dt.date(2026, 11, 3), "Seed", amount=500)])
    with desk.read() as session:
        key = session.scalars(select(ExpenseClaim.key)).one()
    expenses.no_receipt(desk, _line_of(desk, key), "Lost")
    expenses.hand_in(desk, key, TODAY)
    expenses.waive(desk, key, 500, TODAY)
    text = heard(read(of(desk, "expense-claim-1"), tmp_path))
    assert "Given to the group £5.00 on 14 November 2026" in text
    assert "State" not in text


def _line_of(desk: Desk, claim: str) -> str:
    with desk.read() as session:
        return session.scalars(select(ExpenseLine.key).where(ExpenseLine.claim_key == claim)).one()
