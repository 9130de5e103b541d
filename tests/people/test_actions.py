"""What can be done to people, hours and who came."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from communitydesk.activities.model import Session, Tally
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.grants.model.awards import Award
from communitydesk.grants.model.match import HourClaim
from communitydesk.group.model import Contact
from communitydesk.people import actions, figures
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures import HoursWanted
from communitydesk.people.model import Attendance, Hours, Person

SATURDAY = dt.date(2026, 11, 14)


def count(desk: Desk, kind: type) -> int:
    with desk.read() as session:
        return int(session.scalar(select(func.count()).select_from(kind)) or 0)


def a_sheet(desk: Desk, garden: str, *rows: SessionRow) -> actions.SessionRecorded:
    return actions.record_session(desk, garden, SATURDAY, 600, 750, rows)


def test_people_are_numbered_as_they_are_added(desk: Desk, ines: str, lukasz: str) -> None:
    with desk.read() as session:
        assert [row.number for row in figures.people_rows(session)] == [1, 2]


def test_a_whole_sheet_is_one_change_that_undo_takes_back(desk: Desk, garden: str, ines: str) -> None:
    done = a_sheet(
        desk,
        garden,
        SessionRow(person_key=ines, minutes=150, role="Session leader", role_class="skilled"),
        SessionRow(new_name="கமலா செல்வராஜ்", minutes=105, note="left early"),
        SessionRow(group_label="helpers from the bank", people=8, minutes=120),
        SessionRow(new_name="Rafia Sultana"),
    )
    assert len(done.new_people) == 2
    assert [one is not None for one in done.hours] == [True, True, True, False]
    assert (count(desk, Session), count(desk, Hours), count(desk, Attendance), count(desk, Person)) == (1, 3, 3, 3)
    with desk.read() as session:
        assert figures.hours_figures(session).minutes == 150 + 105 + 960
    desk.undo()
    assert (count(desk, Session), count(desk, Hours), count(desk, Attendance), count(desk, Person)) == (0, 0, 0, 1)


def test_a_visiting_class_is_people_who_came_and_not_hours(desk: Desk, garden: str) -> None:
    a_sheet(desk, garden, SessionRow(group_label="Class 4B", people=24))
    assert (count(desk, Hours), count(desk, Tally)) == (0, 1)
    with desk.read() as session:
        assert figures.attendance(session).attendances == 24


def test_nobody_is_on_one_sheet_twice(desk: Desk, garden: str, ines: str) -> None:
    with pytest.raises(FieldTrouble) as refused:
        a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60), SessionRow(person_key=ines, minutes=60))
    assert "Ines Carvalho is on the sheet twice" in str(refused.value)
    assert (count(desk, Session), count(desk, Hours)) == (0, 0)


def test_an_empty_sheet_is_refused(desk: Desk, garden: str) -> None:
    with pytest.raises(FieldTrouble):
        a_sheet(desk, garden)


def test_a_second_sheet_of_a_session_is_added_to_it(desk: Desk, garden: str, ines: str, lukasz: str) -> None:
    first = a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60))
    actions.record_session(
        desk, garden, SATURDAY, 600, 750,
        [SessionRow(person_key=ines, minutes=30), SessionRow(person_key=lukasz, minutes=60)],
        session_key=first.session.key,
    )  # fmt: skip
    assert (count(desk, Session), count(desk, Attendance), count(desk, Hours)) == (1, 2, 3)


def test_a_new_session_takes_its_place_and_the_next_sheet_number(desk: Desk, garden: str, ines: str) -> None:
    a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60))
    a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60))
    with desk.read() as session:
        assert [(one.number, one.place) for one in figures.session_counts(session)] == [
            (2, "The plot"),
            (1, "The plot"),
        ]


def test_who_is_in_the_records_is_not_removed(desk: Desk, garden: str, ines: str, lukasz: str) -> None:
    a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60))
    with pytest.raises(Refused) as refused:
        actions.remove_person(desk, ines)
    assert "Give the day they left instead" in str(refused.value)
    actions.remove_person(desk, lukasz)
    assert count(desk, Person) == 1


def test_hours_that_are_match_are_not_removed(desk: Desk, garden: str, ines: str) -> None:
    hours = Hours(person_key=ines, minutes=60, given_on=SATURDAY, activity_key=garden)
    other = Hours(person_key=ines, minutes=60, given_on=SATURDAY)
    actions.add_hours(desk, hours)
    actions.add_hours(desk, other)
    funder = Contact(name="County")
    award = Award(name="Green", funder_key=funder.key, amount=1, starts_on=SATURDAY, ends_on=SATURDAY)
    with desk.change("Claim") as session:
        for record in (funder, award, HourClaim(hours_key=hours.key, award_key=award.key)):
            session.add(record)
            session.flush()
    with pytest.raises(Refused) as refused:
        actions.remove_hours(desk, [other.key, hours.key])
    assert "counted as match" in str(refused.value)
    assert count(desk, Hours) == 2
    actions.remove_hours(desk, [other.key])
    with desk.read() as session:
        left = figures.hours_figures(session, HoursWanted(without=select(HourClaim.hours_key)))
    assert left.minutes == 0


def test_one_person_is_one(desk: Desk, ines: str) -> None:
    with pytest.raises(FieldTrouble):
        actions.add_hours(desk, Hours(person_key=ines, people=8, minutes=60, given_on=SATURDAY))
    with pytest.raises(FieldTrouble):
        actions.add_hours(desk, Hours(minutes=25 * 60, given_on=SATURDAY))
    assert count(desk, Hours) == 0


def test_two_entries_of_one_person_become_one(desk: Desk, garden: str, ines: str) -> None:
    again = actions.add_person(desk, Person(name="Inés Carvalho", email="ines@example.org")).key
    a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60), SessionRow(person_key=again, minutes=30))
    actions.merge_people(desk, ines, again)
    with desk.read() as session:
        kept = session.get(Person, ines)
        assert kept is not None
        assert kept.email == "ines@example.org"
        assert figures.person_figures(session, ines).minutes == 90
    assert (count(desk, Person), count(desk, Attendance)) == (1, 1)
    desk.undo()
    assert (count(desk, Person), count(desk, Attendance)) == (2, 2)


def test_a_session_is_removed_with_its_names_but_not_with_its_hours(desk: Desk, garden: str, ines: str) -> None:
    done = a_sheet(desk, garden, SessionRow(person_key=ines, minutes=60), SessionRow(new_name="Bo"))
    with pytest.raises(Refused):
        actions.remove_session(desk, done.session.key)
    assert count(desk, Attendance) == 2
    actions.remove_hours(desk, [one.key for one in done.hours if one])
    actions.remove_session(desk, done.session.key)
    assert (count(desk, Session), count(desk, Attendance)) == (0, 0)


def test_the_names_of_a_session_are_exactly_those_given(desk: Desk, garden: str, ines: str, lukasz: str) -> None:
    done = a_sheet(desk, garden, SessionRow(person_key=ines))
    actions.set_names(desk, done.session.key, [lukasz], ["Bo"])
    with desk.read() as session:
        assert [name for _, name in figures.names_of(session, done.session.key)] == ["Bo", "Łukasz Wójcik"]
