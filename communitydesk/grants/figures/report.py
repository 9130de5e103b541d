"""What a report says, worked out from the records: `report_figures` gives all of it, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_
from communitydesk.grants.figures import report_achieved as achieved
from communitydesk.grants.figures import report_money as money
from communitydesk.grants.figures import report_parts as p
from communitydesk.grants.figures.award import AwardFigures, overview_in
from communitydesk.grants.figures.report_missing import missing
from communitydesk.grants.model import Answer, Equipment, Report, ReportCard
from communitydesk.grants.questions import LINE, Holds, Question, questions_for, word_count
from communitydesk.group.figures import group_figures
from communitydesk.group.model import Contact


def report_figures(desk: Desk, report_key: str, today: dt.date) -> p.ReportFigures:
    """Return everything that a report says. `today` decides which consents hold. Raises Refused when it is gone."""
    with desk.read() as session:
        return report_in(session, report_key, today)


def report_in(session: Session, report_key: str, today: dt.date) -> p.ReportFigures:
    """Return a report's figures inside a read that is already open."""
    report = session.get(Report, report_key)
    if report is None:
        raise Refused(N_("This report is no longer there. It may just have been removed."))
    return _figures(session, report, today)


def preview_in(
    session: Session, award_key: str, kind: str, start: dt.date, end: dt.date, as_at: dt.date, today: dt.date
) -> p.ReportFigures:
    """Return the figures of a report that nobody has started, as a schedule or a committee paper needs them."""
    report = Report(award_key=award_key, kind=kind, start=start, end=end, as_at=as_at)
    return _figures(session, report, today)


def _figures(session: Session, report: Report, today: dt.date) -> p.ReportFigures:
    overview = overview_in(session, report.award_key, report.as_at)
    period = Period(report.start, min(report.end, report.as_at))
    answers = {one.question: one for one in session.scalars(select(Answer).where(Answer.report_key == report.key))}
    reasons = {key.removeprefix(LINE): one.text for key, one in answers.items() if key.startswith(LINE)}
    spending = _spending_period(report, overview)
    payments, receipts = money.payments_of(session, overview, spending)
    chosen = _chosen(session, report.key)
    held = achieved.sessions_of(session, overview, period)
    cards, kept_out = achieved.cards_of(session, overview, chosen, period, today)
    made = p.ReportFigures(
        key=report.key,
        kind=report.kind,
        start=report.start,
        end=report.end,
        as_at=report.as_at,
        quote=report.quote,
        group=_group(session, today),
        funder=_funder(session, overview),
        award=_award(overview),
        terms=overview.terms,
        money=money.money_of(session, overview, spending),
        lines=money.lines_of(overview, spending, reasons),
        payments=payments,
        receipts=receipts,
        cash=money.match_of(session, overview.key, "cash", period),
        in_kind=money.match_of(session, overview.key, "kind", period),
        time=money.time_of(session, overview, period),
        activities=achieved.activities_of(held),
        people=achieved.people_of(session, overview, period, held),
        outputs=achieved.outputs_of(session, overview, period, held),
        outcomes=achieved.outcomes_of(session, overview, period),
        cards=cards,
        kept_out=kept_out,
        changes=money.changes_of(overview, report.as_at),
        equipment=_equipment(session, overview.key, report.as_at),
        signatories=tuple(
            p.Signatory(name, role)
            for name, role in ((report.signed_by, report.signed_role), (report.second_by, report.second_role))
            if name
        ),
        places=achieved.places_of(held),
    )
    asked = questions_for(made.terms, made.kind, holds(made))
    made = replace(made, answers=tuple(_answered(question, answers.get(question.id)) for question in asked))
    return replace(made, missing=missing(made, overview))


def _spending_period(report: Report, overview: AwardFigures) -> Period:
    """Return the period whose spending a report lists, so that no payment is in two reports and none in no report.

    What was spent before the award began is in the first; what was spent after its end, up to the day of the
    figures, is in the last.
    """
    first = None if report.start <= overview.starts_on else report.start
    last = report.as_at if report.kind == "final" else min(report.end, report.as_at)
    return Period(first, last)


def holds(figures: p.ReportFigures) -> Holds:
    """Return what the records hold, as far as it decides which questions are asked."""
    return Holds(
        outcomes=tuple((one.key, one.statement) for one in figures.outcomes),
        cash_match=bool(figures.cash),
        kind_match=bool(figures.in_kind),
        hours=bool(figures.time.minutes.value),
        counts=bool(figures.outputs or figures.activities),
        equipment=bool(figures.equipment),
        changes=bool(figures.changes),
        unspent=figures.money.unspent,
        evidence=bool(figures.cards or figures.kept_out),
        held_for=figures.award.recipient != "group",
    )


def _answered(question: Question, answer: Answer | None) -> p.AnswerFigures:
    if answer is None:
        return p.AnswerFigures(question)
    return p.AnswerFigures(
        question,
        answer.text,
        answer.done,
        answer.left_out,
        answer.reason,
        answer.print_reason,
        word_count(answer.text),
    )


def _chosen(session: Session, report_key: str) -> tuple[str, ...]:
    """Return the cards that were chosen for a report, in their order; empty where nobody has chosen."""
    query = select(ReportCard.card_key).where(ReportCard.report_key == report_key)
    return tuple(session.scalars(query.order_by(ReportCard.position, ReportCard.key)).all())


def _group(session: Session, today: dt.date) -> p.GroupFacts:
    group = group_figures(session, today)
    if group is None:
        return p.GroupFacts("")
    return p.GroupFacts(**{name: getattr(group, name) for name in p.GroupFacts.__dataclass_fields__})


def _funder(session: Session, overview: AwardFigures) -> p.FunderFacts:
    funder = session.get(Contact, overview.funder_key)
    if funder is None:
        return p.FunderFacts(overview.funder)
    return p.FunderFacts(funder.name, funder.funder_kind, funder.person, funder.job, funder.address, funder.pledge)


def _award(overview: AwardFigures) -> p.AwardFacts:
    return p.AwardFacts(
        key=overview.key,
        name=overview.name,
        amount=overview.awarded,
        starts_on=overview.starts_on,
        ends_on=overview.ends_on,
        spend_by=overview.spend_by,
        programme=overview.programme,
        reference=overview.reference,
        purpose=overview.purpose,
        awarded_on=overview.awarded_on,
        restricted=overview.restricted,
        recipient=overview.recipient,
        recipient_name=overview.recipient_name,
    )


def _equipment(session: Session, award_key: str, as_at: dt.date) -> tuple[p.EquipmentFigures, ...]:
    query = select(Equipment).where(Equipment.award_key == award_key).order_by(Equipment.bought_on, Equipment.key)
    return tuple(
        p.EquipmentFigures(one.name, one.cost, one.bought_on, one.where, one.disposed_on, one.disposal, one.key)
        for one in session.scalars(query)
        if not one.bought_on or one.bought_on <= as_at
    )


def refs(table: str, keys: Iterable[str]) -> p.Keys:
    """Return the references of records of one table."""
    return tuple(Ref(table, key) for key in keys)


def keys_of(rows: Sequence[p.PaymentRow]) -> p.Keys:
    """Return the references behind payments, each once."""
    return tuple(dict.fromkeys(key for row in rows for key in row.keys))
