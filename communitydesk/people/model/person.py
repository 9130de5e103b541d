"""Somebody of the group, and what is known of them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_
from communitydesk.group.model import email_troubles

ROLE_CLASSES = {
    "general": N_("General"),
    "skilled": N_("Skilled"),
    "professional": N_("Professional"),
}
"""Classes of role by which volunteer time is valued (DOMAIN, "Volunteer time as match")."""


class Person(Record):
    """Somebody of the group: volunteer, staff, committee member, sessional worker, or somebody who takes part."""

    __tablename__ = "person"
    noun = N_("person")

    name: Mapped[str] = f.text(N_("Name"), N_("As they like to be called."), required=True, personal=True, search=True)
    number: Mapped[int] = f.number(N_("Number"), N_("Stands for the name in documents."), default=0)
    role: Mapped[str] = f.text(N_("What they usually do"), N_("Gardener, session leader, treasurer ..."))
    role_class: Mapped[str] = f.choice(
        N_("Class of role"), ROLE_CLASSES, N_("Some funders value skilled time at another rate."), default="general"
    )
    is_volunteer: Mapped[bool] = f.yes_no(N_("Volunteer"), default=True)
    is_committee: Mapped[bool] = f.yes_no(N_("Committee member or trustee"))
    is_staff: Mapped[bool] = f.yes_no(N_("Paid staff"))
    is_sessional: Mapped[bool] = f.yes_no(N_("Sessional worker"))
    takes_part: Mapped[bool] = f.yes_no(N_("Takes part in what you do"))
    email: Mapped[str] = f.text(N_("E-mail"), personal=True)
    phone: Mapped[str] = f.text(N_("Phone"), personal=True)
    joined_on: Mapped[dt.date | None] = f.date(N_("Joined on"))
    left_on: Mapped[dt.date | None] = f.date(N_("Left on"))
    notes: Mapped[str] = f.long_text(N_("Notes"), N_("They stay out of every document."), personal=True)

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """An e-mail address has the form of one; nobody leaves before they join."""
        found = list(email_troubles(self.email))
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            found.append(FieldTrouble("left_on", N_("This is before {start}, when they joined."), start=self.joined_on))
        return tuple(found)
