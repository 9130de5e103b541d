"""What is known of the group, its aims and its contacts, as a page or a document will say it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period, add_months
from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import values_of
from communitydesk.desk.words import N_, Message
from communitydesk.group.model import Aim, Contact, Group, financial_year

CHECK_AFTER_MONTHS = 12
"""Contacts' details are looked at once a year (001 Information: directories are kept current)."""


@dataclass(frozen=True)
class GroupFigures:
    """The group's own particulars. `year` is the financial year in which the day asked for lies."""

    key: str
    name: str
    legal_form: str
    area: str
    people_served: str
    purpose: str
    currency: str
    charity_number: str
    company_number: str
    address: str
    email: str
    phone: str
    website: str
    contact_name: str
    contact_role: str
    money_held_by: str
    year_end_month: int
    year: Period

    @property
    def gaps(self) -> tuple[Message, ...]:
        """What funders usually ask of a group and is not there yet, each a sentence."""
        wanted = (
            (self.area, N_("Say where you work: funders ask for the area.")),
            (self.people_served, N_("Say who you are for, in a sentence.")),
            (self.purpose, N_("Say what you do; reports can begin with it.")),
            (self.contact_name, N_("Say whom a funder may ask.")),
        )
        return tuple(Message(sentence) for value, sentence in wanted if not value.strip())


@dataclass(frozen=True)
class AimRow:
    """An aim in its place."""

    key: str
    statement: str
    ended_on: dt.date | None


@dataclass(frozen=True)
class ContactRow:
    """An outside contact; `stale` when the details were not checked for a year, or never."""

    key: str
    name: str
    kind: str
    funder_kind: str
    person: str
    job: str
    email: str
    phone: str
    checked_on: dt.date | None
    stale: bool


def group_figures(session: Session, today: dt.date) -> GroupFigures | None:
    """Return what is known of the group; None in a file that has none yet."""
    group = session.scalars(select(Group).limit(1)).first()
    if group is None:
        return None
    month = int(group.year_end_month or 3)
    plain = ("key", "name", "legal_form", "area", "people_served", "purpose", "currency", "charity_number",
             "company_number", "address", "email", "phone", "website", "contact_name", "contact_role",
             "money_held_by")  # fmt: skip
    start, end = financial_year(today, month)
    return GroupFigures(**{name: getattr(group, name) for name in plain}, year_end_month=month, year=Period(start, end))


def current_year(session: Session, today: dt.date) -> Period:
    """Return the group's financial year around a day; April to March where no group is set up yet."""
    month = session.scalar(select(Group.year_end_month).limit(1))
    start, end = financial_year(today, int(month or 3))
    return Period(start, end)


def aims(session: Session, *, ended: bool = False) -> tuple[AimRow, ...]:
    """Return the aims in order; those that have ended only when asked for, last."""
    rows = session.execute(select(Aim.key, Aim.statement, Aim.ended_on).order_by(Aim.position, Aim.key)).all()
    found = [AimRow(*row) for row in rows]
    return tuple([row for row in found if not row.ended_on] + [row for row in found if row.ended_on and ended])


def contacts(session: Session, today: dt.date, kind: str = "") -> tuple[ContactRow, ...]:
    """Return the outside contacts by name, of one kind where given."""
    wanted = select(Contact.key, Contact.name, Contact.kind, Contact.funder_kind, Contact.person, Contact.job,
                    Contact.email, Contact.phone, Contact.checked_on)  # fmt: skip
    if kind:
        wanted = wanted.where(Contact.kind == kind)
    limit = add_months(today, -CHECK_AFTER_MONTHS)
    rows = session.execute(wanted).all()
    found = [ContactRow(*row, stale=row.checked_on is None or row.checked_on < limit) for row in rows]
    return tuple(sorted(found, key=lambda row: (row.name.casefold(), row.person.casefold())))


def currency(desk: Desk) -> str:
    """Return the currency in which the group keeps its money, pounds where no group is set up yet."""
    with desk.read() as session:
        return str(session.scalar(select(Group.currency).limit(1)) or "GBP")


def name_of(session: Session) -> str:
    """Return the group's name, "" where none is set up yet."""
    return str(session.scalar(select(Group.name).limit(1)) or "")


def contact_details(desk: Desk, key: str) -> dict[str, Any]:
    """Return every field of a contact for a form; empty when it is not there any more."""
    with desk.read() as session:
        return values_of(session.get(Contact, key))
