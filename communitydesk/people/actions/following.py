"""What follows when a person changes: the dates of what they are, and the steps of joining and leaving.

These are parts of other actions: they work inside the change that the caller has opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Work

from communitydesk.desk.keeping import keep, remove
from communitydesk.people.model import PARTS, Part, Person, StageChange


def begun(session: Work, person: Person, today: dt.date) -> None:
    """Give a new person the dates of what they are, and the first step."""
    keep(session, *beginnings(person, today))


def beginnings(person: Person, today: dt.date) -> Iterator[Part | StageChange]:
    """Yield what comes into being with a new person: the dates of what they are, and their steps; sets their stage."""
    for kind in PARTS:
        if getattr(person, kind):
            yield Part(person_key=person.key, kind=kind, from_on=person.joined_on, to_on=person.left_on)
    if person.joined_on and person.left_on:
        yield StageChange(person_key=person.key, stage="active", since_on=person.joined_on)
    if person.left_on:
        person.stage = "left"
    if since := person.left_on or person.joined_on or (today if person.stage != "active" else None):
        yield StageChange(person_key=person.key, stage=person.stage, since_on=since)


def before(person: Person) -> dict[str, Any]:
    """Return what must be known of a person before they are changed."""
    return {name: getattr(person, name) for name in (*PARTS, "stage", "joined_on", "left_on")}


def followed(session: Work, person: Person, was: dict[str, Any], today: dt.date) -> None:
    """Keep the dates and steps of a changed person in step with what was said of them."""
    for kind in PARTS:
        if getattr(person, kind) != was[kind]:
            (_begin if getattr(person, kind) else _end)(session, person.key, kind, today)
    left = was["left_on"]
    if person.left_on and not left:
        _left(session, person, person.left_on)
    elif left and person.left_on != left:
        _not_then(session, person, left)
    keep(session, person)


def _left(session: Work, person: Person, day: dt.date) -> None:
    person.stage = "left"
    keep(session, StageChange(person_key=person.key, stage="left", since_on=day))
    end_parts(session, person.key, day)


def _not_then(session: Work, person: Person, left: dt.date) -> None:
    """Put right the day on which somebody left, or that they did at all."""
    for step in _steps(session, person.key):
        if step.stage != "left" or step.since_on != left:
            continue
        if person.left_on is None:
            remove(session, step)
        else:
            step.since_on = person.left_on
            keep(session, step)
    for part in _parts(session, person.key):
        if part.to_on == left:
            part.to_on = person.left_on
            keep(session, part)
    if person.left_on is None:
        steps = _steps(session, person.key)
        person.stage = steps[-1].stage if steps else "active"


Absence = tuple[dt.date, dt.date | None]
"""A time that somebody was away: the day on which they left, and the one on which they came back, if they did."""


def absences(session: Work, person_key: str) -> list[Absence]:
    """Return when somebody was away by their steps, the earliest first."""
    found: list[Absence] = []
    for step in _steps(session, person_key):
        away = bool(found) and found[-1][1] is None
        if step.stage == "left" and not away:
            found.append((step.since_on, None))
        elif step.stage != "left" and away:
            found[-1] = (found[-1][0], step.since_on)
    return found


def follow_absences(session: Work, person: Person, was: Sequence[Absence], now: Sequence[Absence]) -> None:
    """Have the dates of what somebody is follow when they were away: what leaving ended is open again when they did not."""
    gone = [one for one in was if one not in now]
    new = [one for one in now if one not in was]
    for (left, back), (left_now, back_now) in zip(gone, new, strict=False):
        _moved(session, person.key, left, left_now)
        if back_now and not back:
            begin_parts(session, person, back_now)
        elif back and back != back_now:
            _began_then(session, person.key, back, back_now)
    for left, back in gone[len(new) :]:
        _never_left(session, person.key, left, back)
    for left, back in new[len(gone) :]:
        _away(session, person.key, left, back)


def _moved(session: Work, person_key: str, left: dt.date, left_now: dt.date) -> None:
    """What ended when somebody left ends on another day."""
    for part in _parts(session, person_key):
        if part.to_on == left != left_now:
            if part.from_on and part.from_on > left_now:
                remove(session, part)  # it never began
            else:
                part.to_on = left_now
                keep(session, part)


def _began_then(session: Work, person_key: str, back: dt.date, back_now: dt.date | None) -> None:
    """What began when somebody came back begins on another day, or not at all."""
    for part in _parts(session, person_key):
        if part.from_on != back:
            continue
        if back_now is None or (part.to_on and part.to_on < back_now):
            remove(session, part)
        else:
            part.from_on = back_now
            keep(session, part)


def _never_left(session: Work, person_key: str, left: dt.date, back: dt.date | None) -> None:
    """What ended when somebody left goes on, up to where it ended after they had come back."""
    known = _parts(session, person_key)
    for part in [one for one in known if one.to_on == left]:
        again = next((one for one in known if back and one.kind == part.kind and one.from_on == back), None)
        part.to_on = again.to_on if again else None
        if again:
            part.note = part.note or again.note
            remove(session, again)
        keep(session, part)


def _away(session: Work, person_key: str, left: dt.date, back: dt.date | None) -> None:
    """What went on ends when somebody left, and begins again when they came back."""
    if back is None:
        end_parts(session, person_key, left)
        return
    for part in _parts(session, person_key):
        if (part.from_on is None or part.from_on < left) and (part.to_on is None or part.to_on > back):
            until, part.to_on = part.to_on, left
            again = Part(person_key=person_key, kind=part.kind, from_on=back, to_on=until, note=part.note)
            keep(session, part, again)


def begin_parts(session: Work, person: Person, day: dt.date) -> None:
    """What somebody was before they left begins again on a day."""
    for kind in PARTS:
        if getattr(person, kind):
            _begin(session, person.key, kind, day)


def end_parts(session: Work, person_key: str, day: dt.date) -> None:
    """End on a day whatever still goes on."""
    for kind in PARTS:
        _end(session, person_key, kind, day)


def mark_parts(session: Work, person: Person, today: dt.date) -> None:
    """Have a person's record say what their dates say: what goes on today or begins later, they are."""
    known = _parts(session, person.key)
    gone = person.left_on is not None and person.left_on <= today
    for kind in PARTS:
        dated = [one for one in known if one.kind == kind]
        if dated:
            setattr(person, kind, gone or any(one.to_on is None or one.to_on >= today for one in dated))
    keep(session, person)


def _begin(session: Work, person_key: str, kind: str, day: dt.date) -> None:
    known = [one for one in _parts(session, person_key) if one.kind == kind]
    if not any(one.to_on is None or one.to_on >= day for one in known):
        keep(session, Part(person_key=person_key, kind=kind, from_on=day))


def _end(session: Work, person_key: str, kind: str, day: dt.date) -> None:
    for one in _parts(session, person_key):
        if one.kind != kind or (one.to_on is not None and one.to_on <= day):
            continue
        if one.from_on and one.from_on > day:
            remove(session, one)  # it never began
        else:
            one.to_on = day
            keep(session, one)


def _parts(session: Work, person_key: str) -> Sequence[Part]:
    return session.scalars(select(Part).where(Part.person_key == person_key).order_by(Part.from_on, Part.key)).all()


def _steps(session: Work, person_key: str) -> Sequence[StageChange]:
    query = select(StageChange).where(StageChange.person_key == person_key)
    return session.scalars(query.order_by(StageChange.since_on, StageChange.key)).all()
