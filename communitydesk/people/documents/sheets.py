"""People's documents: the blank sign-in sheet that comes back to be typed, and the hours of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import (
    BlankTable,
    Block,
    Chart,
    Column,
    Cover,
    FormLine,
    FormLines,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Series,
    Story,
    Table,
    Together,
)
from communitydesk.paper.data import table_files
from communitydesk.people.figures import HoursFigures, Total
from communitydesk.people.model import ROLE_CLASSES

ROWS = 16
"""Rows that a sheet of A4 has room for at 9 mm beside its heading and the lines below."""
CLOSE_ROWS, CLOSE = 18, 8.0
"""Rows at 8 mm, as ruled paper has them, and that height: where they save a second sheet."""
TWO_SHEETS = 36
"""Rows that fill two sheets."""


@dataclass(frozen=True)
class SheetFigures:
    """What is known of a session before it begins; what is not is a line to write on. Times are minutes."""

    group: str
    activity: str = ""
    held_on: dt.date | None = None
    starts_at: int | None = None
    ends_at: int | None = None
    place: str = ""
    number: int = 0
    regulars: Sequence[str] = ()
    photographs: bool = True


def sign_in_sheet(figures: SheetFigures, words: Words, made_on: dt.date) -> Story:
    """Return the blank sign-in sheet: names, times in and out, and a box for consent to photographs."""
    title = figures.activity or words(N_("Sign-in sheet"))
    number = words(N_("Sheet {n}"), n=figures.number) if figures.number else ""
    kicker = words(N_("Sign-in sheet")) if figures.activity else figures.group
    facts = tuple(filter(None, (figures.group if figures.activity else "", number)))
    cover = Cover(title=title, kicker=kicker, facts=facts)
    times = " – ".join(words.clock(at) for at in (figures.starts_at, figures.ends_at) if at is not None)
    lines = FormLines((
        (
            FormLine(words(N_("Date")), words.day(figures.held_on) if figures.held_on else "", 1.2),
            FormLine(words(N_("Place")), figures.place, 1.6),
            FormLine(words(N_("From and to")), times, 1.5),
        ),
    ))  # fmt: skip
    told = N_(
        "Please write your name and when you came and went. If you took part and gave no time, leave the times empty."
    )
    blocks: list[Block] = [cover, lines, Paragraph(words(told)), _rows(figures, words)]
    if figures.photographs:
        agreed = N_(
            "A tick in the last column means: you may take and print a photograph in which I can be recognised. "
            "You can take it back at any time. For anyone under 18 a parent or guardian ticks and signs."
        )
        blocks.append(Paragraph(words(agreed), tone="small"))
    blocks.append(FormLines(((FormLine(words(N_("Others, without names"))),
                              FormLine(words(N_("Session led by")))),)))  # fmt: skip
    return Story(
        title=words(N_("Sign-in sheet: {activity}"), activity=title),
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=figures.group,
        reference=number,
        foot=" · ".join(filter(None, (figures.group, number))),
    )


def _rows(figures: SheetFigures, words: Words) -> BlankTable:
    columns = [
        Column(words(N_("Name")), share=5.0, header=True),
        Column(words(N_("In")), share=1.3),
        Column(words(N_("Out")), share=1.3),
        Column(words(N_("What you did")), share=3.0),
    ]
    if figures.photographs:
        columns.append(Column(words(N_("Photo ✓")), share=1.4))
    known = tuple((name, *("" for _ in columns[1:])) for name in figures.regulars)
    rows, height = ROWS, 9.0
    if ROWS - 3 < len(known) <= CLOSE_ROWS - 3:
        rows, height = CLOSE_ROWS, CLOSE
    elif len(known) > CLOSE_ROWS - 3:
        rows = TWO_SHEETS
    return BlankTable(
        tuple(columns), blank_rows=rows - len(known) if len(known) <= CLOSE_ROWS - 3 else max(rows - len(known), 6), rows=known, row_height=height,
        caption=words(N_("Who came")), summary=words(N_("A row for each person to fill in")),
    )  # fmt: skip


@dataclass(frozen=True)
class YearOfHours:
    """Time given in a period, by activity, class of role and month ("2026-04"), without any name."""

    group: str
    period: Period
    whole: HoursFigures
    activities: Sequence[Total]
    months: Sequence[Total]


def volunteer_hours(figures: YearOfHours, words: Words, made_on: dt.date) -> Story:
    """Return the hours of a period for the committee or an annual meeting: by activity, by class, by month."""
    title = words(N_("Volunteer hours"))
    whole = figures.whole
    facts = [words.period(figures.period.start, figures.period.end)]
    if figures.period.end and made_on < figures.period.end:
        facts = [words.period(figures.period.start, made_on), words(N_("the year so far"))]
    blocks: list[Block] = [Cover(title=title, kicker=figures.group, facts=tuple(facts))]
    if whole.minutes:
        blocks += _hours_given(figures, words)
    else:
        blocks.append(Paragraph(words(N_("No hours are recorded in this time."))))
    return Story(
        title=title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=figures.group,
        foot=f"{figures.group} · {title}" if figures.group else title,
        data=table_files(
            "hours",
            ("by", "what", "minutes"),
            [("activity", *row) for row in _of_activities(figures, words)]
            + [("class", code, minutes) for code, minutes in sorted(whole.by_class.items())]
            + [("month", one.key, one.minutes) for one in figures.months],
            title,
        ),
    )


def _hours_given(figures: YearOfHours, words: Words) -> Iterator[Block]:
    whole = figures.whole
    keys = [KeyFigure(words.hours(whole.minutes), words(N_("given")))]
    if whole.volunteers:
        keys.append(
            KeyFigure(
                words.number(whole.volunteers),
                words.plural("person known by name", "people known by name", whole.volunteers),
            )
        )
    if whole.unnamed_minutes:
        keys.append(KeyFigure(words.hours(whole.unnamed_minutes), words(N_("of it by helpers without names"))))
    yield KeyFigures(tuple(keys))
    if len(figures.months) > 1:
        yield _by_month(figures.months, words)
    activities = _of_activities(figures, words)
    yield Together((_sum_table(words(N_("By activity")), words(N_("Activity")), activities, whole, words),))
    classes = [
        f"{words(ROLE_CLASSES.get(code, code))} {words.clock(minutes)}"
        for code, minutes in sorted(whole.by_class.items())
    ]
    if len(classes) > 1:
        yield Paragraph(words(N_("By class of role: {classes}."), classes=", ".join(classes)))


def _by_month(months: Sequence[Total], words: Words) -> Chart:
    most = max(months, key=lambda one: one.minutes)
    said = words(
        N_("Most time was given in {month}: {hours}."), month=_month(most.key, words), hours=words.hours(most.minutes)
    )
    labels = tuple(words.date_as(_first(one.key), "MMM y") for one in months)
    series = Series(words(N_("Hours")), tuple(float(one.minutes) for one in months),
                    tuple(words.clock(one.minutes) for one in months))  # fmt: skip
    return Chart(said, labels, (series,), "columns")


def _of_activities(figures: YearOfHours, words: Words) -> list[tuple[str, int]]:
    return [(one.label or words(N_("No activity named")), one.minutes) for one in figures.activities]


def _month(key: str, words: Words) -> str:
    return words.date_as(_first(key), "MMMM y")


def _first(key: str) -> dt.date:
    return dt.date(int(key[:4]), int(key[5:7]), 1)


def _sum_table(title: str, what: str, rows: Sequence[tuple[str, int]], whole: HoursFigures, words: Words) -> Table:
    columns = (Column(what, share=4.0, header=True), Column(words(N_("Hours")), align="end", share=1.0))
    return Table(
        columns,
        tuple((name, words.clock(minutes)) for name, minutes in rows),
        totals=((words(N_("Total")), words.clock(whole.minutes)),),
        caption=title,
        empty=words(N_("No hours are recorded in this time.")),
        small=True,
    )
