"""Awards: adding, changing, budgets, moves, opening figures, dates."""

import datetime as dt

import pytest
from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused, Trouble
from communitydesk.desk.words import Words
from communitydesk.grants import model
from communitydesk.grants.actions import awards, income, plan, spending
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.award import AwardFigures, award_overview, move_rule
from communitydesk.grants.figures.overview import awards_overview
from tests.grants.conftest import TODAY, Made, make_award


def look(desk: Desk, award: str, day: dt.date = TODAY) -> AwardFigures:
    return award_overview(desk, award, day)


def kinds(figures: AwardFigures) -> list[str]:
    return [problem.kind for problem in figures.problems]


def said(figures: AwardFigures, kind: str) -> str:
    return next(Words().say(problem.sentence) for problem in figures.problems if problem.kind == kind)


def pay(desk: Desk, made: Made, amount: int, line: str | None = None, **values: object) -> str:
    given = {"payee": "Shop", "incurred_on": dt.date(2026, 3, 3), "amount": amount, **values}
    return spending.record_payment(desk, (Share(made.award, line or made.tools, amount),), **given)


def test_an_award_with_a_new_funder_is_one_change(desk: Desk) -> None:
    award = make_award(desk)
    assert look(desk, award).funder == "The Borough"
    desk.undo()
    with desk.read() as session:
        for kind in (model.Award, model.BudgetLine, model.Terms):
            assert session.scalars(select(kind)).first() is None


def test_the_same_funder_is_one_contact(desk: Desk) -> None:
    first = make_award(desk)
    second = make_award(desk, funder=" the  borough ")
    assert look(desk, first).funder_key == look(desk, second).funder_key


def test_an_award_that_ends_before_it_starts_is_refused(desk: Desk) -> None:
    with pytest.raises(FieldTrouble) as trouble:
        make_award(desk, ends_on=dt.date(2025, 1, 1))
    assert trouble.value.field == "ends_on"


def test_an_award_without_a_funder_is_refused(desk: Desk) -> None:
    with pytest.raises(Trouble):
        make_award(desk, funder="")


def test_unspent_and_free_to_spend_are_two_figures(desk: Desk, made: Made) -> None:
    income.add_instalment(desk, made.award, 490000, received_on=dt.date(2025, 11, 5))
    pay(desk, made, 100000)
    spending.add_commitment(
        desk, made.award, line_key=made.staff, payee="Tutor", amount=50000, promised_on=dt.date(2026, 2, 1)
    )
    figures = look(desk, made.award)
    assert (figures.received, figures.spent, figures.committed) == (490000, 100000, 50000)
    assert (figures.unspent, figures.free) == (390000, 340000)


def test_a_part_payment_leaves_the_rest_promised(desk: Desk, made: Made) -> None:
    key = spending.add_commitment(
        desk, made.award, line_key=made.staff, payee="Tutor", amount=50000, promised_on=dt.date(2026, 2, 1)
    )
    spending.pay_commitment(desk, key, 20000, dt.date(2026, 3, 1))
    assert look(desk, made.award).committed == 30000
    spending.pay_commitment(desk, key, 35000, dt.date(2026, 4, 1))
    figures = look(desk, made.award)
    assert (figures.committed, figures.spent) == (0, 55000)


def test_a_settled_promise_is_no_longer_committed(desk: Desk, made: Made) -> None:
    key = spending.add_commitment(desk, made.award, payee="Tutor", amount=50000, promised_on=dt.date(2026, 2, 1))
    spending.close_commitment(desk, key, dt.date(2026, 5, 1))
    assert look(desk, made.award).committed == 0
    assert look(desk, made.award, dt.date(2026, 4, 1)).committed == 50000


def test_money_moved_changes_the_lines_and_not_the_award(desk: Desk, made: Made) -> None:
    awards.move_money(desk, made.award, made.staff, made.tools, 10000, agreed_on=dt.date(2026, 3, 1))
    tools, staff = look(desk, made.award).lines
    assert (tools.budget, staff.budget) == (250000, 240000)
    assert tools.budget + staff.budget == 490000


def test_a_line_of_another_award_is_refused(desk: Desk, made: Made) -> None:
    other = make_award(desk, "Other")
    with pytest.raises(FieldTrouble):
        spending.record_payment(
            desk, (Share(other, made.tools, 500),), payee="Shop", amount=500, incurred_on=dt.date(2026, 3, 3)
        )


def test_how_much_may_be_moved_without_asking_is_said(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, move_percent=10)
    figures = look(desk, made.award)
    assert "No need to ask" in Words().say(move_rule(figures, made.tools, 24000))
    assert "Ask first" in Words().say(move_rule(figures, made.tools, 24001))


def test_a_line_that_is_over_is_told_with_what_may_be_moved(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, move_percent=10)
    pay(desk, made, 241860)
    assert said(look(desk, made.award), "over_line") == (
        "“Tools” is over by £18.60. You may move up to 10% of a line without asking."
    )


def test_a_budget_that_does_not_add_up_is_shown_and_not_refused(desk: Desk, made: Made) -> None:
    awards.add_line(desk, made.award, awards.NewLine("Venue", 10000, "venue"))
    assert said(look(desk, made.award), "budget_sum").startswith("The budget lines come to £5,000.00, £100.00 more")


def test_a_line_with_payments_cannot_be_removed(desk: Desk, made: Made) -> None:
    pay(desk, made, 500)
    with pytest.raises(Refused):
        awards.remove_line(desk, made.tools)


def test_the_budget_editor_keeps_what_stands_on_a_line(desk: Desk, made: Made) -> None:
    pay(desk, made, 500)
    awards.set_budget(
        desk,
        made.award,
        [
            awards.LineEdit(made.tools, "Tools and seeds", "equipment", 250000),
            awards.LineEdit("", "Hall", "venue", 1000),
        ],
    )
    lines = look(desk, made.award).lines
    assert [(line.name, line.awarded, line.spent) for line in lines] == [
        ("Tools and seeds", 250000, 500),
        ("Hall", 1000, 0),
    ]


def test_opening_figures_count_from_their_day(desk: Desk, made: Made) -> None:
    awards.set_opening(desk, made.award, dt.date(2026, 2, 1), 245000, {made.tools: 100000, made.staff: None})
    figures = look(desk, made.award)
    assert (figures.received, figures.spent, figures.unspent) == (245000, 100000, 145000)
    assert look(desk, made.award, dt.date(2026, 1, 1)).received == 0


def test_a_payment_within_the_opening_figures_may_count_twice(desk: Desk, made: Made) -> None:
    awards.set_opening(desk, made.award, dt.date(2026, 4, 1), 245000, {made.tools: 100000})
    pay(desk, made, 500)
    assert "opening_twice" in kinds(look(desk, made.award))


def test_an_agreed_new_end_moves_the_last_day_to_spend_and_back(desk: Desk, made: Made) -> None:
    key = plan.agree_change(
        desk, made.award, "Three more months", dt.date(2026, 9, 1), new_end=dt.date(2027, 1, 31), agreed_by="Officer"
    )
    assert look(desk, made.award).spend_by == dt.date(2027, 1, 31)
    plan.remove_change(desk, key)
    assert look(desk, made.award).spend_by == dt.date(2026, 10, 31)


def test_claims_of_an_award_in_arrears_add_up(desk: Desk, made: Made) -> None:
    awards.amend_award(desk, made.award, in_arrears=True, kept_back=49000)
    pay(desk, made, 200000)
    key = income.add_claim(
        desk,
        made.award,
        dt.date(2025, 11, 1),
        dt.date(2026, 4, 30),
        150000,
        claimed_on=dt.date(2026, 5, 3),
        kept_back=15000,
    )
    figures = look(desk, made.award)
    assert (figures.claimed, figures.to_claim, figures.claims_outstanding) == (150000, 50000, 135000)
    assert "claim" in kinds(figures)
    income.receive_claim(desk, key, dt.date(2026, 6, 1), 135000)
    figures = look(desk, made.award)
    assert (figures.received, figures.claims_outstanding) == (135000, 0)
    assert not {"claim", "ahead", "money_left"} & set(kinds(figures))


def test_an_instalment_that_came_in_part_leaves_the_rest_expected(desk: Desk, made: Made) -> None:
    key = income.add_instalment(desk, made.award, 490000, due_on=dt.date(2026, 1, 1))
    assert "instalment" in kinds(look(desk, made.award))
    income.receive_instalment(desk, key, dt.date(2026, 1, 8), 245000)
    figures = look(desk, made.award)
    assert (figures.received, [one.amount for one in figures.expected]) == (245000, [245000])


def test_the_final_report_follows_from_the_terms_unless_a_date_was_typed(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, report_days=28)
    assert [due.due_on for due in look(desk, made.award).dues] == [dt.date(2026, 11, 28)]
    plan.add_due(desk, made.award, dt.date(2026, 5, 31), kind="interim")
    plan.add_due(desk, made.award, dt.date(2026, 12, 24), kind="final")
    dues = look(desk, made.award).dues
    assert [(due.kind, due.due_on) for due in dues] == [
        ("interim", dt.date(2026, 5, 31)), ("final", dt.date(2026, 12, 24)),
    ]  # fmt: skip


def test_a_cleared_term_is_the_suggestion_again(desk: Desk, made: Made) -> None:
    suggested = look(desk, made.award).terms.receipts
    awards.set_terms(desk, made.award, receipts="send")
    assert look(desk, made.award).terms.receipts.from_funder
    awards.set_terms(desk, made.award, receipts=None)
    assert look(desk, made.award).terms.receipts == suggested


def test_a_term_that_is_no_answer_is_refused(desk: Desk, made: Made) -> None:
    with pytest.raises(FieldTrouble):
        awards.set_terms(desk, made.award, receipts="perhaps")


def test_an_award_with_money_in_it_cannot_be_removed(desk: Desk, made: Made) -> None:
    pay(desk, made, 500)
    with pytest.raises(Refused):
        awards.remove_award(desk, made.award)


def test_an_award_entered_by_mistake_can_be_removed_and_brought_back(desk: Desk, made: Made) -> None:
    before = look(desk, made.award)
    plan.add_output(desk, made.award, "Sessions", 36, source="sessions")
    awards.remove_award(desk, made.award)
    assert not awards_overview(desk, TODAY).rows
    desk.undo()
    desk.undo()
    assert look(desk, made.award) == before


def test_the_list_of_awards_says_the_same_as_each_award(desk: Desk, made: Made) -> None:
    income.add_instalment(desk, made.award, 490000, received_on=dt.date(2025, 11, 5))
    pay(desk, made, 1234)
    make_award(desk, "Second", 30000, lines=())
    for row in awards_overview(desk, TODAY).rows:
        one = look(desk, row.key)
        assert (row.received, row.spent, row.committed, row.unspent, row.free) == (
            one.received, one.spent, one.committed, one.unspent, one.free,
        )  # fmt: skip
        assert row.problems == one.problems
