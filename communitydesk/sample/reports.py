"""The sample's evidence cards and its reports: one sent long ago, three being written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from communitydesk.activities.model import Activity, Session
from communitydesk.desk.words import Words
from communitydesk.grants.model import Answer, Award, AwardCard, BudgetLine, Report, ReportCard, ReportDue
from communitydesk.impact.model import CardOutcome, Consent, EvidenceCard, Outcome
from communitydesk.sample.book import Book

OF_CARDS = {"picture", "variant", "outcomes", "awards", "consents", "ref"}


def cards(book: Book, data: Mapping[str, Any], pictures: Mapping[str, str]) -> None:
    """Add the evidence cards; `pictures` is the key of each card's attachment, by the card's short name."""
    for row in data["cards"]:
        own = {name: value for name, value in row.items() if name not in OF_CARDS}
        own["made_on"] = book.calendar.day(row["made_on"])
        card = book.add(EvidenceCard, row["ref"], **own, attachment_key=pictures.get(row["ref"]))
        for outcome in row["outcomes"]:
            book.add(CardOutcome, card_key=card.key, outcome_key=book.key_of(Outcome, outcome))
        for award in row["awards"]:
            book.add(AwardCard, card_key=card.key, award_key=book.key_of(Award, award))
        for consent in row.get("consents", ()):
            book.read(Consent, {**consent, "card_key": row["ref"]})


def reports(book: Book, data: Mapping[str, Any]) -> None:
    """Add the reports with their answers and cards; numbers in the answers are counted from the sessions."""
    for row in data["reports"]:
        award = book.find(Award, row["award"])
        dates = {name: book.calendar.day(row[name]) for name in ("start", "end", "as_at")}
        told = _numbers(book, dates["start"], dates["end"])
        report = book.add(
            Report, row["ref"], award_key=award.key, kind=row["kind"], due_key=book.key_of(ReportDue, row["due"]),
            quote=row["quote"].format_map(told), signed_by=row.get("signed_by", ""), **dates,
            signed_role=row.get("signed_role", ""), second_by=row.get("second_by", ""),
            second_role=row.get("second_role", ""),
        )  # fmt: skip
        unfinished = row.get("unfinished", ())
        for question, text in _answers(book, row["answers"]):
            done = question.split(":")[0] not in unfinished
            book.add(Answer, report_key=report.key, question=question, text=text.format_map(told), done=done)
        for question, reason in row.get("left_out", {}).items():
            book.add(Answer, report_key=report.key, question=question, left_out=True, reason=reason)
        for position, card in enumerate(row["cards"], 1):
            book.add(ReportCard, report_key=report.key, card_key=book.key_of(EvidenceCard, card), position=position)


def _answers(book: Book, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(question, text) for question, text in answers.items() if question not in ("outcomes", "lines")]
    for outcome, text in answers.get("outcomes", {}).items():
        found.append((f"outcome:{book.key_of(Outcome, outcome)}", text))
    for line, text in answers.get("lines", {}).items():
        found.append((f"line:{book.key_of(BudgetLine, line)}", text))
    return found


def _numbers(book: Book, start: dt.date, end: dt.date) -> dict[str, str]:
    """What answers may name: how many lunches, meals, garden sessions and repair mornings a period had."""
    said = Words()
    names = {book.key_of(Activity, name): name for name in ("lunch", "garden", "repair")}
    held = [one for one in book.kept(Session) if one.activity_key in names and start <= one.held_on <= end]
    counts = Counter(names[one.activity_key] for one in held)
    meals = sum(one.headcount or 0 for one in held if names[one.activity_key] == "lunch")
    return {
        "lunches": said.number(counts["lunch"]),
        "gardens": said.number(counts["garden"]),
        "repairs": said.number(counts["repair"]),
        "meals": said.number(meals),
        "change": said.date(book.calendar.day("m-9:05")),
    }
