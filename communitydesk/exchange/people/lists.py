"""Lists of people that go out: who, with which columns; who can be written to; labels for envelopes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import Kind
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Words
from communitydesk.exchange.figures import ListOut
from communitydesk.exchange.people.figures import Entry
from communitydesk.exchange.tables_out import Column, Value
from communitydesk.paper.blocks import (
    Block,
    Cover,
    Facts,
    Heading,
    Labels,
    LabelSheet,
    Paragraph,
    Story,
    Table,
    Together,
)
from communitydesk.paper.blocks import Column as PaperColumn
from communitydesk.paper.data import table_files
from communitydesk.people.model import PARTS, STAGES

HERE, GONE = "", "left"
WHO: Mapping[str, str] = MappingProxyType({
    HERE: N_("Everybody who is here"),
    "is_volunteer": N_("Volunteers"),
    "is_committee": N_("Committee members or trustees"),
    "is_staff": N_("Paid staff"),
    "is_sessional": N_("Sessional workers"),
    "takes_part": N_("People who take part"),
    GONE: N_("Those who have left"),
})  # fmt: skip
"""Whom a list may be of, by code."""


@dataclass(frozen=True)
class ListColumn:
    """A column that a list may have; `usual` ones are chosen at first, `careful` ones tell what could harm somebody."""

    label: str
    value: Callable[[Entry, Words], Value]
    kind: Kind = Kind.TEXT
    usual: bool = False
    careful: bool = False


def _parts(one: Entry, words: Words) -> str:
    return ", ".join(words(PARTS[part]) for part in one.parts)


def _emergency(one: Entry, words: Words) -> str:
    return "; ".join(", ".join(filter(None, contact)) for contact in one.emergency)


COLUMNS: Mapping[str, ListColumn] = MappingProxyType({
    "name": ListColumn(N_("Name"), lambda one, _: one.name, usual=True),
    "number": ListColumn(N_("Number"), lambda one, _: one.number, Kind.NUMBER),
    "parts": ListColumn(N_("What they are"), _parts, usual=True),
    "role": ListColumn(N_("What they do"), lambda one, _: one.does, usual=True),
    "stage": ListColumn(N_("Stage"), lambda one, words: words(STAGES[one.stage]) if one.stage in STAGES else ""),
    "phone": ListColumn(N_("Phone"), lambda one, _: "; ".join(one.phones), usual=True),
    "email": ListColumn(N_("E-mail"), lambda one, _: "; ".join(one.emails), usual=True),
    "address": ListColumn(N_("Address"), lambda one, _: _lines(one.address)),
    "postcode": ListColumn(N_("Postcode"), lambda one, _: one.postcode),
    "language": ListColumn(N_("Language"), lambda one, _: one.language),
    "joined": ListColumn(N_("Joined on"), lambda one, _: one.joined_on, Kind.DATE),
    "left": ListColumn(N_("Left on"), lambda one, _: one.left_on, Kind.DATE),
    "born": ListColumn(N_("Date of birth"), lambda one, _: one.born_on, Kind.DATE, careful=True),
    "access": ListColumn(N_("Access needs"), lambda one, _: one.access_needs, careful=True),
    "emergency": ListColumn(N_("Emergency contacts"), _emergency, careful=True),
})  # fmt: skip
"""Every column that a list of people may have, by code, in the order in which they stand. Private notes are none."""


def _lines(text: str) -> str:
    return ", ".join(part.strip() for part in text.splitlines() if part.strip())


def of_whom(people: Iterable[Entry], who: str, today: dt.date) -> tuple[Entry, ...]:
    """Return those of `people` whom a list is of; those who have left are only on a list of their own."""

    def wanted(one: Entry) -> bool:
        gone = one.stage == "left" or (one.left_on is not None and one.left_on <= today)
        return gone if who == GONE else not gone and (not who or who in one.parts)

    return tuple(one for one in people if wanted(one))


def people_list(people: Sequence[Entry], columns: Sequence[str], who: str, words: Words) -> ListOut:
    """Return a list for a spreadsheet. Raises Refused when nobody or nothing is on it."""
    _something(people, columns)
    shown = [COLUMNS[code] for code in COLUMNS if code in columns]
    return ListOut(
        words(WHO[who]),
        tuple(Column(words(one.label), one.kind) for one in shown),
        tuple(tuple(one.value(person, words) for one in shown) for person in people),
    )


def mailing_list(people: Sequence[Entry], words: Words) -> ListOut:
    """Return name and first e-mail of everybody who has one. Raises Refused when nobody has."""
    rows = tuple((one.name, one.emails[0]) for one in people if one.emails)
    if not rows:
        raise Refused(N_("Nobody on this list has an e-mail address."))
    return ListOut(words(N_("Mailing list")), (Column(words(N_("Name"))), Column(words(N_("E-mail")))), rows)


def addresses(people: Sequence[Entry]) -> str:
    """Return every first e-mail address, each once, as the line "To" of a mail program takes them."""
    return ", ".join(dict.fromkeys(one.emails[0] for one in people if one.emails))


def list_story(
    people: Sequence[Entry], columns: Sequence[str], who: str, group: str, words: Words, made_on: dt.date
) -> Story:  # fmt: skip
    """Return a list as a document, with the same rows as CSV and JSON in it. Raises Refused as `people_list`."""
    found = people_list(people, columns, who, words)
    shown = [code for code in COLUMNS if code in columns]
    count = words.plural("{n} person", "{n} people", len(people))
    told = words(N_("This list holds personal data. Keep it only as long as you need it, then destroy it."))
    rows = tuple(tuple(_said(value, words) for value in row) for row in found.rows)
    wide = len(shown) > WIDE
    blocks: list[Block] = [
        Cover(title=found.title, kicker=group, facts=(words.date(made_on), count)),
        Paragraph(told, tone="muted"),
    ]
    if wide:
        blocks += _cards([one.heading for one in found.columns], rows)
    else:
        heads = tuple(
            PaperColumn(one.heading, align="end" if one.kind is Kind.NUMBER else "start", header=code == "name")
            for code, one in zip(shown, found.columns, strict=True)
        )
        summary = words(N_("{who}, {count}"), who=found.title, count=count)
        blocks.append(Table(heads, rows, summary=summary, small=len(shown) > 5))
    return Story(
        title=found.title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=group,
        foot=f"{group} · {found.title}" if group else found.title,
        data=table_files("people", shown, found.rows, words(N_("The same list for a spreadsheet"))),
        landscape=len(shown) > 4 and not wide,
    )


WIDE = 7
"""Columns beyond which no page is wide enough: each person then has lines of their own."""


def _cards(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Yield each person by what stands in the first column, with the others below; what is empty is left out."""
    for name, *values in rows:
        facts = tuple((label, value) for label, value in zip(headings[1:], values, strict=True) if value)
        yield Together((Heading(name), Facts(facts))) if facts else Heading(name)


def _said(value: Value, words: Words) -> str:
    if isinstance(value, dt.date):
        return words.column_date(value)
    return "" if value is None else str(value)


def _something(people: Sequence[Entry], columns: Sequence[str]) -> None:
    if not people:
        raise Refused(N_("There is nobody to put on this list."))
    if not set(columns) & set(COLUMNS):
        raise Refused(N_("Choose at least one column."))


# -- labels ---------------------------------------------------------------------------------------


@cache
def label_sheets() -> Mapping[str, LabelSheet]:
    """Return the sheets of sticky labels that are known, by how many labels there are on one."""
    data = json.loads(resource("templates", "labels.json").read_text(encoding="utf-8"))
    return MappingProxyType({
        row["id"]: LabelSheet(**{name: value for name, value in row.items() if name != "id"}) for row in data["sheets"]
    })  # fmt: skip


def labels_for(people: Sequence[Entry], *, together: bool) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each label; with `together` those of one household at one address get one label.

    Who has no address gets none.
    """
    found: dict[str, tuple[list[str], tuple[str, ...]]] = {}
    for one in people:
        where = tuple(part.strip() for part in one.address.replace(", ", "\n").splitlines() if part.strip())
        lines = (*where, one.postcode) if one.postcode else where
        if where:
            home = "".join("\n".join(lines).casefold().split())
            key = f"{one.household_key}{home}" if together and one.household_key else one.key
            found.setdefault(key, ([], lines))[0].append(one.name)
    return tuple((*names, *lines) for names, lines in found.values())


def labels_story(
    labels: Sequence[tuple[str, ...]], sheet: LabelSheet, skip: int, words: Words, made_on: dt.date
) -> Story:  # fmt: skip
    """Return sheets of labels, `skip` of the first one left empty. Raises Refused when there is no label."""
    if not labels:
        raise Refused(N_("Nobody on this list has a postal address."))
    return Story(
        title=words(N_("Address labels")),
        blocks=(Labels(sheet, tuple(labels), skip),),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
    )
