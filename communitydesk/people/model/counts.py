"""How few people is too few to be counted for others to see, where the group has chosen so itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from communitydesk.desk import fields as f
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_


class CountLimit(Record):
    """Counts of people under this are not shown to others, as the group chose it in place of what came."""

    __tablename__ = "count_limit"
    noun = N_("smallest count that is shown")

    few: Mapped[int] = f.number(
        N_("Smallest count that is shown"), N_("Smaller ones are put together."), required=True, default=5, least=3,
        most=100,
    )  # fmt: skip
    source: Mapped[str] = f.text(N_("Who says so"), N_("A funder, your own policy."), required=True)
    checked_on: Mapped[dt.date | None] = f.date(N_("Last checked on"))
