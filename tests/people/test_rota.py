"""The rota: what is planned, who is asked, what is warned of, and how it becomes what happened."""

from __future__ import annotations

import datetime as dt

import pytest

from communitydesk.activities.actions import add_activity, add_session, amend_planned
from communitydesk.activities.model import Activity, Session
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.people import actions
from communitydesk.people.actions import roles, rota
from communitydesk.people.actions.roles import Lacking
from communitydesk.people.entry import SessionRow
from communitydesk.people.figures import attendance, hours_figures
from communitydesk.people.figures import rota as figures
from communitydesk.people.figures.roles import holders, role_rows, went_ahead
from communitydesk.people.figures.suggest import Suggestion, suggestions
from communitydesk.people.model import Availability, Person, Role, RoleHeld, RoleNeed, StageChange
from communitydesk.people.model.rota import overlap, repeated

TODAY = dt.date(2026, 11, 14)
NEXT = dt.date(2026, 11, 21)


@pytest.fixture
def gardener(desk: Desk) -> str:
    return roles.add_role(desk, Role(name="Gardener")).key


@pytest.fixture
def planned(desk: Desk, garden: str, gardener: str) -> str:
    """A session on Saturday that needs two gardeners."""
    return rota.plan_sessions(desk, garden, [NEXT], None, None, {gardener: 2})[0].key


def row(desk: Desk, key: str) -> figures.PlannedRow:
    with desk.read() as session:
        return figures.planned_rows(session, key=key)[0]


def warned(desk: Desk, key: str) -> list[tuple[str, str]]:
    with desk.read() as session:
        found = figures.warnings(session, figures.planned_rows(session, key=key))
    return [(one.state, Words().say(one.sentence)) for one in found]


def suggested(desk: Desk, key: str, role: str) -> list[Suggestion]:
    with desk.read() as session:
        return list(suggestions(session, key, role, TODAY))


def reasons(one: Suggestion) -> str:
    return "; ".join(Words().say(reason) for reason in one.reasons)


# -- planning ---------------------------------------------------------------------------------


def test_a_series_repeats_weekly_fortnightly_or_on_the_same_weekday_of_the_month() -> None:
    first = dt.date(2026, 11, 7)
    assert [day.day for day in repeated(first, "weekly", dt.date(2026, 11, 28))] == [7, 14, 21, 28]
    assert [day.day for day in repeated(first, "fortnightly", dt.date(2026, 12, 6))] == [7, 21, 5]
    months = repeated(dt.date(2026, 10, 31), "monthly", dt.date(2027, 1, 31))
    assert months == (dt.date(2026, 10, 31), dt.date(2026, 11, 28), dt.date(2026, 12, 26), dt.date(2027, 1, 30))
    assert repeated(first, "once", None) == (first,)


@pytest.mark.parametrize("until", [None, dt.date(2026, 1, 1), dt.date(2226, 11, 7)])
def test_a_series_that_cannot_be_is_refused_beside_its_last_day(until: dt.date | None) -> None:
    with pytest.raises(FieldTrouble) as caught:
        repeated(TODAY, "weekly", until)
    assert caught.value.field == "until"


def test_what_is_planned_takes_times_and_place_of_its_activity_and_a_sheet_number_of_its_own(
    desk: Desk, garden: str, planned: str
) -> None:
    one = row(desk, planned)
    assert (one.starts_at, one.ends_at, one.place, one.number) == (600, 750, "The plot", 1)
    held = Session(activity_key=garden, held_on=TODAY)
    add_session(desk, held)
    assert held.number == 2
    key = rota.plan_sessions(desk, garden, [dt.date(2026, 11, 28)], 600, 750, {})[0].key
    assert row(desk, key).number == 3


def test_what_is_planned_is_counted_nowhere_before_it_happens(desk: Desk, planned: str) -> None:
    with desk.read() as session:
        assert attendance(session).sessions == 0


def test_a_day_is_planned_once_for_the_same_time(desk: Desk, garden: str, planned: str) -> None:
    with pytest.raises(FieldTrouble, match="21 November 2026 already"):
        rota.plan_sessions(desk, garden, [dt.date(2026, 12, 5), NEXT], 600, 750, {})
    rota.plan_sessions(desk, garden, [NEXT], 840, 900, {})
    with desk.read() as session:
        assert len(figures.planned_rows(session)) == 2


def test_empty_places_are_those_for_which_nobody_said_yes(desk: Desk, planned: str, gardener: str, ines: str) -> None:
    assert row(desk, planned).empty == 2
    key = rota.ask_for(desk, planned, gardener, ines, TODAY).key
    assert (row(desk, planned).empty, row(desk, planned).places[0].asked) == (2, 1)
    rota.set_answer(desk, key, "yes")
    assert row(desk, planned).empty == 1
    rota.set_answer(desk, key, "no")
    assert row(desk, planned).empty == 2


def test_a_session_that_is_called_off_wants_nobody_until_it_is_held_after_all(
    desk: Desk, planned: str, gardener: str, ines: str
) -> None:
    rota.call_off(desk, planned, "The hall  is flooded")
    one = row(desk, planned)
    assert (one.empty, one.cancelled_why) == (0, "The hall is flooded")
    with pytest.raises(Refused, match="called off"):
        rota.ask_for(desk, planned, gardener, ines, TODAY)
    rota.call_on(desk, planned)
    assert row(desk, planned).empty == 2


# -- asking -----------------------------------------------------------------------------------


def test_nobody_is_put_on_the_rota_silently_without_what_the_role_needs(
    desk: Desk, planned: str, gardener: str, ines: str
) -> None:
    roles.add_need(desk, RoleNeed(role_key=gardener, kind="training", name="Tools"))
    with pytest.raises(Lacking):
        rota.ask_for(desk, planned, gardener, ines, TODAY)
    rota.ask_for(desk, planned, gardener, ines, TODAY, reason="Works beside Lou.")
    with desk.read() as session:
        (one,) = went_ahead(session, person_key=ines)
    assert (one.planned_on, one.reason) == (NEXT, "Works beside Lou.")
    assert warned(desk, planned) == [("due", "Ines Carvalho, Gardener: Tools. Not done yet.")]


def test_somebody_is_on_the_rota_of_a_session_once(desk: Desk, planned: str, gardener: str, ines: str) -> None:
    rota.ask_for(desk, planned, gardener, ines, TODAY)
    with pytest.raises(Refused, match="already"):
        rota.ask_for(desk, planned, gardener, ines, TODAY)


def test_the_same_people_are_asked_for_the_weeks_that_follow(
    desk: Desk, garden: str, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    roles.add_need(desk, RoleNeed(role_key=gardener, kind="training", name="Tools"))
    rota.ask_for(desk, planned, gardener, ines, TODAY, reason="Beside Lou.")
    days = [dt.date(2026, 11, 28), dt.date(2026, 12, 5)]
    keys = [one.key for one in rota.plan_sessions(desk, garden, days, None, None, {gardener: 2})]
    assert rota.ask_same(desk, planned, keys, TODAY) == (0, ("Ines Carvalho",))
    with desk.read() as session:
        need = session.query(RoleNeed).one().key
    roles.remove_need(desk, need)
    assert rota.ask_same(desk, planned, keys, TODAY) == (2, ())
    assert rota.ask_same(desk, planned, keys, TODAY) == (0, ())


# -- warnings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "found"),
    [((740, 800), "Ines Carvalho is on the rota of Lunch at the same time."), ((750, 800), ""),
     ((None, None), "Ines Carvalho is on the rota of Lunch on the same day, and not both times are known.")],
)  # fmt: skip
def test_the_same_person_at_overlapping_times_is_warned_of_whatever_the_activity(
    desk: Desk, planned: str, gardener: str, ines: str, lukasz: str, times: tuple[int | None, int | None], found: str
) -> None:
    lunch = add_activity(desk, Activity(name="Lunch")).key
    other = rota.plan_sessions(desk, lunch, [NEXT], *times, {gardener: 1})[0].key
    for key in (planned, other):
        rota.ask_for(desk, key, gardener, ines, TODAY, answer="yes")
    rota.ask_for(desk, planned, gardener, lukasz, TODAY)
    assert warned(desk, planned) == ([("late", found)] if found else [])


def test_times_that_only_touch_do_not_overlap() -> None:
    assert overlap(600, 660, 659, 700)
    assert not overlap(600, 660, 660, 700)


def test_a_young_person_without_an_adult_or_alone_with_one_is_warned_of(
    desk: Desk, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    actions.amend_person(desk, ines, born_on=dt.date(2008, 11, 22))  # eighteen on the day after
    rota.ask_for(desk, planned, gardener, ines, TODAY)
    assert warned(desk, planned) == [("late", "Ines Carvalho is under 18, and no adult is on the rota with them.")]
    on = rota.ask_for(desk, planned, gardener, lukasz, TODAY).key
    assert [state for state, _ in warned(desk, planned)] == ["due"]
    assert "alone with one adult" in warned(desk, planned)[0][1]
    rota.set_answer(desk, on, "no")
    assert [state for state, _ in warned(desk, planned)] == ["late"]
    amend_planned(desk, planned, planned_on=dt.date(2026, 11, 22))
    assert warned(desk, planned) == []


def test_a_young_person_in_a_role_for_adults_is_warned_of(desk: Desk, planned: str, ines: str, lukasz: str) -> None:
    role = roles.add_role(desk, Role(name="In charge", least_age=18)).key
    actions.amend_person(desk, ines, born_on=dt.date(2010, 1, 1))
    rota.ask_for(desk, planned, role, ines, TODAY, reason="For the badge.")
    assert ("late", "Ines Carvalho is under 18, and In charge is a role for adults.") in warned(desk, planned)


# -- suggestions ------------------------------------------------------------------------------


def test_who_is_free_suitable_and_long_unasked_comes_first_with_the_reasons(
    desk: Desk, garden: str, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    new = actions.add_person(desk, Person(name="Abena Mensah")).key
    for person in (ines, lukasz):
        roles.give_role(desk, RoleHeld(role_key=gardener, person_key=person, start=TODAY), TODAY)
        with desk.change("Note when somebody is free") as session:
            session.add(Availability(person_key=person, weekday=5, slot="morning"))
            session.add(Availability(person_key=person, weekday=5, slot="afternoon"))
    rows = [SessionRow(person_key=ines, minutes=60)]
    actions.record_session(desk, garden, dt.date(2026, 10, 17), 600, 750, rows)
    found = suggested(desk, planned, gardener)
    assert [one.name for one in found] == ["Łukasz Wójcik", "Ines Carvalho", "Abena Mensah"]
    assert reasons(found[0]) == "usually free then; has this role; never asked before"
    assert reasons(found[1]) == "usually free then; has this role; not asked for 4 weeks"
    assert "nobody noted when they are free; does not have this role yet" in reasons(found[2])
    rota.ask_for(desk, planned, gardener, new, TODAY)
    assert new not in [one.key for one in suggested(desk, planned, gardener)]


def test_who_is_elsewhere_then_or_not_in_date_is_last_and_says_why(
    desk: Desk, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    lunch = add_activity(desk, Activity(name="Lunch")).key
    other = rota.plan_sessions(desk, lunch, [NEXT], 700, 800, {gardener: 1})[0].key
    rota.ask_for(desk, other, gardener, ines, TODAY)
    roles.add_need(desk, RoleNeed(role_key=gardener, kind="training", name="Tools"))
    found = suggested(desk, planned, gardener)
    assert [one.name for one in found] == ["Łukasz Wójcik", "Ines Carvalho"]
    assert "is on the rota of Lunch then" in reasons(found[1])
    assert "Tools: Not done yet." in reasons(found[0])


def test_who_left_is_paused_or_only_takes_part_is_not_suggested(
    desk: Desk, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    actions.amend_person(desk, ines, left_on=dt.date(2026, 11, 20))
    actions.amend_person(desk, lukasz, is_volunteer=False, takes_part=True)
    actions.add_person(desk, Person(name="Abena Mensah", stage="paused"))
    assert suggested(desk, planned, gardener) == []


# -- what happened ----------------------------------------------------------------------------


def test_what_was_planned_becomes_what_happened_in_one_change_and_back(
    desk: Desk, garden: str, planned: str, gardener: str, ines: str, lukasz: str
) -> None:
    for person in (ines, lukasz):
        rota.ask_for(desk, planned, gardener, person, TODAY, answer="yes")
    done = actions.record_session(
        desk, garden, NEXT, 600, 750, [SessionRow(person_key=ines, minutes=150)], planned_key=planned
    )
    one = row(desk, planned)
    assert one.session_key == done.session.key
    assert [(two.name, two.answer) for two in one.people] == [("Ines Carvalho", "came"), ("Łukasz Wójcik", "missed")]
    with desk.read() as session:
        held = session.get(Session, done.session.key)
        assert held
        assert (held.number, held.place) == (1, "The plot")
        assert hours_figures(session).minutes == 150
        (found,) = figures.by_number(session, 1)
        assert (found.session_key, found.planned_key) == (held.key, planned)
    with pytest.raises(Refused, match="has happened"):
        rota.remove_planned(desk, [planned])
    desk.undo()
    assert row(desk, planned).session_key is None
    assert [two.answer for two in row(desk, planned).people] == ["yes", "yes"]


def test_a_session_taken_out_leaves_its_plan_as_it_was(
    desk: Desk, garden: str, planned: str, gardener: str, ines: str
) -> None:
    rota.ask_for(desk, planned, gardener, ines, TODAY, answer="yes")
    rows = [SessionRow(person_key=ines)]
    done = actions.record_session(desk, garden, NEXT, 600, 750, rows, planned_key=planned)
    actions.remove_session(desk, done.session.key)
    assert row(desk, planned).session_key is None
    assert row(desk, planned).people[0].answer == "yes"


def test_a_sheet_number_finds_what_is_planned_before_it_happened(desk: Desk, planned: str) -> None:
    with desk.read() as session:
        (found,) = figures.by_number(session, 1)
        assert (found.planned_key, found.session_key, found.day) == (planned, None, NEXT)
        assert figures.by_number(session, 99) == ()


def test_what_was_planned_and_not_confirmed_is_known_the_day_after(desk: Desk, garden: str, planned: str) -> None:
    with desk.read() as session:
        assert figures.unconfirmed(session, NEXT) == ()
        assert [one.key for one in figures.unconfirmed(session, NEXT + dt.timedelta(days=1))] == [planned]


def test_taking_a_planned_session_off_the_rota_takes_its_places_and_is_undone_as_one(
    desk: Desk, planned: str, gardener: str, ines: str
) -> None:
    roles.add_need(desk, RoleNeed(role_key=gardener, kind="agreement"))
    rota.ask_for(desk, planned, gardener, ines, TODAY, reason="It is in the post.")
    rota.remove_planned(desk, [planned])
    with desk.read() as session:
        assert figures.planned_rows(session) == ()
    desk.undo()
    assert [one.name for one in row(desk, planned).people] == ["Ines Carvalho"]


def test_whoever_has_left_is_warned_of_on_the_rota_and_has_no_role_any_more(
    desk: Desk, planned: str, gardener: str, ines: str
) -> None:
    roles.give_role(desk, RoleHeld(role_key=gardener, person_key=ines, start=TODAY), TODAY)
    rota.ask_for(desk, planned, gardener, ines, TODAY)
    assert warned(desk, planned) == []
    actions.set_stage(desk, StageChange(person_key=ines, stage="left", since_on=TODAY))
    assert warned(desk, planned) == [("late", "Ines Carvalho left on 14 November 2026 and is still on the rota.")]
    with desk.read() as session:
        (role,) = role_rows(session, TODAY)
        (held,) = holders(session, TODAY, person_key=ines)
    assert (role.holders, held.now(TODAY), held.end) == (0, False, TODAY)
    desk.undo()
    assert warned(desk, planned) == []
    with desk.read() as session:
        assert role_rows(session, TODAY)[0].holders == 1
