"""Which documents people and hours can produce: sign-in sheets to fill in, and the year's hours."""

from __future__ import annotations

import datetime as dt

from communitydesk.activities.figures import ActivityRow, activity_rows
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import current_year, name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.people.documents.about_claims import documents_of_claims
from communitydesk.people.documents.sheets import SheetFigures, YearOfHours, sign_in_sheet, volunteer_hours
from communitydesk.people.figures import HoursWanted, hours_by, hours_figures, regulars


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
        Document("volunteer-hours", Message(N_("Volunteer hours this year")), hours, group, "people"),
        Document("sign-in-sheet", Message(N_("Sign-in sheet, empty")), blank, group, "people"),
        *(_sheet_of(desk, one, today, group) for one in running),
        *documents_of_claims(desk, today),
    )


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
