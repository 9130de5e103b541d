"""The papers themselves, written and read back."""

import dataclasses
import datetime as dt
import io

import pytest
from PIL import Image

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import Message, Words
from communitydesk.grants.actions import reports
from communitydesk.grants.documents import committee, documents, letter, schedule
from communitydesk.grants.documents.receipts import receipt_blocks
from communitydesk.grants.documents.report import _lower, as_lines, pack_story, report_story, told_beside
from communitydesk.grants.figures.paper_parts import CommitteeFigures, CommitteeRow, LetterFigures
from communitydesk.grants.figures.report_parts import Box, FunderFacts, ReportFigures
from communitydesk.grants.model import Award, Terms
from communitydesk.grants.proportion import asks_much_more
from communitydesk.paper import blocks as b
from communitydesk.paper import write_pdf
from tests.grants.conftest import Made, make_award
from tests.grants.report_samples import END, PICTURES, START, card, content, sample
from tests.paper.reader import Reading, words

WORDS = Words()
SIZES = (300, 1500, 4900, 9800, 25000)


def texts(story: b.Story) -> str:
    """Every word that a story holds, in order."""
    return " ".join(as_lines(story.blocks))


def headings(story: b.Story) -> list[str]:
    flat: list[b.Block] = []
    for block in story.blocks:
        flat += block.blocks if isinstance(block, b.Together) else (block,)
    return [block.text for block in flat if isinstance(block, b.Heading)]


@pytest.mark.parametrize("pounds", SIZES)
def test_a_report_of_each_size_reads_back_without_a_fault(pounds: int) -> None:
    read = Reading(write_pdf(report_story(sample(pounds), WORDS, content)))
    assert read.faults == []
    said = words(read.text())
    assert "Growing together on the Kingsmead estate" in said
    assert "Reference BSG/26/0417" in said


def test_a_report_on_300_pounds_is_one_page_with_its_photograph() -> None:
    read = Reading(write_pdf(report_story(sample(300), WORDS, content)))
    assert len(read.pages) == 1
    assert len(read.tree.find("Figure")) == 1


@pytest.mark.parametrize("pounds", SIZES)
def test_no_heading_stands_over_nothing(pounds: int) -> None:
    story = report_story(sample(pounds, outcomes=(), cards=(), equipment=(), cash=(), in_kind=()), WORDS, content)
    for before, after in zip(story.blocks, story.blocks[1:], strict=False):
        if isinstance(before, b.Heading) and isinstance(after, b.Heading):
            assert after.level > before.level, f"nothing under {before.text}"
    assert not isinstance(story.blocks[-1], b.Heading)


def test_a_larger_award_is_asked_for_more() -> None:
    lengths = [len(headings(report_story(sample(pounds), WORDS, content))) for pounds in (300, 4900, 25000)]
    assert lengths == sorted(set(lengths))


def test_the_printed_totals_add_the_printed_lines() -> None:
    story = report_story(sample(4900), WORDS, content)
    table = next(block for block in story.blocks if isinstance(block, b.Table))
    spent = [str(row[2]).replace(",", "") for row in table.rows if not isinstance(row, b.Band)]
    total = table.totals[0]
    assert not isinstance(total, b.Band)
    cell = total[2]
    assert isinstance(cell, b.Cell)
    assert f"{sum(float(one) for one in spent):,.2f}" == cell.text == "4,562.10"


def test_the_schedule_shows_each_line_with_its_sum_and_why_a_receipt_is_missing() -> None:
    figures = sample(4900)
    blocks = list(schedule.schedule_body(figures, WORDS))
    table = blocks[0]
    assert isinstance(table, b.Table)
    bands = [(row.text, row.amount) for row in table.rows if isinstance(row, b.Band)]
    assert bands[0] == ("Equipment and materials", "2,418.60")
    assert "No receipt: market stall." in texts(schedule.schedule_story(figures, WORDS))
    assert "Part of £806.20 (by floor space)." in texts(schedule.schedule_story(figures, WORDS))


def test_a_reason_for_leaving_out_is_printed_only_where_it_was_chosen() -> None:
    figures = sample(4900)

    def left_out(shown: bool) -> ReportFigures:
        return dataclasses.replace(
            figures,
            answers=tuple(
                dataclasses.replace(one, left_out=True, reason="We told you by telephone.", print_reason=shown)
                if one.question.id == "next" else one
                for one in figures.answers
            ),
        )  # fmt: skip

    assert "by telephone" not in texts(report_story(left_out(False), WORDS, content))
    shown = texts(report_story(left_out(True), WORDS, content))
    assert "What happens next: left out. We told you by telephone." in shown
    assert "The rota runs to May" not in shown


def test_an_estimate_of_people_is_called_one() -> None:
    figures = sample(4900)
    estimated = dataclasses.replace(figures, people=dataclasses.replace(figures.people, estimated=True))
    said = texts(report_story(estimated, WORDS, content))
    assert "About 112 different people took part; this is an estimate." in said
    assert "counted by name" not in said


def test_an_interim_report_speaks_of_the_rest_and_not_of_the_end() -> None:
    story = report_story(sample(25000, kind="interim"), WORDS, content)
    assert "Our accounts" not in headings(story)
    assert "Interim monitoring report to Borough Small Grants" in story.subject


def test_a_document_may_be_in_another_language_than_the_window() -> None:
    story = report_story(sample(4900), Words("cy_GB"), content)
    assert story.language == "cy-GB"


# -- receipts and the pack -----------------------------------------------------------------


def test_each_receipt_has_its_number_amount_and_page_as_alternative_text() -> None:
    figures = sample(4900)
    pages = [block for block in receipt_blocks(figures, WORDS, content) if isinstance(block, b.PageImage)]
    assert pages[0].alt == "A picture of receipt 1 for £403.10, page 1 of 1."
    assert len(pages) == len(figures.receipts)


def test_what_is_blacked_out_is_gone_from_the_picture_itself() -> None:
    figures = sample(4900)
    box = Box(1, 0.0, 0.4, 1.0, 0.5)
    one = dataclasses.replace(figures.receipts[0], boxes=(box,))
    covered = dataclasses.replace(figures, receipts=(one,))
    (page,) = receipt_blocks(covered, WORDS, content)
    assert isinstance(page, b.PageImage)
    picture = Image.open(io.BytesIO(page.content)).convert("L")
    inside = picture.crop((0, int(picture.height * 0.42), picture.width, int(picture.height * 0.88)))
    assert max(inside.tobytes()) < 12


def test_a_receipt_that_cannot_be_read_is_said_in_its_place() -> None:
    PICTURES["broken"] = b"no picture at all"
    figures = sample(4900)
    broken = dataclasses.replace(figures.receipts[0], sha256="broken")
    blocks = receipt_blocks(dataclasses.replace(figures, receipts=(broken, *figures.receipts[1:3])), WORDS, content)
    assert isinstance(blocks[0], b.Notice)
    assert "Receipt 1 cannot be shown." in str(blocks[0].text)
    assert len(blocks) == 3


def test_a_pack_holds_report_schedules_and_receipts_and_reads_back_without_a_fault() -> None:
    figures = sample(4900)
    story = pack_story(figures, WORDS, content, receipt_blocks(figures, WORDS, content))
    chapters = [block.text for block in story.blocks if isinstance(block, b.Heading) and block.level == 1]
    assert chapters[-4:] == ["Declaration", "Schedule of spending", "Schedule of volunteer time", "Receipts"]
    assert Reading(write_pdf(story)).faults == []


def test_a_pack_is_kept_under_a_size_or_it_says_that_it_cannot_be() -> None:
    figures = sample(4900)
    noise = Image.effect_noise((1600, 2200), 90).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=95)
    PICTURES["noise"] = buffer.getvalue()
    heavy = tuple(dataclasses.replace(row, sha256="noise") for row in figures.receipts[:4])
    story = pack_story(
        figures, WORDS, content, receipt_blocks(dataclasses.replace(figures, receipts=heavy), WORDS, content)
    )
    whole = len(write_pdf(story))
    assert len(write_pdf(story, limit=whole * 3 // 4)) <= whole * 3 // 4
    with pytest.raises(Trouble, match="even with small pictures"):
        write_pdf(story, limit=20_000)


def test_the_figures_travel_inside_the_report() -> None:
    names = [file.name for file in report_story(sample(4900), WORDS, content).data]
    assert names == ["figures.json", "budget.csv", "spending.csv", "volunteer-time.csv", "promises.csv"]


# -- letter, committee, list ---------------------------------------------------------------


def the_letter(kind: str, pledge: str = "") -> b.Story:
    figures = sample(300)
    award = Award(name="x", funder_key="f", amount=30000, starts_on=START, ends_on=END)
    more = asks_much_more(award, Terms(award_key="a", receipts="send", budget=True, outcomes=3, learning=True))
    funder = FunderFacts("The Fund", kind, "A. Officer", "", "", pledge)
    return letter.letter_story(LetterFigures(figures.group, funder, figures.award, more, END), WORDS)


def flat(story: b.Story) -> str:
    blocks = [
        inner for block in story.blocks for inner in (block.blocks if isinstance(block, b.Together) else (block,))
    ]
    return " ".join(as_lines(blocks))


@pytest.mark.parametrize("kind", ["public", "lottery"])
def test_a_letter_to_a_public_funder_cites_the_covenant_with_the_compact_as_its_history(kind: str) -> None:
    said = flat(the_letter(kind, "We promise short forms."))
    assert "Civil Society Covenant of 17 July 2025" in said
    assert "2003 (5.3)" in said
    assert "short forms" not in said


def test_a_letter_to_a_trust_cites_only_its_own_pledge() -> None:
    said = flat(the_letter("trust", "We promise short forms."))
    assert "“We promise short forms.”" in said
    assert "Covenant" not in said
    assert "Compact" not in said


@pytest.mark.parametrize(
    ("kind", "pledge"), [("trust", ""), ("company", "Short forms."), ("person", ""), ("", ""), ("other", "x")]
)
def test_a_letter_to_anybody_else_cites_nothing(kind: str, pledge: str) -> None:
    said = flat(the_letter(kind, pledge))
    assert "Covenant" not in said
    assert "published" not in said
    assert "Would the shorter report do?" in said


def test_a_letter_is_one_page() -> None:
    assert len(Reading(write_pdf(the_letter("public"))).pages) == 1


def test_a_letter_about_everything_a_funder_can_ask_is_one_page_too() -> None:
    figures = sample(300)
    terms = Terms(
        award_key="a", receipts="send", numbers=True, budget=True, outcomes=4, learning=True, risks=True, accounts=True,
        photographs=5, names_wanted=True,
    )  # fmt: skip
    one = Award(name="-", amount=30000, starts_on=END, ends_on=END, funder_key="-")
    more = asks_much_more(one, terms, interims=[END, END])
    funder = FunderFacts("The Borough", "public", "Philippa Orme", "Grants officer", "Civic Offices\nMarket Square\nX")
    story = letter.letter_story(LetterFigures(figures.group, funder, figures.award, more, END), WORDS)
    said = flat(story)
    assert "a copy of every receipt, numbers of sessions, people and hours" in said
    assert said.count("to leave this out") == 1
    assert len(Reading(write_pdf(story)).pages) == 1


def test_the_committees_page_adds_what_it_prints() -> None:
    rows = tuple(CommitteeRow(f"Grant {n}", "Fund", 1000, 900 + n, 500, 100, 300 + n, END) for n in range(3))
    story = committee.committee_story(CommitteeFigures("Group", END, rows), WORDS)
    table = next(block for block in story.blocks if isinstance(block, b.Table))
    total = table.totals[0]
    assert not isinstance(total, b.Band)
    assert [cell.text for cell in total if isinstance(cell, b.Cell)] == ["Total", "30.00", "27.03", "15.00", "9.03", ""]
    assert Reading(write_pdf(story)).faults == []


def test_a_summary_and_a_declaration_are_one_page_each() -> None:
    for story in (committee.summary_story(sample(4900), WORDS), committee.declaration_story(sample(4900), WORDS)):
        read = Reading(write_pdf(story))
        assert (len(read.pages), read.faults) == (1, [])


def test_document_names_are_stable_and_tell_nothing_of_a_person(desk: Desk, made: Made) -> None:
    reports.start_report(desk, made.award, "final", START, END, END)
    reports.start_report(desk, made.award, "final", START, END, END)
    make_award(desk, "Second")
    today = dt.date(2026, 11, 21)
    found = [one.id for one in documents(desk, today)]
    assert found == [one.id for one in documents(desk, today)]
    assert len(found) == len(set(found))
    prefix = f"award-{made.award[-8:]}"
    assert {"grants-committee", f"{prefix}-report-final", f"{prefix}-report-final-2", f"{prefix}-summary"} <= set(found)


def test_every_document_of_a_file_can_be_made(desk: Desk, made: Made) -> None:
    reports.start_report(desk, made.award, "interim", START, END, END)
    for one in documents(desk, dt.date(2026, 11, 21)):
        assert write_pdf(one.make(WORDS)).startswith(b"%PDF"), one.id


def test_what_is_shown_beside_an_answer_is_what_will_be_printed() -> None:
    figures = sample(4900)
    asked = figures.answer("spent_on")
    assert asked is not None
    beside = told_beside(figures, asked, WORDS, content)
    printed = report_story(figures, WORDS, content).blocks
    assert any(isinstance(block, b.Table) for block in beside)
    assert all(block in printed for block in beside)
    assert asked.text not in texts(report_story(figures, WORDS, content)).split(asked.text, 1)[1]


def test_a_first_interim_report_says_its_spending_once() -> None:
    figures = sample(4900)
    lines = tuple(dataclasses.replace(line, in_period=line.spent) for line in figures.lines)
    first = dataclasses.replace(figures, kind="interim", lines=lines)
    assert first.by_period
    said = words(Reading(write_pdf(report_story(first, WORDS, content))).text())
    assert "Awarded £ Spent to date £ Left £" in said
    assert "This period is" not in said
    half = dataclasses.replace(lines[0].spent, value=lines[0].spent.value // 2)
    later = dataclasses.replace(first, lines=(dataclasses.replace(lines[0], in_period=half), *lines[1:]))
    said = words(Reading(write_pdf(report_story(later, WORDS, content))).text())
    assert "Awarded £ Spent this period £ Spent to date £ Left £" in said
    assert "This period is 1 November 2025 to 31 October 2026." in said


def test_a_declaration_stands_under_a_heading_of_its_own() -> None:
    read = Reading(write_pdf(report_story(sample(4900), WORDS, content)))
    assert "Declaration" in [read.text(node) for node in read.tree.find("H3")]


def test_the_chart_of_promises_shows_where_each_was_reached() -> None:
    chart = next(block for block in report_story(sample(9800), WORDS, content).blocks if isinstance(block, b.Chart))
    read = Reading(write_pdf(report_story(sample(9800), WORDS, content)))
    assert chart.mark == (100.0, "promised")
    figure = next(node for node in read.tree.find("Figure") if "of" in str(node.entries.Alt) and read.text(node))
    assert "promised" in read.text(figure)


def test_numbers_among_the_evidence_stand_large_with_their_unit() -> None:
    figures = sample(4900)
    counted = card("kilos", "number", number=214, unit="kilograms weighed", outcomes=())
    story = report_story(dataclasses.replace(figures, cards=(*figures.cards, counted)), WORDS, content)
    assert b.KeyFigures((b.KeyFigure("214", "kilograms weighed"),)) in story.blocks
    assert "214 kilograms weighed" in words(Reading(write_pdf(story)).text())


def test_each_month_of_volunteer_time_has_its_sum_and_each_entry_one_line() -> None:
    figures = sample(9800)
    story = schedule.time_story(figures, WORDS)
    table = [block for block in story.blocks if isinstance(block, b.Table)][-1]
    months = [row for row in table.rows if isinstance(row, b.Band)]
    assert len(months) > 1
    minutes = [int(hours) * 60 + int(rest) for hours, _, rest in (row.amount.partition(":") for row in months)]
    assert sum(minutes) == sum(row.minutes for row in figures.time.rows)
    assert Reading(write_pdf(story)).faults == []


def test_the_committees_page_says_what_a_minus_is_and_each_grants_troubles_together() -> None:
    wrong = (Message("The report is late."), Message("A receipt is missing."))
    rows = (
        CommitteeRow("Hall", "Fund", 250000, 100000, 150000, 5000, -55000, END, wrong=wrong),
        CommitteeRow("Garden", "Fund", 1000, 1000, 500, 0, 500, END),
    )
    read = Reading(write_pdf(committee.committee_story(CommitteeFigures("Group", END, rows), WORDS)))
    said = words(read.text())
    assert "2 things are to be put right." in said
    assert "Hall: The report is late. A receipt is missing." in said
    assert "A minus is our own money" in said
    fine = words(Reading(write_pdf(committee.committee_story(CommitteeFigures("Group", END, rows[1:]), WORDS))).text())
    assert "Nothing is to be put right." in fine
    assert "A minus" not in fine


def test_money_laid_out_before_it_came_is_no_minus_in_the_summary() -> None:
    figures = sample(4900)
    came = dataclasses.replace(figures.money.received, value=figures.money.spent.value - 50000)
    ahead = dataclasses.replace(figures.money, received=came, to_claim=50000)
    story = committee.summary_story(dataclasses.replace(figures, money=ahead), WORDS)
    keys = next(block for block in story.blocks if isinstance(block, b.KeyFigures))
    assert b.KeyFigure("£500.00", "laid out by us, still to come") in keys.figures
    assert not [one.value for one in keys.figures if "−" in one.value]


def test_a_report_that_lists_its_few_payments_says_what_was_spent_beside_them() -> None:
    figures = sample(300)
    assert "Beside these payments" not in texts(report_story(figures, WORDS, content))
    before = dataclasses.replace(figures.money, opening=dataclasses.replace(figures.money.spent, value=11000))
    said = texts(report_story(dataclasses.replace(figures, money=before), WORDS, content))
    assert "Beside these payments, £110.00 was spent before we began to keep our records in this way." in said


def test_a_pack_of_a_few_payments_does_not_leave_its_pages_empty() -> None:
    few = dataclasses.replace(sample(300), payments=sample(300).payments[:2])
    blocks = pack_story(few, WORDS, content, ()).blocks
    assert len([one for one in blocks if isinstance(one, b.PageBreak)]) == 1
    many = pack_story(sample(4900), WORDS, content, ()).blocks
    assert len([one for one in many if isinstance(one, b.PageBreak)]) > 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Growing sessions", "growing sessions"),
        ("Warm Wednesday sessions", "Warm Wednesday sessions"),
        ("ESOL classes", "ESOL classes"),
    ],
)
def test_a_promise_stands_in_a_sentence_without_losing_a_name(typed: str, printed: str) -> None:
    assert _lower(typed) == printed
