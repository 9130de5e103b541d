"""Payments, parts, refunds, receipts: always adding up, problems told, nothing refused in silence."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.money import share as split
from communitydesk.desk.pictures import Prepared
from communitydesk.desk.words import Words
from communitydesk.grants.actions import awards, income, receipts, spending
from communitydesk.grants.actions.spending import Share, check_shares
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.behind import records_behind
from communitydesk.grants.figures.spending import payment_figures
from communitydesk.grants.figures.spending import spending as payments_of
from tests.grants.conftest import TODAY, Made, make_award

DAY = dt.date(2026, 3, 3)


def pay(desk: Desk, made: Made, amount: int, *shares: Share, **values: object) -> str:
    parts = shares or (Share(made.award, made.tools, amount),)
    return spending.record_payment(desk, parts, **{"payee": "Shop", "incurred_on": DAY, "amount": amount, **values})


def told(desk: Desk, made: Made) -> dict[str, str]:
    return {one.kind: Words().say(one.sentence) for one in award_overview(desk, made.award, TODAY).problems}


def test_a_payment_split_between_awards_counts_each_part_once(desk: Desk, made: Made) -> None:
    other = make_award(desk, "Other", 30000, lines=())
    pay(desk, made, 1000, Share(made.award, made.tools, 600), Share(other, None, 300, "by floor space"))
    assert award_overview(desk, made.award, TODAY).spent == 600
    assert award_overview(desk, other, TODAY).spent == 300
    row = payments_of(desk, other).rows[0]
    assert (row.share, row.rest) == (300, 100)


def test_parts_of_more_than_the_payment_are_refused_with_the_difference(desk: Desk, made: Made) -> None:
    with pytest.raises(FieldTrouble, match=r"£0\.01 more") as trouble:
        pay(desk, made, 1000, Share(made.award, made.tools, 1001))
    assert trouble.value.field == "shares"
    assert payments_of(desk).rows == ()


def test_a_refund_reduces_what_the_line_has_spent(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000, Share(made.award, made.tools, 700), Share(made.award, made.staff, 200))
    spending.record_refund(desk, key, 500, dt.date(2026, 4, 1))
    tools, staff = award_overview(desk, made.award, TODAY).lines
    assert (tools.spent, staff.spent) == (350, 100)


def test_no_more_can_come_back_than_was_paid(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000)
    spending.record_refund(desk, key, 600, dt.date(2026, 4, 1))
    with pytest.raises(FieldTrouble):
        spending.record_refund(desk, key, 401, dt.date(2026, 4, 2))


def test_a_refund_with_parts_without_a_minus_is_refused(desk: Desk, made: Made) -> None:
    with pytest.raises(FieldTrouble):
        pay(desk, made, -500, Share(made.award, made.tools, 500))


def test_amending_a_payment_below_its_parts_is_refused_and_changes_nothing(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000)
    with pytest.raises(FieldTrouble):
        spending.amend_payment(desk, key, amount=999)
    assert payment_figures(desk, key).row.amount == 1000


def test_amending_the_parts_keeps_those_that_stay(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000)
    before = payment_figures(desk, key).row.parts[0]
    spending.amend_payment(
        desk, key, (Share(made.award, made.tools, 400, "", before.key), Share(made.award, made.staff, 600))
    )
    parts = payment_figures(desk, key).row.parts
    assert [(part.line_key, part.amount) for part in parts] == [(made.tools, 400), (made.staff, 600)]
    assert parts[0].key == before.key


def test_payments_outside_the_dates_are_told(desk: Desk, made: Made) -> None:
    pay(desk, made, 3600, incurred_on=dt.date(2026, 11, 4))
    pay(desk, made, 500, incurred_on=dt.date(2025, 10, 1))
    found = told(desk, made)
    assert "(£36.00)" in found["after"]
    assert "(£5.00)" in found["before"]


def test_the_date_on_the_receipt_decides_and_not_the_date_paid(desk: Desk, made: Made) -> None:
    pay(desk, made, 3600, incurred_on=dt.date(2026, 10, 30), paid_on=dt.date(2026, 11, 4))
    assert "after" not in told(desk, made)


def test_missing_receipts_are_told_where_the_terms_want_them(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, receipts="keep")
    key = pay(desk, made, 3600)
    assert told(desk, made)["no_receipt"] == "1 payment has no receipt. The funder asks you to keep one for each."
    receipts.attach_receipt(desk, key, Prepared(b"x", "image/jpeg", 0, 0))
    assert "no_receipt" not in told(desk, made)
    other = pay(desk, made, 100)
    receipts.no_receipt(desk, other, "A market stall gave none")
    assert "no_receipt" not in told(desk, made)
    awards.set_terms(desk, made.award, receipts="none")
    pay(desk, made, 200)
    assert "no_receipt" not in told(desk, made)


def test_payments_that_look_the_same_are_told_until_one_says_what_it_was_for(desk: Desk, made: Made) -> None:
    pay(desk, made, 3600)
    second = pay(desk, made, 3600, payee=" shop")
    assert "2 payments look the same" in told(desk, made)["twice"]
    spending.amend_payment(desk, second, what="The second load")
    assert "twice" not in told(desk, made)


def test_other_things_that_are_wrong_are_told(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, cash_limit=5000, match_wanted=100000, report_days=28)
    pay(desk, made, 6000, Share(made.award, None, 6000), method="cash", paid_by_key=made.person)
    found = told(desk, made)
    assert {"no_line", "cash", "not_paid_back", "ahead", "match_short", "report"} <= set(found)
    income.add_instalment(desk, made.award, 490000, received_on=dt.date(2025, 12, 1))
    assert "£4,840.00 was neither spent nor promised" in told(desk, made)["money_left"]
    pay(desk, made, 490000)
    assert "£60.00 more than was awarded" in told(desk, made)["overspent"]
    assert "too_much" not in told(desk, made)
    income.add_instalment(desk, made.award, 5_000, received_on=dt.date(2025, 12, 2))
    came = told(desk, made)["too_much"]
    assert "more than was awarded" in came
    income.add_instalment(desk, made.award, -5_000, received_on=dt.date(2025, 12, 3))
    assert "too_much" not in told(desk, made)


def test_people_are_marked_as_paid_back_together(desk: Desk, made: Made) -> None:
    keys = [pay(desk, made, n, paid_by_key=made.person) for n in (100, 200)]
    spending.mark_paid_back(desk, keys, dt.date(2026, 4, 1))
    assert "not_paid_back" not in told(desk, made)
    desk.undo()
    assert "not_paid_back" in told(desk, made)


def test_a_removed_payment_comes_back_with_its_parts_and_receipts(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000)
    receipt = receipts.attach_receipt(desk, key, Prepared(b"x", "image/jpeg", 0, 0, original=b"original"))
    receipts.set_redactions(desk, receipt, [receipts.Box(1, 0.1, 0.1, 0.5, 0.2)])
    before = payment_figures(desk, key)
    spending.remove_payment(desk, key)
    assert payments_of(desk).rows == ()
    desk.undo()
    assert payment_figures(desk, key) == before
    assert before.receipts[0].boxes == ((1, 0.1, 0.1, 0.5, 0.2),)
    assert desk.content(before.receipts[0].original_sha256) == b"original"


@pytest.mark.parametrize("box", [(2, 0.1, 0.1, 0.5, 0.2), (1, 0.6, 0.1, 0.5, 0.2), (1, 0.1, 0.1, 0, 0.2)])
def test_a_blacked_out_box_lies_on_its_page(
    desk: Desk, made: Made, box: tuple[int, float, float, float, float]
) -> None:
    receipt = receipts.attach_receipt(desk, pay(desk, made, 5), Prepared(b"x", "image/jpeg", 0, 0))
    with pytest.raises(FieldTrouble):
        receipts.set_redactions(desk, receipt, [receipts.Box(*box)])


def test_equipment_stays_when_the_part_that_bought_it_goes(desk: Desk, made: Made) -> None:
    key = pay(desk, made, 1000)
    part = payment_figures(desk, key).row.parts[0].key
    spending.add_equipment(desk, made.award, "Mower", allocation_key=part, cost=1000)
    spending.amend_payment(desk, key, ())
    assert award_overview(desk, made.award, TODAY).spent == 0


@given(
    amount=st.integers(1, 10**7),
    cuts=st.lists(st.integers(0, 100), min_size=1, max_size=5).filter(any),
    back=st.integers(1, 10**7),
)
def test_parts_of_a_refund_add_up_and_never_exceed_it(amount: int, cuts: list[int], back: int) -> None:
    parts = [one for one in split(amount, cuts) if one]
    check_shares(amount, [Share("a", None, one) for one in parts])
    returned = split(min(back, amount), parts)
    assert sum(returned) == min(back, amount)
    assert all(0 <= got <= paid for got, paid in zip(returned, parts, strict=True))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "refund", "move", "promise", "receive", "opening", "undo"]), st.integers(1, 9000)
    ),
    max_size=12,
)


def act(desk: Desk, made: Made, what: str, number: int, last: str) -> str:
    """Do one thing; return the last payment's key."""
    match what:
        case "pay":
            half = number // 2
            parts = [Share(made.award, made.tools, number - half)] + ([Share(made.award, None, half)] if half else [])
            return spending.record_payment(desk, parts, payee="Shop", amount=number, incurred_on=DAY)
        case "refund" if last:
            paid = payment_figures(desk, last)
            if left := paid.row.amount + sum(row.amount for row in paid.refunds):
                spending.record_refund(desk, last, min(number, left), DAY)
        case "move":
            awards.move_money(desk, made.award, made.staff, made.tools, number)
        case "promise":
            spending.add_commitment(desk, made.award, line_key=made.staff, payee="T", amount=number, promised_on=DAY)
        case "receive":
            income.add_instalment(desk, made.award, number, received_on=DAY)
        case "opening":
            awards.set_opening(desk, made.award, DAY, number, {made.tools: number // 3, made.staff: None})
        case "undo":
            return take_back(desk, last)
    return last


def take_back(desk: Desk, last: str) -> str:
    label = desk.undo_label
    if label and "Begin" not in label.id and "activities" not in label.id:
        desk.undo()
        return ""
    return last


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_recorded_every_figure_is_the_sum_of_its_records(
    desk: Desk, made: Made, steps: list[tuple[str, int]]
) -> None:
    last = ""
    for what, number in steps:
        last = act(desk, made, what, number, last)
    figures = award_overview(desk, made.award, TODAY)
    assert figures.spent == sum(line.spent for line in figures.lines) + figures.unlined
    assert figures.committed == sum(line.committed for line in figures.lines) + figures.unlined_committed
    assert sum(line.moved for line in figures.lines) == 0
    for name in ("received", "spent", "committed", "unspent", "free"):
        behind = records_behind(desk, made.award, name, TODAY)
        assert sum(one.amount for one in behind) == getattr(figures, name), name
    for line in figures.lines:
        assert (
            sum(one.amount for one in records_behind(desk, made.award, "spent", TODAY, line_key=line.key)) == line.spent
        )
        assert (
            sum(one.amount for one in records_behind(desk, made.award, "awarded", TODAY, line_key=line.key))
            == line.budget
        )
