"""One person's record, what is held, and the privacy notice: read back from the PDFs."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pdfua
import pytest

from communitydesk.capabilities import documents
from communitydesk.desk.desk import Desk
from communitydesk.desk.pdf_pages import count_pages, files_in, page_text
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import Table
from communitydesk.people.actions.details import set_free
from communitydesk.protection.actions.requests import add_request, set_notice
from communitydesk.protection.documents import record_document
from communitydesk.protection.documents.record import record_story
from communitydesk.protection.figures.person_record import Entry, PersonRecord, Section
from communitydesk.protection.model import DataRequest
from tests.paper.reader import Reading
from tests.protection.conftest import TODAY, WORDS, Made


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page_text(pdf, n) for n in range(1, count_pages(pdf) + 1)).split())


def record_of(desk: Desk, made: Made, *, with_notes: bool = False) -> tuple[str, dict[str, object]]:
    pdf = write_pdf(record_document(desk, made.person, 1, TODAY, with_notes=with_notes).make(WORDS))
    return read(pdf), json.loads(dict(files_in(pdf))["record.json"])


def test_a_persons_record_holds_all_that_is_known_of_them(desk: Desk, made: Made) -> None:
    text, data = record_of(desk, made)
    for said in (
        made.name,
        "r.okonjo@example.org",
        "07700 900123",
        "A chair",
        "brought soup",
        "The Borough",
        "1 May 2024",
    ):
        assert said in text, said
    assert {one["kind"] for one in data["records"]} >= {"person", "hours", "attendance", "emergency_contact", "consent"}  # type: ignore[union-attr]
    hours = next(one for one in data["records"] if one["kind"] == "hours")  # type: ignore[union-attr]
    assert len(hours["entries"]) == 3


def test_it_holds_their_roles_checks_claims_and_places_on_the_rota(desk: Desk, made: Made) -> None:
    text, data = record_of(desk, made)
    for said in ("Cook", "Basic", "3 February 2025", "First aid", "Seeds that", "£12.50", "home to Harl", "12.4", "28 November 2026",
                 "Said yes", "has cooked for years", "lost the parking ticket", "020 7946 0018", "wants to see it"):  # fmt: skip
        assert said in text, said
    kinds = {one["kind"] for one in data["records"]}  # type: ignore[union-attr]
    assert kinds >= {"role_held", "went_ahead", "check_seen", "certificate", "expense_claim", "expense_line",
                     "rota_answer", "contact_way", "data_request"}  # fmt: skip


def test_what_they_approved_for_somebody_else_is_told_without_what_it_was(desk: Desk, made: Made) -> None:
    text, data = record_of(desk, made)
    claims = next(one for one in data["records"] if one["kind"] == "expense_claim")["entries"]  # type: ignore[union-attr]
    assert {"person_key": "[another person]", "approved_by_key": "you"} in claims
    assert "dentist" not in text + json.dumps(data)


def test_other_people_in_it_are_hidden(desk: Desk, made: Made) -> None:
    from communitydesk.people.actions import amend_person

    amend_person(desk, made.person, free_note="Comes with Ines Carvalho, whom Ines likes.")
    text, data = record_of(desk, made)
    everything = text + json.dumps(data, ensure_ascii=False)
    for hidden in ("Ines", "Carvalho", "Ada Weller", "Sam Reed"):
        assert hidden not in everything, hidden
    assert "[another person]" in text


def test_private_notes_are_in_it_only_when_they_are_asked_for(desk: Desk, made: Made) -> None:
    without, _ = record_of(desk, made)
    with_notes, data = record_of(desk, made, with_notes=True)
    assert "is shy" not in without
    assert "Private notes about you, if there are any, are not in this copy" in without
    assert "is shy" in with_notes
    assert data["private_notes_included"] is True


@pytest.mark.parametrize("id_", ["record", "privacy-notice", "data-held"])
def test_the_machine_check_of_what_a_screen_reader_is_told_finds_nothing(
    desk: Desk, made: Made, tmp_path: Path, id_: str
) -> None:
    own = record_document(desk, made.person, 1, TODAY, with_notes=True)
    document = own if id_ == "record" else next(one for one in documents(desk, TODAY) if one.id == id_)
    path = tmp_path / "document.pdf"
    path.write_bytes(write_pdf(document.make(WORDS)))
    assert list(pdfua.validate(path).findings) == []
    assert Reading(path.read_bytes()).faults == []


def test_the_documents_name_says_a_number_and_no_name(desk: Desk, made: Made) -> None:
    document = record_document(desk, made.person, 1, TODAY, with_notes=False)
    assert document.id == "record-of-person-1"
    assert made.name not in WORDS.say(document.title)


def test_the_privacy_notice_says_what_the_group_answered_and_really_holds(desk: Desk, made: Made) -> None:
    set_notice(
        desk, asked_for="The secretary", reach="secretary@example.org", where_kept="On one computer, locked.",
        shared_with="The Borough\nOur insurer", complain="Write to the chair", agreed_on=dt.date(2026, 10, 5),
    )  # fmt: skip
    (notice,) = [one for one in documents(desk, TODAY) if one.id == "privacy-notice"]
    text = read(write_pdf(notice.make(WORDS)))
    for said in ("Garden Friends", "Ask The secretary: secretary@example.org", "Our insurer", "On one computer, locked.",
                 "Emergency contacts", "Write to the chair. We say within 30 days", "Agreed by our committee on 5 October 2026"):  # fmt: skip
        assert said in text, said
    assert "Accidents and incidents" not in text  # none are kept
    assert "not answered yet" not in text


def test_a_notice_without_answers_says_that_they_are_missing(desk: Desk) -> None:
    (notice,) = [one for one in documents(desk, TODAY) if one.id == "privacy-notice"]
    text = read(write_pdf(notice.make(WORDS)))
    assert "not answered yet" in text
    assert "With nobody" not in text  # nobody has said so
    assert "you tell us yourself" not in text


def test_the_log_of_requests_says_what_came_when_and_what_is_next(desk: Desk) -> None:
    assert "data-requests" not in {one.id for one in documents(desk, TODAY)}
    add_request(desk, DataRequest(kind="access", received_on=TODAY, who="Nimo Ali"))
    add_request(desk, DataRequest(kind="complaint", received_on=TODAY, who="ليلى الحسن"))
    (log,) = [one for one in documents(desk, TODAY) if one.id == "data-requests"]
    pdf = write_pdf(log.make(WORDS))
    text = read(pdf)
    for said in (
        "2 requests and complaints, 2 to be answered",
        "Nimo Ali",
        WORDS.short_date(TODAY),
        "Say by",
        "Answer by",
    ):
        assert said in text, said
    assert Reading(pdf).faults == []


def test_what_is_held_stands_with_its_reason_and_who_says_so(desk: Desk, made: Made) -> None:
    (held,) = [one for one in documents(desk, TODAY) if one.id == "data-held"]
    text = read(write_pdf(held.make(WORDS)))
    assert "2 years after the person has left" in text
    assert "to be checked" in text


def test_a_notice_without_answers_does_not_answer_for_the_group(desk: Desk) -> None:
    (notice,) = [one for one in documents(desk, TODAY) if one.id == "privacy-notice"]
    text = read(write_pdf(notice.make(WORDS)))
    assert "Whom to ask; Where it is kept; With whom we share it" in text
    assert "With nobody" not in text
    assert "you tell us yourself" not in text


def test_a_notice_speaks_to_whom_it_is_given(desk: Desk, made: Made) -> None:
    (notice,) = [one for one in documents(desk, TODAY) if one.id == "privacy-notice"]
    text = read(write_pdf(notice.make(WORDS)))
    assert "2 years after you leave" in text
    assert "until you leave" in text
    assert "the person" not in text.replace("when a person falls ill", "")


def test_a_record_says_once_why_each_kind_is_held_and_speaks_to_whom_it_is_of(desk: Desk, made: Made) -> None:
    text, _ = record_of(desk, made)
    assert text.count("Held because: To reach people") == 1
    assert "this person" not in text
    assert "after you leave" in text


def test_the_first_day_of_the_week_is_in_a_record(desk: Desk, made: Made) -> None:
    set_free(desk, made.person, {(0, "morning"), (2, "evening")})
    text, _ = record_of(desk, made)
    assert "Monday" in text
    assert "Wednesday" in text


def test_a_record_gives_an_amount_a_line_and_tells_once_what_is_the_same_in_all(desk: Desk, made: Made) -> None:
    fields = [("Paid to", "payee", "Shop"), ("Award", "award", "Neighbours at the table {n}"),
              ("What for", "what", "Soup for the {n} tables of the hall"), ("Line", "line", "Food and kitchen things {n}"),
              ("Amount", "amount", "£{n}34.80")]  # fmt: skip
    entries = tuple(
        Entry("payment", "x", tuple((label, name, text.format(n=n)) for label, name, text in fields))
        for n in range(1, 4)
    )
    figures = PersonRecord("G", "Ann", 1, (Section("payment", "payment", None, entries),), (), (), False, 0)
    pdf = write_pdf(record_story(figures, WORDS, TODAY))
    for n in range(1, 4):
        assert f"£{n}34.80" in page_text(pdf, 1)
    assert page_text(pdf, 1).count("Shop") == 1
    assert Reading(pdf).faults == []


def test_a_record_says_how_often_the_same_words_name_somebody(desk: Desk) -> None:
    mentions = (("payment", "Paid to", "Ann Lee"),) * 3 + (("answer", "Answer", "Ann cooked."),)
    figures = PersonRecord("G", "Ann Lee", 1, (), mentions, (), False, 0)
    text = read(write_pdf(record_story(figures, WORDS, TODAY)))
    assert "Payment: Paid to (3 times) Ann Lee" in text
    assert "Answer Ann cooked." in text


def test_what_differs_in_one_field_is_a_list_and_no_table() -> None:
    entries = tuple(Entry("attendance", "x", (("Session", "s", f"session {n}"),)) for n in range(9))
    figures = PersonRecord("G", "Ann", 1, (Section("attendance", "attendance", None, entries),), (), (), False, 0)
    story = record_story(figures, WORDS, TODAY)
    assert not [one for one in story.blocks if isinstance(one, Table)]
    assert "session 0; session 1; session 2" in read(write_pdf(story))
