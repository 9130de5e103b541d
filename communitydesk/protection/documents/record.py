"""One person's record, for them to keep: everything that is held, why, until when, and what they may ask."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import Block, Bullets, Column, Cover, DataFile, Facts, Heading, Paragraph, Story, Table
from communitydesk.protection.figures.person_record import PersonRecord, Section
from communitydesk.protection.model import BASES, CLOCKS

LONG = 24  # records of one kind beyond which they stand as a table of short lines


def rights(words: Words) -> tuple[str, ...]:
    """Return what everybody may ask, as sentences."""
    return tuple(
        words(one)
        for one in (
            N_("You may ask to see what is held on you."),
            N_("You may ask to have it put right."),
            N_("You may ask to have it erased, or not to be used for something."),
            N_("Where you said yes to something, you may take that back at any time."),
            N_("You may complain to the group, and to the Information Commissioner: ico.org.uk, 0303 123 1113."),
        )
    )


def how_long(months: int, clock: str, words: Words) -> str:
    """Return how long something is kept, as people say it."""
    after = words(CLOCKS.get(clock, CLOCKS["left"]))
    if months == 0:
        return words(N_("not {after}"), after=after)
    years = months % 12 == 0
    one, many = ("{n} year", "{n} years") if years else ("{n} month", "{n} months")
    time = words.plural(one, many, months // 12 if years else months)
    return words(N_("{time} {after}"), time=time, after=after)


def record_story(figures: PersonRecord, words: Words, today: dt.date) -> Story:
    """Return a person's record as a document, with the same as data inside."""
    title = words(N_("What we hold on you"))
    said = words(N_("Other people in it are hidden: it is their data as well."))
    notes = (
        words(N_("Private notes are in it."))
        if figures.with_notes
        else words(N_("Private notes about you, if there are any, are not in this copy."))
    )
    blocks: list[Block] = [
        Cover(title, kicker=figures.group, facts=(figures.name, words(N_("As at {day}"), day=today))),
        Paragraph(f"{said} {notes}", tone="lead"),
    ]
    for section in figures.sections:
        blocks += _section(section, words)
    blocks += _mentions(figures, words)
    blocks += _sent(figures, words)
    blocks += [Heading(words(N_("What you may ask"))), Bullets(rights(words))]
    data = json.dumps(as_data(figures, today), ensure_ascii=False, indent=2).encode()
    return Story(
        title, tuple(blocks), words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag,
        author=figures.group, foot=f"{figures.group} · {title}" if figures.group else title,
        data=(DataFile("record.json", "application/json", data, words(N_("The same record as data"))),),
    )  # fmt: skip


def _section(section: Section, words: Words) -> list[Block]:
    blocks: list[Block] = [Heading(section.noun[:1].upper() + section.noun[1:])]
    if kind := section.kind:
        blocks.append(
            Paragraph(
                words(
                    N_("Held because: {purpose} What allows it: {basis}. How long: {time}."),
                    purpose=words(kind.purpose), basis=words(BASES.get(kind.basis, "")), time=how_long(kind.months, kind.clock, words),
                ),
                tone="muted",
            )
        )  # fmt: skip
    if len(section.entries) > LONG or all(len(one.fields) <= 3 for one in section.entries):
        rows = tuple(
            (one.title, "; ".join(f"{label}: {value}" for label, _, value in one.fields)) for one in section.entries
        )
        columns = (Column(words(N_("Record")), share=2, header=True), Column(words(N_("What it says")), share=4))
        blocks.append(Table(columns, rows, summary=section.noun, small=True))
        return blocks
    for one in section.entries:
        if len(section.entries) > 1:
            blocks.append(Heading(one.title, level=2))
        if one.fields:
            blocks.append(Facts(tuple((label, value) for label, _, value in one.fields)))
    return blocks


def _mentions(figures: PersonRecord, words: Words) -> list[Block]:
    if not figures.mentions:
        return []
    columns = (
        Column(words(N_("Where")), share=2, header=True),
        Column(words(N_("What it says")), share=4),
    )
    rows = tuple((f"{noun}: {label}" if label else noun, text) for noun, label, text in figures.mentions)
    return [Heading(words(N_("Where else you are named"))), Table(columns, rows, small=True)]


def _sent(figures: PersonRecord, words: Words) -> list[Block]:
    if not figures.sent:
        return []
    columns = (
        Column(words(N_("Sent to")), share=2, header=True),
        Column(words(N_("What")), share=3),
        Column(words(N_("When")), share=2),
        Column(words(N_("How")), share=2),
    )
    rows = tuple((one.funder, one.award, words.date(one.sent_on), one.how) for one in figures.sent)
    return [Heading(words(N_("What was sent to others with you in it"))), Table(columns, rows)]


def as_data(figures: PersonRecord, today: dt.date) -> dict[str, Any]:
    """Return a person's record as data for a machine."""
    return {
        "group": figures.group,
        "as_at": today.isoformat(),
        "name": figures.name,
        "private_notes_included": figures.with_notes,
        "records": [
            {
                "kind": section.table,
                "purpose": section.kind.purpose if section.kind else "",
                "basis": section.kind.basis if section.kind else "",
                "entries": [{name: value for _, name, value in one.fields} for one in section.entries],
            }
            for section in figures.sections
        ],
        "named_elsewhere": [{"in": noun, "field": label, "text": text} for noun, label, text in figures.mentions],
        "sent": [
            {"to": one.funder, "for": one.award, "on": one.sent_on.isoformat(), "how": one.how} for one in figures.sent
        ],
    }
