"""The group itself, its aims, and its outside contacts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.dates import add_months
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.reach import troubles_of
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_, Words

LEGAL_FORMS = {
    "unconstituted": N_("An informal group with no constitution"),
    "association": N_("An association with a constitution"),
    "charity": N_("A registered charity (association or trust)"),
    "cio": N_("A charitable incorporated organisation (CIO)"),
    "company": N_("A company limited by guarantee"),
    "charitable_company": N_("A charitable company"),
    "cic": N_("A community interest company"),
    "casc": N_("A community amateur sports club"),
    "cooperative": N_("A co-operative or community benefit society"),
    "other": N_("Something else"),
}

MONTHS = {str(n): name for n, name in enumerate(
    (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
     N_("August"), N_("September"), N_("October"), N_("November"), N_("December")), 1)}  # fmt: skip

CURRENCIES = {"GBP": N_("Pounds sterling"), "EUR": N_("Euros"), "USD": N_("US dollars")}

CONTACT_KINDS = {
    "funder": N_("Funder"),
    "council": N_("Council officer or councillor"),
    "umbrella": N_("Umbrella or support body"),
    "partner": N_("Partner group"),
    "supplier": N_("Supplier"),
    "other": N_("Other"),
}

FUNDER_KINDS = {
    "public": N_("A council or other public body"),
    "trust": N_("A trust or foundation"),
    "lottery": N_("A lottery distributor"),
    "company": N_("A company"),
    "person": N_("A person or a group of people"),
    "other": N_("Something else"),
}


class Group(Record):
    """The community group whose file this is; a file holds exactly one."""

    __tablename__ = "group_profile"
    noun = N_("your group")

    name: Mapped[str] = f.text(N_("Name of your group"), required=True, search=True)
    legal_form: Mapped[str] = f.choice(
        N_("What kind of body is it?"),
        LEGAL_FORMS,
        N_("If you are not sure, choose the first."),
        default="unconstituted",
    )
    area: Mapped[str] = f.text(N_("Where you work"), N_("An estate, a village, a town, a county."))
    people_served: Mapped[str] = f.long_text(
        N_("Who you are for"), N_("In a sentence, as you would say it to a neighbour.")
    )
    purpose: Mapped[str] = f.long_text(N_("What you do"), N_("One or two sentences that reports can begin with."))
    year_end_month: Mapped[str] = f.choice(N_("Your financial year ends at the end of"), MONTHS, default="3")
    currency: Mapped[str] = f.choice(N_("Money is in"), CURRENCIES, default="GBP")
    charity_number: Mapped[str] = f.text(N_("Charity number"))
    company_number: Mapped[str] = f.text(N_("Company number"))
    address: Mapped[str] = f.long_text(N_("Address"))
    email: Mapped[str] = f.text(N_("E-mail"))
    phone: Mapped[str] = f.text(N_("Phone"))
    website: Mapped[str] = f.text(N_("Website"))
    contact_name: Mapped[str] = f.text(N_("Who funders may ask"), personal=True)
    contact_role: Mapped[str] = f.text(N_("Their role in the group"), N_("Treasurer, chair, secretary ..."))
    money_held_by: Mapped[str] = f.text(
        N_("Who holds your money, if you have no bank account"), N_("Another body that receives grants for you.")
    )

    def year_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last day of the financial year in which `day` lies."""
        return financial_year(day, int(self.year_end_month or 3))


class Aim(Record):
    """Something that the group exists to bring about."""

    __tablename__ = "aim"
    noun = N_("aim")

    statement: Mapped[str] = f.long_text(N_("Aim"), N_("Something you want to change."), required=True, search=True)
    position: Mapped[int] = f.number(N_("Order"), default=0)
    ended_on: Mapped[dt.date | None] = f.date(N_("No longer an aim since"))


class Contact(Record):
    """A body or a person outside the group: a funder, a council officer, an umbrella body."""

    __tablename__ = "contact"
    noun = N_("outside contact")

    name: Mapped[str] = f.text(N_("Organisation"), required=True, search=True)
    kind: Mapped[str] = f.choice(N_("What they are to you"), CONTACT_KINDS, default="funder")
    funder_kind: Mapped[str] = f.choice(N_("What kind of funder"), FUNDER_KINDS)
    person: Mapped[str] = f.text(N_("Person to ask for"), personal=True, search=True)
    job: Mapped[str] = f.text(N_("Their job"))
    email: Mapped[str] = f.text(N_("E-mail"), personal=True)
    phone: Mapped[str] = f.text(N_("Phone"), personal=True)
    address: Mapped[str] = f.long_text(N_("Address"))
    website: Mapped[str] = f.text(N_("Website"))
    identifier: Mapped[str] = f.text(
        N_("Organisation number"), N_("As published with open grant data, such as GB-CHC-123456.")
    )
    pledge: Mapped[str] = f.long_text(
        N_("What they have published about reporting"),
        N_("Their own pledge to ask for proportionate reports, and where it can be read. A letter may quote it."),
    )
    checked_on: Mapped[dt.date | None] = f.date(N_("Details last checked on"))
    notes: Mapped[str] = f.long_text(N_("Notes"))

    def troubles(self) -> tuple[FieldTrouble, ...]:
        """An e-mail address has the form of one."""
        return email_troubles(self.email)

    def title(self, words: Words) -> str:
        """The organisation's name, with the person where there is one."""
        return f"{self.name} ({self.person})" if self.person else self.name


def financial_year(day: dt.date, end_month: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the financial year around `day` that ends with the month `end_month`."""
    year = day.year if day.month <= end_month else day.year + 1
    first = add_months(dt.date(year, end_month, 1), -11)
    return first, add_months(first, 12) - dt.timedelta(days=1)


def email_troubles(address: str, field: str = "email") -> tuple[FieldTrouble, ...]:
    """Return a trouble when something is typed that cannot be an e-mail address."""
    return troubles_of("email", address, field)
