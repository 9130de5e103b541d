"""Money that is left after the last day: the funder is asked in words that are ready, and their answer is noted."""

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.grants.actions import awards, income
from communitydesk.grants.figures.award import award_overview
from communitydesk.grants.ui.left_over import LeftOver
from communitydesk.grants.ui.mend import mend
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import FormSheet
from tests.grants.conftest import TODAY, Made, make_award
from tests.grants.ui.test_award_pages import Answer, press, shown, texts
from tests.widgets.standin import StandInWindow


def ask(desk: Desk, context: Context, made: Made) -> None:
    """Press what Home and the award offer for money that is left."""
    income.add_instalment(desk, made.award, 490000, received_on=TODAY)
    figures = award_overview(desk, made.award, TODAY)
    (problem,) = [one for one in figures.problems if one.kind == "money_left"]
    mend(context, QWidget(), figures, problem)


def test_the_words_to_ask_with_are_ready_to_be_copied(
    qtbot: QtBot, desk: Desk, context: Context, made: Made, answer: Answer
) -> None:
    awards.amend_award(desk, made.award, reference="BSG/12")
    said: list[str] = []

    def copy(sheet: Any) -> None:
        assert isinstance(sheet, LeftOver)
        sheet.copy.click()
        said.extend([QApplication.clipboard().text(), sheet.copied.text()])
        sheet.reject()

    answer(copy)
    ask(desk, context, made)
    assert said[0].startswith(
        "Dear Sir or Madam,\n\n“Borough Small Grants”, your grant of £4,900.00, your reference BSG/12"
    )
    assert "£0.00 is spent or promised, and £4,900.00 is left." in said[0]
    assert said[1] == "Copied. Paste it into an e-mail or a letter."
    assert award_overview(desk, made.award, TODAY).changes == ()


def test_what_the_funder_answers_is_noted_as_a_change_agreed(
    qtbot: QtBot, desk: Desk, context: Context, made: Made, answer: Answer
) -> None:
    def note(sheet: Any) -> None:
        assert isinstance(sheet, FormSheet)
        assert sheet.form.rows["what"].text().startswith("What is left, £4,900.00")
        sheet.form.rows["agreed_by"].input.setText("A. Officer")  # type: ignore[attr-defined]
        sheet.save()

    answer(lambda sheet: sheet.main.click())
    answer(note)
    ask(desk, context, made)
    (change,) = award_overview(desk, made.award, TODAY).changes
    assert (change.what, change.agreed_by) == ("What is left, £4,900.00:", "A. Officer")


def test_what_is_asked_beyond_the_usual_stands_with_the_terms_and_leads_to_the_letter(
    qtbot: QtBot, desk: Desk, context: Context, window: StandInWindow
) -> None:
    key = make_award(desk, "Planters", 30000, lines=())
    awards.set_terms(desk, key, receipts="send", numbers=True, budget=True, outcomes=4, learning=True, accounts=True)
    for side in ("terms", "report"):
        page = shown(qtbot, context, key, side)
        qtbot.waitUntil(lambda page=page: "Asked beyond what is usual for £300.00" in texts(page))  # type: ignore[misc]
        press(page, "Letter to the funder")
        assert window.previewed[-1].id == f"award-{key[-8:]}-letter"
