"""Skills and availability: who offers what, who would like to learn it, and who is free when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Words, apart
from communitydesk.group.figures import name_of
from communitydesk.paper.blocks import Block, Bullets, Column, Cover, Heading, Paragraph, Story, Table
from communitydesk.paper.data import table_files
from communitydesk.paper.document import Document
from communitydesk.people.figures.skills import FreeFigures, SkillRow, free, skill_rows
from communitydesk.people.model.skills import SLOTS, WEEKDAYS


def skills_document(desk: Desk, today: dt.date) -> Document:
    """Return the document about skills and times."""

    def make(words: Words) -> Story:
        with desk.read() as session:
            rows, week, group = skill_rows(session, today), free(session, today), name_of(session)
        return skills_story(rows, week, words, group, today)

    title = Message(N_("Skills and availability"))
    return Document("skills-and-availability", title, make, Message(N_("People and hours")), "people")


def skills_story(rows: Sequence[SkillRow], week: FreeFigures, words: Words, group: str, made_on: dt.date) -> Story:
    """Tell who can do what, and who is free when."""
    title = words(N_("Skills and availability"))
    blocks: list[Block] = [
        Cover(title=title, kicker=group, facts=(words(N_("As at {day}"), day=made_on),)),
        Heading(words(N_("Who can do what"))),
        _skills(rows, words),
        Heading(words(N_("Who is usually free"))),
        *_free(week, words),
    ]
    if week.notes:
        blocks.append(Bullets(tuple(f"{apart(name)}: {note}" for name, note in week.notes)))
    data = [("offered", row.name, name) for row in rows for _, name in row.offered]
    data += [("wanted", row.name, name) for row in rows for _, name in row.wanted]
    data += [
        ("free", f"{WEEKDAYS[day]} {slot}", name)
        for (day, slot), people in sorted(week.cells.items())
        for _, name in people
    ]
    return Story(
        title=title, blocks=tuple(blocks), page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"), made_on=made_on,
        language=words.tag, author=group, foot=f"{group} · {title}" if group else title,
        data=table_files("skills-and-availability", ("what", "which", "name"), data, title),
    )  # fmt: skip


def _free(week: FreeFigures, words: Words) -> Iterator[Block]:
    if not week.cells:
        yield Paragraph(words(N_("Nobody has said yet when they are free.")), tone="muted")
        return
    told = N_("{n} of {all} people who help have said when they are free.")
    yield Paragraph(words(told, n=week.asked, all=week.people))
    yield _week(week, words)


def _skills(rows: Sequence[SkillRow], words: Words) -> Table:
    columns = (Column(words(N_("Skill")), share=1.4, header=True), Column(words(N_("Offered by")), share=2.4),
               Column(words(N_("Would like to learn it")), share=1.8))  # fmt: skip
    listed = tuple((row.name, _names(row.offered), _names(row.wanted)) for row in rows if row.offered or row.wanted)
    return Table(columns, listed, summary=words(N_("Who can do what")), empty=words(N_("No skills are recorded yet.")))


def _week(week: FreeFigures, words: Words) -> Table:
    columns = (
        Column(words(N_("Day")), share=1.0, header=True),
        *(Column(words(slot), share=2.0) for slot in SLOTS.values()),
    )
    rows = tuple(
        (words(day), *(_lines(week.cells.get((number, slot), ())) or "–" for slot in SLOTS))
        for number, day in enumerate(WEEKDAYS)
    )
    return Table(columns, rows, summary=words(N_("Who is usually free")))


def _names(people: Sequence[tuple[str, str]]) -> str:
    return ", ".join(apart(name) for _, name in people)


def _lines(people: Sequence[tuple[str, str]]) -> str:
    """Return a line for each, while a row of them is no page."""
    return "\n".join(name for _, name in people) if len(people) <= MANY else _names(people)


MANY = 15
"""People in one part of a day beyond whom a line for each would fill the page."""
