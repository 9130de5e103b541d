"""A list comes in as one change that undo takes back; nothing that it says is lost, and nobody is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Cancelled, Refused
from communitydesk.desk.words import Words
from communitydesk.exchange.people.actions import bring_in_people
from communitydesk.exchange.people.figures import entries, known_people
from communitydesk.exchange.people.likeness import compare
from communitydesk.exchange.people.merging import Decision, Planned, first_decision, plan
from communitydesk.exchange.people.opened import open_people
from communitydesk.people.actions import add_person
from communitydesk.people.model import Part, Person, PersonNote
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 21)
LIST = (
    "First name,Surname,Email,Mobile,Home phone,DOB,Address,Postcode,Start date,Type,Emergency contact,Emergency phone,Notes\n"
    "Siân,Evans,sian@example.org,07700 900001,0121 496 0001,3/5/61,4 Mill Lane,b693db,1/4/2023,Trustee,Gwen,0121 496 0009,Has keys\n"
    "Bo,Li,bo@example.org; b.li@example.net,07700900002,,31/02/1990,1 High St,nowhere,,,Jo,,\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    yield desk
    desk.close()


def planned(desk: Desk, text: str = LIST) -> tuple[Planned, ...]:
    opened = open_people(text.encode(), TODAY)
    read = opened.read(None, TODAY)
    known, standings = known_people(desk)
    findings = compare(read.people, known)
    return plan(read.people, [first_decision(one) for one in findings], standings)


def bring(desk: Desk, text: str = LIST) -> tuple[int, int]:
    return bring_in_people(desk, planned(desk, text), ("is_volunteer",), TODAY, Words())


def notes(desk: Desk) -> dict[str, str]:
    with desk.read() as session:
        found = session.execute(select(Person.name, PersonNote.text).join(Person, Person.key == PersonNote.person_key))
        return {name: text for name, text in found}


def test_everything_that_a_list_says_is_there_afterwards(desk: Desk) -> None:
    assert bring(desk) == (2, 0)
    bo, sian = entries(desk)
    assert (sian.name, sian.emails, sian.phones) == (
        "Siân Evans",
        ("sian@example.org",),
        ("07700 900001", "0121 496 0001"),
    )
    assert (sian.born_on, sian.joined_on, sian.postcode) == (dt.date(1961, 5, 3), dt.date(2023, 4, 1), "B69 3DB")
    assert (sian.parts, sian.emergency) == (("is_committee",), (("Gwen", "", "0121 496 0009"),))
    assert bo.emails == ("bo@example.org", "b.li@example.net")
    assert (bo.parts, bo.born_on, bo.postcode, bo.emergency) == (("is_volunteer",), None, "", ())
    assert notes(desk) == {
        "Siân Evans": "Has keys",
        "Bo Li": "Date of birth: 31/02/1990\nPostcode: nowhere\nEmergency contact: Jo",
    }
    with desk.read() as session:
        since = session.execute(select(Part.kind, Part.from_on).order_by(Part.kind)).all()
    assert [tuple(one) for one in since] == [("is_committee", dt.date(2023, 4, 1)), ("is_volunteer", None)]


def test_one_undo_takes_the_whole_list_back(desk: Desk) -> None:
    before = entries(desk)
    bring(desk)
    desk.undo()
    assert entries(desk) == before
    assert not notes(desk)
    desk.redo()
    assert len(entries(desk)) == 2


def test_the_same_list_twice_adds_nobody(desk: Desk) -> None:
    bring(desk)
    assert bring(desk) == (0, 2)
    assert len(entries(desk)) == 2


def test_whoever_is_here_gets_what_was_missing_and_keeps_the_rest(desk: Desk) -> None:
    key = add_person(desk, Person(name="Siân Evans", email="sian@example.org", role="Baker"), today=TODAY).key
    bring(desk)
    (sian,) = (one for one in entries(desk) if one.key == key)
    assert (sian.role, sian.born_on, sian.phones) == ("Baker", dt.date(1961, 5, 3), ("07700 900001", "0121 496 0001"))
    assert set(sian.parts) == {"is_volunteer", "is_committee"}


def test_a_person_who_would_be_impossible_is_refused_by_name_and_nothing_is_written(desk: Desk) -> None:
    key = add_person(
        desk, Person(name="Siân Evans", email="sian@example.org", joined_on=dt.date(1950, 1, 1)), today=TODAY
    ).key
    with pytest.raises(Refused, match="Nothing was brought in"):
        bring(desk)
    assert [one.key for one in entries(desk)] == [key]


def test_stopping_half_way_writes_nobody(desk: Desk) -> None:
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_in_people(desk, planned(desk), (), TODAY, Words(), stop)
    assert not entries(desk)


@pytest.mark.parametrize("at", [0.1, 0.5, 0.79])
def test_stop_is_heard_until_the_change_is_written(desk: Desk, at: float) -> None:
    many = "Name\n" + "\n".join(f"Bo Person{n}" for n in range(900))
    seen: list[float] = []

    def stop(done: float) -> None:
        seen.append(done)
        if done >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_in_people(desk, planned(desk, many), (), TODAY, Words(), stop)
    assert not entries(desk)
    assert seen == sorted(seen)  # what is shown never goes back


def test_nobody_to_bring_in_is_said(desk: Desk) -> None:
    with pytest.raises(Refused):
        bring_in_people(desk, plan([], [], {}), (), TODAY, Words())
    assert Decision().way == ""


def test_numbers_go_on_from_the_last_one(desk: Desk) -> None:
    add_person(desk, Person(name="Ada", number=41), today=TODAY)
    bring(desk)
    assert sorted(one.number for one in entries(desk)) == [41, 42, 43]


def test_text_that_looks_like_markup_or_a_formula_is_a_name_like_any_other(desk: Desk) -> None:
    bring(desk, 'Name,Email\n"<b>Bo</b> =1+1",bo@example.org\n')
    assert entries(desk)[0].name == "<b>Bo</b> =1+1"
