"""Which papers about grants there are to write, and the figures of those that are no report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, message
from communitydesk.grants.figures.award import overview_in
from communitydesk.grants.figures.facts import award_in, terms_in
from communitydesk.grants.figures.overview import AwardRow, awards_in
from communitydesk.grants.figures.paper_parts import CommitteeFigures, CommitteeRow, LetterFigures
from communitydesk.grants.figures.report import preview_in
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.grants.model import Allocation, Award, HourClaim, Report, ReportDue, SentReport
from communitydesk.grants.proportion import MuchMore, asks_much_more
from communitydesk.group.figures import name_of


@dataclass(frozen=True)
class ReportPaper:
    """A report that was started: its key, kind, and a suffix that tells several of one kind apart ("", "-2")."""

    key: str
    award_key: str
    kind: str
    end: dt.date
    suffix: str
    versions: int


@dataclass(frozen=True)
class AwardPapers:
    """One award with the papers that there are to write about it."""

    key: str
    name: str
    reports: tuple[ReportPaper, ...]
    payments: int
    claims: int
    letter: bool


def award_papers(session: Session) -> tuple[AwardPapers, ...]:
    """Return every award with its papers, one query for each kind of record."""
    reports = reports_by_award(session)
    paid = {key: n for key, n in session.execute(
        select(Allocation.award_key, func.count()).group_by(Allocation.award_key)).all()}  # fmt: skip
    claims = {key: n for key, n in session.execute(
        select(HourClaim.award_key, func.count()).group_by(HourClaim.award_key)).all()}  # fmt: skip
    terms = terms_in(session)
    interims: defaultdict[str, list[dt.date]] = defaultdict(list)
    for key, day in session.execute(
        select(ReportDue.award_key, ReportDue.due_on).where(ReportDue.kind == "interim")
    ).all():
        interims[key].append(day)
    found = []
    for award in session.scalars(select(Award).order_by(Award.starts_on.desc(), Award.key)):
        more = asks_much_more(
            award, terms.get(award.key), payments=paid.get(award.key, 0), interims=interims[award.key]
        )
        found.append(
            AwardPapers(
                award.key,
                award.name,
                tuple(reports.get(award.key, ())),
                paid.get(award.key, 0),
                claims.get(award.key, 0),
                more.much,
            )
        )
    return tuple(found)


def reports_by_award(session: Session, award_key: str = "") -> dict[str, list[ReportPaper]]:
    """Return the reports that were started, by award, in the order in which they were started."""
    sent = {key: n for key, n in session.execute(
        select(SentReport.report_key, func.count()).group_by(SentReport.report_key)).all()}  # fmt: skip
    query = select(Report.key, Report.award_key, Report.kind, Report.end).order_by(Report.key)
    if award_key:
        query = query.where(Report.award_key == award_key)
    found: defaultdict[str, list[ReportPaper]] = defaultdict(list)
    for key, award, kind, end in session.execute(query).all():
        same = sum(one.kind == kind for one in found[award])
        suffix = f"-{same + 1}" if same else ""
        found[award].append(ReportPaper(key, award, kind, end, suffix, sent.get(key, 0)))
    return dict(found)


def summary_figures(desk: Desk, award_key: str, today: dt.date) -> ReportFigures:
    """Return an award's figures up to today, as its summary and schedules say them."""
    with desk.read() as session:
        overview = overview_in(session, award_key, today)
        end = max(overview.starts_on, min(today, overview.spend_by))
        return preview_in(session, award_key, "final", overview.starts_on, end, max(end, today), today)


def much_more(session: Session, award_key: str) -> MuchMore:
    """Return what the funder of an award asks beyond what its size suggests."""
    award = award_in(session, award_key)
    payments = session.scalar(
        select(func.count(Allocation.payment_key.distinct())).where(Allocation.award_key == award_key)
    )
    interims = session.scalars(
        select(ReportDue.due_on).where(ReportDue.award_key == award_key, ReportDue.kind == "interim")
    ).all()
    return asks_much_more(
        award, terms_in(session, [award_key]).get(award_key), payments=payments or 0, interims=interims
    )


def letter_figures(desk: Desk, award_key: str, today: dt.date) -> LetterFigures:
    """Return what the letter about proportion says."""
    made = summary_figures(desk, award_key, today)
    with desk.read() as session:
        more = much_more(session, award_key)
    return LetterFigures(made.group, made.funder, made.award, more, today)


def committee_figures(desk: Desk, today: dt.date) -> CommitteeFigures:
    """Return every award that runs, for the committee's page."""
    with desk.read() as session:
        rows = awards_in(session, today, finished=False).running
        return CommitteeFigures(name_of(session), today, tuple(_row(row, today) for row in rows))


def _row(row: AwardRow, today: dt.date) -> CommitteeRow:
    due = None
    if row.due:
        due = message(N_("{report}\n{day}"), report=message(row.due.name), day=row.due.due_on)
    return CommitteeRow(
        name=row.name,
        funder=row.funder,
        awarded=row.awarded,
        received=row.received,
        spent=row.spent,
        committed=row.committed,
        free=row.free,
        spend_by=row.spend_by,
        due=due,
        late=bool(row.due and row.due.due_on < today),
        wrong=tuple(problem.sentence for problem in row.problems if problem.severity == "late"),
    )
