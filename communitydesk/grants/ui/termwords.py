"""Terms in words: what each says, and a sentence on what is suggested for an award of one size."""

from __future__ import annotations

import datetime as dt
from typing import Any

from communitydesk.desk.fields import Kind, fields_of
from communitydesk.desk.words import N_, Words
from communitydesk.grants.model import Award, Terms
from communitydesk.grants.proportion import EffectiveTerms, effective_terms

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("The report"), (
        "report_wanted", "report_days", "report_on", "numbers", "budget", "outcomes", "learning", "risks", "accounts", "words_each",
        "words_all", "by_web_form", "upload_limit",
    )),
    (N_("Evidence"), ("receipts", "photographs", "names_wanted", "years_to_keep", "acknowledgement")),
    (N_("Money"), ("cash_limit", "move_percent", "underspend", "equipment_consent")),
    (N_("Match"), ("match_wanted", "volunteer_time", "volunteer_classes", "volunteer_cap", "rate_scheme")),
)  # fmt: skip


def said_term(name: str, value: Any, words: Words) -> str:
    """Return what a term says, in words; what there is none of is said too."""
    field = fields_of(Terms)[name]
    if value in (None, ""):
        return words(N_("no limit")) if name in ("words_each", "words_all", "cash_limit", "volunteer_cap",
                                                 "upload_limit") else words(N_("nothing said"))  # fmt: skip
    if field.kind is Kind.NUMBER and name == "report_days":
        return words.plural("{n} day after the end", "{n} days after the end", value)
    if name in ("outcomes", "photographs") and not value:
        return words(N_("none"))
    if field.kind is Kind.NUMBER and name == "move_percent":
        return words(N_("{n}% of a line"), n=value) if value else words(N_("nothing without asking"))
    return field.show(value, words)


def summary(amount: int, words: Words) -> str:
    """Say in a sentence or two what is suggested for an award of so many pence."""
    day = dt.date(2000, 1, 1)
    terms = effective_terms(Award(name="-", amount=amount, starts_on=day, ends_on=day, funder_key="-"), None)
    return words(
        N_("Suggested for an award of this size: {asked}. The funder's own terms come next, and override it."),
        asked=asked_for(terms, words),
    )


def asked_for(terms: EffectiveTerms, words: Words) -> str:
    """Return what a report under these terms asks for, as a list in words."""
    found = [words.plural("a report {n} day after the end", "a report {n} days after the end", terms.report_days.value)]
    if terms.numbers.value:
        found.append(words(N_("numbers")))
    if terms.budget.value:
        found.append(words(N_("the budget against the spending")))
    if terms.outcomes.value:
        found.append(words.plural("up to {n} outcome", "up to {n} outcomes", terms.outcomes.value))
    if terms.photographs.value:
        found.append(words.plural("{n} photograph", "{n} photographs", terms.photographs.value))
    receipts = {"none": N_("no receipts"), "keep": N_("receipts kept"), "send": N_("receipts sent")}
    found.append(words(receipts.get(terms.receipts.value, "")))
    if terms.risks.value:
        found.append(words(N_("risks and changes")))
    if terms.accounts.value:
        found.append(words(N_("your accounts")))
    return words.listing(found)
