"""A list is brought in through the window by keyboard, and taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.exchange.people.figures import entries
from communitydesk.exchange.ui.people.place import ListsPlace
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.people.actions import add_person
from communitydesk.people.actions.roles import add_role, give_role
from communitydesk.people.model import Person, Role, RoleHeld
from communitydesk.storage import create
from communitydesk.widgets.theme import LIGHT, Theme
from tests.exchange.people.test_terminal import workbook
from tests.widgets.standin import StandInWindow, stand_in

LIST = (
    "Name,Email,Role,Born\n"
    "Siân Evans,sian@example.org,Cook,3/5/1961\n"
    "Bo Li,,Driver,4/5/1962\n"
    "Ada Okafor,ada@example.org,,\n"
    ",nobody@example.org,,\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    set_up_group(desk, Group(name="Copperbeech"))
    add_person(desk, Person(name="Siân Evans", email="sian@example.org", role="Baker"), today=dt.date(2026, 11, 21))
    add_person(desk, Person(name="Bo Li"), today=dt.date(2026, 11, 21))
    yield desk
    desk.close()


class Shown:
    """The place in a window of its own."""

    def __init__(self, qtbot: Any, desk: Desk, tmp_path: Path) -> None:
        self.context = stand_in(desk, Theme(LIGHT, "light", 1.0))
        window = self.context.window
        assert isinstance(window, StandInWindow)
        self.window, self.tmp_path = window, tmp_path
        self.place = ListsPlace(self.context)
        qtbot.addWidget(self.place)
        self.place.resize(1040, 780)
        self.place.show()
        self.place.refresh()

    def bring(self, text: str) -> None:
        path = self.tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        self.place.begin(path)


@pytest.fixture
def shown(qtbot: Any, desk: Desk, tmp_path: Path) -> Shown:
    return Shown(qtbot, desk, tmp_path)


def test_a_list_is_read_shown_decided_and_brought_in(shown: Shown, desk: Desk) -> None:
    shown.bring(LIST)
    flow = shown.place.flow
    assert flow is not None
    assert [combo.currentText() for combo in flow.columns.combos] == [
        "Whole name", "E-mail", "What they usually do", "Date of birth",
    ]  # fmt: skip
    flow.main.click()
    rows = flow.rows
    assert rows.summary.text().startswith("1 person is new; 1 is here already; 1 is perhaps here already.")
    assert flow.main.text() == "Bring in 2 people"
    flow.main.click()
    assert rows.error.text() == "Decide about 1 person first: are they here already?"
    assert rows.table.current().person.name == "Bo Li"
    rows.ways["join"].click()
    flow.main.click()
    assert shown.place.flow is None
    assert [(one.name, one.role) for one in entries(desk)] == [
        ("Ada Okafor", ""),
        ("Bo Li", "Driver"),
        ("Siân Evans", "Baker"),
    ]


def test_a_list_says_the_roles_that_somebody_has(desk: Desk) -> None:
    today = dt.date(2026, 11, 21)
    role = add_role(desk, Role(name="Session leader")).key
    (siân,) = [one for one in entries(desk, today) if one.name == "Siân Evans"]
    assert siân.does == "Baker"
    give_role(desk, RoleHeld(role_key=role, person_key=siân.key, start=today), today)
    assert [one.does for one in entries(desk, today)] == ["", "Session leader"]


def test_where_two_differ_the_person_chooses_field_by_field(shown: Shown, desk: Desk) -> None:
    shown.bring(LIST)
    flow = shown.place.flow
    assert flow is not None
    flow.main.click()
    flow.rows.table.choose("0")
    take = next(one for one in flow.findChildren(QRadioButton) if one.text() == "Take “Cook” from the list")
    take.click()
    flow.rows.table.choose("1")
    flow.rows.ways["leave"].click()
    flow.main.click()
    assert next(one.role for one in entries(desk) if one.name == "Siân Evans") == "Cook"


def test_days_that_can_be_read_in_two_ways_are_asked_about(shown: Shown) -> None:
    shown.bring(LIST)
    flow = shown.place.flow
    assert flow is not None
    month_first = next(one for one in flow.columns.findChildren(QRadioButton) if one.text() == "Month, day, year")
    assert "3 May 1961" in flow.columns.table.model.data(flow.columns.table.model.index(0, 2))
    month_first.click()
    assert "5 March 1961" in flow.columns.table.model.data(flow.columns.table.model.index(0, 2))


def test_leaving_keeps_nothing_of_the_file(shown: Shown, desk: Desk) -> None:
    shown.bring(LIST)
    assert shown.place.flow is not None
    shown.place.flow.cancel.click()
    assert shown.place.flow is None
    assert len(entries(desk)) == 2


def test_everything_is_reached_by_keyboard(shown: Shown, qtbot: Any) -> None:
    shown.bring(LIST)
    flow = shown.place.flow
    assert flow is not None
    qtbot.waitExposed(shown.place)
    flow.main.setFocus()
    QTest.keyClick(flow.main, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is flow.rows.table.view
    QTest.keyClick(flow.rows.table.view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() in flow.rows.ways.values()


def test_the_addresses_are_copied_for_a_mail_program(shown: Shown) -> None:
    shown.place.front.out.copy_addresses()
    assert QApplication.clipboard().text() == "sian@example.org"


def test_who_has_no_address_is_counted(shown: Shown) -> None:
    assert shown.place.front.out.counted.text() == ("2 people; 1 has no e-mail address; 2 have no postal address.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", b"<!DOCTYPE html><html><body><table><tr><td>Name</td></tr></table></body></html>"),
        ("list.xlsx", b"PK\x03\x04 and then nothing that a workbook has"),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60),
        ("list.csv", b""),
        ("list.csv", b"\xff\xfe\x00\xd8" * 30),
    ],
    ids=["a web page", "half a workbook", "a picture", "nothing", "broken letters"],
)
def test_a_file_that_is_no_list_is_said_in_one_sentence_and_the_page_stays_as_it_was(
    shown: Shown, desk: Desk, name: str, content: bytes
) -> None:
    path = shown.tmp_path / name
    path.write_bytes(content)
    before = entries(desk)
    shown.place.begin(path)
    assert len(shown.window.troubles) == 1
    assert shown.place.currentWidget() is shown.place.front
    assert shown.place.flow is None
    assert entries(desk) == before


def test_a_workbook_as_people_make_them_is_shown_as_it_was_understood_before_anything_is_written(
    shown: Shown, desk: Desk
) -> None:
    path = shown.tmp_path / "list.xlsx"
    path.write_bytes(workbook())
    shown.place.begin(path)
    flow = shown.place.flow
    assert flow is not None
    flow.main.click()
    seen = {one.person.name for one in flow.rows.table.model.rows}
    assert seen == {"Ada Okafor", "Siân Evans"}, "nobody of the hidden sheet, no empty row"
    assert {one.name for one in entries(desk)} == {"Siân Evans", "Bo Li"}, "nothing is written yet"
