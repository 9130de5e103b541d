"""The structure of documents: what a screen reader is told, and that nothing of the story is missing."""

from __future__ import annotations

import re

import pdfua
import pytest

from communitydesk.paper import LARGE_PRINT, STANDARD, Edition, write_pdf
from communitydesk.paper import blocks as b
from tests.paper.expected import said
from tests.paper.reader import Node, Reading, words
from tests.paper.samples import BUDGET, CHART, NAMES, everything, letter, photograph, schedule, sign_in, story

STORIES = {"everything": everything, "letter": letter, "sign_in": sign_in}


@pytest.mark.parametrize("edition", [STANDARD, LARGE_PRINT], ids=lambda e: e.name)
@pytest.mark.parametrize("name", STORIES)
def test_every_mark_resolves_and_every_letter_is_embedded(name: str, edition: Edition) -> None:
    assert Reading(write_pdf(STORIES[name](), edition=edition)).faults == []


@pytest.mark.parametrize("edition", [STANDARD, LARGE_PRINT], ids=lambda e: e.name)
@pytest.mark.parametrize("name", STORIES)
def test_the_tree_says_the_story_in_order(name: str, edition: Edition) -> None:
    told = STORIES[name]()
    blocks = [block for block in told.blocks if not isinstance(block, b.Contents | b.Chart)]
    plain = b.Story(**{**_fields(told), "blocks": tuple(blocks)})
    heard = words(Reading(write_pdf(plain, edition=edition)).text())
    told_words = words(" ".join(word for block in blocks for word in said(block)))
    assert heard.replace("· ", "") == told_words.replace("· ", "")


def _fields(told: b.Story) -> dict[str, object]:
    return {name: getattr(told, name) for name in b.Story.__slots__}


@pytest.mark.parametrize("name", STORIES)
def test_the_machine_check_finds_nothing(name: str, tmp_path) -> None:
    path = tmp_path / "story.pdf"
    path.write_bytes(write_pdf(STORIES[name]()))
    report = pdfua.validate(path)
    assert list(report.findings) == []


def test_headings_go_down_one_level_at_a_time_below_the_title() -> None:
    told = story(b.Cover("Title"), b.Heading("One"), b.Heading("Deep", 3), b.Heading("Two"), b.Heading("Under", 2))
    tree = Reading(write_pdf(told)).tree
    assert [node.role for node in tree.find("H1", "H2", "H3", "H4")] == ["H1", "H2", "H3", "H2", "H3"]


def test_a_letter_without_a_cover_starts_at_the_first_level() -> None:
    assert [node.role for node in Reading(write_pdf(letter())).tree.find("H1", "H2")] == ["H1"]


def test_a_table_names_its_columns_and_its_rows() -> None:
    reading = Reading(write_pdf(story(BUDGET)))
    heads = [(reading.text(node), str(node.attribute("Scope"))) for node in reading.tree.find("TH")]
    assert heads[:5] == [(column.heading, "/Column") for column in BUDGET.columns]
    assert heads[5:] == [(str(row[0]), "/Row") for row in (*BUDGET.rows, *BUDGET.totals)]
    assert str(reading.tree.find("Table")[0].attribute("Summary")) == BUDGET.summary


def test_heads_are_repeated_on_each_page_as_decoration_and_told_once() -> None:
    reading = Reading(write_pdf(story(schedule(90))))
    assert len(reading.pieces) > 2
    assert len([node for node in reading.tree.find("TH") if reading.text(node) == "Amount £"]) == 1
    shown = [words(text) for text in reading.artifacts]
    assert shown.count("Amount £") == len(reading.pieces) - 1
    assert reading.faults == []


def test_a_band_spans_its_table_and_is_no_second_head_of_the_columns() -> None:
    reading = Reading(write_pdf(story(schedule(5))))
    band = next(node for node in reading.tree.find("TH") if reading.text(node) == "Month 1")
    assert int(band.attribute("ColSpan")) == 5
    body = reading.tree.find("TBody")[0]
    assert all(row.find("TD") for row in body.find("TR"))
    assert reading.faults == []


def test_a_row_longer_than_a_page_goes_on_over_the_break() -> None:
    table = b.Table((b.Column("A", header=True), b.Column("B")), (("x", "many words here " * 900), ("y", "end")))
    reading = Reading(write_pdf(story(table)))
    assert reading.faults == []
    assert len(reading.pieces) > 2
    assert words(reading.text()) == words("A B x " + "many words here " * 900 + "y end")


def test_lists_have_labels_and_bodies() -> None:
    reading = Reading(write_pdf(story(b.Bullets(("one", "two"), ordered=True))))
    (made,) = reading.tree.find("L")
    assert str(made.attribute("ListNumbering")) == "/Decimal"
    assert [words(reading.text(node)) for node in made.find("Lbl")] == ["1.", "2."]
    assert [words(reading.text(node)) for node in made.find("LBody")] == ["one", "two"]


def test_addresses_are_links_that_lead_to_what_they_say() -> None:
    told = story(
        b.Paragraph(("See https://example.org/a?b=1, or ask ", b.Link("the council", "https://council.example")))
    )
    reading = Reading(write_pdf(told))
    assert [words(reading.text(node)) for node in reading.tree.find("Link")] == [
        "https://example.org/a?b=1",
        "the council",
    ]
    areas = reading.pdf.pages[0].Annots
    assert [str(area.A.URI) for area in areas] == ["https://example.org/a?b=1", "https://council.example"]
    assert reading.faults == []


def test_a_link_over_two_lines_has_an_area_on_each() -> None:
    told = story(b.Paragraph((b.Link("many words that lead somewhere " * 4, "https://example.org"),)))
    reading = Reading(write_pdf(told))
    assert len(reading.tree.find("Link")) == 1
    assert len(reading.pdf.pages[0].Annots) == 2


def test_only_addresses_that_are_safe_become_links() -> None:
    told = story(b.Paragraph(("Try ", b.Link("this", "javascript:alert(1)"), b.Link(" or this", "file:///etc/passwd"))))
    reading = Reading(write_pdf(told))
    assert reading.tree.find("Link") == []
    assert words(reading.text()) == "Try this or this"


def test_pictures_have_alternative_text_and_a_place() -> None:
    told = story(b.Photograph(photograph(300, 200), "Six people lift a bed", "April"), CHART)
    reading = Reading(write_pdf(told))
    figures = reading.tree.find("Figure")
    assert str(figures[0].entries.Alt) == "Six people lift a bed"
    assert str(figures[1].entries.Alt).startswith(CHART.sentence)
    assert "Saturday growing: People 63, Promised 50" in str(figures[1].entries.Alt)
    assert all(len(figure.attribute("BBox")) == 4 for figure in figures)


def test_a_photograph_that_waits_for_a_page_is_heard_where_it_was_told() -> None:
    before, after = b.Paragraph("Before it. " * 230), b.Paragraph("After it. " * 40)
    told = story(before, b.Photograph(photograph(800, 800), "Alt", "Caption of it"), after)
    reading = Reading(write_pdf(told))
    assert words(reading.text()).index("Caption of it") < words(reading.text()).index("After it.")
    assert reading.faults == []


def test_people_who_sign_side_by_side_are_drawn_in_the_order_in_which_they_are_heard() -> None:
    person = tuple(b.FormLine(label, "x") for label in ("Name", "Role", "Signature", "Date"))
    reading = Reading(write_pdf(story(b.Declaration("We declare.", (person, person)))))
    heard = _marks(reading.tree)
    assert len(heard) > 8
    assert heard == sorted(heard)
    assert reading.faults == []


def _marks(node: Node) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            found += _marks(kid)
        elif isinstance(kid, tuple):
            found.append(kid)
    return found


def test_names_from_the_right_are_heard_as_typed_in_their_own_element() -> None:
    reading = Reading(write_pdf(story(b.Paragraph(f"Paid to \u2068{NAMES['ur']}\u2069 (12.50) today."))))
    (span,) = reading.tree.find("Span")
    assert str(span.entries.ActualText) == NAMES["ur"]
    assert words(reading.text()) == f"Paid to {NAMES['ur']} (12.50) today."


def test_words_in_another_language_say_so() -> None:
    told = story(b.Paragraph("Diolch yn fawr", language="cy"), b.Quotation("Croeso", "Siân", language="cy"))
    reading = Reading(write_pdf(told))
    assert [str(node.entries.Lang) for node in reading.tree.find("P", "BlockQuote") if "/Lang" in node.entries] == [
        "cy",
        "cy",
    ]


def test_the_contents_lead_to_the_pages_that_they_name() -> None:
    blocks = [b.Cover("Title"), b.Contents("In this report", 2)]
    for number in range(1, 6):
        blocks += [b.Heading(f"Part {number}"), b.Paragraph("Words. " * 400), b.Heading("Under", 2), b.Paragraph("x")]
    reading = Reading(write_pdf(story(*blocks)))
    items = [words(reading.text(node)) for node in reading.tree.find("TOCI")]
    pages = [int(re.findall(r"\d+$", item)[0]) for item in items]
    targets = [reading.pages[area.Dest[0].objgen] + 1 for area in reading.pdf.pages[0].Annots]
    assert len(items) == 10
    assert pages == targets
    assert pages == sorted(pages)
    assert reading.faults == []


def test_headings_are_bookmarks() -> None:
    reading = Reading(write_pdf(everything()))
    with reading.pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "1 What we did with the money", "2 What was achieved", "3 What we learned", "4 Schedule of spending",
        ]  # fmt: skip
        assert [item.title for item in outline.root[1].children] == ["Who took part"]


def test_the_foot_is_decoration_and_counts_the_pages() -> None:
    reading = Reading(write_pdf(everything()))
    count = len(reading.pieces)
    shown = [words(text) for text in reading.artifacts]
    assert [f"Page {n} of {count}" for n in range(1, count + 1)] == [text for text in shown if text.startswith("Page ")]
    assert "Page 1 of" not in reading.text()
