"""The group, its aims and its contacts."""

from __future__ import annotations

import datetime as dt

import pytest

from communitydesk.activities.actions import add_activity
from communitydesk.activities.model import Activity
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.group import actions, figures
from communitydesk.group.model import Contact, Group

TODAY = dt.date(2026, 11, 14)


def test_a_name_is_enough_to_begin(desk: Desk) -> None:
    actions.set_up_group(desk, Group(name="Kingsmead Garden"))
    with desk.read() as session:
        group = figures.group_figures(session, TODAY)
    assert group is not None
    assert (group.name, group.legal_form, group.year_end_month) == ("Kingsmead Garden", "unconstituted", 3)
    assert group.year == Period(dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert len(group.gaps) == 4


def test_a_group_without_a_name_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(FieldTrouble) as refused:
        actions.set_up_group(desk, Group(), ["Grow food"])
    assert refused.value.field == "name"
    with desk.read() as session:
        assert figures.group_figures(session, TODAY) is None
        assert figures.aims(session) == ()


def test_a_file_holds_one_group(desk: Desk) -> None:
    actions.set_up_group(desk, Group(name="One"))
    with pytest.raises(Refused):
        actions.set_up_group(desk, Group(name="Two"))


def test_aims_keep_their_order_and_end_without_being_lost(desk: Desk) -> None:
    actions.set_up_group(desk, Group(name="One"), ["Grow food", " ", "Meet  neighbours"])
    actions.add_aim(desk, "Teach children")
    with desk.read() as session:
        rows = figures.aims(session)
    assert [row.statement for row in rows] == ["Grow food", "Meet neighbours", "Teach children"]
    actions.order_aims(desk, [rows[2].key, rows[0].key])
    actions.end_aim(desk, rows[1].key, TODAY)
    actions.amend_aim(desk, rows[0].key, "Grow good food")
    with desk.read() as session:
        assert [row.statement for row in figures.aims(session)] == ["Teach children", "Grow good food"]
        assert figures.aims(session, ended=True)[-1].statement == "Meet neighbours"


def test_an_aim_that_something_serves_is_not_removed(desk: Desk) -> None:
    aim = actions.add_aim(desk, "Grow food")
    add_activity(desk, Activity(name="Saturdays", aim_key=aim.key))
    with pytest.raises(Refused) as refused:
        actions.remove_aim(desk, aim.key)
    assert Words().say(refused.value.message) == (
        "This aim cannot be removed, because something belongs to it: activity (1). Remove that first."
    )


def test_a_contact_that_was_not_checked_for_a_year_says_so(desk: Desk) -> None:
    key = actions.add_contact(desk, Contact(name="County Council", person="J. Ahmed", kind="council")).key
    with desk.read() as session:
        assert figures.contacts(session, TODAY)[0].stale
    actions.contact_checked(desk, key, TODAY)
    with desk.read() as session:
        assert not figures.contacts(session, TODAY)[0].stale
        assert figures.contacts(session, dt.date(2027, 11, 15))[0].stale
        assert figures.contacts(session, TODAY, "funder") == ()
    actions.remove_contact(desk, key)
    with pytest.raises(Refused):
        actions.amend_contact(desk, key, name="Gone")
