"""What is written when a file is brought in: a statement's lines, or awards as their funder published them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from communitydesk.desk.dates import add_months
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, counted
from communitydesk.exchange.giving360 import GivenAward
from communitydesk.exchange.payees import payee_key
from communitydesk.exchange.proposal import ChosenLine
from communitydesk.grants.actions import bank
from communitydesk.grants.actions.awards import add_award
from communitydesk.grants.model import BankLine
from communitydesk.group.actions import add_contact
from communitydesk.group.model import Contact


def bring_in_statement(
    desk: Desk, lines: Sequence[ChosenLine], *, brought_in_on: dt.date, account: str = "", layout: str = ""
) -> str:
    """Bring lines in as one change, which undo takes back; return the statement's key. Raises Refused when none is left.

    A line that is a payment or an instalment typed in before is joined with it and is not sorted again.
    """
    if not lines:
        raise Refused(N_("Every line of this file is here already, or was left out. Nothing was brought in."))
    plain = [
        bank.StatementLine(
            one.line.date, one.line.description, one.line.amount_pence, one.line.balance,
            payee_key(one.line.description), one.fingerprint,
        )
        for one in lines
    ]  # fmt: skip
    label = counted(N_("Bring in {n} line from the bank"), N_("Bring in {n} lines from the bank"), len(lines))
    with desk.change(label) as session:
        key = bank.bring_in(desk, plain, brought_in_on=brought_in_on, account=account.strip(), layout=layout)
        session.flush()
        keys = _line_keys(session, key)
        for position, one in enumerate(lines):
            if one.join is not None:
                what = "payment_key" if one.join.table == "payment" else "instalment_key"
                bank.sort_as_known(desk, keys[position], **{what: one.join.key})
    return key


def _line_keys(session: Session, statement_key: str) -> dict[int, str]:
    query = select(BankLine.position, BankLine.key).where(BankLine.statement_key == statement_key)
    return {position: key for position, key in session.execute(query).all()}


def bring_in_awards(desk: Desk, awards: Iterable[GivenAward]) -> tuple[str, ...]:
    """Add awards as their funder published them, with the funder among the contacts, as one change; return their keys.

    An award needs its title, amount, funder and a day to start; one without an end is taken to run for its months, or
    for a year. Raises Refused when there is none; FieldTrouble, ManyTroubles when a value cannot be taken.
    """
    given = list(awards)
    if not given:
        raise Refused(N_("There is no award to bring in."))
    label = counted(N_("Bring in {n} published award"), N_("Bring in {n} published awards"), len(given))
    with desk.change(label) as session:
        return tuple(_add(desk, session, award) for award in given)


def _add(desk: Desk, session: Session, award: GivenAward) -> str:
    start = award.start or award.awarded_on
    assert start is not None
    end = award.end or add_months(start, award.months or 12) - dt.timedelta(days=1)
    return add_award(
        desk,
        funder_key=_funder(desk, session, award),
        name=award.title,
        programme=award.programme,
        reference=award.identifier,
        purpose=award.description,
        amount=award.amount_pence,
        awarded_on=award.awarded_on,
        starts_on=start,
        ends_on=max(start, end),
    )


def _funder(desk: Desk, session: Session, award: GivenAward) -> str:
    """The funder's key: known by its published number, else by its name, else added."""
    name = " ".join(award.funder_name.split())
    found = None
    if award.funder_id:
        found = session.scalars(select(Contact.key).where(Contact.identifier == award.funder_id).limit(1)).first()
    if found is None:
        found = session.scalars(select(Contact.key).where(func.lower(Contact.name) == name.lower()).limit(1)).first()
    return found or add_contact(desk, Contact(name=name, kind="funder", identifier=award.funder_id)).key
