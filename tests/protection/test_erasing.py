"""Erasing leaves no trace of a person, keeps every total, and cannot be undone."""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.records import Ref
from communitydesk.grants.model import Payment, SentFile
from communitydesk.people.actions import add_hours, add_person
from communitydesk.people.actions.expenses import LineInput, add_claim
from communitydesk.people.figures import hours_figures, people_count
from communitydesk.people.figures.expenses import claim_rows, claim_sums
from communitydesk.people.model import Attendance, Hours, Person
from communitydesk.protection.actions.erasing import Choice, Erased, erase_person
from communitydesk.protection.figures.holding import holding
from tests.protection.conftest import TODAY, WORDS, Made, fill
from tests.protection.everywhere import look


def erase(desk: Desk, made: Made) -> Erased:
    choices = {one.id: Choice("redact") for one in holding(desk, made.person).sent}
    return erase_person(desk, made.person, choices, TODAY, WORDS)


def test_the_search_for_traces_finds_the_person_while_they_are_there(desk: Desk, made: Made) -> None:
    found = "\n".join(look(desk.path, made.secrets))
    for place in ("bytes", "desk_blob.content", "desk_entry.before", "desk_entry.after", "desk_change.who", "search:",
                  "desk_search_content", "attachment.name", "person_note.text", "contact_way.value", "data_request.what",
                  "data_request.who", "role.what", "went_ahead.reason", "check_seen.seen_by", "planned_session.note",
                  "expense_claim.note", "expense_line.what", "expense_line.journey", "sent_report.by_whom",
                  "letter_template.signed_by", "letter_template.body"):  # fmt: skip
        assert place in found, place


NAMES = ("Rosalind Okonjo", "Łukasz Wójcik", "கவிதா சுப்பிரமணியம்", "محمد الأحمد", "Zoë van der Bergh-Müller", "陈美丽")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_file_holds_an_erased_person(desk: Desk, name: str) -> None:
    made = fill(desk, name, email="hidden.away@example.org")
    secrets = tuple(one for one in made.secrets if one.casefold() not in ("van", "der"))
    erase(desk, made)
    assert look(desk.path, secrets) == []
    assert not storage.check(desk)


def test_every_total_is_as_it_was(desk: Desk, made: Made) -> None:
    before = _totals(desk)
    erase(desk, made)
    assert _totals(desk) == before


def test_totals_stay_whatever_was_given_claimed_and_paid_and_whoever_of_them_is_erased(tmp_path: Path) -> None:
    """Made from drawn numbers: two people with hours, a claim, and payments in their name; one is erased."""
    number = count()

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(
        st.lists(st.tuples(st.booleans(), st.integers(1, 900), st.integers(0, 400)), max_size=5),
        st.lists(st.tuples(st.booleans(), st.integers(1, 99_999)), max_size=3),
        st.booleans(),
    )
    def whatever(given_hours: list[tuple[bool, int, int]], spent: list[tuple[bool, int]], first: bool) -> None:
        desk = storage.create(tmp_path / f"{next(number)}.communitydesk", models=models)
        try:
            keys = [add_person(desk, Person(name=name)).key for name in ("Rosa Martin", "Idris Bell")]
            for which, minutes, days in given_hours:
                day = TODAY - dt.timedelta(days=days)
                add_hours(desk, Hours(person_key=keys[which], minutes=minutes, given_on=day))
            for which, pence in spent:
                add_claim(desk, keys[which], [LineInput(TODAY, "Seeds", pence)])
                with desk.change("Pay") as session:
                    session.add(Payment(payee="Shop", what="Seeds", amount=pence, incurred_on=TODAY, paid_on=TODAY,
                                        paid_by_key=keys[which]))  # fmt: skip
            before = _totals(desk)
            erase_person(desk, keys[first], {}, TODAY, WORDS)
            assert _totals(desk) == before
            assert not storage.check(desk)
        finally:
            desk.close()

    whatever()


def _totals(desk: Desk) -> tuple[object, ...]:
    with desk.read() as session:
        paid = session.scalar(select(func.sum(Payment.amount)))
        return hours_figures(session), people_count(session), claim_sums(claim_rows(session)), paid


def test_a_nameless_stand_in_takes_the_place_and_tells_nothing(desk: Desk, made: Made) -> None:
    done = erase(desk, made)
    assert done.stand_in
    with desk.read() as session:
        stand_in = session.get(Person, done.stand_in.key)
        assert stand_in is not None
        assert stand_in.key != made.person
        assert (stand_in.name, stand_in.email, stand_in.phone, stand_in.access_needs) == ("Name erased", "", "", "")
        assert stand_in.household_key is None
        assert {one.person_key for one in session.scalars(select(Attendance))} == {stand_in.key, made.other}
        assert [one.note for one in session.scalars(select(Hours))] == [""] * 4


def test_nothing_ties_what_stays_to_the_key_of_the_person(desk: Desk, made: Made) -> None:
    erase(desk, made)
    for table in ("hours", "attendance"):
        with desk.read() as session:
            keys = session.scalars(select({"hours": Hours, "attendance": Attendance}[table].key)).all()
        for key in keys:
            for step in desk.history(Ref(table, key)):
                assert made.person not in str((step.before, step.after))


def test_only_the_key_is_left_of_the_person(desk: Desk, made: Made) -> None:
    erase(desk, made)
    steps = desk.history(Ref("person", made.person))
    assert steps
    assert all(step.erased and not step.fields for step in steps)
    assert desk.title(Ref("person", made.person), WORDS) == "person"


def test_it_cannot_be_undone(desk: Desk, made: Made) -> None:
    erase(desk, made)
    assert desk.undo_label is None
    with pytest.raises(Refused):
        desk.undo()


def test_a_sent_copy_that_was_replaced_says_so(desk: Desk, made: Made) -> None:
    erase(desk, made)
    from communitydesk.desk.pdf_pages import page_text

    with desk.read() as session:
        from communitydesk.desk.attachments import Attachment

        rows = session.execute(
            select(SentFile, Attachment).join(Attachment, Attachment.key == SentFile.attachment_key)
        ).all()
    assert len(rows) == 2
    for sent, _ in rows:
        assert "Redacted on 21 November 2026" in sent.note
    pdf = next(desk.content(one.sha256) for sent, one in rows if sent.role == "report")
    assert "This copy was redacted on 21 November 2026" in page_text(pdf, 1)


def test_a_picture_that_was_sent_has_to_be_decided_on(desk: Desk, made: Made) -> None:
    with pytest.raises(Refused, match="each copy that was sent"):
        erase_person(desk, made.person, {}, TODAY, WORDS)
    with desk.read() as session:
        assert session.get(Person, made.person)


def test_what_is_kept_needs_a_reason_and_a_last_day(desk: Desk, made: Made) -> None:
    sent = {one.id: Choice("keep") for one in holding(desk, made.person).sent}
    with pytest.raises(Refused, match="Say why you keep it"):
        erase_person(desk, made.person, sent, TODAY, WORDS)


def test_a_sent_copy_that_is_kept_stays_byte_for_byte_with_the_reason(desk: Desk, made: Made) -> None:
    sent = holding(desk, made.person).sent
    keep = Choice("keep", "The funder may ask until then.", dt.date(2032, 3, 31))
    done = erase_person(desk, made.person, {one.id: keep for one in sent}, TODAY, WORDS)
    assert done.kept == 2
    from communitydesk.protection.model import Kept

    with desk.read() as session:
        assert {one.why for one in session.scalars(select(Kept))} == {"The funder may ask until then."}
    assert all(desk.content(one.copy.sha256) for one in sent)
    found = look(desk.path, made.secrets)
    assert found
    assert all("bytes" in one or "desk_blob" in one for one in found)


def test_somebody_else_of_the_same_name_is_left_alone(desk: Desk, made: Made) -> None:
    from communitydesk.people.actions import add_person

    twin = add_person(desk, Person(name=made.name, email="another@example.org"))
    found = holding(desk, made.person)
    assert found.same_name
    assert not found.needles.names
    erase(desk, made)
    with desk.read() as session:
        kept = session.get(Person, twin.key)
        assert kept
        assert (kept.name, kept.email) == (made.name, "another@example.org")


def test_somebody_of_whom_nothing_counts_leaves_no_stand_in(desk: Desk) -> None:
    person = Person(name="Only Once")
    with desk.change("Begin") as session:
        session.add(person)
    done = erase_person(desk, person.key, {}, TODAY, WORDS)
    assert done.stand_in is None
    with desk.read() as session:
        assert session.scalars(select(Person)).all() == []
