"""Copies without a person: pages drawn anew with black boxes, pictures without what is written about them, other texts.

A copy says on itself that something was taken out, and when; nothing of the bytes that it was made from is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communitydesk.desk.errors import FileTrouble, Trouble
from communitydesk.desk.pdf_pages import count_pages, files_in, page_text
from communitydesk.desk.pdf_words import Box, drawn_with_boxes, find_on_page
from communitydesk.desk.words import N_, Words
from communitydesk.paper import write_pdf
from communitydesk.paper.blocks import Cover, DataFile, Heading, Notice, PageBreak, PageImage, Paragraph, Story
from communitydesk.protection.names import Needles
from communitydesk.protection.scan import holds, json_without, text_without

PDF = "application/pdf"


@dataclass(frozen=True)
class Redacted:
    """A copy without the person: its bytes, kind and name. `blank` pages were left out whole, from 1."""

    content: bytes
    media_type: str
    name: str
    blank: tuple[int, ...] = ()


def redacted(
    content: bytes, media_type: str, needles: Needles, words: Words, today: dt.date,
    boxes: Mapping[int, Sequence[Box]] | None = None,
) -> Redacted:  # fmt: skip
    """Return a file without a person; `boxes` (by page, from 1) are blacked out as well.

    A kind of file that cannot be gone through is replaced by a page that says so. Raises Trouble.
    """
    instead = words(N_("[taken out]"))
    if content.startswith(b"%PDF"):
        try:
            return _pdf(content, needles, words, today, boxes or {})
        except FileTrouble:
            return withdrawn(words, today)
    if media_type in ("application/json", "application/geo+json"):
        return _checked(
            Redacted(json_without(content, needles, instead), media_type, "redacted.json"), needles, words, today
        )
    if media_type.startswith("text/"):
        name = "redacted.csv" if media_type == "text/csv" else "redacted.txt"
        return _checked(Redacted(text_without(content, needles, instead), media_type, name), needles, words, today)
    if media_type.startswith("image/"):
        return _checked(_picture(content, boxes), needles, words, today)
    return withdrawn(words, today)


def withdrawn(words: Words, today: dt.date) -> Redacted:
    """Return the page that stands where a file was taken out as a whole."""
    title = words(N_("Taken out"))
    text = words(
        N_("The file that stood here was taken out on {day}, because it held a person who asked to be erased."),
        day=today,
    )
    story = Story(
        title, (Cover(title), Notice(text)), words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag
    )
    return Redacted(write_pdf(story), PDF, "taken-out.pdf")


def _checked(made: Redacted, needles: Needles, words: Words, today: dt.date) -> Redacted:
    """Return a copy if it really holds nothing of the person any more, else the page that stands for it."""
    return withdrawn(words, today) if holds(made.content, needles) else made


def _picture(content: bytes, boxes: Mapping[int, Sequence[Box]] | None) -> Redacted:
    """Return a picture drawn anew: its dots, and nothing that was written about it."""
    from communitydesk.desk.pictures import kind_of, redact

    made = redact(content, list((boxes or {}).get(1, ())))
    kind = kind_of(made)
    return Redacted(made, kind, "picture.jpg" if kind == "image/jpeg" else "picture.png")


def _pdf(content: bytes, needles: Needles, words: Words, today: dt.date, more: Mapping[int, Sequence[Box]]) -> Redacted:
    boxes: dict[int, list[Box]] = {}
    blank: list[int] = []
    heard: list[str] = []
    instead = words(N_("[taken out]"))
    for number in range(1, count_pages(content) + 1):
        found = find_on_page(content, number, needles.spans)
        text = page_text(content, number)
        boxes[number] = [*found.boxes, *more.get(number, ())]
        unplaced = not found.placed or (needles.tells(text) and not found.boxes)
        if unplaced:
            blank.append(number)
        heard.append("" if boxes[number] and more.get(number) else needles.without(text, instead).strip())
    pages = drawn_with_boxes(content, boxes)
    story = _story(pages, heard, blank, files_in(content), needles, words, today)
    made = Redacted(write_pdf(story), PDF, "redacted.pdf", tuple(blank))
    if holds(made.content, needles):
        raise Trouble(N_("The copy could not be made without the person. Take it out as a whole instead."))
    return made


def _story(
    pages: Sequence[bytes], heard: Sequence[str], blank: Sequence[int], inside: Sequence[tuple[str, bytes]],
    needles: Needles, words: Words, today: dt.date,
) -> Story:  # fmt: skip
    title = words(N_("Redacted copy"))
    count = len(pages)
    blocks: list[Cover | Notice | Paragraph | PageBreak | PageImage | Heading] = [
        Cover(title, facts=(words(N_("Made on {day}"), day=today),)),
        Notice(
            words(
                N_("This copy was redacted on {day}. What told of one person was blacked out, because they asked for it. "
                   "The rest is as it was sent. The file that was sent is no longer kept here."), day=today)
        ),
        PageBreak(),
    ]  # fmt: skip
    for number, page in enumerate(pages, 1):
        said = words(N_("Page {n} of {m} of what was sent"), n=number, m=count)
        if number in blank:
            blocks.append(Heading(said))
            blocks.append(
                Notice(words(N_("This page was left out as a whole: it told of the person who is taken out.")))
            )
        else:
            told = heard[number - 1]
            alt = words(N_("{page}: {text}"), page=said, text=" ".join(told.split())) if told else said
            blocks.append(PageImage(page, alt, own_page=True))
    data = []
    for name, content in inside:
        kind = "application/json" if name.endswith(".json") else "text/csv" if name.endswith(".csv") else ""
        if kind and not needles.tells(name):
            clean = json_without(content, needles, words(N_("[taken out]")))
            if kind == "text/csv":
                clean = text_without(content, needles, words(N_("[taken out]")))
            data.append(DataFile(name, kind, clean, words(N_("The figures, redacted"))))
    return Story(
        title, tuple(blocks), words(N_("Page {n} of {m}"), n="{n}", m="{m}"), today, language=words.tag,
        foot=words(N_("Redacted on {day}"), day=today), data=tuple(data),
    )  # fmt: skip
