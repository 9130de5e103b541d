"""Stories at the edges: empty, one-sided, far too long. All of them are set, whole and without a fault."""

from __future__ import annotations

import pypdfium2
import pytest

from communitydesk.paper import LARGE_PRINT, STANDARD, chart_svg, write_pdf
from communitydesk.paper import blocks as b
from communitydesk.paper.charts import Type, drawing
from tests.paper.reader import Reading, words
from tests.paper.samples import photograph, story

LONG = "Many words that go on and on "
EMPTY = {
    "no figures": b.KeyFigures(()),
    "no bullets": b.Bullets(()),
    "an empty bullet": b.Bullets(("", "x")),
    "no items": b.Checklist((), "done", "to do"),
    "no facts": b.Facts(()),
    "an empty fact": b.Facts((("", ""),)),
    "no photographs": b.Photographs(()),
    "no lines": b.FormLines(((), (b.FormLine(""),))),
    "nobody signs": b.Declaration("We declare.", ()),
    "nothing to sign": b.Declaration("", ((),)),
    "nobody writes": b.Letterhead((), (), ""),
    "no closing": b.Closing("", ()),
    "nothing together": b.Together(()),
    "nothing said": b.Quotation("", ""),
    "no notice": b.Notice(""),
    "no heading": b.Heading(""),
    "no cover": b.Cover(""),
    "no values": b.Chart("Nothing yet.", (), ()),
    "only unknown values": b.Chart("Nothing yet.", ("a", "b"), (b.Series("x", (None, None), ("", "")),), "columns"),
    "too few values": b.Chart("Some.", ("a", "b"), (b.Series("x", (1.0,), ("1",)),)),
    "values below nothing": b.Chart("Less.", ("a",), (b.Series("x", (-4.0,), ("−4",)),)),
    "no rows": b.Table((b.Column("A"), b.Column("B")), ()),
    "no columns": b.Table((), ()),
    "rows too short and too long": b.Table(
        (b.Column("A"), b.Column("B")), (("1",), ("1", "2", "3"), (b.Cell("x", span=9),))
    ),
    "only totals": b.Table((b.Column("A"),), (), totals=(("1",),)),
    "no blank rows": b.BlankTable((b.Column("A"),), 0),
    "contents of nothing": b.Contents("Contents"),
    "only breaks": b.PageBreak(),
}


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize("name", EMPTY)
def test_empty_things_are_set_without_a_fault(name: str, landscape: bool) -> None:
    for told in (
        story(EMPTY[name], landscape=landscape),
        story(b.Paragraph("Before."), EMPTY[name], b.Paragraph("After.")),
    ):
        assert Reading(write_pdf(told)).faults == []


FULL = {
    "title": b.Cover(LONG * 20, LONG * 5, (LONG * 3,) * 4, LONG * 60),
    "figures": b.KeyFigures(tuple(b.KeyFigure("£1,234,567,890.00", LONG * 3) for _ in range(11))),
    "heading": b.Heading(LONG * 10, 2, "12.3"),
    "bullets": b.Bullets(tuple(LONG * 30 for _ in range(30)), ordered=True),
    "facts": b.Facts(((LONG * 4, LONG * 80), ("x" * 90, "y" * 300))),
    "quotation": b.Quotation((LONG * 40 + "\n\n") * 6, LONG * 10),
    "notice": b.Notice((LONG * 40 + "\n\n") * 6, "late", LONG * 4),
    "many columns": b.Table(
        tuple(b.Column(f"Column {n} of many", "decimal") for n in range(18)), (("1,234.50",) * 18,) * 3
    ),
    "wide shares": b.Table(tuple(b.Column("A", share=9.0) for _ in range(3)), ((LONG * 30,) * 3,)),
    "declaration": b.Declaration(LONG * 90, ((b.FormLine(LONG, LONG * 9),) * 4,) * 5),
    "form": b.FormLines(((b.FormLine(LONG, LONG * 3), b.FormLine("b", share=0)),) * 40),
    "blank": b.BlankTable((b.Column("Name", share=3), b.Column("In")), 70),
    "bars": b.Chart(LONG, tuple(f"{LONG} {n}" for n in range(90)), (b.Series("x", (5.0,) * 90, ("5",) * 90),)),
    "letter": b.Letterhead((LONG * 2,) * 9, (LONG * 2,) * 9, "today", LONG * 3),
    "together": b.Together((b.Paragraph(LONG * 400), b.Photograph(photograph(300, 900), "alt", LONG * 20))),
    "tall": b.Photograph(photograph(60, 4000), "A till roll", LONG),
    "wide": b.Photograph(photograph(4000, 40), "A panorama", LONG),
    "caption": b.PageImage(photograph(300, 400), "alt", LONG * 60, own_page=True),
}


@pytest.mark.parametrize("edition", [STANDARD, LARGE_PRINT], ids=lambda e: e.name)
@pytest.mark.parametrize("name", FULL)
def test_long_things_are_set_whole_and_on_the_page(name: str, edition) -> None:
    made = write_pdf(story(b.Paragraph("Before."), FULL[name], b.Paragraph("After.")), edition=edition)
    reading = Reading(made)
    assert reading.faults == []
    heard = words(reading.text())
    assert heard.startswith("Before.")
    assert heard.endswith("After.")
    _on_the_page(made)


def _on_the_page(made: bytes) -> None:
    import pypdfium2

    for number, page in enumerate(pypdfium2.PdfDocument(made)):
        for thing in page.get_objects():
            left, bottom, right, top = thing.get_bounds()
            assert left >= 50, number
            assert right <= page.get_width() - 50, number
            assert bottom >= 14, number
            assert top <= page.get_height() - 46, number


def test_a_sheet_leaves_out_empty_rows_rather_than_start_a_page_for_a_few() -> None:
    columns = (b.Column("Name", share=3, header=True), b.Column("In"))
    sheets = {count: write_pdf(story(b.Cover("Sheet"), b.BlankTable(columns, count))) for count in (20, 26, 70)}
    assert [len(Reading(sheet).pieces) for sheet in sheets.values()] == [1, 1, 3]
    assert _rows_to_write_in(sheets[20]) == 20
    assert 20 < _rows_to_write_in(sheets[26]) < 26
    assert _rows_to_write_in(sheets[70]) == 70


def _rows_to_write_in(sheet: bytes) -> int:
    """How many rows a sheet of two columns has: each has one upright rule between them."""
    read = pypdfium2.PdfDocument(sheet)
    bounds = [one.get_bounds() for page in read for one in page.get_objects() if one.type == 2]
    read.close()
    return sum(right - left < 2 < 10 < top - bottom for left, bottom, right, top in bounds)


def test_room_to_write_in_is_not_heard_as_empty_cells() -> None:
    columns = (b.Column("Name", share=3, header=True), b.Column("In"), b.Column("Out"))
    blank = Reading(write_pdf(story(b.BlankTable(columns, 16))))
    assert blank.faults == []
    assert len(blank.tree.find("TR")) == 2
    known = Reading(write_pdf(story(b.BlankTable(columns, 6, (("Ann", "", ""), ("Bo", "", ""))))))
    assert known.faults == []
    assert len(known.tree.find("TR")) == 3
    assert len(known.tree.find("TD")) == 4
    assert "Ann Bo" in words(known.text())


def test_a_band_has_its_amount_in_a_cell_of_its_own_and_a_tiny_table_no_heads_of_rows() -> None:
    columns = (b.Column("No.", "end"), b.Column("What", header=True, share=2), b.Column("£", "decimal"))
    rows: tuple[b.Row, ...] = (b.Band("Tools", "3.50"), *((str(n), f"Thing {n}", "0.50") for n in range(7)))
    read = Reading(write_pdf(story(b.Table(columns, rows))))
    assert read.faults == []
    assert "Tools 3.50 0 Thing 0 0.50" in words(read.text())
    assert len(read.tree.find("TH")) == 3 + 1 + 7
    tiny = Reading(write_pdf(story(b.Table(columns, rows[1:2]))))
    assert tiny.faults == []
    assert len(tiny.tree.find("TH")) == 3


def test_two_pictures_side_by_side_stay_in_the_column() -> None:
    pair = (b.Photograph(photograph(100, 900), "alt", LONG), b.Photograph(photograph(1600, 300), "alt", LONG))
    _on_the_page(write_pdf(story(b.Photographs(pair))))


def test_a_chart_for_the_screen_may_be_empty() -> None:
    for name in ("no values", "only unknown values", "too few values", "values below nothing"):
        assert chart_svg(EMPTY[name], ink="#000", muted="#000", primary="#000").endswith("</svg>")  # type: ignore[arg-type]


def test_a_run_of_pages_has_no_single_line_at_a_page_end_or_start() -> None:
    told = story(*(b.Paragraph(LONG * n) for n in range(3, 60)))
    reading = Reading(write_pdf(told))
    for node in reading.tree.find("P"):
        parts = [kid for kid in node.kids if isinstance(kid, tuple)]
        if len(parts) > 1:
            assert all(len(reading.pieces[page][mark].text) > 90 for page, mark in parts)


def test_a_heading_never_stands_last_on_a_page() -> None:
    blocks: list[b.Block] = []
    for n in range(40):
        blocks += [b.Heading(f"Heading {n}"), b.Paragraph(LONG * (4 + n % 7))]
    reading = Reading(write_pdf(story(*blocks)))
    for pieces in reading.pieces:
        assert pieces[max(pieces)].tag == "P"


def test_a_mark_crosses_bars_at_its_value_and_stays_off_the_words_of_shorter_ones() -> None:
    chart = b.Chart(
        "", ("a", "b", "c"), (b.Series("x", (100.0, 150.0, 60.0), ("1", "2", "3")),), mark=(100.0, "promised")
    )
    plan = drawing(chart, 400, Type(9, lambda text: 5.0 * len(text), lambda text, _: [text]))
    at = plan.bars[0].x + plan.bars[0].width
    marks = [rule for rule in plan.rules if rule.x1 == rule.x2 and abs(rule.x1 - at) < 0.01]
    assert [rule.over for rule in marks].count(True) == 1, "over the one longer bar"
    short = plan.bars[2]
    assert not [one for one in marks if one.y1 < short.y + short.height and one.y2 > short.y]
    assert "promised" in [word.text for word in plan.words]


@pytest.mark.parametrize("value", [0.0, 40.0, 100.0])
def test_a_chart_with_a_mark_reads_back_without_a_fault(value: float) -> None:
    chart = b.Chart("How far.", ("a",), (b.Series("x", (value,), ("1",)),), mark=(100.0, "promised"))
    assert Reading(write_pdf(story(chart))).faults == []
