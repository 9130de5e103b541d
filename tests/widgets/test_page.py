"""What pages are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.widgets.page import clear, label, onward


def test_a_sentence_that_begins_with_a_name_from_the_right_goes_on_from_the_left() -> None:
    assert onward("سارة, Kitchen helper: not done yet.") == "\u200eسارة, Kitchen helper: not done yet."
    assert onward("سارة محمد") == "سارة محمد"
    assert onward("Kitchen helper: سارة") == "Kitchen helper: سارة"


def test_what_is_taken_out_before_it_was_shown_does_not_become_a_window(qtbot: QtBot) -> None:
    """A layout shows what it was given a moment later; by then it may have been taken out again."""
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    page.show()
    late = label("Late")
    box.addWidget(late)
    clear(box)
    QApplication.sendPostedEvents(late)
    assert late.isHidden()
