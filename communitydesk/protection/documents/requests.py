"""The log of requests and complaints: what came when, by when it had to be answered, and what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import Column, Cover, Paragraph, Story, Table
from communitydesk.paper.data import table_files
from communitydesk.protection.figures.requests import RequestRow
from communitydesk.protection.model import REQUEST_KINDS

DAYS = (
    ("received_on", N_("Came on")), ("acknowledged_on", N_("We said that we have it")), ("answered_on", N_("Answered on")),
)  # fmt: skip


def requests_story(group: str, rows: Sequence[RequestRow], words: Words, today: dt.date) -> Story:
    """Return the log, those that wait first; it names people, so it stays with the committee."""
    title = words(N_("Requests and complaints about data"))
    waiting = sum(1 for one in rows if not one.answered_on)
    lead = words.plural("{n} request or complaint", "{n} requests and complaints", len(rows))
    if waiting:
        lead = words(N_("{requests}, {n} to be answered"), requests=lead, n=waiting)

    def day(value: dt.date | None) -> str:
        return words.short_date(value) if value else ""

    lines = tuple(
        (
            one.who,
            words(REQUEST_KINDS.get(one.kind, "")),
            *(day(getattr(one, name)) for name, _ in DAYS),
            words.say(one.said),
        )
        for one in rows
    )
    columns = (
        Column(words(N_("Who")), share=2, header=True),
        Column(words(N_("What they want")), share=2.6),
        *(Column(words(text), share=1.5) for _, text in DAYS),
        Column(words(N_("What is next")), share=2.4),
    )
    return Story(
        title,
        (
            Cover(title, kicker=group, facts=(words(N_("As at {day}"), day=today),)),
            Paragraph(f"{lead}. {words(N_('It names people: keep it where only the committee reads it.'))}", tone="lead"),
            Table(columns, lines, small=True, empty=words(N_("Nobody has asked anything yet."))),
        ),
        words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag, author=group,
        foot=f"{group} · {title}" if group else title, landscape=True,
        data=table_files(
            "data-requests", ("who", "kind", *(name for name, _ in DAYS), "due"),
            [(one.who, one.kind, *(getattr(one, name) for name, _ in DAYS), one.due) for one in rows], title,
        ),
    )  # fmt: skip
