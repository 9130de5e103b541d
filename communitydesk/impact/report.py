"""Evidence as a document: outcomes with what was measured, and each card with whether it may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.impact.figures import CardRow, OutcomeRow
from communitydesk.impact.model import CARD_KINDS
from communitydesk.paper.blocks import Block, Column, Cover, Heading, Notice, Paragraph, Row, Story, Table
from communitydesk.paper.data import table_files


def evidence_list(
    group: str, outcomes: Sequence[OutcomeRow], cards: Sequence[CardRow], words: Words, today: dt.date
) -> Story:
    """Return the outcomes with their measurements, then the evidence with what stays out and why.

    For the committee's own use: it names titles and states, never words or pictures of people.
    """
    title = words(N_("Outcomes and evidence"))
    blocks: list[Block] = [Cover(title=title, kicker=group, facts=(words(N_("As at {day}"), day=today),))]
    out = sum(not card.consent.printable for card in cards)
    if out:
        one, many = "{n} piece of evidence stays out of documents.", "{n} pieces of evidence stay out of documents."
        blocks.append(Notice(words.plural(one, many, out), mood="due", title=words(N_("Consent"))))
    blocks += [Heading(words(N_("Outcomes"))), *_outcomes(outcomes, words)]
    blocks += [Heading(words(N_("Evidence"))), _cards(cards, words)]
    fields = ("title", "kind", "date", "may_be_shown", "consent_lasts_until", "outcomes")
    return Story(
        title=title,
        blocks=tuple(blocks),
        page_words=words(N_("Page {n} of {m}"), n="{n}", m="{m}"),
        made_on=today,
        language=words.tag,
        author=group,
        foot=f"{group} · {title}" if group else title,
        data=table_files(
            "evidence",
            fields,
            [
                (one.name, one.kind, one.made_on, one.consent.printable, one.consent.until, len(one.outcomes))
                for one in cards
            ],
            words(N_("Evidence and whether it may be shown")),
        ),
    )


def _outcomes(outcomes: Sequence[OutcomeRow], words: Words) -> list[Block]:
    if not outcomes:
        return [Paragraph(words(N_("No outcomes are written down yet.")))]
    blocks: list[Block] = []
    for outcome in outcomes:
        blocks.append(Heading(outcome.statement, level=2))
        for one in outcome.measures:
            said = N_("{day}: {yes} of {asked} said yes ({share}%).")
            told = words(said, day=one.taken_on, yes=one.yes, asked=one.asked, share=one.share)
            blocks.append(Paragraph(f"{one.question} {told}".strip()))
        n = outcome.cards
        blocks.append(Paragraph(words.plural("{n} piece of evidence.", "{n} pieces of evidence.", n), tone="muted"))
    return blocks


def _cards(cards: Sequence[CardRow], words: Words) -> Table:
    columns = (
        Column(words(N_("Title")), share=3.4, header=True),
        Column(words(N_("What it is")), share=1.6),
        Column(words(N_("Date")), share=1.6),
        Column(words(N_("May it be shown?")), share=4.2),
    )
    rows: list[Row] = [
        (
            card.name,
            words(CARD_KINDS.get(card.kind, card.kind)),
            words.column_date(card.made_on) if card.made_on else "",
            " ".join(words.say(one) for one in card.troubles) or words.say(card.consent.sentence),
        )
        for card in cards
    ]
    heard = words(N_("Each piece of evidence with its date and whether it may be shown"))
    return Table(columns, tuple(rows), summary=heard, empty=words(N_("There is no evidence yet.")))
