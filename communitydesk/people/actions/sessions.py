"""What can be done to sessions with the people who came to them: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.actions import add_session
from communitydesk.activities.actions import remove_session as remove_bare_session
from communitydesk.activities.model import PlannedSession, Session, Tally
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.actions.people import add_person
from communitydesk.people.actions.rota import has_happened, undone
from communitydesk.people.entry import SessionRow
from communitydesk.people.model import Attendance, Hours, Person


@dataclass(frozen=True)
class SessionRecorded:
    """What the recording of a session wrote: the session, and the hours of each row (None where it has none)."""

    session: Ref
    hours: tuple[Ref | None, ...]
    new_people: tuple[Ref, ...]


def record_session(
    desk: Desk,
    activity_key: str,
    held_on: dt.date,
    starts_at: int | None,
    ends_at: int | None,
    rows: Sequence[SessionRow],
    *,
    session_key: str | None = None,
    planned_key: str | None = None,
    place: str = "",
    notes: str = "",
    also: Callable[[SessionRecorded], None] | None = None,
) -> SessionRecorded:
    """Record a whole session from its sign-in sheet as one change: the session, who came, hours and new people.

    With `session_key` the rows are added to a session that is there already. With `planned_key` what was planned has
    happened: the session keeps its sheet number and place, and the rota says who of it came. Times are minutes after midnight.
    `also` is called before the change ends, so that what it writes (a claim as match) is part of it.
    Raises FieldTrouble (with the field "rows" for a row that cannot be taken), ManyTroubles, Refused.
    """
    if not rows:
        raise FieldTrouble("rows", N_("Type at least one name, or a group such as 8x2."))
    with desk.change(N_("Record the session of {activity}"), activity=Ref("activity", activity_key)) as session:
        planned = find(session, PlannedSession, planned_key) if planned_key else None
        if session_key or (planned and planned.session_key):
            meeting = find(session, Session, session_key or str(planned and planned.session_key))
        else:
            meeting = Session(activity_key=activity_key, held_on=held_on, starts_at=starts_at, ends_at=ends_at,
                              place=place or (planned.place if planned else ""), counted="names", notes=notes,
                              number=planned.number if planned else 0)  # fmt: skip
            add_session(desk, meeting)
        known, new = _people_of(desk, session, rows)
        came = [row.person_key for row in known if row.person_key]
        _join(session, meeting, came)
        if planned:
            has_happened(session, planned, meeting.key, came)
        done = SessionRecorded(ref(meeting), tuple(_hours_of(session, meeting, row) for row in known), new)
        if also:
            also(done)
    return done


def _people_of(desk: Desk, session: Work, rows: Sequence[SessionRow]) -> tuple[list[SessionRow], tuple[Ref, ...]]:
    """Return the rows with a key for everybody named, and the people who had to be added."""
    known: list[SessionRow] = []
    new: dict[str, Ref] = {}
    for row in rows:
        name = " ".join(row.new_name.split())
        if not row.person_key and name:
            if name.casefold() not in new:
                new[name.casefold()] = add_person(desk, _newcomer(name, row))
            row = replace(row, person_key=new[name.casefold()].key, new_name="")
        known.append(row)
    named = [row.person_key for row in known if row.person_key]
    if len(named) != len(set(named)):
        twice = next(key for key in named if named.count(key) > 1)
        raise FieldTrouble("rows", N_("{name} is on the sheet twice. Take one row out."),
                           name=find(session, Person, twice).name)  # fmt: skip
    return known, tuple(new.values())


def _newcomer(name: str, row: SessionRow) -> Person:
    gives = row.minutes is not None
    return Person(name=name, role=row.role, role_class=row.role_class or "general",
                  is_volunteer=gives, takes_part=not gives)  # fmt: skip


def _join(session: Work, meeting: Session, people: Iterable[str]) -> None:
    there = set(session.scalars(select(Attendance.person_key).where(Attendance.session_key == meeting.key)))
    keep(session, *(Attendance(session_key=meeting.key, person_key=key) for key in people if key not in there))


def _hours_of(session: Work, meeting: Session, row: SessionRow) -> Ref | None:
    if row.minutes is None and (row.named or row.people < 1):
        return None
    if row.minutes is None:  # a visiting class took part: people who came, not time given
        _came(session, meeting, row)
        return None
    hours = Hours(
        person_key=row.person_key,
        group_label="" if row.named else row.group_label.strip(),
        people=1 if row.named else row.people,
        minutes=row.minutes,
        given_on=meeting.held_on,
        activity_key=meeting.activity_key,
        session_key=meeting.key,
        role_class=row.role_class or "general",
        role=row.role.strip(),
        note=row.note.strip(),
    )
    keep(session, hours)
    return ref(hours)


def _came(session: Work, meeting: Session, row: SessionRow) -> None:
    keep(session, Tally(session_key=meeting.key, label=row.group_label.strip() or "Group", people=row.people))


def set_names(desk: Desk, session_key: str, person_keys: Sequence[str], new_names: Sequence[str] = ()) -> None:
    """Say exactly who came to a session by name; names that were on it and are not given are taken off.

    Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Write down who came to the {session}"), session=Ref("session", session_key)) as session:
        meeting = find(session, Session, session_key)
        keys = list(dict.fromkeys(person_keys))
        for name in new_names:
            person = Person(name=name.strip(), is_volunteer=False, takes_part=True)
            keys.append(add_person(desk, person).key)
        there = session.scalars(select(Attendance).where(Attendance.session_key == session_key)).all()
        remove(session, *(one for one in there if one.person_key not in keys))
        _join(session, meeting, keys)
        meeting.counted = "names"
        keep(session, meeting)


def remove_session(desk: Desk, key: str) -> None:
    """Remove a session, its tallies and the names on it. Raises Refused while hours or evidence belong to it."""
    with desk.change(N_("Remove the {session}"), session=Ref("session", key)) as session:
        remove(session, *session.scalars(select(Attendance).where(Attendance.session_key == key)).all())
        undone(session, key)
        remove_bare_session(desk, key)
