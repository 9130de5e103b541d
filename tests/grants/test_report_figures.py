"""Exactly what a report says, and the records behind every total."""

import csv
import datetime as dt
import io
import json

import pytest

from communitydesk.activities.model import Activity, Session
from communitydesk.desk.desk import Desk
from communitydesk.desk.pictures import Prepared
from communitydesk.desk.words import Words
from communitydesk.grants.actions import awards, income, match, plan, reports, spending
from communitydesk.grants.actions.receipts import attach_receipt
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.documents.money import budget_note, budget_table
from communitydesk.grants.figures.report import report_figures
from communitydesk.grants.figures.report_data import harmless, to_csv_tables, to_json
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.impact.model import Consent, EvidenceCard, Outcome
from communitydesk.people.model import Hours, Person
from tests.grants.conftest import Made

TODAY = dt.date(2026, 11, 21)
START, END = dt.date(2025, 11, 1), dt.date(2026, 10, 31)
WORDS = Words()


@pytest.fixture
def report(desk: Desk, made: Made) -> str:
    income.add_instalment(desk, made.award, 490000, received_on=dt.date(2025, 11, 5))
    return reports.start_report(desk, made.award, "final", START, END, TODAY)


def figures(desk: Desk, report: str) -> ReportFigures:
    return report_figures(desk, report, TODAY)


def pay(desk: Desk, made: Made, pence: int, day: dt.date, line: str | None = None, **more: object) -> str:
    return spending.record_payment(
        desk, [Share(made.award, line or made.tools, pence)], payee="Shop", amount=pence, incurred_on=day, **more
    )


def test_every_total_adds_the_printed_lines(desk: Desk, made: Made, report: str) -> None:
    pay(desk, made, 1001, dt.date(2026, 3, 1))
    pay(desk, made, 2002, dt.date(2026, 2, 1), made.staff)
    pay(desk, made, 4004, dt.date(2026, 4, 1))
    found = figures(desk, report)
    assert found.money.spent.value == 7007
    assert sum(line.spent.value for line in found.lines) == 7007
    assert sum(row.amount for row in found.payments) == 7007


def test_payments_stand_under_their_lines_by_date_and_are_numbered_in_that_order(
    desk: Desk, made: Made, report: str
) -> None:
    pay(desk, made, 100, dt.date(2026, 4, 1))
    pay(desk, made, 200, dt.date(2026, 2, 1), made.staff)
    pay(desk, made, 300, dt.date(2026, 3, 1))
    assert [(row.number, row.line, row.amount) for row in figures(desk, report).payments] == [
        (1, "Tools", 300),
        (2, "Tools", 100),
        (3, "Staff", 200),
    ]


def test_a_payment_on_two_lines_has_its_receipt_once_and_both_rows_name_it(desk: Desk, made: Made, report: str) -> None:
    key = spending.record_payment(
        desk, [Share(made.award, made.tools, 600), Share(made.award, made.staff, 400)],
        payee="Shop", amount=1000, incurred_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    attach_receipt(desk, key, Prepared(b"picture", "image/jpeg", 0, 0))
    found = figures(desk, report)
    assert [row.receipts for row in found.payments] == [(1,), (1,)]
    assert [(row.number, row.amount) for row in found.receipts] == [(1, 1000)]


def test_a_total_names_the_records_that_it_adds_up(desk: Desk, made: Made, report: str) -> None:
    payment = pay(desk, made, 1001, dt.date(2026, 3, 1))
    found = figures(desk, report)
    assert [key.table for key in found.money.spent.keys] == ["allocation"]
    assert found.payments[0].keys[1].key == payment
    data = json.loads(to_json(found, WORDS))
    assert data["payments"][0]["keys"][1] == f"payment/{payment}"
    assert data["money"]["spent"] == {"value": 1001, "keys": [f"allocation/{found.money.spent.keys[0].key}"]}


def test_money_spent_after_the_day_of_the_figures_does_not_count(desk: Desk, made: Made, report: str) -> None:
    pay(desk, made, 1000, TODAY)
    pay(desk, made, 500, TODAY + dt.timedelta(days=1))
    assert figures(desk, report).money.spent.value == 1000


def test_a_later_period_lists_its_own_payments_and_says_what_was_spent_before(desk: Desk, made: Made) -> None:
    pay(desk, made, 1000, dt.date(2026, 1, 1))
    pay(desk, made, 500, dt.date(2026, 7, 1))
    key = reports.start_report(desk, made.award, "interim", dt.date(2026, 5, 1), END, END)
    found = figures(desk, key)
    assert [row.amount for row in found.payments] == [500]
    assert (found.money.spent.value, found.money.before.value) == (1500, 1000)


def second_half(desk: Desk, made: Made, kind: str = "interim", as_at: dt.date = END) -> ReportFigures:
    """A report on the second half of the award: 10.00 spent before it, 5.00 in it, 0.70 after it."""
    pay(desk, made, 1000, dt.date(2026, 1, 1))
    pay(desk, made, 500, dt.date(2026, 7, 1))
    pay(desk, made, 70, dt.date(2026, 9, 1), made.staff)
    start, end = dt.date(2026, 5, 1), dt.date(2026, 8, 31)
    return figures(desk, reports.start_report(desk, made.award, kind, start, end, as_at))


def test_an_interim_report_has_spending_in_its_period_beside_spending_to_date(desk: Desk, made: Made) -> None:
    found = second_half(desk, made)
    assert [(one.name, one.in_period.value, one.spent.value) for one in found.lines[:2]] == [
        ("Tools", 500, 1500),
        ("Staff", 0, 70),
    ]
    money = found.money
    assert (money.before.value, money.in_period.value, money.after.value, money.spent.value) == (1000, 500, 70, 1570)
    assert [row.amount for row in found.payments] == [500]
    assert len(money.in_period.keys) == 1
    data = json.loads(to_json(found, WORDS))
    assert data["lines"][0]["in_period"]["value"] == 500
    assert data["lines"][0]["spent"]["value"] == 1500


def test_the_budget_of_an_interim_report_names_each_column_in_its_spreadsheet_and_on_paper(
    desk: Desk, made: Made
) -> None:
    found = second_half(desk, made)
    rows = list(csv.reader(io.StringIO(to_csv_tables(found, WORDS)["budget"].decode("utf-8-sig"))))
    assert rows[0][:5] == ["Budget line", "Awarded", "Spent this period", "Spent to date", "Left"]
    assert rows[1][2:4] == ["5.00", "15.00"]
    table = budget_table(found, WORDS)
    assert [column.heading for column in table.columns[2:5]] == ["Spent this period £", "Spent to date £", "Left £"]
    assert table.rows[0][2:4] == ("5.00", "15.00")  # type: ignore[index]
    assert "1 May 2026 to 31 August 2026" in budget_note(found, WORDS)


def test_a_final_report_on_the_whole_award_has_one_column_of_spending(desk: Desk, made: Made, report: str) -> None:
    pay(desk, made, 500, dt.date(2026, 7, 1))
    found = figures(desk, report)
    assert not found.by_period
    assert [column.heading for column in budget_table(found, WORDS).columns][1:] == [
        "Awarded £",
        "Spent £",
        "Difference £",
    ]
    assert budget_note(found, WORDS) == ""


def test_the_last_report_lists_what_was_spent_after_its_end_and_no_report_lists_it_twice(
    desk: Desk, made: Made
) -> None:
    interim = second_half(desk, made, as_at=dt.date(2026, 9, 30))
    final = reports.start_report(desk, made.award, "final", dt.date(2026, 9, 1), END, TODAY)
    pay(desk, made, 9, dt.date(2026, 11, 3))
    assert [row.amount for row in interim.payments] == [500]
    assert sorted(row.amount for row in figures(desk, final).payments) == [9, 70]


def test_an_interim_report_asks_why_only_where_a_line_is_over_its_budget(desk: Desk, made: Made) -> None:
    found = second_half(desk, made)
    assert not any("nothing says why" in WORDS.say(one.text) for one in found.missing)
    pay(desk, made, 5_000_000, dt.date(2026, 7, 2))
    found = figures(desk, found.key)
    assert any("nothing says why" in WORDS.say(one.text) for one in found.missing)


def test_a_report_on_a_single_day_says_the_day_once(desk: Desk, made: Made) -> None:
    day = dt.date(2026, 10, 7)
    assert WORDS.period(day, day) == "7 October 2026"
    assert WORDS.period(day, END) == "7 October 2026 to 31 October 2026"


def test_opening_figures_are_part_of_what_was_spent_and_are_told_apart(desk: Desk, made: Made, report: str) -> None:
    awards.set_opening(desk, made.award, dt.date(2026, 1, 1), 0, {made.tools: 7000})
    pay(desk, made, 500, dt.date(2026, 7, 1))
    found = figures(desk, report)
    assert (found.money.spent.value, found.money.opening.value, found.money.before.value) == (7500, 7000, 0)


def test_an_hour_is_worth_its_own_rate_and_each_rate_has_its_own_line(desk: Desk, made: Made, report: str) -> None:
    early = Hours(person_key=made.person, minutes=540, given_on=dt.date(2026, 3, 31), activity_key=made.garden)
    late = Hours(people=8, minutes=120, given_on=dt.date(2026, 4, 1), activity_key=made.garden, group_label="Bank")
    with desk.change("Hours") as session:
        session.add_all((early, late))
    match.claim_hours(desk, made.award, [early.key, late.key])
    time = figures(desk, report).time
    assert [(rate.minutes, rate.pence, rate.value) for rate in time.rates] == [(540, 1221, 10989), (960, 1271, 20336)]
    assert time.value == 10989 + 20336
    assert (time.volunteers, time.unnamed) == (1, 8)
    assert sum(row.minutes for row in time.rows) == time.minutes.value


def test_volunteers_stand_by_number_unless_a_term_wants_names(desk: Desk, made: Made, report: str) -> None:
    given = Hours(person_key=made.person, minutes=60, given_on=dt.date(2026, 5, 1), activity_key=made.garden)
    with desk.change("Hours") as session:
        session.add(given)
    match.claim_hours(desk, made.award, [given.key])
    assert [(row.number, row.name) for row in figures(desk, report).time.rows] == [(1, "")]
    assert b"A. Volunteer" not in to_json(figures(desk, report), WORDS)
    awards.set_terms(desk, made.award, names_wanted=True)
    assert [row.name for row in figures(desk, report).time.rows] == ["A. Volunteer"]


def add_card(desk: Desk, made: Made, **values: object) -> str:
    card = EvidenceCard(**{"kind": "quotation", "name": "A word", "text": "I stayed.", "made_on": END, **values})
    with desk.change("Card") as session:
        session.add(card)
    plan.serve_awards(desk, card.key, [made.award])
    return card.key


def consent(desk: Desk, card: str, **values: object) -> None:
    with desk.change("Consent") as session:
        session.add(Consent(card_key=card, who="Somebody", **values))


def test_a_card_without_consent_stays_out_and_the_treasurer_is_told(desk: Desk, made: Made, report: str) -> None:
    card = add_card(desk, made)
    found = figures(desk, report)
    assert found.cards == ()
    assert [one.key for one in found.kept_out] == [card]
    assert any("stays out" in WORDS.say(one.text) for one in found.missing)
    assert b"I stayed" not in to_json(found, WORDS)


@pytest.mark.parametrize(("expires", "printed"), [(TODAY, True), (TODAY - dt.timedelta(days=1), False)])
def test_a_consent_holds_on_its_last_day_and_not_after(
    desk: Desk, made: Made, report: str, expires: dt.date, printed: bool
) -> None:
    consent(desk, add_card(desk, made), given_on=START, expires_on=expires)
    found = figures(desk, report)
    assert bool(found.cards) is printed
    assert bool(found.kept_out) is not printed


def test_chosen_evidence_stands_in_its_chosen_order(desk: Desk, made: Made, report: str) -> None:
    cards = [add_card(desk, made, name=f"Word {n}", shows_people=False) for n in range(3)]
    reports.choose_cards(desk, report, [cards[2], cards[0]])
    assert [card.key for card in figures(desk, report).cards] == [cards[2], cards[0]]


def test_people_are_counted_by_name_or_it_says_that_it_is_an_estimate(desk: Desk, made: Made, report: str) -> None:
    with desk.change("Session") as session:
        session.add(Session(activity_key=made.garden, held_on=dt.date(2026, 5, 2), headcount=12, place="Garden"))
    found = figures(desk, report)
    assert found.people.different is None
    assert found.people.attendances.value == 12
    assert found.places == ("Garden",)
    assert [(one.name, one.sessions.value) for one in found.activities] == [("Saturday growing", 1)]
    assert any("how many different people" in WORDS.say(one.text) for one in found.missing)


def test_a_promises_keys_are_of_the_records_that_were_counted_for_it(desk: Desk, made: Made, report: str) -> None:
    kitchen = Activity(name="Kitchen")
    with desk.change("Activities") as session:
        session.add(kitchen)
        session.flush()
        held = [Session(activity_key=key, held_on=dt.date(2026, 5, day), headcount=12)
                for day, key in enumerate((made.garden, made.garden, kitchen.key), 1)]  # fmt: skip
        given = Hours(people=2, minutes=75, given_on=dt.date(2026, 5, 1), activity_key=kitchen.key)
        early = Hours(people=2, minutes=75, given_on=dt.date(2025, 5, 1), activity_key=kitchen.key)
        session.add_all((*held, given, early))
    plan.set_activities(desk, made.award, [made.garden, kitchen.key])
    plan.add_output(desk, made.award, "Mornings", 9, source="sessions", activity_key=made.garden)
    plan.add_output(desk, made.award, "Hours", 9, source="hours", activity_key=kitchen.key)
    leaflets = plan.add_output(desk, made.award, "Leaflets", 9)
    plan.count_output(desk, leaflets, dt.date(2026, 5, 1), 4)
    later = reports.start_report(desk, made.award, "interim", dt.date(2026, 6, 1), END, END)
    mornings, hours, typed = figures(desk, report).outputs
    assert (mornings.done.value, {key.key for key in mornings.done.keys}) == (2, {held[0].key, held[1].key})
    assert (hours.done.value, [key.key for key in hours.done.keys]) == (2, [given.key])
    assert (typed.done.value, len(typed.done.keys)) == (4, 1)
    assert [one.done.keys for one in figures(desk, later).outputs] == [(), (), ()]


def test_what_is_left_out_of_the_report_is_left_out_of_its_data_too(desk: Desk, report: str) -> None:
    reports.answer(desk, report, "learned", "A thing said in confidence")
    reports.leave_out(desk, report, "learned", "Between ourselves")
    data = to_json(figures(desk, report), WORDS).decode()
    assert "in confidence" not in data
    assert "Between ourselves" not in data
    reports.leave_out(desk, report, "learned", "We told you on the telephone", print_reason=True)
    assert "on the telephone" in to_json(figures(desk, report), WORDS).decode()


def test_too_many_words_are_counted_and_said(desk: Desk, made: Made, report: str) -> None:
    awards.set_terms(desk, made.award, words_each=10, words_all=12)
    reports.answer(desk, report, "spent_on", "one two three four five six seven eight nine ten eleven twelve thirteen")
    found = figures(desk, report)
    answer = found.answer("spent_on")
    assert answer is not None
    assert (answer.words, answer.over) == (13, 3)
    said = [WORDS.say(one.text) for one in found.missing]
    assert "This answer has 3 words too many: What did you spend the money on?" in said
    assert "The whole report has 1 word too many." in said


def test_what_is_missing_leads_to_where_it_is_mended(desk: Desk, made: Made, report: str) -> None:
    awards.set_terms(desk, made.award, receipts="send")
    pay(desk, made, 1000, dt.date(2026, 5, 1))
    found = {WORDS.say(one.text): one for one in figures(desk, report).missing}
    one = found["1 payment has no receipt. The funder wants a copy of each."]
    assert (one.grave, one.place, one.key, one.tab) == (True, "grants", made.award, "spending")
    asked = found["Not answered yet: What did you spend the money on?"]
    assert (asked.tab, asked.question) == ("report", "spent_on")


def test_a_report_asks_about_the_outcomes_of_the_award_in_their_order(desk: Desk, made: Made, report: str) -> None:
    first, second = Outcome(statement="Less alone"), Outcome(statement="Fresh food")
    with desk.change("Outcomes") as session:
        session.add_all((first, second))
    plan.set_outcomes(desk, made.award, [second.key, first.key])
    ids = [one.question.id for one in figures(desk, report).answers if one.question.id.startswith("outcome:")]
    assert ids == [f"outcome:{second.key}", f"outcome:{first.key}"]
    awards.set_terms(desk, made.award, outcomes=1)
    ids = [one.question.id for one in figures(desk, report).answers if one.question.id.startswith("outcome:")]
    assert ids == [f"outcome:{second.key}"]


def test_a_persons_own_grant_is_reported_with_the_groups_help(desk: Desk, made: Made, report: str) -> None:
    awards.amend_award(desk, made.award, recipient="person", recipient_name="H. Baker")
    from communitydesk.grants.documents.common import holder

    assert holder(figures(desk, report), WORDS) == "H. Baker, with the help of "


def test_a_cell_that_looks_like_a_formula_is_made_harmless(desk: Desk, made: Made, report: str) -> None:
    assert [harmless(text) for text in ("=1+1", "+44", "-3", "@x", "plain")] == ["'=1+1", "'+44", "'-3", "'@x", "plain"]
    key = pay(desk, made, 1000, dt.date(2026, 5, 1), what="=HYPERLINK(1)")
    table = to_csv_tables(figures(desk, report), WORDS)["spending"].decode("utf-8-sig")
    row = next(iter(csv.DictReader(io.StringIO(table))))
    assert row["What for"] == "'=HYPERLINK(1)"
    assert row["Amount"] == "10.00"
    assert key in row["Records"]


def test_two_people_without_a_number_are_two_volunteers(desk: Desk, made: Made, report: str) -> None:
    people = [Person(name="One"), Person(name="Two")]
    with desk.change("People") as session:
        session.add_all(people)
        session.flush()
        hours = [Hours(person_key=one.key, minutes=60, given_on=dt.date(2026, 5, 1)) for one in people]
        session.add_all(hours)
    match.claim_hours(desk, made.award, [one.key for one in hours])
    time = figures(desk, report).time
    assert (time.volunteers, time.unnamed) == (2, 0)
    assert len({row.number for row in time.rows}) == 2


def test_a_volunteer_who_got_back_what_they_spent_stands_in_the_schedule_by_number(
    desk: Desk, made: Made, report: str
) -> None:
    spending.record_payment(
        desk, [Share(made.award, made.tools, 900)], payee="a. volunteer ", amount=900, incurred_on=dt.date(2026, 5, 1),
        what="bus fares", paid_by_key=made.person,
    )  # fmt: skip
    found = figures(desk, report)
    assert (found.payments[0].payee, found.payments[0].paid_to) == ("", 1)
    assert b"a. volunteer" not in to_json(found, WORDS)
    awards.set_terms(desk, made.award, names_wanted=True)
    assert figures(desk, report).payments[0].payee.strip() == "a. volunteer"
