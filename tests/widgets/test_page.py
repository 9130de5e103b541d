"""What pages are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.widgets.page import Page, clear, label, onward
from tests.widgets.standin import stand_in


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


def test_what_a_place_says_of_itself_is_whole_in_a_small_window(qtbot: QtBot) -> None:
    """The heading, the state beside it and the buttons all have room; the buttons go under them where they must."""
    page = Page(stand_in(), "Warm Wednesdays", crumbs=(("Grants", lambda: None),))
    qtbot.addWidget(page)
    for text in ("More", "Record a payment", "Write the report"):
        page.add_button(text, lambda: None)
    page.resize(832, 400)
    page.show()
    for said in ("Report due on 30 May", "Report due on 30 April", "Report due on 27 September"):
        page.set_state(said)
        state = next(one for one in page.findChildren(QLabel) if one.text() == said)
        qtbot.waitUntil(lambda state=state: state.isVisible() and state.width() >= state.sizeHint().width())
        assert page.heading.heightForWidth(page.heading.width()) <= page.heading.fontMetrics().height() + 4
