"""Data protection on the screen: what is held and why, what is past its time, requests, the notice; and a person's record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context, Place
from communitydesk.widgets.reading import writes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def places() -> tuple[Place, ...]:
    """Return the place of data protection; its badge counts what is past its time and what waits for an answer."""
    return (
        Place(
            "protection", N_("Data protection"), _make, badge=_waiting, shown=_anybody,
            tables=("data_request", "kept", "keeping_rule", "deadline_rule", "notice_answers"),
        ),
    )  # fmt: skip


def person_actions() -> tuple[tuple[str, Callable[[Context, str], None]], ...]:
    """Return what this room adds to the menu of a person's page: (text, what it does with the person's key)."""
    return ((N_("Give them their record ..."), _give), (N_("Erase for good ..."), _erase))


def consent_withdrawn(context: Context, card_key: str) -> None:
    """Tell, once a consent was taken back, what was sent to whom with this photograph or story in it."""
    from communitydesk.protection.ui.shown import tell_what_was_sent

    tell_what_was_sent(context, card_key)


def card_sent(context: Context, card_key: str) -> str:
    """Say to whom a photograph or story was sent, when and with what; "" when it was sent to nobody."""
    from communitydesk.protection.figures.sent import quickly_shown_to, said_sending

    words = context.words
    sent = context.desk.remembered(quickly_shown_to, card_key)
    return (
        words(N_("It was sent to {whom}."), whom=words.listing([words.say(said_sending(one)) for one in sent]))
        if sent
        else ""
    )


def hooks() -> dict[str, Any]:
    """Return what this room plugs into the pages of rooms that may not know it."""
    return {
        "person_actions": person_actions(), "consent_withdrawn": consent_withdrawn, "card_sent": card_sent,
        "nameless": _nameless,
    }  # fmt: skip


def _nameless(desk: Desk) -> frozenset[str]:
    """Return the keys of those who stand for somebody erased: nobody writes to them."""
    from communitydesk.protection.figures.keeping import stand_ins

    return stand_ins(desk)


def _make(context: Context) -> QWidget:
    from communitydesk.protection.ui.place import ProtectionPage

    return ProtectionPage(context)


def _give(context: Context, key: str) -> None:
    from communitydesk.protection.ui.give import give_record

    give_record(context, key)


@writes
def _erase(context: Context, key: str) -> None:
    from communitydesk.protection.ui.erase import begin_erasing

    begin_erasing(context, key)


def _waiting(desk: Desk, today: dt.date) -> int:
    from communitydesk.protection.figures.waiting import waiting

    return desk.remembered(waiting, today).count


def _anybody(desk: Desk) -> bool:
    return desk.holds("person", "data_request")
