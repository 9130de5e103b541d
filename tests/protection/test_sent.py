"""What was sent with a photograph is known also when the report uses it no more."""

from __future__ import annotations

import datetime as dt

from communitydesk.agenda.figures import home
from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import reports
from communitydesk.grants.actions.reports import NewFile
from communitydesk.impact.actions import add_card, add_consent, withdraw_consent
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.protection.figures.sent import untold
from tests.protection.conftest import TODAY, WORDS, Made, consents_of, picture, report_pdf


def photograph(desk: Desk, made: Made) -> str:
    """A photograph without any words by which it could be found again, and a consent for it."""
    card = add_card(
        desk, EvidenceCard(kind="photograph", name="Pears", shows_people=True), content=picture(colour=(9, 9, 90)),
        media_type="image/jpeg", file_name="p.jpg",
    )  # fmt: skip
    add_consent(desk, Consent(card_key=card.key, person_key=made.other, given_on=dt.date(2026, 5, 1)))
    return card.key


def send(desk: Desk, made: Made, day: dt.date) -> None:
    """Send the report as a PDF and nothing else."""
    file = NewFile("report", "report.pdf", "application/pdf", report_pdf("Nobody", picture(colour=(9, 9, 90))))
    reports.mark_sent(desk, made.report, [file], day, "E-mail")


def told_on_home(desk: Desk) -> list[str]:
    return [WORDS.say(one.sentence) for one in home(desk, TODAY).items if one.place == "impact"]


def take_back(desk: Desk, made: Made) -> None:
    (consent,) = consents_of(desk, made.other)
    withdraw_consent(desk, consent.key, TODAY)


def test_a_photograph_dropped_from_a_report_after_it_was_sent_as_a_pdf_is_told_of(desk: Desk, made: Made) -> None:
    card = photograph(desk, made)
    reports.choose_cards(desk, made.report, [card])
    send(desk, made, dt.date(2026, 11, 20))
    reports.choose_cards(desk, made.report, [])
    take_back(desk, made)
    (one,) = untold(desk)
    assert one.card_key == card
    assert [(copy.funder, copy.sent_on) for copy in one.sent] == [("The Borough", dt.date(2026, 11, 20))]
    (said,) = told_on_home(desk)
    assert "was sent to The Borough on 20 November 2026 (Small Grants)" in said


def test_a_photograph_that_a_report_still_uses_was_sent_as_a_pdf_is_told_of(desk: Desk, made: Made) -> None:
    reports.choose_cards(desk, made.report, [photograph(desk, made)])
    send(desk, made, dt.date(2026, 11, 20))
    take_back(desk, made)
    assert [copy.sent_on for copy in untold(desk)[0].sent if copy.sent_on.day == 20] == [dt.date(2026, 11, 20)]


def test_a_photograph_dropped_before_the_report_was_sent_went_to_nobody(desk: Desk, made: Made) -> None:
    reports.choose_cards(desk, made.report, [photograph(desk, made)])
    reports.choose_cards(desk, made.report, [])
    send(desk, made, dt.date(2026, 11, 20))
    take_back(desk, made)
    assert untold(desk) == ()
    assert told_on_home(desk) == []


def test_only_the_sendings_that_used_the_photograph_are_told_of(desk: Desk, made: Made) -> None:
    card = photograph(desk, made)
    send(desk, made, dt.date(2026, 11, 18))
    reports.choose_cards(desk, made.report, [card])
    send(desk, made, dt.date(2026, 11, 19))
    reports.choose_cards(desk, made.report, [])
    send(desk, made, dt.date(2026, 11, 20))
    take_back(desk, made)
    assert [copy.sent_on.day for copy in untold(desk)[0].sent] == [19]


def test_what_undo_took_out_before_the_sending_went_to_nobody(desk: Desk, made: Made) -> None:
    card = photograph(desk, made)
    reports.choose_cards(desk, made.report, [card])
    desk.undo()
    send(desk, made, dt.date(2026, 11, 20))
    take_back(desk, made)
    assert untold(desk) == ()
