"""The only writers of people, hours and who came: each public function is one named change."""

from communitydesk.people.actions.hours import add_hours, amend_hours, remove_hours
from communitydesk.people.actions.merging import merge_people
from communitydesk.people.actions.people import add_person, amend_person, remove_person
from communitydesk.people.actions.sessions import SessionRecorded, record_session, remove_session, set_names

__all__ = [
    "SessionRecorded",
    "add_hours",
    "add_person",
    "amend_hours",
    "amend_person",
    "merge_people",
    "record_session",
    "remove_hours",
    "remove_person",
    "remove_session",
    "set_names",
]
