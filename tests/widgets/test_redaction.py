from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from communitydesk.desk.pictures import page_picture, redact_pages
from communitydesk.widgets.pictures import ImageView
from communitydesk.widgets.redaction import FIRST, RedactionEditor
from communitydesk.widgets.scroll import Scroller
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import dressed, stand_in


def photograph() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 500), "white").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def editor(qtbot: Any) -> RedactionEditor:
    made = RedactionEditor(stand_in(), lambda number: photograph(), pages=2)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.sheet.setFocus()
    return made


def point(editor: RedactionEditor, x: float, y: float) -> QPoint:
    area = editor.sheet.area
    return QPoint(round(area.left() + x * area.width()), round(area.top() + y * area.height()))


def drag(editor: RedactionEditor, start: tuple[float, float], end: tuple[float, float]) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(editor.sheet, left, Qt.KeyboardModifier.NoModifier, point(editor, *start))
    QTest.mouseMove(editor.sheet, point(editor, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    QTest.mouseMove(editor.sheet, point(editor, *end))
    QTest.mouseRelease(editor.sheet, left, Qt.KeyboardModifier.NoModifier, point(editor, *end))


def test_a_box_is_drawn_with_the_mouse_and_blacks_out_what_lies_there(editor: RedactionEditor) -> None:
    drag(editor, (0.2, 0.3), (0.6, 0.5))
    (box,) = editor.boxes()[1]
    assert box == pytest.approx((0.2, 0.3, 0.6, 0.5), abs=0.01)
    done = redact_pages(photograph(), "image/png", editor.boxes())
    picture = Image.open(io.BytesIO(done.content)).convert("RGB")
    assert max(picture.getpixel((160, 200))) < 10
    assert min(picture.getpixel((20, 20))) > 245


def test_a_box_is_moved_and_sized_with_the_mouse(editor: RedactionEditor) -> None:
    drag(editor, (0.2, 0.2), (0.4, 0.4))
    drag(editor, (0.3, 0.3), (0.5, 0.6))
    assert editor.boxes()[1][0] == pytest.approx((0.4, 0.5, 0.6, 0.7), abs=0.01)
    drag(editor, (0.6, 0.7), (0.8, 0.8))
    assert editor.boxes()[1][0] == pytest.approx((0.4, 0.5, 0.8, 0.8), abs=0.01)


def test_everything_can_be_done_by_keyboard(editor: RedactionEditor) -> None:
    sheet = editor.sheet
    QTest.keyClick(sheet, Qt.Key.Key_N)
    assert editor.boxes() == {1: [FIRST]}
    for _ in range(5):
        QTest.keyClick(sheet, Qt.Key.Key_Right)
    QTest.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    left, top, right, bottom = FIRST
    assert editor.boxes()[1][0] == pytest.approx((left + 0.05, top, right + 0.05, bottom + 0.01))
    QTest.keyClick(sheet, Qt.Key.Key_N)
    QTest.keyClick(sheet, Qt.Key.Key_BracketLeft)
    QTest.keyClick(sheet, Qt.Key.Key_Delete)
    assert editor.boxes() == {1: [FIRST]}
    QTest.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(editor.boxes()[1]) == 2


def test_a_box_stays_on_the_page(editor: RedactionEditor) -> None:
    editor.sheet.add()
    for _ in range(120):
        QTest.keyClick(editor.sheet, Qt.Key.Key_Right)
        QTest.keyClick(editor.sheet, Qt.Key.Key_Down)
    left, top, right, bottom = editor.boxes()[1][0]
    assert (right, bottom) == (1.0, 1.0)
    assert (right - left, bottom - top) == pytest.approx((0.3, 0.07))


def test_a_click_without_drawing_makes_no_box(editor: RedactionEditor) -> None:
    drag(editor, (0.2, 0.2), (0.2, 0.2))
    assert editor.boxes() == {}


def test_each_page_keeps_its_own_boxes(editor: RedactionEditor) -> None:
    editor.sheet.add()
    editor.on.click()
    assert editor.list.count() == 0
    drag(editor, (0.1, 0.1), (0.3, 0.3))
    editor.back.click()
    assert {number: len(boxes) for number, boxes in editor.boxes().items()} == {1: 1, 2: 1}
    assert editor.boxes()[1] == [FIRST]


def test_a_screen_reader_hears_where_the_box_is(editor: RedactionEditor) -> None:
    editor.sheet.add()
    assert editor.sheet.accessibleName() == "Page with 1 black box"
    assert "35% from the left, 45% from the top, 30% wide, 7% high" in editor.sheet.accessibleDescription()
    assert editor.list.item(0).text() == editor.sheet.accessibleDescription()


def test_a_page_that_cannot_be_drawn_is_said(qtbot: Any) -> None:
    made = RedactionEditor(stand_in(), lambda number: page_picture(b"no picture", "image/png", 1).content)
    qtbot.addWidget(made)
    made.show()
    assert made.error.isVisible()


def test_a_damaged_picture_is_said_in_its_place(qtbot: Any) -> None:
    view = ImageView(stand_in(), b"no picture", "Planting day")
    qtbot.addWidget(view)
    assert view.accessibleName() == "Planting day"
    assert "damaged" in view.accessibleDescription()


def test_with_large_text_the_page_is_whole_in_sight_and_the_words_beside_it_scroll(qtbot: Any, qapp: Any) -> None:
    with dressed(qapp, Theme(LIGHT, scale=2.0)) as theme:
        made = RedactionEditor(stand_in(theme=theme), lambda number: photograph())
        qtbot.addWidget(made)
        assert made.minimumSizeHint().height() <= 500  # what a sheet on a screen of 768 has room for
        made.resize(930, 500)
        made.show()
        qtbot.waitExposed(made)
        area = made.findChild(Scroller)
        assert isinstance(area, Scroller)
        qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
        assert made.sheet.height() <= 500
        assert made.sheet.area.height() > 400
        assert area.horizontalScrollBar().maximum() == 0
