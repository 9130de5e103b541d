"""What waits to be done for data protection: what is past its time, and requests whose deadline is near."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from communitydesk.desk.desk import Desk
from communitydesk.protection.figures.keeping import PastItem, past_their_time
from communitydesk.protection.figures.requests import RequestRow, requests
from communitydesk.protection.figures.sent import Untold, untold


@dataclass(frozen=True)
class Waiting:
    """What is past its time, requests that are late or due soon, and consents taken back of which others do not know."""

    past: tuple[PastItem, ...]
    requests: tuple[RequestRow, ...]
    untold: tuple[Untold, ...] = ()

    @property
    def count(self) -> int:
        """How many things there are to do in the place of data protection."""
        return len(self.past) + len(self.requests)


def waiting(desk: Desk, today: dt.date) -> Waiting:
    """Return what waits to be done for data protection."""
    urgent = tuple(row for row in requests(desk) if row.state(today) in ("late", "due"))
    return Waiting(past_their_time(desk, today), urgent, untold(desk))
