"""Documents of roles: who is in date, and what a role is, what it needs and whom to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.paper.blocks import (
    Band,
    Block,
    Bullets,
    Column,
    Cover,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Paragraph,
    Row,
    Story,
    Table,
)
from communitydesk.paper.data import table_files
from communitydesk.people.figures.roles import NEVER_KEPT, NeedRow, RoleFigures, RoleRow, StandingRow, count_states
from communitydesk.people.figures.standing import SIGNS, STATES


@dataclass(frozen=True)
class InDate:
    """Everybody who has a role now, with each requirement."""

    group: str
    rows: Sequence[StandingRow]
    roles: Sequence[RoleRow]


def who_in_date(figures: InDate, words: Words, made_on: dt.date) -> Story:
    """Return who has what their role needs, role by role, each with a sign, a word and the reason."""
    title = words(N_("Who is in date"))
    count = count_states(figures.rows)
    blocks: list[Block] = [
        Cover(title=title, kicker=figures.group, facts=(words(N_("On {day}"), day=made_on),)),
        KeyFigures(
            tuple(KeyFigure(words.number(n), f"{SIGNS[state]} {words(STATES[state])}") for state, n in count.items())
        ),
    ]
    blocks += [
        Notice(words.say(sentence), mood=state, title=words(N_("Role: {role}"), role=role.name))
        for role in figures.roles
        for state, sentence in role.troubles
    ]
    columns = (
        Column(words(N_("Who")), share=2.8, header=True),
        Column(words(N_("What is needed")), share=3.6),
        Column(words(N_("State"))),
        Column(words(N_("Why")), share=5.0),
    )
    empty = words(N_("Nobody has a role that needs anything."))
    blocks.append(Table(columns, tuple(_standing(figures, words)), summary=title, empty=empty, small=True))
    blocks.append(Paragraph(words(NEVER_KEPT), tone="small"))
    return Story(
        title=title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=figures.group,
        foot=" · ".join(filter(None, (figures.group, title))),
        data=table_files(
            "who-is-in-date",
            ("role", "person", "requirement", "state", "reason", "until"),
            [
                (one.role, one.name, words.say(one.finding.said), _STATE[one.finding.state], words.say(one.finding.reason),
                 one.finding.until)
                for one in figures.rows
            ],
            title,
        ),
    )  # fmt: skip


_STATE = {"ok": "green", "due": "amber", "late": "red"}


def _standing(figures: InDate, words: Words) -> Iterator[Row]:
    role = ""
    for one in figures.rows:
        if one.role != role:
            role = one.role
            yield Band(role)
        state = f"{SIGNS[one.finding.state]} {words(STATES[one.finding.state])}".replace(" ", "\N{NO-BREAK SPACE}")
        yield one.name, words.say(one.finding.said), state, words.say(one.finding.reason)


def role_description(figures: RoleFigures, group: str, reach: Sequence[str], words: Words, made_on: dt.date) -> Story:
    """Return what a role is, what it offers and needs, and whom to ask; it names nobody who has it."""
    row = figures.row
    blocks: list[Block] = [Cover(title=row.name, kicker=words(N_("A role with {group}"), group=group) if group else "")]
    if figures.time:
        blocks.append(Facts(((words(N_("How much time it takes")), figures.time),)))
    for title, text in ((N_("What you would do"), figures.what), (N_("What we offer"), figures.offer)):
        if text:
            blocks += [Heading(words(title)), Paragraph(text)]
    needs = [words.say(one) for one in _needs(row)]
    blocks.append(Heading(words(N_("What it needs"))))
    blocks.append(Bullets(tuple(needs)) if needs else Paragraph(words(N_("Nothing but the wish to do it."))))
    if any(one.kind == "check" for one in row.needs):
        told = N_(
            "We look at the certificate of a check with you and give it back. We note its level, the day and who saw "
            "it, and never what it says. A past conviction does not by itself keep anybody from helping."
        )
        blocks.append(Paragraph(words(told), tone="small"))
    blocks.append(Heading(words(N_("Whom to ask"))))
    asked = [line for line in (figures.ask, *reach) if line]
    blocks.append(Paragraph("\n".join(asked) if asked else words(N_("Anybody of the committee."))))
    return Story(
        title=words(N_("Role: {role}"), role=row.name),
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=made_on,
        language=words.tag,
        author=group,
        foot=" · ".join(filter(None, (group, row.name))),
        data=table_files(
            "role",
            ("role", "requirement", "months", "eligible", "why"),
            [(row.name, words.say(one.said), one.months, one.eligible, one.eligible_why) for one in row.needs],
            row.name,
        ),
    )


def _needs(row: RoleRow) -> Iterator[Message]:
    if row.least_age:
        yield message(N_("You are {n} or older."), n=row.least_age)
    for one in row.needs:
        if one.trouble and one.trouble[0] == "late":
            continue  # what may not be asked for is not printed as if it might
        yield _need(one)


def _need(one: NeedRow) -> Message:
    match one.kind:
        case "training" if one.months:
            told = N_("{need}, renewed every {n} months. If you have not done it yet, ask us.")
            return message(told, need=one.said, n=one.months)
        case "training":
            return message(N_("{need}. If you have not done it yet, ask us."), need=one.said)
        case "check" if one.eligible_why and one.restricted:
            return message(N_("{need}, because: {why}"), need=one.said, why=one.eligible_why)
        case "references":
            return message(N_("{need} from people who know you."), need=one.said)
        case "agreement":
            return Message(N_("A volunteer agreement that you and we sign."))
    return one.said
