"""Documents of the rota: the weeks to come, and for one day the sheet of whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communitydesk.desk.dates import Period
from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import (
    Band,
    Block,
    Cell,
    Column,
    Cover,
    FormLine,
    FormLines,
    Notice,
    Paragraph,
    Row,
    Story,
    Table,
)
from communitydesk.paper.data import table_files
from communitydesk.people.figures.day import DayFigures, Expected
from communitydesk.people.figures.rota import ON, PlaceRow, PlannedRow
from communitydesk.people.model.rota import ANSWERS

WEEKS = 6
"""So many weeks are printed: what fits on two pages and is far enough to plan."""


@dataclass(frozen=True)
class RotaFigures:
    """What is planned in some weeks."""

    group: str
    period: Period
    rows: Sequence[PlannedRow]


def weeks_from(day: dt.date, weeks: int = WEEKS) -> Period:
    """Return so many whole weeks, from the Monday of the week of a day."""
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(weeks=weeks, days=-1))


def rota(figures: RotaFigures, words: Words, made_on: dt.date) -> Story:
    """Return the rota, week by week: when, what, and who for each role, with empty places as lines to write on."""
    title = words(N_("Rota"))
    period = words.period(figures.period.start, figures.period.end)
    columns = (
        Column(words(N_("When")), share=2.0, header=True),
        Column(words(N_("Activity")), share=3.2),
        Column(words(N_("Who")), share=5.8),
    )
    empty = sum(one.to_fill(place, made_on) for one in figures.rows for place in one.places)
    lead = words.plural("{n} place is still empty.", "{n} places are still empty.", empty) if empty else ""
    told = N_("✓ said yes; ? asked, no answer yet; a line is a place for which nobody said yes: write your name on it.")
    blocks: list[Block] = [
        Cover(title=title, kicker=figures.group, facts=(period,), lead=lead),
    ]
    if figures.rows:  # above, since whoever reads the first line needs it
        blocks.append(Paragraph(words(told), tone="small"))
    blocks.append(
        Table(columns, tuple(_weeks(figures.rows, words, made_on)), summary=words(N_("Week by week")),
              empty=words(N_("Nothing is planned in these weeks.")), small=True)
    )  # fmt: skip
    return Story(
        title=f"{title}, {period}",
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=figures.group,
        foot=" · ".join(filter(None, (figures.group, title))),
        data=table_files("rota", COLUMNS, rota_table(figures.rows, words, made_on), title),
    )


COLUMNS = ("date", "from", "to", "activity", "place", "sheet", "role", "places", "person", "answer")


def rota_table(rows: Sequence[PlannedRow], words: Words, today: dt.date) -> list[tuple[object, ...]]:
    """Return the rota as a table: a line for each person on it and for each place that can still be filled."""
    found: list[tuple[object, ...]] = []
    for row in rows:
        times = tuple(words.clock(at) if at is not None else "" for at in (row.starts_at, row.ends_at))
        what = (row.planned_on, *times, row.activity, row.place, row.number)
        if row.cancelled:
            found.append((*what, "", None, "", words(N_("Called off"))))
            continue
        for place in row.places:
            for one in place.people:
                found.append((*what, place.role, place.wanted, one.name, words(ANSWERS[one.answer])))
            found += [(*what, place.role, place.wanted, "", words(N_("Empty")))] * row.to_fill(place, today)
        if not row.places:
            found.append((*what, "", 0, "", ""))
    return found


def _weeks(rows: Sequence[PlannedRow], words: Words, today: dt.date) -> Iterator[Row]:
    monday: dt.date | None = None
    for row in rows:
        first = row.planned_on - dt.timedelta(days=row.planned_on.weekday())
        if first != monday:
            monday = first
            yield Band(words(N_("Week of {day}"), day=monday))
        when = "\n".join(filter(None, (words.date_as(row.planned_on, "EEE d MMM"), times_said(row, words))))
        what = "\n".join(filter(None, (row.activity, row.place, row.note)))
        if row.cancelled:
            yield when, what, Cell(" ".join(filter(None, (words(N_("Called off.")), row.cancelled_why))), tone="muted")
        else:
            yield when, what, "\n".join(place_said(place, row.to_fill(place, today), words) for place in row.places)


def times_said(row: PlannedRow, words: Words) -> str:
    """Return from when to when a planned session is."""
    return " – ".join(words.clock(at) for at in (row.starts_at, row.ends_at) if at is not None)


_LINE = "_" * 20
"""Long enough to write a name on by hand."""
_SIGNS = {"asked": "?", "yes": "✓", "came": "✓"}


def place_said(place: PlaceRow, to_fill: int, words: Words) -> str:
    """Return who is at the places of a role, and a line to write on for each that can still be filled."""
    names = [(one.name, _SIGNS[one.answer]) for one in place.people if one.answer in ON]
    # a sign stays beside its name, at its end, whichever way the name reads
    people = ", ".join(f"\u2068{name}\u2069\u00a0{sign}" for name, sign in names)
    said = " ".join(filter(None, (people, *[_LINE] * to_fill)))
    return words(N_("{role}: {people}"), role=place.role, people=said or "–")


def on_the_day(figures: DayFigures, group: str, words: Words, made_on: dt.date) -> Story:
    """Return the sheet of whom to call and what helps, for one session; no data goes with it, so it is paper only."""
    row = figures.row
    title = words(N_("On the day: whom to call"))
    told = N_(
        "This sheet is for whoever leads this session, and for this session only. Keep it out of sight, and destroy "
        "it (shred or burn it) when everybody has gone home."
    )
    columns = (
        Column(words(N_("Who")), share=2.6, header=True),
        Column(words(N_("Whom to call")), share=4.2),
        Column(words(N_("What helps them (access needs)")), share=3.6),
    )
    known = [one for one in figures.guests if one.calls or one.access_needs]
    people = [*_people(N_("On the rota"), figures.helpers, words), *_people(N_("Usually come"), known, words)]
    others = [one.name for one in figures.guests if one not in known]
    blocks: list[Block] = [
        Cover(title=title, kicker=group, facts=(row.activity, words.day(row.planned_on), times_said(row, words),
                                                row.place)),
        Notice(words(told), mood="late", title=words(N_("Destroy this sheet afterwards"))),
        Table(columns, tuple(people), caption=words(N_("People expected")),
              empty=words(N_("Nobody on the rota, or who usually comes, has anything noted.") if others else
                          N_("Nobody is on the rota of this session, and nobody usually comes by name."))),
        *_unnoted(others, words),
        Paragraph(words(N_("In an emergency call 999 or 112 first. Say where you are: {place}."),
                        place=row.place or "____________")),
        FormLines(((FormLine(words(N_("Destroyed by"))), FormLine(words(N_("on")))),)),
    ]  # fmt: skip
    return Story(
        title=title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=group,
        foot=words(N_("Destroy after the session")),
    )


def _whole(phones: str) -> str:
    """Return telephone numbers, each of which stays on one line."""
    return ", ".join(one.strip().replace(" ", "\u00a0") for one in phones.split(","))


def _unnoted(names: Sequence[str], words: Words) -> Iterator[Block]:
    """Yield who usually comes though nothing is noted of them: a row for each would push the others off the page."""
    if names:
        told = N_("Others who usually come, with nobody to call and no needs noted: {names}.")
        yield Paragraph(words(told, names=", ".join(f"\u2068{name}\u2069" for name in names)))


def _people(title: str, people: Sequence[Expected], words: Words) -> Iterator[Row]:
    if people:
        yield Band(words(title))
    for one in people:
        calls = [
            words(N_("{name}: {phones}"), name=", ".join(filter(None, (name, relation))), phones=_whole(phones))
            + (f" ({note})" if note else "")
            for name, relation, phones, note in one.calls
        ]
        who = "\n".join(filter(None, (one.name, one.role)))
        yield who, "\n".join(calls) or words(N_("nobody noted")), one.access_needs or "–"
