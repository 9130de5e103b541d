"""Every record that tells of a person is covered by what it says of itself; a new one fails here until it is decided on."""

from __future__ import annotations

from communitydesk.desk.desk import Desk
from communitydesk.protection.figures.described import PERSON, about_people, links
from communitydesk.protection.figures.keeping import uncovered

DECIDED = {
    "attendance.person_key": "stays",
    "availability.person_key": "goes",
    "certificate.person_key": "goes",
    "check_seen.person_key": "goes",
    "checklist_tick.person_key": "goes",
    "consent.person_key": "goes",
    "contact_way.person_key": "goes",
    "data_request.person_key": "unlinked",
    "emergency_contact.person_key": "goes",
    "expense_claim.approved_by_key": "stays",
    "expense_claim.person_key": "stays",
    "guardian_consent.person_key": "goes",
    "hours.person_key": "stays",
    "other_miles.person_key": "goes",
    "payment.paid_by_key": "stays",
    "person.supporter_key": "unlinked",
    "person_note.person_key": "goes",
    "person_part.person_key": "stays",
    "person_skill.person_key": "goes",
    "reference.person_key": "goes",
    "reference.seen_by_key": "stays",
    "role.ask_key": "unlinked",
    "role_held.person_key": "goes",
    "rota_answer.person_key": "goes",
    "stage_change.person_key": "stays",
    "stand_in.person_key": "goes",
    "went_ahead.person_key": "goes",
}
HOW = (
    "A record links to a person in a way that nobody has decided on. Say in the record what becomes of it when the person "
    "is erased (`without_person`: totals need it, so it stays without a name; or it goes), and write it down here."
)


def test_what_becomes_of_each_link_to_a_person_has_been_decided(desk: Desk) -> None:
    found = {f"{one.table}.{one.field}": one.fate for one in links(desk, PERSON)}
    assert found == DECIDED, HOW


def test_every_record_with_personal_data_belongs_to_a_kind_that_is_held_for_a_reason(desk: Desk) -> None:
    assert uncovered(desk) == (), "Name these tables in resources/protection/kinds.json, in the kind they belong to."


def test_records_about_people_are_found_by_what_they_say_of_themselves(desk: Desk) -> None:
    tables = {str(one.__tablename__) for one in about_people(desk)}
    assert {"person", "hours", "attendance", "consent", "contact", "evidence_card", "report", "data_request"} <= tables
