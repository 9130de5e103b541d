"""Which documents people and hours can produce: sign-in sheets to fill in, and the year's hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.activities.figures import ActivityRow, activity_rows
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.group.figures import current_year, group_figures, name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.people.documents.about_claims import documents_of_claims
from communitydesk.people.documents.joining import joining_document
from communitydesk.people.documents.letters import letter_documents
from communitydesk.people.documents.register import register_document
from communitydesk.people.documents.roles import InDate, role_description, who_in_date
from communitydesk.people.documents.rota import RotaFigures, on_the_day, rota, weeks_from
from communitydesk.people.documents.sheets import SheetFigures, YearOfHours, sign_in_sheet, volunteer_hours
from communitydesk.people.documents.skills import skills_document
from communitydesk.people.figures import HoursWanted, hours_by, hours_figures, regulars
from communitydesk.people.figures.day import day_figures
from communitydesk.people.figures.roles import role_figures, role_rows, who_is_in_date
from communitydesk.people.figures.rota import ON, planned_rows


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return the documents of people: an empty sheet, one for each activity that still runs, the year's hours."""
    group = Message(N_("People and hours"))

    def blank(words: Words) -> Story:
        with desk.read() as session:
            return sign_in_sheet(SheetFigures(name_of(session)), words, today)

    def hours(words: Words) -> Story:
        with desk.read() as session:
            year = current_year(session, today)
            wanted = HoursWanted(period=year)
            figures = YearOfHours(
                name_of(session),
                year,
                hours_figures(session, wanted),
                hours_by(session, "activity", wanted),
                hours_by(session, "month", wanted),
            )
        return volunteer_hours(figures, words, today)

    with desk.read() as session:
        running = activity_rows(session, ended=False)
    return (
        register_document(desk, today),
        skills_document(desk, today),
        joining_document(desk, today),
        Document("volunteer-hours", Message(N_("Volunteer hours this year")), hours, group, "people"),
        Document("sign-in-sheet", Message(N_("Sign-in sheet, empty")), blank, group, "people"),
        *(_sheet_of(desk, one, today, group) for one in running),
        *letter_documents(desk, today),
        *documents_of_claims(desk, today),
        *roles_and_rota(desk, today, group),
    )


def roles_and_rota(desk: Desk, today: dt.date, group: Message) -> Iterator[Document]:
    """Yield who is in date, each role's description, the rota, and the sheets of the days that come next."""
    if desk.holds("role"):
        yield in_date_document(desk, today, group)
        with desk.read() as session:
            rows = role_rows(session, today, ended=False)
        yield from (role_document(desk, one.key, one.name, today, group) for one in rows)
    if desk.holds("planned_session"):
        yield rota_document(desk, weeks_from(today), today, group)
        with desk.read() as session:
            coming = planned_rows(session, Period(today, today + dt.timedelta(days=SOON)))
        for one in coming:
            if not one.cancelled and not one.session_key:
                yield day_document(desk, one.key, one.activity, one.planned_on, today, group)


SOON = 7
"""Days ahead for which the sheet of whom to call is offered: names in it change, and it is to be made late."""


def in_date_document(desk: Desk, today: dt.date, group: Message) -> Document:
    """Return the document that says who is in date."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            figures = InDate(name_of(session), who_is_in_date(session, today), role_rows(session, today, ended=False))
        return who_in_date(figures, words, today)

    return Document("who-is-in-date", Message(N_("Who is in date")), make, group, "people")


def role_document(desk: Desk, key: str, name: str, today: dt.date, group: Message) -> Document:
    """Return a role's description."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            figures = role_figures(session, key, today)
            of = group_figures(session, today)
        if figures is None:
            raise Refused(N_("This role is not there any more."))
        reach = (of.email, of.phone, of.website) if of else ()
        return role_description(figures, of.name if of else "", reach, words, today)

    title = message(N_("Role: {role}"), role=name)
    return Document(f"role-{key[-8:]}", title, make, group, "people", key)


def rota_document(desk: Desk, period: Period, today: dt.date, group: Message) -> Document:
    """Return the rota of some weeks."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            figures = RotaFigures(name_of(session), period, planned_rows(session, period))
        return rota(figures, words, today)

    return Document("rota", Message(N_("Rota")), make, group, "rota")


def day_document(desk: Desk, key: str, activity: str, day: dt.date, today: dt.date, group: Message) -> Document:
    """Return the sheet of whom to call at a planned session; it is made for paper, and no data goes with it."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            figures, name = day_figures(session, key, today), name_of(session)
        if figures is None:
            raise Refused(N_("This session is not on the rota any more."))
        return on_the_day(figures, name, words, today)

    title = message(N_("Whom to call: {activity}, {day}"), activity=activity, day=day)
    return Document(f"on-the-day-{key[-8:]}", title, make, group, "rota", key)


def planned_sheet(desk: Desk, key: str, today: dt.date, group: Message) -> Document:
    """Return the sign-in sheet of a planned session, with its number and the names that are expected."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            rows = planned_rows(session, key=key)
            if not rows:
                raise Refused(N_("This session is not on the rota any more."))
            row = rows[0]
            names = [one.name for one in row.people if one.answer in ON]
            names += [one for one in regulars(session, today, row.activity_key) if one not in names]
            figures = SheetFigures(name_of(session), row.activity, row.planned_on, row.starts_at, row.ends_at, row.place,
                                   row.number, names)  # fmt: skip
        return sign_in_sheet(figures, words, today)

    return Document(f"sign-in-sheet-{key[-8:]}", Message(N_("Sign-in sheet")), make, group, "rota", key)


def _sheet_of(desk: Desk, activity: ActivityRow, today: dt.date, group: Message) -> Document:
    def make(words: Words) -> Story:
        with desk.read() as session:
            known = regulars(session, today, activity.key)
            figures = SheetFigures(
                name_of(session),
                activity.name,
                starts_at=activity.starts_at,
                ends_at=activity.ends_at,
                place=activity.place,
                regulars=known,
            )
        return sign_in_sheet(figures, words, today)

    title = Message(N_("Sign-in sheet: {activity}"), {"activity": activity.name})
    return Document(f"sign-in-sheet-{activity.key[-8:]}", title, make, group, "activities", activity.key)
