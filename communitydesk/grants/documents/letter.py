"""The courteous letter to a funder who asks much more than the size of an award suggests.

What it may cite depends on who the funder is: to a public one the Civil Society Covenant (17 July 2025) with the
Compact code of 2003, 5.3, as its history; to a trust or foundation only its own published pledge, if it made one
(DOMAIN, "Proportionate monitoring").
"""

from __future__ import annotations

from collections.abc import Iterator

from communitydesk.desk.words import N_, Message, Money, Words, message
from communitydesk.grants.documents import common as c
from communitydesk.grants.figures.paper_parts import LetterFigures
from communitydesk.grants.figures.report_parts import FunderFacts
from communitydesk.grants.proportion import MuchMore
from communitydesk.paper import blocks as b

PUBLIC = ("public", "lottery")
PLEDGING = ("trust",)
COVENANT = N_(
    "The Civil Society Covenant of 17 July 2025 carries on what the Compact on community groups said in 2003 (5.3): what "
    "a group is asked for should be in proportion to the grant, in line with other funders and no barrier, and "
    "photographs and stories may show success too."
)


def may_cite(funder: FunderFacts) -> str:
    """Return what a letter to this funder may cite: "covenant", "pledge" or "" (then it asks without citing)."""
    if funder.kind in PUBLIC:
        return "covenant"
    return "pledge" if funder.kind in PLEDGING and funder.pledge.strip() else ""


def letter_story(figures: LetterFigures, words: Words) -> b.Story:
    """Return the letter, ready to be signed."""
    title = words("Letter about our report")
    return b.Story(
        title=title,
        blocks=tuple(_blocks(figures, words)),
        page_words=c.page_words(words),
        made_on=figures.written_on,
        language=words.tag,
        author=figures.group.name,
        subject=figures.award.name,
        reference=figures.award.reference,
        foot=c.foot(figures.group.name, "", figures.award.reference),
    )


def _blocks(figures: LetterFigures, words: Words) -> Iterator[b.Block]:
    group, funder, award = figures.group, figures.funder, figures.award
    sender = (group.name, *_lines(group.address), group.email, group.phone)
    to = (", ".join(part for part in (funder.person, funder.job) if part), funder.name, *_lines(funder.address))
    yield b.Letterhead(
        tuple(line for line in sender if line),
        tuple(line for line in to if line),
        words.date(figures.written_on),
    )
    yield b.Paragraph(words("Dear {name},", name=funder.person) if funder.person else words("Dear Sir or Madam,"))
    about = words("The report on “{award}”", award=award.name)
    if award.reference:
        about = words(
            "The report on “{award}”, your reference {reference}", award=award.name, reference=award.reference
        )
    yield b.Paragraph((b.Strong(about),))
    yield b.Paragraph(_time(figures, words))
    yield _table(figures.more, words)
    if cited := _cited(funder, words):
        yield b.Paragraph(cited)
    asked = b.Paragraph(
        words(
            "Would the shorter report do? If there is a reason for more, please tell us and we will send it. We keep the "
            "records either way, and you are welcome to look at them."
        )
    )
    name = tuple(part for part in (group.contact_name, group.contact_role) if part)
    closing = b.Closing(words("Yours sincerely,") if funder.person else words("Yours faithfully,"), name)
    yield b.Together((asked, closing))


def _lines(address: str) -> list[str]:
    """The lines of an address; town and postcode share the last."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return [*lines[:-2], " ".join(lines[-2:])] if len(lines) > 2 else lines


def _time(figures: LetterFigures, words: Words) -> str:
    asked, usual = figures.more.asked.hours, figures.more.suggested.hours
    return words(
        "Thank you for your grant of {amount}. By our own estimate, the report as you ask for it takes us {asked}; for "
        "a grant of this size we would suggest one of {usual}. This is what takes the time, and what we would suggest "
        "instead:",
        amount=Money(figures.award.amount),
        asked=words.plural("about {n} hour", "about {n} hours", asked),
        usual=words.plural("about {n} hour", "about {n} hours", usual),
    )


def _table(more: MuchMore, words: Words) -> b.Table:
    columns = (
        b.Column(words("You ask for"), header=True, share=1.0),
        b.Column(words("We would suggest"), share=1.0),
    )
    rows = [(words.say(extra.asked), words.say(extra.usual)) for extra in more.extras if not extra.out]
    if out := [words.say(extra.asked) for extra in more.extras if extra.out]:
        rows.append((words.listing(out), words("to leave this out")))
    return b.Table(columns, tuple(rows), small=True)


def _cited(funder: FunderFacts, words: Words) -> str:
    cite = may_cite(funder)
    if cite == "covenant":
        return words(COVENANT)
    if cite == "pledge":
        return words("You have published this about reporting: “{pledge}”", pledge=funder.pledge.strip().strip('“”"'))
    return ""


def why_this_letter(funder: FunderFacts) -> Message:
    """Say to the treasurer what the letter cites, and why nothing else."""
    match may_cite(funder):
        case "covenant":
            return message(N_("The letter cites the Civil Society Covenant, which holds for public funders."))
        case "pledge":
            return message(
                N_(
                    "The letter cites only what {funder} itself has published.",
                ),
                funder=funder.name,
            )
    return message(
        N_("The letter cites nothing: the Covenant binds public bodies, and no pledge of {funder} is written down."),
        funder=funder.name,
    )
