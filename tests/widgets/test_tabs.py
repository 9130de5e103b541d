"""Every side of a record can be found: its tab is seen whole, or a button leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from communitydesk.widgets.tabs import Tabs
from communitydesk.widgets.theme import LIGHT, Theme, load_fonts
from tests.fit import unfit
from tests.widgets.standin import dressed, stand_in

SIDES = (
    "Overview", "Contact", "Skills and times", "Joining and leaving", "Roles and checks", "Hours", "Came to", "Expenses",
    "Consents", "Notes", "History",
)  # fmt: skip


@pytest.fixture
def look(qapp: QApplication, request: Any) -> Iterator[Theme]:
    load_fonts()
    with dressed(qapp, Theme(LIGHT, scale=getattr(request, "param", 1.0))) as theme:
        yield theme


def shown(qapp: QApplication, qtbot: Any, theme: Theme, width: int) -> Tabs:
    tabs = Tabs(stand_in(theme=theme))
    qtbot.addWidget(tabs)
    for side in SIDES:
        tabs.add(side, side, lambda side=side: QLabel(side))  # type: ignore[misc]
    tabs.resize(width, 600)
    tabs.show()
    tabs.activateWindow()
    qapp.processEvents()
    return tabs


def seen_whole(tabs: Tabs) -> list[str]:
    inside = tabs.bar.rect()
    return [tabs.tabText(at) for at in range(tabs.count()) if inside.contains(tabs.bar.tabRect(at))]


@pytest.mark.parametrize("width", [1020, 1400])
def test_eleven_sides_are_all_seen_at_the_usual_size(qapp: QApplication, qtbot: Any, look: Theme, width: int) -> None:
    tabs = shown(qapp, qtbot, look, width)
    assert seen_whole(tabs) == list(SIDES)
    assert not tabs.all.isVisible()
    assert not [one for one in unfit(tabs) if "out of sight" in one]


def test_where_they_have_no_room_a_list_stands_at_the_left(qapp: QApplication, qtbot: Any, look: Theme) -> None:
    tabs = shown(qapp, qtbot, look, 1020)
    assert len({tabs.bar.tabRect(at).left() for at in range(tabs.count())}) == 1
    tabs.bar.setFocus()
    QTest.keyClick(tabs.bar, Qt.Key.Key_Down)
    QTest.keyClick(tabs.bar, Qt.Key.Key_Down)
    assert tabs.currentIndex() == 2
    QTest.keyClick(tabs.bar, Qt.Key.Key_Up)
    assert tabs.currentIndex() == 1
    QTest.keyClick(tabs.bar, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 2
    qtbot.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.bar.tabRect(10).center())
    assert isinstance(found := tabs.currentWidget().findChild(QLabel), QLabel)
    assert found.text() == "History"


def test_they_go_back_into_a_row_when_there_is_room(qapp: QApplication, qtbot: Any, look: Theme) -> None:
    tabs = shown(qapp, qtbot, look, 1020)
    assert tabs.bar.at_side
    tabs.resize(1400, 600)
    qapp.processEvents()
    assert not tabs.bar.at_side
    assert len({tabs.bar.tabRect(at).top() for at in range(tabs.count())}) == 1


@pytest.mark.parametrize("look", [1.0, 2.0], indirect=True)
def test_where_neither_has_room_a_button_leads_to_every_side(qapp: QApplication, qtbot: Any, look: Theme) -> None:
    tabs = shown(qapp, qtbot, look, 720)
    assert tabs.all.isVisible()
    assert tabs.all.text() == "All 11"
    assert tabs.all.focusPolicy() & Qt.FocusPolicy.TabFocus
    menu = tabs.all.menu()
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions()] == list(SIDES)
    menu.actions()[10].trigger()
    assert tabs.currentIndex() == 10
    qapp.processEvents()
    assert "History" in seen_whole(tabs)
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions() if one.isChecked()] == ["History"]
    assert not [one for one in unfit(tabs) if "out of sight" in one]


def test_a_count_that_makes_a_row_too_long_is_seen_too(qapp: QApplication, qtbot: Any, look: Theme) -> None:
    tabs = shown(qapp, qtbot, look, 1400)
    tabs.resize(tabs.bar.in_row() + 1, 600)
    qapp.processEvents()
    assert not tabs.bar.at_side
    tabs.count_of("Hours", 1234)
    qapp.processEvents()
    assert tabs.bar.at_side
    assert "Hours  1234" in seen_whole(tabs)


def test_a_side_that_nobody_looked_at_goes_with_the_tabs(qapp: QApplication, look: Theme) -> None:
    tabs, side = Tabs(stand_in(theme=look)), QLabel("Hours")
    side.linkActivated.connect(lambda: side.clear())  # what holds itself, as sides do: Python alone never lets go of it
    tabs.keep(side)
    tabs.add("first", "First", lambda: QLabel("First"))
    tabs.add("hours", "Hours", lambda: side)
    tabs.deleteLater()
    for _ in range(2):  # first the tabs, then what they take with them
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(tabs)
    assert not isValid(side)
