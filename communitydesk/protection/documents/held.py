"""What the group holds on people: each kind with its reason, what allows it, how long and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import Column, Cover, Paragraph, Story, Table
from communitydesk.paper.data import table_files
from communitydesk.protection.documents.saying import how_long
from communitydesk.protection.figures.keeping import HeldKind
from communitydesk.protection.model import BASES


def held_story(group: str, held: Sequence[HeldKind], words: Words, today: dt.date) -> Story:
    """Return the group's record of what it holds (UK GDPR, article 30), with the same as data."""
    title = words(N_("What you hold on people, and why"))
    there = [one for one in held if one.records]
    rows = tuple(
        (
            words(one.kind.name),
            words(one.kind.purpose),
            words(BASES.get(one.kind.basis, "")),
            how_long(one.kind.months, one.kind.clock, words),
            words(one.kind.source) + ("" if one.kind.sure else f" ({words(N_('to be checked'))})"),
        )
        for one in there
    )
    columns = (
        Column(words(N_("Kind of data")), share=2.2, header=True),
        Column(words(N_("What for")), share=3.2),
        Column(words(N_("What allows it")), share=2.4),
        Column(words(N_("How long")), share=2),
        Column(words(N_("Who says so")), share=3.2),
    )
    fields = ("kind", "records", "purpose", "basis", "months", "clock", "source", "checked")
    return Story(
        title,
        (
            Cover(title, kicker=group, facts=(words(N_("As at {day}"), day=today),)),
            *((Paragraph(words.plural("{n} kind of data is held.", "{n} kinds of data are held.", len(there)), tone="lead"),)
              if there else ()),
            Table(columns, rows, small=True, empty=words(N_("Nothing is held on anybody yet."))),
        ),
        words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag, author=group,
        foot=f"{group} · {title}" if group else title, landscape=True,
        data=table_files(
            "data-held", fields,
            [(one.kind.name, one.records, one.kind.purpose, one.kind.basis, one.kind.months, one.kind.clock,
              one.kind.source, one.kind.sure) for one in there],
            title,
        ),
    )  # fmt: skip
