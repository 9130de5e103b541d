"""Hours added up; who came, counted by name or estimated and labelled which."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert

from communitydesk.activities import actions as doings
from communitydesk.activities.model import Activity, PeopleEstimate, Session
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import new_key
from communitydesk.desk.words import Words
from communitydesk.people import actions, figures
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures import HoursWanted
from communitydesk.people.model import Attendance, Hours, Person

AUTUMN = Period(dt.date(2026, 9, 1), dt.date(2026, 11, 30))


def record(desk: Desk, activity: str, day: dt.date, *rows: SessionRow) -> str:
    return actions.record_session(desk, activity, day, 600, 750, rows).session.key


def test_people_are_counted_by_name_once_however_often_they_came(desk: Desk, garden: str, ines: str) -> None:
    record(desk, garden, dt.date(2026, 8, 1), SessionRow(person_key=ines))
    for day in (5, 12, 19):
        record(desk, garden, dt.date(2026, 9, day), SessionRow(person_key=ines), SessionRow(new_name=f"New {day}"))
    with desk.read() as session:
        seen = figures.attendance(session, AUTUMN)
    assert (seen.sessions, seen.attendances, seen.people.people, seen.people.how) == (3, 6, 4, "names")
    assert (seen.new, seen.returning) == (3, 1)
    assert seen.places == ("The plot",)


def test_without_names_the_number_of_different_people_is_asked_for(desk: Desk, garden: str) -> None:
    meeting = Session(activity_key=garden, held_on=dt.date(2026, 9, 5))
    doings.add_session(desk, meeting)
    doings.count_heads(desk, meeting.key, 30, 4)
    with desk.read() as session:
        seen = figures.attendance(session, AUTUMN)
    assert (seen.people.people, seen.people.how, seen.people.at_least) == (None, "unknown", 30)
    assert "Saturday growing" in Words().say(seen.troubles[-1])
    assert (seen.new, seen.returning) == (4, None)


def test_an_estimate_is_labelled_and_says_on_what_it_rests(desk: Desk, garden: str, ines: str) -> None:
    meeting = Session(activity_key=garden, held_on=dt.date(2026, 9, 5))
    doings.add_session(desk, meeting)
    doings.count_heads(desk, meeting.key, 30, 4)
    judged = PeopleEstimate(activity_key=garden, start=AUTUMN.start, end=AUTUMN.end, people=55, basis="We knew faces.")
    doings.add_estimate(desk, judged)
    with desk.read() as session:
        assert (found := figures.people_count(session, AUTUMN)).how == "estimate"
        assert (found.people, Words().say(found.basis)) == (55, "We knew faces.")
        assert figures.attendance(session, AUTUMN).returning == 51
        later = figures.people_count(session, Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30)))
    assert "1 September 2026 to 30 November 2026" in Words().say(later.basis)


def test_names_and_estimates_are_added_only_with_a_word_about_it(desk: Desk, garden: str, ines: str) -> None:
    lunch = doings.add_activity(desk, Activity(name="Lunch")).key
    record(desk, garden, dt.date(2026, 9, 5), SessionRow(person_key=ines))
    meeting = Session(activity_key=lunch, held_on=dt.date(2026, 9, 6))
    doings.add_session(desk, meeting)
    doings.record_tallies(desk, meeting.key, [("Children", 12), ("Adults", 9)], 3)
    doings.add_estimate(desk, PeopleEstimate(activity_key=lunch, start=AUTUMN.start, end=AUTUMN.end, people=40))
    with desk.read() as session:
        found = figures.people_count(session, AUTUMN)
        assert figures.people_count(session, AUTUMN, [garden]).how == "names"
        assert [(name, seen.attendances) for _, name, seen in figures.per_activity(session)] == [
            ("Lunch", 21), ("Saturday growing", 1)]  # fmt: skip
    assert (found.people, found.how) == (41, "estimate")
    assert Words().say(found.basis).startswith("1 counted by name and 40 estimated")


def test_more_names_than_heads_is_pointed_out(desk: Desk, garden: str, ines: str) -> None:
    key = record(desk, garden, dt.date(2026, 9, 5), SessionRow(person_key=ines), SessionRow(new_name="Bo"))
    doings.count_heads(desk, key, 1)
    with desk.read() as session:
        assert "more people are on the list" in Words().say(figures.attendance(session).troubles[0])


def test_a_session_that_nobody_counted_is_pointed_out(desk: Desk, garden: str) -> None:
    doings.add_session(desk, Session(activity_key=garden, held_on=dt.date(2026, 9, 5)))
    with desk.read() as session:
        seen = figures.attendance(session)
    assert (seen.uncounted, seen.attendances) == (1, 0)
    assert "Nobody is counted yet for 1 session." in Words().say(seen.troubles[0])


def test_hours_are_added_up_by_person_activity_class_and_month(desk: Desk, garden: str, ines: str) -> None:
    record(desk, garden, dt.date(2026, 9, 5), SessionRow(person_key=ines, minutes=150, role_class="skilled"),
           SessionRow(group_label="Bank", people=8, minutes=120))  # fmt: skip
    record(desk, garden, dt.date(2026, 10, 3), SessionRow(person_key=ines, minutes=60))
    with desk.read() as session:
        whole = figures.hours_figures(session, HoursWanted(period=AUTUMN))
        assert (whole.minutes, whole.entries, whole.volunteers, whole.unnamed) == (1170, 3, 1, 8)
        assert whole.by_class == {"skilled": 150, "general": 1020}
        assert [(one.label, one.minutes) for one in figures.hours_by(session, "person")] == [
            ("", 960), ("Ines Carvalho", 210)]  # fmt: skip
        assert [(one.key, one.minutes) for one in figures.hours_by(session, "month")] == [
            ("2026-09", 1110), ("2026-10", 60)]  # fmt: skip
        assert figures.hours_by(session, "activity")[0].label == "Saturday growing"
        assert [row.total for row in figures.hours_rows(session)] == [60, 150, 960]


def test_hours_typed_twice_are_noticed(desk: Desk, garden: str, ines: str, lukasz: str) -> None:
    day = dt.date(2026, 9, 5)
    record(desk, garden, day, SessionRow(person_key=ines, minutes=150))
    with desk.read() as session:
        assert figures.doubles(session, day, garden, [ines, lukasz]) == {ines: 150}
        assert figures.doubles(session, day, None, [ines]) == {}


def test_names_complete_with_those_first_who_come_most(desk: Desk, garden: str, ines: str, lukasz: str) -> None:
    for day in (5, 12):
        record(desk, garden, dt.date(2026, 9, day), SessionRow(person_key=lukasz, minutes=60))
    with desk.read() as session:
        today = dt.date(2026, 11, 14)
        assert [one.name for one in figures.name_list(session, today, garden)] == ["Łukasz Wójcik", "Ines Carvalho"]
        assert figures.regulars(session, today, garden) == ("Łukasz Wójcik",)


def test_lists_and_totals_of_eight_thousand_entries_are_whole(desk: Desk, garden: str) -> None:
    people = [{"key": new_key(), "name": f"Person {n}", "number": n, "role": "", "role_class": "general",
               "is_volunteer": True, "is_committee": False, "is_staff": False, "is_sessional": False,
               "takes_part": False, "email": "", "phone": "", "address": "", "postcode": "",
               "prefers": "", "language": "", "access_needs": "", "free_note": "", "also_called": "", "stage": "active"}
              for n in range(500)]  # fmt: skip
    first = dt.date(2015, 1, 3)
    meetings = [{"key": new_key(), "activity_key": garden, "held_on": first + dt.timedelta(days=7 * n), "place": "",
                 "counted": "names", "number": n, "notes": ""} for n in range(620)]  # fmt: skip
    given, came = [], []
    for n in range(8_000):
        meeting, person = meetings[n % 620], people[(n // 620 * 7 + n % 620) % 500]["key"]
        given.append({"key": new_key(), "person_key": person, "group_label": "", "people": 1, "minutes": 150,
                      "given_on": meeting["held_on"], "activity_key": garden, "session_key": meeting["key"],
                      "role_class": "general", "role": "", "note": ""})  # fmt: skip
        came.append({"key": new_key(), "session_key": meeting["key"], "person_key": person})
    with desk.change("Fill") as session:
        for kind, rows in ((Person, people), (Session, meetings), (Hours, given)):
            session.execute(insert(kind), rows)
        unique = {(one["session_key"], one["person_key"]): one for one in came}
        session.execute(insert(Attendance), list(unique.values()))
    with desk.read() as session:
        rows = figures.hours_rows(session)
        assert figures.hours_figures(session).minutes == 8_000 * 150
        assert len(figures.people_rows(session)) == 500
        assert len(figures.hours_by(session, "person")) == 500
        assert figures.attendance(session, Period(dt.date(2026, 1, 1), None)).people.how == "names"
    assert len(rows) == 8_000
