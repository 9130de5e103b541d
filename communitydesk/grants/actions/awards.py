"""Awards: what was offered, the funder's terms, the budget it was agreed for, and the figures that it began with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.fields import fields_of
from communitydesk.desk.keeping import drop, fill, find, put, used
from communitydesk.desk.records import Record, Ref
from communitydesk.desk.words import N_
from communitydesk.grants.actions.lines import line_of_award
from communitydesk.grants.model import (
    AgreedChange,
    Allocation,
    Award,
    AwardActivity,
    AwardCard,
    AwardOutcome,
    BudgetLine,
    BudgetMove,
    Claim,
    Commitment,
    Equipment,
    HourClaim,
    Instalment,
    MatchItem,
    Output,
    OutputCount,
    PayeeMemory,
    Report,
    ReportDue,
    Terms,
)
from communitydesk.group.model import Contact


@dataclass(frozen=True)
class NewLine:
    """A budget line as it is typed: amounts in pence."""

    name: str
    amount: int
    heading: str = "other"
    opening_spent: int | None = None


def add_award(
    desk: Desk,
    *,
    lines: Sequence[NewLine] = (),
    terms: Mapping[str, Any] | None = None,
    funder: str = "",
    **values: Any,
) -> str:
    """Add an award with its budget lines and the funder's own terms; return its key.

    `funder` is the name of a funder who is not among the contacts yet and is added with the award; otherwise
    `funder_key` is given. `terms` holds only what the funder said. Raises FieldTrouble, ManyTroubles.
    """
    award = Award(**values)
    with desk.change(N_("Add award {award}"), award=award) as session:
        if funder.strip() and not award.funder_key:
            award.funder_key = _funder(session, funder)
        put(session, award)
        for position, line in enumerate(lines, 1):
            _new_line(session, award.key, line, position)
        put(session, fill(Terms(award_key=award.key), dict(terms or {})))
    return award.key


def _funder(session: Session, name: str) -> str:
    """The key of the contact with this name, added when there is none."""
    clean = " ".join(name.split())
    found = session.scalars(select(Contact).where(func.lower(Contact.name) == clean.lower()).limit(1)).first()
    return (found or put(session, Contact(name=clean, kind="funder"))).key


def amend_award(desk: Desk, award_key: str, *, funder: str = "", **values: Any) -> None:
    """Put other values into an award. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Change award {award}"), award=Ref("award", award_key)) as session:
        award = find(session, Award, award_key)
        if funder.strip() and not values.get("funder_key"):
            values["funder_key"] = _funder(session, funder)
        fill(award, values)


def close_award(desk: Desk, award_key: str, on: dt.date) -> None:
    """Say that an award is finished with: reported, and the money settled."""
    with desk.change(N_("Finish with award {award}"), award=Ref("award", award_key)) as session:
        fill(find(session, Award, award_key), {"closed_on": on})


def reopen_award(desk: Desk, award_key: str) -> None:
    """Take an award up again."""
    with desk.change(N_("Take up award {award} again"), award=Ref("award", award_key)) as session:
        fill(find(session, Award, award_key), {"closed_on": None})


_HOLDS: tuple[type[Record], ...] = (
    Allocation, Commitment, Equipment, Instalment, Claim, HourClaim, MatchItem, Report,
)  # fmt: skip
_GOES_WITH_IT: tuple[type[Record], ...] = (
    BudgetMove, Output, AgreedChange, ReportDue, AwardActivity, AwardOutcome, AwardCard, Terms,
)  # fmt: skip


def remove_award(desk: Desk, award_key: str) -> None:
    """Remove an award that was entered by mistake, with its budget and terms.

    Raises Refused when money, hours or a report stand in it: they would lose what they belong to.
    """
    with desk.change(N_("Remove award {award}"), award=Ref("award", award_key)) as session:
        find(session, Award, award_key)
        for kind in _HOLDS:
            if used(session, kind, award_key=award_key):
                raise Refused(
                    N_("This award has payments, hours or a report. Remove those first, or say that it is finished.")
                )
        for memory in session.scalars(select(PayeeMemory).where(PayeeMemory.award_key == award_key)):
            memory.award_key = memory.line_key = None
        for output in session.scalars(select(Output.key).where(Output.award_key == award_key)).all():
            drop(session, OutputCount, output_key=output)
        for kind in _GOES_WITH_IT:
            drop(session, kind, award_key=award_key)
        drop(session, BudgetLine, award_key=award_key)
        drop(session, Award, key=award_key)


# -- terms ---------------------------------------------------------------------------------


def set_terms(desk: Desk, award_key: str, **values: Any) -> None:
    """Put in what the funder said; None (or "") clears a term, so that the suggestion stands again.

    Raises FieldTrouble when a choice is none of the term's.
    """
    known = fields_of(Terms)
    clean = {name: (None if value == "" and name != "quoted_from" else value) for name, value in values.items()}
    for name, value in clean.items():
        field = known.get(name)
        if field and field.choices and value is not None and value not in field.choices:
            raise FieldTrouble(name, N_("Choose one of the answers."))
    with desk.change(N_("Change the terms of {award}"), award=Ref("award", award_key)) as session:
        terms = session.scalars(select(Terms).where(Terms.award_key == award_key)).first()
        if terms is None:
            terms = put(session, Terms(award_key=award_key))
        fill(terms, clean)


# -- budget --------------------------------------------------------------------------------


def _new_line(session: Session, award_key: str, line: NewLine, position: int) -> BudgetLine:
    return put(
        session,
        BudgetLine(
            award_key=award_key,
            name=line.name,
            heading=line.heading,
            amount=line.amount,
            opening_spent=line.opening_spent,
            position=position,
        ),
    )


def add_line(desk: Desk, award_key: str, line: NewLine) -> str:
    """Add a budget line after the others; return its key. Lines need not add up to the award: that is shown."""
    with desk.change(N_("Add a budget line to {award}"), award=Ref("award", award_key)) as session:
        last = session.scalar(select(func.max(BudgetLine.position)).where(BudgetLine.award_key == award_key)) or 0
        return _new_line(session, award_key, line, last + 1).key


def amend_line(desk: Desk, line_key: str, **values: Any) -> None:
    """Put other values into a budget line."""
    with desk.change(N_("Change budget line {line}"), line=Ref("budget_line", line_key)) as session:
        fill(find(session, BudgetLine, line_key), values)


def remove_line(desk: Desk, line_key: str) -> None:
    """Remove a budget line that nothing stands on. Raises Refused when something does."""
    with desk.change(N_("Remove budget line {line}"), line=Ref("budget_line", line_key)) as session:
        line = find(session, BudgetLine, line_key)
        on_it = (
            used(session, Allocation, line_key=line_key)
            or used(session, Commitment, line_key=line_key)
            or used(session, BudgetMove, from_key=line_key)
            or used(session, BudgetMove, to_key=line_key)
        )
        if on_it:
            raise Refused(
                N_("Payments, promises or moves stand on “{line}”. Put them on another line first."), line=line.name
            )
        for memory in session.scalars(select(PayeeMemory).where(PayeeMemory.line_key == line_key)):
            memory.line_key = None
        drop(session, BudgetLine, key=line_key)


@dataclass(frozen=True)
class LineEdit:
    """A budget line as the budget editor holds it: `key` is empty for a new one."""

    key: str
    name: str
    heading: str
    amount: int
    opening_spent: int | None = None


def set_budget(desk: Desk, award_key: str, lines: Sequence[LineEdit]) -> None:
    """Make an award's budget exactly these lines in this order, as one change.

    Raises Refused when a line that is left out has something standing on it.
    """
    with desk.change(N_("Change the budget of {award}"), award=Ref("award", award_key)) as session:
        there = set(session.scalars(select(BudgetLine.key).where(BudgetLine.award_key == award_key)).all())
        for gone in sorted(there - {line.key for line in lines}):
            remove_line(desk, gone)
        for position, line in enumerate(lines, 1):
            values = {
                "name": line.name,
                "heading": line.heading,
                "amount": line.amount,
                "opening_spent": line.opening_spent,
                "position": position,
            }
            if line.key in there:
                fill(find(session, BudgetLine, line.key), values)
            else:
                put(session, BudgetLine(award_key=award_key, **values))


def move_money(desk: Desk, award_key: str, from_key: str, to_key: str, amount: int, **values: Any) -> str:
    """Move money from one line to another; return the move's key.

    The rule for how much needs the funder's consent is told (`figures.lines.move_rule`), never enforced: who agreed
    is kept with the move. `values` may hold `agreed_on`, `agreed_by`, `reason`.
    """
    move = BudgetMove(award_key=award_key, from_key=from_key, to_key=to_key, amount=amount, **values)
    with desk.change(N_("Move money in {award}"), award=Ref("award", award_key)) as session:
        line_of_award(session, award_key, from_key, "from_key")
        line_of_award(session, award_key, to_key, "to_key")
        put(session, move)
    return move.key


def amend_move(desk: Desk, move_key: str, **values: Any) -> None:
    """Put other values into a move of money."""
    with desk.change(N_("Change {move}"), move=Ref("budget_move", move_key)) as session:
        move = fill(find(session, BudgetMove, move_key), values)
        line_of_award(session, move.award_key, move.from_key, "from_key")
        line_of_award(session, move.award_key, move.to_key, "to_key")


def remove_move(desk: Desk, move_key: str) -> None:
    """Take a move of money away."""
    with desk.change(N_("Remove {move}"), move=Ref("budget_move", move_key)) as session:
        drop(session, BudgetMove, key=move_key)


# -- opening figures -----------------------------------------------------------------------


def set_opening(
    desk: Desk, award_key: str, on: dt.date | None, received: int | None, spent: Mapping[str, int | None]
) -> None:
    """Say how far an award had come on the day that the group began with this program.

    `spent` maps budget lines' keys to pence. `on` None takes the opening figures away.
    """
    with desk.change(N_("Set the opening figures of {award}"), award=Ref("award", award_key)) as session:
        fill(find(session, Award, award_key), {"opening_on": on, "opening_received": received if on else None})
        for line in session.scalars(select(BudgetLine).where(BudgetLine.award_key == award_key)):
            fill(line, {"opening_spent": spent.get(line.key) if on else None})
