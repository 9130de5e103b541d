"""Which documents expense claims can produce: each claim's form, an empty form, and the claims of a period."""

from __future__ import annotations

import datetime as dt

from communitydesk.desk.dates import Period
from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, message
from communitydesk.group.figures import current_year, name_of
from communitydesk.paper.blocks import Story
from communitydesk.paper.document import Document
from communitydesk.people.figures.expenses import ClaimsWanted, claim_figures, claim_rows
from communitydesk.people.figures.miles import mile_rates

GROUP = Message(N_("Expenses"))


def documents_of_claims(desk: Desk, today: dt.date) -> tuple[Document, ...]:
    """Return the list of this year's claims, an empty form, and the form of every claim, the latest first."""
    with desk.read() as session:
        year, rows = current_year(session, today), claim_rows(session)
    listed = (list_document(desk, year, today),) if rows else ()
    return (*listed, blank_document(desk, today), *(claim_document(desk, row.key, row.number, today) for row in rows))


def claim_document(desk: Desk, key: str, number: int, today: dt.date) -> Document:
    """Return a claim's form; its file name holds the claim's number."""

    def make(words: Words) -> Story:
        from communitydesk.people.documents.claims import ClaimPaper, claim_story, rates_of

        with desk.read() as session:
            claim = claim_figures(session, key, today)
            if claim is None:
                raise Refused(N_("This claim is not there any more; it may have been removed."))
            paper = ClaimPaper(name_of(session), claim, rates_of(claim, mile_rates(session)))
        return claim_story(paper, words, today, desk.content)

    title = message(N_("Expense claim {n}"), n=number)
    return Document(f"expense-claim-{number}", title, make, GROUP, "expenses", key)


def blank_document(desk: Desk, today: dt.date) -> Document:
    """Return an empty claim form."""

    def make(words: Words) -> Story:
        from communitydesk.people.documents.claims import blank_claim

        with desk.read() as session:
            return blank_claim(name_of(session), mile_rates(session), words, today)

    return Document("expense-claim-form", Message(N_("Expense claim, empty form")), make, GROUP, "expenses")


def list_document(desk: Desk, period: Period, today: dt.date, name: str = "") -> Document:
    """Return the claims with a line in a period as a list; `name` tells one period's file from another's."""

    def make(words: Words) -> Story:
        from communitydesk.people.documents.claims import claims_story

        with desk.read() as session:
            rows = claim_rows(session, ClaimsWanted(period=period))
            group = name_of(session)
        return claims_story(group, period, rows[::-1], words, today)

    title = Message(N_("Expense claims this year")) if not name else Message(N_("Expense claims"))
    return Document("-".join(filter(None, ("expense-claims", name))), title, make, GROUP, "expenses")
