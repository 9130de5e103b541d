"""The pages of roles, checks and the rota, used as a person uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Ref
from communitydesk.people import actions
from communitydesk.people.actions import roles, rota
from communitydesk.people.figures import hours_figures
from communitydesk.people.figures import roles as role_figures
from communitydesk.people.figures import rota as figures
from communitydesk.people.model import Certificate, CheckSeen, Role, RoleHeld, RoleNeed, StageChange
from communitydesk.people.ui.ahead import AheadSheet
from communitydesk.people.ui.finder import sheets_by_number
from communitydesk.people.ui.lengths import LengthsSheet
from communitydesk.people.ui.need import NeedSheet
from communitydesk.people.ui.place import PeoplePlace
from communitydesk.people.ui.plan import PlanSheet
from communitydesk.people.ui.role import RolePage
from communitydesk.people.ui.role_side import DatedSheet
from communitydesk.people.ui.rota import RotaPlace
from communitydesk.people.ui.session import SessionSheet
from tests.people.filling import answering, cells, nameless, press, put
from tests.people.stage import TODAY, Stage, context_of

NEXT = dt.date(2026, 11, 21)
Show = Callable[..., Any]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Show:
    def shown(make: Callable[..., QWidget], **more: Any) -> Any:
        page = make(context_of(desk, stage, **more))
        qtbot.addWidget(page)
        page.resize(1072, 820)
        page.show()
        page.activateWindow()
        return page

    return shown


@pytest.fixture
def leader(desk: Desk) -> str:
    key = roles.add_role(desk, Role(name="Session leader", what="Opens up.")).key
    roles.add_need(desk, RoleNeed(role_key=key, kind="training", name="First aid", months=36))
    return key


@pytest.fixture
def planned(desk: Desk, garden: str, leader: str) -> str:
    return rota.plan_sessions(desk, garden, [NEXT], None, None, {leader: 2})[0].key


# -- roles ------------------------------------------------------------------------------------


def test_a_role_is_added_and_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, show: Show, stage: Stage, desk: Desk
) -> None:
    place = show(PeoplePlace)
    place.open(tab="roles")
    answering(monkeypatch, name="Driver", least_age="21")
    place.front.roles.add()
    assert stage.went[-1][0] == "people"
    key = stage.went[-1][1]
    place.open(key, "needs")
    page = place.currentWidget()
    assert isinstance(page, RolePage)
    answering(monkeypatch, kind="Training or certificate", name="First aid", months="36")
    page.add_need()
    assert cells(page.needs) == [("First aid", "36 months", "", "")]
    place.open(tab="roles")
    assert cells(place.front.roles.table)[0][:2] == ("Driver", "21 or older, First aid")


def test_a_check_that_the_role_is_not_eligible_for_is_said_to_be_unlawful_at_once_and_on_the_page(
    qtbot: QtBot, show: Show, leader: str
) -> None:
    sheet = show(lambda context: NeedSheet(context, leader))
    put(sheet.form.rows["kind"], "Signed volunteer agreement")
    assert not sheet.form.rows["level"].isVisible()
    put(sheet.form.rows["kind"], "Criminal record check (DBS)")
    assert "not its findings" in sheet.told.text()
    put(sheet.form.rows["level"], "Basic")
    assert "any role" in sheet.told.text()
    assert not sheet.form.rows["eligible"].isVisible()
    put(sheet.form.rows["level"], "Enhanced")
    put(sheet.form.rows["eligible"], "No")
    assert "unlawful" in sheet.told.text()
    sheet.save()
    page = show(lambda context: RolePage(context, leader))
    assert page.problems.isVisible()
    assert any("unlawful" in one.text() for one in page.problems.findChildren(type(sheet.told)))


def test_a_suggested_length_is_taken_with_one_press_and_says_its_source(show: Show, leader: str) -> None:
    sheet = show(lambda context: NeedSheet(context, leader))
    put(sheet.form.rows["kind"], "Training or certificate")
    assert not sheet.use.isVisible()
    put(sheet.form.rows["name"], "First aid at work")
    assert "Health and Safety Executive" in sheet.suggested.text()
    sheet.use.click()
    assert sheet.form.rows["months"].value() == 36


def test_giving_a_role_tells_what_is_missing_and_does_nothing_without_a_reason(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, leader: str, ines: str
) -> None:
    page = show(lambda context: RolePage(context, leader))
    met = answering(monkeypatch, person_key="Ines Carvalho")
    page.give()
    assert isinstance(met[1], AheadSheet)
    assert cells(page.holders) == []
    answering(monkeypatch, person_key="Ines Carvalho", reason="The course is on Friday.")
    page.give()
    assert cells(page.holders)[0][0] == "Ines Carvalho"
    assert cells(page.holders)[0][3:] == ("✕ Not in date", "First aid: Not done yet.")
    assert cells(page.ahead)[0][3:5] == ("First aid", "The course is on Friday.")


def test_a_persons_side_shows_roles_checks_and_reasons_and_takes_new_ones(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, leader: str, ines: str
) -> None:
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY, "Soon.")
    place = show(PeoplePlace)
    place.open(ines, "roles")
    side = place.currentWidget().side("roles")
    assert side.past.isVisible()
    answering(monkeypatch, name="First aid", got_on="1 nov 2026", expires_on="1 nov 2029", provider="Red Cross")
    press(side, "Record training")
    assert cells(side.held) == [("First aid", "01/11/2026", "Red Cross", "01/11/2029")]
    answering(monkeypatch, level="Basic", seen_on="2 nov 2026", seen_by="Gwen", renew_on="2 nov 2029")
    press(side, "Record a check")
    assert cells(side.held)[0] == ("Basic DBS check", "02/11/2026", "Gwen", "02/11/2029")
    texts = [one.text() for one in side.findChildren(QWidget) if hasattr(one, "text")]
    assert "✓ In date" in texts
    assert any("may not be stored" in text for text in texts)
    side.held.view.selectRow(0)
    press(side, "Remove")
    assert len(cells(side.held)) == 1


def test_a_last_day_is_suggested_with_its_source_and_the_field_says_what_is_wrong(
    show: Show, desk: Desk, leader: str, ines: str
) -> None:
    place = show(PeoplePlace)
    place.open(ines, "roles")
    sheet = place.currentWidget().side("roles")._training_sheet("")
    assert isinstance(sheet, DatedSheet)
    put(sheet.form.rows["name"], "first aid")
    put(sheet.form.rows["got_on"], "30 nov 2026")
    assert "what your role asks for" in sheet.suggested.text()
    sheet.use.click()
    assert sheet.form.rows["expires_on"].value() == dt.date(2029, 11, 30)
    sheet.save()
    assert "still to come" in sheet.form.rows["got_on"].error.text()
    assert sheet.form.rows["name"].text() == "first aid"
    sheet.form.settle()
    sheet.reject()


def test_who_is_in_date_is_narrowed_to_what_needs_doing_and_printed(
    show: Show, stage: Stage, desk: Desk, leader: str, ines: str
) -> None:
    roles.add_need(desk, RoleNeed(role_key=leader, kind="check", level="basic"))
    roles.see_check(desk, CheckSeen(person_key=ines, level="basic", seen_on=TODAY, seen_by="Gwen"), TODAY)
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY, "Soon.")
    place = show(PeoplePlace)
    place.open(tab="indate")
    listed = place.front.in_date
    assert len(cells(listed.table)) == 2
    listed.state.setCurrentIndex(listed.state.findData("wrong"))
    assert [row[2:4] for row in cells(listed.table)] == [("First aid", "✕ Not in date")]
    press(listed, "Print who is in date")
    assert stage.previewed[-1].id == "who-is-in-date"


def test_the_group_puts_its_own_length_in_place_of_a_suggested_one_and_goes_back(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk
) -> None:
    sheet = show(LengthsSheet)
    at = next(i for i, row in enumerate(cells(sheet.table)) if row[0] == "First aid")
    sheet.table.view.selectRow(at)
    monkeypatch.undo()
    answering(monkeypatch, months="12", source="Our insurer")
    sheet.replace()
    assert ("First aid", "12", "Your own: Our insurer", "14/11/2026") in cells(sheet.table)
    sheet.table.view.selectRow(next(i for i, row in enumerate(cells(sheet.table)) if row[0] == "First aid"))
    sheet.go_back()
    assert any(row[:2] == ("First aid", "36") for row in cells(sheet.table))


def test_a_role_that_is_looked_for_opens(show: Show, leader: str) -> None:
    place = show(PeoplePlace)
    place.open()
    place.told(record=Ref("role", leader))
    assert isinstance(place.currentWidget(), RolePage)


# -- the rota ---------------------------------------------------------------------------------


def test_sessions_are_planned_for_weeks_with_the_places_of_last_time(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, garden: str, planned: str, leader: str
) -> None:
    sheet = show(lambda context: PlanSheet(context, garden))
    assert sheet.form.rows["planned_on"].value() == dt.date(2026, 11, 28)
    assert sheet.form.rows[f"role:{leader}"].value() == 2
    assert not sheet.form.rows["until"].isVisible()
    put(sheet.form.rows["repeat"], "Every week")
    assert sheet.form.rows["until"].isVisible()
    sheet.save()
    assert "until when" in sheet.form.rows["until"].error.text()
    put(sheet.form.rows["until"], "12 dec 2026")
    sheet.save()
    with desk.read() as session:
        rows = figures.planned_rows(session)
    assert [one.planned_on.day for one in rows] == [21, 28, 5, 12]
    assert [one.empty for one in rows] == [2, 2, 2, 2]


def test_the_rota_shows_weeks_roles_and_empty_places_and_opens_by_keyboard(
    qtbot: QtBot, show: Show, stage: Stage, desk: Desk, planned: str, leader: str, ines: str, lukasz: str
) -> None:
    rota.ask_for(desk, planned, leader, ines, TODAY, answer="yes", reason="Soon.")
    place = show(RotaPlace)
    table = place.front.table
    model = table.rota
    assert [model.headerData(at, Qt.Orientation.Vertical).strip() for at in range(2)] == [
        "Saturday growing",
        "Session leader",
    ]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "16 – 22 Nov"
    assert model.index(1, 1).data() == "Ines Carvalho ✓\n1 place empty"
    aloud = model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "16 – 22 Nov: Saturday growing, Session leader: Ines Carvalho ✓; 1 place empty"
    table.setFocus()
    table.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert stage.went[-1][:2] == ("rota", planned)
    assert "1 empty place" in place.front.said.text()


def test_weeks_are_turned_by_keyboard(qtbot: QtBot, show: Show, planned: str) -> None:
    place = show(RotaPlace)
    qtbot.keyClick(place.front.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert place.front.monday == dt.date(2026, 12, 7)
    qtbot.keyClick(place.front.table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert place.front.monday == dt.date(2026, 11, 9)


def test_an_empty_rota_says_what_belongs_there(show: Show) -> None:
    place = show(RotaPlace)
    assert place.front.empty.isVisible()
    assert not place.front.table.isVisible()


def test_somebody_is_asked_from_the_suggestions_by_keyboard_with_the_reason_beside(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, planned: str, ines: str, lukasz: str
) -> None:
    place = show(RotaPlace)
    place.open(planned)
    page = place.currentWidget()
    assert [row[0] for row in cells(page.suggested)] == ["Ines Carvalho", "Łukasz Wójcik"]
    assert "First aid: Not done yet;" in cells(page.suggested)[0][2]
    answering(monkeypatch, reason="Beside Gwen.")
    page.suggested.view.selectRow(0)
    page.suggested.view.setFocus()
    qtbot.keyClick(page.suggested.view, Qt.Key.Key_Return)
    assert [row[0] for row in cells(page.suggested)] == ["Łukasz Wójcik"]
    with desk.read() as session:
        assert figures.planned_rows(session, key=planned)[0].people[0].ahead


def test_an_answer_is_noted_by_keyboard_and_the_keyboard_stays_where_it_was(
    qtbot: QtBot, show: Show, desk: Desk, planned: str, leader: str, ines: str, lukasz: str
) -> None:
    for person in (ines, lukasz):
        rota.ask_for(desk, planned, leader, person, TODAY, reason="Soon.")
    place = show(RotaPlace)
    place.open(planned)
    page = place.currentWidget()
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    name = "Answer of Ines Carvalho, Session leader"
    box = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with desk.read() as session:
        assert figures.planned_rows(session, key=planned)[0].people[0].answer == "yes"
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "accessibleName", str)() == name)


def test_whoever_has_left_is_taken_off_all_that_comes_with_one_press(
    show: Show, desk: Desk, garden: str, planned: str, leader: str, ines: str
) -> None:
    (later,) = rota.plan_sessions(desk, garden, [dt.date(2026, 11, 28)], None, None, {leader: 1})
    for key in (planned, later.key):
        rota.ask_for(desk, key, leader, ines, TODAY, reason="Soon.")
    actions.set_stage(desk, StageChange(person_key=ines, stage="left", since_on=TODAY))
    place = show(RotaPlace)
    QApplication.processEvents()
    said = [one.text() for one in place.front.findChildren(QLabel) if one.isVisible()]
    assert said.count("Ines Carvalho left on 14 November 2026 and is still on the rota.") == 1

    def on() -> list[str]:
        with desk.read() as session:
            return [one.name for row in figures.planned_rows(session) for one in row.people]

    press(place.front, "Take them off all that comes")
    assert on() == []
    desk.undo()
    assert on() == ["Ines Carvalho", "Ines Carvalho"]
    place.open(planned)
    press(place.currentWidget(), "Take them off all that comes")
    assert on() == []


def test_what_runs_out_soon_is_said_beside_whoever_is_on_the_rota(
    show: Show, desk: Desk, planned: str, leader: str, ines: str
) -> None:
    roles.add_certificate(
        desk, Certificate(person_key=ines, name="First aid", got_on=TODAY, expires_on=dt.date(2026, 12, 1)), TODAY
    )
    rota.ask_for(desk, planned, leader, ines, TODAY)
    place = show(RotaPlace)
    place.open(planned)
    said = [one.text() for one in place.currentWidget().findChildren(QLabel) if one.isVisible()]
    assert "! Look again" in said
    assert "First aid: Runs out soon: valid to the end of 1 December 2026." in said


def test_the_planned_people_are_filled_in_corrected_and_kept_as_one_change(
    qtbot: QtBot, show: Show, stage: Stage, desk: Desk, planned: str, leader: str, ines: str, lukasz: str
) -> None:
    for person in (ines, lukasz):
        rota.ask_for(desk, planned, leader, person, TODAY, answer="yes", reason="Soon.")
    sheet = show(SessionSheet)
    sheet.told(planned=planned)
    assert [row.who.text() for row in sheet.grid.rows] == ["Ines Carvalho", "Łukasz Wójcik", ""]
    assert [row.hours.text() for row in sheet.grid.rows][:2] == ["2:30", "2:30"]
    assert sheet.grid.rows[0].role.text() == "Session leader"
    assert "planned (sheet 1)" in sheet.notice.text()
    assert not sheet.unsaved()
    sheet.grid.remove_row(sheet.grid.rows[1])
    assert sheet.unsaved()
    qtbot.keyClick(sheet.grid.rows[0].who, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet.save()
    with desk.read() as session:
        (row,) = figures.planned_rows(session, key=planned)
        assert hours_figures(session).minutes == 150
    assert [one.answer for one in row.people] == ["came", "missed"]
    assert row.session_key
    desk.undo()
    with desk.read() as session:
        assert hours_figures(session).minutes == 0
        assert figures.planned_rows(session, key=planned)[0].session_key is None


def test_choosing_the_day_of_a_planned_session_fills_its_people_in_and_a_second_one_takes_them_out(
    show: Show, desk: Desk, garden: str, planned: str, leader: str, ines: str
) -> None:
    rota.ask_for(desk, planned, leader, ines, TODAY, reason="Soon.")
    sheet = show(SessionSheet)
    sheet.told(activity=garden, day=NEXT)
    assert sheet.planned_key == planned
    assert sheet.grid.rows[0].who.text() == "Ines Carvalho"
    sheet.other.click()
    assert sheet.planned_key is None
    assert [row.who.text() for row in sheet.grid.rows] == [""]


def test_what_is_typed_is_not_lost_to_a_plan(show: Show, desk: Desk, garden: str, planned: str) -> None:
    sheet = show(SessionSheet)
    sheet.told(activity=garden)
    sheet.grid.rows[0].who.setText("Bo")
    sheet.told(day=NEXT)
    assert sheet.grid.rows[0].who.text() == "Bo"
    assert sheet.planned_key == planned


def test_the_number_on_the_sheet_finds_its_session_again(
    qtbot: QtBot, show: Show, desk: Desk, garden: str, planned: str, leader: str, ines: str
) -> None:
    rota.ask_for(desk, planned, leader, ines, TODAY, reason="Soon.")
    sheet = show(SessionSheet)
    qtbot.keyClicks(sheet.number, "99")
    qtbot.keyClick(sheet.number, Qt.Key.Key_Return)
    assert "No sheet has the number 99" in sheet.error.text()
    sheet.number.clear()
    qtbot.keyClicks(sheet.number, "1")
    qtbot.keyClick(sheet.number, Qt.Key.Key_Return)
    assert sheet.planned_key == planned
    assert sheet.grid.rows[0].who.text() == "Ines Carvalho"
    sheet.save()
    qtbot.keyClicks(sheet.number, "1")
    qtbot.keyClick(sheet.number, Qt.Key.Key_Return)
    assert sheet.planned_key is None
    assert sheet.session_key


def test_find_anything_knows_the_number_of_a_sheet(
    show: Show, stage: Stage, desk: Desk, garden: str, planned: str
) -> None:
    context = context_of(desk, stage)
    for typed in ("1", "sheet 1", "# 1"):
        ((text, _, go),) = sheets_by_number(context, typed)
        assert text == "Sheet 1: Saturday growing, 21 November 2026"
    go()
    assert stage.went[-1] == ("people", None, "session", {"session": None, "planned": planned})
    assert sheets_by_number(context, "Ines 4b") == sheets_by_number(context, "7") == []


def test_calling_off_and_the_papers_of_a_planned_session(
    monkeypatch: pytest.MonkeyPatch, show: Show, stage: Stage, desk: Desk, planned: str
) -> None:
    place = show(RotaPlace)
    place.open(planned)
    page = place.currentWidget()
    page.print_sheet()
    page.print_day()
    assert [one.id[:10] for one in stage.previewed] == ["sign-in-sh", "on-the-day"]
    answering(monkeypatch, why="Flooded")
    page.call_off()
    assert "Flooded" in page.facts.text()
    assert not page.confirm.isVisible()
    page.call_on()
    assert page.confirm.isVisible()
    page.remove()
    assert stage.went[-1][0] == "rota"
    with desk.read() as session:
        assert figures.planned_rows(session) == ()


@pytest.mark.parametrize("tab", ["roles", "indate"])
def test_every_control_of_the_sides_has_a_name(show: Show, desk: Desk, leader: str, ines: str, tab: str) -> None:
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY, "Soon.")
    place = show(PeoplePlace)
    place.open(tab=tab)
    assert nameless(place) == []
    for key in (leader, ines):
        place.open(key, "roles")
        assert nameless(place) == []


def test_every_control_of_the_rota_has_a_name(
    show: Show, desk: Desk, planned: str, leader: str, ines: str, lukasz: str
) -> None:
    rota.ask_for(desk, planned, leader, ines, TODAY, reason="Soon.")
    place = show(RotaPlace)
    assert nameless(place) == []
    place.open(planned)
    assert nameless(place) == []


def test_a_planned_session_that_is_over_waits_on_the_rota_to_be_confirmed(
    show: Show, stage: Stage, desk: Desk, garden: str, leader: str
) -> None:
    key = rota.plan_sessions(desk, garden, [dt.date(2026, 11, 7)], None, None, {leader: 1})[0].key
    place = show(RotaPlace)
    press(place, "Say what happened")
    assert stage.went[-1] == ("people", None, "session", {"planned": key})


def test_what_somebody_holds_is_counted_on_the_tab(show: Show, desk: Desk, leader: str, ines: str) -> None:
    roles.give_role(desk, RoleHeld(role_key=leader, person_key=ines, start=TODAY), TODAY, "Soon.")
    place = show(PeoplePlace)
    place.open(ines)
    tabs = place.currentWidget().tabs
    assert "Roles and checks  1" in [tabs.tabText(at) for at in range(tabs.count())]
    with desk.read() as session:
        assert role_figures.roles_of(session, ines) == 1
    actions.amend_person(desk, ines, role="Leader")
