"""The volunteer register, and one person's own sheet for the coordinator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, apart
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import (
    Block,
    Bullets,
    CheckItem,
    Checklist,
    Column,
    Cover,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Story,
    Table,
)
from communitydesk.paper.data import table_files
from communitydesk.paper.document import Document
from communitydesk.people.figures.register import PersonSheet, RegisterRow, person_sheet, register
from communitydesk.people.model import CONTACT_WAYS, PARTS, STAGES
from communitydesk.people.model.person import WAYS
from communitydesk.people.model.skills import SLOTS, WEEKDAYS

CONTACTS = {"phone": N_("Phone"), "email": N_("E-mail"), "address": N_("Address")}


@dataclass(frozen=True)
class Wanted:
    """What the register holds: of whom (a field of Person, "" for all who help), which contacts, who left, notes."""

    part: str = ""
    contacts: tuple[str, ...] = ()
    left: bool = False
    private: bool = False


def register_document(desk: Desk, today: dt.date, wanted: Wanted | None = None) -> Document:
    """Return the register; without a choice it has no contacts and no private notes."""
    chosen = wanted or Wanted()

    def make(words: Words) -> Story:
        with desk.read() as session:
            rows = register(session, today, chosen.part, left=chosen.left, private=chosen.private)
            group = name_of(session)
        return register_story(rows, chosen, words, group, today)

    return Document(
        "volunteer-register", Message(N_("Volunteer register")), make, Message(N_("People and hours")), "people"
    )


_SHARES = {"phone": 1.7, "email": 2.6, "address": 2.0}


def register_story(rows: Sequence[RegisterRow], wanted: Wanted, words: Words, group: str, made_on: dt.date) -> Story:
    """Tell who is in the group, as what and since when."""
    title = words(N_("Volunteer register"))
    whom = words(PARTS[wanted.part]) if wanted.part else words(N_("Volunteers, committee, staff and sessional workers"))
    facts = [whom, words(N_("As at {day}"), day=made_on)]
    if rows:
        facts.append(words.plural("{n} person", "{n} people", len(rows)))
    columns = [Column(words(N_("Name")), share=2.0, header=True), Column(words(N_("What they do")), share=2.3),
               Column(words(N_("What they are")), share=2.3), Column(words(N_("Since")), share=1.35)]  # fmt: skip
    columns += [Column(words(CONTACTS[one]), share=_SHARES[one]) for one in wanted.contacts]
    if wanted.private:
        columns.append(Column(words(N_("Private notes")), share=2.2))
    table = Table(
        tuple(columns), tuple(_line(row, wanted, words) for row in rows), summary=title,
        empty=words(N_("Nobody is recorded yet.")), small=True,
    )  # fmt: skip
    blocks: list[Block] = [Cover(title=title, kicker=group, facts=tuple(facts))]
    if wanted.private:
        blocks.append(Notice(words(N_("It holds private notes. Show it to nobody who need not know them.")), "late",
                             words(N_("Private"))))  # fmt: skip
    elif wanted.contacts:
        blocks.append(
            Paragraph(
                words(N_("It holds people's contact details. Keep it where only those who need it find it.")),
                tone="small",
            )
        )
    heads = ("number", "name", "role", "stage", "parts", "joined_on", "left_on", *wanted.contacts,
             *(("private_notes",) if wanted.private else ()))  # fmt: skip
    return Story(
        title=title, blocks=(*blocks, table), page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on, language=words.tag, author=group, foot=f"{group} · {title}" if group else title,
        data=table_files("volunteer-register", heads, [_data(row, wanted) for row in rows], title),
        landscape=len(columns) > 5,
    )  # fmt: skip


def _line(row: RegisterRow, wanted: Wanted, words: Words) -> tuple[str, ...]:
    said = [_part(kind, None if start == row.joined_on else start, end, words) for kind, start, end in row.parts]
    if row.stage == "left" and row.left_on:
        said.append(words(N_("left {day}"), day=row.left_on))
    between = "\n" if any(end or start != row.joined_on for _, start, end in row.parts) else ", "
    are = between.join(said)
    if row.stage not in ("active", "left"):
        stage = words(STAGES[row.stage]).lower()
        are = words(N_("{parts} ({stage})"), parts=are, stage=stage) if are else words(STAGES[row.stage])
    since = words.column_date(row.joined_on) if row.joined_on else ""
    contacts = {"phone": row.phone.replace(" ", "\u00a0"), "email": row.email, "address": row.address}
    cells = [row.name, row.role, are, since, *(contacts[one] for one in wanted.contacts)]
    if wanted.private:
        cells.append("\n".join(f"{words.date(day)}: {text}" for day, text in row.notes))
    return tuple(cells)


def _part(kind: str, start: dt.date | None, end: dt.date | None, words: Words) -> str:
    when = words.period(start, end)
    return f"{words(PARTS[kind])}, {when}" if when else words(PARTS[kind])


def _data(row: RegisterRow, wanted: Wanted) -> tuple[object, ...]:
    parts = "; ".join(f"{kind} {start or ''}/{end or ''}" for kind, start, end in row.parts)
    notes = (" | ".join(f"{day}: {text}" for day, text in row.notes),) if wanted.private else ()
    return (row.number, row.name, row.role, row.stage, parts, row.joined_on, row.left_on,
            *(getattr(row, one) for one in wanted.contacts), *notes)  # fmt: skip


# -- one person's own sheet ----------------------------------------------------------------------------


def sheet_document(desk: Desk, today: dt.date, key: str, *, private: bool = False) -> Document:
    """Return one person's own sheet; its id names them by the end of their key only."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            sheet, group = person_sheet(session, key, today, private=private), name_of(session)
        if sheet is None:
            raise Refused(N_("This person is not there any more; they may have been removed."))
        return sheet_story(sheet, words, group, today)

    return Document(
        f"person-sheet-{key[-8:]}",
        Message(N_("A person's sheet")),
        make,
        Message(N_("People and hours")),
        "people",
        key,
    )


def sheet_story(sheet: PersonSheet, words: Words, group: str, made_on: dt.date) -> Story:
    """Tell what the group holds about how somebody is reached, what they are and how they came."""
    title = sheet.head.name
    blocks: list[Block] = [
        Cover(title=title, kicker=group, facts=(words(N_("Number {n}"), n=sheet.head.number), words(STAGES[sheet.head.stage]),
                                               words(N_("As at {day}"), day=made_on))),
        *(Notice(words.say(one.sentence), one.state) for one in sheet.missing),
        *_about(sheet, words),
        *_reach(sheet, words),
        *_joining(sheet, words),
    ]  # fmt: skip
    if sheet.notes:
        blocks += [Heading(words(N_("Private notes"))),
                   *(Paragraph(f"{words.date(one['written_on'])}: {one['text']}") for one in sheet.notes)]  # fmt: skip
    return Story(
        title=title, blocks=tuple(blocks), page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"), made_on=made_on,
        language=words.tag, author=group, foot=f"{group} · {words(N_('In confidence'))}",
    )  # fmt: skip


def _about(sheet: PersonSheet, words: Words) -> list[Block]:
    values = sheet.values
    parts = "\n".join(
        ", ".join(filter(None, (_part(one["kind"], one["from_on"], one["to_on"], words), one["note"])))
        for one in sheet.parts
    )
    born = words.date(values["born_on"]) if values["born_on"] else ""
    age = words.plural("{n} year old", "{n} years old", sheet.contact.age) if sheet.contact.age is not None else ""
    free = "; ".join(
        f"{words(WEEKDAYS[day])} {words(SLOTS[slot]).lower()}"
        for day, slot in sorted(sheet.skills.free, key=lambda cell: (cell[0], list(SLOTS).index(cell[1])))
    )
    rows = (
        (N_("What they are"), parts),
        (N_("What they usually do"), values["role"]),
        (N_("Other names"), values["also_called"]),
        (N_("Born"), f"{born} ({age})" if born else ""),
        (N_("Preferred language"), values["language"]),
        (N_("Access needs"), values["access_needs"]),
        (N_("Named supporter"), sheet.supporter),
        (N_("Offers"), ", ".join(sheet.skills.offered)),
        (N_("Would like to learn"), ", ".join(sheet.skills.wanted)),
        (N_("Usually free"), "; ".join(filter(None, (free, sheet.skills.free_note)))),
    )
    return [Heading(words(N_("Who they are"))), _facts(rows, words)]


def _facts(rows: Sequence[tuple[str, str]], words: Words) -> Facts:
    return Facts(tuple((words(name), value) for name, value in rows if value))


def _reach(sheet: PersonSheet, words: Words) -> list[Block]:
    values, contact = sheet.values, sheet.contact
    address = "\n".join(filter(None, (values["address"], values["postcode"])))
    ways = [(CONTACT_WAYS[one["kind"]], " · ".join(filter(None, (one["value"], one["note"])))) for one in contact.ways]
    rows = [
        (N_("E-mail"), values["email"]),
        (N_("Phone"), values["phone"]),
        (N_("Address"), address),
        *ways,
        (N_("Likes to be reached by"), words(WAYS[values["prefers"]]) if values["prefers"] else ""),
        (N_("Lives with"), ", ".join(apart(name) for _, name in contact.lives_with)),
    ]
    blocks: list[Block] = []
    if any(value for _, value in rows):
        blocks += [Heading(words(N_("How to reach them"))), _facts(rows, words)]
    columns = (Column(words(N_("Name")), share=2.0, header=True), Column(words(N_("What they are to them")), share=1.5),
               Column(words(N_("Phone")), share=1.6))  # fmt: skip
    called = tuple(
        (one["name"], one["relation"], " · ".join(filter(None, (one["phone"], one["other_phone"], one["note"]))))
        for one in contact.emergency
    )
    blocks += [Heading(words(N_("In an emergency"))),
               Table(columns, called, summary=words(N_("In an emergency")), empty=words(N_("Nobody is named.")))]  # fmt: skip
    if contact.consents:
        blocks += [
            Heading(words(N_("Guardian's consent"))),
            Bullets(tuple(_consent(one, words) for one in contact.consents)),
        ]
    return blocks


def _consent(one: dict[str, object], words: Words) -> str:
    until = words(N_("until {day}"), day=one["until_on"]) if one["until_on"] else ""
    taken = words(N_("taken back on {day}"), day=one["withdrawn_on"]) if one["withdrawn_on"] else ""
    given = words(N_("given on {day}"), day=one["given_on"])
    who = ", ".join(str(part) for part in (apart(str(one["guardian"])), one["relation"], one["phone"]) if part)
    when = ", ".join(part for part in (given, until, taken) if part)
    return "; ".join(part for part in (who, str(one["what_for"] or "").strip().rstrip("."), when) if part)


def _joining(sheet: PersonSheet, words: Words) -> list[Block]:
    steps = tuple((words(STAGES[one.stage]), words.date(one.since_on), " · ".join(filter(None, (one.reason, one.said))))
                  for one in reversed(sheet.joining.steps))  # fmt: skip
    columns = (Column(words(N_("Stage")), share=1.0, header=True), Column(words(N_("Since")), share=1.2),
               Column(words(N_("Why")), share=2.4))  # fmt: skip
    rows = ((N_("Where they came from"), sheet.joining.source),
            (N_("Volunteer agreement signed on"), words.date(sheet.values["agreement_on"]) if sheet.values["agreement_on"] else ""))  # fmt: skip
    blocks: list[Block] = [Heading(words(N_("Joining and leaving")))]
    if any(value for _, value in rows):
        blocks.append(_facts(rows, words))
    blocks.append(Table(columns, steps, summary=words(N_("Stages")), empty=words(N_("No step is recorded."))))
    asked = getattr(sheet.joining, sheet.joining.asked)
    if any(not one.open for one in asked):
        ticks = tuple(
            CheckItem(
                words(one.item.name),
                not one.open,
                ", ".join(filter(None, (words.date(one.done_on), one.by_whom))) if one.done_on else "",
            )
            for one in asked
        )
        blocks.append(Checklist(ticks, words(N_("done")), words(N_("to do"))))
    if sheet.references:
        said = tuple(
            ", ".join(
                filter(
                    None,
                    (
                        one["name"],
                        one["knows"],
                        words(N_("received {day}"), day=one["received_on"]) if one["received_on"] else "",
                    ),
                )
            )
            for one in sheet.references
        )
        blocks += [Heading(words(N_("References"))), Bullets(said)]
    return blocks
