"""Steps of joining and leaving put right or taken out: the dates of what somebody is follow, and undo brings all back."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.reach import parse_postcode
from communitydesk.people import actions
from communitydesk.people.model import STAGES, GuardianConsent, Part, Person, StageChange
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 14)
START, LEFT, BACK = dt.date(2024, 3, 1), dt.date(2025, 6, 1), dt.date(2026, 2, 1)


@pytest.fixture
def bo(desk: Desk) -> str:
    return actions.add_person(desk, Person(name="Bo Jones", joined_on=START), today=TODAY).key


def step(desk: Desk, person: str, stage: str, day: dt.date) -> str:
    return actions.set_stage(desk, StageChange(person_key=person, stage=stage, since_on=day)).key


def parts(desk: Desk, person: str) -> list[tuple[dt.date | None, dt.date | None]]:
    with desk.read() as session:
        rows = session.scalars(select(Part).where(Part.person_key == person).order_by(Part.from_on, Part.key))
        return [(row.from_on, row.to_on) for row in rows]


def stage_of(desk: Desk, person: str) -> tuple[str, dt.date | None]:
    with desk.read() as session:
        found = session.get(Person, person)
        assert found
        return found.stage, found.left_on


def test_leaving_that_never_was_opens_again_what_it_had_ended(desk: Desk, bo: str) -> None:
    key = step(desk, bo, "left", LEFT)
    assert parts(desk, bo) == [(START, LEFT)]
    actions.remove_stage(desk, key)
    assert parts(desk, bo) == [(START, None)]
    assert stage_of(desk, bo) == ("active", None)
    desk.undo()
    assert parts(desk, bo) == [(START, LEFT)]
    assert stage_of(desk, bo) == ("left", LEFT)


def test_leaving_on_another_day_ends_everything_on_that_day(desk: Desk, bo: str) -> None:
    key = step(desk, bo, "left", LEFT)
    actions.amend_stage(desk, key, since_on=BACK)
    assert parts(desk, bo) == [(START, BACK)]
    assert stage_of(desk, bo) == ("left", BACK)


def test_leaving_that_was_a_pause_opens_again_what_it_had_ended(desk: Desk, bo: str) -> None:
    key = step(desk, bo, "left", LEFT)
    actions.amend_stage(desk, key, stage="paused")
    assert parts(desk, bo) == [(START, None)]
    assert stage_of(desk, bo) == ("paused", None)


def test_a_pause_that_was_leaving_ends_what_went_on(desk: Desk, bo: str) -> None:
    key = step(desk, bo, "paused", LEFT)
    actions.amend_stage(desk, key, stage="left")
    assert parts(desk, bo) == [(START, LEFT)]


def test_coming_back_begins_anew_and_what_never_was_is_taken_out_again(desk: Desk, bo: str) -> None:
    step(desk, bo, "left", LEFT)
    back = step(desk, bo, "active", BACK)
    assert parts(desk, bo) == [(START, LEFT), (BACK, None)]
    actions.amend_stage(desk, back, since_on=BACK + dt.timedelta(days=9))
    assert parts(desk, bo) == [(START, LEFT), (BACK + dt.timedelta(days=9), None)]
    actions.remove_stage(desk, back)
    assert parts(desk, bo) == [(START, LEFT)]
    assert stage_of(desk, bo) == ("left", LEFT)


def test_leaving_between_two_times_that_never_was_makes_them_one(desk: Desk, bo: str) -> None:
    left = step(desk, bo, "left", LEFT)
    step(desk, bo, "active", BACK)
    actions.remove_stage(desk, left)
    assert parts(desk, bo) == [(START, None)]


def test_leaving_that_is_remembered_later_parts_the_time_in_two(desk: Desk, bo: str) -> None:
    step(desk, bo, "active", BACK)
    step(desk, bo, "left", LEFT)
    assert parts(desk, bo) == [(START, LEFT), (BACK, None)]
    assert stage_of(desk, bo) == ("active", None)


def test_nobody_leaves_before_they_joined_and_it_is_said_at_the_day(desk: Desk) -> None:
    person = actions.add_person(desk, Person(name="Mai", is_volunteer=True), today=TODAY).key
    actions.amend_person(desk, person, today=TODAY, joined_on=START)
    with pytest.raises(FieldTrouble, match="before 1 March 2024, when they joined") as found:
        step(desk, person, "left", START - dt.timedelta(days=1))
    assert found.value.field == "since_on"


@pytest.mark.parametrize("code", ["H100", "M200", "L300", "S401"])
def test_a_postcode_of_eswatini_is_taken_as_it_is(code: str) -> None:
    assert parse_postcode(code) == code


@pytest.mark.parametrize("code", ["M20", "M20 2", "L3"])
def test_a_part_of_a_postcode_here_is_still_refused(code: str) -> None:
    with pytest.raises(FieldTrouble, match="not a whole postcode"):
        parse_postcode(code)


@pytest.mark.parametrize(
    ("until", "withdrawn", "day", "holds"),
    [
        (None, None, TODAY, True),
        (TODAY, None, TODAY, True),
        (TODAY, None, TODAY + dt.timedelta(days=1), False),
        (None, TODAY, TODAY, False),
        (None, TODAY, TODAY - dt.timedelta(days=1), True),
        (None, None, START - dt.timedelta(days=1), False),
    ],
)
def test_a_guardians_consent_holds_from_its_day_until_it_ends_or_is_taken_back(
    until: dt.date | None, withdrawn: dt.date | None, day: dt.date, holds: bool
) -> None:
    consent = GuardianConsent(person_key="x", guardian="Ann", what_for="All", given_on=START, until_on=until,
                              withdrawn_on=withdrawn)  # fmt: skip
    assert consent.holds_on(day) is holds


# -- any order of changes ----------------------------------------------------------------------------


def everything(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every record of people, as it stands."""
    from communitydesk.people import model

    kinds = [getattr(model, name) for name in model.__all__ if hasattr(getattr(model, name), "__tablename__")]
    with desk.read() as session:
        return {
            kind.__tablename__: sorted(
                ({column.key: getattr(row, column.key) for column in kind.__table__.columns} for row in session.scalars(select(kind))),
                key=lambda row: str(row["key"]),
            )
            for kind in kinds
        }  # fmt: skip


days = st.integers(0, 900).map(lambda n: START + dt.timedelta(days=n))
moves = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.sampled_from(sorted(STAGES)), days),
        st.tuples(st.just("amend"), st.sampled_from(sorted(STAGES)), days),
        st.tuples(st.just("remove"), st.just(""), days),
        st.tuples(st.just("skills"), st.sampled_from(["Cooking", "Polish", ""]), days),
        st.tuples(st.just("free"), st.just(""), days),
        st.tuples(st.just("join"), st.just(""), days),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def make(desk: Desk, person: str, other: str, what: str, word: str, day: dt.date) -> None:
    """Make one change, whatever it may be."""
    with desk.read() as session:
        steps = list(session.scalars(select(StageChange.key).where(StageChange.person_key == person)))
    if what == "step":
        step(desk, person, word, day)
    elif what == "amend" and steps:
        actions.amend_stage(desk, steps[day.day % len(steps)], stage=word, since_on=day)
    elif what == "remove" and steps:
        actions.remove_stage(desk, steps[day.day % len(steps)])
    elif what == "skills":
        actions.set_skills(desk, person, [word] if word else [])
    elif what == "free":
        actions.set_free(desk, person, {(day.day % 7, "morning")})
    elif what == "join":
        actions.merge_people(desk, person, other)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves)
def test_any_changes_undone_in_turn_leave_everything_as_it_was_and_the_dates_never_overlap(
    changes: list[tuple[str, str, dt.date]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = create(Path(folder) / "group.communitydesk", models=models)
        one = actions.add_person(desk, Person(name="Bo Jones", joined_on=START, role="Driver"), today=TODAY).key
        other = actions.add_person(desk, Person(name="B. Jones", joined_on=START, role="Cook"), today=TODAY).key
        states = [everything(desk)]
        for what, word, day in changes:
            try:
                make(desk, one, other, what, word, day)
            except Trouble:
                assert everything(desk) == states[-1]
                continue
            if everything(desk) == states[-1]:
                continue
            states.append(everything(desk))
            spans = parts(desk, one)
            for (_, end), (start, _) in itertools.pairwise(spans):
                assert end is not None
                assert start is not None
                assert end <= start
        for before in reversed(states[:-1]):
            desk.undo()
            assert everything(desk) == before
        desk.close()
