"""What is to be looked at among the people who help, as the first page says it: all of a kind in one sentence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.dates import Period, add_months
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.people.figures.record import Missing, consents_of, of_everybody, of_guardian, of_stages
from communitydesk.people.figures.roles import StandingRow, lapsing, role_troubles
from communitydesk.people.figures.rota import PlannedRow, days_unconfirmed, planned_rows, warnings
from communitydesk.people.figures.standing import Book, State, book
from communitydesk.people.model import Person, WentAhead
from communitydesk.people.model.person import ADULT_AT

WEEK, FORTNIGHT = 7, 14
"""Days ahead within which empty places, and what is wrong with the rota, are said."""


@dataclass(frozen=True)
class Concern:
    """Something to look at: how bad, by when if it has a day, and where it is mended."""

    state: State
    title: Message
    sentence: Message
    action: Message
    place: str
    key: str = ""
    tab: str = ""
    when: dt.date | None = None


def pressing(session: Work, today: dt.date) -> Iterator[Concern]:
    """Yield what cannot wait: young people without consent, trials that are over, what has run out, the next days' rota."""
    yield from _of_people(session, today)
    known = book(session)
    yield from _of_roles(session, today, known)
    yield from _of_rota(session, today, known)


def can_wait(session: Work, today: dt.date) -> Iterator[Concern]:
    """Yield what comes later: what runs out soon, who has nobody to be called, and checklists that are not done."""
    rows = lapsing(session, today)
    decided = _decided(session)
    soon = [one for one in rows if one.finding.state != "late" or (one.role_key, one.person_key) in decided]
    if soon:
        soon.sort(key=lambda one: one.finding.state == "late")
        yield _standing(soon)
    found: defaultdict[str, list[tuple[str, Missing]]] = defaultdict(list)
    for key, missing in of_everybody(session, today).items():
        for one in missing:
            found[one.kind].append((key, one))
    if none := found["emergency"]:
        text = counted(N_("{n} person who helps has nobody to be called in an emergency."),
                       N_("{n} people who help have nobody to be called in an emergency."), len(none))  # fmt: skip
        title, action = Message(N_("Emergency contacts")), Message(N_("Add one"))
        yield Concern("due", title, text, action, "people", none[0][0], "contact:emergency")
    if left := found["checklist"]:
        text = counted(N_("Of {n} person who joins, not everything on the checklist is done."),
                       N_("Of {n} people who join, not everything on the checklist is done."), len(left))  # fmt: skip
        title, action = Message(N_("Joining")), Message(N_("See the checklist"))
        yield Concern("due", title, text, action, "people", left[0][0], "joining")


# -- people ------------------------------------------------------------------------------------------


def _of_people(session: Work, today: dt.date) -> Iterator[Concern]:
    young = add_months(today, -12 * ADULT_AT)
    query = select(Person.key, Person.name).where(
        Person.born_on > young, Person.left_on.is_(None) | (Person.left_on > today)
    )
    names = {key: name for key, name in session.execute(query)}
    if names:
        agreed = consents_of(session, "")
        for key, name in names.items():
            if one := of_guardian(agreed[key], today):
                yield _of_one(key, name, one)
    for key, one in of_stages(session, today, ""):
        if one.state == "late":
            yield _of_one(key, session.scalars(select(Person.name).where(Person.key == key)).one(), one)


def _of_one(key: str, name: str, missing: Missing) -> Concern:
    title = message(N_("{name}"), name=name)
    when = None if missing.kind == "guardian" and missing.state == "late" else missing.when
    return Concern(missing.state, title, missing.sentence, missing.mend, "people", key, missing.side, when)


# -- roles -------------------------------------------------------------------------------------------


def _of_roles(session: Work, today: dt.date, known: Book) -> Iterator[Concern]:
    decided = _decided(session)
    late = [
        one
        for one in lapsing(session, today, known)
        if one.finding.state == "late" and (one.role_key, one.person_key) not in decided
    ]
    if late:
        yield _standing(late)
    for key, name, (state, told) in role_troubles(session, today):
        title = message(N_("Role: {role}"), role=name)
        yield Concern(state, title, told, Message(N_("Look at the role")), "people", key)


def _decided(session: Work) -> set[tuple[str, str]]:
    """Who was given a role all the same: somebody has thought about them."""
    query = select(WentAhead.role_key, WentAhead.person_key).where(WentAhead.planned_key.is_(None))
    return {(role, person) for role, person in session.execute(query)}


def _standing(rows: Sequence[StandingRow]) -> Concern:
    title, first = Message(N_("Checks and training")), rows[0]
    told = message(N_("{name}, {role}: {need}. {reason}"), name=first.name, role=first.role, need=first.finding.said,
                   reason=first.finding.reason)  # fmt: skip
    key, tab = (first.person_key, "roles") if len(rows) == 1 else ("", "indate")
    return Concern("due", title, _and_more(told, len(rows)), Message(N_("See who")), "people", key, tab)


def _and_more(told: Message, n: int) -> Message:
    if n == 1:
        return told
    more = counted(N_("One thing more."), N_("{n} things more."), n - 1)
    return message(N_("{wrong} {more}"), wrong=told, more=more)


# -- the rota ----------------------------------------------------------------------------------------


def _of_rota(session: Work, today: dt.date, known: Book) -> Iterator[Concern]:
    if over := days_unconfirmed(session, today):
        text = counted(N_("What happened at {n} planned session is not said yet."),
                       N_("What happened at {n} planned sessions is not said yet."), len(over))  # fmt: skip
        yield Concern("due", Message(N_("Rota")), text, Message(N_("Say what happened")), "rota", when=over[0])
    rows = planned_rows(session, Period(today, today + dt.timedelta(days=FORTNIGHT)), known=known)
    found = [one for one in warnings(session, rows, known) if one.state == "late"]
    days = {one.key: one for one in rows}
    if found:
        first = days[found[0].planned_key]
        told = message(N_("{activity}, {day}: {wrong}"), activity=first.activity, day=first.planned_on,
                       wrong=found[0].sentence)  # fmt: skip
        sentence = _and_more(told, len(found))
        yield Concern("due", Message(N_("Rota")), sentence, Message(N_("Look at the rota")), "rota", first.key,
                      when=first.planned_on)  # fmt: skip
    yield from _empty([one for one in rows if one.empty and (one.planned_on - today).days <= WEEK])


def _empty(rows: Sequence[PlannedRow]) -> Iterator[Concern]:
    if not rows:
        return
    first, n = rows[0], sum(one.empty for one in rows)
    if len(rows) == 1:
        told = counted(N_("{activity}, {day}: {n} empty place."), N_("{activity}, {day}: {n} empty places."), n,
                       activity=first.activity, day=first.planned_on)  # fmt: skip
    else:
        told = message(N_("{n} places are still empty at {sessions} sessions of the next week."), n=n,
                       sessions=len(rows))  # fmt: skip
    key = first.key if len(rows) == 1 else ""
    title, action = Message(N_("Places to fill")), Message(N_("Find somebody"))
    yield Concern("due", title, told, action, "rota", key, when=first.planned_on)
