"""How grants take part in the sheet of a session: which awards take its time as match, what it is worth, the claim.

Given to the people's room through `context.extra["match_hook"]`, since that room may not know this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communitydesk.desk.desk import Desk
from communitydesk.desk.words import N_, Message, Money, message

if TYPE_CHECKING:  # the window makes the hook at its start; what it stands on is loaded with the first sheet
    from communitydesk.people.actions import SessionRecorded
    from communitydesk.people.entry import SessionRow
    from communitydesk.people.figures import HoursWanted, Total
    from communitydesk.widgets.fieldrows import Choice


class GrantsMatch:
    """Says and claims what a session's time counts for. Implements `people.ui.session.MatchHook` and
    `people.ui.hours.AwardHook`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def choices(self, activity_key: str | None, day: dt.date) -> Sequence[Choice]:
        """Return the awards that take volunteer time then, the likeliest first."""
        from communitydesk.grants.figures.hours import awards_taking_time
        from communitydesk.widgets.fieldrows import Choice

        return [Choice(key, name) for key, name in awards_taking_time(self.desk, activity_key, day)]

    def awards(self) -> Sequence[Choice]:
        """Return the awards for which hours count already."""
        from communitydesk.grants.figures.hours import awards_with_hours
        from communitydesk.widgets.fieldrows import Choice

        return [Choice(key, name) for key, name in awards_with_hours(self.desk)]

    def of_award(self, wanted: HoursWanted, award_key: str) -> HoursWanted:
        """Return those of the hours wanted that count for an award; "" means for none."""
        from communitydesk.grants.figures.hours import of_award

        return of_award(wanted, award_key)

    def totals(self, wanted: HoursWanted) -> Sequence[Total]:
        """Return the hours wanted, added up by award."""
        from communitydesk.grants.figures.hours import hours_by_award

        return hours_by_award(self.desk, wanted)

    def worth(self, award_key: str, day: dt.date, rows: Sequence[SessionRow]) -> Message:
        """Return what the time is worth there, as half a sentence, and what of it the funder does not take."""
        from communitydesk.grants.figures.hours import worth_of
        from communitydesk.grants.figures.match import Given, hours_said

        given = [Given(row.role_class or "general", day, row.minutes * row.people) for row in rows if row.minutes]
        found = worth_of(self.desk, award_key, given)
        if not found.pence and found.without_rate:
            return message(N_("there is no rate yet for what an hour is worth on this day"))
        if not found.pence:
            return message(N_("the funder does not take this time as match"))
        if found.refused:
            return message(
                N_("worth {amount} at the rates your funder accepts; {rest} of it does not count"),
                amount=Money(found.pence), rest=hours_said(found.refused),
            )  # fmt: skip
        return message(N_("worth {amount} at the rates your funder accepts"), amount=Money(found.pence))

    def claim(self, award_key: str, done: SessionRecorded) -> None:
        """Claim what the funder takes of the hours; called inside the change that records them."""
        from communitydesk.grants.actions.match import claim_hours
        from communitydesk.grants.figures.hours import accepted_of

        keys = [one.key for one in done.hours if one]
        if taken := accepted_of(self.desk, award_key, keys) if keys else ():
            claim_hours(self.desk, award_key, taken)
