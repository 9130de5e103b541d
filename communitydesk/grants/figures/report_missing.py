"""What is missing before a report can go, each with where it is mended."""

from __future__ import annotations

from collections.abc import Iterator

from communitydesk.desk.words import N_, Message, counted, message
from communitydesk.grants.figures import report_parts as p
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.problems import Problem

TABS = {
    "no_receipt": "spending", "before": "spending", "after": "spending", "twice": "spending", "no_line": "spending",
    "cash": "spending", "not_paid_back": "spending", "promise": "spending", "opening_twice": "spending",
    "consent": "outcomes", "match_short": "match", "no_rate": "match",
}  # fmt: skip
"""Where on the award's page a kind of problem is mended; the overview for the rest."""
_ELSEWHERE = ("report", "instalment", "spend_soon", "consent")
"""Kinds that do not belong on a report's own list: its date is known, or it is said more exactly here."""


def missing(figures: p.ReportFigures, overview: AwardFigures) -> tuple[p.Missing, ...]:
    """Return what is to be put right before the report goes, the gravest first."""
    found = [
        *_problems(overview),
        *_answers(figures),
        *_words(figures),
        *_evidence(figures),
        *_details(figures),
    ]
    return tuple(sorted(found, key=lambda one: not one.grave))


def _problems(overview: AwardFigures) -> Iterator[p.Missing]:
    for problem in overview.problems:
        if problem.kind not in _ELSEWHERE and problem.severity != "note":
            yield p.Missing(
                problem.sentence, problem.severity == "late", problem.mend, key=overview.key, tab=tab_of(problem),
                problem=problem.kind,
            )  # fmt: skip


def tab_of(problem: Problem) -> str:
    """Return the tab of the award's page on which a problem is mended."""
    return TABS.get(problem.kind, "overview")


def _answers(figures: p.ReportFigures) -> Iterator[p.Missing]:
    for one in figures.answers:
        if one.left_out or not one.question.in_words or one.text or _figures_tell(figures, one):
            continue
        text = message(N_("Not answered yet: {question}"), question=one.question.asks)
        yield _here(figures, text, one.question.needed, N_("Answer it"), one.question.id)
    unfinished = [one for one in figures.answers if one.state == "begun"]
    if unfinished:
        text = counted(N_("{n} answer is not marked as finished."), N_("{n} answers are not marked as finished."),
                       len(unfinished))  # fmt: skip
        yield _here(figures, text, False, N_("Look at it"), unfinished[0].question.id)
    yield from _reasons(figures)


def _figures_tell(figures: p.ReportFigures, one: p.AnswerFigures) -> bool:
    """Whether the figures beside a question that may be left without words say enough."""
    return one.question.id == "changes" and not one.question.needed and bool(figures.changes)


def _reasons(figures: p.ReportFigures) -> Iterator[p.Missing]:
    budget = figures.answer("budget")
    if not budget or budget.left_out:
        return
    # on the way nearly every line differs; only what is over its budget needs a word
    lines = [line for line in figures.lines if line.difference and not line.reason]
    if not figures.final:
        lines = [line for line in lines if line.difference < 0]
    if lines:
        text = counted(
            N_("{n} line differs from the budget, and nothing says why."),
            N_("{n} lines differ from the budget, and nothing says why."),
            len(lines),
        )
        yield _here(figures, text, budget.question.needed and figures.terms.budget.from_funder, N_("Say why"), "budget")


def _words(figures: p.ReportFigures) -> Iterator[p.Missing]:
    for one in figures.answers:
        if one.over and not one.left_out:
            text = counted(
                N_("This answer has {n} word too many: {question}"),
                N_("This answer has {n} words too many: {question}"),
                one.over,
                question=one.question.asks,
            )
            yield _here(figures, text, figures.terms.words_each.from_funder, N_("Shorten it"), one.question.id)
    most = figures.terms.words_all.value
    if most and figures.due_words > most:
        text = counted(N_("The whole report has {n} word too many."), N_("The whole report has {n} words too many."),
                       figures.due_words - most)  # fmt: skip
        yield _here(figures, text, figures.terms.words_all.from_funder, N_("Shorten an answer"), "spent_on")


def _evidence(figures: p.ReportFigures) -> Iterator[p.Missing]:
    for one in figures.kept_out:
        text = message(N_("“{card}” stays out. {why}"), card=one.name, why=one.why)
        yield p.Missing(text, False, Message(N_("Ask for consent")), "impact", one.key)
    asked = figures.answer("evidence")
    if asked and asked.left_out:
        return
    photographs = [card for card in figures.cards if card.kind == "photograph"]
    short = figures.terms.photographs.value - len(photographs)
    if short > 0:
        text = counted(N_("{n} photograph more is wanted."), N_("{n} photographs more are wanted."), short)
        yield _here(figures, text, figures.terms.photographs.from_funder, N_("Choose evidence"), "evidence")
    for card in photographs:
        if not card.alt_text.strip():
            text = message(N_("Say what “{card}” shows, for people who cannot see it."), card=card.name)
            yield p.Missing(text, True, Message(N_("Describe it")), "impact", card.key)


def _details(figures: p.ReportFigures) -> Iterator[p.Missing]:
    if not figures.group.contact_name:
        yield p.Missing(Message(N_("Say whom a funder may ask.")), False, Message(N_("Say who")), "group")
    if figures.people.attendances.value and not figures.people.different and figures.terms.numbers.value:
        text = Message(N_("Say how many different people took part: not everybody's name was taken."))
        yield p.Missing(text, False, Message(N_("Estimate")), "activities")
    if figures.terms.budget.value and len(figures.signatories) < 2:
        text = Message(N_("Two names belong on the declaration."))
        yield _here(figures, text, False, N_("Add names"), "sign")
    if figures.terms.band.id != "to-500" and not figures.quote:
        text = Message(N_("One sentence that the funder could quote is still to be written."))
        yield _here(figures, text, False, N_("Write it"), "quote")


def _here(figures: p.ReportFigures, text: Message, grave: bool, action: str, question: str) -> p.Missing:
    return p.Missing(text, grave, Message(action), "grants", figures.award.key, "report", question)
