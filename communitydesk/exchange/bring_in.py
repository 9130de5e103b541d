"""Bringing a file in without a window: a bank's statement, a funder's published awards, a list of people. Nothing is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused
from communitydesk.desk.words import N_, Message, Money, Words, counted, message
from communitydesk.exchange import figures
from communitydesk.exchange.bank_dates import ORDERS
from communitydesk.exchange.duplicates import Mark
from communitydesk.exchange.giving360 import GivenAward, awards_for, read_awards
from communitydesk.exchange.layouts import Guess, Layout, look_again
from communitydesk.exchange.proposal import Opened, Proposal, ProposedLine, chosen, open_file, propose
from communitydesk.exchange.statement import Statement
from communitydesk.exchange.text_in import LARGEST_FILE

NAMED = 5
"""How many of several names a sentence holds."""


def bring_in(
    desk: Desk, kind: str, path: Path, words: Words, *, today: dt.date, dry_run: bool = False,
    date_order: str | None = None, sheet: str = "",
) -> Iterable[Message]:  # fmt: skip
    """Bring in a file of one kind, "bank", "award" or "people", as one change; return the sentences to be printed.

    `dry_run` changes nothing and says what would be brought in. `date_order` is dmy, mdy or ymd; `sheet` names a workbook's. Raises Refused when a
    question would have to be asked, FileTrouble when the file cannot be read.
    """
    content = content_of(path)
    if kind == "award":
        return _awards(desk, content, today, dry_run)
    order = (date_order or "").upper()
    if kind == "people":
        from communitydesk.exchange.people.bring_in import bring_in_list

        return bring_in_list(desk, content, today, words, dry_run=dry_run, date_order=order, sheet=sheet)
    return _statement(desk, content, today, dry_run, order, sheet)


def content_of(path: Path) -> bytes:
    """Return a file's bytes. Raises FileTrouble when it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileTrouble(N_("This file is too large to be a list of this kind. Choose a smaller one."))
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(N_("“{name}” could not be read: {why}."), name=path.name, why=error.strerror or "") from error


# -- a bank's statement ---------------------------------------------------------------------------


def _statement(desk: Desk, content: bytes, today: dt.date, dry_run: bool, order: str, sheet: str) -> list[Message]:
    opened = open_file(content, today, figures.kept_layouts(desk), sheet)
    layout = _layout(opened, today, order) if opened.guess else None
    statement = opened.read(layout, today)
    if layout is not None and not _signs_are_told(layout, statement):
        raise Refused(
            N_("It cannot be told which amounts were paid in and which out. Bring this file in with the window.")
        )
    if other := other_currency(desk, statement, today):
        raise Refused(other)
    proposal = propose(statement, figures.held(desk, opened.account))
    lines = chosen(proposal, {})
    told = [
        *opened.notes,
        *_lines_said(proposal),
        *_left_out_said(proposal),
        *(problem.message for problem in statement.serious),
    ]
    if not lines:
        return [*told, message(N_("Every line of this file is here already, or perhaps so. Nothing was brought in."))]
    money_in = sum(one.line.amount_pence for one in lines if one.line.amount_pence > 0)
    money_out = -sum(one.line.amount_pence for one in lines if one.line.amount_pence < 0)
    sums = {"money_in": Money(money_in), "money_out": Money(money_out)}
    if dry_run:
        text = (N_("{n} line would be brought in: {money_in} in, {money_out} out. Nothing was changed."),
                N_("{n} lines would be brought in: {money_in} in, {money_out} out. Nothing was changed."))  # fmt: skip
        return [*told, counted(*text, len(lines), **sums)]
    from communitydesk.exchange.actions import bring_in_statement

    kept = opened.kept(layout, statement, opened.account)
    bring_in_statement(desk, lines, brought_in_on=today, account=opened.account, layout=kept.stored())
    text = (N_("{n} line was brought in: {money_in} in, {money_out} out."),
            N_("{n} lines were brought in: {money_in} in, {money_out} out."))  # fmt: skip
    return [*told, counted(*text, len(lines), **sums)]


def _layout(opened: Opened, today: dt.date, order: str) -> Layout:
    guess, table = opened.guess, opened.table
    assert guess is not None
    assert table is not None
    if not order:
        if not guess.date_order_is_certain:
            raise Refused(_ask_order(guess))
        return guess.layout
    if order not in {one.order for one in guess.dates}:
        raise Refused(N_("The dates of this file cannot be read as {order}."), order=message(ORDERS.get(order, order)))
    return look_again(table, replace(guess.layout, date_order=order, plus_is_out=False), today).layout


def _ask_order(guess: Guess) -> Message:
    """The sentence that refuses: the same row in two readings."""
    first, second = guess.dates[0], guess.dates[1]
    for (text, one), (_, other) in zip(first.samples, second.samples, strict=True):
        if one and other and one != other:
            return message(
                N_("“{text}” may be {one} or {other}. Say which with --date-order dmy, mdy or ymd."),
                text=text, one=one, other=other,
            )  # fmt: skip
    return message(N_("The dates can be read in more than one order. Say which with --date-order dmy, mdy or ymd."))


def _signs_are_told(layout: Layout, statement: Statement) -> bool:
    if layout.amount is None or layout.direction is not None or layout.plus_is_out:
        return True
    if statement.check and statement.check.steps and statement.check.agree >= 0.6 * statement.check.steps:
        return True
    return any(line.amount_pence < 0 for line in statement.lines)


def other_currency(desk: Desk, statement: Statement, today: dt.date) -> Message | None:
    """Return the sentence that a statement is of another currency than the group's money; None when it is not."""
    own = figures.recipient(desk, today)
    usual = own.currency if own else "GBP"
    if not statement.currency or statement.currency.upper() == usual:
        return None
    return message(N_("This statement is in {other}, and your group keeps its money in {usual}."),
                   other=statement.currency, usual=usual)  # fmt: skip


def _lines_said(proposal: Proposal) -> list[Message]:
    return [_said(N_("{date}  {amount}  {what}"), line) for line in proposal.lines if line.mark is Mark.NEW]


def _said(text: str, line: ProposedLine) -> Message:
    one = line.line
    return message(text, date=one.date, amount=Money(one.amount_pence), what=one.description)


def _left_out_said(proposal: Proposal) -> list[Message]:
    told: list[Message] = []
    for line in proposal.lines:
        if line.mark is Mark.PERHAPS:
            said = _said(N_("{date}  {amount}  {what}"), line)
            told.append(message(N_("Left out, perhaps here already: {line}. {why}"), line=said, why=line.reason))
    if there := proposal.count(Mark.HELD):
        told.append(counted(N_("{n} line is here already."), N_("{n} lines are here already."), there))
    return told


# -- published awards -----------------------------------------------------------------------------


def awards_of_group(desk: Desk, content: bytes, today: dt.date) -> tuple[tuple[GivenAward, ...], tuple[Message, ...]]:
    """Return the awards in a 360Giving file that were made to this group and can be added, and why others were not.

    Raises FileTrouble when there are no awards in the file, Refused when none of them is this group's.
    """
    own = figures.recipient(desk, today)
    if own is None:
        raise Refused(N_("Set up your group first, so that its awards can be told from others'."))
    every = read_awards(content, today)
    found = awards_for(every, own.name, own.numbers)
    if not found:
        raise Refused(_not_ours(every, own.name))
    known = figures.known_references(desk)
    fit: list[GivenAward] = []
    told: list[Message] = []
    for award in found:
        if why := _unfit(award, known, own.currency):
            told.append(message(N_("Left out: “{award}”. {why}"), award=award.title or award.identifier, why=why))
        else:
            fit.append(award)
    return tuple(fit), tuple(told)


def _not_ours(every: Sequence[GivenAward], name: str) -> Message:
    bodies = list(
        dict.fromkeys(award.recipient_name for award in every if award.recipient_name and not award.to_person)
    )
    if not bodies:
        return message(N_("No award in this file was made to “{name}”."), name=name)
    listed = ", ".join(f"“{body[:60]}”" for body in bodies[:NAMED])
    if len(bodies) > NAMED:
        return counted(
            N_("No award in this file was made to “{name}”. It holds awards to {others} and {n} other."),
            N_("No award in this file was made to “{name}”. It holds awards to {others} and {n} others."),
            len(bodies) - NAMED, name=name, others=listed,
        )  # fmt: skip
    return message(
        N_("No award in this file was made to “{name}”. It holds awards to {others}."), name=name, others=listed
    )


def _unfit(award: GivenAward, known: frozenset[str], currency: str) -> Message | None:
    if award.identifier and award.identifier in known:
        return message(N_("It is here already."))
    if award.currency != currency:
        return message(N_("It is in {other}, not in {usual}."), other=award.currency, usual=currency)
    lacking = (
        (award.title, N_("The file does not give its title.")),
        (award.funder_name, N_("The file does not name its funder.")),
        (award.amount_pence and award.amount_pence > 0, N_("The file does not give its amount.")),
        (award.start or award.awarded_on, N_("The file gives no day on which it was made.")),
    )
    return next((message(text) for value, text in lacking if not value), None)


def _awards(desk: Desk, content: bytes, today: dt.date, dry_run: bool) -> list[Message]:
    fit, told = awards_of_group(desk, content, today)
    said = [
        message(
            N_("{award}: {amount} from {funder}"), award=one.title, amount=Money(one.amount_pence or 0), funder=one.funder_name
        )
        for one in fit
    ]  # fmt: skip
    if not fit:
        return [*told, message(N_("Nothing was brought in."))]
    if dry_run:
        text = (N_("{n} award would be brought in. Nothing was changed."),
                N_("{n} awards would be brought in. Nothing was changed."))  # fmt: skip
        return [*said, *told, counted(*text, len(fit))]
    from communitydesk.exchange.actions import bring_in_awards

    bring_in_awards(desk, fit)
    return [*said, *told, counted(N_("{n} award was brought in."), N_("{n} awards were brought in."), len(fit))]
