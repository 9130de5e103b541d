"""An award paid in arrears: what was expected for a claim is what comes for it, and what is kept back stays in sight."""

import datetime as dt

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import income
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.model import Instalment
from tests.grants.conftest import TODAY, make_award

START, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def claimed(desk: Desk, *, expected: bool) -> tuple[str, str]:
    """Return an award paid in arrears and a claim of 100, of which the funder keeps back 10."""
    award = make_award(desk, in_arrears=True)
    claim = income.add_claim(desk, award, START, END, 10000, claimed_on=dt.date(2026, 7, 1), kept_back=1000)
    if expected:
        income.add_instalment(desk, award, 9000, due_on=dt.date(2026, 12, 15), claim_key=claim)
    return award, claim


def money_in(desk: Desk) -> list[tuple[int, bool]]:
    with desk.read() as session:
        rows = session.scalars(select(Instalment).order_by(Instalment.key)).all()
        return [(one.amount, one.received_on is not None) for one in rows]


def test_what_was_expected_for_a_claim_is_expected_no_longer_once_it_came(desk: Desk) -> None:
    award, claim = claimed(desk, expected=True)
    income.receive_claim(desk, claim, TODAY, 9000)
    assert money_in(desk) == [(9000, True)]
    figures = award_overview(desk, award, TODAY)
    assert (figures.received, figures.claims_outstanding) == (9000, 0)


def test_when_part_of_a_claim_comes_the_rest_stays_expected(desk: Desk) -> None:
    _, claim = claimed(desk, expected=True)
    income.receive_claim(desk, claim, TODAY, 4000)
    assert money_in(desk) == [(4000, True), (5000, False)]


def test_money_for_a_claim_of_which_nothing_was_expected_is_noted_all_the_same(desk: Desk) -> None:
    _, claim = claimed(desk, expected=False)
    income.receive_claim(desk, claim, TODAY, 9000)
    assert money_in(desk) == [(9000, True)]
    desk.undo()
    assert money_in(desk) == []
