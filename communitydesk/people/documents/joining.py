"""Joining and leaving, told without a name: the same figures and charts on paper and on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import Block, Chart, Cover, Heading, KeyFigure, KeyFigures, Paragraph, Series, Story
from communitydesk.paper.data import table_files
from communitydesk.paper.document import Document
from communitydesk.people.figures.diversity import LENGTHS
from communitydesk.people.figures.joining import ComingAndGoing, coming_and_going
from communitydesk.people.model import PARTS, STAGES


def joining_document(desk: Desk, today: dt.date, part: str = "") -> Document:
    """Return the document about joining and leaving, of everybody who helps or of one part of them."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            figures, group = coming_and_going(session, today, part), name_of(session)
        return joining_story(figures, words, group, part)

    title = Message(N_("Joining and leaving"))
    return Document(
        f"joining-and-leaving{'-' + part if part else ''}", title, make, Message(N_("People and hours")), "people"
    )


def joining_story(figures: ComingAndGoing, words: Words, group: str, part: str = "") -> Story:
    """Tell how people come and go."""
    title = words(N_("Joining and leaving"))
    whom = (
        words(PARTS[part])
        if part
        else words(N_("Everybody who helps: volunteers, committee, staff, sessional workers"))
    )
    said = words(N_("As at {day}"), day=figures.today)
    blocks: list[Block] = [Cover(title=title, kicker=group, facts=(whom, said))]
    if figures.present or figures.gone:
        blocks.append(KeyFigures(key_figures(figures, words)))
        told = N_("How many people there are in each stage today: {stages}.")
        stages = ", ".join(f"{words(STAGES[stage]).lower()} {n}" for stage, n in figures.stages if n)
        drawn = charts(figures, words)
        first = int(any(n for _, n in (*figures.joined, *figures.left)))  # the years come first, if there are any
        for heading, chart in drawn[:first]:
            blocks += [Heading(heading), chart]
        blocks += [Heading(words(N_("Stages"))), Paragraph(words(told, stages=stages))]
        for heading, chart in drawn[first:]:
            blocks += [Heading(heading), chart]
    else:
        blocks.append(Paragraph(words(N_("No day on which anybody joined is recorded."))))
    if unknown := _unknown(figures, words):
        blocks.append(Paragraph(unknown, tone="small"))
    return Story(
        title=title, blocks=tuple(blocks), page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=figures.today, language=words.tag, author=group, foot=f"{group} · {title}" if group else title,
        data=table_files("joining-and-leaving", ("what", "which", "people"), _rows(figures), title),
    )  # fmt: skip


def key_figures(figures: ComingAndGoing, words: Words) -> tuple[KeyFigure, ...]:
    """Return how many are here, joined and left this year, and how long those who left had stayed."""
    found = [
        KeyFigure(words.number(figures.present), words.plural("is with you now", "are with you now", figures.present)),
        KeyFigure(words.number(figures.joined[-1][1]), words(N_("joined in {year}"), year=str(figures.joined[-1][0]))),
        KeyFigure(words.number(figures.left[-1][1]), words(N_("left in {year}"), year=str(figures.left[-1][0]))),
    ]
    if figures.median_months is not None:
        found.append(
            KeyFigure(
                length_said(figures.median_months, words), words(N_("is how long half of those who left had stayed"))
            )
        )
    return tuple(found)


def length_said(months: float, words: Words) -> str:
    """Say a length of time given in months: 8 months, 2 years, 2 years 3 months."""
    years, rest = divmod(int(months), 12)
    parts = [words.plural("{n} year", "{n} years", years)] if years else []
    if rest or not years:
        parts.append(words.plural("{n} month", "{n} months", rest))
    return " ".join(parts)


def charts(figures: ComingAndGoing, words: Words) -> list[tuple[str, Chart]]:
    """Return the charts that have something to show, each with its heading."""
    found: list[tuple[str, Chart]] = []
    if any(n for _, n in (*figures.joined, *figures.left)):
        found.append((words(N_("By year")), _years(figures, words)))
    if any(figures.stayed) or any(figures.here):
        found.append((words(N_("How long people stay")), _lengths(figures, words)))
    if figures.sources:
        one, many = (
            N_("The commonest way to us since {year} was: {first} ({n})."),
            N_("Those who joined since {year} and said so came in {kinds} different ways."),
        )
        told = _leading(one, many, figures.sources, figures.first_year, words)
        found.append((words(N_("Where people came from")), _bars(told, figures.sources, words(N_("Joined")), words)))
    if figures.reasons:
        one, many = (
            N_("The commonest reason for leaving since {year} was: {first} ({n})."),
            N_("Those who left since {year} gave {kinds} different reasons."),
        )
        told = _leading(one, many, figures.reasons, figures.first_year, words)
        found.append((words(N_("Why people left")), _bars(told, figures.reasons, words(N_("Left")), words)))
    return found


def _leading(one: str, many: str, rows: Sequence[tuple[str, int]], year: int, words: Words) -> str:
    """Say which answer comes first, or that none does."""
    if len(rows) > 1 and rows[0][1] == rows[1][1]:
        return words(many, year=str(year), kinds=len(rows))
    return words(one, year=str(year), first=words(rows[0][0]), n=rows[0][1])


def _years(figures: ComingAndGoing, words: Words) -> Chart:
    joined, left = sum(n for _, n in figures.joined), sum(n for _, n in figures.left)
    said = words(
        N_("Since {year}, {joined} joined and {left} left."), year=str(figures.first_year), joined=joined, left=left
    )
    labels = tuple(str(year) for year, _ in figures.joined)
    return Chart(said, labels, (_series(words(N_("Joined")), [n for _, n in figures.joined], words),
                                _series(words(N_("Left")), [n for _, n in figures.left], words)), "columns")  # fmt: skip


def _lengths(figures: ComingAndGoing, words: Words) -> Chart:
    longer, known = sum(figures.here[2:]), sum(figures.here)
    said = words(N_("Of {all} who are here and whose first day is known, {n} have been here for a year or more."),
                 all=known, n=longer)  # fmt: skip
    series = (
        _series(words(N_("Here now, so far")), figures.here, words),
        _series(words(N_("Left")), figures.stayed, words),
    )
    return Chart(said, tuple(words(one) for one in LENGTHS), series)


def _bars(said: str, rows: Sequence[tuple[str, int]], name: str, words: Words) -> Chart:
    return Chart(said, tuple(words(one) for one, _ in rows), (_series(name, [n for _, n in rows], words),))


def _series(name: str, values: Sequence[int], words: Words) -> Series:
    return Series(name, tuple(float(n) for n in values), tuple(words.number(n) for n in values))


def _unknown(figures: ComingAndGoing, words: Words) -> str:
    told = [
        (figures.start_unknown, N_("The first day of {n} person is not known."), N_("The first day of {n} people is not known.")),
        (figures.source_unknown, N_("Where {n} person came from is not recorded."), N_("Where {n} people came from is not recorded.")),
        (figures.reason_unknown, N_("Why {n} person left is not recorded."), N_("Why {n} people left is not recorded.")),
    ]  # fmt: skip
    return " ".join(words.plural(one, many, n) for n, one, many in told if n)


def _rows(figures: ComingAndGoing) -> list[tuple[str, str, int]]:
    rows = [("joined", str(year), n) for year, n in figures.joined]
    rows += [("left", str(year), n) for year, n in figures.left]
    rows += [("source", name, n) for name, n in (*figures.sources, ("", figures.source_unknown))]
    rows += [("reason", name, n) for name, n in (*figures.reasons, ("", figures.reason_unknown))]
    rows += [("stayed", name, n) for name, n in zip(LENGTHS, figures.stayed, strict=True)]
    rows += [("here", name, n) for name, n in zip(LENGTHS, figures.here, strict=True)]
    return rows + [("stage", stage, n) for stage, n in figures.stages]
