"""One person's record, for them to keep: everything that is held, why, until when, and what they may ask."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import (
    Block,
    Bullets,
    Column,
    Cover,
    DataFile,
    Facts,
    Heading,
    Paragraph,
    Story,
    Table,
    Together,
)
from communitydesk.protection.documents.saying import OF_GROUP, how_long, rights
from communitydesk.protection.figures.person_record import Entry, PersonRecord, Section
from communitydesk.protection.kinds import KindRow

LONG = 24  # records of one kind beyond which they stand as a table of short lines
WIDE = 6  # columns that a page has room for
SHORT = 12  # letters that no column parts: an amount, a day


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
    for kind, sections in _by_kind(figures.sections):
        blocks += _why(kind, words)
        for section in sections:
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


def _by_kind(sections: Sequence[Section]) -> list[tuple[KindRow | None, list[Section]]]:
    """Return sections under the kind of data that they are, so that why it is held is said once; others come last."""
    found: dict[str, tuple[KindRow | None, list[Section]]] = {}
    for section in sections:
        key = section.kind.id if section.kind else ""
        found.setdefault(key, (section.kind, []))[1].append(section)
    other = found.pop("", None)
    return [*found.values(), *([other] if other else [])]


def _why(kind: KindRow | None, words: Words) -> list[Block]:
    if kind is None:
        return [Heading(words(N_("What belongs to these")))]
    told = words(
        N_("Held because: {purpose} What allows it: {basis}. How long: {time}."), purpose=words(kind.purpose),
        basis=words(OF_GROUP.get(kind.basis, "")), time=how_long(kind.months, kind.clock, words, to_them=True),
    )  # fmt: skip
    return [Heading(words(kind.name)), Paragraph(told, tone="muted")]


def _section(section: Section, words: Words) -> list[Block]:
    heading = Heading(section.noun[:1].upper() + section.noun[1:], level=2)
    entries = section.entries
    if len(entries) == 1 and entries[0].fields:
        return [Together((heading, _facts(entries[0])))]
    if columns := _columns(entries):
        return [heading, *_table(entries, columns, section.noun)]
    if len(entries) > LONG:
        rows = tuple((one.title, "; ".join(f"{label}: {value}" for label, _, value in one.fields)) for one in entries)
        heads = (Column(words(N_("Record")), share=2, header=True), Column(words(N_("What it says")), share=4))
        return [heading, Table(heads, rows, summary=section.noun, small=True)]
    blocks: list[Block] = [heading]
    for one in entries:
        title = Heading(_capital(one.title), level=3)
        blocks.append(Together((title, _facts(one))) if one.fields else title)
    return blocks


def _facts(entry: Entry) -> Facts:
    return Facts(tuple((label, value) for label, _, value in entry.fields))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return the fields (name, label) that part the entries from each other; none where they are too many for a page."""
    labels = {name: label for one in entries for label, name, _ in one.fields}
    told = [{name: value for _, name, value in one.fields} for one in entries]
    found = [(name, label) for name, label in labels.items() if len({one.get(name, "") for one in told}) > 1]
    return found if len(found) <= WIDE else []


def _table(entries: Sequence[Entry], columns: Sequence[tuple[str, str]], noun: str) -> list[Block]:
    """Return entries as a table of what differs, below what is the same in all of them."""
    told = [{name: value for _, name, value in one.fields} for one in entries]
    names = {name for name, _ in columns}
    same = tuple((label, value) for label, name, value in entries[0].fields if name not in names)
    if len(columns) == 1:  # a table of one column is a list
        name, label = columns[0]
        return [Facts((*same, (label, "; ".join(one[name] for one in told if name in one))))]
    rows = tuple(tuple(one.get(name, "") for name, _ in columns) for one in told)
    long = [max(len(row[at]) for row in rows) for at in range(len(columns))]
    heads = tuple(
        Column(label, share=float(min(40, size)) if size > SHORT else None, header=not at)
        for at, ((_, label), size) in enumerate(zip(columns, long, strict=True))
    )
    return [*((Facts(same),) if same else ()), Table(heads, rows, summary=noun, small=True)]


def _mentions(figures: PersonRecord, words: Words) -> list[Block]:
    if not figures.mentions:
        return []
    columns = (
        Column(words(N_("Where")), share=2, header=True),
        Column(words(N_("What it says")), share=4),
    )
    told: dict[tuple[str, str], int] = {}
    for noun, label, text in figures.mentions:
        where = _capital(f"{noun}: {label}" if label and label.lower() != noun.lower() else noun)
        told[where, text] = told.get((where, text), 0) + 1
    rows = tuple(
        (words(N_("{where} ({n} times)"), where=where, n=n) if n > 1 else where, text)
        for (where, text), n in told.items()
    )
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
