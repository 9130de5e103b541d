"""The colours stand out from each other, computed (WCAG 2.2, 1.4.3 and 1.4.11), and everything grows with the text."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem

from communitydesk.widgets.page import button
from communitydesk.widgets.theme import (
    DARK,
    HIGH_DARK,
    HIGH_LIGHT,
    LIGHT,
    PAIRS,
    Colours,
    Theme,
    contrast_colours,
    load_fonts,
    luminance_ratio,
)  # fmt: skip
from tests.widgets.gallery import Gallery
from tests.widgets.standin import dressed, stand_in

ROLE = QPalette.ColorRole
SCHEMES = {"light": LIGHT, "dark": DARK, "high": HIGH_LIGHT, "high dark": HIGH_DARK}


def system(window: str, ink: str, highlight: str) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (ROLE.Window, window), (ROLE.Base, window), (ROLE.WindowText, ink), (ROLE.Text, ink), (ROLE.Highlight, highlight),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    return palette


def test_black_on_white_is_21_to_1() -> None:
    assert luminance_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert luminance_ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("name", "pair"), list(itertools.product(SCHEMES, PAIRS)), ids=str)
def test_every_pair_in_use_has_its_contrast(name: str, pair: tuple[str, str, float]) -> None:
    fore, ground, least = pair
    assert luminance_ratio(getattr(SCHEMES[name], fore), getattr(SCHEMES[name], ground)) >= least


@pytest.mark.parametrize("name", ["high", "high dark"])
def test_high_contrast_is_seven_to_one_or_more(name: str) -> None:
    for fore in ("ink", "muted", "primary", "ok", "due", "late", "line"):
        for ground in ("canvas", "surface"):
            assert luminance_ratio(getattr(SCHEMES[name], fore), getattr(SCHEMES[name], ground)) >= 7


@pytest.mark.parametrize(
    "palette",
    [("#000000", "#FFFFFF", "#1AEBFF"), ("#2D3236", "#FFFFFF", "#A1BFDE"), ("#FFFAEF", "#3D3D3D", "#903909"),
     ("#000000", "#FFFF00", "#008000")],
)  # fmt: skip
def test_the_systems_own_colours_are_followed_and_stay_readable(palette: tuple[str, str, str]) -> None:
    colours = contrast_colours(system(*palette), of_system=True)
    assert (colours.canvas, colours.ink) == (palette[0], palette[1])
    for fore in ("ink", "muted", "primary", "ok", "due", "late"):
        for ground in ("canvas", "surface", "selection"):
            assert luminance_ratio(getattr(colours, fore), getattr(colours, ground)) >= 7


def test_a_system_whose_colours_do_not_stand_out_is_not_followed() -> None:
    assert contrast_colours(system("#EEEEEE", "#777777", "#0000FF"), of_system=True) == HIGH_LIGHT


def test_high_contrast_chosen_by_hand_is_black_and_white() -> None:
    assert contrast_colours(system("#EFEFEF", "#000000", "#308CC6")) == HIGH_LIGHT
    assert contrast_colours(system("#202020", "#FFFFFF", "#308CC6")) == HIGH_DARK


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_the_style_sheet_has_no_placeholder_left(qapp: QApplication, colours: Colours) -> None:
    sheet = Theme(colours, scale=1.3).sheet()
    assert not re.findall(r"@\w+", sheet)


def test_the_programs_own_typeface_is_loaded(qapp: QApplication) -> None:
    load_fonts()
    assert QFont("Atkinson Hyperlegible Next").exactMatch()


def test_text_and_buttons_grow_together(qapp: QApplication, qtbot: Any) -> None:
    heights = []
    for scale in (1.0, 2.0):
        Theme(LIGHT, scale=scale).apply(qapp)
        made = button("Save", lambda: None)
        qtbot.addWidget(made)
        made.ensurePolished()
        heights.append((made.fontMetrics().height(), made.sizeHint().height()))
    Theme(LIGHT).apply(qapp)
    (small_type, small), (large_type, large) = heights
    assert large_type == pytest.approx(2 * small_type, abs=2)
    assert large == pytest.approx(2 * small, abs=4)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_page_of_the_gallery_scrolls_sideways(qapp: QApplication, qtbot: Any, scale: float) -> None:
    theme = Theme(LIGHT, scale=scale)
    theme.apply(qapp)
    page = Gallery(stand_in(theme=theme))
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    try:
        for side in ("overview", "form", "grid", "pictures", "boxes", "empty"):
            page.tabs.open(side)
            qapp.processEvents()
            assert page.body_widget.width() <= page.width(), side
            assert page.body_widget.minimumSizeHint().width() <= page.width(), side
    finally:
        Theme(LIGHT).apply(qapp)


def test_what_a_field_suggests_before_anything_is_typed_can_be_read(qapp: QApplication, qtbot: Any) -> None:
    Theme(LIGHT).apply(qapp)
    field = QLineEdit()
    field.setPlaceholderText("MMMMMMMM")
    qtbot.addWidget(field)
    field.resize(300, 40)
    field.show()
    image = field.grab().toImage()
    inside = [image.pixelColor(x, y).name() for x in range(6, 120) for y in range(6, image.height() - 6)]
    assert max(luminance_ratio(colour, LIGHT.surface) for colour in inside) >= 4.5


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_the_box_of_a_row_that_is_ticked_or_not_stands_out(
    qapp: QApplication, qtbot: Any, colours: Colours, ticked: bool
) -> None:
    with dressed(qapp, Theme(colours)):
        rows = QListWidget()
        qtbot.addWidget(rows)
        for _ in range(2):  # the first is chosen when the list is shown
            row = QListWidgetItem("")
            row.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            rows.addItem(row)
        rows.show()
        image = rows.viewport().grab(rows.visualItemRect(rows.item(1)).adjusted(0, 0, 0, -3)).toImage()
        drawn = {image.pixelColor(x, y).name() for x in range(min(60, image.width())) for y in range(image.height())}
        assert max(luminance_ratio(colour, colours.surface) for colour in drawn) >= 3
        if ticked:
            assert max(luminance_ratio(colour, colours.primary) for colour in drawn) >= 4.5
