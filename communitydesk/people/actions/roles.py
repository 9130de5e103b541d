"""What can be done to roles, what they need, who holds them and what people hold: each function is one named change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.keeping import amend, find, keep, remove, same_text
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.people.figures.standing import Finding, book, kept_lacking, lacking
from communitydesk.people.model import (
    Certificate,
    CheckSeen,
    NeedLength,
    Person,
    Role,
    RoleHeld,
    RoleNeed,
    WentAhead,
)


class Lacking(Refused):
    """Somebody has not all that a role needs; with a reason it may be done all the same. `findings` says what."""

    def __init__(self, name: str, found: tuple[Finding, ...]) -> None:
        super().__init__(N_("{name} has not all that this role needs. Give a reason to go ahead."), name=name)
        self.findings = found


# -- roles and what they need -----------------------------------------------------------------


def add_role(desk: Desk, role: Role) -> Ref:
    """Add a role. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add the role {role}"), role=role) as session:
        _alone(session, role)
        keep(session, role)
    return ref(role)


def amend_role(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of a role. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the role {role}"), role=Ref("role", key)) as session:
        _alone(session, amend(session, Role, key, values))


def _alone(session: Work, role: Role) -> None:
    others = session.execute(select(Role.key, Role.name).where(Role.key != role.key)).all()
    if any(same_text(name, role.name) for _, name in others):
        raise FieldTrouble("name", N_("There is a role of this name already."))


def remove_role(desk: Desk, key: str) -> None:
    """Remove a role that nobody ever held, with what it needs. Raises Refused."""
    with desk.change(N_("Remove the role {role}"), role=Ref("role", key)) as session:
        remove(session, *session.scalars(select(RoleNeed).where(RoleNeed.role_key == key)).all())
        remove(session, find(session, Role, key))


def add_need(desk: Desk, need: RoleNeed) -> Ref:
    """Say that a role needs something. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Say what {role} needs: {need}"), role=Ref("role", need.role_key or ""), need=need) as session:
        _once(session, need)
        keep(session, need)
    return ref(need)


def amend_need(desk: Desk, key: str, **values: Any) -> None:
    """Change something that a role needs. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change what a role needs: {need}"), need=Ref("role_need", key)) as session:
        _once(session, amend(session, RoleNeed, key, values))


def _once(session: Work, need: RoleNeed) -> None:
    for other in session.scalars(select(RoleNeed).where(RoleNeed.role_key == need.role_key)).all():
        if other.key != need.key and other.kind == need.kind and same_text(other.name, need.name):
            raise Refused(N_("The role needs this already. Change that one."))


def remove_need(desk: Desk, key: str) -> None:
    """Say that a role does not need something any more. Raises Refused."""
    with desk.change(N_("Take out what a role needs: {need}"), need=Ref("role_need", key)) as session:
        remove(session, find(session, RoleNeed, key))


# -- who holds a role -------------------------------------------------------------------------


def give_role(desk: Desk, held: RoleHeld, today: dt.date, reason: str = "") -> Ref:
    """Give somebody a role. Raises FieldTrouble, ManyTroubles, Refused.

    Where they have not all that it needs on its first day (today, for one that began before), Lacking is raised
    unless there is a `reason`, which is then kept with what was missing, who decided and when.
    """
    values = {"person": Ref("person", held.person_key or ""), "role": Ref("role", held.role_key or "")}
    with desk.change(N_("Give {person} the role {role}"), **values) as session:
        held.check()
        _not_twice(session, held)
        if held.end is None or held.end >= today:
            day = max(held.start, today)
            go_ahead(desk, session, held.role_key, held.person_key, day, today, reason)
        keep(session, held)
    return ref(held)


def go_ahead(
    desk: Desk, session: Work, role_key: str, person_key: str, day: dt.date, today: dt.date, reason: str,
    planned_key: str | None = None,
) -> None:  # fmt: skip
    """Look whether somebody has on a day what a role needs; keep the decision where not. Inside a change. Raises Lacking."""
    person = find(session, Person, person_key)
    missing = lacking(book(session, [person_key]).standing(role_key, person_key, day))
    if not missing:
        return
    if not reason.strip():
        raise Lacking(person.name, missing)
    keep(
        session,
        WentAhead(role_key=role_key, person_key=person_key, planned_key=planned_key, lacking=kept_lacking(missing),
                  reason=reason.strip(), decided_by=desk.who, decided_on=today),
    )  # fmt: skip


def _not_twice(session: Work, held: RoleHeld) -> None:
    query = select(RoleHeld).where(RoleHeld.person_key == held.person_key, RoleHeld.role_key == held.role_key)
    for other in session.scalars(query).all():
        if other.key == held.key:
            continue
        if (other.end is None or held.start <= other.end) and (held.end is None or other.start <= held.end):
            raise FieldTrouble("start", N_("They have this role already, from {start}."), start=other.start)


def amend_held(desk: Desk, key: str, **values: Any) -> None:
    """Change from when to when somebody has a role. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change from when to when somebody has a role"), held=Ref("role_held", key)) as session:
        _not_twice(session, amend(session, RoleHeld, key, values))


def end_role(desk: Desk, key: str, last_day: dt.date) -> None:
    """Say that somebody gave a role up. Raises FieldTrouble, Refused."""
    with desk.change(N_("Say that somebody gave up a role"), held=Ref("role_held", key)) as session:
        amend(session, RoleHeld, key, {"end": last_day})


def remove_held(desk: Desk, key: str) -> None:
    """Take out a role that was given by mistake. Raises Refused."""
    with desk.change(N_("Take out a role that was given by mistake"), held=Ref("role_held", key)) as session:
        remove(session, find(session, RoleHeld, key))


# -- what people hold -------------------------------------------------------------------------


def see_check(desk: Desk, seen: CheckSeen, today: dt.date) -> Ref:
    """Record that a check was seen: its level, when, by whom, and until when. Raises FieldTrouble, ManyTroubles."""
    with desk.change(
        N_("Record a check that was seen: {person}"), person=Ref("person", seen.person_key or "")
    ) as session:
        _been("seen_on", seen.seen_on, today)
        keep(session, seen)
    return ref(seen)


def amend_check(desk: Desk, key: str, today: dt.date, **values: Any) -> None:
    """Correct what is known of a check. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Correct a check: {check}"), check=Ref("check_seen", key)) as session:
        _been("seen_on", values.get("seen_on"), today)
        amend(session, CheckSeen, key, values)


def remove_check(desk: Desk, key: str) -> None:
    """Take out a check that was recorded by mistake. Raises Refused."""
    with desk.change(N_("Take out a check that was recorded")) as session:
        remove(session, find(session, CheckSeen, key))


def add_certificate(desk: Desk, certificate: Certificate, today: dt.date) -> Ref:
    """Record training that somebody did. Raises FieldTrouble, ManyTroubles."""
    person = Ref("person", certificate.person_key or "")
    with desk.change(N_("Record training: {what}, {person}"), what=certificate, person=person) as session:
        _been("got_on", certificate.got_on, today)
        keep(session, certificate)
    return ref(certificate)


def amend_certificate(desk: Desk, key: str, today: dt.date, **values: Any) -> None:
    """Correct what is known of training that somebody did. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Correct training: {what}"), what=Ref("certificate", key)) as session:
        _been("got_on", values.get("got_on"), today)
        amend(session, Certificate, key, values)


def remove_certificate(desk: Desk, key: str) -> None:
    """Take out training that was recorded by mistake. Raises Refused."""
    with desk.change(N_("Take out training that was recorded")) as session:
        remove(session, find(session, Certificate, key))


def _been(field: str, day: dt.date | None, today: dt.date) -> None:
    if day and day > today:
        raise FieldTrouble(field, N_("This day is still to come. Look at the year."))


# -- how long things last ---------------------------------------------------------------------


def set_length(desk: Desk, length: NeedLength) -> Ref:
    """Say how long something lasts, in place of what came with the program. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Say how long something lasts: {what}"), what=length) as session:
        for other in session.scalars(select(NeedLength)).all():
            named = length.kind != "training" or same_text(other.name, length.name)
            if other.key != length.key and other.kind == length.kind and named:
                raise Refused(N_("Your group has said this already. Change that one."))
        keep(session, length)
    return ref(length)


def amend_length(desk: Desk, key: str, **values: Any) -> None:
    """Change how long something lasts. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change how long something lasts: {what}"), what=Ref("need_length", key)) as session:
        amend(session, NeedLength, key, values)


def remove_length(desk: Desk, key: str) -> None:
    """Go back to the length that came with the program. Raises Refused."""
    with desk.change(N_("Go back to the suggested length: {what}"), what=Ref("need_length", key)) as session:
        remove(session, find(session, NeedLength, key))
