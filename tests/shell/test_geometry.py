from __future__ import annotations

from PySide6.QtCore import QRect

from communitydesk.shell.geometry import within

LEFT, RIGHT = QRect(0, 0, 1280, 800), QRect(1280, 0, 1920, 1080)


def test_a_window_that_fits_stays_where_it_was() -> None:
    assert within(QRect(1400, 100, 900, 700), [LEFT, RIGHT]) == QRect(1400, 100, 900, 700)


def test_a_window_whose_screen_is_gone_comes_back_with_its_title_bar_within_reach() -> None:
    assert within(QRect(2000, 100, 900, 700), [LEFT]) == QRect(380, 100, 900, 700)
    assert within(QRect(-3000, -900, 900, 700), [LEFT]) == QRect(0, 32, 900, 700)


def test_a_window_is_never_larger_than_its_screen() -> None:
    assert within(QRect(100, 100, 1800, 1000), [LEFT]) == QRect(0, 32, 1280, 768)


def test_without_any_screen_nothing_is_changed() -> None:
    assert within(QRect(5, 5, 10, 10), []) == QRect(5, 5, 10, 10)
