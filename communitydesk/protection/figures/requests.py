"""Requests and complaints about data with their deadlines, and the group's answers for its privacy notice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import values_of
from communitydesk.desk.words import N_, Message
from communitydesk.people.model import Person
from communitydesk.protection.kinds import DeadlineRow, all_deadlines, due_day
from communitydesk.protection.model import REQUEST_KINDS, DataRequest, DeadlineRule, NoticeAnswers

SOON_DAYS = 14


@dataclass(frozen=True)
class RequestRow:
    """One request. `next_step` is what has to be done next and `due` by when; both empty once it is answered."""

    key: str
    kind: str
    received_on: dt.date
    person_key: str | None
    who: str
    what: str
    acknowledged_on: dt.date | None
    answered_on: dt.date | None
    next_step: str
    due: dt.date | None

    def state(self, today: dt.date) -> str:
        """How urgent it is: ok, due or late, "" while there is time."""
        if self.answered_on:
            return "ok"
        if self.due is None:
            return ""
        return "late" if self.due < today else "due" if (self.due - today).days <= SOON_DAYS else ""

    @property
    def said(self) -> Message:
        """What has to be done next and by when, as a sentence."""
        if self.answered_on:
            return Message(N_("Answered on {day}."), {"day": self.answered_on})
        if self.due is None:
            return Message(N_("Answer without delay."))
        if self.next_step == "acknowledge":
            return Message(N_("Say by {day} that you have it."), {"day": self.due})
        return Message(N_("Answer by {day}."), {"day": self.due})


def deadlines(session: Session) -> tuple[DeadlineRow, ...]:
    """Return every deadline with the row that holds for it."""
    return all_deadlines(session.scalars(select(DeadlineRule)).all())


def request_rows(session: Session) -> tuple[RequestRow, ...]:
    """Return every request, those that wait first, the nearest deadline at the top."""
    rows = deadlines(session)
    found = []
    query = select(DataRequest, Person.name).outerjoin(Person, Person.key == DataRequest.person_key)
    for one, name in session.execute(query).all():
        step, due = "", None
        if one.answered_on is None:
            step = "answer"
            due = one.extended_to or due_day(rows, one.kind, "answer", one.received_on)
            first = due_day(rows, one.kind, "acknowledge", one.received_on)
            if first and one.acknowledged_on is None:
                step, due = "acknowledge", first
        found.append(
            RequestRow(
                one.key, one.kind, one.received_on, one.person_key, name or one.who, one.what, one.acknowledged_on,
                one.answered_on, step, due,
            )
        )  # fmt: skip
    far = dt.date.max
    return tuple(sorted(found, key=lambda row: (bool(row.answered_on), row.due or far, row.received_on)))


def requests(desk: Desk) -> tuple[RequestRow, ...]:
    """Return every request, those that wait first."""
    with desk.read() as session:
        return request_rows(session)


def request_values(desk: Desk, key: str) -> dict[str, Any]:
    """Return every field of a request for a form; empty when it is not there any more."""
    with desk.read() as session:
        return values_of(session.get(DataRequest, key))


def notice_values(desk: Desk) -> dict[str, Any]:
    """Return the group's answers for its privacy notice, empty when there are none."""
    with desk.read() as session:
        return values_of(session.scalars(select(NoticeAnswers)).first())


def title_of(row: RequestRow) -> Message:
    """What kind of request it is."""
    return Message(REQUEST_KINDS.get(row.kind, ""))
