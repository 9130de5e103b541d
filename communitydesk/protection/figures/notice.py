"""What the privacy notice says: the group's own answers, and the kinds of data that the file really holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import values_of
from communitydesk.group.figures import name_of
from communitydesk.protection.figures.keeping import HeldKind, held_kinds
from communitydesk.protection.model import NoticeAnswers


@dataclass(frozen=True)
class NoticeFigures:
    """The group's name, its answers by field ({} while there are none), and what is held."""

    group: str
    answers: dict[str, Any]
    held: tuple[HeldKind, ...]

    @property
    def ready(self) -> bool:
        """Whether everything that the notice needs has been answered."""
        return all(self.answers.get(name) for name in ("asked_for", "reach", "where_kept", "complain"))


def notice_figures(desk: Desk) -> NoticeFigures:
    """Return what the privacy notice says."""
    with desk.read() as session:
        answers = values_of(session.scalars(select(NoticeAnswers)).first())
        group = name_of(session)
    return NoticeFigures(group, answers, tuple(one for one in held_kinds(desk) if one.records))
