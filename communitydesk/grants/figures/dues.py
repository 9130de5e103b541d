"""When reports are due: the interim dates that were typed, and the final one, typed or following from the terms."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.grants.figures.sums import among, fetched
from communitydesk.grants.model import Award, Report, ReportDue, SentReport
from communitydesk.grants.model.awards import REPORT_KINDS
from communitydesk.grants.proportion import EffectiveTerms

_NAMES = {"interim": N_("Interim report"), "final": N_("Final report")}


@dataclass(frozen=True)
class Due:
    """A report that is due: `key` is the typed date's record, empty for the final date that follows from the terms.

    `report_key` is the report that is being written for it, `sent_on` the day on which it was first sent.
    """

    kind: str
    due_on: dt.date
    start: dt.date
    end: dt.date
    key: str = ""
    report_key: str = ""
    sent_on: dt.date | None = None

    @property
    def name(self) -> str:
        """Which report, as a message id."""
        return REPORT_KINDS.get(self.kind, _NAMES["interim"])

    def days(self, as_at: dt.date) -> int:
        """How many days are left; negative when it is late."""
        return (self.due_on - as_at).days

    def refs(self, award_key: str) -> tuple[Ref, ...]:
        """The records that it is about."""
        own = Ref("report_due", self.key) if self.key else Ref("award", award_key)
        return (Ref("report", self.report_key), own) if self.report_key else (own,)

    def said(self, as_at: dt.date) -> Message:
        """Say in a few words how it stands: Report 3 days late, Report due in 6 days, Report sent."""
        days = self.days(as_at)
        if self.sent_on:
            return message(N_("Report sent on {day}"), day=self.sent_on)
        if days < 0:
            return counted(N_("Report {n} day late"), N_("Report {n} days late"), -days)
        if days == 0:
            return message(N_("Report due today"))
        if days <= 60:
            return counted(N_("Report due in {n} day"), N_("Report due in {n} days"), days)
        return message(N_("Report due on {day}"), day=self.due_on)


def dues_of(
    session: Session, awards: Sequence[Award], terms: Mapping[str, EffectiveTerms]
) -> dict[str, tuple[Due, ...]]:
    """Return the reports due for each award, the earliest first. The final one is among them unless the funder wants none."""
    keys = [award.key for award in awards]
    typed: defaultdict[str, list[ReportDue]] = defaultdict(list)
    for record in session.scalars(select(ReportDue).where(among(ReportDue.award_key, keys))):
        typed[record.award_key].append(record)
    written = _written(session, keys)
    return {
        award.key: _of_award(award, terms[award.key], typed[award.key], written.get(award.key, [])) for award in awards
    }


@dataclass(frozen=True)
class _Written:
    key: str
    due_key: str | None
    kind: str
    end: dt.date
    sent_on: dt.date | None


def _written(session: Session, keys: Collection[str]) -> dict[str, list[_Written]]:
    sent = (
        select(SentReport.report_key, func.min(SentReport.sent_on).label("on"))
        .group_by(SentReport.report_key)
        .subquery()
    )
    query = (
        select(Report.award_key, Report.key, Report.due_key, Report.kind, Report.end, sent.c.on)
        .outerjoin(sent, sent.c.report_key == Report.key)
        .where(among(Report.award_key, keys))
        .order_by(Report.key)
    )
    found: defaultdict[str, list[_Written]] = defaultdict(list)
    for award, *rest in fetched(session, query):
        found[award].append(_Written(*rest))
    return found


def _of_award(
    award: Award, terms: EffectiveTerms, typed: Sequence[ReportDue], written: Sequence[_Written]
) -> tuple[Due, ...]:
    found: list[Due] = []
    before = award.starts_on
    for record in sorted(typed, key=lambda one: one.due_on):
        start = record.start or (award.starts_on if record.kind == "final" else before)
        end = record.end or (award.ends_on if record.kind == "final" else min(record.due_on, award.ends_on))
        found.append(_met(Due(record.kind, record.due_on, start, max(start, end), record.key), written))
        before = end + dt.timedelta(days=1)
    begun = any(report.kind == "final" for report in written)
    if (terms.report_wanted.value or begun) and not any(due.kind == "final" for due in found):
        end = max(award.ends_on, award.last_spending_day)
        found.append(_met(Due("final", terms.final_due(award), award.starts_on, end), written))
    return tuple(sorted(found, key=lambda due: due.due_on))


def _met(due: Due, written: Sequence[_Written]) -> Due:
    """Join a date with the report that is written for it: by its key, or the award's final report."""
    for report in written:
        named = bool(due.key) and report.due_key == due.key
        final = due.kind == "final" and report.kind == "final" and (not report.due_key or not due.key)
        if named or final:
            return Due(due.kind, due.due_on, due.start, due.end, due.key, report.key, report.sent_on)
    return due


def next_due(dues: Sequence[Due]) -> Due | None:
    """Return the first report that has not been sent."""
    return next((due for due in dues if due.sent_on is None), None)
