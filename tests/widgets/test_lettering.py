"""A name whose marks stand on no single letter of the typeface is drawn whole, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from communitydesk.desk.fields import Field, Kind
from communitydesk.widgets.fieldrows import FieldRow
from communitydesk.widgets.lettering import keep_whole, marked, whole
from communitydesk.widgets.page import Page, button, label
from communitydesk.widgets.table import Column, RowsModel
from communitydesk.widgets.theme import LIGHT, Theme, load_fonts, load_world_fonts
from tests.widgets.standin import dressed, stand_in

NAME = "Adébáyọ̀"


def kept(field: QWidget) -> QWidget:
    keep_whole(field)
    return field


MAKERS: dict[str, Callable[[], QWidget]] = {
    "a text": lambda: label(NAME), "a link": lambda: button(NAME, lambda: None, link=True),
    "a heading": lambda: Page(stand_in(theme=Theme(LIGHT)), NAME),
    "a field": lambda: FieldRow(stand_in(theme=Theme(LIGHT)), Field("name", "Name", Kind.TEXT)),
    "a list that drops down": lambda: kept(QComboBox()),
}  # fmt: skip


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    load_world_fonts()
    with dressed(qapp, Theme(LIGHT)):
        yield


def faces(text: str, font: QFont) -> set[str]:
    """The typefaces from which the letters of a text are taken."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_an_accent_stands_on_its_letter(qtbot: Any, make: Callable[[], QWidget]) -> None:
    made = make()
    qtbot.addWidget(made)
    widget = made.heading if isinstance(made, Page) else made.input if isinstance(made, FieldRow) else made
    widget.ensurePolished()
    assert len(faces(NAME, widget.font())) == 1
    metrics = QFontMetrics(widget.font())
    assert metrics.horizontalAdvance("Adébáyọ̀") == pytest.approx(metrics.horizontalAdvance("Adébáyọ"), abs=1)


def test_in_a_list_too_and_signs_stay_in_the_programs_own_face() -> None:
    model = RowsModel(stand_in(theme=Theme(LIGHT)), [Column("Name", str)])
    model.set_rows([NAME, "✓ In date", "Zoë"])
    shown = [model.index(row, 0).data(6) for row in range(3)]  # 6: FontRole
    assert len(faces(NAME, shown[0])) == 1
    assert shown[1:] == [None, None]
    assert "Atkinson Hyperlegible Next" in faces("✓ In date", label("✓ In date").font())


def test_a_heading_that_comes_to_say_something_else_is_in_the_programs_own_face_again(qtbot: Any) -> None:
    page = Page(stand_in(theme=Theme(LIGHT)), NAME)
    qtbot.addWidget(page)
    page.set_title("Zoë")
    assert faces("Zoë", page.heading.font()) == {"Atkinson Hyperlegible Next"}


def test_only_marks_that_are_left_over_count() -> None:
    assert marked(NAME)
    assert marked("Ọ̀ṣun")
    assert not marked("Zoe\u0308")  # put together, it is one letter
    assert not marked("Okafor")
    assert faces("Ọ̀ṣun", whole(Theme(LIGHT).font())) == {"Noto Sans"}
