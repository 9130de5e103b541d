"""The summary of volunteering for a funder: numbers, hours, worth at dated rates, and counts that point at nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.grants.actions.match import add_rate
from communitydesk.grants.documents.volunteers import volunteer_documents, volunteers_document
from communitydesk.grants.figures.volunteers import volunteers
from communitydesk.people import actions
from communitydesk.people.actions.counts import set_count_limit
from communitydesk.people.model import Hours, Person, StageChange
from tests.people.reading import heard

TODAY = dt.date(2026, 11, 21)
YEAR = Period(dt.date(2025, 11, 1), dt.date(2026, 10, 31))


@pytest.fixture
def many(desk: Desk) -> tuple[str, ...]:
    """Twelve volunteers: nine English, three Welsh; ages 30 and 70; all with a postcode; one on the committee."""
    people = [
        Person(
            name=f"Volunteer Number{n}", joined_on=dt.date(2025 - n % 4, 6, 1), language="Welsh" if n < 3 else "",
            born_on=dt.date(1996 if n % 2 else 1956, 1, 1), postcode="DY1 1AA" if n < 6 else "B14 7QQ",
            is_committee=n == 0, access_needs="A ramp" if n == 5 else "",
        )
        for n in range(12)
    ]  # fmt: skip
    return tuple(actions.add_person(desk, one, today=TODAY).key for one in people)


def given(desk: Desk, person: str | None, day: dt.date, minutes: int, **more: object) -> None:
    actions.add_hours(desk, Hours(person_key=person, given_on=day, minutes=minutes, **more))


def test_hours_are_worth_what_the_rate_of_their_day_says_line_by_line(desk: Desk, many: tuple[str, ...]) -> None:
    given(desk, many[0], dt.date(2026, 3, 31), 600)
    given(desk, many[1], dt.date(2026, 4, 1), 600, role_class="skilled")
    given(desk, many[2], dt.date(2026, 4, 2), 60)
    found = volunteers(desk, TODAY, YEAR)
    assert [(line.minutes, line.pence) for line in found.worth] == [(600, 12210), (660, 13981)]
    assert found.pence == 26191
    assert (found.hours.minutes, found.hours.volunteers, found.without_rate) == (1260, 3, 0)


def test_a_rate_of_the_groups_own_counts_in_place_of_the_one_that_came(desk: Desk, many: tuple[str, ...]) -> None:
    given(desk, many[0], dt.date(2026, 4, 1), 540)
    scheme = volunteers(desk, TODAY, YEAR).scheme
    add_rate(desk, scheme=scheme, starts_on=dt.date(2026, 4, 1), pence=1109, minutes=60, source="Our funder")
    assert volunteers(desk, TODAY, YEAR).pence == 9981


def test_the_paper_says_numbers_worth_and_source_and_names_nobody(
    desk: Desk, many: tuple[str, ...], tmp_path: Path
) -> None:
    given(desk, many[0], dt.date(2026, 4, 1), 600)
    given(desk, None, dt.date(2026, 4, 1), 60, group_label="Bank", people=3)
    told = heard(volunteers_document(desk, TODAY, YEAR), tmp_path)
    assert "Volunteers gave 13 h, worth £165.23." in told
    assert "12 volunteers are with us now" in told
    assert "£12.71 an hour" in told
    assert "National Minimum Wage rates, April 2026" in told
    assert "3 h of it were given by groups" in told
    assert "1 of them is on the committee." in told
    assert "Number1" not in told


def test_small_counts_are_on_no_page_and_in_no_data(desk: Desk, many: tuple[str, ...], tmp_path: Path) -> None:
    document = volunteers_document(desk, TODAY, YEAR)
    told = heard(document, tmp_path)
    assert "Welsh" not in told  # three of twelve: with the nine others they would be found by subtracting
    assert "Too few have told us for this to be shown without pointing at somebody." in told
    assert "30" not in told
    assert "25 to 44 6" in told
    assert "B14 6" in told
    assert "DY1 6" in told
    assert "so that nobody can be recognised" in told
    files = {one.name.rsplit(".", 1)[1]: one.content for one in document.make(Words()).data}
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")))]
    assert ("language", "others together", "12") in rows
    assert not [row for row in rows if row[0] in ("language", "access") and row[1] != "others together"]
    assert ("area", "B14", "6") in rows
    assert "Welsh" not in json.dumps(json.loads(files["json"]))


def test_the_groups_own_limit_counts(desk: Desk, many: tuple[str, ...]) -> None:
    set_count_limit(desk, few=3, source="Our funder")
    counted = {one.what: dict(one.shown.counts) for one in volunteers(desk, TODAY, YEAR).who.counted}
    assert counted["language"] == {"English, or not recorded": 9, "Welsh": 3}
    desk.undo()
    assert dict(volunteers(desk, TODAY, YEAR).who.counted[2].shown.counts) == {}


def test_who_left_or_only_asked_is_no_volunteer_of_the_day(desk: Desk, many: tuple[str, ...]) -> None:
    actions.set_stage(desk, StageChange(person_key=many[0], stage="left", since_on=dt.date(2026, 11, 1)))
    actions.add_person(desk, Person(name="Curious", stage="enquiry"), today=TODAY)
    actions.add_person(desk, Person(name="To come", joined_on=dt.date(2026, 12, 1)), today=TODAY)
    actions.add_person(desk, Person(name="Paid", is_volunteer=False, is_staff=True), today=TODAY)
    who = volunteers(desk, TODAY, YEAR).who
    assert (who.people, who.committee) == (11, 0)


def test_what_nobody_told_is_not_asked_about(desk: Desk) -> None:
    actions.add_person(desk, Person(name="Bo", is_volunteer=True), today=TODAY)
    assert volunteers(desk, TODAY, YEAR).who.counted == ()


def test_last_year_has_a_document_of_its_own_when_hours_were_given_in_it(desk: Desk, many: tuple[str, ...]) -> None:
    assert [one.id for one in volunteer_documents(desk, TODAY)] == ["volunteers-for-a-funder"]
    given(desk, many[0], dt.date(2025, 5, 1), 60)
    ids = [one.id for one in volunteer_documents(desk, TODAY)]
    assert ids == ["volunteers-for-a-funder", "volunteers-for-a-funder-last-year"]


def test_an_empty_file_has_no_such_document(desk: Desk) -> None:
    assert list(volunteer_documents(desk, TODAY)) == []
