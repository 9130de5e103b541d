"""Activities, their sessions and people counted without names."""

from __future__ import annotations

import datetime as dt

import pytest

from communitydesk.activities import actions, figures
from communitydesk.activities.model import Activity, PeopleEstimate, Session
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.people.figures import session_counts

DAY = dt.date(2026, 11, 14)


@pytest.fixture
def lunch(desk: Desk) -> str:
    return actions.add_activity(desk, Activity(name="Lunch", starts_at=720, ends_at=840, place="The hall")).key


def test_a_session_takes_times_and_place_from_its_activity(desk: Desk, lunch: str) -> None:
    actions.add_session(desk, Session(activity_key=lunch, held_on=DAY))
    with desk.read() as session:
        (row,) = session_counts(session)
        assert (row.starts_at, row.ends_at, row.place, row.number, row.came) == (720, 840, "The hall", 1, None)
        assert figures.session_on(session, lunch, DAY) == ((row.key, 1, 720, 840),)
        assert figures.next_sheet(session) == 2


def test_an_activity_with_sessions_is_ended_and_not_removed(desk: Desk, lunch: str) -> None:
    actions.add_session(desk, Session(activity_key=lunch, held_on=DAY))
    with pytest.raises(Refused) as refused:
        actions.remove_activity(desk, lunch)
    assert "Say when it ended instead" in str(refused.value)
    actions.amend_activity(desk, lunch, ended_on=DAY)
    with desk.read() as session:
        assert figures.activity_rows(session, ended=False) == ()
        assert figures.activity_rows(session)[0].sessions == 1


def test_tallies_are_replaced_and_added_up(desk: Desk, lunch: str) -> None:
    key = actions.add_session(desk, Session(activity_key=lunch, held_on=DAY)).key
    actions.record_tallies(desk, key, [("Children", 3)])
    actions.record_tallies(desk, key, [("Children", 12), ("Adults", 9)], 4)
    with desk.read() as session:
        assert [(one.label, one.people) for one in figures.tallies(session, key)] == [("Children", 12), ("Adults", 9)]
        assert session_counts(session)[0].came == 21
    with pytest.raises(FieldTrouble):
        actions.record_tallies(desk, key, [("Children", 1)], 4)
    with desk.read() as session:
        assert session_counts(session)[0].came == 21
    actions.remove_session(desk, key)
    actions.remove_activity(desk, lunch)


def test_times_and_counts_that_cannot_be_are_refused_beside_their_field(desk: Desk, lunch: str) -> None:
    with pytest.raises(FieldTrouble) as refused:
        actions.add_session(desk, Session(activity_key=lunch, held_on=DAY, starts_at=800, ends_at=700))
    assert refused.value.field == "ends_at"
    key = actions.add_session(desk, Session(activity_key=lunch, held_on=DAY)).key
    with pytest.raises(FieldTrouble) as refused:
        actions.count_heads(desk, key, 4, 5)
    assert refused.value.field == "new_people"


def test_one_period_has_one_estimate(desk: Desk, lunch: str) -> None:
    def judged() -> PeopleEstimate:
        return PeopleEstimate(activity_key=lunch, start=DAY, end=DAY, people=40)

    key = actions.add_estimate(desk, judged()).key
    with pytest.raises(Refused):
        actions.add_estimate(desk, judged())
    actions.amend_estimate(desk, key, people=45)
    with desk.read() as session:
        assert [one.people for one in figures.estimates(session, [lunch])] == [45]
        assert figures.estimates(session, ["another"]) == ()
