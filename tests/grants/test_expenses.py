"""An expense claim that is paid is spending of grants; what was given up may count as match."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.pictures import prepare
from communitydesk.grants.actions import expenses as acts
from communitydesk.grants.actions import match, spending
from communitydesk.grants.actions.expenses import Said
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.expenses import ClaimSpending, awards_for_match, claim_spending, unallocated
from communitydesk.grants.figures.spending import payment_figures
from communitydesk.people.actions import expenses as claims
from communitydesk.people.actions.expenses import LineInput
from communitydesk.people.actions.people import add_person
from communitydesk.people.figures.expenses import claim_figures
from communitydesk.people.model import Person
from tests.grants.conftest import Made

DAY = dt.date(2026, 10, 3)
PAID = dt.date(2026, 10, 20)
SAID = Said("Volunteer expenses, claim 1", "Compost", "Mileage")


@pytest.fixture
def claim(desk: Desk, made: Made) -> str:
    by = add_person(desk, Person(name="Somebody Else", is_committee=True)).key
    lines = [LineInput(DAY, "Compost", amount=1_250), LineInput(DAY, "Depot", tenths=100)]
    key = claims.add_claim(desk, made.person, lines)
    made_picture = io.BytesIO()
    Image.new("RGB", (600, 900), (250, 250, 245)).save(made_picture, "JPEG")
    with desk.read() as session:
        found = claim_figures(session, key, DAY)
    assert found
    claims.attach_receipt(desk, found.lines[0].key, prepare(made_picture.getvalue()))
    claims.hand_in(desk, key, DAY)
    claims.approve(desk, key, by, DAY)
    return key


def of(desk: Desk, claim: str) -> ClaimSpending:
    return claim_spending(desk, claim)


def state(desk: Desk, claim: str) -> str:
    with desk.read() as session:
        found = claim_figures(session, claim, DAY)
    assert found
    return found.row.state


def test_a_claim_that_is_paid_is_a_payment_with_its_receipts_on_an_award_and_line(
    desk: Desk, made: Made, claim: str
) -> None:
    key = acts.pay_claim(desk, claim, PAID, "bank", [Share(made.award, made.tools, 1_800)], SAID)
    found = payment_figures(desk, key)
    row = found.row
    assert (row.payee, row.amount, row.incurred_on, row.paid_on) == (SAID.payee, 1_800, DAY, PAID)
    assert (row.receipts, row.no_receipt, row.rest) == (1, "", 0)
    assert award_overview(desk, made.award, PAID).spent == 1_800
    assert of(desk, claim).parts[0].line_key == made.tools
    desk.undo()
    assert state(desk, claim) == "approved"
    assert of(desk, claim).payment_key == ""


def test_shares_that_are_more_than_the_claim_pay_nothing(desk: Desk, made: Made, claim: str) -> None:
    with pytest.raises(FieldTrouble, match="more than the payment"):
        acts.pay_claim(desk, claim, PAID, "bank", [Share(made.award, made.tools, 1_801)], SAID)
    assert state(desk, claim) == "approved"


def test_a_paid_claim_is_put_on_awards_later(desk: Desk, made: Made, claim: str) -> None:
    acts.pay_claim(desk, claim, PAID, "cash", [], SAID)
    with desk.read() as session:
        assert unallocated(session) == (claim,)
    shares = [Share(made.award, made.tools, 1_000), Share(made.award, made.staff, 800)]
    acts.share_claim(desk, claim, shares, SAID)
    assert of(desk, claim).rest == 0
    with desk.read() as session:
        assert unallocated(session) == ()


def test_a_claim_that_was_paid_without_grants_becomes_spending_when_it_is_put_on_one(
    desk: Desk, made: Made, claim: str
) -> None:
    claims.pay(desk, claim, PAID, "bank")
    acts.share_claim(desk, claim, [Share(made.award, made.tools, 1_800)], SAID)
    assert of(desk, claim).amount == 1_800


def test_a_claim_that_waits_cannot_be_spending(desk: Desk, made: Made, claim: str) -> None:
    with pytest.raises(Refused, match="Pay it first"):
        acts.share_claim(desk, claim, [], SAID)


def test_lines_outside_the_awards_dates_are_said(desk: Desk, made: Made) -> None:
    by = add_person(desk, Person(name="Somebody Else")).key
    lines = [LineInput(dt.date(2025, 1, 1), "Old", amount=500), LineInput(DAY, "New", amount=500)]
    key = claims.add_claim(desk, made.person, lines)
    claims.hand_in(desk, key, DAY)
    claims.approve(desk, key, by, DAY)
    acts.pay_claim(desk, key, PAID, "bank", [Share(made.award, made.tools, 1_000)], SAID)
    (wrong,) = of(desk, key).wrong
    assert wrong.values["lines"] == "1"


def test_the_payment_of_a_claim_is_taken_back_only_where_the_claim_is(desk: Desk, made: Made, claim: str) -> None:
    key = acts.pay_claim(desk, claim, PAID, "bank", [Share(made.award, made.tools, 1_800)], SAID)
    with pytest.raises(Refused, match="expense claim 1"):
        spending.remove_payment(desk, key)
    with pytest.raises(Refused, match="expense claim 1"):
        spending.amend_payment(desk, key, amount=5)
    acts.unpay_claim(desk, claim)
    assert state(desk, claim) == "approved"
    with pytest.raises(Refused, match="no longer there"):
        payment_figures(desk, key)


def test_what_was_given_counts_as_match_for_one_award_only(desk: Desk, made: Made, claim: str) -> None:
    with pytest.raises(Refused, match="Nothing of claim 1 was given"):
        acts.count_given(desk, claim, made.award, SAID, "Claim 1")
    acts.waive_claim(desk, claim, 800, DAY)
    acts.count_given(desk, claim, made.award, SAID, "Claim 1")
    assert award_overview(desk, made.award, PAID).match.in_kind == 800
    assert of(desk, claim).match_award
    with pytest.raises(Refused, match="already counts for"):
        acts.count_given(desk, claim, made.award, SAID, "Claim 1")
    acts.waive_claim(desk, claim, 300, DAY)
    assert award_overview(desk, made.award, PAID).match.in_kind == 300
    acts.waive_claim(desk, claim, 0, DAY)
    assert award_overview(desk, made.award, PAID).match.in_kind == 0
    assert awards_for_match(desk)[0][0] == made.award


def test_match_that_was_given_can_be_taken_out_on_either_side(desk: Desk, made: Made, claim: str) -> None:
    acts.waive_claim(desk, claim, 800, DAY)
    item = acts.count_given(desk, claim, made.award, SAID, "Claim 1")
    match.remove_match(desk, item)
    assert of(desk, claim).match_award == ""
    acts.count_given(desk, claim, made.award, SAID, "Claim 1")
    acts.uncount_given(desk, claim)
    assert of(desk, claim).match_award == ""
