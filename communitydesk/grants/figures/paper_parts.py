"""Exactly what the letter about proportion and the committee's page say, frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from communitydesk.desk.words import Message
from communitydesk.grants.figures.report_parts import AwardFacts, FunderFacts, GroupFacts
from communitydesk.grants.proportion import MuchMore


@dataclass(frozen=True)
class LetterFigures:
    """What the letter says: who writes to whom, about which award, what is asked beyond, and the time it takes."""

    group: GroupFacts
    funder: FunderFacts
    award: AwardFacts
    more: MuchMore
    written_on: dt.date


@dataclass(frozen=True)
class CommitteeRow:
    """One award as the committee sees it, in pence; `due` and `wrong` are sentences, empty where there is nothing."""

    name: str
    funder: str
    awarded: int
    received: int
    spent: int
    committed: int
    free: int
    spend_by: dt.date
    due: Message | None = None
    late: bool = False
    wrong: tuple[Message, ...] = ()


@dataclass(frozen=True)
class CommitteeFigures:
    """Every award that runs, on a day."""

    group: str
    as_at: dt.date
    rows: tuple[CommitteeRow, ...]
