"""Whether a budget line is of the award that it is to be used for."""

from __future__ import annotations

from sqlalchemy.orm import Session

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import find
from communitydesk.desk.words import N_
from communitydesk.grants.model import Award, BudgetLine


def line_of_award(session: Session, award_key: str, line_key: str | None, field: str = "line_key") -> None:
    """Raise FieldTrouble when a budget line is of another award."""
    if line_key is None:
        return
    line = find(session, BudgetLine, line_key)
    if line.award_key != award_key:
        award = find(session, Award, award_key)
        raise FieldTrouble(
            field, N_("“{line}” is no budget line of {award}. Choose one of its own."), line=line.name, award=award.name
        )
