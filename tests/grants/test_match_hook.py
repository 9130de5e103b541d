"""Time typed from a sign-in sheet counts as match in the same change, by the funder's own terms."""

import datetime as dt

from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import Words
from communitydesk.grants.actions import awards, match
from communitydesk.grants.figures.hours import hours_to_claim
from communitydesk.grants.ui.match_hook import GrantsMatch
from communitydesk.people.actions import record_session
from communitydesk.people.entry import SessionRow
from communitydesk.people.ui.hours import HoursList
from communitydesk.people.ui.letters import LettersPage
from tests.grants.conftest import Made, make_award
from tests.people.stage import Stage, context_of

DAY = dt.date(2026, 5, 2)


def rows(made: Made) -> list[SessionRow]:
    return [
        SessionRow(person_key=made.person, minutes=150),
        SessionRow(group_label="From the bank", people=8, minutes=120, role_class="skilled"),
    ]


def recorded(desk: Desk, made: Made) -> None:
    hook = GrantsMatch(desk)
    record_session(desk, made.garden, DAY, 600, 750, rows(made), also=lambda done: hook.claim(made.award, done))


def test_only_awards_that_pay_for_the_activity_then_and_take_time_are_offered(desk: Desk, made: Made) -> None:
    make_award(desk, "Another")
    hook = GrantsMatch(desk)
    assert [(one.key, one.text) for one in hook.choices(made.garden, DAY)] == [(made.award, "Borough Small Grants")]
    assert not hook.choices(None, DAY)
    assert not hook.choices(made.garden, dt.date(2025, 10, 31))
    assert not hook.choices(made.garden, dt.date(2027, 5, 2))
    awards.set_terms(desk, made.award, volunteer_time="none")
    assert not hook.choices(made.garden, DAY)


def test_what_the_time_is_worth_is_said_at_the_funders_rates(desk: Desk, made: Made) -> None:
    match.add_rate(
        desk, scheme="Ours", role_class="", starts_on=dt.date(2026, 1, 1), pence=1000, minutes=60, source="x"
    )
    awards.set_terms(desk, made.award, rate_scheme="Ours")
    hook, words = GrantsMatch(desk), Words()
    said = words.say(hook.worth(made.award, DAY, rows(made)))
    assert said == "worth £185.00 at the rates your funder accepts"
    awards.set_terms(desk, made.award, volunteer_time="some", volunteer_classes="general")
    said = words.say(hook.worth(made.award, DAY, rows(made)))
    assert said == "worth £25.00 at the rates your funder accepts; 16 h 0 min of it does not count"
    assert "no rate" in words.say(hook.worth(made.award, dt.date(2025, 12, 1), rows(made)))


def test_the_hours_are_claimed_in_the_change_that_records_them(desk: Desk, made: Made) -> None:
    recorded(desk, made)
    assert [one.minutes for one in hours_to_claim(desk, made.award).mine] == [960, 150]
    desk.undo()
    assert not hours_to_claim(desk, made.award).rows


def test_hours_that_the_funder_does_not_take_are_recorded_and_not_claimed(desk: Desk, made: Made) -> None:
    awards.set_terms(desk, made.award, volunteer_time="some", volunteer_classes="general")
    recorded(desk, made)
    found = hours_to_claim(desk, made.award)
    assert [one.minutes for one in found.mine] == [150]
    assert len(found.rows) == 2


def test_hours_are_added_up_by_the_award_they_count_for_and_followed_to_their_entries(
    qtbot: QtBot, desk: Desk, made: Made
) -> None:
    recorded(desk, made)
    record_session(desk, made.garden, dt.date(2026, 5, 9), 600, 750, [SessionRow(person_key=made.person, minutes=45)])
    stage = Stage()
    page = HoursList(context_of(desk, stage, match_hook=GrantsMatch(desk)))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.period.setCurrentIndex(page.period.findData("all"))
    page.sums.setCurrentIndex(page.sums.findData("award"))
    lines = [(page._label(one), one.minutes, one.entries) for one in page.totals.model.rows]
    assert lines == [("Borough Small Grants", 960 + 150, 2), ("For no award yet", 45, 1)]
    page.totals.opened.emit(page.totals.model.rows[1])
    assert [one.minutes for one in page.entries.model.rows] == [45]
    assert page.whole.text() == "Only: For no award yet. Show all"


def test_letters_may_thank_for_what_counts_for_one_award_alone(qtbot: QtBot, desk: Desk, made: Made) -> None:
    recorded(desk, made)
    record_session(desk, made.garden, dt.date(2026, 5, 9), 600, 750, [SessionRow(person_key=made.person, minutes=45)])
    page = LettersPage(context_of(desk, Stage(), match_hook=GrantsMatch(desk)))
    qtbot.addWidget(page)
    page.show()
    page.period.setCurrentIndex(page.period.findData("all"))
    assert [one.minutes for one in page.ticked] == [195]
    page.award.setCurrentIndex(page.award.findText("Borough Small Grants"))
    assert [one.minutes for one in page.ticked] == [150]
