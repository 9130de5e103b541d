"""The places of people and activities, used as a person uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from communitydesk.activities import actions as doings
from communitydesk.activities.entry import parse_tallies, tallies_text
from communitydesk.activities.model import Activity, PeopleEstimate, Session
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.records import Ref
from communitydesk.people import actions, figures
from communitydesk.people.entry import SessionRow
from communitydesk.people.model import Hours, Person
from communitydesk.people.ui.activities import ActivitiesPlace
from communitydesk.people.ui.estimates import EverythingSheet
from communitydesk.people.ui.place import PeoplePlace
from communitydesk.widgets.form import FormSheet
from tests.people.stage import TODAY, Stage, context_of


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Callable[..., Any]:
    def shown(make: Callable[..., QWidget], **more: Any) -> Any:
        page = make(context_of(desk, stage, **more))
        qtbot.addWidget(page)
        page.resize(1072, 820)
        page.show()
        page.activateWindow()
        return page

    return shown


def fill(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, **typed: str) -> None:
    """Have the next sheet filled in as a person would, and saved."""

    def answer(sheet: QDialog) -> int:
        assert isinstance(sheet, FormSheet)
        for name, text in typed.items():
            widget = sheet.form.rows[name].input
            if isinstance(widget, QComboBox):
                widget.setEditText(text)
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(text)
            else:
                assert isinstance(widget, QLineEdit)
                widget.setText(text)
        sheet.save()
        return sheet.result()

    monkeypatch.setattr(QDialog, "exec", answer)


def rows(table: Any) -> list[tuple[str, ...]]:
    return [tuple(column.text(row) for column in table.model.columns) for row in table.model.rows]


def named(page: QWidget) -> list[str]:
    """Every control without a name that could be said aloud."""
    kinds = (QPushButton, QLineEdit, QComboBox, QCheckBox, QPlainTextEdit)
    return [
        type(one).__name__
        for kind in kinds
        for one in page.findChildren(kind)
        if one.isVisibleTo(page) and not one.accessibleName() and not getattr(one, "text", str)()
        and not isinstance(one.parent(), QComboBox)
    ]  # fmt: skip


def test_everybody_is_narrowed_by_what_they_are_and_whether_they_left(
    desk: Desk, show: Callable[..., Any], ines: str, lukasz: str
) -> None:
    actions.add_person(desk, Person(name="June", is_volunteer=False, is_committee=True))
    actions.amend_person(desk, lukasz, left_on=dt.date(2026, 1, 1))
    place = show(PeoplePlace)
    people = place.front.people
    assert [row[0] for row in rows(people.table)] == ["Ines Carvalho", "June"]
    people.who.setCurrentIndex(people.who.findData("is_committee"))
    assert [row[0] for row in rows(people.table)] == ["June"]
    people.who.setCurrentIndex(people.who.findData("left"))
    assert [row[0] for row in rows(people.table)] == ["Łukasz Wójcik"]


def test_an_empty_place_says_what_belongs_there_and_offers_the_first_step(show: Callable[..., Any]) -> None:
    place = show(PeoplePlace)
    steps = [one.text() for one in place.front.people.findChildren(QPushButton) if one.isVisible()]
    assert "Add the first person" in steps


def test_a_person_is_added_in_a_sheet(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk
) -> None:
    place = show(PeoplePlace)
    fill(qtbot, monkeypatch, name="Bo Jones", role="Gardener")
    place.front.people.add()
    assert rows(place.front.people.table)[0] == ("Bo Jones", "", "Gardener", "Volunteer", "", "", "1")


def test_hours_are_added_corrected_summed_and_removed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, ines: str, garden: str
) -> None:
    place = show(PeoplePlace)
    place.open(tab="hours")
    hours = place.front.hours
    fill(
        qtbot, monkeypatch, person_key="Ines Carvalho", given_on="3 nov", minutes="2½", activity_key="Saturday growing"
    )
    hours.add()
    assert rows(hours.entries)[0][:2] == ("Tue 3 Nov 2026", "Ines Carvalho")
    fill(qtbot, monkeypatch, minutes="1:45")
    hours.correct(hours.entries.model.rows[0])
    assert rows(hours.entries)[0][4] == "1:45"
    for code, first in (("person", "Ines Carvalho"), ("activity", "Saturday growing"), ("month", "November 2026")):
        hours.sums.setCurrentIndex(hours.sums.findData(code))
        assert rows(hours.totals)[0] == (first, "1", "1", "1:45")
    hours.sums.setCurrentIndex(0)
    hours.period.setCurrentIndex(hours.period.findData("last"))
    assert rows(hours.entries) == []
    hours.period.setCurrentIndex(hours.period.findData("all"))
    hours.entries.view.selectAll()
    hours.remove()
    assert rows(hours.entries) == []
    desk.undo()
    assert len(rows(hours.entries)) == 1


def test_an_entry_that_is_looked_for_is_shown_whatever_was_chosen(
    show: Callable[..., Any], desk: Desk, ines: str, garden: str
) -> None:
    row = SessionRow(person_key=ines, minutes=60)
    done = actions.record_session(desk, garden, dt.date(2020, 1, 4), None, None, [row])
    place = show(PeoplePlace)
    key = done.hours[0]
    assert key is not None
    place.open()
    place.told(record=Ref("hours", key.key))
    assert place.front.hours.entries.current().key == key.key


def test_a_persons_record_shows_and_changes_everything(
    show: Callable[..., Any], desk: Desk, stage: Stage, ines: str, garden: str
) -> None:
    actions.record_session(desk, garden, TODAY, 600, 750, [SessionRow(person_key=ines, minutes=150)])
    place = show(PeoplePlace)
    place.open(ines)
    page = place.currentWidget()
    page.refresh()
    assert page.heading.text() == "Ines Carvalho"
    contact = page.side("contact").details
    contact.form.rows["phone"].input.setText("01632 960 000")
    assert place.unsaved()
    contact.save()
    assert not place.unsaved()
    contact.form.rows["email"].input.setText("not an address")
    contact.save()
    assert "is not an e-mail address" in contact.form.rows["email"].error.text()
    assert rows(page.side("hours").entries)[0][2] == "Saturday growing"
    assert rows(page.side("attendance").table)[0][1] == "Saturday growing"
    assert "Phone: – → 01632 960 000" in rows(page.side("history").table)[0][3]
    page.remove()
    assert "Give the day they left instead" in stage.troubles[-1]


def test_different_people_are_shown_with_how_they_are_known(
    show: Callable[..., Any], desk: Desk, ines: str, garden: str
) -> None:
    lunch = doings.add_activity(desk, Activity(name="Lunch")).key
    meeting = doings.add_session(desk, Session(activity_key=lunch, held_on=TODAY)).key
    doings.count_heads(desk, meeting, 30)
    actions.record_session(desk, garden, TODAY, 600, 750, [SessionRow(person_key=ines, minutes=150)])
    place = show(ActivitiesPlace)
    front = place.front
    shown = {row[0]: row[3] for row in rows(front.table)}
    assert shown == {"Lunch": "not known, 30 or more", "Saturday growing": "1 counted by name"}
    estimate = PeopleEstimate(activity_key=lunch, start=dt.date(2026, 4, 1), end=dt.date(2027, 3, 31), people=55)
    doings.add_estimate(desk, estimate)
    assert dict((row[0], row[3]) for row in rows(front.table))["Lunch"] == "55 estimated"
    assert "56 estimated" in front.sum.text()


def test_an_activity_asks_for_the_estimate_that_is_missing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, garden: str
) -> None:
    meeting = doings.add_session(desk, Session(activity_key=garden, held_on=TODAY)).key
    doings.count_heads(desk, meeting, 30)
    place = show(ActivitiesPlace)
    place.open(garden)
    page = place.currentWidget()
    page.refresh()
    (mend,) = [one for one in page.problems.findChildren(QPushButton) if one.text() == "Estimate"]
    fill(qtbot, monkeypatch, people="45", basis="We knew most faces")
    mend.click()
    page.tabs.open("people")
    assert rows(page.estimates)[0][1:] == ("45", "We knew most faces")
    assert not page.problems.isVisible()


def test_everything_that_the_group_does_has_an_estimate_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], desk: Desk, garden: str
) -> None:
    meeting = doings.add_session(desk, Session(activity_key=garden, held_on=TODAY)).key
    doings.count_heads(desk, meeting, 30)
    place = show(ActivitiesPlace)
    front = place.front
    front.refresh()
    sheet = EverythingSheet(front.context, front, front._period)  # goes with the page
    fill(qtbot, monkeypatch, people="90", basis="About half come to both")
    sheet.side.add()
    assert rows(sheet.side.table)[0][1:] == ("90", "About half come to both")
    front.refresh()
    assert "90 estimated" in front.sum.text()
    sheet.side.table.choose(sheet.side.table.model.row(0).key)
    sheet.side.remove()
    assert not rows(sheet.side.table)


def test_who_came_is_said_by_heads_tallies_or_names(
    qtbot: QtBot, show: Callable[..., Any], desk: Desk, garden: str, ines: str
) -> None:
    key = doings.add_session(desk, Session(activity_key=garden, held_on=TODAY)).key
    place = show(ActivitiesPlace)
    place.open(key)
    page = place.currentWidget()
    page.refresh()

    def came() -> int | None:
        with desk.read() as session:
            return figures.session_counts(session, key=key)[0].came

    page.who.ways.button(2).click()
    page.who.heads.rows["headcount"].input.setText("24")
    page.who.save_heads()
    assert came() == 24
    page.who.ways.button(1).click()
    page.who.tally.rows["tallies"].input.setPlainText("Children 12\nAdults: 9\n3 babies")
    page.who.save_tally()
    assert came() == 24
    page.who.tally.rows["tallies"].input.setPlainText("Children twelve")
    page.who.save_tally()
    assert "has no number" in page.who.tally.rows["tallies"].error.text()
    page.who.ways.button(0).click()
    page.who.adding.rows["who"].set(ines)
    page.who.adding.rows["who"].edited.emit()
    assert [name for _, name in page.who.table.model.rows] == ["Ines Carvalho"]
    with desk.read() as session:
        assert figures.session_counts(session, key=key)[0].counted == "names"


@pytest.mark.parametrize("typed", ["Children 12\nAdults: 9", "12 Children\n9 Adults", "Children: 12\n\nAdults – 9"])
def test_tallies_are_understood_as_people_write_them(typed: str) -> None:
    assert parse_tallies(typed) == [("Children", 12), ("Adults", 9)]
    assert parse_tallies(tallies_text(parse_tallies(typed))) == parse_tallies(typed)


def test_a_tally_without_a_number_is_refused() -> None:
    with pytest.raises(FieldTrouble):
        parse_tallies("Children")


@pytest.mark.parametrize(("dark", "scale"), [(False, 1.0), (True, 1.0), (False, 2.0)])
def test_every_control_can_be_said_aloud_in_any_size_and_colour(
    qtbot: QtBot, show: Callable[..., Any], desk: Desk, garden: str, ines: str, dark: bool, scale: float
) -> None:
    done = actions.record_session(desk, garden, TODAY, 600, 750, [SessionRow(person_key=ines, minutes=150)])
    for make, opens in ((PeoplePlace, (None, ines)), (ActivitiesPlace, (None, garden, done.session.key))):
        for key in opens:
            place = show(make, dark=dark, scale=scale)
            place.open(key)
            tabs = place.currentWidget().tabs if hasattr(place.currentWidget(), "tabs") else None
            for index in range(tabs.count() if tabs else 1):
                if tabs:
                    tabs.setCurrentIndex(index)
                QApplication.processEvents()
                assert named(place) == []
            place.hide()


def test_every_line_of_every_sum_is_followed_to_its_entries(
    show: Callable[..., Any], desk: Desk, ines: str, garden: str
) -> None:
    row = SessionRow(person_key=ines, minutes=60, role_class="skilled")
    actions.record_session(desk, garden, dt.date(2026, 10, 31), 600, 750, [row])
    actions.record_session(desk, garden, TODAY, 600, 750, [row, SessionRow(group_label="Bank", people=8, minutes=30)])
    actions.add_hours(desk, Hours(person_key=ines, minutes=15, given_on=TODAY))
    place = show(PeoplePlace)
    place.open(tab="hours")
    hours = place.front.hours
    for by, line, minutes in (
        ("month", "October 2026", ["1:00"]),
        ("year", "2026", ["0:15", "1:00", "1:00", "4:00"]),
        ("role_class", "Skilled", ["1:00", "1:00"]),
        ("activity", "Saturday growing", ["1:00", "1:00", "4:00"]),
        ("activity", "No activity named", ["0:15"]),
        ("person", "Groups without names", ["4:00"]),
    ):
        hours.sums.setCurrentIndex(hours.sums.findData(by))
        (total,) = [one for one in hours.totals.model.rows if hours._label(one) == line]
        hours.totals.opened.emit(total)
        assert sorted(one[4] for one in rows(hours.entries)) == minutes, line
        assert not hours.whole.isHidden()
        assert hours.whole.text() == f"Only: {line}. Show all"
    hours.whole.click()
    assert len(rows(hours.entries)) == 4
    assert hours.whole.isHidden()
