from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import Words
from communitydesk.group import actions
from communitydesk.group.model import Contact
from communitydesk.shell.changes import ChangesSheet
from communitydesk.shell.documents import DocumentsPage
from communitydesk.shell.palette import Palette, Target
from communitydesk.shell.sidebar import Sidebar
from communitydesk.shell.window import MainWindow
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.form import Sheet
from communitydesk.widgets.theme import LIGHT, Theme, load_fonts
from tests.shell.conftest import Contacts
from tests.widgets.standin import TODAY

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def page(window: MainWindow) -> Contacts:
    shown = window.pages.currentWidget()
    assert isinstance(shown, Contacts)
    return shown


def place_buttons(window: MainWindow) -> list[QPushButton]:
    return [one for one in window.sidebar.findChildren(QPushButton) if one.objectName() == "place" and one.isVisible()]


def test_the_title_names_the_group(window: MainWindow) -> None:
    assert window.windowTitle() == "Garden Friends - CommunityDesk"


def test_the_sidebar_lists_places_with_something_in_them_and_says_what_is_to_do(window: MainWindow, qtbot: Any) -> None:
    said = ["Home", "Contacts, 3 to do", "Documents"]
    qtbot.waitUntil(lambda: [one.accessibleName() for one in place_buttons(window)] == said)
    assert window.sidebar.saved.text() == "Saved. Backed up today, 18:42."


def test_what_is_to_do_is_counted_off_the_windows_thread_again_after_a_change_and_not_for_nothing(
    window: MainWindow, desk: Desk, qtbot: Any
) -> None:
    counted: list[int] = []

    def badge(desk: Desk, today: dt.date) -> int:
        counted.append(threading.get_ident())
        return len(counted)

    made = MainWindow(window.preferences, window.jobs)
    qtbot.addWidget(made)
    made.start(replace(window.context, window=made), (Place("home", "Home", Contacts, badge=badge),), "home")
    made.show()
    qtbot.waitUntil(lambda: [one.accessibleName() for one in place_buttons(made)] == ["Home, 1 to do"])
    made.go("home")
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    qtbot.waitUntil(lambda: [one.accessibleName() for one in place_buttons(made)] == ["Home, 2 to do"])
    assert len(counted) == 2
    assert threading.get_ident() not in counted


def test_a_change_is_shown_at_once_where_it_is_seen_and_later_where_it_is_not(
    window: MainWindow, desk: Desk, qtbot: Any
) -> None:
    first = page(window)
    window.go("contacts")
    second = page(window)
    before = first.refreshed
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    qtbot.waitUntil(lambda: second.counted.text() == "2 contacts")
    assert first.refreshed == before
    window.go("home")
    assert first.counted.text() == "2 contacts"


def test_back_and_forward_go_through_where_one_was(window: MainWindow) -> None:
    window.go("contacts", "key-1", "hours")
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window._at
    assert window._at.place == "home"
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window._at.place == "contacts"
    assert page(window).opened[-1] == ("key-1", "hours")


def test_leaving_with_unsaved_words_asks_and_stays_on_no(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(window, "ask", lambda question, yes, more="": (asked.append(question), answers.pop(0))[1])
    first = page(window)
    first.field.setText("half a sentence")
    window.go("contacts")
    assert page(window) is first
    window.go("contacts")
    assert page(window) is not first
    assert len(asked) == 2


def test_when_what_had_the_keyboard_goes_away_the_next_place_gets_it_and_ctrl_z_is_heard(
    window: MainWindow, desk: Desk, qtbot: Any
) -> None:
    """A page is left by its button "Remove": the button goes with it."""
    page(window).field.setFocus()
    window.focusWidget().clearFocus()
    window.go("contacts")
    qtbot.waitUntil(lambda: page(window).isAncestorOf(QApplication.focusWidget() or window))
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Z, CONTROL)
    with desk.read() as session:
        assert session.query(Contact).count() == 1


def test_who_goes_on_in_the_sidebar_keeps_the_keyboard_there(window: MainWindow, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(place_buttons(window)))
    contacts = place_buttons(window)[1]
    contacts.setFocus()
    contacts.click()
    QApplication.processEvents()
    assert QApplication.focusWidget() is contacts


def test_what_was_said_of_hidden_places_goes_when_they_are_back(window: MainWindow, qtbot: Any) -> None:
    window.places_action.trigger()
    assert window.notice.isVisible()
    window.places_action.trigger()
    assert window.sidebar.isVisible()
    assert not window.notice.isVisible()


def test_ctrl_z_takes_back_typing_first_and_then_the_last_change(window: MainWindow, desk: Desk) -> None:
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    field = page(window).field
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.text() == ""
    assert desk.search("Seeds")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert not desk.search("Seeds")
    assert "Undone" in window.notice.text()
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL | SHIFT)
    if not field.text():
        assert desk.search("Seeds")


def test_undo_says_its_name_in_the_menu(window: MainWindow, desk: Desk) -> None:
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    window._say_undo()
    assert window.undo_action.text().startswith("Undo: ")
    assert "Seeds Ltd" in window.undo_action.text()
    assert not window.redo_action.isEnabled()


def test_long_work_leaves_the_window_alone_and_hands_over_its_result(window: MainWindow, qtbot: Any) -> None:
    go_on, found = threading.Event(), []
    names = []

    def work(progress: Any) -> int:
        names.append(threading.current_thread() is threading.main_thread())
        progress(0.5)
        go_on.wait(10)
        return 42

    window.run("Working", work, found.append)
    assert found == []
    go_on.set()
    qtbot.waitUntil(lambda: found == [42])
    assert names == [False]


def test_work_that_is_stopped_does_nothing_more(window: MainWindow, qtbot: Any) -> None:
    started, found = threading.Event(), []

    def work(progress: Any) -> int:
        started.set()
        while True:
            progress(0.1)

    window.run("Working", work, found.append)
    assert started.wait(10)
    window.works.stop_all()
    QApplication.processEvents()
    assert found == []
    assert not window.works.busy


def test_word_of_work_that_comes_after_everything_was_stopped_is_dropped(window: MainWindow) -> None:
    over, found = threading.Event(), []

    def work(progress: Any) -> int:
        over.set()
        return 42

    window.run("Working", work, found.append)
    assert over.wait(10)
    window.works.stop_all()
    QApplication.processEvents()
    assert found == []


def test_trouble_in_work_is_shown(window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(window, "show_trouble", lambda trouble: said.append(str(trouble)))

    def work(progress: Any) -> None:
        raise Trouble("The disk is full.")

    window.run("Working", work, lambda _: None)
    qtbot.waitUntil(lambda: said == ["The disk is full."])


def test_anything_is_found_by_a_few_letters_and_enter(window: MainWindow, desk: Desk) -> None:
    opened: list[Any] = []
    palette = Palette(window.context, (), tuple, lambda ref: bool(opened.append(ref)) or True, window)
    palette.show()
    QTest.keyClicks(palette.edit, "boro")
    assert "Borough Council" in palette.found.item(0).text()
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert opened[0].table == "contact"
    assert window.open_record(opened[0])
    assert window._at
    assert (window._at.place, window._at.key) == ("contacts", opened[0].key)


def test_what_is_typed_while_documents_are_listed_is_not_lost(window: MainWindow, qtbot: Any) -> None:
    went: list[str] = []
    typed = threading.Event()

    def listed() -> tuple[Target, ...]:
        assert typed.wait(20)  # a quick typist, on a slow computer
        return tuple(Target(name, "document", partial(went.append, name)) for name in ("Rota", "Privacy notice"))

    places = [Target("Contacts", "place", partial(went.append, "Contacts"))]
    palette = Palette(window.context, places, listed, lambda _: True, window)
    qtbot.addWidget(palette)
    palette.show()
    assert palette.found.item(0).text() == "Contacts   place"
    QTest.keyClicks(palette.edit, "privacy")
    assert palette.said.text() == "Looking through the documents ..."
    typed.set()
    qtbot.waitUntil(lambda: palette.found.count() > 0)
    assert palette.edit.text() == "privacy"
    assert "Privacy notice" in palette.found.item(0).text()
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert went == ["Privacy notice"]


def test_what_was_chosen_stays_chosen_when_the_documents_join_it(window: MainWindow, qtbot: Any) -> None:
    listing = threading.Event()

    def papers() -> tuple[Target, ...]:
        assert listing.wait(20)
        return (Target("Borough letter", "document", list),)

    places = [Target(name, "place", list) for name in ("Borough map", "Borough walk")]
    palette = Palette(window.context, places, papers, lambda _: True, window)
    qtbot.addWidget(palette)
    palette.show()
    QTest.keyClicks(palette.edit, "borough")
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    chosen = palette.found.currentItem().text()
    assert chosen.startswith("Borough Council")
    before = palette.found.count()
    listing.set()
    qtbot.waitUntil(lambda: palette.found.count() > before)
    assert palette.found.currentItem().text() == chosen


def test_a_record_is_found_before_its_papers_and_a_place_that_is_named_first_of_all(
    window: MainWindow, qtbot: Any
) -> None:
    targets = [Target(name, "document", list) for name in ("Letter: Borough Council", "Schedule: Borough Council")]
    palette = Palette(window.context, [Target("Borough map", "place", list)], lambda: targets, lambda _: True, window)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.waitUntil(lambda: palette.found.count() > 1)
    QTest.keyClicks(palette.edit, "borough")
    found = [palette.found.item(row).text().split("   ")[0] for row in range(palette.found.count())]
    assert found == ["Borough map", "Borough Council", "Letter: Borough Council", "Schedule: Borough Council"]
    actions.add_contact(window.context.desk, Contact(name="Friends of the Borough"))
    palette.edit.clear()
    QTest.keyClicks(palette.edit, "borough")
    assert [palette.found.item(row).text().split("   ")[0] for row in (1, 2)] == [
        "Borough Council",
        "Friends of the Borough",
    ]


def test_where_more_is_found_than_is_shown_the_finder_says_so(
    window: MainWindow, desk: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communitydesk.shell.palette.MOST", 2)
    for number in range(3):
        actions.add_contact(desk, Contact(name=f"Harbour {number}"))
    palette = Palette(window.context, (), tuple, lambda _: True, window)
    qtbot.addWidget(palette)
    palette.show()
    QTest.keyClicks(palette.edit, "harbour")
    assert palette.found.count() == 2
    assert palette.said.text() == "More than 2 things found. Type another word to find fewer."
    papers = Palette(
        window.context, (), lambda: [Target(f"Rota {n}", "document", list) for n in range(9)], bool, window
    )
    qtbot.addWidget(papers)
    papers.show()
    qtbot.waitUntil(lambda: papers.found.count() > 0)
    assert papers.found.count() == 2


def test_a_long_title_that_is_found_goes_on_in_the_next_line(qtbot: Any, window: MainWindow) -> None:
    title = "Final report to the Harlsmere Borough Council on what was done, learned and spent " * 2
    palette = Palette(window.context, (), lambda: (Target(title, "document", list),), lambda _: True, window)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.waitUntil(lambda: palette.found.count() > 0)
    rect = palette.found.visualItemRect(palette.found.item(0))
    assert rect.height() > 1.8 * palette.found.fontMetrics().height()
    assert palette.found.horizontalScrollBar().maximum() == 0


def test_documents_are_listed_and_opened(window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(window, "preview", lambda document: shown.append(document.id))
    window.go("documents")
    listed = window.pages.currentWidget()
    assert isinstance(listed, DocumentsPage)
    qtbot.waitUntil(lambda: [row.title for row in listed.list.rows] == ["Outside contacts"])
    listed.list.choose("contacts")
    listed.list.tree.setFocus()
    QTest.keyClick(listed.list.tree, Qt.Key.Key_Return)
    assert shown == ["contacts"]


def test_what_was_changed_is_listed_and_the_last_can_be_taken_back(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    actions.add_contact(desk, Contact(name="Seeds Ltd"))
    sheet = ChangesSheet(window.context, window)
    qtbot.addWidget(sheet)
    sheet.open()
    assert "Seeds Ltd" in sheet.table.model.index(0, 2).data()
    assert sheet.table.model.index(0, 1).data() == "Treasurer"
    count = sheet.table.model.rowCount()
    sheet.main.click()
    assert not desk.search("Seeds")
    assert sheet.table.model.rowCount() == count + 1
    assert sheet.table.model.index(0, 2).data().startswith("Undone: ")
    sheet.reject()


def test_text_size_and_colours_are_kept(window: MainWindow, preferences: Any) -> None:
    QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert preferences.scale > 1.0
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert preferences.scale == 1.0
    assert window.done == ["look again", "look again"]  # type: ignore[attr-defined]


def test_the_places_can_be_hidden_to_give_the_page_their_room_and_stay_so(window: MainWindow, preferences: Any) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.sidebar.isVisible()
    assert not preferences.places_shown
    assert "F9" in window.notice.text()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.sidebar.isVisible()
    assert preferences.places_shown


def test_where_there_is_no_room_for_both_the_places_make_way_for_the_page_and_a_button_leads_to_them(
    window: MainWindow, preferences: Any, qtbot: Any
) -> None:
    window.resize(1200, 700)
    qtbot.waitUntil(window.sidebar.isVisible)
    assert not window._to_places.isVisible()
    window.resize(560, 700)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    assert window.width() == 560
    assert window._to_places.isVisible()
    assert [one.text() for one in window._to_places.menu().actions()][-1] == "Documents"
    assert preferences.places_shown  # nothing was chosen
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.sidebar.isVisible()
    window.resize(1200, 700)
    qtbot.waitUntil(window.sidebar.isVisible)
    assert preferences.places_shown


def test_no_sheet_is_larger_than_the_screen(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    large = Context(desk, Words(), Theme(LIGHT, scale=2.0), window, lambda: TODAY)
    sheet = Sheet(large, "A sheet", width=900)
    qtbot.addWidget(sheet)
    sheet.body.addWidget(QLabel("\n".join(str(number) for number in range(200))))
    sheet.show()
    free = sheet.screen().availableGeometry()
    assert sheet.width() < free.width()
    assert sheet.height() < free.height()


def test_the_places_take_no_more_room_than_their_names_need(window: MainWindow, desk: Desk) -> None:
    load_fonts()
    places = (Place("home", "Home", Contacts), Place("bank", "Bank statement", Contacts))
    large = Context(desk, Words(), Theme(LIGHT, scale=2.0), window, lambda: TODAY)
    sidebar = Sidebar(large, places, lambda _: None)
    assert sidebar.width() < large.theme.px(200)
    sidebar.deleteLater()
