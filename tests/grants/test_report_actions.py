"""A report is written answer by answer, and what was sent stays as it was."""

import datetime as dt
import hashlib

import pytest
from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.grants.actions import reports, spending
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.report import report_figures
from communitydesk.grants.figures.sent import kept_content, report_choices, sent_reports
from communitydesk.grants.model import Answer, Report
from tests.grants.conftest import Made

TODAY = dt.date(2026, 11, 21)
START, END = dt.date(2025, 11, 1), dt.date(2026, 10, 31)
PDF = reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF-1.7 what was sent")
WORDS = Words()


@pytest.fixture
def report(desk: Desk, made: Made) -> str:
    return reports.start_report(desk, made.award, "final", START, END, TODAY)


def answers(desk: Desk, report: str) -> dict[str, Answer]:
    with desk.read() as session:
        return {one.question: one for one in session.scalars(select(Answer).where(Answer.report_key == report))}


def test_an_answer_is_written_once_and_written_over(desk: Desk, report: str) -> None:
    reports.answer(desk, report, "spent_on", "Spades.")
    reports.answer(desk, report, "spent_on", "Spades and seed.\r\n\r\nAnd soup. ", done=True)
    found = answers(desk, report)
    assert list(found) == ["spent_on"]
    assert found["spent_on"].text == "Spades and seed.\n\nAnd soup."
    assert found["spent_on"].done


def test_writing_more_leaves_finished_as_it_was(desk: Desk, report: str) -> None:
    reports.answer(desk, report, "spent_on", "Spades.", done=True)
    reports.answer(desk, report, "spent_on", "Spades!")
    assert answers(desk, report)["spent_on"].done


def test_a_question_is_left_out_only_with_a_reason_and_keeps_what_was_written(desk: Desk, report: str) -> None:
    reports.answer(desk, report, "learned", "Saturdays.")
    with pytest.raises(FieldTrouble):
        reports.leave_out(desk, report, "learned", "  ")
    reports.leave_out(desk, report, "learned", "We answered it by telephone.", print_reason=True)
    one = answers(desk, report)["learned"]
    assert (one.left_out, one.print_reason, one.text) == (True, True, "Saturdays.")
    reports.ask_again(desk, report, "learned")
    assert not answers(desk, report)["learned"].left_out


def test_undo_takes_back_one_answer(desk: Desk, report: str) -> None:
    reports.answer(desk, report, "spent_on", "Spades.")
    reports.answer(desk, report, "learned", "Saturdays.")
    desk.undo()
    assert set(answers(desk, report)) == {"spent_on"}


def test_the_next_report_takes_over_who_signs(desk: Desk, made: Made, report: str) -> None:
    reports.amend_report(desk, report, signed_by="The treasurer", second_by="The chair")
    later = reports.start_report(desk, made.award, "final", START, END, TODAY)
    with desk.read() as session:
        again = session.get(Report, later)
        assert again is not None
        assert (again.signed_by, again.second_by) == ("The treasurer", "The chair")


def test_a_period_that_ends_before_it_starts_is_refused(desk: Desk, made: Made) -> None:
    with pytest.raises(FieldTrouble) as trouble:
        reports.start_report(desk, made.award, "final", END, START, TODAY)
    assert trouble.value.field == "end"


def test_what_was_sent_is_kept_byte_for_byte_whatever_changes_later(desk: Desk, made: Made, report: str) -> None:
    figures = reports.NewFile("figures", "figures.json", "application/json", b'{"spent": 1}')
    reports.mark_sent(desk, report, [PDF, figures], TODAY, "E-mail", by_whom="The treasurer")
    spending.record_payment(
        desk, [Share(made.award, made.tools, 5000)], payee="Shop", amount=5000, incurred_on=dt.date(2026, 5, 1)
    )
    reports.answer(desk, report, "spent_on", "Something else.")
    with desk.read() as session:
        (sent,) = sent_reports(session, report)
    assert (sent.version, sent.how, sent.by_whom, sent.sent_on) == (1, "E-mail", "The treasurer", TODAY)
    assert [kept_content(desk, file) for file in sent.files] == [PDF.content, figures.content]
    assert sent.files[0].sha256 == hashlib.sha256(PDF.content).hexdigest()


def test_a_second_version_stands_beside_the_first(desk: Desk, report: str) -> None:
    reports.mark_sent(desk, report, [PDF], TODAY, "E-mail")
    better = reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF-1.7 better")
    reports.mark_sent(desk, report, [better], TODAY + dt.timedelta(days=3), "Portal")
    with desk.read() as session:
        versions = sent_reports(session, report)
    assert [(one.version, one.how) for one in versions] == [(2, "Portal"), (1, "E-mail")]
    assert kept_content(desk, versions[1].files[0]) == PDF.content


def test_declaration_and_reply_come_beside_it_and_can_be_taken_away_but_not_what_was_sent(
    desk: Desk, report: str
) -> None:
    sent = reports.mark_sent(desk, report, [PDF], TODAY, "Post")
    scan = reports.NewFile("declaration", "declaration.pdf", "application/pdf", b"%PDF signed")
    paper = reports.add_paper(desk, sent, scan, TODAY)
    with pytest.raises(Refused):
        reports.add_paper(desk, sent, PDF, TODAY)
    with desk.read() as session:
        files = {file.role: file for file in sent_reports(session, report)[0].files}
    assert set(files) == {"report", "declaration"}
    with pytest.raises(Refused):
        reports.remove_paper(desk, files["report"].key)
    reports.remove_paper(desk, paper)
    with desk.read() as session:
        assert [file.role for file in sent_reports(session, report)[0].files] == ["report"]


def test_a_report_that_was_sent_cannot_be_removed_and_one_that_was_not_can(desk: Desk, made: Made, report: str) -> None:
    other = reports.start_report(desk, made.award, "interim", START, END, TODAY)
    reports.answer(desk, other, "spent_on", "Spades.")
    reports.mark_sent(desk, report, [PDF], TODAY, "Post")
    with pytest.raises(Refused):
        reports.remove_report(desk, report)
    reports.remove_report(desk, other)
    with desk.read() as session:
        assert [one.key for one in report_choices(session, made.award)] == [report]


def test_nothing_is_marked_as_sent_without_a_report_to_keep(desk: Desk, report: str) -> None:
    with pytest.raises(Refused):
        reports.mark_sent(desk, report, [], TODAY, "Post")


def test_a_reason_for_a_line_stands_in_the_figures(desk: Desk, made: Made, report: str) -> None:
    reports.give_reason(desk, report, made.tools, "Timber  cost more")
    figures = report_figures(desk, report, TODAY)
    assert {line.key: line.reason for line in figures.lines}[made.tools] == "Timber cost more"
