"""The report on the screen: started, written, looked at, sent and kept, with the keyboard too."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import awards, income, plan, reports, spending
from communitydesk.grants.actions.spending import Share
from communitydesk.grants.figures.report import report_figures
from communitydesk.grants.figures.sent import kept_content, sent_reports
from communitydesk.grants.model import Answer, Report, ReportCard
from communitydesk.grants.ui.report import DETAILS, SEND, STEP, ReportTab
from communitydesk.impact.model import EvidenceCard
from communitydesk.impact.ui.place import EvidencePlace
from communitydesk.widgets.context import Context
from communitydesk.widgets.scroll import Scroller
from communitydesk.widgets.theme import DARK, Theme
from tests.grants.conftest import Made
from tests.widgets.standin import TODAY, dressed, stand_in

START, END = dt.date(2025, 11, 1), dt.date(2026, 10, 31)


@pytest.fixture
def context(desk: Desk) -> Context:
    return stand_in(desk)


@pytest.fixture
def report(desk: Desk, made: Made) -> str:
    income.add_instalment(desk, made.award, 490000, received_on=START)
    return reports.start_report(desk, made.award, "final", START, END, TODAY)


def shown(qtbot: QtBot, context: Context, award: str, width: int = 1000) -> ReportTab:
    tab = ReportTab(context, award)
    qtbot.addWidget(tab)
    tab.resize(width, 700)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def window(context: Context) -> Any:
    return context.window


def answer(desk: Desk, report: str, question: str) -> Answer | None:
    with desk.read() as session:
        return session.scalars(select(Answer).where(Answer.report_key == report, Answer.question == question)).first()


def states(tab: ReportTab) -> dict[str, str]:
    return {str(tab.steps.item(at).data(STEP)): tab.steps.item(at).text()[:1] for at in range(tab.steps.count())}


def pressed(qtbot: QtBot, tab: ReportTab, text: str) -> QPushButton:
    """The button with this text, once it is seen."""

    def found() -> list[QPushButton]:
        return [one for one in tab.findChildren(QPushButton) if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_with_large_text_the_report_is_scrolled_with_its_page_and_not_in_a_slit(
    qtbot: QtBot, qapp: QApplication, desk: Desk, made: Made, report: str
) -> None:
    with dressed(qapp, Theme(DARK, "dark", 2.0)) as theme:
        tab = shown(qtbot, stand_in(desk, theme), made.award, 900)
        assert tab.findChildren(Scroller) == []
        qtbot.waitUntil(lambda: tab.stack.currentIndex() == 1)
        tab.go_to(SEND)
        qtbot.waitUntil(tab.send.isVisible)
        writing = tab.stack.heightForWidth(900)
        assert writing > tab.send.sizeHint().height()
        tab.show_start()
        assert tab.stack.heightForWidth(900) < writing  # what is not seen asks for no room


def test_without_a_report_it_offers_to_start_the_one_that_is_due(qtbot: QtBot, context: Context, made: Made) -> None:
    tab = shown(qtbot, context, made.award)
    assert tab.stack.currentIndex() == 0
    qtbot.mouseClick(pressed(qtbot, tab, "Start it"), Qt.MouseButton.LeftButton)
    assert tab.stack.currentIndex() == 1
    with context.desk.read() as session:
        (made_report,) = session.scalars(select(Report)).all()
    assert (made_report.kind, made_report.start, made_report.end) == ("final", START, END)


def test_what_is_typed_is_kept_when_the_question_is_left(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    tab.question.editor.setFocus()
    qtbot.keyClicks(tab.question.editor, "Spades and seed.")
    assert answer(desk, report, "spent_on") is None
    tab.go_to("learned")
    kept = answer(desk, report, "spent_on")
    assert kept is not None
    assert kept.text == "Spades and seed."
    qtbot.waitUntil(lambda: states(tab)["spent_on"] == "…")


def test_typing_is_not_disturbed_by_a_change_elsewhere(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    tab.activateWindow()
    tab.question.editor.setFocus()
    qtbot.waitUntil(tab.question.editor.hasFocus)
    qtbot.keyClicks(tab.question.editor, "Half a sent")
    spending.record_payment(
        desk, [Share(made.award, made.tools, 5000)], payee="Shop", amount=5000, incurred_on=dt.date(2026, 5, 1)
    )
    tab.refresh()
    assert tab.question.editor.toPlainText() == "Half a sent"
    assert "50.00" in {label.text() for label in tab.question.blocks.findChildren(type(tab.question.why))}


def test_the_count_says_when_an_answer_is_too_long(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    awards.set_terms(desk, made.award, words_each=10)
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    tab.question.editor.setPlainText("one two three four five six seven eight nine ten eleven")
    assert tab.question.count.text() == "11 of 10 words: 1 word too many"
    assert tab.question.count.objectName() == "error"


def test_an_answer_is_copied_for_a_web_form(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    reports.answer(desk, report, "spent_on", "Spades & <b>seed</b>.")
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    qtbot.mouseClick(tab.question.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Spades & <b>seed</b>."


def test_a_question_is_finished_and_its_state_is_said_aloud(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    reports.answer(desk, report, "spent_on", "Spades.")
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    tab.question.done.click()
    kept = answer(desk, report, "spent_on")
    assert kept is not None
    assert kept.done
    qtbot.waitUntil(lambda: states(tab)["spent_on"] == "✓")
    at = next(at for at in range(tab.steps.count()) if tab.steps.item(at).data(STEP) == "spent_on")
    said = tab.steps.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "What did you spend the money on?, finished"


def test_a_reason_for_a_line_is_typed_beside_it(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("budget")
    fields = {one.accessibleName(): one for one in tab.question.reasons.findChildren(QLineEdit)}
    field = fields["Why “Tools” differs"]
    qtbot.keyClicks(field, "Timber cost more")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    lines = {line.key: line.reason for line in report_figures(desk, report, TODAY).lines}
    assert lines[made.tools] == "Timber cost more"


def test_adding_evidence_leads_to_the_side_of_its_place_that_holds_evidence(
    qtbot: QtBot, context: Context, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("evidence")
    qtbot.mouseClick(pressed(qtbot, tab, "Add evidence"), Qt.MouseButton.LeftButton)
    place, key, side, _ = window(context).went[-1]
    assert (place, key) == ("impact", None)
    shown_there = EvidencePlace(context)
    qtbot.addWidget(shown_there)
    shown_there.front.tabs.open("outcomes")
    shown_there.turn(key, side)
    assert shown_there.front.cards.isVisibleTo(shown_there)


def test_evidence_is_chosen_by_ticking_and_what_has_no_consent_says_so(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    shown_card = EvidenceCard(kind="quotation", name="A word", text="I stayed.", shows_people=False, made_on=END)
    hidden = EvidenceCard(kind="photograph", name="A face", made_on=END)
    with desk.change("Cards") as session:
        session.add_all((shown_card, hidden))
    for card in (shown_card, hidden):
        plan.serve_awards(desk, card.key, [made.award])
    tab = shown(qtbot, context, made.award)
    tab.go_to("evidence")
    texts = [tab.evidence.list.item(at).text() for at in range(tab.evidence.list.count())]
    assert any("A face" in text and "stays out of documents" in text for text in texts)
    at = next(n for n, text in enumerate(texts) if "A word" in text)
    tab.evidence.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    tab.evidence.list.item(at).setCheckState(Qt.CheckState.Checked)
    with desk.read() as session:
        used = session.scalars(select(ReportCard.card_key).where(ReportCard.report_key == report)).all()
    assert shown_card.key in used


def test_what_is_missing_leads_to_where_it_is_mended(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    awards.set_terms(desk, made.award, receipts="send")
    spending.record_payment(
        desk, [Share(made.award, made.tools, 5000)], payee="Shop", amount=5000, incurred_on=dt.date(2026, 5, 1)
    )
    tab = shown(qtbot, context, made.award)
    tab.go_to(SEND)
    qtbot.mouseClick(pressed(qtbot, tab, "Add receipts"), Qt.MouseButton.LeftButton)
    assert window(context).went[-1] == ("grants", made.award, "spending", {"problem": "no_receipt"})
    qtbot.mouseClick(pressed(qtbot, tab, "Write it"), Qt.MouseButton.LeftButton)
    assert tab.details.isVisible()


def test_the_preview_is_the_real_document(qtbot: QtBot, context: Context, made: Made, report: str) -> None:
    tab = shown(qtbot, context, made.award)
    qtbot.mouseClick(tab.look, Qt.MouseButton.LeftButton)
    (document,) = window(context).previewed
    assert document.id == f"award-{made.award[-8:]}-report-final"
    assert document.make(context.words).title == "Final report: Borough Small Grants"


def test_marking_as_sent_keeps_the_pdf_and_the_figures(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to(SEND)
    figures = tab.figures
    assert figures is not None
    tab.send.keep_sent(figures, {"what": "pack", "sent_on": TODAY, "how": "Portal", "by_whom": "Treasurer", "note": ""})
    with desk.read() as session:
        (sent,) = sent_reports(session, report)
    roles = [file.role for file in sent.files]
    assert roles[0] == "pack"
    assert "figures" in roles
    assert kept_content(desk, sent.files[0]).startswith(b"%PDF")
    assert window(context).said[-1] == "Kept as it was sent."
    tab.refresh()
    tab.go_to(SEND)
    assert pressed(qtbot, tab, "Add the signed declaration ...")
    said = [one.text() for one in tab.send.findChildren(QLabel) if one.isVisibleTo(tab.send)]
    assert said.index("What was sent") < said.index("If you send it again")
    assert tab.send.sent.text() == "Mark a new version as sent ..."
    last = tab.steps.item(tab.steps.count() - 1).text()
    assert last == "✓  Sent on 21 November 2026"


def test_a_signed_declaration_is_put_beside_what_was_sent(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str, tmp_path: Path
) -> None:
    sent = reports.mark_sent(
        desk, report, [reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF")], TODAY, "Post"
    )
    scan = tmp_path / "signed by somebody.pdf"
    scan.write_bytes(b"%PDF signed")
    window(context).files = [scan]
    tab = shown(qtbot, context, made.award)
    tab.go_to(SEND)
    qtbot.mouseClick(pressed(qtbot, tab, "Add the signed declaration ..."), Qt.MouseButton.LeftButton)
    with desk.read() as session:
        (version,) = sent_reports(session, report)
    assert version.key == sent
    assert {file.role: file.name for file in version.files}["declaration"] == "declaration.pdf"


def test_who_put_a_paper_beside_what_was_sent_still_has_the_keyboard_there(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str, tmp_path: Path
) -> None:
    reports.mark_sent(
        desk, report, [reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF")], TODAY, "Post"
    )
    letter = tmp_path / "thanks.pdf"
    letter.write_bytes(b"%PDF thanks")
    window(context).files = [letter]
    around = QWidget()
    qtbot.addWidget(around)
    beside = QVBoxLayout(around)
    beside.addWidget(QPushButton("Home"))
    tab = ReportTab(context, made.award)
    beside.addWidget(tab)
    around.resize(1000, 700)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    tab.go_to(SEND)
    first = pressed(qtbot, tab, "Add the funder's reply ...")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    pressed(qtbot, tab, "Take away")

    def there() -> bool:
        now = around.focusWidget()
        return isinstance(now, QPushButton) and now is not first and now.text() == "Add the funder's reply ..."

    qtbot.waitUntil(there)


def test_a_file_that_cannot_be_read_is_said(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str, tmp_path: Path
) -> None:
    reports.mark_sent(
        desk, report, [reports.NewFile("report", "report.pdf", "application/pdf", b"%PDF")], TODAY, "Post"
    )
    window(context).files = [tmp_path / "gone.pdf"]
    tab = shown(qtbot, context, made.award)
    tab.go_to(SEND)
    qtbot.mouseClick(pressed(qtbot, tab, "Add the funder's reply ..."), Qt.MouseButton.LeftButton)
    assert window(context).troubles[0].startswith("“gone.pdf” could not be read")


def test_the_report_is_written_by_keyboard_alone(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    tab.activateWindow()
    tab.steps.setFocus()
    qtbot.waitUntil(tab.steps.hasFocus)
    qtbot.keyClick(tab.steps, Qt.Key.Key_Tab)
    reached = QApplication.focusWidget()
    for _ in range(12):
        if reached is tab.question.editor:
            break
        qtbot.keyClick(reached, Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
    assert reached is tab.question.editor
    qtbot.keyClicks(reached, "Spades.")
    qtbot.keyClick(reached, Qt.Key.Key_Tab)
    kept = answer(desk, report, "spent_on")
    assert kept is not None
    assert kept.text == "Spades."


def test_the_fields_of_the_report_itself_are_kept_and_troubles_stand_beside_them(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to(DETAILS)
    quote, end = tab.details.form.rows["quote"], tab.details.form.rows["end"]
    quote.set("It began with tomatoes.")
    end.input.setText("1 May 2020")  # type: ignore[attr-defined]
    tab.details.keep()
    assert not end.error.isHidden()
    end.input.setText("31 October 2026")  # type: ignore[attr-defined]
    tab.details.keep()
    assert report_figures(desk, report, TODAY).quote == "It began with tomatoes."


@pytest.mark.parametrize("width", [420, 1000])
def test_it_fits_a_narrow_window_and_twice_the_text_size(
    qtbot: QtBot, desk: Desk, made: Made, report: str, width: int
) -> None:
    context = stand_in(desk, Theme(DARK, "dark", 2.0 if width > 500 else 1.0))
    tab = shown(qtbot, context, made.award, width)
    tab.go_to("spent_on")
    assert isinstance(tab.steps, QListWidget)
    assert tab.minimumSizeHint().width() <= width


def test_every_control_has_a_name(qtbot: QtBot, context: Context, made: Made, report: str) -> None:
    tab = shown(qtbot, context, made.award)
    tab.go_to("spent_on")
    for one in (*tab.findChildren(QPushButton), tab.question.editor, tab.choice, tab.steps, tab.evidence.list):
        assert one.accessibleName(), one


def test_a_question_that_is_left_out_shows_why_and_can_be_asked_again(
    qtbot: QtBot, context: Context, desk: Desk, made: Made, report: str
) -> None:
    reports.leave_out(desk, report, "learned", "We told them by telephone")
    tab = shown(qtbot, context, made.award)
    tab.go_to("learned")
    qtbot.waitUntil(tab.question.out.isVisible)
    assert tab.question.out.text() == "Left out: We told them by telephone"
    qtbot.mouseClick(tab.question.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(tab.question.editor.isVisible)
