"""A sign-in sheet typed by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Message, Words
from communitydesk.people import actions, figures
from communitydesk.people.actions import SessionRecorded
from communitydesk.people.entry import SessionRow
from communitydesk.people.model import Person
from communitydesk.people.ui.session import SessionSheet
from communitydesk.widgets.fieldrows import Choice
from communitydesk.widgets.scroll import Scroller
from tests.fit import unfit
from tests.people.stage import TODAY, Stage, context_of
from tests.widgets.standin import dressed

ENTER, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down


class Typist:
    """Types where the cursor is, as a person does who never reaches for the mouse."""

    def __init__(self, bot: QtBot) -> None:
        self._bot, self.keys = bot, 0

    def __call__(self, text: str, *keys: Qt.Key, control: bool = False) -> None:
        for one in text:
            self._bot.keyClicks(self.here, one)
        for key in keys:
            modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
            self._bot.keyClick(self.here, key, modifier)
        self.keys += len(text) + len(keys)

    @property
    def here(self) -> Any:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk, garden: str, ines: str, lukasz: str, stage: Stage) -> SessionSheet:
    page = SessionSheet(context_of(desk, stage))
    qtbot.addWidget(page)
    page.resize(1072, 820)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    page.told(activity=garden)
    return page


@pytest.fixture
def type_(qtbot: QtBot, sheet: SessionSheet) -> Typist:
    return Typist(qtbot)


def hints(sheet: SessionSheet) -> str:
    return "\n".join(row.hint.text() for row in sheet.grid.rows if row.hint.text())


def test_twelve_people_are_typed_by_keyboard_alone_and_kept_as_one_change(
    desk: Desk, sheet: SessionSheet, type_: Typist, stage: Stage
) -> None:
    for name in ("Ann Archer", "Bob Baker", "Cat Carter", "Dan Dyer", "Eve Elder", "Fay Fisher", "Guy Glover",
                 "Hal Harper", "Ivy Ironside", "Jon Joiner"):  # fmt: skip
        actions.add_person(desk, Person(name=name, role="Gardener"))
    sheet.told(activity=sheet._activity)
    for letters in ("ine", "luk", "ann", "bob", "cat", "dan", "eve", "fay", "guy", "hal", "ivy", "jon"):
        type_(letters, ENTER)
    assert sheet.total.text() == "30 h from 12 people"
    assert type_.keys == 12 * 4, "at three keys a second that is sixteen seconds"
    type_("", ENTER, control=True)
    with desk.read() as session:
        (meeting,) = figures.session_counts(session)
        assert (meeting.came, meeting.minutes, meeting.held_on) == (12, 30 * 60, TODAY)
    assert stage.went[-1][:2] == ("activities", meeting.key)
    assert Words().say(desk.undo_label or "") == "Record the session of Saturday growing"
    desk.undo()
    with desk.read() as session:
        assert figures.session_counts(session) == ()
        assert len(figures.people_rows(session)) == 12


def test_of_two_people_with_one_name_nobody_is_taken_before_it_is_said_which(
    desk: Desk, sheet: SessionSheet, type_: Typist
) -> None:
    for role in ("Cook", "Cook"):
        actions.add_person(desk, Person(name="Dora Ames", role=role))
    sheet.told(activity=sheet._activity)
    first, second = [one for one in sheet.roster.names if one.name == "Dora Ames"]
    type_("dora ames", TAB)
    row = sheet.grid.rows[0]
    assert not row.known
    assert hints(sheet).startswith("2 people are called Dora Ames. Say which: ▸ Dora Ames, cook, number ")
    sheet.save()
    assert "may be several people" in sheet.error.text()
    row.who.setFocus()
    type_("", DOWN, ENTER)
    assert row.person == second != first


def test_hours_are_the_sessions_until_others_are_typed(sheet: SessionSheet, type_: Typist) -> None:
    type_("ines", TAB)
    type_("1.75", ENTER)
    type_("luk", ENTER)
    first, second = sheet.grid.rows[:2]
    assert (first.hours.text(), second.hours.text()) == ("1:45", "2:30")
    assert sheet.total.text() == "4 h 15 min from 2 people"
    sheet.ends.set(660)
    sheet._look()
    assert (first.hours.text(), second.hours.text()) == ("1:45", "1:00")


def test_a_new_person_is_offered_and_added_without_leaving_the_grid(
    desk: Desk, sheet: SessionSheet, type_: Typist
) -> None:
    type_("Bo Jones", ENTER)
    assert "Enter again adds a new person" in hints(sheet)
    type_("", ENTER)
    type_("Mai Nguyen")
    type_("", Qt.Key.Key_N, control=True)
    assert [row.new_name for row in sheet.grid.rows[:2]] == ["Bo Jones", "Mai Nguyen"]
    type_("", ENTER, control=True)
    with desk.read() as session:
        assert {"Bo Jones", "Mai Nguyen"} < {row.name for row in figures.people_rows(session)}
        assert figures.session_counts(session)[0].names == 2


def test_a_slip_of_the_pen_finds_who_was_meant(sheet: SessionSheet, type_: Typist, ines: str) -> None:
    type_("Inez Carvalho", ENTER)
    assert "Did you mean Ines Carvalho?" in hints(sheet)
    type_("", DOWN, ENTER)
    assert sheet.grid.rows[0].person is not None
    assert sheet.grid.rows[0].person.key == ines


def test_a_group_counts_each_of_its_people(desk: Desk, sheet: SessionSheet, type_: Typist) -> None:
    type_("8x2", ENTER)
    type_("helpers from the bank x 3", ENTER)
    assert sheet.grid.rows[0].total.text() == "16:00"
    assert sheet.total.text() == "23 h 30 min from 11 people"
    type_("", ENTER, control=True)
    with desk.read() as session:
        assert [(row.group_label, row.people) for row in figures.hours_rows(session)] == [
            ("Group", 8), ("helpers from the bank", 3)]  # fmt: skip


def test_who_took_part_and_gave_no_time_has_no_hours(desk: Desk, sheet: SessionSheet, type_: Typist) -> None:
    type_("ines", TAB)
    type_("", Qt.Key.Key_Backspace, ENTER)
    assert sheet.grid.rows[0].total.text() == "took part"
    type_("", ENTER, control=True)
    with desk.read() as session:
        assert (figures.session_counts(session)[0].came, figures.hours_rows(session)) == (1, ())


def test_what_cannot_be_taken_is_said_in_its_row_and_stays_as_typed(
    desk: Desk, sheet: SessionSheet, type_: Typist
) -> None:
    type_("ines", TAB)
    type_("lots", ENTER)
    type_("", ENTER, control=True)
    assert "“lots” is not a number of hours" in sheet.error.text()
    assert "“lots”" in hints(sheet)
    assert sheet.grid.rows[0].hours.text() == "lots"
    assert sheet.grid.rows[0].hours.hasFocus()
    with desk.read() as session:
        assert figures.session_counts(session) == ()


def test_a_name_that_nobody_has_is_not_saved_by_mistake(desk: Desk, sheet: SessionSheet, type_: Typist) -> None:
    type_("Qwertz")
    type_("", ENTER, control=True)
    assert "Qwertz" in sheet.error.text()
    with desk.read() as session:
        assert len(figures.people_rows(session)) == 2


def test_nobody_is_offered_twice_on_one_sheet(sheet: SessionSheet, type_: Typist) -> None:
    type_("ines", ENTER)
    type_("ines")
    assert "Ines Carvalho" not in hints(sheet)


def test_a_sheet_typed_twice_is_pointed_out(
    desk: Desk, sheet: SessionSheet, type_: Typist, garden: str, ines: str
) -> None:
    actions.record_session(desk, garden, TODAY, 600, 750, [SessionRow(person_key=ines, minutes=150)])
    sheet.told(activity=garden)
    assert "This day's session is there already (sheet 1)" in sheet.notice.text()
    type_("ines", ENTER)
    assert "Ines Carvalho has 2:30 on this day" in hints(sheet)


def test_an_empty_sheet_is_refused_with_what_to_do(sheet: SessionSheet) -> None:
    sheet.save()
    assert sheet.error.text() == "Type at least one name, or a group such as 8x2."


def test_without_an_activity_the_cursor_goes_where_it_is_missing(
    qtbot: QtBot, sheet: SessionSheet, type_: Typist
) -> None:
    type_("ines", ENTER)
    sheet.activity.set(None)
    sheet.save()
    assert sheet.activity.error.text() == "Choose one."


def test_rows_are_taken_out_by_keyboard(sheet: SessionSheet, type_: Typist) -> None:
    type_("ines", ENTER)
    type_("luk", ENTER)
    type_("", Qt.Key.Key_Up)
    type_("", Qt.Key.Key_Delete, control=True)
    assert sheet.total.text() == "2 h 30 min from 1 person"


def test_a_blank_sheet_can_be_printed_for_the_day(sheet: SessionSheet, stage: Stage) -> None:
    sheet.print_sheet()
    story = stage.previewed[0].make(Words())
    assert "Saturday growing" in story.title


def test_a_printed_sheets_number_finds_its_session_again(desk: Desk, sheet: SessionSheet, type_: Typist) -> None:
    sheet.print_sheet()
    sheet.print_sheet()
    with desk.read() as session:
        (there,) = figures.session_counts(session)
    assert f"sheet {there.number}" in sheet.notice.text()
    type_("ines", ENTER)
    sheet.save()
    with desk.read() as session:
        assert [one.key for one in figures.session_counts(session)] == [there.key]


def test_several_sheets_are_typed_one_after_the_other(desk: Desk, sheet: SessionSheet, type_: Typist) -> None:
    type_("ines", ENTER)
    sheet.save(again=True)
    assert not sheet.unsaved()
    assert sheet.date.input.hasFocus()
    sheet.date.set(dt.date(2026, 11, 7))
    sheet._look()
    sheet.grid.rows[0].who.setFocus()
    type_("ines", ENTER)
    sheet.save()
    with desk.read() as session:
        assert [one.held_on.day for one in figures.session_counts(session)] == [14, 7]


class Hook:
    """Stands for the room of grants."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.claimed = desk, 0

    def choices(self, activity_key: str | None, day: dt.date) -> Sequence[Choice]:
        return [Choice("award", "County")]

    def worth(self, award_key: str, day: dt.date, rows: Sequence[SessionRow]) -> Message:
        return Message("worth {n} minutes", {"n": sum(row.minutes or 0 for row in rows)})

    def claim(self, award_key: str, done: SessionRecorded) -> None:
        with self.desk.change("Claim"):
            self.claimed += len([one for one in done.hours if one])


def test_the_room_of_grants_says_what_time_is_worth_and_claims_it_in_the_same_change(
    qtbot: QtBot, desk: Desk, garden: str, ines: str, stage: Stage
) -> None:
    hook = Hook(desk)
    page = SessionSheet(context_of(desk, stage, match_hook=hook))
    qtbot.addWidget(page)
    page.show()
    page.told(activity=garden)
    typist = Typist(qtbot)
    page.grid.rows[0].who.setFocus()
    qtbot.keyClicks(page.grid.rows[0].who, "ines")
    qtbot.keyClick(page.grid.rows[0].who, ENTER)
    del typist
    assert page.total.text() == "2 h 30 min from 1 person  ·  worth 150 minutes"
    page.save()
    assert hook.claimed == 1
    desk.undo()
    with desk.read() as session:
        assert figures.session_counts(session) == ()


@pytest.fixture
def large_sheet(
    qapp: QApplication, qtbot: QtBot, desk: Desk, garden: str, ines: str, lukasz: str, stage: Stage
) -> Iterator[SessionSheet]:
    """The sheet at twice the text size in a window of 1024 by 768."""
    context = context_of(desk, stage, scale=2.0)
    with dressed(qapp, context.theme):
        page = SessionSheet(context)
        qtbot.addWidget(page)
        page.resize(1024, 705)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        page.told(activity=garden)
        yield page


def test_at_twice_the_size_a_row_goes_on_in_the_next_line_and_nothing_scrolls_sideways(
    qtbot: QtBot, large_sheet: SessionSheet
) -> None:
    type_, sheet = Typist(qtbot), large_sheet
    type_("ine", ENTER)
    type_("luk")
    area = sheet.findChild(Scroller)
    assert isinstance(area, Scroller)
    first = sheet.grid.rows[0]
    fields = (first.hours, first.role, first.role_class, first.note)
    qtbot.waitUntil(lambda: all(one.geometry().top() > first.who.geometry().bottom() for one in fields))
    assert area.horizontalScrollBar().maximum() == 0
    titles = {one.text(): one.geometry() for one in sheet.grid._titles[first]}
    assert list(titles) == ["Hours", "As", "Class", "Note"]
    assert all(title.bottom() <= one.geometry().top() for title, one in zip(titles.values(), fields, strict=True))
    assert first.role_class.fontMetrics().horizontalAdvance("Professional") < first.role_class.width() - 90
    assert [one for one in unfit(sheet) if "sideways" in one or "Who" in one] == []


def test_at_twice_the_size_the_same_keys_type_the_sheet_and_what_is_typed_is_seen(
    qtbot: QtBot, desk: Desk, large_sheet: SessionSheet
) -> None:
    for name in ("Ann Archer", "Bob Baker", "Cat Carter", "Dan Dyer"):
        actions.add_person(desk, Person(name=name, role="Gardener"))
    type_, sheet = Typist(qtbot), large_sheet
    sheet.told(activity=sheet._activity)
    qtbot.waitUntil(lambda: not sheet.grid.rows[0].who.visibleRegion().isEmpty())
    for letters in ("ine", "luk", "ann", "bob", "cat", "dan"):
        type_(letters, ENTER)
        assert not type_.here.visibleRegion().isEmpty(), letters
    assert type_.keys == 6 * 4, "as many as at the usual size"
    assert sheet.total.text() == "15 h from 6 people"
    type_("", TAB, TAB, TAB)
    assert type_.here.accessibleName() == "Note, row 7"  # the order of the fields is the same
    sheet.resize(2600, 1400)
    qtbot.waitUntil(lambda: sheet.grid.rows[0].hours.geometry().top() == sheet.grid.rows[0].who.geometry().top())
    assert sheet.grid._titles == {}


def test_at_twice_the_size_who_comes_to_a_name_by_tab_sees_its_whole_row(
    qtbot: QtBot, large_sheet: SessionSheet
) -> None:
    sheet, type_ = large_sheet, Typist(qtbot)
    area, note = sheet.findChild(Scroller), sheet.grid.rows[0].note
    assert isinstance(area, Scroller)
    sheet.resize(1024, 600)
    qtbot.waitUntil(lambda: sheet.grid._beside > 0 and area.verticalScrollBar().maximum() > 0)
    sheet.ends.input.setFocus()
    area.verticalScrollBar().setValue(0)
    type_("", TAB)
    assert type_.here is sheet.grid.rows[0].who
    qtbot.waitUntil(lambda: note.visibleRegion().boundingRect().height() == note.height())
