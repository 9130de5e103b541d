"""The rota for calendars, read back as RFC 5545 says a calendar program does, and as a list for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communitydesk.activities.actions import add_activity, amend_planned
from communitydesk.activities.model import Activity
from communitydesk.capabilities import models
from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import Words
from communitydesk.exchange.rota_out import rota_calendar, rota_list
from communitydesk.exchange.tables_out import to_csv
from communitydesk.exchange.ui.rota_out import hooks
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.people.actions import add_person, roles, rota
from communitydesk.people.figures.rota import planned_rows
from communitydesk.people.model import Person, Role
from communitydesk.storage import create
from tests.people.stage import TODAY, Stage, context_of

NOW = dt.datetime(2026, 11, 14, 12, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 21)
NAME = "نجمہ پروین"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    set_up_group(desk, Group(name="Kingsmead, the garden"))
    yield desk
    desk.close()


@pytest.fixture
def person(desk: Desk) -> str:
    return add_person(desk, Person(name=NAME)).key


@pytest.fixture
def planned(desk: Desk, person: str) -> list[str]:
    """Two sessions a week apart; the person is asked for both and said yes to the first. A third has nobody."""
    activity = Activity(
        name="Growing; and tea, " + "with very many words " * 5, starts_at=600, ends_at=750, place="Plot 7, Mill\\Lane"
    )
    key = add_activity(desk, activity).key
    role = roles.add_role(desk, Role(name="Gardener")).key
    days = [DAY, DAY + dt.timedelta(days=7), DAY + dt.timedelta(days=14)]
    made = [one.key for one in rota.plan_sessions(desk, key, days, None, None, {role: 2})]
    for one in made[:2]:
        answer = rota.ask_for(desk, one, role, person, TODAY).key
        if one == made[0]:
            rota.set_answer(desk, answer, "yes")
    amend_planned(desk, made[0], note="Bring boots.\nThe key is with June.")
    return made


def read(content: bytes) -> list[dict[str, str]]:
    """Return the events of a calendar, having checked the rules of the format that every program relies on."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
    events: list[dict[str, str]] = []
    within: list[str] = []
    for line in lines:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:\"]+)*):(.*)", line)
        assert found, line
        name, more, value = found.groups()
        if name == "BEGIN":
            within.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert within.pop() == value
        elif within == ["VCALENDAR", "VEVENT"]:
            assert name not in events[-1], f"{name} stands twice"
            events[-1][name] = re.sub(r"\\([\\;,nN])", lambda one: {"n": "\n", "N": "\n"}.get(one[1], one[1]), value)
            assert more in ("", ";VALUE=DATE")
    assert within == []
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"} <= set(lines)
    assert [line for line in lines if line.startswith("PRODID:")]
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_a_persons_calendar_has_their_sessions_at_their_times_and_names_nobody(
    desk: Desk, person: str, planned: list[str]
) -> None:
    content = rota_calendar(desk, person, Words(), TODAY, NOW)
    first, second = read(content)
    assert (first["DTSTART"], first["DTEND"]) == ("20261121T100000", "20261121T123000")
    assert first["SUMMARY"].startswith("Growing; and tea, with very many words")
    assert first["SUMMARY"].endswith(": Gardener")
    assert first["LOCATION"] == "Plot 7, Mill\\Lane"
    assert first["DESCRIPTION"] == "Bring boots.\nThe key is with June."
    assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert first["TRANSP"] == "OPAQUE"
    assert "not said yes" in second["DESCRIPTION"]
    assert NAME not in content.decode().replace("\r\n ", "")


def test_everybodys_calendar_has_every_session_and_how_many_places_are_empty(desk: Desk, planned: list[str]) -> None:
    content = rota_calendar(desk, "", Words(), TODAY, NOW)
    events = read(content)
    assert [event["DTSTART"][:8] for event in events] == ["20261121", "20261128", "20261205"]
    assert events[0]["DESCRIPTION"].endswith("1 place empty")
    assert events[2]["DESCRIPTION"] == "2 places empty"
    assert NAME not in content.decode().replace("\r\n ", "")


def test_what_is_called_off_says_so_under_the_same_identifier(desk: Desk, person: str, planned: list[str]) -> None:
    before = read(rota_calendar(desk, person, Words(), TODAY, NOW))
    rota.call_off(desk, planned[0], "The hall is flooded")
    first, _ = read(rota_calendar(desk, person, Words(), TODAY, NOW))
    assert first["UID"] == before[0]["UID"]
    assert (first["STATUS"], first["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert first["DESCRIPTION"] == "Called off.\nThe hall is flooded"


def test_a_session_without_times_is_a_whole_day(desk: Desk, person: str) -> None:
    key = add_activity(desk, Activity(name="Fair")).key
    role = roles.add_role(desk, Role(name="Host")).key
    made = rota.plan_sessions(desk, key, [DAY], None, None, {role: 1})[0].key
    rota.ask_for(desk, made, role, person, TODAY)
    (event,) = read(rota_calendar(desk, person, Words(), TODAY, NOW))
    assert (event["DTSTART"], event["DTEND"]) == ("20261121", "20261122")


def test_whoever_said_no_or_has_nothing_to_come_gets_no_calendar(desk: Desk, person: str, planned: list[str]) -> None:
    with desk.read() as session:
        answers = [one.key for row in planned_rows(session) for one in row.people]
    for one in answers:
        rota.set_answer(desk, one, "no")
    with pytest.raises(Refused, match="Nothing is planned"):
        rota_calendar(desk, person, Words(), TODAY, NOW)
    with pytest.raises(Refused, match="Nothing is planned"):
        rota_calendar(desk, "", Words(), dt.date(2027, 1, 1), NOW)


def test_the_list_has_a_line_for_each_person_and_each_empty_place(desk: Desk, planned: list[str]) -> None:
    found = rota_list(desk, Period(DAY, DAY), Words(), TODAY)
    lines = list(csv.reader(io.StringIO(to_csv(found.columns, found.rows).decode("utf-8-sig"))))
    assert lines[0] == ["Date", "From", "To", "Activity", "Place", "Sheet number", "Role", "Places", "Who", "Answer"]
    assert [line[-2:] for line in lines[1:]] == [[NAME, "Said yes"], ["", "Empty"]]
    over = rota_list(desk, Period(DAY, DAY), Words(), DAY + dt.timedelta(days=1))
    assert [row[-2:] for row in over.rows] == [(NAME, "Said yes")]


def test_it_is_saved_under_a_number_in_place_of_the_name(
    desk: Desk, person: str, planned: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    stage = Stage()

    def choose(title: Any, name: str, kinds: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(stage, "save_file", choose)
    context = context_of(desk, stage)
    hooks()["rota_calendar"](context, person)
    hooks()["rota_calendar"](context, "")
    hooks()["rota_list"](context, Period(DAY, DAY))
    assert asked == ["rota-0001.ics", "rota.ics", "rota.xlsx"]
    assert len(read((tmp_path / "rota-0001.ics").read_bytes())) == 2
    assert (tmp_path / "rota.xlsx").read_bytes().startswith(b"PK")
    hooks()["rota_calendar"](context, add_person(desk, Person(name="Nobody asked")).key)
    assert stage.troubles == ["Nothing is planned from today on."]
