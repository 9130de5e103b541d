"""The records that a figure adds up: every total of an award can be followed to where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.grants.figures.facts import award_in, gather
from communitydesk.grants.figures.sums import during, fetched, open_promises
from communitydesk.grants.model import Allocation, BudgetLine, BudgetMove, HourClaim, Instalment, MatchItem, Payment
from communitydesk.people.model import Hours, Person

Figure = Literal["received", "spent", "committed", "unspent", "free", "awarded", "match", "time"]


@dataclass(frozen=True)
class Behind:
    """A record behind a figure: `amount` pence of it count (for hours: `minutes`), negative where it takes away."""

    ref: Ref
    day: dt.date | None
    text: Message
    amount: int
    minutes: int = 0


def records_behind(
    desk: Desk, award_key: str, figure: Figure, as_at: dt.date, *, line_key: str | None = None,
    period: Period | None = None,
) -> tuple[Behind, ...]:  # fmt: skip
    """Return the records whose amounts add up to an award's figure on a day; `line_key` "" is "on no line".

    `unspent` is what was received less what was spent, so its payments are negative; `free` takes the promises away
    too. `awarded` is of a line, with the moves. `time` gives hours in minutes.
    """
    with desk.read() as session:
        return behind_in(session, award_key, figure, as_at, line_key=line_key, period=period)


def behind_in(
    session: Session, award_key: str, figure: Figure, as_at: dt.date, *, line_key: str | None = None,
    period: Period | None = None,
) -> tuple[Behind, ...]:  # fmt: skip
    """The same inside a read that is already open."""
    inside = Period(period.start, min(as_at, period.end or as_at)) if period else Period(None, as_at)
    match figure:
        case "received":
            return _received(session, award_key, inside)
        case "spent":
            return _spent(session, award_key, inside, line_key)
        case "committed":
            return _committed(session, award_key, as_at, line_key)
        case "awarded":
            return _awarded(session, award_key, as_at, line_key)
        case "match":
            return _match(session, award_key, inside)
        case "time":
            return _time(session, award_key, inside)
    spent = tuple(_less(one) for one in _spent(session, award_key, inside, line_key))
    found = (*_received(session, award_key, inside), *spent)
    if figure == "free":
        found = (*found, *(_less(one) for one in _committed(session, award_key, as_at, line_key)))
    return found


def _less(one: Behind) -> Behind:
    return Behind(one.ref, one.day, one.text, -one.amount)


def _received(session: Session, award_key: str, period: Period) -> tuple[Behind, ...]:
    award = award_in(session, award_key)
    found = []
    if award.opening_on and award.opening_on in period and award.opening_received:
        text = message(N_("Received before you began here"))
        found.append(Behind(Ref("award", award_key), award.opening_on, text, award.opening_received))
    query = (
        select(Instalment.key, Instalment.received_on, Instalment.amount, Instalment.note)
        .where(Instalment.award_key == award_key, Instalment.received_on.is_not(None))
        .where(during(Instalment.received_on, period))
        .order_by(Instalment.received_on, Instalment.key)
    )
    for key, day, amount, note in fetched(session, query):
        text = message(N_("From the funder")) if amount > 0 else message(N_("Given back to the funder"))
        if note:
            text = message(N_("{what}: {note}"), what=text, note=note)
        found.append(Behind(Ref("instalment", key), day, text, amount))
    return tuple(found)


def _spent(session: Session, award_key: str, period: Period, line_key: str | None) -> tuple[Behind, ...]:
    award = award_in(session, award_key)
    found = []
    if award.opening_on and award.opening_on in period:
        lines = select(BudgetLine).where(BudgetLine.award_key == award_key, BudgetLine.opening_spent.is_not(None))
        if line_key is not None:
            lines = lines.where(BudgetLine.key == line_key)
        for line in session.scalars(lines.order_by(BudgetLine.position, BudgetLine.key)):
            text = message(N_("Spent before you began here: {line}"), line=line.name)
            found.append(Behind(Ref("budget_line", line.key), award.opening_on, text, line.opening_spent or 0))
    query = (
        select(Payment.key, Payment.incurred_on, Payment.payee, Payment.what, Allocation.amount)
        .join(Allocation, Allocation.payment_key == Payment.key)
        .where(Allocation.award_key == award_key, during(Payment.incurred_on, period))
        .order_by(Payment.incurred_on, Payment.key, Allocation.key)
    )
    if line_key is not None:
        query = query.where(Allocation.line_key == line_key if line_key else Allocation.line_key.is_(None))
    for key, day, payee, what, amount in fetched(session, query):
        text = message(N_("{payee}: {what}"), payee=payee, what=what) if what else message(N_("{payee}"), payee=payee)
        found.append(Behind(Ref("payment", key), day, text, amount))
    return tuple(found)


def _committed(session: Session, award_key: str, as_at: dt.date, line_key: str | None) -> tuple[Behind, ...]:
    return tuple(
        Behind(
            Ref("commitment", one.key),
            one.due_on,
            message(N_("Promised to {payee}, {paid} paid of {amount}"), payee=one.payee, paid=Money(one.paid),
                    amount=Money(one.amount)),
            one.rest,
        )
        for one in open_promises(session, as_at, [award_key])
        if line_key is None or (one.line_key or "") == line_key
    )  # fmt: skip


def _awarded(session: Session, award_key: str, as_at: dt.date, line_key: str | None) -> tuple[Behind, ...]:
    award = award_in(session, award_key)
    if not line_key:
        return (Behind(Ref("award", award_key), award.awarded_on, message(N_("Awarded")), award.amount),)
    line = session.get(BudgetLine, line_key)
    found = []
    if line is not None:
        found.append(Behind(Ref("budget_line", line.key), award.awarded_on, message(N_("Awarded")), line.amount))
    moves = select(BudgetMove).where(
        BudgetMove.award_key == award_key,
        (BudgetMove.from_key == line_key) | (BudgetMove.to_key == line_key),
        BudgetMove.agreed_on.is_(None) | (BudgetMove.agreed_on <= as_at),
    )
    for move in session.scalars(moves.order_by(BudgetMove.agreed_on, BudgetMove.key)):
        into = move.to_key == line_key
        text = message(N_("Moved in")) if into else message(N_("Moved out"))
        amount = move.amount if into else -move.amount
        found.append(Behind(Ref("budget_move", move.key), move.agreed_on, text, amount))
    return tuple(found)


def _match(session: Session, award_key: str, period: Period) -> tuple[Behind, ...]:
    """Items in cash and kind, then the printed lines of volunteer time, then what the cap takes away."""
    query = (
        select(MatchItem)
        .where(MatchItem.award_key == award_key, during(MatchItem.given_on, period))
        .order_by(MatchItem.given_on, MatchItem.key)
    )
    found = [
        Behind(Ref("match_item", item.key), item.given_on, message(N_("{what}"), what=item.what), item.amount)
        for item in session.scalars(query)
    ]
    from communitydesk.grants.figures.match import match_figures, said_line

    facts = gather(session, [award_in(session, award_key)], period.end or dt.date.max, spending=False, match=False)
    own = facts[award_key]
    figures = match_figures(session, [own.award], {award_key: own.terms}, period)[award_key]
    ref = Ref("award", award_key)
    found += [Behind(ref, line.end, said_line(line), line.worth, line.minutes) for line in figures.lines]
    if figures.over_cap:
        text = message(N_("More than the funder counts of volunteer time"))
        found.append(Behind(ref, None, text, -figures.over_cap))
    return tuple(found)


def _time(session: Session, award_key: str, period: Period) -> tuple[Behind, ...]:
    query = (
        select(Hours.key, Hours.given_on, Person.number, Hours.group_label, Hours.people, Hours.minutes, Hours.role)
        .join(HourClaim, HourClaim.hours_key == Hours.key)
        .outerjoin(Person, Person.key == Hours.person_key)
        .where(HourClaim.award_key == award_key, during(Hours.given_on, period))
        .order_by(Hours.given_on, Hours.key)
    )
    found = []
    for key, day, number, label, people, minutes, role in fetched(session, query):
        who = (
            message(N_("Volunteer {number}"), number=number)
            if number is not None
            else message(N_("{label}, {people} people"), label=label, people=people)
        )
        text = message(N_("{who}, {role}"), who=who, role=role) if role else who
        found.append(Behind(Ref("hours", key), day, text, 0, minutes * people))
    return tuple(found)
