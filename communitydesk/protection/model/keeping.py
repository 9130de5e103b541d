"""Why each kind of data is held and for how long, and what the group keeps past that time."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_

BASES = {
    "consent": N_("They said yes, and may take it back"),
    "contract": N_("You have agreed something together"),
    "legal": N_("The law asks you to"),
    "interests": N_("You need it to run the group, and it does them no unexpected harm"),
    "vital": N_("It may save somebody's life"),
    "public": N_("It is a public task"),
}
"""The six lawful bases of the UK GDPR, article 6, in plain words."""

CLOCKS = {
    "left": N_("after the person has left"),
    "event": N_("after it was written or last checked"),
    "lapse": N_("after the consent has ended"),
    "year": N_("after the end of your financial year"),
}


class KeepingRule(Record):
    """Why and how long the group holds one kind of data, in place of what the program suggests."""

    __tablename__ = "keeping_rule"
    __table_args__ = (UniqueConstraint("kind", name="one_rule_a_kind"),)
    noun = N_("rule for keeping data")

    kind: Mapped[str] = f.text(N_("Kind of data"), required=True)
    purpose: Mapped[str] = f.long_text(N_("What you hold it for"), required=True)
    basis: Mapped[str] = f.choice(N_("What allows you to"), BASES, default="interests", required=True)
    months: Mapped[int] = f.number(
        N_("How many months you keep it"),
        N_("24 is two years. 0 is not a day longer."),
        required=True,
        least=0,
        most=1200,
    )
    source: Mapped[str] = f.text(
        N_("Who says so"), N_("Your committee's decision of 3 May, a law, a funder's terms."), required=True
    )
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))


class Kept(Record):
    """A record, or a copy that was sent, that the group decided to keep: why, and until when."""

    __tablename__ = "kept"
    __table_args__ = (UniqueConstraint("tbl", "record_key", name="kept_once"),)
    noun = N_("decision to keep a record")

    tbl: Mapped[str] = f.text(N_("Kind of record"), required=True)
    record_key: Mapped[str] = f.text(N_("Record"), required=True)
    why: Mapped[str] = f.text(N_("Why you keep it"), required=True)
    until: Mapped[dt.date] = f.date(N_("Until"), required=True, ahead=True)
    decided_on: Mapped[dt.date | None] = f.date(N_("Decided on"))


class StandIn(Record):
    """Says of a nameless person that they stand for somebody who was erased, so that totals stay right."""

    __tablename__ = "stand_in"
    noun = N_("nameless stand-in")

    person_key: Mapped[str] = f.link("person", N_("Stands for somebody erased"), required=True, unique=True)
    erased_on: Mapped[dt.date] = f.date(N_("Erased on"), required=True)
