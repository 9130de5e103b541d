"""The month to choose a day from shows every day, in every look, and a chosen way among several keeps its words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QRadioButton, QStyle, QStyleOptionButton, QTableView

from communitydesk.widgets.calendar import month
from communitydesk.widgets.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Colours, Theme, luminance_ratio
from tests.widgets.standin import dressed, stand_in

SCHEMES = {"light": LIGHT, "dark": DARK, "high": HIGH_LIGHT, "high dark": HIGH_DARK}


def strongest(image: QImage, room: QRect) -> float:
    """The strongest contrast of anything drawn there with the ground it stands on."""
    ground = image.pixelColor(room.topLeft()).name()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(room.left(), room.right())
        for y in range(room.top(), room.bottom())
    }
    return max(luminance_ratio(colour, ground) for colour in seen)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_every_day_and_every_weekday_can_be_read(
    qapp: QApplication, qtbot: Any, colours: Colours, scale: float
) -> None:
    with dressed(qapp, Theme(colours, scale=scale)) as theme:
        calendar = month(stand_in(theme=theme), "Date", dt.date(2026, 11, 21))
        qtbot.addWidget(calendar)
        calendar.show()
        qapp.processEvents()
        view = calendar.findChild(QTableView)
        assert isinstance(view, QTableView)
        image = view.viewport().grab().toImage()
        for row in range(7):
            for column in range(7):
                index = view.model().index(row, column)
                room = view.visualRect(index).adjusted(2, 2, -2, -2)
                assert strongest(image, room) >= 4.5, (index.data(), strongest(image, room))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_way_that_is_chosen_keeps_all_its_words(qapp: QApplication, qtbot: Any, scale: float) -> None:
    with dressed(qapp, Theme(LIGHT, scale=scale)):
        way = QRadioButton("By a tally at the door")
        qtbot.addWidget(way)
        way.resize(way.sizeHint())
        way.setChecked(True)
        option = QStyleOptionButton()
        way.initStyleOption(option)
        room = way.style().subElementRect(QStyle.SubElement.SE_RadioButtonContents, option, way)
        assert room.width() >= way.fontMetrics().horizontalAdvance(way.text()) - 1
        assert room.right() <= way.width()
