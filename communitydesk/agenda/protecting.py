"""What is due for data protection: requests and complaints by their deadlines, and what is past its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.agenda.figures import Item, Urgency
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, counted
from communitydesk.protection.figures.requests import title_of
from communitydesk.protection.figures.waiting import waiting


def protection_items(desk: Desk, today: dt.date) -> Iterator[Item]:
    """Yield what waits for data protection: each request whose deadline is near, and one line for what is past its time."""
    found = desk.remembered(waiting, today)
    for row in found.requests:
        urgency: Urgency = "late" if row.state(today) == "late" else "due"
        title = Message(N_("Data protection: {what}"), {"what": title_of(row)})
        yield Item(urgency, row.due, title, row.said, Message(N_("Open it")), "protection", "", "requests")
    if found.past:
        text = counted(
            N_("{n} thing that you hold on people is past its time."),
            N_("{n} things that you hold on people are past their time."),
            len(found.past),
        )
        yield Item(
            "due", None, Message(N_("Past its time")), text, Message(N_("Look through it")), "protection", "", "past"
        )
