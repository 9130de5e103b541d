"""The periods that lists of hours and sessions are narrowed to."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QComboBox

from communitydesk.desk.dates import Period, add_months
from communitydesk.desk.words import N_, Words
from communitydesk.widgets.dropdown import DropDown

CHOICES = {
    "year": N_("This financial year"),
    "last": N_("Last financial year"),
    "months": N_("The last 12 months"),
    "month": N_("This month"),
    "all": N_("All years"),
}


def period_box(words: Words) -> QComboBox:
    """Return the box in which a period is chosen."""
    box = DropDown()
    box.setAccessibleName(words(N_("Period")))
    for code, text in CHOICES.items():
        box.addItem(words(text), code)
    return box


def chosen_period(code: str, year: Period, today: dt.date) -> Period:
    """Return the period of a choice; `year` is the financial year around today."""
    if code == "last" and year.start and year.end:
        return Period(add_months(year.start, -12), year.start - dt.timedelta(days=1))
    if code == "months":
        return Period(add_months(today, -12) + dt.timedelta(days=1), today)
    if code == "month":
        first = today.replace(day=1)
        return Period(first, add_months(first, 1) - dt.timedelta(days=1))
    return Period() if code == "all" else year
