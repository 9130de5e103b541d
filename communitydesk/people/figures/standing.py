"""Who is in date: what each person holds of what a role needs, on a day, with the reason in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.dates import add_months
from communitydesk.desk.keeping import same_text
from communitydesk.desk.words import N_, Message, message
from communitydesk.people.figures.known import known
from communitydesk.people.lengths import LengthRow, all_lengths, length_for
from communitydesk.people.model import Certificate, CheckSeen, NeedLength, Role, RoleNeed, age_on
from communitydesk.people.model.roles import LEVELS, lacking_text, need_said

State = Literal["ok", "due", "late"]
SIGNS = {"ok": "✓", "due": "!", "late": "✕"}
"""A sign that stands beside the colour, wherever one is shown."""
STATES = {"ok": N_("In date"), "due": N_("Look again"), "late": N_("Not in date")}
_ORDER = {"late": 0, "due": 1, "ok": 2}


@dataclass(frozen=True)
class Finding:
    """One requirement of a role as one person stands to it on a day: how, why, and until when where there is a day."""

    state: State
    kind: str
    level: str
    name: str
    number: int
    reason: Message
    until: dt.date | None = None

    @property
    def said(self) -> Message:
        """What is needed, in a few words."""
        return need_said(self.kind, self.level, self.name, self.number)


@dataclass(frozen=True)
class Needs:
    """What a role needs: its requirements and its least age."""

    role_key: str
    name: str
    least_age: int | None
    needs: tuple[RoleNeed, ...] = ()


@dataclass(frozen=True)
class Holds:
    """What somebody holds: checks as (level, seen, by, renew), certificates as (name, got, runs out), and the rest."""

    checks: tuple[tuple[str, dt.date, str, dt.date | None], ...] = ()
    certificates: tuple[tuple[str, dt.date, dt.date | None], ...] = ()
    references: int = 0
    agreed_on: dt.date | None = None
    born_on: dt.date | None = None
    left_on: dt.date | None = None


@dataclass
class Book:
    """What roles need and what people hold, read at once for a whole list. `soon` is the months before a last day."""

    needs: dict[str, Needs] = field(default_factory=dict)
    holds: dict[str, Holds] = field(default_factory=dict)
    soon: int = 0

    def standing(self, role_key: str, person_key: str, day: dt.date) -> tuple[Finding, ...]:
        """Return how a person stands to each thing that a role needs on a day, the worst first."""
        needs = self.needs.get(role_key)
        return findings(needs, self.holds.get(person_key, Holds()), day, self.soon) if needs else ()


def lengths(session: Work) -> tuple[LengthRow, ...]:
    """Return how long things last: the group's own, and the suggestions that came with the program."""
    return all_lengths(session.scalars(select(NeedLength)).all())


def book(session: Work, people: Sequence[str] | None = None) -> Book:
    """Read what every role needs, and what these people (None: everybody) hold."""
    needs: defaultdict[str, list[RoleNeed]] = defaultdict(list)
    for need in session.scalars(select(RoleNeed).order_by(RoleNeed.key)):
        needs[need.role_key].append(need)
    roles = {
        key: Needs(key, name, age, tuple(needs[key]))
        for key, name, age in session.execute(select(Role.key, Role.name, Role.least_age)).all()
    }
    soon = length_for(lengths(session), "soon")
    return Book(roles, _holds(session, people), soon.months or 0 if soon else 0)


def _holds(session: Work, people: Sequence[str] | None) -> dict[str, Holds]:
    checks: defaultdict[str, list[tuple[str, dt.date, str, dt.date | None]]] = defaultdict(list)
    certificates: defaultdict[str, list[tuple[str, dt.date, dt.date | None]]] = defaultdict(list)
    seen = select(CheckSeen.person_key, CheckSeen.level, CheckSeen.seen_on, CheckSeen.seen_by, CheckSeen.renew_on)
    got = select(Certificate.person_key, Certificate.name, Certificate.got_on, Certificate.expires_on)
    if people is not None:
        seen, got = seen.where(CheckSeen.person_key.in_(people)), got.where(Certificate.person_key.in_(people))
    for key, level, day, by, renew in session.execute(seen).all():
        checks[key].append((level, day, by, renew))
    for key, name, day, until in session.execute(got).all():
        certificates[key].append((name, day, until))
    return {
        key: Holds(
            tuple(checks[key]), tuple(certificates[key]), one.references, one.agreed_on, one.born_on, one.left_on
        )
        for key, one in known(session, people).items()
    }


def findings(needs: Needs, holds: Holds, day: dt.date, soon: int) -> tuple[Finding, ...]:
    """Return how somebody stands to each thing that a role needs, the worst first."""
    found = [_finding(need, holds, day, soon) for need in needs.needs]
    if needs.least_age:
        found.insert(0, _of_age(needs.least_age, holds.born_on, day))
    return tuple(sorted(found, key=lambda one: _ORDER[one.state]))


def worst(found: Iterable[Finding]) -> State:
    """Return the worst state of all; "ok" where nothing is needed."""
    return min((one.state for one in found), key=lambda state: _ORDER[state], default="ok")


def lacking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is missing or has run out."""
    return tuple(one for one in found if one.state == "late")


def kept_lacking(found: Iterable[Finding]) -> str:
    """Return what is missing as a decision to go ahead keeps it."""
    return lacking_text((one.kind, one.level, one.name, one.number) for one in found)


def _finding(need: RoleNeed, holds: Holds, day: dt.date, soon: int) -> Finding:
    match need.kind:
        case "check":
            state, reason, until = _of_check(need, holds, day, soon)
        case "training":
            state, reason, until = _of_training(need, holds, day, soon)
        case "references":
            state, reason, until = _of_references(need.number or 0, holds.references)
        case _:
            state, reason, until = _of_agreement(holds.agreed_on, day)
    return Finding(state, need.kind, need.level, need.name, need.number or 0, reason, until)


_Said = tuple[State, Message, dt.date | None]


def _of_check(need: RoleNeed, holds: Holds, day: dt.date, soon: int) -> _Said:
    rank = list(LEVELS).index
    good = [one for one in holds.checks if one[0] in LEVELS and rank(one[0]) >= rank(need.level) and one[1] <= day]
    if need.restricted and need.eligible == "no":
        told = N_("Do not ask for it: this role is not eligible for this check. Change what the role needs.")
        return "due", Message(told), None
    if not good:
        if need.restricted and not need.eligible:
            return "late", Message(N_("Not seen. Before you ask, say in the role whether it is eligible for it.")), None
        return "late", Message(N_("Not seen.")), None
    far = dt.date.max
    _, seen_on, seen_by, renew_on = max(good, key=lambda one: (one[3] or far, one[1]))
    if renew_on is None:
        return "ok", message(N_("Seen {day} by {who}; no renewal chosen."), day=seen_on, who=seen_by), None
    if renew_on < day:
        return (
            "late",
            message(N_("Seen {day}; a new one was to be seen by {until}."), day=seen_on, until=renew_on),
            renew_on,
        )
    said = message(N_("Seen {day} by {who}; see a new one by {until}."), day=seen_on, who=seen_by, until=renew_on)
    return ("due" if renew_on < add_months(day, soon) else "ok"), said, renew_on


def _of_training(need: RoleNeed, holds: Holds, day: dt.date, soon: int) -> _Said:
    good = [one for one in holds.certificates if same_text(one[0], need.name) and one[1] <= day]
    if not good:
        return "late", Message(N_("Not done yet.")), None
    far = dt.date.max
    _, got_on, until = max(good, key=lambda one: (one[2] or far, one[1]))
    if until is None:
        return "ok", message(N_("Done {day}; it never runs out."), day=got_on), None
    if until < day:
        return "late", message(N_("Ran out on {until}."), until=until), until
    if until < add_months(day, soon):
        return "due", message(N_("Runs out soon: valid to the end of {until}."), until=until), until
    return "ok", message(N_("Valid to the end of {until}."), until=until), until


def _of_references(wanted: int, there: int) -> _Said:
    if there >= wanted:
        return "ok", Message(N_("{n} reference is here."), {"n": there}, N_("{n} references are here.")), None
    return "late", message(N_("{n} of {wanted} are here."), n=there, wanted=wanted), None


def _of_agreement(agreed_on: dt.date | None, day: dt.date) -> _Said:
    if agreed_on and agreed_on <= day:
        return "ok", message(N_("Signed {day}."), day=agreed_on), None
    return "late", Message(N_("Not signed yet.")), None


def _of_age(least: int, born_on: dt.date | None, day: dt.date) -> Finding:
    if born_on is None:
        told, state = Message(N_("Their date of birth is not in their record.")), "due"
    elif (age := age_on(born_on, day)) >= least:
        told, state = message(N_("Old enough."), n=age), "ok"
    else:
        told, state = message(N_("{n} years old on {day}."), n=age, day=day), "late"
    return Finding(state, "age", "", "", least, told)  # type: ignore[arg-type]
