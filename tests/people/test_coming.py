"""Skills of everybody, joining and leaving, and the group's own lists: the pages, used as a person uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.people import actions
from communitydesk.people.figures.joining import choices, items
from communitydesk.people.model import PersonNote, StageChange
from communitydesk.people.ui.place import PeoplePlace
from communitydesk.widgets.form import FormSheet, Sheet
from tests.people.stage import TODAY, Stage, context_of

Show = Callable[..., Any]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, stage: Stage) -> Show:
    kept = []  # a page that nobody holds goes while its side is looked at

    def shown(tab: str) -> Any:
        place = PeoplePlace(context_of(desk, stage))
        kept.append(place)
        qtbot.addWidget(place)
        place.resize(1072, 820)
        place.show()
        place.activateWindow()
        place.open(tab=tab)
        QApplication.processEvents()
        return place

    return shown


def answering(monkeypatch: pytest.MonkeyPatch, **typed: Any) -> None:
    """Have the next sheets filled in as a person would, and saved."""

    def answer(sheet: Sheet) -> int:
        assert isinstance(sheet, FormSheet)
        for name, value in typed.items():
            widget = sheet.form.rows[name].input
            if isinstance(widget, QCheckBox):
                widget.setChecked(value)
            elif isinstance(widget, QComboBox):
                widget.setCurrentIndex(widget.findText(value))
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(value)
            else:
                assert isinstance(widget, QLineEdit)
                widget.setText(value)
        sheet.save()
        result = sheet.result()
        sheet.hide()
        return result

    monkeypatch.setattr(Sheet, "exec", answer)


def texts(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def press(page: QWidget, name: str) -> None:
    """Press a button by what a screen reader calls it."""
    buttons = [one for one in page.findChildren(QPushButton) if name in (one.accessibleName(), one.text())]
    buttons[0].setFocus()
    buttons[0].click()


def test_skills_say_who_offers_them_and_a_skill_is_renamed_into_another(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, ines: str, lukasz: str
) -> None:
    actions.set_skills(desk, ines, ["First aid"])
    actions.set_skills(desk, lukasz, ["1st aid"], ["Welsh"])
    page = show("skills").front.skills
    assert [row.name for row in page.rows] == ["1st aid", "First aid", "Welsh"]
    answering(monkeypatch, name="first AID")
    press(page, "Rename: 1st aid")
    assert [(row.name, [name for _, name in row.offered]) for row in page.rows] == [
        ("First aid", ["Ines Carvalho", "Łukasz Wójcik"]), ("Welsh", []),
    ]  # fmt: skip
    assert "Ines Carvalho, Łukasz Wójcik" in texts(page)
    desk.undo()
    assert len(page.rows) == 3


def test_the_week_says_who_is_free_and_how_many_were_asked(show: Show, desk: Desk, ines: str, lukasz: str) -> None:
    actions.set_free(desk, ines, {(5, "morning")}, "Not in August")
    page = show("skills").front.skills
    assert "1 of 2 people who help have said when they are free." in texts(page)
    assert "Ines Carvalho" in texts(page)
    assert "Ines Carvalho: Not in August" in texts(page)


def test_joining_and_leaving_is_narrowed_by_what_people_are_and_printed_as_it_is_shown(
    show: Show, stage: Stage, desk: Desk, ines: str, lukasz: str
) -> None:
    actions.set_stage(desk, StageChange(person_key=ines, stage="active", since_on=dt.date(2024, 1, 1)))
    page = show("coming").front.coming
    assert "2" in texts(page)
    assert len(page.charts) == 2
    page.who.setCurrentIndex(page.who.findData("is_staff"))
    assert page.charts == []
    assert any("give people the day on which they joined" in text for text in texts(page))
    page.who.setCurrentIndex(page.who.findData("is_volunteer"))
    press(page, "As a document")
    story = stage.previewed[-1].make(Words())
    assert "Volunteer" in repr(story.blocks[0])


def test_what_is_missing_is_said_at_the_top_right_under_the_choice(qtbot: QtBot, show: Show) -> None:
    page = show("coming").front.coming
    said = next(one for one in page.findChildren(QLabel) if one.text().startswith("Nothing to show yet"))
    top = page.who.mapTo(page, QPoint(0, page.who.height())).y()
    qtbot.waitUntil(lambda: 0 < said.mapTo(page, QPoint(0, 0)).y() - top < 60)
    assert page.who.mapTo(page, QPoint(0, 0)).y() < 20


def test_every_chart_is_said_in_a_sentence_and_its_values_are_heard(show: Show, desk: Desk, ines: str) -> None:
    actions.set_stage(desk, StageChange(person_key=ines, stage="active", since_on=dt.date(2024, 1, 1)))
    page = show("coming").front.coming
    assert page.charts[0].sentence.text() == "Since 2024, 1 joined and 0 left."
    assert all(one._drawing.accessibleName() for one in page.charts)


def test_an_item_of_a_checklist_is_added_worded_anew_moved_and_taken_off_by_keyboard(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk
) -> None:
    lists = show("lists").front.lists
    card = lists.lists["leaving"]
    before = [row.name for row in card.rows]
    answering(monkeypatch, name="Say thank you at the supper", whom="Volunteer")
    qtbot.keyClick(card.add_button, Qt.Key.Key_Space)
    assert [row.name for row in card.rows] == [*before, "Say thank you at the supper"]
    assert "Volunteer" in texts(card)
    press(card, "Up: Say thank you at the supper")
    assert card.rows[-2].name == "Say thank you at the supper"
    answering(monkeypatch, name="Say thank you in public")
    press(card, "Change: Say thank you at the supper")
    assert card.rows[-2].name == "Say thank you in public"
    press(card, f"Remove: {before[0]}")
    assert before[0] not in [row.name for row in card.rows]
    with desk.read() as session:
        assert [one.name for one in items(session, "leaving")] == [row.name for row in card.rows]
    for _ in range(4):
        desk.undo()
    assert [row.name for row in card.rows] == before


def test_an_answer_of_the_groups_own_is_offered_and_one_taken_out_stays_where_it_was_chosen(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk, ines: str
) -> None:
    card = show("lists").front.lists.lists["source"]
    answering(monkeypatch, name="The Tuesday market")
    press(card, "Add one: Where people came from")
    with desk.read() as session:
        key = next(key for key, name in choices(session, "source") if name == "The Tuesday market")
    actions.set_source(desk, ines, key)
    press(card, "Remove: The Tuesday market")
    with desk.read() as session:
        assert "The Tuesday market" not in [name for _, name in choices(session, "source")]
        assert ("The Tuesday market") in [name for _, name in choices(session, "source", ended=(key,))]


def test_the_same_answer_twice_is_refused_in_the_sheet(monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk) -> None:
    card = show("lists").front.lists.lists["reason"]
    count = len(card.rows)
    answering(monkeypatch, name=card.rows[0].name.upper())
    press(card, "Add one: Why people leave")
    assert len(card.rows) == count


def test_the_register_asks_what_it_holds_and_private_notes_only_when_ticked(
    monkeypatch: pytest.MonkeyPatch, show: Show, stage: Stage, desk: Desk, ines: str
) -> None:
    actions.amend_person(desk, ines, today=TODAY, phone="07700 900123")
    actions.add_detail(desk, PersonNote(person_key=ines, written_on=TODAY, text="In confidence"))
    people = show("people").front.people
    answering(monkeypatch, phone=True)
    press(people, "Print the register")
    told = repr(stage.previewed[-1].make(Words()).blocks)
    assert r"07700\xa0900123" in told
    assert "In confidence" not in told
    answering(monkeypatch, private=True)
    press(people, "Print the register")
    assert "In confidence" in repr(stage.previewed[-1].make(Words()).blocks)


def test_a_persons_sheet_is_printed_from_their_page_without_private_notes(
    monkeypatch: pytest.MonkeyPatch, show: Show, stage: Stage, desk: Desk, ines: str
) -> None:
    from communitydesk.people.ui.printing import ask_sheet

    actions.add_detail(desk, PersonNote(person_key=ines, written_on=TODAY, text="In confidence"))
    place = show("people")
    place.open(ines)
    page = place.currentWidget()
    answering(monkeypatch)
    ask_sheet(page.context, page, page.key)
    assert "In confidence" not in repr(stage.previewed[-1].make(Words()).blocks)


def test_the_smallest_count_for_others_is_chosen_with_who_says_so_and_given_up_again(
    monkeypatch: pytest.MonkeyPatch, show: Show, desk: Desk
) -> None:
    lists = show("lists").front.lists
    assert any("what fewer than 5 people have in common" in text for text in texts(lists))
    answering(monkeypatch, few="10", source="Our funder")
    press(lists, "Choose another number")
    assert any("what fewer than 10 people" in text for text in texts(lists))
    assert "Your own: Our funder" in texts(lists)
    press(lists, "Go back to the suggestion")
    assert any("what fewer than 5 people" in text for text in texts(lists))


@pytest.mark.parametrize("tab", ["people", "skills", "coming", "lists"])
def test_every_control_of_a_tab_has_a_name_and_is_reached_by_keyboard(
    show: Show, desk: Desk, ines: str, tab: str
) -> None:
    actions.set_skills(desk, ines, ["First aid"])
    place = show(tab)
    side = place.front.tabs.currentWidget()
    controls = [
        one for kind in (QPushButton, QComboBox, QLineEdit, QCheckBox) for one in side.findChildren(kind) if one.isVisible()
    ]  # fmt: skip
    assert controls
    for one in controls:
        assert one.accessibleName() or getattr(one, "text", str)()
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
