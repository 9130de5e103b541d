"""The sides of a person's record: whom to call, with whom they live, when they are free, references, notes, photograph."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.people.figures.record import photo
from communitydesk.people.model import Person
from communitydesk.people.ui.person import PersonPage
from communitydesk.widgets.files import Brought
from tests.people.filling import answering
from tests.people.stage import Stage, context_of

Side = Callable[[str], Any]


@pytest.fixture
def side(qtbot: QtBot, desk: Desk, ines: str) -> Side:
    """A side of Ines' record, seen."""
    page = PersonPage(context_of(desk, Stage()), ines)
    qtbot.addWidget(page)
    page.resize(1072, 820)
    page.show()
    page.activateWindow()

    def shown(name: str) -> Any:
        page.tabs.open(name)
        QApplication.processEvents()
        return page.side(name)

    return shown


def lines(card: Any) -> list[tuple[str, str]]:
    return [(one.first, one.second) for one in card.lines]


def press(card: Any, name: str) -> None:
    next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name).click()


def test_an_emergency_contact_is_added_put_right_and_taken_out_and_comes_back(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side
) -> None:
    card = side("contact").emergency
    answering(monkeypatch, name="Rosa", relation="Sister", phone="07700 900456")
    card.add_button.click()
    assert lines(card) == [("Rosa, Sister", "07700 900456")]
    answering(monkeypatch, phone="07700 900457")
    press(card, "Change: Rosa, Sister")
    assert lines(card) == [("Rosa, Sister", "07700 900457")]
    press(card, "Remove: Rosa, Sister")
    assert lines(card) == []
    desk.undo()
    assert lines(card) == [("Rosa, Sister", "07700 900457")]


def test_an_emergency_contact_without_a_number_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side
) -> None:
    card = side("contact").emergency
    (sheet,) = (answering(monkeypatch, name="Rosa"), card.add_button.click())[0]
    assert lines(card) == []
    assert "needed" in sheet.form.rows["phone"].error.text()  # type: ignore[attr-defined]


def test_another_way_to_reach_somebody_stands_with_what_it_is(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side
) -> None:
    card = side("contact").ways
    answering(monkeypatch, kind="Landline", value="0121 496 0001", note="Evenings")
    card.add_button.click()
    assert lines(card) == [("0121 496 0001", "Landline · Evenings")]


def test_two_who_live_together_are_shown_with_each_other(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side, ines: str, lukasz: str
) -> None:
    from communitydesk.people.actions import set_household

    card = side("contact").household
    answering(monkeypatch, name="Mill Lane 3")
    card.add_button.click()
    with desk.read() as session:
        household = session.get_one(Person, ines).household_key
    set_household(desk, lukasz, household)
    assert card.intro.text() == "Mill Lane 3"
    assert lines(card) == [("Łukasz Wójcik", "")]


def test_times_are_ticked_by_keyboard_and_kept_with_a_note(desk: Desk, side: Side) -> None:
    skills = side("skills")
    box = skills.week.findChildren(QCheckBox)[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box, Qt.Key.Key_Down)
    at = QApplication.focusWidget()
    assert isinstance(at, QCheckBox)
    assert at is not box
    QTest.keyClick(at, Qt.Key.Key_Space)
    skills.more.rows["note"].input.setText("Not in August")
    assert skills.unsaved()
    skills.save_times_button.click()
    assert not skills.unsaved()
    assert len(skills.week.cells()) == 2
    desk.undo()
    assert skills.week.cells() == frozenset()


def test_a_reference_says_who_and_how_they_know_them(monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side) -> None:
    card = side("joining").references
    answering(monkeypatch, name="Mr Lee", knows="Neighbour")
    card.add_button.click()
    assert "Mr Lee" in lines(card)[0][0]
    assert "Neighbour" in " ".join(lines(card)[0])


def test_a_private_note_is_marked_with_its_day_and_says_that_it_stays_out_of_documents(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, side: Side
) -> None:
    card = side("notes").notes
    assert card.intro.text().startswith("They stay out of every document unless you ask for them.")
    answering(monkeypatch, text="Prefers the shady beds.")
    card.add_button.click()
    assert "Prefers the shady beds." in " ".join(lines(card)[0])
    assert "14 November 2026" in " ".join(lines(card)[0])


def test_a_photograph_is_kept_small_and_taken_out_and_what_is_none_is_said(desk: Desk, side: Side, ines: str) -> None:
    card = side("overview").photo
    stream = io.BytesIO()
    Image.new("RGB", (3000, 2000), "green").save(stream, "JPEG")
    card.take((Brought("me.jpg", b"no picture at all"),))
    assert card.drop.isVisible()
    card.take((Brought("me.jpg", stream.getvalue()),))
    with desk.read() as session:
        kept = photo(session, ines)
    assert kept
    assert max(Image.open(io.BytesIO(desk.content(kept))).size) < 3000
    assert card.view.isVisible()
    card.clear_button.click()
    with desk.read() as session:
        assert not photo(session, ines)
    assert card.drop.isVisible()
