"""The sample group's figures add up, except where a problem was placed on purpose."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import pytest
from PIL import Image
from sqlalchemy import select

from communitydesk import storage
from communitydesk.activities.model import Session
from communitydesk.capabilities import models
from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Record, ref
from communitydesk.desk.words import Words
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.figures.overview import awards_overview
from communitydesk.grants.model import (
    Allocation,
    Answer,
    Award,
    BankLine,
    BudgetLine,
    Claim,
    HourClaim,
    Instalment,
    Payment,
    Rate,
    Receipt,
    ReportDue,
    SentFile,
    SentReport,
)
from communitydesk.impact.model import Consent, EvidenceCard
from communitydesk.people.model import Hours, Person
from communitydesk.sample.calendar import Calendar
from tests.sample.conftest import TODAY

R = TypeVar("R", bound=Record)


def every(desk: Desk, cls: type[R]) -> Sequence[R]:
    with desk.read() as session:
        return session.scalars(select(cls)).all()


def award(desk: Desk, amount: int) -> Award:
    return next(one for one in every(desk, Award) if one.amount == amount)


def test_the_file_is_sound(sample: Desk) -> None:
    assert storage.check(sample, models=models) == ()


def test_awards_of_each_size_are_there(sample: Desk) -> None:
    assert {30_000, 490_000, 980_000, 2_500_000} <= {one.amount for one in every(sample, Award)}
    assert {one.recipient for one in every(sample, Award)} == {"group", "person"}


def test_budget_lines_add_up_to_their_award(sample: Desk) -> None:
    lines: Counter[str] = Counter()
    for line in every(sample, BudgetLine):
        lines[line.award_key] += line.amount
    assert lines == {one.key: one.amount for one in every(sample, Award)}


def test_instalments_and_what_is_kept_back_add_up_to_no_more_than_the_award(sample: Desk) -> None:
    due: Counter[str] = Counter()
    for one in every(sample, Instalment):
        due[one.award_key] += one.amount
    for one in every(sample, Award):
        assert due[one.key] + (one.opening_received or 0) <= one.amount
        if not one.in_arrears:
            assert due[one.key] == one.amount


def test_each_payment_is_shared_in_full_or_is_no_awards(sample: Desk) -> None:
    shares: Counter[str] = Counter()
    for one in every(sample, Allocation):
        shares[one.payment_key] += one.amount
    unshared = {one.key for one in every(sample, Payment) if shares[one.key] != one.amount}
    part = [one for one in every(sample, Payment) if one.key in unshared and shares[one.key]]
    assert [one.payee for one in part] == ["Kestrel Mutual Insurance"]  # its last sixth is the group's own
    assert len(unshared) == 4
    assert len(every(sample, Payment)) >= 120


def test_what_is_claimed_is_what_was_spent_in_the_period(sample: Desk) -> None:
    of = award(sample, 2_500_000)
    days = {one.key: one.incurred_on for one in every(sample, Payment)}
    for claim in every(sample, Claim):
        spent = sum(
            one.amount
            for one in every(sample, Allocation)
            if one.award_key == of.key and claim.start <= days[one.payment_key] <= claim.end
        )
        assert spent == claim.amount > 0


def test_the_problems_placed_are_there(sample: Desk) -> None:
    of = award(sample, 490_000)
    shares = [one for one in every(sample, Allocation) if one.award_key == of.key]
    paid = {one.key: one for one in every(sample, Payment)}
    shown = {one.payment_key for one in every(sample, Receipt)}
    assert len([one for one in shares if one.payment_key not in shown]) == 2
    assert [one.amount for one in shares if paid[one.payment_key].incurred_on > of.ends_on] == [2400]
    spent: Counter[str | None] = Counter()
    for one in shares:
        spent[one.line_key] += one.amount
    over = {
        line.name: spent[line.key] - line.amount
        for line in every(sample, BudgetLine)
        if line.award_key == of.key and spent[line.key] > line.amount
    }
    assert over == {"Food and kitchen things": 2735}


def test_consents_are_valid_lapsed_taken_back_and_missing(sample: Desk) -> None:
    fates = Counter(
        "withdrawn" if one.withdrawn_on else "missing" if not one.given_on else "valid" if one.stands(TODAY) else "old"
        for one in every(sample, Consent)
    )
    assert set(fates) == {"withdrawn", "missing", "valid", "old"}


def test_bank_lines_have_every_kind_of_fate(sample: Desk) -> None:
    assert {"waiting", "payment", "known", "none", "instalment", "refund"} <= {
        one.became for one in every(sample, BankLine)
    }


def test_no_hour_is_older_than_its_award_and_rates_change_within_one(sample: Desk) -> None:
    awards = {one.key: one for one in every(sample, Award)}
    hours = {one.key: one for one in every(sample, Hours)}
    for claim in every(sample, HourClaim):
        assert awards[claim.award_key].starts_on <= hours[claim.hours_key].given_on <= awards[claim.award_key].ends_on
    running = award(sample, 980_000)
    general = [one for one in every(sample, Rate) if one.role_class == "general" and one.scheme.startswith("Good")]
    assert any(running.starts_on < one.starts_on < running.ends_on for one in general)


def test_nothing_has_happened_after_today(sample: Desk) -> None:
    assert max(one.held_on for one in every(sample, Session)) < TODAY
    assert max(one.given_on for one in every(sample, Hours)) < TODAY
    for payment in every(sample, Payment):
        assert payment.incurred_on <= TODAY
        assert payment.settled_on <= TODAY
        assert not payment.paid_back_on or payment.paid_back_on <= TODAY
    assert (TODAY - min(one.held_on for one in every(sample, Session))).days > 3 * 365


def test_names_of_every_script_are_there(sample: Desk) -> None:
    names = " ".join(one.name for one in every(sample, Person))
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert {"LATIN", "TAMIL", "BENGALI", "GURMUKHI", "ARABIC"} <= scripts
    assert {"ŷ", "Ł", "ŵ", "ں", "ی", "ى"} <= set(unicodedata.normalize("NFC", names))


def test_answers_name_no_number_that_is_still_to_be_filled_in(sample: Desk) -> None:
    texts = [one.text for one in every(sample, Answer)]
    assert len(texts) > 20
    assert not [text for text in texts if "{" in text or " 0 " in text]


def test_every_photograph_and_receipt_opens(sample: Desk) -> None:
    pictures = {one.attachment_key for one in every(sample, EvidenceCard) if one.attachment_key}
    assert len(pictures) >= 12
    for one in every(sample, Attachment):
        content = sample.content(one.sha256)
        assert len(content) == one.size
        if one.media_type == "image/jpeg":
            picture = Image.open(io.BytesIO(content))
            assert max(picture.size) >= 1600 if one.key in pictures else max(picture.size) >= 500
        if one.media_type == "application/pdf":
            assert content.startswith(b"%PDF")


def test_each_photograph_says_what_it_shows(sample: Desk) -> None:
    for one in every(sample, EvidenceCard):
        assert not one.attachment_key or (one.alt_text.endswith(".") and one.caption.endswith("."))


def test_the_last_of_its_changes_can_be_undone_and_redone(sample: Desk) -> None:
    before = len(every(sample, Answer))
    for _ in range(2):
        sample.undo()
    assert not every(sample, Answer)
    assert not every(sample, SentReport)
    for _ in range(2):
        sample.redo()
    assert len(every(sample, Answer)) == before
    assert sample.history(ref(every(sample, Answer)[0]))


def test_what_was_sent_long_ago_is_kept(sample: Desk) -> None:
    (sent,) = every(sample, SentReport)
    assert (TODAY - sent.sent_on).days > 300
    assert {"report", "figures"} <= {one.role for one in every(sample, SentFile)}


def test_the_figures_find_every_problem_that_was_placed(sample: Desk) -> None:
    figures = award_overview(sample, award(sample, 490_000).key, TODAY)
    said = " ".join(Words().say(one.sentence) for one in figures.problems)
    for part in (
        "2 payments have no receipt",
        "after the last day to spend",
        "“Food and kitchen things” is over by £27.35",
        "no consent",
        "3 days late",
        "not paid back (£10.20)",
    ):
        assert part in said


def test_of_what_is_left_some_is_promised_and_some_is_free(sample: Desk) -> None:
    for one in awards_overview(sample, TODAY).rows:
        assert one.in_arrears or one.free >= 0


@pytest.mark.parametrize(
    "today", [dt.date(2024, 2, 29), dt.date(2026, 1, 1), dt.date(2027, 3, 31), dt.date(2026, 10, 5)]
)
def test_an_award_has_just_ended_and_a_report_is_due_whatever_the_day(today: dt.date) -> None:
    calendar = Calendar(today)
    assert 4 <= (today - calendar.day("m0e")).days <= 35
    assert calendar.day("m0e+4") <= today
    assert calendar.day("t+9") > today


def test_reports_are_late_and_soon(sample: Desk) -> None:
    due = [one.due_on for one in every(sample, ReportDue)]
    assert any(day < TODAY and (TODAY - day).days < 30 for day in due)
    assert any(TODAY < day < TODAY + dt.timedelta(days=14) for day in due)
