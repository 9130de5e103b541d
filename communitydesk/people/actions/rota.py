"""What can be done to the rota: sessions planned, places to fill, who is asked: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.activities.actions import plan_session
from communitydesk.activities.model import PlannedSession
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.keeping import find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.actions.roles import go_ahead
from communitydesk.people.model import Person, RotaAnswer, RotaPlace, WentAhead
from communitydesk.people.model.rota import ANSWERED_BEFORE


def plan_sessions(
    desk: Desk, activity_key: str, days: Sequence[dt.date], starts_at: int | None, ends_at: int | None,
    places: Mapping[str, int], *, place: str = "", note: str = "",
) -> tuple[Ref, ...]:  # fmt: skip
    """Plan a session on each of these days with places to fill by role, as one change; times are minutes.

    Raises FieldTrouble, ManyTroubles, Refused; a day on which it is planned already refuses all of them.
    """
    activity = Ref("activity", activity_key or "")
    with desk.change(N_("Plan sessions of {activity} ({n})"), activity=activity, n=len(days)) as session:
        _not_planned(session, activity_key, days, starts_at)
        made = []
        for day in days:
            planned = PlannedSession(activity_key=activity_key, planned_on=day, starts_at=starts_at, ends_at=ends_at,
                                     place=place, note=note)  # fmt: skip
            made.append(plan_session(desk, planned))
            _fill_places(session, planned.key, places)
    return tuple(made)


def _not_planned(session: Work, activity_key: str, days: Sequence[dt.date], starts_at: int | None) -> None:
    query = select(PlannedSession.planned_on).where(
        PlannedSession.activity_key == activity_key, PlannedSession.planned_on.in_(tuple(days)),
        PlannedSession.starts_at.is_(starts_at) if starts_at is None else PlannedSession.starts_at == starts_at,
    )  # fmt: skip
    if there := session.scalar(query.order_by(PlannedSession.planned_on)):
        raise FieldTrouble("planned_on", N_("It is planned for {day} already. Choose other days."), day=there)


def set_places(desk: Desk, planned_keys: Iterable[str], places: Mapping[str, int]) -> None:
    """Say how many people of each role these planned sessions need; roles that are not given need nobody.

    Who was asked for a role stays asked. Raises FieldTrouble, Refused.
    """
    with desk.change(N_("Say who is needed at planned sessions")) as session:
        for key in planned_keys:
            find(session, PlannedSession, key)
            _fill_places(session, key, places)


def _fill_places(session: Work, planned_key: str, places: Mapping[str, int]) -> None:
    there = {
        one.role_key: one for one in session.scalars(select(RotaPlace).where(RotaPlace.planned_key == planned_key))
    }
    for role_key, people in places.items():
        if people > 0:
            one = there.pop(role_key, None) or RotaPlace(planned_key=planned_key, role_key=role_key)
            one.people = people
            keep(session, one)
    remove(session, *there.values())


def call_off(desk: Desk, planned_key: str, why: str = "") -> None:
    """Say that a planned session will not be; it stays on the rota as called off. Raises Refused."""
    with desk.change(N_("Call off the {session}"), session=Ref("planned_session", planned_key)) as session:
        planned = _to_come(session, planned_key)
        planned.cancelled, planned.cancelled_why = True, " ".join(why.split())
        keep(session, planned)


def call_on(desk: Desk, planned_key: str) -> None:
    """Say that a planned session that was called off will be after all. Raises Refused."""
    with desk.change(N_("Hold the {session} after all"), session=Ref("planned_session", planned_key)) as session:
        planned = _to_come(session, planned_key)
        planned.cancelled, planned.cancelled_why = False, ""
        keep(session, planned)


def remove_planned(desk: Desk, keys: Sequence[str]) -> None:
    """Take planned sessions off the rota with all who were asked. Raises Refused for one that has happened."""
    with desk.change(N_("Take planned sessions off the rota ({n})"), n=len(keys)) as session:
        for key in keys:
            planned = _to_come(session, key)
            for kind in (RotaAnswer, RotaPlace):
                remove(session, *session.scalars(select(kind).where(kind.planned_key == key)).all())
            for decision in session.scalars(select(WentAhead).where(WentAhead.planned_key == key)).all():
                remove(session, decision)  # of a place that never was
            remove(session, planned)


def _to_come(session: Work, key: str) -> PlannedSession:
    planned = find(session, PlannedSession, key)
    if planned.session_key:
        raise Refused(N_("This session has happened; what was given at it is recorded. Open it to correct that."))
    return planned


def ask_for(
    desk: Desk, planned_key: str, role_key: str, person_key: str, today: dt.date, *, answer: str = "asked",
    reason: str = "",
) -> Ref:  # fmt: skip
    """Put somebody on the rota as asked (or with their answer). Raises FieldTrouble, Refused.

    Where they have not all that the role needs on that day, Lacking is raised unless there is a `reason`, which is
    kept.
    """
    label = N_("Ask {person} for the {session}")
    values = {"person": Ref("person", person_key), "session": Ref("planned_session", planned_key)}
    with desk.change(label, **values) as session:
        planned = _to_come(session, planned_key)
        if planned.cancelled:
            raise Refused(N_("This session is called off."))
        person = find(session, Person, person_key)
        there = session.scalar(
            select(RotaAnswer).where(RotaAnswer.planned_key == planned_key, RotaAnswer.person_key == person_key)
        )
        if there is not None:
            raise Refused(N_("{name} is on the rota of this session already."), name=person.name)
        go_ahead(desk, session, role_key, person_key, planned.planned_on, today, reason, planned_key)
        one = RotaAnswer(
            planned_key=planned_key, role_key=role_key, person_key=person_key, answer=answer, asked_on=today
        )
        keep(session, one)
    return ref(one)


def set_answer(desk: Desk, answer_key: str, answer: str) -> None:
    """Say what somebody answered: asked, yes or no. Raises Refused."""
    with desk.change(N_("Note an answer for the rota")) as session:
        one = find(session, RotaAnswer, answer_key)
        _to_come(session, one.planned_key)
        if answer not in ANSWERED_BEFORE:
            raise Refused(N_("Who came is said when the session is confirmed."))
        one.answer = answer
        keep(session, one)


def take_off(desk: Desk, answer_key: str) -> None:
    """Take somebody off the rota, as if they had not been asked. Raises Refused."""
    with desk.change(N_("Take somebody off the rota")) as session:
        one = find(session, RotaAnswer, answer_key)
        _to_come(session, one.planned_key)
        remove(session, one)


def take_off_who_left(desk: Desk, person_key: str) -> None:
    """Take somebody who has left off everything that is planned for after their last day. Raises Refused."""
    with desk.change(N_("Take {person} off the rota"), person=Ref("person", person_key)) as session:
        left = find(session, Person, person_key).left_on
        query = (
            select(RotaAnswer)
            .join(PlannedSession, PlannedSession.key == RotaAnswer.planned_key)
            .where(RotaAnswer.person_key == person_key, PlannedSession.session_key.is_(None))
            .where(PlannedSession.planned_on > (left or dt.date.max))
        )
        for one in session.scalars(query).all():
            remove(session, one)


def ask_same(desk: Desk, from_key: str, to_keys: Sequence[str], today: dt.date) -> tuple[int, tuple[str, ...]]:
    """Ask those who are on one planned session's rota (and did not say no) for others too.

    Return how many were asked, and the names of those who were not, because they have not all that the role needs on
    that day. Whoever is on a rota already is left as they are. Raises Refused.
    """
    from communitydesk.people.actions.roles import Lacking

    asked, left_out = 0, []
    with desk.change(N_("Ask the same people for other sessions ({n})"), n=len(to_keys)) as session:
        people = session.scalars(
            select(RotaAnswer).where(RotaAnswer.planned_key == from_key, RotaAnswer.answer != "no")
        ).all()
        for key in to_keys:
            planned = _to_come(session, key)
            there = set(session.scalars(select(RotaAnswer.person_key).where(RotaAnswer.planned_key == key)))
            for one in people:
                if one.person_key in there:
                    continue
                try:
                    go_ahead(desk, session, one.role_key, one.person_key, planned.planned_on, today, "", key)
                except Lacking:
                    left_out.append(find(session, Person, one.person_key).name)
                    continue
                keep(session, RotaAnswer(planned_key=key, role_key=one.role_key, person_key=one.person_key,
                                         answer="asked", asked_on=today))  # fmt: skip
                asked += 1
    return asked, tuple(dict.fromkeys(left_out))


def has_happened(session: Work, planned: PlannedSession, session_key: str, came: Iterable[str]) -> None:
    """Tie a planned session to the one that it became, and say who of the rota came. Inside a change."""
    planned.session_key, planned.cancelled, planned.cancelled_why = session_key, False, ""
    keep(session, planned)
    there = set(came)
    for one in session.scalars(select(RotaAnswer).where(RotaAnswer.planned_key == planned.key)).all():
        if one.person_key in there:
            one.answer = "came"
        elif one.answer in ("yes", "came"):
            one.answer = "missed"
        keep(session, one)


def undone(session: Work, session_key: str) -> None:
    """Put those who came, or did not, back to having said yes, since the session is taken out. Inside a change."""
    planned = session.scalar(select(PlannedSession).where(PlannedSession.session_key == session_key))
    if planned is not None:
        for one in session.scalars(select(RotaAnswer).where(RotaAnswer.planned_key == planned.key)).all():
            if one.answer in ("came", "missed"):
                one.answer = "yes"
                keep(session, one)
