"""Bringing a list of people in without a window: nothing is asked, and whoever is perhaps here already stays out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.words import N_, Message, Words, counted, message
from communitydesk.exchange.people.actions import bring_in_people
from communitydesk.exchange.people.columns import Columns
from communitydesk.exchange.people.figures import known_people
from communitydesk.exchange.people.likeness import Mark, compare
from communitydesk.exchange.people.merging import Decision, first_decision, plan
from communitydesk.exchange.people.opened import OpenedPeople, open_people


def bring_in_list(
    desk: Desk,
    content: bytes,
    today: dt.date,
    words: Words,
    *,
    dry_run: bool,
    date_order: str,
    sheet: str = "",
) -> list[Message]:
    """Bring in everybody who is new, join whoever is surely here, and return the sentences to be printed.

    `date_order` is "DMY", "MDY" or "" when it was not said; `sheet` names a workbook's. The people are volunteers where the list does not say.
    Raises Refused where the days could be read in two ways, FileTrouble.
    """
    opened = open_people(content, today, sheet)
    read = opened.read(_columns(opened, date_order), today)
    known, standings = known_people(desk)
    findings = compare(read.people, known)
    decisions = [first_decision(finding) for finding in findings]
    told = [*read.notes, *read.left_out]
    for person, finding in zip(read.people, findings, strict=True):
        if finding.mark is Mark.PERHAPS:
            told.append(
                message(N_("Left out, perhaps here already: {name}. {why}"), name=person.name, why=finding.reason)
            )
    planned = plan(read.people, [one if one.way else Decision("leave") for one in decisions], standings)
    if not planned:
        return [*told, message(N_("Nobody was brought in."))]
    if dry_run:
        joined = sum(bool(one.key) for one in planned)
        text = (N_("{n} person would be added, {joined} joined with who is here. Nothing was changed."),
                N_("{n} people would be added, {joined} joined with who is here. Nothing was changed."))  # fmt: skip
        return [*told, counted(*text, len(planned) - joined, joined=joined)]
    added, joined = bring_in_people(desk, planned, ("is_volunteer",), today, words)
    text = (N_("{n} person added, {joined} joined with who was here."),
            N_("{n} people added, {joined} joined with who was here."))  # fmt: skip
    return [*told, counted(*text, added, joined=joined)]


def _columns(opened: OpenedPeople, date_order: str) -> Columns | None:
    guess = opened.guess
    if guess is None:
        return None
    if date_order in ("DMY", "MDY"):
        return replace(guess, day_first=date_order == "DMY")
    if len(guess.orders) > 1:
        raise Refused(N_("The days can be read in more than one order. Say which with --date-order dmy or mdy."))
    return guess
