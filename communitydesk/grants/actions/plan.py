"""What was promised and what was agreed since: reports due, changes, promises in numbers, activities, outcomes, evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.records import Record, Ref
from communitydesk.desk.words import N_
from communitydesk.grants.model import (
    AgreedChange,
    Award,
    AwardActivity,
    AwardCard,
    AwardOutcome,
    Output,
    OutputCount,
    Report,
    ReportDue,
)

# -- changes agreed ------------------------------------------------------------------------


def agree_change(desk: Desk, award_key: str, what: str, agreed_on: dt.date, **values: Any) -> str:
    """Note a change of plan that the funder agreed; return its key.

    A `new_end` moves the award's last day to spend. Raises FieldTrouble.
    """
    change = AgreedChange(award_key=award_key, what=what, agreed_on=agreed_on, **values)
    with desk.change(N_("Note a change agreed for {award}"), award=Ref("award", award_key)) as session:
        award = find(session, Award, award_key)
        put(session, change)
        _new_end(award, change)
    return change.key


def _new_end(award: Award, change: AgreedChange) -> None:
    if change.new_end is None:
        return
    if change.new_end < award.starts_on:
        raise FieldTrouble("new_end", N_("This is before {start}, when the award starts."), start=award.starts_on)
    fill(award, {"spend_by": change.new_end})


def amend_change(desk: Desk, change_key: str, **values: Any) -> None:
    """Put other values into a change agreed; another `new_end` moves the last day to spend again."""
    with desk.change(N_("Amend a change agreed: {change}"), change=Ref("agreed_change", change_key)) as session:
        change = find(session, AgreedChange, change_key)
        before = change.new_end
        fill(change, values)
        if change.new_end != before:
            _new_end(find(session, Award, change.award_key), change)


def remove_change(desk: Desk, change_key: str) -> None:
    """Take a change agreed away. The last day to spend goes back to the latest other change's, or the award's own."""
    with desk.change(N_("Remove a change agreed: {change}"), change=Ref("agreed_change", change_key)) as session:
        change = find(session, AgreedChange, change_key)
        award = find(session, Award, change.award_key)
        moved, award_key = change.new_end, change.award_key
        drop(session, AgreedChange, key=change_key)
        if moved and award.spend_by == moved:
            latest = (
                select(AgreedChange.new_end)
                .where(AgreedChange.award_key == award_key, AgreedChange.new_end.is_not(None))
                .order_by(AgreedChange.agreed_on.desc(), AgreedChange.key.desc())
            )
            fill(award, {"spend_by": session.scalars(latest.limit(1)).first()})


# -- reports due ---------------------------------------------------------------------------


def add_due(desk: Desk, award_key: str, due_on: dt.date, **values: Any) -> str:
    """Note a date on which the funder wants a report; return its key. `kind` is interim or final."""
    due = ReportDue(award_key=award_key, due_on=due_on, **values)
    with desk.change(N_("Add {due} for {award}"), due=due, award=Ref("award", award_key)) as session:
        put(session, due)
    return due.key


def amend_due(desk: Desk, due_key: str, **values: Any) -> None:
    """Put other values into a date on which a report is due."""
    with desk.change(N_("Change {due}"), due=Ref("report_due", due_key)) as session:
        fill(find(session, ReportDue, due_key), values)


def remove_due(desk: Desk, due_key: str) -> None:
    """Take a report's date away; a report that was written for it stays."""
    with desk.change(N_("Remove {due}"), due=Ref("report_due", due_key)) as session:
        for report in session.scalars(select(Report).where(Report.due_key == due_key)):
            report.due_key = None
        drop(session, ReportDue, key=due_key)


# -- promises in numbers -------------------------------------------------------------------


def add_output(desk: Desk, award_key: str, name: str, target: int, **values: Any) -> str:
    """Add something that was promised in numbers; return its key. `source` says how it is counted."""
    output = Output(award_key=award_key, name=name, target=target, **values)
    with desk.change(N_("Add a promise to {award}: {output}"), award=Ref("award", award_key), output=output) as session:
        last = session.scalar(select(func.max(Output.position)).where(Output.award_key == award_key)) or 0
        output.position = output.position or last + 1
        put(session, output)
    return output.key


def amend_output(desk: Desk, output_key: str, **values: Any) -> None:
    """Put other values into a promise."""
    with desk.change(N_("Change promise {output}"), output=Ref("output", output_key)) as session:
        fill(find(session, Output, output_key), values)


def remove_output(desk: Desk, output_key: str) -> None:
    """Take a promise away, with the numbers that were typed for it."""
    with desk.change(N_("Remove promise {output}"), output=Ref("output", output_key)) as session:
        drop(session, OutputCount, output_key=output_key)
        drop(session, Output, key=output_key)


def count_output(desk: Desk, output_key: str, counted_on: dt.date, number: int, note: str = "") -> str:
    """Type a number for a promise on one day; return its key. Numbers of a period are added up."""
    count = OutputCount(output_key=output_key, counted_on=counted_on, number=number, note=note)
    with desk.change(N_("Count for promise {output}"), output=Ref("output", output_key)) as session:
        put(session, count)
    return count.key


def amend_count(desk: Desk, count_key: str, **values: Any) -> None:
    """Put other values into a number that was typed for a promise."""
    with desk.change(N_("Change a count"), count=Ref("output_count", count_key)) as session:
        fill(find(session, OutputCount, count_key), values)


def remove_count(desk: Desk, count_key: str) -> None:
    """Take a number that was typed for a promise away."""
    with desk.change(N_("Remove a count"), count=Ref("output_count", count_key)) as session:
        drop(session, OutputCount, key=count_key)


# -- what belongs to an award --------------------------------------------------------------


def set_activities(desk: Desk, award_key: str, activity_keys: Iterable[str]) -> None:
    """Say which activities an award pays for: exactly these."""
    with desk.change(N_("Set the activities of {award}"), award=Ref("award", award_key)) as session:
        _exactly(session, AwardActivity, award_key, "activity_key", activity_keys)


def set_outcomes(desk: Desk, award_key: str, outcome_keys: Iterable[str]) -> None:
    """Say which outcomes an award is to bring about: exactly these, in this order."""
    wanted = list(dict.fromkeys(outcome_keys))
    with desk.change(N_("Set the outcomes of {award}"), award=Ref("award", award_key)) as session:
        _exactly(session, AwardOutcome, award_key, "outcome_key", wanted)
        for record in session.scalars(select(AwardOutcome).where(AwardOutcome.award_key == award_key)):
            record.position = wanted.index(record.outcome_key) + 1


def set_cards(desk: Desk, award_key: str, card_keys: Iterable[str]) -> None:
    """Say which evidence cards serve an award: exactly these."""
    with desk.change(N_("Set the evidence for {award}"), award=Ref("award", award_key)) as session:
        _exactly(session, AwardCard, award_key, "card_key", card_keys)


def serve_awards(desk: Desk, card_key: str, award_keys: Iterable[str]) -> None:
    """Say which awards an evidence card serves: exactly these."""
    wanted = set(award_keys)
    with desk.change(N_("Set the awards that {card} serves"), card=Ref("evidence_card", card_key)) as session:
        there = set(session.scalars(select(AwardCard.award_key).where(AwardCard.card_key == card_key)).all())
        for gone in sorted(there - wanted):
            drop(session, AwardCard, card_key=card_key, award_key=gone)
        for new in sorted(wanted - there):
            put(session, AwardCard(card_key=card_key, award_key=new))


def _exactly(session: Session, kind: type[Record], award_key: str, name: str, wanted: Iterable[str]) -> None:
    keys = list(dict.fromkeys(wanted))
    column = getattr(kind, name)
    there = set(session.scalars(select(column).where(kind.__table__.c.award_key == award_key)).all())
    for gone in sorted(there - set(keys)):
        drop(session, kind, award_key=award_key, **{name: gone})
    for new in keys:
        if new not in there:
            put(session, kind(award_key=award_key, **{name: new}))
