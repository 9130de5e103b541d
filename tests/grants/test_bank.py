"""Bank statements: brought in as one change, sorted line by line, remembered, taken back whole."""

import datetime as dt

import pytest

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.grants.actions import awards, bank, income, spending
from communitydesk.grants.actions.bank import StatementLine
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.bank import (
    known_fingerprints,
    line_choices,
    statement_lines,
    statements,
    waiting_lines,
)
from communitydesk.grants.figures.overview import awards_overview
from communitydesk.grants.figures.spending import payment_figures
from communitydesk.grants.figures.spending import spending as payments_of
from tests.grants.conftest import TODAY, Made, make_award

DAY = dt.date(2026, 3, 3)


def line(amount: int, payee: str = "GREEN AND SONS", day: dt.date = DAY) -> StatementLine:
    return StatementLine(day, f"{payee} CARD 123", amount, None, payee.lower(), f"{payee}{amount}{day}")


def bring(desk: Desk, *lines: StatementLine, known: tuple[int, ...] = ()) -> str:
    return bank.bring_in(desk, lines, brought_in_on=TODAY, account="Current", known=known)


def test_a_statement_is_one_change_that_undo_takes_back(desk: Desk, made: Made) -> None:
    bring(desk, line(-3600), line(490000, "BOROUGH"), line(-500))
    assert awards_overview(desk, TODAY).waiting == 3
    desk.undo()
    assert statements(desk) == ()
    assert waiting_lines(desk) == ()


def test_an_empty_statement_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        bring(desk)


def test_lines_marked_as_already_there_do_not_wait(desk: Desk, made: Made) -> None:
    key = bring(desk, line(-3600), line(-500), known=(1,))
    assert [one.became for one in statement_lines(desk, key)] == ["waiting", "known"]
    assert len(known_fingerprints(desk)) == 2


def test_a_line_becomes_a_payment_on_an_awards_line(desk: Desk, made: Made) -> None:
    bring(desk, line(-3600))
    waiting = waiting_lines(desk)[0]
    key = bank.sort_as_payment(desk, waiting.key, (Share(made.award, made.tools, 3600),), payee="Green & Sons")
    assert payment_figures(desk, key).bank_line == "GREEN AND SONS CARD 123"
    assert award_overview(desk, made.award, TODAY).spent == 3600
    with pytest.raises(Refused):
        bank.sort_as_none(desk, waiting.key)


def test_the_same_payee_is_suggested_as_last_time(desk: Desk, made: Made) -> None:
    bring(desk, line(-3600), line(-500, day=dt.date(2026, 4, 3)))
    first, second = waiting_lines(desk)
    assert second.suggestion is None
    bank.sort_as_payment(desk, first.key, (Share(made.award, made.tools, 3600),), payee="Green & Sons", what="Compost")
    suggestion = waiting_lines(desk)[0].suggestion
    assert suggestion
    assert (suggestion.payee, suggestion.award_key, suggestion.line_key) == ("Green & Sons", made.award, made.tools)
    awards.close_award(desk, made.award, TODAY)
    assert waiting_lines(desk)[0].suggestion is None


def test_money_from_the_funder_meets_the_instalment_that_was_expected(desk: Desk, made: Made) -> None:
    expected = income.add_instalment(desk, made.award, 490000, due_on=dt.date(2026, 3, 1))
    bring(desk, line(490000, "BOROUGH"))
    waiting = waiting_lines(desk)[0]
    assert waiting.suggestion
    assert waiting.suggestion.instalment_key == expected
    bank.sort_as_instalment(desk, waiting.key, made.award, expected)
    figures = award_overview(desk, made.award, TODAY)
    assert (figures.received, figures.expected) == (490000, ())


def test_money_back_is_a_refund_of_its_payment(desk: Desk, made: Made) -> None:
    key = spending.record_payment(desk, (Share(made.award, made.tools, 3600),), payee="G", amount=3600, incurred_on=DAY)
    bring(desk, line(1000))
    bank.sort_as_refund(desk, waiting_lines(desk)[0].key, key)
    assert award_overview(desk, made.award, TODAY).spent == 2600
    assert awards_overview(desk, TODAY).waiting == 0


def test_a_payment_entered_by_hand_is_recognised(desk: Desk, made: Made) -> None:
    key = spending.record_payment(desk, (), payee="Green", amount=3600, incurred_on=dt.date(2026, 2, 28))
    bring(desk, line(-3600), line(-3600, "OTHER"))
    first, second = waiting_lines(desk)
    assert [one.suggestion and one.suggestion.became for one in (first, second)] == ["known", None]
    bank.sort_as_known(desk, first.key, payment_key=key)
    assert payment_figures(desk, key).row.paid_on == DAY
    assert len(payments_of(desk).rows) == 1


def test_sorting_again_takes_back_what_was_made_and_leaves_what_was_entered(desk: Desk, made: Made) -> None:
    bring(desk, line(-3600), line(490000, "BOROUGH"), line(-500))
    out, into, third = waiting_lines(desk)
    mine = spending.record_payment(desk, (), payee="Hand", amount=500, incurred_on=DAY)
    bank.sort_as_payment(desk, out.key, (Share(made.award, made.tools, 3600),))
    bank.sort_as_instalment(desk, into.key, made.award)
    bank.sort_as_known(desk, third.key, payment_key=mine)
    for one in (out, into, third):
        bank.sort_again(desk, one.key)
    figures = award_overview(desk, made.award, TODAY)
    assert (figures.spent, figures.received) == (0, 0)
    assert [row.key for row in payments_of(desk).rows] == [mine]
    assert len(waiting_lines(desk)) == 3


def test_removing_the_payment_lets_its_line_wait_again(desk: Desk, made: Made) -> None:
    bring(desk, line(-3600))
    key = bank.sort_as_payment(desk, waiting_lines(desk)[0].key)
    spending.remove_payment(desk, key)
    assert len(waiting_lines(desk)) == 1


def test_a_statement_with_sorted_lines_cannot_be_removed(desk: Desk, made: Made) -> None:
    key = bring(desk, line(-3600))
    bank.sort_as_payment(desk, waiting_lines(desk)[0].key)
    with pytest.raises(Refused):
        bank.remove_statement(desk, key)


def test_many_lines_are_sorted_at_once_as_one_change(desk: Desk, made: Made) -> None:
    bring(desk, line(-100), line(-200, "B"), line(-300, "C"))
    keys = [one.key for one in waiting_lines(desk)]
    assert bank.sort_alike(desk, keys, made.award, made.staff) == 3
    assert award_overview(desk, made.award, TODAY).spent == 600
    desk.undo()
    assert len(waiting_lines(desk)) == 3


def test_every_line_of_awards_that_run_can_be_chosen(desk: Desk, made: Made) -> None:
    make_award(desk, "No lines", lines=())
    awards.close_award(desk, make_award(desk, "Closed"), TODAY)
    assert sorted(choice.said for choice in line_choices(desk)) == [
        "Borough Small Grants · Staff", "Borough Small Grants · Tools", "No lines",
    ]  # fmt: skip
