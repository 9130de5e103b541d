"""What can be done to activities and their sessions: each function is one named change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.model import Activity, PeopleEstimate, PlannedSession, Session, Tally
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.keeping import amend, find, keep, next_number, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_


def add_activity(desk: Desk, activity: Activity) -> Ref:
    """Add an activity. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add the activity {activity}"), activity=activity) as session:
        keep(session, activity)
    return ref(activity)


def amend_activity(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of an activity. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the activity {activity}"), activity=Ref("activity", key)) as session:
        amend(session, Activity, key, values)


def remove_activity(desk: Desk, key: str) -> None:
    """Remove an activity that has no sessions, hours or estimates. Raises Refused."""
    with desk.change(N_("Remove the activity {activity}"), activity=Ref("activity", key)) as session:
        remove(session, find(session, Activity, key))


def add_session(desk: Desk, meeting: Session) -> Ref:
    """Add a session, with the next sheet number; place and times are its activity's where none are given.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.change(N_("Add a {session} of {activity}"), session=meeting,
                     activity=Ref("activity", meeting.activity_key or "")) as session:  # fmt: skip
        if meeting.activity_key:
            activity = find(session, Activity, meeting.activity_key)
            meeting.place = meeting.place or activity.place
            if meeting.starts_at is None and meeting.ends_at is None:
                meeting.starts_at, meeting.ends_at = activity.starts_at, activity.ends_at
        meeting.number = meeting.number or _next_number(session)
        keep(session, meeting)
    return ref(meeting)


def _next_number(session: Work) -> int:
    """Return the next sheet number: what is planned and what happened share one row of numbers."""
    return max(next_number(session, Session.number), next_number(session, PlannedSession.number))


def plan_session(desk: Desk, planned: PlannedSession) -> Ref:
    """Plan a session, with the next sheet number; place and times are its activity's where none are given.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.change(N_("Plan a {session} of {activity}"), session=planned,
                     activity=Ref("activity", planned.activity_key or "")) as session:  # fmt: skip
        if planned.activity_key:
            activity = find(session, Activity, planned.activity_key)
            planned.place = planned.place or activity.place
            if planned.starts_at is None and planned.ends_at is None:
                planned.starts_at, planned.ends_at = activity.starts_at, activity.ends_at
        planned.number = planned.number or _next_number(session)
        keep(session, planned)
    return ref(planned)


def amend_planned(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of a planned session. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the {session}"), session=Ref("planned_session", key)) as session:
        amend(session, PlannedSession, key, values)


def amend_session(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of a session, its headcount too. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the {session}"), session=Ref("session", key)) as session:
        amend(session, Session, key, values)


def count_heads(
    desk: Desk, key: str, people: int | None, new_people: int | None = None, *, estimated: bool = False
) -> None:
    """Record how many people came to a session, and how many of them for the first time.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    how = "estimate" if estimated else "headcount"
    with desk.change(N_("Count who came to the {session}"), session=Ref("session", key)) as session:
        amend(session, Session, key, {"counted": how, "headcount": people, "new_people": new_people})


def record_tallies(desk: Desk, key: str, tallies: Sequence[tuple[str, int]], new_people: int | None = None) -> None:
    """Record how many of each kind of people came to a session; earlier tallies are replaced.

    Raises FieldTrouble, ManyTroubles, Refused.
    """
    with desk.change(N_("Tally who came to the {session}"), session=Ref("session", key)) as session:
        meeting = find(session, Session, key)
        for old in session.scalars(select(Tally).where(Tally.session_key == key)).all():
            remove(session, old)
        keep(session, *(Tally(session_key=key, label=label.strip(), people=people) for label, people in tallies))
        total = sum(people for _, people in tallies)
        if new_people is not None and new_people > total:
            raise FieldTrouble("new_people", N_("More people are new than came. Look at both numbers."))
        meeting.counted, meeting.headcount, meeting.new_people = "tally", None, new_people
        keep(session, meeting)


def remove_session(desk: Desk, key: str) -> None:
    """Remove a session with its tallies. Raises Refused when hours, names or evidence belong to it.

    A session with names on it is removed by `people.actions.remove_session`.
    """
    with desk.change(N_("Remove the {session}"), session=Ref("session", key)) as session:
        meeting = find(session, Session, key)
        for planned in session.scalars(select(PlannedSession).where(PlannedSession.session_key == key)).all():
            planned.session_key = None  # it is to come again, or to be taken off the rota
            keep(session, planned)
        remove(session, *session.scalars(select(Tally).where(Tally.session_key == key)).all())
        remove(session, meeting)


def add_estimate(desk: Desk, estimate: PeopleEstimate) -> Ref:
    """Record how many different people are thought to have come in a period. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Estimate different people: {estimate}"), estimate=estimate) as session:
        _lone(estimate, session.scalars(select(PeopleEstimate)).all())
        keep(session, estimate)
    return ref(estimate)


def amend_estimate(desk: Desk, key: str, **values: Any) -> None:
    """Change an estimate of different people. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the estimate: {estimate}"), estimate=Ref("people_estimate", key)) as session:
        changed = amend(session, PeopleEstimate, key, values)
        _lone(changed, session.scalars(select(PeopleEstimate)).all())


def _lone(estimate: PeopleEstimate, others: Sequence[PeopleEstimate]) -> None:
    for other in others:
        same = (other.activity_key, other.start, other.end) == (estimate.activity_key, estimate.start, estimate.end)
        if other is not estimate and same:
            raise Refused(N_("There is an estimate for this period already. Change that one."))


def remove_estimate(desk: Desk, key: str) -> None:
    """Remove an estimate of different people. Raises Refused."""
    with desk.change(N_("Remove the estimate: {estimate}"), estimate=Ref("people_estimate", key)) as session:
        remove(session, find(session, PeopleEstimate, key))
