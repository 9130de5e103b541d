"""Match: cash and things in kind, hours that count for an award (for one only), and the group's own rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import drop, fill, find, put
from communitydesk.desk.records import Ref
from communitydesk.desk.words import N_, counted
from communitydesk.grants.model import Award, AwardActivity, ClaimMatch, HourClaim, MatchItem, Rate
from communitydesk.group.model import Contact
from communitydesk.people.model import Hours


def add_match(desk: Desk, award_key: str, **values: Any) -> str:
    """Add cash or a thing in kind that the group adds to an award; return its key. Raises FieldTrouble."""
    item = MatchItem(award_key=award_key, **values)
    with desk.change(N_("Add match {item}"), item=item) as session:
        put(session, item)
    return item.key


def amend_match(desk: Desk, item_key: str, **values: Any) -> None:
    """Put other values into match in cash or in kind."""
    with desk.change(N_("Change match {item}"), item=Ref("match_item", item_key)) as session:
        fill(find(session, MatchItem, item_key), values)


def remove_match(desk: Desk, item_key: str) -> None:
    """Take match in cash or in kind away."""
    with desk.change(N_("Remove match {item}"), item=Ref("match_item", item_key)) as session:
        drop(session, ClaimMatch, match_item_key=item_key)
        drop(session, MatchItem, key=item_key)


# -- hours ---------------------------------------------------------------------------------


def claim_hours(desk: Desk, award_key: str, hours_keys: Iterable[str]) -> int:
    """Count entries of hours as match for an award; return how many were not counted for it before.

    An hour counts for one award only: Refused names the award for which it counts already, and nothing is claimed.
    """
    keys = tuple(dict.fromkeys(hours_keys))
    label = counted(
        N_("Count {n} entry of hours for {award}"), N_("Count {n} entries of hours for {award}"), len(keys),
        award=Ref("award", award_key),
    )  # fmt: skip
    with desk.change(label) as session:
        find(session, Award, award_key)
        there = _claims(session, keys)
        for claim in there.values():
            if claim.award_key != award_key:
                first = find(session, Award, claim.award_key)
                raise Refused(
                    N_("These hours already count for {award}, from {funder}. An hour counts for one funder only."),
                    award=first.name, funder=find(session, Contact, first.funder_key).name,
                )  # fmt: skip
        new = [key for key in keys if key not in there]
        for key in new:
            find(session, Hours, key)
        session.add_all(HourClaim(hours_key=key, award_key=award_key) for key in new)
        session.flush()
    return len(new)


def _claims(session: Session, keys: Sequence[str]) -> dict[str, HourClaim]:
    found: dict[str, HourClaim] = {}
    for start in range(0, len(keys), 500):  # well under the most values that one statement takes
        part = keys[start : start + 500]
        for claim in session.scalars(select(HourClaim).where(HourClaim.hours_key.in_(part))):
            found[claim.hours_key] = claim
    return found


def unclaim_hours(desk: Desk, hours_keys: Iterable[str]) -> int:
    """Let entries of hours count for no award; return how many did."""
    keys = tuple(dict.fromkeys(hours_keys))
    label = counted(
        N_("Count {n} entry of hours for no award"), N_("Count {n} entries of hours for no award"), len(keys)
    )
    with desk.change(label) as session:
        claims = _claims(session, keys)
        for claim in claims.values():
            session.delete(claim)
    return len(claims)


def claim_all(desk: Desk, award_key: str, start: dt.date | None = None, end: dt.date | None = None) -> int:
    """Count every hour of the award's activities in a period that counts for no award yet; return how many entries.

    Without a period the award's own dates are taken.
    """
    with desk.read() as session:
        award = find(session, Award, award_key)
        keys = session.scalars(
            select(Hours.key)
            .join(AwardActivity, AwardActivity.activity_key == Hours.activity_key)
            .outerjoin(HourClaim, HourClaim.hours_key == Hours.key)
            .where(
                AwardActivity.award_key == award_key,
                HourClaim.key.is_(None),
                Hours.given_on >= (start or award.starts_on),
                Hours.given_on <= (end or award.last_spending_day),
            )
        ).all()
    return claim_hours(desk, award_key, keys) if keys else 0


# -- rates ---------------------------------------------------------------------------------


def add_rate(desk: Desk, **values: Any) -> str:
    """Add a rate of the group's own, or one in place of a rate that came with the program; return its key."""
    rate = Rate(**values)
    with desk.change(N_("Add a rate for volunteer time")) as session:
        put(session, rate)
    return rate.key


def amend_rate(desk: Desk, rate_key: str, **values: Any) -> None:
    """Put other values into one of the group's own rates."""
    with desk.change(N_("Change a rate for volunteer time: {rate}"), rate=Ref("rate", rate_key)) as session:
        fill(find(session, Rate, rate_key), values)


def remove_rate(desk: Desk, rate_key: str) -> None:
    """Take one of the group's own rates away; one that came with the program stands again."""
    with desk.change(N_("Remove a rate for volunteer time: {rate}"), rate=Ref("rate", rate_key)) as session:
        drop(session, Rate, key=rate_key)
