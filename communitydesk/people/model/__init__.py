"""The records of people: who they are, the time that they give, and the sessions that they came to."""

from communitydesk.people.model.hours import Attendance, Hours
from communitydesk.people.model.person import ROLE_CLASSES, Person

__all__ = ["ROLE_CLASSES", "Attendance", "Hours", "Person"]
