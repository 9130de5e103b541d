"""Roles, what they need, who has it, and what is kept when somebody is given one all the same."""

from __future__ import annotations

import datetime as dt

import pytest

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.fields import fields_of
from communitydesk.desk.words import Words
from communitydesk.people import actions
from communitydesk.people.actions import roles
from communitydesk.people.actions.roles import Lacking
from communitydesk.people.figures import roles as figures
from communitydesk.people.figures.standing import Finding, book, lengths
from communitydesk.people.lengths import LengthRow, all_lengths, length_for
from communitydesk.people.model import (
    Certificate,
    CheckSeen,
    NeedLength,
    Reference,
    Role,
    RoleHeld,
    RoleNeed,
    WentAhead,
)

TODAY = dt.date(2026, 11, 14)
DAY = dt.timedelta(days=1)


@pytest.fixture
def leader(desk: Desk) -> str:
    """A role that needs first aid."""
    key = roles.add_role(desk, Role(name="Session leader", what="Opens up and welcomes people.")).key
    roles.add_need(desk, RoleNeed(role_key=key, kind="training", name="First aid", months=36))
    return key


def standing(desk: Desk, role: str, person: str, day: dt.date = TODAY) -> tuple[Finding, ...]:
    with desk.read() as session:
        return book(session).standing(role, person, day)


def said(desk: Desk, role: str, person: str, day: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(one.state, Words().say(one.reason)) for one in standing(desk, role, person, day)]


def aid(desk: Desk, person: str, until: dt.date | None, got: dt.date = dt.date(2023, 11, 20)) -> None:
    certificate = Certificate(person_key=person, name="first  AID", got_on=got, expires_on=until)
    roles.add_certificate(desk, certificate, TODAY)


def test_a_certificate_is_valid_on_its_day_of_expiry_and_not_the_day_after(desk: Desk, leader: str, ines: str) -> None:
    aid(desk, ines, TODAY)
    assert [state for state, _ in said(desk, leader, ines)] == ["due"]
    assert said(desk, leader, ines, TODAY + DAY) == [("late", "Ran out on 14 November 2026.")]


def test_some_certificates_never_run_out(desk: Desk, leader: str, ines: str) -> None:
    aid(desk, ines, None)
    assert said(desk, leader, ines, dt.date(2060, 1, 1)) == [("ok", "Done 20 November 2023; it never runs out.")]


def test_the_certificate_that_lasts_longest_counts_and_one_still_to_come_does_not(
    desk: Desk, leader: str, ines: str
) -> None:
    aid(desk, ines, TODAY - DAY)
    assert said(desk, leader, ines)[0][0] == "late"
    aid(desk, ines, dt.date(2029, 1, 1), got=TODAY)
    assert said(desk, leader, ines) == [("ok", "Valid to the end of 1 January 2029.")]
    assert said(desk, leader, ines, TODAY - DAY)[0][0] == "due"  # the day before it was got, the old one held


def test_what_runs_out_soon_is_amber_as_long_before_as_the_group_says(desk: Desk, leader: str, ines: str) -> None:
    aid(desk, ines, dt.date(2027, 1, 20))
    assert said(desk, leader, ines)[0][0] == "ok"
    roles.set_length(desk, NeedLength(kind="soon", months=3, source="Our committee"))
    assert said(desk, leader, ines)[0][0] == "due"


@pytest.mark.parametrize(("level", "state"), [("basic", "late"), ("standard", "ok"), ("enhanced", "ok")])
def test_a_check_of_a_higher_level_does_for_a_lower_one(desk: Desk, ines: str, level: str, state: str) -> None:
    role = roles.add_role(desk, Role(name="Driver")).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="check", level="standard", eligible="yes"))
    roles.see_check(desk, CheckSeen(person_key=ines, level=level, seen_on=TODAY, seen_by="Gwen"), TODAY)
    assert standing(desk, role, ines)[0].state == state


def test_a_check_without_a_renewal_stays_in_date_and_one_with_it_lapses(desk: Desk, ines: str) -> None:
    role = roles.add_role(desk, Role(name="Driver")).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="check", level="basic"))
    seen = CheckSeen(person_key=ines, level="basic", seen_on=TODAY, seen_by="Gwen")
    key = roles.see_check(desk, seen, TODAY).key
    assert said(desk, role, ines) == [("ok", "Seen 14 November 2026 by Gwen; no renewal chosen.")]
    roles.amend_check(desk, key, TODAY, renew_on=dt.date(2029, 11, 14))
    assert standing(desk, role, ines, dt.date(2029, 11, 14))[0].state == "due"
    assert standing(desk, role, ines, dt.date(2029, 11, 15))[0].state == "late"


def test_of_a_check_only_level_dates_and_who_saw_it_can_be_kept() -> None:
    assert set(fields_of(CheckSeen)) == {"person_key", "level", "seen_on", "seen_by", "renew_on"}


def test_nothing_can_have_been_seen_or_done_on_a_day_to_come(desk: Desk, ines: str) -> None:
    with pytest.raises(FieldTrouble, match="still to come"):
        roles.see_check(desk, CheckSeen(person_key=ines, level="basic", seen_on=TODAY + DAY, seen_by="Gwen"), TODAY)
    with pytest.raises(FieldTrouble, match="still to come"):
        roles.add_certificate(desk, Certificate(person_key=ines, name="First aid", got_on=TODAY + DAY), TODAY)


def test_references_agreement_and_age_are_read_from_the_persons_record(desk: Desk, ines: str) -> None:
    role = roles.add_role(desk, Role(name="Befriender", least_age=18)).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="references", number=2))
    roles.add_need(desk, RoleNeed(role_key=role, kind="agreement"))
    with desk.change("Note a reference") as session:
        session.add(Reference(person_key=ines, name="A neighbour", received_on=TODAY, outcome="good"))
        session.add(Reference(person_key=ines, name="Another", received_on=TODAY, outcome="doubt"))
    actions.amend_person(desk, ines, born_on=dt.date(2008, 11, 15))
    assert said(desk, role, ines) == [
        ("late", "17 years old on 14 November 2026."),
        ("late", "1 of 2 are here."),
        ("late", "Not signed yet."),
    ]
    actions.amend_person(desk, ines, agreement_on=TODAY)
    assert [state for state, _ in said(desk, role, ines, TODAY + DAY)] == ["late", "ok", "ok"]


def test_an_age_that_nobody_noted_is_looked_at_again_and_stops_nobody(desk: Desk, ines: str) -> None:
    role = roles.add_role(desk, Role(name="Key holder", least_age=18)).key
    assert standing(desk, role, ines)[0].state == "due"
    roles.give_role(desk, RoleHeld(role_key=role, person_key=ines, start=TODAY), TODAY)


def test_nobody_is_given_a_role_silently_without_what_it_needs(desk: Desk, leader: str, ines: str) -> None:
    with pytest.raises(Lacking) as caught:
        roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY)
    assert [Words().say(one.said) for one in caught.value.findings] == ["First aid"]
    with desk.read() as session:
        assert figures.holders(session, TODAY) == ()
        assert figures.went_ahead(session) == ()


def test_going_ahead_keeps_what_was_missing_why_who_and_when_and_is_undone_as_one(
    desk: Desk, leader: str, ines: str
) -> None:
    desk.who = "Gwenllian"
    held = RoleHeld(role_key=leader, person_key=ines, start=TODAY)
    roles.give_role(desk, held, TODAY, "The course is on Friday.")
    with desk.read() as session:
        for found in (figures.went_ahead(session, role_key=leader), figures.went_ahead(session, person_key=ines)):
            (one,) = found
            assert [Words().say(what) for what in one.lacking] == ["First aid"]
            assert (one.reason, one.decided_by, one.decided_on) == ("The course is on Friday.", "Gwenllian", TODAY)
    desk.undo()
    with desk.read() as session:
        assert figures.went_ahead(session) == figures.holders(session, TODAY) == ()


def test_what_was_given_up_long_ago_asks_for_nothing_now(desk: Desk, leader: str, ines: str) -> None:
    held = RoleHeld(role_key=leader, person_key=ines, start=dt.date(2020, 1, 1), end=dt.date(2021, 1, 1))
    roles.give_role(desk, held, TODAY)
    with desk.read() as session:
        (one,) = figures.holders(session, TODAY)
        assert not one.now(TODAY)
        assert figures.who_is_in_date(session, TODAY) == ()


def test_the_same_role_is_not_held_twice_at_once_and_may_be_held_again(desk: Desk, leader: str, ines: str) -> None:
    aid(desk, ines, None)
    first = roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=dt.date(2026, 1, 1)), TODAY)
    with pytest.raises(FieldTrouble, match="already"):
        roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY)
    roles.end_role(desk, first.key, dt.date(2026, 6, 1))
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY)
    with desk.read() as session:
        assert len(figures.holders(session, TODAY, person_key=ines)) == 2


def test_a_check_that_may_not_be_asked_is_told_on_the_role_and_held_against_nobody(desk: Desk, ines: str) -> None:
    role = roles.add_role(desk, Role(name="Gardener")).key
    need = roles.add_need(desk, RoleNeed(role_key=role, kind="check", level="enhanced", eligible="no")).key
    with desk.read() as session:
        (row,) = figures.role_rows(session, TODAY)
    ((state, sentence),) = row.troubles
    assert state == "late"
    assert "unlawful" in Words().say(sentence)
    assert standing(desk, role, ines)[0].state == "due"
    roles.give_role(desk, RoleHeld(role_key=role, person_key=ines, start=TODAY), TODAY)
    roles.amend_need(desk, need, eligible="")
    with desk.read() as session:
        assert figures.role_rows(session, TODAY)[0].troubles[0][0] == "due"
    roles.amend_need(desk, need, level="basic")
    with desk.read() as session:
        assert figures.role_rows(session, TODAY)[0].troubles == ()


@pytest.mark.parametrize(
    ("need", "field"),
    [({"kind": "check"}, "level"), ({"kind": "training"}, "name"), ({"kind": "references"}, "number")],
)
def test_a_requirement_says_what_is_missing_from_it(desk: Desk, leader: str, need: dict[str, str], field: str) -> None:
    with pytest.raises(FieldTrouble) as caught:
        roles.add_need(desk, RoleNeed(role_key=leader, **need))
    assert caught.value.field == field


def test_a_role_needs_a_thing_once(desk: Desk, leader: str) -> None:
    with pytest.raises(Refused, match="already"):
        roles.add_need(desk, RoleNeed(role_key=leader, kind="training", name="FIRST aid"))


def test_two_roles_have_two_names(desk: Desk, leader: str) -> None:
    with pytest.raises(FieldTrouble, match="already"):
        roles.add_role(desk, Role(name=" session  LEADER"))


def test_a_role_that_somebody_held_stays_and_one_that_nobody_held_goes_with_its_needs(
    desk: Desk, leader: str, ines: str
) -> None:
    aid(desk, ines, None)
    held = roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY).key
    with pytest.raises(Refused):
        roles.remove_role(desk, leader)
    roles.remove_held(desk, held)
    roles.remove_role(desk, leader)
    with desk.read() as session:
        assert figures.role_rows(session, TODAY) == ()
        assert session.query(RoleNeed).count() == 0


def test_what_runs_out_first_is_told_first(desk: Desk, leader: str, ines: str, lukasz: str) -> None:
    for person, until in ((ines, dt.date(2026, 12, 20)), (lukasz, dt.date(2026, 12, 1))):
        aid(desk, person, until)
        roles.give_role(desk, RoleHeld(role_key=leader, person_key=person, start=TODAY), TODAY)
    with desk.read() as session:
        assert [one.name for one in figures.lapsing(session, TODAY)] == ["Łukasz Wójcik", "Ines Carvalho"]


def test_suggested_lengths_have_a_source_and_the_groups_own_take_their_place(desk: Desk) -> None:
    with desk.read() as session:
        rows = lengths(session)
    assert all(one.source and one.checked_on for one in rows)
    known = length_for(rows, "training", "First Aid at Work")
    assert known
    assert known.months == 36
    assert length_for(rows, "training", "Chainsaws") is None
    own = NeedLength(kind="training", name="first aid", months=12, source="Our insurer")
    mixed = all_lengths([own], [LengthRow("training", "First aid", 36, "HSE"), LengthRow("soon", "", 2, "us")])
    assert [(one.name, one.months) for one in mixed] == [("", 2), ("first aid", 12)]
    roles.set_length(desk, own)
    with pytest.raises(Refused, match="already"):
        roles.set_length(desk, NeedLength(kind="training", name="FIRST AID", months=24, source="x"))


def test_a_decision_keeps_what_was_typed_as_it_was_typed(desk: Desk, leader: str, ines: str) -> None:
    roles.add_need(desk, RoleNeed(role_key=leader, kind="training", name="A|B {name} <b>"))
    aid(desk, ines, None)
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY, "{reason} | why")
    with desk.read() as session:
        (one,) = figures.went_ahead(session)
        assert session.query(WentAhead).count() == 1
    assert [Words().say(what) for what in one.lacking] == ["A B {name} <b>"]
    assert one.reason == "{reason} | why"
