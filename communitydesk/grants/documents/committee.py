"""Pages for the committee and for the table: every award on one page, one award on one page, a blank declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communitydesk.desk.words import Words
from communitydesk.grants.documents import common as c
from communitydesk.grants.documents import money, report
from communitydesk.grants.figures.paper_parts import CommitteeFigures, CommitteeRow
from communitydesk.grants.figures.report_data import harmless, pounds, table
from communitydesk.grants.figures.report_parts import ReportFigures
from communitydesk.paper import blocks as b


def committee_story(figures: CommitteeFigures, words: Words) -> b.Story:
    """Return one page for the committee: every award, received, spent, free to spend, due; then what is wrong."""
    title = words("Our grants")
    return b.Story(
        title=title,
        blocks=tuple(_committee(figures, words)),
        page_words=c.page_words(words),
        made_on=figures.as_at,
        language=words.tag,
        author=figures.group,
        foot=c.foot(figures.group, words("grants, {day}", day=figures.as_at)),
        data=(b.DataFile("grants.csv", "text/csv", _csv(figures, words), words("The table of this page")),),
    )


def _committee(figures: CommitteeFigures, words: Words) -> Iterator[b.Block]:
    rows = figures.rows
    kicker = words("For the committee, {day}", day=figures.as_at)
    wrong = [(row, [words.say(text) for text in row.wrong]) for row in rows if row.wrong]
    lead = ""
    if rows:
        many = sum(len(said) for _, said in wrong)
        lead = words.plural("{n} thing is to be put right.", "{n} things are to be put right.", many) if many else words(
            "Nothing is to be put right."
        )  # fmt: skip
    yield b.Cover(words("Our grants"), kicker, (figures.group,) if figures.group else (), lead)
    if not rows:
        yield b.Paragraph(words("No grant is running."))
        return
    late = sum(row.late for row in rows)
    yield b.KeyFigures(
        (
            b.KeyFigure(words.number(len(rows)), words.plural("grant running", "grants running", len(rows))),
            b.KeyFigure(words.money(sum(row.awarded for row in rows)), words("awarded")),
            b.KeyFigure(words.number(late), words.plural("report late", "reports late", late)),
        )
    )
    yield _table(rows, words)
    free = [words("Free is what came, less what is spent and what is promised.")]
    if any(row.free < 0 for row in rows):
        free.append(words("A minus is our own money, laid out or promised beyond what came."))
    yield b.Paragraph(c.listed(free), "small")
    if wrong:
        yield b.Heading(words("To put right"))
        yield b.Bullets(tuple((b.Strong(row.name), ": " + c.listed(said)) for row, said in wrong))


def _table(rows: Sequence[CommitteeRow], words: Words) -> b.Table:
    columns = (
        b.Column(words("Grant"), header=True, share=2.6),
        c.money_column(words, words("Awarded")),
        c.money_column(words, words("Received")),
        c.money_column(words, words("Spent")),
        c.money_column(words, words("Free")),
        b.Column(words("Next report"), share=1.9),
    )
    made: list[b.Row] = []
    for row in rows:
        due = words.say(row.due) if row.due else words("none due")
        name = f"{row.name}\n{row.funder}" if row.funder else row.name
        amounts = (row.awarded, row.received, row.spent, row.free)
        made.append((name, *map(words.amount, amounts), due))
    total = c.strong(
        words("Total"),
        words.amount(sum(row.awarded for row in rows)),
        words.amount(sum(row.received for row in rows)),
        words.amount(sum(row.spent for row in rows)),
        words.amount(sum(row.free for row in rows)),
        "",
    )
    return b.Table(columns, tuple(made), (total,) if len(rows) > 1 else (), small=True,
                   summary=words("Each grant with what came, what is spent, what is free to spend and what is due."))  # fmt: skip


def _csv(figures: CommitteeFigures, words: Words) -> bytes:
    headings = [words("Grant"), words("Funder"), words("Awarded"), words("Received"), words("Spent"), words("Promised"),
                words("Free to spend"), words("Spend by")]  # fmt: skip
    rows = [
        [
            harmless(row.name),
            harmless(row.funder),
            *(pounds(value) for value in (row.awarded, row.received, row.spent, row.committed, row.free)),
            row.spend_by.isoformat(),
        ]
        for row in figures.rows
    ]
    return table(headings, rows)


# -- one award -----------------------------------------------------------------------------


def summary_story(figures: ReportFigures, words: Words) -> b.Story:
    """Return an award on a page: what was offered, what came, what is spent by line, what is promised in numbers."""
    title = words("Award summary")
    return c.told(figures, words, title, _summary(figures, words))


def _summary(figures: ReportFigures, words: Words) -> Iterator[b.Block]:
    at = words("Award summary, {day}", day=figures.as_at)
    yield c.head(figures, words, kicker=at)
    funds = figures.money
    yield b.KeyFigures(
        (
            b.KeyFigure(words.money(funds.received.value), words("received of {amount}", amount=words.money(figures.awarded))),
            b.KeyFigure(words.money(funds.spent.value), words("spent")),
            *_left(figures, words),
        )
    )  # fmt: skip
    yield b.Facts(c.about_rows(figures, words, short=True))
    if figures.lines:
        yield b.Heading(words("Budget and spending"))
        yield money.budget_table(figures, words)
    yield from _promises(figures, words)


def _left(figures: ReportFigures, words: Words) -> tuple[b.KeyFigure, b.KeyFigure]:
    """What is left and what is free of it; where more was spent than came, how much, and what is promised beyond."""
    funds = figures.money
    if funds.unspent < 0:
        ahead = words("laid out by us, still to come") if funds.to_claim else words("more than we received")
        promised = b.KeyFigure(words.money(funds.committed.value), words("promised, not paid yet"))
        return b.KeyFigure(words.money(-funds.unspent), ahead), promised
    if funds.free < 0:
        short = b.KeyFigure(words.money(-funds.free), words("promised beyond what came"))
        return b.KeyFigure(words.money(funds.unspent), words("unspent")), short
    return (
        b.KeyFigure(words.money(funds.unspent), words("unspent")),
        b.KeyFigure(words.money(funds.free), words("free to spend")),
    )


def _promises(figures: ReportFigures, words: Words) -> Iterator[b.Block]:
    from communitydesk.grants.documents.achieved import outputs_blocks

    blocks = list(outputs_blocks(figures.outputs, words))
    if blocks:
        yield b.Heading(words("What we said we would do"))
        yield from blocks


def declaration_story(figures: ReportFigures, words: Words) -> b.Story:
    """Return the declaration alone, to be signed by hand and sent beside the report."""
    title = words("Declaration")
    kicker = words("Declaration to {funder}", funder=figures.funder.name)
    rows = (
        (words("Awarded"), c.awarded(figures.award, words)),
        (words("Report"), c.report_name(figures, words)),
        (words("Spent"), words("{amount} by {day}", amount=words.money(figures.money.spent.value), day=figures.as_at)),
    )
    blocks = (c.head(figures, words, kicker=kicker), b.Facts(rows), report.declaration(figures, words))
    return c.told(figures, words, title, blocks)
