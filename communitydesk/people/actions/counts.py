"""What can be done about how few people is too few to be counted for others."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import keep, remove
from communitydesk.desk.words import N_
from communitydesk.people.model import CountLimit


def set_count_limit(desk: Desk, few: int, source: str, checked_on: dt.date | None = None) -> None:
    """Say which counts of people are too small to be shown to others, and who says so. Raises FieldTrouble."""
    with desk.change(N_("Set the smallest count that is shown")) as session:
        own = session.scalars(select(CountLimit).order_by(CountLimit.key.desc()).limit(1)).first() or CountLimit()
        own.few, own.source, own.checked_on = few, " ".join(source.split()), checked_on
        keep(session, own)


def forget_count_limit(desk: Desk) -> None:
    """Go back to the smallest count that came with the program."""
    with desk.change(N_("Go back to the smallest count that came with the program")) as session:
        remove(session, *session.scalars(select(CountLimit)).all())
