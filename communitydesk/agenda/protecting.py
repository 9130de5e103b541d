"""What is due for data protection: requests by their deadlines, consents taken back, and what is past its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.agenda.figures import Item, Urgency
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.protection.figures.requests import title_of
from communitydesk.protection.figures.sent import said_sending
from communitydesk.protection.figures.waiting import waiting


def protection_items(desk: Desk, today: dt.date) -> Iterator[Item]:
    """Yield what waits for data protection: each request whose deadline is near, and one line for what is past its time."""
    found = desk.remembered(waiting, today)
    for row in found.requests:
        urgency: Urgency = "late" if row.state(today) == "late" else "due"
        title = Message(N_("Data protection: {what}"), {"what": title_of(row)})
        yield Item(urgency, row.due, title, row.said, Message(N_("Open it")), "protection", "", "requests")
    for one in found.untold:
        whom, more = said_sending(one.sent[0]), len(one.sent) - 1
        if more:
            whom = counted(N_("{whom} and {n} more time"), N_("{whom} and {n} more times"), more, whom=whom)
        text = message(
            N_("“{card}” was sent to {whom}, and a consent for it was taken back on {day}. Ask them not to show it any more."),
            card=one.card, whom=whom, day=one.withdrawn_on,
        )  # fmt: skip
        yield Item(
            "due", None, Message(N_("Consent taken back")), text, Message(N_("See whose")), "impact", one.card_key
        )
    if found.past:
        text = counted(
            N_("{n} thing that you hold on people is past its time."),
            N_("{n} things that you hold on people are past their time."),
            len(found.past),
        )
        yield Item(
            "due", None, Message(N_("Past its time")), text, Message(N_("Look through it")), "protection", "", "past"
        )
