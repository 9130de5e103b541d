"""The sample's dates, told from the day on which it is written, so that something is always due.

A date is written as one of

    t, t-3, t+12        today, days before and after it
    m-5, m-5:14         the first, or the fourteenth, of the month five months before the sample's own
    m-5e, m0e+4         the last day of that month, and four days after it

The sample's own month (m0) is the one in which the day 35 days before today lies, so that its end is between
five and 35 days ago: an award that ends with it has just ended.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from communitydesk.desk.dates import add_months

_TODAY = re.compile(r"^t([+-]\d+)?$")
_MONTH = re.compile(r"^m(-?\d+)(?:(e)|:(\d{2}))?([+-]\d+)?$")
FIRST_MONTH = -36


class Calendar:
    """Reads the sample's dates for one `today`."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.month = (today - dt.timedelta(days=35)).replace(day=1)

    def day(self, text: str) -> dt.date:
        """Return the date that a text stands for. Raises ValueError when it is none."""
        if found := _TODAY.match(text):
            return self.today + dt.timedelta(days=int(found[1] or 0))
        found = _MONTH.match(text)
        if not found:
            raise ValueError(f"{text!r} is no date of the sample")
        first = add_months(self.month, int(found[1]))
        last = add_months(first, 1) - dt.timedelta(days=1)
        day = last if found[2] else min(last, first + dt.timedelta(days=int(found[3] or 1) - 1))
        return day + dt.timedelta(days=int(found[4] or 0))

    def weekly(self, start: dt.date, weekday: int, weeks: int = 1) -> Iterator[dt.date]:
        """Yield every so many weeks' day from `start` to yesterday; `weekday` counts from Monday as 0."""
        day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
        while day < self.today:
            yield day
            day += dt.timedelta(weeks=weeks)
