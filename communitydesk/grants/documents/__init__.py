"""The papers of a grant, told as stories of blocks: report, schedules, receipts, pack, letter, pages for the committee.

`documents` lists what a file can produce. What is imported for one paper is imported when it is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.grants.documents.volunteers import volunteer_documents
from communitydesk.grants.figures.papers import AwardPapers, ReportPaper, award_papers
from communitydesk.grants.model.awards import REPORT_KINDS
from communitydesk.paper.blocks import Cancelled, Story
from communitydesk.paper.document import Document

Make = Callable[[Words], Story]


def documents(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return every document about grants that the file can produce; each computes its figures when it is made."""
    with desk.read() as session:
        papers = award_papers(session)
    people = tuple(volunteer_documents(desk, today))
    if not papers:
        return people
    committee = Document("grants-committee", Message(N_("Our grants, a page for the committee")),
                         lambda words: tell_committee(desk, today, words), Message(N_("Grants")), "grants")  # fmt: skip
    return (*people, committee, *(document for paper in papers for document in of_award(desk, paper, today)))


def of_award(desk: Desk, papers: AwardPapers, today: dt.date) -> Iterator[Document]:
    """Yield the documents about one award, the reports first."""
    prefix, group = f"award-{papers.key[-8:]}", Message(N_("Grant: {award}"), {"award": papers.name})

    def one(name: str, title: Message, make: Make, key: str = "") -> Document:
        return Document(f"{prefix}-{name}", title, make, group, "grants", key or papers.key)

    for paper in papers.reports:
        yield from _of_report(desk, papers.name, paper, today, one)
    yield one(
        "summary",
        _title(N_("Award summary: {award}"), papers),
        lambda words: tell_summary(desk, papers.key, today, words),
    )
    if papers.payments:
        title = _title(N_("Schedule of spending: {award}"), papers)
        yield one("spending", title, lambda words: tell_schedule(desk, papers.key, today, words))
    if papers.claims:
        title = _title(N_("Schedule of volunteer time: {award}"), papers)
        yield one("volunteer-time", title, lambda words: tell_time(desk, papers.key, today, words))
    if papers.letter:
        title = _title(N_("Letter about the report: {award}"), papers)
        yield one("letter", title, lambda words: tell_letter(desk, papers.key, today, words))


def _of_report(
    desk: Desk, award: str, paper: ReportPaper, today: dt.date, one: Callable[..., Document]
) -> Iterator[Document]:
    kind, name = Message(REPORT_KINDS[paper.kind]), f"{paper.kind}{paper.suffix}"
    values = {"report": kind, "award": award, "day": paper.end}
    yield one(f"report-{name}", Message(N_("{report} to {day}: {award}"), values),
              lambda words: tell_report(desk, paper.key, today, words))  # fmt: skip
    yield one(f"pack-{name}", Message(N_("{report} to {day} with schedules and receipts: {award}"), values),
              lambda words: tell_pack(desk, paper.key, today, words))  # fmt: skip
    yield one(f"declaration-{name}", Message(N_("Declaration for the {report} to {day}: {award}"), values),
              lambda words: tell_declaration(desk, paper.key, today, words))  # fmt: skip


def _title(text: str, papers: AwardPapers) -> Message:
    return message(text, award=papers.name)


def tell_report(desk: Desk, report_key: str, today: dt.date, words: Words) -> Story:
    """Tell a report."""
    from communitydesk.grants.documents.report import report_story
    from communitydesk.grants.figures.report import report_figures

    return report_story(report_figures(desk, report_key, today), words, desk.content)


def tell_pack(desk: Desk, report_key: str, today: dt.date, words: Words, cancelled: Cancelled | None = None) -> Story:
    """Tell a report with its schedules and every receipt, blacked out where that was asked."""
    from communitydesk.grants.documents.receipts import receipt_blocks
    from communitydesk.grants.documents.report import pack_story
    from communitydesk.grants.figures.report import report_figures

    figures = report_figures(desk, report_key, today)
    return pack_story(figures, words, desk.content, receipt_blocks(figures, words, desk.content, cancelled))


def tell_declaration(desk: Desk, report_key: str, today: dt.date, words: Words) -> Story:
    """Tell a report's declaration alone, to be signed by hand."""
    from communitydesk.grants.documents.committee import declaration_story
    from communitydesk.grants.figures.report import report_figures

    return declaration_story(report_figures(desk, report_key, today), words)


def tell_summary(desk: Desk, award_key: str, today: dt.date, words: Words) -> Story:
    """Tell an award on a page."""
    from communitydesk.grants.documents.committee import summary_story
    from communitydesk.grants.figures.papers import summary_figures

    return summary_story(summary_figures(desk, award_key, today), words)


def tell_schedule(desk: Desk, award_key: str, today: dt.date, words: Words) -> Story:
    """Tell an award's payments."""
    from communitydesk.grants.documents.schedule import schedule_story
    from communitydesk.grants.figures.papers import summary_figures

    return schedule_story(summary_figures(desk, award_key, today), words)


def tell_time(desk: Desk, award_key: str, today: dt.date, words: Words) -> Story:
    """Tell the volunteer time that is claimed for an award."""
    from communitydesk.grants.documents.schedule import time_story
    from communitydesk.grants.figures.papers import summary_figures

    return time_story(summary_figures(desk, award_key, today), words)


def tell_letter(desk: Desk, award_key: str, today: dt.date, words: Words) -> Story:
    """Tell the letter to a funder who asks much more than the size suggests."""
    from communitydesk.grants.documents.letter import letter_story
    from communitydesk.grants.figures.papers import letter_figures

    return letter_story(letter_figures(desk, award_key, today), words)


def tell_committee(desk: Desk, today: dt.date, words: Words) -> Story:
    """Tell the committee every award on one page."""
    from communitydesk.grants.documents.committee import committee_story
    from communitydesk.grants.figures.papers import committee_figures

    return committee_story(committee_figures(desk, today), words)
