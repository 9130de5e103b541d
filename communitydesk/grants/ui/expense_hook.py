"""What grants do with an expense claim: the awards that pay for it, its payment as spending, what is given as match.

Given to the people's room through `context.extra["expense_hook"]`, since that room may not know this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Money, message

if TYPE_CHECKING:  # the window makes the hook at its start; what it stands on is loaded with the first claim
    from PySide6.QtWidgets import QWidget

    from communitydesk.grants.figures.expenses import ClaimSpending
    from communitydesk.widgets.context import Context


class GrantsExpenses:
    """Pays, shares out and counts claims. Implements `people.ui.claim_sheets.ExpenseHook`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def shares(self, context: Context, amount: Callable[[], int | None], claim_key: str) -> QWidget:
        """Return the rows of award, line and amount, with what was chosen before."""
        from communitydesk.grants.figures.expenses import claim_spending
        from communitydesk.grants.ui.shares import Shares

        return Shares(context, amount, claim_spending(self.desk, claim_key).parts)

    def pay(self, claim_key: str, on: dt.date, how: str, shares: Any, said: tuple[str, str, str], pence: int) -> None:
        """Pay a claim and record it as spending."""
        from communitydesk.grants.actions.expenses import Said, pay_claim

        pay_claim(self.desk, claim_key, on, how, shares.shares(pence), Said(*said))

    def share(self, claim_key: str, shares: Any, said: tuple[str, str, str], pence: int) -> None:
        """Put a paid claim on awards."""
        from communitydesk.grants.actions.expenses import Said, share_claim

        share_claim(self.desk, claim_key, shares.shares(pence), Said(*said))

    def unpay(self, claim_key: str) -> None:
        """Say that a claim was not paid after all."""
        from communitydesk.grants.actions.expenses import unpay_claim

        unpay_claim(self.desk, claim_key)

    def waive(self, claim_key: str, amount: int, on: dt.date) -> None:
        """Give a part of a claim to the group; what of it counts as match follows."""
        from communitydesk.grants.actions.expenses import waive_claim

        waive_claim(self.desk, claim_key, amount, on)

    def awards(self) -> Sequence[tuple[str, str]]:
        """Return key and name of the awards for which something given may count as match."""
        from communitydesk.grants.figures.expenses import awards_for_match

        return awards_for_match(self.desk)

    def count(self, claim_key: str, award_key: str, said: tuple[str, str, str], basis: str) -> None:
        """Count what was given as match for an award."""
        from communitydesk.grants.actions.expenses import Said, count_given

        count_given(self.desk, claim_key, award_key, Said(*said), basis)

    def uncount(self, claim_key: str) -> None:
        """Count what was given as match for no award."""
        from communitydesk.grants.actions.expenses import uncount_given

        uncount_given(self.desk, claim_key)

    def told(self, claim_key: str) -> tuple[tuple[Message, ...], tuple[Message, ...], int, bool]:
        """Return what became of a claim, what is wrong with that, the pence on no award, and whether it is match."""
        from communitydesk.grants.figures.expenses import claim_spending

        found = claim_spending(self.desk, claim_key)
        return tuple(_sentences(found)), found.wrong, found.rest, bool(found.match_award)


def _sentences(found: ClaimSpending) -> Iterator[Message]:
    for part in found.parts:
        place = f"{part.award} · {part.line}" if part.line else part.award
        yield message(N_("{amount} is paid by {award}."), amount=Money(part.amount), award=place)
    if found.payment_key and found.rest:
        yield message(N_("{amount} is on no award."), amount=Money(found.rest))
    if found.match_award:
        yield message(N_("What was given counts as match for {award}."), award=found.match_award)
