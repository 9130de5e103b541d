"""The questions of a report: they follow from the terms as they hold and from what the group has recorded.

Three headings come from IVAR's Better Reporting; the fields are those of DOMAIN, "An end-of-grant report, field by
field". A question says why it is asked, and may be left out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communitydesk.desk.words import N_, Message, message
from communitydesk.grants.proportion import EffectiveTerms, Term

HEADINGS = {
    "money": N_("What we did with the money"),
    "achieved": N_("What was achieved"),
    "learned": N_("What we learned"),
}
"""The three parts of a report, in the group's own voice."""

OUTCOME, LINE = "outcome:", "line:"
"""Begin the names of answers that belong to an outcome or to a budget line; the record's key follows."""


@dataclass(frozen=True)
class Question:
    """One question of a report.

    `id` names its answer. `asks` is what the treasurer reads, `heading` what stands in the document where the part
    needs one. `limit` is in words. `fills` names the figures that the program puts beside the answer, `evidence` the
    kinds of card that belong there. `in_words` is false where the figures alone answer. `needed` is true where a
    report without it would be returned.
    """

    id: str
    part: str
    asks: Message
    heading: Message
    why: Message
    limit: int | None = None
    fills: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    in_words: bool = True
    needed: bool = True


@dataclass(frozen=True)
class Holds:
    """What the group has recorded for an award, as far as it decides which questions are asked."""

    outcomes: tuple[tuple[str, str], ...] = ()  # key and statement, in the award's order
    cash_match: bool = False
    kind_match: bool = False
    hours: bool = False
    counts: bool = False  # sessions, people or promises in numbers
    equipment: bool = False
    changes: bool = False
    unspent: int = 0
    evidence: bool = False
    held_for: bool = False  # the money is a person's, or another body holds it


_RECORDED = {
    "cash": N_("You recorded other money for this project."),
    "kind": N_("You recorded things in kind; they show what the grant brought with it."),
    "hours": N_("You counted volunteer hours as match for this award."),
    "equipment": N_("You recorded equipment bought with this award."),
    "changes": N_("You recorded a change that was agreed."),
    "unspent": N_("Money is left over, and the funder will want to know what becomes of it."),
    "evidence": N_("You chose this award for pieces of evidence."),
    "always": N_("Every funder wants to know this."),
}


def questions_for(terms: EffectiveTerms, kind: str, holds: Holds) -> tuple[Question, ...]:
    """Return a report's questions in the order of the document. `kind` is "interim" or "final"."""
    limit = terms.words_each.value
    return (
        *_money(terms, kind, holds, limit),
        *_achieved(terms, holds, limit),
        *_learned(terms, kind, limit),
    )


def _always() -> Message:
    return Message(_RECORDED["always"])


def _either(term: Term[bool], recorded: str) -> Message:
    """Why something is asked that a term wants or that the records call for."""
    return term.why if term.value else Message(_RECORDED[recorded])


def _money(terms: EffectiveTerms, kind: str, holds: Holds, limit: int | None) -> Iterator[Question]:
    yield Question(
        "spent_on",
        "money",
        Message(N_("What did you spend the money on?")),
        Message(N_("What it was spent on")),
        _always(),
        limit,
        fills=("budget", "received"),
        evidence=() if terms.numbers.value else ("photograph", "quotation"),
    )
    if terms.budget.value:
        yield Question(
            "budget",
            "money",
            Message(N_("Where the spending differs from the budget: why?")),
            Message(N_("Budget and spending")),
            terms.budget.why,
            fills=("reasons",),
            in_words=False,
        )
    if holds.unspent > 0:
        text = N_("What do you propose for the money left over?")
        if kind == "interim":
            text = N_("How will the rest of the money be spent?")
        why = terms.underspend.why if terms.underspend.from_funder else Message(_RECORDED["unspent"])
        yield Question(
            "underspend", "money", Message(text), Message(N_("Money left over")), why, limit, fills=("underspend",)
        )
    if terms.receipts.value != "none":
        yield Question(
            "receipts",
            "money",
            Message(N_("Which receipts are there for it?")),
            Message(N_("Receipts")),
            terms.receipts.why,
            fills=("receipts",),
            in_words=False,
        )
    if holds.changes or terms.risks.value:
        yield Question(
            "changes",
            "money",
            Message(N_("What changed from what you planned, and who agreed to it?")),
            Message(N_("Changes agreed")),
            _either(terms.risks, "changes"),
            limit,
            fills=("changes",),
            needed=False,
        )
    yield from _match(terms, holds, limit)
    if holds.equipment:
        yield Question(
            "equipment",
            "money",
            Message(N_("What equipment did the money buy, and where is it now?")),
            Message(N_("Equipment")),
            Message(_RECORDED["equipment"]),
            limit,
            fills=("equipment",),
            in_words=False,
        )


def _match(terms: EffectiveTerms, holds: Holds, limit: int | None) -> Iterator[Question]:
    wanted = terms.match_wanted
    if holds.cash_match or wanted.value:
        yield Question(
            "other_money",
            "money",
            Message(N_("What other money went into it?")),
            Message(N_("Other money")),
            wanted.why if wanted.value else Message(_RECORDED["cash"]),
            limit,
            fills=("cash",),
            in_words=False,
            needed=bool(wanted.value),
        )
    if holds.kind_match:
        yield Question(
            "in_kind",
            "money",
            Message(N_("What support did you have that was not money?")),
            Message(N_("Support that was not money")),
            Message(_RECORDED["kind"]),
            limit,
            fills=("kind",),
            in_words=False,
            needed=False,
        )
    if holds.hours:
        yield Question(
            "volunteers",
            "money",
            Message(N_("How many people gave their time, how much, and what is it worth?")),
            Message(N_("Time given by volunteers")),
            Message(_RECORDED["hours"]),
            limit,
            fills=("hours",),
            in_words=False,
            needed=False,
        )


def _achieved(terms: EffectiveTerms, holds: Holds, limit: int | None) -> Iterator[Question]:
    if terms.numbers.value:
        yield Question(
            "done",
            "achieved",
            Message(N_("What did you do, where, and who took part?")),
            Message(N_("What we did")),
            terms.numbers.why,
            limit,
            fills=("outputs", "activities", "people", "places") if holds.counts else (),
        )
    if terms.outcomes.value:
        yield from _outcomes(terms.outcomes, holds, limit)
    if terms.photographs.value or holds.evidence:
        yield Question(
            "evidence",
            "achieved",
            Message(N_("Which photographs and whose words show it?")),
            Message(N_("In pictures and in people's words")),
            terms.photographs.why if terms.photographs.value else Message(_RECORDED["evidence"]),
            fills=("cards",),
            evidence=("photograph", "quotation", "story", "number", "document"),
            in_words=False,
            needed=False,
        )
    if terms.acknowledgement.value:
        yield Question(
            "publicity",
            "achieved",
            Message(N_("How did you let people know, and how did you thank the funder?")),
            Message(N_("Publicity and thanks")),
            terms.acknowledgement.why,
            limit,
            evidence=("photograph", "document"),
        )


def _outcomes(term: Term[int], holds: Holds, limit: int | None) -> Iterator[Question]:
    heading = Message(N_("What difference it made"))
    evidence = ("number", "quotation", "story", "photograph", "document")
    if not holds.outcomes:
        asks = Message(N_("What difference did it make?"))
        yield Question("difference", "achieved", asks, heading, term.why, limit, evidence=evidence)
    for key, statement in holds.outcomes[: term.value]:
        yield Question(
            OUTCOME + key,
            "achieved",
            message(N_("What difference did it make? {outcome}"), outcome=statement),
            heading,
            term.why,
            limit,
            fills=("outcome",),
            evidence=evidence,
        )


def _learned(terms: EffectiveTerms, kind: str, limit: int | None) -> Iterator[Question]:
    if terms.learning.value:
        yield Question(
            "learned",
            "learned",
            Message(N_("What did not work, and what did you learn?")),
            Message(N_("What did not work, and what we learned")),
            terms.learning.why,
            limit,
        )
    if terms.risks.value:
        yield Question(
            "risks",
            "learned",
            Message(N_("What risks did you meet, and what did you do about them?")),
            Message(N_("Risks")),
            terms.risks.why,
            limit,
        )
    if terms.learning.value:
        yield Question(
            "next",
            "learned",
            Message(N_("What happens next?")),
            Message(N_("What happens next")),
            terms.learning.why,
            limit,
            needed=False,
        )
    if terms.accounts.value and kind == "final":
        yield Question(
            "accounts",
            "learned",
            Message(N_("Where can the funder read your group's accounts?")),
            Message(N_("Our accounts")),
            terms.accounts.why,
            limit,
        )


def word_count(text: str) -> int:
    """Return how many words a funder's form would count: what stands between blanks and holds a letter or digit."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))
