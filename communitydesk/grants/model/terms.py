"""What a funder asks in return for an award. A term that is not the funder's own is suggested by the award's size.

In a record of terms a field that is empty (NULL) means: the funder said nothing, take the suggestion
(`grants.proportion`). A field that holds something is the funder's word and overrides it (DOMAIN,
"Proportionate monitoring"; 004 3.3, 5.3, 5.4).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

RECEIPTS = {
    "none": N_("No receipts wanted"),
    "keep": N_("Keep them, in case the funder asks"),
    "send": N_("Send them with the report"),
}
UNDERSPEND = {
    "return": N_("Give it back"),
    "ask": N_("Ask what to do"),
    "keep": N_("Keep it for the same purpose"),
}
VOLUNTEER_TIME = {
    "all": N_("It counts"),
    "some": N_("Only some classes of role count"),
    "none": N_("It does not count"),
}


class Terms(Record):
    """The terms of one award; each field is the funder's word, or empty for the suggestion."""

    __tablename__ = "terms"
    noun = N_("terms")

    award_key: Mapped[str] = f.link("award", N_("Award"), required=True, unique=True)
    report_wanted: Mapped[bool | None] = f.yes_no(
        N_("A report wanted"), N_("Some funders want none for a small grant."), default=None
    )
    report_days: Mapped[int | None] = f.number(N_("Report due, days after the end"), least=0, most=3650)
    report_on: Mapped[dt.date | None] = f.date(N_("Or report due on a date"), ahead=True)
    receipts: Mapped[str | None] = f.choice(N_("Receipts"), RECEIPTS, default=None)
    numbers: Mapped[bool | None] = f.yes_no(N_("Numbers wanted: how many sessions, people, hours"), default=None)
    budget: Mapped[bool | None] = f.yes_no(N_("Budget against spending wanted, with reasons"), default=None)
    outcomes: Mapped[int | None] = f.number(N_("Outcomes to report on, at most"), least=0, most=20)
    learning: Mapped[bool | None] = f.yes_no(N_("What was learned wanted"), default=None)
    risks: Mapped[bool | None] = f.yes_no(N_("Risks and changes wanted"), default=None)
    accounts: Mapped[bool | None] = f.yes_no(N_("Your group's accounts wanted"), default=None)
    words_each: Mapped[int | None] = f.number(N_("Most words in an answer"), least=10, most=100_000)
    words_all: Mapped[int | None] = f.number(N_("Most words in the whole report"), least=10, most=1_000_000)
    photographs: Mapped[int | None] = f.number(N_("Photographs wanted"), least=0, most=100)
    acknowledgement: Mapped[str | None] = f.long_text(
        N_("How to thank them in public"), N_("The words or the logo they ask you to use."), default=None
    )
    years_to_keep: Mapped[int | None] = f.number(N_("Years to keep records"), least=0, most=50)
    cash_limit: Mapped[int | None] = f.money(N_("Largest payment in cash"), least=0)
    underspend: Mapped[str | None] = f.choice(N_("Money left over"), UNDERSPEND, default=None)
    move_percent: Mapped[int | None] = f.number(
        N_("You may move up to so many per cent of a line without asking"), least=0, most=100
    )
    volunteer_time: Mapped[str | None] = f.choice(N_("Volunteer time as match"), VOLUNTEER_TIME, default=None)
    volunteer_classes: Mapped[str | None] = f.text(
        N_("Classes that count"), N_("general, skilled, professional"), default=None
    )
    volunteer_cap: Mapped[int | None] = f.money(N_("Most that volunteer time may count for"), least=0)
    rate_scheme: Mapped[str | None] = f.text(N_("Rates for volunteer time"), default=None)
    match_wanted: Mapped[int | None] = f.money(N_("Match that you promised"), least=0)
    names_wanted: Mapped[bool | None] = f.yes_no(N_("Names of volunteers wanted"), default=None)
    equipment_consent: Mapped[int | None] = f.money(N_("Ask before selling equipment that cost more than"), least=0)
    upload_limit: Mapped[int | None] = f.number(
        N_("Largest file their portal or mailbox takes, in megabytes"), least=1, most=1000
    )
    by_web_form: Mapped[bool | None] = f.yes_no(N_("The report is typed into a web form"), default=None)
    quoted_from: Mapped[str] = f.text(N_("Where these terms are written"), N_("Offer letter of 3 May 2026, page 2."))

    def title(self, words: Words) -> str:
        """What they are."""
        return words("terms")
