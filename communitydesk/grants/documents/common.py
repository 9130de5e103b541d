"""What every paper about an award has in common: its head, its foot, its facts, and columns of money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from communitydesk.desk.words import N_, Words
from communitydesk.grants.figures.report_parts import AwardFacts, GroupFacts, ReportFigures
from communitydesk.grants.model.awards import REPORT_KINDS
from communitydesk.group.model import LEGAL_FORMS
from communitydesk.paper import blocks as b

KICKERS = {
    "interim": N_("Interim monitoring report to {funder}"),
    "final": N_("Final monitoring report to {funder}"),
}
PAGE_WORDS = N_("Page {n} of {m}")


def page_words(words: Words) -> str:
    """Return the template of the page number, its places still open."""
    return words(PAGE_WORDS)


def sign(words: Words) -> str:
    """Return the currency sign for a column's heading."""
    return "".join(
        letter for letter in words.money(0) if not letter.isdigit() and letter not in "., \N{NO-BREAK SPACE}"
    )


def money_column(words: Words, heading: str) -> b.Column:
    """Return a column of amounts, lined up on the point; the sign stands in its heading."""
    return b.Column(f"{heading} {sign(words)}", "decimal")


def strong(*cells: str) -> tuple[b.Cell, ...]:
    """Return the cells of a row of totals."""
    return tuple(b.Cell(cell, strong=True) for cell in cells)


def head(figures: ReportFigures, words: Words, *, kicker: str, lead: str = "") -> b.Cover:
    """Return the heading block: kind of document, project, who and when."""
    award = figures.award
    facts = [holder(figures, words)]
    if award.reference:
        facts.append(words("Reference {reference}", reference=award.reference))
    facts.append(words.period(figures.start, figures.end))
    return b.Cover(award.name, kicker, tuple(facts), lead)


def holder(figures: ReportFigures, words: Words) -> str:
    """Return whose award it is: the group, or a person or another body with the group's help (004 5.4)."""
    award, group = figures.award, figures.group
    if award.recipient == "person" and award.recipient_name:
        return words("{person}, with the help of {group}", person=award.recipient_name, group=group.name)
    if award.recipient == "held" and (award.recipient_name or group.money_held_by):
        body = award.recipient_name or group.money_held_by
        return words("{group}, money held by {body}", group=group.name, body=body)
    return group.name


def foot(group: str, what: str, reference: str = "") -> str:
    """Return the words at the left of each foot: group, document, reference."""
    return ", ".join(part for part in (group, " ".join(part for part in (what, reference) if part)) if part)


def report_name(figures: ReportFigures, words: Words) -> str:
    """Return what kind of report it is."""
    return words(REPORT_KINDS[figures.kind])


def told(
    figures: ReportFigures,
    words: Words,
    what: str,
    blocks: Iterable[b.Block],
    data: Sequence[b.DataFile] = (),
    *,
    landscape: bool = False,
) -> b.Story:
    """Return a story about a report's award; `what` names the document in its title and at its foot."""
    return b.Story(
        title=f"{what}: {figures.award.name}",
        blocks=tuple(blocks),
        page_words=page_words(words),
        made_on=figures.as_at,
        language=words.tag,
        author=figures.group.name,
        subject=words(KICKERS[figures.kind], funder=figures.funder.name),
        reference=figures.award.reference,
        foot=foot(figures.group.name, what, figures.award.reference),
        data=tuple(data),
        landscape=landscape,
    )


def about_rows(figures: ReportFigures, words: Words, *, short: bool = False) -> tuple[tuple[str, str], ...]:
    """Return what a funder files a report by, beyond what the head of the document says; only what is known.

    A `short` one, for a single page, leaves out what the page's head has said.
    """
    award, group = figures.award, figures.group
    programme = f"{figures.funder.name}, {award.programme}" if award.programme else figures.funder.name
    rows: tuple[tuple[str, str], ...]
    if short:
        rows = (
            (words("Who you may ask"), contact(group)),
            (words("Awarded"), awarded(award, words)),
            (words("What it is for"), award.purpose),
        )
        return tuple((label, value) for label, value in rows if value)
    rows = (
        (words("Kind of body"), legal_form(group, words)),
        (words("Who you may ask"), contact(group)),
        (words("Funder"), programme),
        (words("Awarded"), awarded(award, words)),
        (words("What it is for"), award.purpose),
        (words("Project ran"), words.period(award.starts_on, award.ends_on)),
        (words("Figures as at"), words.date(figures.as_at)),
    )
    return tuple((label, value) for label, value in rows if value)


def legal_form(group: GroupFacts, words: Words) -> str:
    """Return what kind of body the group is, with its numbers where it has any."""
    form = words(LEGAL_FORMS.get(group.legal_form, ""))
    numbers = []
    if group.charity_number:
        numbers.append(words("charity number {number}", number=group.charity_number))
    if group.company_number:
        numbers.append(words("company number {number}", number=group.company_number))
    return ", ".join(part for part in (form, *numbers) if part)


def contact(group: GroupFacts) -> str:
    """Return who answers a funder's questions: name and role, mail, telephone."""
    return ", ".join(part for part in (group.contact_name, group.contact_role, group.email, group.phone) if part)


def awarded(award: AwardFacts, words: Words) -> str:
    """Return the award's amount and the day on which it was offered."""
    amount = words.money(award.amount)
    return words("{amount}, offered on {day}", amount=amount, day=award.awarded_on) if award.awarded_on else amount


def listed(items: Iterable[str]) -> str:
    """Return sentences as one paragraph."""
    return " ".join(item for item in items if item)


def month(words: Words, day: dt.date | None) -> str:
    """Return the month of a day: June 2026."""
    return words.date_as(day, "MMMM y") if day else ""


def percent(part: int, whole: int) -> int:
    """Return a part in whole per cent, halves up."""
    return (200 * part + whole) // (2 * whole) if whole else 0
