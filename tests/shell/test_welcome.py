"""What a person meets before a file is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from communitydesk.desk.words import Words
from communitydesk.shell.bugs import BugDialog
from communitydesk.shell.welcome import Welcome
from communitydesk.widgets.page import EnterPresses
from communitydesk.widgets.scroll import Scroller
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import dressed


def met(qtbot: QtBot, recent: tuple[Path, ...]) -> list[str]:
    """Return what Enter does as soon as the window stands."""
    done: list[str] = []
    welcome = Welcome(
        Words(), Theme(LIGHT), new=lambda: done.append("new"), open_=lambda path: done.append(str(path)),
        sample=lambda: done.append("sample"), recent=recent,
    )  # fmt: skip
    qtbot.addWidget(welcome)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    presses = EnterPresses(application)
    welcome.show()
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    first = QApplication.focusWidget()
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Return)
    presses.deleteLater()
    return done


def test_enter_goes_on_with_the_file_that_was_open_last(qtbot: QtBot) -> None:
    assert met(qtbot, (Path("hall.communitydesk"), Path("old.communitydesk"))) == ["hall.communitydesk"]


def test_enter_begins_a_new_group_where_none_was_open_before(qtbot: QtBot) -> None:
    assert met(qtbot, ()) == ["new"]


def test_on_a_small_screen_with_large_text_what_is_met_first_has_room_for_everything(
    qtbot: QtBot, qapp: QApplication
) -> None:
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        acts: tuple[Callable[[], None], Callable[..., None]] = (lambda: None, lambda *_: None)
        recent = tuple(Path(f"/home/treasurer/Documents/group {n}.communitydesk") for n in range(5))
        welcome = Welcome(Words(), theme, new=acts[0], open_=acts[1], sample=acts[0], recent=recent, back=acts[0])
        qtbot.addWidget(welcome)
        least = welcome.minimumSizeHint()
        assert (least.width() <= 1008, least.height() <= 720) == (True, True)
        welcome.resize(1008, 720)
        welcome.show()
        (area,) = welcome.findChildren(Scroller)
        qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)  # what has no room is scrolled to
        assert area.horizontalScrollBar().maximum() == 0


def test_what_says_that_the_program_made_a_mistake_fits_a_small_screen_with_large_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        told = BugDialog(Words(), theme, ValueError())
        qtbot.addWidget(told)
        told.resize(1008, 720)
        told.show()
        qtbot.waitExposed(told)
        qtbot.waitUntil(lambda: told.height() <= 720)
        assert told.minimumSizeHint().height() <= 720
