"""The group's documents: its outside contacts, with when each was last checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.group.figures import ContactRow
from communitydesk.group.model import CONTACT_KINDS
from communitydesk.paper.blocks import Column, Cover, Paragraph, Row, Story, Table
from communitydesk.paper.data import table_files


def contact_list(group: str, contacts: Sequence[ContactRow], words: Words, today: dt.date) -> Story:
    """Return the list of outside contacts, by kind, each with the day its details were last checked."""
    stale = sum(row.stale for row in contacts)
    lead = (
        words.plural("{n} needs to be checked again.", "{n} need to be checked again.", stale)
        if stale
        else words(N_("All were checked within the last year."))
    )
    title = words(N_("Outside contacts"))
    columns = (
        Column(words(N_("Organisation")), share=3.1, header=True),
        Column(words(N_("Person")), share=2.5),
        Column(words(N_("How to reach them")), share=4.0),
        Column(words(N_("Last checked"))),
    )
    heard = words(N_("Organisations, whom to ask for, how to reach them and when that was checked"))
    table = Table(
        columns, _rows(contacts, words), small=True, summary=heard, empty=words(N_("There are no contacts yet."))
    )
    fields = ("organisation", "kind", "person", "job", "email", "phone", "checked_on")
    return Story(
        title=title,
        blocks=(
            Cover(title=title, kicker=group, facts=(words(N_("As at {day}"), day=today),)),
            Paragraph(lead if contacts else "", tone="lead"),
            table,
        )
        if contacts
        else (Cover(title=title, kicker=group, facts=(words(N_("As at {day}"), day=today),)), table),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=today,
        language=words.tag,
        author=group,
        foot=f"{group} · {title}" if group else title,
        data=table_files(
            "contacts",
            fields,
            [(one.name, one.kind, one.person, one.job, one.email, one.phone, one.checked_on) for one in contacts],
            words(N_("Outside contacts")),
        ),
    )


def _rows(contacts: Sequence[ContactRow], words: Words) -> tuple[Row, ...]:
    rows: list[Row] = []
    for kind, label in CONTACT_KINDS.items():
        for one in contacts:
            if one.kind == kind:
                person = "\n".join(filter(None, (one.person, one.job)))
                checked = words.column_date(one.checked_on) if one.checked_on else words(N_("never"))
                rows.append(
                    (f"{one.name}\n{words(label)}", person, "\n".join(filter(None, (one.phone, one.email))), checked)
                )
    return tuple(rows)
