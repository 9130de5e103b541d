"""Whom to ask for a place on the rota: who is free, suitable and long unasked, with the reason beside each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import PlannedSession
from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.people.figures.known import Free, Known, known
from communitydesk.people.figures.rota import ON, PlannedRow, planned_rows
from communitydesk.people.figures.standing import Finding, State, book, lacking, worst
from communitydesk.people.model import Hours, RoleHeld, RotaAnswer


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be asked, how they stand to what the role needs, and why they stand where they do in the list."""

    key: str
    name: str
    state: State
    findings: tuple[Finding, ...]
    reasons: tuple[Message, ...]
    busy: bool
    free: Free
    holds: bool
    last_on: dt.date | None

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, bool, dt.date]:
        """First who is not elsewhere then, is free, has the role, has what it needs; then who was asked longest ago."""
        return (self.busy, self.free == "no", not self.holds, self.state == "late", self.free == "unknown",
                self.last_on or dt.date.min)  # fmt: skip


def suggestions(session: Work, planned_key: str, role_key: str, today: dt.date) -> tuple[Suggestion, ...]:
    """Return whom to ask for a role at a planned session, the most suitable first."""
    found = planned_rows(session, key=planned_key)
    if not found:
        return ()
    row, day = found[0], found[0].planned_on
    there = {one.person_key for one in row.people}
    people = {key: one for key, one in known(session).items() if one.gives and one.here(day) and key not in there}
    standing = book(session, tuple(people))
    with_role = set(
        session.scalars(
            select(RoleHeld.person_key).where(
                RoleHeld.role_key == role_key, RoleHeld.start <= day, RoleHeld.end.is_(None) | (RoleHeld.end >= day)
            )
        )
    )
    busy = _busy(session, row)
    last = _last(session, today)
    suggested = []
    for key, one in people.items():
        findings = standing.standing(role_key, key, day)
        free = one.free_on(day, row.starts_at, row.ends_at)
        reasons = [
            *_of_time(one, free, busy.get(key), day),
            Message(N_("has this role") if key in with_role else N_("does not have this role yet")),
            *_of_standing(findings),
            _of_last(last.get(key), today),
        ]
        suggested.append(
            Suggestion(key, one.name, worst(findings), findings, tuple(reasons), key in busy, free, key in with_role,
                       last.get(key))
        )  # fmt: skip
    return tuple(sorted(suggested, key=lambda one: (one.rank, one.name.casefold())))


def _busy(session: Work, row: PlannedRow) -> dict[str, str]:
    """Who is on the rota of another activity then, and of which."""
    found: dict[str, str] = {}
    for other in planned_rows(session, Period(row.planned_on, row.planned_on)):
        if other.key != row.key and not other.cancelled and row.overlaps(other):
            for one in other.people:
                if one.answer in ON:
                    found[one.person_key] = other.activity
    return found


def _last(session: Work, today: dt.date) -> dict[str, dt.date]:
    """The last day for which somebody was asked, or on which they gave time."""
    asked = session.execute(
        select(RotaAnswer.person_key, func.max(PlannedSession.planned_on))
        .join(PlannedSession, PlannedSession.key == RotaAnswer.planned_key)
        .group_by(RotaAnswer.person_key)
    ).all()
    gave = session.execute(
        select(Hours.person_key, func.max(Hours.given_on))
        .where(Hours.person_key.is_not(None), Hours.given_on <= today)
        .group_by(Hours.person_key)
    ).all()
    found: dict[str, dt.date] = {}
    for key, day in (*asked, *gave):
        if key and day:
            found[key] = max(day, found.get(key, day))
    return found


_FREE: dict[Free, str] = {
    "yes": N_("usually free then"),
    "partly": N_("usually free for part of it"),
    "no": N_("not usually free then"),
    "unknown": N_("nobody noted when they are free"),
}


def _of_time(one: Known, free: Free, elsewhere: str | None, day: dt.date) -> list[Message]:
    found = []
    if elsewhere is not None:
        found.append(message(N_("is on the rota of {activity} then"), activity=elsewhere))
    found.append(Message(_FREE[free]))
    if one.free_note:
        found.append(message(N_("“{note}”"), note=one.free_note))
    if one.stage == "trial":
        found.append(Message(N_("on trial")))
    return found


def _of_standing(findings: tuple[Finding, ...]) -> list[Message]:
    missing = lacking(findings)
    if missing:
        return [message(N_("{need}: {reason}"), need=one.said, reason=one.reason) for one in missing]
    soon = [one for one in findings if one.state == "due"]
    if soon:
        return [message(N_("{need}: {reason}"), need=one.said, reason=one.reason) for one in soon]
    return [Message(N_("has all that it needs"))] if findings else []


def _of_last(last: dt.date | None, today: dt.date) -> Message:
    if last is None:
        return Message(N_("never asked before"))
    days = (last - today).days
    if days > 0:
        return message(N_("on the rota for {day}"), day=last)
    if days > -14:
        return message(N_("last on {day}"), day=last)
    return counted(N_("not asked for {n} week"), N_("not asked for {n} weeks"), -days // 7)
