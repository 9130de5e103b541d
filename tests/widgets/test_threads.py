"""What is told and tidied happens on the window's thread, whichever thread asked for it."""

import gc
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.page import Page
from communitydesk.widgets.threads import OnThisThread, Sweeper
from tests.storage.records import Pot, new_desk
from tests.widgets.standin import stand_in


class Looking(Page):
    """A page that notes on which threads it was drawn anew."""

    shows = ("t_pot",)

    def __init__(self, desk: Desk) -> None:
        self.drawn: list[threading.Thread] = []
        super().__init__(stand_in(desk), "Looking")

    def refresh(self) -> None:
        self.drawn.append(threading.current_thread())


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = new_desk(tmp_path / "group.cdesk")
    yield made
    made.close()


def elsewhere(act: Any) -> None:
    """Do something on a thread of its own, to its end."""
    worker = threading.Thread(target=act)
    worker.start()
    worker.join()


def shown(qtbot: Any, desk: Desk) -> Looking:
    page = Looking(desk)
    qtbot.addWidget(page)
    page.show()
    page.drawn.clear()
    return page


def add_pot(desk: Desk) -> None:
    with desk.change(N_("Add pot")) as session:
        session.add(Pot(name="Tea"))


def test_a_page_is_drawn_anew_on_the_windows_thread_when_other_work_changes_a_record(qtbot: Any, desk: Desk) -> None:
    page = shown(qtbot, desk)
    elsewhere(lambda: add_pot(desk))
    assert not page.drawn
    qtbot.waitUntil(lambda: bool(page.drawn))
    assert page.drawn == [threading.main_thread()]


def test_a_page_hears_at_once_of_a_change_made_on_the_windows_own_thread(qtbot: Any, desk: Desk) -> None:
    page = shown(qtbot, desk)
    add_pot(desk)
    assert page.drawn == [threading.main_thread()]


def test_nobody_is_told_of_a_change_once_the_file_is_closed(qtbot: Any, desk: Desk) -> None:
    page = shown(qtbot, desk)
    here, after = OnThisThread(), list[int]()
    elsewhere(lambda: add_pot(desk))
    desk.close()
    elsewhere(lambda: here(lambda: after.append(1)))  # comes after the word of the change
    qtbot.waitUntil(lambda: bool(after))
    assert not page.drawn


def test_what_other_threads_ask_for_is_done_in_the_order_they_asked(qtbot: Any) -> None:
    here, done = OnThisThread(), []

    def ask() -> None:
        for number in range(20):
            here(lambda number=number: done.append((number, threading.current_thread())))  # type: ignore[misc]

    elsewhere(ask)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == [(number, threading.main_thread()) for number in range(20)]


class Knot(QObject):
    """Something of Qt that holds itself, as a closed dialog and its buttons hold each other."""

    def __init__(self, freed: list[threading.Thread]) -> None:
        super().__init__()
        self.me, self.freed = self, freed

    def __del__(self) -> None:
        self.freed.append(threading.current_thread())


def test_rubbish_of_the_window_is_let_go_of_on_its_own_thread_while_other_threads_work(qtbot: Any) -> None:
    was, freed = gc.isenabled(), list[threading.Thread]()
    parent = QObject()
    try:
        sweeper = Sweeper(parent)
        sweeper.stop()
        Knot(freed)
        elsewhere(lambda: [[] for _ in range(200_000)])
        held = [[number] for number in range(5_000)]  # more than Python would let come together
        assert not freed
        sweeper.sweep()
        assert freed == [threading.main_thread()]
        assert len(held) == 5_000
    finally:
        if was:
            gc.enable()


def test_rubbish_that_is_older_is_found_in_time(qtbot: Any) -> None:
    was, freed = gc.isenabled(), list[threading.Thread]()
    parent = QObject()
    try:
        sweeper = Sweeper(parent)
        sweeper.stop()
        knot = Knot(freed)
        gc.collect()  # it has grown old while it was wanted
        del knot
        held: list[list[int]] = []
        for _ in range(200):
            held += [[number] for number in range(1_000)]
            sweeper.sweep()
        assert freed == [threading.main_thread()]
    finally:
        if was:
            gc.enable()
