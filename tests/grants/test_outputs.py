"""Promises in numbers: typed, or counted from sessions, attendances, people and hours."""

import datetime as dt

from communitydesk.activities.model import Session
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import plan
from communitydesk.grants.figures.award import award_overview
from communitydesk.people.model import Attendance, Hours
from tests.grants.conftest import TODAY, Made

DAY = dt.date(2026, 5, 2)


def so_far(desk: Desk, made: Made, period: Period | None = None) -> dict[str, int | None]:
    return {one.name: one.so_far for one in award_overview(desk, made.award, TODAY, period).outputs}


def test_each_promise_is_counted_in_its_own_way(desk: Desk, made: Made) -> None:
    for source in ("typed", "sessions", "attendances", "people", "hours"):
        plan.add_output(desk, made.award, source, 10, source=source)
    typed = award_overview(desk, made.award, TODAY).outputs[0].key
    plan.count_output(desk, typed, DAY, 4)
    plan.count_output(desk, typed, dt.date(2026, 6, 2), 3)
    heads = Session(activity_key=made.garden, held_on=DAY, counted="headcount", headcount=12)
    names = Session(activity_key=made.garden, held_on=dt.date(2026, 5, 9), counted="names")
    outside = Session(activity_key=made.garden, held_on=dt.date(2025, 1, 1), counted="headcount", headcount=50)
    with desk.change("Sessions") as session:
        session.add_all((heads, names, outside))
        session.flush()
        session.add(Attendance(session_key=names.key, person_key=made.person))
        session.add(Hours(person_key=made.person, minutes=150, given_on=DAY, activity_key=made.garden))
    found = so_far(desk, made)
    assert (found["typed"], found["sessions"], found["attendances"], found["hours"]) == (7, 2, 13, 2)
    june = so_far(desk, made, Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    assert (june["typed"], june["sessions"]) == (3, 0)


def test_an_award_without_activities_counts_nothing_by_itself(desk: Desk, made: Made) -> None:
    plan.set_activities(desk, made.award, [])
    plan.add_output(desk, made.award, "Sessions", 36, source="sessions")
    output = award_overview(desk, made.award, TODAY).outputs[0]
    assert output.so_far is None
    assert not output.reached


def test_a_promise_is_removed_with_its_counts_and_comes_back(desk: Desk, made: Made) -> None:
    key = plan.add_output(desk, made.award, "Leaflets", 200)
    plan.count_output(desk, key, DAY, 150)
    plan.remove_output(desk, key)
    assert so_far(desk, made) == {}
    desk.undo()
    assert so_far(desk, made) == {"Leaflets": 150}


def test_what_belongs_to_an_award_is_exactly_what_was_set(desk: Desk, made: Made) -> None:
    plan.set_activities(desk, made.award, [made.garden, made.garden])
    assert award_overview(desk, made.award, TODAY).activities == (made.garden,)
    plan.set_activities(desk, made.award, [])
    assert award_overview(desk, made.award, TODAY).activities == ()
