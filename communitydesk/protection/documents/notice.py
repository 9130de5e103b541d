"""The privacy notice: what people are told about their data, from the group's own answers and what it really holds."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.words import N_, Words
from communitydesk.paper.blocks import Block, Bullets, Column, Cover, Heading, Notice, Paragraph, Story, Table
from communitydesk.paper.data import table_files
from communitydesk.protection.documents.saying import OF_GROUP, how_long, rights
from communitydesk.protection.figures.notice import NoticeFigures
from communitydesk.protection.model import BASES


def notice_story(figures: NoticeFigures, words: Words, today: dt.date) -> Story:
    """Return the privacy notice; what has not been answered is a sentence that says so."""
    title = words(N_("How we look after what we know of you"))
    answers = figures.answers
    facts = [words(N_("As at {day}"), day=today)]
    if answers.get("agreed_on"):
        facts.append(words(N_("Agreed by our committee on {day}"), day=answers["agreed_on"]))
    blocks: list[Block] = [Cover(title, kicker=figures.group, facts=tuple(facts))]
    if not figures.ready:
        blocks.append(_open(figures, words))
    if figures.group:
        blocks.append(Paragraph(words(N_("{group} is responsible for this data."), group=figures.group), tone="lead"))
    if answers.get("asked_for"):
        said = words(N_("Ask {who}: {reach}"), who=answers["asked_for"], reach=answers["reach"])
        blocks += [Heading(words(N_("Whom to ask"))), Paragraph(said)]
    blocks.append(Heading(words(N_("What we hold, why, and how long"))))
    columns = (
        Column(words(N_("What")), share=2.3, header=True),
        Column(words(N_("Why")), share=3.0),
        Column(words(N_("What allows us to")), share=3.3),
        Column(words(N_("How long")), share=1.9),
    )
    rows = tuple(
        (
            words(one.kind.name),
            words(one.kind.purpose),
            words(OF_GROUP.get(one.kind.basis, BASES["interests"])),
            how_long(one.kind.months, one.kind.clock, words, to_them=True),
        )
        for one in figures.held
    )
    blocks.append(Table(columns, rows, empty=words(N_("We hold nothing on anybody yet."))))
    blocks += _where(figures, words)
    blocks += [Heading(words(N_("What you may ask"))), Bullets(rights(words))]
    if answers.get("complain"):
        text = words(
            N_("{how} We say within 30 days that we have it, and answer without delay."),
            how=_sentence(answers["complain"]),
        )
        blocks += [Heading(words(N_("How to complain"))), Paragraph(text)]
    return Story(
        title, tuple(blocks), words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag,
        author=figures.group, foot=f"{figures.group} · {words(N_('Privacy notice'))}" if figures.group else title,
        data=table_files(
            "privacy-notice", ("kind", "purpose", "basis", "months", "clock"),
            [(one.kind.name, one.kind.purpose, one.kind.basis, one.kind.months, one.kind.clock) for one in figures.held],
            words(N_("Privacy notice")),
        ),
    )  # fmt: skip


def _where(figures: NoticeFigures, words: Words) -> list[Block]:
    answers = figures.answers
    blocks: list[Block] = []
    if answers.get("where_kept"):
        blocks += [Heading(words(N_("Where it is kept"))), Paragraph(answers["where_kept"])]
    if answers.get("abroad"):
        blocks.append(
            Paragraph(words(N_("Some of it is kept outside the United Kingdom: {where}"), where=answers["abroad"]))
        )
    shared = [line.strip() for line in (answers.get("shared_with") or "").splitlines() if line.strip()]
    blocks.append(Heading(words(N_("With whom we share it"))))
    open_ = words(N_("This question is not answered yet."))  # that nothing was written is no answer before the rest is
    blocks.append(
        Bullets(tuple(shared)) if shared else Paragraph(words(N_("With nobody.")) if figures.ready else open_)
    )
    got = answers.get("from_others") or (words(N_("Nothing: you tell us yourself.")) if figures.ready else open_)
    blocks += [Heading(words(N_("What we get from others"))), Paragraph(got)]
    return blocks


def _open(figures: NoticeFigures, words: Words) -> Notice:
    """Say which questions are still open: nothing stands in their place that could be taken for an answer."""
    answers = figures.answers
    asked = (
        (N_("Whom to ask"), ("asked_for", "reach")), (N_("Where it is kept"), ("where_kept",)),
        (N_("With whom we share it"), ("shared_with",)), (N_("What we get from others"), ("from_others",)),
        (N_("How to complain"), ("complain",)),
    )  # fmt: skip
    missing = [words(title) for title, names in asked if not all(answers.get(name) for name in names)]
    told = N_("These questions are not answered yet: {questions}. Answer them before you hand this notice out.")
    return Notice(words(told, questions="; ".join(missing)), "due", words(N_("Not finished")))


def _sentence(text: str) -> str:
    said = text.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
