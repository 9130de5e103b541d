from __future__ import annotations

from typing import Any

from communitydesk.paper.blocks import Chart, Series
from communitydesk.widgets.chart import ChartView
from communitydesk.widgets.theme import DARK, Theme
from tests.widgets.standin import stand_in

CHART = Chart("Most went on equipment.", ("Equipment", "Venue"), (Series("Spent", (24.0, 3.0), ("£24.00", "£3.00")),))


def test_a_chart_is_drawn_in_the_windows_colours_and_says_every_value(qtbot: Any) -> None:
    view = ChartView(stand_in(theme=Theme(DARK, "dark")), CHART)
    qtbot.addWidget(view)
    view.resize(480, 300)
    view.show()
    assert view.sentence.text() == "Most went on equipment."
    said = view._drawing.accessibleName()
    assert said.startswith("Most went on equipment.")
    assert "Equipment: £24.00" in said
    assert "Venue: £3.00" in said
    image = view._drawing.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert DARK.primary.lower() in colours or DARK.ink.lower() in colours


def test_a_narrower_chart_is_drawn_anew(qtbot: Any) -> None:
    view = ChartView(stand_in(), CHART)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.resize(300, 300)
    assert abs(view._drawing._drawn_for - view._drawing.width()) <= 4
