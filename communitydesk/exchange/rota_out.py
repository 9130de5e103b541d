"""The rota for other programs: a calendar of everybody's sessions or of one person's, and a list for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import Kind
from communitydesk.desk.words import N_, Words
from communitydesk.exchange.calendars import Dated, to_icalendar
from communitydesk.exchange.figures import ListOut
from communitydesk.exchange.tables_out import Column
from communitydesk.group.figures import name_of
from communitydesk.people.documents.rota import COLUMNS, rota_table
from communitydesk.people.figures.rota import ON, PlannedRow, planned_rows


def rota_calendar(desk: Desk, person_key: str, words: Words, today: dt.date, now: dt.datetime) -> bytes:
    """Return what is planned from today on as iCalendar: the sessions that one person is on, or all of them.

    A person's calendar names nobody; everybody's says only how many places are empty. Raises Refused when nothing is
    planned.
    """
    with desk.read() as session:
        group, rows = name_of(session), planned_rows(session, Period(today, None))
    things = list(_of_person(rows, person_key, words) if person_key else _of_all(rows, words))
    if not things:
        raise Refused(N_("Nothing is planned from today on."))
    return to_icalendar(
        things, words(N_("Rota of {group}"), group=group) if group else words(N_("Rota")), now, words.tag
    )


def _of_all(rows: tuple[PlannedRow, ...], words: Words) -> Iterator[Dated]:
    for row in rows:
        empty = words.plural("{n} place empty", "{n} places empty", row.empty) if row.empty else ""
        yield _dated(row, row.activity, (row.note, empty), words)


def _of_person(rows: tuple[PlannedRow, ...], person_key: str, words: Words) -> Iterator[Dated]:
    for row in rows:
        for place in row.places:
            own = [one for one in place.people if one.person_key == person_key and one.answer in ON]
            if own:
                title = words(N_("{activity}: {role}"), activity=row.activity, role=place.role)
                sure = own[0].sure
                asked = "" if sure else words(N_("You are asked, and have not said yes yet."))
                yield _dated(row, title, (row.note, asked), words, "CONFIRMED" if sure else "TENTATIVE")
                break


def _dated(row: PlannedRow, title: str, notes: tuple[str, ...], words: Words, state: str = "CONFIRMED") -> Dated:
    if row.cancelled:
        notes, state = (words(N_("Called off.")), row.cancelled_why), "CANCELLED"
    return Dated(
        f"rota/{row.key}", row.planned_on, title, "\n".join(filter(None, notes)), () if row.cancelled else (1,),
        bool(row.session_key), row.starts_at, row.ends_at, row.place, state,
    )  # fmt: skip


_LABELS = {
    "date": (N_("Date"), Kind.DATE), "from": (N_("From"), Kind.TEXT), "to": (N_("To"), Kind.TEXT),
    "activity": (N_("Activity"), Kind.TEXT), "place": (N_("Place"), Kind.TEXT), "sheet": (N_("Sheet number"), Kind.NUMBER),
    "role": (N_("Role"), Kind.TEXT), "places": (N_("Places"), Kind.NUMBER), "person": (N_("Who"), Kind.TEXT),
    "answer": (N_("Answer"), Kind.TEXT),
}  # fmt: skip


def rota_list(desk: Desk, period: Period, words: Words, today: dt.date) -> ListOut:
    """Return the rota of some weeks as a list: a line for each person on it and for each place to be filled."""
    with desk.read() as session:
        rows = planned_rows(session, period)
    columns = tuple(Column(words(_LABELS[name][0]), _LABELS[name][1]) for name in COLUMNS)
    return ListOut(words(N_("Rota")), columns, tuple(tuple(row) for row in rota_table(rows, words, today)))  # type: ignore[arg-type]
