"""The sample's volunteers are a believable lot, and what is to be looked at among them stands on the first page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from communitydesk import storage
from communitydesk.activities.model import Activity, PlannedSession
from communitydesk.agenda.figures import due_and_wrong, worth_a_word
from communitydesk.capabilities import models
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.grants.model import Allocation, Award, ClaimPayment
from communitydesk.group.model import Aim, Contact, Group
from communitydesk.impact.model import Measure, Outcome
from communitydesk.people.figures.concerns import can_wait, pressing
from communitydesk.people.figures.expenses import ClaimsWanted, claim_rows
from communitydesk.people.figures.joining import spells
from communitydesk.people.figures.roles import went_ahead, who_is_in_date
from communitydesk.people.figures.rota import planned_rows, warnings
from communitydesk.people.model import (
    Availability,
    ExpensePart,
    GuardianConsent,
    Household,
    Part,
    Person,
    PersonSkill,
    RotaAnswer,
    StageChange,
    age_on,
)
from communitydesk.sample.actions import AWARDS, data
from communitydesk.sample.book import Book
from communitydesk.sample.calendar import Calendar
from communitydesk.sample.happenings import happenings
from communitydesk.sample.rota import rota
from communitydesk.sample.volunteers import answers, volunteers
from tests.sample.conftest import TODAY
from tests.sample.test_sample import every

WORDS = Words()


def test_people_are_at_every_stage_and_of_every_kind_that_the_group_has(sample: Desk) -> None:
    people = every(sample, Person)
    assert {one.stage for one in people} == {"enquiry", "applied", "trial", "active", "paused", "left"}
    assert {one.kind for one in every(sample, Part)} == {"is_volunteer", "is_committee", "is_sessional", "takes_part"}
    gone = {one.key for one in people if one.stage == "left"}
    left = [one for one in every(sample, StageChange) if one.stage == "left"]
    assert len(gone) >= 4
    assert {one.person_key for one in left} == gone
    assert all(one.reason_key and one.said for one in left)


def test_steps_and_dates_say_the_same_of_everybody(sample: Desk) -> None:
    steps: dict[str, StageChange] = {}
    for one in sorted(every(sample, StageChange), key=lambda one: (one.since_on, one.key)):
        steps[one.person_key] = one
    for person in every(sample, Person):
        assert steps[person.key].stage == person.stage
        assert (person.left_on is None) == (person.stage != "left")
    with sample.read() as session:
        lasted = [one.months(TODAY) for one in spells(session, TODAY, "is_volunteer")]
    assert min(one for one in lasted if one is not None) < 3
    assert max(one for one in lasted if one is not None) > 24


def test_checks_and_training_are_in_date_about_to_lapse_lapsed_and_missing(sample: Desk) -> None:
    with sample.read() as session:
        found = who_is_in_date(session, TODAY)
        ahead = went_ahead(session)
    states = Counter(one.finding.state for one in found)
    assert states["ok"] > states["late"] > 3
    assert {one.finding.kind for one in found if one.finding.state == "due"} == {"check", "training"}
    assert any(one.finding.until and one.finding.until < TODAY for one in found)
    assert {one.planned_on is None for one in ahead} == {True, False}
    assert all(one.reason and one.decided_by and one.lacking for one in ahead)


def test_one_young_volunteer_lives_with_a_parent_who_agreed_until_soon(sample: Desk) -> None:
    (consent,) = every(sample, GuardianConsent)
    (young,) = [one for one in every(sample, Person) if one.born_on and age_on(one.born_on, TODAY) < 18]
    assert consent.person_key == young.key
    assert consent.holds_on(TODAY)
    assert consent.until_on
    assert consent.until_on < TODAY + dt.timedelta(days=30)
    assert young.household_key in {one.key for one in every(sample, Household)}
    assert {one.person_key for one in every(sample, Availability)} & {
        one.person_key for one in every(sample, PersonSkill)
    }


def test_the_rota_has_empty_places_one_double_booking_and_one_day_to_confirm(sample: Desk) -> None:
    with sample.read() as session:
        rows = planned_rows(session, Period(TODAY, None))
        told = [WORDS.say(one.sentence) for one in warnings(session, rows)]
        past = session.scalars(select(PlannedSession).where(PlannedSession.planned_on < TODAY)).all()
    assert (rows[-1].planned_on - TODAY).days > 45
    assert sum(one.empty for one in rows if (one.planned_on - TODAY).days < 8) >= 3
    assert any(one.empty == 0 for one in rows)
    assert len([one for one in told if "at the same time" in one]) == 2  # one person, said at each of the two sessions
    assert any("First aid" in one for one in told)
    assert len(past) > 8
    assert len([one for one in past if one.session_key is None]) == 1
    numbers = Counter(one.number for one in every(sample, PlannedSession))
    assert max(numbers.values()) == 1


def test_claims_wait_are_to_be_paid_paid_on_an_awards_line_and_given(sample: Desk) -> None:
    with sample.read() as session:
        rows = {one.state: one for one in claim_rows(session, ClaimsWanted())}
    assert set(rows) == {"claimed", "approved", "paid", "waived"}
    (paid,) = every(sample, ClaimPayment)
    share = next(one for one in every(sample, Allocation) if one.payment_key == paid.payment_key)
    assert share.amount == rows["paid"].total == sum(one.amount for one in every(sample, ExpensePart))
    assert next(one for one in every(sample, Award) if one.key == share.award_key).name == "The Growing Room"


def test_the_first_page_says_what_is_to_be_looked_at_among_people(sample: Desk) -> None:
    now = [item for item in due_and_wrong(sample, TODAY) if item.urgency != "later"]
    said = {WORDS.say(item.title): (item.place, WORDS.say(item.sentence)) for item in now if item.place != "grants"}
    assert said["Katarzyna Nowak"] == ("people", "Their trial ended on 17 November 2026. How did it go?")
    assert said["Ayesha Qureshi"][1] == "The guardian's consent ends on 9 December 2026."
    assert said["Role: Tea and Talk host"][1].startswith("Enhanced DBS check: nobody has said")
    assert said["Checks and training"][1].endswith("3 things more.")
    assert said["Places to fill"][0] == "rota"
    rota = " ".join(WORDS.say(item.sentence) for item in now if item.place == "rota")
    assert "Tom Hartley is on the rota of Saturday garden at the same time" in rota
    assert "What happened at 1 planned session is not said yet." in rota
    assert {WORDS.say(one.title) for one in worth_a_word(sample, TODAY)} >= {"Emergency contacts", "Joining"}


def test_what_somebody_has_decided_already_can_wait(sample: Desk) -> None:
    with sample.read() as session:
        now = [WORDS.say(one.sentence) for one in pressing(session, TODAY)]
        later = [one for one in can_wait(session, TODAY) if WORDS.say(one.title) == "Checks and training"]
    assert not any("Food hygiene. Not done yet" in one for one in now)
    assert [one.tab for one in later] == ["indate"]


def test_a_group_without_people_has_nothing_to_look_at(tmp_path: Path) -> None:
    desk = storage.create(tmp_path / "new.communitydesk", models=models)
    with desk.read() as session:
        assert [*pressing(session, TODAY), *can_wait(session, TODAY)] == []
    desk.close()


@pytest.mark.parametrize(
    "today",
    [dt.date(2026, 12, 28), dt.date(2026, 7, 31), dt.date(2028, 2, 29), dt.date(2027, 1, 4), dt.date(2026, 8, 16)],
)
def test_the_rota_can_be_told_from_any_day(today: dt.date) -> None:
    book = Book(Calendar(today), "Copperbeech")
    book.read_all(data("group"), (Group, Aim, Contact))
    answers(book, data("volunteers"))
    book.read_all(data("people"), (Person, Activity))
    book.read_all(data("evidence"), (Outcome, Measure))
    book.read_all(data("awards"), AWARDS)
    happenings(book)
    volunteers(book, data("volunteers"))
    rota(book, data("volunteers"))
    asked = Counter((one.planned_key, one.person_key) for one in book.kept(RotaAnswer))
    assert max(asked.values()) == 1
    days = {one.key: one.planned_on for one in book.kept(PlannedSession)}
    tom = book.key_of(Person, "tom")
    assert len({days[one.planned_key] for one in book.kept(RotaAnswer) if one.person_key == tom}) == 1
    assert len([one for one in book.kept(RotaAnswer) if one.person_key == tom]) == 2
