"""Who saves something stays where they are, though the page is put together anew."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import communitydesk
from communitydesk.widgets.dropdown import DropDown
from communitydesk.widgets.page import button, clear, label
from communitydesk.widgets.scroll import Inside, Scroller
from communitydesk.widgets.staying import Staying


class Place(QWidget):
    """A sidebar's entry, and a page of many parts with a button at each."""

    def __init__(self) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        self.home = button("Home", lambda: None)
        row.addWidget(self.home)
        self.page = QWidget()
        inside = Inside()
        self.body = QVBoxLayout(inside)
        self.scroller = Scroller(inside)
        box = QVBoxLayout(self.page)
        box.addWidget(self.scroller)
        row.addWidget(self.page)
        self.fill(40)

    def fill(self, parts: int) -> None:
        clear(self.body)
        for n in range(parts):
            self.body.addWidget(label(f"Part {n}"))
            self.body.addWidget(button("Add", lambda: None, name=f"Add to part {n}"))

    def named(self, name: str) -> QPushButton:
        return next(one for one in self.page.findChildren(QPushButton) if one.accessibleName() == name)


def shown(qtbot: QtBot) -> Place:
    place = Place()
    qtbot.addWidget(place)
    place.resize(400, 300)
    place.show()
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    qtbot.waitUntil(lambda: place.scroller.verticalScrollBar().maximum() > 500)
    return place


def again(place: Place, parts: int) -> None:
    """As a page does when what it shows was changed."""
    staying = Staying(place.page)
    place.fill(parts)
    staying.stay()


def test_what_is_seen_stays_seen_when_the_page_is_filled_anew(qtbot: QtBot) -> None:
    place = shown(qtbot)
    place.scroller.verticalScrollBar().setValue(500)
    again(place, 41)
    qtbot.waitUntil(lambda: place.scroller.verticalScrollBar().value() == 500)


def test_the_keyboard_stays_with_the_button_that_was_pressed_and_does_not_go_to_the_sidebar(qtbot: QtBot) -> None:
    place = shown(qtbot)
    place.named("Add to part 30").setFocus()
    again(place, 41)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is place.named("Add to part 30"))


def test_where_the_button_is_gone_the_keyboard_goes_to_what_stands_there_now(qtbot: QtBot) -> None:
    place = shown(qtbot)
    place.named("Add to part 39").setFocus()
    again(place, 20)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is place.named("Add to part 19"))


def test_the_wheel_scrolls_a_page_and_changes_no_choice_on_its_way(qtbot: QtBot) -> None:
    place = shown(qtbot)
    choice = DropDown()
    choice.addItems(["as suggested", "Yes", "No"])
    place.body.insertWidget(0, choice)
    qtbot.waitUntil(choice.isVisible)
    choice.setFocus()
    window = place.windowHandle()
    assert window is not None
    QTest.wheelEvent(window, QPointF(choice.mapTo(place, choice.rect().center())), QPoint(0, -120))
    qtbot.waitUntil(lambda: place.scroller.verticalScrollBar().value() > 0)
    assert choice.currentText() == "as suggested"


def test_every_list_of_the_program_leaves_the_wheel_to_the_page() -> None:
    own = Path(communitydesk.__file__).parent
    plain = re.compile(r"\b(QComboBox|QSpinBox|QDoubleSpinBox)\(\)|class \w+\((QComboBox|QSpinBox)\)")
    found = [
        path.name
        for path in own.rglob("*.py")
        if path.name != "dropdown.py" and plain.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "use widgets.dropdown"
