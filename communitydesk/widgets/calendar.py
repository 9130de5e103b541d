"""A month to choose a day from."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from communitydesk.widgets.context import Context
from communitydesk.widgets.theme import SECOND


def month(context: Context, name: str, day: dt.date) -> QCalendarWidget:
    """Return the month of a day, with that day chosen; weeks begin on Monday, and the days of other months are muted."""
    colours, px = context.theme.colours, context.theme.px
    made = QCalendarWidget()
    made.setLocale(QLocale(context.words.language))
    made.setAccessibleName(name)
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    heading, plain = QTextCharFormat(), QTextCharFormat()
    heading.setBackground(QBrush(QColor(colours.surface)))
    heading.setFont(context.theme.font(SECOND, strong=True))
    made.setHeaderTextFormat(heading)
    plain.setForeground(QBrush(QColor(colours.ink)))  # Qt's red of Saturdays and Sundays is too pale to read
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(weekend, plain)
    made.setSelectedDate(QDate(day.year, day.month, day.day))
    made.setMinimumSize(QSize(px(340), px(300)))
    for arrow in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        if (found := made.findChild(QToolButton, arrow)) is not None:
            found.setIconSize(QSize(px(16), px(16)))
    return made
