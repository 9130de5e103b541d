"""Match: what the group adds to an award in cash, in kind and in volunteer time, and the rates that value time."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Record, ordered
from communitydesk.desk.words import N_
from communitydesk.people.model import ROLE_CLASSES

MATCH_KINDS = {"cash": N_("Cash"), "kind": N_("In kind")}


class MatchItem(Record):
    """Cash or a thing in kind that the group adds to an award, with the basis of its value."""

    __tablename__ = "match_item"
    noun = N_("match")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)
    kind: Mapped[str] = f.choice(N_("Cash or in kind"), MATCH_KINDS, default="kind", required=True)
    what: Mapped[str] = f.text(N_("What it is"), required=True, search=True)
    from_whom: Mapped[str] = f.text(N_("From whom"), search=True)
    given_on: Mapped[dt.date] = f.date(N_("Date"), required=True)
    amount: Mapped[int] = f.money(N_("Worth"), required=True, least=1)
    basis: Mapped[str] = f.text(N_("How you know what it is worth"), N_("Price in a shop, their usual hire charge."))
    attachment_key: Mapped[str | None] = f.link("attachment", N_("Paper that shows it"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """The worth of a thing has a basis (004 3.2)."""
        if self.kind == "kind" and not self.basis.strip():
            return (FieldTrouble("basis", N_("Say how you know what it is worth; the funder will ask.")),)
        return ()


class HourClaim(Record):
    """An entry of hours counted as match for an award. Unique on the hours: a second claim is refused."""

    __tablename__ = "hour_claim"
    noun = N_("hours as match")
    holds = N_("These hours are counted as match for an award. Take them out of its match first.")

    hours_key: Mapped[str] = f.link("hours", N_("Hours"), required=True, unique=True)
    award_key: Mapped[str] = f.link("award", N_("Award"), required=True)


class Rate(Record):
    """What an hour (or a day) of one class of role is worth, from when, and who says so.

    `pence` is for `minutes` minutes: 60 for an hourly rate, 420 for a day of seven hours.
    """

    __tablename__ = "rate"
    noun = N_("rate")

    scheme: Mapped[str] = f.text(N_("Whose rates"), N_("National Living Wage, or a funder's own."), required=True)
    role_class: Mapped[str] = f.choice(N_("Class of role"), ROLE_CLASSES, N_("Empty: every class."))
    starts_on: Mapped[dt.date] = f.date(N_("From"), required=True)
    ends_on: Mapped[dt.date | None] = f.date(N_("Until"), ahead=True)
    pence: Mapped[int] = f.money(N_("Rate"), required=True, least=1)
    minutes: Mapped[int] = f.hours(N_("For so many hours"), required=True)
    source: Mapped[str] = f.text(N_("Where it is published"), required=True)
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))
    hidden: Mapped[bool] = f.yes_no(N_("Do not use"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """It ends no earlier than it starts."""
        return ordered("ends_on", self.starts_on, self.ends_on)
