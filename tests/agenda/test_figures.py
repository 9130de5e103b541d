"""What is due and what is wrong comes first where it is most urgent."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk.agenda.figures import Item, due_and_wrong, home, this_year
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.grants.actions import awards, income, plan, reports, spending
from communitydesk.grants.actions.spending import Share
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.people.model import Hours, Person
from communitydesk.storage import create

TODAY = dt.date(2026, 11, 21)
WORDS = Words()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create(tmp_path / "group.communitydesk", models=models)
    whole = Group(name="Garden", area="Estate", people_served="All", purpose="To grow", contact_name="The treasurer")
    set_up_group(desk, whole)
    yield desk
    desk.close()


def award(desk: Desk, name: str, ends: dt.date, **terms: object) -> str:
    return awards.add_award(
        desk, name=name, amount=490000, funder="The Borough", starts_on=dt.date(2025, 11, 1), ends_on=ends, terms=terms
    )


def said(item: Item) -> tuple[str, str, str]:
    return item.urgency, WORDS.say(item.title), WORDS.say(item.said(TODAY))


def grants(items: tuple[Item, ...]) -> list[tuple[str, str, str]]:
    return [said(item) for item in items if item.place == "grants"]


def test_a_late_report_comes_before_one_that_is_due_and_one_that_is_far(desk: Desk) -> None:
    award(desk, "Far", dt.date(2026, 12, 31))
    award(desk, "Late", dt.date(2026, 10, 31), report_days=18)
    award(desk, "Due", dt.date(2026, 10, 31), report_days=27)
    assert grants(due_and_wrong(desk, TODAY)) == [
        ("late", "Final report, Late", "Late 3 days"),
        ("due", "Final report, Due", "In 6 days"),
        ("later", "Final report, Far", "In 100 days"),
    ]


def test_a_report_that_was_sent_is_no_longer_due(desk: Desk) -> None:
    key = award(desk, "Late", dt.date(2026, 10, 31), report_days=18)
    report = reports.start_report(desk, key, "final", dt.date(2025, 11, 1), dt.date(2026, 10, 31), TODAY)
    assert [WORDS.say(item.action) for item in due_and_wrong(desk, TODAY) if item.tab == "report"] == [
        "Finish the report"
    ]
    reports.mark_sent(
        desk, report, [reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF")], TODAY, "Post"
    )
    assert not [item for item in due_and_wrong(desk, TODAY) if item.tab == "report"]


def test_what_is_wrong_is_said_with_its_mending(desk: Desk) -> None:
    key = award(desk, "Tools", dt.date(2027, 10, 31), receipts="send")
    income.add_instalment(desk, key, 490000, received_on=dt.date(2026, 1, 1))
    spending.record_payment(
        desk, [Share(key, None, 2000)], payee="Shop", amount=2000, incurred_on=dt.date(2026, 5, 1), what="Spades"
    )
    item = next(item for item in due_and_wrong(desk, TODAY) if item.place == "grants")
    assert item.urgency == "late"
    assert WORDS.say(item.sentence) == "1 payment has no receipt. The funder wants a copy of each."
    assert WORDS.say(item.action) == "Add receipts"
    assert (item.place, item.key, item.tab, item.problem) == ("grants", key, "overview", "no_receipt")


def test_an_award_that_is_finished_with_asks_for_nothing(desk: Desk) -> None:
    key = award(desk, "Late", dt.date(2026, 10, 31), report_days=18)
    awards.close_award(desk, key, TODAY)
    assert not grants(due_and_wrong(desk, TODAY))


def test_contacts_that_nobody_checked_come_later(desk: Desk) -> None:
    award(desk, "One", dt.date(2028, 1, 1))
    later = [item for item in due_and_wrong(desk, TODAY) if item.place == "group"]
    assert [WORDS.say(item.sentence) for item in later] == ["The details of 1 contact were not checked for a year."]
    assert later[0].urgency == "later"


def test_the_number_of_finished_answers_is_said(desk: Desk) -> None:
    key = award(desk, "Late", dt.date(2026, 10, 31), report_days=18)
    report = reports.start_report(desk, key, "final", dt.date(2025, 11, 1), dt.date(2026, 10, 31), TODAY)
    reports.answer(desk, report, "spent_on", "Spades.", done=True)
    reports.answer(desk, report, "learned", "Not yet", done=False)
    item = next(item for item in due_and_wrong(desk, TODAY) if item.tab == "report")
    assert WORDS.say(item.sentence).startswith("1 answer is finished.")


def test_the_year_so_far_adds_hours_and_values_each_rate_once(desk: Desk) -> None:
    person = Person(name="A", number=1)
    with desk.change("Begin") as session:
        session.add(person)
        session.flush()
        session.add(Hours(person_key=person.key, minutes=540, given_on=dt.date(2026, 5, 2)))
        session.add(Hours(people=8, minutes=120, given_on=dt.date(2026, 5, 3), group_label="Helpers"))
        session.add(Hours(person_key=person.key, minutes=600, given_on=dt.date(2026, 3, 31)))
    year = this_year(desk, TODAY)
    assert year.minutes == 540 + 960
    assert year.volunteers == 1
    assert year.worth == 25 * 1271


def test_a_new_file_has_nothing_due(desk: Desk) -> None:
    figures = home(desk, TODAY)
    assert figures.now == ()
    assert figures.awards.rows == ()


def test_an_interim_report_is_due_by_its_own_date(desk: Desk) -> None:
    key = award(desk, "Long", dt.date(2028, 10, 31))
    plan.add_due(desk, key, dt.date(2026, 12, 1), kind="interim")
    assert ("due", "Interim report, Long", "In 10 days") in grants(due_and_wrong(desk, TODAY))


def test_claims_that_wait_are_to_be_approved_then_paid(desk: Desk) -> None:
    from communitydesk.people.actions import add_person
    from communitydesk.people.actions import expenses as claims
    from communitydesk.people.actions.expenses import LineInput

    def told() -> list[tuple[str, str]]:
        found = [item for item in due_and_wrong(desk, TODAY) if item.place == "expenses"]
        return [(WORDS.say(item.sentence), item.tab) for item in found]

    mine, other = (add_person(desk, Person(name=name)).key for name in ("One", "Two"))
    keys = [claims.add_claim(desk, mine, [LineInput(TODAY, "Twine", amount=300)]) for _ in range(2)]
    assert told() == []
    for key in keys:
        claims.hand_in(desk, key, TODAY)
    assert told() == [("2 claims of £6.00 together wait to be approved.", "todo")]
    claims.approve(desk, keys[0], other, TODAY)
    assert told() == [
        ("1 claim of £3.00 waits to be approved.", ""),
        ("1 claim of £3.00 was approved and is not paid yet.", ""),
    ]
