"""The documents of people, the group and evidence, as stories."""

from __future__ import annotations

import csv
import datetime as dt
import io

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.group.actions import add_contact, set_up_group
from communitydesk.group.documents import documents as of_the_group
from communitydesk.group.model import Contact, Group
from communitydesk.impact.actions import add_card, add_measure, add_outcome
from communitydesk.impact.documents import documents as of_impact
from communitydesk.impact.model import EvidenceCard, Measure, Outcome
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import BlankTable, Story, Table, Together
from communitydesk.people.actions import record_session
from communitydesk.people.documents import documents
from communitydesk.people.entry import SessionRow
from tests.paper.reader import Reading

TODAY = dt.date(2026, 11, 14)


def made(desk: Desk, begins: str) -> Story:
    every = (*documents(desk, TODAY), *of_the_group(desk, TODAY), *of_impact(desk, TODAY))
    return next(one for one in every if one.id.startswith(begins)).make(Words())


def test_the_sheet_of_an_activity_knows_its_regulars_and_has_room_for_more(desk: Desk, garden: str, ines: str) -> None:
    for day in (31, 24):
        record_session(desk, garden, dt.date(2026, 10, day), 600, 750, [SessionRow(person_key=ines, minutes=60)])
    story = made(desk, "sign-in-sheet-")
    (table,) = [block for block in story.blocks if isinstance(block, BlankTable)]
    assert table.rows[0][0] == "Ines Carvalho"
    assert table.blank_rows == 15
    assert "Saturday growing" in story.title


def test_an_empty_sheet_names_nobody(desk: Desk) -> None:
    (table,) = [block for block in made(desk, "sign-in-sheet").blocks if isinstance(block, BlankTable)]
    assert table.rows == ()


def test_the_years_hours_add_up_in_every_table_and_name_nobody(desk: Desk, garden: str, ines: str) -> None:
    row = SessionRow(person_key=ines, minutes=150, role_class="skilled")
    record_session(desk, garden, TODAY, 600, 750, [row, SessionRow(group_label="Bank", people=8, minutes=120)])
    story = made(desk, "volunteer-hours")
    blocks = [one for block in story.blocks for one in (block.blocks if isinstance(block, Together) else (block,))]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.totals == (("Total", "18:30"),)
    assert "By class of role: General 16:00, Skilled 2:30." in repr(blocks)
    assert "Ines" not in repr(story.blocks)
    rows = list(csv.DictReader(io.StringIO(story.data[0].content.decode("utf-8-sig"))))
    assert sum(int(one["minutes"]) for one in rows if one["by"] == "class") == 1110


def test_a_spreadsheet_takes_no_formula_from_what_was_typed(desk: Desk) -> None:
    set_up_group(desk, Group(name="Kingsmead"))
    add_contact(desk, Contact(name="=1+1", kind="council"))
    story = made(desk, "contacts")
    assert b"'=1+1" in story.data[0].content
    assert "never" in repr(story.blocks)


def test_the_list_of_evidence_says_what_stays_out(desk: Desk) -> None:
    outcome = add_outcome(desk, Outcome(statement="People feel less alone"))
    add_measure(desk, Measure(outcome_key=outcome.key, taken_on=TODAY, yes=41, asked=60, question="Less alone?"))
    add_card(desk, EvidenceCard(name="Harvest supper", kind="story", text="..."), [outcome.key])
    told = repr(made(desk, "evidence").blocks)
    assert "1 piece of evidence stays out of documents." in told
    assert "41 of 60 said yes (68%)" in told
    assert "Nobody's consent is recorded" in told


def test_a_year_without_hours_says_so_once(desk: Desk) -> None:
    assert repr(made(desk, "volunteer-hours").blocks).count("No hours are recorded") == 1


def test_the_hours_of_several_months_stand_in_a_chart_with_every_value_heard(
    desk: Desk, garden: str, ines: str
) -> None:
    for day in (TODAY, TODAY - dt.timedelta(days=60)):
        record_session(desk, garden, day, 600, 750, [SessionRow(person_key=ines, minutes=150, role_class="general")])
    read = Reading(write_pdf(made(desk, "volunteer-hours")))
    (figure,) = read.tree.find("Figure")
    assert str(figure.entries.Alt).count("2:30") == 2
    assert read.faults == []
