"""What pages are made of."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.widgets.page import Page, clear, label, onward
from communitydesk.widgets.scroll import Scroller, scrolled
from communitydesk.widgets.tabs import Tabs
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import dressed, stand_in


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


def sided(qtbot: QtBot, theme: Theme, *, lines: int = 40) -> tuple[Page, Tabs]:
    """A page with a long side and a short one."""
    context = stand_in(theme=theme)
    page = Page(context, "Warm Wednesdays", scrolls=False)
    page.add_button("Record a payment", lambda: None)
    tabs = Tabs(context)
    tabs.add("long", "Overview", lambda: scrolled(context, label("\n".join("A line" for _ in range(lines)))))
    tabs.add("short", "Terms", lambda: scrolled(context, label("One line")))
    page.body.addWidget(tabs, 1)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    qtbot.waitExposed(page)
    return page, tabs


def test_with_large_text_the_heading_and_the_tabs_make_way_for_what_is_read(qtbot: QtBot, qapp: QApplication) -> None:
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        page, tabs = sided(qtbot, theme)
        (area,) = page.findChildren(Scroller)  # one alone: nothing scrolls inside what scrolls
        bar = area.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 1000)
        bar.setValue(bar.maximum())
        assert page.heading.visibleRegion().isEmpty()
        side = tabs.currentWidget()
        assert side is not None
        qtbot.waitUntil(lambda: side.mapTo(page, QPoint(0, 0)).y() < 0)
        assert side.visibleRegion().boundingRect().height() > 650  # all the page's height is for it
        tabs.open("short")
        qtbot.waitUntil(lambda: bar.maximum() == 0)  # a short side is no longer than itself


def test_at_the_usual_size_the_heading_and_the_tabs_stay_while_a_side_scrolls(qtbot: QtBot, qapp: QApplication) -> None:
    with dressed(qapp, Theme(LIGHT)) as theme:
        page, tabs = sided(qtbot, theme, lines=80)
        (area,) = page.findChildren(Scroller)
        bar = area.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 500)
        bar.setValue(bar.maximum())
        assert not page.heading.visibleRegion().isEmpty()
        assert not tabs.bar.visibleRegion().isEmpty()


def test_the_buttons_stay_at_the_right_when_one_says_something_shorter(qtbot: QtBot) -> None:
    page = Page(stand_in(), "Who comes in")
    qtbot.addWidget(page)
    main = page.add_button("Yes, show me everybody on the list", lambda: None)
    page.resize(1000, 400)
    page.show()
    right = main.mapTo(page, main.rect().topRight()).x()
    main.setText("Bring in 1")
    qtbot.waitUntil(lambda: main.mapTo(page, main.rect().topRight()).x() == right)
