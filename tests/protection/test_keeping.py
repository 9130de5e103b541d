"""What is past its time is found, kept with a reason, or let go; requests are answered by their deadline."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from communitydesk.agenda.figures import home
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.people.actions import add_hours, add_person, amend_person
from communitydesk.people.model import EmergencyContact, Hours, Person
from communitydesk.protection.actions import keeping
from communitydesk.protection.actions import requests as asking
from communitydesk.protection.actions.erasing import Choice, erase_person
from communitydesk.protection.figures.holding import holding
from communitydesk.protection.figures.keeping import PastItem, held_kinds, kept_rows, past_their_time
from communitydesk.protection.figures.requests import requests
from communitydesk.protection.kinds import KindRow, built_in_deadlines, built_in_kinds
from communitydesk.protection.model import DataRequest
from tests.protection.conftest import TODAY, WORDS, Made
from tests.protection.everywhere import look

LONG_AGO = dt.date(2024, 10, 1)


def past(desk: Desk, kind: str = "", day: dt.date = TODAY) -> list[PastItem]:
    return [one for one in past_their_time(desk, day) if not kind or one.kind.id == kind]


def gone(desk: Desk, name: str = "Pat Lowe", left: dt.date = LONG_AGO) -> str:
    key = add_person(desk, Person(name=name, joined_on=dt.date(2022, 1, 1)), today=dt.date(2022, 1, 1)).key
    amend_person(desk, key, left_on=left, stage="left", today=left)
    return key


def test_every_kind_says_what_for_what_allows_it_and_who_says_so() -> None:
    for row in built_in_kinds():
        assert row.purpose
        assert row.source
        assert row.sure or row.note, f"{row.id} does not say what could not be checked"
    assert {row.kind for row in built_in_deadlines()} == {"access", "erase", "correct", "object", "complaint"}


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 120), st.integers(-40, 40))
def test_nothing_that_began_after_the_day_asked_for_first_is_past_its_time(
    start: dt.date, months: int, days: int
) -> None:
    kind = KindRow("k", "", "", "", months, "left", "")
    today = kind.ends(start) + dt.timedelta(days=days)
    assert kind.ends(start) >= today or start <= kind.began(today)


def test_somebody_who_left_is_past_their_time_after_two_years_and_not_a_day_before(desk: Desk) -> None:
    gone(desk)
    assert past(desk, "contact", dt.date(2026, 10, 1)) == []
    (item,) = past(desk, "contact", dt.date(2026, 10, 2))
    assert (item.name, item.until, item.whole_person) == ("Pat Lowe", dt.date(2026, 10, 1), True)


def test_what_the_group_decided_counts_instead(desk: Desk) -> None:
    gone(desk)
    keeping.set_rule(desk, "contact", purpose="To thank them", basis="interests", months=36, source="Committee, 3 May")
    assert past(desk, "contact") == []
    (row,) = [one.kind for one in held_kinds(desk) if one.kind.id == "contact"]
    assert (row.months, row.source) == (36, "Committee, 3 May")
    keeping.remove_rule(desk, row.key)
    assert len(past(desk, "contact")) == 1


def test_emergency_contacts_are_past_their_time_when_the_person_has_left(desk: Desk) -> None:
    key = gone(desk, left=dt.date(2026, 11, 1))
    with desk.change("More") as session:
        session.add(EmergencyContact(person_key=key, name="Ada Weller", phone="07700 900555"))
    (item,) = past(desk, "emergency")
    keeping.let_go(desk, item, TODAY, WORDS)
    assert past(desk, "emergency") == []
    assert look(desk.path, ("Ada Weller", "Weller", "900555")) == []
    with desk.read() as session:
        assert session.get(Person, key)


def test_access_needs_go_with_their_history_and_the_person_stays(desk: Desk) -> None:
    key = gone(desk, left=dt.date(2026, 11, 1))
    amend_person(desk, key, access_needs="Zimmerframe")
    (item,) = past(desk, "access")
    keeping.let_go(desk, item, TODAY, WORDS)
    assert look(desk.path, ("Zimmerframe",)) == []
    with desk.read() as session:
        person = session.get(Person, key)
    assert person
    assert (person.name, person.access_needs) == ("Pat Lowe", "")


def test_an_enquiry_that_came_to_nothing_is_past_its_time_after_six_months(desk: Desk) -> None:
    day = dt.date(2026, 4, 1)
    add_person(desk, Person(name="Jo Field", stage="enquiry"), today=day)
    assert [one.name for one in past(desk, "enquiry")] == ["Jo Field"]
    assert past(desk, "enquiry", dt.date(2026, 10, 1)) == []


def test_what_is_kept_for_a_reason_is_off_the_list_until_its_day(desk: Desk) -> None:
    gone(desk)
    (item,) = past(desk, "contact")
    with pytest.raises(FieldTrouble, match="still to come"):
        keeping.keep_longer(desk, item, "A claim is open", TODAY, TODAY)
    keeping.keep_longer(desk, item, "A claim is open", dt.date(2027, 3, 31), TODAY)
    assert past(desk, "contact") == []
    (kept,) = kept_rows(desk)
    assert (kept.why, kept.until) == ("A claim is open", dt.date(2027, 3, 31))
    (again,) = past(desk, "contact", dt.date(2027, 4, 1))
    assert again.kept_why == "A claim is open"
    keeping.stop_keeping(desk, kept.key)
    assert len(past(desk, "contact")) == 1


def test_a_nameless_stand_in_is_past_nothing(desk: Desk) -> None:
    key = gone(desk)
    add_hours(desk, Hours(person_key=key, minutes=60, given_on=dt.date(2023, 1, 1)))
    erase_person(desk, key, {}, TODAY, WORDS)
    assert past(desk) == []


def test_a_photograph_whose_consent_was_taken_back_is_past_its_time_and_is_emptied(desk: Desk, made: Made) -> None:
    from communitydesk.impact.actions import withdraw_consent
    from communitydesk.impact.model import Consent, EvidenceCard

    with desk.read() as session:
        consent = session.scalars(select(Consent.key)).one()
    withdraw_consent(desk, consent, dt.date(2026, 11, 1))
    (item,) = past(desk, "evidence")
    keeping.let_go(desk, item, TODAY, WORDS)
    with desk.read() as session:
        card = session.get(EvidenceCard, made.card)
    assert card
    assert (card.attachment_key, card.text, card.name) == (None, "", "Taken out on 21 November 2026")


def test_a_sent_copy_that_was_kept_comes_back_when_its_time_is_over(desk: Desk, made: Made) -> None:
    keep = Choice("keep", "The funder may ask.", dt.date(2026, 12, 31))
    erase_person(desk, made.person, {one.id: keep for one in holding(desk, made.person).sent}, TODAY, WORDS)
    assert len(kept_rows(desk)) == 2
    assert [one for one in past(desk, day=dt.date(2026, 12, 31)) if one.ref.table == "sent_file"] == []
    over = [one for one in past(desk, day=dt.date(2027, 1, 1)) if one.ref.table == "sent_file"]
    assert len(over) == 2
    assert {one.kept_why for one in over} == {"The funder may ask."}
    for one in over:
        keeping.let_go(desk, one, dt.date(2027, 1, 1), WORDS)
    assert look(desk.path, made.secrets) == []
    assert kept_rows(desk) == ()


def test_a_paper_that_was_kept_comes_back_when_its_time_is_over_and_is_taken_out(desk: Desk, made: Made) -> None:
    found = holding(desk, made.person)
    keep = Choice("keep", "It proves what was bought.", dt.date(2026, 12, 31))
    choices = {one.id: Choice("redact") for one in found.sent} | {one.id: keep for one in found.papers}
    erase_person(desk, made.person, choices, TODAY, WORDS)
    assert look(desk.path, made.secrets)
    over = [one for one in past(desk, day=dt.date(2027, 1, 1)) if one.ref.table == "attachment"]
    assert over
    for one in over:
        keeping.let_go(desk, one, dt.date(2027, 1, 1), WORDS)
    assert look(desk.path, made.secrets) == []


def test_a_payment_past_its_time_loses_who_paid_it_and_keeps_its_amount(desk: Desk) -> None:
    from communitydesk.grants.model import Payment

    key = add_person(desk, Person(name="Pat Lowe")).key
    with desk.change("Pay") as session:
        paid = Payment(payee="Pat Lowe", what="Seeds", amount=1250, incurred_on=dt.date(2019, 5, 1),
                       paid_on=dt.date(2019, 5, 1), paid_by_key=key)  # fmt: skip
        session.add(paid)
    assert past(desk, "money", dt.date(2026, 3, 31)) == []  # six years from the end of March 2020
    (item,) = past(desk, "money", dt.date(2026, 4, 1))
    assert item.stays
    keeping.let_go(desk, item, TODAY, WORDS)
    with desk.read() as session:
        left = session.get(Payment, paid.key)
    assert left
    assert (left.amount, left.paid_by_key, left.payee) == (1250, None, "[removed]")
    assert past(desk, "money") == []


# -- requests ---------------------------------------------------------------------------------


def asked(desk: Desk, kind: str, received: dt.date, **values: object) -> str:
    return asking.add_request(desk, DataRequest(kind=kind, received_on=received, who="Sam Reed", **values)).key


def test_an_access_request_is_answered_within_a_month(desk: Desk) -> None:
    asked(desk, "access", dt.date(2026, 1, 31))
    (row,) = requests(desk)
    assert (row.next_step, row.due) == ("answer", dt.date(2026, 2, 28))
    assert row.state(dt.date(2026, 3, 1)) == "late"


def test_a_complaint_is_acknowledged_within_thirty_days_since_the_law_asks_it(desk: Desk) -> None:
    key = asked(desk, "complaint", dt.date(2026, 6, 19))
    asked(desk, "complaint", dt.date(2026, 6, 18))
    new, before = sorted(requests(desk), key=lambda row: row.received_on, reverse=True)
    assert (new.next_step, new.due) == ("acknowledge", dt.date(2026, 7, 19))
    assert before.due is None
    asking.acknowledged(desk, key, dt.date(2026, 7, 1))
    (row,) = [one for one in requests(desk) if one.key == key]
    assert (row.next_step, row.due) == ("answer", dt.date(2026, 9, 19))


def test_the_groups_own_deadline_counts_instead(desk: Desk) -> None:
    asking.set_deadline(desk, kind="access", step="answer", starts_on=dt.date(2018, 5, 25), months=0, days=14,
                        source="Committee", checked_on=None)  # fmt: skip
    asked(desk, "access", dt.date(2026, 11, 1))
    assert requests(desk)[0].due == dt.date(2026, 11, 15)


def test_a_longer_time_that_they_were_told_of_counts(desk: Desk) -> None:
    asked(desk, "access", dt.date(2026, 11, 1), extended_to=dt.date(2027, 1, 31))
    assert requests(desk)[0].due == dt.date(2027, 1, 31)


def test_home_tells_of_requests_and_of_what_is_past_its_time(desk: Desk) -> None:
    asked(desk, "access", dt.date(2026, 10, 30))
    gone(desk)
    found = {WORDS.say(item.title): item for item in home(desk, TODAY).items}
    item = found["Data protection: To see what you hold on them"]
    assert (item.urgency, item.place, item.tab) == ("due", "protection", "requests")
    assert WORDS.say(item.sentence) == "Answer by 30 November 2026."
    assert WORDS.say(found["Past its time"].sentence) == "1 thing that you hold on people is past its time."


def test_erasing_a_person_empties_their_requests_and_keeps_that_they_were_answered(desk: Desk, made: Made) -> None:
    asking.add_request(
        desk, DataRequest(kind="erase", received_on=TODAY, person_key=made.person, what="Please", answered_on=TODAY)
    )
    choices = {one.id: Choice("withdraw") for one in holding(desk, made.person).sent}
    erase_person(desk, made.person, choices, TODAY, WORDS)
    (row,) = [one for one in requests(desk) if one.kind == "erase"]
    assert (row.kind, row.who, row.what, row.answered_on) == ("erase", "", "", TODAY)
    assert {(one.kind, one.who, one.what) for one in requests(desk) if one.answered_on is None} == {
        ("access", "", ""), ("complaint", "[name removed]'s aunt", "About a photograph")
    }  # fmt: skip
