"""What was achieved and what was learned: promises, activities, people, outcomes with their evidence, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from communitydesk.activities.model import COUNTED
from communitydesk.desk.words import N_, Words
from communitydesk.grants.documents import common as c
from communitydesk.grants.figures.report_parts import (
    CardFigures,
    MeasureFigures,
    OutcomeFigures,
    OutputFigures,
    PeopleFigures,
    ReportFigures,
)
from communitydesk.paper import blocks as b

Content = Callable[[str], bytes]
"""Gives an attachment's bytes for its SHA-256."""

_ALOUD = {
    "names": N_("by name"),
    "tally": N_("by a tally at the door"),
    "headcount": N_("by counting heads"),
    "estimate": N_("estimated"),
}


def outputs_blocks(outputs: Sequence[OutputFigures], words: Words, *, final: bool = True) -> Iterator[b.Block]:
    """Yield the promises in numbers: a chart for three to eight of them, else a table; one is a sentence."""
    if not outputs:
        return
    if len(outputs) == 1:
        yield b.Paragraph(_one_output(outputs[0], words))
    elif len(outputs) <= 2 or len(outputs) > 8:
        yield _outputs_table(outputs, words)
    else:
        yield _outputs_chart(outputs, words, final)


def _one_output(one: OutputFigures, words: Words) -> str:
    return words(
        "{name}: {done}, where we had promised {target}.", name=one.name, done=_done(one, words), target=one.target
    )


def _done(one: OutputFigures, words: Words) -> str:
    if not one.counted:
        return words("not counted")
    number = words.number(one.done.value)
    return words("about {number}", number=number) if one.estimated else number


def _outputs_table(outputs: Sequence[OutputFigures], words: Words) -> b.Table:
    columns = (
        b.Column(words("What we said we would do"), header=True, share=3.0),
        b.Column(words("Promised"), "end", share=1.0),
        b.Column(words("Done"), "end", share=1.0),
    )
    return b.Table(columns, tuple((one.name, words.number(one.target), _done(one, words)) for one in outputs))


def _outputs_chart(outputs: Sequence[OutputFigures], words: Words, final: bool) -> b.Chart:
    reached = sum(one.done.value >= one.target for one in outputs)
    sentence = words(
        "We did as much as we promised, or more, in {reached} of {n} things.", reached=reached, n=len(outputs)
    )
    if not final:
        sentence = words("How far we are with what we promised.")
    elif not reached:
        sentence = words("How far we came with what we promised.")
    elif reached == len(outputs):
        sentence = words("We did as much as we promised, or more, in everything.")
    said = tuple(words("{done} of {target}", done=_done(one, words), target=one.target) for one in outputs)
    values = tuple(float(c.percent(one.done.value, one.target)) for one in outputs)
    series = b.Series(words("Done, in per cent of what was promised"), values, said)
    return b.Chart(sentence, tuple(one.name for one in outputs), (series,), mark=(100.0, words("promised")))


def activities_table(figures: ReportFigures, words: Words) -> b.Table:
    """Return what was held at each activity, how often people came and how they were counted."""
    columns = (
        b.Column(words("Activity"), header=True, share=2.2),
        b.Column(words("Sessions"), "end", share=0.9),
        b.Column(words("Attendances"), "end", share=1.1),
        b.Column(words("How counted"), share=1.6),
    )
    rows = tuple(
        (
            one.name,
            words.number(one.sessions.value),
            words.number(one.attendances.value),
            words.listing(words(COUNTED[how]) for how in one.counted if how in COUNTED),
        )
        for one in figures.activities
    )
    total = c.strong(
        words("Total"),
        words.number(sum(one.sessions.value for one in figures.activities)),
        words.number(sum(one.attendances.value for one in figures.activities)),
        "",
    )
    return b.Table(columns, rows, (total,) if len(rows) > 1 else ())


def people_sentence(people: PeopleFigures, words: Words) -> str:
    """Return how many different people took part, whether counted or estimated, and how many were new."""
    said = []
    if people.different and people.estimated:
        said.append(words("About {n} different people took part; this is an estimate.", n=people.different))
        if people.basis:
            said.append(words.say(people.basis))
    elif people.different:
        said.append(
            words.plural(
                "{n} person took part, counted by name.",
                "{n} different people took part, counted by name.",
                people.different,
            )
        )
    if people.attendances.value:
        text = N_("Together they came {times} times.") if people.different else N_("People came {times} times.")
        said.append(words(text, times=people.attendances.value))
    if people.new:
        said.append(words.plural("{n} was there for the first time.", "{n} were there for the first time.", people.new))
    return c.listed(said)


def measure_sentence(one: MeasureFigures, words: Words) -> str:
    """Return a measurement in plain words: "Of 60 people asked in October 2026, 41 said yes (68%)."."""
    values = {
        "asked": one.asked,
        "month": c.month(words, one.taken_on),
        "yes": one.yes,
        "percent": c.percent(one.yes, one.asked),
    }
    if one.question:
        return words(
            "In {month} we asked {asked} people “{question}” {yes} of them said yes ({percent}%).",
            question=one.question, **values,
        )  # fmt: skip
    return words("Of {asked} people whom we asked in {month}, {yes} said yes ({percent}%).", **values)


def outcome_blocks(outcome: OutcomeFigures, answer: str, words: Words) -> Iterator[b.Block]:
    """Yield an outcome: the difference that was wanted, what was measured, and the group's own answer."""
    measured = c.listed(measure_sentence(one, words) for one in outcome.measures)
    said = [b.Paragraph(text) for text in (measured, answer) if text]
    yield b.Together((b.Paragraph((b.Strong(outcome.statement),)), *said[:1]))
    yield from said[1:]


def card_blocks(
    cards: Sequence[CardFigures], words: Words, content: Content, *, shrinks_to: float = 0.7
) -> Iterator[b.Block]:
    """Yield pieces of evidence: words first, then photographs, one at full width or in pairs."""
    for card in cards:
        yield from _words_of(card, words)
    numbers = tuple(_number(card, words) for card in cards if card.kind == "number" and card.number is not None)
    if numbers:
        yield b.KeyFigures(numbers)
    pictures = tuple(
        _photograph(card, content, shrinks_to) for card in cards if card.kind == "photograph" and card.sha256
    )
    if len(pictures) == 1:
        yield pictures[0]
    elif pictures:
        yield b.Photographs(pictures)


def _words_of(card: CardFigures, words: Words) -> Iterator[b.Block]:
    if card.kind == "quotation":
        yield b.Quotation(words("“{text}”", text=card.text.strip("“”\"' ")), _attribution(card, words))
    elif card.kind == "story":
        title: tuple[str | b.Strong, ...] = (b.Strong(card.name),)
        yield b.Together((b.Paragraph(title), b.Paragraph(card.text)))
        if said := _attribution(card, words):
            yield b.Paragraph(said, "muted")
    elif card.kind == "document":
        yield b.Paragraph(
            words("{document}: {text}", document=card.name, text=card.caption or card.text or words("we can send it"))
        )


def _number(card: CardFigures, words: Words) -> b.KeyFigure:
    said = "\n".join(text for text in (card.unit or card.name, card.text) if text)
    return b.KeyFigure(words.number(card.number or 0), said)


def _attribution(card: CardFigures, words: Words) -> str:
    said = card.said_by.strip()
    when = c.month(words, card.made_on)
    if card.consented and said:
        said = words("{who} (used with consent)", who=said)
    return ", ".join(part for part in (said, when) if part)


def _photograph(card: CardFigures, content: Content, shrinks_to: float) -> b.Photograph:
    return b.Photograph(content(card.sha256), card.alt_text or card.name, card.caption, shrinks_to)
