"""The money in a report: payments with their receipts' numbers, lines, balance, match, volunteer time, changes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.activities.model import Activity
from communitydesk.desk.attachments import Attachment
from communitydesk.desk.dates import Period
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.grants.figures import report_parts as p
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.facts import Spent
from communitydesk.grants.figures.match import MatchFigures, accepted, match_figures, own_rates
from communitydesk.grants.figures.sums import during
from communitydesk.grants.model import (
    Allocation,
    Award,
    HourClaim,
    Instalment,
    MatchItem,
    Receipt,
    Redaction,
)
from communitydesk.grants.rates import DEFAULT_SCHEME, rate_for
from communitydesk.people.model import Hours, Person

DAY = dt.timedelta(days=1)

# -- payments and receipts -----------------------------------------------------------------


def payments_of(
    session: Session, overview: AwardFigures, period: Period
) -> tuple[tuple[p.PaymentRow, ...], tuple[p.ReceiptRow, ...]]:
    """Return the payments of a period under their lines, numbered, and their receipts, numbered in that order."""
    order = {line.key: number for number, line in enumerate(overview.lines)}
    names = {line.key: line.name for line in overview.lines}
    spent = sorted(
        (one for one in overview.spending if one.incurred_on in period),
        key=lambda one: (order.get(one.line_key or "", len(order)), one.incurred_on, one.payment_key),
    )
    shares = {key: basis for key, basis in session.execute(
        select(Allocation.key, Allocation.basis).where(Allocation.award_key == overview.key)).all()}  # fmt: skip
    people = {key: number for key, number in session.execute(select(Person.key, Person.number)).all()}
    unnamed = {} if overview.terms.names_wanted.value else _volunteers(session)
    found = _receipts(session, overview.key)
    rows: list[p.PaymentRow] = []
    receipts: dict[str, list[p.ReceiptRow]] = {}
    count = 0
    for number, one in enumerate(spent, 1):
        if one.payment_key not in receipts:  # a payment on two lines has its receipts once
            numbered = [
                replace(receipt, number=count + n, payment=number, amount=one.paid)
                for n, receipt in enumerate(found[one.payment_key], 1)
            ]
            receipts[one.payment_key] = numbered
            count += len(numbered)
        row = _payment(number, one, names, shares, people, receipts[one.payment_key])
        paid_to = unnamed.get(one.payee.strip().casefold(), 0)
        rows.append(replace(row, payee="", paid_to=paid_to) if paid_to else row)
    return tuple(rows), tuple(row for group in receipts.values() for row in group)


def _volunteers(session: Session) -> dict[str, int]:
    """Return the numbers of those who give their time and are paid no more than what they spent, by name."""
    query = select(Person.name, Person.number).where(
        Person.is_volunteer.is_(True), Person.is_staff.is_(False), Person.is_sessional.is_(False), Person.number > 0
    )
    return {name.strip().casefold(): number for name, number in session.execute(query).all()}


def _payment(
    number: int, one: Spent, names: Mapping[str, str], shares: Mapping[str, str], people: Mapping[str, int],
    receipts: Sequence[p.ReceiptRow],
) -> p.PaymentRow:  # fmt: skip
    return p.PaymentRow(
        number=number,
        incurred_on=one.incurred_on,
        payee=one.payee,
        what=one.what,
        line=names.get(one.line_key or "", ""),
        amount=one.amount,
        whole=one.paid,
        keys=(Ref("allocation", one.key), Ref("payment", one.payment_key)),
        paid_on=one.paid_on,
        method=one.method,
        receipts=tuple(receipt.number for receipt in receipts),
        no_receipt=one.no_receipt,
        basis=shares.get(one.key, ""),
        paid_by=people.get(one.paid_by_key or "", 0),
        paid_back_on=one.paid_back_on,
    )


def _receipts(session: Session, award_key: str) -> defaultdict[str, list[p.ReceiptRow]]:
    """The receipts of the payments that an award pays for, by payment."""
    paid = select(Allocation.payment_key).where(Allocation.award_key == award_key)
    boxes: defaultdict[str, list[p.Box]] = defaultdict(list)
    own = select(Receipt.key).where(Receipt.payment_key.in_(paid))
    black = select(Redaction).where(Redaction.receipt_key.in_(own)).order_by(Redaction.page, Redaction.key)
    for box in session.scalars(black):
        boxes[box.receipt_key].append(p.Box(box.page, box.left, box.top, box.width, box.height))
    query = (
        select(Receipt.key, Receipt.payment_key, Receipt.pages, Attachment.sha256, Attachment.media_type)
        .join(Attachment, Attachment.key == Receipt.attachment_key)
        .where(Receipt.payment_key.in_(paid))
        .order_by(Receipt.position, Receipt.key)
    )
    found: defaultdict[str, list[p.ReceiptRow]] = defaultdict(list)
    for key, payment, pages, sha256, media_type in session.execute(query).all():
        found[payment].append(p.ReceiptRow(0, 0, 0, key, sha256, media_type, pages, tuple(boxes[key])))
    return found


# -- lines and balance ---------------------------------------------------------------------


def lines_of(overview: AwardFigures, period: Period, reasons: Mapping[str, str]) -> tuple[p.LineFigures, ...]:
    """Return the budget's lines with what was spent up to the day of the figures, and of that in the period.

    Money on no line comes last.
    """
    moves: defaultdict[str, list[Ref]] = defaultdict(list)
    for move in overview.moves:
        if move.agreed_on is None or move.agreed_on <= overview.as_at:
            moves[move.from_key].append(Ref("budget_move", move.key))
            moves[move.to_key].append(Ref("budget_move", move.key))
    found = [
        p.LineFigures(
            line.key,
            line.name,
            p.Sum(line.budget, (Ref("budget_line", line.key), *moves[line.key])),
            _spent(overview, Period(None, overview.as_at), line.key),
            line.moved,
            reasons.get(line.key, ""),
            _spent(overview, period, line.key),
        )
        for line in overview.lines
    ]
    if overview.unlined or not found:
        awarded = p.Sum() if found else p.Sum(overview.awarded, (Ref("award", overview.key),))
        spent = _spent(overview, Period(None, overview.as_at), "")
        found.append(p.LineFigures("", "", awarded, spent, 0, reasons.get("", ""), _spent(overview, period, "")))
    return tuple(found)


def _spent(overview: AwardFigures, period: Period, line_key: str | None = None) -> p.Sum:
    """Return what was spent in a period with its records: on a line, on none (""), or on all (None)."""
    paid = _paid(overview, period, line_key)
    if overview.opening_on is None or overview.opening_on not in period:
        return paid
    opening = _opening(overview, line_key)
    return p.Sum(opening.value + paid.value, (*opening.keys, *paid.keys))


def _paid(overview: AwardFigures, period: Period, line_key: str | None = None) -> p.Sum:
    """Return what the payments of a period come to."""
    listed = [one for one in overview.spending if one.incurred_on in period and line_key in (None, one.line_key or "")]
    return p.Sum(sum(one.amount for one in listed), tuple(Ref("allocation", one.key) for one in listed))


def _opening(overview: AwardFigures, line_key: str | None) -> p.Sum:
    """Return what was spent before the records began here; it stands with the budget's lines."""
    lines = [line for line in overview.lines if line.opening and line_key in (None, line.key)]
    return p.Sum(sum(line.opening for line in lines), tuple(Ref("budget_line", line.key) for line in lines))


def money_of(session: Session, overview: AwardFigures, period: Period) -> p.Money:
    """Return the award's money up to the day of the figures, and what of the spending was in a report's period."""
    came = [Ref("award", overview.key)] if overview.opening_received else []
    came += [Ref("instalment", key) for key in session.scalars(
        select(Instalment.key).where(
            Instalment.award_key == overview.key,
            Instalment.received_on.is_not(None),
            Instalment.received_on <= overview.as_at,
        )
    )]  # fmt: skip
    before = Period(None, period.start - DAY) if period.start else None
    after = Period(period.end + DAY, overview.as_at) if period.end and period.end < overview.as_at else None
    return p.Money(
        received=p.Sum(overview.received, tuple(came)),
        spent=_spent(overview, Period(None, overview.as_at)),
        committed=p.Sum(overview.committed, tuple(Ref("commitment", promise.key) for promise in overview.promises)),
        in_period=_spent(overview, period),
        before=_paid(overview, before) if before else p.Sum(),
        after=_paid(overview, after) if after else p.Sum(),
        opening=_opening(overview, None),
        to_claim=max(0, min(overview.spent, overview.awarded) - overview.received) if overview.in_arrears else 0,
    )


def changes_of(overview: AwardFigures, as_at: dt.date) -> tuple[p.ChangeFigures, ...]:
    """Return changes of plan and moves of money, by the day on which they were agreed."""
    found = [
        p.ChangeFigures(change.what, change.agreed_on, change.agreed_by, "", change.key)
        for change in overview.changes
        if change.agreed_on <= as_at
    ]
    for move in overview.moves:
        if move.agreed_on and move.agreed_on > as_at:
            continue
        text = message(
            N_("{amount} moved from “{source}” to “{target}”."),
            amount=Money(move.amount),
            source=move.from_name,
            target=move.to_name,
        )
        found.append(p.ChangeFigures(text, move.agreed_on, move.agreed_by, _sentence(move.reason), move.key))
    return tuple(sorted(found, key=lambda one: one.agreed_on or dt.date.min))


def _sentence(text: str) -> str:
    clean = text.strip()
    return clean if not clean or clean[-1] in ".!?" else clean + "."


# -- match ---------------------------------------------------------------------------------


def match_of(session: Session, award_key: str, kind: str, period: Period) -> tuple[p.MatchRow, ...]:
    """Return cash or things in kind of a period."""
    query = (
        select(MatchItem)
        .where(MatchItem.award_key == award_key, MatchItem.kind == kind, during(MatchItem.__table__.c.given_on, period))
        .order_by(MatchItem.given_on, MatchItem.key)
    )
    return tuple(
        p.MatchRow(one.what, one.from_whom, one.given_on, one.amount, one.basis, (Ref("match_item", one.key),))
        for one in session.scalars(query)
    )


def time_of(session: Session, overview: AwardFigures, period: Period) -> p.TimeFigures:
    """Return the volunteer time that is claimed for an award in a period, valued line by line."""
    award = session.get(Award, overview.key)
    assert award is not None  # the overview was made from it in this read
    figures = match_figures(session, [award], {award.key: overview.terms}, period)[award.key]
    rows = _time_rows(session, overview, period)
    if not rows and not figures.lines:
        return p.TimeFigures()
    named = {row.number for row in rows if row.number}
    behind = {(row.pence, row.rate_minutes, row.role_class): [] for row in rows}  # type: dict[tuple[int, int, str], list[Ref]]
    for row in rows:
        behind[row.pence, row.rate_minutes, row.role_class].extend(row.keys)
    return p.TimeFigures(
        volunteers=len(named),
        unnamed=sum(row.people for row in rows if not row.number),
        minutes=p.Sum(sum(row.minutes for row in rows), tuple(key for row in rows for key in row.keys)),
        rates=_rates(figures, behind),
        rows=rows,
        value=figures.time_worth,
        counted=figures.time_counted,
        without_rate=figures.without_rate,
        note=_note(figures),
    )


def _rates(figures: MatchFigures, behind: Mapping[tuple[int, int, str], Sequence[Ref]]) -> tuple[p.RateRow, ...]:
    return tuple(
        p.RateRow(
            role_class=line.role_class,
            minutes=line.minutes,
            pence=line.rate.pence,
            rate_minutes=line.rate.minutes,
            scheme=line.rate.scheme,
            source=line.rate.source,
            starts_on=line.rate.starts_on,
            value=line.worth,
            keys=tuple(behind.get((line.rate.pence, line.rate.minutes, line.role_class), ())),
        )
        for line in figures.lines
    )


def _note(figures: MatchFigures) -> Message | None:
    if figures.refused:
        return message(
            N_("{hours} h more are of roles that you do not count."), hours=max(1, round(figures.refused / 60))
        )
    return None


def _time_rows(session: Session, overview: AwardFigures, period: Period) -> tuple[p.TimeRow, ...]:
    rates = own_rates(session)
    scheme = overview.terms.rate_scheme.value or DEFAULT_SCHEME
    query = (
        select(Hours, Person.number, Person.name, Activity.name)
        .join(HourClaim, HourClaim.hours_key == Hours.key)
        .outerjoin(Person, Person.key == Hours.person_key)
        .outerjoin(Activity, Activity.key == Hours.activity_key)
        .where(HourClaim.award_key == overview.key, during(Hours.__table__.c.given_on, period))
        .order_by(Hours.given_on, Hours.key)
    )
    found = []
    numbers: dict[str, int] = {}
    for hours, number, name, activity in session.execute(query).all():
        if not accepted(overview.terms, hours.role_class):
            continue
        if hours.person_key:  # somebody who has no number yet is given one that nobody has
            numbers.setdefault(hours.person_key, number or 900 + len(numbers) + 1)
        rate = rate_for(rates, scheme, hours.role_class, hours.given_on)
        found.append(
            p.TimeRow(
                given_on=hours.given_on,
                number=numbers.get(hours.person_key or "", 0),
                name=(name or "") if overview.terms.names_wanted.value else "",
                people=hours.people,
                minutes=hours.total,
                role_class=hours.role_class,
                activity=activity or "",
                pence=rate.pence if rate else 0,
                rate_minutes=rate.minutes if rate else 60,
                keys=(Ref("hours", hours.key),),
                group_label=hours.group_label,
            )
        )
    return tuple(found)
