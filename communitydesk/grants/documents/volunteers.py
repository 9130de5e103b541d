"""A summary of volunteering for a funder: numbers, hours, what they are worth, how long people stay, and who they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words
from communitydesk.grants.documents.common import money_column
from communitydesk.grants.figures.volunteers import Volunteers, last_year, volunteers
from communitydesk.paper.blocks import Block, Column, Cover, Heading, KeyFigure, KeyFigures, Paragraph, Story, Table
from communitydesk.paper.data import table_files
from communitydesk.paper.document import Document
from communitydesk.people.figures.diversity import Counted, age_said


def volunteer_documents(desk: Desk, today: dt.date) -> Iterator[Document]:
    """Yield the summary of this year, and of the last one when hours were given in it."""
    if not (desk.holds("person") or desk.holds("hours")):
        return
    yield volunteers_document(desk, today)
    if before := last_year(desk, today):
        yield volunteers_document(
            desk, today, before, "-last-year", Message(N_("Our volunteers, for a funder: last year"))
        )


def volunteers_document(
    desk: Desk, today: dt.date, period: Period | None = None, suffix: str = "", title: Message | None = None
) -> Document:  # fmt: skip
    """Return the summary of a period (none given: the group's year)."""
    return Document(
        f"volunteers-for-a-funder{suffix}", title or Message(N_("Our volunteers, for a funder")),
        lambda words: volunteers_story(volunteers(desk, today, period), words), Message(N_("People and hours")), "people",
    )  # fmt: skip


def volunteers_story(figures: Volunteers, words: Words) -> Story:
    """Tell what volunteers give and who they are; no name, and no count that could point at somebody."""
    title = words(N_("Our volunteers"))
    facts = [words.period(figures.period.start, figures.period.end)]
    if figures.period.end and figures.today < figures.period.end:
        facts = [words.period(figures.period.start, figures.today), words(N_("the year so far"))]
    blocks: list[Block] = [
        Cover(title=title, kicker=figures.group, facts=tuple(facts), lead=_lead(figures, words)),
        KeyFigures(_keys(figures, words)),
        Heading(words(N_("What the time is worth"))),
        *_worth(figures, words),
        Heading(words(N_("Who our volunteers are"))),
        Paragraph(_who(figures, words)),
        *(block for one in figures.who.counted for block in _counted(one, figures, words)),
    ]
    if figures.who.counted:
        blocks.append(Paragraph(_rule(figures, words), tone="small"))
    return Story(
        title=title, blocks=tuple(blocks), page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=figures.today, language=words.tag, author=figures.group,
        foot=f"{figures.group} · {title}" if figures.group else title,
        data=table_files("volunteers", ("what", "which", "value"), _rows(figures), title),
    )  # fmt: skip


def _lead(figures: Volunteers, words: Words) -> str:
    hours = figures.hours
    if not hours.minutes:
        return ""
    if hours.unnamed:  # how many different people they are is not known
        told = N_("Volunteers gave {hours}, worth {value}.") if figures.pence else N_("Volunteers gave {hours}.")
        return words(told, hours=words.hours(hours.minutes), value=words.money(figures.pence))
    if not figures.pence:
        return words.plural("{n} volunteer gave {hours}.", "{n} volunteers gave {hours}.", hours.volunteers,
                            hours=words.hours(hours.minutes))  # fmt: skip
    return words.plural(
        "{n} volunteer gave {hours}, worth {value}.", "{n} volunteers gave {hours}, worth {value}.", hours.volunteers,
        hours=words.hours(hours.minutes), value=words.money(figures.pence),
    )  # fmt: skip


def _keys(figures: Volunteers, words: Words) -> tuple[KeyFigure, ...]:
    from communitydesk.people.documents.joining import length_said

    found = [
        KeyFigure(
            words.number(figures.who.people),
            words.plural("volunteer is with us now", "volunteers are with us now", figures.who.people),
        ),
        KeyFigure(words.hours(figures.hours.minutes), words(N_("given by volunteers"))),
    ]
    if figures.pence:
        found.append(KeyFigure(words.money(figures.pence), words(N_("what the time is worth"))))
    typical = figures.staying.median_here
    if typical is not None and figures.who.people >= figures.who.few.few:  # of a few it would point at somebody
        found.append(KeyFigure(length_said(typical, words), words(N_("or longer, half of them have been with us"))))
    return tuple(found)


def _worth(figures: Volunteers, words: Words) -> Iterator[Block]:
    columns = (
        Column(words(N_("When")), share=2.4, header=True), Column(words(N_("Hours")), "end", share=1.0),
        Column(words(N_("Rate")), share=1.4), money_column(words, words(N_("Worth"))),
    )  # fmt: skip
    rows = tuple(
        (
            words.period(line.start, line.end),
            words.hours(line.minutes),
            words.say(line.rate.said),
            words.amount(line.pence),
        )
        for line in figures.worth
    )
    total = words.hours(sum(line.minutes for line in figures.worth))
    yield Table(
        columns, rows, totals=((words(N_("Total")), total, "", words.amount(figures.pence)),) if rows else (),
        summary=words(N_("What the time is worth")), empty=words(N_("No hours are recorded in this time.")),
    )  # fmt: skip
    if rows:
        sources = dict.fromkeys(line.rate.source for line in figures.worth)
        told = words(N_("Rates: {scheme}. Source: {sources}."), scheme=figures.scheme, sources="; ".join(sources))
        yield Paragraph(told, tone="small")
    if figures.without_rate:
        told = words(
            N_("{hours} are not in it: there is no rate for those days."), hours=words.hours(figures.without_rate)
        )
        yield Paragraph(told, tone="small")
    if figures.hours.unnamed_minutes:
        told = words(N_("{hours} of it were given by groups whose members are not recorded by name."),
                     hours=words.hours(figures.hours.unnamed_minutes))  # fmt: skip
        yield Paragraph(told, tone="small")


def _who(figures: Volunteers, words: Words) -> str:
    who, year = figures.who, figures.staying
    told = words.plural(
        "On {day}, {n} person volunteers with us.",
        "On {day}, {n} people volunteer with us.",
        who.people,
        day=figures.today,
    )
    if who.committee:
        told += " " + words.plural(
            "{n} of them is on the committee.", "{n} of them are on the committee.", who.committee
        )
    joined, left = year.joined[-1], year.left[-1]
    return told + " " + words(N_("In {year}, {joined} joined and {left} left."), year=str(joined[0]), joined=joined[1],
                              left=left[1])  # fmt: skip


def _named(one: Counted, which: str, words: Words) -> str:
    return words.say(age_said(which)) if one.what == "age" and which[:1].isdigit() else words(which)


def _counted(one: Counted, figures: Volunteers, words: Words) -> Iterator[Block]:
    yield Heading(words(one.title), 2)
    if one.shown.nothing:
        yield Paragraph(words(N_("Too few have told us for this to be shown without pointing at somebody.")))
        return
    columns = (
        Column(words(N_("Of our volunteers")), share=4.0, header=True),
        Column(words(N_("How many")), "end", share=1.0),
    )
    rows = [(_named(one, which, words), words.number(n)) for which, n in one.shown.counts]
    if one.shown.rest is not None:
        rows.append((words(N_("All others together")), words.number(one.shown.rest)))
    yield Table(columns, tuple(rows), totals=((words(N_("Total")), words.number(figures.who.people)),),
                summary=words(one.title))  # fmt: skip


def _rule(figures: Volunteers, words: Words) -> str:
    told = N_(
        "What fewer than {few} people have in common is counted together with others, so that nobody can be recognised, "
        "not even by subtracting."
    )
    return words(told, few=figures.who.few.few)


def _rows(figures: Volunteers) -> list[tuple[str, str, object]]:
    """The figures as data: what the pages show, and nothing that they leave out."""
    hours, period = figures.hours, figures.period
    rows: list[tuple[str, str, object]] = [
        ("period", "start", period.start), ("period", "end", period.end), ("made on", "", figures.today),
        ("volunteers now", "", figures.who.people), ("on the committee", "", figures.who.committee),
        ("minutes", "all", hours.minutes), ("minutes", "groups without names", hours.unnamed_minutes),
        ("people who gave time", "with names", hours.volunteers), ("pence", "all", figures.pence),
    ]  # fmt: skip
    for line in figures.worth:
        rows.append(("minutes", f"{line.start}/{line.end}", line.minutes))
        rows.append(("pence", f"{line.start}/{line.end}", line.pence))
    rows += [("joined", str(year), n) for year, n in figures.staying.joined[-1:]]
    rows += [("left", str(year), n) for year, n in figures.staying.left[-1:]]
    for one in figures.who.counted:
        rows += [(one.what, which, n) for which, n in one.shown.counts]
        if one.shown.rest is not None:
            rows.append((one.what, "others together", one.shown.rest))
    return rows
