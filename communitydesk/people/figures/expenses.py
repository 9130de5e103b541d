"""Expense claims: what each comes to, line by line and rate by rate, what became of it, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Work
from sqlalchemy.orm import aliased

from communitydesk.activities.figures import in_period
from communitydesk.desk.attachments import Attachment
from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Message, Money, message
from communitydesk.people.figures.miles import worth_of_lines
from communitydesk.people.mileage import Part
from communitydesk.people.model import ExpenseClaim, ExpenseLine, ExpenseReceipt, Person


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt of a line; `number` counts through the whole claim."""

    key: str
    number: int
    sha256: str
    media_type: str
    pages: int
    attachment_key: str
    original_key: str | None


@dataclass(frozen=True)
class LineRow:
    """One line of a claim; `amount` in pence adds its printed lines, `parts` are those of a journey."""

    key: str
    number: int
    kind: str
    spent_on: dt.date
    what: str
    amount: int
    tenths: int
    vehicle: str
    passengers: int
    journey: str
    no_receipt: str
    parts: tuple[Part, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()

    @property
    def unshown(self) -> bool:
        """Whether something was paid for that no receipt shows, nor a reason."""
        return self.kind == "cost" and not self.receipts and not self.no_receipt.strip()


@dataclass(frozen=True)
class ClaimRow:
    """A claim in a list; amounts in pence. `unshown` counts lines with neither receipt nor reason."""

    key: str
    number: int
    person_key: str
    name: str
    person_number: int
    state: str
    first_on: dt.date | None
    last_on: dt.date | None
    lines: int
    total: int
    waived: int
    claimed_on: dt.date | None
    approved_on: dt.date | None
    approver: str
    paid_on: dt.date | None
    paid_how: str
    unshown: int
    tenths: int

    @property
    def to_pay(self) -> int:
        """What is to be paid, or was: all of it but what was given."""
        return self.total - self.waived


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a claim, said as a sentence; `kind` names it for tests and mending."""

    kind: str
    sentence: Message


@dataclass(frozen=True)
class ClaimFigures:
    """Everything that a claim's page and form say."""

    row: ClaimRow
    lines: tuple[LineRow, ...]
    back_on: dt.date | None
    back_why: str
    waived_on: dt.date | None
    note: str
    approved_by_key: str | None
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class ClaimsWanted:
    """Which claims are meant; what is left open is not narrowed. The period is that of the lines' dates."""

    states: Collection[str] = ()
    person_key: str = ""
    period: Period = field(default_factory=Period)
    keys: Collection[str] | None = None


@dataclass(frozen=True)
class ClaimSums:
    """What some claims come to together, in pence."""

    claims: int
    total: int
    waived: int
    paid: int
    waiting: int
    approved: int


# -- claims in a list --------------------------------------------------------------------------


def claim_rows(session: Work, wanted: ClaimsWanted | None = None) -> tuple[ClaimRow, ...]:
    """Return the claims wanted, the latest first."""
    wanted = wanted or ClaimsWanted()
    approver = aliased(Person)
    query = (
        select(ExpenseClaim, Person.name, Person.number, approver.name)
        .join(Person, Person.key == ExpenseClaim.person_key)
        .outerjoin(approver, approver.key == ExpenseClaim.approved_by_key)
    )
    if wanted.states:
        query = query.where(ExpenseClaim.state.in_(tuple(wanted.states)))
    if wanted.person_key:
        query = query.where(ExpenseClaim.person_key == wanted.person_key)
    if wanted.keys is not None:
        query = query.where(ExpenseClaim.key.in_(tuple(wanted.keys)))
    if wanted.period != Period():
        dated = in_period(select(ExpenseLine.claim_key), ExpenseLine.spent_on, wanted.period)
        query = query.where(ExpenseClaim.key.in_(dated))
    rows = session.execute(query).all()
    claims = {row[0].key: row[0] for row in rows}
    lines = _lines_of(session, tuple(claims))
    worth = worth_of_lines(
        session, [line for some in lines.values() for line in some], {key: one.state for key, one in claims.items()}
    )
    shown = _shown(session, tuple(claims))
    found = [
        _claim_row(claim, name, number, by or "", lines.get(claim.key, ()), worth, shown)
        for claim, name, number, by in rows
    ]
    return tuple(sorted(found, key=lambda row: -row.number))


def _lines_of(session: Work, claim_keys: Sequence[str]) -> dict[str, list[ExpenseLine]]:
    found: defaultdict[str, list[ExpenseLine]] = defaultdict(list)
    for start in range(0, len(claim_keys), 500):
        rows = session.scalars(
            select(ExpenseLine)
            .where(ExpenseLine.claim_key.in_(claim_keys[start : start + 500]))
            .order_by(ExpenseLine.position, ExpenseLine.key)
        )
        for line in rows:
            found[line.claim_key].append(line)
    return found


def _shown(session: Work, claim_keys: Sequence[str]) -> set[str]:
    """Return the keys of the lines that have a receipt."""
    found: set[str] = set()
    for start in range(0, len(claim_keys), 500):
        found |= set(
            session.scalars(
                select(ExpenseReceipt.line_key)
                .join(ExpenseLine, ExpenseLine.key == ExpenseReceipt.line_key)
                .where(ExpenseLine.claim_key.in_(claim_keys[start : start + 500]))
            )
        )
    return found


def _claim_row(
    claim: ExpenseClaim, name: str, number: int, approver: str, lines: Sequence[ExpenseLine],
    worth: Mapping[str, tuple[Part, ...]], shown: Collection[str],
) -> ClaimRow:  # fmt: skip
    days = [line.spent_on for line in lines]
    return ClaimRow(
        key=claim.key,
        number=claim.number,
        person_key=claim.person_key,
        name=name,
        person_number=number,
        state=claim.state,
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        lines=len(lines),
        total=sum(_amount(line, worth) for line in lines),
        waived=claim.waived or 0,
        claimed_on=claim.claimed_on,
        approved_on=claim.approved_on,
        approver=approver,
        paid_on=claim.paid_on,
        paid_how=claim.paid_how,
        unshown=sum(line.kind == "cost" and line.key not in shown and not line.no_receipt.strip() for line in lines),
        tenths=sum(line.tenths or 0 for line in lines if line.kind == "mileage"),
    )


def _amount(line: ExpenseLine, worth: Mapping[str, tuple[Part, ...]]) -> int:
    if line.kind == "mileage":
        return sum(part.amount for part in worth.get(line.key, ()))
    return line.amount or 0


def claim_sums(rows: Iterable[ClaimRow]) -> ClaimSums:
    """Return what claims come to together. Those being written or sent back count as claims, not as waiting."""
    every = list(rows)
    return ClaimSums(
        claims=len(every),
        total=sum(row.total for row in every),
        waived=sum(row.waived for row in every),
        paid=sum(row.to_pay for row in every if row.state == "paid"),
        waiting=sum(row.to_pay for row in every if row.state == "claimed"),
        approved=sum(row.to_pay for row in every if row.state == "approved"),
    )


def given_up(session: Work, period: Period | None = None) -> tuple[int, int]:
    """Return the pence that people gave to the group by not having them paid, and how many people, by day of giving."""
    query = in_period(
        select(func.coalesce(func.sum(ExpenseClaim.waived), 0), func.count(func.distinct(ExpenseClaim.person_key)))
        .where(ExpenseClaim.waived > 0),
        ExpenseClaim.waived_on, period,
    )  # fmt: skip
    amount, people = session.execute(query).one()
    return int(amount), int(people)


def waiting(session: Work) -> tuple[ClaimRow, ...]:
    """Return the claims that wait for approval or for payment, the oldest first."""
    return claim_rows(session, ClaimsWanted(states=("claimed", "approved")))[::-1]


# -- one claim ---------------------------------------------------------------------------------


def claim_figures(session: Work, key: str, today: dt.date) -> ClaimFigures | None:
    """Return everything about a claim; None when it is not there any more."""
    claim = session.get(ExpenseClaim, key)
    if claim is None:
        return None
    (row,) = claim_rows(session, ClaimsWanted(keys=(key,)))
    records = _lines_of(session, (key,)).get(key, [])
    worth = worth_of_lines(session, records, {key: claim.state})
    receipts = _receipts(session, records)
    lines = tuple(
        LineRow(
            key=line.key,
            number=number,
            kind=line.kind,
            spent_on=line.spent_on,
            what=line.what,
            amount=_amount(line, worth),
            tenths=line.tenths or 0,
            vehicle=line.vehicle,
            passengers=line.passengers or 0,
            journey=line.journey,
            no_receipt=line.no_receipt,
            parts=worth.get(line.key, ()),
            receipts=receipts.get(line.key, ()),
        )
        for number, line in enumerate(records, 1)
    )
    return ClaimFigures(
        row=row,
        lines=lines,
        back_on=claim.back_on,
        back_why=claim.back_why,
        waived_on=claim.waived_on,
        note=claim.note,
        approved_by_key=claim.approved_by_key,
        wrong=tuple(_wrong(session, row, lines, today)),
    )


def _receipts(session: Work, lines: Sequence[ExpenseLine]) -> dict[str, tuple[ReceiptRow, ...]]:
    rows = session.execute(
        select(ExpenseReceipt, Attachment.sha256, Attachment.media_type)
        .join(Attachment, Attachment.key == ExpenseReceipt.attachment_key)
        .where(ExpenseReceipt.line_key.in_([line.key for line in lines]))
        .order_by(ExpenseReceipt.position, ExpenseReceipt.key)
    ).all()
    found: dict[str, tuple[ReceiptRow, ...]] = {}
    number = 0
    for line in lines:
        mine = []
        for one, sha256, kind in rows:
            if one.line_key == line.key:
                number += 1
                mine.append(ReceiptRow(one.key, number, sha256, kind, one.pages, one.attachment_key, one.original_key))
        found[line.key] = tuple(mine)
    return found


def _wrong(session: Work, row: ClaimRow, lines: Sequence[LineRow], today: dt.date) -> Iterable[Wrong]:
    if row.waived > row.total:
        text = N_("More was given ({given}) than the claim comes to now ({total}). Put one of them right.")
        yield Wrong("waived", message(text, given=Money(row.waived), total=Money(row.total)))
    for line in lines:
        if line.kind == "mileage" and not line.parts:
            text = N_("Line {n}: there is no mileage rate for {day}. Add one under “Mileage rates”.")
            yield Wrong("rate", message(text, n=line.number, day=line.spent_on))
        if line.spent_on > (row.claimed_on or today):
            text = N_("Line {n} is of {day}, which is after the claim.")
            yield Wrong("later", message(text, n=line.number, day=line.spent_on))
        if line.unshown:
            text = N_("Line {n} has no receipt. Add it, or say why there is none.")
            yield Wrong("receipt", message(text, n=line.number))
        if any(not part.sure for part in line.parts):
            text = N_("Line {n}: the mileage rate of {day} could not be checked. Look it up under “Mileage rates”.")
            yield Wrong("unsure", message(text, n=line.number, day=line.spent_on))
    yield from _twice(session, row, lines)


def _twice(session: Work, row: ClaimRow, lines: Sequence[LineRow]) -> Iterable[Wrong]:
    """What looks like the same thing claimed before; it is pointed out, never refused."""
    others = session.execute(
        select(ExpenseLine.spent_on, ExpenseLine.kind, ExpenseLine.amount, ExpenseLine.tenths, ExpenseLine.what,
               ExpenseClaim.number)
        .join(ExpenseClaim, ExpenseClaim.key == ExpenseLine.claim_key)
        .where(ExpenseClaim.person_key == row.person_key, ExpenseClaim.key != row.key)
    ).all()  # fmt: skip
    known = {
        (day, kind, amount if kind == "cost" else tenths, what.casefold()): number
        for day, kind, amount, tenths, what, number in others
    }
    for line in lines:
        size = line.amount if line.kind == "cost" else line.tenths
        if number := known.get((line.spent_on, line.kind, size, line.what.casefold())):
            text = N_("Line {n} looks like one of claim {claim}. Look whether it is claimed twice.")
            yield Wrong("twice", message(text, n=line.number, claim=number))


def claim_of_line(session: Work, line_key: str) -> str:
    """Return the key of the claim that a line is of, "" when it is not there any more."""
    return session.scalar(select(ExpenseLine.claim_key).where(ExpenseLine.key == line_key)) or ""


@dataclass(frozen=True)
class Approver:
    """Somebody who may approve a claim; the number tells them from another of the same name."""

    key: str
    name: str
    number: int


def approvers(session: Work, person_key: str, today: dt.date) -> tuple[Approver, ...]:
    """Return who may approve a person's claim: everybody else who is here, the committee first."""
    rows = session.execute(
        select(Person.key, Person.name, Person.number, Person.is_committee).where(
            Person.key != person_key, Person.left_on.is_(None) | (Person.left_on >= today)
        )
    ).all()
    ordered = sorted(rows, key=lambda row: (not row[3], row[1].casefold()))
    return tuple(Approver(*row[:3]) for row in ordered)


def claims_of(session: Work, person_key: str) -> int:
    """Return how many claims a person made."""
    return session.scalar(select(func.count()).where(ExpenseClaim.person_key == person_key)) or 0
