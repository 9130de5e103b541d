"""What somebody meets who has never seen the program: an old laptop, a mouse with a wheel, and Enter after every line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.activities.figures import activity_rows
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.fields import Field, Kind
from communitydesk.people import actions
from communitydesk.people.actions import expenses as acts
from communitydesk.people.actions import roles, rota
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.figures.day import day_figures
from communitydesk.people.figures.expenses import claim_figures
from communitydesk.people.figures.record import of_everybody
from communitydesk.people.figures.rota import planned_rows
from communitydesk.people.model import GuardianConsent, Hours, Person, Role, RoleNeed
from communitydesk.people.ui.claim import ClaimPage
from communitydesk.people.ui.letters import LettersPage
from communitydesk.people.ui.person import PersonPage
from communitydesk.people.ui.place import PeopleFront, PeoplePlace
from communitydesk.people.ui.plan import PlanSheet
from communitydesk.people.ui.planned import PlannedPage
from communitydesk.people.ui.rota import RotaFront
from communitydesk.people.ui.session import SessionSheet
from communitydesk.widgets.fieldrows import told_apart
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import Page
from communitydesk.widgets.theme import LIGHT, Theme
from communitydesk.widgets.ticks import ticked
from tests.people.filling import answering
from tests.people.stage import TODAY, Stage, context_of
from tests.widgets.standin import dressed

WORDS = {name: Field(name, name.title(), Kind.TEXT) for name in "abcdefghijkl"}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def seen(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (800, 560)) -> Any:
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    QApplication.processEvents()
    return widget


def test_a_list_that_drops_down_shows_every_choice(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    page.setStyleSheet(context_of(desk, stage).theme.sheet())
    box = next(box for box in page.findChildren(QComboBox) if box.isVisible() and 2 < box.count() < 10)
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    box.hidePopup()


def test_a_mistake_that_is_scrolled_out_of_sight_is_shown(qtbot: QtBot, desk: Desk, stage: Stage) -> None:
    def act(values: dict[str, Any]) -> None:
        raise FieldTrouble("a", "Choose the activity.")

    sheet = FormSheet(context_of(desk, stage), "Plan", Form(context_of(desk, stage), WORDS, tuple(WORDS)), act)
    seen(qtbot, sheet, (560, 400))
    sheet.resize(560, 400)
    QApplication.processEvents()
    area = sheet.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    sheet.save()
    QApplication.processEvents()
    row = sheet.form.rows["a"]
    for part in (row.label, row.error):
        assert not part.visibleRegion().isEmpty()


def test_what_was_understood_does_not_push_the_button_away_that_is_being_pressed(
    qtbot: QtBot, desk: Desk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_of(desk, stage)
    form = Form(context, {"day": Field("day", "Day", Kind.DATE)}, ("day",))
    seen(qtbot, form, (400, 300))
    row = form.rows["day"]
    row.input.setText("5 march 2011")
    down = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr("communitydesk.widgets.fieldrows.QGuiApplication.mouseButtons", lambda: down[0])
    row.input.editingFinished.emit()
    assert row.understood.isHidden()
    down[0] = Qt.MouseButton.NoButton
    qtbot.waitUntil(lambda: not row.understood.isHidden())
    assert row.understood.text() == "Sat 5 Mar 2011"


def test_another_choice_takes_away_what_was_said_of_the_one_before(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str, lukasz: str
) -> None:
    context = context_of(desk, stage)
    with desk.read() as session:
        people = told_apart([session.get_one(Person, ines), session.get_one(Person, lukasz)])
    form = Form(context, {"who": Field("who", "Who", Kind.LINK)}, ("who",), links={"who": lambda: people})
    row = seen(qtbot, form).rows["who"]
    row.input.setEditText("nobody")
    assert form.values() is None
    assert not row.error.isHidden()
    row.input.choose(lukasz)
    assert row.error.isHidden()


def test_of_two_people_with_one_name_the_chosen_one_is_taken(qtbot: QtBot, desk: Desk, stage: Stage) -> None:
    keys = [actions.add_person(desk, Person(name="John Smith"), today=TODAY).key for _ in "ab"]
    context = context_of(desk, stage)
    with desk.read() as session:
        people = told_apart([session.get_one(Person, key) for key in keys])
    assert len({one.text for one in people}) == 2
    form = Form(context, {"who": Field("who", "Who", Kind.LINK)}, ("who",), links={"who": lambda: people})
    row = seen(qtbot, form).rows["who"]
    for key in reversed(keys):
        row.set(key)
        assert row.value() == key
        row.input.setCurrentIndex(row.input.findData(key))
        row.input.setEditText(row.input.currentText())
        assert row.value() == key


def test_a_tick_keeps_the_keyboard_and_the_place_on_the_page(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    page.tabs.open("joining")
    QApplication.processEvents()
    area = max(
        (one for one in page.findChildren(QScrollArea) if one.isVisible()),
        key=lambda one: one.verticalScrollBar().maximum(),
    )
    area.verticalScrollBar().setValue(200)
    named = [one for one in page.findChildren(QCheckBox) if one.isVisible()]
    name = named[4].accessibleName()
    named[4].setFocus()
    there = area.verticalScrollBar().value()
    assert there > 0
    QTest.keyClick(named[4], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(page.window().focusWidget(), QCheckBox))
    now = page.window().focusWidget()
    assert isinstance(now, QCheckBox)
    assert (now.accessibleName(), now.isChecked()) == (name, True)
    assert area.verticalScrollBar().value() == there


class Counter(Page):
    """A page that makes its one button anew whenever a person changes, as many pages do."""

    shows = ("person",)

    def refresh(self) -> None:
        from communitydesk.widgets.page import button, clear

        clear(self.body)
        for text in ("Above", "The same", "Below"):
            self.body.addWidget(button(text, lambda: None))


def test_a_page_that_is_made_anew_gives_the_keyboard_back(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, Counter(context_of(desk, stage), "Counter"))
    held = [one for one in page.findChildren(QWidget) if getattr(one, "text", str)() == "The same"][-1]
    held.setFocus()
    actions.amend_person(desk, ines, role="Cook")
    qtbot.waitUntil(lambda: getattr(page.window().focusWidget(), "text", str)() == "The same")
    assert page.window().focusWidget() is not held


def test_a_new_claim_begins_in_its_first_line_and_its_miles_are_seen_while_they_are_typed(
    qtbot: QtBot, qapp: QApplication, desk: Desk, stage: Stage, ines: str
) -> None:
    with dressed(qapp, Theme(LIGHT)):
        page = ClaimPage(context_of(desk, stage), acts.add_claim(desk, ines))
        seen(qtbot, page, (1040, 700))
        typed = QApplication.focusWidget()
        assert typed is not None
        assert typed.accessibleName() == "Date, row 1"
        page.grid.open(0, 3)
        typed = QApplication.focusWidget()
        assert isinstance(typed, QLineEdit)
        QTest.keyClicks(typed, "1050.5")
        room = typed.width() - 2 * (4 + 2)
        assert typed.fontMetrics().horizontalAdvance("1050.5") <= room


def test_lines_of_a_claim_that_are_changed_and_saved_stay_to_be_handed_in(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str
) -> None:
    day = dt.date(2026, 11, 3)
    key = acts.add_claim(desk, ines, [LineInput(day, "Bus fare", amount=460)])
    page = ClaimPage(context_of(desk, stage), key)
    page.refresh()
    seen(qtbot, page)
    row = page.grid.rows()[0]
    page.grid.set_rows([row, {**row, "what": "Bus home", "key": ""}])
    page.grid.save()
    assert [one["what"] for one in page.grid.rows()] == ["Bus fare", "Bus home"]
    assert not page.unsaved()
    page.steps["Hand it in"].click()
    with desk.read() as session:
        found = claim_figures(session, key, TODAY)
    assert found is not None
    assert (found.row.state, found.row.total) == ("claimed", 920)


def test_lines_that_cannot_be_saved_stay_as_typed(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = acts.add_claim(desk, ines, [LineInput(dt.date(2026, 11, 3), "Bus fare", amount=460)])
    page = ClaimPage(context_of(desk, stage), key)
    page.refresh()
    seen(qtbot, page)

    def refuse(*_: Any) -> None:
        raise FieldTrouble("what", "The stick was taken out.")

    monkeypatch.setattr(acts, "save_lines", refuse)
    row = page.grid.rows()[0]
    page.grid.set_rows([row, {**row, "what": "Bus home", "key": ""}])
    page.grid.save()
    assert [one["what"] for one in page.grid.rows()] == ["Bus fare", "Bus home"]
    assert page.unsaved()


# -- planning in an empty group -------------------------------------------------------------------


def test_the_first_activity_is_added_while_its_sessions_are_planned(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, desk: Desk, stage: Stage
) -> None:
    sheet = PlanSheet(context_of(desk, stage))
    seen(qtbot, sheet, (560, 620))
    row = sheet.form.rows["activity_key"]
    assert sheet.form.rows["until"].isHidden()
    QTest.keyClicks(row.input.lineEdit(), "Befriending cafe")
    assert sheet.form.values() is None
    assert "Add a new one" in row.error.text()
    answering(monkeypatch, starts_at="2pm", ends_at="5pm")
    row.input.setCurrentIndex(row.input.count() - 1)
    row.input.activated.emit(row.input.count() - 1)
    with desk.read() as session:
        (activity,) = activity_rows(session)
    assert (activity.name, row.value()) == ("Befriending cafe", activity.key)
    assert row.error.isHidden()
    sheet.save()
    with desk.read() as session:
        (planned,) = planned_rows(session)
    assert (planned.activity, planned.starts_at) == ("Befriending cafe", 14 * 60)


def test_what_is_over_is_confirmed_and_no_longer_warned_of(
    qtbot: QtBot, desk: Desk, stage: Stage, garden: str, ines: str
) -> None:
    actions.amend_person(desk, ines, born_on=dt.date(2011, 1, 1))
    role = roles.add_role(desk, Role(name="Leader", least_age=18)).key
    for day in (TODAY - dt.timedelta(days=1), TODAY):
        (one,) = rota.plan_sessions(desk, garden, [day], None, None, {role: 1})
        rota.ask_for(desk, one.key, role, ines, TODAY, reason="Jean is there")
        page = PlannedPage(context_of(desk, stage), one.key)
        qtbot.addWidget(page)
        page.refresh()
        told = " ".join(part.text() for part in page.problems.findChildren(QLabel))
        assert ("role for adults" in told) == (day == TODAY)
    front = RotaFront(context_of(desk, stage))
    qtbot.addWidget(front)
    front.refresh()
    told = " ".join(part.text() for part in front.problems.findChildren(QLabel))
    assert told.count("role for adults") == 1
    assert "is not confirmed yet" in told


def test_a_childs_guardian_is_called_on_the_day(desk: Desk, garden: str, ines: str) -> None:
    actions.amend_person(desk, ines, born_on=dt.date(2011, 1, 1))
    role = roles.add_role(desk, Role(name="Gardener")).key
    (one,) = rota.plan_sessions(desk, garden, [TODAY], None, None, {role: 1})
    rota.ask_for(desk, one.key, role, ines, TODAY)
    given = {"person_key": ines, "guardian": "Nadia Noor", "relation": "Mother", "given_on": TODAY, "what_for": "All"}
    actions.add_detail(desk, GuardianConsent(**given, phone="020 7946 0123"))
    old = {**given, "guardian": "Ahmed Noor", "withdrawn_on": TODAY}
    actions.add_detail(desk, GuardianConsent(**old, phone="020 7946 0999"))
    with desk.read() as session:
        figures = day_figures(session, one.key, TODAY)
    assert figures is not None
    assert [call[:3] for call in figures.helpers[0].calls] == [("Nadia Noor", "Mother", "020 7946 0123")]


def test_what_is_missing_is_shown_where_it_is_put_right(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    actions.amend_person(desk, ines, born_on=dt.date(2011, 1, 1))
    with desk.read() as session:
        sides = {one.kind: one.side for one in of_everybody(session, TODAY)[ines]}
    place = seen(qtbot, PeoplePlace(context_of(desk, stage)), (800, 420))
    for kind in ("guardian", "emergency"):
        place.open(ines, sides[kind])
        page: Any = place.currentWidget()
        card = {"guardian": "guardians", "emergency": "emergency"}[kind]
        qtbot.waitUntil(lambda page=page, card=card: getattr(page.sides["contact"], card).add_button.hasFocus())
        assert not getattr(page.sides["contact"], card).add_button.visibleRegion().isEmpty()


def test_somebody_who_is_added_is_shown_and_their_birthday_can_be_said_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, desk: Desk, stage: Stage
) -> None:
    front = PeopleFront(context_of(desk, stage))
    qtbot.addWidget(front)
    answering(monkeypatch, name="Samira Noor", born_on="5 march 2011")
    key = front.people.add()
    assert stage.went[-1][:2] == ("people", key)
    with desk.read() as session:
        assert session.get_one(Person, key).born_on == dt.date(2011, 3, 5)


def test_why_somebody_is_suggested_is_said_whole(
    qtbot: QtBot, desk: Desk, stage: Stage, garden: str, ines: str
) -> None:
    role = roles.add_role(desk, Role(name="Gardener")).key
    (one,) = rota.plan_sessions(desk, garden, [TODAY], None, None, {role: 1})
    page = PlannedPage(context_of(desk, stage), one.key)
    page.refresh()
    seen(qtbot, page)
    page.suggested.view.setCurrentIndex(page.suggested.view.model().index(0, 0))
    assert page.because.text().startswith("Ines Carvalho: ")
    assert "nobody noted when they are free" in page.because.text()


def test_reasons_that_end_in_a_full_stop_are_strung_together_without_it(
    qtbot: QtBot, desk: Desk, stage: Stage, garden: str, ines: str
) -> None:
    role = roles.add_role(desk, Role(name="Gardener")).key
    roles.add_need(desk, RoleNeed(role_key=role, kind="training", name="Tools"))
    (one,) = rota.plan_sessions(desk, garden, [TODAY], None, None, {role: 1})
    page = PlannedPage(context_of(desk, stage), one.key)
    qtbot.addWidget(page)
    page.refresh()
    (why,) = [page._why(row) for row in page.suggested.model.rows]
    assert "Tools: Not done yet; never asked before" in why


def test_nobody_writes_letters_to_a_stand_in(qtbot: QtBot, desk: Desk, stage: Stage, garden: str, ines: str) -> None:
    actions.add_hours(desk, Hours(person_key=ines, activity_key=garden, minutes=90, given_on=TODAY))
    page = LettersPage(context_of(desk, stage, nameless=lambda _: frozenset({ines})))
    qtbot.addWidget(page)
    page.refresh()
    assert page.people.count() == 0
    page = LettersPage(context_of(desk, stage))
    qtbot.addWidget(page)
    page.refresh()
    assert page.people.count() == 1


def test_papers_of_later_rooms_stand_beside_the_register(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    pressed: list[Any] = []
    front = PeopleFront(context_of(desk, stage, people_papers=(("Summary for a funder", pressed.append),)))
    qtbot.addWidget(front)
    next(one for one in front.findChildren(QPushButton) if one.text() == "Summary for a funder").click()
    assert pressed == [front.context]


# -- an old laptop --------------------------------------------------------------------------------


def test_what_is_wrong_with_a_line_is_seen_where_the_end_of_the_line_is_not(
    qtbot: QtBot, desk: Desk, stage: Stage, ines: str
) -> None:
    key = acts.add_claim(desk, ines)
    page = ClaimPage(context_of(desk, stage), key)
    page.refresh()
    seen(qtbot, page)
    page.grid.start()
    for text in ("3 nov", "Depot", "12.50", "12.4", "", "", ""):
        typed = QApplication.focusWidget()
        assert typed is not None
        QTest.keyClicks(typed, text)
        QTest.keyClick(typed, Qt.Key.Key_Tab)
    assert "Row 1: " in page.grid.error.text()
    assert "either an amount or miles" in page.grid.error.text()
    assert not page.grid.error.isHidden()


def test_the_sheet_of_a_session_fits_an_old_laptop(qtbot: QtBot, desk: Desk, stage: Stage, garden: str) -> None:
    sheet = SessionSheet(context_of(desk, stage))
    sheet.setStyleSheet(sheet.context.theme.sheet())
    seen(qtbot, sheet, (834, 620))  # what a window of 1024 leaves beside the places
    for area in sheet.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0


def test_the_wheel_does_not_give_the_keys_to_a_choice(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    boxes = [box for box in page.findChildren(QComboBox) if box.isVisible()]
    assert boxes
    assert not any(box.focusPolicy() & Qt.FocusPolicy.WheelFocus == Qt.FocusPolicy.WheelFocus for box in boxes)


def test_a_step_is_ticked_by_pressing_its_words(qtbot: QtBot, desk: Desk, stage: Stage, ines: str) -> None:
    page = seen(qtbot, PersonPage(context_of(desk, stage), ines))
    page.side("joining")
    QApplication.processEvents()
    box = next(one for one in page.findChildren(QCheckBox) if one.isVisible())
    name = box.accessibleName()
    words = next(one for one in page.findChildren(QLabel) if one.text() == name)
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: any(one.isChecked() for one in page.findChildren(QCheckBox) if one.accessibleName() == name)
    )


def test_words_of_a_tick_fold_where_there_is_little_room(qtbot: QtBot) -> None:
    long = "People who live alone have company that they can count on, every week of the year"
    holder, box = ticked(long)
    seen(qtbot, holder, (240, 200))
    words = holder.findChildren(QLabel)[0]
    assert words.text() == box.accessibleName() == long
    assert words.width() <= 240
    assert words.heightForWidth(words.width()) > 2 * words.fontMetrics().height()
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert box.hasFocus()
